"""What was asked for by a certain day: handed in, handed in late, overdue, or due."""

import enum
from collections.abc import Mapping
from datetime import date

import attrs

from avtalsuppfoljning.agreement import (
    Agreement,
    SubmissionApproved,
    SubmissionReceived,
    SubmissionRequested,
    SubmissionSentBack,
)
from avtalsuppfoljning.classification import renewed
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
    approved: SubmissionApproved | None = None
    """Somebody has said that the document will do."""
    sent_back: SubmissionSentBack | None = None
    """The last time it was sent back, while nothing that answers the request has come since."""


def submission_rows(states: Mapping[StreamId, State], *, on: date) -> tuple[SubmissionRow, ...]:
    """Every request for a document, seen from a certain day: late ones first, then by day.

    A document that was registered (diarieförd) after the day in question has not come in yet, and
    one that has been sent back answers nothing: the request is as open as before.
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
    seen = renewed(
        state,
        received=tuple(each for each in state.received if each.registered_on <= on),
        sent_back=tuple(each for each in state.sent_back if each.sent_back_on <= on),
    )
    received = seen.submission_of(request)
    sent_back = max(
        (each for each in seen.sent_back if _answers(each, request)),
        key=lambda each: each.sent_back_on,
        default=None,
    )
    return SubmissionRow(
        stream=stream,
        agreement=stream.partition(":")[2],
        provider=state.signed.provider,
        request=request,
        received=received,
        status=_status(request, received, on),
        approved=_approved(state, request, received, on),
        sent_back=sent_back if received is None else None,
    )


def _answers(answer: SubmissionApproved | SubmissionSentBack, request: SubmissionRequested) -> bool:
    return (answer.document, answer.period.text) == (request.document, request.period.text)


def _approved(
    state: Agreement, request: SubmissionRequested, received: SubmissionReceived | None, on: date
) -> SubmissionApproved | None:
    if received is None:
        return None
    return next(
        (
            each
            for each in state.approved
            if _answers(each, request) and each.dnr == received.dnr and each.approved_on <= on
        ),
        None,
    )


def _status(
    request: SubmissionRequested, received: SubmissionReceived | None, on: date
) -> SubmissionStatus:
    if received is not None:
        late = received.registered_on > request.due_on
        return SubmissionStatus.SENT_INKOMMEN if late else SubmissionStatus.INKOMMEN
    return SubmissionStatus.FÖRSENAD if request.due_on < on else SubmissionStatus.KOMMANDE
