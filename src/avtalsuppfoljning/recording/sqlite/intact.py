"""Whether the file of a register has all its tables and triggers, as they were made."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording.failures import FILE_FAULTS, explained
from avtalsuppfoljning.recording.sqlite.tables import APPLICATION_ID, SCHEMA_VERSION, TABLES

_OURS: Final = frozenset({"events", "commands", "tree"})


def require_register(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database that is something else, or of a later release."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
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


def missing_parts(connection: sqlite3.Connection) -> list[str]:
    """What is not there of tables, triggers and indexes, or not as it was made, or not ours."""
    found, expected = _parts(connection), _expected()
    ours = connection.execute(
        "SELECT name, lower(tbl_name) FROM sqlite_master WHERE sql IS NOT NULL"
    )
    foreign = [name for name, table in ours if table in _OURS and name not in expected]
    return [name for name, sql in expected.items() if found.get(name) != sql] + foreign


@contextmanager
def reading(path: Path, *, timeout: float = 5) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing in the file; ``timeout`` is in seconds."""
    if not path.is_file():
        raise RegisterError(
            f"there is no file {path}", "check the path", code="missing", file=str(path)
        )
    try:
        # rw never makes a file, and reads one that is write-protected too
        uri = f"file:{quote(str(path.absolute()))}?mode=rw"
        with closing(_connected(uri, timeout)) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            yield connection
    except FILE_FAULTS as error:
        raise explained(error, path) from error


# ── helpers ──


def _connected(uri: str, timeout: float) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)


def _parts(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(
        connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        )
    )


@cache
def _expected() -> dict[str, str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in TABLES:
            connection.execute(statement)
        return _parts(connection)
