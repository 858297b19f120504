"""Likabehandling, konkurrensneutralitet: what differs though the facts are equal (O-03, O-10)."""

from collections.abc import Iterable
from random import Random

import attrs
from hypothesis import given, settings, strategies as st
from tests.audit.made import (
    GRAVE,
    WHOLE,
    by_chance,
    capped,
    cases,
    facts,
    money,
    ruled,
)
from tests.streams.cases import finding

from avtalsuppfoljning.audit.equal import (
    AMOUNT_CAPPED,
    FORM_NOT_AGREED,
    OTHER_RULES,
    Compared,
    Difference,
    compare_outcomes,
    same_facts,
)
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.guidelines import parse, shipped_text
from avtalsuppfoljning.policy import History, Instrument, Ruling
from avtalsuppfoljning.terms import Driftsform, EkonomiskForm, Frekvens, MeasureId, Resultat

EGEN, PRIVAT = Driftsform.EGEN_REGI, Driftsform.PRIVAT_REGI
SANCTION = "ekonomisk_sanktion"
SILENT = replace(WHOLE, measures=(MeasureId("atgardsplan"),))
REMAINS = History(highest_measure=MeasureId(SANCTION), result=Resultat.KVARSTÅR)
"""After an economic sanction that did not help: avstängning, where that is open."""


def compared(*rulings: Ruling) -> Compared:
    return compare_outcomes(cases(rulings))


def only(found: Compared) -> Difference:
    (difference,) = found.differences
    return difference


def positions(differences: Iterable[Difference]) -> set[frozenset[int]]:
    return {frozenset((*each.one.positions, *each.other.positions)) for each in differences}


# ── an equal history ──


@given(st.integers(0, 1 << 30))
@settings(max_examples=10, deadline=None)
def test_an_equal_history_has_nothing_unexplained(seed: int) -> None:
    """Whoever the provider is and whatever its agreement says: each got what was recommended."""
    chance = Random(seed)  # noqa: S311  the same decisions every time
    found = compared(*(followed(chance) for _ in range(60)))
    assert found.groups > 0
    assert found.unexplained == ()


