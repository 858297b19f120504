"""``avtal register``: made, moved, copied, restored, and how it is doing."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Printed, Run

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.failures import SQLITE
from avtalsuppfoljning.recording.integrity.whole import check
from avtalsuppfoljning.recording.sqlite import engine
from avtalsuppfoljning.recording.upkeep import health as module
from avtalsuppfoljning.recording.upkeep.health import Finding


@pytest.fixture
def own(register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register that a test may do what it likes with, on a machine like any other."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engine, "has_wal_fault", lambda: False)
    monkeypatch.setattr(module, "ROOM", 0)
    Register.open(register).close()  # nothing waits beside it
    shutil.copy(register, "avtal.sqlite")
    Path("avtal.sqlite").chmod(0o600)
    return Path("avtal.sqlite")


def read(result: Any, code: int = 0) -> Any:
    assert (result.exit_code, result.stderr) == (code, "")
    return json.loads(result.stdout)


def refused(result: Any, text: str) -> None:
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert text in result.stderr


def of_any_demo(page: str) -> str:
    """The page without what changes when the demo does."""
    page = re.sub(r"\b[0-9a-f]{64}\b", "…", page)
    page = re.sub(r"\d+ (?=händelser)|\d+,\d(?= kB)", "… ", page).replace("…  ", "… ")
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "…", page)


class TestSkapa:
    def test_json(self, run: Run, tmp_path: Path) -> None:
        place = tmp_path / "ny.sqlite"
        answer = read(run("register", "skapa", place, "--format", "json"))
        assert answer == {"register": str(place), "nycklar": None}
        assert check(place).events == 0

    def test_with_keys_it_begins_with_them(self, run: Run, tmp_path: Path) -> None:
        place, keys = tmp_path / "ny.sqlite", tmp_path / "nycklar.sqlite"
        answer = read(run("register", "skapa", place, "--nycklar", keys, "--format", "json"))
        assert answer["nycklar"] == str(keys)
        assert keys.is_file()
        with Register.open(place, create=False, keys=keys):
            pass

    def test_two_registers_never_share_their_keys(self, run: Run, tmp_path: Path) -> None:
        """A gallring in one of them would destroy what is in the other."""
        keys = tmp_path / "nycklar.sqlite"
        assert run("register", "skapa", tmp_path / "en", "--nycklar", keys).exit_code == 0
        again = run("register", "skapa", tmp_path / "annan", "--nycklar", keys)
        refused(again, f"det finns redan och skrivs inte över ({keys})")
        assert not (tmp_path / "annan").exists()
        with pytest.raises(RegisterError) as found:
            Register.open(tmp_path / "annan", keys=keys)
        assert found.value.code == "exists"

    @pytest.mark.parametrize("address", ["mysql://a:hemligt@b/c", "Postgresql://a:hemligt@b/c"])
    @pytest.mark.parametrize(
        "args",
        [
            ("verifiera", "--register"),
            ("register", "skapa"),
            ("register", "skapa", "ny.sqlite", "--nycklar"),
            ("register", "halsa", "--register"),
            ("register", "aterstall", "kopia.sqlite"),
            ("register", "sakerhetskopiera", "kopia.sqlite", "--register"),
        ],
        ids=" ".join,
    )
    def test_no_password_in_a_wrong_address(
        self, run: Run, own: Path, args: tuple[str, ...], address: str
    ) -> None:
        shutil.copy(own, "kopia.sqlite" if "aterstall" in args else "annan.sqlite")
        told = run(*args, address)
        refused(told, "adressen till registret går inte att läsa")
        assert "hemligt" not in told.stderr
        assert not Path("ny.sqlite").exists()

    def test_nothing_is_written_over(self, run: Run, own: Path) -> None:
        before = own.read_bytes()
        refused(run("register", "skapa", own), "det finns redan och skrivs inte över")
        assert own.read_bytes() == before

    def test_no_such_directory(self, run: Run, tmp_path: Path) -> None:
        refused(run("register", "skapa", tmp_path / "a" / "b"), "filen kan inte skrivas")


class TestSakerhetskopieraOchAterstall:
    def test_json(self, run: Run, own: Path) -> None:
        args = ("register", "sakerhetskopiera", "kopia.sqlite", "--register", own)
        answer = read(run(*args, "--format", "json"))
        assert list(answer) == ["kopia", "handelser", "senast", "rot", "storlek", "sha256"]
        assert (answer["kopia"], answer["rot"]) == ("kopia.sqlite", check(own).root)
        restored = read(
            run("register", "aterstall", "kopia.sqlite", "ny.sqlite", "--format", "json")
        )
        assert list(restored) == ["register", "handelser", "senast", "rot", "storlek", "sha256"]
        assert restored["rot"] == answer["rot"]
        log = run("handelser", "--register", own).stdout
        assert run("handelser", "--register", "ny.sqlite").stdout == log

    def test_printed(self, run: Run, printed: Printed, own: Path) -> None:
        shown = run("register", "sakerhetskopiera", "kopia.sqlite", "--register", own).stdout
        shown += run("register", "aterstall", "kopia.sqlite", "ny.sqlite").stdout
        printed("register-kopia", of_any_demo(shown))

    def test_nothing_is_written_over(self, run: Run, own: Path) -> None:
        Path("kopia.sqlite").write_bytes(b"min")
        refused(run("register", "sakerhetskopiera", "kopia.sqlite", "--register", own), "redan")
        refused(run("register", "aterstall", own, "kopia.sqlite"), "redan")
        assert Path("kopia.sqlite").read_bytes() == b"min"

    def test_a_damaged_backup_is_refused(self, run: Run, own: Path) -> None:
        raw = bytearray(own.read_bytes())
        place = raw.index(b'"by":"')
        raw[place + 7] ^= 1
        Path("skadad.sqlite").write_bytes(raw)
        refused(run("register", "aterstall", "skadad.sqlite", "ny.sqlite"), "registret är skadat")
        assert not Path("ny.sqlite").exists()

    def test_a_backup_is_a_file(self, run: Run, own: Path) -> None:
        place = "postgresql://anna:hemligt@server/avtal"
        for args in (("sakerhetskopiera", place, "--register", own), ("aterstall", own, place)):
            result = run("register", *args)
            refused(result, "en säkerhetskopia är en fil")
            assert "hemligt" not in result.stderr

    def test_a_backup_that_is_not_there(self, run: Run, own: Path) -> None:
        refused(run("register", "aterstall", "ingen.sqlite", "ny.sqlite"), "finns inte")
        refused(run("register", "sakerhetskopiera", "k", "--register", own.parent / "x"), "finns")
        refused(run("register", "sakerhetskopiera", "k"), "inget register är angivet")


class TestFlytta:
    def test_json(self, run: Run, own: Path) -> None:
        answer = read(run("register", "flytta", "ny", "--register", own, "--format", "json"))
        assert list(answer) == ["till", "handelser", "kommandon", "rot"]
        assert answer["rot"] == check("ny").root == check(own).root

    def test_printed(self, run: Run, printed: Printed, own: Path) -> None:
        shown = run("register", "flytta", "ny.sqlite", "--register", own).stdout
        printed("register-flytta", of_any_demo(shown))


class TestHalsa:
    def test_json(self, run: Run, own: Path) -> None:
        args = ("register", "halsa", "--register", own, "--format", "json")
        answer = read(run(*args))
        assert (answer["ok"], answer["anmarkningar"], answer["rot"]) == (True, [], None)
        assert (answer["lager"], answer["rattigheter"], answer["journal"]) == (
            "sqlite", "0600", "wal",
        )  # fmt: skip
        assert read(run(*args, "--grundligt"))["rot"] == check(own).root

    def test_a_fault_is_found(self, run: Run, own: Path) -> None:
        own.chmod(0o644)
        args = ("register", "halsa", "--register", own)
        answer = read(run(*args, "--format", "json"), code=1)
        assert answer["ok"] is False
        assert answer["anmarkningar"] == [{"kod": "rattigheter", "allvar": "fel"}]
        shown = run(*args)
        assert shown.exit_code == 1
        assert "Fel: andra än ägaren får läsa" in shown.stdout

    def test_a_warning_is_no_fault(
        self, run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engine, "has_wal_fault", lambda: True)
        answer = read(run("register", "halsa", "--register", own, "--format", "json"))
        assert answer["anmarkningar"] == [{"kod": "sqlite_fel", "allvar": "varning"}]

    def test_printed(
        self, run: Run, printed: Printed, own: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = module.health(own)
        monkeypatch.setattr(engine, "has_wal_fault", lambda: True)
        shown = run("register", "halsa", "--register", own).stdout
        for of_the_machine, word in [
            (f"SQLite: {found.sqlite}", "SQLite: …"),
            (f"Python: {found.python}", "Python: …"),
            (f"eventsourcing: {found.eventsourcing}", "eventsourcing: …"),
            (f"Filsystem: {found.file_system}", "Filsystem: …"),
        ]:
            shown = shown.replace(of_the_machine, word)
        shown = re.sub(r"(?m)(Storlek|Ledigt på disken|Händelser): .*$", r"\1: …", shown)
        printed("register-halsa", of_any_demo(shown))


def test_every_finding_has_a_sentence() -> None:
    assert {each.value for each in Finding} == set(swedish.FINDING)


def test_every_fault_of_the_disk_has_a_sentence() -> None:
    assert {code for code, _, _ in SQLITE.values()} <= set(swedish.REGISTER_FAULT)


def test_the_commands_take_no_keys_that_they_do_not_use(run: Run) -> None:
    for name in ("flytta", "sakerhetskopiera", "aterstall", "halsa"):
        assert "--nycklar" not in run("register", name, "--help").stdout
    assert "--nycklar" in run("register", "skapa", "--help").stdout


class TestOnAServer:
    def test_made_moved_to_copied_and_looked_at(self, run: Run, own: Path, schema: str) -> None:
        answer = read(run("register", "flytta", schema, "--register", own, "--format", "json"))
        assert answer["rot"] == check(own).root
        assert answer["till"].startswith("postgresql://")
        looked = read(run("register", "halsa", "--register", schema, "--format", "json"))
        assert (looked["lager"], looked["ok"], looked["filsystem"]) == ("postgresql", True, None)
        args = ("register", "sakerhetskopiera", "kopia.sqlite", "--register", schema)
        assert read(run(*args, "--format", "json"))["rot"] == answer["rot"]
        refused(run("register", "skapa", schema), "det finns redan och skrivs inte över")
        refused(run("register", "flytta", schema, "--register", own), "registret där är inte tomt")

    def test_a_server_that_does_not_answer(self, run: Run) -> None:
        place = "postgresql://anna:hemligt@127.0.0.1:1/avtal"
        result = run("register", "skapa", place)
        refused(result, "databasservern svarar inte eller nekar")
        assert "hemligt" not in result.stderr
