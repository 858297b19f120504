"""The keys of a register, in a store of their own: what is locked is gone when its key is.

One key per stream, because gallring is decided for a case: a deficiency, a sanction, a follow-up,
a provider. Keys are numbered: what is recorded in a stream after a gallring gets a new one. The
store is kept, copied and backed up apart from the register, or a backup would undo a gallring.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import PathLike
from pathlib import Path
from typing import Final, Protocol, Self

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording.failures import FILE_FAULTS, explained
from avtalsuppfoljning.recording.opening import driver, is_server

APPLICATION_ID: Final = 0x41565459
"""Stands in the header of the file and tells that it is a key store ("AVTY")."""
KEY_LENGTH: Final = 32
"""AES-256."""
_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS store (id TEXT NOT NULL, pepper BLOB NOT NULL)",
    """CREATE TABLE IF NOT EXISTS keys (
        stream TEXT NOT NULL,
        number INTEGER NOT NULL,
        key BLOB,
        PRIMARY KEY (stream, number)) WITHOUT ROWID""",
    f"PRAGMA application_id = {APPLICATION_ID}",
)


class KeyStore(Protocol):
    """What a register asks of its keys. Safe to share between threads."""

    @property
    def id(self) -> str:
        """Which store it is; a register stays with the one that it began with."""

    @property
    def pepper(self) -> bytes:
        """Mixed into digests of what was asked for, so that they cannot be guessed at."""

    def newest(self, stream: str) -> tuple[int, bytes]:
        """The number and the key to lock with; a new one where there is none."""

    def last(self, stream: str) -> int:
        """The number of the newest key, destroyed or not; 0 where there was never one."""

    def key(self, stream: str, number: int) -> bytes | None:
        """The key to open with, None when it is destroyed; one never made is a fault."""

    def destroy(self, stream: str, until: int) -> bool:
        """Destroy the keys of a stream up to a number for good; False where all were so.

        The number itself is never used again, also where an old backup has lost its key.
        """

    def refresh(self) -> None:
        """Forget what others have destroyed since."""

    def close(self) -> None:
        """Give back what is held open."""


class Remembered:
    """What any store of keys does the same: it remembers them until somebody destroys one."""

    id: str
    pepper: bytes
    place: str
    """The store, for people to read."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._known: dict[tuple[str, int], bytes | None] = {}
        self._newest: dict[str, tuple[int, bytes]] = {}
        self._seen: object = None

    def newest(self, stream: str) -> tuple[int, bytes]:
        """The number and the key to lock with; a new one is on disk before it is used."""
        with self._lock:
            self.refresh()
            found = self._newest.get(stream)
            if found is None:
                found = self._newest[stream] = self._alive(stream)
            return found

    def last(self, stream: str) -> int:
        """The number of the newest key, destroyed or not; 0 where there was never one."""
        with self._lock:
            return self._last(stream)

    def key(self, stream: str, number: int) -> bytes | None:
        """The key to open with, None when it is destroyed; one never made is a fault."""
        with self._lock:
            if (stream, number) not in self._known:
                row = self._row(stream, number)
                if row is None:
                    raise RegisterError(
                        f"key {number} of {stream} is missing in {self.place}",
                        "restore the key store, as it was after the last event was recorded",
                        code="key_missing",
                        file=self.place,
                    )
                self._known[stream, number] = row[0]
            return self._known[stream, number]

    def destroy(self, stream: str, until: int) -> bool:
        """Destroy the keys of a stream up to a number for good; False where all were so."""
        with self._lock:
            alive, last = self._count(stream, until)
            if not alive and last >= until:
                return False
            self._forget()
            self._destroy(stream, until)
            return alive > 0

    def refresh(self) -> None:
        """Forget every key when somebody else has changed the store."""
        with self._lock:
            stamp = self._stamp()
            if stamp != self._seen:
                self._seen = stamp
                self._forget()

    def close(self) -> None:
        """Give back what is held open."""
        with self._lock:
            self._forget()
            self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _forget(self) -> None:
        self._known.clear()
        self._newest.clear()

    # ── what each store does in its own way ──

    def _row(self, stream: str, number: int) -> tuple[bytes | None] | None:
        raise NotImplementedError

    def _last(self, stream: str) -> int:
        raise NotImplementedError

    def _alive(self, stream: str) -> tuple[int, bytes]:
        raise NotImplementedError

    def _count(self, stream: str, until: int) -> tuple[int, int]:
        """How many keys up to a number are alive, and the last number there is."""
        raise NotImplementedError

    def _destroy(self, stream: str, until: int) -> None:
        raise NotImplementedError

    def _stamp(self) -> object:
        raise NotImplementedError

    def _close(self) -> None:
        raise NotImplementedError


