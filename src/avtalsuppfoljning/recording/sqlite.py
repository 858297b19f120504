"""One register in one SQLite file: an append-only table with positions of our own.

Built on the recorder of `eventsourcing`. What differs from the stock one, and why:
positions are explicit and have no gaps, because SQLite reuses rowids after a delete; a write
begins IMMEDIATE, because a transaction that reads first cannot always be upgraded; rows come back
bare, because reading is what a replay does most.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import attrs
from eventsourcing.persistence import (
    IntegrityError,
    InterfaceError,
    Notification,
    OperationalError,
    StoredEvent,
)
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteFactory,
    SQLiteTransaction,
)
from eventsourcing.utils import Environment

from avtalsuppfoljning.errors import RegisterError

APPLICATION_ID: Final = 0x41565446
"""Stands in the header of the file and tells that it is a register ("AVTF")."""
SCHEMA_VERSION: Final = 1
STATEMENTS_CACHED: Final = 128
PAGE: Final = 256
"""Rows read at a time in a replay: few enough to stay in the processor's cache."""

Row = tuple[int, str, int, str, bytes]
"""Position, stream, version, stored name, bytes."""

_TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS events (
        position INTEGER PRIMARY KEY,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        name TEXT NOT NULL,
        entry BLOB NOT NULL,
        UNIQUE (stream, version))""",
    """CREATE TABLE IF NOT EXISTS commands (
        command TEXT PRIMARY KEY,
        request BLOB NOT NULL,
        after INTEGER NOT NULL,
        events INTEGER NOT NULL) WITHOUT ROWID""",
    *(
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END"
        for table in ("events", "commands")
        for verb in ("update", "delete")
    ),
    """CREATE TRIGGER IF NOT EXISTS events_no_gap BEFORE INSERT ON events
        WHEN NEW.position IS NOT (SELECT ifnull(max(position), 0) + 1 FROM events)
          OR NEW.version IS NOT
            (SELECT ifnull(max(version), -1) + 1 FROM events WHERE stream = NEW.stream)
        BEGIN SELECT RAISE(ABORT, 'positions and versions have no gaps'); END""",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)


@attrs.frozen
class Command:
    """A command as it is remembered: its id, what it asked for, and what it led to."""

    id: str
    request: bytes
    """A digest of what was asked for, so that the id cannot come back with something else."""
    after: int = 0
    """The last position before its events."""
    events: int = 0


class _Connection(SQLiteConnection):
    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        with _Transaction(self, commit=commit) as cursor, cursor:
            yield cursor


class _Transaction(SQLiteTransaction):
    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        except sqlite3.Error as error:
            raise OperationalError(error) from error
        return cursor


class _Pool(SQLiteConnectionPool):
    """Connections with our settings, none of them from the environment."""

    synchronous = "FULL"

    @staticmethod
    def detect_memory_mode(db_name: str) -> bool:  # noqa: ARG004  a register is always a file
        return False

    def _create_connection(self) -> SQLiteConnection:
        try:
            connection = sqlite3.connect(
                self.db_name,
                timeout=self.lock_timeout or 0,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=STATEMENTS_CACHED,
            )
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {self.synchronous}")
            connection.execute("PRAGMA trusted_schema = OFF")
        except sqlite3.Error as error:
            raise InterfaceError(error) from error
        return _Connection(sqlite_conn=connection, max_age=self.max_age)


class _Datastore(SQLiteDatastore):
    def __init__(self, path: Path, *, lock_timeout: int, synchronous: str) -> None:
        self.pool = _Pool(db_name=str(path), lock_timeout=lock_timeout)
        self.pool.synchronous = synchronous
        self.single_row_tracking = True
        self.originator_id_type = "text"


class EventRecorder(SQLiteApplicationRecorder):
    """Appends events and remembers commands, in one transaction."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore, events_table_name="events")
        self.select_max_notification_id_statement = "SELECT MAX(position) FROM events"

    def construct_create_table_statements(self) -> list[str]:
        """Our tables and triggers."""
        return list(_TABLES)

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
        (after,) = execute("SELECT ifnull(MAX(position), 0) FROM events").fetchone()
        if command is not None:
            execute(
                "INSERT INTO commands VALUES (?,?,?,?)",
                (command.id, command.request, after, len(stored_events)),
            )
        c.sqlite_cursor.executemany(
            "INSERT INTO events VALUES (?,?,?,?,?)",
            [
                (position, s.originator_id, s.originator_version, s.topic, s.state)
                for position, s in enumerate(stored_events, start=after + 1)
            ],
        )
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

    def page(self, after: int, upto: int) -> list[Row]:
        """At most a page of rows after a position, in the order of the log."""
        return self._rows(
            f"SELECT {_COLUMNS} FROM events WHERE position > ? AND position <= ? "  # noqa: S608  constants only
            "ORDER BY position LIMIT ?",
            after,
            upto,
            PAGE,
        )

    def _rows(self, sql: str, *parameters: object) -> list[Any]:
        with self.datastore.get_connection(commit=False) as connection:
            try:
                return connection._sqlite_conn.execute(sql, parameters).fetchall()  # noqa: SLF001
            except sqlite3.Error as error:
                raise OperationalError(error) from error

    # ── what the stock recorder offers, over our table ──

    def select_events(
        self,
        originator_id: object,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[StoredEvent]:
        """One stream's rows, as the stock event store wants them."""
        rows = [
            row
            for row in self.stream(str(originator_id))
            if (gt is None or row[2] > gt) and (lte is None or row[2] <= lte)
        ]
        ordered = rows[::-1] if desc else rows
        return [StoredEvent(*row[1:]) for row in ordered[:limit]]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[Notification]:
        """The log's rows, as the stock notification log wants them."""
        after = (start or 0) - (1 if inclusive_of_start and start else 0)
        names = f" AND name IN ({','.join('?' * len(topics))})" if topics else ""
        rows = self._rows(
            f"SELECT {_COLUMNS} FROM events WHERE position > ? AND position <= ?{names} "  # noqa: S608  constants and marks
            "ORDER BY position LIMIT ?",
            after,
            stop if stop is not None else _LAST,
            *topics,
            limit,
        )
        return [
            Notification(
                id=position,
                originator_id=stream,
                originator_version=version,
                topic=name,
                state=entry,
            )
            for position, stream, version, name, entry in rows
        ]


_COLUMNS = "position, stream, version, name, entry"
_VERSION = "SELECT ifnull(MAX(version), -1) FROM events WHERE stream = ?"
_LAST = 2**63 - 1


class Factory(SQLiteFactory):
    """Makes the recorder for one file. Everything comes from the arguments."""

    def __init__(self, path: Path, *, lock_timeout: int, synchronous: str) -> None:
        super(SQLiteFactory, self).__init__(Environment("avtalsuppfoljning", {}))
        self.datastore = _Datastore(path, lock_timeout=lock_timeout, synchronous=synchronous)

    def application_recorder(self) -> EventRecorder:
        """The recorder, with its tables made."""
        recorder = EventRecorder(self.datastore)
        recorder.create_table()
        return recorder


def prepare(path: Path, *, create: bool) -> None:
    """Make sure that the file is a register, or a new file that only its owner may read."""
    try:
        if create:
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        if not path.is_file():
            raise RegisterError(f"there is no register at {path}", "create it, or check the path")
        with closing(sqlite3.connect(path)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (OSError, sqlite3.Error) as error:
        raise RegisterError(
            f"{path} cannot be opened as a register: {error}", "check the path and its permissions"
        ) from error
    if application != APPLICATION_ID and (tables or not create):
        raise RegisterError(f"{path} is not a register", "check the path")
    if schema > SCHEMA_VERSION:
        raise RegisterError(
            f"{path} has schema version {schema}; this release knows {SCHEMA_VERSION}",
            "open it with the release that made it, or a later one",
        )
