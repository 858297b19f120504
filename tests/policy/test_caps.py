"""A tariff's cap is the most that it may come to in all, however many decisions there are."""

import pickle
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings, strategies as st
from tests.policy.cases import DAY, altered
from tests.policy.test_examine_counted import CASE, codes, days, kronor
from tests.streams.cases import DAY as FOUND_ON, SERIOUS
from tests.streams.exempelkoping import AGREED, EX, EX_TEXT, ORDER, pick
from tests.streams.rulings import ÖREBRO

from avtalsuppfoljning import deficiency, sanction
from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.guidelines import Guideline, parse
from avtalsuppfoljning.guidelines.model import Tariff
from avtalsuppfoljning.policy import (
    Choice,
    DecidedAmount,
    Facts,
    History,
    Ruling,
    assess,
    examine,
    reckon_items,
    reckon_weeks,
    room_left,
    rooms_left,
    try_accrual,
)
from avtalsuppfoljning.sanction import Sanction
from avtalsuppfoljning.strict import structure, unstructure
from avtalsuppfoljning.terms import DeficiencyId, MeasureId, SanctionId
from avtalsuppfoljning.views.facts import facts_of

VITE = MeasureId("vite")
ITEMS, WEEKS = EX.tariffs
CAPS = Decimal(20_000), Decimal(50_000)
FREE = Decimal("Infinity")


def decided(amount: int | str, **how: Any) -> DecidedAmount:
    return DecidedAmount(measure=VITE, amount=kronor(amount), **how)


def after(*earlier: DecidedAmount) -> Facts:
    return altered(CASE, history=altered(CASE.history, decided_amounts=earlier))


def ruling(*earlier: DecidedAmount, guideline: Guideline = EX, **how: Any) -> Ruling:
    choice = pick("vite", decided_on=DAY, **how)
    return examine(choice, assess(after(*earlier), guideline), ORDER, guideline)


def refused(*earlier: DecidedAmount, **how: Any) -> set[str]:
    return {each.code for each in ruling(*earlier, **how).refusals}


