"""The last day for a cure is due: as the demand states it, or as the guideline counts it."""

from datetime import date, timedelta
from functools import reduce
from typing import Any

import pytest
from hypothesis import given, strategies as st
from tests.streams.cases import SERIOUS, SIGNED, day
from tests.streams.exempelkoping import AGREED, EX, EX_TEXT, pick
from tests.views.test_facts_course import (
    EVENTS,
    S1,
    decided,
    demanded,
    lifted,
    noted,
    sent,
)

from avtalsuppfoljning import deficiency, sanction
from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import (
    AbstentionDecided,
    DeficiencyRemedied,
    ResultatuppföljningFailed,
    ResultatuppföljningPassed,
)
from avtalsuppfoljning.guidelines import fingerprint, parse
from avtalsuppfoljning.policy.inputs import last_cure_days
from avtalsuppfoljning.recorded import (
    State,
    agreement_stream,
    deficiency_stream,
    sanction_stream,
    steering_stream,
)
from avtalsuppfoljning.schedule import PostKind
from avtalsuppfoljning.steering import GuidelineAdopted, Steering
from avtalsuppfoljning.terms import AgreementId, DeficiencyId, ProviderId, StreamId
from avtalsuppfoljning.views.cures import cures_without_a_day
from avtalsuppfoljning.views.due import DueReason, DueRow, due_rows
from avtalsuppfoljning.views.facts import facts_of

A1 = AgreementId("hemtjanst-1")
MATTER = deficiency_stream(A1, DeficiencyId("b1"))
UNSET = EX_TEXT.replace('enhet = "dagar"\nvarde = "30"\n', 'enhet = "dagar"\n')


def adopted(text: str) -> GuidelineAdopted:
    guideline = parse(text)
    return GuidelineAdopted(
        id=guideline.id,
        version=guideline.version,
        document=guideline.document,
        valid_from=day(-900),
        fingerprint=fingerprint(guideline),
        text=text,
        dnr="VN 1",
        adopted_on=day(-900),
    )


def states_of(*history: Any, text: str | None = EX_TEXT) -> dict[StreamId, State]:
    own = [event for event in history if type(event) in EVENTS["deficiency"]]
    other = [event for event in history if type(event) in EVENTS["sanction"]]
    return {
        agreement_stream(A1): Agreement(signed=AGREED),
        MATTER: reduce(deficiency.evolve, (SERIOUS, *own), deficiency.INITIAL),
        sanction_stream(A1, S1): reduce(sanction.evolve, other, sanction.INITIAL),
        steering_stream(SIGNED.steering): Steering(
            guidelines=() if text is None else (adopted(text),)
        ),
    }


def rows(number: int, *history: Any, **how: Any) -> list[DueRow]:
    found = due_rows(states_of(*history, **how), on=day(number))
    return [row for row in found if row.what == "rattelse"]


def due(number: int, *history: Any) -> list[date]:
    return [row.due_on for row in rows(number, *history)]


def passed(number: int) -> ResultatuppföljningPassed:
    return ResultatuppföljningPassed(observation="Ja.", passed_on=day(number))


def failed(number: int) -> ResultatuppföljningFailed:
    return ResultatuppföljningFailed(observation="Nej.", failed_on=day(number))


DEMAND = (demanded(1), sent(3, 1))
TWO = decided(5, cure_dates=(day(60), day(20)))
WARNED = (TWO, noted(TWO), sent(6, 5, "varning"))


class TestTheDay:
    """4 §: counted from the dispatch, where the demand states no day."""

    def test_counted_by_the_guideline(self) -> None:
        (row,) = rows(4, *DEMAND)
        assert (row.due_on, row.since, row.reason) == (day(33), day(3), DueReason.RÄTTELSETID)
        assert (row.kind, row.obligor, row.about) == (PostKind.INLÄMNING, "utforaren", "b1")
        parameter = EX.parameter("rattelsefrist_dagar")
        assert parameter is not None
        assert row.citations == (parameter.citation,)
        assert not row.is_overdue(day(33))
        assert row.is_overdue(day(34))
        assert row.agreements == (A1,)
        assert row.providers == ("solgarden",)

    def test_stated_by_the_demand(self) -> None:
        found = rows(7, *WARNED)
        assert [row.due_on for row in found] == [day(20), day(60)]
        measure = EX.measure(pick("varning").measure)  # type: ignore[arg-type]  # it is named
        assert measure is not None
        assert {row.citations for row in found} == {(measure.citation,)}
        assert len({row.id for row in found}) == 2

    def test_stated_needs_no_guideline(self) -> None:
        found = rows(7, *WARNED, text=None)
        assert [(row.due_on, row.citations) for row in found] == [(day(20), ()), (day(60), ())]

    def test_the_provider_sees_it(self) -> None:
        states = states_of(*DEMAND)
        assert due_rows(states, on=day(4), provider=AGREED.provider)
        assert due_rows(states, on=day(4), provider=ProviderId("annan")) == ()

    def test_the_id_is_of_the_dispatch(self) -> None:
        (row,) = rows(4, *DEMAND)
        assert row.id == f"{MATTER}#rattelse:b1:{day(3)}"


