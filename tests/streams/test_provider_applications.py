"""Applications to take part: received, tried skallkrav by skallkrav, accepted or rejected."""

from typing import Any

import pytest
from tests.streams.cases import DAY, day, told
from tests.streams.test_provider import SOLGÅRDEN

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.policy import Authority
from avtalsuppfoljning.provider import (
    ApplicationAccepted,
    ApplicationReceived,
    ApplicationRejected,
    ApplicationRequirementAssessed,
    accept_application,
    assess_application,
    receive_application,
    reject_application,
)
from avtalsuppfoljning.terms import Upphandlingsform
from avtalsuppfoljning.testing import given

CHAIR = Authority(person="Eva Ek", role="enhetschef", delegation_point="3.1")
RECEIVED = ApplicationReceived(
    application="a1",
    upphandlingsform=Upphandlingsform.LOV,
    operation="hemtjanst",
    dnr="VN 30/2026",
    received_on=DAY,
)
TAXES = ApplicationRequirementAssessed(
    application="a1",
    requirement="Fri från skatteskulder",
    is_met=True,
    reason="Intyg från Skatteverket.",
    assessed_on=day(3),
)
STAFF = replace(TAXES, requirement="Utbildad personal", reason="CV för alla.")
UNMET = replace(STAFF, is_met=False, reason="Två saknar utbildning.")
ACCEPTED = ApplicationAccepted(
    application="a1", by=CHAIR, motivation="Alla skallkrav är uppfyllda.", decided_on=day(9)
)
REJECTED = ApplicationRejected(
    application="a1", by=CHAIR, motivation="Personalkravet är inte uppfyllt.", decided_on=day(9)
)
APPLIED = (SOLGÅRDEN, RECEIVED)


class TestReceiveApplication:
    """S-06: whoever applies under LOV is tried; a provider may apply again later."""

    def test_happens(self) -> None:
        assert given(SOLGÅRDEN).when(receive_application, **told(RECEIVED)) == (RECEIVED,)

    def test_happens_again_after_a_rejection(self) -> None:
        again = replace(RECEIVED, application="a2", dnr="VN 90/2026", received_on=day(200))
        history = (*APPLIED, UNMET, REJECTED)
        assert given(*history).when(receive_application, **told(again)) == (again,)

    def test_refused_for_an_unknown_provider(self) -> None:
        assert given().when(receive_application, **told(RECEIVED)).code == "utforare_saknas"

    @pytest.mark.parametrize(
        "change", [{"dnr": "VN 31/2026"}, {"operation": "boende"}, {"received_on": day(1)}], ids=str
    )
    def test_refused_under_an_id_in_use(self, change: dict[str, Any]) -> None:
        outcome = given(*APPLIED).when(receive_application, **told(RECEIVED, **change))
        assert outcome.code == "ansokan_finns"

    def test_quiet_the_second_time(self) -> None:
        assert given(SOLGÅRDEN).when(receive_application, **told(RECEIVED)).again() == ()
        after = given(*APPLIED, TAXES, ACCEPTED)
        assert after.when(receive_application, **told(RECEIVED)) == ()

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"application": "Ansökan 1"}, "är inget id"),
            ({"application": "194000000010"}, "kan vara ett personnummer"),
            ({"operation": "Hemtjänst"}, "är inget ord"),
        ],
        ids=["no id", "O-07", "no word"],
    )
    def test_invalid(self, change: dict[str, Any], why: str) -> None:
        with pytest.raises(InvalidValueError, match=why):
            given(SOLGÅRDEN).when(receive_application, **told(RECEIVED, **change))


