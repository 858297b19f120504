"""The audit file: whole or masked, the same bytes every time, and no changed byte unseen."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from tests.audit.planting import year
from tests.recording.clerk import Clerk
from tests.recording.four_agreements import DEFICIENCIES, LOV, SANCTIONS
from tests.recording.matters import TOPICS, proper_way
from tests.recording.municipality import AGREEMENT, settle
from tests.streams.cases import YEAR

from avtalsuppfoljning import agreement, swedish
from avtalsuppfoljning.audit.container import MOST_BYTES, opened
from avtalsuppfoljning.audit.findings import audit
from avtalsuppfoljning.audit.package import MANIFEST, Manifest, package, write
from avtalsuppfoljning.audit.report import report_files
from avtalsuppfoljning.audit.rows import EVENTS, PackedRow, closed_fields
from avtalsuppfoljning.cli.exempelkoping import LAST_DAY, record_year
from avtalsuppfoljning.errors import InputError, RegisterError
from avtalsuppfoljning.recorded import fold
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.catalogue import RELEASE
from avtalsuppfoljning.recording.integrity.notes import PrivateKey
from avtalsuppfoljning.recording.integrity.sealing import Seal
from avtalsuppfoljning.recording.integrity.verifying import Verification
from avtalsuppfoljning.terms import fold as ascii_of
from avtalsuppfoljning.views.masking import mask

REPORT = report_files(RELEASE)
SECRETS = ("Olle Provberg", "Karin Exempelsson", "Maja Testander", "Siv Påhittén", "Gamla planer.")
"""Names, and what somebody saw: in the register, and not open."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("revision")


@pytest.fixture(scope="module")
def register(folder: Path) -> Iterator[Register]:
    path = folder / "avtal.sqlite"
    record_year(path)
    with Register.open(path) as found:
        yield found


@pytest.fixture(scope="module")
def seal(register: Register) -> Seal:
    return register.seal(PrivateKey.new("exempelkoping.se/avtal"))


@pytest.fixture(scope="module", params=[True, False], ids=["whole", "masked"])
def file(request: pytest.FixtureRequest, register: Register, folder: Path, seal: Seal) -> Path:
    path = folder / f"{request.param}.zip"
    make(register, path, is_whole=request.param, seals={"001.txt": seal})
    return path


def make(register: Register, path: Path, *, is_whole: bool = False, **more: Any) -> Manifest:
    return write(register, path, on=LAST_DAY, is_whole=is_whole, report=REPORT, **more).manifest


def verified(path: Path, **more: Any) -> Verification:
    with package(path) as found:
        return found.verify(report=REPORT, **more)


def codes(path: Path) -> set[str]:
    return {fault.code for fault in verified(path).faults}


# ── what is in it ──


def test_it_verifies_without_the_register(file: Path, register: Register) -> None:
    found = verified(file)
    assert found.faults == ()
    held = register.verify().held
    assert found.held.events == held.events


def test_what_it_replays_is_what_the_register_has(file: Path, register: Register) -> None:
    with package(file) as found:
        events = list(found.events())
    assert mask(fold(events)) == mask(fold(register.events()))
    assert [each[:3] for each in events] == [each[:3] for each in register.events()]
    found_in_file, found_in_log = (audit(each, on=LAST_DAY) for each in (events, year()))
    assert found_in_file.reproduced == found_in_log.reproduced > 0
    assert found_in_file.omissions == found_in_log.omissions


def test_the_rules_are_in_it_as_they_were_adopted(file: Path, register: Register) -> None:
    with zipfile.ZipFile(file) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    first, second, *_ = register.events()
    assert texts["regelverk/000000001.toml"] == first.event.text
    assert texts["delegationsordningar/000000002.toml"] == second.event.text
    assert {"dag": "2025-06-20", "vad": "midsommarafton"} in json.loads(texts["kalender.json"])[
        "dagar"
    ]


