"""Reading a register: opening the file that was named, and what the log said on a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import attrs
import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.agreement import Agreement, AgreementSigned
from avtalsuppfoljning.cli.shell import keys_named
from avtalsuppfoljning.guidelines import Guideline, parse
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import (
    Recorded,
    State,
    agreement_stream,
    fold,
    provider_stream,
    steering_stream,
)
from avtalsuppfoljning.recording import Register, is_server
from avtalsuppfoljning.steering import Steering
from avtalsuppfoljning.terms import AgreementId, ProviderId, StreamId


@contextmanager
def opened(register: str | None) -> Iterator[Register]:
    """The register that the command line or the environment names; it must exist."""
    with Register.open(existing(register), create=False, keys=keys_named()) as found:
        yield found


def existing(register: str | None) -> str:
    """The place of the register that is named; a missing or closed file is told as such."""
    if not register:
        raise click.ClickException(swedish.NO_REGISTER)
    if not is_server(register):
        with Path(register).open("rb"):
            pass
    return register


def show_secrets(
    register: Register, what: str, *, is_whole: bool, person: str | None, reason: str | None
) -> None:
    """Record who is shown what is not open, and why, before it is shown."""
    if is_whole and not (person and reason):
        raise click.ClickException(swedish.NEEDS_REASON)
    if is_whole:
        register.show_secrets(person=str(person), what=what, reason=str(reason))
    elif person or reason:
        raise click.ClickException(swedish.REASON_FOR_NOTHING)


def until(events: Iterator[Recorded], day: date) -> Iterator[Recorded]:
    """What had been recorded by the end of a day."""
    return (each for each in events if each.entry.day <= day)


_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class Snapshot:
    """The states of all streams on a day, and how many events led to them."""

    day: date
    events: int
    states: dict[StreamId, State]
    recorded_at: datetime = _NEVER
    """When the last of the events was recorded, in UTC."""

    @classmethod
    def of(cls, register: Register, day: date) -> "Snapshot":
        """As it was recorded by the end of a day."""
        count, last = 0, _NEVER

        def counted() -> Iterator[Recorded]:
            nonlocal count, last
            for each in until(register.events(), day):
                count, last = count + 1, each.entry.at
                yield each

        states = fold(counted())
        return cls(day, count, states, last)

    def provider_name(self, provider: str) -> str:
        """The name of a provider, which is public."""
        state = self.states[provider_stream(ProviderId(provider))]
        assert isinstance(state, Provider)
        assert state.registered is not None
        return state.registered.name

    def agreement(self, id: str) -> AgreementSigned:  # noqa: A002  its name in the domain
        """An agreement that has been signed."""
        state = self.states[agreement_stream(AgreementId(id))]
        assert isinstance(state, Agreement)
        assert state.signed is not None
        return state.signed

    def guideline(self, agreement: str) -> Guideline | None:
        """The guideline that applies to an agreement on the day, as it was adopted."""
        state = self.states[steering_stream(self.agreement(agreement).steering)]
        assert isinstance(state, Steering)
        adopted = state.guideline_on(self.day)
        return parse(adopted.text) if adopted else None
