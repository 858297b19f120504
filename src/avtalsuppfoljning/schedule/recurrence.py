"""From a recurrence to its occurrences: every day reckoned from its anchor, none from the last.

`occurrences` gives those that may fall in a period, before any day off has moved them. It never
walks to the period from the anchor: it finds by division which occurrences to look at.
"""

from collections.abc import Iterator
from datetime import date

import attrs

from avtalsuppfoljning.guidelines.obligations import MonthDay, Obligation, Pace, Recurrence
from avtalsuppfoljning.schedule.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    add_months,
    end_of_month,
    length_of_month,
)
from avtalsuppfoljning.schedule.model import AgreementFacts, Precision


@attrs.frozen
class Occurrence:
    """One time that something is due, before any day off has moved it."""

    concerns: str
    day: date
    precision: Precision
    said: str = ""
    """The day as the rule gives it."""
    anchor: date | None = None
    number: int = 0
    """How many times the interval is counted from the anchor."""


def occurrences(
    obligation: Obligation, facts: AgreementFacts | None, *, start: date, end: date
) -> Iterator[Occurrence]:
    """Those from the year before ``start``, whose days may yet move into the period, to ``end``.

    Without an agreement, only what can be told without one.
    """
    recurrence = obligation.recurrence
    match recurrence.pace:
        case Pace.ÅRLIGEN:
            yield from _yearly(obligation, facts, start, end)
        case Pace.MÅNADSVIS:
            yield from _monthly(start, end)
        case Pace.BESTÄMDA:
            for year, month, day in recurrence.occasions:
                yield _listed(year, month, day)
        case Pace.RULLANDE:
            if facts is not None:
                yield from _rolling(obligation.what, recurrence.months, facts, start, end)
        case Pace.EFTER_START:
            if facts is not None and facts.starts_on <= end:
                yield _after_start(recurrence.months, facts.starts_on)
        case Pace.AVTALETS_DAG:
            if facts is not None:
                yield from _own_day(obligation, facts, start, end)
        case Pace.UTAN_DAG:
            return


def in_year(year: int, by: MonthDay | None) -> tuple[date, Precision]:
    """The day in a year; a month, or the year itself, is shown on its last day.

    A 29 February is the last of February in common years, as lag (1930:173) 1 § has it.
    """
    if by is None:
        return date(year, MONTHS, 31), Precision.ÅR
    if by.day is None:
        return end_of_month(year, by.month), Precision.MÅNAD
    return date(year, by.month, min(by.day, length_of_month(year, by.month))), Precision.DAG


# ── pace by pace ──


def _yearly(
    obligation: Obligation, facts: AgreementFacts | None, start: date, end: date
) -> Iterator[Occurrence]:
    recurrence = obligation.recurrence
    for year in _years(start, end):
        number = _number(recurrence, facts, year)
        if number is None:
            continue
        anchor = _anchor(recurrence, facts)
        about = str(year + obligation.year_offset)
        for index, by in enumerate(recurrence.by or (None,)):
            day, precision = in_year(year, by)
            part = recurrence.periods[index] if recurrence.periods else ""
            if not part and len(recurrence.by) > 1:
                part = str(by)
            yield Occurrence(
                concerns=f"{about}-{part}" if part else about,
                day=day,
                precision=precision,
                said="" if by is None else str(by),
                anchor=anchor,
                number=number,
            )


def _anchor(recurrence: Recurrence, facts: AgreementFacts | None) -> date | None:
    if recurrence.from_start:
        return None if facts is None else facts.starts_on
    return None if recurrence.from_year is None else date(recurrence.from_year, 1, 1)


def _number(recurrence: Recurrence, facts: AgreementFacts | None, year: int) -> int | None:
    """How many intervals the year is from the anchor; None: nothing is due that year."""
    if recurrence.only_kkik_years and (facts is None or year not in facts.kkik_years):
        return None
    if recurrence.from_start:
        years = year - facts.starts_on.year if facts is not None else 0
        return years // recurrence.every if years > 0 and years % recurrence.every == 0 else None
    if recurrence.from_year is not None:
        years = year - recurrence.from_year
        return years // recurrence.every if years >= 0 and years % recurrence.every == 0 else None
    return 0


def _monthly(start: date, end: date) -> Iterator[Occurrence]:
    first = start.year * MONTHS + start.month - 1
    last = end.year * MONTHS + end.month - 1
    for index in range(first, last + 1):
        year, month = divmod(index, MONTHS)
        day = end_of_month(year, month + 1)
        yield Occurrence(f"{year:04}-{month + 1:02}", day, Precision.MÅNAD)


def _listed(year: int, month: int | None, day: int | None) -> Occurrence:
    by = None if month is None else MonthDay(month=month, day=day)
    due, precision = in_year(year, by)
    text = f"{year:04}" + (f"-{by}" if by is not None else "")
    return Occurrence(text, due, precision, text)


def _rolling(
    what: str, months: int, facts: AgreementFacts, start: date, end: date
) -> Iterator[Occurrence]:
    """The latest days, if each time is done on its last day; done earlier, the next is earlier."""
    done = [each.on for each in facts.last_done if each.what == what]
    anchor = max(done, default=facts.starts_on)
    if anchor > end:
        return
    apart = (start.year - anchor.year) * MONTHS + start.month - anchor.month
    number = max(1, apart // months)
    while (day := add_months(anchor, number * months)) <= end:
        since = add_months(anchor, (number - 1) * months)
        yield Occurrence(f"{since}/{day}", day, Precision.DAG, f"+{months} manader", anchor, number)
        number += 1


def _after_start(months: int, starts_on: date) -> Occurrence:
    day = add_months(starts_on, months)
    return Occurrence(starts_on.isoformat(), day, Precision.DAG, f"+{months} manader", starts_on, 1)


def _own_day(
    obligation: Obligation, facts: AgreementFacts, start: date, end: date
) -> Iterator[Occurrence]:
    own = next((each.by for each in facts.own_days if each.what == obligation.what), None)
    if own is None and obligation.only_if_agreed:
        return
    for year in _years(start, end):
        day, precision = in_year(year, own)
        about = str(year + obligation.year_offset)
        yield Occurrence(about, day, precision, "" if own is None else str(own))


def _years(start: date, end: date) -> range:
    """The years to look at: a last day may move from one year into the next."""
    return range(max(FIRST_YEAR, start.year - 1), min(LAST_YEAR, end.year) + 1)
