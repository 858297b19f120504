"""What the policy is told about a deficiency, event by event, seen from a day."""

from functools import reduce
from typing import Any

import pytest
from tests.streams.cases import DAY, MINOR, SERIOUS, SIGNED, day
from tests.streams.rulings import ÖREBRO, choose, rule

from avtalsuppfoljning import deficiency
from avtalsuppfoljning.agreement import (
    Agreement,
    AgreementSigned,
    Party,
    Terms,
    TermsAmended,
    UppsägningGiven,
)
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import (
    AbstentionDecided,
    DeficiencySanctioned,
    HävningsgrundAssessed,
    KommuniceringAnswered,
    KommuniceringExcepted,
    KommuniceringSent,
    PåpekandeIssued,
    ResultatuppföljningFailed,
    ResultatuppföljningPassed,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.policy import Facts, History, Instrument
from avtalsuppfoljning.terms import (
    AgreementKind,
    Driftsform,
    Hörd,
    MeasureId,
    Resultat,
    SanctionId,
    Upphandlingsform,
)
from avtalsuppfoljning.views.facts import facts_of

BASE = Facts(
    on=DAY,
    driftsform=Driftsform.PRIVAT_REGI,
    upphandlingsform=Upphandlingsform.LOV,
    instrument=Instrument(
        measures=SIGNED.terms.measures,
        economic_forms=SIGNED.terms.economic_forms,
        suspension_channels=SIGNED.terms.suspension_channels,
        termination_ground_met=False,
        refers_to_guideline=False,
        ends_on=None,
        only_individavtal=False,
        amount_caps=SIGNED.terms.amount_caps,
    ),
    finding=MINOR.finding,
    history=History(highest_measure=None, result=Resultat.EJ_UPPFÖLJD),
    heard=Hörd.EJ_TILLFRÅGAD,
)

ASKED = KommuniceringSent(sent_on=DAY, reply_by=day(14))
ANSWERED = KommuniceringAnswered(answered_on=day(9), answer="Ja.")
EXCEPTED = KommuniceringExcepted(reason="Fara.", person="Eva Ek", excepted_on=DAY)
GROUND = HävningsgrundAssessed(is_met=True, clause="11", motivation="Ja.", assessed_on=day(3))
ISSUED = PåpekandeIssued(text="Utbilda.", ruling=rule(choose("papekande"), MINOR))
REQUESTED = ÅtgärdsplanRequested(due_on=day(21), ruling=rule(choose("atgardsplan"), SERIOUS))
SANCTIONED = DeficiencySanctioned(sanction=SanctionId("s1"), choice=choose("avstangning"))
FOREIGN = DeficiencySanctioned(sanction=SanctionId("s2"), choice=choose("varning"))
ABSTAINED = AbstentionDecided(ruling=rule(choose(None), MINOR))
PASSED = ResultatuppföljningPassed(observation="Bra.", passed_on=day(60))
FAILED = ResultatuppföljningFailed(observation="Kvar.", failed_on=day(60))


def facts(agreement: AgreementSigned, *history: Any, number: int = 0) -> Facts:
    state = reduce(deficiency.evolve, (MINOR, *history), deficiency.INITIAL)
    return facts_of(Agreement(signed=agreement), state, ÖREBRO, on=day(number), sanctions={})


def test_a_new_deficiency() -> None:
    assert facts(SIGNED) == BASE


@pytest.mark.parametrize(
    ("history", "number", "heard"),
    [
        ((ASKED,), 0, Hörd.SVARSTID_LÖPER),
        ((ASKED,), 14, Hörd.SVARSTID_LÖPER),
        ((ASKED,), 15, Hörd.SVARSTID_UTE),
        ((ASKED, ANSWERED), 8, Hörd.SVARSTID_LÖPER),
        ((ASKED, ANSWERED), 9, Hörd.SVAR_INKOMMET),
        ((EXCEPTED,), 0, Hörd.UNDANTAG),
    ],
)
def test_whether_the_provider_has_been_heard(
    history: tuple[Any, ...], number: int, heard: Hörd
) -> None:
    assert facts(SIGNED, *history, number=number) == replace(BASE, on=day(number), heard=heard)


@pytest.mark.parametrize(
    ("history", "number", "highest", "result"),
    [
        ((ISSUED,), 0, "papekande", Resultat.EJ_UPPFÖLJD),
        ((REQUESTED,), 21, "atgardsplan", Resultat.EJ_UPPFÖLJD),
        ((REQUESTED,), 22, "atgardsplan", Resultat.PLAN_UTEBLIVEN),
        ((REQUESTED, SANCTIONED), 22, "avstangning", Resultat.EJ_UPPFÖLJD),
        ((SANCTIONED, ISSUED), 0, "avstangning", Resultat.EJ_UPPFÖLJD),
        ((ISSUED, FAILED), 60, "papekande", Resultat.KVARSTÅR),
        ((ISSUED, FAILED, PASSED), 60, "papekande", Resultat.ÅTGÄRDAD),
        ((ABSTAINED,), 0, None, Resultat.EJ_UPPFÖLJD),
        ((FOREIGN,), 0, None, Resultat.EJ_UPPFÖLJD),
        ((ISSUED, FOREIGN), 0, "papekande", Resultat.EJ_UPPFÖLJD),
    ],
)
def test_what_has_been_done(
    history: tuple[Any, ...], number: int, highest: str | None, result: Resultat
) -> None:
    """O-59: the highest measure of this guideline, and the result of the last one."""
    told = History(highest_measure=None if highest is None else MeasureId(highest), result=result)
    assert facts(SIGNED, *history, number=number) == replace(BASE, on=day(number), history=told)


@pytest.mark.parametrize(
    ("history", "number", "is_met"),
    [
        ((GROUND,), 3, True),
        ((GROUND,), 2, False),
        ((replace(GROUND, is_met=False),), 3, False),
        ((GROUND, replace(GROUND, is_met=False, assessed_on=day(4))), 4, False),
    ],
)
def test_the_ground_for_termination(history: tuple[Any, ...], number: int, is_met: bool) -> None:
    """O-58: met from the day on which somebody judged it so."""
    found = facts(SIGNED, *history, number=number)
    instrument = replace(BASE.instrument, termination_ground_met=is_met)
    assert found == replace(BASE, on=day(number), instrument=instrument)


@pytest.mark.parametrize(
    ("agreement", "expected"),
    [
        (
            replace(SIGNED, terms=Terms(refers_to_guideline=True)),
            replace(BASE, instrument=Instrument(refers_to_guideline=True)),
        ),
        (
            replace(SIGNED, kind=AgreementKind.INDIVIDAVTAL),
            replace(BASE, instrument=replace(BASE.instrument, only_individavtal=True)),
        ),
        (
            replace(SIGNED, ends_on=day(5)),
            replace(BASE, instrument=replace(BASE.instrument, ends_on=day(5))),
        ),
        (
            replace(SIGNED, upphandlingsform=Upphandlingsform.LOU),
            replace(BASE, upphandlingsform=Upphandlingsform.LOU),
        ),
        (
            replace(SIGNED, driftsform=Driftsform.KOMMUNALT_BOLAG),
            replace(BASE, driftsform=Driftsform.KOMMUNALT_BOLAG),
        ),
    ],
    ids=["O-49 refers", "individavtal", "end", "O-57 LOU", "company"],
)
def test_what_the_agreement_says(agreement: AgreementSigned, expected: Facts) -> None:
    assert facts(agreement) == expected


def test_what_an_amendment_says_from_its_day() -> None:
    """O-46, T-21: rules that were agreed later judge nothing before their day."""
    amended = TermsAmended(
        terms=Terms(refers_to_guideline=True), dnr="VN 3", amended_on=day(1), applies_from=day(5)
    )
    agreement = Agreement(signed=SIGNED, amended=(amended,))
    state = deficiency.evolve(deficiency.INITIAL, MINOR)
    found = [facts_of(agreement, state, ÖREBRO, on=day(n), sanctions={}).instrument for n in (4, 5)]
    assert found == [BASE.instrument, Instrument(refers_to_guideline=True)]


def test_an_uppsägning_tells_when_the_agreement_ends() -> None:
    """O-58: an agreement under notice is nearly over, and the policy is told when."""
    notice = UppsägningGiven(
        by=Party.UTFÖRAREN, given_on=day(1), ends_on=day(90), reason="Flytt.", dnr="VN 4"
    )
    agreement = Agreement(signed=SIGNED, notices=(notice,))
    state = deficiency.evolve(deficiency.INITIAL, MINOR)
    found = [facts_of(agreement, state, ÖREBRO, on=day(n), sanctions={}) for n in (0, 1)]
    assert [each.instrument.ends_on for each in found] == [None, day(90)]


def test_refused_without_a_deficiency() -> None:
    with pytest.raises(DecisionRefusedError) as refused:
        facts_of(Agreement(signed=SIGNED), deficiency.INITIAL, ÖREBRO, on=DAY, sanctions={})
    assert refused.value.code == "brist_saknas"
