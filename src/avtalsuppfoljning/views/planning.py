"""A plan for a whole register: what the schedule asks of each agreement and of the municipality.

States and a guideline in, posts out; and the decisions that let them come into force, which
somebody with a unit of work carries out together or not at all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

import attrs

from avtalsuppfoljning.agreement import Agreement, PlanningTermsAgreed, establish_obligations
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.follow_up import FollowUp
from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.planned import (
    Area,
    PlannedPost,
    ScheduleBasis,
    WrittenRow,
    planned_post,
)
from avtalsuppfoljning.recorded import State, agreement_stream, provider_stream, steering_stream
from avtalsuppfoljning.schedule import (
    CALENDAR_VERSION,
    AgreementFacts,
    LastDone,
    Plan,
    Reach,
    plan,
    plan_of_municipality,
    schedule_fingerprint,
)
from avtalsuppfoljning.steering import (
    KkikParticipationDecided,
    Steering,
    UppföljningsplanRevised,
    adopt_uppföljningsplan,
    revise_uppföljningsplan,
)
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    Driftsform,
    Lagrum,
    Period,
    SteeringId,
    StreamId,
)
from avtalsuppfoljning.views.obligations import FollowedUp, followed_up
from avtalsuppfoljning.views.plan_coverage import areas_of

States = Mapping[StreamId, State]


@attrs.frozen
class AgreementPlan:
    """What a plan asks for within one agreement, or why it does not cover it."""

    agreement: AgreementId
    provider: str
    plan: Plan


@attrs.frozen
class RegisterPlan:
    """What a guideline asks for in a period, of everybody in a register."""

    guideline: Guideline
    steering: SteeringId
    start: date
    end: date
    municipality: Plan
    """What is done once, or once for an operation."""
    agreements: tuple[AgreementPlan, ...]

    @property
    def basis(self) -> ScheduleBasis:
        """What the days are computed from."""
        return ScheduleBasis(
            guideline=self.guideline.id,
            version=self.guideline.version,
            document=self.guideline.document,
            schedule_fingerprint=schedule_fingerprint(self.guideline),
            calendar_version=CALENDAR_VERSION,
        )


class Unit(Protocol):
    """A unit of work, as far as a plan needs one: `recording.Unit` is one."""

    def apply(self, stream: StreamId, decide: Callable[..., Any], /, **facts: Any) -> Any:
        """Let one of the stream's own decisions decide."""
        ...


class Step(NamedTuple):
    """One decision that lets a part of the plan come into force."""

    stream: StreamId
    decide: Callable[..., tuple[Any, ...]]
    facts: Mapping[str, Any]

    def carry_out(self, unit: Unit) -> None:
        """Let the stream decide it."""
        unit.apply(self.stream, self.decide, **self.facts)


@attrs.frozen(kw_only=True)
class Adoption:
    """The decision by which a plan comes into force."""

    plan: str
    adopted_by: str
    reason: str
    """What has changed, for a plan that is revised; why it applies, for a new one."""
    dnr: str
    on: date


def facts_of_agreement(
    states: States, agreement: AgreementId, *, on: date, done: FollowedUp | None = None
) -> AgreementFacts:
    """What the schedule reads of an agreement, as it is known on a day.

    ``done`` is `followed_up` of the states, for whoever asks about many agreements.
    """
    state = states[agreement_stream(agreement)]
    assert isinstance(state, Agreement)
    signed = state.signed
    assert signed is not None, "only an agreement that is signed is planned for"
    terms = planning_terms_on(state, on)
    return AgreementFacts(
        driftsform=signed.driftsform,
        upphandlingsform=signed.upphandlingsform,
        starts_on=signed.starts_on,
        ends_on=state.ends_on,
        operation=signed.operation,
        laws=terms.laws if terms and terms.laws else (Lagrum.SOL,),
        only_individavtal=signed.kind is AgreementKind.INDIVIDAVTAL,
        kkik_years=_kkik_years(states, signed.steering),
        own_days=terms.own_days if terms else (),
        dnr=terms.dnr if terms and terms.dnr else signed.dnr,
        last_done=_last_done(
            [
                each
                for target in (agreement_stream(agreement), provider_stream(signed.provider))
                for each in (followed_up(states) if done is None else done).get(target, ())
            ],
            on,
        ),
    )


def plan_of_register(
    states: States,
    guideline: Guideline,
    steering: SteeringId,
    *,
    start: date,
    end: date,
    on: date,
    with_proposed: bool = False,
) -> RegisterPlan:
    """What a guideline asks for of every agreement under a nämnd, and of the municipality.

    What a proposed statute would demand is left out unless ``with_proposed``.
    """
    done = followed_up(states)
    return RegisterPlan(
        guideline=guideline,
        steering=steering,
        start=start,
        end=end,
        municipality=plan_of_municipality(
            guideline, start=start, end=end, with_proposed=with_proposed
        ),
        agreements=tuple(
            AgreementPlan(
                own,
                signed.provider,
                plan(
                    guideline,
                    facts_of_agreement(states, own, on=on, done=done),
                    start=start,
                    end=end,
                    with_proposed=with_proposed,
                ),
            )
            for own, signed in agreements_under(states, steering)
        ),
    )


def agreements_under(states: States, steering: SteeringId) -> Iterator[tuple[AgreementId, Any]]:
    """The agreements whose guideline a nämnd adopts, in the order of the log."""
    for stream, state in states.items():
        if isinstance(state, Agreement) and state.signed and state.signed.steering == steering:
            yield AgreementId(stream.partition(":")[2]), state.signed


