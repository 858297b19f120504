"""``brister``, ``handelser`` and ``spela-upp``: what a register is asked."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Printed, Run

from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.exempelkoping.municipality import CONTROLLER, DIRECTOR, UNIT_HEAD
from avtalsuppfoljning.recording import Register, civil_day, system_clock
from avtalsuppfoljning.views.replay import digest

SECRET = (CONTROLLER.person, DIRECTOR.person, UNIT_HEAD.person, "Siv Påhittén", "Sjukfrånvaron")


WITH_REASON = ("--med-sekretess", "--skal", "Begäran 7/2026", "--av", "Bo Ek")


def read(result: Any) -> Any:
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def read_lines(result: Any) -> list[Any]:
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_today_is_the_day_of_the_register() -> None:
    assert civil_day(system_clock()) - today() <= date.resolution


class TestBrister:
    def test_json(self, run: Run, register: Path) -> None:
        args = ("brister", "--register", register, "--per", "2025-12-31", "--format", "json")
        answer = read(run(*args))
        assert list(answer) == ["per", "brister"]
        first = answer["brister"][0]
        assert first == {
            "id": "2025-7",
            "avtal": "provlinden-2025",
            "utforare": "provlinden",
            "krav": "k1",
            "lage": "utan_atgard",
            "utan_atgard": True,
            "senaste_atgard": None,
            "strom": "agreement:provlinden-2025/deficiency:2025-7",
            "akut": False,
            "meddelande_saknas": [],
            "kvitto_saknas": [],
            "overlamnad": None,
        }

    def test_printed(self, run: Run, printed: Printed, register: Path) -> None:
        printed("brister", run("brister", "--register", register, "--per", "2025-12-31").stdout)

    def test_on_a_day_before_anything(self, run: Run, register: Path) -> None:
        result = run("brister", "--register", register, "--per", "2020-01-01")
        assert "Inga brister är registrerade." in result.stdout

    def test_the_environment_names_the_register(
        self, run: Run, register: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AVTAL_REGISTER", str(register))
        assert read(run("brister", "--format", "json"))["brister"]


class TestHandelser:
    def test_every_event_is_a_line(self, run: Run, register: Path) -> None:
        lines = read_lines(run("handelser", "--register", register))
        assert [each["position"] for each in lines] == list(range(1, len(lines) + 1))
        assert {tuple(each) for each in lines} == {
            ("position", "strom", "version", "handelse", "schema", "registrerad", "av",
             "kommando", "data")
        }  # fmt: skip
        assert all(each["registrerad"].endswith("+00:00") for each in lines)
        assert all(each["handelse"].isascii() and each["schema"] == 1 for each in lines)
        as_json = run("handelser", "--register", register, "--format", "json")
        assert read_lines(as_json) == lines

    def test_what_is_not_open_is_masked_at_any_depth(
        self, run: Run, register: Path, tmp_path: Path
    ) -> None:
        copy = tmp_path / "register.sqlite"
        shutil.copy(register, copy)
        masked = run("handelser", "--register", register).stdout
        whole = run("handelser", "--register", copy, *WITH_REASON).stdout
        assert [word for word in SECRET if word in masked] == []
        assert [word for word in SECRET if word not in whole] == []
        decided = next(
            each for each in map(json.loads, masked.splitlines())
            if each["handelse"] == "sanction-decided"
        )  # fmt: skip
        assert decided["data"]["ruling"]["choice"]["by"]["person"] == "***"
        assert decided["data"]["amount"] == {"amount": "25000.00", "currency": "SEK"}

    def test_one_stream_until_a_day(self, run: Run, register: Path) -> None:
        stream = "agreement:exempelbjorken-2025/deficiency:2025-2"
        every = read_lines(run("handelser", "--register", register, "--strom", stream))
        some = read_lines(
            run("handelser", "--register", register, "--strom", stream, "--per", "2025-06-30")
        )
        assert {each["strom"] for each in every} == {stream}
        assert 0 < len(some) < len(every)
        assert every[: len(some)] == some

    def test_printed(self, run: Run, printed: Printed, register: Path) -> None:
        stream = "agreement:exempelbjorken-2025/deficiency:2025-2"
        args = ("handelser", "--register", register, "--strom", stream, "--format", "text")
        printed("handelser", run(*args).stdout)


class TestSpelaUpp:
    @pytest.mark.parametrize("day", ["2024-12-19", "2024-12-20", "2025-04-24", "2025-12-31"])
    def test_the_state_of_a_day(self, run: Run, register: Path, day: str) -> None:
        args = ("spela-upp", "--register", register, "--per", day, "--format", "json")
        answer = read(run(*args))
        assert list(answer) == ["per", "handelser", "strommar", "digest"]
        with Register.open(register, create=False) as found:
            states = found.replay(on=date.fromisoformat(day))
            events = [e for e in found.events() if e.entry.day <= date.fromisoformat(day)]
        assert answer["digest"] == digest(states)
        assert answer["handelser"] == len(events)
        assert list(answer["strommar"]) == sorted(states)

    def test_states_are_masked(self, run: Run, register: Path) -> None:
        result = run("spela-upp", "--register", register, "--format", "json")
        assert [word for word in SECRET if word in result.stdout] == []

    def test_printed(self, run: Run, printed: Printed, register: Path) -> None:
        printed("spela-upp", run("spela-upp", "--register", register, "--per", "2025-10-15").stdout)


class TestRegelverk:
    def test_list(self, run: Run) -> None:
        listed = read(run("regelverk", "lista", "--format", "json"))["regelverk"]
        assert "orebro" in [each["id"] for each in listed]
        assert "Sov 215/2020" in run("regelverk", "lista").stdout

    def test_show(self, run: Run) -> None:
        shown = read(run("regelverk", "visa", "orebro", "--format", "json"))
        assert shown["fil"]["dokument"]["namn"] == "Sov 215/2020"
        assert shown == read(run("regelverk", "visa", "orebro@2020-05-28", "--format", "json"))

    def test_printed(self, run: Run, printed: Printed) -> None:
        printed("regelverk", run("regelverk", "visa", "orebro").stdout)
