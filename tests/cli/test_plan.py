"""``plan``, ``planimport``, ``planlage``, ``planpost`` and ``frister``: a plan from end to end."""

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
from tests.cli.conftest import Printed, Run

from avtalsuppfoljning.guidelines import load
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import SteeringId
from avtalsuppfoljning.views.planning import Adoption, adoption, plan_of_register

AGREEMENT = {
    "driftsform": "privat_regi",
    "upphandlingsform": "lov",
    "start": "2024-03-01",
    "slut": None,
    "verksamhet": "hemtjanst",
    "lagrum": ["sol", "hsl"],
    "endast_individavtal": False,
    "kkik_ar": [2026],
    "frister": {"verksamhetsplan": "02-15"},
    "senast_genomford": {"kvalitetskrav": "2023-03-01"},
}
POST = {
    "id", "vad", "typ", "avser", "senast", "precision", "antal", "vem", "mottagare", "bindande",
    "rullning", "kallor",
}  # fmt: skip
YEAR = ("--fran", "2026-01-01", "--till", "2026-12-31")
DECISION = ("--dnr", "SN 2025/400", "--beslutat-av", "Socialnämnden", "--beslutat", "2025-12-18",
            "--skal", "Nytt år.")  # fmt: skip
ADOPTED = datetime(2026, 1, 2, 9, tzinfo=UTC)


def read(result: Any, code: int = 0) -> Any:
    assert (result.exit_code, result.stderr) == (code, "")
    return json.loads(result.stdout)


@pytest.fixture
def own(register: Path, tmp_path: Path) -> Path:
    """The register of Exempelköping, to write in."""
    path = tmp_path / "avtal.sqlite"
    shutil.copy(register, path)
    return path


