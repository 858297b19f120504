"""A whole register's plan: what is asked of whom, and the decisions that let it come into force."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st
from tests.streams.cases import SIGNED
from tests.streams.test_steering_posts import VISIT

from avtalsuppfoljning.agreement import (
    Agreement,
    ObligationsEstablished,
    PlanningTermsAgreed,
)
from avtalsuppfoljning.classification import renewed, replace
from avtalsuppfoljning.follow_up import FollowUp, FollowUpDepth, FollowUpPlanned
from avtalsuppfoljning.guidelines import Guideline, load
from avtalsuppfoljning.planned import Area
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import (
    State,
    agreement_stream,
    follow_up_stream,
    kind_of,
    provider_stream,
    steering_stream,
)
from avtalsuppfoljning.schedule import (
    CALENDAR_VERSION,
    LastDone,
    MonthDay,
    OwnDay,
    Reach,
    schedule_fingerprint,
)
from avtalsuppfoljning.steering import (
    KkikParticipationDecided,
    Steering,
    UppföljningsplanAdopted,
    UppföljningsplanRevised,
)
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    Driftsform,
    FollowUpId,
    FollowUpMethod,
    Lagrum,
    Period,
    ProviderId,
    SteeringId,
    StreamId,
    Upphandlingsform,
)
from avtalsuppfoljning.views.coverage import coverage
from avtalsuppfoljning.views.obligations import obligation_rows
from avtalsuppfoljning.views.plan_coverage import areas_of, coverage_of_plan
from avtalsuppfoljning.views.planning import (
    Adoption,
    RegisterPlan,
    adoption,
    facts_of_agreement,
    plan_of_register,
)

DAY = date(2026, 1, 5)
START, END = date(2026, 1, 1), date(2026, 12, 31)
A1, A2 = AgreementId("ett"), AgreementId("tva")
DECISION = Adoption(
    plan="2026", adopted_by="Vårdnämnden", reason="Nytt år.", dnr="SN 1/2026", on=DAY
)
STEERING = steering_stream(SIGNED.steering)
BASE = replace(
    SIGNED,
    signed_on=date(2024, 1, 1),
    starts_on=date(2024, 1, 1),
    ends_on=None,
    driftsform=Driftsform.PRIVAT_REGI,
    upphandlingsform=Upphandlingsform.LOV,
    kind=AgreementKind.AVTAL,
    operation="hemtjanst",
)


def states_of(**changes: Any) -> dict[StreamId, State]:
    return {
        STEERING: Steering(),
        provider_stream(SIGNED.provider): Provider(),
        agreement_stream(A1): Agreement(signed=BASE),
        agreement_stream(A2): Agreement(signed=replace(BASE, dnr="SN 2", **changes)),
    }


def planned(states: dict[StreamId, State], guideline: Guideline) -> RegisterPlan:
    return plan_of_register(states, guideline, SIGNED.steering, start=START, end=END, on=DAY)


def carried_out(
    states: dict[StreamId, State], found: RegisterPlan, decision: Adoption = DECISION
) -> tuple[dict[StreamId, State], list[Any]]:
    """The states and the events after the plan has come into force."""
    after, events = dict(states), []
    for step in adoption(found, states, decision):
        for event in step.decide(after[step.stream], **step.facts):
            after[step.stream] = kind_of(step.stream).evolve(after[step.stream], event)
            events.append(event)
    return after, events


class TestFacts:
    """S-35, F-42, F-44: what the schedule reads is what the register knows on the day."""

    def test_what_nobody_has_said_is_not_assumed(self) -> None:
        facts = facts_of_agreement(states_of(), A1, on=DAY)
        assert (facts.laws, facts.own_days, facts.kkik_years) == ((Lagrum.SOL,), (), ())
        assert (facts.starts_on, facts.ends_on, facts.operation) == (
            date(2024, 1, 1), None, "hemtjanst",
        )  # fmt: skip

    def test_laws_and_own_days(self) -> None:
        own = (OwnDay(what="verksamhetsplan", by=MonthDay.of("02-15")),)
        terms = PlanningTermsAgreed(laws=(Lagrum.HSL,), own_days=own, dnr="", applies_from=DAY)
        states = states_of() | {agreement_stream(A1): Agreement(signed=BASE, noted=(terms,))}
        facts = facts_of_agreement(states, A1, on=DAY)
        assert (facts.laws, facts.own_days) == ((Lagrum.HSL,), own)
        assert facts_of_agreement(states, A1, on=date(2026, 1, 4)).own_days == ()

    def test_kkik(self) -> None:
        noted = tuple(
            KkikParticipationDecided(year=year, takes_part=part, decided_on=DAY)
            for year, part in ((2025, True), (2026, True), (2025, False))
        )
        states = states_of() | {STEERING: Steering(noted=noted)}
        assert facts_of_agreement(states, A1, on=DAY).kkik_years == (2026,)

    def test_what_was_last_done(self) -> None:
        """O-A6: by method, and by depth."""
        done = [date(2024, 5, 1), date(2025, 6, 1), date(2026, 3, 1)]
        states = states_of()
        for number, on in enumerate(done):
            plan = FollowUpPlanned(
                method=FollowUpMethod.KVALITETSKRAV,
                targets=(agreement_stream(A1),),
                planned_for=Period(text="x"),
                planned_on=on,
                depth=FollowUpDepth.FÖRDJUPAD if number == 0 else None,
            )
            stream = follow_up_stream(FollowUpId(f"u{number}"))
            states[stream] = FollowUp(planned=plan, completed_on=on)
        assert facts_of_agreement(states, A1, on=DAY).last_done == (
            LastDone(what="fordjupad", on=done[0]),
            LastDone(what="kvalitetskrav", on=done[1]),
        )
        assert facts_of_agreement(states, A2, on=DAY).last_done == ()

    def test_an_individavtal(self) -> None:
        states = states_of(kind=AgreementKind.INDIVIDAVTAL)
        assert facts_of_agreement(states, A2, on=DAY).only_individavtal


class TestAdoption:
    """F-02, F-03, T-32: one decision; the nämnd has what is common, each agreement its own."""

    GUIDELINE = load("exempelkoping")

    def test_what_comes_into_force(self) -> None:
        found = planned(states_of(), self.GUIDELINE)
        after, events = carried_out(states_of(), found)
        adopted, *rest = events
        assert isinstance(adopted, UppföljningsplanAdopted)
        assert all(isinstance(each, ObligationsEstablished) for each in rest)
        assert len(rest) == 2
        basis = adopted.basis
        assert basis is not None
        assert basis.schedule_fingerprint == schedule_fingerprint(self.GUIDELINE)
        assert basis.calendar_version == CALENDAR_VERSION
        common = {post.id for post in found.municipality.posts if post.reach is not Reach.AVTAL}
        assert {post.id for post in adopted.posts} == common
        for each, event in zip(found.agreements, rest, strict=True):
            own = {post.id for post in each.plan.posts if post.reach is Reach.AVTAL}
            assert {post.id for post in event.posts} == own
        stored = {(row.post.id, row.post.due_on) for row in obligation_rows(after, on=DAY)}
        computed = {(post.id, post.due_on) for post in found.municipality.posts} | {
            (post.id, post.due_on)
            for each in found.agreements
            for post in each.plan.posts
            if post.reach is Reach.AVTAL
        }
        assert stored == computed

    def test_the_same_plan_again_is_quiet(self) -> None:
        after, _ = carried_out(states_of(), planned(states_of(), self.GUIDELINE))
        assert adoption(planned(after, self.GUIDELINE), after, DECISION) == ()

    def test_an_agreement_that_comes_later_is_a_revision(self) -> None:
        alone = {stream: state for stream, state in states_of().items() if "tva" not in stream}
        before, _ = carried_out(alone, planned(alone, self.GUIDELINE))
        states = states_of() | before
        later = Adoption(
            plan="2026", adopted_by="", reason="Ett nytt avtal.", dnr="SN 2/2026", on=DAY
        )
        _, events = carried_out(states, planned(states, self.GUIDELINE), later)
        revised, established = events
        assert isinstance(revised, UppföljningsplanRevised)
        assert (revised.posts, revised.superseded, revised.reason) == ((), (), "Ett nytt avtal.")
        assert isinstance(established, ObligationsEstablished)

    def test_an_agreement_that_is_not_covered_has_no_posts(self) -> None:
        """F-10."""
        states = states_of(kind=AgreementKind.INDIVIDAVTAL)
        found = planned(states, load("socialforvaltning"))
        (covered, left_out) = found.agreements
        assert (covered.plan.covered, left_out.plan.covered) == (True, False)
        assert left_out.plan.reasons
        after, _ = carried_out(states, found)
        assert after[agreement_stream(A2)] == states[agreement_stream(A2)]

    def test_another_nämnd_s_agreements_are_left_alone(self) -> None:
        found = planned(states_of(steering=SteeringId("annan")), self.GUIDELINE)
        assert [each.agreement for each in found.agreements] == [A1]

    @pytest.mark.parametrize("name", ["sundsvall", "socialforvaltning", "orebro", "sodertalje"])
    def test_every_source_s_plan_comes_into_force(self, name: str) -> None:
        """S-20 to S-35, F-20 to F-45, O-20 to O-62, T-32 to T-51: whatever they ask for."""
        states = states_of()
        after, events = carried_out(states, planned(states, load(name)))
        assert events
        rows = obligation_rows(after, on=END)
        assert len({row.id for row in rows}) == len(rows)


class TestSodertaljeAsData:
    """T-A1: the plan's table as it is stored as data leaves the same three areas without any."""

    NAMES = (
        ("vard_och_omsorgsboende", "sarskilt_boende"),
        ("hemtjanst", "nattpatrull", "larm", "larmprocessen"),
        ("korttidsboende",),
        ("dagverksamhet",),
        ("kommunal_halso_och_sjukvard",),
        ("myndighetsutovning",),
    )

    def test_three_areas_are_never_followed_up(self) -> None:
        states = states_of()
        found = plan_of_register(
            states, load("sodertalje"), SIGNED.steering,
            start=date(2018, 1, 1), end=date(2020, 12, 31), on=DAY,
        )  # fmt: skip
        decision = Adoption(
            plan="p", adopted_by="ÄON", reason="Antagen.", dnr="ÄON 18/005", on=date(2018, 1, 29)
        )
        after, _ = carried_out(states, found, decision)
        plan = after[STEERING].plans["p"]  # type: ignore[union-attr]
        areas = tuple(Area(name=first, also=tuple(others)) for first, *others in self.NAMES)
        grid = coverage_of_plan(
            after, SIGNED.steering, renewed(plan, areas=areas), on=date(2018, 1, 30)
        )
        assert grid.never == ("korttidsboende", "kommunal_halso_och_sjukvard", "myndighetsutovning")
        assert grid.periods == ("2018", "2019", "2020")
        assert grid.unknown == ()
        assert coverage(areas, grid.periods, ()).never == tuple(area.name for area in areas)


