"""The laws that hold for every shipped guideline, and those that Örebro adds."""

from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, strategies as st
from tests.policy.cases import (
    BASE,
    EVERYTHING_REGULATED,
    ÖREBRO,
    all_facts,
    altered,
    consequences,
    facts,
    unhurried,
)

from avtalsuppfoljning.guidelines import Guideline, load, shipped
from avtalsuppfoljning.policy import Assessment, Facts, History, Instrument, assess
from avtalsuppfoljning.terms import (
    Driftsform,
    Frekvens,
    Konsekvens,
    MeasureId,
    Resultat,
    Upphandlingsform,
)

GUIDELINES = [load(*each) for each in shipped()]
WORDS = {"ingen", "avvakta_resultatuppfoljning", "eskalera_till_namnd", "ej_bedombar"}

guidelines_and_facts = st.sampled_from(GUIDELINES).flatmap(
    lambda guideline: st.tuples(st.just(guideline), all_facts(guideline=guideline))
)


def rank(level: str, guideline: Guideline) -> int:
    return ["ingen", *(each.id for each in guideline.measures), "namnd"].index(level)


@unhurried
@given(guidelines_and_facts)
def test_every_measure_is_answered_once_and_with_its_source(
    pair: tuple[Guideline, Facts],
) -> None:
    guideline, case = pair
    found = assess(case, guideline)
    answered = [each.measure for each in found.permitted]
    answered += [each.measure for each in found.refused]
    assert sorted(answered) == sorted(each.id for each in guideline.measures)
    parts: list[Any] = [*found.permitted, *found.refused, found.recommended, *found.duties]
    assert all(part.citations for part in parts)
    assert len(set(found.trace)) == len(found.trace)


@unhurried
@given(guidelines_and_facts)
def test_the_same_question_has_the_same_answer(pair: tuple[Guideline, Facts]) -> None:
    guideline, case = pair
    assert assess(case, guideline) == assess(altered(case), altered(guideline))


@unhurried
@given(guidelines_and_facts, st.sampled_from(Driftsform), st.sampled_from(Upphandlingsform))
def test_grade_and_level_never_depend_on_who_the_provider_is(
    pair: tuple[Guideline, Facts], form: Driftsform, law: Upphandlingsform
) -> None:
    """O-03: equal terms."""
    guideline, case = pair
    other = altered(case, driftsform=form, upphandlingsform=law, instrument=Instrument())
    one, two = assess(case, guideline), assess(other, guideline)
    assert (one.grade, one.is_minor) == (two.grade, two.is_minor)
    assert one.recommended.level == two.recommended.level
    assert one.duties == two.duties


@unhurried
@given(guidelines_and_facts)
def test_egen_regi_never_allows_more(pair: tuple[Guideline, Facts]) -> None:
    """O-52, O-53."""
    guideline, case = pair

    def permitted(form: Driftsform) -> set[MeasureId]:
        found = assess(altered(case, driftsform=form), guideline)
        return {each.measure for each in found.permitted}

    assert permitted(Driftsform.EGEN_REGI) <= permitted(Driftsform.PRIVAT_REGI)


@unhurried
@given(guidelines_and_facts)
def test_a_recommendation_is_permitted_and_never_below_the_level(
    pair: tuple[Guideline, Facts],
) -> None:
    guideline, case = pair
    found = assess(case, guideline)
    action, level = found.recommended.action, found.recommended.level
    if action not in WORDS:
        assert found.permitted_measure(MeasureId(action)) is not None
        assert rank(action, guideline) >= rank(level, guideline)


@unhurried
@given(guidelines_and_facts)
def test_nothing_is_lifted_silently(pair: tuple[Guideline, Facts]) -> None:
    guideline, case = pair
    level = assess(case, guideline).recommended.level
    before = case.history.highest_measure
    if before and case.finding.is_avtalsbrist and case.history.result != Resultat.ÅTGÄRDAD:
        assert rank(level, guideline) >= rank(before, guideline)


