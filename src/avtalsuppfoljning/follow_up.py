"""FollowUp: one follow-up of one or many targets, from plan to report. Stream ``followup:<id>``."""

from datetime import date
from typing import assert_never

import attrs

from avtalsuppfoljning.classification import Open, Osl26, event
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.terms import AgreementId, Bedömning, FollowUpMethod, Period, StreamId

# ── events ──


@event
class FollowUpPlanned:
    """The follow-up was entered in the plan."""

    method: Open[FollowUpMethod]
    targets: Open[tuple[StreamId, ...]]
    """The streams of the providers and agreements it concerns."""
    planned_for: Open[Period]
    planned_on: Open[date]


@event
class FollowUpOpened:
    """The work began."""

    opened_on: Open[date]


@event
class RequirementAssessed:
    """One requirement of one agreement got its verdict."""

    agreement: Open[AgreementId]
    requirement: Open[str]
    verdict: Open[Bedömning]
    observation: Osl26[str]
    assessed_on: Open[date]


@event
class ReportCompleted:
    """The report was finished: from that day it is a public document (Örebro, Redovisning)."""

    dnr: Open[str]
    summary: Open[str]
    completed_on: Open[date]


@event
class FollowUpCompleted:
    """The follow-up was closed; its report exists."""

    completed_on: Open[date]


Event = FollowUpPlanned | FollowUpOpened | RequirementAssessed | ReportCompleted | FollowUpCompleted

# ── state ──


@attrs.frozen
class FollowUp:
    """What later decisions read of a follow-up."""

    planned: FollowUpPlanned | None = None
    opened_on: date | None = None
    assessed: tuple[RequirementAssessed, ...] = ()
    report: ReportCompleted | None = None
    completed_on: date | None = None


INITIAL = FollowUp()


def evolve(state: FollowUp, event: Event, /) -> FollowUp:
    """The state after one more event."""
    match event:
        case FollowUpPlanned():
            return attrs.evolve(state, planned=event)
        case FollowUpOpened():
            return attrs.evolve(state, opened_on=event.opened_on)
        case RequirementAssessed():
            others = tuple(a for a in state.assessed if _key(a) != _key(event))
            return attrs.evolve(state, assessed=(*others, event))
        case ReportCompleted():
            return attrs.evolve(state, report=event)
        case FollowUpCompleted():
            return attrs.evolve(state, completed_on=event.completed_on)
        case _:
            assert_never(event)


# ── decisions ──


def plan(
    state: FollowUp,
    /,
    *,
    method: FollowUpMethod,
    targets: tuple[StreamId, ...],
    planned_for: Period,
    planned_on: date,
) -> tuple[Event, ...]:
    """Plan a follow-up of at least one target."""
    if not targets or len(targets) != len(set(targets)):
        raise InvalidValueError(
            "a follow-up has at least one target, each once", "name the agreements or providers"
        )
    planned = FollowUpPlanned(
        method=method, targets=targets, planned_for=planned_for, planned_on=planned_on
    )
    if state.planned == planned:
        return ()
    if state.planned is not None:
        raise DecisionRefusedError(
            f"the follow-up is already planned for {state.planned.planned_for.text}",
            "choose another id",
            code="uppfoljning_finns",
        )
    return (planned,)


def open_(state: FollowUp, /, *, opened_on: date) -> tuple[Event, ...]:
    """Begin a planned follow-up."""
    if state.planned is None:
        raise DecisionRefusedError(
            "the follow-up is not planned", "plan it first", code="uppfoljning_saknas"
        )
    if state.opened_on is not None:
        return ()
    return (FollowUpOpened(opened_on=opened_on),)


def assess_requirement(
    state: FollowUp,
    /,
    *,
    agreement: AgreementId,
    requirement: str,
    verdict: Bedömning,
    observation: str,
    assessed_on: date,
) -> tuple[Event, ...]:
    """Give one requirement its verdict; a new verdict replaces it until the report is done."""
    _require_open(state)
    assessed = RequirementAssessed(
        agreement=agreement,
        requirement=requirement,
        verdict=verdict,
        observation=observation,
        assessed_on=assessed_on,
    )
    if assessed in state.assessed:
        return ()
    if state.report is not None:
        raise DecisionRefusedError(
            f"the report {state.report.dnr} is finished",
            "a new finding belongs in a new follow-up",
            code="rapport_fardig",
        )
    return (assessed,)


def complete_report(
    state: FollowUp, /, *, dnr: str, summary: str, completed_on: date
) -> tuple[Event, ...]:
    """Finish the report of an open follow-up."""
    if not dnr.strip():
        raise InvalidValueError("the report has no diarienummer", "register it first")
    report = ReportCompleted(dnr=dnr, summary=summary, completed_on=completed_on)
    if state.report == report:
        return ()
    _require_open(state)
    if state.report is not None:
        raise DecisionRefusedError(
            f"the report {state.report.dnr} is finished",
            "a correction is a new follow-up with a report of its own",
            code="rapport_fardig",
        )
    return (report,)


def complete(state: FollowUp, /, *, completed_on: date) -> tuple[Event, ...]:
    """Close the follow-up. Every follow-up ends in a report (Örebro, Redovisning)."""
    if state.completed_on is not None:
        return ()
    _require_open(state)
    if state.report is None:
        raise DecisionRefusedError(
            "the follow-up has no report", "finish the report first", code="rapport_saknas"
        )
    return (FollowUpCompleted(completed_on=completed_on),)


# ── helpers ──


def _key(assessed: RequirementAssessed) -> tuple[AgreementId, str]:
    return assessed.agreement, assessed.requirement


def _require_open(state: FollowUp) -> None:
    if state.opened_on is None or state.completed_on is not None:
        raise DecisionRefusedError(
            "the follow-up is not open",
            "open it first; a closed one stays closed",
            code="uppfoljning_ej_oppen",
        )
