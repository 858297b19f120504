"""From plan to report: no follow-up ends without one."""

from typing import Any

import pytest
from tests.streams.cases import DAY, YEAR, day, told

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.follow_up import (
    INITIAL,
    FollowUpCompleted,
    FollowUpOpened,
    FollowUpPlanned,
    ReportCompleted,
    RequirementAssessed,
    assess_requirement,
    complete,
    complete_report,
    evolve,
    open_,
    plan,
)
from avtalsuppfoljning.terms import AgreementId, Bedömning, FollowUpMethod, StreamId
from avtalsuppfoljning.testing import given

TARGET = StreamId("agreement:hemtjanst-1")
PLANNED = FollowUpPlanned(
    method=FollowUpMethod.KVALITETSKRAV, targets=(TARGET,), planned_for=YEAR, planned_on=DAY
)
OPENED = FollowUpOpened(opened_on=day(1))
ASSESSED = RequirementAssessed(
    agreement=AgreementId("hemtjanst-1"),
    requirement="k1",
    verdict=Bedömning.DELVIS_UPPFYLLT,
    observation="Två av tio saknade utbildning.",
    assessed_on=day(2),
)
REPORTED = ReportCompleted(dnr="VN 60/2026", summary="En brist.", completed_on=day(9))
COMPLETED = FollowUpCompleted(completed_on=day(10))
CLOSED = (PLANNED, OPENED, ASSESSED, REPORTED, COMPLETED)


class TestPlan:
    """O-20 to O-28: one of eight methods, for one or many targets."""

    @pytest.mark.parametrize("method", FollowUpMethod, ids=str)
    def test_happens(self, method: FollowUpMethod) -> None:
        planned = replace(PLANNED, method=method)
        assert given().when(plan, **told(planned)) == (planned,)

    def test_refused_under_an_id_in_use(self) -> None:
        outcome = given(PLANNED).when(plan, **told(PLANNED, planned_on=day(1)))
        assert outcome.code == "uppfoljning_finns"

    def test_quiet_the_second_time(self) -> None:
        assert given().when(plan, **told(PLANNED)).again() == ()

    @pytest.mark.parametrize("targets", [(), (TARGET, TARGET)], ids=["none", "twice"])
    def test_invalid_targets(self, targets: tuple[StreamId, ...]) -> None:
        with pytest.raises(InvalidValueError, match="at least one target, each once"):
            given().when(plan, **told(PLANNED, targets=targets))


class TestOpen:
    """What is planned can begin."""

    def test_happens(self) -> None:
        assert given(PLANNED).when(open_, **told(OPENED)) == (OPENED,)

    def test_refused_without_a_plan(self) -> None:
        assert given().when(open_, **told(OPENED)).code == "uppfoljning_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(PLANNED).when(open_, **told(OPENED)).again() == ()

    def test_quiet_when_it_is_open_since_another_day(self) -> None:
        assert given(PLANNED, OPENED).when(open_, opened_on=day(2)) == ()


class TestAssessRequirement:
    """O-40: each requirement of the agreement gets its verdict, until the report is done."""

    @pytest.mark.parametrize("verdict", Bedömning, ids=str)
    def test_happens(self, verdict: Bedömning) -> None:
        assessed = replace(ASSESSED, verdict=verdict)
        outcome = given(PLANNED, OPENED).when(assess_requirement, **told(assessed))
        assert outcome == (assessed,)

    @pytest.mark.parametrize("history", [(), (PLANNED,), CLOSED], ids=["no", "planned", "closed"])
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(assess_requirement, **told(ASSESSED))
        assert outcome.code == "uppfoljning_ej_oppen"

    def test_refused_after_the_report(self) -> None:
        changed = told(ASSESSED, verdict=Bedömning.UPPFYLLT)
        outcome = given(PLANNED, OPENED, ASSESSED, REPORTED).when(assess_requirement, **changed)
        assert outcome.code == "rapport_fardig"

    @pytest.mark.parametrize("report", [(), (REPORTED,)], ids=["before", "after the report"])
    def test_quiet_the_second_time(self, report: tuple[Any, ...]) -> None:
        outcome = given(PLANNED, OPENED, ASSESSED, *report).when(
            assess_requirement, **told(ASSESSED)
        )
        assert outcome == ()

    def test_a_new_verdict_replaces_the_old_one(self) -> None:
        changed = replace(ASSESSED, verdict=Bedömning.UPPFYLLT)
        other = replace(ASSESSED, requirement="k2")
        state = INITIAL
        for event in (PLANNED, OPENED, ASSESSED, other, changed):
            state = evolve(state, event)
        assert state.assessed == (other, changed)


class TestCompleteReport:
    """O-60, O-61: the result is a report with a diarienummer; once finished it is public."""

    def test_happens(self) -> None:
        outcome = given(PLANNED, OPENED, ASSESSED).when(complete_report, **told(REPORTED))
        assert outcome == (REPORTED,)

    @pytest.mark.parametrize("history", [(), (PLANNED,)], ids=["no", "planned"])
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(complete_report, **told(REPORTED))
        assert outcome.code == "uppfoljning_ej_oppen"

    def test_refused_to_change_a_finished_report(self) -> None:
        outcome = given(PLANNED, OPENED, REPORTED).when(
            complete_report, **told(REPORTED, summary="Ingen brist.")
        )
        assert outcome.code == "rapport_fardig"

    def test_quiet_the_second_time(self) -> None:
        assert given(PLANNED, OPENED).when(complete_report, **told(REPORTED)).again() == ()
        assert given(*CLOSED).when(complete_report, **told(REPORTED)) == ()

    def test_invalid_without_a_diarienummer(self) -> None:
        with pytest.raises(InvalidValueError, match="no diarienummer"):
            given(PLANNED, OPENED).when(complete_report, **told(REPORTED, dnr=" "))


class TestComplete:
    """O-60: a follow-up is closed once its report exists, and never without."""

    def test_happens(self) -> None:
        outcome = given(PLANNED, OPENED, REPORTED).when(complete, **told(COMPLETED))
        assert outcome == (COMPLETED,)

    @pytest.mark.parametrize("history", [(), (PLANNED,)], ids=["no", "planned"])
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        assert given(*history).when(complete, **told(COMPLETED)).code == "uppfoljning_ej_oppen"

    def test_refused_without_a_report(self) -> None:
        outcome = given(PLANNED, OPENED, ASSESSED).when(complete, **told(COMPLETED))
        assert outcome.code == "rapport_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(PLANNED, OPENED, REPORTED).when(complete, **told(COMPLETED)).again() == ()
        assert given(*CLOSED).when(complete, completed_on=day(11)) == ()