class TestTheCap:
    """6 §: every amount that was decided earlier, and stands, counts against its tariff's cap."""

    @pytest.mark.parametrize(
        ("earlier", "counted", "most"),
        [
            ((decided(16_000, items=8),), {"items": 9}, "4000"),
            ((decided(20_000, items=10),), {"items": 1}, "0"),
            ((decided(12_000, items=6), decided(6_000, items=3)), {"items": 5}, "2000"),
            ((decided(20_000, items=10),), {"breach": (days(0, 6),)}, "5000"),
            ((decided(48_000, breach=(days(-90, -1),)),), {"breach": (days(0, 6),)}, "2000"),
            ((decided(69_000),), {}, "1000"),
            ((decided(20_000, items=10), decided(48_000)), {"items": 1}, "0"),
            ((decided(20_000, items=10), decided(48_000)), {"breach": (days(0, 6),)}, "2000"),
            ((decided(19_000, items=10),), {"items": 2, "breach": (days(0, 6),)}, "6000"),
            # of what two tariffs came to together, the weeks can carry 5 000
            ((decided(24_000, items=10, breach=(days(-9, -9),)),), {"items": 5}, "1000"),
        ],
    )
    def test_no_more_than_it_leaves(
        self, earlier: tuple[DecidedAmount, ...], counted: dict[str, Any], most: str
    ) -> None:
        if most != "0":
            assert refused(*earlier, amount=kronor(most), **counted) == set()
        over = kronor(Decimal(most) + Decimal("0.01"))
        assert "belopp_over_taket" in refused(*earlier, amount=over, **counted)

    def test_an_amount_that_is_not_stated_is_above(self) -> None:
        assert "belopp_over_taket" in refused(decided(20_000, items=10), amount=None)
        assert "belopp_over_taket" not in codes("vite", amount=None)

    def test_the_refusal_says_what_and_why_with_the_arithmetic(self) -> None:
        earlier = decided(12_000, items=6), decided(6_000, items=3)
        (refusal,) = ruling(*earlier, amount=kronor(4_000), items=2).refusals
        assert refusal.text == (
            "the caps leave 2000.00 (20000.00 - 12000.00 - 6000.00 = 2000.00), "
            "the amount is 4000.00"
        )
        assert [each.section for each in refusal.citations] == ["6 § Vite"]

    def test_another_measure_does_not_count(self) -> None:
        other = DecidedAmount(measure=MeasureId("skadestand"), amount=kronor(99_000))
        assert refused(other, amount=kronor(20_000), items=10) == set()
        assert rooms_left(EX, VITE, [other]) == ()

    @pytest.mark.parametrize("cap", ["20000.00", "50000.00"])
    def test_a_tariff_without_a_cap_leaves_everything(self, cap: str) -> None:
        one_cap = parse(EX_TEXT.replace(f'hogst = "{cap}"\n', ""))
        (capped,) = [each for each in one_cap.tariffs if each.cap is not None]
        earlier = decided(90_000)
        assert room_left(one_cap, VITE, [earlier]) is None
        found = rooms_left(one_cap, VITE, [earlier])
        assert [(each.id, room.most) for each, room in found] == [(capped.id, capped.cap)]

    def test_an_unset_rate_is_still_capped(self) -> None:
        unset = parse(EX_TEXT.replace('belopp = "2000.00"\n', ""))
        found = refused(decided(19_000, items=1), guideline=unset, amount=kronor(1_001), items=1)
        assert found == {"belopp_over_taket"}

    @pytest.mark.parametrize(
        ("earlier", "other"),
        [
            (decided(5_000, breach=(days(-9, -9),)), ITEMS),
            (decided(20_000, items=10), WEEKS),
        ],
    )
    def test_a_rate_that_is_lower_by_now_moves_nothing_to_the_other_cap(
        self, earlier: DecidedAmount, other: Tariff
    ) -> None:
        """What was counted by one tariff counts against that one's cap, whatever it came to."""
        text = EX_TEXT.replace('belopp = "5000.00"', 'belopp = "1.00"')
        lower = parse(text.replace('belopp = "2000.00"', 'belopp = "1.00"'))
        found = {each.id: room for each, room in rooms_left(lower, VITE, [earlier])}
        assert found[other.id].most == other.cap
        assert found[other.id].decided == 0

    def test_more_than_the_cap_already_leaves_nothing(self) -> None:
        """Such as by a guideline that has come with a lower cap."""
        room = room_left(EX, VITE, [decided(21_000, items=11)], items=1)
        assert room is not None
        assert (str(room.most), room.arithmetic) == ("0.00", "max(20000.00 - 21000.00, 0) = 0.00")

    def test_a_cap_that_never_was_says_nothing(self) -> None:
        assert room_left(ÖREBRO, MeasureId("ekonomisk_sanktion"), [decided(9)]) is None


# ── laws ──


def bounds(each: DecidedAmount) -> tuple[Decimal, Decimal]:
    """How much of an amount each of the two tariffs can carry, written out by hand."""
    if each.items is None and not each.breach:
        return FREE, FREE
    items = reckon_items(ITEMS, each.items or 0).amount
    weeks = reckon_weeks(WEEKS, each.breach).amount
    assert items is not None
    assert weeks is not None
    return items.amount, weeks.amount


def fit(amounts: Sequence[DecidedAmount]) -> bool:
    """Whether some share of each amount can be put on the first tariff, and the rest on the other.

    Every share has its own least and most, so what all of them come to lies anywhere between.
    """
    least = most = total = Decimal(0)
    for each in amounts:
        amount, (items, weeks) = each.amount.amount, bounds(each)
        if amount > items + weeks:
            return False
        least += max(Decimal(0), amount - weeks)
        most += min(amount, items)
        total += amount
    return max(least, total - CAPS[1]) <= min(most, CAPS[0])


