"""The file that a register lies in: opening it, and the connections to it.

A connection writes ahead and puts every commit on the disk before it is answered; a write begins
IMMEDIATE, because a transaction that reads first cannot always be upgraded. None of the settings
comes from the environment.
"""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Final

from eventsourcing.persistence import InterfaceError, OperationalError
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording import journal
from avtalsuppfoljning.recording.failures import FILE_FAULTS, PRIMARY, explained
from avtalsuppfoljning.recording.sqlite.engine import has_wal_fault
from avtalsuppfoljning.recording.sqlite.tables import APPLICATION_ID, SCHEMA_VERSION
from avtalsuppfoljning.recording.upkeep.placing import BESIDE

STATEMENTS_CACHED: Final = 128
PATIENCE: Final = 5
"""Seconds to wait for somebody who shuts out readers, before it is known what the file is."""


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
        except FILE_FAULTS as error:
            raise OperationalError(error) from error
        return cursor

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        try:
            super().__exit__(exc_type, exc_val, exc_tb)
        except BaseException:
            self.connection.rollback()  # where the commit failed; elsewhere there is nothing left
            raise


class _Pool(SQLiteConnectionPool):
    """Connections with our settings, none of them from the environment."""

    synchronous = "FULL"

    @staticmethod
    def detect_memory_mode(db_name: str) -> bool:  # noqa: ARG004  a register is always a file
        return False

    def _create_connection(self) -> SQLiteConnection:
        connection = None
        try:
            connection = sqlite3.connect(
                self.db_name,
                timeout=self.lock_timeout or 0,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=STATEMENTS_CACHED,
            )
            _write_ahead(connection)
            connection.execute(f"PRAGMA synchronous = {self.synchronous}")
            connection.execute("PRAGMA trusted_schema = OFF")
        except FILE_FAULTS as error:
            if connection is not None:
                connection.close()
            raise InterfaceError(error) from error
        return _Connection(sqlite_conn=connection, max_age=self.max_age)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Of a file that may not be written, such as a backup that is kept, reading is all there is."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & PRIMARY != sqlite3.SQLITE_READONLY:
            raise


class Datastore(SQLiteDatastore):
    """The connections to one file, as long as it is the one that was opened."""

    def __init__(self, path: Path, *, lock_timeout: int, synchronous: str) -> None:
        self.pool = _Pool(db_name=str(path), lock_timeout=lock_timeout)
        self.pool.synchronous = synchronous
        self.single_row_tracking = True
        self.originator_id_type = "text"
        self._path = str(path)
        self._file = _identity(self._path)
        self._journal = f"{path}-wal"

    @contextmanager
    def get_connection(self, *, commit: bool) -> Iterator[SQLiteConnection]:
        """A connection to the file that was opened, and to no other that has taken its name.

        SQLite goes on writing to a file that has been removed, where nobody finds it again.
        """
        with super().get_connection(commit=commit) as connection:
            self._require_same_file()
            yield connection
            if commit:
                self._require_same_file()
                if _identity(self._journal) is None:  # it is there as long as a connection is open
                    raise RegisterError(
                        f"{self._journal} has been removed while it was in use",
                        "close the register, and verify what is left of it",
                        code="replaced",
                        file=self._journal,
                    )

    def _require_same_file(self) -> None:
        if _identity(self._path) != self._file:
            raise RegisterError(
                f"{self._path} has been removed or replaced while it was open",
                "close the register, put the right file back, and open it again",
                code="replaced",
                file=self._path,
            )


def needs_tables(datastore: SQLiteDatastore) -> bool:
    """Whether the file is new, or of an earlier schema.

    What has been taken away from a finished register is not put back in silence, and a reader
    does not wait for a writer.
    """
    with datastore.get_connection(commit=False) as connection:
        try:
            execute = connection._sqlite_conn.execute  # noqa: SLF001
            (application,) = execute("PRAGMA application_id").fetchone()
            (schema,) = execute("PRAGMA user_version").fetchone()
        except FILE_FAULTS as error:
            raise OperationalError(error) from error
    return bool(application != APPLICATION_ID or schema < SCHEMA_VERSION)


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116  as fast as it can be: it is done in every transaction
    except OSError:
        return None
    return found.st_dev, found.st_ino


def prepare(path: Path, *, create: bool) -> None:
    """Make sure that the file is a register, or a new file that only its owner may read."""
    try:
        if create:
            _require_no_journal_alone(path)
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        if not path.is_file():
            raise RegisterError(
                f"there is no register at {path}",
                "create it, or check the path",
                code="missing",
                file=str(path),
            )
        with closing(sqlite3.connect(path, timeout=PATIENCE)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except FILE_FAULTS as error:
        raise explained(error, path) from error
    except OSError as error:
        raise RegisterError(
            f"{path} cannot be opened as a register: {error}",
            "check the path and its permissions",
            code="cannot_open",
            file=str(path),
        ) from error
    if application != APPLICATION_ID and (tables or not create):
        raise RegisterError(
            f"{path} is not a register", "check the path", code="no_register", file=str(path)
        )
    if schema > SCHEMA_VERSION:
        raise RegisterError(
            f"{path} has schema version {schema}; this release knows {SCHEMA_VERSION}",
            "open it with the release that made it, or a later one",
            code="later_release",
            file=str(path),
        )
    _warn_of_the_library()


def _require_no_journal_alone(path: Path) -> None:
    """Refuse to make a file where only a journal is left: SQLite would throw it away.

    The journal is looked for first: who makes the file at this moment makes its journal later.
    """
    left = next((f for end in BESIDE if os.path.lexists(f := f"{path}{end}")), None)
    if left is not None and not os.path.lexists(path):
        raise RegisterError(
            f"{path} is gone, and {left} is left of it",
            "put the file back beside it, or move what is left",
            code="exists",
            file=left,
        )


@cache
def _warn_of_the_library() -> None:
    """Once in a process."""
    if has_wal_fault():
        journal.tell(
            journal.REGISTER,
            logging.WARNING,
            "this SQLite may damage a file when two connections write at once; use 3.51.3 or later",
            sqlite=sqlite3.sqlite_version,
        )
