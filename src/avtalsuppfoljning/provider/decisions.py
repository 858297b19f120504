"""What may happen to a provider next."""

from datetime import date

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.se import orgnr

from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.policy import Authority
from avtalsuppfoljning.provider.events import (
    ApplicationAccepted,
    ApplicationReceived,
    ApplicationRejected,
    ApplicationRequirementAssessed,
    Event,
    Noted,
    OegentlighetReported,
    ProviderRegistered,
)
from avtalsuppfoljning.provider.state import Application, Provider
from avtalsuppfoljning.terms import Driftsform, Myndighet, Upphandlingsform, check_id, check_word


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


# ── applications ──


def receive_application(
    state: Provider,
    /,
    *,
    application: str,
    upphandlingsform: Upphandlingsform,
    operation: str,
    dnr: str,
    received_on: date,
) -> tuple[Event, ...]:
    """Record an application to take part."""
    _require_known(state)
    received = ApplicationReceived(
        application=check_id(application),
        upphandlingsform=upphandlingsform,
        operation=check_word(operation),
        dnr=dnr,
        received_on=received_on,
    )
    earlier = state.applications.get(application)
    if earlier is None:
        return (received,)
    if earlier.received == received:
        return ()
    raise DecisionRefusedError(
        f"there is an application {application!r} already, {earlier.received.dnr}",
        "choose another id",
        code="ansokan_finns",
    )


def assess_application(
    state: Provider,
    /,
    *,
    application: str,
    requirement: str,
    is_met: bool,
    reason: str,
    assessed_on: date,
) -> tuple[Event, ...]:
    """Try one skallkrav; a new verdict replaces the old one until the application is decided."""
    kept = _require_application(state, application)
    assessed = ApplicationRequirementAssessed(
        application=application,
        requirement=requirement,
        is_met=is_met,
        reason=reason,
        assessed_on=assessed_on,
    )
    if assessed in kept.assessed:
        return ()
    _require_undecided(kept)
    return (assessed,)


def accept_application(
    state: Provider,
    /,
    *,
    application: str,
    by: Authority,
    motivation: str,
    decided_on: date,
) -> tuple[Event, ...]:
    """Accept an application whose skallkrav have all been tried and are all met."""
    accepted = ApplicationAccepted(
        application=application, by=by, motivation=motivation, decided_on=decided_on
    )
    kept = _require_application(state, application)
    if kept.decided == accepted:
        return ()
    _require_undecided(kept)
    unmet = [assessed.requirement for assessed in kept.assessed if not assessed.is_met]
    if unmet or not kept.assessed:
        raise DecisionRefusedError(
            f"not met: {', '.join(unmet)}" if unmet else "no skallkrav has been tried",
            "try every skallkrav first; an application that does not meet them is rejected",
            code="skallkrav_ej_uppfyllda",
        )
    return (accepted,)


def reject_application(
    state: Provider,
    /,
    *,
    application: str,
    by: Authority,
    motivation: str,
    decided_on: date,
) -> tuple[Event, ...]:
    """Reject an application, and say why."""
    rejected = ApplicationRejected(
        application=application, by=by, motivation=motivation, decided_on=decided_on
    )
    kept = _require_application(state, application)
    if kept.decided == rejected:
        return ()
    _require_undecided(kept)
    if not motivation.strip():
        raise InvalidValueError("the rejection has no motivation", "say which skallkrav and why")
    return (rejected,)


# ── irregularities, and facts that nothing else depends on ──


def report_oegentlighet(
    state: Provider, /, *, authority: Myndighet, matter: str, dnr: str, reported_on: date
) -> tuple[Event, ...]:
    """Report an irregularity about taxes, fees or duties as an employer.

    At an external provider the municipality does not look into it itself (Södertälje 2.3).
    """
    registered = _require_known(state)
    if registered.driftsform is Driftsform.EGEN_REGI:
        raise DecisionRefusedError(
            "the rule is about external providers",
            "in egen regi, use the municipality's own internal control",
            code="egen_regi",
        )
    reported = OegentlighetReported(
        authority=authority, matter=matter, dnr=dnr, reported_on=reported_on
    )
    return () if reported in state.reported else (reported,)


def note(state: Provider, /, *, fact: Noted) -> tuple[Event, ...]:
    """Record a fact that no later decision depends on; the same fact twice is quiet."""
    _require_known(state)
    return () if fact in state.noted else (fact,)


# ── helpers ──


def _require_known(state: Provider) -> ProviderRegistered:
    if state.registered is None:
        raise DecisionRefusedError(
            "the provider is not registered", "register it first", code="utforare_saknas"
        )
    return state.registered


def _require_application(state: Provider, application: str) -> Application:
    kept = state.applications.get(application)
    if kept is None:
        raise DecisionRefusedError(
            f"there is no application {application!r}", "record it first", code="ansokan_saknas"
        )
    return kept


def _require_undecided(application: Application) -> None:
    if application.decided is not None:
        raise DecisionRefusedError(
            f"the application was decided on {application.decided.decided_on}",
            "a new application is needed",
            code="ansokan_avgjord",
        )


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
