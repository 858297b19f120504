"""Decisions by delegation are reported to the nämnd; until they are, they are on the list."""

from datetime import date
from functools import reduce
from typing import Any

import pytest
from tests.streams.cases import MINOR, SERIOUS, day
from tests.streams.exempelkoping import CHAIR, pick, ruled
from tests.streams.rulings import choose, rule

from avtalsuppfoljning import deficiency
from avtalsuppfoljning.classification import renewed, replace
from avtalsuppfoljning.deficiency import (
    AbstentionDecided,
    DeficiencySanctioned,
    PåpekandeIssued,
    RättelseDemanded,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.policy import DelegationRef, Effect
from avtalsuppfoljning.recorded import State, deficiency_stream, sanction_stream
from avtalsuppfoljning.sanction import (
    DelegationsbeslutReported,
    Sanction,
    SanctionDecided,
    SanctionLifted,
)
from avtalsuppfoljning.terms import AgreementId, DeficiencyId, MeasureId, SanctionId, StreamId
from avtalsuppfoljning.views.delegation import UnreportedDecision, unreported_decisions

S1 = sanction_stream(AgreementId("a1"), SanctionId("s1"))
RULING = rule(choose("avstangning", decided_on=day(30)), SERIOUS)
DECIDED = SanctionDecided(
    deficiency=DeficiencyId("b1"),
    measure=MeasureId("avstangning"),
    effect=Effect.SUSPENSION,
    forms=("ickeval",),
    amount=None,
    decided_on=day(30),
    effective_on=day(30),
    ruling=RULING,
)
LIFTED = SanctionLifted(
    by=RULING.choice.by,
    delegation=DelegationRef(id="d", version="1", fingerprint="x"),
    motivation="Bristen är åtgärdad.",
    decided_on=day(60),
    effective_on=day(61),
)


def reported(number: int) -> DelegationsbeslutReported:
    return DelegationsbeslutReported(meeting_on=day(number), dnr="VN 90/2026")


def unreported(on: date, **changes: Any) -> list[UnreportedDecision]:
    states: dict[StreamId, State] = {S1: renewed(Sanction(decided=DECIDED), **changes)}
    return list(unreported_decisions(states, on=on))


def by(decided: SanctionDecided, role: str) -> SanctionDecided:
    authority = replace(decided.ruling.choice.by, role=role)
    choice = replace(decided.ruling.choice, by=authority)
    return replace(decided, ruling=replace(decided.ruling, choice=choice))


def test_until_it_is_reported_to_a_meeting() -> None:
    """O-51, KL 6:40."""
    (found,) = unreported(day(40))
    assert (found.stream, found.agreement, found.measure) == (S1, "a1", "avstangning")
    assert (found.decided_on, found.is_lifting, found.is_urgent) == (day(30), False, False)
    assert unreported(day(44), noted=(reported(45),)) == [found]
    assert unreported(day(45), noted=(reported(45),)) == []


def test_a_later_decision_is_reported_anew() -> None:
    (found,) = unreported(day(70), lifted=LIFTED, noted=(reported(45),))
    assert (found.is_lifting, found.decided_on) == (True, day(60))
    assert unreported(day(80), lifted=LIFTED, noted=(reported(45), reported(75))) == []


@pytest.mark.parametrize("on", [day(29)])
def test_nothing_before_it_was_decided(on: date) -> None:
    assert unreported(on) == []


def test_the_nämnds_own_decisions_are_reported_to_nobody() -> None:
    assert unreported(day(40), decided=by(DECIDED, "namnd")) == []


def test_what_could_not_wait_comes_first() -> None:
    """KL 6:39: decided by the chair, told at the next meeting."""
    urgent = replace(
        DECIDED,
        decided_on=day(35),
        ruling=replace(RULING, report_to_next_meeting=True),
    )
    s2 = sanction_stream(AgreementId("a1"), SanctionId("s2"))
    states: dict[StreamId, State] = {S1: Sanction(decided=DECIDED), s2: Sanction(decided=urgent)}
    rows = unreported_decisions(states, on=day(40))
    assert [(row.stream, row.is_urgent) for row in rows] == [(s2, True), (S1, False)]


# ── what is decided about a deficiency itself ──

B1 = deficiency_stream(AgreementId("a1"), DeficiencyId("b1"))
DEMANDED = RättelseDemanded(text="Rätta.", ruling=ruled(pick("rattelse"), SERIOUS))
ISSUED = PåpekandeIssued(text="Utbilda.", ruling=rule(choose("papekande"), MINOR))
REQUESTED = ÅtgärdsplanRequested(due_on=day(9), ruling=rule(choose("atgardsplan"), SERIOUS))
ABSTAINED = AbstentionDecided(ruling=rule(choose(None), MINOR))


def about(on: date, *history: Any) -> list[UnreportedDecision]:
    state = reduce(deficiency.evolve, (MINOR, *history), deficiency.INITIAL)
    return list(unreported_decisions({B1: state}, on=on))


@pytest.mark.parametrize(
    ("decided", "measure"),
    [
        (ISSUED, "papekande"),
        (REQUESTED, "atgardsplan"),
        (DEMANDED, "rattelse"),
        (ABSTAINED, "avstaende"),
    ],
)
def test_what_is_decided_about_a_deficiency_is_reported_too(decided: Any, measure: str) -> None:
    """KL 6:40: every decision by delegation, the one not to act among them."""
    (found,) = about(day(4), decided)
    assert (found.stream, found.agreement, found.measure) == (B1, "a1", measure)
    assert (found.decided_on, found.is_lifting, found.is_urgent) == (day(0), False, False)
    assert about(day(-1), decided) == []
    assert about(day(4), decided, reported(5)) == [found]
    assert about(day(5), decided, reported(5)) == []


def test_a_sanction_is_reported_in_its_own_stream_only() -> None:
    sanctioned = DeficiencySanctioned(sanction=SanctionId("s1"), choice=RULING.choice)
    assert about(day(40), sanctioned) == []


def test_a_decision_about_a_deficiency_after_the_meeting_is_reported_anew() -> None:
    later = rule(choose(None, decided_on=day(8)), MINOR)
    (found,) = about(day(9), ISSUED, reported(5), replace(ABSTAINED, ruling=later))
    assert found.measure == "avstaende"


def test_what_the_chair_decided_about_a_deficiency_comes_first() -> None:
    """KL 6:39."""
    urgent = replace(ISSUED, ruling=ruled(pick("papekande", by=CHAIR, decided_on=day(3)), MINOR))
    rows = about(day(9), ABSTAINED, urgent)
    assert [(row.measure, row.is_urgent) for row in rows] == [
        ("papekande", True),
        ("avstaende", False),
    ]
