"""``verifiera``, ``forsegla`` and ``kvitto``, and what checks a receipt without this library."""

import errno
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from click.testing import Result
from hypothesis import given, settings, strategies as st
from tests.cli.conftest import ROOT, Printed, Run

from avtalsuppfoljning.recording.integrity.notes import Note, PrivateKey
from avtalsuppfoljning.recording.integrity.proving import Continuation, Inclusion
from avtalsuppfoljning.recording.integrity.sealing import Checkpoint, Seal
from avtalsuppfoljning.recording.integrity.tree import (
    Frontier,
    consistency_spans,
    inclusion_spans,
    leaves,
    roots,
)

EXAMPLES = ROOT / "examples"
NAME = "exempelkoping.se/avtal"
REASON = ("--med-sekretess", "--skal", "Utföraren vill ha kvitto", "--av", "Bo Ek")


class Kept:
    """A register, a key pair and a seal, and the command line."""

    def __init__(self, run: Run, register: Path, folder: Path) -> None:
        self.run, self.folder = run, folder
        self.register = Path(shutil.copy(register, folder / "avtal.sqlite"))
        public = self.avtal("forsegla", "--ny-nyckel", "hemlig", "--namn", NAME)
        self.write("oppen", public.stdout)
        self.write("sigill", self.avtal("forsegla", "--nyckel", "hemlig").stdout)

    def avtal(self, command: str, *args: str) -> Result:
        options = [str(self.folder / a) if (self.folder / a).exists() else a for a in args]
        if "--ny-nyckel" in args:
            options[1] = str(self.folder / args[1])
            return self.run(command, *options)
        return self.run(command, *options, "--register", self.register)

    def json(self, command: str, *args: str) -> Any:
        return json.loads(self.avtal(command, *args, "--format", "json").stdout)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def tamper(self, sql: str) -> None:
        with closing(sqlite3.connect(self.register)) as connection, connection:
            connection.execute("DROP TRIGGER events_no_update")
            connection.execute(sql)


@pytest.fixture
def kept(run: Run, register: Path, tmp_path: Path) -> Kept:
    return Kept(run, register, tmp_path)


def check(script: str, *args: Path) -> subprocess.CompletedProcess[str]:
    """Run an example on its own: nothing but the standard library is there."""
    return subprocess.run(
        [sys.executable, "-I", "-S", EXAMPLES / script, *args],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
    )


