"""What is in force: done in time, done late, let go, overdue, to come; and what falls short."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from hypothesis import given, strategies as st
from tests.streams.cases import SIGNED
from tests.streams.test_agreement_obligations import CHECK, EXCUSE

from avtalsuppfoljning.agreement import (
    Agreement,
    AgreementEnded,
    EndReason,
    FakturakontrollMade,
    ManuellTidsandelMeasured,
    ManuellTidsandelStated,
    SubmissionReceived,
    SubmissionSentBack,
)
from avtalsuppfoljning.classification import renewed, replace
from avtalsuppfoljning.follow_up import FollowUp, FollowUpDepth, FollowUpPlanned
from avtalsuppfoljning.planned import Area, KeptPost, PlannedPost, period_named
from avtalsuppfoljning.provider import MeetingHeld, MeetingKind, Provider, TillståndChecked
from avtalsuppfoljning.recorded import (
    State,
    agreement_stream,
    follow_up_stream,
    provider_stream,
    steering_stream,
)
from avtalsuppfoljning.schedule import PostKind
from avtalsuppfoljning.steering import Steering, UppföljningsplanAdopted
from avtalsuppfoljning.steering.state import Plan
from avtalsuppfoljning.terms import (
    AgreementId,
    DocumentKind,
    FollowUpId,
    FollowUpMethod,
    Period,
    ProviderId,
    StreamId,
)
from avtalsuppfoljning.views.due import DueReason, due_rows
from avtalsuppfoljning.views.obligations import (
    ObligationRow,
    ObligationStatus,
    obligation_rows,
    shortfalls,
)

A1 = AgreementId("hemtjanst-1")
AGREEMENT, PROVIDER = agreement_stream(A1), provider_stream(ProviderId("solgarden"))
STEERING = steering_stream(SIGNED.steering)
RECEIVED = SubmissionReceived(
    document=DocumentKind("egenkontroll"),
    period=Period(text="2026-T1"),
    received_on=date(2026, 4, 17),
    registered_on=date(2026, 4, 20),
    dnr="SN 8",
)


def a_post(what: str, concerns: str, due_on: date, **changes: Any) -> PlannedPost:
    own = {"kind": PostKind.MÖTE, "about": period_named(concerns), **changes}
    return replace(CHECK, id=f"{what}:{concerns}", what=what, due_on=due_on, **own)


MEETINGS = a_post("samverkansmote", "2026", date(2026, 12, 31), at_least=2, at_most=2)
IN_DEPTH = a_post("fordjupad", "2026-05", date(2026, 5, 31), kind=PostKind.UPPFÖLJNING)


def states_of(
    *posts: PlannedPost, provider: Provider | None = None, **agreement: Any
) -> dict[StreamId, State]:
    kept = {post.id: KeptPost(post, "2026") for post in posts}
    return {
        PROVIDER: provider or Provider(),
        AGREEMENT: Agreement(signed=SIGNED, obligations=kept, **agreement),
    }


def the_row(states: dict[StreamId, State], on: date) -> ObligationRow:
    (row,) = obligation_rows(states, on=on)
    return row


def held(*on: date, kind: MeetingKind = MeetingKind.SAMVERKANSMÖTE) -> Provider:
    return Provider(noted=tuple(MeetingHeld(kind=kind, held_on=day, matters="") for day in on))


def visited(on: date, depth: FollowUpDepth | None, method: FollowUpMethod) -> FollowUp:
    planned = FollowUpPlanned(
        method=method,
        targets=(PROVIDER,),
        planned_for=Period(text="2026"),
        planned_on=date(2026, 1, 1),
        depth=depth,
    )
    return FollowUp(planned=planned, completed_on=on)


class TestDocuments:
    """F-43: what counts is the day a document is diarieförd; both days are shown."""

    @pytest.mark.parametrize(
        ("registered_on", "status"),
        [
            (date(2026, 4, 20), ObligationStatus.GENOMFÖRD),
            (date(2026, 4, 21), ObligationStatus.SENT_GENOMFÖRD),
        ],
    )
    def test_in_time_or_late(self, registered_on: date, status: ObligationStatus) -> None:
        received = replace(RECEIVED, registered_on=registered_on)
        row = the_row(states_of(CHECK, received=(received,)), on=date(2026, 6, 1))
        assert (row.status, row.done_on, row.post.due_on) == (status, registered_on, CHECK.due_on)
        assert (row.agreements, row.providers) == ((A1,), ("solgarden",))

    @pytest.mark.parametrize("change", [{"period": Period(text="2026-T2")}, {"document": "annat"}])
    def test_another_document_answers_nothing(self, change: dict[str, Any]) -> None:
        states = states_of(CHECK, received=(replace(RECEIVED, **change),))
        assert the_row(states, on=date(2026, 6, 1)).status is ObligationStatus.FÖRSENAD

    def test_what_has_been_sent_back_answers_nothing(self) -> None:
        sent = SubmissionSentBack(
            document=RECEIVED.document,
            period=RECEIVED.period,
            dnr=RECEIVED.dnr,
            reason="Analys saknas.",
            sent_back_on=date(2026, 4, 25),
        )
        states = states_of(CHECK, received=(RECEIVED,), sent_back=(sent,))
        assert the_row(states, on=date(2026, 6, 1)).status is ObligationStatus.FÖRSENAD

    def test_seen_before_it_came(self) -> None:
        states = states_of(CHECK, received=(RECEIVED,))
        assert the_row(states, on=date(2026, 4, 19)).status is ObligationStatus.KOMMANDE


class TestOutcomes:
    """Issue 5, item 4: fulfilled, late, excused by a named person."""

    def test_the_day_itself_is_in_time(self) -> None:
        assert the_row(states_of(CHECK), on=CHECK.due_on).status is ObligationStatus.KOMMANDE

    def test_excused_from_the_day_somebody_said_so(self) -> None:
        states = states_of(CHECK)
        let_go = renewed(states[AGREEMENT].obligations[CHECK.id], excuse=EXCUSE)  # type: ignore[union-attr]
        states[AGREEMENT] = Agreement(signed=SIGNED, obligations={CHECK.id: let_go})
        assert the_row(states, on=date(2026, 6, 1)).status is ObligationStatus.UNDANTAGEN
        assert due_rows(states, on=date(2026, 6, 1)) == ()
        before = the_row(states, on=EXCUSE.excused_on.replace(day=1))
        assert before.status is ObligationStatus.KOMMANDE

    @given(late=st.integers(-30, 30))
    def test_fulfilled_by_an_event_of_its_own(self, late: int) -> None:
        on = date.fromordinal(CHECK.due_on.toordinal() + late)
        kept = KeptPost(CHECK, "2026", fulfilled_on=on, dnr="SN 8")
        states: dict[StreamId, State] = {
            PROVIDER: Provider(),
            AGREEMENT: Agreement(signed=SIGNED, obligations={CHECK.id: kept}),
        }
        row = the_row(states, on=date(2026, 12, 31))
        assert row.status is (
            ObligationStatus.SENT_GENOMFÖRD if late > 0 else ObligationStatus.GENOMFÖRD
        )
        assert row.done_on == on


class TestMeetings:
    """F-29: samverkansmöten twice a year; one of two is a shortfall."""

    @pytest.mark.parametrize(
        ("days", "status"),
        [
            ((), ObligationStatus.FÖRSENAD),
            ((date(2026, 4, 1),), ObligationStatus.FÖRSENAD),
            ((date(2026, 4, 1), date(2026, 10, 1)), ObligationStatus.GENOMFÖRD),
            ((date(2025, 12, 31), date(2026, 10, 1)), ObligationStatus.FÖRSENAD),
        ],
    )
    def test_as_often_as_it_must(self, days: tuple[date, ...], status: ObligationStatus) -> None:
        states = states_of(MEETINGS, provider=held(*days))
        assert the_row(states, on=date(2027, 1, 1)).status is status

    def test_other_meetings_do_not_count(self) -> None:
        days = (date(2026, 4, 1), date(2026, 10, 1))
        states = states_of(MEETINGS, provider=held(*days, kind=MeetingKind.DIALOGMÖTE))
        assert the_row(states, on=date(2027, 1, 1)).status is ObligationStatus.FÖRSENAD

    def test_one_of_two_is_a_shortfall(self) -> None:
        states = states_of(MEETINGS, provider=held(date(2026, 4, 1)))
        assert shortfalls(states, on=date(2026, 12, 31)) == ()
        (short,) = shortfalls(states, on=date(2027, 1, 1))
        assert (short.what, short.year, short.wanted, short.done) == ("samverkansmote", 2026, 2, 1)
        assert (short.providers, short.missing) == (("solgarden",), ("2026",))


class TestMeasurements:
    """T-03, T-10: every month, for every provider."""

    def months(self, *measured: int) -> dict[StreamId, State]:
        posts = [
            a_post("manuell_tid", f"2026-{n:02}", period_named(f"2026-{n:02}").ends_on or date.min,
                   kind=PostKind.KONTROLL)
            for n in range(1, 13)
        ]  # fmt: skip
        noted = tuple(
            ManuellTidsandelMeasured(
                period=replace(period_named(f"2026-{n:02}"), text=f"månad {n}"),
                both_tagged=Decimal(60),
                only_in=Decimal(10),
                only_out=Decimal(10),
                manual=Decimal(20),
            )
            for n in measured
        )
        return states_of(*posts, noted=noted)

    def test_a_month_without_measurement_for_one_of_four(self) -> None:
        states: dict[StreamId, State] = {}
        whole = range(1, 13)
        for number, measured in enumerate([whole, whole, [n for n in whole if n != 5], whole]):
            own = self.months(*measured)
            provider = provider_stream(ProviderId(f"p{number}"))
            signed = replace(SIGNED, provider=ProviderId(f"p{number}"))
            agreement = own[AGREEMENT]
            assert isinstance(agreement, Agreement)
            state = renewed(agreement, signed=signed)
            states[provider] = Provider()
            states[agreement_stream(AgreementId(f"a{number}"))] = state
        (short,) = shortfalls(states, on=date(2027, 1, 1))
        assert (short.agreements, short.missing) == (("a2",), ("2026-05",))
        assert (short.wanted, short.done) == (12, 11)

    def test_a_share_that_was_told_alone_counts_for_its_month(self) -> None:
        told = ManuellTidsandelStated(
            period=Period(text="2026-05"), manual=Decimal(23), source="Rapporten"
        )
        post = a_post("manuell_tid", "2026-05", date(2026, 5, 31), kind=PostKind.KONTROLL)
        states = states_of(post, noted=(told,))
        assert the_row(states, on=date(2026, 7, 1)).status is ObligationStatus.GENOMFÖRD

    def test_a_season_is_no_month(self) -> None:
        """T-A7: *hösten 2017* answers for no month."""
        told = ManuellTidsandelStated(
            period=Period(text="hösten 2026"), manual=Decimal(23), source="Rapporten"
        )
        post = a_post("manuell_tid", "2026-10", date(2026, 10, 31), kind=PostKind.KONTROLL)
        states = states_of(post, noted=(told,))
        assert the_row(states, on=date(2027, 1, 1)).status is ObligationStatus.FÖRSENAD


class TestFollowUps:
    """F-22, T-42: a follow-up answers by its method, or by its depth."""

    U1 = follow_up_stream(FollowUpId("u1"))

    @pytest.mark.parametrize(
        ("what", "depth", "method", "is_done"),
        [
            ("fordjupad", FollowUpDepth.FÖRDJUPAD, FollowUpMethod.ÅRLIG, True),
            ("fordjupad", None, FollowUpMethod.ÅRLIG, False),
            ("arlig", None, FollowUpMethod.ÅRLIG, True),
            ("arlig", None, FollowUpMethod.TEMA, False),
        ],
    )
    def test_done(
        self, what: str, depth: FollowUpDepth | None, method: FollowUpMethod, is_done: bool
    ) -> None:
        post = a_post(what, "2026", date(2026, 12, 31), kind=PostKind.UPPFÖLJNING)
        if method is FollowUpMethod.TEMA:
            follow_up = visited(date(2026, 9, 1), depth, FollowUpMethod.KVALITETSKRAV)
        else:
            follow_up = visited(date(2026, 9, 1), depth, method)
        states = {**states_of(post), self.U1: follow_up}
        row = the_row(states, on=date(2027, 1, 1))
        assert (row.status is ObligationStatus.GENOMFÖRD) is is_done

    def test_before_its_month_belongs_to_another(self) -> None:
        early = visited(date(2026, 4, 30), FollowUpDepth.FÖRDJUPAD, FollowUpMethod.ÅRLIG)
        states = {**states_of(IN_DEPTH), self.U1: early}
        assert the_row(states, on=date(2026, 6, 1)).status is ObligationStatus.FÖRSENAD

    def test_after_its_month_is_late_until_the_next_begins(self) -> None:
        follow_up = visited(date(2026, 6, 10), FollowUpDepth.FÖRDJUPAD, FollowUpMethod.ÅRLIG)
        states = {**states_of(IN_DEPTH), self.U1: follow_up}
        row = the_row(states, on=date(2026, 7, 1))
        assert (row.status, row.done_on) == (ObligationStatus.SENT_GENOMFÖRD, date(2026, 6, 10))
        following = a_post("fordjupad", "2026-06", date(2026, 6, 30), kind=PostKind.UPPFÖLJNING)
        states = {**states_of(IN_DEPTH, following), self.U1: follow_up}
        statuses = {row.post.id: row.status for row in obligation_rows(states, on=date(2026, 7, 1))}
        assert statuses == {
            IN_DEPTH.id: ObligationStatus.FÖRSENAD,
            following.id: ObligationStatus.GENOMFÖRD,
        }

    def test_a_permit_that_was_checked(self) -> None:
        """S-33: the municipality checks every year."""
        checked = TillståndChecked(
            operation="hemtjanst", is_current=True, checked_on=date(2026, 3, 1)
        )
        post = a_post("tillstandskontroll", "2026", date(2026, 12, 31), kind=PostKind.KONTROLL)
        states = states_of(post, provider=Provider(noted=(checked,)))
        assert the_row(states, on=date(2027, 1, 1)).status is ObligationStatus.GENOMFÖRD


class TestAmongWhatIsDue:
    """Issue 5, item 5: one list, and a thing stands in it once."""

    def test_a_post_is_due_with_its_plan(self) -> None:
        (row,) = due_rows(states_of(CHECK), on=date(2026, 4, 21))
        assert (row.what, row.about, row.due_on) == ("egenkontroll", "2026-T1", CHECK.due_on)
        assert (row.reason, row.plan, row.post) == (DueReason.PLAN, "2026", CHECK)
        assert row.id == f"{AGREEMENT}#{CHECK.id}"
        assert row.is_overdue(date(2026, 4, 21))

    def test_an_unannounced_visit_is_not_for_the_provider(self) -> None:
        """O-28."""
        secret = a_post(
            "oanmald", "2026", date(2026, 12, 31), kind=PostKind.UPPFÖLJNING, is_announced=False
        )
        states = states_of(secret, CHECK)
        seen = due_rows(states, on=date(2026, 1, 1), provider=ProviderId("solgarden"))
        assert [row.what for row in seen] == ["egenkontroll"]
        assert len(due_rows(states, on=date(2026, 1, 1))) == 2

    def test_the_municipality_s_own(self) -> None:
        report = a_post("rapport_kvalitetsnamnd", "2026", date(2026, 4, 30), kind=PostKind.RAPPORT)
        adopted = UppföljningsplanAdopted(
            plan="2026", period=Period(text="2026"), adopted_by="", content="", dnr="",
            adopted_on=date(2026, 1, 1),
        )  # fmt: skip
        plan = Plan(adopted, posts={report.id: KeptPost(report, "2026")})
        states: dict[StreamId, State] = {STEERING: Steering(plans={"2026": plan})}
        (row,) = due_rows(states, on=date(2026, 5, 1))
        assert (row.stream, row.agreements, row.providers) == (STEERING, (), ())
        assert due_rows(states, on=date(2026, 5, 1), provider=ProviderId("solgarden")) == ()


def test_the_overdue_stand_first() -> None:
    late = a_post("arsredovisning", "2025", date(2026, 7, 31))
    rows = obligation_rows(states_of(CHECK, late, MEETINGS), on=date(2026, 8, 1))
    assert [row.post.id for row in rows] == [CHECK.id, late.id, MEETINGS.id]


def test_an_invoice_control_of_the_month() -> None:
    """T-19, O-25: ekonomisk uppföljning, by the control of the month or a follow-up of its own."""
    post = a_post("ekonomisk", "2026-05", date(2026, 5, 31), kind=PostKind.KONTROLL)
    control = FakturakontrollMade(
        period=replace(period_named("2026-05"), text="maj"),
        invoiced_hours=Decimal(10),
        performed_hours=Decimal(10),
        controlled_on=date(2026, 6, 3),
    )
    states = states_of(post, noted=(control,))
    assert the_row(states, on=date(2026, 7, 1)).status is ObligationStatus.GENOMFÖRD
    other = replace(control, period=period_named("2026-04"))
    states = states_of(post, noted=(other,))
    assert the_row(states, on=date(2026, 7, 1)).status is ObligationStatus.FÖRSENAD


class TestAgreementThatEnds:
    """S-07: nothing is due after the last day of an agreement, once that day is known."""

    ENDED: ClassVar = AgreementEnded(reason=EndReason.ÖVERENSKOMMET, ended_on=date(2026, 4, 1))

    def test_what_is_due_later_falls_away(self) -> None:
        states = states_of(CHECK, ended=self.ENDED)
        assert obligation_rows(states, on=date(2026, 6, 1)) == ()
        assert due_rows(states, on=date(2026, 6, 1)) == ()
        before = the_row(states, on=date(2026, 3, 31))
        assert before.status is ObligationStatus.KOMMANDE

    @pytest.mark.parametrize("ended_on", [CHECK.due_on, date(2026, 5, 1)])
    def test_what_was_due_before_is_still_late(self, ended_on: date) -> None:
        states = states_of(CHECK, ended=replace(self.ENDED, ended_on=ended_on))
        assert the_row(states, on=date(2026, 6, 1)).status is ObligationStatus.FÖRSENAD

    def test_what_was_done_all_the_same_is_shown(self) -> None:
        states = states_of(CHECK, ended=self.ENDED, received=(RECEIVED,))
        assert the_row(states, on=date(2026, 6, 1)).status is ObligationStatus.GENOMFÖRD


def test_operations_and_plans_are_not_added_up() -> None:
    """F-22: one in-depth follow-up of each of two operations is no shortfall of two."""
    visits = [
        replace(
            a_post("fordjupad", f"2026-{n:02}", date(2026, n, 28), kind=PostKind.UPPFÖLJNING),
            operations=(f"omrade_{n}",),
        )
        for n in (1, 2)
    ]
    adopted = UppföljningsplanAdopted(
        plan="p", period=Period(text="2026"), adopted_by="", content="", dnr="",
        adopted_on=date(2026, 1, 1),
    )  # fmt: skip

    def plan(name: str, *posts: PlannedPost) -> Plan:
        return Plan(
            replace(adopted, plan=name), posts={post.id: KeptPost(post, name) for post in posts}
        )

    plans = {"p": plan("p", *visits, MEETINGS), "q": plan("q", MEETINGS)}
    states: dict[StreamId, State] = {
        STEERING: Steering(plans=plans),
        PROVIDER: held(date(2026, 4, 1)),
    }
    found = shortfalls(states, on=date(2027, 1, 1))
    assert [(short.what, short.wanted, short.done) for short in found] == [
        ("samverkansmote", 2, 1), ("samverkansmote", 2, 1),
    ]  # fmt: skip


class TestSeveralOperations:
    """T-A7: a follow-up of two operations is done when the last of them has been visited."""

    AREAS = (Area(name="hemtjanst"), Area(name="larm", also=("larmprocessen",)))
    NAMES = ("hemtjanst", "larm", "larmprocessen")
    visits = st.lists(st.dates(date(2026, 5, 1), date(2026, 12, 31)), max_size=2)

    @given(home=visits, alarm=visits)
    def test_each_needs_its_own(self, home: list[date], alarm: list[date]) -> None:
        found = self.row(home, alarm, self.AREAS)
        each = [min(home, default=None), min(alarm, default=None)]
        assert found.done_on == (None if None in each else max(filter(None, each)))

    def test_the_names_of_one_operation_are_not_several(self) -> None:
        one = (Area(name="hemtjanst", also=("larm", "larmprocessen")),)
        assert self.row([date(2026, 5, 20)], [], one).done_on == date(2026, 5, 20)

    def row(self, home: list[date], alarm: list[date], areas: tuple[Area, ...]) -> ObligationRow:
        post = replace(IN_DEPTH, operations=self.NAMES)
        adopted = UppföljningsplanAdopted(
            plan="p", period=Period(text="2026"), adopted_by="", content="", dnr="",
            adopted_on=date(2026, 1, 1),
        )  # fmt: skip
        plan = Plan(adopted, posts={post.id: KeptPost(post, "p")}, areas=areas)
        other = agreement_stream(AgreementId("larm-1"))
        states: dict[StreamId, State] = {
            STEERING: Steering(plans={"p": plan}),
            AGREEMENT: Agreement(signed=replace(SIGNED, operation="hemtjanst")),
            other: Agreement(signed=replace(SIGNED, operation="larmprocessen")),
        }
        for target, days in ((AGREEMENT, home), (other, alarm)):
            for day in days:
                seen = visited(day, FollowUpDepth.FÖRDJUPAD, FollowUpMethod.KVALITETSKRAV)
                planned = replace(seen.planned, targets=(target,))
                stream = follow_up_stream(FollowUpId(f"f-{len(states)}"))
                states[stream] = replace(seen, planned=planned)
        return the_row(states, date(2027, 1, 1))


class TestLaws:
    """Issue 5: what the list says of a day follows from what has been done by then."""

    DUE = date(2026, 12, 31)
    days = st.lists(st.dates(date(2026, 1, 1), date(2027, 3, 1)), max_size=4)
    looks = st.dates(date(2026, 1, 1), date(2027, 6, 1))

    @given(held_on=days, least=st.integers(1, 3), on=looks)
    def test_overdue_is_fewer_times_than_it_must_after_the_day(
        self, held_on: list[date], least: int, on: date
    ) -> None:
        post = replace(MEETINGS, at_least=least, at_most=None)
        row = the_row(states_of(post, provider=held(*held_on)), on=on)
        done = sorted(day for day in held_on if day <= on)
        assert list(row.done) == done
        is_open = len(done) < least
        assert (row.status is ObligationStatus.FÖRSENAD) == (is_open and on > self.DUE)
        assert (row.status is ObligationStatus.KOMMANDE) == (is_open and on <= self.DUE)
        if not is_open:
            assert row.done_on == done[least - 1]
            assert (row.status is ObligationStatus.SENT_GENOMFÖRD) == (done[least - 1] > self.DUE)

    @given(held_on=days, least=st.integers(1, 3), first=looks, second=looks)
    def test_what_is_done_stays_done(
        self, held_on: list[date], least: int, first: date, second: date
    ) -> None:
        states = states_of(replace(MEETINGS, at_least=least, at_most=None), provider=held(*held_on))
        before, after = (the_row(states, on=on) for on in sorted((first, second)))
        assert before.done == after.done[: len(before.done)]
        if before.done_on is not None:
            assert (after.status, after.done_on) == (before.status, before.done_on)

    @given(held_on=days, on=looks)
    def test_one_list_has_what_is_open_and_nothing_else(
        self, held_on: list[date], on: date
    ) -> None:
        states = states_of(CHECK, MEETINGS, IN_DEPTH, provider=held(*held_on))
        rows = obligation_rows(states, on=on)
        is_open = (ObligationStatus.FÖRSENAD, ObligationStatus.KOMMANDE)
        due = due_rows(states, on=on)
        assert {row.id for row in due} == {row.id for row in rows if row.status in is_open}
        for row in due:
            assert row.is_overdue(on) == (row.due_on < on)
