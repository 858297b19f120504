"""S-02: the agreement stands above the plan, so its own day counts, and the answer says so."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st
from tests.schedule.agreements import GUIDELINES, HEMTJÄNST, documents, invented, like

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.exchange.plan import why
from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.planned import planned_post
from avtalsuppfoljning.schedule import (
    AgreementFacts,
    Binding,
    MonthDay,
    OwnDay,
    Plan,
    Post,
    Precision,
    Roll,
    WhyUnused,
    plan,
    plan_of_municipality,
)
from avtalsuppfoljning.schedule.recurrence import in_year, own_day_names
from avtalsuppfoljning.testing import strategies

BY_ID: dict[str, Guideline] = {each.id: each for each in GUIDELINES}
DNR = "SN 2024/17"


def own(**days: str) -> AgreementFacts:
    """The agreement with days of its own; ``__`` in a word stands for the colon."""
    named = ((what.replace("__", ":"), MonthDay.of(day)) for what, day in days.items())
    return like(HEMTJÄNST, own_days=tuple(OwnDay(what=w, by=by) for w, by in named), dnr=DNR)


def planned(id_: str, agreement: AgreementFacts, year: int = 2026) -> Plan:
    return plan(BY_ID[id_], agreement, start=date(year, 1, 1), end=date(year, 12, 31))


def post_of(found: Plan, id_: str) -> Post:
    return next(post for post in found.posts if post.id == id_)


class TestTheAgreementsDayCounts:
    """S-02: avtal, then förfrågningsunderlag, then plan."""

    @pytest.mark.parametrize(
        ("id_", "agreement", "post", "day", "plans"),
        [
            # senast juli, of the plan; the agreement says a day
            ("sundsvall", own(arsredovisning="05-15"), "arsredovisning:2025",
             (date(2026, 5, 15), Precision.DAG), (date(2026, 7, 31), Precision.MÅNAD)),
            # a day of the plan; the agreement says a month, and later
            ("sundsvall", own(egenkontroll__T2="09"), "egenkontroll:2026-T2",
             (date(2026, 9, 30), Precision.MÅNAD), (date(2026, 8, 20), Precision.DAG)),
            # some time in the year, of the plan; the municipality is bound by its agreement too
            ("orebro", own(arlig="05-01"), "arlig:2026",
             (date(2026, 5, 1), Precision.DAG), (date(2026, 12, 31), Precision.ÅR)),
            # before the day of the statute: 1 March 2026 is a Sunday, and the law's day moves
            ("exempelkoping", own(patientsakerhetsberattelse="02-15"),
             "patientsakerhetsberattelse:2025",
             (date(2026, 2, 15), Precision.DAG), (date(2026, 3, 2), Precision.DAG)),
        ],
    )  # fmt: skip
    def test_and_the_plans_day_is_told(
        self,
        id_: str,
        agreement: AgreementFacts,
        post: str,
        day: tuple[date, Precision],
        plans: tuple[date, Precision],
    ) -> None:
        found = planned(id_, agreement)
        got = post_of(found, post)
        assert (got.due_on, got.precision) == day
        assert (got.binding, got.roll) == (Binding.AVTAL, Roll.INGEN)
        assert got.reason.replaces is not None
        assert (got.reason.replaces.due_on, got.reason.replaces.precision) == plans
        first, *rest = got.citations
        assert first == Citation(document=DNR, section="egna dagar")
        assert tuple(rest) == got.reason.replaces.citations
        assert BY_ID[id_].document in {each.document for each in rest}
        assert found.unused == ()
        assert planned_post(got).reason == got.reason

    def test_where_both_say_the_same_nothing_is_replaced(self) -> None:
        found = planned("sundsvall", own(arsredovisning="07"))
        assert found.posts == planned("sundsvall", HEMTJÄNST).posts
        assert found.unused == ()

    def test_a_third_year_stays_the_third_year(self) -> None:
        """The agreement says the day; which years it is asked for is still the plan's."""
        agreement = own(ledningssystem="03-01")
        for year in range(2019, 2031):
            found = planned("sundsvall", agreement, year).posts
            days = [each.due_on for each in found if each.what == "ledningssystem"]
            assert days == ([date(year, 3, 1)] if year % 3 == 2021 % 3 else [])

    def test_an_agreement_without_dnr_is_cited_all_the_same(self) -> None:
        found = planned("sundsvall", like(own(arsredovisning="05-15"), dnr=""))
        assert str(post_of(found, "arsredovisning:2025").citations[0]) == "Avtalet, egna dagar"


