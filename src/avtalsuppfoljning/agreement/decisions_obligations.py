"""What may happen to what is planned within an agreement."""

from datetime import date

from avtalsuppfoljning.agreement.events import (
    Event,
    ObligationExcused,
    ObligationFulfilled,
    ObligationsEstablished,
)
from avtalsuppfoljning.agreement.requiring import require_signed
from avtalsuppfoljning.agreement.state import Agreement
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.planned import (
    Excuse,
    PlannedPost,
    ScheduleBasis,
    excused,
    fulfilled,
    superseded,
)
from avtalsuppfoljning.terms import AgreementKind, check_id


def establish_obligations(
    state: Agreement,
    /,
    *,
    plan: str,
    posts: tuple[PlannedPost, ...],
    reason: str,
    dnr: str,
    established_on: date,
    basis: ScheduleBasis | None = None,
    from_on: date | None = None,
) -> tuple[Event, ...]:
    """Let what a plan asks for come into force; posts the plan no longer has are superseded.

    ``from_on``: what falls before that day stays as it was. Only what differs is recorded.
    """
    signed = require_signed(state)
    if signed.kind is AgreementKind.INDIVIDAVTAL and posts:
        raise DecisionRefusedError(
            "an individavtal is outside the plans", "follow up the person's own plan",
            code="endast_individavtal",
        )  # fmt: skip
    gone = superseded(state.obligations, plan, posts, from_on=from_on, on=established_on)
    known = {id_: kept for id_, kept in state.obligations.items() if kept.plan == plan}
    new = tuple(p for p in posts if p.id not in known or known[p.id].post != p)
    if not new and not gone:
        return ()
    if not reason.strip() or not dnr.strip():
        raise InvalidValueError("a plan has no reason or no decision", "give reason and dnr")
    return (
        ObligationsEstablished(
            plan=check_id(plan),
            posts=new,
            superseded=gone,
            basis=basis,
            reason=reason,
            dnr=dnr,
            established_on=established_on,
        ),
    )


def fulfil_obligation(
    state: Agreement, /, *, obligation: str, fulfilled_on: date, dnr: str
) -> tuple[Event, ...]:
    """Record that something planned has been done, in time or late."""
    done = fulfilled(state.obligations, obligation, fulfilled_on, dnr)
    if done is None:
        return ()
    return (
        ObligationFulfilled(
            obligation=obligation, due_on=done.post.due_on, fulfilled_on=fulfilled_on, dnr=dnr
        ),
    )


def excuse_obligation(
    state: Agreement,
    /,
    *,
    obligation: str,
    reason: str,
    person: str,
    role: str,
    dnr: str,
    excused_on: date,
) -> tuple[Event, ...]:
    """Let something planned go; a named person answers for the reason."""
    excuse = Excuse(reason=reason, person=person, role=role, dnr=dnr, excused_on=excused_on)
    if excused(state.obligations, obligation, excuse) is None:
        return ()
    return (ObligationExcused(obligation=obligation, excuse=excuse),)