@pytest.fixture(scope="session")
def planned(register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of Exempelköping, with a plan for 2026 that was adopted on a known day."""
    path = tmp_path_factory.mktemp("planned") / "avtal.sqlite"
    shutil.copy(register, path)
    with Register.open(path, clock=lambda: ADOPTED, ids=lambda: "plan-1") as found:
        states = found.replay()
        year = plan_of_register(
            states, load("exempelkoping"), SteeringId("socialnamnden"),
            start=date(2026, 1, 1), end=date(2026, 12, 31), on=date(2026, 1, 2),
        )  # fmt: skip
        decision = Adoption(
            plan="2026", adopted_by="Socialnämnden", reason="Nytt år.", dnr="SN 2025/400",
            on=date(2025, 12, 18),
        )  # fmt: skip
        steps = adoption(year, states, decision)
        found.transact(lambda unit: [step.carry_out(unit) for step in steps], actor="registrator")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "avtal.json"
    path.write_text(json.dumps(AGREEMENT), "utf-8")
    return path


class TestOneAgreement:
    """The public contract of ``avtal plan``."""

    def test_json(self, run: Run, file: Path) -> None:
        args = ("plan", "--regelverk", "sundsvall", *YEAR, "--avtal", file, "--format", "json")
        answer = read(run(*args))
        assert {"omfattas", "skal", "poster"} <= set(answer)
        assert (answer["omfattas"], answer["skal"]) == (True, [])
        assert all(set(post) >= POST for post in answer["poster"])
        keys = [(post["senast"], post["id"]) for post in answer["poster"]]
        assert keys == sorted(keys)
        first = answer["poster"][0]
        assert {key: first[key] for key in POST - {"id", "kallor"}} == {
            "vad": "egenkontroll",
            "typ": "inlamning",
            "avser": "2026-T1",
            "senast": "2026-04-20",
            "precision": "dag",
            "antal": {"minst": 1, "hogst": 1},
            "vem": "utforaren",
            "mottagare": ["lov_administrator"],
            "bindande": "styrdokument",
            "rullning": "ingen",
        }
        assert {"dokument", "avsnitt"} <= set(first["kallor"][0])

    def test_standard_input(self, run: Run, file: Path) -> None:
        args = ("plan", "--regelverk", "socialforvaltning", *YEAR, "--format", "json", "--avtal")
        assert run(*args, "-", text=json.dumps(AGREEMENT)).stdout == run(*args, file).stdout

    def test_both_ends_are_included(self, run: Run, file: Path) -> None:
        args = ("plan", "--regelverk", "sundsvall", "--avtal", file, "--format", "json")
        one = read(run(*args, "--fran", "2026-04-20", "--till", "2026-04-20"))
        assert [post["avser"] for post in one["poster"]] == ["2026-T1"]

    def test_what_is_not_covered_has_no_posts(self, run: Run) -> None:
        """S-01, F-10."""
        facts = AGREEMENT | {"driftsform": "egen_regi"}
        args = ("plan", "--regelverk", "sundsvall", *YEAR, "--avtal", "-", "--format", "json")
        answer = read(run(*args, text=json.dumps(facts)))
        assert (answer["omfattas"], "poster" in answer) == (False, False)
        assert "driftsform_ej_omfattad" in answer["skal"]
        text = run(*args[:-2], text=json.dumps(facts)).stdout
        assert "Planen omfattar inte avtalet: " in text

    def test_what_is_not_under_lov(self, run: Run) -> None:
        """S-01: it is said of the plan, which has no measures."""
        facts = json.dumps(AGREEMENT | {"upphandlingsform": "lou"})
        result = run("plan", "--regelverk", "sundsvall", *YEAR, "--avtal", "-", text=facts)
        assert "avtalet: planen gäller bara verksamheter inom LOV." in result.stdout

    def test_what_is_only_proposed(self, run: Run, file: Path) -> None:
        args = ("plan", "--regelverk", "exempelkoping", *YEAR, "--avtal", file, "--format", "json")
        plain, proposed = read(run(*args)), read(run(*args, "--med-foreslaget"))
        more = {p["vad"] for p in proposed["poster"]} - {p["vad"] for p in plain["poster"]}
        assert more == {"rapport_fullmaktige"}

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"start": "2024-02-30"}, "start"),
            ({"slut": "2024-02-01"}, "slut"),
            ({"frister": {"verksamhetsplan": "15/2"}}, "frister.verksamhetsplan"),
            ({"frister": {"Plan A": "02-15"}}, "frister"),
            ({"lagrum": ["sfb"]}, "lagrum"),
            ({"hittepa": 1}, "hittepa"),
            ({"frister": {"verksamhetsplann": "02-15"}}, "'verksamhetsplann' finns inte i någon"),
            ({"senast_genomford": {"kvalitet": "2023-03-01"}}, "senast_genomford: 'kvalitet'"),
            ({"kkik_ar": [2026, 20260]}, "kkik_ar[1]: kalendern omfattar inte 20260"),
            ({"frister": {"egenkontroll:T4": "02-15"}}, "egenkontroll:T1, egenkontroll:T2 eller"),
            ({"frister": {"oanmald_uppfoljning": "02-15"}}, "skriv till exempel oanmald ("),
            ({"driftsform": None}, "driftsform: null godtas inte"),
            ({"driftsform": True}, "driftsform: true godtas inte"),
        ],
    )  # fmt: skip
    def test_bad_input(self, run: Run, change: dict[str, Any], said: str) -> None:
        text = json.dumps(AGREEMENT | change)
        result = run("plan", "--regelverk", "sundsvall", *YEAR, "--avtal", "-", text=text)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
        assert len(result.stderr.splitlines()) == 1

    def test_printed(self, run: Run, file: Path, printed: Printed) -> None:
        args = ("plan", "--regelverk", "socialforvaltning", *YEAR, "--avtal", file)
        printed("plan", run(*args).stdout)


class TestRegister:
    def test_shown_and_not_recorded(self, run: Run, own: Path) -> None:
        args = (
            "plan",
            "--register",
            own,
            *YEAR,
            "--regelverk",
            "exempelkoping",
            "--format",
            "json",
        )
        before = own.read_bytes()
        answer = read(run(*args))
        assert [each["avtal"] for each in answer["avtal"]] == [
            "hemtjansten-2025", "exempelbjorken-2025", "provlinden-2025", "testalmen-2023",
        ]  # fmt: skip
        assert "faststalld" not in answer
        assert own.read_bytes() == before

    def test_adopted_once(self, run: Run, own: Path) -> None:
        args = ("plan", "--register", own, *YEAR, "--regelverk", "exempelkoping",
                "--format", "json", "--faststall", "2026", *DECISION)  # fmt: skip
        first, second = read(run(*args)), read(run(*args))
        assert first["faststalld"]["ny"]
        assert first["faststalld"]["handelser"] == 5
        assert second["faststalld"]["handelser"] == 0
        stored = read(run("planlage", "--register", own, "--format", "json"))
        posts = [*first["gemensamt"], *(p for each in first["avtal"] for p in each["poster"])]
        assert sorted(post["id"] for post in posts) == sorted(
            each["post"] for each in stored["poster"] if each["plan"] == "2026"
        )

    def test_the_guideline_that_was_adopted(self, run: Run, own: Path) -> None:
        answer = read(run("plan", "--register", own, *YEAR, "--format", "json"))
        assert answer["regelverk"]["id"] == "orebro"

    @pytest.mark.parametrize("left_out", ["--dnr", "--beslutat-av", "--skal"])
    def test_adopting_is_a_decision(self, run: Run, own: Path, left_out: str) -> None:
        at = DECISION.index(left_out)
        rest = DECISION[:at] + DECISION[at + 2 :]
        result = run("plan", "--register", own, *YEAR, "--faststall", "2026", *rest)
        assert (result.exit_code, "är ett beslut" in result.stderr) == (2, True)

    def test_a_decision_of_tomorrow(self, run: Run, own: Path) -> None:
        ahead = [*DECISION[:5], "2999-01-01", *DECISION[6:]]
        result = run("plan", "--register", own, *YEAR, "--faststall", "2026", *ahead)
        assert "framtiden" in result.stderr

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            ((), "--avtal AVTAL.json eller --register"),
            (("--register", "{own}", "--namnd", "annan"), "ange --namnd: socialnamnden"),
            (("--register", "{own}", "--skal", "Nytt."), "hör till --faststall"),
            (("--avtal", "x.json"), "ange --regelverk ID"),
            (("--avtal", "x.json", "--regelverk", "orebro", "--register", "{own}"), "antingen"),
            (("--avtal", "x.json", "--regelverk", "orebro", "--namnd", "sn"), "antingen"),
            (("--register", "{own}", "--skal", " "), "--skal: texten är tom: skriv vad det är"),
            (("--register", "{own}", "--regelverk", "hittepa"), "hittepa"),
        ],
    )
    def test_usage(self, run: Run, own: Path, args: tuple[str, ...], said: str) -> None:
        result = run("plan", *YEAR, *(arg.replace("{own}", str(own)) for arg in args))
        assert result.exit_code == 2
        assert said in result.stderr

    def test_printed(self, run: Run, own: Path, printed: Printed) -> None:
        args = ("plan", "--register", own, *YEAR, "--regelverk", "exempelkoping",
                "--faststall", "2026", *DECISION)  # fmt: skip
        printed("plan-register", run(*args).stdout)


class TestFrister:
    """Issue 5, item 6: one list, by role and by provider; what is unannounced stays hidden."""

    def test_a_post_has_the_contract_s_keys(self, run: Run, planned: Path) -> None:
        args = ("frister", "--register", planned, "--per", "2026-05-16", "--inom", "365d")
        answer = read(run(*args, "--format", "json"))
        rows = [*answer["forsenade"], *answer["kommande"]]
        assert all(set(row) >= POST | {"avtal", "utforare", "status"} for row in rows)
        assert len({row["id"] for row in rows}) == len(rows)
        own = next(row for row in rows if row["plan"] == "2026" and row["avser"] == "2026-T1")
        assert (own["senast"], own["status"]) == ("2026-05-15", "forsenad")
        assert own["skal"].startswith("senast den 15 maj")

    def test_strict(self, run: Run, planned: Path) -> None:
        args = ("frister", "--register", planned, "--strikt", "--per")
        assert run(*args, "2026-05-16").exit_code == 1
        late = ("--roll", "namnden")
        assert run(*args, "2026-03-31", *late).exit_code == 0
        assert run(*args, "2026-04-01", *late).exit_code == 1

    def test_by_role(self, run: Run, planned: Path) -> None:
        args = ("frister", "--register", planned, "--per", "2026-01-02", "--inom", "365d",
                "--format", "json", "--roll")  # fmt: skip
        rows = read(run(*args, "namnden"))["kommande"]
        assert {row["vad"] for row in rows} == {"rapport_namnd"}
        result = run(*args, "hittepa")
        assert (result.exit_code, "har ingen frist" in result.stderr) == (2, True)

    @pytest.mark.parametrize("whose", [("--utforare", "testalmen"), ("--roll", "utforaren")])
    def test_what_is_unannounced_is_not_for_providers(
        self, run: Run, planned: Path, whose: tuple[str, str], tmp_path: Path
    ) -> None:
        """O-28: neither in the list, nor in the calendar, nor in the workbook."""
        calendar, book = tmp_path / "a.ics", tmp_path / "a.xlsx"
        args = ("frister", "--register", planned, "--per", "2026-01-02", "--inom", "365d")
        everything = run(*args)
        assert "oanmäld" in everything.stdout
        result = run(*args, *whose, "--kalender", calendar, "--excel", book)
        assert result.exit_code == 0
        assert "oanmäld" not in result.stdout
        assert "oanm" not in calendar.read_text("utf-8")
        sheet = openpyxl.load_workbook(book).active
        assert sheet is not None
        assert not any("oanm" in str(cell.value) for row in sheet for cell in row)

    def test_a_provider_sees_its_own_and_the_common_meetings(self, run: Run, planned: Path) -> None:
        args = ("frister", "--register", planned, "--per", "2026-01-02", "--inom", "365d",
                "--format", "json", "--utforare")  # fmt: skip
        rows = read(run(*args, "testalmen"))["kommande"]
        assert {row["utforare"] for row in rows} == {"testalmen", None}
        assert [row["vad"] for row in rows if row["utforare"] is None] == ["samverkansmote"]
        egen_regi = read(run(*args, "hemtjansten"))["kommande"]
        assert {row["utforare"] for row in egen_regi} == {"hemtjansten"}
        assert run(*args, "hittepa").exit_code == 2

    def test_printed(self, run: Run, planned: Path, printed: Printed) -> None:
        args = ("frister", "--register", planned, "--per", "2026-05-16", "--utforare", "testalmen",
                "--inom", "365d")  # fmt: skip
        printed("frister-utforare", run(*args).stdout)


class TestCalendar:
    def calendar(self, run: Run, planned: Path, path: Path, *more: object) -> icalendar.Calendar:
        args = ("frister", "--register", planned, "--per", "2026-01-02", "--inom", "365d")
        result = run(*args, "--kalender", path, *more)
        assert result.exit_code == 0
        assert str(path) in result.stderr
        found = icalendar.Calendar.from_ical(path.read_bytes())
        assert isinstance(found, icalendar.Calendar)
        return found

    def test_all_day_with_an_alarm(self, run: Run, planned: Path, tmp_path: Path) -> None:
        found = self.calendar(run, planned, tmp_path / "a.ics")
        events = list(found.walk("VEVENT"))
        assert events
        for event in events:
            start, end = event.decoded("dtstart"), event.decoded("dtend")
            assert (type(start), end - start) == (date, timedelta(days=1))
            (alarm,) = event.walk("VALARM")
            assert alarm.decoded("trigger") == timedelta(days=-14)
            assert event.decoded("dtstamp") == ADOPTED
        assert len({str(event["uid"]) for event in events}) == len(events)
        summaries = [str(event["summary"]) for event in events]
        assert any("samverkansmöte" in text for text in summaries)
        assert any("Exempelköpings hemtjänst" in text for text in summaries)

    def test_the_same_bytes_and_the_same_uids(
        self, run: Run, planned: Path, tmp_path: Path
    ) -> None:
        first = self.calendar(run, planned, tmp_path / "a.ics")
        self.calendar(run, planned, tmp_path / "b.ics")
        assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()
        own = self.calendar(run, planned, tmp_path / "c.ics", "--utforare", "testalmen")
        uids = {str(event["uid"]) for event in first.walk("VEVENT")}
        assert {str(event["uid"]) for event in own.walk("VEVENT")} <= uids

    def test_nothing_is_written_over(self, run: Run, planned: Path, tmp_path: Path) -> None:
        for flag, name in (("--kalender", "a.ics"), ("--excel", "a.xlsx")):
            path = tmp_path / name
            path.write_text("min egen", "utf-8")
            result = run("frister", "--register", planned, flag, path)
            assert (result.exit_code, path.read_text("utf-8")) == (2, "min egen")

    def test_two_files_with_one_name(self, run: Run, planned: Path, tmp_path: Path) -> None:
        path = tmp_path / "a.ics"
        result = run("frister", "--register", planned, "--kalender", path, "--excel", path)
        assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
        assert "ange ett annat namn" in result.stderr

    def test_all_files_or_none(self, run: Run, planned: Path, tmp_path: Path) -> None:
        files = ("--kalender", tmp_path / "a.ics", "--excel", tmp_path / "finns-inte" / "a.xlsx")
        result = run("frister", "--register", planned, *files)
        assert (result.exit_code, result.stdout, list(tmp_path.iterdir())) == (2, "", [])
        assert "kontrollera sökvägen" in result.stderr

    def test_it_is_called_what_a_person_says(self, run: Run, planned: Path, tmp_path: Path) -> None:
        own = self.calendar(run, planned, tmp_path / "a.ics", "--utforare", "testalmen")
        assert str(own["x-wr-calname"]) == "Frister Testalmen Vård AB"
        role = self.calendar(run, planned, tmp_path / "b.ics", "--roll", "utforaren")
        assert str(role["x-wr-calname"]) == "Frister utföraren"


def test_the_workbook_has_a_table_and_dates(run: Run, planned: Path, tmp_path: Path) -> None:
    due, whole = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    run("frister", "--register", planned, "--per", "2026-05-16", "--excel", due)
    run("planlage", "--register", planned, "--per", "2026-05-16", "--excel", whole)
    for path in (due, whole):
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        assert list(sheet.tables) == ["frister"]
        heads = [cell.value for cell in sheet[1]]
        assert heads[:3] == ["Senast", "Känt till", "Vad"]
        assert sheet.column_dimensions["A"].width < sheet.column_dimensions["C"].width < 50
        for column in sheet.iter_cols(min_row=2):  # what is long goes on below, in its cell
            is_long = any(len(str(cell.value)) > 48 for cell in column)
            texts = [cell for cell in column if isinstance(cell.value, str)]
            assert {bool(cell.alignment.wrap_text) for cell in texts} <= {is_long}
        assert {cell.value for cell in sheet["J"][1:]} <= {
            "försenad",
            "kommande",
            "gjord i tid",
            "gjord för sent",
            "undantagen",
        }
        days = [cell.value for cell in sheet["A"][1:]]
        assert days
        assert all(isinstance(day, datetime) for day in days)
        assert days == sorted(days) or path is whole


PLAN = """\
Vad;Verksamhet;Senast;År
Fördjupad uppföljning;Storängen;mars;2023
Fördjupad uppföljning;Hemtjänst;hösten 2017;
Egenkontroll;;senast nov;
"""
FILED = ("--faststall", "2023-2026", "--dnr", "SN 5/2023", "--beslutat-av", "Socialnämnden",
         "--skal", "Planen fanns.")  # fmt: skip
ROW = "fordjupad-uppfoljning-hemtjanst-hosten-2017"


class TestImport:
    """Issue 5, item 7: all or nothing, nothing guessed, and a person reads what is vague."""

    @pytest.fixture
    def plan(self, tmp_path: Path) -> Path:
        path = tmp_path / "Plan.csv"
        path.write_text(PLAN, "utf-8")
        return path

    def test_refused_as_a_whole(self, run: Run, own: Path, plan: Path, printed: Printed) -> None:
        before = own.read_bytes()
        args = ("planimport", plan, "--register", own)
        result = run(*args, *FILED)
        assert result.exit_code == 2
        assert own.read_bytes() == before
        printed("planimport", result.stdout)
        answer = read(run(*args, *FILED, "--format", "json"), 2)
        assert (answer["inlasta"], answer["poster"]) == (0, [])
        assert [(each["rad"], each["kolumn"]) for each in answer["avvisade"]] == [
            (3, "Senast"), (4, "Senast"),
        ]  # fmt: skip

    def test_kept_and_read_by_a_person(self, run: Run, own: Path, plan: Path) -> None:
        args = ("planimport", plan, "--register", own, "--behall", "--format", "json", *FILED)
        first, second = read(run(*args)), read(run(*args))
        assert (first["inlasta"], first["nya_handelser"]) == (3, 1)
        assert second["nya_handelser"] == 0
        waiting = self.waiting(run, own)
        assert [(row["id"], row["senast"]) for row in waiting] == [
            (ROW, "hösten 2017"), ("egenkontroll-senast-nov", "senast nov"),
        ]  # fmt: skip
        reading = ("planpost", "tolka", ROW, "--plan", "2023-2026", "--senast", "2017-11-30",
                   "--precision", "manad", "--skal", "Protokollet § 5.", "--person", "Eva Ek",
                   "--register", own)  # fmt: skip
        for day, last in (("2017-11-15", "2017-11-30"), ("2016-02-28", "2016-02-29")):
            refused = run(*(day if each == "2017-11-30" else each for each in reading))
            assert (refused.exit_code, refused.stdout) == (2, "")
            assert f"skriv {last}, eller --precision dag" in refused.stderr
        year = run(*("ar" if each == "manad" else each for each in reading))
        assert "skriv 2017-12-31, eller --precision dag" in year.stderr
        assert "tolkad" in run(*reading).stdout
        assert [row["id"] for row in self.waiting(run, own)] == ["egenkontroll-senast-nov"]
        posts = read(run("planlage", "--register", own, "--format", "json"))["poster"]
        post = next(each for each in posts if each["post"] == ROW)
        assert (post["senast"], post["precision"], post["vad"]) == (
            "2017-11-30", "manad", "fordjupad",
        )  # fmt: skip
        assert post["kallor"][0]["tolkning"] is True
        assert read(run(*args))["nya_handelser"] == 0
        assert run(*reading).exit_code == 2  # it waits no more

    def waiting(self, run: Run, own: Path) -> list[dict[str, Any]]:
        answer = read(run("planlage", "--register", own, "--format", "json"))
        return [row for plan in answer["planer"] for row in plan["att_tolka"]]

    def test_a_template_to_fill_in(self, run: Run, own: Path, tmp_path: Path) -> None:
        path = tmp_path / "mall.xlsx"
        assert run("planimport", "--mall", path).exit_code == 0
        assert run("planimport", path, "--register", own).exit_code == 2  # it is empty
        assert run("planimport", "--mall", path).exit_code == 2  # it is there
        assert run("planimport", "--mall", path, path).exit_code == 2
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == ["Läs mig", "Plan", "Områden"]
        for heading, value in (
            ("Vad *", "samverkansmöte"), ("Senast *", date(2026, 11, 20)), ("Antal", "minst 2"),
            ("Oanmäld", "nej"),
        ):  # fmt: skip
            (place,) = (cell.column for cell in book["Plan"][1] if cell.value == heading)
            book["Plan"].cell(2, place, value)
        book.save(path)
        answer = read(run("planimport", path, "--register", own, "--format", "json"))
        (post,) = answer["poster"]
        assert (post["vad"], post["senast"], post["antal"]) == (
            "samverkansmote", "2026-11-20", {"minst": 2, "hogst": None},
        )  # fmt: skip

    def test_a_plan_is_not_read_from_json(self, run: Run, own: Path, tmp_path: Path) -> None:
        path = tmp_path / "plan.json"
        path.write_text("{}", "utf-8")
        result = run("planimport", path, "--register", own)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "plan.json: en plan läses ur Excel eller CSV" in result.stderr

    def test_only_looked_at(self, run: Run, own: Path, plan: Path) -> None:
        before = own.read_bytes()
        result = run("planimport", plan, "--register", own, "--behall")
        assert (result.exit_code, own.read_bytes()) == (0, before)
        assert "3 rader går att läsa; ingenting är registrerat" in result.stdout


class TestPost:
    def test_done_late_and_excused(self, run: Run, planned: Path, tmp_path: Path) -> None:
        path = tmp_path / "avtal.sqlite"
        shutil.copy(planned, path)
        of = ("--avtal", "testalmen-2023", "--register", path)
        done = ("planpost", "genomford", "egenkontroll:2026-T1", "--dag", "2026-05-20", "--dnr",
                "SN 10", *of)  # fmt: skip
        assert run(*done).stdout == "Posten är genomförd.\n"
        assert "inget nytt" in run(*done).stdout
        excused = ("planpost", "undanta", "rapport-namnd:2026-03", "--plan", "2026", "--skal",
                   "Sammanträdet ställdes in.", "--person", "Eva Ek", "--roll", "enhetschef",
                   "--dnr", "SN 11", "--register", path)  # fmt: skip
        assert run(*excused).stdout == "Posten är undantagen.\n"
        posts = read(run("planlage", "--register", path, "--format", "json"))["poster"]
        status = {(each["avtal"], each["post"]): each["status"] for each in posts}
        assert status["testalmen-2023", "egenkontroll:2026-T1"] == "sent_genomford"
        assert status[None, "rapport-namnd:2026-03"] == "undantagen"
        assert "Eva Ek" not in run("handelser", "--register", path).stdout

    def test_nothing_is_done_tomorrow(self, run: Run, planned: Path) -> None:
        args = ("planpost", "genomford", "egenkontroll:2026-T1", "--avtal", "testalmen-2023",
                "--dag", "2999-01-01", "--dnr", "SN", "--register", planned)  # fmt: skip
        result = run(*args)
        assert (result.exit_code, "framtiden" in result.stderr) == (2, True)

    def test_usage(self, run: Run, planned: Path) -> None:
        args = ("planpost", "genomford", "x", "--dag", "2026-05-20", "--dnr", "SN", "--register")
        assert "ange antingen --avtal" in run(*args, planned).stderr


class TestStanding:
    def test_printed(self, run: Run, planned: Path, printed: Printed) -> None:
        args = ("planlage", "--register", planned, "--per", "2027-01-01", "--onskad",
                "verksamhetsberattelse=02-15")  # fmt: skip
        printed("planlage", run(*args).stdout)

    def test_the_coverage_of_a_mandatperiod(
        self, run: Run, register: Path, tmp_path: Path, printed: Printed
    ) -> None:
        """F-22 to F-26: each operation against each year."""
        path = tmp_path / "avtal.sqlite"
        shutil.copy(register, path)
        args = ("plan", "--register", path, "--fran", "2023-01-01", "--till", "2026-12-31",
                "--regelverk", "socialforvaltning", "--faststall", "2023-2026",
                "--dnr", "SN 5/2023", "--beslutat-av", "Socialnämnden",
                "--beslutat", "2023-01-30", "--skal", "Ny mandatperiod.")  # fmt: skip
        assert run(*args).exit_code == 0
        printed(
            "planlage-tackning", run("planlage", "--register", path, "--per", "2999-01-01").stdout
        )

    def test_every_post_with_its_id(self, run: Run, planned: Path) -> None:
        args = ("planlage", "--register", planned, "--per", "2026-06-01")
        assert "egenkontroll:2026-T1" not in run(*args).stdout
        shown = " ".join(run(*args, "--poster").stdout.split())
        assert (
            "egenkontroll:2026-T1 (testalmen-2023): egenkontroll 2026-T1, 2026-05-15: försenad."
            in shown
        )
        assert (
            "rapport-namnd:2026-09 (plan 2026): rapport till nämnden 2026-09, "
            "senast september 2026: kommande." in shown
        )

    def test_what_is_late_is_not_planned_away(
        self, run: Run, planned: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "avtal.sqlite"
        shutil.copy(planned, path)
        before = path.read_bytes()
        args = ("plan", "--register", path, *YEAR, "--regelverk", "sundsvall", "--faststall",
                "2026", "--dnr", "SN 2", "--beslutat-av", "Socialnämnden", "--skal", "Annan.",
                "--beslutat", "2026-02-20")  # fmt: skip
        result = run(*args)
        assert (result.exit_code, path.read_bytes()) == (2, before)
        assert "undanta den först" in result.stderr

    def test_one_meeting_of_two_is_missing(self, run: Run, planned: Path) -> None:
        """F-29."""
        answer = read(run("planlage", "--register", planned, "--per", "2027-01-01", "--format",
                          "json"))  # fmt: skip
        short = {(each["vad"], each["ar"]): each for each in answer["for_fa"]}
        meeting = short["samverkansmote", 2026]
        assert (meeting["minst"], meeting["gjort"]) == (2, 0)

    @pytest.mark.parametrize(
        "wish", ["verksamhetsplann=02-15", "verksamhetsplan", "=02-15", "verksamhetsplan=31-12"]
    )
    def test_a_wish_that_is_none(self, run: Run, planned: Path, wish: str) -> None:
        assert run("planlage", "--register", planned, "--onskad", wish).exit_code == 2


@pytest.mark.parametrize(
    "args",
    [
        ("planlage", "--manader", "tolv"),
        ("planlage", "--manader", "121"),
        ("planlage", "--onskad", "plan"),
        ("planpost", "tolka", "x", "--senast", "2026-01-01", "--precision", "vecka", "--skal", "a",
         "--person", "b", "--plan", "p"),
        ("planpost", "tolka", "x", "--senast", "2026-01-01", "--skal", "a", "--person", "b"),
        ("plan", "--fran", "2026-01-01"),
        ("planimport", "finns-inte.csv"),
        ("planpost", "genomford", "p", "--avtal", "a", "--dag", "2026-01-01", "--dnr", ""),
        ("planpost", "undanta", "p", "--avtal", "a", "--skal", " ", "--person", "b", "--roll", "c",
         "--dnr", "d"),
        ("frister", "--excel", "finns-inte/a.xlsx"),
        ("planlage", "--excel", "finns-inte/a.xlsx"),
    ],
    ids=range(11),
)  # fmt: skip
def test_a_fault_is_one_line_of_swedish(run: Run, planned: Path, args: tuple[str, ...]) -> None:
    result = run(*args, "--register", planned)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert not any(word in result.stderr for word in ("is not", "valid", "Missing"))


class TestOldVersions:
    """F-03: what the plan said before is what a replay of that day says."""

    def test_a_replay_has_the_plan_of_its_day(
        self, run: Run, planned: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "avtal.sqlite"
        shutil.copy(planned, path)
        with Register.open(path, clock=lambda: ADOPTED + timedelta(days=30)) as found:
            states = found.replay()
            year = plan_of_register(
                states, load("sundsvall"), SteeringId("socialnamnden"),
                start=date(2026, 2, 1), end=date(2026, 12, 31), on=date(2026, 2, 1),
            )  # fmt: skip
            decision = Adoption(
                plan="2026", adopted_by="Socialnämnden", reason="Ny riktlinje.", dnr="SN 2026/40",
                on=date(2026, 2, 1),
            )  # fmt: skip
            steps = adoption(year, states, decision)
            # what fell before, and is overdue, stays: nothing before February is touched
            found.transact(lambda unit: [step.carry_out(unit) for step in steps], actor="anna")

        def posts(day: str) -> set[tuple[str, str, str]]:
            args = ("planlage", "--register", path, "--per", day, "--format", "json")
            return {
                (each["avtal"] or "", each["post"], each["senast"])
                for each in read(run(*args))["poster"]
                if each["plan"] == "2026"
            }

        before, after = posts("2026-01-20"), posts("2026-02-05")
        own = read(
            run("planlage", "--register", planned, "--per", "2026-01-20", "--format", "json")
        )
        assert before == {
            (each["avtal"] or "", each["post"], each["senast"])
            for each in own["poster"]
            if each["plan"] == "2026"
        }
        assert ("testalmen-2023", "egenkontroll:2026-T1", "2026-05-15") in before
        assert ("testalmen-2023", "egenkontroll:2026-T1", "2026-05-15") not in after
        assert ("exempelbjorken-2025", "egenkontroll:2026-T1", "2026-04-20") in after
        january = {each for each in before if each[2] < "2026-02-01"}
        assert january
        assert january <= after
