"""Auditors' recommendations and questions, beside what the log shows (T-02, T-03)."""

from datetime import date
from decimal import Decimal

import pytest
from tests.audit.planting import Log, append, year
from tests.streams.cases import YEAR

from avtalsuppfoljning import agreement, steering, swedish
from avtalsuppfoljning.audit.questions import Answer, Extent, answers
from avtalsuppfoljning.audit.recommendations import (
    KINDS_OF_WORK,
    RecommendationRow,
    Svarsläge,
    recommendation_rows,
)
from avtalsuppfoljning.recorded import fold
from avtalsuppfoljning.steering import RecommendationStatus

NÄMND, ELM = "steering:socialnamnden", "agreement:testalmen-2023"
RECEIVED = steering.RevisionsrekommendationReceived(
    recommendation="manuell-tid",
    text="Följ upp den manuellt registrerade tiden varje månad",
    report="Revisionsrapport 7/2017",
    respond_by=date(2026, 2, 10),
    received_on=date(2026, 2, 2),
)
MEASURED = agreement.ManuellTidsandelMeasured(
    period=YEAR,
    both_tagged=Decimal(72),
    only_in=Decimal(0),
    only_out=Decimal(0),
    manual=Decimal(28),
)


def answered(
    status: RecommendationStatus, day: date, dnr: str = "SN 2026/30"
) -> steering.RevisionsrekommendationAnswered:
    return steering.RevisionsrekommendationAnswered(
        recommendation="manuell-tid",
        status=status,
        answer="Mätningen görs varje månad.",
        dnr=dnr,
        answered_on=day,
    )


def rows(log: Log, on: date) -> tuple[RecommendationRow, ...]:
    return recommendation_rows(fold(log), log, on=on)


def log_with(*answers: steering.RevisionsrekommendationAnswered) -> Log:
    log = year()
    append(NÄMND, RECEIVED, day=date(2026, 2, 2))(log)
    append(ELM, MEASURED, day=date(2026, 2, 5))(log)
    for each in answers:
        append(NÄMND, each, day=each.answered_on)(log)
    return log


def test_a_year_without_auditors_has_no_rows() -> None:
    assert rows(year(), date(2026, 1, 31)) == ()


@pytest.mark.parametrize(
    ("on", "state", "late"),
    [
        (date(2026, 2, 10), Svarsläge.OBESVARAD, 0),
        (date(2026, 2, 11), Svarsläge.FÖRSENAT, 1),
        (date(2026, 3, 10), Svarsläge.FÖRSENAT, 28),
    ],
)
def test_an_answer_is_late_the_day_after(on: date, state: Svarsläge, late: int) -> None:
    (row,) = rows(log_with(), on)
    assert (row.state, row.days_late) == (state, late)


@pytest.mark.parametrize("status", list(RecommendationStatus), ids=lambda each: each.value)
def test_the_last_answer_says_how_far_it_has_come(status: RecommendationStatus) -> None:
    log = log_with(
        answered(RecommendationStatus.PLANERAD, date(2026, 2, 12)),
        answered(status, date(2026, 3, 1)),
    )
    (row,) = rows(log, date(2026, 3, 2))
    assert (row.state.value, row.days_late) == (status.value, 2)
    (before,) = rows(log, date(2026, 2, 20))
    assert (before.state, len(before.answers)) == (Svarsläge.PLANERAD, 1)


def test_what_the_log_shows_was_done_stands_beside_it() -> None:
    log = log_with(answered(RecommendationStatus.KLAR, date(2026, 2, 9), dnr="SN 2025/88"))
    (row,) = rows(log, date(2026, 2, 20))
    done = {each.kind: each for each in row.done}
    measured = next(each for each in log if each.event is MEASURED)
    assert (done["manuell_tid"].before, done["manuell_tid"].after) == (0, (measured.position,))
    assert (done["uppfoljning"].before, done["uppfoljning"].after) == (3, ())
    reports = [each.position for each in log if getattr(each.event, "dnr", "") == "SN 2025/88"]
    assert [*row.same_matter, log[-1].position] == reports


def test_all_that_is_counted_has_a_swedish_name() -> None:
    assert {*KINDS_OF_WORK.values(), "ledningssystem"} == swedish.WORK.keys()
    assert {each.value for each in Svarsläge} == swedish.RECOMMENDATION_STATE.keys()


# ── the auditors' own questions ──


def asked(log: Log, on: date = date(2026, 3, 1)) -> dict[str, Answer]:
    return {each.question: each for each in answers(fold(log), log, on=on)}


def figure(answer: Answer, code: str) -> tuple[int, int | None]:
    (found,) = (each for each in answer.figures if each.code == code)
    return found.number, found.of


def test_every_question_has_its_words_and_its_limit() -> None:
    """What the log cannot answer, or not all of, says why."""
    found = asked(year())
    assert found.keys() == swedish.AUDITORS_ASK.keys()
    limited = {name for name, each in found.items() if each.reach is not Extent.ANSWERS}
    assert limited == swedish.QUESTION_LIMIT.keys()
    codes = {each.code for answer in found.values() for each in answer.figures}
    assert codes == swedish.QUESTION_FIGURE.keys()
    silent = {name for name, each in found.items() if each.reach is Extent.SILENT}
    assert all(found[name].figures == () and not found[name].view for name in silent)


def test_follow_ups_are_counted_against_the_plan_and_the_agreements() -> None:
    found = asked(year())["krav_foljs_upp"]
    assert figure(found, "genomforda") == (3, 4)
    assert figure(found, "foljda_avtal") == (4, 4)


def test_every_figure_is_the_events_at_its_places() -> None:
    log = log_with()
    by_position = {each.position: each for each in log}
    for answer in asked(log).values():
        for each in answer.figures:
            assert set(each.positions) <= by_position.keys()
            if each.of is not None:
                assert 0 <= each.number <= each.of


def test_a_measurement_answers_for_its_agreement() -> None:
    assert figure(asked(year())["manuell_tid"], "matta_avtal") == (0, 4)
    assert figure(asked(log_with())["manuell_tid"], "matta_avtal") == (1, 4)


def test_what_was_recorded_later_is_not_known_yet() -> None:
    assert figure(asked(log_with(), on=date(2026, 2, 4))["manuell_tid"], "matningar") == (0, None)
