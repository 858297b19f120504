"""What can have happened to a provider."""

import enum
from datetime import date

from avtalsuppfoljning.classification import Open, Osl26, Osl31, Staff, event
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.policy import Authority
from avtalsuppfoljning.terms import Driftsform, Myndighet, Term, Upphandlingsform


@event
class ProviderRegistered:
    """The provider became known to the municipality."""

    name: Open[str]
    driftsform: Open[Driftsform]
    organisation_number: Open[str | None]
    sole_trader_number: Staff[str | None]
    """A sole trader's number is a personnummer: never shown, never part of an id."""
    registered_on: Open[date]


# ── applications ──


@event
class ApplicationReceived:
    """The provider applied to take part, in a valfrihetssystem or a procurement."""

    application: Open[str]
    upphandlingsform: Open[Upphandlingsform]
    operation: Open[str]
    dnr: Open[str]
    received_on: Open[date]


@event
class ApplicationRequirementAssessed:
    """One skallkrav of the förfrågningsunderlag was tried against the application."""

    application: Open[str]
    requirement: Open[str]
    is_met: Open[bool]
    reason: Osl31[str]
    assessed_on: Open[date]


@event
class ApplicationAccepted:
    """A person decided to accept the application."""

    application: Open[str]
    by: Open[Authority]
    motivation: Open[str]
    decided_on: Open[date]


@event
class ApplicationRejected:
    """A person decided to reject the application."""

    application: Open[str]
    by: Open[Authority]
    motivation: Open[str]
    decided_on: Open[date]


# ── facts that nothing else depends on ──


@event
class TillståndDecisionReceived:
    """The provider shared a decision of the permit authority, at once when it is new."""

    authority: Open[Myndighet]
    dnr: Open[str]
    operation: Open[str]
    valid_from: Open[date]
    valid_until: Open[date | None]
    received_on: Open[date]


@event
class TillståndChecked:
    """The municipality checked that the permit still stands."""

    operation: Open[str]
    is_current: Open[bool]
    checked_on: Open[date]


@event
class SkattekontrollReceived:
    """Somebody told whether the provider pays its taxes and fees."""

    source: Open[str]
    result: Osl31[str]
    received_on: Open[date]


class MeetingKind(Term):
    """Why the municipality and the provider met."""

    SAMVERKANSMÖTE = enum.auto()
    """With all private providers, about what concerns them all."""
    UPPFÖLJNINGSTRÄFF = enum.auto()
    """As the förfrågningsunderlag says."""
    DIALOGMÖTE = enum.auto()
    """The staff's recurring dialogue about quality and safety."""


@event
class MeetingHeld:
    """The municipality met the provider."""

    kind: Open[MeetingKind]
    held_on: Open[date]
    matters: Open[str]
    """What was taken up with everybody."""
    own_matters: Osl31[str] = ""
    """What concerns this provider alone: kept apart from what all are told."""


@event
class OegentlighetReported:
    """An irregularity was reported to the authority that looks into it."""

    authority: Open[Myndighet]
    matter: Osl26[str]
    dnr: Open[str]
    reported_on: Open[date]

    def __attrs_post_init__(self) -> None:
        if self.authority not in Myndighet.for_oegentligheter():
            raise InvalidValueError(
                f"{self.authority.value} takes no reports of such irregularities",
                "report to one of " + ", ".join(sorted(Myndighet.for_oegentligheter())),
            )


Noted = TillståndDecisionReceived | TillståndChecked | SkattekontrollReceived | MeetingHeld

Event = (
    ProviderRegistered
    | ApplicationReceived
    | ApplicationRequirementAssessed
    | ApplicationAccepted
    | ApplicationRejected
    | OegentlighetReported
    | Noted
)
