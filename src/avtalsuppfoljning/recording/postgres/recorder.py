"""One register in one schema of a PostgreSQL database: the same table as on file.

Built on the recorder of `eventsourcing`. What differs from the stock one, and why: positions are
explicit and have no gaps, where a sequence skips; an event is appended in one round trip, whose
update of the tree is the lock that makes the order of positions the order of commits; the tables
are made by an explicit migration, because making them wherever they are missing fails when many
start at once; and no functions of the stock recorder's are used, because with them a reader
skips events.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple

import psycopg
from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.postgres import BasePostgresFactory, PostgresFactory
from eventsourcing.utils import Environment

from avtalsuppfoljning.errors import InvalidValueError, RegisterError
from avtalsuppfoljning.recording.integrity import tree
from avtalsuppfoljning.recording.postgres.connections import Address, Connection
from avtalsuppfoljning.recording.postgres.migrating import LostConnectionError
from avtalsuppfoljning.recording.postgres.reading import Datastore, Reader
from avtalsuppfoljning.recording.store import (
    Command,
    CommandRow,
    Row,
    batched,
    not_empty,
    not_in_order,
)

_APPEND: Final = """
WITH head AS (
    UPDATE {schema}.tree SET trunk = %(grown)s
    WHERE trunk = %(trunk)s AND NOT EXISTS (
        SELECT FROM unnest(%(read)s::text[], %(at)s::bigint[]) AS seen (stream, version)
        WHERE seen.version <> (
            SELECT coalesce(max(kept.version), -1) FROM {schema}.events AS kept
            WHERE kept.stream = seen.stream))
    RETURNING one
), command AS (
    INSERT INTO {schema}.commands
    SELECT told.* FROM head, unnest(
        %(numbers)s::bigint[], %(commands)s::text[], %(requests)s::bytea[], %(afters)s::bigint[],
        %(counts)s::bigint[]) AS told
), event AS (
    INSERT INTO {schema}.events
    SELECT new.* FROM head, unnest(
        %(positions)s::bigint[], %(streams)s::text[], %(versions)s::bigint[], %(names)s::text[],
        %(entries)s::bytea[]) AS new
)
SELECT pg_notify(%(channel)s, '') FROM head"""
"""Nothing happens when the trees are not those that the positions were counted from.

