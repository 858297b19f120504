"""What cannot wait, and what the nämnd has to deal with."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.streams.cases import MINOR, SERIOUS, day, told

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import (
    INITIAL,
    AcuteDeficiencyReported,
    AcuteNoticeReceived,
    AcuteNoticeSent,
    DeficiencyRemedied,
    Event,
    HandedOverToNämnd,
    NoticeRecipient,
    ResultatuppföljningPassed,
    evolve,
    hand_over_to_nämnd,
    receive_acute_notice,
    report_acute,
)
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.testing import given

AT = datetime(2026, 3, 2, 6, 45, tzinfo=UTC)
DIRECTOR, NÄMND = NoticeRecipient.SOCIALDIREKTÖR, NoticeRecipient.NÄMND
REPORTED = AcuteDeficiencyReported(
    what="Larmen har inte gått fram under natten.", taken="Extra tillsyn.", reported_at=AT
)
NOTICES = tuple(AcuteNoticeSent(recipient=recipient, sent_at=AT) for recipient in (DIRECTOR, NÄMND))
ACUTE: tuple[Event, ...] = (SERIOUS, REPORTED, *NOTICES)
RECEIVED = AcuteNoticeReceived(
    recipient=NÄMND, person="Olle Alm", received_at=AT + timedelta(minutes=9)
)
HANDED = HandedOverToNämnd(
    proposal="Nämnden avgör hur avtalet hanteras.", dnr="VN 80/2026", handed_over_on=day(61)
)
PASSED = ResultatuppföljningPassed(observation="Larmen går fram.", passed_on=day(60))
CLOSED = (PASSED, DeficiencyRemedied(remedied_on=day(61)))


class TestReportAcute:
    """T-45: the socialdirektör and the nämnd are told at once, both, at one instant."""

    @pytest.mark.parametrize("found", [MINOR, SERIOUS], ids=["minor", "serious"])
    def test_happens(self, found: Any) -> None:
        assert given(found).when(report_acute, **told(REPORTED)) == (REPORTED, *NOTICES)

    def test_everybody_who_must_know_is_told_at_the_same_instant(self) -> None:
        events = given(SERIOUS).when(report_acute, **told(REPORTED)).events
        assert events is not None
        sent = [event for event in events if isinstance(event, AcuteNoticeSent)]
        assert [event.recipient for event in sent] == list(NoticeRecipient)
        assert {event.sent_at for event in sent} == {AT}

    def test_refused_twice(self) -> None:
        outcome = given(*ACUTE).when(report_acute, **told(REPORTED, taken="Inget mer."))
        assert outcome.code == "akut_anmald"

    def test_refused_without_a_deficiency(self) -> None:
        assert given().when(report_acute, **told(REPORTED)).code == "brist_saknas"

    def test_refused_after_the_remedy(self) -> None:
        assert given(SERIOUS, *CLOSED).when(report_acute, **told(REPORTED)).code == "brist_atgardad"

    def test_quiet_the_second_time(self) -> None:
        assert given(SERIOUS).when(report_acute, **told(REPORTED)).again() == ()
        assert given(*ACUTE, *CLOSED).when(report_acute, **told(REPORTED)) == ()

    def test_invalid_without_a_time_zone(self) -> None:
        with pytest.raises(InvalidValueError, match="no time zone"):
            given(SERIOUS).when(report_acute, **told(REPORTED, reported_at=AT.replace(tzinfo=None)))

    @pytest.mark.parametrize("field", ["what", "taken"])
    def test_invalid_with_a_personnummer(self, field: str) -> None:
        """O-07: what is told to many points nobody out."""
        with pytest.raises(InvalidValueError, match="personnummer"):
            given(SERIOUS).when(report_acute, **told(REPORTED, **{field: "19121212-1212 föll."}))


class TestReceiveAcuteNotice:
    """T-45: that the notice came is recorded for each of the two; a person answers for it."""

    @pytest.mark.parametrize("recipient", NoticeRecipient, ids=str)
    def test_happens(self, recipient: NoticeRecipient) -> None:
        received = replace(RECEIVED, recipient=recipient)
        assert given(*ACUTE).when(receive_acute_notice, **told(received)) == (received,)

    def test_happens_after_the_remedy(self) -> None:
        outcome = given(*ACUTE, *CLOSED).when(receive_acute_notice, **told(RECEIVED))
        assert outcome == (RECEIVED,)

    def test_refused_where_nothing_acute_was_reported(self) -> None:
        assert given(SERIOUS).when(receive_acute_notice, **told(RECEIVED)).code == "akut_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(*ACUTE).when(receive_acute_notice, **told(RECEIVED)).again() == ()

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({"person": " "}, "nobody is named"),
            ({"received_at": AT - timedelta(seconds=1)}, "received after that"),
            ({"received_at": AT.replace(tzinfo=None)}, "no time zone"),
        ],
        ids=["person", "before it was sent", "no zone"],
    )
    def test_invalid(self, change: dict[str, Any], fault: str) -> None:
        with pytest.raises(InvalidValueError, match=fault):
            given(*ACUTE).when(receive_acute_notice, **told(RECEIVED, **change))

    def test_who_has_not_answered_can_be_told(self) -> None:
        state = INITIAL
        for event in (*ACUTE, RECEIVED):
            state = evolve(state, event)
        sent = {notice.recipient for notice in state.notices}
        assert sent - {receipt.recipient for receipt in state.receipts} == {DIRECTOR}


class TestHandOverToNamnd:
    """T-49: what is not remedied is laid before the nämnd, with a proposal; no ladder decides."""

    @pytest.mark.parametrize("history", [(SERIOUS,), ACUTE], ids=["found", "acute"])
    def test_happens(self, history: tuple[Any, ...]) -> None:
        assert given(*history).when(hand_over_to_nämnd, **told(HANDED)) == (HANDED,)

    def test_happens_anew_with_another_proposal(self) -> None:
        other = replace(HANDED, proposal="Avtalet sägs upp.", handed_over_on=day(90))
        assert given(SERIOUS, HANDED).when(hand_over_to_nämnd, **told(other)) == (other,)

    def test_refused_without_a_deficiency(self) -> None:
        assert given().when(hand_over_to_nämnd, **told(HANDED)).code == "brist_saknas"

    def test_refused_after_the_remedy(self) -> None:
        outcome = given(SERIOUS, *CLOSED).when(hand_over_to_nämnd, **told(HANDED))
        assert outcome.code == "brist_atgardad"

    def test_quiet_the_second_time(self) -> None:
        assert given(SERIOUS).when(hand_over_to_nämnd, **told(HANDED)).again() == ()
        assert given(SERIOUS, HANDED, *CLOSED).when(hand_over_to_nämnd, **told(HANDED)) == ()

    def test_invalid_without_a_proposal(self) -> None:
        with pytest.raises(InvalidValueError, match="gets no proposal"):
            given(SERIOUS).when(hand_over_to_nämnd, **told(HANDED, proposal=" "))
