"""Statutory time, beside the statutes and beside two other reckonings of it."""

from datetime import date, timedelta

import holidays
import pendulum
import pytest
from hypothesis import given, strategies as st

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.schedule import (
    add_months,
    add_weeks,
    add_years,
    days_off,
    is_weekday,
    next_weekday,
    why_off,
)
from avtalsuppfoljning.testing.strategies import days

ONE = timedelta(1)
PRINTED = {
    # lag (1989:253) and the eves of lag (1930:173) 2 §, read off printed calendars
    1999: "01-01 01-06 04-02 04-04 04-05 05-01 05-13 05-23 "
    "05-24 06-25 06-26 11-06 12-24 12-25 12-26 12-31",
    2024: "01-01 01-06 03-29 03-31 04-01 05-01 05-09 05-19 "
    "06-06 06-21 06-22 11-02 12-24 12-25 12-26 12-31",
    2025: "01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-06 "
    "06-08 06-20 06-21 11-01 12-24 12-25 12-26 12-31",
    2026: "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 "
    "06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31",
}


def test_holidays_as_another_package_has_them() -> None:
    """Its public and de facto days, 2000-2060: no difference at all."""
    theirs = holidays.country_holidays(
        "SE", years=range(2000, 2061), categories=("public", "de_facto"), language="sv"
    )
    ours = {day for year in range(2000, 2061) for day in days_off(year)}
    assert ours == set(theirs)


@pytest.mark.parametrize("year", PRINTED)
def test_holidays_as_the_almanac_prints_them(year: int) -> None:
    assert [f"{day:%m-%d}" for day in sorted(days_off(year))] == PRINTED[year].split()


def test_ordinary_days_that_are_taken_for_days_off() -> None:
    """Trettondagsafton, skärtorsdag, valborg and klämdagar are weekdays."""
    for day in ("2026-01-05", "2026-04-02", "2026-04-30", "2026-05-15", "2026-12-23"):
        assert is_weekday(date.fromisoformat(day)), day


@given(days())
def test_a_rolled_day_is_the_first_weekday(day: date) -> None:
    found = next_weekday(day)
    assert is_weekday(found)
    assert found >= day
    passed = [day + each * ONE for each in range((found - day).days)]
    assert not any(map(is_weekday, passed))
    assert all(map(why_off, passed))
    assert not why_off(found)


@pytest.mark.parametrize(
    ("day", "to", "why"),
    [
        ("2025-04-20", "2025-04-22", "påskdagen"),  # Sundsvall's 20 April (S-A9)
        ("2026-03-01", "2026-03-02", "söndag"),
        ("2025-03-01", "2025-03-03", "lördag"),
        ("2026-06-19", "2026-06-22", "midsommarafton"),
        ("2025-12-24", "2025-12-29", "julafton"),
        ("2026-12-31", "2027-01-04", "nyårsafton"),
    ],
)
def test_where_last_days_go(day: str, to: str, why: str) -> None:
    found = date.fromisoformat(day)
    assert (next_weekday(found).isoformat(), why_off(found)) == (to, why)


def test_no_last_day_moves_further_than_five_days() -> None:
    """Julafton on a Wednesday: juldagen, annandagen and a weekend come after it."""
    days_of_december = [date(year, 12, 24) for year in range(1990, 2200)]
    easters = [day for year in range(1990, 2200) for day in days_off(year) if day.month < 7]
    assert max((next_weekday(day) - day).days for day in days_of_december + easters) == 5


def test_the_calendar_says_which_years_it_covers() -> None:
    for year in (1989, 2201):
        with pytest.raises(InvalidValueError, match="kalendern omfattar inte"):
            days_off(year)


# ── lag (1930:173) 1 § ──


def by_the_letter(day: date, months: int) -> date:
    """The day with the same number in the last month; if there is none, that month's last day."""
    month, year = day.month, day.year
    for _ in range(months):
        month, year = (1, year + 1) if month == 12 else (month + 1, year)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def test_months_by_the_letter_of_the_statute() -> None:
    """Every start day of four years that hold every case, and 1 to 60 months.

    All of 2000-2040 is tried by ``python -m benchmarks.statutory``.
    """
    day = date(2023, 1, 1)
    while day < date(2027, 1, 1):
        for months in range(1, 61):
            assert add_months(day, months) == by_the_letter(day, months)
        day += ONE


@given(days(), st.integers(0, 600))
def test_months_as_pendulum_adds_them(day: date, months: int) -> None:
    theirs = pendulum.date(day.year, day.month, day.day).add(months=months)
    assert add_months(day, months).isoformat() == theirs.isoformat()


@given(days(), st.integers(0, 60))
def test_weeks_end_on_the_same_weekday(day: date, weeks: int) -> None:
    found = add_weeks(day, weeks)
    assert found.weekday() == day.weekday()
    assert (found - day).days == 7 * weeks


@given(days(), st.integers(1, 60), st.integers(1, 60))
def test_counted_from_the_anchor_nothing_drifts(day: date, step: int, times: int) -> None:
    """The k-th occurrence has the anchor's number, or is the last day of a shorter month."""
    found = add_months(day, step * times)
    assert found.day == day.day or (found.day < day.day and (found + ONE).day == 1)


def test_what_drifts_when_it_is_counted_from_the_last() -> None:
    end_of_january, leap_day = date(2024, 1, 31), date(2024, 2, 29)
    assert [f"{add_months(end_of_january, each):%m-%d}" for each in (1, 2, 3)] == [
        "02-29", "03-31", "04-30",
    ]  # fmt: skip
    assert add_months(add_months(end_of_january, 1), 1) == date(2024, 3, 29)  # the trap
    assert add_years(leap_day, 1) == date(2025, 2, 28)
    assert add_years(leap_day, 4) == date(2028, 2, 29)