class FileKeys(Remembered):
    """Keys in a SQLite file that overwrites what it deletes and leaves nothing in its log."""

    def __init__(self, path: str | PathLike[str], *, create: bool = True) -> None:
        super().__init__()
        self.path = Path(path).absolute()
        self.place = str(self.path)
        if create:
            with self._telling():
                self._make()
        if not self.path.is_file():
            raise RegisterError(
                f"there is no key store at {self.path}",
                "check the path to the keys",
                code="keys_missing",
                file=self.place,
            )
        with self._telling():
            self._connection = self._connected(create=create)
            row = self._connection.execute("SELECT id, pepper FROM store").fetchone()
        if row is None:
            self._connection.close()
            raise self._damaged("it does not say which store it is")
        self.id, self.pepper = row

    def _make(self) -> None:
        """Only a new file: two registers with the same keys would destroy each other's."""
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError as error:
            raise RegisterError(
                f"{self.path} is there already, and may hold the keys of another register",
                "name a new file for the keys of a new register",
                code="exists",
                file=self.place,
            ) from error

    def _row(self, stream: str, number: int) -> tuple[bytes | None] | None:
        with self._telling():
            found: tuple[bytes | None] | None = self._connection.execute(
                "SELECT key FROM keys WHERE stream = ? AND number = ?", (stream, number)
            ).fetchone()
        return found

    def _last(self, stream: str) -> int:
        with self._telling():
            (number,) = self._connection.execute(
                "SELECT ifnull(max(number), 0) FROM keys WHERE stream = ?", (stream,)
            ).fetchone()
        assert isinstance(number, int)
        return number

    def _alive(self, stream: str) -> tuple[int, bytes]:
        with self._telling():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                number = self._last(stream)
                row = self._row(stream, number)
                key = row[0] if row else None
                if key is None:
                    number, key = number + 1, os.urandom(KEY_LENGTH)
                    self._connection.execute(
                        "INSERT INTO keys VALUES (?, ?, ?)", (stream, number, key)
                    )
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # of a damaged file, SQLite has done so itself
                    self._connection.execute("ROLLBACK")
                raise
        return number, key

    def _count(self, stream: str, until: int) -> tuple[int, int]:
        with self._telling():
            alive, last = self._connection.execute(
                "SELECT count(key) FILTER (WHERE number <= ?), ifnull(max(number), 0) "
                "FROM keys WHERE stream = ?",
                (until, stream),
            ).fetchone()
        return alive, last

    def _destroy(self, stream: str, until: int) -> None:
        """Overwrite the keys, rebuild the file without them, and empty its log."""
        execute = self._connection.execute
        with self._telling():
            execute("INSERT OR IGNORE INTO keys VALUES (?, ?, NULL)", (stream, until))
            execute(
                "UPDATE keys SET key = zeroblob(length(key)) "
                "WHERE stream = ? AND number <= ? AND key IS NOT NULL",
                (stream, until),
            )
            execute("UPDATE keys SET key = NULL WHERE stream = ? AND number <= ?", (stream, until))
            execute("VACUUM")
            (busy, _, _) = execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise RegisterError(
                f"{self.path} is in use, and its log still holds what was destroyed",
                "close it elsewhere, and order the gallring again",
                code="keys_in_use",
                file=self.place,
            )

    def _stamp(self) -> object:
        with self._telling():
            return self._connection.execute("PRAGMA data_version").fetchone()

    def _close(self) -> None:
        self._connection.close()

    def _connected(self, *, create: bool) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=30, isolation_level=None, check_same_thread=False
        )
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application != APPLICATION_ID and (tables or not create):
            connection.close()
            raise RegisterError(
                f"{self.path} is not a key store",
                "check the path to the keys",
                code="no_keys",
                file=self.place,
            )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        if application != APPLICATION_ID:
            connection.execute("BEGIN IMMEDIATE")
            for statement in _TABLES:
                connection.execute(statement)
            connection.execute(
                "INSERT INTO store SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM store)", new_store()
            )
            connection.execute("COMMIT")
        return connection

    def _damaged(self, what: str) -> RegisterError:
        return RegisterError(
            f"the key store {self.path} is damaged: {what}",
            "write no more to it, keep a copy, and restore it as it was after the last event",
            code="keys_damaged",
            file=self.place,
        )

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (OSError, *FILE_FAULTS) as error:
            if explained(error, self.path).code == "damaged":
                raise self._damaged(str(error)) from error
            raise RegisterError(
                f"the key store {self.path} cannot be used: {error}",
                "check the path to the keys, its permissions and the disk",
                code="keys_unusable",
                file=self.place,
            ) from error


def new_store() -> tuple[str, bytes]:
    """The id and the secret of a new store."""
    return os.urandom(8).hex(), os.urandom(KEY_LENGTH)


def open_keys(place: str | PathLike[str], *, create: bool) -> KeyStore:
    """The key store in a file, or in a schema of its own on a server."""
    if not is_server(place):
        return FileKeys(place, create=create)
    with driver():
        from avtalsuppfoljning.recording.secrecy.server_keys import ServerKeys  # noqa: PLC0415
    return ServerKeys(str(place), create=create)
