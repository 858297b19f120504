"""The log as an application of `eventsourcing`, with our catalogue in place of its transcoder."""

from typing import Any

import attrs
from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory, Mapper, StoredEvent
from eventsourcing.utils import Environment

from avtalsuppfoljning.recorded import Entry
from avtalsuppfoljning.recording.integrity import signing
from avtalsuppfoljning.recording.integrity.notes import PrivateKey
from avtalsuppfoljning.recording.secrecy.ciphering import Cipher
from avtalsuppfoljning.recording.store import Store


@attrs.frozen
class Envelope:
    """An entry on its way to its place in a stream, as `eventsourcing` wants it."""

    originator_id: str
    originator_version: int
    entry: Entry[Any]
    key: PrivateKey | None = None
    """Signs it, where it is a decision."""


class EntryMapper(Mapper[str]):
    """Entries to rows and back, by our catalogue."""

    def __init__(self) -> None:
        self.lock = Cipher()

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        """An envelope as a row."""
        stream, version = domain_event.originator_id, domain_event.originator_version
        name, stored = self.lock.encode(stream, version, domain_event.entry)
        if domain_event.key is not None:
            stored = signing.sign(domain_event.key, stream, version, name, stored)
        return StoredEvent(stream, version, name, stored)

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """A row as an envelope."""
        stream, version = str(stored_event.originator_id), stored_event.originator_version
        entry = self.lock.decode(
            stream, version, stored_event.topic, stored_event.state, position=0
        )
        return Envelope(stream, version, entry)


class Log(Application[str]):
    """The log as an application of `eventsourcing`: for those who follow it with its tools."""

    def __init__(self, factory: InfrastructureFactory[Any]) -> None:
        self._factory = factory
        self._entries = EntryMapper()
        super().__init__()

    def construct_env(self, name: str, env: Any = None) -> Environment:  # noqa: ARG002  its base says so
        """Nothing is taken from the environment of the process."""
        return Environment(name, {})

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:  # noqa: ARG002  its base says so
        """The factory that was handed in."""
        return self._factory

    def construct_mapper(self) -> Mapper[str]:
        """The mapper that knows our catalogue."""
        return self._entries

    @property
    def store(self) -> Store:
        """What the log is kept in."""
        recorder: Any = self.recorder
        store: Store = recorder
        return store

    @property
    def cipher(self) -> Cipher:
        """How entries are locked and opened; without keys, not at all."""
        return self._entries.lock

    @cipher.setter
    def cipher(self, cipher: Cipher) -> None:
        self._entries.lock = cipher
