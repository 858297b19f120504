"""From the finding to the remedy; the measures in between are in `test_deficiency_measures`."""

from typing import Any

import pytest
from tests.streams.cases import MINOR, NO_BRIST, SERIOUS, day, told
from tests.streams.rulings import choose, rule

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import (
    INITIAL,
    DeficiencyEstablished,
    DeficiencyRemedied,
    HävningsgrundAssessed,
    KommuniceringAnswered,
    KommuniceringExcepted,
    KommuniceringSent,
    PåpekandeIssued,
    ResultatuppföljningFailed,
    ResultatuppföljningPassed,
    ResultatuppföljningPlanned,
    answer_kommunicering,
    assess_hävningsgrund,
    establish,
    evolve,
    except_kommunicering,
    fail_resultatuppföljning,
    pass_resultatuppföljning,
    plan_resultatuppföljning,
    remedy,
    send_kommunicering,
)
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.terms import FollowUpMethod, Hörd, Resultat
from avtalsuppfoljning.testing import given

SENT = KommuniceringSent(sent_on=day(1), reply_by=day(15))
ANSWERED = KommuniceringAnswered(answered_on=day(9), answer="Det stämmer.")
EXCEPTED = KommuniceringExcepted(reason="Fara för liv.", person="Eva Ek", excepted_on=day(2))
GROUND = HävningsgrundAssessed(
    is_met=True, clause="11.2", motivation="Väsentligt avtalsbrott.", assessed_on=day(3)
)
PLANNED = ResultatuppföljningPlanned(planned_for=day(60), planned_on=day(5))
PASSED = ResultatuppföljningPassed(observation="Alla är utbildade.", passed_on=day(60))
FAILED = ResultatuppföljningFailed(observation="En saknar utbildning.", failed_on=day(60))
REMEDIED = DeficiencyRemedied(remedied_on=day(61))
CLOSED = (MINOR, PASSED, REMEDIED)
ISSUED = PåpekandeIssued(text="Utbilda.", ruling=rule(choose("papekande"), MINOR))

PENDING_ONLY = [
    (assess_hävningsgrund, told(GROUND)),
    (send_kommunicering, told(SENT)),
    (answer_kommunicering, told(ANSWERED)),
    (except_kommunicering, told(EXCEPTED)),
    (plan_resultatuppföljning, told(PLANNED)),
    (pass_resultatuppföljning, told(PASSED)),
    (fail_resultatuppföljning, told(FAILED)),
]


@pytest.mark.parametrize(("decide", "facts"), PENDING_ONLY, ids=range(len(PENDING_ONLY)))
class TestOnlyWhilePending:
    """O-41: what is not established is not dealt with; what is remedied stays remedied."""

    def test_refused_before_it_is_established(self, decide: Any, facts: dict[str, Any]) -> None:
        assert given().when(decide, **facts).code == "brist_saknas"

    def test_refused_after_it_is_remedied(self, decide: Any, facts: dict[str, Any]) -> None:
        assert given(*CLOSED).when(decide, **facts).code == "brist_atgardad"


class TestEstablish:
    """O-26, O-27, O-59: a deficiency is established by whichever method found it, or is not."""

    @pytest.mark.parametrize("method", FollowUpMethod, ids=str)
    @pytest.mark.parametrize("found", [MINOR, SERIOUS, NO_BRIST], ids=["minor", "serious", "no"])
    def test_happens(self, found: DeficiencyEstablished, method: FollowUpMethod) -> None:
        established = replace(found, found_by=method)
        assert given().when(establish, **told(established)) == (established,)

    def test_refused_under_an_id_in_use(self) -> None:
        outcome = given(MINOR).when(establish, **told(MINOR, requirement="k2"))
        assert outcome.code == "brist_finns"

    def test_quiet_the_second_time(self) -> None:
        assert given().when(establish, **told(MINOR)).again() == ()


class TestAssessHavningsgrund:
    """O-58: the ground is the agreement's own, and is judged with a motivation."""

    @pytest.mark.parametrize("is_met", [True, False])
    def test_happens(self, is_met: bool) -> None:
        assessed = replace(GROUND, is_met=is_met)
        assert given(MINOR).when(assess_hävningsgrund, **told(assessed)) == (assessed,)

    def test_happens_anew_when_it_is_judged_otherwise(self) -> None:
        otherwise = replace(GROUND, is_met=False, assessed_on=day(4))
        outcome = given(MINOR, GROUND).when(assess_hävningsgrund, **told(otherwise))
        assert outcome == (otherwise,)

    def test_refused_without_a_deficiency(self) -> None:
        assert given().when(assess_hävningsgrund, **told(GROUND)).code == "brist_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(MINOR).when(assess_hävningsgrund, **told(GROUND)).again() == ()

    @pytest.mark.parametrize("change", [{"clause": " "}, {"motivation": ""}], ids=str)
    def test_invalid_without_clause_or_motivation(self, change: dict[str, str]) -> None:
        with pytest.raises(InvalidValueError, match="its clause and a motivation"):
            given(MINOR).when(assess_hävningsgrund, **told(GROUND, **change))


