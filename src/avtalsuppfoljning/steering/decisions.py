"""What a nämnd may adopt, decide and tell next."""

from datetime import date

from avtalsuppfoljning import guidelines
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.steering.events import (
    DelegationsordningAdopted,
    Event,
    GuidelineAdopted,
    Noted,
    PlanAvvikelseDecided,
    RecommendationStatus,
    RevisionsrekommendationAnswered,
    RevisionsrekommendationReceived,
    UppföljningsplanAdopted,
    UppföljningsplanRevised,
)
from avtalsuppfoljning.steering.state import Plan, Steering
from avtalsuppfoljning.terms import Period, check_id


def adopt_guideline(
    state: Steering, /, *, text: str, dnr: str, adopted_on: date
) -> tuple[Event, ...]:
    """Adopt a guideline, given as the text of its file."""
    guideline = guidelines.parse(text)
    adopted = GuidelineAdopted(
        id=guideline.id,
        version=guideline.version,
        document=guideline.document,
        valid_from=guideline.valid_from,
        fingerprint=guidelines.fingerprint(guideline),
        text=text,
        dnr=dnr,
        adopted_on=adopted_on,
    )
    return _adopt(adopted, state.guidelines)


def adopt_delegationsordning(
    state: Steering, /, *, text: str, dnr: str, adopted_on: date
) -> tuple[Event, ...]:
    """Adopt a delegationsordning, given as the text of its file."""
    delegation = guidelines.parse_delegationsordning(text)
    adopted = DelegationsordningAdopted(
        id=delegation.id,
        version=delegation.version,
        valid_from=delegation.valid_from,
        fingerprint=delegation.fingerprint,
        text=text,
        dnr=dnr,
        adopted_on=adopted_on,
    )
    return _adopt(adopted, state.delegationsordningar)


# ── plans ──


def adopt_uppföljningsplan(
    state: Steering,
    /,
    *,
    plan: str,
    period: Period,
    adopted_by: str,
    content: str,
    dnr: str,
    adopted_on: date,
) -> tuple[Event, ...]:
    """Adopt a follow-up plan; a changed plan is revised, not adopted again."""
    adopted = UppföljningsplanAdopted(
        plan=check_id(plan),
        period=period,
        adopted_by=adopted_by,
        content=content,
        dnr=dnr,
        adopted_on=adopted_on,
    )
    earlier = state.plans.get(plan)
    if earlier is not None and earlier.adopted != adopted:
        raise DecisionRefusedError(
            f"the plan {plan!r} was adopted on {earlier.adopted.adopted_on}",
            "revise it, or choose another id",
            code="plan_finns",
        )
    return () if earlier is not None else (adopted,)


def revise_uppföljningsplan(
    state: Steering, /, *, plan: str, reason: str, content: str, dnr: str, revised_on: date
) -> tuple[Event, ...]:
    """Revise an adopted plan; what it said before stays in the log."""
    kept = _require_plan(state, plan)
    revised = UppföljningsplanRevised(
        plan=plan, reason=reason, content=content, dnr=dnr, revised_on=revised_on
    )
    if revised in kept.revised:
        return ()
    if not reason.strip():
        raise InvalidValueError("the revision has no reason", "say what has changed")
    return (revised,)


# ── auditors ──


def receive_revisionsrekommendation(
    state: Steering,
    /,
    *,
    recommendation: str,
    text: str,
    report: str,
    received_on: date,
    respond_by: date | None = None,
) -> tuple[Event, ...]:
    """Record what the auditors recommend, and by when they want an answer."""
    received = RevisionsrekommendationReceived(
        recommendation=check_id(recommendation),
        text=text,
        report=report,
        respond_by=respond_by,
        received_on=received_on,
    )
    earlier = state.recommendations.get(recommendation)
    if earlier is not None and earlier.received != received:
        raise DecisionRefusedError(
            f"there is a recommendation {recommendation!r} already",
            "choose another id",
            code="rekommendation_finns",
        )
    return () if earlier is not None else (received,)


def answer_revisionsrekommendation(
    state: Steering,
    /,
    *,
    recommendation: str,
    status: RecommendationStatus,
    answer: str,
    dnr: str,
    answered_on: date,
    person: str | None = None,
    sent_to: tuple[str, ...] = (),
) -> tuple[Event, ...]:
    """Answer the auditors; an answer after the day they asked for is recorded as it is."""
    kept = state.recommendations.get(recommendation)
    if kept is None:
        raise DecisionRefusedError(
            f"there is no recommendation {recommendation!r}",
            "record it first",
            code="rekommendation_saknas",
        )
    answered = RevisionsrekommendationAnswered(
        recommendation=recommendation,
        status=status,
        answer=answer,
        dnr=dnr,
        answered_on=answered_on,
        person=person,
        sent_to=sent_to,
    )
    return () if answered in kept.answers else (answered,)


# ── facts that nothing else depends on ──


def note(state: Steering, /, *, fact: Noted) -> tuple[Event, ...]:
    """Record a fact that no later decision depends on; the same fact twice is quiet."""
    if isinstance(fact, PlanAvvikelseDecided):
        _require_plan(state, fact.plan)
    return () if fact in state.noted else (fact,)


# ── helpers ──


def _require_plan(state: Steering, plan: str) -> Plan:
    kept = state.plans.get(plan)
    if kept is None:
        raise DecisionRefusedError(
            f"there is no plan {plan!r}", "adopt it first", code="plan_saknas"
        )
    return kept


def _adopt(
    adopted: GuidelineAdopted | DelegationsordningAdopted,
    earlier: tuple[GuidelineAdopted, ...] | tuple[DelegationsordningAdopted, ...],
) -> tuple[Event, ...]:
    """Rules are dated, never edited: a version keeps its text for ever."""
    for other in earlier:
        if (other.id, other.version) == (adopted.id, adopted.version):
            if other.text == adopted.text:
                return ()
            raise DecisionRefusedError(
                f"{adopted.id} {adopted.version} is adopted already, with another text",
                "give the changed text a version of its own",
                code="version_finns",
            )
    return (adopted,)
