"""What is decided, and what accrues, for one deficiency is together within the guideline's caps."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.recording.municipality import (
    A1,
    DEFICIENCY,
    S1,
    Calendar,
    adopt_delegationsordning,
    adopt_guideline,
    decide,
    establish,
    record,
    refusal,
    register_provider,
    sign,
)
from tests.streams.cases import DAY, SERIOUS, day
from tests.streams.exempelkoping import EX_TEXT, ORDER_TEXT, TERMS, pick

from avtalsuppfoljning import sanction
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.policy import Days, DecidedAmount
from avtalsuppfoljning.recorded import sanction_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.sanction import DisputeOutcome, Instance
from avtalsuppfoljning.terms import MeasureId, Money, SanctionId

S2, S3 = SanctionId("s2"), SanctionId("s3")
VITE = MeasureId("vite")


def kronor(amount: int | str) -> Money:
    return Money(amount=Decimal(amount))


@pytest.fixture
def town(register: Register, calendar: Calendar) -> Register:
    """A deficiency for which a vite may be decided, under a guideline with a tariff."""
    adopt_guideline(register, EX_TEXT)
    adopt_delegationsordning(register, ORDER_TEXT)
    register_provider(register)
    sign(register, terms=TERMS)
    establish(register, SERIOUS)
    calendar.day = day(90)
    return register


def fine(register: Register, id_: SanctionId, number: int, amount: int, **counted: Any) -> Any:
    choice = pick("vite", decided_on=day(number), amount=kronor(amount), **counted)
    return decide(register, choice, sanction=id_)


def too_much(register: Register, id_: SanctionId, number: int, amount: int, **counted: Any) -> bool:
    choice = pick("vite", decided_on=day(number), amount=kronor(amount), **counted)
    return refusal(register, choice, sanction=id_) == "belopp_over_taket"


def accrue(register: Register, id_: SanctionId, first: int, last: int, **how: Any) -> Any:
    told: dict[str, Any] = {
        "first_day": day(first),
        "last_day": day(last),
        "units": how.get("units", 1),
        "amount": kronor(how.get("amount", 5000)),
        "recorded_on": day(how.get("on", last)),
    }
    return record(register, sanction_stream(A1, id_), sanction.accrue_vite, **told)


def accrual_refused(register: Register, *how: Any, **more: Any) -> DecisionRefusedError:
    before = list(register.events())
    with pytest.raises(DecisionRefusedError) as refused:
        accrue(register, *how, **more)
    assert list(register.events()) == before
    return refused.value


def known(register: Register, number: int) -> tuple[DecidedAmount, ...]:
    """What the facts of a day say counts against the caps."""
    return register.assess(A1, deficiency_id(), on=day(number)).facts.history.decided_amounts


def deficiency_id() -> Any:
    return DEFICIENCY.rpartition(":")[2]


class TestDecisions:
    """6 §: the cap is for the deficiency, not for each decision."""

    def test_happens_up_to_the_cap(self, town: Register) -> None:
        fine(town, S1, 0, 12_000, items=6)
        assert too_much(town, S2, 1, 10_000, items=5)
        fine(town, S2, 1, 8_000, items=5)
        assert too_much(town, S3, 2, 1, items=1)
        assert [each.amount for each in known(town, 2)] == [kronor(12_000), kronor(8_000)]

    def test_the_caps_of_two_tariffs_are_two(self, town: Register) -> None:
        fine(town, S1, 0, 20_000, items=10)
        fine(town, S2, 1, 5_000, breach=(Days(first=day(-6), last=DAY),))
        assert known(town, 1)[1].breach == (Days(first=day(-6), last=DAY),)

    def test_what_was_lifted_does_not_count(self, town: Register) -> None:
        fine(town, S1, 0, 20_000, items=10)
        assert too_much(town, S2, 9, 2_000, items=1)
        by = pick("vite").by
        town.lift(A1, S1, by=by, motivation="Fel räknat.", decided_on=day(9), actor="anna")
        fine(town, S2, 9, 20_000, items=10)

    def test_a_decision_dated_before_another_counts_beside_it_too(self, town: Register) -> None:
        """The facts of that day do not know of the later one; the register does."""
        fine(town, S1, 9, 20_000, items=10)
        assert known(town, 5) == ()
        assert too_much(town, S2, 5, 2_000, items=1)
        fine(town, S2, 5, 5_000, breach=(Days(first=day(0), last=day(5)),))

    @pytest.mark.parametrize(
        ("outcome", "counts"),
        [(DisputeOutcome.UPPHÄVD, False), (DisputeOutcome.STÅR_FAST, True)],
    )
    def test_what_was_annulled_does_not_count(
        self, town: Register, outcome: DisputeOutcome, *, counts: bool
    ) -> None:
        fine(town, S1, 0, 20_000, items=10)
        about: dict[str, Any] = {"case": "1234-26"}
        stream = sanction_stream(A1, S1)
        contested = {"instance": Instance.FÖRVALTNINGSRÄTT, "grounds": "-", "contested_on": day(1)}
        record(town, stream, sanction.contest, **about, **contested)
        settled = {"outcome": outcome, "decided_on": day(8)}
        record(town, stream, sanction.settle_dispute, **about, **settled)
        assert len(known(town, 7)) == 1
        assert len(known(town, 8)) == counts

    def test_of_two_outcomes_on_one_day_the_last_recorded_counts(self, town: Register) -> None:
        fine(town, S1, 0, 20_000, items=10)
        stream = sanction_stream(A1, S1)
        about: dict[str, Any] = {"case": "1234-26", "instance": Instance.FÖRVALTNINGSRÄTT}
        record(town, stream, sanction.contest, **about, grounds="-", contested_on=day(1))
        for outcome, counts in ((DisputeOutcome.STÅR_FAST, 1), (DisputeOutcome.UPPHÄVD, 0)):
            told = {"case": "1234-26", "outcome": outcome, "decided_on": day(8)}
            record(town, stream, sanction.settle_dispute, **told)
            assert len(known(town, 8)) == counts

    def test_what_each_day_knew_is_not_changed(self, town: Register) -> None:
        fine(town, S1, 3, 12_000, items=6)
        assert [len(known(town, number)) for number in (2, 3, 4)] == [0, 1, 1]


class TestAccruals:
    """A vite that runs accrues by the tariff it was decided by, up to the cap."""

    WEEK = (Days(first=day(0), last=day(6)),)

    def test_happens_up_to_the_tariff(self, town: Register) -> None:
        fine(town, S1, 7, 5_000, breach=self.WEEK)
        accrue(town, S1, 7, 20, units=2, amount=10_000)
        accrue(town, S1, 30, 36)
        assert sum(each.units for each in town.state(sanction_stream(A1, S1)).accrued) == 3

    def test_refused_above_the_tariff_with_the_arithmetic(self, town: Register) -> None:
        fine(town, S1, 7, 5_000, breach=self.WEEK)
        accrue(town, S1, 7, 13)
        refused = accrual_refused(town, S1, 14, 20, amount="5000.01")
        assert refused.code == "belopp_over_taxan"
        said = f"{day(7)}/{day(20)}: 14 d = 2 v × 5000.00 = 10000.00"
        assert said in str(refused)
        assert "10000.01" in str(refused)
        assert [str(each) for each in refused.citations] == ["EXN 2025/001, 6 § Vite"]
        assert refused.way_out

    def test_a_week_that_has_begun_is_not_paid_for_twice(self, town: Register) -> None:
        fine(town, S1, 7, 5_000, breach=self.WEEK)
        accrue(town, S1, 7, 8)
        assert accrual_refused(town, S1, 10, 11).code == "belopp_over_taxan"
        accrue(town, S1, 14, 14)

    def test_refused_above_the_cap(self, town: Register) -> None:
        fine(town, S1, 7, 5_000, breach=self.WEEK)
        accrue(town, S1, 7, 76, units=10, amount=50_000)
        assert accrual_refused(town, S1, 77, 83).code == "belopp_over_taxan"

    def test_per_unit(self, town: Register) -> None:
        fine(town, S1, 0, 2_000, items=1)
        accrue(town, S1, 1, 9, units=3, amount=6_000)
        assert accrual_refused(town, S1, 10, 11, amount=2_001).code == "belopp_over_taxan"

    def test_a_decision_that_counted_nothing_accrues_by_either(self, town: Register) -> None:
        fine(town, S1, 0, 5_000)
        assert accrual_refused(town, S1, 1, 7, amount=5_001).code == "belopp_over_taxan"
        accrue(town, S1, 1, 7, units=3, amount=6_000)

    def test_refused_together_with_another_decision(self, town: Register) -> None:
        weeks = (Days(first=day(-69), last=DAY),)
        fine(town, S1, 0, 44_000, breach=weeks)
        fine(town, S2, 1, 5_000, breach=self.WEEK[:1])
        refused = accrual_refused(town, S2, 2, 15, units=2, amount=10_000)
        assert refused.code == "belopp_over_taket"
        assert "50000.00 - 44000.00 = 6000.00" in str(refused)
        accrue(town, S2, 2, 8, amount=5_000)

    def test_every_reason_is_told(self, town: Register) -> None:
        fine(town, S1, 7, 5_000, breach=self.WEEK)
        fine(town, S2, 7, 45_000, breach=(Days(first=day(0), last=day(62)),))
        refused = accrual_refused(town, S1, 7, 13, amount=5_001)
        assert "the tariff comes to 5000.00" in refused.what
        assert "the caps leave 5000.00" in refused.what

    def test_what_has_accrued_counts_against_the_next_decision(self, town: Register) -> None:
        fine(town, S1, 0, 5_000, breach=(Days(first=day(-6), last=DAY),))
        accrue(town, S1, 1, 63, units=9, amount=45_000)
        assert too_much(town, S2, 70, 5_001, breach=(Days(first=day(60), last=day(70)),))
        assert known(town, 62)[0].amount == kronor(5_000)
        assert known(town, 63)[0].amount == kronor(45_000)

    def test_what_has_accrued_by_one_tariff_leaves_the_cap_of_the_other(
        self, town: Register
    ) -> None:
        fine(town, S1, 0, 5_000, breach=(Days(first=day(-6), last=DAY),))
        accrue(town, S1, 1, 63, units=9, amount=45_000)
        fine(town, S2, 70, 20_000, items=10)

    def test_what_has_accrued_by_both_is_counted_by_its_own_units_and_days(
        self, town: Register
    ) -> None:
        fine(town, S1, 7, 7_000, items=1, breach=self.WEEK)
        accrue(town, S1, 8, 35, units=4, amount=28_000)
        assert (known(town, 34)[0].items, known(town, 34)[0].breach) == (1, self.WEEK)
        days = (Days(first=day(8), last=day(35)),)
        assert (known(town, 35)[0].items, known(town, 35)[0].breach) == (4, days)
        assert too_much(town, S2, 40, 12_001, items=7)
        fine(town, S2, 40, 12_000, items=7)

    def test_what_accrued_before_the_lifting_still_counts(self, town: Register) -> None:
        fine(town, S1, 0, 20_000, items=10)
        accrue(town, S1, 1, 7, units=4, amount=8_000)
        by = pick("vite").by
        town.lift(A1, S1, by=by, motivation="Rättat.", decided_on=day(9), actor="anna")
        assert too_much(town, S2, 9, 12_001, items=8)
        fine(town, S2, 9, 12_000, items=8)

    def test_quiet_the_second_time(self, town: Register) -> None:
        fine(town, S1, 7, 5_000, breach=self.WEEK)
        accrue(town, S1, 7, 13)
        assert accrue(town, S1, 7, 13).events == ()

    def test_by_the_guideline_it_was_decided_under(
        self, town: Register, calendar: Calendar
    ) -> None:
        """A dearer tariff later is for later decisions."""
        fine(town, S1, 7, 5_000, breach=self.WEEK)
        dearer = EX_TEXT.replace('belopp = "5000.00"', 'belopp = "9000.00"')
        dearer = dearer.replace('version = "2026-01-01"', 'version = "2026-02-01"')
        starts = calendar.day
        dearer = dearer.replace("galler_fran = 2026-01-01", f"galler_fran = {starts.isoformat()}")
        adopt_guideline(town, dearer, adopted_on=date.fromisoformat(starts.isoformat()))
        assert accrual_refused(town, S1, 90, 96, amount=9_000).code == "belopp_over_taxan"
        accrue(town, S1, 90, 96, amount=5_000, on=90)
