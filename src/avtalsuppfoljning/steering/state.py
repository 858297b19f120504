"""What later decisions read of what a nämnd has adopted."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar, assert_never

import attrs

from avtalsuppfoljning.steering.events import (
    DelegationsordningAdopted,
    Event,
    FördelningDecided,
    GuidelineAdopted,
    InformationSent,
    KkikParticipationDecided,
    Noted,
    PlanAvvikelseDecided,
    ProgramAdopted,
    RevisionsrekommendationAnswered,
    RevisionsrekommendationReceived,
    TidplanEstablished,
    UppdragsdirektivDecided,
    UppföljningsplanAdopted,
    UppföljningsplanRevised,
)

Adopted = TypeVar("Adopted", GuidelineAdopted, DelegationsordningAdopted)


@attrs.frozen
class Plan:
    """One follow-up plan and its revisions."""

    adopted: UppföljningsplanAdopted
    revised: tuple[UppföljningsplanRevised, ...] = ()


@attrs.frozen
class Recommendation:
    """One recommendation of the auditors and the answers it got."""

    received: RevisionsrekommendationReceived
    answers: tuple[RevisionsrekommendationAnswered, ...] = ()


@attrs.frozen
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
            return attrs.evolve(state, guidelines=(*state.guidelines, event))
        case DelegationsordningAdopted():
            adopted = (*state.delegationsordningar, event)
            return attrs.evolve(state, delegationsordningar=adopted)
        case UppföljningsplanAdopted():
            return attrs.evolve(state, plans={**state.plans, event.plan: Plan(event)})
        case UppföljningsplanRevised():
            plan = state.plans[event.plan]
            revised = attrs.evolve(plan, revised=(*plan.revised, event))
            return attrs.evolve(state, plans={**state.plans, event.plan: revised})
        case RevisionsrekommendationReceived():
            return _with(state, event.recommendation, Recommendation(event))
        case RevisionsrekommendationAnswered():
            kept = state.recommendations[event.recommendation]
            answered = attrs.evolve(kept, answers=(*kept.answers, event))
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
            return attrs.evolve(state, noted=(*state.noted, event))
        case _:
            assert_never(event)


def _with(state: Steering, id_: str, recommendation: Recommendation) -> Steering:
    recommendations = {**state.recommendations, id_: recommendation}
    return attrs.evolve(state, recommendations=recommendations)


def _latest(adopted: tuple[Adopted, ...], on: date) -> Adopted | None:
    in_force = (a for a in reversed(adopted) if max(a.valid_from, a.adopted_on) <= on)
    return max(in_force, key=lambda a: a.valid_from, default=None)
