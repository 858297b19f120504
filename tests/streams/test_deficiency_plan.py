"""The åtgärdsplan that a provider hands in, and the one it does not."""

from datetime import date
from typing import Any

import pytest
from tests.streams.cases import SERIOUS, day, told
from tests.streams.rulings import choose, rule

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import (
    INITIAL,
    AbstentionDecided,
    DeficiencyRemedied,
    DeficiencySanctioned,
    PlannedMeasure,
    ResultatuppföljningPassed,
    ÅtgärdsplanApproved,
    ÅtgärdsplanReceived,
    ÅtgärdsplanRejected,
    ÅtgärdsplanRequested,
    approve_åtgärdsplan,
    evolve,
    receive_åtgärdsplan,
    reject_åtgärdsplan,
)
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.terms import Resultat, SanctionId
from avtalsuppfoljning.testing import given

S1 = SanctionId("s1")
REQUESTED = ÅtgärdsplanRequested(due_on=day(21), ruling=rule(choose("atgardsplan"), SERIOUS))
SANCTIONED = DeficiencySanctioned(sanction=S1, choice=choose("ekonomisk_sanktion"))
ABSTAINED = AbstentionDecided(ruling=rule(choose(None), SERIOUS))
WHOLE = PlannedMeasure(activity="Utbilda", deadline=day(50), responsible="Verksamhetschefen")
RECEIVED = ÅtgärdsplanReceived(received_on=day(20), dnr="VN 70/2026", measures=(WHOLE,), missing=())
LACKING = replace(
    RECEIVED, measures=(replace(WHOLE, deadline=None),), missing=("measures[0].deadline",)
)
APPROVED = ÅtgärdsplanApproved(approved_on=day(23))
REJECTED = ÅtgärdsplanRejected(reason="Ingen tidplan.", rejected_on=day(22), due_on=day(35))
PASSED = ResultatuppföljningPassed(observation="Bra.", passed_on=day(60))


def _received() -> dict[str, Any]:
    facts = told(RECEIVED)
    del facts["missing"]
    return facts


class TestReceiveAtgardsplan:
    """O-54: for each measure its activity, its time and who is responsible; else it lacks it."""

    @pytest.mark.parametrize(
        ("measures", "missing"),
        [
            ((WHOLE,), ()),
            ((WHOLE, WHOLE), ()),
            ((), ("measures",)),
            ((replace(WHOLE, activity=None),), ("measures[0].activity",)),
            ((WHOLE, replace(WHOLE, deadline=None)), ("measures[1].deadline",)),
            ((replace(WHOLE, responsible=" "),), ("measures[0].responsible",)),
            (
                (PlannedMeasure(), replace(WHOLE, activity="\t")),
                (
                    "measures[0].activity",
                    "measures[0].deadline",
                    "measures[0].responsible",
                    "measures[1].activity",
                ),
            ),
        ],
    )
    def test_happens(self, measures: tuple[PlannedMeasure, ...], missing: tuple[str, ...]) -> None:
        facts = {"received_on": day(20), "dnr": "VN 70/2026", "measures": measures}
        expected = replace(RECEIVED, measures=measures, missing=missing)
        assert given(SERIOUS, REQUESTED).when(receive_åtgärdsplan, **facts) == (expected,)

    def test_refused_when_none_is_asked_for(self) -> None:
        outcome = given(SERIOUS).when(receive_åtgärdsplan, **_received())
        assert outcome.code == "plan_ej_begard"

    def test_refused_when_one_is_approved(self) -> None:
        """An approved plan stands; what the provider hands in later does not replace it."""
        another = _received() | {"dnr": "VN 99/2026", "measures": ()}
        history = (SERIOUS, REQUESTED, RECEIVED, APPROVED)
        assert given(*history).when(receive_åtgärdsplan, **another).code == "plan_godkand"

    def test_happens_before_it_is_approved(self) -> None:
        better = replace(RECEIVED, received_on=day(21), dnr="VN 71/2026")
        facts = _received() | {"received_on": day(21), "dnr": "VN 71/2026"}
        assert given(SERIOUS, REQUESTED, LACKING).when(receive_åtgärdsplan, **facts) == (better,)

    def test_quiet_the_second_time(self) -> None:
        outcome = given(SERIOUS, REQUESTED).when(receive_åtgärdsplan, **_received())
        assert outcome.again() == ()
        approved = given(SERIOUS, REQUESTED, RECEIVED, APPROVED)
        assert approved.when(receive_åtgärdsplan, **_received()) == ()


