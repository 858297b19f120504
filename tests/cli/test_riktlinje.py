"""``avtal regelverk granska``, ``jamfor``, ``dmn`` and ``schema``: guidelines of one's own."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result
from tests.cli.conftest import Printed, Run

from avtalsuppfoljning.guidelines import load, shipped, shipped_text
from avtalsuppfoljning.schedule import schedule_fingerprint

TEXT = shipped_text("orebro")
CHANGED = ('ger = "vasentlig"', 'ger = "allvarlig"')


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A guideline of one's own: Örebro's with one row changed."""
    path = tmp_path / "egen.toml"
    path.write_text(TEXT.replace(*CHANGED, 1), "utf-8")
    return path


def read(result: Result) -> dict[str, Any]:
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def refused(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("avtal: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


class TestGranska:
    def test_a_file_that_holds_together(self, run: Run, own: Path) -> None:
        result = run("regelverk", "granska", own)
        assert result.exit_code == 0
        joined = " ".join(result.stdout.split())
        assert "är en giltig riktlinje" in joined
        assert "5 åtgärder, 15 gränser, 20 tabellrader och 5 skyldigheter" in joined

    def test_as_json(self, run: Run, own: Path) -> None:
        found = read(run("regelverk", "granska", own, "--format", "json"))
        assert found["regelverk"]["id"] == "orebro"
        assert found["antal"]["granser"] == 15
        shown = read(run("regelverk", "visa", "orebro", "--format", "json"))
        assert found["regelverk"]["fingeravtryck"] != shown["fingeravtryck"]

    def test_from_standard_input(self, run: Run) -> None:
        assert run("regelverk", "granska", "-", text=TEXT).exit_code == 0

    @pytest.mark.parametrize(
        ("old", "new", "place"),
        [
            ("faktaversion = 1", "faktaversion = 2", "faktaversion"),
            ('skal = "ej_lov"', 'skal = "okand"', "grans[10].skal"),
            ('ger = "mindre"', 'ger = "liten"', "grad.rad[0].ger"),
            ('medveten = ["nej"] }', 'medveten = ["nej", "ja"] }', "grad.rad"),
            ("[grad]\n", "[grad\n", "rad "),
        ],
    )
    def test_one_line_with_file_and_place(
        self, run: Run, own: Path, old: str, new: str, place: str
    ) -> None:
        own.write_text(TEXT.replace(old, new, 1), "utf-8")
        assert f"egen.toml: {place}" in refused(run("regelverk", "granska", own))

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\x00", b"[" * 5000, b"a" * 11_000_000])
    def test_what_is_no_guideline(self, run: Run, own: Path, content: bytes) -> None:
        own.write_bytes(content)
        refused(run("regelverk", "granska", own))

    def test_no_such_file(self, run: Run, tmp_path: Path) -> None:
        assert "finns inte" in refused(run("regelverk", "granska", tmp_path / "saknas.toml"))

    def test_the_rows_of_the_plan_are_counted(self, run: Run, own: Path) -> None:
        own.write_text(shipped_text("sundsvall"), "utf-8")
        found = read(run("regelverk", "granska", own, "--format", "json"))["antal"]
        guideline = load("sundsvall")
        assert found["planpunkter"] == len(guideline.obligations)
        assert (found["planomfattningar"], found["fokusomraden"]) == (1, 0)
        joined = " ".join(run("regelverk", "granska", own).stdout.split())
        assert "Planen har 22 planpunkter och 1 omfattning." in joined
        assert f"{found['tolkade_planrader']} rader är märkta som tolkning." in joined


class TestVisa:
    """The plan beside its words and sections."""

    @pytest.mark.parametrize("id_", sorted({name for name, _ in shipped()}))
    def test_every_row_is_shown_in_its_own_words(self, run: Run, id_: str) -> None:
        shown = run("regelverk", "visa", id_).stdout
        assert max(map(len, shown.splitlines())) <= 80
        joined = " ".join(shown.split())
        for row in load(id_).obligations:
            assert " ".join(row.written.split()) in joined
            assert all(citation.section in joined for citation in row.citations)

    def test_a_row_says_what_who_to_whom_and_when(self, run: Run) -> None:
        joined = " ".join(run("regelverk", "visa", "sundsvall").stdout.split())
        assert (
            "Ledningssystem, kollektivavtal, försäkringar och miljömål, utföraren till "
            "LOV-administratören: vart tredje år senast november, räknat från avtalets start. "
            "”Vart tredje år, senast nov” [2.1 Uppföljning av dokumentation (tolkning)]"
        ) in joined

    @pytest.mark.parametrize("id_", sorted({name for name, _ in shipped()}))
    def test_as_json(self, run: Run, id_: str) -> None:
        found = read(run("regelverk", "visa", id_, "--format", "json"))
        plan, guideline = found["plan"], load(id_)
        assert plan["fingeravtryck"] == schedule_fingerprint(guideline)
        assert [each["id"] for each in plan["punkter"]] == [
            each.id for each in guideline.obligations
        ]
        assert all(each["aterkommer"] and each["kallor"] for each in plan["punkter"])
        assert len(plan["omfattning"]) == len(guideline.coverage)
        assert len(plan["fokus"]) == len(guideline.focus)


class TestJamfor:
    def test_rows_of_the_plan(self, run: Run, own: Path) -> None:
        """One key of one row, one row with another id, one section."""
        text = shipped_text("sundsvall")
        for old, new in (
            ('senast = ["04-20", "08-20", "11-20"]', 'senast = ["04-20", "08-20", "12-20"]'),
            ('mottagare = ["forvaltningsekonom"]', 'mottagare = ["lov_administrator"]'),
            ('id = "gemensam-statistik"', 'id = "statistik"'),
            ('avsnitt = "2.3 Uppföljningsträffar"\n\n\n', 'avsnitt = "2.4"\n\n\n'),
        ):
            assert old in text
            text = text.replace(old, new)
        own.write_text(text, "utf-8")
        found = read(run("regelverk", "jamfor", "sundsvall", own, "--format", "json"))
        plan = found["plan"]
        assert found["lika"]  # every outcome is the same: the plan is no part of them
        assert not plan["lika"]
        assert [each["id"] for each in plan["tillkommer"]] == ["statistik"]
        assert [each["id"] for each in plan["utgar"]] == ["gemensam-statistik"]
        assert {(each["id"], each["falt"], each["a"], each["b"]) for each in plan["andras"]} == {
            ("arsredovisning", "mottagare", "forvaltningsekonom", "lov_administrator"),
            ("egenkontroll", "senast", "04-20, 08-20, 11-20", "04-20, 08-20, 12-20"),
            ("uppfoljningstraff", "avsnitt", "2.3 Uppföljningsträffar", "2.4"),
        }
        result = run("regelverk", "jamfor", "sundsvall", own)
        joined = " ".join(result.stdout.split())
        assert "Bara i B: punkten statistik. [2.2 Individuella biståndsbeslut]" in joined
        assert (
            "Punkten arsredovisning, mottagarna. A: förvaltningsekonomen; B: LOV-administratören."
        ) in joined

    def test_the_same_plan(self, run: Run) -> None:
        found = read(run("regelverk", "jamfor", "orebro", "orebro", "--format", "json"))
        assert found["plan"] == {"lika": True, "tillkommer": [], "utgar": [], "andras": []}
        assert "Planerna är lika." in run("regelverk", "jamfor", "orebro", "orebro").stdout

    def test_other_sections(self, run: Run, own: Path) -> None:
        """What no fact decides is cited too: the matrix, a parameter, a tariff, a law."""
        text = shipped_text("exempelkoping")
        for section in ("[matris]", "[[parameter]]", "[[taxa]]", "[[lag]]"):
            before, _, after = text.partition(section)
            mark = 'avsnitt = "'
            text = before + section + after.replace(mark, f"{mark}X ", 1)
        own.write_text(text, "utf-8")
        found = read(run("regelverk", "jamfor", "exempelkoping", own, "--format", "json"))
        assert (found["olika"], found["villkor"]) == ([], [])
        others = found["avsnitt"]
        assert {each["villkor"] for each in others} == {"matris", "parameter", "taxa", "lag"}
        joined = " ".join(run("regelverk", "jamfor", "exempelkoping", own).stdout.split())
        for each in others:
            assert each["b"] == f"X {each['a']}"
            assert f"A: {each['a']}; B: {each['b']}." in joined

    def test_one_row(self, run: Run, own: Path) -> None:
        found = read(run("regelverk", "jamfor", "orebro", own, "--format", "json"))
        assert not found["lika"]
        grade = next(each for each in found["olika"] if each["fraga"] == "grad")
        assert grade == {
            "fraga": "grad",
            "om": "",
            "fakta": ["frekvens", "konsekvens", "medveten"],
            "fall": 16,
            "skiljer": 2,
            "rutor": [
                {
                    "nar": {
                        "frekvens": ["systematisk"],
                        "konsekvens": ["ingen", "liten"],
                        "medveten": ["nej"],
                    },
                    "antal": 2,
                    "a": "vasentlig",
                    "b": "allvarlig",
                }
            ],
        }

    def test_as_text(self, run: Run, own: Path) -> None:
        result = run("regelverk", "jamfor", "orebro", own)
        assert (result.exit_code, result.stderr) == (0, "")
        joined = " ".join(result.stdout.split())
        assert "2 av 16 fall skiljer sig, i 1 ruta." in joined
        assert "A: väsentlig; B: allvarlig. När frekvens: systematisk;" in joined
        assert "till; --format json visar alla." in joined

    def test_terms_and_sources(self, run: Run, own: Path) -> None:
        text = shipped_text("exempelkoping").replace('hogst = "20000.00"', 'hogst = "25000.00"')
        own.write_text(text.replace('avsnitt = "9 § Hävning"', 'avsnitt = "10 §"', 1), "utf-8")
        found = read(run("regelverk", "jamfor", "exempelkoping", own, "--format", "json"))
        assert (found["lika"], found["olika"]) == (False, [])
        assert found["villkor"] == [
            {"villkor": "hogst", "om": "vite/styck", "a": "20000", "b": "25000"}
        ]
        assert {box["b"] for each in found["kallor"] for box in each["rutor"]} == {"10 §"}
        joined = " ".join(run("regelverk", "jamfor", "exempelkoping", own).stdout.split())
        assert "Högsta belopp för vite per styck. A: 20000 kr; B: 25000 kr." in joined
        assert "A: 9 § Hävning; B: 10 §" in joined

    def test_no_difference(self, run: Run) -> None:
        version = load("orebro").version
        found = read(run("regelverk", "jamfor", "orebro", f"orebro@{version}", "--format", "json"))
        assert found["lika"]
        assert found["a"] == found["b"]
        assert "Inga utfall skiljer sig." in run("regelverk", "jamfor", "orebro", "orebro").stdout

    @pytest.mark.parametrize("other", sorted({name for name, _ in shipped()} - {"orebro"}))
    def test_every_shipped_guideline(self, run: Run, other: str) -> None:
        result = run("regelverk", "jamfor", "orebro", other)
        assert (result.exit_code, result.stderr) == (0, "")
        assert max(map(len, result.stdout.splitlines())) <= 80

    @pytest.mark.parametrize("other", ["gavle", "orebro@1999-01-01", "../orebro"])
    def test_an_unknown_one(self, run: Run, other: str) -> None:
        assert "orebro" in refused(run("regelverk", "jamfor", "orebro", other))

    def test_a_broken_file(self, run: Run, own: Path) -> None:
        own.write_text("faktaversion = 1", "utf-8")
        assert "egen.toml: " in refused(run("regelverk", "jamfor", own, "orebro"))


class TestDmn:
    def test_a_document(self, run: Run, own: Path) -> None:
        for guideline in ("orebro", own):
            root = ET.fromstring(run("regelverk", "dmn", guideline).stdout)  # noqa: S314  our own
            assert root.tag == "{https://www.omg.org/spec/DMN/20191111/MODEL/}definitions"

    def test_test_cases_and_jdm(self, run: Run) -> None:
        root = ET.fromstring(run("regelverk", "dmn", "orebro", "--som", "testfall").stdout)  # noqa: S314
        assert root.tag.endswith("testCases")
        assert read(run("regelverk", "dmn", "orebro", "--som", "jdm"))["nodes"]

    def test_as_json(self, run: Run) -> None:
        found = read(run("regelverk", "dmn", "orebro", "--format", "json"))
        assert list(found) == ["regelverk", "dmn", "testfall", "jdm"]

    def test_an_unknown_form(self, run: Run) -> None:
        assert "skriv dmn" in refused(run("regelverk", "dmn", "orebro", "--som", "xlsx"))


class TestSchema:
    @pytest.mark.parametrize("kind", ["riktlinje", "delegationsordning", "fakta", "avtal"])
    def test_a_schema(self, run: Run, kind: str) -> None:
        assert read(run("regelverk", "schema", kind))["$schema"].startswith("https://json-schema")

    def test_an_unknown_kind(self, run: Run) -> None:
        assert "skriv riktlinje" in refused(run("regelverk", "schema", "faktura"))


def test_printed(run: Run, printed: Printed, own: Path) -> None:
    printed("jamfor", run("regelverk", "jamfor", "orebro", own).stdout)
