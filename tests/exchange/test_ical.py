"""Issue 5, item 6: calendars that other programs read; å, ä and ö survive, and so do the UIDs."""

from datetime import UTC, date, datetime, timedelta

import icalendar
from hypothesis import given, settings, strategies as st

from avtalsuppfoljning.exchange.ical import CalendarEntry, calendar, uid
from avtalsuppfoljning.testing.strategies import days, texts

STAMP = datetime(2026, 1, 2, 9, 30, tzinfo=UTC)
LETTERS = "åäöÅÄÖ é – ”;,\\: \N{SNOWMAN}"


def printable(*, max_size: int) -> st.SearchStrategy[str]:
    """Text of one line; a calendar has no other."""
    shown = texts(max_size=max_size).filter(
        lambda text: text.isprintable() and text == text.strip()
    )
    return shown | st.text(LETTERS, max_size=max_size).map(str.strip)


entries = st.lists(
    st.builds(
        CalendarEntry,
        id=texts(min_size=1, max_size=20),
        day=days(),
        summary=printable(max_size=120),
        description=printable(max_size=120),
        categories=st.lists(st.sampled_from(["nämnden", "utföraren"]), unique=True).map(tuple),
    ),
    max_size=4,
    unique_by=lambda entry: entry.id,
)


def parsed(made: bytes) -> list[icalendar.Event]:
    found = icalendar.Calendar.from_ical(made)
    assert isinstance(found, icalendar.Calendar)
    return [event for event in found.walk("VEVENT") if isinstance(event, icalendar.Event)]


@settings(deadline=None, max_examples=60)
@given(entries=entries)
def test_what_goes_out_is_what_another_program_reads(entries: list[CalendarEntry]) -> None:
    made = calendar(entries, name="Frister för Åsa", stamp=STAMP)
    found = {str(event["uid"]): event for event in parsed(made)}
    assert set(found) == {uid(entry.id) for entry in entries}
    for entry in entries:
        event = found[uid(entry.id)]
        assert str(event["summary"]) == entry.summary
        assert str(event["description"]) == entry.description
        assert event.decoded("dtstart") == entry.day
        assert event.decoded("dtend") == entry.day + timedelta(days=1)
        assert event.decoded("dtstamp") == STAMP
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("trigger") == -timedelta(days=14)


@settings(deadline=None, max_examples=30)
@given(entries=entries)
def test_the_same_bytes_in_whatever_order(entries: list[CalendarEntry]) -> None:
    made = calendar(entries, name="Frister", stamp=STAMP)
    assert calendar(entries[::-1], name="Frister", stamp=STAMP) == made


@settings(deadline=None, max_examples=30)
@given(entries=entries)
def test_lines_are_folded_at_75_octets(entries: list[CalendarEntry]) -> None:
    made = calendar(entries, name="Frister", stamp=STAMP)
    assert made.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


def test_a_uid_tells_nothing() -> None:
    """It goes to others' calendars, and is the same in each of them."""
    made = uid("agreement:storangen#oanmalt-besok:2026")
    assert made == uid("agreement:storangen#oanmalt-besok:2026")
    assert "storangen" not in made
    assert "oanm" not in made


def test_an_empty_calendar_is_one() -> None:
    made = calendar([], name="Frister", stamp=STAMP)
    assert parsed(made) == []
    assert "Frister" in made.decode()
    assert date.today().isoformat().replace("-", "") not in made.decode()  # noqa: DTZ011
