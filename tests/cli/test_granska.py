"""``granska``: every decision again, what is wrong, and what was never done."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.audit.planting import Log, append, change, choose, rule, write, year
from tests.cli.conftest import Printed, Run

from avtalsuppfoljning import swedish
from avtalsuppfoljning.agreement import Party, UppsägningGiven
from avtalsuppfoljning.audit.adopted import Adopted
from avtalsuppfoljning.audit.again import decide_again
from avtalsuppfoljning.classification import replace

KEYS = ["beslut", "aterskapade", "ej_aterskapade", "regler_okanda", "fel", "ej_gjort"]
DAY = ("--per", "2026-01-31")


@pytest.fixture
def forged(register: Path, tmp_path: Path) -> Any:
    """A register in which something has been planted."""

    def forge(*plants: Any) -> Path:
        log: Log = year()
        for plant in plants:
            plant(log)
        path = tmp_path / "planterat.sqlite"
        shutil.copy(register, path)
        write(path, log)
        return path

    return forge


def asked(run: Run, path: Path, *more: str) -> tuple[int, Any]:
    result = run("granska", "--register", path, *DAY, "--format", "json", *more)
    assert result.stderr == ""
    return result.exit_code, json.loads(result.stdout)


class TestHonest:
    def test_json_as_it_was_promised(self, run: Run, register: Path) -> None:
        code, answer = asked(run, register)
        assert list(answer)[:6] == KEYS
        assert code == 0, "what was not done is no fault"
        assert (answer["beslut"], answer["aterskapade"]) == (8, 8)
        assert answer["ej_aterskapade"] == answer["regler_okanda"] == answer["fel"] == []
        assert answer["ej_gjort"][0] == {
            "kod": "brist_utan_atgard",
            "strom": "agreement:provlinden-2025/deficiency:2025-7",
            "text": "Brister utan åtgärd och utan skäl att avstå: brist mot kravet k1, fastställd "
            "2025-12-15.",
            "sedan": "2025-12-15",
            "utforare": ["provlinden"],
            "driftsformer": ["privat_regi"],
        }
        assert (answer["per"], answer["bakdaterade"], answer["gallrade"]) == ("2026-01-31", [], [])

    def test_on_an_earlier_day(self, run: Run, register: Path) -> None:
        result = run("granska", "--register", register, "--per", "2025-04-24", "--format", "json")
        assert json.loads(result.stdout)["beslut"] == 3

    def test_printed(self, run: Run, printed: Printed, register: Path) -> None:
        printed("granska", run("granska", "--register", register, *DAY).stdout)


class TestFound:
    def test_a_fault(self, run: Run, forged: Any) -> None:
        code, answer = asked(run, forged(change(112, motivation="")))
        assert code == 1
        assert answer["fel"] == [
            {
                "kod": "motivering_saknas",
                "strom": "agreement:exempelbjorken-2025/sanction:avstangning-2025",
                "position": 112,
                "text": "Beslutet saknar motivering.",
            }
        ]

    def test_a_decision_that_is_not_reproduced(self, run: Run, forged: Any) -> None:
        code, answer = asked(run, forged(rule(96, deviations=())))
        (found,) = answer["ej_aterskapade"]
        assert code == 1
        assert (answer["beslut"], answer["aterskapade"]) == (8, 7)
        assert (found["position"], found["falt"], found["da"]) == (96, "deviations[0]", None)
        assert found["nu"]["code"] == "annan_an_rekommenderad"

    def test_rules_that_are_unknown(self, run: Run, forged: Any) -> None:
        text = year()[0].event.text.replace('ger = "papekande"', 'ger = "atgardsplan"')
        code, answer = asked(run, forged(change(1, text=text)))
        assert code == 1
        assert answer["aterskapade"] == 1, "the lifting rests on the delegationsordning only"
        assert {each["skal"] for each in answer["regler_okanda"]} == {"riktlinje_andrad"}

    def test_what_was_recorded_late(self, run: Run, forged: Any) -> None:
        given = UppsägningGiven(
            by=Party.KOMMUNEN,
            given_on=year()[43].entry.day,
            ends_on=year()[-1].entry.day,
            reason="",
            dnr="SN 1",
        )
        code, answer = asked(run, forged(append("agreement:exempelbjorken-2025", given)))
        assert code == 0
        (found,) = answer["bakdaterade"]
        assert (found["galler"], found["registrerad"]) == ("2025-04-02", "2026-01-31")

    def test_printed(self, run: Run, printed: Printed, forged: Any) -> None:
        path = forged(
            choose(97, motivation=""),
            change(112, motivation=""),
            rule(96, deviations=()),
            rule(54, delegation=change_version(year()[53].event.ruling.delegation)),
        )
        result = run("granska", "--register", path, *DAY)
        assert result.exit_code == 1
        printed("granska-fel", result.stdout)


def change_version(ref: Any) -> Any:
    return replace(ref, version="1999-01-01")


class TestUsage:
    def test_without_a_register(self, run: Run) -> None:
        result = run("granska")
        assert result.exit_code == 2

    def test_every_fault_has_its_sentence(self) -> None:
        """Whatever the audit may say is in Swedish, and ends as a sentence."""
        for code in swedish.AUDIT_FAULT:
            assert swedish.audit_fault(code, "x").endswith(".")
        for code in swedish.RULES_UNKNOWN:
            assert swedish.rules_unknown(code).endswith(".")
        assert list(decide_again(year(), Adopted(year())))


def test_every_code_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/audit.md").read_text("utf-8")
    codes = {*swedish.AUDIT_FAULT, *swedish.RULES_UNKNOWN, *swedish.OMISSION}
    assert [code for code in sorted(codes) if f"| `{code}` |" not in page] == []
    written = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert written - {"kod", "skal"} == codes


class TestTwoTimes:
    """`spela-upp` by two days (F-03)."""

    def test_what_applied_and_what_was_known(self, run: Run, register: Path) -> None:
        base = ("spela-upp", "--register", register, "--format", "json", "--per", "2024-12-18")
        known = json.loads(run(*base).stdout)
        assert (known["handelser"], "kand" in known) == (0, False)
        both = json.loads(run(*base, "--kand", "2024-12-31").stdout)
        assert both["kand"] == "2024-12-31"
        assert both["strommar"]["agreement:hemtjansten-2025"]["signed"]["dnr"] == "SN 2024/201"
        assert "agreement:provlinden-2025" not in both["strommar"], "signed the day after"
        assert both["bakdaterade"][0] == {
            "position": 1,
            "strom": "steering:socialnamnden",
            "handelse": "guideline-adopted",
            "galler": "2024-12-17",
            "registrerad": "2024-12-20",
            "av": "registrator",
        }

    def test_printed(self, run: Run, printed: Printed, register: Path) -> None:
        args = ("spela-upp", "--register", register, "--per", "2024-12-18", "--kand", "2024-12-31")
        printed("spela-upp-kand", run(*args).stdout)