class TestAreasOfPosts:
    """F-A3: names of one operation, and a post that concerns several."""

    def areas(self, *groups: tuple[str, ...]) -> list[tuple[str, ...]]:
        posts = [replace(VISIT, id=str(n), operations=names) for n, names in enumerate(groups)]
        return [(area.name, *area.also) for area in areas_of(posts)]

    def test_the_names_of_one_operation(self) -> None:
        assert self.areas(("larm", "larmprocessen"), ("hemtjanst",), ()) == [
            ("larm", "larmprocessen"), ("hemtjanst",),
        ]  # fmt: skip

    def test_a_post_that_concerns_several(self) -> None:
        both = ("dagverksamhet", "boende", "sarskilt_boende")
        own = [("dagverksamhet",), ("boende", "sarskilt_boende")]
        assert self.areas(both, *own) == own
        assert self.areas(*own, both) == own

    def test_names_that_nobody_has_alone(self) -> None:
        assert self.areas(("a", "b", "c"), ("a",)) == [("a",), ("b",), ("c",)]

    def test_names_that_overlap(self) -> None:
        assert self.areas(("a", "b"), ("b", "c")) == [("a", "b", "c")]

    @given(groups=st.lists(st.lists(st.sampled_from("abcdef"), unique=True).map(tuple), max_size=6))
    def test_every_name_is_of_exactly_one_area(self, groups: list[tuple[str, ...]]) -> None:
        found = [name for area in self.areas(*groups) for name in area]
        assert sorted(found) == sorted({name for names in groups for name in names})