class TestADayThatMovesNothingIsSaid:
    """Nothing that an agreement says is left out in silence."""

    @pytest.mark.parametrize(
        ("id_", "agreement", "why"),
        [
            ("sundsvall", own(verksamhetsplan="02-15"), WhyUnused.FRÅGAS_EJ),
            ("sundsvall", own(egenkontroll="02-15"), WhyUnused.FLERA_GÅNGER),
            ("sundsvall", own(uppfoljningstraff="02-15"), WhyUnused.EJ_ÅRLIG),
            ("orebro", own(kvalitetskrav="02-15"), WhyUnused.EJ_ÅRLIG),
            ("orebro", own(lopande="02-15"), WhyUnused.EJ_ÅRLIG),
            ("socialforvaltning", own(samverkansmote="02-15"), WhyUnused.GEMENSAM),
            ("socialforvaltning", own(fordjupad="02-15"), WhyUnused.GEMENSAM),
            ("exempelkoping", own(patientsakerhetsberattelse="03-15"), WhyUnused.LAG),
        ],
    )
    def test_and_why(self, id_: str, agreement: AgreementFacts, why: WhyUnused) -> None:
        found = planned(id_, agreement)
        assert [each.why for each in found.unused] == [why]
        assert found.posts == planned(id_, HEMTJÄNST).posts

    def test_the_statutes_own_day_is_not_told(self) -> None:
        found = planned("exempelkoping", own(patientsakerhetsberattelse="03-01"))
        assert (found.unused, found.posts) == ((), planned("exempelkoping", HEMTJÄNST).posts)

    def test_which_time_it_is_about_can_be_said(self) -> None:
        (unused,) = planned("sundsvall", own(egenkontroll="02-15")).unused
        assert unused.names == ("egenkontroll:T1", "egenkontroll:T2", "egenkontroll:T3")

    def test_what_the_plan_leaves_to_the_agreement_is_used(self) -> None:
        found = planned("socialforvaltning", own(verksamhetsplan="02-15"))
        post = post_of(found, "verksamhetsplan:2027")
        assert (found.unused, post.reason.replaces) == ((), None)
        assert post.citations[0] == Citation(document=DNR, section="egna dagar")
        assert why(post.reason).endswith("; avtalets egen dag är 02-15")

    def test_what_the_plan_leaves_to_an_agreement_that_is_silent(self) -> None:
        post = post_of(planned("socialforvaltning", HEMTJÄNST), "verksamhetsplan:2027")
        assert "avtalets egen dag" not in why(post.reason)
        assert {each.document for each in post.citations} == {BY_ID["socialforvaltning"].document}


# ── laws, of every guideline and every agreement ──

guidelines = st.sampled_from(GUIDELINES) | invented()
NAMES = sorted(
    {*documents()} | {n for g in GUIDELINES for row in g.obligations for n in own_day_names(row)}
)


def agreements() -> st.SearchStrategy[AgreementFacts]:
    return strategies.agreements(max_start=date(2024, 12, 31), documents=NAMES).map(
        lambda found: like(found, ends_on=None)
    )