class TestSendKommunicering:
    """The provider is asked before a decision, and gets time to answer."""

    def test_happens(self) -> None:
        assert given(MINOR).when(send_kommunicering, **told(SENT)) == (SENT,)

    def test_happens_when_the_time_is_prolonged(self) -> None:
        longer = replace(SENT, reply_by=day(29))
        assert given(MINOR, SENT).when(send_kommunicering, **told(longer)) == (longer,)

    def test_happens_when_it_is_asked_again_for_the_same_day(self) -> None:
        reminder = replace(SENT, sent_on=day(8))
        assert given(MINOR, SENT).when(send_kommunicering, **told(reminder)) == (reminder,)

    def test_refused_to_cut_the_time(self) -> None:
        outcome = given(MINOR, SENT).when(send_kommunicering, **told(SENT, reply_by=day(14)))
        assert outcome.code == "svarstid_loper"

    def test_quiet_the_second_time(self) -> None:
        assert given(MINOR).when(send_kommunicering, **told(SENT)).again() == ()

    def test_invalid_without_time_to_answer(self) -> None:
        with pytest.raises(InvalidValueError, match="leave time to answer"):
            given(MINOR).when(send_kommunicering, sent_on=day(1), reply_by=day(1))


class TestAnswerKommunicering:
    """The answer is recorded whenever it comes, asked for or not."""

    @pytest.mark.parametrize("asked", [(), (SENT,)], ids=["unasked", "asked"])
    def test_happens(self, asked: tuple[Any, ...]) -> None:
        late = replace(ANSWERED, answered_on=day(40))
        assert given(MINOR, *asked).when(answer_kommunicering, **told(late)) == (late,)

    def test_refused_after_the_remedy(self) -> None:
        outcome = given(*CLOSED).when(answer_kommunicering, **told(ANSWERED))
        assert outcome.code == "brist_atgardad"

    def test_quiet_the_second_time(self) -> None:
        assert given(MINOR, SENT).when(answer_kommunicering, **told(ANSWERED)).again() == ()


class TestExceptKommunicering:
    """T-45: an acute matter need not wait, if somebody takes it upon herself to say so."""

    def test_happens(self) -> None:
        assert given(MINOR).when(except_kommunicering, **told(EXCEPTED)) == (EXCEPTED,)

    def test_refused_without_a_deficiency(self) -> None:
        assert given().when(except_kommunicering, **told(EXCEPTED)).code == "brist_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(MINOR).when(except_kommunicering, **told(EXCEPTED)).again() == ()

    @pytest.mark.parametrize("change", [{"reason": " "}, {"person": ""}], ids=str)
    def test_invalid_without_reason_or_person(self, change: dict[str, str]) -> None:
        with pytest.raises(InvalidValueError, match="a reason and a person"):
            given(MINOR).when(except_kommunicering, **told(EXCEPTED, **change))


class TestPlanResultatuppfoljning:
    """O-59: the result is always followed up; the day may be moved."""

    def test_happens(self) -> None:
        assert given(MINOR).when(plan_resultatuppföljning, **told(PLANNED)) == (PLANNED,)

    def test_happens_again_on_another_day(self) -> None:
        moved = replace(PLANNED, planned_for=day(75))
        outcome = given(MINOR, PLANNED).when(plan_resultatuppföljning, **told(moved))
        assert outcome == (moved,)

    def test_refused_after_the_remedy(self) -> None:
        outcome = given(*CLOSED).when(plan_resultatuppföljning, **told(PLANNED))
        assert outcome.code == "brist_atgardad"

    def test_quiet_the_second_time(self) -> None:
        assert given(MINOR).when(plan_resultatuppföljning, **told(PLANNED)).again() == ()


class TestPassResultatuppfoljning:
    """O-59: the provider must be able to show that the requirement is met."""

    @pytest.mark.parametrize("earlier", [(), (PLANNED,), (FAILED,)], ids=["at once", "plan", "f"])
    def test_happens(self, earlier: tuple[Any, ...]) -> None:
        outcome = given(MINOR, *earlier).when(pass_resultatuppföljning, **told(PASSED))
        assert outcome == (PASSED,)

    def test_refused_without_a_deficiency(self) -> None:
        assert given().when(pass_resultatuppföljning, **told(PASSED)).code == "brist_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(MINOR).when(pass_resultatuppföljning, **told(PASSED)).again() == ()


