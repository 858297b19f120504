"""How a register is doing: what it lies on, how it is set up, and what is amiss."""

import enum
import platform
import shutil
import sqlite3
import stat
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import attrs

from avtalsuppfoljning.recording.failures import explaining
from avtalsuppfoljning.recording.integrity.whole import Place, newest
from avtalsuppfoljning.recording.opening import shown
from avtalsuppfoljning.recording.register import Register
from avtalsuppfoljning.recording.sqlite import engine
from avtalsuppfoljning.recording.sqlite.recorder import EventRecorder

ROOM: Final = 1 << 30
"""Less room than this on the disk, in bytes, is told as a warning."""
OWNER_ONLY: Final = 0o600
NETWORKED: Final = frozenset(
    {"9p", "afs", "ceph", "cifs", "coda", "fuse.glusterfs", "fuse.sshfs", "gfs2", "glusterfs"}
    | {"lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb3", "smbfs", "vboxsf"}
)
"""File systems that are reached over a network or shared by machines, by the names of Linux."""
_MOUNTS: Final = Path("/proc/self/mountinfo")
_ESCAPED: Final = {"\\040": " ", "\\011": "\t", "\\012": "\n", "\\134": "\\"}


class Finding(enum.Enum):
    """What may be amiss; each is a fault, but those that are warnings."""

    PARTS_MISSING = "delar_saknas"
    """A table or a trigger is not there, or not as it was made."""
    DAMAGED = "skadat"
    """Something in the file cannot be read, or is not as it was recorded."""
    NO_WAL = "journal"
    """The file does not write ahead, so that readers and writers wait for one another."""
    UNSAFE = "synkronisering"
    """What is recorded may be lost at a power cut."""
    OPEN_TO_OTHERS = "rattigheter"
    """Others than the owner may read or write the file."""
    ON_A_NETWORK = "natverk"
    """The file lies where SQLite's locks cannot be trusted."""
    LITTLE_ROOM = "ont_om_plats"
    """The disk will be full before long."""
    WAL_FAULT = "sqlite_fel"
    """This version of SQLite has the fault of which `engine` tells."""


WARNINGS: Final = frozenset({Finding.NO_WAL, Finding.LITTLE_ROOM, Finding.WAL_FAULT})


@attrs.frozen(kw_only=True)
class Health:
    """What there is to know of a register; None is what its kind of store does not have."""

    shown: str
    """Where it is, without a password."""
    store: str
    """``sqlite`` or ``postgresql``."""
    events: int
    last: datetime | None
    """When the last event was recorded."""
    root: str | None
    """The root of the tree over the events, where all of it was read and is whole."""
    missing: tuple[str, ...]
    """Tables and triggers that are not as they were made."""
    findings: tuple[Finding, ...]
    size: int
    """In bytes, with what waits in the journal."""
    python: str
    eventsourcing: str
    server: str | None = None
    """The release of PostgreSQL."""
    sqlite: str | None = None
    """The release of SQLite."""
    journal: str | None = None
    """How the file is written: ``wal``."""
    synchronous: str | None = None
    """How surely a commit is put on the disk: ``full``, or ``on``."""
    mode: int | None = None
    """The rights to the file, as in ``0o600``."""
    room: int | None = None
    """Bytes that are free on the disk."""
    file_system: str | None = None
    """Its type, where the machine tells."""

    @property
    def is_sound(self) -> bool:
        """Nothing is amiss but what is a warning only."""
        return WARNINGS.issuperset(self.findings)


def health(register: Place, *, is_thorough: bool = False) -> Health:
    """Look at a register; thoroughly, everything in it is read."""
    with explaining(), Register.open(register, create=False) as opened:
        found = opened.verify() if is_thorough else None
        events, last = newest(opened)
        store = opened.store
        special = (
            _file(Path(register), store) if isinstance(store, EventRecorder) else _server(opened)
        )
        missing = tuple(store.altered(is_deep=False))
    is_damaged = bool(found and not found.is_whole) or bool(events and not last)
    amiss = special.pop("amiss") | {
        Finding.PARTS_MISSING: bool(missing),
        Finding.DAMAGED: is_damaged,
    }
    return Health(
        shown=shown(register),
        events=events,
        last=last,
        missing=missing,
        root=found.held.events.root.hex() if found and found.is_whole else None,
        findings=tuple(finding for finding in Finding if amiss.get(finding)),
        python=platform.python_version(),
        eventsourcing=version("eventsourcing"),
        **special,
    )


def file_system(path: Path, mounts: Path = _MOUNTS) -> str | None:
    """The type of the file system that a file lies on; None where the machine does not tell.

    The mount that was made last covers those before it at the same place.
    """
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    best, kind = -1, None
    for line in lines:
        before, _, after = line.partition(" - ")
        place = before.split(" ")[4]
        for written, meant in _ESCAPED.items():
            place = place.replace(written, meant)
        if path.resolve().is_relative_to(place) and len(place) >= best:
            best, kind = len(place), after.split(" ")[0]
    return kind


# ── helpers ──


def _file(path: Path, store: EventRecorder) -> dict[str, Any]:
    journal, synchronous = store.settings()
    mode = stat.S_IMODE(path.stat().st_mode)
    kind = file_system(path)
    room = shutil.disk_usage(path).free
    files = (path, Path(f"{path}-wal"))
    return {
        "store": "sqlite",
        "sqlite": sqlite3.sqlite_version,
        "journal": journal,
        "synchronous": synchronous,
        "mode": mode,
        "size": sum(each.stat().st_size for each in files if each.is_file()),
        "room": room,
        "file_system": kind,
        "amiss": {
            Finding.NO_WAL: journal != "wal",
            Finding.UNSAFE: synchronous not in ("full", "extra"),
            Finding.OPEN_TO_OTHERS: bool(mode & ~OWNER_ONLY),
            Finding.ON_A_NETWORK: kind in NETWORKED,
            Finding.LITTLE_ROOM: room < ROOM,
            Finding.WAL_FAULT: engine.has_wal_fault(),
        },
    }


def _server(register: Register) -> dict[str, Any]:
    store: Any = register.store
    with store.datastore.get_connection() as connection:
        found = connection.execute(_SERVER, (store.datastore.schema,)).fetchone()
    release, synchronous, size = found
    return {
        "store": "postgresql",
        "server": release,
        "synchronous": synchronous,
        "size": size,
        "amiss": {Finding.UNSAFE: synchronous == "off"},
    }


_SERVER: Final = """
    SELECT current_setting('server_version'), current_setting('synchronous_commit'),
        (SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
         WHERE relkind = 'r' AND relnamespace = to_regnamespace(%s))"""
