"""What was asked for by a certain day: handed in, handed in late, overdue, or due."""

import enum
from collections.abc import Mapping
from datetime import date

import attrs

from avtalsuppfoljning.agreement import Agreement, SubmissionReceived, SubmissionRequested
from avtalsuppfoljning.recorded import State
from avtalsuppfoljning.terms import StreamId, Term


class SubmissionStatus(Term):
    """How a request for a document stands; the members stand in the order of the list."""

    FÖRSENAD = enum.auto()
    """The day is past, and nothing has come in."""
    KOMMANDE = enum.auto()
    """The day is not past."""
    SENT_INKOMMEN = enum.auto()
    """It came in, after the day."""
    INKOMMEN = enum.auto()
    """It came in, in time."""


@attrs.frozen
class SubmissionRow:
    """One request, as a list shows it."""

    stream: StreamId
    agreement: str
    provider: str
    request: SubmissionRequested
    received: SubmissionReceived | None
    status: SubmissionStatus


def submission_rows(states: Mapping[StreamId, State], *, on: date) -> tuple[SubmissionRow, ...]:
    """Every request for a document, seen from a certain day: late ones first, then by day.

    A document that was registered (diarieförd) after the day in question has not come in yet.
    """
    rows = [
        _row(stream, state, request, on)
        for stream, state in states.items()
        if isinstance(state, Agreement)
        for request in state.requested
    ]
    order = list(SubmissionStatus)
    key = lambda row: (order.index(row.status), row.request.due_on, row.stream)  # noqa: E731
    return tuple(sorted(rows, key=key))


def _row(
    stream: StreamId, state: Agreement, request: SubmissionRequested, on: date
) -> SubmissionRow:
    assert state.signed is not None, "nothing is asked for before the agreement is signed"
    received = state.submission_of(request)
    if received is not None and received.registered_on > on:
        received = None
    return SubmissionRow(
        stream=stream,
        agreement=stream.partition(":")[2],
        provider=state.signed.provider,
        request=request,
        received=received,
        status=_status(request, received, on),
    )


def _status(
    request: SubmissionRequested, received: SubmissionReceived | None, on: date
) -> SubmissionStatus:
    if received is not None:
        late = received.registered_on > request.due_on
        return SubmissionStatus.SENT_INKOMMEN if late else SubmissionStatus.INKOMMEN
    return SubmissionStatus.FÖRSENAD if request.due_on < on else SubmissionStatus.KOMMANDE
