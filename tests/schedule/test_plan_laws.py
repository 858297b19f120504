"""What holds of every plan, for every guideline and every agreement."""

from datetime import date, timedelta
from random import Random

import attrs
import pytest
from hypothesis import assume, given, strategies as st
from tests.schedule.agreements import (
    GUIDELINES,
    HEMTJÄNST,
    agreements,
    invented,
    like,
    periods,
)

from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.schedule import (
    CALENDAR_VERSION,
    AgreementFacts,
    Binding,
    MonthDay,
    Pace,
    Plan,
    Post,
    Precision,
    Reach,
    Roll,
    is_weekday,
    plan,
    plan_of_municipality,
    schedule_fingerprint,
)
from avtalsuppfoljning.terms import Driftsform, Upphandlingsform

ONE = timedelta(1)
shipped = st.sampled_from(GUIDELINES)
guidelines = shipped | invented()
Period = tuple[date, date]


def planned(guideline: Guideline, agreement: AgreementFacts, period: Period) -> Plan:
    return plan(guideline, agreement, start=period[0], end=period[1], with_proposed=True)


def earliest(post: Post) -> date:
    """The first day that it may fall on: the month or the year is all that is known."""
    if post.precision is Precision.DAG:
        return post.due_on
    return post.due_on.replace(month=1 if post.precision is Precision.ÅR else post.due_on.month,
                               day=1)  # fmt: skip


@given(guidelines, agreements(), periods())
def test_every_agreement_gets_an_answer(
    guideline: Guideline, agreement: AgreementFacts, period: Period
) -> None:
    found = planned(guideline, agreement, period)
    assert found.covered == (not found.reasons)
    if not found.covered:
        assert (found.posts, found.undated) == ((), ())
    for post in found.posts:
        assert period[0] <= post.due_on <= period[1]
        assert agreement.starts_on <= post.due_on
        assert earliest(post) <= (agreement.ends_on or date.max)
        late = agreement.ends_on is not None and agreement.ends_on < post.due_on
        assert post.reason.runs_until == (agreement.ends_on if late else None)
        assert post.citations
        assert post.reason.written
        assert post.reason.calendar == CALENDAR_VERSION
        assert post.least >= 1
        assert post.most is None or post.most >= post.least


@given(guidelines, agreements(), periods())
def test_in_the_order_of_the_days_and_each_once(
    guideline: Guideline, agreement: AgreementFacts, period: Period
) -> None:
    posts = planned(guideline, agreement, period).posts
    assert list(posts) == sorted(posts, key=lambda post: (post.due_on, post.id))
    assert len({post.id for post in posts}) == len(posts)


