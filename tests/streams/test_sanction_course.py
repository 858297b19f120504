"""What follows from a sanction: what it costs, who contests it, what is noted about it."""

from decimal import Decimal
from typing import Any, get_args

import pytest
from tests.streams.cases import SERIOUS, day, told
from tests.streams.rulings import choose, rule
from tests.streams.test_sanction import CLOSED, LIFTED, decided

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.sanction import (
    INITIAL,
    DelegationsbeslutReported,
    DisputeDecided,
    DisputeOutcome,
    Instance,
    LagaKraftReached,
    Noted,
    PaymentReleased,
    SanctionContested,
    SideEffectNoted,
    SuspensionFollowedUp,
    ViteAccrued,
    accrue_vite,
    contest,
    evolve,
    note,
    reach_laga_kraft,
    settle_dispute,
)
from avtalsuppfoljning.terms import EkonomiskForm, Kanal, Money
from avtalsuppfoljning.testing import given

VITE = decided(rule(choose("ekonomisk_sanktion", effective_on=day(7)), SERIOUS))
PRICE_CUT = replace(VITE, forms=(EkonomiskForm.PRISAVDRAG,))
WITHHELD = replace(VITE, forms=(EkonomiskForm.INNEHÅLLEN_BETALNING,))

ACCRUED = ViteAccrued(
    first_day=day(7),
    last_day=day(20),
    units=2,
    amount=Money(amount=Decimal(10000)),
    recorded_on=day(21),
)
LATER = replace(ACCRUED, first_day=day(30), last_day=day(36), units=1)

CONTESTED = SanctionContested(
    instance=Instance.FÖRVALTNINGSRÄTT,
    case="1234-26",
    grounds="Laglighetsprövning: nämnden saknade delegation.",
    contested_on=day(15),
)
SETTLED = DisputeDecided(case="1234-26", outcome=DisputeOutcome.STÅR_FAST, decided_on=day(90))
FINAL = LagaKraftReached(reached_on=day(28))

RELEASED = PaymentReleased(
    amount=Money(amount=Decimal(5000)), reason="Kravet är uppfyllt.", released_on=day(30)
)
FOLLOWED_UP = SuspensionFollowedUp(
    channels=(Kanal.ICKEVAL,), new_assignments=0, remaining_customers=41, followed_up_on=day(37)
)
NOTED: tuple[tuple[Any, Noted], ...] = (
    (WITHHELD, RELEASED),
    (
        VITE,
        SideEffectNoted(
            effect="ickeval_galler_ej",
            source=Citation(document="VN 12/2026", section="9.4"),
            noted_on=day(8),
        ),
    ),
    (VITE, DelegationsbeslutReported(meeting_on=day(22), dnr="VN 99/2026")),
    (CLOSED, FOLLOWED_UP),
)
by_class = pytest.mark.parametrize(("sanctioned", "fact"), NOTED, ids=range(len(NOTED)))


