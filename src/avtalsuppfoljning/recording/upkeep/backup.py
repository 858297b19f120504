"""Backups: a copy of a register as it stood at one moment, read through before it gets its name.

A backup is a register in one file, and can be opened as such. It holds no keys: what is encrypted
in it can be read with the keys only, and they are kept, and backed up, by themselves.
"""

import hashlib
import logging
import sqlite3
from contextlib import closing
from os import PathLike
from pathlib import Path
from typing import Final

import attrs

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording import journal
from avtalsuppfoljning.recording.failures import FILE_FAULTS, explained, explaining
from avtalsuppfoljning.recording.integrity.whole import Place, Whole, check
from avtalsuppfoljning.recording.opening import is_server
from avtalsuppfoljning.recording.register import Register
from avtalsuppfoljning.recording.sqlite import intact
from avtalsuppfoljning.recording.upkeep import moving
from avtalsuppfoljning.recording.upkeep.placing import placed

LOCK_TIMEOUT: Final = 30
"""Seconds to wait for somebody who has locked the register to the exclusion of readers."""


@attrs.frozen
class Copy:
    """A file that has been written, and read through."""

    path: Path
    whole: Whole
    size: int
    """In bytes."""
    sha256: str
    """Of the file, in hexadecimal, to be kept elsewhere."""


@journal.span("avtal.back_up")
def back_up(register: Place, to: str | PathLike[str]) -> Copy:
    """Copy a register to a new file while others use it; nobody waits for it.

    The copy has all that was recorded when it began. It is read through, event by event, and has
    its name only when it is whole and on the disk. Of a register on a server, too, it is a file.
    """
    target = _file(to)
    copy = _fetched(register, target) if is_server(register) else _copied(Path(register), target)
    _tell("a backup is made", copy)
    return copy


@journal.span("avtal.restore")
def restore(backup: str | PathLike[str], to: str | PathLike[str]) -> Copy:
    """Make a register of a backup, in a new file; a damaged backup is refused.

    What was recorded after the backup is not in it. A seal that was made later tells so.
    """
    copy = _copied(_file(backup), _file(to))
    _tell("a backup is restored", copy)
    return copy


# ── helpers ──


def _file(to: Place) -> Path:
    if is_server(to):
        raise RegisterError(
            "a backup is a file, and is restored to a file",
            "move the register to the server",
            code="only_files",
        )
    return Path(to)


def _fetched(register: Place, target: Path) -> Copy:
    """Row by row, from a server to a file."""
    with placed(target) as half:
        with (
            explaining(),
            Register.open(register, create=False) as old,
            Register.open(half) as new,
        ):
            moving.copy(old.store, new.store, stands_still=False)
        whole = check(half)
        _complete_in_itself(half, target)
        size, digest = _digest(half)
    return Copy(target, whole, size, digest)


def _copied(source: Path, target: Path) -> Copy:
    with placed(target) as half:
        with intact.reading(source, timeout=LOCK_TIMEOUT) as connection:
            intact.require_register(connection, source)
            _copy(connection, half, target)
        try:
            whole = check(half)
        except RegisterError as error:
            if error.code not in ("damaged", "no_database"):
                raise
            raise RegisterError(
                f"{source} is damaged: {error.what}",
                "keep it as it is, and use a backup that is whole",
                code="damaged",
                file=str(source),
            ) from error
        _complete_in_itself(half, target)
        size, digest = _digest(half)
    return Copy(target, whole, size, digest)


def _copy(connection: sqlite3.Connection, half: Path, target: Path) -> None:
    """All pages as they stand at one moment."""
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the moment is now
    try:
        with closing(sqlite3.connect(half, isolation_level=None)) as copy:
            connection.backup(copy)
    except FILE_FAULTS as error:
        raise explained(error, target) from error


def _complete_in_itself(half: Path, target: Path) -> None:
    """Nothing waits in a journal beside the file; the next who opens it makes one."""
    try:
        with closing(sqlite3.connect(half, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")
    except FILE_FAULTS as error:
        raise explained(error, target) from error


def _digest(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return file.tell(), digest.hexdigest()


def _tell(text: str, copy: Copy) -> None:
    journal.tell(
        journal.BACKUP,
        logging.INFO,
        text,
        target=copy.path.name,
        events=copy.whole.events,
        size=copy.size,
        root=copy.whole.root,
    )
