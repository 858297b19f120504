"""The list of deficiencies: what nothing has been decided about stands first."""

from datetime import UTC, datetime
from functools import reduce
from typing import Any

import pytest
from tests.streams.cases import MINOR, NO_BRIST, SERIOUS, SIGNED, day
from tests.streams.rulings import choose, rule

from avtalsuppfoljning import deficiency
from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import (
    AbstentionDecided,
    AcuteDeficiencyReported,
    AcuteNoticeReceived,
    AcuteNoticeSent,
    Deficiency,
    DeficiencyRemedied,
    DeficiencySanctioned,
    HandedOverToNämnd,
    NoticeRecipient,
    PlannedMeasure,
    PåpekandeIssued,
    ResultatuppföljningFailed,
    ResultatuppföljningPassed,
    ÅtgärdsplanApproved,
    ÅtgärdsplanReceived,
    ÅtgärdsplanRejected,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.recorded import State, agreement_stream, deficiency_stream
from avtalsuppfoljning.terms import AgreementId, DeficiencyId, SanctionId, StreamId
from avtalsuppfoljning.views.deficiencies import Läge, deficiency_rows

A1 = AgreementId("hemtjanst-1")

ISSUED = PåpekandeIssued(text="Utbilda.", ruling=rule(choose("papekande"), MINOR))
ISSUED_LATER = PåpekandeIssued(
    text="Utbilda.", ruling=rule(choose("papekande", decided_on=day(60)), MINOR)
)
REQUESTED = ÅtgärdsplanRequested(due_on=day(21), ruling=rule(choose("atgardsplan"), SERIOUS))
RECEIVED = ÅtgärdsplanReceived(
    received_on=day(20), dnr="VN 70/2026", measures=(PlannedMeasure(),), missing=()
)
APPROVED = ÅtgärdsplanApproved(approved_on=day(23))
REJECTED = ÅtgärdsplanRejected(reason="Tunn.", rejected_on=day(22), due_on=day(35))
SANCTIONED = DeficiencySanctioned(
    sanction=SanctionId("s1"), choice=choose("avstangning", decided_on=day(30))
)
ABSTAINED = AbstentionDecided(ruling=rule(choose(None), MINOR))
PASSED = ResultatuppföljningPassed(observation="Bra.", passed_on=day(60))
FAILED = ResultatuppföljningFailed(observation="Kvar.", failed_on=day(60))
REMEDIED = DeficiencyRemedied(remedied_on=day(61))

CASES: list[tuple[Läge, tuple[Any, ...], int]] = [
    (Läge.UTAN_ÅTGÄRD, (SERIOUS,), 0),
    (Läge.UTAN_ÅTGÄRD, (MINOR, FAILED), 61),
    (Läge.KVARSTÅR, (MINOR, ISSUED, FAILED), 61),
    (Läge.KVARSTÅR, (SERIOUS, REQUESTED, RECEIVED, APPROVED, FAILED), 61),
    (Läge.PLAN_UTEBLIVEN, (SERIOUS, REQUESTED), 22),
    (Läge.PLAN_UTEBLIVEN, (SERIOUS, REQUESTED, RECEIVED, REJECTED), 36),
    (Läge.PLAN_ATT_GRANSKA, (SERIOUS, REQUESTED, RECEIVED), 22),
    (Läge.PLAN_ATT_GRANSKA, (SERIOUS, REQUESTED, SANCTIONED, RECEIVED), 31),
    (Läge.PLAN_BEGÄRD, (SERIOUS, REQUESTED), 21),
    (Läge.PLAN_BEGÄRD, (SERIOUS, REQUESTED, RECEIVED, REJECTED), 35),
    (Läge.RESULTATUPPFÖLJNING_ÅTERSTÅR, (MINOR, ISSUED), 0),
    (Läge.RESULTATUPPFÖLJNING_ÅTERSTÅR, (SERIOUS, REQUESTED, RECEIVED, APPROVED), 36),
    (Läge.RESULTATUPPFÖLJNING_ÅTERSTÅR, (SERIOUS, REQUESTED, SANCTIONED), 31),
    (Läge.RESULTATUPPFÖLJNING_ÅTERSTÅR, (MINOR, FAILED, ISSUED_LATER), 61),
    (Läge.AVSTÅTT, (MINOR, ABSTAINED), 0),
    (Läge.ATT_AVSLUTA, (MINOR, ISSUED, PASSED), 60),
    (Läge.ATT_AVSLUTA, (MINOR, PASSED), 60),
    (Läge.ÅTGÄRDAD, (MINOR, ISSUED, PASSED, REMEDIED), 61),
    (Läge.INGEN_AVTALSBRIST, (NO_BRIST,), 0),
]


def state_of(history: tuple[Any, ...]) -> Deficiency:
    return reduce(deficiency.evolve, history, deficiency.INITIAL)


def states_of(histories: dict[str, tuple[Any, ...]]) -> dict[StreamId, State]:
    """An agreement with these deficiencies."""
    states: dict[StreamId, State] = {agreement_stream(A1): Agreement(signed=SIGNED)}
    for name, history in histories.items():
        states[deficiency_stream(A1, DeficiencyId(name))] = state_of(history)
    return states


@pytest.mark.parametrize(
    ("state", "history", "number"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)]
)
def test_how_far_a_deficiency_has_come(state: Läge, history: tuple[Any, ...], number: int) -> None:
    (row,) = deficiency_rows(states_of({"b1": history}), on=day(number))
    assert row.state is state
    assert row.lacks_action is (state is Läge.UTAN_ÅTGÄRD)


