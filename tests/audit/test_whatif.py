"""What another guideline would have said of all that was decided."""

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from tests.audit.made import RULES, by_chance, cases, facts, money, ruled
from tests.streams.rulings import ÖREBRO

from avtalsuppfoljning.audit.cases import Decisions
from avtalsuppfoljning.audit.mass import what_if_many
from avtalsuppfoljning.audit.whatif import (
    NO_SUCH_MEASURE,
    Changed,
    Dimension,
    Kind,
    WhatIf,
    rows,
    value_of,
    what_if,
)
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.guidelines import Guideline, load, parse, shipped, shipped_text
from avtalsuppfoljning.policy import History, assess
from avtalsuppfoljning.terms import MeasureId

OTHERS = [load(id_, version) for id_, version in shipped()]
STRICTER = parse(
    shipped_text("orebro")
    .replace('id = "orebro"', 'id = "utkast"', 1)
    .replace('ger = "papekande"', 'ger = "atgardsplan"', 1)
)
"""Örebro's guideline where a minor deficiency starts one rung higher."""


def plain(found: WhatIf) -> tuple[object, ...]:
    """All that an answer says, without the decisions themselves."""
    changed = [(each.case.position, each.kinds, each.then, each.now) for each in found.changed]
    return changed, found.tallies, dict(found.lacking), found.decisions, found.guideline


@given(st.integers(0, 1 << 30))
@settings(max_examples=5, deadline=None)
def test_its_own_guideline_says_the_same(seed: int) -> None:
    found = what_if(by_chance(seed, 40), ÖREBRO)
    assert (found.equal, found.changed, found.lacking) == (40, (), {})


@pytest.mark.parametrize("other", [*OTHERS, STRICTER], ids=lambda each: each.id)
def test_the_arrays_say_what_is_said_one_by_one(other: Guideline) -> None:
    found = by_chance(7, 600)
    assert plain(what_if_many(found, other)) == plain(what_if(found, other))


@given(st.integers(0, 1 << 30))
@settings(max_examples=5, deadline=None)
def test_every_difference_is_one_and_none_is_left_out(seed: int) -> None:
    """Said again in plain Python: what is permitted and recommended, straight from `assess`."""
    found = by_chance(seed, 60)
    expected = {}
    for case in found.cases:
        choice, told = case.ruling.choice, case.ruling.assessment
        now = assess(told.facts, STRICTER)
        kinds = set()
        permitted = choice.measure is None or now.permitted_measure(choice.measure) is not None
        kinds |= set() if permitted else {Kind.REFUSED}
        if now.recommended.action != told.recommended.action:
            kinds.add(Kind.RECOMMENDED)
        if kinds:
            expected[case.position] = kinds
    asked = what_if(found, STRICTER)
    assert {each.case.position: set(each.kinds) for each in asked.changed} == expected


@pytest.mark.parametrize("other", [*OTHERS, STRICTER], ids=lambda each: each.id)
def test_each_sum_is_the_cases_behind_it(other: Guideline) -> None:
    found = by_chance(3, 200)
    asked = what_if(found, other)
    for dimension in Dimension:
        own = [each for each in asked.tallies if each.dimension is dimension]
        assert sum(each.decisions for each in own) == len(found.cases)
        assert sum(each.changed for each in own) == len(asked.changed)
        for tally in own:
            behind: list[Changed] = list(rows(asked.changed, dimension, tally.value))
            assert len(behind) == tally.changed
            for kind in Kind:
                positions = tuple(e.case.position for e in behind if kind in e.kinds)
                assert tally.positions.get(kind, ()) == positions
    assert {value_of(Dimension.YEAR, each) for each in found.cases} == {
        each.value for each in asked.tallies if each.dimension is Dimension.YEAR
    }


def test_a_measure_that_the_other_lacks_is_refused() -> None:
    found = Decisions(cases([ruled(facts(), "ekonomisk_sanktion")]), RULES)
    (changed,) = what_if(found, load("sodertalje")).changed
    assert changed.now is not None
    assert (changed.now.is_permitted, changed.now.reasons) == (False, (NO_SUCH_MEASURE,))
    assert Kind.REFUSED in changed.kinds
    assert changed.now.citations


def test_history_in_other_measures_cannot_be_tried() -> None:
    before = History(highest_measure=MeasureId("ekonomisk_sanktion"))
    found = Decisions(cases([ruled(facts(history=before), "avstangning")]), RULES)
    (changed,) = what_if(found, load("sodertalje")).changed
    assert (changed.kinds, changed.now) == ((Kind.UNTRIED,), None)


def test_what_nobody_asked_for_is_told() -> None:
    found = Decisions(cases([ruled(facts(), "ekonomisk_sanktion")]), RULES)
    lacking = what_if(found, load("exempelkoping")).lacking
    assert set(lacking) == set(load("exempelkoping").reads)
    assert set(lacking.values()) == {(1,)}


def test_a_cap_of_the_other_refuses_the_amount() -> None:
    """The measure is open to both; only the amount is above what the other allows."""
    tariff = '\n[[taxa]]\nid = "tak"\natgard = "ekonomisk_sanktion"\nenhet = "styck"\n'
    draft = parse(
        shipped_text("orebro") + tariff + 'hogst = "4000.00"\navsnitt = "Ekonomisk sanktion"\n'
    )
    rulings = [
        ruled(facts(), "ekonomisk_sanktion", amount=money(kronor)) for kronor in (4000, 4001)
    ]
    found = Decisions(cases(rulings), RULES)
    for asked in (what_if(found, draft), what_if_many(found, draft)):
        assert [each.case.position for each in asked.changed] == [2]
        assert asked.changed[0].now is not None
        assert asked.changed[0].now.reasons == ("belopp_over_riktlinjen",)


def test_other_facts_cannot_be_tried() -> None:
    ruling = ruled(facts(), "ekonomisk_sanktion")
    later = replace(ruling.assessment, facts_version=2)
    found = Decisions(cases([replace(ruling, assessment=later)]), RULES)
    for asked in (what_if(found, ÖREBRO), what_if_many(found, ÖREBRO)):
        assert asked.changed[0].kinds == (Kind.UNTRIED,)


def test_nothing_decided_is_nothing_changed() -> None:
    nothing = Decisions((), RULES)
    for asked in (what_if(nothing, STRICTER), what_if_many(nothing, STRICTER)):
        assert (asked.decisions, asked.changed, asked.tallies) == (0, (), ())


def test_a_text_that_was_changed_is_no_rule() -> None:
    """What the log has under a fingerprint must do what it says; otherwise it counts as missing."""
    (fingerprint,) = RULES.guidelines
    changed = attrs.evolve(RULES, guidelines={fingerprint: shipped_text("sundsvall")})
    assert RULES.guideline(fingerprint) == ÖREBRO
    assert changed.guideline(fingerprint) is None
    assert RULES.named("orebro", "2020-05-28") == ÖREBRO
    assert RULES.named("orebro", "2020-05-29") is None
