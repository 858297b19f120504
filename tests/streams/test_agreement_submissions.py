"""What is asked for, what comes in, and whether it will do."""

from typing import Any

import pytest
from tests.streams.cases import DAY, SIGNED, YEAR, day, told

from avtalsuppfoljning.agreement import (
    INITIAL,
    Agreement,
    SubmissionApproved,
    SubmissionReceived,
    SubmissionRequested,
    SubmissionSentBack,
    approve_submission,
    evolve,
    receive_submission,
    request_submission,
    send_back_submission,
)
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.terms import DocumentKind, Period
from avtalsuppfoljning.testing import given

REPORT = DocumentKind("verksamhetsberattelse")
REQUESTED = SubmissionRequested(
    document=REPORT,
    period=YEAR,
    due_on=day(30),
    source=Citation(document="VN 12/2026", section="7.2"),
)
RECEIVED = SubmissionReceived(
    document=REPORT, period=YEAR, received_on=day(29), registered_on=day(31), dnr="VN 40/2026"
)
APPROVED = SubmissionApproved(document=REPORT, period=YEAR, dnr=RECEIVED.dnr, approved_on=day(35))
SENT_BACK = SubmissionSentBack(
    document=REPORT,
    period=YEAR,
    dnr=RECEIVED.dnr,
    reason="Analysen saknas.",
    sent_back_on=day(35),
)
OTHERS = [
    {"document": DocumentKind("verksamhetsplan")},
    {"period": replace(YEAR, text="2024")},
    {"dnr": "VN 41/2026"},
]
"""What makes it another document than the one that came in."""


class TestRequestSubmission:
    """F-44: the day belongs to the agreement, and the request says where it comes from."""

    def test_happens(self) -> None:
        assert given(SIGNED).when(request_submission, **told(REQUESTED)) == (REQUESTED,)

    def test_happens_for_each_period(self) -> None:
        later = replace(REQUESTED, period=replace(YEAR, text="2026"), due_on=day(395))
        outcome = given(SIGNED, REQUESTED).when(request_submission, **told(later))
        assert outcome == (later,)

    def test_refused_without_an_agreement(self) -> None:
        assert given().when(request_submission, **told(REQUESTED)).code == "avtal_saknas"

    @pytest.mark.parametrize(
        "change", [{"due_on": day(31)}, {"source": Citation(document="Planen", section="3")}]
    )
    def test_refused_to_move_the_day(self, change: dict[str, Any]) -> None:
        outcome = given(SIGNED, REQUESTED).when(request_submission, **told(REQUESTED, **change))
        assert outcome.code == "redan_begard"

    def test_quiet_the_second_time(self) -> None:
        assert given(SIGNED).when(request_submission, **told(REQUESTED)).again() == ()

    def test_invalid_document(self) -> None:
        with pytest.raises(InvalidValueError, match="är inget ord"):
            given(SIGNED).when(request_submission, **told(REQUESTED, document="Årsredovisning"))


class TestReceiveSubmission:
    """F-43: a document has two days; what counts is the one it was diarieförd."""

    @pytest.mark.parametrize("asked", [(), (REQUESTED,)], ids=["not asked for", "asked for"])
    def test_happens(self, asked: tuple[Any, ...]) -> None:
        outcome = given(SIGNED, *asked).when(receive_submission, **told(RECEIVED))
        assert outcome == (RECEIVED,)

    def test_refused_without_an_agreement(self) -> None:
        assert given().when(receive_submission, **told(RECEIVED)).code == "avtal_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(SIGNED).when(receive_submission, **told(RECEIVED)).again() == ()

    def test_happens_on_the_day_it_comes_in(self) -> None:
        at_once = replace(RECEIVED, registered_on=RECEIVED.received_on)
        assert given(SIGNED).when(receive_submission, **told(at_once)) == (at_once,)

    def test_a_completed_document_is_received_too(self) -> None:
        completed = replace(RECEIVED, registered_on=day(45), dnr="VN 55/2026")
        outcome = given(SIGNED, RECEIVED).when(receive_submission, **told(completed))
        assert outcome == (completed,)

    @pytest.mark.parametrize(
        ("change", "why"),
        [({"registered_on": DAY}, "before it came in"), ({"document": "år"}, "är inget ord")],
    )
    def test_invalid(self, change: dict[str, Any], why: str) -> None:
        with pytest.raises(InvalidValueError, match=why):
            given(SIGNED).when(receive_submission, **told(RECEIVED, **change))


