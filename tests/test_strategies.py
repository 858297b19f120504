"""The strategies that others test with: always valid, and the corners are within reach."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings, strategies as st

from avtalsuppfoljning.follow_up import FollowUpPlanned
from avtalsuppfoljning.steering import FördelningDecided
from avtalsuppfoljning.terms import FollowUpMethod
from avtalsuppfoljning.testing import strategies

few = settings(max_examples=20, deadline=None)
same = settings(max_examples=150, deadline=None, derandomize=True, database=None)


def some(cls: type) -> list[Any]:
    """So many instances, the same in every run."""
    made: list[Any] = []

    @same
    @given(strategies.instances(cls))
    def collect(instance: Any) -> None:
        made.append(instance)

    collect()
    return made


@few
@given(st.data())
def test_a_division_is_a_whole(data: st.DataObject) -> None:
    """T-11: to the hundredth of a percent, whatever the number of parts."""
    parts = data.draw(st.integers(1, 6))
    shares = data.draw(strategies.divisions(parts=parts))
    assert (len(shares), sum(shares)) == (parts, Decimal(100))
    assert min(shares) >= 0


def test_follow_ups_that_are_quiet_and_ones_with_a_theme() -> None:
    """O-23, O-28: the methods that ask for more are made too."""
    planned = some(FollowUpPlanned)
    assert {each.method for each in planned} >= {FollowUpMethod.OANMÄLD, FollowUpMethod.TEMA}
    assert {each.is_announced for each in planned} == {True, False}


def test_shares_that_do_not_make_a_whole_are_explained() -> None:
    """T-20, T-A2: both kinds of division are made."""
    totals = {
        sum(share.percent for share in each.shares) == 100 for each in some(FördelningDecided)
    }
    assert totals == {True, False}
