"""Time for the cure, the grounds on which an agreement may end, and what comes to light later."""

from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

import pytest
from tests.streams.cases import DAY, MINOR, SERIOUS, day, told
from tests.streams.exempelkoping import CHAIR, pick, ruled
from tests.streams.rulings import choose, rule

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import (
    INITIAL,
    AbstentionDecided,
    Deficiency,
    DeficiencyRemedied,
    DeficiencySanctioned,
    DelegationsbeslutReported,
    Demand,
    FindingSupplemented,
    HävningsgrundAssessed,
    PåpekandeIssued,
    ResultatuppföljningPassed,
    RättelseDemanded,
    RättelsekravSent,
    UppsägningsgrundAssessed,
    assess_hävningsgrund,
    assess_uppsägningsgrund,
    demand_rättelse,
    evolve,
    issue_påpekande,
    note_sanction,
    report_delegationsbeslut,
    send_rättelsekrav,
    supplement_finding,
)
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.policy import Measured
from avtalsuppfoljning.terms import MeasureId, Oegentlighet, SanctionId
from avtalsuppfoljning.testing import given

S1 = SanctionId("s1")
RÄTTELSE, VARNING = MeasureId("rattelse"), MeasureId("varning")
TEXT = "Ni ska se till att alla är utbildade."
DEMANDED = RättelseDemanded(text=TEXT, ruling=ruled(pick("rattelse"), SERIOUS))
DATED = ruled(pick("rattelse", cure_dates=(day(20), day(40))), SERIOUS)
WARNED = DeficiencySanctioned(sanction=S1, choice=pick("varning"), demands_cure=True)
SENT = RättelsekravSent(sent_on=day(2), measure=RÄTTELSE, decided_on=DAY)
CLOSED = (
    MINOR,
    ResultatuppföljningPassed(observation="Bra.", passed_on=day(60)),
    DeficiencyRemedied(remedied_on=day(61)),
)


def state(*history: Any) -> Deficiency:
    return reduce(evolve, history, INITIAL)


class TestDemandRattelse:
    """A demand for rättelse is a measure of its own: no påpekande, and no sanction."""

    def test_happens(self) -> None:
        found = given(SERIOUS).when(demand_rättelse, text=TEXT, ruling=DEMANDED.ruling)
        assert found == (DEMANDED,)
        assert state(SERIOUS, DEMANDED).demands == (Demand(DEMANDED.ruling.choice),)
        assert state(SERIOUS, DEMANDED).measures == ("rattelse",)

    def test_happens_with_days_of_its_own(self) -> None:
        found = given(SERIOUS).when(demand_rättelse, text=TEXT, ruling=DATED)
        assert found == (RättelseDemanded(text=TEXT, ruling=DATED),)

    def test_refused_as_a_papekande_and_the_other_way_round(self) -> None:
        found = given(SERIOUS).when(issue_påpekande, text=TEXT, ruling=DEMANDED.ruling)
        assert found.code == "annan_verkan"
        remark = ruled(pick("papekande"), SERIOUS)
        assert given(SERIOUS).when(demand_rättelse, text=TEXT, ruling=remark).code == found.code

    def test_quiet_the_second_time(self) -> None:
        found = given(SERIOUS).when(demand_rättelse, text=TEXT, ruling=DEMANDED.ruling)
        assert found.again() == ()