def test_every_state_is_reached() -> None:
    assert {state for state, *_ in CASES} == set(Läge)


def test_the_duty_to_act_comes_first() -> None:
    """O-16: brist utan åtgärd at the top, then by how much is left to do, then by age."""
    histories = {f"b{n}": history for n, (_, history, _) in enumerate(CASES)}
    rows = deficiency_rows(states_of(histories), on=day(61))
    order = list(Läge)
    ranks = [order.index(row.state) for row in rows]
    assert ranks == sorted(ranks)
    assert rows[0].lacks_action
    assert not rows[-1].lacks_action


def test_the_oldest_comes_first_among_equals() -> None:
    older = replace(SERIOUS, established_on=day(-1))
    rows = deficiency_rows(states_of({"b1": (SERIOUS,), "b3": (older,), "b2": (older,)}), on=day(0))
    assert [row.id for row in rows] == ["b2", "b3", "b1"]


def test_what_a_row_tells() -> None:
    (row,) = deficiency_rows(states_of({"b1": (SERIOUS, REQUESTED, ABSTAINED)}), on=day(0))
    assert row.stream == "agreement:hemtjanst-1/deficiency:b1"
    assert (row.id, row.agreement, row.provider) == ("b1", "hemtjanst-1", "solgarden")
    assert (row.requirement, row.established_on) == ("k1", day(0))
    assert row.last_measure == "atgardsplan"


def test_no_deficiencies_no_rows() -> None:
    assert deficiency_rows(states_of({}), on=day(0)) == ()


NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ACUTE = AcuteDeficiencyReported(what="Larmen är döda.", taken="Tillsyn.", reported_at=NOW)


def test_an_acute_deficiency_is_told_to_two_who_confirm_it() -> None:
    """T-45: director and nämnd, both; what is missing is shown."""
    both = tuple(NoticeRecipient)
    sent = tuple(AcuteNoticeSent(recipient=each, sent_at=NOW) for each in both)
    receipt = AcuteNoticeReceived(recipient=both[0], person="Eva", received_at=NOW)

    def missing(*history: Any) -> tuple[tuple[NoticeRecipient, ...], ...]:
        (row,) = deficiency_rows(states_of({"b1": (SERIOUS, *history)}), on=day(0))
        assert row.is_acute is bool(history)
        return row.missing_notices, row.missing_receipts

    assert missing() == ((), ())
    assert missing(ACUTE) == (both, both)
    assert missing(ACUTE, *sent) == ((), both)
    assert missing(ACUTE, *sent, receipt) == ((), both[1:])


def test_what_was_handed_over_to_the_nämnd() -> None:
    """T-49."""
    handed = HandedOverToNämnd(proposal="Häv.", dnr="VN 80/2026", handed_over_on=day(70))
    (row,) = deficiency_rows(states_of({"b1": (SERIOUS, handed)}), on=day(70))
    assert row.handed_over_on == day(70)
