"""What is due: days that somebody has set, each with its reason, and no day that nobody has set."""

from datetime import date
from typing import Any

import pytest
from tests.streams.cases import DAY, SERIOUS, SIGNED, YEAR, day
from tests.streams.rulings import choose
from tests.views.test_submissions import REQUESTED

from avtalsuppfoljning.agreement import Agreement, SubmissionReceived
from avtalsuppfoljning.classification import renewed, replace
from avtalsuppfoljning.deficiency import (
    Deficiency,
    KommuniceringAnswered,
    KommuniceringSent,
    ÅtgärdsplanReceived,
)
from avtalsuppfoljning.deficiency.state import Plan
from avtalsuppfoljning.follow_up import FaktagranskningSent, FollowUp, FollowUpPlanned
from avtalsuppfoljning.recorded import (
    State,
    agreement_stream,
    deficiency_stream,
    follow_up_stream,
    steering_stream,
)
from avtalsuppfoljning.schedule import PostKind
from avtalsuppfoljning.steering import (
    RecommendationStatus,
    RevisionsrekommendationAnswered,
    RevisionsrekommendationReceived,
    Steering,
)
from avtalsuppfoljning.steering.state import Recommendation
from avtalsuppfoljning.terms import (
    AgreementId,
    DeficiencyId,
    FollowUpId,
    FollowUpMethod,
    Period,
    ProviderId,
    StreamId,
)
from avtalsuppfoljning.views.due import DueReason, DueRow, due_rows

A1, B1 = AgreementId("hemtjanst-1"), DeficiencyId("b1")
AGREEMENT, DEFICIENCY = agreement_stream(A1), deficiency_stream(A1, B1)
FOLLOW_UP = follow_up_stream(FollowUpId("u1"))
DEMAND = choose("atgardsplan")
ASKED = KommuniceringSent(sent_on=day(0), reply_by=day(21))
PLANNED = FollowUpPlanned(
    method=FollowUpMethod.KVALITETSKRAV,
    targets=(AGREEMENT,),
    planned_for=Period(text="våren 2026", ends_on=day(90)),
    planned_on=day(-30),
)
UNANNOUNCED = replace(PLANNED, method=FollowUpMethod.OANMÄLD, is_announced=False)
ADVICE = RevisionsrekommendationReceived(
    recommendation="r1", text="Följ upp.", report="7/2017", respond_by=day(10), received_on=day(0)
)


def brist(**changes: Any) -> Deficiency:
    return renewed(Deficiency(established=SERIOUS), **changes)


def states_of(**inner: State) -> dict[StreamId, State]:
    streams = {
        "agreement": AGREEMENT,
        "deficiency": DEFICIENCY,
        "follow_up": FOLLOW_UP,
        "steering": steering_stream(SIGNED.steering),
    }
    states: dict[StreamId, State] = {AGREEMENT: Agreement(signed=SIGNED)}
    return states | {streams[name]: state for name, state in inner.items()}


def the_row(on: date = DAY, **inner: State) -> DueRow:
    (row,) = due_rows(states_of(**inner), on=on)
    assert (row.agreements, row.providers) in (((A1,), ("solgarden",)), ((), ()))
    return row


def test_a_document_that_was_asked_for() -> None:
    """F-44: the day belongs to the agreement, and the request says why."""
    row = the_row(agreement=Agreement(signed=SIGNED, requested=(REQUESTED,)))
    assert (row.what, row.about, row.due_on) == ("verksamhetsberattelse", "2025", day(30))
    assert (row.kind, row.obligor, row.reason) == (
        PostKind.INLÄMNING, "utforaren", DueReason.HANDLING,
    )  # fmt: skip
    assert row.citations == (REQUESTED.source,)
    assert not row.is_overdue(day(30))
    assert row.is_overdue(day(31))


def test_an_åtgärdsplan_that_a_decision_demands() -> None:
    """T-47: the day is that of the decision."""
    state = brist(choices=(DEMAND,), plan=Plan(day(21), DEMAND))
    row = the_row(deficiency=state)
    assert (row.what, row.about, row.due_on) == ("atgardsplan", "b1", day(21))
    assert (row.reason, row.since) == (DueReason.BESLUT, DEMAND.decided_on)


def test_an_answer_that_is_awaited() -> None:
    row = the_row(deficiency=brist(asked=ASKED))
    assert (row.what, row.due_on, row.reason) == ("kommunicering", day(21), DueReason.SVARSTID)


