"""What is due as iCalendar (RFC 5545): all day, with an alarm, the same bytes every time.

Nothing here is taken from a clock: the stamp of each entry is the register's. An entry keeps its
UID for ever, so a calendar that subscribes moves what it has instead of adding it once more.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError

ALARM: Final = timedelta(days=14)
"""So long before the day the calendar reminds of it."""
PRODUCT: Final = "-//avtalsuppfoljning//frister//SV"
_DOMAIN: Final = "avtalsuppfoljning"


@attrs.frozen(kw_only=True)
class CalendarEntry:
    """One day in a calendar."""

    id: str
    """What it is, the same for ever; the UID is made from it and tells nothing of it."""
    day: date
    summary: str
    description: str
    categories: tuple[str, ...] = ()


def calendar(entries: Iterable[CalendarEntry], *, name: str, stamp: datetime) -> bytes:
    """A calendar with a name, as of the instant when the register was last written.

    >>> from datetime import UTC
    >>> entry = CalendarEntry(id="a", day=date(2026, 4, 20), summary="Å", description="")
    >>> text = calendar([entry], name="Frister", stamp=datetime(2026, 1, 1, tzinfo=UTC)).decode()
    >>> "DTSTART;VALUE=DATE:20260420" in text, "TRIGGER:-P14D" in text
    (True, True)
    """
    icalendar = _icalendar()
    book = icalendar.Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", name)
    for entry in sorted(entries, key=lambda each: (each.day, each.id)):
        book.add_component(_event(icalendar, entry, stamp))
    return bytes(book.to_ical())


def uid(id: str) -> str:  # noqa: A002  its name in the domain
    """The UID of an entry.

    >>> uid("agreement:a#egenkontroll:2026-T1") == uid("agreement:a#egenkontroll:2026-T1")
    True
    """
    return f"{hashlib.sha256(id.encode()).hexdigest()[:32]}@{_DOMAIN}"


def _event(icalendar: Any, entry: CalendarEntry, stamp: datetime) -> Any:
    event = icalendar.Event()
    event.add("uid", uid(entry.id))
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("transp", "TRANSPARENT")
    if entry.categories:
        event.add("categories", list(entry.categories))
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", -ALARM)
    event.add_component(alarm)
    return event


def _icalendar() -> Any:
    try:
        import icalendar  # noqa: PLC0415  an extra, and slow to load
    except ImportError:
        raise InputError(swedish.calendar_missing()) from None
    return icalendar
