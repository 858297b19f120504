"""Where projections have their tables: a SQLite file, or a schema of a PostgreSQL database."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from os import PathLike
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording.failures import FILE_FAULTS, explained
from avtalsuppfoljning.recording.opening import driver, is_server
from avtalsuppfoljning.recording.sqlite.tables import APPLICATION_ID
from avtalsuppfoljning.terms import check_id


class Reached(NamedTuple):
    """How far a projection has come."""

    position: int
    """Of the last event it has seen; 0 before the first."""
    leaf: bytes
    """The hash of that event: another register, or one put back in time, has another."""


class Place(Protocol):
    """Where the tables of projections are."""

    def prepare(self, name: str, tables: Sequence[str]) -> None:
        """Make the tables, unless the projection has been here before; all of it or nothing."""

    def reached(self, name: str) -> Reached:
        """How far a projection has come."""

    def transaction(self, name: str) -> AbstractContextManager[tuple[Any, Reached]]:
        """A cursor in a transaction, alone with the projection, and how far it has come."""

    def move(self, cursor: Any, name: str, reached: Reached) -> None:
        """Say how far it has come, in the same transaction."""

    def close(self) -> None:
        """Give back the connection."""


def place_of(place: str | PathLike[str]) -> Place:
    """The file or the schema, made if it is not there; never a register's own."""
    if is_server(place):
        with driver():
            from avtalsuppfoljning.recording.following.projected_postgres import Schema  # noqa: PLC0415
        return Schema(str(place))
    return _File(Path(place))


TABLE: Final = """CREATE TABLE IF NOT EXISTS avtal_projections (
    name TEXT PRIMARY KEY, position BIGINT NOT NULL, leaf {bytes} NOT NULL)"""
NEW: Final = "INSERT INTO avtal_projections VALUES ({0}, 0, {0})"
REACHED: Final = "SELECT position, leaf FROM avtal_projections WHERE name = {0}"
MOVE: Final = "UPDATE avtal_projections SET position = {0}, leaf = {0} WHERE name = {0}"


class _File:
    """A SQLite file, which only its owner may read: it tells what the register tells."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._told():
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            self._connection = sqlite3.connect(
                path, timeout=30, isolation_level=None, check_same_thread=False
            )
            (application,) = self._connection.execute("PRAGMA application_id").fetchone()
            if application == APPLICATION_ID:
                self._connection.close()
                raise is_register(path)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")

    def prepare(self, name: str, tables: Sequence[str]) -> None:
        """Make the tables, unless the projection has been here before."""
        check_id(name)
        with self._told(), self._begun() as cursor:
            cursor.execute(TABLE.format(bytes="BLOB"))
            if cursor.execute(REACHED.format("?"), (name,)).fetchone() is None:
                cursor.execute(NEW.format("?"), (name, b""))
                for statement in tables:
                    cursor.execute(statement)

    def reached(self, name: str) -> Reached:
        """How far a projection has come."""
        with self._told():
            return Reached(*self._connection.execute(REACHED.format("?"), (name,)).fetchone())

    @contextmanager
    def transaction(self, name: str) -> Iterator[tuple[Any, Reached]]:
        """A cursor in a transaction, alone with the projection, and how far it has come."""
        with self._begun() as cursor:
            with self._told():
                found = cursor.execute(REACHED.format("?"), (name,)).fetchone()
            yield cursor, Reached(*found)

    def move(self, cursor: Any, name: str, reached: Reached) -> None:
        """Say how far it has come, in the same transaction."""
        cursor.execute(MOVE.format("?"), (*reached, name))

    def close(self) -> None:
        """Give back the connection."""
        self._connection.close()

    @contextmanager
    def _begun(self) -> Iterator[sqlite3.Cursor]:
        cursor = self._connection.cursor()
        with self._told():
            cursor.execute("BEGIN IMMEDIATE")
        try:
            yield cursor
            with self._told():
                cursor.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                cursor.execute("ROLLBACK")
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, *FILE_FAULTS) as error:
            raise explained(error, self._path) from error


def is_register(place: object) -> RegisterError:
    """What refuses to put anything into a register but events."""
    return RegisterError(
        f"{place} is a register, which nothing else has its tables in",
        "give the projection a file or a schema of its own",
        code="is_register",
    )
