"""A time as people write it in plans: a day, a month or a year; or why it is none of them.

Nothing is guessed. A month without its year, a season, a day that does not exist: each is told
as it is, and waits for somebody who knows.
"""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange import cells
from avtalsuppfoljning.exchange.cells import Cell
from avtalsuppfoljning.schedule import Precision
from avtalsuppfoljning.schedule.calendar import FIRST_YEAR, LAST_YEAR, end_of_month
from avtalsuppfoljning.terms import fold


class When(NamedTuple):
    """The last day, and how exactly it is known."""

    due_on: date
    precision: Precision


class Doubt(NamedTuple):
    """Why something cannot be read, and the way out."""

    what: str
    way_out: str


def read_when(cell: Cell, year: int | None = None) -> When | Doubt:
    """A cell with a time; ``year`` stands in a column of its own, where there is one.

    >>> read_when("senast nov", 2026).due_on.isoformat(), read_when("2026-02").precision.value
    ('2026-11-30', 'manad')
    >>> read_when("hösten 2017").what
    'är en årstid, och den har ingen sista dag'
    """
    if isinstance(cell, date):
        try:
            return When(cells.day(cell), Precision.DAG)
        except InputError as fault:
            return Doubt(fault.what, fault.way_out)
    try:
        written = cells.text(cell)
    except InputError as fault:
        return Doubt(fault.what, fault.way_out)
    said = _SENAST.sub("", fold(written).casefold()).strip(" .")
    return _iso(said) or _named(said, year) or _refused(said)


def _iso(said: str) -> When | Doubt | None:
    """``2026-04-20``, ``2026-04``, ``2026``."""
    found = _ISO.fullmatch(said)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Doubt(*swedish.outside_the_calendar(year, FIRST_YEAR, LAST_YEAR))
    try:
        if month is None:
            return When(date(year, 12, 31), Precision.ÅR)
        if day is None:
            return When(end_of_month(year, month), Precision.MÅNAD)
        return When(date(year, month, day), Precision.DAG)
    except (ValueError, IndexError):
        return Doubt(*swedish.NO_DAY_IN_PLAN)


def _named(said: str, year: int | None) -> When | Doubt | None:
    """``20 april 2026``, ``nov``, ``november 2026``."""
    found = _NAMED.fullmatch(said)
    if found is None or found["month"] not in MONTHS:
        return None
    month = MONTHS[found["month"]]
    own = int(found["year"]) if found["year"] else None
    if own is not None and year is not None and own != year:
        return Doubt(*swedish.TWO_YEARS_IN_PLAN)
    when = own or year
    if when is None:
        return Doubt(*swedish.NO_YEAR_IN_PLAN)
    day = f"-{int(found['day']):02}" if found["day"] else ""
    return _iso(f"{when}-{month:02}{day}")


def _refused(said: str) -> Doubt:
    if any(season in said for season in _SEASONS):
        return Doubt(*swedish.SEASON_IN_PLAN)
    return Doubt(*swedish.NO_TIME_IN_PLAN)


MONTHS: Final[Mapping[str, int]] = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                ("januari", "jan"), ("februari", "feb", "febr"), ("mars", "mar"),
                ("april", "apr"), ("maj",), ("juni", "jun"), ("juli", "jul"),
                ("augusti", "aug"), ("september", "sep", "sept"), ("oktober", "okt"),
                ("november", "nov"), ("december", "dec"),
            ),
            start=1,
        )
        for name in names
    }
)  # fmt: skip
_SENAST: Final = re.compile(r"^(?:senast|under)\s+(?:den\s+)?")
_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_NAMED: Final = re.compile(
    r"(?:(?P<day>\d{1,2})\s+)?(?P<month>[a-z]+)\.?(?:\s+(?P<year>\d{4}))?", re.ASCII
)
_SEASONS: Final = ("varen", "sommaren", "hosten", "vintern", "host", "vinter", "sommar")


def read_times(cell: Any) -> tuple[int, int | None]:
    """How many times: ``2``, ``1–3``, ``minst 2``.

    >>> read_times("1–3"), read_times("minst 2"), read_times(2)
    ((1, 3), (2, None), (2, 2))
    """
    found = _TIMES.fullmatch(fold(cells.text(cell)).casefold().strip())
    if found is None:
        raise InputError(*swedish.NO_COUNT_IN_PLAN)
    least = int(found["least"])
    most = int(found["most"]) if found["most"] else None if found["open"] else least
    if most is not None and (most < least or most == 0):
        raise InputError(*swedish.NO_COUNT_IN_PLAN)
    return least, most


_TIMES: Final = re.compile(
    r"(?P<open>minst\s+)?(?P<least>\d{1,3})(?:\s*[-–]\s*(?P<most>\d{1,3}))?(?:\s+ganger)?", re.ASCII
)