class TestApproveSubmission:
    """S-34, F-41: somebody says that the document will do; coming in is not enough."""

    def test_happens(self) -> None:
        outcome = given(SIGNED, RECEIVED).when(approve_submission, **told(APPROVED))
        assert outcome == (APPROVED,)

    def test_happens_whether_or_not_it_was_asked_for(self) -> None:
        outcome = given(SIGNED, REQUESTED, RECEIVED).when(approve_submission, **told(APPROVED))
        assert outcome == (APPROVED,)

    @pytest.mark.parametrize("history", [(), (SIGNED,), (SIGNED, REQUESTED)], ids=range(3))
    def test_refused_before_it_has_come_in(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(approve_submission, **told(APPROVED))
        assert outcome.code == "handling_saknas"

    @pytest.mark.parametrize("other", OTHERS, ids=["document", "period", "dnr"])
    def test_refused_for_another_document(self, other: dict[str, Any]) -> None:
        outcome = given(SIGNED, RECEIVED).when(approve_submission, **told(APPROVED, **other))
        assert outcome.code == "handling_saknas"

    def test_quiet_the_second_time(self) -> None:
        outcome = given(SIGNED, RECEIVED).when(approve_submission, **told(APPROVED))
        assert outcome.again() == ()


class TestSendBackSubmission:
    """F-43: sent back with a reason; then what was asked for has not been handed in."""

    def test_happens(self) -> None:
        outcome = given(SIGNED, RECEIVED).when(send_back_submission, **told(SENT_BACK))
        assert outcome == (SENT_BACK,)

    @pytest.mark.parametrize("other", OTHERS, ids=["document", "period", "dnr"])
    def test_refused_for_another_document(self, other: dict[str, Any]) -> None:
        outcome = given(SIGNED, RECEIVED).when(send_back_submission, **told(SENT_BACK, **other))
        assert outcome.code == "handling_saknas"

    def test_quiet_the_second_time(self) -> None:
        outcome = given(SIGNED, RECEIVED).when(send_back_submission, **told(SENT_BACK))
        assert outcome.again() == ()

    def test_invalid_without_a_reason(self) -> None:
        with pytest.raises(InvalidValueError, match="without a reason"):
            given(SIGNED, RECEIVED).when(send_back_submission, **told(SENT_BACK, reason=" "))


class TestTheAnswerToARequest:
    """F-43, S-34: of what will do, the document that was registered first."""

    def answer(self, *events: Any) -> SubmissionReceived | None:
        state: Agreement = evolve(evolve(INITIAL, SIGNED), REQUESTED)
        for event in events:
            state = evolve(state, event)
        return state.submission_of(REQUESTED)

    def test_whatever_the_order_in_which_they_were_recorded(self) -> None:
        assert self.answer() is None
        late = replace(RECEIVED, registered_on=day(45))
        assert self.answer(late) == late
        assert self.answer(late, RECEIVED) == self.answer(RECEIVED, late) == RECEIVED

    def test_only_its_own_kind_and_period(self) -> None:
        """A period is what is written, even where its days are known."""
        assert self.answer(replace(RECEIVED, document=DocumentKind("verksamhetsplan"))) is None
        assert self.answer(replace(RECEIVED, period=replace(YEAR, text="2024"))) is None
        undated = replace(RECEIVED, period=Period(text=YEAR.text))
        assert self.answer(undated) == undated

    def test_not_what_was_sent_back(self) -> None:
        assert self.answer(RECEIVED, SENT_BACK) is None

    @pytest.mark.parametrize("dnr", ["VN 55/2026", RECEIVED.dnr], ids=["new dnr", "same dnr"])
    def test_but_what_was_handed_in_anew(self, dnr: str) -> None:
        """A completed document is often registered in the same matter, under the same dnr."""
        completed = replace(RECEIVED, received_on=day(40), registered_on=day(41), dnr=dnr)
        assert self.answer(RECEIVED, SENT_BACK, completed) == completed

    def test_nor_what_was_sent_back_twice(self) -> None:
        completed = replace(RECEIVED, received_on=day(40), registered_on=day(41))
        again = replace(SENT_BACK, sent_back_on=day(50))
        assert self.answer(RECEIVED, SENT_BACK, completed, again) is None

    @pytest.mark.parametrize("other", OTHERS, ids=["document", "period", "dnr"])
    def test_another_document_that_was_sent_back_changes_nothing(
        self, other: dict[str, Any]
    ) -> None:
        assert self.answer(RECEIVED, replace(SENT_BACK, **other)) == RECEIVED