def test_a_masked_file_says_what_is_masked_and_has_none_of_it(
    register: Register, folder: Path
) -> None:
    path = folder / "dold.zip"
    manifest = make(register, path)
    with zipfile.ZipFile(path) as archive:
        text = "\n".join(archive.read(name).decode() for name in archive.namelist())
    assert [secret for secret in SECRETS if secret in text] == []
    stored = "\n".join(row[4].decode() for row in register.store.page(0, 1 << 30))
    assert [secret for secret in SECRETS if secret in stored] == list(SECRETS)
    for name, masked in manifest.maskerade.items():
        assert masked.falt == closed_fields(name) != ()
        assert masked.rader == len(list(register.events(names=[name])))


def test_what_is_whole_stands_as_it_is_stored(register: Register, folder: Path) -> None:
    path = folder / "lagrad.zip"
    make(register, path, is_whole=True)
    with opened(path) as archive:
        rows = [
            PackedRow.of(line, number, is_whole=True).row
            for number, line in enumerate(archive.lines(EVENTS), start=1)
        ]
    assert rows == register.store.page(0, 1 << 30)


def test_a_few_persons_are_not_counted_out(tmp_path: Path) -> None:
    """One to four are a few, in a masked file too; five are five."""
    with Register.open(tmp_path / "avtal.sqlite") as found:
        settle(found)
        groups = tuple(
            agreement.EducationGroup(education=name, count=count)
            for name, count in (("undersköterska", 3), ("vårdbiträde", 5), ("annan", 0))
        )
        fact = agreement.EducationReported(period=YEAR, groups=groups, dnr="VN 3/2026")
        found.record(AGREEMENT, agreement.note, actor="anna", fact=fact)
        manifest = make(found, tmp_path / "ut.zip")
    assert manifest.maskerade["education-reported@1"].falt == ("groups[].count",)
    with package(tmp_path / "ut.zip") as kept:
        *_, last = kept.events()
    assert [each["count"] for each in mask(last.event)["groups"]] == ["1-4", 5, 0]
    with zipfile.ZipFile(tmp_path / "ut.zip") as archive:
        assert '\\"count\\":3' not in archive.read(EVENTS).decode()
    assert verified(tmp_path / "ut.zip").is_sound


# ── the same bytes every time ──


def test_two_of_the_same_register_are_the_same_bytes(register: Register, folder: Path) -> None:
    one, other = folder / "en.zip", folder / "tva.zip"
    make(register, one)
    make(register, other)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.usefixtures("register")
def test_other_surroundings_give_the_same_bytes(folder: Path) -> None:
    """Another hash seed, time zone and locale, and no network."""
    code = (
        "import socket\n"
        "def refuse(*_): raise OSError('there is no network')\n"
        "socket.socket.connect = refuse\n"
        "from avtalsuppfoljning.cli import main; main()"
    )
    digests = set()
    for number, surroundings in enumerate(
        (
            {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "sv_SE.UTF-8"},
        )
    ):
        target = folder / f"omgivning-{number}.zip"
        command = ["revision", "fil", target, "--register", folder / "avtal.sqlite"]
        subprocess.run(
            [sys.executable, "-c", code, *map(str, command), "--per", LAST_DAY.isoformat()],
            check=True,
            capture_output=True,
            env={**os.environ, **surroundings},
        )
        digests.add(hashlib.sha256(target.read_bytes()).hexdigest())
    assert len(digests) == 1
    assert verified(target).is_sound


# ── changed ──


@given(st.integers(0, 1 << 30), st.integers(1, 255))
@settings(max_examples=25, deadline=None)
def test_no_changed_byte_is_unseen(file: Path, at: int, by: int) -> None:
    whole = bytearray(file.read_bytes())
    whole[at % len(whole)] ^= by
    changed = file.with_suffix(".andrad")
    changed.write_bytes(whole)
    assert is_seen(changed)


@given(st.integers(0, 1 << 30))
@settings(max_examples=15, deadline=None)
def test_no_cut_is_unseen(file: Path, size: int) -> None:
    whole = file.read_bytes()
    cut = file.with_suffix(".kort")
    cut.write_bytes(whole[: size % len(whole)])
    assert is_seen(cut)


