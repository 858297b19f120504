"""Whatever a column of the file holds, what is told is ours: the position, and the way out."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.recording.municipality import PROVIDER, Calendar, settle
from tests.recording.test_gallring import report

from avtalsuppfoljning.errors import AvtalsuppfoljningError
from avtalsuppfoljning.recording import Register

STRANGE: dict[str, tuple[Any, ...]] = {
    "position": (0, -1, 99, 2**62),
    "stream": ("", "provider:", "steering:n", "x" * 10_000, b"\xff", 7, 1.5, "provider:a\0b"),
    "version": (-1, 99, "x", b"\xff", 1.5),
    "name": ("", "os.system@1", "papekande-issued@1", b"\xff", 7, "x" * 10_000),
    "entry": (b"", b"{}", b"[[[[", b"\xff", "text", 7, 1.5, b"[" * 100_000, b'{"sealed":1}'),
}


@pytest.mark.parametrize("with_keys", [False, True], ids=["open", "keys"])
@pytest.mark.parametrize("column", STRANGE)
def test_only_errors_of_ours(tmp_path: Path, column: str, with_keys: bool) -> None:
    path, keys = tmp_path / "register.sqlite", tmp_path / "nycklar" if with_keys else None
    with Register.open(path, clock=Calendar(), keys=keys, synchronous="NORMAL") as register:
        settle(register)
        report(register)
        (*_, last) = register.events(stream=PROVIDER)
    with closing(sqlite3.connect(path, isolation_level=None)) as tampered:
        triggers = tampered.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (trigger,) in triggers.fetchall():
            tampered.execute(f"DROP TRIGGER {trigger}")
        for value in STRANGE[column]:
            tampered.execute("BEGIN")
            tampered.execute(
                f"UPDATE events SET {column} = ? WHERE position = ?",  # noqa: S608  one of ours
                (value, last.position),
            )
            tampered.execute("COMMIT")
            told = _told(path, keys)
            assert told, f"{column} = {value!r:.40} was not noticed"
            tampered.execute("BEGIN")
            tampered.execute(f"DELETE FROM events WHERE {column} IS ?", (value,))  # noqa: S608
            tampered.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?)", _row(path, keys, last))
            tampered.execute("COMMIT")


def _row(path: Path, keys: Path | None, last: Any) -> tuple[Any, ...]:
    with Register.open(path, create=False, keys=keys) as register:
        name, stored = register.log.cipher.encode(last.stream, last.version, last.entry)
    return last.position, last.stream, last.version, name, stored


def _told(path: Path, keys: Path | None) -> list[str]:
    """What reading, replaying and verifying came to; anything but an error of ours is a fault."""
    found = []
    try:
        with Register.open(path, create=False, keys=keys) as register:
            for read in (
                lambda: list(register.events()),
                register.replay,
                lambda: register.state(PROVIDER),
            ):
                try:
                    read()
                except AvtalsuppfoljningError as error:
                    found.append(str(error))
            found += [fault.code for fault in register.verify().faults]
    except AvtalsuppfoljningError as error:
        found.append(str(error))
    return found
