"""The register: where a municipality's follow-up is recorded, and read back.

Open one, let it record what the streams' decisions decide, and ask it what happened::

    with Register.open(path) as register:
        register.record(provider_stream(id), provider.register, actor="anna", name=..., ...)
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from os import PathLike
from random import uniform
from time import sleep
from types import TracebackType
from typing import Any, Final, Self

import attrs
import msgspec
from eventsourcing.persistence import IntegrityError

from avtalsuppfoljning import custody
from avtalsuppfoljning.classification import nfc
from avtalsuppfoljning.errors import (
    CommandReusedError,
    ConcurrencyError,
    InvalidValueError,
)
from avtalsuppfoljning.policy import Authority, Choice
from avtalsuppfoljning.recorded import KEYS_STREAM, Entry, Recorded, State
from avtalsuppfoljning.recording import catalogue, journal, opening
from avtalsuppfoljning.recording.failures import explaining
from avtalsuppfoljning.recording.integrity import signing
from avtalsuppfoljning.recording.integrity.notes import PrivateKey
from avtalsuppfoljning.recording.log import Envelope, Log
from avtalsuppfoljning.recording.reading import Reading
from avtalsuppfoljning.recording.secrecy import gallring
from avtalsuppfoljning.recording.secrecy.gallring import Gallring
from avtalsuppfoljning.recording.secrecy.keys import KeyStore
from avtalsuppfoljning.recording.sources import Clock, Ids, civil_day, random_ids, system_clock
from avtalsuppfoljning.recording.store import Command
from avtalsuppfoljning.recording.unit import Decision, Unit
from avtalsuppfoljning.terms import AgreementId, DeficiencyId, SanctionId, StreamId

ATTEMPTS: Final = 20
"""How often a command is decided anew when others wrote to the same streams meanwhile."""
LONGEST_PAUSE: Final = 0.1
"""Seconds at most between two attempts; by chance, so that the same two do not meet again."""


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


class Register(Reading):
    """A municipality's register. Safe to share between threads and processes."""

    @classmethod
    def open(
        cls,
        place: str | PathLike[str],
        *,
        create: bool = True,
        clock: Clock = system_clock,
        ids: Ids = random_ids,
        synchronous: str = "FULL",
        lock_timeout: int = 30,
        keys: str | PathLike[str] | KeyStore | None = None,
    ) -> Self:
        """Open the register in a SQLite file, or in a schema of a PostgreSQL database.

        ``place`` is the path of the file, which only its owner may read, or an address such as
        ``postgresql://user@server/database?schema=avtal_karlstad``; the schema is ``avtal`` where
        none is named. ``synchronous="NORMAL"`` is faster and may lose the last commands when the
        power goes.
        ``lock_timeout`` is in seconds. With ``keys``, a key store or the path of its file, what is
        not open is locked from the first event on; without them it reads ``[krypterat]``.
        """
        if synchronous not in ("FULL", "NORMAL"):
            raise InvalidValueError(f"synchronous={synchronous!r} is unsafe", "use FULL or NORMAL")
        with explaining():
            factory = opening.factory(
                place, create=create, synchronous=synchronous, lock_timeout=lock_timeout
            )
            opened = cls(Log(factory), clock=clock, ids=ids)
        journal.tell(
            journal.REGISTER, logging.INFO, "a register is opened", register=opening.shown(place)
        )
        return opened._under(keys)

    def close(self) -> None:
        """Give back every connection."""
        self.log.close()
        if self.log.cipher.keys is not None:
            self.log.cipher.keys.close()

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
        key: PrivateKey | None = None,
    ) -> Receipt:
        """Record what a person chose to do about a deficiency; see `Unit.decide`."""
        return self.transact(
            lambda unit: unit.decide(
                agreement, deficiency, choice, text=text, due_on=due_on, sanction=sanction
            ),
            actor=actor,
            command=command,
            request=(agreement, deficiency, choice, text, due_on, sanction),
            key=key,
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
        key: PrivateKey | None = None,
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
            key=key,
        )

    @journal.span("avtal.record")
    def transact(
        self,
        work: Callable[[Unit], object],
        *,
        actor: str,
        command: str | None = None,
        request: object = None,
        key: PrivateKey | None = None,
    ) -> Receipt:
        """Carry out a unit of work over several streams: all of it is saved, or nothing.

        ``work`` must be pure but for the unit: it runs again when somebody else wrote to the
        same streams meanwhile. A command that has been carried out is not carried out again;
        ``request`` tells one command from another that comes with the same id. With ``key``, the
        actor's own, the decisions are signed.
        """
        if not actor.strip():
            raise InvalidValueError("nobody is named as the one who records", "give the actor")
        if key is not None and key.name != nfc(actor):
            raise InvalidValueError(
                f"the key is {key.name}'s, and {actor} records",
                "let each sign with a key of their own",
            )
        digest = _digest(request, self.log.cipher.pepper)
        for attempt in range(ATTEMPTS):
            if command is not None and (earlier := self._earlier(command, digest)):
                return earlier
            id = command or self._ids()  # noqa: A001  its name in the domain
            at = self._clock().astimezone(UTC)
            day = civil_day(at)
            unit = Unit(self._load, self._find, day)
            work(unit)
            if needed := catalogue.release_needed(event for _, _, event in unit.pending):
                unit.apply(KEYS_STREAM, custody.need_release, release=needed)
            if not unit.pending and command is None:
                return Receipt(id, (), is_repeat=False)
            try:
                events = self._save(unit, Command(id, digest), _exact(at), day, nfc(actor), key)
            except IntegrityError:
                sleep(uniform(0, min(LONGEST_PAUSE, 2**attempt / 1000)))  # noqa: S311  no secret
                continue
            journal.tell(
                journal.REGISTER,
                logging.DEBUG,
                "a command is recorded",
                events=len(events),
                attempts=attempt + 1,
            )
            return Receipt(id, events, is_repeat=False, states=unit.states)
        raise ConcurrencyError(
            f"others wrote to the same streams {ATTEMPTS} times in a row", "try again"
        )

    # ── keeping ──

    def gallra(
        self, stream: StreamId, *, dnr: str, decided_by: str, decided_on: date, actor: str
    ) -> Gallring:
        """Destroy for good what is not open in a stream so far, by a gallringsbeslut.

        The events stay, and what is open in them; the rest reads ``[gallrad]`` for ever after.
        """
        return gallring.gallra(
            self,
            self.log.cipher,
            stream,
            dnr=dnr,
            decided_by=decided_by,
            decided_on=decided_on,
            actor=actor,
        )

    def show_secrets(self, *, person: str, what: str, reason: str) -> None:
        """Record that somebody is about to be shown what is not open, and why."""
        gallring.show_secrets(self, person=person, what=what, reason=reason)

    def today(self) -> date:
        """The civil day of recording, by the register's own clock."""
        return civil_day(self._clock())

    # ── helpers ──

    def _under(self, keys: str | PathLike[str] | KeyStore | None) -> Self:
        try:
            self.log.cipher = gallring.put_under_keys(self, keys)
        except BaseException:
            self.close()
            raise
        return self

    def _earlier(self, id: str, digest: bytes) -> Receipt | None:  # noqa: A002  its name in the domain
        with explaining():
            command = self.store.command(id)
        if command is None:
            return None
        events = self._between(command.after, command.after + command.events)
        if command.request != digest:
            raise CommandReusedError(
                f"the command {id!r} was used for something else", "give each command its own id"
            )
        return Receipt(id, tuple(events), is_repeat=True)

    def _save(  # noqa: PLR0917  all that an entry tells
        self,
        unit: Unit,
        command: Command,
        at: datetime,
        day: date,
        actor: str,
        key: PrivateKey | None,
    ) -> tuple[Recorded, ...]:
        envelopes = [
            Envelope(
                stream,
                version,
                Entry(event, at, day, actor, command.id),
                key if key and signing.is_decision(event) else None,
            )
            for stream, version, event in unit.pending
        ]
        with explaining():
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


def _exact(at: datetime) -> datetime:
    """The same instant as a plain datetime: other packages' subclasses are not stored."""
    return datetime.combine(at.date(), at.timetz())


_encode_request = msgspec.json.Encoder(enc_hook=str, order="sorted").encode


def _digest(request: object, pepper: bytes) -> bytes:
    return hashlib.blake2b(_encode_request(request), digest_size=16, key=pepper).digest()