@given(guidelines, agreements(), periods(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_makes_no_difference(
    guideline: Guideline, agreement: AgreementFacts, period: Period, chance: Random
) -> None:
    rows = list(guideline.obligations)
    chance.shuffle(rows)
    other = attrs.evolve(guideline, obligations=tuple(rows))
    assert planned(other, agreement, period).posts == planned(guideline, agreement, period).posts
    assert schedule_fingerprint(other) == schedule_fingerprint(guideline)


@given(guidelines, agreements(), periods(), st.data())
def test_two_halves_make_the_whole(
    guideline: Guideline, agreement: AgreementFacts, period: Period, data: st.DataObject
) -> None:
    start, end = period
    assume(start < end)
    cut = data.draw(st.dates(start, end - ONE))
    halves = [planned(guideline, agreement, each) for each in ((start, cut), (cut + ONE, end))]
    joined = halves[0].posts + halves[1].posts
    assert joined == planned(guideline, agreement, period).posts


@given(guidelines, agreements(), periods())
def test_a_day_has_the_same_plan_whatever_period_it_is_asked_in(
    guideline: Guideline, agreement: AgreementFacts, period: Period
) -> None:
    posts = planned(guideline, agreement, period).posts
    for day in {post.due_on for post in posts[:3]} | {period[0]}:
        alone = planned(guideline, agreement, (day, day)).posts
        assert alone == tuple(post for post in posts if post.due_on == day)


@given(guidelines, agreements(), periods(), periods())
def test_a_longer_period_loses_nothing(
    guideline: Guideline, agreement: AgreementFacts, one: Period, other: Period
) -> None:
    around = (min(one[0], other[0]), max(one[1], other[1]))
    within = set(planned(guideline, agreement, one).posts)
    assert within <= set(planned(guideline, agreement, around).posts)


@given(guidelines, agreements(), periods())
def test_nothing_is_due_before_what_it_is_counted_from(
    guideline: Guideline, agreement: AgreementFacts, period: Period
) -> None:
    for post in planned(guideline, agreement, period).posts:
        if post.reason.anchor is not None:
            assert post.reason.anchor <= post.due_on
            assert post.reason.occurrence >= 0


@given(guidelines, agreements(), periods(), st.integers(0, 3000))
def test_an_end_takes_away_only_what_would_begin_after_it(
    guideline: Guideline, agreement: AgreementFacts, period: Period, length: int
) -> None:
    """The month or the year that an agreement ends in is still measured and followed up."""
    days = min(length, (date.max - agreement.starts_on).days)
    until = agreement.starts_on + timedelta(days)
    whole = planned(guideline, like(agreement, ends_on=None), period).posts
    ended = planned(guideline, like(agreement, ends_on=until), period).posts
    about_the_agreement = {
        row.id for row in guideline.obligations if row.binding is Binding.AVTAL and row.year_offset
    }
    kept = [
        post.id
        for post in whole
        if earliest(post) <= until
        and (post.obligation not in about_the_agreement or int(post.concerns[:4]) <= until.year)
    ]
    assert [post.id for post in ended] == kept


def is_last_of_its_month(day: date) -> bool:
    return (day + ONE).day == 1


@given(guidelines, agreements(), periods())
def test_a_month_never_turns_into_a_day(
    guideline: Guideline, agreement: AgreementFacts, period: Period
) -> None:
    for post in planned(guideline, agreement, period).posts:
        if post.precision is Precision.MÅNAD:
            assert is_last_of_its_month(post.due_on)
        elif post.precision is Precision.ÅR:
            assert f"{post.due_on:%m-%d}" == "12-31"
        if post.precision is not Precision.DAG:
            assert post.reason.rolled_from is None


@given(guidelines, agreements(), periods())
def test_only_days_set_by_law_move(
    guideline: Guideline, agreement: AgreementFacts, period: Period
) -> None:
    """Lag (1930:173) 2 § speaks of time set by law; the plans are silent about theirs (S-A9)."""
    for post in planned(guideline, agreement, period).posts:
        assert post.roll is Roll.INGEN or post.binding is Binding.LAG
        if post.roll is Roll.NÄSTA_VARDAG and post.precision is Precision.DAG:
            assert is_weekday(post.due_on)
        if post.reason.rolled_from is not None:
            assert post.roll is Roll.NÄSTA_VARDAG
            assert not is_weekday(post.reason.rolled_from)


@given(shipped, agreements(), periods())
def test_what_is_done_once_for_all_is_the_same_for_all(
    guideline: Guideline, agreement: AgreementFacts, period: Period
) -> None:
    """An agreement's plan has no post of the municipality's that is not in its own plan."""
    start, end = period
    shared = plan_of_municipality(guideline, start=start, end=end, with_proposed=True)
    known = {post.id: post for post in shared.posts}
    for post in planned(guideline, agreement, period).posts:
        assert (post.reach is not Reach.AVTAL) == (post.id in known)
        if post.id in known:
            assert known[post.id].due_on == post.due_on


@given(shipped, agreements(), periods())
def test_what_is_only_proposed_is_planned_on_request(
    guideline: Guideline, agreement: AgreementFacts, period: Period
) -> None:
    """Prop. 2025/26:164: nobody is told to do what no law demands yet."""
    start, end = period
    for each in plan(guideline, agreement, start=start, end=end).posts:
        assert not each.is_proposed
    for each in planned(guideline, agreement, period).posts:
        assert each.is_proposed == (each.what == "rapport_fullmaktige")


@given(agreements(), periods())
def test_individavtal_are_not_covered(agreement: AgreementFacts, period: Period) -> None:
    """F-10: private providers with only individavtal are outside socialförvaltningen's plan."""
    social = next(each for each in GUIDELINES if each.id == "socialforvaltning")
    found = planned(social, agreement, period)
    assert found.covered != agreement.only_individavtal
    assert found.reasons == (("endast_individavtal",) if agreement.only_individavtal else ())


@given(agreements())
def test_sundsvalls_plan_is_for_private_home_care_under_lov(agreement: AgreementFacts) -> None:
    """S-01."""
    sundsvall = next(each for each in GUIDELINES if each.id == "sundsvall")
    found = planned(sundsvall, agreement, (date(2026, 1, 1), date(2026, 12, 31)))
    assert found.covered == (
        agreement.driftsform is Driftsform.PRIVAT_REGI
        and agreement.upphandlingsform is Upphandlingsform.LOV
        and agreement.operation == "hemtjanst"
    )


def test_a_period_that_cannot_be_planned_is_refused_with_its_place() -> None:
    for start, end, place in (
        (date(2026, 2, 1), date(2026, 1, 1), "till"),
        (date(1989, 12, 31), date(2026, 1, 1), "fran"),
        (date(2026, 1, 1), date(2200, 1, 1), "till"),
    ):
        with pytest.raises(InputError) as refused:
            planned(GUIDELINES[0], HEMTJÄNST, (start, end))
        assert refused.value.place == place
        assert refused.value.way_out


def test_a_day_that_moves_into_the_next_year_is_planned_there() -> None:
    """Nyårsafton 2026 is a Thursday; the first weekday after it is Monday 4 January."""
    model = next(each for each in GUIDELINES if each.id == "exempelkoping")
    row = next(each for each in model.obligations if each.roll is Roll.NÄSTA_VARDAG)
    by = attrs.evolve(row.recurrence, by=(MonthDay.of("12-31"),))
    other = attrs.evolve(model, obligations=(attrs.evolve(row, recurrence=by),))
    post = planned(other, HEMTJÄNST, (date(2027, 1, 1), date(2027, 6, 30))).posts[0]
    assert (post.due_on, post.reason.rolled_from) == (date(2027, 1, 4), date(2026, 12, 31))
    assert planned(other, HEMTJÄNST, (date(2026, 12, 1), date(2026, 12, 31))).posts == ()


def rolling(posts: tuple[Post, ...]) -> list[str]:
    return [post.id for post in posts if post.reason.pace is Pace.RULLANDE]


def test_a_rolling_obligation_is_counted_from_the_last_time() -> None:
    """O-20, O-A6: 36 months from when it was last done; the latest days, if all goes on time."""
    orebro = next(each for each in GUIDELINES if each.id == "orebro")
    never = like(HEMTJÄNST, starts_on=date(2024, 2, 29))
    period = (date(2024, 1, 1), date(2033, 12, 31))
    assert rolling(planned(orebro, never, period).posts) == [
        "kvalitetskrav:2024-02-29/2027-02-28",
        "kvalitetskrav:2027-02-28/2030-02-28",
        "kvalitetskrav:2030-02-28/2033-02-28",
    ]
