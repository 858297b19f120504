"""Reading a register: its events and states, who follows them, and whether it is to be trusted."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain
from os import PathLike
from typing import Any, Final

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.policy import Assessment
from avtalsuppfoljning.recorded import Recorded, State, fold, kind_of, misplaced
from avtalsuppfoljning.recording import catalogue, journal
from avtalsuppfoljning.recording.failures import explaining, retold
from avtalsuppfoljning.recording.following.follow import Following
from avtalsuppfoljning.recording.following.projecting import Projection, Projector
from avtalsuppfoljning.recording.integrity import signing
from avtalsuppfoljning.recording.integrity.notes import PrivateKey
from avtalsuppfoljning.recording.integrity.proving import (
    Continuation,
    Inclusion,
    differs,
    prove_continuation,
    prove_inclusion,
)
from avtalsuppfoljning.recording.integrity.sealing import Seal
from avtalsuppfoljning.recording.integrity.verifying import OF_CLOCKS, Verification, verify
from avtalsuppfoljning.recording.log import Log
from avtalsuppfoljning.recording.secrecy.ciphering import Cipher
from avtalsuppfoljning.recording.sources import Clock, Ids
from avtalsuppfoljning.recording.store import Row
from avtalsuppfoljning.recording.unit import Unit
from avtalsuppfoljning.terms import AgreementId, DeficiencyId, StreamId

UNNAMED: Final = "avtalsuppfoljning"
"""What a register is called in a seal that nobody signed."""


@contextmanager
def _of_rows() -> Iterator[None]:
    """A row of other kinds of values than were stored is told, and nothing is hashed of it."""
    try:
        yield
    except TypeError as error:
        raise RegisterError(
            "the register is damaged: a row has other kinds of values than were written",
            "verify it, keep a copy, and restore the latest backup",
            code="damaged",
        ) from error


class Reading:
    """What can be asked of a register, and changes nothing in it."""

    def __init__(self, log: Log, *, clock: Clock, ids: Ids) -> None:
        self.log = log
        self.store = log.store
        self._clock = clock
        self._ids = ids

    def assess(self, agreement: AgreementId, deficiency: DeficiencyId, *, on: date) -> Assessment:
        """What may, should and must be done about a deficiency on a day."""
        return Unit(self._load, self._find, on).assess(agreement, deficiency, on=on)

    def state(self, stream: StreamId) -> Any:
        """The state of one stream."""
        return self._load(stream)[0]

    def events(
        self,
        *,
        stream: StreamId | None = None,
        after: int = 0,
        names: Collection[str] = (),
        streams: str = "",
    ) -> Iterator[Recorded]:
        """The log in its order, or one stream's part of it, after a position.

        ``names`` gives only events with these stored names (``papekande-issued@1``), ``streams``
        only those of streams whose ids start so: ``agreement:solsidan/`` gives what is decided
        within an agreement, ``provider:`` all providers. What is left out is not decoded.
        """
        catalogue.require_known(names)
        if stream is not None:
            kind_of(stream)
            with explaining():
                rows = self.store.stream(stream)
            return self._decoded(
                row for row in rows if row[0] > after and (not names or row[3] in names)
            )
        with explaining():
            last = self.store.max_notification_id() or 0
        return self._between(after, last, names=names, streams=streams)

    def follow(
        self, *, after: int = 0, names: Collection[str] = (), streams: str = ""
    ) -> Following:
        """The log after a position, and then what is recorded from now on, as it comes.

        Every event once, in the order of the log, whoever records it. It ends when somebody
        calls `Following.stop`, from another thread or from a signal handler::

            with register.follow(after=position) as events:
                for recorded in events:
                    ...
        """
        catalogue.require_known(names)
        return Following(self.store, self._decoded, after=after, names=names, streams=streams)

    def project(self, projection: Projection, *, into: str | PathLike[str]) -> Projector:
        """What keeps the projection's tables in step with the log.

        ``into`` is where they are: the path of a file, or the address of a schema on a server;
        see `avtalsuppfoljning.recording.following.projecting`.
        """
        return Projector(self.store, self._decoded, projection, into)

    @journal.span("avtal.replay")
    def replay(self, *, on: date | None = None) -> dict[StreamId, State]:
        """The state of every stream, from the log alone; as recorded by the end of a day."""
        events = self.events()
        return fold(events if on is None else (e for e in events if e.entry.day <= on))

    # ── trusting ──

    @journal.span("avtal.verify")
    def verify(
        self,
        *,
        seals: Sequence[Seal] = (),
        signers: Sequence[signing.Signer] = (),
        is_deep: bool = True,
    ) -> Verification:
        """Compute all anew from the events, compare with what is stored, and tell every fault.

        ``seals`` are compared too, not who signed them; ``signers`` are the people whose
        decisions must be signed. Without ``is_deep`` no event is decoded, only hashed.
        """
        checkpoints = [seal.checkpoint for seal in seals]
        decode = self._checked if is_deep else None
        return verify(self.store, decode, seals=checkpoints, signers=signers)

    def seal(self, key: PrivateKey | None = None, *, since: Seal | None = None) -> Seal:
        """A signed checkpoint over all that is recorded; what is not sound is not sealed.

        It is of use where nobody who can write in the register can change it. With ``since``,
        only a register is sealed whose events and commands begin as that seal says.
        """
        found = self.verify(seals=[since] if since else ())
        wrong = next((fault for fault in found.faults if fault.code not in OF_CLOCKS), None)
        if wrong and wrong.code.startswith("sigill_"):
            raise differs()
        unread = next((fault.detail for fault in found.faults if fault.code == "olasbar"), "")
        if refused := retold(unread):
            raise refused
        if wrong:
            raise RegisterError(
                f"the register is not sound: {wrong.code} at position {wrong.position}",
                "verify it, and restore it from a backup",
                code="osund",
            )
        return Seal.of(found.checkpoint(key.name if key else UNNAMED), key)

    def prove(self, position: int, seal: Seal) -> Inclusion:
        """The receipt for one event, by a seal made after it."""
        with explaining(), _of_rows():
            return prove_inclusion(self.store, position, seal)

    def prove_continuation(self, earlier: Seal, later: Seal) -> Continuation:
        """The proof, for whoever keeps the earlier seal, that the register only grew."""
        with explaining(), _of_rows():
            return prove_continuation(self.store, earlier, later)

    # ── helpers ──

    def _load(self, stream: StreamId) -> tuple[State, int]:
        kind = kind_of(stream)
        state: Any = kind.initial
        with explaining():
            rows = self.store.stream(stream)
        for recorded in self._decoded(rows):
            try:
                state = kind.evolve(state, recorded.entry.event)
            except Exception as error:
                raise misplaced(recorded.position, stream) from error
        return state, len(rows) - 1

    def _between(
        self, after: int, last: int, *, names: Collection[str] = (), streams: str = ""
    ) -> Iterator[Recorded]:
        pages = self._pages(after, last, names, streams)
        return chain.from_iterable(map(self._decoded, pages))

    def _pages(
        self, after: int, last: int, names: Collection[str], streams: str
    ) -> Iterator[list[Row]]:
        while True:
            with explaining():
                page = self.store.page(after, last, names=names, prefix=streams)
            if not page:
                return
            yield page
            after = page[-1][0]

    def _decoded(self, rows: Iterable[Row]) -> Iterator[Recorded]:
        cipher = self.log.cipher
        if cipher.is_on:
            yield from self._unlocked(rows, cipher)
            return
        decoders = catalogue.DECODERS
        new = tuple.__new__  # a NamedTuple's own constructor takes twice as long, once per event
        for position, stream, version, name, stored in rows:
            try:
                entry = decoders[name](stored)
            except Exception:  # noqa: BLE001  whatever it was is told in our own words
                entry = cipher.decode(stream, version, name, stored, position=position)
            yield new(Recorded, (position, stream, version, entry))

    def _checked(self, rows: Iterable[Row]) -> Iterator[Recorded]:
        """The same, and every byte is as this library writes it."""
        cipher = self.log.cipher
        cipher.refresh()
        for position, stream, version, name, stored in rows:
            if type(stream) is not str:
                raise misplaced(position, stream)
            entry = cipher.decode(stream, version, name, stored, position=position, is_strict=True)
            yield Recorded(position, StreamId(stream), version, entry)

    @staticmethod
    def _unlocked(rows: Iterable[Row], cipher: Cipher) -> Iterator[Recorded]:
        """The same for a register under keys."""
        cipher.refresh()
        for position, stream, version, name, stored in rows:
            entry = cipher.decode(stream, version, name, stored, position=position)
            yield Recorded(position, StreamId(stream), version, entry)

    def _find(self, prefix: str) -> list[StreamId]:
        with explaining():
            return [StreamId(stream) for stream in self.store.streams(prefix)]
