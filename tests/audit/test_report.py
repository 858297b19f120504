"""The report: Swedish in 80 columns, and a web page that can be read without seeing it."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from tests.audit.found import RULINGS
from tests.audit.planting import Log, append, year
from tests.audit.test_planted import PLANTED
from tests.audit.test_recommendations import NÄMND, RECEIVED

from avtalsuppfoljning import swedish
from avtalsuppfoljning.audit.again import is_decision
from avtalsuppfoljning.audit.equal import AMOUNT_CAPPED, COUNTED, FORM_NOT_AGREED, OTHER_RULES
from avtalsuppfoljning.audit.layout import Report, Section, Table, as_html, as_text
from avtalsuppfoljning.audit.report import report
from avtalsuppfoljning.audit.whatif import NO_SUCH_MEASURE, Dimension, Kind
from avtalsuppfoljning.cli.exempelkoping import LAST_DAY

VOID = {"meta"}


def made(log: Log, on: date = LAST_DAY) -> Report:
    return report(lambda: log, on=on, release="0.1.0")


class Page(HTMLParser):
    """What a reader is told: that every tag is closed, and what stands in which."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[list[str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        if "table" in self.open:
            self.tables[-1].append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.seen if name == tag]


def test_the_page_is_accessible() -> None:
    """EN 301 549: language, one main heading, sections with names, tables with captions."""
    found = Page(as_html(made(year())))
    assert found.all("html") == [{"lang": "sv"}]
    assert len(found.all("h1")) == len(found.all("main")) == len(found.all("title")) == 1
    headings = [each["id"] for each in found.all("h2")]
    assert [each["aria-labelledby"] for each in found.all("section")] == headings
    assert [each["href"] for each in found.all("a")] == [f"#{each}" for each in headings]
    assert all(table[0] == "caption" for table in found.tables)
    assert {each["scope"] for each in found.all("th")} == {"col", "row"}
    assert found.all("script") == found.all("img") == []


def test_the_text_fits_80_columns() -> None:
    text = as_text(made(year()))
    assert [line for line in text.splitlines() if len(line) > 80] == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_both_say_the_same() -> None:
    """Every cell and paragraph of one is in the other."""
    found = made(year())
    text = " ".join(as_text(found).replace("|", " ").split())
    for section in found.sections:
        assert section.title in text
        for words in section.paragraphs:
            assert " ".join(words.split()) in text


def test_what_was_planted_stands_in_it() -> None:
    log = year()
    append(NÄMND, RECEIVED, day=date(2025, 12, 30))(log)
    text = as_text(made(log))
    assert "Revisionsrapport 7/2017" in text
    assert "obesvarad" in text


def test_two_are_the_same() -> None:
    assert as_html(made(year())) == as_html(made(year()))


def test_nothing_hidden_is_told() -> None:
    """The report rests on open fields only, so a masked file gives the same."""
    text = as_text(made(year()))
    for person in ("Olle Provberg", "Karin Exempelsson", "Maja Testander"):
        assert person not in text


@pytest.mark.parametrize("evil", ["<script>x</script>", "a|b", "\x1b[2J", "x" * 300])
def test_what_somebody_wrote_stays_text(evil: str) -> None:
    table = Table("C", ("a", "b"), ((evil, evil),))
    found = Report("T", (evil,), (Section("S", (evil,), (table,)),))
    Page(as_html(found))
    assert "<script>" not in as_html(found)
    text = as_text(found)
    assert "\x1b" not in text


def test_an_empty_log_has_a_report() -> None:
    """Nothing is called right of which there was nothing."""
    text = as_text(made([]))
    assert swedish.NO_DECISIONS in text
    assert swedish.NO_FAULTS not in " ".join(text.split())


def test_every_decision_has_somebody_who_made_it() -> None:
    """Those that end a sanction too, and each with the delegationsordning it rests on."""
    by_whom = made(year()).sections[2]
    deciders, guidelines, delegations = by_whom.tables
    decided = [each for each in year() if is_decision(each.event)]
    assert sum(int(row[-2]) for row in deciders.rows) == len(decided)
    assert sum(int(row[-2]) for row in delegations.rows) == len(decided)
    assert sum(int(row[-2]) for row in guidelines.rows) == len(RULINGS)
    assert ("socialdirektor", "7.3", "avstängning upphävd", "1", "112") in deciders.rows


def test_what_is_planted_is_told_without_wire_words() -> None:
    """An official reads it: no stored names, no paths into the events (O-51)."""
    for name, (plant, _) in PLANTED.items():
        log = year()
        plant(log)
        told = made(log).sections[1]
        rows = [row[0] for table in told.tables for row in table.rows]
        assert not [row for row in rows if re.search(r"[a-z]_[a-z]|[a-z]\.[a-z]", row)], name


def test_every_code_has_swedish_words() -> None:
    assert swedish.WHAT_IF_DIMENSION.keys() == {each.value for each in Dimension}
    assert len(swedish.WHAT_IF_COLUMNS) == 3 + len(Kind)
    for code in (FORM_NOT_AGREED, AMOUNT_CAPPED, COUNTED, OTHER_RULES):
        assert code not in swedish.explained(code, "vite", "egen_regi")
    assert NO_SUCH_MEASURE not in swedish.said("ingen", [NO_SUCH_MEASURE])