class TestApproveAtgardsplan:
    """O-54: only a plan that lacks nothing is approved."""

    def test_happens(self) -> None:
        outcome = given(SERIOUS, REQUESTED, RECEIVED).when(approve_åtgärdsplan, **told(APPROVED))
        assert outcome == (APPROVED,)

    @pytest.mark.parametrize("history", [(), (RECEIVED, REJECTED)], ids=["never", "sent back"])
    def test_refused_when_none_has_come_in(self, history: tuple[Any, ...]) -> None:
        outcome = given(SERIOUS, REQUESTED, *history).when(approve_åtgärdsplan, **told(APPROVED))
        assert outcome.code == "plan_saknas"

    def test_refused_when_something_is_missing(self) -> None:
        outcome = given(SERIOUS, REQUESTED, LACKING).when(approve_åtgärdsplan, **told(APPROVED))
        assert outcome.code == "plan_ofullstandig"
        assert "measures[0].deadline" in str(outcome.refusal)

    def test_refused_when_none_is_asked_for(self) -> None:
        assert given(SERIOUS).when(approve_åtgärdsplan, **told(APPROVED)).code == "plan_ej_begard"

    def test_quiet_the_second_time(self) -> None:
        outcome = given(SERIOUS, REQUESTED, RECEIVED).when(approve_åtgärdsplan, **told(APPROVED))
        assert outcome.again() == ()


class TestOnlyWhilePending:
    """O-41: what is remedied stays remedied; no plan is dealt with after that."""

    REMEDIED = (SERIOUS, REQUESTED, RECEIVED, PASSED, DeficiencyRemedied(remedied_on=day(61)))

    def test_refused_after_the_remedy(self) -> None:
        for decide, facts in (
            (receive_åtgärdsplan, _received()),
            (approve_åtgärdsplan, told(APPROVED)),
            (reject_åtgärdsplan, told(REJECTED)),
        ):
            assert given(*self.REMEDIED).when(decide, **facts).code == "brist_atgardad"


class TestRejectAtgardsplan:
    """O-54: a plan is sent back with a reason, and a new one is due on a new day."""

    @pytest.mark.parametrize("plan", [RECEIVED, LACKING], ids=["whole", "lacking"])
    def test_happens(self, plan: ÅtgärdsplanReceived) -> None:
        outcome = given(SERIOUS, REQUESTED, plan).when(reject_åtgärdsplan, **told(REJECTED))
        assert outcome == (REJECTED,)

    def test_happens_for_the_same_day(self) -> None:
        at_once = replace(REJECTED, due_on=REJECTED.rejected_on)
        outcome = given(SERIOUS, REQUESTED, LACKING).when(reject_åtgärdsplan, **told(at_once))
        assert outcome == (at_once,)

    def test_refused_when_none_has_come_in(self) -> None:
        outcome = given(SERIOUS, REQUESTED).when(reject_åtgärdsplan, **told(REJECTED))
        assert outcome.code == "plan_saknas"

    def test_refused_when_it_is_approved(self) -> None:
        history = (SERIOUS, REQUESTED, RECEIVED, APPROVED)
        outcome = given(*history).when(reject_åtgärdsplan, **told(REJECTED))
        assert outcome.code == "plan_godkand"

    def test_quiet_the_second_time(self) -> None:
        outcome = given(SERIOUS, REQUESTED, LACKING).when(reject_åtgärdsplan, **told(REJECTED))
        assert outcome.again() == ()

    @pytest.mark.parametrize(
        "change", [{"reason": " "}, {"due_on": day(21)}], ids=["reason", "day"]
    )
    def test_invalid_without_reason_or_new_day(self, change: dict[str, Any]) -> None:
        with pytest.raises(InvalidValueError, match="a reason and a new day"):
            given(SERIOUS, REQUESTED, LACKING).when(reject_åtgärdsplan, **told(REJECTED, **change))


class TestPlanUtebliven:
    """An åtgärdsplan that did not come in time counts against the measure that asked for it."""

    LATE = (SERIOUS, REQUESTED)
    NEXT = rule(choose("ekonomisk_sanktion", decided_on=day(30)), *LATE)

    @pytest.mark.parametrize(
        ("history", "on", "result"),
        [
            ((), day(21), Resultat.EJ_UPPFÖLJD),
            ((), day(22), Resultat.PLAN_UTEBLIVEN),
            ((RECEIVED,), day(22), Resultat.EJ_UPPFÖLJD),
            ((RECEIVED, REJECTED), day(35), Resultat.EJ_UPPFÖLJD),
            ((RECEIVED, REJECTED), day(36), Resultat.PLAN_UTEBLIVEN),
            ((ABSTAINED,), day(22), Resultat.PLAN_UTEBLIVEN),
            ((SANCTIONED,), day(31), Resultat.EJ_UPPFÖLJD),
            ((PASSED,), day(61), Resultat.ÅTGÄRDAD),
        ],
    )
    def test_seen_from_a_day(self, history: tuple[Any, ...], on: date, result: Resultat) -> None:
        state = INITIAL
        for event in (*self.LATE, *history):
            state = evolve(state, event)
        assert state.result_on(on) is result

    def test_the_next_rung_is_recommended_once(self) -> None:
        """What answered the missing plan has not been followed up; nothing more is due yet."""
        assert self.NEXT.assessment.recommended.action == "ekonomisk_sanktion"
        noted = DeficiencySanctioned(sanction=S1, choice=self.NEXT.choice)
        after = rule(choose("avstangning", decided_on=day(31)), *self.LATE, noted)
        assert after.assessment.recommended.action == "avvakta_resultatuppfoljning"

    def test_a_late_plan_is_still_received(self) -> None:
        outcome = given(*self.LATE, SANCTIONED).when(receive_åtgärdsplan, **_received())
        assert outcome == (RECEIVED,)
