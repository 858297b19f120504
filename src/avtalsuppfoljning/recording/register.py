"""The register: where a municipality's follow-up is recorded, and read back.

Open one, let it record what the streams' decisions decide, and ask it what happened::

    with Register.open(path) as register:
        register.record(provider_stream(id), provider.register, actor="anna", name=..., ...)
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import chain
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import attrs
import msgspec
from eventsourcing.persistence import IntegrityError, PersistenceError

from avtalsuppfoljning.classification import nfc
from avtalsuppfoljning.errors import (
    CommandReusedError,
    ConcurrencyError,
    InvalidValueError,
    RegisterError,
)
from avtalsuppfoljning.policy import Assessment, Authority, Choice
from avtalsuppfoljning.recorded import Entry, Recorded, State, fold, kind_of
from avtalsuppfoljning.recording import catalogue
from avtalsuppfoljning.recording.log import Envelope, Log
from avtalsuppfoljning.recording.sources import Clock, Ids, civil_day, random_ids, system_clock
from avtalsuppfoljning.recording.sqlite import Command, EventRecorder, Factory, Row, prepare
from avtalsuppfoljning.recording.unit import Decision, Unit
from avtalsuppfoljning.terms import AgreementId, DeficiencyId, SanctionId, StreamId

ATTEMPTS: Final = 20
"""How often a command is decided anew when others wrote to the same streams meanwhile."""


@attrs.frozen
class Receipt:
    """What became of a command."""

    command: str
    events: tuple[Recorded, ...]
    """What is recorded of it; nothing where all was so already."""
    is_repeat: bool
    """The command had been carried out before; this time nothing was changed."""
    states: dict[StreamId, State] = attrs.field(factory=dict, eq=False)
    """The streams it wrote, as they stand after it."""


class Register:
    """A municipality's register. Safe to share between threads and processes."""

    def __init__(self, log: Log, *, clock: Clock, ids: Ids) -> None:
        assert isinstance(log.recorder, EventRecorder)
        self.log = log
        self._recorder: EventRecorder = log.recorder
        self._clock = clock
        self._ids = ids

    @classmethod
    def open(
        cls,
        path: str | PathLike[str],
        *,
        create: bool = True,
        clock: Clock = system_clock,
        ids: Ids = random_ids,
        synchronous: str = "FULL",
        lock_timeout: int = 30,
    ) -> Self:
        """Open the register in a SQLite file; a new file is readable by its owner only.

        ``synchronous="NORMAL"`` is faster and may lose the last commands at a power cut.
        ``lock_timeout`` is in seconds.
        """
        if synchronous not in ("FULL", "NORMAL"):
            raise InvalidValueError(f"synchronous={synchronous!r} is unsafe", "use FULL or NORMAL")
        file = Path(path).absolute()
        prepare(file, create=create)
        with _errors():
            factory = Factory(file, lock_timeout=lock_timeout, synchronous=synchronous)
            return cls(Log(factory), clock=clock, ids=ids)

    def close(self) -> None:
        """Give back every connection."""
        self.log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ── recording ──

    def record(
        self,
        stream: StreamId,
        decide: Decision,
        /,
        *,
        actor: str,
        command: str | None = None,
        **facts: Any,
    ) -> Receipt:
        """Let one decision of one stream decide, and record its events."""
        return self.transact(
            lambda unit: unit.apply(stream, decide, **facts),
            actor=actor,
            command=command,
            request=(stream, decide.__name__, facts),
        )

    def decide(
        self,
        agreement: AgreementId,
        deficiency: DeficiencyId,
        choice: Choice,
        *,
        actor: str,
        command: str | None = None,
        text: str | None = None,
        due_on: date | None = None,
        sanction: SanctionId | None = None,
    ) -> Receipt:
        """Record what a person chose to do about a deficiency; see `Unit.decide`."""
        return self.transact(
            lambda unit: unit.decide(
                agreement, deficiency, choice, text=text, due_on=due_on, sanction=sanction
            ),
            actor=actor,
            command=command,
            request=(agreement, deficiency, choice, text, due_on, sanction),
        )

    def lift(
        self,
        agreement: AgreementId,
        sanction: SanctionId,
        *,
        by: Authority,
        motivation: str,
        decided_on: date,
        effective_on: date | None = None,
        actor: str,
        command: str | None = None,
    ) -> Receipt:
        """Record that a person ends a sanction; see `Unit.lift`."""
        return self.transact(
            lambda unit: unit.lift(
                agreement,
                sanction,
                by=by,
                motivation=motivation,
                decided_on=decided_on,
                effective_on=effective_on,
            ),
            actor=actor,
            command=command,
            request=(agreement, sanction, by, motivation, decided_on, effective_on),
        )

    def transact(
        self,
        work: Callable[[Unit], object],
        *,
        actor: str,
        command: str | None = None,
        request: object = None,
    ) -> Receipt:
        """Carry out a unit of work over several streams: all of it is saved, or nothing.

        ``work`` must be pure but for the unit: it runs again when somebody else wrote to the
        same streams meanwhile. A command that has been carried out is not carried out again;
        ``request`` tells one command from another that comes with the same id.
        """
        if not actor.strip():
            raise InvalidValueError("nobody is named as the one who records", "give the actor")
        digest = _digest(request)
        for _ in range(ATTEMPTS):
            if command is not None and (earlier := self._earlier(command, digest)):
                return earlier
            id = command or self._ids()  # noqa: A001  its name in the domain
            at = self._clock().astimezone(UTC)
            day = civil_day(at)
            unit = Unit(self._load, self._find, day)
            work(unit)
            if not unit.pending and command is None:
                return Receipt(id, (), is_repeat=False)
            try:
                events = self._save(unit, Command(id, digest), _exact(at), day, nfc(actor))
            except IntegrityError:
                continue
            return Receipt(id, events, is_repeat=False, states=unit.states)
        raise ConcurrencyError(
            f"others wrote to the same streams {ATTEMPTS} times in a row", "try again"
        )

    # ── reading ──

    def assess(self, agreement: AgreementId, deficiency: DeficiencyId, *, on: date) -> Assessment:
        """What may, should and must be done about a deficiency on a day."""
        return Unit(self._load, self._find, on).assess(agreement, deficiency, on=on)

    def state(self, stream: StreamId) -> Any:
        """The state of one stream."""
        return self._load(stream)[0]

    def events(self, *, stream: StreamId | None = None, after: int = 0) -> Iterator[Recorded]:
        """The log in its order, or one stream's part of it, after a position."""
        if stream is not None:
            kind_of(stream)
            with _errors():
                rows = self._recorder.stream(stream)
            return self._decoded(row for row in rows if row[0] > after)
        with _errors():
            last = self._recorder.max_notification_id() or 0
        return self._between(after, last)

    def replay(self, *, on: date | None = None) -> dict[StreamId, State]:
        """The state of every stream, from the log alone; as recorded by the end of a day."""
        events = self.events()
        return fold(events if on is None else (e for e in events if e.entry.day <= on))

    # ── helpers ──

    def _load(self, stream: StreamId) -> tuple[State, int]:
        kind = kind_of(stream)
        state: Any = kind.initial
        with _errors():
            rows = self._recorder.stream(stream)
        for recorded in self._decoded(rows):
            state = kind.evolve(state, recorded.entry.event)
        return state, len(rows) - 1

    def _between(self, after: int, last: int) -> Iterator[Recorded]:
        return chain.from_iterable(map(self._decoded, self._pages(after, last)))

    def _pages(self, after: int, last: int) -> Iterator[list[Row]]:
        while True:
            with _errors():
                page = self._recorder.page(after, last)
            if not page:
                return
            yield page
            after = page[-1][0]

    def _decoded(self, rows: Iterable[Row]) -> Iterator[Recorded]:
        decoders = catalogue.DECODERS
        new = tuple.__new__  # a NamedTuple's own constructor takes twice as long, once per event
        for position, stream, version, name, stored in rows:
            try:
                entry = decoders[name](stored)
            except (KeyError, ValueError, msgspec.MsgspecError):
                entry = catalogue.decode(name, stored, position=position)
            yield new(Recorded, (position, stream, version, entry))

    def _find(self, prefix: str) -> list[StreamId]:
        with _errors():
            return [StreamId(stream) for stream in self._recorder.streams(prefix)]

    def _earlier(self, id: str, digest: bytes) -> Receipt | None:  # noqa: A002  its name in the domain
        with _errors():
            command = self._recorder.command(id)
        if command is None:
            return None
        events = self._between(command.after, command.after + command.events)
        if command.request != digest:
            raise CommandReusedError(
                f"the command {id!r} was used for something else", "give each command its own id"
            )
        return Receipt(id, tuple(events), is_repeat=True)

    def _save(
        self, unit: Unit, command: Command, at: datetime, day: date, actor: str
    ) -> tuple[Recorded, ...]:
        envelopes = [
            Envelope(stream, version, Entry(event, at, day, actor, command.id))
            for stream, version, event in unit.pending
        ]
        with _errors():
            saved = self.log.events.put(envelopes, command=command, read=unit.only_read)
        return tuple(
            Recorded(
                recording.notification.id,
                StreamId(envelope.originator_id),
                envelope.originator_version,
                envelope.entry,
            )
            for recording, envelope in zip(saved, envelopes, strict=True)
        )


@contextmanager
def _errors() -> Iterator[None]:
    """Tell what went wrong with the file; a conflict between writers is not that."""
    try:
        yield
    except IntegrityError:
        raise
    except PersistenceError as error:
        raise RegisterError(
            f"the register cannot be used: {error}",
            "check the disk, the permissions, and who else has the file open",
        ) from error


def _exact(at: datetime) -> datetime:
    """The same instant as a plain datetime: other packages' subclasses are not stored."""
    return datetime.combine(at.date(), at.timetz())


_encode_request = msgspec.json.Encoder(enc_hook=str, order="sorted").encode


def _digest(request: object) -> bytes:
    return hashlib.blake2b(_encode_request(request), digest_size=16).digest()