class TestAccrueVite:
    """O-55: what a vite comes to, period by period; periods may lie apart."""

    @pytest.mark.parametrize(
        "accrued",
        [ACCRUED, LATER, replace(ACCRUED, last_day=ACCRUED.first_day, units=1)],
        ids=["from its first day", "later", "one day"],
    )
    def test_happens(self, accrued: ViteAccrued) -> None:
        assert given(VITE).when(accrue_vite, **told(accrued)) == (accrued,)

    @pytest.mark.parametrize("order", [(ACCRUED, LATER), (LATER, ACCRUED)], ids=range(2))
    def test_happens_in_broken_periods(self, order: tuple[ViteAccrued, ViteAccrued]) -> None:
        first, second = order
        assert given(VITE, first).when(accrue_vite, **told(second)) == (second,)

    def test_happens_from_the_day_after(self) -> None:
        next_ = replace(ACCRUED, first_day=day(21), last_day=day(27))
        assert given(VITE, ACCRUED).when(accrue_vite, **told(next_)) == (next_,)

    def test_happens_until_the_day_before_it_is_lifted(self) -> None:
        last = replace(ACCRUED, first_day=day(35), last_day=day(41))
        assert given(VITE, LIFTED).when(accrue_vite, **told(last)) == (last,)

    @pytest.mark.parametrize(
        ("first", "last"), [(20, 27), (7, 7), (10, 12), (7, 20), (7, 40)], ids=range(5)
    )
    def test_refused_to_count_a_day_twice(self, first: int, last: int) -> None:
        facts = told(ACCRUED, first_day=day(first), last_day=day(last), units=9)
        assert given(VITE, ACCRUED).when(accrue_vite, **facts).code == "period_overlappar"

    @pytest.mark.parametrize("other", [CLOSED, PRICE_CUT, WITHHELD], ids=range(3))
    def test_refused_for_another_sanction(self, other: Any) -> None:
        assert given(other).when(accrue_vite, **told(LATER)).code == "ej_vite"

    def test_refused_without_a_sanction(self) -> None:
        assert given().when(accrue_vite, **told(ACCRUED)).code == "sanktion_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(VITE).when(accrue_vite, **told(ACCRUED)).again() == ()
        assert given(VITE, ACCRUED, LIFTED).when(accrue_vite, **told(ACCRUED)) == ()

    @pytest.mark.parametrize(
        ("history", "change", "why"),
        [
            ((), {"first_day": day(6)}, "takes effect on"),
            ((), {"last_day": day(6)}, "does not end before it begins"),
            ((), {"units": 0}, "at least one unit"),
            ((LIFTED,), {"last_day": day(42)}, "until the day before"),
        ],
        ids=["too early", "backwards", "no unit", "lifted"],
    )
    def test_invalid(self, history: tuple[Any, ...], change: dict[str, Any], why: str) -> None:
        with pytest.raises(InvalidValueError, match=why):
            given(VITE, *history).when(accrue_vite, **told(ACCRUED, **change))


class TestContest:
    """O-51: a sanction may be contested, as laglighetsprövning or as a dispute."""

    @pytest.mark.parametrize("instance", Instance)
    def test_happens(self, instance: Instance) -> None:
        contested = replace(CONTESTED, instance=instance)
        assert given(VITE).when(contest, **told(contested)) == (contested,)

    def test_happens_once_more_in_another_instance(self) -> None:
        second = replace(CONTESTED, instance=Instance.ALLMÄN_DOMSTOL, case="T 88-26")
        assert given(VITE, CONTESTED).when(contest, **told(second)) == (second,)

    def test_happens_before_it_takes_effect(self) -> None:
        early = replace(CONTESTED, contested_on=VITE.decided_on)
        assert given(VITE).when(contest, **told(early)) == (early,)

    def test_refused_without_a_sanction(self) -> None:
        assert given().when(contest, **told(CONTESTED)).code == "sanktion_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(VITE).when(contest, **told(CONTESTED)).again() == ()

    def test_invalid_before_it_was_decided(self) -> None:
        with pytest.raises(InvalidValueError, match="contested after that"):
            given(VITE).when(contest, **told(CONTESTED, contested_on=day(-1)))


class TestSettleDispute:
    """O-51: what the instance said is kept; a sanction that falls is lifted by a person."""

    @pytest.mark.parametrize("outcome", DisputeOutcome)
    def test_happens(self, outcome: DisputeOutcome) -> None:
        settled = replace(SETTLED, outcome=outcome)
        history = given(VITE, CONTESTED)
        assert history.when(settle_dispute, **told(settled)) == (settled,)

    @pytest.mark.parametrize("outcome", DisputeOutcome)
    def test_changes_nothing_by_itself(self, outcome: DisputeOutcome) -> None:
        state = INITIAL
        for event in (VITE, CONTESTED, replace(SETTLED, outcome=outcome)):
            state = evolve(state, event)
        assert state.is_in_force(day(99))

    @pytest.mark.parametrize("history", [(), (VITE,)], ids=["unknown", "not contested"])
    def test_refused_unless_it_is_contested(self, history: tuple[Any, ...]) -> None:
        assert given(*history).when(settle_dispute, **told(SETTLED)).code == "mal_saknas"

    def test_refused_in_another_case(self) -> None:
        outcome = given(VITE, CONTESTED).when(settle_dispute, **told(SETTLED, case="9-26"))
        assert outcome.code == "mal_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(VITE, CONTESTED).when(settle_dispute, **told(SETTLED)).again() == ()


