"""The log as an application of `eventsourcing`, with our catalogue in place of its transcoder."""

from typing import Any

import attrs
from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory, Mapper, StoredEvent
from eventsourcing.utils import Environment

from avtalsuppfoljning.recorded import Entry
from avtalsuppfoljning.recording import catalogue
from avtalsuppfoljning.recording.sqlite import Factory


@attrs.frozen
class Envelope:
    """An entry on its way to its place in a stream, as `eventsourcing` wants it."""

    originator_id: str
    originator_version: int
    entry: Entry[Any]


class EntryMapper(Mapper[str]):
    """Entries to rows and back, by our catalogue."""

    def __init__(self) -> None:
        pass

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        """An envelope as a row."""
        name, stored = catalogue.encode(domain_event.entry)
        return StoredEvent(
            domain_event.originator_id, domain_event.originator_version, name, stored
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """A row as an envelope."""
        entry = catalogue.decode(stored_event.topic, stored_event.state, position=0)
        return Envelope(str(stored_event.originator_id), stored_event.originator_version, entry)


class Log(Application[str]):
    """The log as an application of `eventsourcing`: for those who follow it with its tools."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory
        super().__init__()

    def construct_env(self, name: str, env: Any = None) -> Environment:  # noqa: ARG002  its base says so
        """Nothing is taken from the environment of the process."""
        return Environment(name, {})

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:  # noqa: ARG002  its base says so
        """The factory that was handed in."""
        return self._factory

    def construct_mapper(self) -> Mapper[str]:
        """The mapper that knows our catalogue."""
        return EntryMapper()
