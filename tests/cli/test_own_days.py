"""S-02: an agreement's own day, as ``avtal plan`` and ``avtal frister`` tell it, file by file."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
from tests.cli.conftest import Run
from tests.cli.test_plan import ADOPTED, AGREEMENT, DECISION, YEAR, read

from avtalsuppfoljning import agreement
from avtalsuppfoljning.agreement import PlanningTermsAgreed
from avtalsuppfoljning.guidelines import load
from avtalsuppfoljning.recorded import agreement_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.schedule import MonthDay, OwnDay
from avtalsuppfoljning.terms import AgreementId, SteeringId
from avtalsuppfoljning.views.planning import Adoption, adoption, plan_of_register

TESTALMEN = agreement_stream(AgreementId("testalmen-2023"))
POST = "egenkontroll:2026-T1"
AGREED = {"dokument": "SN 2025/77", "avsnitt": "egna dagar"}
SAID = "avtalets egen dag (04-30) går före planens (2026-05-15)"


@pytest.fixture(scope="module")
def own(register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exempelköping, where one agreement has days of its own."""
    path = tmp_path_factory.mktemp("own") / "avtal.sqlite"
    shutil.copy(register, path)
    terms = PlanningTermsAgreed(
        laws=(),
        own_days=(
            OwnDay(what="egenkontroll:T1", by=MonthDay.of("04-30")),
            OwnDay(what="egenkontroll", by=MonthDay.of("02-01")),
        ),
        dnr="SN 2025/77",
        applies_from=date(2025, 12, 1),
    )
    with Register.open(path, clock=lambda: ADOPTED) as found:
        found.record(TESTALMEN, agreement.note, fact=terms, actor="anna")
    return path


@pytest.fixture(scope="module")
def adopted(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with the plan of 2026 in force."""
    path = tmp_path_factory.mktemp("adopted") / "avtal.sqlite"
    shutil.copy(own, path)
    decision = Adoption(
        plan="2026",
        adopted_by="Socialnämnden",
        reason="Nytt år.",
        dnr="SN 2025/400",
        on=date(2025, 12, 18),
    )
    with Register.open(path, clock=lambda: ADOPTED) as found:
        states = found.replay()
        year = plan_of_register(
            states,
            load("exempelkoping"),
            SteeringId("socialnamnden"),
            start=date(2026, 1, 1),
            end=date(2026, 12, 31),
            on=decision.on,
        )
        steps = adoption(year, states, decision)
        found.transact(lambda unit: [step.carry_out(unit) for step in steps], actor="registrator")
    return path


def planned(path: Path) -> tuple[object, ...]:
    return ("plan", "--register", path, *YEAR, "--regelverk", "exempelkoping")


def of(rows: list[Any], id_: str = POST) -> Any:
    return next(row for row in rows if row["id"].endswith(id_))


class TestInThePlan:
    def test_only_that_agreement_has_it(self, run: Run, own: Path) -> None:
        answer = read(run(*planned(own), "--format", "json"))
        days = {each["avtal"]: of(each["poster"]) for each in answer["avtal"]}
        post = days.pop("testalmen-2023")
        assert (post["senast"], post["bindande"], post["rullning"]) == (
            "2026-04-30", "avtal", "ingen",
        )  # fmt: skip
        assert post["kallor"][0] == AGREED
        assert post["kallor"][1:] == post["ersatter"]["kallor"]
        assert (post["ersatter"]["senast"], post["ersatter"]["precision"]) == ("2026-05-15", "dag")
        assert SAID in post["varfor"]
        assert {each["senast"] for each in days.values()} == {"2026-05-15"}
        assert {each["ersatter"] for each in days.values()} == {None}

    def test_what_moves_nothing_is_told(self, run: Run, own: Path) -> None:
        answer = read(run(*planned(own), "--format", "json"))
        idle = {each["avtal"]: each["frister_utan_verkan"] for each in answer["avtal"]}
        assert [each["skal"] for each in idle.pop("testalmen-2023")] == ["flera_ganger"]
        assert set(map(len, idle.values())) == {0}
        text = " ".join(run(*planned(own)).stdout.split())
        assert "Dagar i avtalet som inte flyttar något" in text
        assert "som egenkontroll:T1, egenkontroll:T2 eller egenkontroll:T3." in text

    def test_in_words(self, run: Run, own: Path) -> None:
        result = run(*planned(own))
        assert max(map(len, result.stdout.splitlines())) <= 80
        text = " ".join(result.stdout.split())
        assert f"{SAID} [SN 2025/77, egna dagar; EXN 2025/001" in text

    def test_a_file_of_an_agreement(self, run: Run) -> None:
        """Each name that the plan has for a time of the year, and no other."""
        args = ("plan", "--regelverk", "sundsvall", *YEAR, "--avtal", "-", "--format", "json")
        facts = AGREEMENT | {"frister": {"egenkontroll:T2": "06", "verksamhetsplan": "02-15"}}
        answer = read(run(*args, text=json.dumps(facts)))
        assert of(answer["poster"], "egenkontroll:2026-T2")["senast"] == "2026-06-30"
        assert [each["vad"] for each in answer["frister_utan_verkan"]] == ["verksamhetsplan"]
        wrong = run(*args, text=json.dumps(AGREEMENT | {"frister": {"egenkontroll:T4": "06"}}))
        assert (wrong.exit_code, "frister: 'egenkontroll:T4'" in wrong.stderr) == (2, True)


class TestInForce:
    def test_late_by_the_agreements_day(self, run: Run, adopted: Path) -> None:
        args = ("frister", "--register", adopted, "--per", "2026-05-01", "--inom", "30d")
        answer = read(run(*args, "--format", "json"))
        late = [row for row in answer["forsenade"] if row["avser"] == "2026-T1"]
        assert [row["avtal"] for row in late] == ["testalmen-2023"]
        assert late[0]["kallor"][0] == AGREED
        assert late[0]["ersatter"]["senast"] == "2026-05-15"
        assert SAID in late[0]["skal"]

    def test_in_the_calendar_and_the_workbook(
        self, run: Run, adopted: Path, tmp_path: Path
    ) -> None:
        """Both say which day counts, which it replaces, and where the two stand."""
        ics, book = tmp_path / "a.ics", tmp_path / "a.xlsx"
        args = ("frister", "--register", adopted, "--per", "2026-01-02", "--inom", "365d")
        result = run(*args, "--utforare", "testalmen", "--kalender", ics, "--excel", book)
        assert result.exit_code == 0
        events = icalendar.Calendar.from_ical(ics.read_bytes()).walk("VEVENT")
        (event,) = (each for each in events if "2026-T1" in str(each["summary"]))
        assert event.decoded("dtstart") == date(2026, 4, 30)
        sheet = openpyxl.load_workbook(book).active
        assert sheet is not None
        (row,) = (
            " ".join(str(cell.value) for cell in line)
            for line in sheet.iter_rows()
            if line[3].value == "2026-T1"
        )
        for told in (str(event["description"]), row):
            assert SAID in told
            assert "SN 2025/77, egna dagar" in told
            assert "EXN 2025/001" in told

    def test_a_plan_that_is_made_anew_changes_nothing(self, run: Run, adopted: Path) -> None:
        before = adopted.read_bytes()
        assert run(*planned(adopted), "--faststall", "2026", *DECISION).exit_code == 0
        assert adopted.read_bytes() == before