Whoever else appends waits at the update, and then finds other trees; so all that this statement
sees is the log that the trees cover.
"""


class EventRecorder(Reader):
    """Appends events and remembers commands, in one transaction."""

    def __init__(self, datastore: Datastore) -> None:
        super().__init__(datastore)
        self._append_sql = self._sql(_APPEND)
        self._in_turn_sql = f"BEGIN; {self._trunk_sql} FOR UPDATE"
        self._trunk: tree.Trunk | None = None
        self._is_alone = True
        """Whether the log was as we had left it when we last appended."""

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        command: Command | None = None,
        read: Mapping[str, int] | None = None,
        **_: Any,
    ) -> Sequence[int]:
        """Append, unless a stream that was written or only read has moved on since.

        As long as nobody else appends, we know the trees from the last time, and one round trip
        is enough. Otherwise we wait for our turn first.
        """
        seen = dict(read or {})
        for event in stored_events:
            seen.setdefault(str(event.originator_id), event.originator_version - 1)
        request = _Request(stored_events, command, seen)
        trunk, is_lost = self._trunk, False
        if trunk is not None and self._is_alone:
            known = trunk  # for the type checker
            try:
                done = self._once(lambda connection: self._append(connection, known, request))
            except LostConnectionError:
                is_lost = True
            else:
                if done is not None:
                    return done
        if not is_lost:
            try:
                return self._once(lambda connection: self._append_in_turn(connection, request))
            except LostConnectionError:
                pass
        return self._once(lambda connection: self._append_in_turn(connection, request, again=True))

    def _append_in_turn(
        self, connection: Connection, request: "_Request", *, again: bool = False
    ) -> range:
        """Wait until nobody else appends, and append to what they left.

        ``again`` when the connection was lost the first time: then it may have been done.
        """
        known = self._trunk
        begun = connection.execute(self._in_turn_sql)
        try:
            begun.nextset()
            trunk = _trunk(begun.fetchone())
            if again and (done := self._done(connection, request)) is not None:
                connection.execute("COMMIT")
                return done
            positions = self._append(connection, trunk, request)
            connection.execute("ROLLBACK" if positions is None else "COMMIT")
        except BaseException:
            with suppress(psycopg.Error):  # what went wrong first is what is told
                connection.rollback()
            raise
        if positions is None:
            raise IntegrityError("the streams have moved on")
        self._is_alone = known is None or known == trunk
        return positions

    def _append(
        self, connection: Connection, trunk: tree.Trunk, request: "_Request"
    ) -> range | None:
        """Append after these trees; None when they are others, or a stream has moved on."""
        after = trunk.events.size
        rows = [
            (position, str(s.originator_id), s.originator_version, s.topic, s.state)
            for position, s in enumerate(request.events, start=after + 1)
        ]
        commands: list[CommandRow] = []
        if (command := request.command) is not None:
            number = trunk.commands.size + 1
            commands.append((number, command.id, command.request, after, len(rows)))
        grown = trunk.grow(
            [tree.leaf(*row) for row in rows], [tree.command_leaf(*row) for row in commands]
        )
        columns = (*_columns(rows, 5), *_columns(commands, 5))
        parameters = dict(zip(_PARAMETERS, columns, strict=True)) | {
            "grown": bytes(grown),
            "trunk": bytes(trunk),
            "read": list(request.seen),
            "at": list(request.seen.values()),
            "channel": self.channel_name,
        }
        if connection.execute(self._append_sql, parameters, prepare=True).fetchone() is None:
            return None
        self._trunk = grown
        return range(after + 1, after + 1 + len(rows))

    def _done(self, connection: Connection, request: "_Request") -> range | None:
        """The positions of what was asked for, if it was done although nobody told us."""
        if request.command is None:
            return None
        found = connection.execute(self._command_sql, (request.command.id,)).fetchone()
        if found is None:
            return None
        _, _, after, count = found
        rows = connection.execute(
            self._page_sql, (after, after + count, count), binary=True
        ).fetchall()
        ours = [(s.originator_id, s.originator_version, s.topic, s.state) for s in request.events]
        if [row[1:] for row in rows] != ours:
            raise IntegrityError("the command has been carried out by somebody else")
        return range(after + 1, after + 1 + count)

    def fill(self, rows: Iterable[Row], commands: Iterable[CommandRow]) -> None:
        """Put a whole log into an empty register, where each row has its place already."""

        def put(connection: Connection) -> None:
            with connection.transaction(), connection.cursor() as cursor:
                trunk = _trunk(cursor.execute(f"{self._trunk_sql} FOR UPDATE").fetchone())
                if trunk != tree.Trunk():
                    raise not_empty()
                with cursor.copy(self._sql("COPY {schema}.events FROM STDIN")) as copy:
                    for batch in batched(rows):
                        for row in batch:
                            copy.write_row(row)
                        trunk = trunk.grow([tree.leaf(*row) for row in batch], [])
                with cursor.copy(self._sql("COPY {schema}.commands FROM STDIN")) as copy:
                    for told in batched(commands):
                        for each in told:
                            copy.write_row(each)
                        trunk = trunk.grow([], [tree.command_leaf(*each) for each in told])
                cursor.execute(self._sql("UPDATE {schema}.tree SET trunk = %s"), (bytes(trunk),))

        def put_in_order(connection: Connection) -> None:
            try:
                put(connection)
            except psycopg.IntegrityError as error:
                raise not_in_order() from error

        self._once(put_in_order)


class _Request(NamedTuple):
    """What is to be appended, and the versions of the streams that it was decided on."""

    events: Sequence[StoredEvent]
    command: Command | None
    seen: Mapping[str, int]


_PARAMETERS: Final = (
    *("positions", "streams", "versions", "names", "entries"),
    *("numbers", "commands", "requests", "afters", "counts"),
)


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [[row[number] for row in rows] for number in range(width)]


def _trunk(found: tuple[bytes] | None) -> tree.Trunk:
    try:
        return tree.Trunk.of(found[0] if found else b"")
    except InvalidValueError as error:
        raise RegisterError(
            "nothing can be added to the register: its tree cannot be read",
            "verify it; if it has been tampered with, restore it from a backup",
            code="torn",
        ) from error


class Factory(PostgresFactory):
    """Makes the recorder for one schema. Everything comes from the arguments."""

    def __init__(self, address: Address) -> None:
        super(BasePostgresFactory, self).__init__(Environment("avtalsuppfoljning", {}))
        self.datastore = Datastore(address)

    def application_recorder(self) -> EventRecorder:
        """The recorder; its tables have been made."""
        assert isinstance(self.datastore, Datastore)
        return EventRecorder(self.datastore)
