"""From a recurrence to its occurrences: every day reckoned from its anchor, none from the last.

`occurrences` gives those that may fall in a period, before any day off has moved them. It never
walks to the period from the anchor: it finds by division which occurrences to look at.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from avtalsuppfoljning.guidelines.obligations import (
    Binding,
    MonthDay,
    Obligation,
    Pace,
    Reach,
    Recurrence,
)
from avtalsuppfoljning.schedule.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    add_months,
    end_of_month,
    length_of_month,
)
from avtalsuppfoljning.schedule.model import AgreementFacts, OwnDay, Precision

_LEAP_YEAR: Final = 2000
"""A year that has every day; the days of any two months come in the same order every year."""


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
    part: str = ""
    """Which time of its year it is, where there are several."""
    instead_of: "Occurrence | None" = None
    """What the plan says, where the day is the agreement's own."""


def occurrences(
    obligation: Obligation, facts: AgreementFacts | None, *, start: date, end: date
) -> Iterator[Occurrence]:
    """Those from the year before ``start``, whose days may yet move into the period, to ``end``.

    Without an agreement, only what can be told without one. An agreement's own day stands before
    the plan's (S-02).
    """
    found = _by_the_plan(obligation, facts, start, end)
    if facts is None or not facts.own_days or not own_day_names(obligation):
        return found
    own = {each.what: each.by for each in facts.own_days}
    return (_by_the_agreement(obligation, own, each) for each in found)


def own_day_names(obligation: Obligation) -> tuple[str, ...]:
    """What an agreement calls the days of its own that stand before this one of the plan.

    One where it comes once a year, one for each time where it comes several times. None where it
    has no day in a year, and where it is done for several agreements at once.
    """
    if obligation.reach is not Reach.AVTAL:
        return ()
    return tuple(dict.fromkeys(name for name, _ in _named_days(obligation)))


def is_too_late(obligation: Obligation, own: OwnDay) -> bool:
    """Whether a statute has an earlier day every time: no agreement can move that one."""
    law = [by for name, by in _named_days(obligation) if name == own.what]
    day, _ = in_year(_LEAP_YEAR, own.by)
    return obligation.binding is Binding.LAG and all(day > in_year(_LEAP_YEAR, by)[0] for by in law)


def _named_days(obligation: Obligation) -> Iterator[tuple[str, MonthDay | None]]:
    """The days that the plan itself has in a year, each by the name of an own day for it."""
    recurrence, what = obligation.recurrence, obligation.what
    match recurrence.pace:
        case Pace.ÅRLIGEN if len(recurrence.by) > 1:
            for index, by in enumerate(recurrence.by):
                yield f"{what}:{recurrence.periods[index] if recurrence.periods else by}", by
        case Pace.ÅRLIGEN:
            yield what, recurrence.by[0] if recurrence.by else None
        case Pace.BESTÄMDA:
            for year, month, day in recurrence.occasions:
                part = _part(recurrence, year, month, day)
                listed = None if month is None else MonthDay(month=month, day=day)
                yield f"{what}:{part}" if part else what, listed
        case Pace.AVTALETS_DAG:
            yield what, None
        case _:
            return


def _by_the_agreement(
    obligation: Obligation, own: Mapping[str, MonthDay], found: Occurrence
) -> Occurrence:
    """The same with the agreement's day, if it has one; it moves no day of a statute later."""
    what = obligation.what
    by = own.get(f"{what}:{found.part}" if found.part else what)
    if by is None or obligation.recurrence.pace is Pace.AVTALETS_DAG:
        return found
    day, precision = in_year(found.day.year, by)
    is_later = obligation.binding is Binding.LAG and day >= found.day
    if is_later or (day, precision) == (found.day, found.precision):
        return found
    return attrs.evolve(found, day=day, precision=precision, said=str(by), instead_of=found)


def _by_the_plan(
    obligation: Obligation, facts: AgreementFacts | None, start: date, end: date
) -> Iterator[Occurrence]:
    recurrence = obligation.recurrence
    match recurrence.pace:
        case Pace.ÅRLIGEN:
            yield from _yearly(obligation, facts, start, end)
        case Pace.MÅNADSVIS:
            yield from _monthly(start, end)
        case Pace.BESTÄMDA:
            for year, month, day in recurrence.occasions:
                yield _listed(year, month, day, _part(recurrence, year, month, day))
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
                part=part if len(recurrence.by) > 1 else "",
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


def _part(recurrence: Recurrence, year: int, month: int | None, day: int | None) -> str:
    """What tells one of the listed occasions from the others of its year."""
    if sum(each[0] == year for each in recurrence.occasions) == 1:
        return ""
    return str(year) if month is None else str(MonthDay(month=month, day=day))


def _listed(year: int, month: int | None, day: int | None, part: str) -> Occurrence:
    by = None if month is None else MonthDay(month=month, day=day)
    due, precision = in_year(year, by)
    text = f"{year:04}" + (f"-{by}" if by is not None else "")
    return Occurrence(text, due, precision, text, part=part)


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
