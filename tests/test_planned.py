"""What is planned and stored: its period, and what becomes of a post when a plan is revised."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from avtalsuppfoljning.classification import renewed, replace
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.guidelines import load, shipped
from avtalsuppfoljning.planned import (
    Excuse,
    Kept,
    KeptPost,
    PlannedPost,
    established,
    excused,
    fulfilled,
    period_named,
    planned_post,
    superseded,
)
from avtalsuppfoljning.schedule import (
    Binding,
    Obligor,
    PostKind,
    Precision,
    Roll,
    plan_of_municipality,
)
from avtalsuppfoljning.terms import Period

DAY = date(2026, 3, 2)
POST = PlannedPost(
    id="a",
    what="egenkontroll",
    kind=PostKind.INLÄMNING,
    about=Period(text="2026"),
    due_on=DAY,
    precision=Precision.DAG,
    obligor=Obligor.UTFÖRAREN,
    binding=Binding.STYRDOKUMENT,
    roll=Roll.INGEN,
)


def days() -> st.SearchStrategy[date]:
    """Near each other, so that the same day comes often."""
    return st.dates(DAY, DAY + timedelta(days=8))


def planned_posts() -> st.SearchStrategy[PlannedPost]:
    return st.builds(
        lambda id_, due_on, what: replace(POST, id=id_, due_on=due_on, what=what),
        st.sampled_from("abcdef"),
        days(),
        st.sampled_from(("egenkontroll", "arsredovisning")),
    )


EXCUSE = Excuse(
    reason="Utföraren bytte system.", person="Eva Ek", role="enhetschef", dnr="SN 1", excused_on=DAY
)


def kept(*posts: PlannedPost, plan: str = "p") -> Kept:
    return established({}, plan, posts, ())


class TestPeriodNamed:
    """S-A2, S-A3, T-A7: days only where the writing gives them."""

    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("2026", date(2026, 1, 1), date(2026, 12, 31)),
            ("2026-T1", date(2026, 1, 1), date(2026, 4, 30)),
            ("2026-T3", date(2026, 9, 1), date(2026, 12, 31)),
            ("2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ],
    )
    def test_a_part_of_a_year(self, text: str, first: date, last: date) -> None:
        assert period_named(text) == Period(text=text, starts_on=first, ends_on=last)

    @pytest.mark.parametrize(
        "text", ["hösten 2017", "2026-T4", "2026-T0", "2026-H3", "2026-13", "2026-00", "2026-2"]
    )
    def test_no_part_of_a_year(self, text: str) -> None:
        assert period_named(text) == Period(text=text)


class TestPlannedPost:
    """Issue 5, item 4: what is stored of a computed post is the post, day and reason and all."""

    @pytest.mark.parametrize("ref", shipped(), ids="@".join)
    def test_every_post_of_every_guideline_can_be_stored(self, ref: tuple[str, str]) -> None:
        found = plan_of_municipality(load(*ref), start=date(2018, 1, 1), end=date(2027, 12, 31))
        for post in found.posts:
            stored = planned_post(post)
            assert (stored.id, stored.due_on, stored.reason) == (post.id, post.due_on, post.reason)
            assert stored.about.text == post.concerns
            assert stored.citations == post.citations

    @given(post=planned_posts())
    def test_times(self, post: PlannedPost) -> None:
        with pytest.raises(InvalidValueError, match="times"):
            replace(post, at_least=3, at_most=2)
        with pytest.raises(InvalidValueError, match="times"):
            replace(post, at_least=-1)


posts = st.lists(planned_posts(), max_size=5, unique_by=lambda each: each.id).map(tuple)


class TestRevision:
    """F-03: a living document, where nothing that is late can be planned away."""

    @given(before=posts, after=posts, on=days())
    def test_what_is_in_force_afterwards_is_what_the_new_version_has(
        self, before: tuple[PlannedPost, ...], after: tuple[PlannedPost, ...], on: date
    ) -> None:
        old, wanted = kept(*before), {post.id: post.due_on for post in after}
        if any(p.due_on < on and wanted.get(p.id) != p.due_on for p in before):
            with pytest.raises(DecisionRefusedError, match="is not done"):
                superseded(old, "p", after, from_on=None, on=on)
            return
        new = established(old, "p", after, superseded(old, "p", after, from_on=None, on=on))
        assert {id_: each.post for id_, each in new.items()} == {post.id: post for post in after}

    @given(before=posts, on=days())
    def test_the_same_plan_changes_nothing(self, before: tuple[PlannedPost, ...], on: date) -> None:
        assert superseded(kept(*before), "p", before, from_on=None, on=on) == ()

    @given(post=planned_posts(), moved=st.integers(1, 400))
    def test_an_overdue_post_is_not_moved_or_left_out(self, post: PlannedPost, moved: int) -> None:
        on = post.due_on + timedelta(days=1)
        later = replace(post, due_on=post.due_on + timedelta(days=moved))
        for after in ((later,), ()):
            with pytest.raises(DecisionRefusedError) as refused:
                superseded(kept(post), "p", after, from_on=None, on=on)
            assert refused.value.code == "post_forsenad"

    @given(post=planned_posts())
    def test_it_may_be_left_out_once_it_is_done_or_excused(self, post: PlannedPost) -> None:
        on = post.due_on + timedelta(days=1)
        for end in ({"fulfilled_on": on}, {"excuse": EXCUSE}):
            old: Kept = {post.id: KeptPost(post, "p", **end)}
            assert superseded(old, "p", (), from_on=None, on=on) == ()

    @given(post=planned_posts())
    def test_what_falls_before_the_new_version_stays(self, post: PlannedPost) -> None:
        day = post.due_on
        assert superseded(kept(post), "p", (), from_on=day, on=day) == (post.id,)
        following = day + timedelta(days=1)
        assert superseded(kept(post), "p", (), from_on=following, on=following) == ()

    @given(post=planned_posts())
    def test_another_plan_keeps_its_posts(self, post: PlannedPost) -> None:
        on = post.due_on
        assert superseded(kept(post, plan="annan"), "p", (), from_on=None, on=on) == ()
        with pytest.raises(DecisionRefusedError) as refused:
            superseded(kept(post, plan="annan"), "p", (post,), from_on=None, on=on)
        assert refused.value.code == "post_i_annan_plan"
        gone = superseded(
            kept(post, plan="annan"), "p", (), from_on=None, on=on, replaces=["annan"]
        )
        assert gone == (post.id,)

    @given(post=planned_posts())
    def test_two_posts_with_one_id_are_refused(self, post: PlannedPost) -> None:
        with pytest.raises(InvalidValueError, match="two posts"):
            superseded({}, "p", (post, post), from_on=None, on=DAY)


class TestOutcome:
    """Issue 5, item 4: fulfilled, late, excused; each once."""

    @given(post=planned_posts(), late=st.integers(-5, 5))
    def test_late_is_after_the_day(self, post: PlannedPost, late: int) -> None:
        on = post.due_on + timedelta(days=late)
        done = fulfilled(kept(post), post.id, on, "SN 2")
        assert done is not None
        assert done.is_late is (late > 0)
        assert not done.is_open
        assert fulfilled({post.id: done}, post.id, on, "SN 2") is None

    @given(post=planned_posts())
    def test_what_is_done_stays_done(self, post: PlannedPost) -> None:
        done = renewed(kept(post)[post.id], fulfilled_on=DAY, dnr="SN 2")
        assert refused(lambda: fulfilled({post.id: done}, post.id, DAY, "SN 3")) == "post_avslutad"
        assert refused(lambda: excused({post.id: done}, post.id, EXCUSE)) == "post_avslutad"

    @given(post=planned_posts())
    def test_what_is_excused_may_be_done_all_the_same(self, post: PlannedPost) -> None:
        let_go = excused(kept(post), post.id, EXCUSE)
        assert let_go is not None
        assert excused({post.id: let_go}, post.id, EXCUSE) is None
        assert fulfilled({post.id: let_go}, post.id, DAY, "SN 2") is not None

    def test_an_unknown_post(self) -> None:
        assert refused(lambda: fulfilled({}, "x", DAY, "SN 2")) == "post_saknas"
        assert refused(lambda: excused({}, "x", EXCUSE)) == "post_saknas"

    @pytest.mark.parametrize("field", ["reason", "person", "role"])
    def test_an_excuse_says_who_and_why(self, field: str) -> None:
        with pytest.raises(InvalidValueError, match="without a reason, a person or a role"):
            replace(EXCUSE, **{field: " "})


def refused(act: Any) -> str:
    with pytest.raises(DecisionRefusedError) as refusal:
        act()
    return refusal.value.code
