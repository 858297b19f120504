"""``revision``, ``granska --regelverk`` and the audit file, from the command line."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import ROOT, Printed, Run

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli import what_if
from avtalsuppfoljning.guidelines import shipped_text

DAY = ("--per", "2025-12-31")
PARTS = ("rapport", "likabehandling", "rekommendationer", "fragor")


def parsed(run: Run, *args: object) -> Any:
    result = run(*args, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("revision")


@pytest.fixture
def file(run: Run, register: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ut.zip"
    assert run("revision", "fil", path, "--register", register, *DAY).exit_code == 0
    return path


# ── what if ──


def test_its_own_guideline_says_the_same(run: Run, register: Path) -> None:
    """The one that was adopted is found in the log, by its id."""
    found = parsed(run, "granska", "--regelverk", "orebro", "--register", register, *DAY)
    assert (found["olika"], found["saknas"]) == ([], [])
    assert found["beslut"] == found["lika"] > 0


def test_another_guideline_is_asked(run: Run, register: Path, printed: Printed) -> None:
    """The promised keys; exit 0, however much differs."""
    command = ("granska", "--regelverk", "sodertalje", "--register", register, *DAY)
    found = parsed(run, *command)
    assert found["beslut"] == found["lika"] + len(found["olika"])
    for each in found["olika"]:
        assert each.keys() >= {"strom", "position", "da", "nu", "kallor"}
        assert each["kallor"]
        assert each["da"]["tillaten"] is True
    result = run(*command)
    assert result.exit_code == 0
    printed("granska-regelverk", result.stdout)


def test_a_draft_of_ones_own_is_asked(run: Run, register: Path, tmp_path: Path) -> None:
    draft = tmp_path / "utkast.toml"
    text = shipped_text("orebro").replace('id = "orebro"', 'id = "utkast"', 1)
    draft.write_text(text.replace('ger = "papekande"', 'ger = "atgardsplan"', 1), "utf-8")
    found = parsed(run, "granska", "--regelverk", draft, "--register", register, *DAY)
    assert found["regelverk"]["id"] == "utkast"
    kinds = {kind for each in found["olika"] for kind in each["slag"]}
    assert kinds == {"annan_rekommendation"}
    assert {each["da"]["rekommendation"] for each in found["olika"]} == {"papekande"}


@pytest.mark.parametrize("name", ["finns_ej", "orebro@1999-01-01", "saknas.toml"])
def test_a_guideline_that_is_not_there_is_refused(run: Run, register: Path, name: str) -> None:
    result = run("granska", "--regelverk", name, "--register", register, *DAY)
    assert result.exit_code != 0


# ── the parts ──


@pytest.mark.parametrize("part", PARTS)
def test_each_part_can_be_read(run: Run, register: Path, printed: Printed, part: str) -> None:
    result = run("revision", part, "--register", register, *DAY)
    assert result.exit_code == 0
    printed(f"revision-{part}", result.stdout)


@pytest.mark.parametrize("part", PARTS)
def test_a_file_says_what_the_register_says(
    run: Run, register: Path, file: Path, part: str
) -> None:
    """Masked as it is, and without a day: the file has its own."""
    of_register = run("revision", part, "--register", register, *DAY)
    of_file = run("revision", part, "--fil", file)
    assert of_file.stdout == of_register.stdout
    assert parsed(run, "revision", part, "--fil", file) == parsed(
        run, "revision", part, "--register", register, *DAY
    )


def test_the_audit_of_a_file_is_the_audit_of_the_register(
    run: Run, register: Path, file: Path
) -> None:
    for more in ((), ("--regelverk", "sodertalje")):
        of_register = run("granska", *more, "--register", register, *DAY, "--format", "json")
        of_file = run("granska", *more, "--fil", file, "--format", "json")
        assert json.loads(of_file.stdout) == json.loads(of_register.stdout)


def test_a_file_is_replayed_without_the_register(
    run: Run, register: Path, file: Path, tmp_path: Path
) -> None:
    """The states are the register's; the digest too, where nothing is masked."""
    theirs = parsed(run, "spela-upp", "--register", register, *DAY)
    masked = parsed(run, "spela-upp", "--fil", file)
    assert {**masked, "digest": theirs["digest"]} == theirs
    assert masked["digest"] != theirs["digest"]
    assert swedish.MASKED_DIGEST in run("spela-upp", "--fil", file).stdout
    whole = tmp_path / "hel.zip"
    reason = ("--med-sekretess", "--skal", "Revision 7/2026", "--av", "Bo Ek")
    copy = tmp_path / "kopia.sqlite"
    copy.write_bytes(register.read_bytes())
    assert run("revision", "fil", whole, *reason, "--register", copy, *DAY).exit_code == 0
    assert parsed(run, "spela-upp", "--fil", whole, *DAY) == theirs
    refused = run("spela-upp", "--fil", register)
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_equal_treatment_as_json(run: Run, register: Path) -> None:
    found = parsed(run, "revision", "likabehandling", "--register", register, *DAY)
    assert found["oforklarade"] == sum(not each["tillaten"] for each in found["skillnader"])
    egen, privat = found["driftsformer"]
    assert (egen["driftsform"], privat["driftsform"]) == ("egen_regi", "privat_regi")
    assert found["jamforbara"] is False