class TestFailResultatuppfoljning:
    """O-59, T-49: a deficiency that remains is recorded every time it is seen to remain."""

    @pytest.mark.parametrize("earlier", [(), (PLANNED,), (PASSED,)], ids=["at once", "plan", "p"])
    def test_happens(self, earlier: tuple[Any, ...]) -> None:
        outcome = given(MINOR, *earlier).when(fail_resultatuppföljning, **told(FAILED))
        assert outcome == (FAILED,)

    def test_happens_once_more_at_the_next_check(self) -> None:
        next_time = replace(FAILED, failed_on=day(90))
        planned = replace(PLANNED, planned_for=day(90), planned_on=day(61))
        outcome = given(MINOR, FAILED, planned).when(fail_resultatuppföljning, **told(next_time))
        assert outcome == (next_time,)

    def test_refused_after_the_remedy(self) -> None:
        outcome = given(*CLOSED).when(fail_resultatuppföljning, **told(FAILED))
        assert outcome.code == "brist_atgardad"

    def test_quiet_the_second_time(self) -> None:
        assert given(MINOR).when(fail_resultatuppföljning, **told(FAILED)).again() == ()


class TestRemedy:
    """O-59: only a passed resultatuppföljning of the last measure closes a deficiency."""

    @pytest.mark.parametrize(
        "history", [(), (FAILED,), (ISSUED,)], ids=["found", "remedied anyway", "measured"]
    )
    def test_happens(self, history: tuple[Any, ...]) -> None:
        outcome = given(MINOR, *history, PASSED).when(remedy, **told(REMEDIED))
        assert outcome == (REMEDIED,)

    @pytest.mark.parametrize(
        "history",
        [(), (PLANNED,), (FAILED,), (PASSED, FAILED), (PASSED, ISSUED)],
        ids=["unchecked", "planned", "failed", "failed later", "measure after the check"],
    )
    def test_refused_without_a_passed_check(self, history: tuple[Any, ...]) -> None:
        outcome = given(MINOR, *history).when(remedy, **told(REMEDIED))
        assert outcome.code == "resultatuppfoljning_saknas"

    def test_refused_without_a_deficiency(self) -> None:
        assert given().when(remedy, **told(REMEDIED)).code == "brist_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(MINOR, PASSED).when(remedy, **told(REMEDIED)).again() == ()
        assert given(*CLOSED).when(remedy, remedied_on=day(70)) == ()


class TestHeard:
    """Whether the provider has been heard depends on the day from which one looks."""

    @pytest.mark.parametrize(
        ("history", "number", "heard"),
        [
            ((), 0, Hörd.EJ_TILLFRÅGAD),
            ((SENT,), 0, Hörd.EJ_TILLFRÅGAD),
            ((SENT,), 1, Hörd.SVARSTID_LÖPER),
            ((SENT,), 15, Hörd.SVARSTID_LÖPER),
            ((SENT,), 16, Hörd.SVARSTID_UTE),
            ((SENT, ANSWERED), 8, Hörd.SVARSTID_LÖPER),
            ((SENT, ANSWERED), 9, Hörd.SVAR_INKOMMET),
            ((SENT, replace(ANSWERED, answered_on=day(20))), 16, Hörd.SVARSTID_UTE),
            ((EXCEPTED,), 1, Hörd.EJ_TILLFRÅGAD),
            ((EXCEPTED,), 2, Hörd.UNDANTAG),
            ((SENT, EXCEPTED, ANSWERED), 9, Hörd.SVAR_INKOMMET),
        ],
    )
    def test_seen_from_a_day(self, history: tuple[Any, ...], number: int, heard: Hörd) -> None:
        state = INITIAL
        for event in (MINOR, *history):
            state = evolve(state, event)
        assert state.heard(day(number)) is heard


def test_the_result_is_of_the_last_measure() -> None:
    """A new measure has not been followed up, whatever the check before it showed."""
    state = INITIAL
    results = []
    anew = rule(choose("papekande", decided_on=day(60)), MINOR)
    for event in (MINOR, FAILED, replace(ISSUED, ruling=anew), PASSED):
        state = evolve(state, event)
        results.append(state.result_on(day(99)))
    ej_uppföljd, kvarstår = Resultat.EJ_UPPFÖLJD, Resultat.KVARSTÅR
    assert results == [ej_uppföljd, kvarstår, ej_uppföljd, Resultat.ÅTGÄRDAD]