ways = st.fixed_dictionaries(
    {
        "amount": st.integers(1, 45).map(lambda number: kronor(number * 1000)),
        "items": st.none() | st.integers(1, 12),
        "breach": st.just(()) | st.integers(1, 12).map(lambda weeks: (days(0, 7 * weeks - 1),)),
    }
)


@given(tried=st.lists(ways, max_size=8))
def test_it_refuses_exactly_what_the_caps_cannot_hold(tried: list[dict[str, Any]]) -> None:
    """For any sequence of decisions: those that are accepted are within the caps together."""
    kept: list[DecidedAmount] = []
    for how in tried:
        new = DecidedAmount(measure=VITE, **how)
        alone = codes("vite", **how)
        found = refused(*kept, **how)
        assert found - {"belopp_over_taket"} == alone
        if not alone:
            assert ("belopp_over_taket" in found) is not fit([*kept, new])
        if not found:
            kept.append(new)
    assert sum(each.amount.amount for each in kept) <= sum(CAPS)
    for at, name in enumerate(("items", "breach")):
        own = [each for each in kept if bounds(each)[1 - at] == 0 and getattr(each, name)]
        assert sum(each.amount.amount for each in own) <= CAPS[at]


@given(how=ways, amounts=st.lists(ways, min_size=1, max_size=4))
def test_the_order_of_what_was_decided_is_nothing(
    how: dict[str, Any], amounts: list[dict[str, Any]]
) -> None:
    earlier = [DecidedAmount(measure=VITE, **each) for each in amounts]
    counted = {"items": how["items"], "breach": how["breach"]}
    one, other = (room_left(EX, VITE, each, **counted) for each in (earlier, earlier[::-1]))
    assert one is not None
    assert other is not None
    assert (one.most, one.cap, one.decided) == (other.most, other.cap, other.decided)


@given(how=ways)
def test_without_an_earlier_amount_everything_is_as_before(how: dict[str, Any]) -> None:
    assert room_left(EX, VITE, [], items=how["items"], breach=how["breach"]) is None
    assert "belopp_over_taket" not in codes("vite", **how)


Step = tuple[str, Any]
steps = st.lists(
    st.tuples(st.just("decide"), ways) | st.tuples(st.just("lift"), st.integers(0, 5)), max_size=9
)


@given(course=steps)
@settings(deadline=None)
def test_what_the_log_knows_of_never_passes_the_caps(course: list[Step]) -> None:
    """Decided and lifted in any order: what stands is within the caps on every day."""
    matter = deficiency.evolve(deficiency.INITIAL, SERIOUS)
    sanctions: dict[SanctionId, Sanction] = {}
    for at, (act, how) in enumerate(course):
        on = FOUND_ON + timedelta(days=at)
        if act == "lift":
            _lift(sanctions, how, on)
        else:
            choice = pick("vite", decided_on=on, **how)
            facts = _facts(matter, sanctions, on)
            found = examine(choice, assess(facts, EX), ORDER, EX)
            if found.is_lawful:
                matter = _decide(matter, sanctions, found)
        assert fit(_facts(matter, sanctions, on).history.decided_amounts)


def _facts(matter: deficiency.Deficiency, sanctions: dict[SanctionId, Sanction], on: Any) -> Facts:
    return facts_of(Agreement(signed=AGREED), matter, EX, on=on, sanctions=sanctions)


def _decide(
    matter: deficiency.Deficiency, sanctions: dict[SanctionId, Sanction], found: Ruling
) -> deficiency.Deficiency:
    id_ = SanctionId(f"s{len(sanctions)}")
    made = sanction.decide(sanction.INITIAL, ruling=found, deficiency=DeficiencyId("b1"))
    sanctions[id_] = reduce(sanction.evolve, made, sanction.INITIAL)
    noted = deficiency.note_sanction(matter, ruling=found, sanction=id_)
    return reduce(deficiency.evolve, noted, matter)


