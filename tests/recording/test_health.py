"""How a register is doing: each thing that may be amiss is found, and nothing else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.integrity.whole import check
from avtalsuppfoljning.recording.sqlite import engine
from avtalsuppfoljning.recording.sqlite.engine import has_wal_fault
from avtalsuppfoljning.recording.upkeep import health as module
from avtalsuppfoljning.recording.upkeep.health import (
    NETWORKED,
    WARNINGS,
    Finding,
    file_system,
    health,
)
from avtalsuppfoljning.testing.contract import request, sign_agreement


@pytest.fixture(autouse=True)
def mended(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if SQLite were a version without the fault, and the disk large."""
    monkeypatch.setattr(engine, "has_wal_fault", lambda: False)
    monkeypatch.setattr(module, "ROOM", 0)


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "register.sqlite"
    with Register.open(place) as register:
        register.transact(sign_agreement, actor="anna")
        register.transact(request(1), actor="anna")
        yield place


def test_a_sound_register(path: Path) -> None:
    found = health(path)
    assert found.findings == ()
    assert found.is_sound
    assert (found.events, found.journal, found.synchronous) == (3, "wal", "full")
    assert (found.mode, found.sqlite, found.store) == (0o600, sqlite3.sqlite_version, "sqlite")
    assert found.size > 0
    assert found.root is None


def test_read_through(path: Path) -> None:
    assert health(path, is_thorough=True).root == check(path).root


def test_an_empty_register(tmp_path: Path) -> None:
    place = tmp_path / "new.sqlite"
    Register.open(place).close()
    found = health(place, is_thorough=True)
    assert (found.events, found.last, found.is_sound) == (0, None, True)


def test_a_register_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="no register"):
        health(tmp_path / "none.sqlite")


def test_a_trigger_that_is_gone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER events_no_update")
    found = health(path)
    assert found.findings == (Finding.PARTS_MISSING,)
    assert found.missing == ("events_no_update",)
    assert not found.is_sound


def test_an_event_that_has_been_changed_is_found_when_all_is_read(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'events_no_update'"
        ).fetchone()
        connection.execute("DROP TRIGGER events_no_update")
        connection.execute("UPDATE events SET entry = replace(entry, 'anna', 'bosse')")
        connection.execute(sql)
        connection.commit()
    assert health(path).findings == ()
    assert health(path, is_thorough=True).findings == (Finding.DAMAGED,)


def test_a_last_event_that_cannot_be_read_is_found_at_once(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO events VALUES (4, 'provider:x', 0, 'no-such@1', x'7b7d')")
        connection.commit()
    assert health(path).findings == (Finding.DAMAGED,)


def test_others_may_read_it(path: Path) -> None:
    path.chmod(0o640)
    found = health(path)
    assert (found.findings, found.mode) == ((Finding.OPEN_TO_OTHERS,), 0o640)


def test_little_room(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROOM", 1 << 70)
    found = health(path)
    assert found.findings == (Finding.LITTLE_ROOM,)
    assert found.is_sound


def test_a_version_with_the_fault(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "has_wal_fault", lambda: True)
    found = health(path)
    assert found.findings == (Finding.WAL_FAULT,)
    assert found.is_sound


def test_a_file_on_a_network(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "file_system", lambda _: "nfs4")
    assert health(path).findings == (Finding.ON_A_NETWORK,)


def test_what_the_rest_would_be_told_as(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A register never sets itself up so; a later SQLite or another tool may."""
    with Register.open(path) as register:
        kind = type(register.store)
    monkeypatch.setattr(kind, "settings", lambda _: ("delete", "normal"))
    assert health(path).findings == (Finding.NO_WAL, Finding.UNSAFE)
    monkeypatch.setattr(kind, "settings", lambda _: ("delete", "full"))
    assert health(path).is_sound  # a copy that can only be read is not set up to be written in


def test_warnings_are_no_faults() -> None:
    assert {Finding.NO_WAL, Finding.LITTLE_ROOM, Finding.WAL_FAULT} == WARNINGS


MOUNTS = r"""
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:40 / /srv rw - nfs4 server:/export rw,vers=4.2
31 30 0:41 / /srv/local rw,noatime - xfs /dev/sdb rw
32 22 0:42 / /share/med\040blank rw - cifs //server/delning rw
33 30 0:43 / /srv rw - ext4 /dev/sdc rw
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/avtal.sqlite", "ext4"),
        ("/srvx/avtal.sqlite", "ext4"),
        ("/srv/avtal.sqlite", "ext4"),  # mounted over the one before it
        ("/srv/local/avtal.sqlite", "xfs"),
        ("/share/med blank/avtal.sqlite", "cifs"),
    ],
)
def test_the_file_system_is_that_of_the_last_and_nearest_mount(
    tmp_path: Path, place: str, kind: str
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.lstrip(), "utf-8")
    assert file_system(Path(place), mounts) == kind
    assert ("nfs4" in NETWORKED, "cifs" in NETWORKED, "xfs" in NETWORKED) == (True, True, False)


def test_a_machine_that_does_not_tell(tmp_path: Path) -> None:
    assert file_system(tmp_path, tmp_path / "none") is None


@pytest.mark.parametrize(
    ("version", "is_faulty"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
        ((3, 53, 1), False),
    ],
)
def test_which_versions_have_the_fault(version: tuple[int, ...], is_faulty: bool) -> None:
    assert has_wal_fault(version) is is_faulty
