"""What went wrong with the file or the server, said so that somebody can do something about it."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from eventsourcing.persistence import IntegrityError, PersistenceError

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording import journal

PRIMARY: Final = 0xFF
"""The part of SQLite's error codes that tells the kind of fault; the rest are details."""

FILE_FAULTS: Final = (sqlite3.Error, UnicodeDecodeError)
"""What the standard library raises for a file; the latter when SQLite quotes a damaged one."""

_NO_TEXT: Final = "Could not decode to UTF-8"
"""So Python's `sqlite3` begins, without any code, where a page holds what is no text any more."""

SQLITE: Final = {
    sqlite3.SQLITE_FULL: (
        "disk_full",
        "the disk is full",
        "make room on the disk; nothing of the command was recorded, so give it again",
    ),
    sqlite3.SQLITE_READONLY: (
        "read_only",
        "the file or its directory may not be written by this user",
        "give the user the right to write both, or use another register",
    ),
    sqlite3.SQLITE_BUSY: (
        "locked",
        "the file is locked by somebody else",
        "wait until they are done, or find the process that holds the file; then try again",
    ),
    sqlite3.SQLITE_LOCKED: (
        "locked",
        "the file is locked by somebody else",
        "wait until they are done, or find the process that holds the file; then try again",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot_open",
        "the file cannot be opened",
        "check the path, and that the user may write its directory",
    ),
    sqlite3.SQLITE_IOERR: (
        "disk_fault",
        "the disk or its quota refuses to read or write",
        "check the disk and the quota; nothing of the command was recorded, so give it again",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "damaged",
        "the file is damaged",
        "write no more to it, keep a copy, and restore the latest backup",
    ),
    sqlite3.SQLITE_NOTADB: (
        "no_database",
        "the file is no database, or its beginning is damaged",
        "check the path; if it is a register, restore the latest backup",
    ),
}
"""By SQLite's own code: ours, what it means, and the way out."""


@contextmanager
def explaining() -> Iterator[None]:
    """Tell what went wrong with the store; a conflict between writers is not that."""
    try:
        yield
    except IntegrityError:
        raise
    except PersistenceError as error:
        raise explained(error) from error


def explained(error: Exception, place: object = "the register") -> RegisterError:
    """The fault of a store as an error of ours; ``place`` is the file, or the server."""
    fault = _origin(error)
    if isinstance(fault, UnicodeDecodeError) or str(fault).startswith(_NO_TEXT):
        fault = sqlite3.DatabaseError("the file quotes what is no text")
        fault.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    file = str(place) if isinstance(place, Path) else ""
    if isinstance(fault, sqlite3.Error):
        number = getattr(fault, "sqlite_errorcode", 0) & PRIMARY
        if number in SQLITE:
            code, what, way_out = SQLITE[number]
            journal.tell(journal.REGISTER, logging.ERROR, "the disk refused", code=code)
            return RegisterError(f"{place}: {what} ({fault})", way_out, code=code, file=file)
    return RegisterError(
        f"{place} cannot be used: {error}",
        "check the disk, the permissions, and who else has the file open",
        code="unusable",
        file=file,
    )


def retold(what: str) -> RegisterError | None:
    """The same fault once more, of which only the words have been kept."""
    for code, meaning, way_out in SQLITE.values():
        if f": {meaning} (" in what:
            return RegisterError(what, way_out, code=code)
    return None


def _origin(error: BaseException) -> BaseException:
    """What the store itself said, behind what others have made of it."""
    while not isinstance(error, FILE_FAULTS):
        inner = error.__cause__ or next((a for a in error.args if isinstance(a, Exception)), None)
        if inner is None:
            break
        error = inner
    return error
