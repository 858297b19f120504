"""What may happen to the documents that are handed in within an agreement."""

from datetime import date

from avtalsuppfoljning.agreement.events import (
    Event,
    SubmissionApproved,
    SubmissionReceived,
    SubmissionRequested,
    SubmissionSentBack,
)
from avtalsuppfoljning.agreement.requiring import require_signed
from avtalsuppfoljning.agreement.state import Agreement, key
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.terms import DocumentKind, Period, check_word


def request_submission(
    state: Agreement,
    /,
    *,
    document: DocumentKind,
    period: Period,
    due_on: date,
    source: Citation,
) -> tuple[Event, ...]:
    """Ask for a document by a certain day, and say where that day comes from."""
    require_signed(state)
    request = SubmissionRequested(
        document=DocumentKind(check_word(document)), period=period, due_on=due_on, source=source
    )
    for earlier in state.requested:
        if earlier == request:
            return ()
        if key(earlier) == key(request):
            raise DecisionRefusedError(
                f"{document} for {period.text} is already asked for by {earlier.due_on}",
                "the day that was asked for stands",
                code="redan_begard",
            )
    return (request,)


def receive_submission(
    state: Agreement,
    /,
    *,
    document: DocumentKind,
    period: Period,
    received_on: date,
    registered_on: date,
    dnr: str,
) -> tuple[Event, ...]:
    """Record a document that came in, asked for or not, in time or late."""
    require_signed(state)
    if registered_on < received_on:
        raise InvalidValueError(
            f"the document was registered on {registered_on}, before it came in on {received_on}",
            "correct one of the days",
        )
    received = SubmissionReceived(
        document=DocumentKind(check_word(document)),
        period=period,
        received_on=received_on,
        registered_on=registered_on,
        dnr=dnr,
    )
    return () if received in state.received else (received,)


def approve_submission(
    state: Agreement,
    /,
    *,
    document: DocumentKind,
    period: Period,
    dnr: str,
    approved_on: date,
) -> tuple[Event, ...]:
    """Approve a document that has come in."""
    approved = SubmissionApproved(
        document=document, period=period, dnr=dnr, approved_on=approved_on
    )
    if approved in state.approved:
        return ()
    _require_received(state, document, period, dnr)
    return (approved,)


def send_back_submission(
    state: Agreement,
    /,
    *,
    document: DocumentKind,
    period: Period,
    dnr: str,
    reason: str,
    sent_back_on: date,
) -> tuple[Event, ...]:
    """Send a document back with a reason: what was asked for has not been handed in."""
    sent = SubmissionSentBack(
        document=document, period=period, dnr=dnr, reason=reason, sent_back_on=sent_back_on
    )
    if sent in state.sent_back:
        return ()
    _require_received(state, document, period, dnr)
    if not reason.strip():
        raise InvalidValueError("the document is sent back without a reason", "say what it lacks")
    return (sent,)


# ── helpers ──


def _require_received(
    state: Agreement, document: DocumentKind, period: Period, dnr: str
) -> SubmissionReceived:
    for received in state.received:
        if (received.document, received.period.text, received.dnr) == (document, period.text, dnr):
            return received
    raise DecisionRefusedError(
        f"no {document} for {period.text} with {dnr} has come in",
        "record it first",
        code="handling_saknas",
    )
