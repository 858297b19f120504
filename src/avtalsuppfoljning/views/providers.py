"""A provider's card: all that the register knows of one provider on a day."""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from avtalsuppfoljning.agreement import Agreement, EndReason, UppsägningGiven
from avtalsuppfoljning.provider import (
    ApplicationAccepted,
    ApplicationReceived,
    ApplicationRejected,
    ApplicationRequirementAssessed,
    MeetingHeld,
    OegentlighetReported,
    Provider,
    ProviderRegistered,
    SkattekontrollReceived,
    TillståndChecked,
    TillståndDecisionReceived,
)
from avtalsuppfoljning.provider.state import Application
from avtalsuppfoljning.recorded import State, provider_stream
from avtalsuppfoljning.steering import InformationSent, Steering
from avtalsuppfoljning.terms import ProviderId, StreamId
from avtalsuppfoljning.views.agreements import (
    AgreementStatus,
    known_on,
    noted,
    status_on,
)


@attrs.frozen
class EarlierEnding:
    """An agreement of the provider that ended, or will end, by hävning or uppsägning."""

    agreement: str
    dnr: str
    reason: EndReason
    by: str | None
    """Who gave notice; None for a hävning."""
    known_on: date
    ends_on: date


@attrs.frozen
class ApplicationRow:
    """An application, and what ended badly with the same provider before it came."""

    received: ApplicationReceived
    assessed: tuple[ApplicationRequirementAssessed, ...]
    decided: ApplicationAccepted | ApplicationRejected | None
    earlier: tuple[EarlierEnding, ...]


@attrs.frozen
class Permit:
    """The latest permit for an operation, and when somebody last checked that it stands."""

    decision: TillståndDecisionReceived
    last_check: TillståndChecked | None
    is_valid: bool
    """The day lies within its time, and the last check did not find that it had lapsed."""


@attrs.frozen
class AgreementRow:
    """One agreement of the provider."""

    id: str
    dnr: str
    operation: str
    starts_on: date
    ends_on: date | None
    status: AgreementStatus


@attrs.frozen
class ProviderCard:
    """A provider as of a day."""

    id: str
    on: date
    registered: ProviderRegistered
    applications: tuple[ApplicationRow, ...]
    permits: tuple[Permit, ...]
    taxes: tuple[SkattekontrollReceived, ...]
    agreements: tuple[AgreementRow, ...]
    endings: tuple[EarlierEnding, ...]
    meetings: tuple[MeetingHeld, ...]
    informed: tuple[InformationSent, ...]
    irregularities: tuple[OegentlighetReported, ...]


def provider_card(
    states: Mapping[StreamId, State], provider: ProviderId, *, on: date
) -> ProviderCard | None:
    """The provider as of a day; None where it was not registered by then."""
    state = states.get(provider_stream(provider))
    known = state.registered if isinstance(state, Provider) else None
    if known is None or on < known.registered_on:
        return None
    assert isinstance(state, Provider)
    return ProviderCard(
        id=provider,
        on=on,
        registered=known,
        applications=tuple(
            _application(states, provider, each, on)
            for each in state.applications.values()
            if each.received.received_on <= on
        ),
        permits=_permits(state, on),
        taxes=tuple(
            each for each in noted(state.noted, SkattekontrollReceived) if each.received_on <= on
        ),
        agreements=tuple(_agreements(states, provider, on)),
        endings=earlier_endings(states, provider, on=on),
        meetings=tuple(each for each in noted(state.noted, MeetingHeld) if each.held_on <= on),
        informed=tuple(_informed(states, provider, on)),
        irregularities=tuple(each for each in state.reported if each.reported_on <= on),
    )


def earlier_endings(
    states: Mapping[StreamId, State], provider: ProviderId, *, on: date
) -> tuple[EarlierEnding, ...]:
    """Every hävning and uppsägning of the provider's agreements that is known on a day (S-06)."""
    found = (
        ending
        for stream, state in states.items()
        if isinstance(state, Agreement) and state.signed and state.signed.provider == provider
        for ending in _endings(stream, state, on)
    )
    return tuple(sorted(found, key=lambda each: (each.known_on, each.agreement)))


# ── helpers ──


def _endings(stream: StreamId, state: Agreement, on: date) -> Iterator[EarlierEnding]:
    assert state.signed is not None
    seen = known_on(state, on)
    id_, dnr = stream.partition(":")[2], state.signed.dnr
    for notice in seen.notices:
        yield _by_notice(id_, dnr, notice)
    if seen.ended is not None and seen.ended.reason is EndReason.HÄVNING:
        day = seen.ended.ended_on
        yield EarlierEnding(id_, dnr, EndReason.HÄVNING, None, day, day)


def _by_notice(id_: str, dnr: str, notice: UppsägningGiven) -> EarlierEnding:
    return EarlierEnding(
        id_, dnr, EndReason.UPPSÄGNING, notice.by.value, notice.given_on, notice.ends_on
    )


def _application(
    states: Mapping[StreamId, State], provider: ProviderId, found: Application, on: date
) -> ApplicationRow:
    decided = found.decided
    return ApplicationRow(
        received=found.received,
        assessed=tuple(each for each in found.assessed if each.assessed_on <= on),
        decided=decided if decided and decided.decided_on <= on else None,
        earlier=earlier_endings(states, provider, on=found.received.received_on),
    )


def _permits(state: Provider, on: date) -> tuple[Permit, ...]:
    latest: dict[str, TillståndDecisionReceived] = {}
    for each in noted(state.noted, TillståndDecisionReceived):
        if each.received_on <= on:
            latest[each.operation] = each
    return tuple(_permit(state, latest[operation], on) for operation in sorted(latest))


def _permit(state: Provider, decision: TillståndDecisionReceived, on: date) -> Permit:
    checks = [
        each
        for each in noted(state.noted, TillståndChecked)
        if each.operation == decision.operation and each.checked_on <= on
    ]
    last = max(checks, key=lambda each: each.checked_on, default=None)
    within = decision.valid_from <= on
    within = within and (decision.valid_until is None or on <= decision.valid_until)
    lapsed = last is not None and not last.is_current and last.checked_on >= decision.received_on
    return Permit(decision, last, within and not lapsed)


def _agreements(
    states: Mapping[StreamId, State], provider: ProviderId, on: date
) -> Iterator[AgreementRow]:
    for stream in sorted(states):
        state = states[stream]
        if not isinstance(state, Agreement) or state.signed is None:
            continue
        signed = state.signed
        if signed.provider == provider and signed.signed_on <= on:
            yield AgreementRow(
                id=stream.partition(":")[2],
                dnr=signed.dnr,
                operation=signed.operation,
                starts_on=signed.starts_on,
                ends_on=known_on(state, on).ends_on,
                status=status_on(state, on),
            )


def _informed(
    states: Mapping[StreamId, State], provider: ProviderId, on: date
) -> Iterator[InformationSent]:
    for state in states.values():
        if isinstance(state, Steering):
            for each in noted(state.noted, InformationSent):
                if provider in each.recipients and each.sent_at.date() <= on:
                    yield each
