"""Steps 2-5 over their whole quotient, against an oracle written in plain Python."""

from itertools import product

import pytest
from tests.policy.cases import (
    LADDER,
    ÖREBRO,
    altered,
    consequences,
    facts,
    histories,
    severities,
)
from tests.policy.oracles import action_of, grade_of, level_of

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.guidelines import Guideline, LevelRule, Limit, LimitKind
from avtalsuppfoljning.policy import History, assess
from avtalsuppfoljning.terms import (
    Driftsform,
    Frekvens,
    Konsekvens,
    MeasureId,
    Resultat,
    Upphandlingsform,
)

ONE_CASE = {  # a case of each grade
    "mindre": (Frekvens.LÅG, Konsekvens.LITEN, False),
    "vasentlig": (Frekvens.SYSTEMATISK, Konsekvens.INGEN, False),
    "allvarlig": (Frekvens.LÅG, Konsekvens.ALLVARLIG, False),
    "synnerlig": (Frekvens.LÅG, Konsekvens.ALLVARLIG, True),
}


def guideline_where(status: dict[str, str], *, barred_ones_are_silent_too: bool) -> Guideline:
    """Örebro with other limits: each measure permitted, barred or silent, whatever the facts."""
    citation = ÖREBRO.limits[0].citation

    def limit(measure: str, kind: LimitKind) -> Limit:
        when = ("driftsform", tuple(Driftsform)) if kind == "hinder" else ("akut", ("nej", "ja"))
        return Limit(
            id=f"{measure}-{kind}",
            reason="egen_regi",
            refuses=(MeasureId(measure),),
            when=(when,),
            kind=kind,
            citation=citation,
        )

    barred = [limit(m, LimitKind.BARRED) for m in LADDER if status[m] == "barred"]
    shut = {"silent", "barred"} if barred_ones_are_silent_too else {"silent"}
    silent = [limit(m, LimitKind.SILENT) for m in LADDER if status[m] in shut]
    return altered(ÖREBRO, limits=(*silent, *barred))


def test_the_grade_over_every_cell() -> None:
    for frequency, worst, deliberate, repeated in severities():
        for at in range(3):
            three = [Konsekvens.INGEN] * 3
            three[at] = worst
            case = facts(
                frequency=frequency,
                consequences=consequences(*three),
                is_deliberate=deliberate,
                is_repeated=repeated,
            )
            expected = grade_of(frequency, worst, deliberate=deliberate)
            assert assess(case, ÖREBRO).grade == expected


@pytest.mark.parametrize("lowest", ["permitted", "barred", "silent"])
def test_the_recommendation_over_the_whole_quotient(lowest: str) -> None:
    """Grade, upprepad, history, and each measure permitted, barred or silent: 46 656 states."""
    cases = [
        (grade, repeated, history, facts(
            frequency=frequency,
            consequences=consequences(worst, Konsekvens.INGEN, Konsekvens.INGEN),
            is_deliberate=deliberate,
            is_repeated=repeated,
            history=history,
        ))
        for grade, (frequency, worst, deliberate) in ONE_CASE.items()
        for repeated in (False, True)
        for history in histories()
    ]  # fmt: skip
    assert len(cases) == 192
    kinds = ("permitted", "barred", "silent")
    for number, rest in enumerate(product(kinds, repeat=4)):
        status: dict[str, str] = dict(zip(map(str, LADDER), (lowest, *rest), strict=True))
        guideline = guideline_where(status, barred_ones_are_silent_too=number % 2 == 1)
        for grade, repeated, history, case in cases:
            found = assess(case, guideline).recommended
            level = level_of(grade, history, repeated=repeated)
            assert found.level == level
            assert found.action == action_of(level, history, status)


class TestPrivateLou:
    """O-A2: avstängning is only for LOV, so under LOU the rung is skipped upwards."""

    def test_hävning_follows_the_economic_sanction(self) -> None:
        case = facts(
            upphandlingsform=Upphandlingsform.LOU,
            history=History(
                highest_measure=MeasureId("ekonomisk_sanktion"), result=Resultat.KVARSTÅR
            ),
        )
        found = assess(case, ÖREBRO).recommended
        assert (found.level, found.action) == ("avstangning", "havning")
        assert found.reason == "narmast_oppna_steg"
        assert "Avstängning" in {each.section for each in found.citations}

    def test_without_its_ground_the_nämnd_has_to_look(self) -> None:
        case = facts(
            upphandlingsform=Upphandlingsform.LOU,
            termination_ground_met=False,
            history=History(
                highest_measure=MeasureId("ekonomisk_sanktion"), result=Resultat.KVARSTÅR
            ),
        )
        found = assess(case, ÖREBRO).recommended
        assert (found.action, found.reason) == ("eskalera_till_namnd", "ej_oppet_pa_nivan")


def test_every_reason_of_a_recommendation() -> None:
    """The codes are stable: others store and translate them."""
    bolag, last = Driftsform.KOMMUNALT_BOLAG, MeasureId("havning")
    found = {
        assess(case, ÖREBRO).recommended.reason
        for case in (
            facts(),
            facts(is_avtalsbrist=False),
            facts(highest_measure=MeasureId("papekande")),
            facts(highest_measure=last, result=Resultat.KVARSTÅR),
            facts(driftsform=bolag),
            facts(measures=(), frequency=Frekvens.SYSTEMATISK),
        )
    }
    assert found == {
        "pa_nivan", "niva_ingen", "resultat_avvaktas", "over_stegen", "inget_steg_kvar",
        "ej_oppet_pa_nivan",
    }  # fmt: skip


def test_an_unset_parameter_is_never_a_default() -> None:
    row = altered(ÖREBRO.level.rows[1], gives=LevelRule.NOT_ASSESSABLE)
    rows = (ÖREBRO.level.rows[0], row, *ÖREBRO.level.rows[2:])
    guideline = altered(ÖREBRO, level=altered(ÖREBRO.level, rows=rows))
    found = assess(facts(), guideline).recommended
    assert (found.action, found.level) == ("ej_bedombar", "ej_bedombar")


def test_a_measure_of_another_guideline_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="varning"):
        assess(facts(highest_measure=MeasureId("varning")), ÖREBRO)
