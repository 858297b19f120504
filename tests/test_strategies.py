"""The strategies that others test with: always valid, and the corners are within reach."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings, strategies as st

from avtalsuppfoljning.follow_up import FollowUpPlanned
from avtalsuppfoljning.guidelines.obligations import Pace, Recurrence
from avtalsuppfoljning.schedule import AgreementFacts, Plan, Post
from avtalsuppfoljning.steering import FördelningDecided
from avtalsuppfoljning.terms import Driftsform, FollowUpMethod
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


def test_agreements_that_every_plan_covers_and_others() -> None:
    """Private and not, with an end and without, with days of their own."""
    made = some(AgreementFacts)
    assert {each.driftsform for each in made} == set(Driftsform)
    assert {each.ends_on is None for each in made} == {True, False}
    assert {bool(each.own_days) for each in made} == {True, False}


def test_plans_that_cover_and_plans_that_do_not() -> None:
    """True ones: in the order of their days."""
    made = some(Plan)
    assert {each.covered for each in made} == {True, False}
    assert any(each.posts for each in made)
    for each in made:
        days = [post.due_on for post in each.posts]
        assert days == sorted(days)


def test_recurrences_of_every_pace() -> None:
    assert {each.pace for each in some(Recurrence)} == set(Pace)


@few
@given(st.data())
def test_hypothesis_finds_them_by_their_type(data: st.DataObject) -> None:
    strategies.register()
    post = data.draw(st.from_type(Post))
    agreement = data.draw(st.from_type(AgreementFacts))
    found = data.draw(st.from_type(Plan))
    assert 1 <= post.least <= (post.most or post.least)
    assert agreement.ends_on is None or agreement.starts_on <= agreement.ends_on
    assert found.covered == (not found.reasons)