def _lift(sanctions: dict[SanctionId, Sanction], place: int, on: Any) -> None:
    id_ = SanctionId(f"s{place}")
    state = sanctions.get(id_)
    if state is not None and state.lifted is None:
        by: Choice = pick("vite")
        why = {"by": by.by, "delegation": ORDER, "motivation": "Fel.", "decided_on": on}
        sanctions[id_] = reduce(sanction.evolve, sanction.lift(state, **why), state)


# ── what accrues ──

accruals = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 21), st.integers(1, 4), st.integers(1, 25)),
    max_size=8,
)


@given(counted=st.sampled_from(["items", "breach"]), tried=accruals, others=st.lists(ways))
def test_what_accrues_is_within_the_tariff_and_the_cap(
    counted: str, tried: list[tuple[int, int, int, int]], others: list[dict[str, Any]]
) -> None:
    """However broken the periods, and whatever else was decided: refused exactly when above."""
    how: dict[str, Any] = {"items": 1} if counted == "items" else {"breach": (days(-9, -9),)}
    choice = pick("vite", **how)
    beside = [DecidedAmount(measure=VITE, **each) for each in others]
    periods: tuple[Any, ...] = ()
    units = thousands = 0
    for first, length, more, amount in tried:
        told: dict[str, Any] = {
            "periods": (*periods, days(first, first + length - 1)),
            "units": units + more,
            "amount": kronor((thousands + amount) * 1000),
        }
        found = {each.code for each in try_accrual(choice, EX, beside, **told)}
        own: dict[str, Any]
        if counted == "items":
            most, own = min(2000 * told["units"], 20_000), {"items": told["units"]}
        else:
            most = min(5000 * weeks_by_hand(told["periods"]), 50_000)
            own = {"breach": told["periods"]}
        assert ("belopp_over_taxan" in found) is (told["amount"].amount > most)
        if beside and fit(beside) and "belopp_over_taxan" not in found:
            whole = DecidedAmount(measure=VITE, amount=told["amount"], **own)
            assert ("belopp_over_taket" in found) is not fit([*beside, whole])
        if not found:
            periods, units = told["periods"], told["units"]
            thousands += amount


def weeks_by_hand(periods: Sequence[Any]) -> int:
    """Day by day: a day that no week covers begins one."""
    broken = {
        each.first + timedelta(days=number)
        for each in periods
        for number in range((each.last - each.first).days + 1)
    }
    count, covered = 0, None
    for day in sorted(broken):
        if covered is None or day > covered:
            count, covered = count + 1, day + timedelta(days=6)
    return count


def test_a_vite_without_a_tariff_is_not_tried() -> None:
    told: dict[str, Any] = {"periods": (days(0, 900),), "units": 99, "amount": kronor(999_999)}
    assert try_accrual(pick("vite"), ÖREBRO, [decided(1)], **told) == ()


# ── a fact that was added ──


@given(amounts=st.lists(ways, max_size=3))
def test_where_nothing_was_decided_the_fact_is_not_written(amounts: list[dict[str, Any]]) -> None:
    """So what was stored before there was such a fact is what would be stored today."""
    earlier = tuple(DecidedAmount(measure=VITE, **each) for each in amounts)
    told = History(decided_amounts=earlier)
    written = unstructure(told)
    stored = msgspec.json.encode(told)
    assert (b"decided_amounts" in stored) is ("decided_amounts" in written) is bool(earlier)
    assert structure(written, History) == msgspec.json.decode(stored, type=History) == told
    again = pickle.loads(pickle.dumps(told))  # noqa: S301  our own
    assert again == told
    assert hash(again) == hash(told)
    assert msgspec.json.encode(again) == stored
    assert told.decided_amounts == earlier


def test_what_has_no_such_field_says_so() -> None:
    with pytest.raises(AttributeError, match="History has no nothing"):
        _ = History().nothing  # type: ignore[attr-defined]  # that is what is tried