@pytest.mark.parametrize("guideline", GUIDELINES, ids=lambda each: each.id)
def test_the_level_is_monotone(guideline: Guideline) -> None:
    """In every severity fact, in the highest measure, and in the result."""
    measures = (None, *(each.id for each in guideline.measures))
    results = (Resultat.ÅTGÄRDAD, Resultat.EJ_UPPFÖLJD, Resultat.KVARSTÅR)
    scales: tuple[tuple[Any, ...], ...]
    scales = (tuple(Frekvens), tuple(Konsekvens), (False, True), (False, True), measures, results)
    levels = {}
    for cell in product(*(range(len(scale)) for scale in scales)):
        frequency, worst, deliberate, repeated, measure, result = (
            scale[at] for scale, at in zip(scales, cell, strict=True)
        )
        case = facts(
            frequency=frequency,
            consequences=consequences(worst, Konsekvens.INGEN, worst),
            is_deliberate=deliberate,
            is_repeated=repeated,
            history=History(highest_measure=measure, result=result),
        )
        levels[cell] = rank(assess(case, guideline).recommended.level, guideline)
    steps = 0
    for cell, axis in product(levels, range(len(scales))):
        above = tuple(at + (axis == here) for here, at in enumerate(cell))
        no_longer_new = axis == 4 and cell[4] == 0 and cell[5] == 0
        if above in levels and not no_longer_new:
            assert levels[above] >= levels[cell]
            steps += 1
    assert steps > len(levels)


def test_a_plan_that_did_not_come_weighs_as_a_deficiency_that_remains() -> None:
    for measure in (each.id for each in ÖREBRO.measures):
        one, two = (
            assess(facts(history=History(highest_measure=measure, result=result)), ÖREBRO)
            for result in (Resultat.PLAN_UTEBLIVEN, Resultat.KVARSTÅR)
        )
        assert one.recommended == two.recommended


def test_every_reason_and_every_row_is_reached() -> None:
    reached: set[str] = set()
    reasons: set[str] = set()
    for form, law, worst, deliberate, repeated, frequency, ends_on in product(
        Driftsform, Upphandlingsform, Konsekvens, (False, True), (False, True), Frekvens,
        (None, BASE.on.replace(year=2025)),
    ):  # fmt: skip
        for history in (
            History(),
            *(History(highest_measure=MeasureId("papekande"), result=r) for r in Resultat),
        ):
            for breach, agreement in product((True, False), (EVERYTHING_REGULATED, Instrument())):
                found = assess(
                    facts(
                        driftsform=form, upphandlingsform=law, is_deliberate=deliberate,
                        consequences=consequences(worst, worst, worst), is_repeated=repeated,
                        frequency=frequency, history=history, is_avtalsbrist=breach,
                        instrument=altered(agreement, ends_on=ends_on),
                    ),
                    ÖREBRO,
                )  # fmt: skip
                reached.update(found.trace)
                reasons.update(reason for each in found.refused for reason in each.reasons)
    tables = (ÖREBRO.grade, ÖREBRO.start, ÖREBRO.level)
    rows = {row.id for table in tables for row in table.rows}
    limits = {each.id for each in ÖREBRO.limits}
    assert reached == rows | limits | {each.id for each in ÖREBRO.duties}
    assert reasons == {each.reason for each in ÖREBRO.limits}


@unhurried
@given(all_facts())
def test_the_ladder_ends(case: Facts) -> None:
    """Whatever the results, it ends remedied, at a measure that stands, or with the nämnd."""
    case = altered(case, finding=altered(case.finding, is_avtalsbrist=True))
    _climb(altered(case, history=History()), taken=())


def _climb(case: Facts, taken: tuple[str, ...]) -> None:
    assert len(taken) <= len(ÖREBRO.measures)
    found = assess(case, ÖREBRO).recommended
    if found.action == "eskalera_till_namnd":
        return
    assert found.action not in WORDS
    assert found.action not in taken, "it repeats silently"
    for result in Resultat:
        after = History(highest_measure=MeasureId(found.action), result=result)
        then = altered(case, history=after)
        if result == Resultat.ÅTGÄRDAD:
            assert assess(then, ÖREBRO).recommended.action == "ingen"
        elif result == Resultat.EJ_UPPFÖLJD:
            assert assess(then, ÖREBRO).recommended.action == "avvakta_resultatuppfoljning"
        else:
            _climb(then, (*taken, found.action))


# ── declared by Örebro ──


@unhurried
@given(all_facts())
def test_what_örebro_adds(case: Facts) -> None:
    """Avstängning only under LOV (O-57), hävning only with its ground (O-58)."""
    found: Assessment = assess(case, ÖREBRO)
    permitted = {each.measure for each in found.permitted}
    assert "avstangning" not in permitted or case.upphandlingsform == "lov"
    assert "havning" not in permitted or case.instrument.termination_ground_met
    assert not permitted or case.finding.is_avtalsbrist


def test_ladder_stands_in_rung_order() -> None:
    ladder = assess(BASE, ÖREBRO).ladder
    assert all(rank(one, ÖREBRO) < rank(two, ÖREBRO) for one, two in pairwise(ladder))
    assert ladder == tuple(each.id for each in ÖREBRO.measures)