class TestSendRattelsekrav:
    """The time for the cure is counted from dispatch, so the day of dispatch is a fact."""

    def test_happens(self) -> None:
        found = given(SERIOUS, DEMANDED).when(send_rättelsekrav, measure=RÄTTELSE, sent_on=day(2))
        assert found == (SENT,)
        assert [each.sent_on for each in state(SERIOUS, DEMANDED, SENT).demands] == [day(2)]

    def test_happens_for_the_demand_in_a_varning(self) -> None:
        found = given(SERIOUS, WARNED).when(send_rättelsekrav, measure=VARNING, sent_on=DAY)
        assert found == (replace(SENT, measure=VARNING, sent_on=DAY),)

    def test_happens_for_a_new_demand_after_the_first(self) -> None:
        """Each demand has its own day; the second is not the first once more."""
        anew = RättelseDemanded(
            text=TEXT, ruling=ruled(pick("rattelse", decided_on=day(9)), SERIOUS, DEMANDED, SENT)
        )
        history = (SERIOUS, DEMANDED, SENT, anew)
        found = given(*history).when(send_rättelsekrav, measure=RÄTTELSE, sent_on=day(9))
        assert found == (replace(SENT, sent_on=day(9), decided_on=day(9)),)
        after = state(*history, *(found.events or ()))
        assert [each.sent_on for each in after.demands] == [day(2), day(9)]

    @pytest.mark.parametrize("history", [(), (replace(WARNED, demands_cure=False),)])
    def test_refused_without_a_demand(self, history: tuple[Any, ...]) -> None:
        found = given(SERIOUS, *history).when(send_rättelsekrav, measure=VARNING, sent_on=DAY)
        assert found.code == "rattelsekrav_saknas"

    def test_refused_on_another_day_than_it_was_sent(self) -> None:
        """The time runs from one day only."""
        found = given(SERIOUS, DEMANDED, SENT)
        outcome = found.when(send_rättelsekrav, measure=RÄTTELSE, sent_on=day(3))
        assert outcome.code == "rattelsekrav_skickat"

    def test_refused_when_the_deficiency_is_remedied(self) -> None:
        found = given(*CLOSED).when(send_rättelsekrav, measure=RÄTTELSE, sent_on=DAY)
        assert found.code == "brist_atgardad"

    def test_quiet_the_second_time(self) -> None:
        found = given(SERIOUS, DEMANDED).when(send_rättelsekrav, measure=RÄTTELSE, sent_on=day(2))
        assert found.again() == ()

    @pytest.mark.parametrize(
        ("sent_on", "told"), [(day(-1), "was decided on"), (day(21), "before it is dispatched")]
    )
    def test_invalid_days(self, sent_on: date, told: str) -> None:
        dated = RättelseDemanded(text=TEXT, ruling=DATED)
        with pytest.raises(InvalidValueError, match=told):
            given(SERIOUS, dated).when(send_rättelsekrav, measure=RÄTTELSE, sent_on=sent_on)


def test_a_varning_holds_a_demand_and_a_vite_none() -> None:
    for measure, demands in (("varning", True), ("vite", False)):
        ruling = ruled(pick(measure), SERIOUS)
        (noted,) = given(SERIOUS).when(note_sanction, ruling=ruling, sanction=S1).events or ()
        assert noted.demands_cure is demands
        assert bool(state(SERIOUS, noted).demands) is demands


# ── the grounds on which the agreement may end ──

NOTICE = UppsägningsgrundAssessed(
    is_met=True, clause="12.1", motivation="Upprepade brister.", assessed_on=day(3)
)
AT_ONCE = HävningsgrundAssessed(
    is_met=True, clause="11.3", motivation="Fara.", assessed_on=day(3), is_immediate=True
)


class TestAssessUppsagningsgrund:
    """The ground for uppsägning is the agreement's own, beside that for hävning."""

    @pytest.mark.parametrize("is_met", [True, False])
    def test_happens(self, *, is_met: bool) -> None:
        assessed = replace(NOTICE, is_met=is_met)
        assert given(MINOR).when(assess_uppsägningsgrund, **told(assessed)) == (assessed,)

    def test_happens_anew_on_the_same_day(self) -> None:
        """Of two judgements on one day, the last one counts."""
        otherwise = replace(NOTICE, is_met=False)
        after = given(MINOR, NOTICE).when(assess_uppsägningsgrund, **told(otherwise))
        assert after == (otherwise,)
        back = given(MINOR, NOTICE, otherwise).when(assess_uppsägningsgrund, **told(NOTICE))
        assert back == (NOTICE,)

    def test_refused_without_a_deficiency(self) -> None:
        assert given().when(assess_uppsägningsgrund, **told(NOTICE)).code == "brist_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(MINOR).when(assess_uppsägningsgrund, **told(NOTICE)).again() == ()

    @pytest.mark.parametrize("change", [{"clause": " "}, {"motivation": ""}], ids=str)
    def test_invalid_without_clause_or_motivation(self, change: dict[str, str]) -> None:
        with pytest.raises(InvalidValueError, match="its clause and a motivation"):
            given(MINOR).when(assess_uppsägningsgrund, **told(NOTICE, **change))


def test_an_immediate_ground_is_another_ground() -> None:
    plain = replace(AT_ONCE, is_immediate=False)
    assert given(MINOR, AT_ONCE).when(assess_hävningsgrund, **told(plain)) == (plain,)
    found = state(MINOR, AT_ONCE, replace(plain, is_met=False))
    at_once = found.ground_on(day(3), HävningsgrundAssessed, is_immediate=True)
    assert at_once == AT_ONCE
    assert found.ground_on(day(3), HävningsgrundAssessed) == replace(plain, is_met=False)
    assert found.ground_on(day(2), HävningsgrundAssessed) is None
    assert found.ground_on(day(3), UppsägningsgrundAssessed) is None


