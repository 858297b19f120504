"""What is required, and what is handed in: agreements, överenskommelser, uppdragsdirektiv."""

from datetime import date
from typing import Any

import pytest
from tests.streams.cases import DAY, SIGNED, YEAR, day, told

from avtalsuppfoljning.agreement import (
    INITIAL,
    AgreementSigned,
    SubmissionReceived,
    SubmissionRequested,
    evolve,
    receive_submission,
    request_submission,
    sign,
)
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.terms import AgreementKind, DocumentKind, Driftsform, Upphandlingsform
from avtalsuppfoljning.testing import given

MUNICIPAL = replace(SIGNED, kind=AgreementKind.ÖVERENSKOMMELSE, driftsform=Driftsform.EGEN_REGI)
DIRECTIVE = replace(
    SIGNED,
    kind=AgreementKind.UPPDRAGSDIREKTIV,
    driftsform=Driftsform.EGEN_REGI,
    upphandlingsform=Upphandlingsform.UPPDRAGSDIREKTIV,
)
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


class TestSign:
    """O-04, O-05, O-50: avtal for private providers, överenskommelse or uppdragsdirektiv else."""

    @pytest.mark.parametrize(
        "signed", [SIGNED, MUNICIPAL, DIRECTIVE], ids=lambda signed: signed.kind.value
    )
    def test_happens(self, signed: AgreementSigned) -> None:
        assert given().when(sign, **told(signed)) == (signed,)

    @pytest.mark.parametrize(
        "change", [{"dnr": "VN 13/2026"}, {"requirements": ()}, {"ends_on": day(700)}], ids=str
    )
    def test_refused_under_an_id_in_use(self, change: dict[str, Any]) -> None:
        outcome = given(SIGNED).when(sign, **told(SIGNED, **change))
        assert outcome.code == "avtal_finns"

    def test_quiet_the_second_time(self) -> None:
        assert given().when(sign, **told(SIGNED)).again() == ()

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"ends_on": date(2025, 12, 31)}, "before it starts"),
            ({"requirements": SIGNED.requirements[:1] * 2}, "share an id"),
            ({"operation": "Hemtjänst"}, "is not a word"),
            ({"kind": AgreementKind.ÖVERENSKOMMELSE}, "does not go with privat_regi"),
            ({"driftsform": Driftsform.EGEN_REGI}, "does not go with egen_regi"),
            (
                {"kind": AgreementKind.UPPDRAGSDIREKTIV, "driftsform": Driftsform.EGEN_REGI},
                "does not go with upphandlingsform lov",
            ),
            (
                {"upphandlingsform": Upphandlingsform.UPPDRAGSDIREKTIV},
                "avtal does not go with upphandlingsform uppdragsdirektiv",
            ),
        ],
    )
    def test_invalid(self, change: dict[str, Any], why: str) -> None:
        with pytest.raises(InvalidValueError, match=why):
            given().when(sign, **told(SIGNED, **change))

    def test_an_agreement_may_end_on_its_first_day(self) -> None:
        short = replace(SIGNED, ends_on=SIGNED.starts_on)
        assert given().when(sign, **told(short)) == (short,)


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
        with pytest.raises(InvalidValueError, match="is not a word"):
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
        [({"registered_on": DAY}, "before it came in"), ({"document": "år"}, "is not a word")],
    )
    def test_invalid(self, change: dict[str, Any], why: str) -> None:
        with pytest.raises(InvalidValueError, match=why):
            given(SIGNED).when(receive_submission, **told(RECEIVED, **change))


def test_the_answer_to_a_request_is_the_document_that_was_registered_first() -> None:
    """Whatever the order in which they were recorded, and nothing about another period."""
    state = evolve(evolve(INITIAL, SIGNED), REQUESTED)
    assert state.submission_of(REQUESTED) is None
    for received in (
        replace(RECEIVED, registered_on=day(45)),
        RECEIVED,
        replace(RECEIVED, registered_on=day(30), period=replace(YEAR, text="2024")),
    ):
        state = evolve(state, received)
    assert state.submission_of(REQUESTED) == RECEIVED
