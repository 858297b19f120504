"""``gallra``, ``--nycklar`` and ``--med-sekretess``: a register under keys at the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Printed, Run
from tests.exchange.invented import municipality, sole_trader_number

from avtalsuppfoljning import swedish
from avtalsuppfoljning.exchange.writing import write_workbook
from avtalsuppfoljning.recording import Register

NUMBER = sole_trader_number(9)
REASON = ("--med-sekretess", "--skal", "Begäran 7/2026", "--av", "Bo Ek")
BESLUT = (
    "--beslut", "SN 45/2026", "--beslutat-av", "Socialnämnden § 45", "--beslutat-den", "2026-01-15",
    "--av", "Åsa Arkivsson",
)  # fmt: skip
VIEWS = ("handelser", "spela-upp", "exportera --format jsonl", "utforare")


class Under:
    """A register under keys, and both of them at the command line."""

    def __init__(self, run: Run, folder: Path) -> None:
        write_workbook(
            folder / "kommun.xlsx", municipality(11, providers=10, agreements=3), is_whole=True
        )
        self.run = run
        self.place, self.keys = folder / "avtal.sqlite", folder / "nycklar.sqlite"
        made = self.avtal("importera", folder / "kommun.xlsx")
        assert (made.exit_code, made.stderr) == (0, "")
        holder = next(
            line for line in self.lines("handelser", *REASON) if NUMBER in json.dumps(line)
        )
        self.stream: str = holder["strom"]

    def avtal(self, *args: object, keys: bool = True) -> Any:
        own = ("--nycklar", self.keys) if keys else ()
        return self.run(*args, "--register", self.place, *own)

    def lines(self, *args: object, keys: bool = True) -> list[Any]:
        result = self.avtal(*args, keys=keys)
        assert (result.exit_code, result.stderr) == (0, "")
        return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def under(run: Run, tmp_path: Path) -> Under:
    return Under(run, tmp_path)


def test_what_is_gallrat_is_gone_from_every_view(under: Under, printed: Printed) -> None:
    assert NUMBER in under.avtal("handelser", *REASON).stdout
    done = under.avtal("gallra", under.stream, *BESLUT)
    assert (done.exit_code, done.stderr) == (0, "")
    again = under.avtal("gallra", under.stream, *BESLUT)
    printed("gallra", (done.stdout + again.stdout).replace(under.stream, "STRÖM"))
    assert "1 gallring\n" in under.avtal("spela-upp").stdout
    assert "sekretess visad 1 gång\n" in under.avtal("spela-upp").stdout
    for view in VIEWS:
        whole = REASON if view.split()[0] in ("handelser", "exportera") else ()
        shown = under.avtal(*view.split(), *whole).stdout
        assert NUMBER not in shown
    masked = under.lines("handelser", "--strom", under.stream)[0]
    assert masked["data"]["sole_trader_number"] == "[gallrad]"
    assert '"enskild": "[gallrad]"' in under.avtal("exportera", "--format", "jsonl").stdout
    assert masked == under.lines("handelser", "--strom", under.stream, keys=False)[0]


def test_the_log_is_as_sound_as_before(under: Under) -> None:
    before = json.loads(under.avtal("verifiera", "--format", "json").stdout)
    under.avtal("gallra", under.stream, *BESLUT)
    after = json.loads(under.avtal("verifiera", "--format", "json").stdout)
    assert (before["ok"], after["ok"], after["fel"]) == (True, True, [])
    assert after["handelser"] == before["handelser"] + 1
    without = json.loads(under.avtal("verifiera", "--format", "json", keys=False).stdout)
    assert without == after


def test_gallra_answers_in_json(under: Under) -> None:
    (answer,) = [
        json.loads(under.avtal("gallra", under.stream, *BESLUT, "--format", "json").stdout)
    ]
    assert answer == {
        "beslut": "SN 45/2026",
        "gallrade": [{"strom": under.stream, "nyckel": 1, "nytt": True}],
    }


def test_without_keys_it_is_locked_and_not_written(under: Under) -> None:
    masked = under.lines("handelser", keys=False)
    assert [each for each in under.lines("handelser") if each not in masked] == []
    refused = under.avtal("handelser", *REASON, keys=False)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--nycklar" in refused.stderr


def test_the_environment_names_the_keys(under: Under, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVTAL_NYCKLAR", str(under.keys))
    assert NUMBER in under.avtal("handelser", *REASON, keys=False).stdout


class TestWithReason:
    """Nobody is shown what is not open without a name and a reason (O-07)."""

    def test_it_is_recorded_before_it_is_shown(self, under: Under) -> None:
        under.avtal("exportera", "--format", "jsonl", *REASON)
        with Register.open(under.place, keys=under.keys) as register:
            shown = [each for each in register.events() if each.stream.startswith("register:insyn")]
        assert [each.event.what for each in shown] == ["handelser", "exportera"]
        assert {(each.event.person, each.event.reason) for each in shown} == {
            ("Bo Ek", "Begäran 7/2026")
        }

    @pytest.mark.parametrize("view", ["handelser", "exportera --format jsonl"])
    @pytest.mark.parametrize("lacking", [("--skal",), ("--av",), ("--skal", "--av")], ids=str)
    def test_both_are_needed(self, under: Under, view: str, lacking: tuple[str, ...]) -> None:
        pairs = zip(REASON[1::2], REASON[2::2], strict=True)
        given = [word for pair in pairs if pair[0] not in lacking for word in pair]
        refused = under.avtal(*view.split(), "--med-sekretess", *given)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "--av NAMN och --skal TEXT" in refused.stderr

    def test_a_reason_for_nothing_is_refused(self, under: Under) -> None:
        refused = under.avtal("handelser", "--skal", "Nyfiken")
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "hör till --med-sekretess" in refused.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("gallra", *BESLUT), "STRÖM"),
        (("gallra", "provider:x"), "--beslut"),
        (("gallra", "provider:okand", *BESLUT), "inget som omfattas av sekretess"),
        (("gallra", "hittepa", *BESLUT), "'hittepa' är ingen ström"),
        (("gallra", "register:nycklar", *BESLUT), "gallras inte"),
    ],
)
def test_what_cannot_be_done_is_one_line(under: Under, args: tuple[str, ...], said: str) -> None:
    before = under.lines("handelser")
    refused = under.avtal(*args)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1
    assert said in refused.stderr
    assert under.lines("handelser") == before


def test_one_wrong_stream_and_nothing_is_destroyed(under: Under) -> None:
    """What is destroyed cannot be brought back, so exit code 2 must mean that nothing was."""
    before, keys = under.lines("handelser"), under.keys.read_bytes()
    refused = under.avtal("gallra", under.stream, "provider:okand", *BESLUT)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert (under.lines("handelser"), under.keys.read_bytes()) == (before, keys)


def test_an_empty_file_is_not_made_a_key_store(under: Under, tmp_path: Path) -> None:
    (tmp_path / "tom").touch()
    refused = under.run("handelser", "--register", under.place, "--nycklar", tmp_path / "tom")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "inget nyckelarkiv" in refused.stderr
    assert (tmp_path / "tom").read_bytes() == b""


@pytest.mark.parametrize("args", [("9999",), ("5", "--nyckel"), ("5", "--sigill")], ids=" ".join)
def test_nobody_is_said_to_have_seen_what_was_refused(under: Under, args: tuple[str, ...]) -> None:
    file = (under.place.parent / "kommun.xlsx",) if args[1:] else ()
    before = under.lines("handelser")
    refused = under.avtal("kvitto", *args, *file, *REASON)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert under.lines("handelser") == before


def test_the_wrong_keys_are_told(under: Under, run: Run, tmp_path: Path) -> None:
    for keys, said in (("borta", "borta"), ("kommun.xlsx", "nyckelarkiv")):
        refused = run("handelser", "--register", under.place, "--nycklar", tmp_path / keys)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert said in refused.stderr


def test_an_audit_file_says_what_is_locked(under: Under, tmp_path: Path) -> None:
    """What is locked is not masked, and cannot be read by whoever gets the file either."""
    written = under.avtal("revision", "fil", tmp_path / "ut.zip")
    assert (written.exit_code, written.stderr) == (0, "")
    assert swedish.AUDIT_FILE_LOCKED in " ".join(written.stdout.split())


def test_verifiera_opens_what_is_locked(under: Under, tmp_path: Path) -> None:
    assert under.avtal("verifiera").exit_code == 0
    assert under.avtal("verifiera", keys=False).exit_code == 0
    missing = under.run(
        "verifiera", "--register", under.place, "--nycklar", tmp_path / "ingen.sqlite"
    )
    assert missing.exit_code == 2
    assert missing.stdout == ""
