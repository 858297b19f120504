"""One register in one SQLite file: an append-only table with positions of our own.

Built on the recorder of `eventsourcing`. What differs from the stock one, and why:
positions are explicit and have no gaps, because SQLite reuses rowids after a delete; rows come
back bare, because reading is what a replay does most.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from eventsourcing.persistence import (
    IntegrityError,
    OperationalError,
    StoredEvent,
)
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteFactory,
)
from eventsourcing.utils import Environment

from avtalsuppfoljning.errors import InvalidValueError, RegisterError
from avtalsuppfoljning.recording.failures import FILE_FAULTS
from avtalsuppfoljning.recording.integrity import tree
from avtalsuppfoljning.recording.sqlite import intact
from avtalsuppfoljning.recording.sqlite.file import Datastore, needs_tables
from avtalsuppfoljning.recording.sqlite.tables import TABLES
from avtalsuppfoljning.recording.store import (
    PAGE,
    Command,
    CommandRow,
    Pages,
    Row,
    batched,
    not_empty,
    not_in_order,
)

WATCHED_EVERY: Final = 0.02
"""Seconds between two looks at whether somebody has written to the file."""


class _Watch:
    """Asks the file whether it has changed, again and again."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._seen = self._version()

    def wait(self, seconds: float) -> bool:
        """Wait until another connection has written to the file, or so long."""
        until = monotonic() + seconds
        while (version := self._version()) == self._seen:
            if (left := until - monotonic()) <= 0:
                return False
            sleep(min(WATCHED_EVERY, left))
        self._seen = version
        return True

    def _version(self) -> int:
        try:
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        except FILE_FAULTS as error:
            raise OperationalError(error) from error
        return int(version)


