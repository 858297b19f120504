"""F-A1, F-A2, F-44, F-45: follow-ups too near an agreement's end, and days that deviate."""

from datetime import date
from typing import Any, ClassVar

import pytest
from hypothesis import given, strategies as st
from tests.streams.cases import SIGNED
from tests.streams.test_agreement_obligations import CHECK

from avtalsuppfoljning.agreement import (
    Agreement,
    AgreementEndDateCorrected,
    PlanningTermsAgreed,
)
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.follow_up import FollowUp, FollowUpDepth, FollowUpPlanned
from avtalsuppfoljning.planned import Excuse, KeptPost, PlannedPost, period_named
from avtalsuppfoljning.provider import Provider, ProviderRegistered
from avtalsuppfoljning.recorded import (
    State,
    agreement_stream,
    follow_up_stream,
    provider_stream,
    steering_stream,
)
from avtalsuppfoljning.schedule import MonthDay, OwnDay, PostKind, add_months
from avtalsuppfoljning.steering import Steering, UppföljningsplanAdopted
from avtalsuppfoljning.steering.state import Plan
from avtalsuppfoljning.terms import (
    AgreementId,
    Driftsform,
    FollowUpId,
    FollowUpMethod,
    Period,
    ProviderId,
    StreamId,
)
from avtalsuppfoljning.views.cautions import EndStatus, deviating_days, near_end

ON = date(2023, 1, 15)
A1 = AgreementId("storangen")
AGREEMENT, PROVIDER = agreement_stream(A1), provider_stream(ProviderId("storangen"))
STORÄNGEN = replace(
    SIGNED,
    provider=ProviderId("storangen"),
    signed_on=date(2020, 1, 1),
    starts_on=date(2020, 1, 1),
    ends_as_written="2024-09-31",
    ends_on=None,
)
READ = AgreementEndDateCorrected(
    as_written="2024-09-31",
    ends_on=date(2024, 9, 30),
    reason="September har 30 dagar.",
    person="Eva Ek",
    corrected_on=date(2023, 1, 1),
)
MARCH = replace(
    CHECK,
    id="storangen",
    what="fordjupad",
    kind=PostKind.UPPFÖLJNING,
    about=period_named("2023-03"),
    due_on=date(2023, 3, 31),
    operations=("Storängen",),
)


def states_of(
    post: PlannedPost | None, *, corrected: AgreementEndDateCorrected | None = None, **signed: Any
) -> dict[StreamId, State]:
    """The plan of the nämnd names the provider."""
    adopted = UppföljningsplanAdopted(
        plan="p", period=Period(text="2023–2026"), adopted_by="", content="", dnr="", adopted_on=ON
    )
    posts = {post.id: KeptPost(post, "p")} if post else {}
    registered = ProviderRegistered(
        name="Storängen",
        driftsform=Driftsform.PRIVAT_REGI,
        organisation_number="400000-0002",
        sole_trader_number=None,
        registered_on=ON,
    )
    return {
        PROVIDER: Provider(registered=registered),
        AGREEMENT: Agreement(signed=replace(STORÄNGEN, **signed), corrected=corrected),
        steering_stream(SIGNED.steering): Steering(plans={"p": Plan(adopted, posts=posts)}),
    }


