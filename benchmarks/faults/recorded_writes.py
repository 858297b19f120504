"""A register whose every write to the disk is recorded, so that a power cut can be played.

The register's own code runs on another build of SQLite, `apsw`, whose files we stand behind.
"""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from unittest import mock

import apsw
import attrs

from avtalsuppfoljning.recording.sqlite import file as sqlite_file

SECTOR: Final = 512
"""Bytes that a disk writes whole, or not at all."""
PAGES_IN_JOURNAL: Final = 24
"""A checkpoint is made this often, so that a short run has many."""
_NAME: Final = "recorded"


@attrs.frozen
class Op:
    """Something that was asked of the disk."""

    kind: str
    """``write``, ``truncate``, ``sync`` or ``delete``; ``told`` when a command was answered."""
    file: str = ""
    """How the name of the file ends: nothing, ``-wal`` or ``-journal``."""
    at: int = 0
    """Where, how long, or how many events had been recorded."""
    data: bytes = b""


@attrs.define
class Disk:
    """What was asked of the disk, in its order."""

    path: Path
    ops: list[Op] = attrs.Factory(list)

    def note(self, kind: str, name: str, at: int = 0, data: bytes = b"") -> None:
        """One thing more."""
        if name.startswith(str(self.path)):
            self.ops.append(Op(kind, name[len(str(self.path)) :], at, data))

    def told(self, events: int) -> None:
        """A command has been answered: this many events are recorded, it was said."""
        self.ops.append(Op("told", at=events))


@contextmanager
def recorded(path: Path) -> Iterator[Disk]:
    """Registers that are opened meanwhile are written through the disk that is given."""
    disk = Disk(path)
    vfs = _files(disk)

    def connect(name: Any, **_: Any) -> _Connection:
        return _Connection(apsw.Connection(str(name), vfs=_NAME))

    ours = SimpleNamespace(**vars(sqlite3))
    ours.connect = connect
    try:
        with mock.patch.object(sqlite_file, "sqlite3", ours):
            yield disk
    finally:
        vfs.unregister()


def told_before(ops: list[Op], moment: int) -> int:
    """How many events had been said to be recorded."""
    return max((op.at for op in ops[:moment] if op.kind == "told"), default=0)


def after_power_cut(
    ops: list[Op], moment: int, before: dict[str, bytes], chance: random.Random
) -> dict[str, bytes]:
    """What may lie on the disk when the power goes at a moment: by how the file names end.

    What was synced is there. Of what was not, each write is there, is not, or is there in part,
    whatever became of those before it.
    """
    files = {name: bytearray(data) for name, data in before.items()}
    synced = {op.file: number for number, op in enumerate(ops[:moment]) if op.kind == "sync"}
    for number, op in enumerate(ops[:moment]):
        is_safe = number < synced.get(op.file, -1)
        if op.kind in ("told", "sync") or not (is_safe or chance.random() < 2 / 3):
            continue
        if op.kind == "delete":
            files.pop(op.file, None)
        elif op.kind == "truncate":
            file = files.setdefault(op.file, bytearray())
            del file[op.at :]
            file.extend(bytes(op.at - len(file)))
        else:
            is_torn = not is_safe and chance.random() < 1 / 2
            _write(files.setdefault(op.file, bytearray()), op, chance if is_torn else None)
    return {name: bytes(data) for name, data in files.items()}


# ── helpers ──


def _write(file: bytearray, op: Op, chance: random.Random | None) -> None:
    """Write whole, or some of the sectors."""
    end = op.at + len(op.data)
    file.extend(bytes(max(0, end - len(file))))
    at = op.at
    while at < end:
        until = min(end, (at // SECTOR + 1) * SECTOR)
        if chance is None or chance.random() < 1 / 2:
            file[at:until] = op.data[at - op.at : until - op.at]
        at = until


def _files(disk: Disk) -> apsw.VFS:
    class File(apsw.VFSFile):
        def __init__(self, name: Any, flags: list[int]) -> None:
            self.name = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
            super().__init__("", name, flags)

        def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802  SQLite's names
            disk.note("write", self.name, offset, bytes(data))
            super().xWrite(data, offset)

        def xTruncate(self, newsize: int) -> None:  # noqa: N802
            disk.note("truncate", self.name, newsize)
            super().xTruncate(newsize)

        def xSync(self, flags: int) -> None:  # noqa: N802
            disk.note("sync", self.name)
            super().xSync(flags)

    class Files(apsw.VFS):
        def __init__(self) -> None:
            super().__init__(_NAME, base="")

        def xOpen(self, name: Any, flags: list[int]) -> File:  # noqa: N802
            return File(name, flags)

        def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001, N802
            disk.note("delete", filename)
            super().xDelete(filename, syncdir)

    return Files()


class _Cursor:
    """As much of the standard library's cursor as the register uses."""

    def __init__(self, cursor: apsw.Cursor) -> None:
        self._cursor = cursor
        self.executemany = cursor.executemany
        self.fetchone = cursor.fetchone
        self.fetchall = cursor.fetchall
        self.close = cursor.close

    def execute(self, sql: str, parameters: Any = ()) -> "_Cursor":
        self._cursor.execute(sql, parameters)
        return self


class _Connection:
    """As much of the standard library's connection as the register uses."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.close = connection.close

    def cursor(self) -> _Cursor:
        return _Cursor(self._connection.cursor())

    def execute(self, sql: str, parameters: Any = ()) -> _Cursor:
        found = self.cursor().execute(sql, parameters)
        if sql.startswith("PRAGMA journal_mode"):
            found.fetchall()
            self._connection.wal_autocheckpoint(PAGES_IN_JOURNAL)
        return found

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def commit(self) -> None:
        if self.in_transaction:
            self._connection.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self._connection.execute("ROLLBACK")
