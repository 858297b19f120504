"""Decisions by delegation that are to be reported to the nämnd and have not been (KL 6:40).

The sanctions, and the decisions to lift them: the ones whose reporting the register records.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from avtalsuppfoljning.policy import Authority
from avtalsuppfoljning.recorded import State
from avtalsuppfoljning.sanction import (
    DelegationsbeslutReported,
    Sanction,
    SanctionDecided,
    SanctionLifted,
)
from avtalsuppfoljning.terms import MeasureId, StreamId

NÄMND: Final = "namnd"
"""The role under which the nämnd itself decides; its own decisions are reported to nobody."""


@attrs.frozen
class UnreportedDecision:
    """One decision that the nämnd has not been told of."""

    stream: StreamId
    agreement: str
    measure: MeasureId
    is_lifting: bool
    decided_on: date
    by: Authority
    is_urgent: bool
    """Decided by the chair because it could not wait: told at the next meeting (KL 6:39)."""


def unreported_decisions(
    states: Mapping[StreamId, State], *, on: date
) -> tuple[UnreportedDecision, ...]:
    """What is to be reported, seen from a certain day: the urgent first, then the oldest.

    A report to a meeting covers what had been decided by the day of that meeting.
    """
    found = [
        each
        for stream, state in states.items()
        if isinstance(state, Sanction)
        for each in _of(stream, state, on)
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_urgent, each.decided_on, each.stream)))


def _of(stream: StreamId, state: Sanction, on: date) -> Iterator[UnreportedDecision]:
    meetings = [
        fact.meeting_on
        for fact in state.noted
        if isinstance(fact, DelegationsbeslutReported) and fact.meeting_on <= on
    ]
    decided = state.decided
    if decided is None:
        return
    for each in (decided, state.lifted):
        if each is None or on < each.decided_on or _authority(each).role == NÄMND:
            continue
        if any(each.decided_on <= meeting for meeting in meetings):
            continue
        yield UnreportedDecision(
            stream=stream,
            agreement=stream.partition("/")[0].partition(":")[2],
            measure=decided.measure,
            is_lifting=each is not decided,
            decided_on=each.decided_on,
            by=_authority(each),
            is_urgent=each is decided and decided.ruling.report_to_next_meeting,
        )


def _authority(decision: SanctionDecided | SanctionLifted) -> Authority:
    return decision.by if isinstance(decision, SanctionLifted) else decision.ruling.choice.by
