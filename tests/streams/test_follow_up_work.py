"""The work: signals, who took part, samples, and verdicts on requirements and earlier brister."""

from typing import Any

import pytest
from tests.streams.cases import day, told
from tests.streams.followups import A1, ASSESSED, BEGUN, CLOSED, NOT_OPEN, REPORTED

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.follow_up import (
    INITIAL,
    AvtalsbristAssessed,
    EarlierDeficiencyJudged,
    MedicinsktAnsvarig,
    MedicinsktAnsvarigExcepted,
    MedicinsktAnsvarigTookPart,
    SignalKind,
    SignalReceived,
    StickprovTaken,
    assess_avtalsbrist,
    assess_requirement,
    evolve,
    except_medicinskt_ansvarig,
    involve_medicinskt_ansvarig,
    judge_earlier_deficiency,
    receive_signal,
    take_stickprov,
)
from avtalsuppfoljning.terms import AgreementId, Bedömning, StreamId
from avtalsuppfoljning.testing import given

SIGNAL = SignalReceived(
    kind=SignalKind.KLAGOMÅL, agreement=A1, summary="Besök har uteblivit.", received_on=day(2)
)
CONCLUDED = AvtalsbristAssessed(
    agreement=A1, is_avtalsbrist=True, motivation="Loggarna bekräftar det.", assessed_on=day(5)
)
TOOK_PART = MedicinsktAnsvarigTookPart(role=MedicinsktAnsvarig.MAS, took_part_on=day(3))
EXCEPTED = MedicinsktAnsvarigExcepted(
    reason="Tjänsten är vakant.", person="Eva Ek", excepted_on=day(3)
)
JUDGED = EarlierDeficiencyJudged(
    deficiency=StreamId("agreement:hemtjanst-1/deficiency:b1"),
    verdict=Bedömning.UPPFYLLT,
    observation="Rutinen finns och används.",
    judged_on=day(4),
)
SAMPLE: dict[str, Any] = {
    "population": "Pågående ärenden, lista 2026-03-04 i akten",
    "items": ("c", "a", "d", "b"),
    "seed": "2026-03",
    "size": 2,
    "taken_on": day(2),
}
TAKEN = StickprovTaken(
    population="Pågående ärenden, lista 2026-03-04 i akten",
    population_size=4,
    population_digest="f729ae0cbcc8241ebb6918af712a88d5ca2c13f7fbe08f809aa297bfdf99fbe4",
    seed="2026-03",
    drawn=(1, 2),
    taken_on=day(2),
)
unless_open = pytest.mark.parametrize("history", NOT_OPEN.values(), ids=NOT_OPEN)
PERSON = "Kunden 19121212-1212 ringde."


class TestReceiveSignal:
    """O-26, O-27: complaints, deviations and tips come in, and say nothing about a person."""

    @pytest.mark.parametrize("kind", SignalKind, ids=str)
    def test_happens(self, kind: SignalKind) -> None:
        signal = replace(SIGNAL, kind=kind)
        assert given(*BEGUN).when(receive_signal, **told(signal)) == (signal,)

    @unless_open
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(receive_signal, **told(SIGNAL))
        assert outcome.code == "uppfoljning_ej_oppen"

    def test_quiet_the_second_time(self) -> None:
        assert given(*BEGUN).when(receive_signal, **told(SIGNAL)).again() == ()

    def test_invalid_with_a_personnummer(self) -> None:
        with pytest.raises(InvalidValueError, match="personnummer"):
            given(*BEGUN).when(receive_signal, **told(SIGNAL, summary=PERSON))