class EventRecorder(Pages, SQLiteApplicationRecorder):
    """Appends events and remembers commands, in one transaction."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore, events_table_name="events")
        self.select_max_notification_id_statement = "SELECT MAX(position) FROM events"

    def construct_create_table_statements(self) -> list[str]:
        """Our tables and triggers."""
        return list(TABLES)

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        command: Command | None = None,
        read: Mapping[str, int] | None = None,
        **_: Any,
    ) -> Sequence[int]:
        """Append, unless a stream that was only read has moved on since."""
        execute = c.sqlite_cursor.execute
        for stream, version in (read or {}).items():
            (current,) = execute(_VERSION, (stream,)).fetchone()
            if current != version:
                raise IntegrityError(f"{stream} has moved on")
        after, trunk = _trunk(*execute(_TRUNK).fetchone())
        rows = [
            (position, str(s.originator_id), s.originator_version, s.topic, s.state)
            for position, s in enumerate(stored_events, start=after + 1)
        ]
        commands = []
        if command is not None:
            number = trunk.commands.size + 1
            commands = [(number, command.id, command.request, after, len(rows))]
            execute("INSERT INTO commands VALUES (?,?,?,?,?)", commands[0])
        c.sqlite_cursor.executemany("INSERT INTO events VALUES (?,?,?,?,?)", rows)
        grown = trunk.grow(
            [tree.leaf(*row) for row in rows], [tree.command_leaf(*row) for row in commands]
        )
        execute("UPDATE tree SET trunk = ?", (bytes(grown),))
        return range(after + 1, after + 1 + len(stored_events))

    def command(self, id: str) -> Command | None:  # noqa: A002  its name in the domain
        """The command with this id, if it has been carried out."""
        rows = self._rows(
            "SELECT command, request, after, events FROM commands WHERE command=?", id
        )
        return Command(*rows[0]) if rows else None

    def stream(self, stream: str, *, upto: int = -1) -> list[Row]:
        """The rows of one stream, in order; ``upto`` cuts at a position."""
        sql = f"SELECT {_COLUMNS} FROM events WHERE stream = ?"  # noqa: S608  constants only
        if upto >= 0:
            return self._rows(f"{sql} AND position <= ? ORDER BY version", stream, upto)
        return self._rows(f"{sql} ORDER BY version", stream)

    def streams(self, prefix: str) -> list[str]:
        """The ids of the streams that start with these letters, in order."""
        rows = self._rows(
            "SELECT DISTINCT stream FROM events WHERE stream >= ? AND stream < ? ORDER BY stream",
            prefix,
            prefix + "\x7f",
        )
        return [stream for (stream,) in rows]

    def _page(
        self, after: int, upto: int, limit: int, *, names: Collection[str], prefix: str
    ) -> list[Row]:
        only = f" AND name IN ({','.join('?' * len(names))})" if names else ""
        if prefix:
            only += " AND stream >= ? AND stream < ?"
        return self._rows(
            f"SELECT {_COLUMNS} FROM events WHERE position > ? AND position <= ?{only} "  # noqa: S608  constants and marks
            "ORDER BY position LIMIT ?",
            after,
            upto,
            *names,
            *((prefix, prefix + "\x7f") if prefix else ()),
            limit,
        )

    def commands(self, after: int) -> list[CommandRow]:
        """At most a page of the commands that are remembered, after a number, in their order."""
        return self._rows(
            "SELECT number, command, request, after, events FROM commands WHERE number > ? "
            "ORDER BY number LIMIT ?",
            after,
            PAGE,
        )

    def trunk(self) -> bytes:
        """The trees over the log as they are stored."""
        rows = self._rows("SELECT trunk FROM tree")
        return rows[0][0] if rows and isinstance(rows[0][0], bytes) else b""

    def altered(self, *, is_deep: bool) -> list[str]:
        """What of the file is not as it was made: tables, triggers, and damaged pages."""
        checked = self._rows("PRAGMA integrity_check(3)") if is_deep else []
        faults = [_on_one_line(text) for (text,) in checked if text != "ok"]
        with self.datastore.get_connection(commit=False) as connection:
            try:
                return intact.missing_parts(connection._sqlite_conn) + faults  # noqa: SLF001
            except FILE_FAULTS as error:
                raise OperationalError(error) from error

    def fill(self, rows: Iterable[Row], commands: Iterable[CommandRow]) -> None:
        """Put a whole log into an empty register, where each row has its place already."""
        with self.datastore.transaction(commit=True) as cursor:
            execute, many = cursor.sqlite_cursor.execute, cursor.sqlite_cursor.executemany
            after, trunk = _trunk(*execute(_TRUNK).fetchone())
            if after or trunk.commands.size:
                raise not_empty()
            try:
                for batch in batched(rows):
                    many("INSERT INTO events VALUES (?,?,?,?,?)", batch)
                    trunk = trunk.grow([tree.leaf(*row) for row in batch], [])
                for told in batched(commands):
                    many("INSERT INTO commands VALUES (?,?,?,?,?)", told)
                    trunk = trunk.grow([], [tree.command_leaf(*row) for row in told])
                execute("UPDATE tree SET trunk = ?", (bytes(trunk),))
            except sqlite3.IntegrityError as error:
                raise not_in_order() from error

    def settings(self) -> tuple[str, str]:
        """How the file is written, and how surely it is put on the disk."""
        ((journal_mode,),) = self._rows("PRAGMA journal_mode")
        ((synchronous,),) = self._rows("PRAGMA synchronous")
        return str(journal_mode), ("off", "normal", "full", "extra")[synchronous]

    @contextmanager
    def watch(self) -> Iterator["_Watch"]:
        """Watch the file for what others append, until the context is left."""
        with self.datastore.get_connection(commit=False) as connection:
            yield _Watch(connection._sqlite_conn)  # noqa: SLF001

    def _rows(self, sql: str, *parameters: object) -> list[Any]:
        with self.datastore.get_connection(commit=False) as connection:
            try:
                return connection._sqlite_conn.execute(sql, parameters).fetchall()  # noqa: SLF001
            except FILE_FAULTS as error:
                raise OperationalError(error) from error


def _on_one_line(told: str) -> str:
    """What SQLite says of damaged pages, without the heading it puts above them."""
    return "; ".join(line for line in told.splitlines() if not line.startswith("***"))


_COLUMNS = "position, stream, version, name, entry"
_VERSION = "SELECT ifnull(MAX(version), -1) FROM events WHERE stream = ?"
_TRUNK = """SELECT (SELECT ifnull(MAX(position), 0) FROM events),
    (SELECT ifnull(MAX(number), 0) FROM commands), (SELECT trunk FROM tree)"""


def _trunk(events: int, commands: int, stored: bytes | None) -> tuple[int, tree.Trunk]:
    """The trees that are about to grow: nothing is added to a log that differs from its tree."""
    try:
        trunk = tree.Trunk.of(stored or b"")
    except (InvalidValueError, TypeError) as error:
        raise _torn(f"{events} events and no tree that can be read") from error
    if (events, commands) != (trunk.events.size, trunk.commands.size):
        raise _torn(f"{events} events, and a tree over {trunk.events.size}")
    return events, trunk


def _torn(found: str) -> RegisterError:
    return RegisterError(
        f"nothing can be added to the register: it has {found}",
        "verify it; if it has been tampered with, restore it from a backup",
        code="torn",
    )


class Factory(SQLiteFactory):
    """Makes the recorder for one file. Everything comes from the arguments."""

    def __init__(self, path: Path, *, lock_timeout: int, synchronous: str) -> None:
        super(SQLiteFactory, self).__init__(Environment("avtalsuppfoljning", {}))
        self.datastore = Datastore(path, lock_timeout=lock_timeout, synchronous=synchronous)

    def application_recorder(self) -> EventRecorder:
        """The recorder, with its tables made."""
        recorder = EventRecorder(self.datastore)
        if needs_tables(recorder.datastore):
            recorder.create_table()
        return recorder
