"""Step 7: what a choice counts, and the days it sets, tried against the guideline's figures."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st
from tests.policy.cases import DAY, ÖREBRO, facts
from tests.streams.exempelkoping import EX, EX_TEXT, ORDER, pick

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.guidelines import Guideline, parse
from avtalsuppfoljning.policy import (
    Choice,
    Days,
    Instrument,
    Ruling,
    assess,
    examine,
    reckon_items,
    reckon_weeks,
)
from avtalsuppfoljning.policy.examining import earliest_end
from avtalsuppfoljning.strict import structure, unstructure
from avtalsuppfoljning.terms import EkonomiskForm, MeasureId, Money

PER_ITEM, PER_WEEK = EX.tariffs
CASE = facts(
    instrument=Instrument(
        measures=EX.ladder,
        economic_forms=(EkonomiskForm.VITE,),
        immediate_ground_met=True,
        notice_ground_met=True,
    ),
    is_overpaid=True,
    cure_sent_on=DAY - timedelta(days=40),
)


def later(number: int) -> date:
    return DAY + timedelta(days=number)


def days(first: int, last: int) -> Days:
    return Days(first=later(first), last=later(last))


def ruling(measure: str | None, guideline: Guideline = EX, **how: Any) -> Ruling:
    return examine(pick(measure, decided_on=DAY, **how), assess(CASE, guideline), ORDER, guideline)


def codes(measure: str | None, **how: Any) -> set[str]:
    return {each.code for each in ruling(measure, **how).refusals}


def kronor(amount: str | int | Decimal) -> Money:
    return Money(amount=Decimal(amount))


class TestTheTariff:
    """6 §: no more than the rate times what was counted, up to the cap."""

    @pytest.mark.parametrize(
        ("counted", "most"),
        [
            ({"items": 3}, "6000"),
            ({"items": 12}, "20000"),
            ({"items": 0}, "0"),
            ({"breach": (days(0, 0),)}, "5000"),
            ({"breach": (days(0, 6), days(7, 7))}, "10000"),
            ({"breach": (days(0, 90),)}, "50000"),
            ({"items": 3, "breach": (days(0, 6),)}, "11000"),
        ],
    )
    def test_no_more_than_it_comes_to(self, counted: dict[str, Any], most: str) -> None:
        assert codes("vite", amount=kronor(most), **counted) == set()
        over = kronor(Decimal(most) + Decimal("0.01"))
        assert codes("vite", amount=over, **counted) == {"belopp_over_taxan"}

    @given(
        items=st.none() | st.integers(0, 20),
        weeks=st.none() | st.integers(1, 20),
        amount=st.integers(0, 70_000),
    )
    def test_it_refuses_exactly_what_is_above(
        self, items: int | None, weeks: int | None, amount: int
    ) -> None:
        breach = () if weeks is None else (days(0, 7 * weeks - 1),)
        most = Decimal(0)
        if items is not None:
            most += reckon_items(PER_ITEM, items).amount.amount  # type: ignore[union-attr]  # it is set
        if breach:
            most += reckon_weeks(PER_WEEK, breach).amount.amount  # type: ignore[union-attr]  # it is set
        counted = items is not None or weeks is not None
        found = codes("vite", amount=kronor(amount), items=items, breach=breach)
        assert found == ({"belopp_over_taxan"} if counted and amount > most else set())

    def test_an_amount_that_is_not_stated_is_above(self) -> None:
        assert "belopp_over_taxan" in codes("vite", amount=None, items=1)

    def test_the_refusal_shows_the_arithmetic(self) -> None:
        (refusal,) = ruling("vite", amount=kronor("9000"), items=3).refusals
        assert "3 × 2000.00 = 6000.00" in refusal.text
        assert [each.section for each in refusal.citations] == ["6 § Vite"]

    def test_the_ruling_keeps_the_arithmetic(self) -> None:
        found = ruling("vite", amount=kronor("5000"), items=3, breach=(days(0, 8),))
        assert found.is_lawful
        assert [[step.text for step in each.steps] for each in found.reckoned] == [
            ["3 × 2000.00 = 6000.00"],
            [f"{DAY}/{later(8)}: 9 d = 2 v × 5000.00 = 10000.00"],
        ]
        assert structure(unstructure(found), Ruling) == found

    def test_an_unset_tariff_says_nothing(self) -> None:
        unset = parse(EX_TEXT.replace('belopp = "2000.00"\n', "", 1))
        found = ruling("vite", unset, amount=kronor("15000"), items=1)
        assert found.is_lawful
        assert [each.amount for each in found.reckoned] == [None]

    @pytest.mark.parametrize("counted", [{"items": 1}, {"breach": (days(0, 0),)}])
    @pytest.mark.parametrize("measure", ["aterkrav", "varning"])
    def test_nothing_is_counted_without_a_tariff(
        self, measure: str, counted: dict[str, Any]
    ) -> None:
        assert codes(measure, **counted) == {"taxa_saknas"}

    def test_nothing_counted_is_as_before(self) -> None:
        found = ruling("vite", amount=kronor("70000"))
        assert (found.is_lawful, found.reckoned) == (True, ())


class TestTheTimeOfNotice:
    """8 §: three months from the decision; hävning has none."""

    @pytest.mark.parametrize(
        ("decided", "earliest"),
        [
            ("2026-03-02", "2026-06-02"),
            ("2026-11-30", "2027-02-28"),
            ("2027-11-30", "2028-02-29"),
            ("2026-10-31", "2027-01-31"),
            ("2026-12-31", "2027-03-31"),
            ("9999-11-01", "9999-12-31"),
        ],
    )
    def test_a_month_that_lacks_the_day_ends_on_its_last(self, decided: str, earliest: str) -> None:
        choice = pick("uppsagning", decided_on=date.fromisoformat(decided))
        assert earliest_end(choice, EX) == date.fromisoformat(earliest)

    def test_an_earlier_day_is_refused_with_the_day(self) -> None:
        first = earliest_end(pick("uppsagning", decided_on=DAY), EX)
        assert first is not None
        assert codes("uppsagning", effective_on=first) == set()
        early = ruling("uppsagning", effective_on=first - timedelta(days=1))
        assert [each.code for each in early.refusals] == ["uppsagningstid"]
        assert f"ends on {first}" in early.refusals[0].text
        assert codes("uppsagning") == {"uppsagningstid"}

    @pytest.mark.parametrize("measure", ["havning", "varning", "vite", None])
    def test_other_measures_have_none(self, measure: str | None) -> None:
        assert earliest_end(pick(measure), EX) is None
        assert codes(measure) == set()

    def test_an_unset_time_is_never_a_default(self) -> None:
        unset = parse(EX_TEXT.replace('varde = "3"\n', "", 1))
        assert ruling("uppsagning", unset).is_lawful


class TestTheCureDates:
    """4 § and 5 §: a demand for rättelse and a varning may say their own days."""

    @pytest.mark.parametrize("measure", ["rattelse", "varning"])
    def test_happens(self, measure: str) -> None:
        assert codes(measure, cure_dates=(DAY, later(30))) == set()

    @pytest.mark.parametrize("measure", ["papekande", "vite", "uppsagning", None])
    def test_refused_for_what_gives_no_time(self, measure: str | None) -> None:
        found = codes(measure, cure_dates=(later(9),), effective_on=later(300))
        assert found == {"rattelsedag_utanfor"}

    def test_refused_for_a_day_that_is_past(self) -> None:
        assert codes("varning", cure_dates=(later(-1),)) == {"rattelsedag_utanfor"}


def test_invalid_with_another_guideline() -> None:
    """Its figures are those of the assessment's own guideline."""
    choice = Choice(measure=MeasureId("papekande"), decided_on=DAY, by=pick("papekande").by)
    with pytest.raises(InvalidValueError, match="hand in the guideline"):
        examine(choice, assess(CASE, EX), ORDER, ÖREBRO)