def adoption(found: RegisterPlan, states: States, decision: Adoption) -> tuple[Step, ...]:
    """The decisions by which a plan comes into force, in the nämnd and in each agreement.

    A plan that has been adopted is revised; what falls before the period stays as it was.
    """
    own = [
        (each.agreement, _posts(found.guideline, each.plan, Reach.AVTAL))
        for each in found.agreements
    ]
    steps = [_steering_step(found, states, decision)]
    for agreement, posts in own:
        state = states[agreement_stream(agreement)]
        assert isinstance(state, Agreement)
        is_planned = any(kept.plan == decision.plan for kept in state.obligations.values())
        if posts or is_planned:
            facts = {
                "plan": decision.plan,
                "posts": posts,
                "reason": decision.reason,
                "dnr": decision.dnr,
                "established_on": decision.on,
                "basis": found.basis,
                "from_on": found.start,
            }
            steps.append(Step(agreement_stream(agreement), establish_obligations, facts))
    return tuple(steps) if any(is_change(step, states) for step in steps) else ()


def step_of_rows(
    states: States,
    steering: SteeringId,
    decision: Adoption,
    *,
    posts: tuple[PlannedPost, ...],
    as_written: tuple[WrittenRow, ...],
    areas: tuple[Area, ...],
    content: str,
) -> Step:
    """The decision by which the rows of an existing plan come into force."""
    days = [post.due_on for post in posts]
    text = f"{min(days).year}–{max(days).year}" if days else decision.plan
    return _adopting(
        states,
        steering,
        decision,
        period=Period(text=text),
        from_on=None,
        facts={"content": content, "posts": posts, "as_written": as_written, "areas": areas},
    )


def is_change(step: Step, states: States) -> bool:
    """Whether a step has anything new to say; a revision that changes nothing has not."""
    state = states.get(step.stream)
    events = step.decide(Steering() if state is None else state, **step.facts)
    return any(
        not isinstance(event, UppföljningsplanRevised)
        or event.posts
        or event.superseded
        or event.as_written
        or event.areas is not None
        for event in events
    )


def planning_terms_on(state: Agreement, on: date) -> PlanningTermsAgreed | None:
    """What the agreement says on a day that a schedule reads; of several, the latest."""
    applying = [
        each
        for each in reversed(state.noted)
        if isinstance(each, PlanningTermsAgreed) and each.applies_from <= on
    ]
    return max(applying, key=lambda each: each.applies_from, default=None)


# ── helpers ──


def _posts(guideline: Guideline, found: Plan, *reach: Reach) -> tuple[PlannedPost, ...]:
    whose = {
        each.id: tuple(Driftsform(value) for value in dict(each.when).get("driftsform", ()))
        for each in guideline.obligations
    }
    return tuple(
        planned_post(
            post,
            driftsformer=whose[post.obligation] if post.reach is Reach.VERKSAMHET else (),
        )
        for post in found.posts
        if post.reach in reach
    )


def _steering_step(found: RegisterPlan, states: States, decision: Adoption) -> Step:
    posts = _posts(found.guideline, found.municipality, Reach.KOMMUN, Reach.VERKSAMHET)
    title = Citation(document=found.guideline.document, section=found.guideline.title)
    period = Period(text=f"{found.start} – {found.end}", starts_on=found.start, ends_on=found.end)
    return _adopting(
        states,
        found.steering,
        decision,
        period=period,
        from_on=found.start,
        facts={
            "content": str(title),
            "posts": posts,
            "areas": areas_of(posts),
            "basis": found.basis,
        },
    )


def _adopting(
    states: States,
    steering: SteeringId,
    decision: Adoption,
    *,
    period: Period,
    from_on: date | None,
    facts: Mapping[str, Any],
) -> Step:
    """Adopt the plan, or revise it if it has been adopted; it keeps the areas that it has."""
    stream = steering_stream(steering)
    state = states.get(stream, Steering())
    assert isinstance(state, Steering)
    facts = {"plan": decision.plan, "dnr": decision.dnr, **facts}
    earlier = state.plans.get(decision.plan)
    if earlier is None:
        adopted = {
            "period": period,
            "adopted_by": decision.adopted_by,
            "adopted_on": decision.on,
        }
        return Step(stream, adopt_uppföljningsplan, facts | adopted)
    areas = {each.name: each for each in (*earlier.areas, *facts["areas"])}
    revised = {
        "areas": tuple(areas.values()),
        "reason": decision.reason,
        "revised_on": decision.on,
        "from_on": from_on,
    }
    return Step(stream, revise_uppföljningsplan, facts | revised)


def _kkik_years(states: States, steering: SteeringId) -> tuple[int, ...]:
    state = states.get(steering_stream(steering))
    decided: dict[int, bool] = {}
    for each in state.noted if isinstance(state, Steering) else ():
        if isinstance(each, KkikParticipationDecided):
            decided[each.year] = each.takes_part
    return tuple(sorted(year for year, takes_part in decided.items() if takes_part))


def _last_done(completed: Sequence[FollowUp], on: date) -> tuple[LastDone, ...]:
    """By method, and by depth: a fördjupad follow-up answers for itself."""
    last: dict[str, date] = {}
    for state in completed:
        planned, done_on = state.planned, state.completed_on
        if planned is None or done_on is None or done_on > on:
            continue
        for what in filter(None, (planned.method.value, planned.depth and planned.depth.value)):
            last[what] = max(last.get(what, date.min), done_on)
    return tuple(LastDone(what=what, on=day) for what, day in sorted(last.items()))