class TestNearEnd:
    """F-A2: an in-depth follow-up must be of use before the agreement is renewed."""

    def test_an_end_that_no_calendar_has(self) -> None:
        """F-A1: nothing is reckoned from it until somebody has read it."""
        (row,) = near_end(states_of(MARCH), on=ON)
        assert (row.status, row.ends_on, row.agreement) == (EndStatus.SLUT_OKÄNT, None, A1)

    def test_eighteen_months_before_is_not_near(self) -> None:
        assert near_end(states_of(MARCH, corrected=READ), on=ON) == ()
        (row,) = near_end(states_of(MARCH, corrected=READ), on=ON, months=24)
        assert (row.status, row.ends_on) == (EndStatus.NÄRA_SLUT, date(2024, 9, 30))

    @given(months=st.integers(0, 40), before=st.integers(-40, 40))
    def test_near_is_fewer_months_than_wanted(self, months: int, before: int) -> None:
        ends_on = add_months(MARCH.due_on, before)
        states = states_of(MARCH, ends_on=ends_on, ends_as_written=None)
        found = near_end(states, on=ON, months=months)
        if ends_on < MARCH.due_on:
            assert [row.status for row in found] == [EndStatus.EFTER_SLUT]
        else:
            is_near = add_months(MARCH.due_on, months) > ends_on
            assert [row.status for row in found] == [EndStatus.NÄRA_SLUT] * is_near

    def test_an_agreement_without_end_is_never_near_it(self) -> None:
        """S-07: it runs tills vidare."""
        assert near_end(states_of(MARCH, ends_as_written=None), on=ON, months=400) == ()

    def test_only_what_is_in_depth_and_still_to_be_done(self) -> None:
        soon: dict[str, Any] = {"ends_on": date(2023, 4, 30), "ends_as_written": None}
        assert len(near_end(states_of(MARCH, **soon), on=ON)) == 1
        assert near_end(states_of(replace(MARCH, what="oversiktlig"), **soon), on=ON) == ()
        elsewhere = replace(MARCH, operations=("Sofies gård",))
        assert near_end(states_of(elsewhere, **soon), on=ON) == ()
        states = states_of(MARCH, **soon)
        excuse = Excuse(reason="a", person="b", role="c", dnr="d", excused_on=ON)
        stream = steering_stream(SIGNED.steering)
        state = states[stream]
        assert isinstance(state, Steering)
        let_go = {MARCH.id: KeptPost(MARCH, "p", excuse=excuse)}
        states[stream] = Steering(plans={"p": Plan(state.plans["p"].adopted, posts=let_go)})
        assert near_end(states, on=ON) == ()

    def test_a_follow_up_that_is_planned_by_itself(self) -> None:
        planned = FollowUpPlanned(
            method=FollowUpMethod.ÅRLIG,
            targets=(PROVIDER,),
            planned_for=period_named("2023-03"),
            planned_on=ON,
            depth=FollowUpDepth.FÖRDJUPAD,
        )
        states = states_of(None, ends_on=date(2023, 1, 31), ends_as_written=None)
        stream = follow_up_stream(FollowUpId("u1"))
        (row,) = near_end({**states, stream: FollowUp(planned=planned)}, on=ON)
        assert (row.stream, row.post, row.status) == (stream, "", EndStatus.EFTER_SLUT)
        done = FollowUp(planned=planned, completed_on=ON)
        assert near_end({**states, stream: done}, on=ON) == ()

    def test_a_post_within_the_agreement_itself(self) -> None:
        state = Agreement(
            signed=replace(STORÄNGEN, ends_on=date(2023, 4, 30), ends_as_written=None),
            obligations={MARCH.id: KeptPost(MARCH, "p")},
        )
        (row,) = near_end({PROVIDER: Provider(), AGREEMENT: state}, on=ON)
        assert (row.stream, row.post) == (AGREEMENT, MARCH.id)


class TestDeviatingDays:
    """F-45: the wish is one day for all; what deviates is shown until new agreements are signed."""

    WISHED: ClassVar = {"verksamhetsplan": MonthDay.of("02-15")}

    def agreement(self, **days: str) -> Agreement:
        own = tuple(OwnDay(what=what, by=MonthDay.of(day)) for what, day in days.items())
        terms = PlanningTermsAgreed(laws=(), own_days=own, dnr="", applies_from=date(2022, 1, 1))
        return Agreement(signed=replace(STORÄNGEN, ends_as_written=None), noted=(terms,))

    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            ({"verksamhetsplan": "02-15"}, []),
            ({"verksamhetsplan": "03-01"}, [MonthDay.of("03-01")]),
            ({"verksamhetsplan": "02"}, [MonthDay.of("02")]),
            ({"arsredovisning": "02-15"}, [None]),
            ({}, [None]),
        ],
    )
    def test_what_deviates(self, days: dict[str, str], expected: list[Any]) -> None:
        found = deviating_days({AGREEMENT: self.agreement(**days)}, self.WISHED, on=ON)
        assert [row.own for row in found] == expected

    def test_the_latest_terms_count(self) -> None:
        first, second = (self.agreement(verksamhetsplan=day) for day in ("03-01", "02-15"))
        later = replace(second.noted[0], applies_from=date(2022, 6, 1))
        both = Agreement(signed=first.signed, noted=(later, *first.noted))
        assert deviating_days({AGREEMENT: both}, self.WISHED, on=ON) == ()
        assert len(deviating_days({AGREEMENT: both}, self.WISHED, on=date(2022, 3, 1))) == 1

    def test_an_agreement_that_is_over_deviates_from_nothing(self) -> None:
        signed = replace(STORÄNGEN, ends_on=date(2022, 12, 31), ends_as_written=None)
        assert deviating_days({AGREEMENT: Agreement(signed=signed)}, self.WISHED, on=ON) == ()