def test_no_answer_is_awaited_after_the_decision_once_its_time_is_out() -> None:
    state = brist(asked=ASKED, choices=(choose("avstangning"),))
    assert the_row(on=day(21), deficiency=state).what == "kommunicering"
    assert due_rows(states_of(deficiency=state), on=day(22)) == ()


def test_a_check_that_is_planned() -> None:
    """O-59: the resultatuppföljning is the municipality's to make."""
    row = the_row(deficiency=brist(check_planned_for=day(60)))
    assert (row.what, row.kind) == ("resultatuppfoljning", PostKind.UPPFÖLJNING)
    assert (row.obligor, row.due_on) == ("kommunen", day(60))


def test_a_follow_up_in_the_plan() -> None:
    row = the_row(follow_up=FollowUp(planned=PLANNED))
    assert (row.what, row.about, row.due_on) == ("kvalitetskrav", "våren 2026", day(90))


def test_the_facts_that_the_provider_is_asked_to_check() -> None:
    sent = FaktagranskningSent(sent_on=day(91), reply_by=day(100))
    rows = due_rows(states_of(follow_up=FollowUp(planned=PLANNED, checked=sent)), on=day(91))
    assert [(row.what, row.obligor) for row in rows] == [
        ("kvalitetskrav", "kommunen"),
        ("faktagranskning", "utforaren"),
    ]


def test_an_answer_to_the_auditors() -> None:
    """T-02: the auditors name the day."""
    state = Steering(recommendations={"r1": Recommendation(ADVICE)})
    row = the_row(steering=state)
    assert (row.what, row.about, row.due_on) == ("revisionssvar", "r1", day(10))
    assert (row.kind, row.obligor) == (PostKind.BESLUT, "kommunen")


ANSWER = RevisionsrekommendationAnswered(
    recommendation="r1",
    status=RecommendationStatus.PÅGÅR,
    answer="Pågår.",
    dnr="VN 9/2026",
    answered_on=day(5),
    sent_to=("Kommunrevisionen",),
)
CAME = SubmissionReceived(
    document=REQUESTED.document, period=YEAR, received_on=day(1), registered_on=day(1), dnr="1"
)
PLAN = ÅtgärdsplanReceived(received_on=day(20), dnr="VN 70/2026", measures=(), missing=())
DONE: list[dict[str, State]] = [
    {"agreement": Agreement(signed=SIGNED, requested=(REQUESTED,), received=(CAME,))},
    {"deficiency": brist(choices=(DEMAND,), plan=Plan(day(21), DEMAND, PLAN))},
    {
        "deficiency": brist(
            asked=ASKED, answered=KommuniceringAnswered(answered_on=day(9), answer="Ja.")
        )
    },
    {"deficiency": brist(check_planned_for=day(60), remedied_on=day(50))},
    {"follow_up": FollowUp(planned=PLANNED, completed_on=day(80))},
    {"follow_up": FollowUp(planned=replace(PLANNED, planned_for=Period(text="hösten 2017")))},
    {"steering": Steering(recommendations={"r1": Recommendation(ADVICE, (ANSWER,))})},
    {
        "steering": Steering(
            recommendations={"r1": Recommendation(replace(ADVICE, respond_by=None))}
        )
    },
]


@pytest.mark.parametrize("inner", DONE, ids=range(len(DONE)))
def test_what_is_done_or_has_no_day_is_not_due(inner: dict[str, State]) -> None:
    """T-A7: a period without days ("hösten 2017") gets none by guess."""
    assert due_rows(states_of(**inner), on=day(100)) == ()


def test_a_provider_sees_its_own_and_nothing_unannounced() -> None:
    """O-28: an unannounced follow-up never reaches what a provider sees."""
    states = states_of(
        agreement=Agreement(signed=SIGNED, requested=(REQUESTED,)),
        follow_up=FollowUp(planned=UNANNOUNCED),
    )
    assert [row.what for row in due_rows(states, on=day(0))] == ["verksamhetsberattelse", "oanmald"]
    own = due_rows(states, on=day(0), provider=SIGNED.provider)
    assert [row.what for row in own] == ["verksamhetsberattelse"]
    assert due_rows(states, on=day(0), provider=ProviderId("annan")) == ()


def test_the_earliest_comes_first_and_ids_are_unique() -> None:
    states = states_of(
        agreement=Agreement(signed=SIGNED, requested=(REQUESTED,)),
        deficiency=brist(asked=ASKED, check_planned_for=day(60)),
        follow_up=FollowUp(planned=PLANNED),
    )
    rows = due_rows(states, on=day(0))
    assert [row.due_on for row in rows] == sorted(row.due_on for row in rows)
    assert len({row.id for row in rows}) == len(rows) == 4
