"""The rows of a guideline's plan as text and as JSON, each beside its words and its section."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from avtalsuppfoljning import swedish
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.cli.page import Page
from avtalsuppfoljning.exchange.avgorande import write_citations
from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.guidelines.obligations import Obligation, Pace
from avtalsuppfoljning.schedule import PlanChange, PlanComparison, PlanRow, schedule_fingerprint

# ── one plan ──


def write_plan_rows(page: Page, guideline: Guideline) -> None:
    """Whom the plan covers, what is to be done and when, and what each year looks at."""
    if not (guideline.obligations or guideline.coverage or guideline.focus):
        return
    own = dict(guideline.reasons)
    if guideline.coverage:
        page.heading(swedish.PLAN_COVERS)
    for covered in guideline.coverage:
        reason = own.get(covered.reason) or swedish.word(swedish.REASON, covered.reason)
        text = swedish.plan_covers(covered.requires, reason)
        page.item(text, source=_sections([covered.citation], guideline))
    if guideline.obligations:
        page.heading(swedish.PLAN_ROWS)
        page.item(schedule_fingerprint(guideline))
    for (said, written, basis, source), rows in groupby(
        guideline.obligations, key=lambda row: _key(row, guideline)
    ):
        names = tuple(dict.fromkeys(each.what for each in rows))
        page.item(_row(names, said))
        page.item(written, source=source, indent=4)
        if basis:
            page.item(basis, indent=4)
    if guideline.focus:
        page.heading(swedish.PLAN_FOCUS)
    for year in guideline.focus:
        text = swedish.focus_of(year.year, year.areas)
        page.item(text, source=_sections([year.citation], guideline))


def plan_data(guideline: Guideline) -> dict[str, Any]:
    """The plan, JSON-ready, each row told as the text tells it."""
    return {
        "fingeravtryck": schedule_fingerprint(guideline),
        "omfattning": [
            {
                "id": each.id,
                "skal": each.reason,
                "kraver": {name: list(values) for name, values in each.requires},
                "kallor": write_citations((each.citation,)),
            }
            for each in guideline.coverage
        ],
        "punkter": [
            {
                "id": each.id,
                "vad": each.what,
                "typ": each.kind.value,
                "vem": each.obligor.value,
                "mottagare": list(each.recipients),
                "bindande": each.binding.value,
                "rullning": each.roll.value,
                "antal": {"minst": each.least, "hogst": each.most},
                "nar": {name: list(values) for name, values in each.when},
                "aterkommer": _comes(each),
                "skrivet": each.written,
                "kallor": write_citations(each.citations),
            }
            for each in guideline.obligations
        ],
        "fokus": [
            {
                "id": each.id,
                "ar": each.year,
                "omraden": list(each.areas),
                "kallor": write_citations((each.citation,)),
            }
            for each in guideline.focus
        ],
    }


_Said = tuple[Any, ...]


def _key(row: Obligation, guideline: Guideline) -> tuple[_Said, str, str, str]:
    """What rows that are printed as one have in common: everything but what they are about."""
    marks = swedish.plan_marks(
        row.binding,
        row.roll,
        row.reach,
        row.year_offset,
        by_registration=row.by_registration,
        is_announced=row.is_announced,
        is_proposed=row.is_proposed,
    )
    count = swedish.times(row.least, row.most)
    said = (row.obligor, row.recipients, _comes(row), count, tuple(marks), row.when)
    parts = [(part.name, part.reservation, part.when) for part in row.basis]
    basis = swedish.looks_at(parts) if parts else ""
    return said, swedish.in_its_words(row.written), basis, _sections(row.citations, guideline)


def _row(names: Iterable[str], said: _Said) -> str:
    return swedish.plan_row(names, *said)


def _comes(row: Obligation) -> str:
    """How a row comes back, as a clause."""
    recurrence = row.recurrence
    match recurrence.pace:
        case Pace.ÅRLIGEN:
            return swedish.comes_back_in_years(
                recurrence.every,
                map(str, recurrence.by),
                recurrence.periods,
                recurrence.from_year,
                from_start=recurrence.from_start,
                only_kkik_years=recurrence.only_kkik_years,
            )
        case Pace.MÅNADSVIS:
            return swedish.EVERY_MONTH
        case Pace.BESTÄMDA:
            written = (
                "-".join(f"{part:02}" for part in each if part is not None)
                for each in recurrence.occasions
            )
            return swedish.listed(map(swedish.occasion, written))
        case Pace.RULLANDE:
            return swedish.comes_back_rolling(recurrence.months)
        case Pace.EFTER_START:
            return swedish.comes_once(recurrence.months)
        case Pace.AVTALETS_DAG:
            return swedish.comes_on_own_day(only_if_agreed=row.only_if_agreed)
        case Pace.UTAN_DAG:
            return swedish.inline(swedish.WITHOUT_DAY)


def _sections(citations: Iterable[Citation], guideline: Guideline) -> str:
    return "; ".join(str(each).removeprefix(f"{guideline.document}, ") for each in citations)


# ── two plans ──


def write_plan_differences(page: Page, found: PlanComparison) -> None:
    """Rows that one of the two has, and each key that they have otherwise."""
    page.heading(swedish.PLAN_DIFFERENCES)
    if found.is_same:
        page.item(swedish.SAME_PLAN)
    for mark, rows in ((swedish.ONE, found.gone), (swedish.OTHER, found.added)):
        for each in rows:
            text = swedish.only_in(mark, each.section, each.row.id)
            page.item(text, source=_cited(each.citations))
    for change in found.changed:
        text = swedish.plan_change(change.section, change.id, change.key, change.one, change.other)
        pair = _cited(change.citations), _cited(change.other_citations)
        is_told = change.key == "avsnitt"
        page.item(text, source="" if is_told else swedish.both_sources(*pair))


def plan_differences(found: PlanComparison) -> dict[str, Any]:
    """The same, JSON-ready."""
    return {
        "lika": found.is_same,
        "tillkommer": [_plan_row(each) for each in found.added],
        "utgar": [_plan_row(each) for each in found.gone],
        "andras": [_change(each) for each in found.changed],
    }


def _plan_row(found: PlanRow) -> dict[str, Any]:
    return {
        "del": found.section,
        "id": found.row.id,
        "kallor": write_citations(found.citations),
    }


def _change(found: PlanChange) -> dict[str, Any]:
    return {
        "del": found.section,
        "id": found.id,
        "falt": found.key,
        "a": found.one,
        "b": found.other,
        "kallor_a": write_citations(found.citations),
        "kallor_b": write_citations(found.other_citations),
    }


def _cited(citations: Iterable[Citation]) -> str:
    return "; ".join(
        f"{each.section} (tolkning)" if each.is_interpretation else each.section
        for each in citations
    )
