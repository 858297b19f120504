"""Södertälje, ÄON 18/005: åtgärdsplan upon a risk, a visit, and then the nämnd."""

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from tests.policy.cases import altered, consequences, facts

from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines import load, parse, shipped_text
from avtalsuppfoljning.policy import Assessment, Facts, assess
from avtalsuppfoljning.policy.facts import Measured
from avtalsuppfoljning.terms import (
    Driftsform,
    Frekvens,
    Konsekvens,
    MeasureId,
    Oegentlighet,
    Resultat,
)

SÖDERTÄLJE = load("sodertalje")
PLAN = MeasureId("atgardsplan")
SERIOUS = consequences(Konsekvens.ALLVARLIG, Konsekvens.INGEN, Konsekvens.INGEN)
MANUAL = "andel_manuella_registreringar"


def found(case: Facts) -> Assessment:
    return assess(case, SÖDERTÄLJE)


def action(**changes: Any) -> str:
    return found(facts(**changes)).recommended.action


def duties(**changes: Any) -> set[str]:
    return {each.duty for each in found(facts(**changes)).duties}


class TestÅtgärdsplan:
    """3.5, points 1-2: serious, risk of serious, or repeated."""

    def test_what_calls_for_one(self) -> None:
        assert action(consequences=SERIOUS) == PLAN
        assert action(is_repeated=True) == PLAN
        assert action(consequences=SERIOUS, is_avtalsbrist=False, is_risk=True) == PLAN
        assert action(is_deliberate=True) == action(frequency=Frekvens.SYSTEMATISK) == PLAN

    def test_what_does_not(self) -> None:
        assert action() == "ingen"
        assert action(consequences=SERIOUS, is_avtalsbrist=False) == "ingen"
        assert found(facts()).permitted_measure(PLAN) is not None

    def test_risk_suffices_whoever_the_provider_is(self) -> None:
        for form, frequency in product(Driftsform, Frekvens):
            case = facts(driftsform=form, frequency=frequency, is_avtalsbrist=False, is_risk=True)
            assert found(case).permitted_measure(PLAN) is not None


class TestVisitAndReport:
    """3.5, points 3-4: a new follow-up by visit; then a report with a proposal."""

    def test_the_plan_is_awaited_then_seen_to_by_a_visit(self) -> None:
        history: dict[str, Any] = {"highest_measure": PLAN, "consequences": SERIOUS}
        assert action(**history) == "avvakta_resultatuppfoljning"
        assert "granska_genom_besok" in duties(**history)
        assert "rapport_med_forslag" not in duties(**history)

    @pytest.mark.parametrize("result", [Resultat.KVARSTÅR, Resultat.PLAN_UTEBLIVEN])
    def test_no_ladder_above_the_plan(self, result: Resultat) -> None:
        case = facts(highest_measure=PLAN, result=result)
        assert found(case).recommended.action == "eskalera_till_namnd"
        assert found(case).recommended.level == "namnd"
        assert "rapport_med_forslag" in duties(highest_measure=PLAN, result=result)


def test_acute_deficiencies_go_to_both_at_once() -> None:
    """3.3: socialdirektör and nämnd."""
    assert {"meddela_socialdirektor", "meddela_namnd"} <= duties(is_acute=True)
    assert not {"meddela_socialdirektor", "meddela_namnd"} & duties()


@pytest.mark.parametrize("kind", Oegentlighet)
def test_irregularities_are_reported_and_not_investigated(kind: Oegentlighet) -> None:
    """2.3: at external providers; in egen regi the municipality's own control (a reading)."""
    case = facts(irregularity=kind, is_repeated=True)
    assert found(case).refused[0].reasons == ("ska_anmalas",)
    assert "anmal_oegentlighet" in duties(irregularity=kind)
    own = duties(irregularity=kind, driftsform=Driftsform.EGEN_REGI)
    assert ("intern_kontroll" in own, "anmal_oegentlighet" in own) == (True, False)


class TestThreshold:
    """ÄON 2017/063: an acceptable share is to be set; it is not."""

    @staticmethod
    def measured(figure: str, name: str = MANUAL) -> Facts:
        share = Measured(parameter=name, figure=Decimal(figure))
        return facts(is_avtalsbrist=False, measured=(share,))

    def test_no_threshold_is_not_the_same_as_acceptable(self) -> None:
        for figure in ("0", "23", "100"):
            recommended = found(self.measured(figure)).recommended
            assert (recommended.action, recommended.level) == ("ej_bedombar", "ej_bedombar")
            assert recommended.reason == "parameter_saknas"

    def test_an_established_deficiency_needs_no_threshold(self) -> None:
        case = altered(self.measured("40"), finding=altered(facts().finding, is_repeated=True))
        assert found(case).recommended.action == PLAN

    def test_once_it_is_set(self) -> None:
        text = shipped_text("sodertalje").replace(
            'enhet = "procent"', 'enhet = "procent"\nvarde = "20"'
        )
        with_one = parse(text)
        for figure, name, action in (
            ("20", MANUAL, "ingen"),
            ("20.1", MANUAL, "ingen"),
            ("1", "nagot_annat", "ej_bedombar"),
        ):
            case = self.measured(figure, name)
            assert assess(case, with_one).recommended.action == action
        assert "niva-over-troskeln" in assess(self.measured("21"), with_one).trace

    def test_the_law_that_no_level_is_no_approval(self) -> None:
        text = shipped_text("sodertalje").replace('ger = "ej_bedombar"', 'ger = "ingen"', 1)
        with pytest.raises(GuidelineError, match="utan-troskel-inget-godkant") as caught:
            parse(text)
        assert caught.value.place == "lag[4]"
        assert "troskel=ej_satt" in str(caught.value)
