"""``avtal frister`` and ``avtal utforare``: the last day for a cure, or that there is none."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Printed, Run
from tests.recording.municipality import (
    DEFICIENCY,
    Calendar,
    adopt_delegationsordning,
    adopt_guideline,
    decide,
    establish,
    record,
    register_provider,
    sign,
)
from tests.streams.cases import SERIOUS, day
from tests.streams.exempelkoping import EX_TEXT, ORDER_TEXT, TERMS, pick

from avtalsuppfoljning import deficiency
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import MeasureId

UNSET = EX_TEXT.replace('enhet = "dagar"\nvarde = "30"\n', 'enhet = "dagar"\n')


def town(path: Path, text: str, **choice: Any) -> Path:
    """A register with a demand for rättelse that was dispatched two days after the decision."""
    calendar = Calendar()
    with Register.open(path, clock=calendar, synchronous="NORMAL") as register:
        adopt_guideline(register, text)
        adopt_delegationsordning(register, ORDER_TEXT)
        register_provider(register)
        sign(register, terms=TERMS)
        establish(register, SERIOUS)
        decide(register, pick("rattelse", **choice))
        calendar.day = day(2)
        facts = {"measure": MeasureId("rattelse"), "sent_on": day(2)}
        record(register, DEFICIENCY, deficiency.send_rättelsekrav, **facts)
    return path


def asked(run: Run, path: Path, number: int, *more: str) -> Any:
    args = ("frister", "--register", path, "--per", day(number).isoformat(), *more)
    return json.loads(run(*args, "--format", "json").stdout)


def test_the_day_is_counted_with_its_citation(run: Run, tmp_path: Path) -> None:
    path = town(tmp_path / "r.sqlite", EX_TEXT)
    answer = asked(run, path, 5)
    (post,) = answer["kommande"]
    assert (post["vad"], post["vem"], post["avser"]) == ("rattelse", "utforaren", "b1")
    assert post["senast"] == day(32).isoformat()
    assert post["kallor"] == [{"dokument": "EXN 2025/001", "avsnitt": "4 § Rättelse"}]
    assert post["skal"] == f"kravet skickat {day(2)}; EXN 2025/001, 4 § Rättelse"
    assert answer["utan_dag"] == []
    assert asked(run, path, 33)["forsenade"][0]["id"] == post["id"]


def test_stated_days_are_each_due(run: Run, tmp_path: Path) -> None:
    path = town(tmp_path / "r.sqlite", UNSET, cure_dates=(day(20), day(10)))
    answer = asked(run, path, 5)
    assert [each["senast"] for each in answer["kommande"]] == [str(day(10)), str(day(20))]
    assert answer["utan_dag"] == []


class TestWithoutADay:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return town(tmp_path / "r.sqlite", UNSET)

    def test_it_is_said(self, run: Run, path: Path) -> None:
        answer = asked(run, path, 90)
        assert (answer["forsenade"], answer["kommande"]) == ([], [])
        assert answer["utan_dag"] == [
            {
                "strom": DEFICIENCY,
                "avtal": "hemtjanst-1",
                "utforare": "solgarden",
                "vad": "rattelse",
                "avser": "b1",
                "atgard": "rattelse",
                "skickat": day(2).isoformat(),
                "senast": None,
                "kallor": [{"dokument": "EXN 2025/001", "avsnitt": "4 § Rättelse"}],
            }
        ]

    def test_text(self, run: Run, path: Path, printed: Printed) -> None:
        args = ("frister", "--register", path, "--per", day(5).isoformat())
        printed("frister-utan-dag", run(*args).stdout)

    @pytest.mark.parametrize("whose", [("--utforare", "solgarden"), ("--roll", "utforaren")])
    def test_whom_it_concerns(self, run: Run, path: Path, whose: tuple[str, str]) -> None:
        assert len(asked(run, path, 5, *whose)["utan_dag"]) == 1

    def test_whom_it_does_not_concern(self, run: Run, path: Path) -> None:
        args = ("frister", "--register", path, "--per", day(5).isoformat())
        refused = run(*args, "--roll", "controller")
        assert (refused.exit_code, refused.stdout) == (2, "")
