"""Sundsvall and the socialförvaltning: follow-up plans that leave sanctions to the agreement."""

from typing import Any

import pytest
from tests.policy.cases import facts

from avtalsuppfoljning.guidelines import load
from avtalsuppfoljning.policy import Assessment, assess
from avtalsuppfoljning.terms import Driftsform, MeasureId, Resultat, Upphandlingsform


def sundsvall(**changes: Any) -> Assessment:
    return assess(facts(**changes), load("sundsvall"))


def socialförvaltning(**changes: Any) -> Assessment:
    return assess(facts(**changes), load("socialforvaltning"))


@pytest.mark.parametrize("name", ["sundsvall", "socialforvaltning"])
def test_no_measure_is_a_sanction(name: str) -> None:
    """S-A8, F-A7."""
    assert not any(each.is_sanction for each in load(name).measures)
    assert load(name).matrix is None


class TestSundsvall:
    """Återkrav by an internal routine; otherwise the agreement."""

    def test_only_private_providers_of_home_care_under_lov(self) -> None:
        """S-01."""
        for changes in (
            {"driftsform": Driftsform.EGEN_REGI},
            {"driftsform": Driftsform.KOMMUNALT_BOLAG},
            {"upphandlingsform": Upphandlingsform.LOU},
        ):
            found = sundsvall(is_overpaid=True, **changes)
            assert (found.permitted, found.recommended.reason) == ((), "omfattas_ej")
            assert found.recommended.level == "aterkrav", "the level is on equal terms"

    def test_money_paid_in_error_is_claimed_back(self) -> None:
        """S-14; it needs no form, and no breach."""
        for breach in (False, True):
            found = sundsvall(is_overpaid=True, is_avtalsbrist=breach)
            assert found.recommended.action == "aterkrav"
            assert found.permitted[0].forms == ()
        assert "folj_rutin_for_aterkrav" in {each.duty for each in found.duties}

    def test_otherwise_the_agreement_and_the_nämnd(self) -> None:
        found = sundsvall()
        assert found.refused[0].reasons == ("inget_att_kravas_ater",)
        assert found.recommended.action == "eskalera_till_namnd"
        assert sundsvall(is_avtalsbrist=False).recommended.action == "ingen"

    def test_the_date_is_our_choice(self) -> None:
        assert load("sundsvall").version == "2019-01-01"


class TestSocialförvaltning:
    """Krav på åtgärder are followed up; nothing is said of what comes after."""

    def test_individavtal_are_outside(self) -> None:
        """F-10."""
        found = socialförvaltning(only_individavtal=True)
        assert found.refused[0].reasons == ("endast_individavtal",)
        assert (found.recommended.action, found.recommended.reason) == ("ingen", "omfattas_ej")

    def test_both_own_and_private(self) -> None:
        """F-01."""
        for form in (Driftsform.EGEN_REGI, Driftsform.PRIVAT_REGI):
            assert socialförvaltning(driftsform=form).recommended.action == "krav_pa_atgarder"

    def test_what_was_demanded_is_checked(self) -> None:
        """F-09."""
        history: dict[str, Any] = {"highest_measure": MeasureId("krav_pa_atgarder")}
        found = socialförvaltning(**history)
        assert found.recommended.action == "avvakta_resultatuppfoljning"
        assert "folj_upp_kravda_atgarder" in {each.duty for each in found.duties}
        after = socialförvaltning(**history, result=Resultat.KVARSTÅR)
        assert after.recommended.action == "eskalera_till_namnd"