# ── what comes to light later ──

MORE = FindingSupplemented(
    has_damage=True,
    is_overpaid=True,
    irregularity=Oegentlighet.AVGIFTER,
    measured=(Measured(parameter="andel", figure=Decimal(23)),),
    motivation="Fakturorna är granskade.",
    supplemented_on=day(5),
)


class TestSupplementFinding:
    """Damage, overpayment, irregularity and figures may come to light after the finding."""

    def test_happens(self) -> None:
        assert given(MINOR).when(supplement_finding, **told(MORE)) == (MORE,)
        found = state(MINOR, MORE)
        assert found.finding_on(day(4)) == MINOR.finding
        assert found.finding_on(day(5)) == replace(
            MINOR.finding,
            has_damage=True,
            is_overpaid=True,
            irregularity=Oegentlighet.AVGIFTER,
            measured=MORE.measured,
        )

    def test_happens_when_it_turns_out_otherwise(self) -> None:
        less = replace(MORE, has_damage=False, supplemented_on=day(6))
        assert given(MINOR, MORE).when(supplement_finding, **told(less)) == (less,)
        assert not state(MINOR, MORE, less).finding_on(day(6)).has_damage

    @pytest.mark.parametrize(
        ("history", "code"), [((), "brist_saknas"), (CLOSED, "brist_atgardad")]
    )
    def test_refused(self, history: tuple[Any, ...], code: str) -> None:
        assert given(*history).when(supplement_finding, **told(MORE)).code == code

    def test_refused_to_decide_on_the_finding_before(self) -> None:
        """A ruling on what was known then is no ruling on what is known now."""
        ruling = rule(choose("papekande", decided_on=day(5)), MINOR)
        outcome = given(MINOR, MORE).when(issue_påpekande, text="Nej.", ruling=ruling)
        assert outcome.code == "andra_fakta"

    def test_quiet_the_second_time(self) -> None:
        assert given(MINOR).when(supplement_finding, **told(MORE)).again() == ()

    @pytest.mark.parametrize(
        ("change", "why"),
        [({"motivation": " "}, "motivation"), ({"supplemented_on": day(-1)}, "was established on")],
    )
    def test_invalid(self, change: dict[str, Any], why: str) -> None:
        with pytest.raises(InvalidValueError, match=why):
            given(MINOR).when(supplement_finding, **told(MORE, **change))


# ── the nämnd is told ──

ISSUED = PåpekandeIssued(text="Utbilda.", ruling=rule(choose("papekande"), MINOR))
ABSTAINED = AbstentionDecided(ruling=rule(choose(None), MINOR))
REPORTED = DelegationsbeslutReported(meeting_on=day(10), dnr="VN 90/2026")


class TestReportDelegationsbeslut:
    """O-51, KL 6:40: what is decided by delegation is reported, and not to act is decided too."""

    @pytest.mark.parametrize("decided", [ISSUED, ABSTAINED, DEMANDED, WARNED])
    def test_happens(self, decided: Any) -> None:
        found = given(MINOR, decided).when(report_delegationsbeslut, **told(REPORTED))
        assert found == (REPORTED,)

    def test_happens_when_the_deficiency_is_remedied(self) -> None:
        history = (MINOR, ISSUED, *CLOSED[1:])
        assert given(*history).when(report_delegationsbeslut, **told(REPORTED)) == (REPORTED,)

    @pytest.mark.parametrize(
        ("history", "changes"), [((MINOR,), {}), ((MINOR, ISSUED), {"meeting_on": day(-1)})]
    )
    def test_refused_where_nothing_had_been_decided(
        self, history: tuple[Any, ...], changes: dict[str, Any]
    ) -> None:
        outcome = given(*history).when(report_delegationsbeslut, **told(REPORTED, **changes))
        assert outcome.code == "inget_att_anmala"

    def test_quiet_the_second_time(self) -> None:
        found = given(MINOR, ISSUED).when(report_delegationsbeslut, **told(REPORTED))
        assert found.again() == ()


def test_what_the_chair_decided_is_remembered_as_urgent() -> None:
    """KL 6:39."""
    choice = pick("papekande", by=CHAIR)
    (issued,) = (
        given(MINOR).when(issue_påpekande, text="!", ruling=ruled(choice, MINOR)).events or ()
    )
    assert state(MINOR, issued).urgent == (choice,)
    assert state(MINOR, ISSUED).urgent == ()
