"""Provider: who runs the operation, privately or in egen regi. Stream ``provider:<id>``."""

from datetime import date
from typing import assert_never

import attrs
from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.se import orgnr

from avtalsuppfoljning.classification import Open, Staff, event
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.terms import Driftsform

# ── events ──


@event
class ProviderRegistered:
    """The provider became known to the municipality."""

    name: Open[str]
    driftsform: Open[Driftsform]
    organisation_number: Open[str | None]
    sole_trader_number: Staff[str | None]
    """A sole trader's number is a personnummer: never shown, never part of an id."""
    registered_on: Open[date]


Event = ProviderRegistered

# ── state ──


@attrs.frozen
class Provider:
    """What later decisions read of a provider."""

    registered: ProviderRegistered | None = None

    @property
    def is_known(self) -> bool:
        """The provider has been registered."""
        return self.registered is not None


INITIAL = Provider()


def evolve(state: Provider, event: Event, /) -> Provider:
    """The state after one more event."""
    match event:
        case ProviderRegistered():
            return attrs.evolve(state, registered=event)
        case _:
            assert_never(event)


# ── decisions ──


def register(
    state: Provider,
    /,
    *,
    name: str,
    driftsform: Driftsform,
    registered_on: date,
    organisation_number: str | None = None,
    sole_trader_number: str | None = None,
) -> tuple[Event, ...]:
    """Register a provider under its organisation number, or a sole trader under hers."""
    if (organisation_number is None) == (sole_trader_number is None):
        raise InvalidValueError(
            "a provider has an organisation number or, as a sole trader, a number of her own",
            "give one of the two",
        )
    registered = ProviderRegistered(
        name=_name(name),
        driftsform=driftsform,
        organisation_number=_organisation_number(organisation_number),
        sole_trader_number=_sole_trader_number(sole_trader_number),
        registered_on=registered_on,
    )
    if state.registered == registered:
        return ()
    if state.registered is not None:
        raise DecisionRefusedError(
            f"the provider is already registered, as {state.registered.name!r}",
            "choose another id",
            code="utforare_finns",
        )
    return (registered,)


# ── helpers ──


def _name(text: str) -> str:
    if not text.strip():
        raise InvalidValueError("a provider has no name", "give its registered name")
    return text.strip()


def _organisation_number(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        number = orgnr.format(orgnr.validate(text))
    except ValidationError:
        raise InvalidValueError(
            "the organisation number is wrong", "check its ten digits: NNNNNN-NNNN"
        ) from None
    if 1 <= int(number[2:4]) <= _MONTHS:
        raise InvalidValueError(
            "the organisation number may be a personnummer",
            "give it as the number of a sole trader",
        )
    return number


def _sole_trader_number(text: str | None) -> str | None:
    """Only its check digit is tried: whose birthday it is, is nobody's business here."""
    if text is None:
        return None
    digits = text.replace("-", "").replace(" ", "")
    if len(digits) not in _PERSONAL_DIGITS or not luhn.is_valid(digits[-10:]):
        raise InvalidValueError(
            "the number of the sole trader is wrong", "check its ten or twelve digits"
        )
    return digits


_PERSONAL_DIGITS = (10, 12)
_MONTHS = 12