class TestReachLagaKraft:
    """O-51: from a certain day on the decision can no longer be appealed."""

    @pytest.mark.parametrize("number", [0, 28], ids=["the same day", "later"])
    def test_happens(self, number: int) -> None:
        reached = LagaKraftReached(reached_on=day(number))
        assert given(VITE).when(reach_laga_kraft, reached_on=day(number)) == (reached,)

    def test_refused_on_another_day(self) -> None:
        outcome = given(VITE, FINAL).when(reach_laga_kraft, reached_on=day(29))
        assert outcome.code == "laga_kraft_finns"

    def test_refused_without_a_sanction(self) -> None:
        assert given().when(reach_laga_kraft, **told(FINAL)).code == "sanktion_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(VITE).when(reach_laga_kraft, **told(FINAL)).again() == ()

    def test_invalid_before_it_was_decided(self) -> None:
        with pytest.raises(InvalidValueError, match="comes after that"):
            given(VITE).when(reach_laga_kraft, reached_on=day(-1))


class TestNote:
    """O-51, O-55, O-56: told to the nämnd, paid out, followed up; counts, never persons."""

    def test_every_class_is_tried(self) -> None:
        assert {type(fact) for _, fact in NOTED} == set(get_args(Noted))

    @by_class
    def test_happens(self, sanctioned: Any, fact: Noted) -> None:
        assert given(sanctioned).when(note, fact=fact) == (fact,)
        assert given(sanctioned, LIFTED).when(note, fact=fact) == (fact,)

    def test_happens_at_each_follow_up(self) -> None:
        """O-56: existing customers stay, and become fewer."""
        later = replace(FOLLOWED_UP, remaining_customers=38, followed_up_on=day(67))
        assert given(CLOSED, FOLLOWED_UP).when(note, fact=later) == (later,)

    @by_class
    def test_refused_without_a_sanction(self, sanctioned: Any, fact: Noted) -> None:
        assert sanctioned.decided_on
        assert given().when(note, fact=fact).code == "sanktion_saknas"

    @pytest.mark.parametrize("other", [VITE, PRICE_CUT, CLOSED], ids=range(3))
    def test_refused_to_release_what_was_not_withheld(self, other: Any) -> None:
        assert given(other).when(note, fact=RELEASED).code == "ej_innehallen"

    @pytest.mark.parametrize("other", [VITE, WITHHELD], ids=range(2))
    def test_refused_to_follow_up_what_was_not_closed(self, other: Any) -> None:
        assert given(other).when(note, fact=FOLLOWED_UP).code == "ej_avstangning"

    @by_class
    def test_quiet_the_second_time(self, sanctioned: Any, fact: Noted) -> None:
        assert given(sanctioned).when(note, fact=fact).again() == ()

    @pytest.mark.parametrize("field", ["new_assignments", "remaining_customers"])
    def test_invalid(self, field: str) -> None:
        with pytest.raises(InvalidValueError, match="count is negative"):
            replace(FOLLOWED_UP, **{field: -1})


def test_a_vite_may_be_recorded_before_it_takes_effect() -> None:
    """O-51: the decision has its day, and the sanction has its own, which may lie ahead."""
    state = evolve(INITIAL, VITE)
    assert [state.is_in_force(day(n)) for n in (0, 6, 7)] == [False, False, True]