class TestAssessAvtalsbrist:
    """O-26: the investigation arrives at an avtalsbrist, or at none; both are recorded."""

    @pytest.mark.parametrize("is_avtalsbrist", [True, False])
    def test_happens(self, is_avtalsbrist: bool) -> None:
        concluded = replace(CONCLUDED, is_avtalsbrist=is_avtalsbrist)
        outcome = given(*BEGUN, SIGNAL).when(assess_avtalsbrist, **told(concluded))
        assert outcome == (concluded,)

    @pytest.mark.parametrize(
        "signals", [(), (replace(SIGNAL, agreement=AgreementId("annat")),)], ids=["none", "other"]
    )
    def test_refused_without_a_signal(self, signals: tuple[Any, ...]) -> None:
        outcome = given(*BEGUN, *signals).when(assess_avtalsbrist, **told(CONCLUDED))
        assert outcome.code == "signal_saknas"

    @unless_open
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(assess_avtalsbrist, **told(CONCLUDED))
        assert outcome.code == "uppfoljning_ej_oppen"

    def test_quiet_the_second_time(self) -> None:
        assert given(*BEGUN, SIGNAL).when(assess_avtalsbrist, **told(CONCLUDED)).again() == ()

    def test_a_new_conclusion_replaces_the_old_one(self) -> None:
        other = replace(CONCLUDED, is_avtalsbrist=False, assessed_on=day(6))
        state = INITIAL
        for event in (*BEGUN, SIGNAL, CONCLUDED, other):
            state = evolve(state, event)
        assert state.investigated == (other,)

    def test_invalid_without_a_motivation(self) -> None:
        with pytest.raises(InvalidValueError, match="no motivation"):
            given(*BEGUN, SIGNAL).when(assess_avtalsbrist, **told(CONCLUDED, motivation=" "))


class TestInvolveMedicinsktAnsvarig:
    """O-20: MAS takes part where the services are under HSL; MAR for rehabilitation."""

    @pytest.mark.parametrize("role", MedicinsktAnsvarig, ids=str)
    def test_happens(self, role: MedicinsktAnsvarig) -> None:
        took_part = replace(TOOK_PART, role=role)
        outcome = given(*BEGUN).when(involve_medicinskt_ansvarig, **told(took_part))
        assert outcome == (took_part,)

    @unless_open
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(involve_medicinskt_ansvarig, **told(TOOK_PART))
        assert outcome.code == "uppfoljning_ej_oppen"

    def test_quiet_the_second_time(self) -> None:
        assert given(*BEGUN).when(involve_medicinskt_ansvarig, **told(TOOK_PART)).again() == ()


class TestExceptMedicinsktAnsvarig:
    """O-20: a follow-up without her is possible; somebody answers for it and says why."""

    def test_happens(self) -> None:
        outcome = given(*BEGUN).when(except_medicinskt_ansvarig, **told(EXCEPTED))
        assert outcome == (EXCEPTED,)

    @unless_open
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(except_medicinskt_ansvarig, **told(EXCEPTED))
        assert outcome.code == "uppfoljning_ej_oppen"

    def test_quiet_the_second_time(self) -> None:
        assert given(*BEGUN).when(except_medicinskt_ansvarig, **told(EXCEPTED)).again() == ()

    @pytest.mark.parametrize("change", [{"reason": ""}, {"person": " "}], ids=str)
    def test_invalid_without_reason_or_person(self, change: dict[str, str]) -> None:
        with pytest.raises(InvalidValueError, match="a reason and a person"):
            given(*BEGUN).when(except_medicinskt_ansvarig, **told(EXCEPTED, **change))


class TestTakeStickprov:
    """T-23: ten cases at random a month, drawn so that anybody can draw them again."""

    def test_happens(self) -> None:
        assert given(*BEGUN).when(take_stickprov, **SAMPLE) == (TAKEN,)

    def test_the_items_are_not_recorded(self) -> None:
        """O-07: the list stays where it is kept; only its digest tells that it is the same."""
        secret = {**SAMPLE, "items": ("arende-1", "arende-2", "arende-3")}
        outcome = given(*BEGUN).when(take_stickprov, **secret)
        assert "arende" not in repr(outcome.events)

    def test_the_order_of_the_list_does_not_matter(self) -> None:
        turned = {**SAMPLE, "items": SAMPLE["items"][::-1]}
        assert given(*BEGUN).when(take_stickprov, **turned) == (TAKEN,)

    @unless_open
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(take_stickprov, **SAMPLE)
        assert outcome.code == "uppfoljning_ej_oppen"

    def test_quiet_the_second_time(self) -> None:
        assert given(*BEGUN).when(take_stickprov, **SAMPLE).again() == ()

    @pytest.mark.parametrize("size", [-1, 5])
    def test_invalid_size(self, size: int) -> None:
        with pytest.raises(InvalidValueError, match="cannot be drawn"):
            given(*BEGUN).when(take_stickprov, **{**SAMPLE, "size": size})


