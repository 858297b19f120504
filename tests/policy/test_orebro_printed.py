"""Örebro, steps 1-2: what may be done and why not, against an oracle written in plain Python.

Requirements O-42 to O-58 and O-A2, O-A4, O-A10. The oracle knows no table, row or input.
"""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from tests.policy.cases import (
    BASE,
    LADDER,
    ÖREBRO,
    all_facts,
    altered,
    consequences,
    facts,
    unhurried,
)
from tests.policy.oracles import is_minor, reasons

from avtalsuppfoljning.policy import Facts, Instrument, assess
from avtalsuppfoljning.terms import (
    Driftsform,
    EkonomiskForm,
    Frekvens,
    Kanal,
    Konsekvens,
    MeasureId,
    Upphandlingsform,
)

BOOLS = (False, True)
LAST_YEAR = date(2025, 12, 31)


def answers(case: Facts) -> dict[str, set[str]]:
    assessed = assess(case, ÖREBRO)
    found: dict[str, set[str]] = {each.measure: set(each.reasons) for each in assessed.refused}
    assert all(found.values())
    return found | {each.measure: set() for each in assessed.permitted}


def test_minor_is_what_note_4_says() -> None:
    space = product(Frekvens, Konsekvens, Konsekvens, Konsekvens, (False, True))
    for frequency, *three, deliberate in space:
        case = facts(
            frequency=frequency, consequences=consequences(*three), is_deliberate=deliberate
        )
        assessed = assess(case, ÖREBRO)
        assert assessed.is_minor is is_minor(case), "the note does not speak of intent"
        assert (assessed.grade == "mindre") is (is_minor(case) and not deliberate)


def test_påpekande_over_every_cell() -> None:
    states = 0
    for form, law, ended, breach, frequency, *three in product(
        Driftsform, Upphandlingsform, BOOLS, BOOLS, Frekvens, Konsekvens, Konsekvens, Konsekvens
    ):
        case = facts(
            driftsform=form,
            upphandlingsform=law,
            ends_on=LAST_YEAR if ended else None,
            is_avtalsbrist=breach,
            frequency=frequency,
            consequences=consequences(*three),
        )
        assert answers(case)["papekande"] == reasons("papekande", case)
        states += 1
    assert states == 6144


@pytest.mark.parametrize("measure", LADDER[1:])
def test_sanctions_over_every_cell(measure: MeasureId) -> None:
    for form, law, ended, breach, named, refers, regulated, ground in product(
        Driftsform, Upphandlingsform, BOOLS, BOOLS, BOOLS, BOOLS, BOOLS, BOOLS
    ):
        agreement = Instrument(
            measures=(measure,) if named else tuple(m for m in LADDER if m != measure),
            economic_forms=(EkonomiskForm.VITE,) if regulated else (),
            suspension_channels=(Kanal.ICKEVAL,) if regulated else (),
            termination_ground_met=ground,
            refers_to_guideline=refers,
            ends_on=LAST_YEAR if ended else None,
        )
        case = facts(
            driftsform=form, upphandlingsform=law, is_avtalsbrist=breach, instrument=agreement
        )
        assert answers(case)[measure] == reasons(measure, case)


@unhurried
@given(all_facts())
def test_nothing_else_is_read(case: Facts) -> None:
    """The product of all facts is too large to walk through; this samples it."""
    assert answers(case) == {measure: reasons(measure, case) for measure in LADDER}


def test_an_agreement_is_in_force_on_its_last_day() -> None:
    assert not reasons("atgardsplan", facts(ends_on=BASE.on))
    assert answers(facts(ends_on=BASE.on))["atgardsplan"] == set()


def test_the_forms_are_those_of_the_agreement() -> None:
    """O-55, O-56: which kind is regulated in each agreement; channels and/or."""
    case = facts(economic_forms=(EkonomiskForm.VITE,), suspension_channels=(Kanal.AKTIVA_VAL,))
    forms = {each.measure: each.forms for each in assess(case, ÖREBRO).permitted}
    assert forms == {
        "papekande": (),
        "atgardsplan": (),
        "ekonomisk_sanktion": ("vite",),
        "avstangning": ("aktiva_val",),
        "havning": (),
    }


def test_forms_stand_in_one_order_however_the_agreement_lists_them() -> None:
    one, other = (
        facts(economic_forms=forms) for forms in (tuple(EkonomiskForm), tuple(EkonomiskForm)[::-1])
    )
    assert assess(one, ÖREBRO).permitted == assess(other, ÖREBRO).permitted


def test_påpekande_is_beside_the_sanctions() -> None:
    """O-43."""
    kinds = {each.measure: each.is_sanction for each in assess(BASE, ÖREBRO).permitted}
    assert [measure for measure in kinds if not kinds[measure]] == ["papekande"]


def test_duties_follow_from_the_breach_alone() -> None:
    """O-16, O-41, O-59, O-60, O-62."""
    always = {("rapport", "kommunen"), ("redovisning_till_programnamnd", "kommunen")}
    on_breach = {
        ("atgarda_bristen", "utforaren"),
        ("vidta_atgard", "kommunen"),
        ("resultatuppfoljning", "kommunen"),
    }
    for case in (BASE, altered(BASE, driftsform=Driftsform.KOMMUNALT_BOLAG)):
        found = {(each.duty, each.obligor) for each in assess(case, ÖREBRO).duties}
        assert found == always | on_breach
    none = assess(facts(is_avtalsbrist=False), ÖREBRO).duties
    assert {(each.duty, each.obligor) for each in none} == always