class TestVerifiera:
    def test_a_sound_register(self, kept: Kept) -> None:
        found = kept.avtal(
            "verifiera", "--sigill", "sigill", "--nyckel", "oppen", "--format", "json"
        )
        answer = json.loads(found.stdout)
        assert found.exit_code == 0
        assert answer["ok"] is True
        assert answer["fel"] == []
        assert answer["handelser"] == answer["sigill"][0]["handelser"] > 100
        assert re.fullmatch("[0-9a-f]{64}", answer["rot"])
        assert answer["sigill"][0]["undertecknat_av"] == NAME

    def test_a_fault_is_named_and_exits_with_1(self, kept: Kept) -> None:
        kept.tamper("UPDATE events SET version = version + 50 WHERE position = 7")
        found = kept.avtal("verifiera", "--format", "json")
        answer = json.loads(found.stdout)
        assert found.exit_code == 1
        assert answer["ok"] is False
        assert {fault["kod"] for fault in answer["fel"]} == {"tabell_andrad", "versionslucka"}
        assert next(f["position"] for f in answer["fel"] if f["kod"] == "versionslucka") == 7
        assert all(fault["text"].endswith(".") for fault in answer["fel"])

    def test_the_pages(self, kept: Kept, printed: Printed) -> None:
        sound = kept.avtal("verifiera", "--sigill", "sigill").stdout
        kept.tamper("UPDATE events SET name = 'meeting-held@1' WHERE position = 7")
        text = sound + "\n" + kept.avtal("verifiera", "--sigill", "sigill").stdout
        text = re.sub(r"\b([0-9a-f]{64}|1\d\d)\b|(?<= 7 i )[a-z:]+(?=: )", "…", text)
        printed("verifiera", text)

    def test_the_signature_of_a_seal(self, kept: Kept) -> None:
        kept.avtal("forsegla", "--ny-nyckel", "annan", "--namn", NAME)
        foreign = PrivateKey.read(kept.folder / "annan")
        text = Note.parse((kept.folder / "sigill").read_text("utf-8")).text
        kept.write("falskt", str(Note(text).signed(foreign)))
        found = kept.avtal("verifiera", "--sigill", "falskt", "--nyckel", "oppen")
        assert found.exit_code == 1
        assert "inte undertecknat" in found.stdout
        assert kept.avtal("verifiera", "--sigill", "falskt").exit_code == 0

    def test_decisions_that_should_have_been_signed(self, kept: Kept) -> None:
        found = kept.avtal("verifiera", "--beslutsnycklar", "oppen", "--format", "json")
        assert found.exit_code == 1
        assert {fault["kod"] for fault in json.loads(found.stdout)["fel"]} == {"signatur_saknas"}

    @pytest.mark.parametrize("option", ["--sigill", "--nyckel", "--beslutsnycklar"])
    def test_a_file_that_is_something_else(self, kept: Kept, option: str) -> None:
        kept.write("fel", "hej\nhopp\n")
        found = kept.avtal("verifiera", "--sigill", "sigill", option, "fel")
        assert found.exit_code == 2
        assert "fel: " in found.stderr.replace(", rad 1", "")
        assert found.stderr.count("\n") == 1

    @pytest.mark.parametrize("option", ["--sigill", "--nyckel", "--beslutsnycklar"])
    @pytest.mark.parametrize("raw", [b"\xb5\xff", b"", b"\n \n"], ids=["binar", "tom", "blank"])
    def test_a_file_without_keys_lets_nothing_pass(
        self, kept: Kept, option: str, raw: bytes
    ) -> None:
        (kept.folder / "fel").write_bytes(raw)
        found = kept.avtal("verifiera", "--sigill", "sigill", option, "fel")
        assert (found.exit_code, found.stdout) == (2, "")
        assert f"{kept.folder / 'fel'}: " in found.stderr

    def test_a_key_without_a_seal_would_check_nothing(self, kept: Kept) -> None:
        found = kept.avtal("verifiera", "--nyckel", "oppen")
        assert (found.exit_code, found.stdout) == (2, "")
        assert "ange också --sigill" in found.stderr


