"""``avtal demo``: a year that always comes out the same, and that shows what a controller asks."""

import json
import re
from pathlib import Path

import pytest
from stdnum import luhn
from tests.cli.conftest import Printed, Run, Start

from avtalsuppfoljning.cli.exempelkoping import LAST_DAY, record_year
from avtalsuppfoljning.cli.exempelkoping.municipality import PARTIES, Party
from avtalsuppfoljning.deficiency import Deficiency
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.sanction import Sanction
from avtalsuppfoljning.views.deficiencies import Läge, deficiency_rows
from avtalsuppfoljning.views.replay import digest


class TestStory:
    def test_the_log_replays_to_what_was_recorded(self, tmp_path: Path) -> None:
        diary = record_year(tmp_path / "a.sqlite")
        with Register.open(tmp_path / "a.sqlite", create=False) as register:
            assert register.replay() == diary.states
            assert digest(register.replay()) == digest(diary.states)

    def test_every_kind_of_outcome_is_in_it(self, register: Path) -> None:
        with Register.open(register, create=False) as found:
            states = found.replay()
            names = {type(each.event).__name__ for each in found.events()}
        rows = deficiency_rows(states, on=LAST_DAY)
        assert {row.state for row in rows} >= {
            Läge.UTAN_ÅTGÄRD,
            Läge.KVARSTÅR,
            Läge.PLAN_UTEBLIVEN,
            Läge.RESULTATUPPFÖLJNING_ÅTERSTÅR,
            Läge.AVSTÅTT,
            Läge.ÅTGÄRDAD,
        }
        assert {"ÅtgärdsplanRejected", "ÅtgärdsplanApproved", "SanctionLifted"} <= names
        escalated = [
            state for state in states.values()
            if isinstance(state, Deficiency) and len(state.measures) > 1
        ]  # fmt: skip
        assert [each.measures for each in escalated] == [("ekonomisk_sanktion", "avstangning")]
        lifted = [s for s in states.values() if isinstance(s, Sanction) and s.lifted]
        assert len(lifted) == 1
        assert not lifted[0].is_in_force(LAST_DAY)

    def test_the_rules_stopped_two_choices(self, tmp_path: Path) -> None:
        stopped = record_year(tmp_path / "a.sqlite").stopped
        assert [(each.code, each.reasons) for each in stopped] == [
            ("belopp_over_delegation", ()),
            ("ej_tillaten", ("ej_lov",)),
        ]

    @pytest.mark.parametrize("party", PARTIES, ids=lambda party: party.provider)
    def test_organisation_numbers_are_nobodys(self, party: Party) -> None:
        digits = party.number.replace("-", "")
        assert digits.startswith("4")  # no Swedish legal form has 4
        assert luhn.is_valid(digits)


class TestCommand:
    def test_printed(
        self, run: Run, printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        result = run("demo")
        assert result.exit_code == 0
        printed("demo", result.stdout)
        assert (tmp_path / "avtal-demo" / "avtal.sqlite").is_file()
        assert result.stdout.splitlines()[-1] == (
            "Uppspelningen ur loggen ger samma läge som när året registrerades."
        )

    def test_json(self, run: Run, tmp_path: Path) -> None:
        result = run("demo", "--katalog", tmp_path, "--format", "json")
        answer = json.loads(result.stdout)
        assert answer["lika"] is True
        assert answer["brister"][0]["utan_atgard"] is True
        reasons = {
            reason
            for brist in answer["brister"]
            for refused in brist["bedomning"]["nekade"]
            for reason in refused["skal"]
        }
        assert {"egen_regi", "ej_lov", "ej_reglerat", "forutsattning_saknas"} <= reasons
        assert answer["forsenade"][0]["status"] == "forsenad"
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", answer["digest"])

    def test_nothing_is_overwritten(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run("demo", "--katalog", tmp_path).exit_code == 0
        before = (tmp_path / "avtal.sqlite").read_bytes()
        again = run("demo", "--katalog", tmp_path)
        assert (again.exit_code, again.stdout) == (2, "")
        assert "finns redan och skrivs inte över" in again.stderr
        assert (tmp_path / "avtal.sqlite").read_bytes() == before
        monkeypatch.chdir(tmp_path)
        assert [run("demo").exit_code, run("demo").exit_code] == [0, 0]
        assert (tmp_path / "avtal-demo-2" / "avtal.sqlite").is_file()

    def test_two_runs_have_the_same_digest(self, start: Start, tmp_path: Path) -> None:
        surroundings = (
            {"PYTHONHASHSEED": "1", "TZ": "UTC", "LANG": "C"},
            {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LANG": "sv_SE.ISO-8859-1"},
            {"PYTHONHASHSEED": "3", "TZ": "America/Los_Angeles", "LANG": "C.UTF-8"},
        )
        pages = {
            start("demo", "--katalog", tmp_path / str(at), **env).stdout.replace(
                str(tmp_path / str(at)).encode(), b""
            )
            for at, env in enumerate(surroundings)
        }
        (page,) = {re.sub(rb"export.*?avtal.sqlite\n", b"", p, flags=re.DOTALL) for p in pages}
        assert b"sha256:" in page