def is_seen(path: Path) -> bool:
    """It is refused as a file, or verified and found wanting."""
    try:
        return bool(codes(path))
    except InputError:
        return True


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None], to: str) -> Path:
    """The same file made again by somebody who knows how it is made, but for the root."""
    with zipfile.ZipFile(file) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    change(contents)
    manifest = json.loads(contents.pop(MANIFEST))
    manifest["filer"] = [
        {"namn": name, "storlek": len(text), "sha256": hashlib.sha256(text).hexdigest()}
        for name, text in sorted(contents.items())
    ]
    contents[MANIFEST] = json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"
    path = file.with_name(to)
    pack(path, sorted(contents.items()))
    return path


def pack(path: Path, contents: Any, **options: Any) -> None:
    """A zip archive that ends as an audit file does."""
    with closing(zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options)) as archive:
        for name, text in contents:
            archive.writestr(name, text)
        archive.comment = b"sha256:" + b"0" * 64
    whole = path.read_bytes()[:-71]
    path.write_bytes(whole + b"sha256:" + hashlib.sha256(whole).hexdigest().encode())


def edit(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(contents: dict[str, bytes]) -> None:
        text = contents[name].decode()
        assert old in text
        contents[name] = text.replace(old, new, 1).encode()

    return change


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (EVENTS, "SN 2025/96", "SN 2025/69", {"trad_avviker", "lov_avviker", "rot_avviker"}),
        ("kalender.json", "2025-06-20", "2025-06-19", {"innehall_avviker"}),
        ("rapport.md", "Granskning", "Friande", {"innehall_avviker"}),
        ("regelverk/000000001.toml", "allvarlig", "mindre", {"innehall_avviker"}),
        ("las_mig.txt", "REVISIONSFIL", "ARSRAPPORT", {"innehall_avviker"}),
    ],
    ids=["event", "calendar", "report", "guideline", "readme"],
)
def test_what_somebody_rewrote_with_care_is_found(
    file: Path, name: str, old: str, new: str, expected: set[str]
) -> None:
    found = codes(rewritten(file, edit(name, old, new), "omskriven.zip"))
    assert found
    assert found & expected


def test_a_seal_over_something_else_is_found(file: Path, seal: Seal) -> None:
    events = seal.checkpoint.events
    change = edit("sigill/001.txt", f"\n{events}\n", f"\n{events - 1}\n")
    assert "sigill_avviker" in codes(rewritten(file, change, "sigill.zip"))


def test_a_masked_row_is_vouched_for_by_nobody(register: Register, folder: Path) -> None:
    """Whoever makes the whole file again can change what is open in it; the texts say so."""
    path = folder / "oborgad.zip"
    make(register, path)
    change = edit(EVENTS, "Exempelbjörken", "Exempelgranen")
    assert codes(rewritten(path, change, "oborgad-2.zip")) == set()
    assert "kan då inte räknas ur de maskerade raderna" in swedish.AUDIT_FILE_README.replace(
        "\n", " "
    )


def test_a_later_seal_tells_of_a_shorter_log(file: Path, seal: Seal) -> None:
    def cut(contents: dict[str, bytes]) -> None:
        contents[EVENTS] = contents[EVENTS][: contents[EVENTS].rstrip(b"\n").rindex(b"\n") + 1]
        del contents["sigill/001.txt"]

    assert "lucka" in codes(rewritten(file, cut, "kortad.zip"))
    found = verified(rewritten(file, cut, "kortad.zip"), seals=[seal])
    assert "sigill_langre" in {fault.code for fault in found.faults}


# ── hostile ──


def hostile(folder: Path, contents: Any) -> Path:
    path = folder / "fientlig.zip"
    pack(path, contents)
    return path


@pytest.mark.parametrize(
    "name",
    ["../utanfor.txt", "/etc/passwd", "a/b/c.txt", "rapport.md\0.txt", "C:\\x", "mapp/", ".dold"],
    ids=["above", "absolute", "deep", "nul", "windows", "folder", "hidden"],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str, folder: Path) -> None:
    with pytest.raises(InputError), package(hostile(folder, [(name, "x")])):
        pass


