"""The audit file: all that an audit needs, in one file that is checked without the register.

It holds the log, the rules that were adopted, the calendar, the seals and the report. All but the
log and the seals follow from the log, so whoever reads the file makes them again and compares.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Final, cast

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.audit import rows
from avtalsuppfoljning.audit.container import Archive, Stored, Writer, opened
from avtalsuppfoljning.audit.rows import COMMANDS, EVENTS, PackedRow, RowStore
from avtalsuppfoljning.errors import AvtalsuppfoljningError, InputError, RegisterError
from avtalsuppfoljning.recorded import KEYS_STREAM, Recorded
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.catalogue import RELEASE
from avtalsuppfoljning.recording.integrity.sealing import Checkpoint, Seal
from avtalsuppfoljning.recording.integrity.signing import Signer
from avtalsuppfoljning.recording.integrity.tree import Chain, Frontier, Trunk, leaf
from avtalsuppfoljning.recording.integrity.verifying import EACH, Fault, Verification, verify
from avtalsuppfoljning.recording.secrecy.ciphering import Cipher
from avtalsuppfoljning.recording.store import CommandRow, Row, Store
from avtalsuppfoljning.recording.upkeep.placing import placed
from avtalsuppfoljning.schedule.calendar import CALENDAR_VERSION, days_off, why_off
from avtalsuppfoljning.steering import DelegationsordningAdopted, GuidelineAdopted
from avtalsuppfoljning.strict import read_json, structure

KIND: Final = "avtalsuppfoljning/revisionsfil/1"
MANIFEST: Final = "manifest.json"
CALENDAR: Final = "kalender.json"
README: Final = "las_mig.txt"
YEARS_AHEAD: Final = 10
"""How many years after the last event the calendar goes."""

Events = Callable[[], Iterable[Recorded]]
"""The events of the log, from its beginning, as often as they are asked for."""
Report = Callable[[Events, date], Mapping[str, str]]
"""Makes the files of a report from the events, as seen from a day."""


@attrs.frozen(kw_only=True)
class Fil:
    """One file of the archive."""

    namn: str
    storlek: int
    sha256: str


@attrs.frozen(kw_only=True)
class Maskerat:
    """What is masked of one kind of event."""

    rader: int
    falt: tuple[str, ...]
    """The fields that are not open, at any depth; ``[]`` stands for each of a list."""


@attrs.frozen(kw_only=True)
class Manifest:
    """What is in the archive, and over what."""

    typ: str
    utgava: str
    """The release of the library that wrote it."""
    per: date
    """The day that the report looks back from."""
    hel: bool
    """The log stands as it is stored; otherwise what is not open is masked."""
    handelser: int
    rot: str
    """The root of the tree over the events, in hexadecimal."""
    trad: str
    """The trees as the register keeps them, in hexadecimal."""
    maskerade: dict[str, Maskerat]
    """What is masked, by stored name."""
    filer: tuple[Fil, ...]


@attrs.frozen
class Written:
    """An audit file that has been written."""

    path: Path
    manifest: Manifest
    sha256: str
    """Of the file, in hexadecimal, to be kept elsewhere."""


def write(
    register: Register,
    path: Path,
    *,
    on: date,
    is_whole: bool,
    report: Report,
    seals: Mapping[str, Seal] | None = None,
) -> Written:
    """Write what is recorded in a register to a new file; an unsound register is refused."""
    seals = seals or {}
    found = register.verify(seals=tuple(seals.values()))
    if not found.is_whole:
        fault = found.faults[0]
        raise RegisterError(
            f"the register is not sound: {fault.code} at position {fault.position}",
            "verify it first; a copy of it as it is says more than an audit file",
            code="osund",
        )
    last = found.held.events.size
    cipher = register.log.cipher

    def packed() -> Iterator[PackedRow]:
        return rows.packed(_rows(register.store, last), cipher, is_whole=is_whole)

    masked: dict[str, int] = {}

    def lines() -> Iterator[bytes]:
        for each in packed():
            if each.is_masked:
                masked[each.row[3]] = masked.get(each.row[3], 0) + 1
            yield each.line(is_whole=is_whole)

    shown = rows.cipher_of(rows.packed(register.store.stream(KEYS_STREAM), cipher, is_whole=True))
    derived = derive(lambda: rows.decoded(packed(), shown), on=on, report=report)
    files: dict[str, Callable[[], Iterator[bytes]]] = {
        **{name: _in_one(text) for name, text in derived.items()},
        **{f"sigill/{name}": _in_one(str(seal)) for name, seal in seals.items()},
        EVENTS: lines,
    }
    if is_whole:
        files[COMMANDS] = lambda: map(rows.command_line, _commands(register.store, found))
    with placed(path) as half, Writer(half) as writer:
        for name in sorted((*files, MANIFEST)):
            if name != MANIFEST:
                writer.add(name, files[name]())
                continue
            later = [Stored(each, *_measured(files[each])) for each in files if each > MANIFEST]
            manifest = Manifest(
                typ=KIND,
                utgava=RELEASE,
                per=on,
                hel=is_whole,
                handelser=last,
                rot=found.held.events.root.hex(),
                trad=bytes(found.held).hex(),
                maskerade=_masked(masked),
                filer=tuple(map(_listed, sorted((*writer.files, *later), key=_by_name))),
            )
            writer.add(MANIFEST, iter([_json(attrs.asdict(manifest))]))
    with path.open("rb") as file:
        return Written(path, manifest, file_digest(file, "sha256").hexdigest())


class Package:
    """An audit file that somebody hands in."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.manifest = _manifest(archive)
        self._cipher = Cipher()
        self._cipher = rows.cipher_of(self.rows())

    def rows(self) -> Iterator[PackedRow]:
        """The rows of the log, as the file has them."""
        is_whole = self.manifest.hel
        for number, line in enumerate(self._archive.lines(EVENTS), start=1):
            yield PackedRow.of(line, number, is_whole=is_whole)

    def events(self) -> Iterator[Recorded]:
        """The events of the log, in its order."""
        return rows.decoded(self.rows(), self._cipher)

    def seals(self) -> dict[str, Seal]:
        """The seals that are in the file, by name."""
        return {
            name.removeprefix("sigill/"): Seal.parse(self._archive.text(name).decode())
            for name in self._archive.names
            if name.startswith("sigill/")
        }

    def verify(
        self,
        *,
        report: Report | None = None,
        seals: Sequence[Seal] = (),
        signers: Sequence[Signer] = (),
    ) -> Verification:
        """Compute everything anew from the log that is in the file, and tell every fault.

        Without ``report`` what follows from the log is hashed only, and not made again.
        """
        faults = [] if self._archive.is_intact else [Fault("fil_andrad")]
        faults += self._faults_of_files()
        checkpoints = [each.checkpoint for each in (*self.seals().values(), *seals)]
        if self.manifest.hel:
            found = self._verify_whole(checkpoints, signers)
        elif signers:
            raise InputError(*swedish.AUDIT_FILE_UNSIGNED)
        else:
            found = self._verify_masked(checkpoints)
        faults += found.faults
        if found.held.events.root.hex() != self.manifest.rot:
            faults.append(Fault("rot_avviker"))
        if not faults and report is not None:
            derived = derive(self.events, on=self.manifest.per, report=report)
            is_same_release = self.manifest.utgava == RELEASE
            faults += [
                Fault("innehall_avviker", detail=name)
                for name, text in derived.items()
                if name in self._archive.names
                and (is_same_release or not name.startswith("rapport"))
                and self._archive.text(name) != text.encode()
            ]
            faults += [
                Fault("fil_saknas", detail=name)
                for name in derived
                if name not in self._archive.names
            ]
        return attrs.evolve(found, faults=tuple(faults))

    # ── helpers ──

    def _faults_of_files(self) -> list[Fault]:
        listed = {each.namn: each for each in self.manifest.filer}
        names = [each for each in self._archive.names if each != MANIFEST]
        faults = [Fault("fil_saknas", detail=name) for name in listed if name not in names]
        faults += [Fault("fil_okand", detail=name) for name in names if name not in listed]
        return faults + [
            Fault("fil_avviker", detail=name)
            for name in names
            if name in listed and _listed(self._archive.stored(name)) != listed[name]
        ]

    def _verify_whole(self, seals: Sequence[Checkpoint], signers: Sequence[Signer]) -> Verification:
        store = RowStore(
            lambda: (each.row for each in self.rows()),
            self._commands,
            _bytes(self.manifest.trad),
            self.manifest.handelser,
        )
        return verify(cast("Store", store), self._decode, seals=seals, signers=signers)

    def _commands(self) -> Iterator[CommandRow]:
        for number, line in enumerate(self._archive.lines(COMMANDS), start=1):
            yield rows.command_of(line, number)

    def _decode(self, found: Iterable[Row]) -> Iterator[Recorded]:
        each = (PackedRow(row, b"", is_masked=False) for row in found)
        return rows.decoded(each, self._cipher, is_strict=True)

    def _verify_masked(self, seals: Sequence[Checkpoint]) -> Verification:
        """The root follows from the hashes; a row of which all is open also gives its own hash."""
        faults: list[Fault] = []
        versions: dict[str, int] = {}
        masked: dict[str, int] = {}
        frontier = Frontier()
        sealed = sorted((seal.events, seal.root) for seal in seals)
        for each in self.rows():
            position, stream, version, name, _ = each.row
            if position != frontier.size + 1:
                faults.append(Fault("lucka", frontier.size + 1, stream))
                break
            if versions.get(stream, -1) + 1 != version:
                faults.append(Fault("versionslucka", position, stream))
            versions[stream] = version
            if each.is_masked:
                masked[name] = masked.get(name, 0) + 1
            elif leaf(*each.row) != each.leaf:
                faults.append(Fault("lov_avviker", position, stream))
            try:
                list(rows.decoded([each], self._cipher, is_strict=not each.is_masked))
            except AvtalsuppfoljningError as error:
                faults.append(Fault("oavkodbar", position, stream, error.what))
            frontier = frontier.grow([each.leaf])
            while sealed and sealed[0][0] == frontier.size:
                size, root = sealed.pop(0)
                if frontier.root != root:
                    faults.append(Fault("sigill_avviker", 1, detail=str(size)))
        faults += [Fault("sigill_langre", detail=str(size)) for size, _ in sealed if size]
        if frontier.size != self.manifest.handelser:
            faults.append(Fault("lucka", frontier.size + 1))
        if _masked(masked) != self.manifest.maskerade:
            faults.append(Fault("maskering_avviker"))
        return Verification(Trunk(frontier, Chain()), tuple(_first(faults)))