class TestAssessApplication:
    """S-06: each skallkrav of the förfrågningsunderlag is tried, with a reason."""

    @pytest.mark.parametrize("assessed", [TAXES, UNMET], ids=["met", "not met"])
    def test_happens(self, assessed: ApplicationRequirementAssessed) -> None:
        outcome = given(*APPLIED).when(assess_application, **told(assessed))
        assert outcome == (assessed,)

    def test_happens_anew_when_the_verdict_changes(self) -> None:
        history = given(*APPLIED, UNMET)
        assert history.when(assess_application, **told(STAFF)) == (STAFF,)

    def test_happens_once_more_when_it_changes_back(self) -> None:
        history = given(*APPLIED, UNMET, STAFF)
        assert history.when(assess_application, **told(UNMET)) == (UNMET,)

    @pytest.mark.parametrize("history", [(), (SOLGÅRDEN,)], ids=["unknown", "registered"])
    def test_refused_without_an_application(self, history: tuple[Any, ...]) -> None:
        assert given(*history).when(assess_application, **told(TAXES)).code == "ansokan_saknas"

    @pytest.mark.parametrize("decided", [ACCEPTED, REJECTED], ids=["accepted", "rejected"])
    def test_refused_once_it_is_decided(self, decided: Any) -> None:
        outcome = given(*APPLIED, TAXES, decided).when(assess_application, **told(STAFF))
        assert outcome.code == "ansokan_avgjord"

    def test_quiet_the_second_time(self) -> None:
        assert given(*APPLIED).when(assess_application, **told(TAXES)).again() == ()
        assert given(*APPLIED, TAXES, ACCEPTED).when(assess_application, **told(TAXES)) == ()


class TestAcceptApplication:
    """S-06: a person accepts what meets every skallkrav, and nothing else."""

    @pytest.mark.parametrize("assessed", [(TAXES, STAFF), (TAXES, UNMET, STAFF)], ids=range(2))
    def test_happens(self, assessed: tuple[Any, ...]) -> None:
        outcome = given(*APPLIED, *assessed).when(accept_application, **told(ACCEPTED))
        assert outcome == (ACCEPTED,)

    @pytest.mark.parametrize(
        "assessed",
        [(), (UNMET,), (TAXES, UNMET), (TAXES, STAFF, UNMET)],
        ids=["none tried", "not met", "one not met", "no longer met"],
    )
    def test_refused_unless_all_are_met(self, assessed: tuple[Any, ...]) -> None:
        outcome = given(*APPLIED, *assessed).when(accept_application, **told(ACCEPTED))
        assert outcome.code == "skallkrav_ej_uppfyllda"

    @pytest.mark.parametrize("history", [(), (SOLGÅRDEN,)], ids=["unknown", "registered"])
    def test_refused_without_an_application(self, history: tuple[Any, ...]) -> None:
        assert given(*history).when(accept_application, **told(ACCEPTED)).code == "ansokan_saknas"

    @pytest.mark.parametrize("change", [{"motivation": "Annan."}, {"decided_on": day(10)}], ids=str)
    def test_refused_once_it_is_decided_otherwise(self, change: dict[str, Any]) -> None:
        decided = given(*APPLIED, TAXES, ACCEPTED)
        outcome = decided.when(accept_application, **told(ACCEPTED, **change))
        assert outcome.code == "ansokan_avgjord"

    def test_refused_after_a_rejection(self) -> None:
        history = given(*APPLIED, TAXES, REJECTED)
        assert history.when(accept_application, **told(ACCEPTED)).code == "ansokan_avgjord"

    def test_quiet_the_second_time(self) -> None:
        assert given(*APPLIED, TAXES).when(accept_application, **told(ACCEPTED)).again() == ()


class TestRejectApplication:
    """S-06: a rejection says which skallkrav was not met; it may come before all are tried."""

    @pytest.mark.parametrize("assessed", [(), (UNMET,), (TAXES, UNMET)], ids=range(3))
    def test_happens(self, assessed: tuple[Any, ...]) -> None:
        outcome = given(*APPLIED, *assessed).when(reject_application, **told(REJECTED))
        assert outcome == (REJECTED,)

    @pytest.mark.parametrize("history", [(), (SOLGÅRDEN,)], ids=["unknown", "registered"])
    def test_refused_without_an_application(self, history: tuple[Any, ...]) -> None:
        assert given(*history).when(reject_application, **told(REJECTED)).code == "ansokan_saknas"

    def test_refused_after_an_acceptance(self) -> None:
        history = given(*APPLIED, TAXES, ACCEPTED)
        assert history.when(reject_application, **told(REJECTED)).code == "ansokan_avgjord"

    def test_quiet_the_second_time(self) -> None:
        assert given(*APPLIED, UNMET).when(reject_application, **told(REJECTED)).again() == ()

    @pytest.mark.parametrize("motivation", ["", " \n"], ids=["empty", "blank"])
    def test_invalid_without_a_motivation(self, motivation: str) -> None:
        with pytest.raises(InvalidValueError, match="no motivation"):
            given(*APPLIED).when(reject_application, **told(REJECTED, motivation=motivation))
