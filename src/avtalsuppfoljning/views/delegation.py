"""Decisions by delegation that are to be reported to the nämnd and have not been (KL 6:40).

Sanctions and the decisions to lift them, and what is decided about a deficiency itself: påpekande,
demand for rättelse, åtgärdsplan, and not to act.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Final

import attrs

from avtalsuppfoljning.deficiency import Deficiency
from avtalsuppfoljning.guidelines.delegation import ABSTENTION
from avtalsuppfoljning.policy import Authority, DelegationsbeslutReported
from avtalsuppfoljning.recorded import State
from avtalsuppfoljning.sanction import Sanction
from avtalsuppfoljning.terms import StreamId

NÄMND: Final = "namnd"
"""The role under which the nämnd itself decides; its own decisions are reported to nobody."""


@attrs.frozen
class UnreportedDecision:
    """One decision that the nämnd has not been told of."""

    stream: StreamId
    agreement: str
    measure: str
    """The measure, or the word of the delegationsordning for deciding not to act."""
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
        for each in _of(stream, state)
        if each.by.role != NÄMND and each.decided_on <= on
        if not any(each.decided_on <= meeting <= on for meeting in _meetings(state))
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_urgent, each.decided_on, each.stream)))


def _meetings(state: State) -> Iterator[date]:
    match state:
        case Deficiency(reported=reported):
            yield from (each.meeting_on for each in reported)
        case Sanction(noted=noted):
            yield from (f.meeting_on for f in noted if isinstance(f, DelegationsbeslutReported))
        case _:
            return


def _of(stream: StreamId, state: State) -> Iterator[UnreportedDecision]:
    """Every decision in a stream, whoever made it; a sanction is one in its own stream only."""
    made = partial(
        UnreportedDecision,
        stream=stream,
        agreement=stream.partition("/")[0].partition(":")[2],
    )
    match state:
        case Deficiency():
            sanctions = tuple(state.sanctions.values())
            for choice in state.choices:
                if choice not in sanctions:
                    yield made(
                        measure=choice.measure or ABSTENTION,
                        is_lifting=False,
                        decided_on=choice.decided_on,
                        by=choice.by,
                        is_urgent=choice in state.urgent,
                    )
        case Sanction(decided=decided, lifted=lifted) if decided is not None:
            yield made(
                measure=decided.measure,
                is_lifting=False,
                decided_on=decided.decided_on,
                by=decided.ruling.choice.by,
                is_urgent=decided.ruling.report_to_next_meeting,
            )
            if lifted is not None:
                yield made(
                    measure=decided.measure,
                    is_lifting=True,
                    decided_on=lifted.decided_on,
                    by=lifted.by,
                    is_urgent=False,
                )
        case _:
            return