@contextmanager
def package(path: Path) -> Iterator[Package]:
    """Open an audit file that somebody hands in."""
    with opened(path) as archive:
        yield Package(archive)


def derive(events: Events, *, on: date, report: Report) -> dict[str, str]:
    """The files that follow from the log: the rules as adopted, the calendar and the report."""
    found: dict[str, str] = {}
    years: set[int] = set()
    known = tuple(events())
    for each in known:
        years.add(each.entry.day.year)
        match each.event:
            case GuidelineAdopted(text=text):
                found[f"regelverk/{each.position:09}.toml"] = text
            case DelegationsordningAdopted(text=text):
                found[f"delegationsordningar/{each.position:09}.toml"] = text
            case _:
                pass
    found[CALENDAR] = _calendar(years)
    found[README] = swedish.AUDIT_FILE_README
    return found | dict(report(lambda: known, on))


# ── helpers ──


def _first(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The first faults of each kind, as of a register."""
    counted: Counter[str] = Counter()
    for fault in faults:
        counted[fault.code] += 1
        if counted[fault.code] <= EACH:
            yield fault


def _rows(store: Store, last: int) -> Iterator[Row]:
    after = 0
    while page := store.page(after, last):
        yield from page
        after = page[-1][0]


def _commands(store: Store, found: Verification) -> Iterator[CommandRow]:
    """Those that had been carried out when the register was verified."""
    after = 0
    while page := store.commands(after):
        for row in page:
            if row[0] <= found.held.commands.size:
                yield row
        after = page[-1][0]


def _calendar(years: Iterable[int]) -> str:
    known = sorted(years) or [date.max.year]
    first, last = known[0], min(known[-1] + YEARS_AHEAD, 2199)
    days = [day for year in range(first, last + 1) for day in sorted(days_off(year))]
    listed = [{"dag": day.isoformat(), "vad": why_off(day)} for day in days]
    table = {"version": CALENDAR_VERSION, "fran": first, "till": last, "dagar": listed}
    return _json(table).decode()


def _manifest(archive: Archive) -> Manifest:
    data = read_json(archive.text(MANIFEST))
    manifest = structure(data, Manifest)
    is_as_written = _json(attrs.asdict(manifest)) == archive.text(MANIFEST)
    if manifest.typ != KIND or not is_as_written:
        raise InputError(*swedish.NOT_AN_AUDIT_FILE, place=MANIFEST)
    return manifest


def _masked(counts: Mapping[str, int]) -> dict[str, Maskerat]:
    return {
        name: Maskerat(rader=count, falt=rows.closed_fields(name))
        for name, count in sorted(counts.items())
    }


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise InputError(*swedish.NOT_AN_AUDIT_FILE, place=f"{MANIFEST}.trad") from error


def _json(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, indent=1, default=date.isoformat)
    return text.encode() + b"\n"


def _in_one(text: str) -> Callable[[], Iterator[bytes]]:
    return lambda: iter([text.encode()])


def _measured(pieces: Callable[[], Iterator[bytes]]) -> tuple[int, str]:
    digest, size = sha256(), 0
    for piece in pieces():
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()


def _listed(stored: Stored) -> Fil:
    return Fil(namn=stored.name, storlek=stored.size, sha256=stored.sha256)


def _by_name(stored: Stored) -> str:
    return stored.name