class TestAssessRequirement:
    """O-40: each requirement of the agreement gets its verdict, until the report is done."""

    @pytest.mark.parametrize("verdict", Bedömning, ids=str)
    def test_happens(self, verdict: Bedömning) -> None:
        assessed = replace(ASSESSED, verdict=verdict)
        assert given(*BEGUN).when(assess_requirement, **told(assessed)) == (assessed,)

    def test_happens_with_a_departure_from_the_riktvarde(self) -> None:
        """The riktvärde supports the judgement; whoever departs from it says why."""
        assessed = replace(ASSESSED, departure="Två vikarier anställdes samma vecka.")
        assert given(*BEGUN).when(assess_requirement, **told(assessed)) == (assessed,)

    @unless_open
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        facts = told(ASSESSED, verdict=Bedömning.UPPFYLLT)
        outcome = given(*history).when(assess_requirement, **facts)
        assert outcome.code == "uppfoljning_ej_oppen"

    def test_refused_after_the_report(self) -> None:
        changed = told(ASSESSED, verdict=Bedömning.UPPFYLLT)
        outcome = given(*BEGUN, ASSESSED, REPORTED).when(assess_requirement, **changed)
        assert outcome.code == "rapport_fardig"

    @pytest.mark.parametrize(
        "history", [(*BEGUN, ASSESSED), (*BEGUN, ASSESSED, REPORTED), CLOSED],
        ids=["before", "after the report", "closed"],
    )  # fmt: skip
    def test_quiet_the_second_time(self, history: tuple[Any, ...]) -> None:
        assert given(*history).when(assess_requirement, **told(ASSESSED)) == ()

    def test_a_new_verdict_replaces_the_old_one(self) -> None:
        changed = replace(ASSESSED, verdict=Bedömning.UPPFYLLT)
        other = replace(ASSESSED, requirement="k2")
        state = INITIAL
        for event in (*BEGUN, ASSESSED, other, changed):
            state = evolve(state, event)
        assert state.assessed == (other, changed)


class TestJudgeEarlierDeficiency:
    """F-09: whether what was demanded earlier has been done is followed up too."""

    @pytest.mark.parametrize("verdict", Bedömning, ids=str)
    def test_happens(self, verdict: Bedömning) -> None:
        judged = replace(JUDGED, verdict=verdict)
        assert given(*BEGUN).when(judge_earlier_deficiency, **told(judged)) == (judged,)

    def test_happens_after_the_report(self) -> None:
        """The report may be done before anybody notices that a verdict is missing."""
        outcome = given(*BEGUN, REPORTED).when(judge_earlier_deficiency, **told(JUDGED))
        assert outcome == (JUDGED,)

    @unless_open
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(judge_earlier_deficiency, **told(JUDGED))
        assert outcome.code == "uppfoljning_ej_oppen"

    def test_quiet_the_second_time(self) -> None:
        assert given(*BEGUN).when(judge_earlier_deficiency, **told(JUDGED)).again() == ()

    def test_the_last_verdict_counts(self) -> None:
        changed = replace(JUDGED, verdict=Bedömning.INTE_UPPFYLLT, judged_on=day(8))
        state = INITIAL
        for event in (*BEGUN, JUDGED, changed):
            state = evolve(state, event)
        assert state.judged == (changed,)
        assert state.judged_deficiencies == {JUDGED.deficiency}
