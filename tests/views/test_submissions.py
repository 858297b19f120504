"""The list of what was asked for: late is what is diarieförd after its day (F-43)."""

from datetime import date
from typing import Any

import pytest
from tests.streams.cases import SIGNED, YEAR, day

from avtalsuppfoljning.agreement import (
    Agreement,
    SubmissionApproved,
    SubmissionReceived,
    SubmissionRequested,
    SubmissionSentBack,
)
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import renewed, replace
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import State, agreement_stream, provider_stream
from avtalsuppfoljning.terms import AgreementId, DocumentKind, ProviderId, StreamId
from avtalsuppfoljning.views.submissions import SubmissionRow, SubmissionStatus, submission_rows

DUE = day(30)
REQUESTED = SubmissionRequested(
    document=DocumentKind("verksamhetsberattelse"),
    period=YEAR,
    due_on=DUE,
    source=Citation(document="VN 12/2026", section="7.2"),
)


def received(inkom: int, diariefört: int) -> SubmissionReceived:
    return SubmissionReceived(
        document=REQUESTED.document,
        period=YEAR,
        received_on=day(inkom),
        registered_on=day(diariefört),
        dnr="VN 40/2026",
    )


def states_of(*agreements: tuple[Any, tuple[Any, ...]]) -> dict[StreamId, State]:
    """A provider, and one agreement per pair of what was asked for and what came in."""
    states: dict[StreamId, State] = {provider_stream(ProviderId("solgarden")): Provider()}
    for number, (asked, came) in enumerate(agreements):
        states[agreement_stream(AgreementId(f"a{number}"))] = Agreement(
            signed=SIGNED, requested=asked, received=came
        )
    return states


CASES = [
    ((), day(30), SubmissionStatus.KOMMANDE),
    ((), day(31), SubmissionStatus.FÖRSENAD),
    ((received(29, 30),), day(30), SubmissionStatus.INKOMMEN),
    ((received(29, 30),), day(29), SubmissionStatus.KOMMANDE),
    ((received(30, 31),), day(30), SubmissionStatus.KOMMANDE),
    ((received(30, 31),), day(31), SubmissionStatus.SENT_INKOMMEN),
    ((received(40, 41),), day(40), SubmissionStatus.FÖRSENAD),
    ((received(40, 41), received(30, 30)), day(50), SubmissionStatus.INKOMMEN),
]


@pytest.mark.parametrize(
    ("came", "on", "status"), CASES, ids=[f"{n}-{case[2]}" for n, case in enumerate(CASES)]
)
def test_how_a_request_stands(
    came: tuple[SubmissionReceived, ...], on: date, status: SubmissionStatus
) -> None:
    """F-43: in time or late by the day it was diarieförd, not by the day it came in."""
    (row,) = submission_rows(states_of(((REQUESTED,), came)), on=on)
    assert row.status is status
    is_in = status in (SubmissionStatus.INKOMMEN, SubmissionStatus.SENT_INKOMMEN)
    assert (row.received is not None) is is_in


def test_every_status_is_reached() -> None:
    assert {status for *_, status in CASES} == set(SubmissionStatus)


def test_what_is_late_comes_first_and_then_by_day() -> None:
    later = replace(REQUESTED, document=DocumentKind("arsredovisning"), due_on=day(60))
    states = states_of(
        ((REQUESTED,), (received(29, 29),)),
        ((later,), ()),
        ((REQUESTED,), (received(40, 40),)),
        ((later, REQUESTED), ()),
    )
    rows = submission_rows(states, on=day(50))
    assert [(row.agreement, row.status.value) for row in rows] == [
        ("a3", "forsenad"),
        ("a1", "kommande"),
        ("a3", "kommande"),
        ("a2", "sent_inkommen"),
        ("a0", "inkommen"),
    ]


def test_a_document_answers_for_its_own_period_and_kind() -> None:
    other = replace(received(20, 20), period=replace(YEAR, text="2024"))
    another = replace(received(20, 20), document=DocumentKind("verksamhetsplan"))
    (row,) = submission_rows(states_of(((REQUESTED,), (other, another))), on=day(20))
    assert row.status is SubmissionStatus.KOMMANDE


def test_what_a_row_tells() -> None:
    (row,) = submission_rows(states_of(((REQUESTED,), ())), on=day(0))
    assert (row.stream, row.agreement, row.provider) == ("agreement:a0", "a0", "solgarden")
    assert (row.request, row.received) == (REQUESTED, None)


def test_what_nobody_asked_for_is_no_row() -> None:
    assert submission_rows(states_of(((), (received(29, 30),))), on=day(0)) == ()


SENT_BACK = SubmissionSentBack(
    document=REQUESTED.document, period=YEAR, dnr="VN 40/2026", reason="Tom.", sent_back_on=day(33)
)
APPROVED = SubmissionApproved(
    document=REQUESTED.document, period=YEAR, dnr="VN 40/2026", approved_on=day(35)
)


def the_row(on: date, **changes: Any) -> SubmissionRow:
    state = Agreement(signed=SIGNED, requested=(REQUESTED,), received=(received(28, 29),))
    states: dict[StreamId, State] = {agreement_stream(AgreementId("a0")): renewed(state, **changes)}
    (row,) = submission_rows(states, on=on)
    return row


def test_what_was_sent_back_is_as_missing_as_before() -> None:
    """What is asked for has not been handed in; the day stands."""
    before = the_row(day(32), sent_back=(SENT_BACK,))
    assert (before.status, before.sent_back) == (SubmissionStatus.INKOMMEN, None)
    after = the_row(day(33), sent_back=(SENT_BACK,))
    assert (after.status, after.sent_back) == (SubmissionStatus.FÖRSENAD, SENT_BACK)


def test_a_new_document_answers_again() -> None:
    again = replace(received(36, 37), dnr="VN 41/2026")
    row = the_row(day(37), received=(received(28, 29), again), sent_back=(SENT_BACK,))
    assert (row.status, row.received, row.sent_back) == (
        SubmissionStatus.SENT_INKOMMEN, again, None,
    )  # fmt: skip


def test_approved_from_its_day() -> None:
    assert the_row(day(34), approved=(APPROVED,)).approved is None
    assert the_row(day(35), approved=(APPROVED,)).approved == APPROVED
    other = replace(APPROVED, dnr="VN 99/2026")
    assert the_row(day(35), approved=(other,)).approved is None