def test_the_report_is_a_web_page_too(run: Run, register: Path) -> None:
    result = run("revision", "rapport", "--html", "--register", register, *DAY)
    assert result.stdout.startswith('<!DOCTYPE html>\n<html lang="sv">')


# ── the file ──


def test_what_is_masked_is_told(run: Run, register: Path, tmp_path: Path) -> None:
    found = parsed(run, "revision", "fil", tmp_path / "ut.zip", "--register", register, *DAY)
    assert found["hel"] is False
    assert found["maskerade"]["papekande-issued@1"]["falt"] == ["text", "ruling.choice.by.person"]
    result = run("revision", "fil", tmp_path / "ut2.zip", "--register", register, *DAY)
    assert "påpekande: 1 (text, ruling.choice.by.person)" in " ".join(result.stdout.split())
    assert all(len(line) <= 80 for line in result.stdout.splitlines() if "ut2.zip" not in line)


def test_a_whole_file_needs_a_reason_and_a_name(run: Run, register: Path, tmp_path: Path) -> None:
    path = tmp_path / "hel.zip"
    refused = run("revision", "fil", path, "--med-sekretess", "--register", register)
    assert (refused.exit_code, path.exists()) == (1, False) or refused.exit_code != 0
    assert not path.exists()


def test_a_file_is_verified(run: Run, file: Path) -> None:
    found = parsed(run, "verifiera", "--fil", file)
    assert (found["ok"], found["fel"]) == (True, [])
    result = run("verifiera", "--fil", file)
    assert "Filen är hel" in result.stdout


def test_a_changed_file_is_told_and_not_audited(run: Run, file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    verified = run("verifiera", "--fil", file, "--format", "json")
    audited = run("granska", "--fil", file)
    assert verified.exit_code != 0
    assert audited.exit_code != 0
    assert "beslut prövade" not in audited.stdout


def test_a_seal_in_the_file_is_compared(run: Run, register: Path, tmp_path: Path) -> None:
    key, sealed = tmp_path / "nyckel", tmp_path / "sigill"
    public = run("forsegla", "--ny-nyckel", key, "--namn", "exempel.se/avtal").stdout
    (tmp_path / "oppen").write_text(public, "utf-8")
    sealed.write_text(run("forsegla", "--nyckel", key, "--register", register).stdout, "utf-8")
    path = tmp_path / "ut.zip"
    run("revision", "fil", path, "--sigill", sealed, "--register", register, *DAY)
    found = parsed(run, "verifiera", "--fil", path, "--nyckel", tmp_path / "oppen")
    assert [each["undertecknat_av"] for each in found["sigill"]] == ["exempel.se/avtal"]
    with zipfile.ZipFile(path) as archive:
        assert archive.read("sigill/001.txt").decode() == sealed.read_text("utf-8")


# ── the how-to ──

HOW_TO = ROOT / "docs" / "how-to" / "revidera-ett-ar.md"


def test_the_how_to_runs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of it, in its order, on the example municipality."""
    monkeypatch.chdir(tmp_path)
    lines = HOW_TO.read_text("utf-8").splitlines()
    commands = [line.removeprefix("$ avtal ").split() for line in lines if line.startswith("$ ")]
    assert len(commands) > 10
    for command in commands:
        result = run(*command)
        assert result.exit_code == 0, (command, result.output)
        assert result.stdout


def test_signatures_need_a_whole_file(run: Run, register: Path, file: Path, tmp_path: Path) -> None:
    keys = tmp_path / "beslutsnycklar"
    keys.write_text("# ingen\n", "utf-8")
    public = run("forsegla", "--ny-nyckel", tmp_path / "eva", "--namn", "eva.ek").stdout
    keys.write_text(public.strip() + " 2025-01-01\n", "utf-8")
    refused = run("verifiera", "--fil", file, "--beslutsnycklar", keys)
    assert refused.exit_code != 0
    whole = tmp_path / "hel.zip"
    reason = ("--med-sekretess", "--skal", "Revision", "--av", "Rut Revisor")
    copy = tmp_path / "kopia.sqlite"
    copy.write_bytes(register.read_bytes())
    assert run("revision", "fil", whole, "--register", copy, *DAY, *reason).exit_code == 0
    told = run("verifiera", "--fil", whole, "--beslutsnycklar", keys, "--format", "json")
    assert {each["kod"] for each in json.loads(told.stdout)["fel"]} == {"signatur_saknas"}


def test_many_decisions_go_through_the_arrays(
    run: Run, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is the same."""
    command = ("granska", "--regelverk", "sodertalje", "--register", register, *DAY)
    one_by_one = parsed(run, *command)
    monkeypatch.setattr(what_if, "MANY", 1)
    assert parsed(run, *command) == one_by_one


@pytest.mark.parametrize("part", PARTS)
def test_an_empty_register_has_an_answer(run: Run, tmp_path: Path, part: str) -> None:
    path = tmp_path / "tomt.sqlite"
    run("register", "skapa", path)
    result = run("revision", part, "--register", path, *DAY)
    assert result.exit_code == 0
    assert parsed(run, "revision", part, "--register", path, *DAY)
    assert run("revision", "fil", tmp_path / "ut.zip", "--register", path, *DAY).exit_code == 0
    assert run("verifiera", "--fil", tmp_path / "ut.zip").exit_code == 0
