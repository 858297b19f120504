"""Statutory time: how a period ends, and which days are days off.

Our own table of two statutes. Lag (1989:253) om allmänna helgdagar lists the public holidays; lag
(1930:173) om beräkning av lagstadgad tid says how weeks, months and years are counted (1 §), and
which last days move to the next weekday (2 §). Both apply to days set by law. Every computed day
carries `CALENDAR_VERSION`, so that a later table cannot change an earlier answer unseen.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InvalidValueError

CALENDAR_VERSION: Final = "se-2005"
"""The version of the table below, named after the last year in which the statutes changed it."""
FIRST_YEAR: Final = 1990
"""Lag (1989:253) applies from this year; the table says nothing of years before it."""
LAST_YEAR: Final = 2199
"""As far as anything is planned; the table has one year more, since a last day may move there."""

MONTHS: Final = 12
_SATURDAY: Final = 5


def easter(year: int) -> date:
    """Påskdagen: the first Sunday after the ecclesiastical full moon on or after 21 March.

    >>> easter(2025)
    datetime.date(2025, 4, 20)
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    drift = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + drift + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _after_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days)


def _first(weekday: int, month: int, day: int) -> Callable[[int], date]:
    """The first such weekday on or after a day: midsommardagen is the Saturday from 20 June."""

    def found(year: int) -> date:
        earliest = date(year, month, day)
        return earliest + timedelta((weekday - earliest.weekday()) % 7)

    return found


_END: Final = LAST_YEAR + 1

_Row = tuple[str, Callable[[int], date], int, int]

_TABLE: Final[tuple[_Row, ...]] = (
    # the day, how it is found, and the first and the last year it applies
    # lag (1989:253); annandag pingst gave way to nationaldagen in 2005 (lag 2004:1320)
    ("nyårsdagen", _fixed(1, 1), FIRST_YEAR, _END),
    ("trettondedag jul", _fixed(1, 6), FIRST_YEAR, _END),
    ("långfredagen", _after_easter(-2), FIRST_YEAR, _END),
    ("påskdagen", _after_easter(0), FIRST_YEAR, _END),
    ("annandag påsk", _after_easter(1), FIRST_YEAR, _END),
    ("första maj", _fixed(5, 1), FIRST_YEAR, _END),
    ("Kristi himmelsfärdsdag", _after_easter(39), FIRST_YEAR, _END),
    ("pingstdagen", _after_easter(49), FIRST_YEAR, _END),
    ("annandag pingst", _after_easter(50), FIRST_YEAR, 2004),
    ("nationaldagen", _fixed(6, 6), 2005, _END),
    ("midsommardagen", _first(_SATURDAY, 6, 20), FIRST_YEAR, _END),
    ("alla helgons dag", _first(_SATURDAY, 10, 31), FIRST_YEAR, _END),
    ("juldagen", _fixed(12, 25), FIRST_YEAR, _END),
    ("annandag jul", _fixed(12, 26), FIRST_YEAR, _END),
    # lag (1930:173) 2 §: three eves are treated like public holidays
    ("midsommarafton", _first(_SATURDAY - 1, 6, 19), FIRST_YEAR, _END),
    ("julafton", _fixed(12, 24), FIRST_YEAR, _END),
    ("nyårsafton", _fixed(12, 31), FIRST_YEAR, _END),
)


@lru_cache(maxsize=_END - FIRST_YEAR + 1)
def days_off(year: int) -> frozenset[date]:
    """The holidays and the three eves of a year; Saturdays and Sundays are off besides."""
    if not FIRST_YEAR <= year <= _END:
        raise InvalidValueError(*swedish.outside_the_calendar(year, FIRST_YEAR, _END))
    return frozenset(find(year) for _, find, first, last in _TABLE if first <= year <= last)


def is_weekday(day: date) -> bool:
    """Whether a last day that is set by law can fall on the day (lag 1930:173, 2 §)."""
    return day.weekday() < _SATURDAY and day not in days_off(day.year)


def why_off(day: date) -> str:
    """What day off it is, in Swedish; empty for a weekday.

    >>> why_off(date(2026, 6, 19)), why_off(date(2026, 11, 22)), why_off(date(2026, 11, 23))
    ('midsommarafton', 'söndag', '')
    """
    if is_weekday(day):
        return ""
    for name, find, first, last in _TABLE:
        if first <= day.year <= last and find(day.year) == day:
            return name
    return swedish.WEEKEND[day.weekday() - _SATURDAY]


def next_weekday(day: date) -> date:
    """The day itself, or the first weekday after it.

    >>> next_weekday(date(2026, 3, 1))
    datetime.date(2026, 3, 2)
    """
    while not is_weekday(day):
        day += timedelta(1)
    return day


# ── periods (lag 1930:173, 1 §): the start day is not counted ──


def add_weeks(day: date, weeks: int) -> date:
    """The day with the same name in the week that the period ends."""
    return day + timedelta(weeks=weeks)


def add_months(day: date, months: int) -> date:
    """The day with the same number in the last month; its last day where it has none such.

    Count from the anchor every time, ``add_months(anchor, 2 * 6)``: a day that was clamped once
    and counted on from has drifted.

    >>> add_months(date(2024, 1, 31), 1), add_months(date(2024, 1, 31), 2)
    (datetime.date(2024, 2, 29), datetime.date(2024, 3, 31))
    """
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, length_of_month(year, month + 1)))


def add_years(day: date, years: int) -> date:
    """The same month and number in the last year; 29 February becomes 28 in common years."""
    return add_months(day, MONTHS * years)


def length_of_month(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:  # noqa: PLR2004  February
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def end_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, length_of_month(year, month))
