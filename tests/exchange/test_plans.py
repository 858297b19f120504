"""F-A1, F-A3, S-A2, S-A4, T-A7: the oddities of real plans.

They are refused with place and reason, or kept as they are written until a named person reads
them; none is guessed at.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.plans import PlanFile, find_among, read_plan
from avtalsuppfoljning.exchange.when import Doubt, When, read_times, read_when
from avtalsuppfoljning.planned import period_named
from avtalsuppfoljning.schedule import Obligor, PostKind, Precision
from avtalsuppfoljning.schedule.calendar import end_of_month
from avtalsuppfoljning.terms import AgreementId

HEADINGS = ("Vad", "Verksamhet", "Senast", "År")
IN_DEPTH = "Fördjupad uppföljning"
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def written(
    folder: Path, *rows: Sequence[object], headings: Sequence[str] = HEADINGS, name: str = "plan"
) -> Path:
    path = folder / f"{name}.csv"
    lines = [headings, *rows]
    path.write_text("\n".join(";".join(map(str, each)) for each in lines), "utf-8")
    return path


def read(path: Path, **how: Any) -> PlanFile:
    find = find_among({AgreementId("a-1"): "SN 2024/1"})
    return read_plan(path, document="Planen", find=find, **how)


class TestWhen:
    """S-A2, S-A3, F-A8: a month is a month, and no day is made of it."""

    @pytest.mark.parametrize(
        ("text", "year", "due_on", "precision"),
        [
            ("2026-04-20", None, date(2026, 4, 20), Precision.DAG),
            ("senast 20 april 2026", None, date(2026, 4, 20), Precision.DAG),
            ("20 april", 2026, date(2026, 4, 20), Precision.DAG),
            ("2026-02", None, date(2026, 2, 28), Precision.MÅNAD),
            ("senast nov", 2026, date(2026, 11, 30), Precision.MÅNAD),
            ("Nov. 2026", None, date(2026, 11, 30), Precision.MÅNAD),
            ("februari", 2024, date(2024, 2, 29), Precision.MÅNAD),
            ("2026", None, date(2026, 12, 31), Precision.ÅR),
            ("under 2026", None, date(2026, 12, 31), Precision.ÅR),
        ],
    )
    def test_read(self, text: str, year: int | None, due_on: date, precision: Precision) -> None:
        assert read_when(text, year) == When(due_on, precision)

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("2024-09-31", "ingen dag som finns"),
            ("31 september 2024", "ingen dag som finns"),
            ("2026-13", "ingen dag som finns"),
            ("senast nov", "saknar år"),
            ("hösten 2017", "årstid"),
            ("våren", "årstid"),
            ("löpande", "går inte att läsa"),
            ("nov 26", "går inte att läsa"),
            ("2026-04-20 / 2026-08-20", "går inte att läsa"),
            ("1887-01-01", "kalendern"),
        ],
    )
    def test_doubted(self, text: str, why: str) -> None:
        found = read_when(text)
        assert isinstance(found, Doubt)
        assert why in found.what
        assert found.way_out

    def test_two_years_are_one_too_many(self) -> None:
        found = read_when("november 2025", 2026)
        assert isinstance(found, Doubt)
        assert "annat år" in found.what

    @given(year=st.integers(1990, 2060), month=st.integers(1, 12), day=st.integers(1, 31))
    def test_the_same_day_in_every_writing(self, year: int, month: int, day: int) -> None:
        iso, words = f"{year}-{month:02}-{day:02}", f"{day} {MONTHS[month - 1]} {year}"
        try:
            expected: When | None = When(date(year, month, day), Precision.DAG)
        except ValueError:
            expected = None
        for text in (iso, words, f"senast {words}", f"Senast den {words}"):
            found = read_when(text)
            assert found == expected if expected else isinstance(found, Doubt)

    @given(year=st.integers(1990, 2060), month=st.integers(1, 12))
    def test_a_month_is_never_a_day(self, year: int, month: int) -> None:
        expected = When(end_of_month(year, month), Precision.MÅNAD)
        for text in (f"{year}-{month:02}", f"{MONTHS[month - 1]} {year}"):
            assert read_when(text) == expected
        assert read_when(MONTHS[month - 1], year) == expected
        assert isinstance(read_when(MONTHS[month - 1]), Doubt)

    @given(text=st.text(max_size=20))
    def test_anything_is_read_or_doubted(self, text: str) -> None:
        found = read_when(text)
        assert isinstance(found, When | Doubt)

    @pytest.mark.parametrize("text", ["0–0", "3–1", "två", "-1", ""])
    def test_what_is_no_count(self, text: str) -> None:
        with pytest.raises(InputError):
            read_times(text)


class TestRows:
    def test_a_plan(self, tmp_path: Path) -> None:
        """F-23: mars 2023, Storängen."""
        path = written(tmp_path, (IN_DEPTH, "Storängen", "mars", 2023))
        (post,) = read(path).posts
        assert (post.what, post.kind, post.obligor) == (
            "fordjupad", PostKind.UPPFÖLJNING, Obligor.KOMMUNEN,
        )  # fmt: skip
        assert (post.due_on, post.precision) == (date(2023, 3, 31), Precision.MÅNAD)
        assert post.about == period_named("2023-03")
        assert post.operations == ("Storängen",)
        assert [str(each) for each in post.citations] == ["Planen, plan, rad 2"]
        assert post.reason is None

    def test_the_same_file_gives_the_same_ids(self, tmp_path: Path) -> None:
        rows = [(IN_DEPTH, name, "mars", 2023) for name in ("Storängen", "Aspgården")]
        first = read(written(tmp_path, *rows))
        second = read(written(tmp_path, *reversed(rows), name="annan"))
        assert {post.id for post in first.posts} == {post.id for post in second.posts}
        assert len({post.id for post in first.posts}) == 2

    def test_an_agreement_by_its_id_or_dnr(self, tmp_path: Path) -> None:
        headings = ("Vad", "Avtal", "Senast", "Antal", "Oanmäld")
        rows = [("Egenkontroll", "SN 2024/1", "2026-04-20", "", "nej"),
                ("Oanmäld uppföljning", "a-1", "2026", "minst 2", "ja")]  # fmt: skip
        first, second = read(written(tmp_path, *rows, headings=headings)).posts
        assert (first.agreement, second.agreement) == ("a-1", "a-1")
        assert (first.is_announced, second.is_announced) == (True, False)
        assert (second.at_least, second.at_most) == (2, None)

    def test_an_unknown_agreement_is_refused_whatever_is_kept(self, tmp_path: Path) -> None:
        path = written(
            tmp_path, ("Egenkontroll", "a-2", "2026"), headings=("Vad", "Avtal", "Senast")
        )
        for keep in (False, True):
            (refusal,) = read(path, keep_doubtful=keep).refused
            assert (refusal.row, refusal.column) == (2, "Avtal")

    def test_a_row_twice(self, tmp_path: Path) -> None:
        row = (IN_DEPTH, "Storängen", "mars", 2023)
        (refusal,) = read(written(tmp_path, row, row)).refused
        assert (refusal.row, "rad 2" in refusal.fault) == (3, True)

    def test_an_empty_file(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="inga rader"):
            read(written(tmp_path))

    def test_an_unknown_heading(self, tmp_path: Path) -> None:
        path = written(tmp_path, ("a", "b"), headings=("Vad", "Hittepå"))
        refused = {refusal.column: refusal.fault for refusal in read(path).refused}
        assert refused["Hittepå"] == "rubriken är okänd: rätta den, eller ta bort kolumnen"
        assert refused["Senast"] == "kolumnen saknas: lägg till den"


ODD = [
    ((IN_DEPTH, "LSS område 1", "2024-09-31", ""), "Senast", "ingen dag som finns"),
    (("Egenkontroll", "", "senast nov", ""), "Senast", "saknar år"),
    (("T3 = Årsrapport", "", "20 november", 2026), "Vad", "inget som planer brukar be om"),
    ((IN_DEPTH, "Hemtjänst", "hösten 2017", ""), "Senast", "årstid"),
    ((IN_DEPTH, "Hemtjänst", "mars", "snart"), "Senast", "saknar år"),
    (("Samverkansmöte", "", "jan–feb", 2026), "Senast", "går inte att läsa"),
]
odd = pytest.mark.parametrize(("row", "column", "why"), ODD, ids=range(len(ODD)))


class TestOddities:
    @odd
    def test_refused_with_place_and_reason(
        self, tmp_path: Path, row: tuple[Any, ...], column: str, why: str
    ) -> None:
        path = written(tmp_path, (IN_DEPTH, "Storängen", "mars", 2023), row)
        refusal = read(path).refused[0]
        assert (refusal.sheet, refusal.row, refusal.column) == ("plan", 3, column)
        assert why in refusal.fault

    @odd
    def test_kept_as_it_is_written(
        self, tmp_path: Path, row: tuple[Any, ...], column: str, why: str
    ) -> None:
        found = read(written(tmp_path, row), keep_doubtful=True)
        assert (found.refused, found.posts) == ((), ())
        (kept,) = found.as_written
        assert (kept.what, kept.operation, kept.when) == row[:3]
        assert why in kept.doubt
        assert kept.place == "plan, rad 2"
        assert column

    @pytest.mark.parametrize("when", ["mars 2026", "2024-09-31"], ids=["sound", "odd too"])
    def test_two_names_that_may_be_one(self, tmp_path: Path, when: str) -> None:
        """F-A3: *Område 3* beside *LSS område 3*."""
        rows = [(IN_DEPTH, "Område 3", "januari", 2026), (IN_DEPTH, "LSS område 3", when, "")]
        path = written(tmp_path, *rows)
        refused = {refusal.row: refusal.fault for refusal in read(path).refused}
        assert "kan vara detsamma som ”LSS område 3”" in refused[2]
        kept = read(path, keep_doubtful=True)
        assert "Område 3" in [row.operation for row in kept.as_written]
        assert all(post.operations != ("Område 3",) for post in kept.posts)

    @pytest.mark.parametrize(
        ("areas", "names"),
        [
            ((("LSS område 3", "Område 3"),), ("Område 3", "LSS område 3")),
            ((("LSS område 3", ""), ("Område 3", "")), ("Område 3",)),
        ],
        ids=["one", "two"],
    )
    def test_until_the_areas_say_which(
        self, tmp_path: Path, areas: tuple[tuple[str, str], ...], names: tuple[str, ...]
    ) -> None:
        folder = tmp_path / "plan"
        folder.mkdir()
        written(folder, *areas, headings=("Namn", "Även"), name="omraden")
        rows = [(IN_DEPTH, "Område 3", "januari", 2026), (IN_DEPTH, "LSS område 3", "mars", 2026)]
        written(folder, *rows)
        found = read(folder)
        assert found.refused == ()
        assert len(found.areas) == len(areas)
        (post,) = (post for post in found.posts if post.due_on.month == 1)
        assert post.operations == names

    def test_an_operation_that_is_no_area(self, tmp_path: Path) -> None:
        folder = tmp_path / "plan"
        folder.mkdir()
        written(folder, ("LSS område 3", ""), headings=("Namn", "Även"), name="omraden")
        written(folder, (IN_DEPTH, "Område 3", "januari", 2026))
        (refusal,) = read(folder).refused
        assert (refusal.column, "inget av planens områden" in refusal.fault) == ("Verksamhet", True)

    def test_all_or_nothing(self, tmp_path: Path) -> None:
        rows = [(IN_DEPTH, "Storängen", "mars", 2023), *(row for row, _, _ in ODD)]
        found = read(written(tmp_path, *rows))
        assert {refusal.row for refusal in found.refused} == set(range(3, 3 + len(ODD)))


def test_excel_has_real_dates(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    sheet.append(["Vad", "Senast", "År"])
    sheet.append(["Egenkontroll", date(2026, 4, 20), None])
    sheet.append(["Årsredovisning", "juli", 2026])
    areas = book.create_sheet("Områden")
    areas.append(["Namn", "Även"])
    areas.append(["LSS område 3", "Område 3"])
    path = tmp_path / "plan.xlsx"
    book.save(path)
    found = read(path)
    assert found.refused == ()
    assert [(post.what, post.due_on, post.precision) for post in found.posts] == [
        ("egenkontroll", date(2026, 4, 20), Precision.DAG),
        ("arsredovisning", date(2026, 7, 31), Precision.MÅNAD),
    ]
    assert [area.also for area in found.areas] == [("Område 3",)]