class TestHowLong:
    """It is awaited until somebody has seen what became of it."""

    @pytest.mark.parametrize(
        ("history", "number", "expected"),
        [
            ((demanded(1),), 9, []),  # not dispatched
            (DEMAND, 2, []),
            (DEMAND, 3, [33]),
            (DEMAND, 99, [33]),
            ((passed(1), demanded(2), sent(3, 2)), 4, [33]),  # what was seen before it
            ((*DEMAND, passed(9)), 8, [33]),
            ((*DEMAND, passed(9)), 9, []),
            ((*DEMAND, failed(9)), 9, [33]),  # the time still runs
            ((*DEMAND, failed(33)), 33, [33]),
            ((*DEMAND, failed(34)), 33, [33]),  # nobody knew yet
            ((*DEMAND, failed(34)), 34, []),
            ((*DEMAND, DeficiencyRemedied(remedied_on=day(40))), 40, []),
            (WARNED, 19, [20, 60]),
            ((*WARNED, failed(21)), 21, [60]),
            ((*WARNED, failed(61)), 61, []),
            ((*WARNED, lifted(8, 10)), 9, [20, 60]),
            ((*WARNED, lifted(8, 10)), 10, []),
            ((*DEMAND, *WARNED), 7, [20, 60]),  # the one dispatched last
        ],
    )
    def test_what_is_awaited(self, history: Any, number: int, expected: list[int]) -> None:
        assert due(number, *history) == [day(each) for each in expected]

    @pytest.mark.parametrize(("number", "is_awaited"), [(32, True), (33, True), (34, False)])
    def test_the_next_decision_takes_over(self, number: int, *, is_awaited: bool) -> None:
        """Once the time is out; a decision while it runs does not end it."""
        later = decided(number, "vite")
        assert bool(rows(number, *DEMAND, later, noted(later))) is is_awaited

    def test_a_reasoned_abstention_takes_over_too(self) -> None:
        ruling = TWO.ruling
        choice = pick(None, decided_on=day(40))
        made = AbstentionDecided(ruling=replace(ruling, choice=choice))
        assert rows(40, *DEMAND, made) == []


class TestNoDay:
    """Where nobody has set the time, no day is invented: it is said."""

    def test_the_parameter_is_unset(self) -> None:
        states = states_of(*DEMAND, text=UNSET)
        assert due_rows(states, on=day(4)) == ()
        (cure,) = cures_without_a_day(states, on=day(4))
        assert (cure.last_day, cure.sent_on, cure.deficiency) == (None, day(3), "b1")
        assert cure.citations == (Citation(document="EXN 2025/001", section="4 § Rättelse"),)

    def test_no_guideline(self) -> None:
        (cure,) = cures_without_a_day(states_of(*DEMAND, text=None), on=day(4))
        assert (cure.agreement, cure.measure, cure.citations) == (A1, "rattelse", ())

    @pytest.mark.parametrize("history", [(*DEMAND, passed(9)), (*DEMAND, failed(9)), WARNED])
    def test_nothing_to_say(self, history: Any) -> None:
        assert cures_without_a_day(states_of(*history, text=UNSET), on=day(9)) == ()

    def test_nothing_to_say_where_it_is_set(self) -> None:
        assert cures_without_a_day(states_of(*DEMAND), on=day(4)) == ()


@given(
    wait=st.integers(0, 9),
    dates=st.lists(st.integers(10, 40), max_size=3, unique=True),
    on=st.integers(0, 60),
)
def test_it_is_the_day_that_decisions_are_tried_by(wait: int, dates: list[int], on: int) -> None:
    """What is overdue is what the policy finds to be out, and nothing else."""
    history = (demanded(0, *dates), sent(wait, 0))
    states = states_of(*history)
    found = rows(on, *history)
    matter = states[MATTER]
    assert isinstance(matter, deficiency.Deficiency)
    facts = facts_of(Agreement(signed=AGREED), matter, EX, on=day(on), sanctions={})
    told = last_cure_days(facts, EX)
    assert told is not None
    assert [row.due_on for row in found] == sorted(told)
    assert all(row.is_overdue(day(on)) is (row.due_on < facts.on) for row in found)
    assert all(row.due_on >= day(wait) for row in found)
    expected = [day(each) for each in sorted(dates)] or [day(wait) + timedelta(days=30)]
    assert [row.due_on for row in found] == (expected if on >= wait else [])
