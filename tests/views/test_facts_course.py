"""The facts that need a course of events: grounds, cure times, varning, and what came later."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from tests.streams.cases import DAY, MINOR, SERIOUS, day
from tests.streams.exempelkoping import AGREED, EX, pick, ruled
from tests.streams.test_deficiency_cure import AT_ONCE, MORE, NOTICE

from avtalsuppfoljning import agreement, deficiency, sanction
from avtalsuppfoljning.agreement import (
    AgreementEnded,
    EndReason,
    Party,
    Terms,
    TermsAmended,
    UppsägningGiven,
)
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import (
    AbstentionDecided,
    DeficiencySanctioned,
    KommuniceringAnswered,
    KommuniceringExcepted,
    KommuniceringSent,
    PåpekandeIssued,
    ResultatuppföljningFailed,
    ResultatuppföljningPassed,
    RättelseDemanded,
    RättelsekravSent,
    ÅtgärdsplanReceived,
    ÅtgärdsplanRejected,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.policy import DelegationRef, Effect, Facts, History
from avtalsuppfoljning.sanction import Sanction, SanctionDecided, SanctionLifted
from avtalsuppfoljning.terms import DeficiencyId, MeasureId, Resultat, SanctionId
from avtalsuppfoljning.views.facts import facts_of
from avtalsuppfoljning.views.timeline import happened_on

S1 = SanctionId("s1")


def decided(number: int, measure: str = "varning", **changes: Any) -> SanctionDecided:
    """A sanction of that day; the ruling behind it is of another, which nothing here reads."""
    choice = pick(measure, decided_on=day(number), **changes)
    return SanctionDecided(
        deficiency=DeficiencyId("b1"),
        measure=MeasureId(measure),
        effect=Effect.WARNING if measure == "varning" else Effect.MONEY,
        forms=(),
        amount=None,
        decided_on=day(number),
        effective_on=choice.effective_on or day(number),
        ruling=replace(ruled(pick(measure), SERIOUS), choice=choice),
    )


def noted(made: SanctionDecided) -> DeficiencySanctioned:
    """What the deficiency says of it."""
    cures = made.effect is Effect.WARNING
    return DeficiencySanctioned(sanction=S1, choice=made.ruling.choice, demands_cure=cures)


def lifted(number: int, effective: int) -> SanctionLifted:
    return SanctionLifted(
        by=pick("varning").by,
        delegation=DelegationRef(id="d", version="1", fingerprint="x"),
        motivation="Rättat.",
        decided_on=day(number),
        effective_on=day(effective),
    )


def demanded(number: int, *cure: int) -> RättelseDemanded:
    dates = tuple(map(day, cure))
    choice = pick("rattelse", decided_on=day(number), cure_dates=dates)
    return RättelseDemanded(
        text="Rätta.", ruling=replace(ruled(pick("rattelse"), SERIOUS), choice=choice)
    )


def sent(number: int, decided_on: int, measure: str = "rattelse") -> RättelsekravSent:
    return RättelsekravSent(
        sent_on=day(number), measure=MeasureId(measure), decided_on=day(decided_on)
    )


def facts(number: int, *history: Any) -> Facts:
    """The facts of a day, after events of the deficiency and of the one sanction."""
    own = [event for event in history if type(event) in EVENTS["deficiency"]]
    other = [event for event in history if type(event) in EVENTS["sanction"]]
    about = [event for event in history if type(event) in EVENTS["agreement"]]
    return facts_of(
        reduce(agreement.evolve, (AGREED, *about), agreement.INITIAL),
        reduce(deficiency.evolve, (SERIOUS, *own), deficiency.INITIAL),
        EX,
        on=day(number),
        sanctions={S1: reduce(sanction.evolve, other, sanction.INITIAL)},
    )


EVENTS = {
    name: frozenset(module.Event.__args__)
    for name, module in (
        ("agreement", agreement),
        ("deficiency", deficiency),
        ("sanction", sanction),
    )
}
VARNING = decided(5)
WARNED = (VARNING, noted(VARNING))
TWO = decided(5, cure_dates=(day(20), day(60)))


# ── fact by fact ──


@pytest.mark.parametrize(
    ("history", "number", "told"),
    [
        ((), 9, (None, ())),
        ((demanded(1),), 9, (None, ())),
        ((demanded(1), sent(3, 1)), 2, (None, ())),
        ((demanded(1), sent(3, 1)), 3, (3, ())),
        ((demanded(1, 20), sent(3, 1)), 3, (3, (20,))),
        ((TWO, noted(TWO), sent(6, 5, "varning")), 30, (6, (20, 60))),
        ((demanded(1, 20), sent(3, 1), *WARNED), 9, (3, (20,))),
        ((demanded(1, 20), sent(3, 1), *WARNED, sent(6, 5, "varning")), 9, (6, ())),
        ((demanded(1, 20), sent(3, 1), *WARNED, sent(6, 5, "varning")), 5, (3, (20,))),
        ((*WARNED, sent(6, 5, "varning"), demanded(1, 20), sent(3, 1)), 9, (6, ())),
        ((demanded(1, 20), sent(6, 1), *WARNED, sent(6, 5, "varning")), 9, (6, ())),
        ((*WARNED, sent(6, 5, "varning"), lifted(8, 8)), 7, (6, ())),
        ((*WARNED, sent(6, 5, "varning"), lifted(8, 8)), 8, (None, ())),
        ((demanded(1), sent(3, 1), *WARNED, sent(6, 5, "varning"), lifted(8, 9)), 9, (3, ())),
    ],
)
def test_the_cure_time(history: Any, number: int, told: tuple[int | None, tuple[int, ...]]) -> None:
    """It runs from dispatch; the demand sent last counts, and none in a varning that is lifted."""
    found = facts(number, *history).history
    expected = (None if told[0] is None else day(told[0]), tuple(map(day, told[1])))
    assert (found.cure_sent_on, found.cure_dates) == expected


@pytest.mark.parametrize(
    ("history", "number", "stands"),
    [
        (WARNED, 4, False),
        (WARNED, 5, True),
        ((*WARNED, lifted(8, 10)), 9, True),
        ((*WARNED, lifted(8, 10)), 10, False),
        ((decided(5, "vite"), noted(decided(5, "vite"))), 9, False),
        ((replace(VARNING, effective_on=day(7)), noted(VARNING)), 6, False),
    ],
)
def test_that_a_varning_stands(history: Any, number: int, *, stands: bool) -> None:
    """From the day it takes effect until the day its lifting does."""
    assert facts(number, *history).history.warning_stands is stands


@pytest.mark.parametrize(
    ("history", "number", "met"),
    [
        ((), 9, (False, False, False)),
        ((NOTICE,), 2, (False, False, False)),
        ((NOTICE,), 3, (False, False, True)),
        ((AT_ONCE,), 3, (False, True, False)),
        ((replace(AT_ONCE, is_immediate=False),), 3, (True, False, False)),
        ((AT_ONCE, replace(AT_ONCE, is_met=False, assessed_on=day(9))), 8, (False, True, False)),
        ((AT_ONCE, replace(AT_ONCE, is_met=False, assessed_on=day(9))), 9, (False, False, False)),
        ((replace(NOTICE, is_met=False, assessed_on=day(9)), NOTICE), 9, (False, False, False)),
        ((NOTICE, replace(NOTICE, is_met=False)), 3, (False, False, False)),
    ],
)
def test_the_grounds(history: Any, number: int, met: tuple[bool, bool, bool]) -> None:
    """O-58: hävning, hävning at once, uppsägning: each from the day on which it was judged."""
    found = facts(number, *history).instrument
    told = (found.termination_ground_met, found.immediate_ground_met, found.notice_ground_met)
    assert told == met


def test_what_came_to_light_later() -> None:
    before, after = facts(4, MORE).finding, facts(5, MORE).finding
    assert before == SERIOUS.finding
    assert (after.has_damage, after.is_overpaid) == (True, True)
    assert (after.irregularity, after.measured) == (MORE.irregularity, MORE.measured)
    assert after.consequences == before.consequences


def test_what_the_finding_says_from_the_start() -> None:
    """Damage and figures that are known when the deficiency is established are part of it."""
    found = replace(MINOR.finding, has_damage=True, measured=MORE.measured)
    state = deficiency.evolve(deficiency.INITIAL, replace(MINOR, finding=found))
    about = agreement.evolve(agreement.INITIAL, AGREED)
    assert facts_of(about, state, EX, on=DAY, sanctions={}).finding == found


@pytest.mark.parametrize(
    ("number", "result"),
    [
        (21, Resultat.EJ_UPPFÖLJD),
        (22, Resultat.PLAN_UTEBLIVEN),
        (24, Resultat.PLAN_UTEBLIVEN),
        (25, Resultat.EJ_UPPFÖLJD),
        (30, Resultat.EJ_UPPFÖLJD),
        (41, Resultat.PLAN_UTEBLIVEN),
        (50, Resultat.KVARSTÅR),
        (55, Resultat.ÅTGÄRDAD),
    ],
)
def test_the_result_day_by_day(number: int, result: Resultat) -> None:
    """What came in late was late: the day that it was awaited stays as it was."""
    ruling = ruled(pick("rattelse"), SERIOUS)
    course = (
        ÅtgärdsplanRequested(due_on=day(21), ruling=ruling),
        ÅtgärdsplanReceived(received_on=day(25), dnr="1", measures=(), missing=("measures",)),
        ÅtgärdsplanRejected(reason="Tom.", rejected_on=day(30), due_on=day(40)),
        ResultatuppföljningFailed(observation="Kvar.", failed_on=day(50)),
        ResultatuppföljningPassed(observation="Bra.", passed_on=day(55)),
    )
    assert facts(number, *course).history.result is result


def test_nothing_but_the_sanctions_that_are_told_of_stands() -> None:
    state = deficiency.evolve(deficiency.evolve(deficiency.INITIAL, SERIOUS), noted(VARNING))
    about = agreement.evolve(agreement.INITIAL, AGREED)
    found = facts_of(about, state, EX, on=day(9), sanctions={SanctionId("s9"): Sanction(VARNING)})
    assert found.history == History(highest_measure=MeasureId("varning"))


# ── laws ──

LONG = 60
numbers = st.integers(0, LONG)
days = numbers.map(day)
flags = st.booleans()


def _asked(number: int, more: int) -> tuple[Any, ...]:
    return (KommuniceringSent(sent_on=day(number), reply_by=day(number + 1 + more)),)


def _plan(number: int, late: int, back: int) -> tuple[Any, ...]:
    choice = pick("papekande", decided_on=day(number))
    ruling = replace(ruled(pick("papekande"), MINOR), choice=choice)
    return (
        ÅtgärdsplanRequested(due_on=day(number + 5), ruling=ruling),
        ÅtgärdsplanReceived(received_on=day(number + late), dnr="1", measures=(), missing=()),
        ÅtgärdsplanRejected(
            reason="Tom.", rejected_on=day(number + late + back), due_on=day(number + 40)
        ),
    )


def _choice(number: int, *, abstains: bool) -> tuple[Any, ...]:
    choice = pick(None if abstains else "papekande", decided_on=day(number))
    ruling = replace(ruled(pick("papekande"), MINOR), choice=choice)
    if abstains:
        return (AbstentionDecided(ruling=ruling),)
    return (PåpekandeIssued(text="Så.", ruling=ruling),)


def _warned(number: int, wait: int, end: int) -> tuple[Any, ...]:
    made = decided(number, cure_dates=(day(number + wait + 9),))
    return (
        made,
        noted(made),
        sent(number + wait, number, "varning"),
        lifted(number + end, number + end),
    )


def _cure(number: int, wait: int) -> tuple[Any, ...]:
    return (demanded(number), sent(number + wait, number))


short = st.integers(0, 30)
chains = st.one_of(
    st.builds(_asked, numbers, short),
    st.builds(_choice, numbers, abstains=flags),
    st.builds(_cure, numbers, short),
    *(
        st.builds(made, **{name: days}, **dict.fromkeys(more, flags)).map(lambda each: (each,))
        for made, name, more in (
            (lambda **f: KommuniceringAnswered(answer="Ja.", **f), "answered_on", ()),
            (
                lambda **f: KommuniceringExcepted(reason="Fara.", person="Eva", **f),
                "excepted_on",
                (),
            ),
            (lambda **f: ResultatuppföljningFailed(observation="Nej.", **f), "failed_on", ()),
            (lambda **f: ResultatuppföljningPassed(observation="Ja.", **f), "passed_on", ()),
            (lambda **f: replace(AT_ONCE, **f), "assessed_on", ("is_met", "is_immediate")),
            (lambda **f: replace(NOTICE, **f), "assessed_on", ("is_met",)),
            (lambda **f: replace(MORE, **f), "supplemented_on", ("has_damage", "is_overpaid")),
        )
    ),
    st.builds(
        lambda on, more: (
            UppsägningGiven(
                by=Party.UTFÖRAREN, given_on=on, ends_on=day(more + LONG), reason="-", dnr="1"
            ),
        ),
        days,
        short,
    ),
    st.builds(
        lambda on, since, refers: (
            TermsAmended(
                terms=Terms(refers_to_guideline=refers),
                dnr="1",
                amended_on=on,
                applies_from=day(since),
            ),
        ),
        days,
        st.integers(-30, 90),
        flags,
    ),
)
once = st.tuples(
    st.none() | st.builds(_warned, numbers, short, short),
    st.none() | st.builds(_plan, numbers, short, short),
    st.none() | days.map(lambda on: (AgreementEnded(reason=EndReason.HÄVNING, ended_on=on),)),
)
"""What there is one of here: the one sanction, the one åtgärdsplan, the end of the agreement."""


@st.composite
def histories(draw: st.DrawFn) -> list[Any]:
    """Events of any days, recorded in any order that keeps a cause before what it causes."""
    left = [list(chain) for chain in draw(st.lists(chains, max_size=8))]
    left += [list(chain) for chain in draw(once) if chain is not None]
    found = []
    while left:
        at = draw(st.integers(0, len(left) - 1))
        found.append(left[at].pop(0))
        left = [chain for chain in left if chain]
    return found


def day_of(event: Any) -> date:
    return happened_on(event, date.max)


@settings(deadline=None, max_examples=300)
@given(history=histories(), number=numbers)
def test_a_later_day_changes_nothing(history: Sequence[Any], number: int) -> None:
    """The facts of a day are what they would be, had nothing happened after it."""
    until = [event for event in history if day_of(event) <= day(number)]
    assert facts(number, *history) == facts(number, *until)


@settings(deadline=None, max_examples=300)
@given(history=histories(), number=numbers)
def test_when_it_was_recorded_changes_nothing(history: Sequence[Any], number: int) -> None:
    """A record that comes in late counts from its own day; only on one day does the order tell.

    But for an åtgärdsplan that is sent back: it is the last measure on record that it belongs to.
    """
    plain = [event for event in history if not isinstance(event, ÅtgärdsplanRejected)]
    in_order = sorted(plain, key=day_of)
    assert facts(number, *plain) == facts(number, *in_order)
