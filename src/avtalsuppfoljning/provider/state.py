"""What later decisions read of a provider."""

from collections.abc import Mapping
from typing import assert_never

import attrs

from avtalsuppfoljning.classification import folded, renewed
from avtalsuppfoljning.provider.events import (
    ApplicationAccepted,
    ApplicationReceived,
    ApplicationRejected,
    ApplicationRequirementAssessed,
    Event,
    MeetingHeld,
    Noted,
    OegentlighetReported,
    ProviderRegistered,
    SkattekontrollReceived,
    TillståndChecked,
    TillståndDecisionReceived,
)


@folded
class Application:
    """One application and how far it has come."""

    received: ApplicationReceived
    assessed: tuple[ApplicationRequirementAssessed, ...] = ()
    decided: ApplicationAccepted | ApplicationRejected | None = None


@folded
class Provider:
    """A provider, as far as decisions go."""

    registered: ProviderRegistered | None = None
    applications: Mapping[str, Application] = attrs.field(factory=dict)
    reported: tuple[OegentlighetReported, ...] = ()
    noted: tuple[Noted, ...] = ()

    @property
    def is_known(self) -> bool:
        """The provider has been registered."""
        return self.registered is not None


INITIAL = Provider()


def evolve(state: Provider, event: Event, /) -> Provider:
    """The state after one more event."""
    match event:
        case ProviderRegistered():
            return renewed(state, registered=event)
        case ApplicationReceived():
            return _with(state, event.application, Application(event))
        case ApplicationRequirementAssessed():
            application = state.applications[event.application]
            others = (a for a in application.assessed if a.requirement != event.requirement)
            assessed = (*others, event)
            return _with(state, event.application, renewed(application, assessed=assessed))
        case ApplicationAccepted() | ApplicationRejected():
            application = state.applications[event.application]
            return _with(state, event.application, renewed(application, decided=event))
        case OegentlighetReported():
            return renewed(state, reported=(*state.reported, event))
        case (
            TillståndDecisionReceived()
            | TillståndChecked()
            | SkattekontrollReceived()
            | MeetingHeld()
        ):
            return renewed(state, noted=(*state.noted, event))
        case _:
            assert_never(event)


def _with(state: Provider, id_: str, application: Application) -> Provider:
    return renewed(state, applications={**state.applications, id_: application})