class TestOperationsThatThePlanForgets:
    """F-04, F-22: an operation with an agreement is not left out by not being mentioned."""

    def grid(self, **changes: Any) -> tuple[str, ...]:
        states = states_of(**changes)
        found = plan_of_register(
            states, load("sodertalje"), SIGNED.steering,
            start=date(2018, 1, 1), end=date(2020, 12, 31), on=DAY,
        )  # fmt: skip
        after, _ = carried_out(states, found)
        steering = after[STEERING]
        assert isinstance(steering, Steering)
        plan = steering.plans[DECISION.plan]
        return coverage_of_plan(after, SIGNED.steering, plan, on=DAY).never

    def test_an_operation_without_a_word_in_the_plan(self) -> None:
        assert self.grid(operation="korttidsboende") == ("korttidsboende",)
        assert self.grid() == ()

    @pytest.mark.parametrize(
        "changes",
        [
            {"kind": AgreementKind.INDIVIDAVTAL},
            {"steering": SteeringId("annan")},
            {"ends_on": date(2025, 12, 31)},
        ],
        ids=["individavtal", "of another namnd", "over"],
    )
    def test_what_is_not_the_plan_s(self, changes: dict[str, Any]) -> None:
        assert self.grid(operation="korttidsboende", **changes) == ()


def test_a_follow_up_of_an_operation_is_done_by_any_of_its_agreements() -> None:
    """F-24, F-26: *Hemtjänst*, whoever runs it; *Kommunala hemtjänsten* only egen regi."""
    states = states_of()
    found = plan_of_register(
        states, load("socialforvaltning"), SIGNED.steering,
        start=date(2023, 1, 1), end=date(2026, 12, 31), on=DAY,
    )  # fmt: skip
    decision = Adoption(plan="p", adopted_by="SN", reason="Ny.", dnr="SN 1", on=date(2023, 1, 1))
    after, _ = carried_out(states, found, decision)
    for number, on in enumerate((date(2023, 10, 15), date(2026, 3, 15))):
        plan = FollowUpPlanned(
            method=FollowUpMethod.ÅRLIG,
            targets=(provider_stream(ProviderId(SIGNED.provider)),),
            planned_for=Period(text="x"),
            planned_on=on,
            depth=FollowUpDepth.FÖRDJUPAD,
        )
        after[follow_up_stream(FollowUpId(f"u{number}"))] = FollowUp(planned=plan, completed_on=on)
    rows = {
        (row.post.due_on.year, bool(row.post.driftsformer)): row.done_on
        for row in obligation_rows(after, on=END)
        if "hemtjanst" in row.post.operations and row.post.what == "fordjupad"
    }
    assert rows == {(2023, True): None, (2026, False): date(2026, 3, 15)}
