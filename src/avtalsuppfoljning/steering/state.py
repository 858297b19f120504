"""What later decisions read of what a nämnd has adopted."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar, assert_never

import attrs

from avtalsuppfoljning.classification import folded, renewed
from avtalsuppfoljning.planned import Area, Kept, KeptPost, WrittenRow, after, established
from avtalsuppfoljning.steering.events import (
    DelegationsordningAdopted,
    Event,
    FördelningDecided,
    GuidelineAdopted,
    InformationSent,
    KkikParticipationDecided,
    Noted,
    PlanAvvikelseDecided,
    PlanPostExcused,
    PlanPostFulfilled,
    PlanRowInterpreted,
    ProgramAdopted,
    RevisionsrekommendationAnswered,
    RevisionsrekommendationReceived,
    TidplanEstablished,
    UppdragsdirektivDecided,
    UppföljningsplanAdopted,
    UppföljningsplanRevised,
)

Adopted = TypeVar("Adopted", GuidelineAdopted, DelegationsordningAdopted)


@folded
class Plan:
    """One follow-up plan and its revisions."""

    adopted: UppföljningsplanAdopted
    revised: tuple[UppföljningsplanRevised, ...] = ()
    posts: Kept = attrs.field(factory=dict)
    """What it asks for now, by id."""
    as_written: Mapping[str, WrittenRow] = attrs.field(factory=dict)
    """The rows that nobody has interpreted yet."""
    areas: tuple[Area, ...] = ()


@folded
class Recommendation:
    """One recommendation of the auditors and the answers it got."""

    received: RevisionsrekommendationReceived
    answers: tuple[RevisionsrekommendationAnswered, ...] = ()


@folded
class Steering:
    """The adopted documents, as far as decisions go."""

    guidelines: tuple[GuidelineAdopted, ...] = ()
    delegationsordningar: tuple[DelegationsordningAdopted, ...] = ()
    plans: Mapping[str, Plan] = attrs.field(factory=dict)
    recommendations: Mapping[str, Recommendation] = attrs.field(factory=dict)
    noted: tuple[Noted, ...] = ()

    def guideline_on(self, on: date) -> GuidelineAdopted | None:
        """The guideline in force on a day: the one that applies from the latest day."""
        return _latest(self.guidelines, on)

    def delegationsordning_on(self, on: date) -> DelegationsordningAdopted | None:
        """The delegationsordning in force on a day."""
        return _latest(self.delegationsordningar, on)


INITIAL = Steering()


def evolve(state: Steering, event: Event, /) -> Steering:
    """The state after one more event."""
    match event:
        case GuidelineAdopted():
            return renewed(state, guidelines=(*state.guidelines, event))
        case DelegationsordningAdopted():
            adopted = (*state.delegationsordningar, event)
            return renewed(state, delegationsordningar=adopted)
        case UppföljningsplanAdopted():
            return _with_plan(state, event.plan, _adopted(event))
        case UppföljningsplanRevised():
            return _with_plan(state, event.plan, _revised(state.plans[event.plan], event))
        case PlanPostFulfilled():
            done = {"fulfilled_on": event.fulfilled_on, "dnr": event.dnr}
            return _with_posts(state, event.plan, event.post, **done)
        case PlanPostExcused():
            return _with_posts(state, event.plan, event.post, excuse=event.excuse)
        case PlanRowInterpreted():
            return _interpreted(state, event)
        case RevisionsrekommendationReceived():
            return _with(state, event.recommendation, Recommendation(event))
        case RevisionsrekommendationAnswered():
            kept = state.recommendations[event.recommendation]
            answered = renewed(kept, answers=(*kept.answers, event))
            return _with(state, event.recommendation, answered)
        case (
            ProgramAdopted()
            | TidplanEstablished()
            | UppdragsdirektivDecided()
            | PlanAvvikelseDecided()
            | KkikParticipationDecided()
            | FördelningDecided()
            | InformationSent()
        ):
            return renewed(state, noted=(*state.noted, event))
        case _:
            assert_never(event)


def _adopted(event: UppföljningsplanAdopted) -> Plan:
    return Plan(
        event,
        posts=established({}, event.plan, event.posts, ()),
        as_written={row.id: row for row in event.as_written},
        areas=event.areas,
    )


def _revised(plan: Plan, event: UppföljningsplanRevised) -> Plan:
    return renewed(
        plan,
        revised=(*plan.revised, event),
        posts=established(plan.posts, event.plan, event.posts, event.superseded),
        as_written={**plan.as_written, **{row.id: row for row in event.as_written}},
        areas=plan.areas if event.areas is None else event.areas,
    )


def _with_plan(state: Steering, id_: str, plan: Plan) -> Steering:
    return renewed(state, plans={**state.plans, id_: plan})


def _with_posts(state: Steering, id_: str, post: str, **changes: Any) -> Steering:
    plan = state.plans.get(id_)
    if plan is None:
        return state
    return _with_plan(state, id_, renewed(plan, posts=after(plan.posts, post, **changes)))


def _interpreted(state: Steering, event: PlanRowInterpreted) -> Steering:
    plan = state.plans.get(event.plan)
    if plan is None:
        return state
    left = {id_: row for id_, row in plan.as_written.items() if id_ != event.row}
    posts = {**plan.posts, event.post.id: KeptPost(event.post, event.plan)}
    return _with_plan(state, event.plan, renewed(plan, as_written=left, posts=posts))


def _with(state: Steering, id_: str, recommendation: Recommendation) -> Steering:
    recommendations = {**state.recommendations, id_: recommendation}
    return renewed(state, recommendations=recommendations)


def _latest(adopted: tuple[Adopted, ...], on: date) -> Adopted | None:
    in_force = (a for a in reversed(adopted) if max(a.valid_from, a.adopted_on) <= on)
    return max(in_force, key=lambda a: a.valid_from, default=None)
