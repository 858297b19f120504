"""Reading a register: opening the file that was named, and what the log said on a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import attrs
import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.agreement import Agreement, AgreementSigned
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
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.steering import Steering
from avtalsuppfoljning.terms import AgreementId, ProviderId, StreamId


@contextmanager
def opened(register: str | None) -> Iterator[Register]:
    """The register that the command line or the environment names; it must exist."""
    if not register:
        raise click.ClickException(swedish.NO_REGISTER)
    if register.startswith(("postgresql:", "postgres:")):
        raise click.ClickException(swedish.ONLY_FILES)
    path = Path(register)
    with path.open("rb"):  # a missing or closed file is told as such
        pass
    with Register.open(path, create=False) as found:
        yield found


def until(events: Iterator[Recorded], day: date) -> Iterator[Recorded]:
    """What had been recorded by the end of a day."""
    return (each for each in events if each.entry.day <= day)


@attrs.frozen
class Snapshot:
    """The states of all streams on a day, and how many events led to them."""

    day: date
    events: int
    states: dict[StreamId, State]

    @classmethod
    def of(cls, register: Register, day: date) -> "Snapshot":
        """As it was recorded by the end of a day."""
        count = 0

        def counted() -> Iterator[Recorded]:
            nonlocal count
            for each in until(register.events(), day):
                count += 1
                yield each

        states = fold(counted())
        return cls(day, count, states)

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
