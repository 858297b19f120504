"""Why a follow-up comes about, and when it begins. Its work and its report have files of their own.

What calls for a follow-up proposes one; a person plans or declines it.
"""

from typing import Any

import pytest
from tests.streams.cases import day, told
from tests.streams.followups import CLOSED, DECLINED, OPENED, PLANNED, PROPOSED, TARGET

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.follow_up import (
    FollowUpDepth,
    Trigger,
    decline,
    open_,
    plan,
    propose,
)
from avtalsuppfoljning.terms import FollowUpMethod, Lagrum, StreamId
from avtalsuppfoljning.testing import given

NEEDED: dict[FollowUpMethod, dict[str, Any]] = {
    FollowUpMethod.TEMA: {"theme": "Läkemedel", "decided_by": "Vårdnämnden"},
    FollowUpMethod.OANMÄLD: {"is_announced": False},
}
"""What some methods cannot be planned without."""

TARGETS = pytest.mark.parametrize("targets", [(), (TARGET, TARGET)], ids=["none", "twice"])


class TestPropose:
    """F-27, T-44: what happens may call for a follow-up; it proposes one, and starts none."""

    @pytest.mark.parametrize("trigger", Trigger, ids=str)
    def test_happens(self, trigger: Trigger) -> None:
        proposed = replace(PROPOSED, trigger=trigger)
        assert given().when(propose, **told(proposed)) == (proposed,)

    @pytest.mark.parametrize(
        "history",
        [(PROPOSED,), (PLANNED,), (PROPOSED, DECLINED), CLOSED],
        ids=["proposed", "planned", "declined", "closed"],
    )
    def test_refused_under_an_id_in_use(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(propose, **told(PROPOSED, proposed_on=day(3)))
        assert outcome.code == "uppfoljning_finns"

    def test_refused_to_begin_what_is_only_proposed(self) -> None:
        assert given(PROPOSED).when(open_, **told(OPENED)).code == "uppfoljning_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given().when(propose, **told(PROPOSED)).again() == ()
        assert given(PROPOSED, DECLINED).when(propose, **told(PROPOSED)) == ()

    @TARGETS
    def test_invalid_targets(self, targets: tuple[StreamId, ...]) -> None:
        with pytest.raises(InvalidValueError, match="at least one target, each once"):
            given().when(propose, **told(PROPOSED, targets=targets))

    def test_invalid_with_a_personnummer(self) -> None:
        """O-07: what is told of an event says nothing about a person."""
        with pytest.raises(InvalidValueError, match="personnummer"):
            given().when(propose, **told(PROPOSED, grounds="19121212-1212 har klagat."))


class TestDecline:
    """F-27: a person may decide that no follow-up is called for, and says why."""

    def test_happens(self) -> None:
        assert given(PROPOSED).when(decline, **told(DECLINED)) == (DECLINED,)

    @pytest.mark.parametrize(
        "history",
        [(), (PLANNED,), (PROPOSED, PLANNED), (PROPOSED, DECLINED)],
        ids=["nothing", "planned", "proposed and planned", "declined otherwise"],
    )
    def test_refused_without_an_open_proposal(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(decline, **told(DECLINED, declined_on=day(4)))
        assert outcome.code == "forslag_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(PROPOSED).when(decline, **told(DECLINED)).again() == ()

    @pytest.mark.parametrize("change", [{"reason": " "}, {"person": ""}], ids=str)
    def test_invalid_without_reason_or_person(self, change: dict[str, str]) -> None:
        with pytest.raises(InvalidValueError, match="a reason and a person"):
            given(PROPOSED).when(decline, **told(DECLINED, **change))


class TestPlan:
    """O-20 to O-28: one of eight methods, for one or many targets."""

    @pytest.mark.parametrize("method", FollowUpMethod, ids=str)
    def test_happens(self, method: FollowUpMethod) -> None:
        planned = replace(PLANNED, method=method, **NEEDED.get(method, {}))
        assert given().when(plan, **told(planned)) == (planned,)

    @pytest.mark.parametrize(
        "changes",
        [
            {"depth": FollowUpDepth.FÖRDJUPAD, "focus_areas": ("kompetens", "dokumentation")},
            {"targets": (TARGET, StreamId("provider:solgarden"))},
            {"decided_by": "Vårdnämndens ordförande", "theme": None},
            {"laws": (Lagrum.SOL, Lagrum.HSL), "responsible": "Enheten för uppföljning"},
            {"is_announced": False},
        ],
        ids=["depth and focus", "many targets", "directed", "laws", "unannounced by any method"],
    )
    def test_happens_with_what_the_plan_says(self, changes: dict[str, Any]) -> None:
        """F-20, F-22, O-02, O-08, T-43, T-46, T-52."""
        planned = replace(PLANNED, **changes)
        assert given().when(plan, **told(planned)) == (planned,)

    def test_happens_when_a_person_follows_the_proposal(self) -> None:
        assert given(PROPOSED).when(plan, **told(PLANNED)) == (PLANNED,)

    def test_refused_under_an_id_in_use(self) -> None:
        outcome = given(PLANNED).when(plan, **told(PLANNED, planned_on=day(1)))
        assert outcome.code == "uppfoljning_finns"

    def test_refused_after_the_proposal_was_declined(self) -> None:
        outcome = given(PROPOSED, DECLINED).when(plan, **told(PLANNED))
        assert outcome.code == "forslag_avslaget"

    def test_quiet_the_second_time(self) -> None:
        assert given().when(plan, **told(PLANNED)).again() == ()
        assert given(PROPOSED).when(plan, **told(PLANNED)).again() == ()

    @TARGETS
    def test_invalid_targets(self, targets: tuple[StreamId, ...]) -> None:
        with pytest.raises(InvalidValueError, match="at least one target, each once"):
            given().when(plan, **told(PLANNED, targets=targets))

    def test_invalid_to_announce_an_unannounced_one(self) -> None:
        """O-28."""
        with pytest.raises(InvalidValueError, match="is not announced"):
            given().when(plan, **told(PLANNED, method=FollowUpMethod.OANMÄLD))

    @pytest.mark.parametrize("missing", ["theme", "decided_by"])
    def test_invalid_theme(self, missing: str) -> None:
        """O-23: somebody ordered the theme, or the unit took the initiative."""
        facts = {"theme": "Läkemedel", "decided_by": "Vårdnämnden", missing: None}
        with pytest.raises(InvalidValueError, match="somebody who decided it"):
            given().when(plan, **told(PLANNED, method=FollowUpMethod.TEMA, **facts))


class TestOpen:
    """What is planned can begin."""

    def test_happens(self) -> None:
        assert given(PLANNED).when(open_, **told(OPENED)) == (OPENED,)

    @pytest.mark.parametrize("history", [(), (PROPOSED,)], ids=["nothing", "proposed"])
    def test_refused_without_a_plan(self, history: tuple[Any, ...]) -> None:
        assert given(*history).when(open_, **told(OPENED)).code == "uppfoljning_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(PLANNED).when(open_, **told(OPENED)).again() == ()

    def test_quiet_when_it_is_open_since_another_day(self) -> None:
        assert given(PLANNED, OPENED).when(open_, opened_on=day(2)) == ()