class TestForsegla:
    def test_a_seal_is_a_checkpoint(self, kept: Kept) -> None:
        lines = (kept.folder / "sigill").read_text("utf-8").split("\n")
        assert lines[0] == NAME
        assert lines[1].isdecimal()
        assert lines[3].startswith("kommandon ")
        assert lines[4] == ""
        assert lines[5].startswith(f"— {NAME} ")

    def test_the_same_register_gives_the_same_seal(self, kept: Kept) -> None:
        again = kept.avtal("forsegla", "--nyckel", "hemlig").stdout
        assert again == (kept.folder / "sigill").read_text("utf-8")

    def test_it_continues_an_earlier_one(self, kept: Kept) -> None:
        answer = kept.json("forsegla", "--nyckel", "hemlig", "--sedan", "sigill")
        assert answer["fortsattning"]["fran"] == (kept.folder / "sigill").read_text("utf-8")
        assert answer["fortsattning"]["till"] == answer["sigill"]

    def test_that_it_continues_is_checked_without_this_library(self, kept: Kept) -> None:
        """Whoever keeps the earlier seal needs neither the register nor this library."""
        seal, told = kept.folder / "sigill", kept.folder / "svar"
        for events in range(3):
            found = kept.avtal(
                "forsegla", "--nyckel", "hemlig", "--sedan", "sigill", "--format", "json"
            )
            kept.write("svar", found.stdout)
            checked = check("kontrollera_fortsattning.py", told, seal)
            assert (checked.returncode, checked.stderr) == (0, "")
            size = json.loads(found.stdout)["handelser"]
            assert f"från {size - events} till {size} händelser" in checked.stdout
            assert kept.avtal("kvitto", str(events + 1), *REASON).exit_code == 0  # who asked
        for other in (seal.read_text("utf-8").replace("\n1", "\n2"), str(Seal.of(_other(seal)))):
            kept.write("annat", other)
            checked = check("kontrollera_fortsattning.py", told, kept.folder / "annat")
            assert (checked.returncode, checked.stdout) == (1, "")

    def test_it_does_not_continue_the_seal_of_another(self, kept: Kept) -> None:
        kept.avtal("forsegla", "--ny-nyckel", "annan", "--namn", NAME)
        found = kept.avtal("forsegla", "--nyckel", "annan", "--sedan", "sigill")
        assert (found.exit_code, found.stdout) == (2, "")

    def test_it_does_not_continue_what_was_longer(self, kept: Kept) -> None:
        """An old copy has been put back: the commonest way to lose what was sealed."""
        old = (kept.register).read_bytes()
        assert kept.avtal("kvitto", "5", *REASON).exit_code == 0  # who asked is recorded
        kept.write("senare", kept.avtal("forsegla", "--nyckel", "hemlig").stdout)
        kept.register.write_bytes(old)
        for end in ("-wal", "-shm"):
            Path(f"{kept.register}{end}").unlink(missing_ok=True)
        found = kept.avtal("forsegla", "--nyckel", "hemlig", "--sedan", "senare")
        assert (found.exit_code, found.stdout) == (2, "")
        assert "inte det som förseglades" in found.stderr

    def test_it_does_not_continue_other_commands(self, kept: Kept) -> None:
        """The events are the same, and the register agrees with itself: the seal tells."""
        seal = Seal.read(kept.folder / "sigill")
        other = attrs.evolve(seal.checkpoint, commands_root=bytes(32))
        kept.write("annat", str(Seal.of(other, PrivateKey.read(kept.folder / "hemlig"))))
        found = kept.avtal("forsegla", "--nyckel", "hemlig", "--sedan", "annat")
        assert (found.exit_code, found.stdout) == (2, "")
        assert "inte det som förseglades" in found.stderr

    def test_all_continues_a_seal_of_nothing(self, kept: Kept, run: Run) -> None:
        empty = kept.folder / "tomt.sqlite"
        assert run("register", "skapa", empty).exit_code == 0
        made = run("forsegla", "--nyckel", kept.folder / "hemlig", "--register", empty)
        kept.write("forsta", made.stdout)
        found = kept.avtal("forsegla", "--nyckel", "hemlig", "--sedan", "forsta")
        assert (found.exit_code, found.stdout) == (2, "")
        assert "utelämna --sedan" in found.stderr

    def test_a_file_that_is_no_key_is_named(self, kept: Kept) -> None:
        for command in (("forsegla",), ("kvitto", "5", *REASON)):
            found = kept.avtal(*command, "--nyckel", "oppen")
            assert (found.exit_code, found.stdout) == (2, "")
            assert f"{kept.folder / 'oppen'}: " in found.stderr

    def test_a_register_with_a_fault_is_not_sealed(self, kept: Kept) -> None:
        kept.tamper("UPDATE events SET version = version + 50 WHERE position = 7")
        found = kept.avtal("forsegla", "--nyckel", "hemlig")
        assert (found.exit_code, found.stdout) == (2, "")
        assert "avtal verifiera" in found.stderr

    def test_a_key_is_for_its_owner_and_never_written_over(self, kept: Kept) -> None:
        before = (kept.folder / "hemlig").read_bytes()
        assert (kept.folder / "hemlig").stat().st_mode & 0o777 == 0o600
        found = kept.avtal("forsegla", "--ny-nyckel", "hemlig", "--namn", NAME)
        assert found.exit_code == 2
        assert "skrivs inte över" in found.stderr
        assert (kept.folder / "hemlig").read_bytes() == before

    def test_no_half_key_is_left(self, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
        """It would be in the way of the whole one."""

        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr("os.fsync", full)
            found = kept.avtal("forsegla", "--ny-nyckel", "ny", "--namn", NAME)
        assert (found.exit_code, "gör plats" in found.stderr) == (2, True)
        assert not (kept.folder / "ny").exists()

    @pytest.mark.parametrize(
        "args",
        [
            (),
            ("--ny-nyckel", "ny"),
            ("--namn", NAME),
            ("--nyckel", "hemlig", "--namn", NAME),
            ("--nyckel", "hemlig", "--ny-nyckel", "ny", "--namn", NAME),
            ("--ny-nyckel", "ny", "--namn", "två ord"),
            ("--nyckel", "oppen"),
        ],
        ids=" ".join,
    )
    def test_usage(self, kept: Kept, args: tuple[str, ...]) -> None:
        found = kept.avtal("forsegla", *args)
        assert (found.exit_code, found.stdout) == (2, "")
        assert found.stderr.count("\n") == 1
        assert not (kept.folder / "ny").exists()


def _other(seal: Path) -> Checkpoint:
    return attrs.evolve(Seal.read(seal).checkpoint, root=bytes(32))


class TestKvitto:
    @pytest.fixture
    def receipt(self, kept: Kept) -> Path:
        kept.write("kvitto", kept.avtal("kvitto", "5", "--sigill", "sigill", *REASON).stdout)
        return kept.folder / "kvitto"

    def test_it_is_checked_without_this_library(self, kept: Kept, receipt: Path) -> None:
        found = check("kontrollera_kvitto.py", receipt, kept.folder / "sigill")
        assert (found.returncode, found.stderr) == (0, "")
        assert found.stdout.startswith("Kvittot stämmer: plats 5 av ")

    def test_what_checks_it_is_short(self) -> None:
        assert len((EXAMPLES / "kontrollera_kvitto.py").read_text("utf-8").splitlines()) <= 31

    @pytest.mark.parametrize(
        "change",
        [
            ("position", lambda old: old + 1),
            ("strom", lambda old: old + "x"),
            ("version", lambda old: old + 1),
            ("handelse", lambda old: old.replace("@1", "@2")),
            ("post", lambda old: old.replace("2024", "2025", 1)),
            ("vag", lambda old: old[:-1]),
            ("vag", lambda old: [*old, old[0]]),
            ("vag", lambda old: old[::-1]),
        ],
        ids=["position", "strom", "version", "handelse", "post", "vag-kort", "vag-lang", "vag-bak"],
    )
    def test_a_changed_one_is_not_true(
        self, kept: Kept, receipt: Path, change: tuple[str, Callable[[Any], Any]]
    ) -> None:
        name, other = change
        plain = json.loads(receipt.read_text("utf-8"))
        plain[name] = other(plain[name])
        receipt.write_text(json.dumps(plain), "utf-8")
        found = check("kontrollera_kvitto.py", receipt, kept.folder / "sigill")
        assert found.returncode == 1
        assert "INTE" in found.stderr

    def test_who_signed_is_checked_without_this_library(self, kept: Kept) -> None:
        seal, key = kept.folder / "sigill", kept.folder / "oppen"
        found = check("kontrollera_sigill.py", seal, key)
        assert (found.returncode, found.stderr) == (0, "")
        kept.write("andrat", seal.read_text("utf-8").replace("kommandon 1", "kommandon 2"))
        assert check("kontrollera_sigill.py", kept.folder / "andrat", key).returncode == 1
        kept.write("annan", str(PrivateKey(NAME, b"x" * 32).public))
        assert check("kontrollera_sigill.py", seal, kept.folder / "annan").returncode == 1

    def test_secrets_are_shown_only_on_request(self, kept: Kept) -> None:
        """A receipt shows what is stored; who asked, and why, is recorded first."""
        found = kept.avtal("kvitto", "5", "--sigill", "sigill")
        secret = found.exit_code == 2
        events = kept.json("verifiera")["handelser"]
        assert secret is ("--med-sekretess" in found.stderr)
        assert kept.avtal("kvitto", "5", "--sigill", "sigill", *REASON).exit_code == 0
        assert kept.json("verifiera")["handelser"] == events + 1

    @pytest.mark.parametrize("position", ["0", "x", "99999", "1.0"])
    def test_a_place_that_no_event_has(self, kept: Kept, position: str) -> None:
        found = kept.avtal("kvitto", position)
        assert (found.exit_code, found.stdout) == (2, "")
        assert "plats" in found.stderr

    def test_a_place_after_the_seal(self, kept: Kept) -> None:
        told = kept.avtal("kvitto", "99999", "--sigill", "sigill").stderr
        assert "inte 99999: ange en annan plats, eller ett sigill som är gjort senare" in told

    def test_a_page_for_people(self, kept: Kept) -> None:
        text = kept.avtal("kvitto", "5", "--sigill", "sigill", "--format", "text").stdout
        assert text.startswith("Kvitto för plats 5 i provider:")
        assert max(map(len, text.splitlines())) <= 110


@settings(max_examples=15, deadline=None)
@given(seed=st.binary(min_size=32, max_size=32), text=st.text("abcåäö\n", min_size=1, max_size=40))
def test_the_written_out_signature_check_agrees(seed: bytes, text: str) -> None:
    """The Ed25519 of the example, beside the one we use."""
    example: dict[str, Any] = {}
    source = (EXAMPLES / "kontrollera_sigill.py").read_text("utf-8")
    exec(source.partition("body, _, lines")[0], example)  # noqa: S102  our own example
    key = PrivateKey("a", seed)
    made = key.sign(text.encode())
    is_signed = example["is_signed"]
    assert is_signed(text.encode(), made, key.public.raw)
    assert not is_signed(text.encode() + b"x", made, key.public.raw)
    assert not is_signed(text.encode(), made[:63] + bytes([made[63] ^ 1]), key.public.raw)


class TestEverySmallTree:
    """The checks written out in the examples, beside ours, for every tree of up to nine leaves."""

    LEAVES: Final = leaves([(n + 1, "provider:x", n, "a@1", b"{}") for n in range(10)])

    def seal(self, size: int) -> str:
        tree = Frontier().grow(self.LEAVES[:size])
        return str(Seal.of(Checkpoint("a", size, tree.root, 0, bytes(32))))

    @pytest.fixture
    def agrees(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bool]:
        sources = {
            name: compile((EXAMPLES / name).read_text("utf-8"), name, "exec")
            for name in ("kontrollera_kvitto.py", "kontrollera_fortsattning.py")
        }

        def agrees(name: str, told: object, seal: str) -> bool:
            (tmp_path / "told").write_text(json.dumps(told), "utf-8")
            (tmp_path / "seal").write_text(seal, "utf-8")
            monkeypatch.setattr(sys, "argv", [name, tmp_path / "told", tmp_path / "seal"])
            try:
                exec(sources[name], {"__name__": "__main__"})  # noqa: S102  our own example
            except SystemExit:
                return False
            return True

        return agrees

    def test_receipts(self, agrees: Callable[..., bool]) -> None:
        for size in range(1, 10):
            for index in range(size):
                path = roots(inclusion_spans(index, size), [self.LEAVES[:size]])
                row = (index + 1, "provider:x", index, "a@1", b"{}")
                proof = Inclusion(row, tuple(path), Seal.parse(self.seal(size))).plain()
                assert agrees("kontrollera_kvitto.py", proof, self.seal(size))
                wrong = proof | {"position": index + 2}
                assert not agrees("kontrollera_kvitto.py", wrong, self.seal(size))
                if size > 1:
                    assert not agrees("kontrollera_kvitto.py", proof, self.seal(size - 1))
                    cut = proof | {"vag": proof["vag"][:-1]}
                    assert not agrees("kontrollera_kvitto.py", cut, self.seal(size))

    def test_continuations(self, agrees: Callable[..., bool]) -> None:
        for size in range(1, 10):
            for first in range(1, size + 1):
                path = roots(consistency_spans(first, size), [self.LEAVES[:size]])
                earlier, later = (Seal.parse(self.seal(each)) for each in (first, size))
                told = {"fortsattning": Continuation(earlier, later, tuple(path)).plain()}
                assert agrees("kontrollera_fortsattning.py", told, self.seal(first))
                for other in set(range(1, size + 1)) - {first}:
                    assert not agrees("kontrollera_fortsattning.py", told, self.seal(other))
