"""What a nämnd may adopt, decide and tell next."""

from datetime import date

from avtalsuppfoljning import guidelines
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.planned import (
    Area,
    Excuse,
    PlannedPost,
    ScheduleBasis,
    WrittenRow,
    excused,
    fulfilled,
    superseded,
)
from avtalsuppfoljning.steering.events import (
    DelegationsordningAdopted,
    Event,
    GuidelineAdopted,
    Noted,
    PlanAvvikelseDecided,
    PlanPostExcused,
    PlanPostFulfilled,
    PlanRowInterpreted,
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
    posts: tuple[PlannedPost, ...] = (),
    as_written: tuple[WrittenRow, ...] = (),
    areas: tuple[Area, ...] = (),
    basis: ScheduleBasis | None = None,
) -> tuple[Event, ...]:
    """Adopt a follow-up plan; a changed plan is revised, not adopted again."""
    superseded({}, plan, posts, from_on=None, on=adopted_on)
    _check_rows(posts, as_written)
    adopted = UppföljningsplanAdopted(
        plan=check_id(plan),
        period=period,
        adopted_by=adopted_by,
        content=content,
        dnr=dnr,
        adopted_on=adopted_on,
        posts=posts,
        as_written=as_written,
        areas=areas,
        basis=basis,
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
    state: Steering,
    /,
    *,
    plan: str,
    reason: str,
    content: str,
    dnr: str,
    revised_on: date,
    posts: tuple[PlannedPost, ...] | None = None,
    as_written: tuple[WrittenRow, ...] = (),
    areas: tuple[Area, ...] | None = None,
    basis: ScheduleBasis | None = None,
    from_on: date | None = None,
) -> tuple[Event, ...]:
    """Revise an adopted plan; what it said before stays in the log.

    ``posts``: everything it asks for from now on, from ``from_on`` where that is given; None
    where the posts stay as they are.
    """
    kept = _require_plan(state, plan)
    gone: tuple[str, ...] = ()
    if posts is not None:
        read = tuple(kept.posts[row.id].post for row in as_written if row.id in kept.posts)
        gone = superseded(kept.posts, plan, posts + read, from_on=from_on, on=revised_on)
    _check_rows(posts or (), as_written)
    known = {id_: each.post for id_, each in kept.posts.items()}
    open_rows = (row for row in as_written if row.id not in kept.posts)
    revised = UppföljningsplanRevised(
        plan=plan,
        reason=reason,
        content=content,
        dnr=dnr,
        revised_on=revised_on,
        posts=tuple(post for post in posts or () if known.get(post.id) != post),
        superseded=gone,
        as_written=tuple(row for row in open_rows if kept.as_written.get(row.id) != row),
        areas=None if areas == kept.areas else areas,
        basis=basis,
    )
    if _is_said(revised, kept):
        return ()
    if not reason.strip():
        raise InvalidValueError("the revision has no reason", "say what has changed")
    return (revised,)


def fulfil_plan_post(
    state: Steering, /, *, plan: str, post: str, fulfilled_on: date, dnr: str
) -> tuple[Event, ...]:
    """Record that something the plan asks for has been done, in time or late."""
    done = fulfilled(_require_plan(state, plan).posts, post, fulfilled_on, dnr)
    if done is None:
        return ()
    return (
        PlanPostFulfilled(
            plan=plan, post=post, due_on=done.post.due_on, fulfilled_on=fulfilled_on, dnr=dnr
        ),
    )


def excuse_plan_post(
    state: Steering,
    /,
    *,
    plan: str,
    post: str,
    reason: str,
    person: str,
    role: str,
    dnr: str,
    excused_on: date,
) -> tuple[Event, ...]:
    """Let something go that the plan asks for; a named person answers for the reason."""
    excuse = Excuse(reason=reason, person=person, role=role, dnr=dnr, excused_on=excused_on)
    if excused(_require_plan(state, plan).posts, post, excuse) is None:
        return ()
    return (PlanPostExcused(plan=plan, post=post, excuse=excuse),)


def interpret_plan_row(
    state: Steering,
    /,
    *,
    plan: str,
    row: str,
    post: PlannedPost,
    reason: str,
    person: str,
    interpreted_on: date,
) -> tuple[Event, ...]:
    """Say what a row means that could not be read; a named person answers for the reading."""
    kept = _require_plan(state, plan)
    read = kept.posts.get(post.id)
    if post.id != row:
        raise InvalidValueError(
            f"the row {row!r} is read as the post {post.id!r}", "let the post keep the row's id"
        )
    if read is not None and read.post == post:
        return ()
    if row not in kept.as_written:
        raise DecisionRefusedError(
            f"no row {row!r} of the plan waits to be interpreted",
            "an interpreted row is changed by revising the plan",
            code="rad_saknas",
        )
    if not reason.strip() or not person.strip():
        raise InvalidValueError("a reading needs a reason and a person", "give both")
    return (
        PlanRowInterpreted(
            plan=plan,
            row=row,
            when_as_written=kept.as_written[row].when,
            post=post,
            reason=reason,
            person=person,
            interpreted_on=interpreted_on,
        ),
    )


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


def _check_rows(posts: tuple[PlannedPost, ...], rows: tuple[WrittenRow, ...]) -> None:
    ids = [post.id for post in posts] + [row.id for row in rows]
    if len(ids) != len(set(ids)):
        raise InvalidValueError("two rows of the plan share an id", "give each row its own")


def _is_said(revised: UppföljningsplanRevised, plan: Plan) -> bool:
    """Nothing in it is new: the same decision, and it changes nothing any more."""
    is_change = revised.posts or revised.superseded or revised.as_written
    if is_change or revised.areas is not None:
        return False
    said = [(each.reason, each.content, each.dnr, each.revised_on) for each in plan.revised]
    return (revised.reason, revised.content, revised.dnr, revised.revised_on) in said


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