def test_a_name_twice_is_refused(folder: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = hostile(folder, [(MANIFEST, "{}"), (MANIFEST, "{}")])
    with pytest.raises(InputError, match="två gånger"), package(path):
        pass


def test_a_file_that_grows_is_refused(folder: Path) -> None:
    path = hostile(folder, [("rapport.md", b"\0" * (MOST_BYTES + 1)), (MANIFEST, "{}")])
    with pytest.raises(InputError, match="större"), package(path):
        pass


def test_a_line_without_end_is_refused(file: Path) -> None:
    def change(contents: dict[str, bytes]) -> None:
        contents[EVENTS] = b'"' * (17 << 20)

    with pytest.raises(InputError, match="raden"):
        verified(rewritten(file, change, "lang.zip"))


def test_a_file_that_nobody_listed_is_told(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        contents = [(name, archive.read(name)) for name in archive.namelist()]
    path = file.with_name("extra.zip")
    pack(path, sorted([*contents, ("tillagg.txt", b"x")]))
    assert codes(path) == {"fil_okand"}
    pack(path, [each for each in contents if each[0] != "rapport.md"])
    assert "fil_saknas" in codes(path)


@pytest.mark.parametrize("text", [b"", b"PK", b"x" * 5000, b"PK\3\4" + b"\0" * 200])
def test_what_is_no_audit_file_is_refused(text: bytes, folder: Path) -> None:
    path = folder / "annat.zip"
    path.write_bytes(text)
    with pytest.raises(InputError), package(path):
        pass


@given(st.binary(max_size=300))
@settings(max_examples=50, deadline=None)
def test_a_line_is_read_or_refused(line: bytes) -> None:
    for is_whole in (True, False):
        with pytest.raises(InputError):
            PackedRow.of(line, 1, is_whole=is_whole)


# ── writing it ──


def test_nothing_is_written_over(register: Register, folder: Path) -> None:
    path = folder / "upptagen.zip"
    path.write_bytes(b"x")
    with pytest.raises(RegisterError):
        make(register, path)
    assert path.read_bytes() == b"x"


def test_a_register_under_keys_stays_locked(tmp_path: Path) -> None:
    """What is locked goes as it is stored; nobody reads it without the keys."""
    with Register.open(tmp_path / "last.sqlite", keys=tmp_path / "nycklar") as found:
        settle(found)
        manifest = make(found, tmp_path / "last.zip")
        assert manifest.maskerade == {}
    found_in_it = verified(tmp_path / "last.zip")
    assert found_in_it.faults == ()
    with package(tmp_path / "last.zip") as kept:
        descriptions = [
            each.event.description for each in kept.events() if hasattr(each.event, "description")
        ]
    assert descriptions == ["[krypterat]"]


def test_the_day_says_what_the_report_looks_back_from(register: Register, folder: Path) -> None:
    path = folder / "juni.zip"
    write(register, path, on=date(2025, 6, 30), is_whole=False, report=REPORT)
    with package(path) as found:
        assert found.manifest.per == date(2025, 6, 30)
        assert found.verify(report=REPORT).is_sound
    buffer = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(buffer) as archive:
        assert "den 30 juni 2025" in archive.read("rapport.md").decode()


@pytest.mark.parametrize("topic", TOPICS, ids=ascii_of)
def test_every_kind_of_matter_can_be_taken_home(topic: str, tmp_path: Path) -> None:
    """Whole or masked: verified, and replayed to the same state but for what is masked."""
    clerk = Clerk(tmp_path / "register.sqlite")
    clerk.begin()
    for act in proper_way(clerk, topic, LOV, DEFICIENCIES[0], SANCTIONS[0]):
        act()
    with clerk.register as found:
        expected = fold(found.events())
        for is_whole in (True, False):
            path = tmp_path / f"{is_whole}.zip"
            write(found, path, on=clerk.today, is_whole=is_whole, report=REPORT)
            assert verified(path).faults == ()
            with package(path) as kept:
                states = fold(kept.events())
            assert mask(states) == mask(expected)
            assert (states == expected) is (is_whole or not kept.manifest.maskerade)
