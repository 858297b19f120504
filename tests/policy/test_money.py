"""Vite per unit and per started week, capped, over broken periods, with its arithmetic."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st
from tests.policy.cases import altered, unhurried

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.guidelines import load
from avtalsuppfoljning.policy.money import Days, reckon_items, reckon_weeks, started_weeks
from avtalsuppfoljning.strict import structure, unstructure
from avtalsuppfoljning.terms import Money

PER_ITEM, PER_WEEK = load("exempelkoping").tariffs
MONDAY = date(2026, 3, 2)


def days(first: int, last: int) -> Days:
    return Days(first=MONDAY + timedelta(days=first), last=MONDAY + timedelta(days=last))


def kronor(amount: str) -> Money:
    return Money(amount=Decimal(amount))


breaches = st.lists(
    st.tuples(st.integers(0, 120), st.integers(0, 30)).map(lambda p: days(p[0], sum(p))),
    max_size=6,
)


def weeks_by_hand(periods: list[Days]) -> int:
    """Day by day: a day of breach that no week covers starts a new one."""
    breach = {
        day for each in periods for day in range(each.first.toordinal(), each.last.toordinal() + 1)
    }
    covered, weeks = 0, 0
    for day in sorted(breach):
        if day > covered:
            covered, weeks = day + 6, weeks + 1
    return weeks


@pytest.mark.parametrize(
    ("periods", "weeks"),
    [
        ([], 0),
        ([days(0, 0)], 1),
        ([days(0, 6)], 1),
        ([days(0, 7)], 2),
        ([days(0, 0), days(6, 6)], 1),
        ([days(0, 0), days(7, 7)], 2),
        ([days(0, 2), days(5, 8)], 2),
        ([days(3, 8), days(0, 3)], 2),
        ([Days(first=date.min, last=date.max)], -(-date.max.toordinal() // 7)),
    ],
)
def test_started_weeks(periods: list[Days], weeks: int) -> None:
    assert sum(number for *_, number in started_weeks(periods)) == weeks


@unhurried
@given(breaches)
def test_weeks_day_by_day(periods: list[Days]) -> None:
    assert reckon_weeks(PER_WEEK, periods).units == weeks_by_hand(periods)


@unhurried
@given(breaches, breaches)
def test_a_longer_breach_never_costs_less(one: list[Days], other: list[Days]) -> None:
    before, after = (reckon_weeks(PER_WEEK, each).amount for each in (one, one + other))
    assert before is not None
    assert after is not None
    assert before.amount <= after.amount <= Decimal(50_000)


@unhurried
@given(breaches, st.integers(1, 29))
def test_how_a_breach_is_written_down_is_nothing(periods: list[Days], at: int) -> None:
    """A period cut in two, day upon day, is the same breach."""
    cut = [
        part
        for each in periods
        for middle in [min(each.first + timedelta(days=at), each.last)]
        for part in (
            [each]
            if middle == each.first
            else [Days(first=each.first, last=middle - timedelta(days=1)),
                  Days(first=middle, last=each.last)]
        )
    ]  # fmt: skip
    assert reckon_weeks(PER_WEEK, cut[::-1]) == reckon_weeks(PER_WEEK, periods)


@unhurried
@given(st.integers(0, 1000), st.decimals(0, 60_000, places=2))
def test_units_and_what_is_claimed_already(number: int, claimed: Decimal) -> None:
    found = reckon_items(PER_ITEM, number, claimed=Money(amount=claimed))
    assert found.amount is not None
    assert found.amount.amount == max(min(number * 2000, 20_000) - claimed, 0)
    assert found.steps[-1].amount == found.amount
    assert structure(unstructure(found), type(found)) == found


def test_the_arithmetic_is_shown() -> None:
    found = reckon_weeks(PER_WEEK, [days(0, 80)], claimed=kronor("45000"))
    assert [step.text for step in found.steps] == [
        "2026-03-02/2026-05-21: 81 d = 12 v × 5000.00 = 60000.00",
        "min(60000.00, 50000.00) = 50000.00",
        "max(50000.00 - 45000.00, 0) = 5000.00",
    ]


def test_an_unset_tariff_gives_no_amount() -> None:
    """Never a default number."""
    found = reckon_weeks(altered(PER_WEEK, rate=None), [days(0, 6)])
    assert (found.amount, found.steps, found.units) == (None, (), 1)


def test_what_cannot_be_reckoned() -> None:
    with pytest.raises(InvalidValueError, match="per styck"):
        reckon_weeks(PER_ITEM, [])
    with pytest.raises(InvalidValueError, match="-1"):
        reckon_items(PER_ITEM, -1)
    with pytest.raises(InvalidValueError, match="before"):
        days(1, 0)