@given(st.integers(0, 1 << 30))
@settings(max_examples=10, deadline=None)
def test_equal_agreements_in_one_driftsform_have_no_difference(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  the same decisions every time
    same = (followed(chance, instruments=(WHOLE,), forms=(PRIVAT,)) for _ in range(60))
    assert compared(*same).differences == ()


def followed(
    chance: Random,
    instruments: tuple[Instrument, ...] = (WHOLE, SILENT),
    forms: tuple[Driftsform, ...] = (EGEN, PRIVAT),
) -> Ruling:
    """A decision by the nämnd that follows what is recommended."""
    is_repeated = chance.random() < 0.5
    found = replace(GRAVE, frequency=chance.choice(list(Frekvens)), is_repeated=is_repeated)
    told = facts(
        found,
        chance.choice(forms),
        instrument=chance.choice(instruments),
        history=chance.choice([History(), REMAINS]),
    )
    asked = ruled(told, None)
    permitted = asked.assessment.permitted_measure(MeasureId(asked.assessment.recommended.action))
    by = replace(asked.choice.by, role="namnd")
    measure = permitted.measure if permitted else None
    chosen = permitted.forms[:1] if permitted else ()
    return ruled(told, measure, by=by, forms=chosen)


def test_what_has_no_equal_is_not_compared() -> None:
    found = compared(ruled(facts(), SANCTION), ruled(facts(finding()), "papekande"))
    assert (found.decisions, found.groups, found.compared) == (2, 0, 0)


def test_history_belongs_to_the_facts() -> None:
    one, other = cases([ruled(facts(), SANCTION), ruled(facts(history=REMAINS), "avstangning")])
    assert same_facts(one) != same_facts(other)


def test_a_second_decision_in_the_same_matter_is_no_inequality() -> None:
    """Somebody abstained, and then did not; the facts are the same, and so is the provider."""
    one, other = cases([ruled(facts(), None), ruled(facts(), SANCTION)])
    again = attrs.evolve(other, deficiency=one.deficiency)
    assert compare_outcomes([one, again]).differences == ()
    assert len(compare_outcomes([one, other]).differences) == 1


# ── planted inequalities ──


def test_a_milder_measure_for_egen_regi_is_unexplained() -> None:
    """Both could have had the sanction; one was let off with an åtgärdsplan."""
    found = only(compared(ruled(facts(), SANCTION), ruled(facts(form=EGEN), "atgardsplan")))
    assert not found.is_lawful
    assert found.explanations == ()
    assert found.is_between_forms
    assert found.distance == 1
    assert [side.is_departure for side in (found.one, found.other)] == [False, True]


def test_an_abstention_beside_a_sanction_is_unexplained() -> None:
    found = only(compared(ruled(facts(), SANCTION), ruled(facts(), None)))
    assert (found.is_lawful, found.distance) == (False, 3)


def test_another_amount_is_unexplained() -> None:
    rulings = [ruled(facts(), SANCTION, amount=money(kronor)) for kronor in (5000, 50000)]
    assert not only(compared(*rulings)).is_lawful


def test_of_many_amounts_the_ends_are_told() -> None:
    """A thousand amounts would make half a million pairs."""
    rulings = [ruled(facts(), SANCTION, amount=money(kronor)) for kronor in range(1, 1001)]
    found = only(compared(*rulings))
    amounts = sorted(side.outcome.amount or 0 for side in (found.one, found.other))
    assert amounts == [1, 1000]


def test_another_form_is_unexplained_where_both_were_open() -> None:
    forms = [("vite",), ("prisavdrag",)]
    assert not only(compared(*(ruled(facts(), SANCTION, forms=each) for each in forms))).is_lawful


def test_a_departure_is_not_excused_by_a_rule_that_holds_elsewhere() -> None:
    """Egen regi cannot be suspended; but less than was recommended to it is no rule's doing."""
    private = ruled(facts(history=REMAINS), "avstangning")
    egen = ruled(facts(form=EGEN, history=REMAINS), "atgardsplan")
    found = only(compared(private, egen))
    assert [each.code for each in found.explanations][:1] == ["egen_regi"]
    assert not found.is_lawful


# ── differences that the rules make ──


def test_the_cell_that_bars_egen_regi_is_named() -> None:
    egen = facts(form=EGEN, history=REMAINS)
    asked = ruled(egen, None).assessment.recommended.action
    assert asked == "eskalera_till_namnd"
    nämnd = replace(ruled(egen, None).choice.by, role="namnd")  # decides what is above the ladder
    escalated = ruled(egen, SANCTION, by=nämnd)
    found = only(compared(ruled(facts(history=REMAINS), "avstangning"), escalated))
    assert found.is_lawful
    reason = found.explanations[0]
    assert (reason.code, reason.measure, reason.driftsform) == ("egen_regi", "avstangning", EGEN)
    assert {each.section for each in reason.citations} == {"Avstängning"}


def test_an_agreement_that_is_silent_is_named() -> None:
    told = facts(instrument=SILENT)
    nämnd = replace(ruled(told, None).choice.by, role="namnd")
    found = only(compared(ruled(facts(), SANCTION), ruled(told, "atgardsplan", by=nämnd)))
    assert found.is_lawful
    assert [each.code for each in found.explanations] == ["ej_reglerat"]


def test_a_form_that_is_not_agreed_is_named() -> None:
    only_deduction = replace(WHOLE, economic_forms=(EkonomiskForm.PRISAVDRAG,))
    other = ruled(facts(instrument=only_deduction), SANCTION, forms=("prisavdrag",))
    found = only(compared(ruled(facts(), SANCTION), other))
    assert (found.is_lawful, found.explanations[0].code) == (True, FORM_NOT_AGREED)


def test_a_lower_cap_is_named() -> None:
    rulings = (
        ruled(facts(instrument=capped(50000)), SANCTION, amount=money(50000)),
        ruled(facts(instrument=capped(5000)), SANCTION, amount=money(5000)),
    )
    found = only(compared(*rulings))
    assert (found.is_lawful, [each.code for each in found.explanations]) == (True, [AMOUNT_CAPPED])


def test_other_rules_of_another_day_are_named() -> None:
    text = shipped_text("orebro").replace('ger = "ekonomisk_sanktion"', 'ger = "atgardsplan"')
    milder = parse(text)
    assert ruled(facts(), None, guideline=milder).assessment.recommended.action == "atgardsplan"
    then = ruled(facts(), "atgardsplan", guideline=milder)
    found = only(compared(ruled(facts(), SANCTION), then))
    assert (found.is_lawful, found.explanations[-1].code) == (True, OTHER_RULES)


# ── whatever was decided ──


@given(st.integers(0, 1 << 30))
@settings(max_examples=10, deadline=None)
def test_every_difference_has_the_same_facts_and_another_outcome(seed: int) -> None:
    made = by_chance(seed, 12).cases
    again = tuple(attrs.evolve(each, position=number) for number, each in enumerate(made * 2, 1))
    found = compare_outcomes(again)
    assert found.compared == 24
    for each in found.differences:
        assert each.one.outcome != each.other.outcome
        sides = (*each.one.cases, *each.other.cases)
        assert len({same_facts(case) for case in sides}) == 1
        if each.is_lawful:
            assert each.explanations
            assert [each.one.is_departure, each.other.is_departure] == [False, False]


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_log_decides_nothing(chance: Random) -> None:
    rulings = [
        ruled(facts(form=EGEN if chance.random() < 0.5 else PRIVAT), measure)
        for measure in (SANCTION, "atgardsplan", None, SANCTION)
    ]
    made = list(cases(rulings))
    expected = positions(compare_outcomes(made).differences)
    chance.shuffle(made)
    assert positions(compare_outcomes(made).differences) == expected


def test_the_unexplained_come_first_and_egen_regi_before_others() -> None:
    found = compared(
        ruled(facts(instrument=capped(5000)), SANCTION, amount=money(5000)),
        ruled(facts(instrument=capped(50000)), SANCTION, amount=money(50000)),
        ruled(facts(), "atgardsplan"),
        ruled(facts(form=EGEN), None),
    )
    ranks = [(each.is_lawful, not each.is_between_forms) for each in found.differences]
    assert ranks == sorted(ranks)
    assert [each.is_lawful for each in found.differences].count(True) == 1