def of_year(guideline: Guideline, agreement: AgreementFacts, year: int) -> dict[str, Post]:
    found = plan(
        guideline, agreement, start=date(year, 1, 1), end=date(year, 12, 31), with_proposed=True
    )
    return {post.id: post for post in found.posts if not post.reason.rolled_from}


years = st.integers(2025, 2058)


@given(guidelines, agreements(), years)
def test_the_same_is_asked_for_on_the_agreements_own_day(
    guideline: Guideline, agreement: AgreementFacts, year: int
) -> None:
    """A day of its own takes nothing away and adds nothing; it moves what it names."""
    agreement = like(agreement, dnr=DNR)
    plain = of_year(guideline, like(agreement, own_days=()), year)
    moved = of_year(guideline, agreement, year)
    days = {each.what: each.by for each in agreement.own_days}
    for id_, post in moved.items():
        replaced = post.reason.replaces
        if replaced is None or id_ not in plain:
            continue
        assert (replaced.due_on, replaced.precision) == (plain[id_].due_on, plain[id_].precision)
        assert post.citations == (Citation(document=DNR, section="egna dagar"), *replaced.citations)
        possible = {
            in_year(year, days[name])
            for row in guideline.obligations
            if row.id == post.obligation
            for name in own_day_names(row)
            if name in days
        }
        assert (post.due_on, post.precision) in possible
        if plain[id_].binding is Binding.LAG:
            assert post.due_on < replaced.due_on
    fixed = {row.id for row in guideline.obligations if row.recurrence.pace.value != "avtalets_dag"}
    unrolled = {i for i in plain if plain[i].roll is Roll.INGEN and plain[i].obligation in fixed}
    assert unrolled <= set(moved)


@given(guidelines, agreements(), years)
def test_what_is_said_to_move_nothing_moves_nothing(
    guideline: Guideline, agreement: AgreementFacts, year: int
) -> None:
    period: Any = {"start": date(year, 1, 1), "end": date(year + 3, 12, 31)}
    found = plan(guideline, agreement, **period, with_proposed=True)
    idle = {each.own for each in found.unused}
    left = tuple(each for each in agreement.own_days if each not in idle)
    again = plan(guideline, like(agreement, own_days=left), **period, with_proposed=True)
    assert again.posts == found.posts
    assert again.unused == ()


@pytest.mark.parametrize("guideline", GUIDELINES, ids=lambda each: each.id)
def test_every_name_of_a_day_moves_what_it_names(guideline: Guideline) -> None:
    """The way out that the answer gives is one: each name, and nothing but what it names."""
    period: Any = {"start": date(2020, 1, 1), "end": date(2030, 12, 31)}
    agreement = like(HEMTJÄNST, kkik_years=(2023,))
    plain = {post.id: post for post in plan(guideline, agreement, **period).posts}
    rows = [row for row in guideline.obligations if own_day_names(row)]
    assert rows
    for row in rows:
        for name in own_day_names(row):
            day = OwnDay(what=name, by=MonthDay.of("01-07"))
            found = plan(guideline, like(agreement, own_days=(day,)), **period)
            assert found.unused == ()
            moved = [post for post in found.posts if post != plain.get(post.id)]
            part = name.partition(":")[2]
            assert {post.obligation for post in moved} == {
                each.id for each in rows if name in own_day_names(each)
            }
            assert all(post.id.endswith(part) for post in moved)


@given(st.sampled_from(GUIDELINES), agreements(), years)
def test_what_is_done_for_all_has_the_same_day_for_all(
    guideline: Guideline, agreement: AgreementFacts, year: int
) -> None:
    """No agreement moves what the municipality does once for several of them."""
    period: Any = {"start": date(year, 1, 1), "end": date(year, 12, 31), "with_proposed": True}
    shared = {post.id: post for post in plan_of_municipality(guideline, **period).posts}
    for post in plan(guideline, agreement, **period).posts:
        if post.id in shared:
            assert post.due_on == shared[post.id].due_on
            assert post.reason.replaces is None
