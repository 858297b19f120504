"""What is compiled, looked up and remembered says what every row says when it is tried alone."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice
from random import Random

import attrs
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from tests.policy.cases import ÖREBRO, all_facts, altered, facts
from tests.policy.naive import SOURCES, Answers, invented_guidelines, naive, said
from tests.policy.random_facts import random_facts

from avtalsuppfoljning.guidelines import Guideline, LimitKind, load, shipped
from avtalsuppfoljning.guidelines.inputs import DOMAINS
from avtalsuppfoljning.guidelines.model import Limit
from avtalsuppfoljning.policy import Facts, assess, assessing, compiling, holding
from avtalsuppfoljning.policy.arrays import assess_arrays, columns_of, words
from avtalsuppfoljning.policy.compiling import compile_guideline
from avtalsuppfoljning.terms import Driftsform, MeasureId, Upphandlingsform

invented = invented_guidelines().flatmap(
    lambda guideline: st.tuples(
        st.just(guideline), st.lists(all_facts(guideline=guideline), min_size=1, max_size=12)
    )
)


def some(many: int, guideline: Guideline, *, seed: int) -> list[Facts]:
    return list(islice(random_facts(Random(seed), guideline.ladder), many))  # noqa: S311  repeatable


def as_naive(guideline: Guideline, rows: list[Facts]) -> None:
    for case in rows:
        assert said(assess(case, guideline)) == naive(case, guideline)


@settings(deadline=None, max_examples=60)
@given(invented)
def test_any_guideline(pair: tuple[Guideline, list[Facts]]) -> None:
    as_naive(*pair)


@pytest.mark.parametrize("id_", [id_ for id_, _ in shipped()])
def test_the_shipped(id_: str) -> None:
    guideline = load(id_)
    as_naive(guideline, some(400, guideline, seed=4))


def with_another_answer(case: Facts) -> Iterator[Facts]:
    """The same but for one fact that is so, or is not so."""
    for part in ("instrument", "finding", "history"):
        said_here = getattr(case, part)
        for name in attrs.fields_dict(type(said_here)):
            if isinstance(told := getattr(said_here, name), bool):
                yield altered(case, **{part: altered(said_here, **{name: not told})})


@pytest.mark.parametrize("id_", [id_ for id_, _ in shipped()])
def test_what_is_remembered_of_one_case_is_not_said_of_another(id_: str) -> None:
    """Random cases differ in so much that a fact that is left out of the memory would not show."""
    guideline = load(id_)
    for case in some(25, guideline, seed=5):
        as_naive(guideline, [case, *with_another_answer(case)])


@settings(deadline=None, max_examples=15)
@given(invented_guidelines(most_measures=3), st.integers())
def test_the_same_when_almost_nothing_is_remembered(guideline: Guideline, seed: int) -> None:
    fresh = altered(guideline, title=f"{seed}")
    with pytest.MonkeyPatch.context() as patch:
        for module in (holding, compiling, assessing):
            patch.setattr(module, "REMEMBERED", 1)
        as_naive(fresh, some(20, fresh, seed=seed) * 2)
        compiled = compile_guideline(fresh)
    kept = [len(compiled.recommended), *map(len, compiled.parts[:3])]
    kept += [len(each.answers) for each in compiled.measures]
    kept += [len(each.answers) for each in compiled.limits]
    assert max(kept) == 1


def test_every_input_belongs_to_one_part_of_the_facts() -> None:
    read = (holding.OF_CASE, holding.OF_AGREEMENT, holding.OF_FINDING, holding.OF_SIGNS)
    asked = [name for part in (*read, holding.OF_HISTORY) for name in part] + [*holding.RECKONED]
    assert sorted(asked) == sorted([*DOMAINS, holding.HIGHEST, holding.FORM])


def test_the_same_in_many_threads_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that forget for each other all the time."""
    for module in (holding, compiling, assessing):
        monkeypatch.setattr(module, "REMEMBERED", 3)
    guideline = altered(ÖREBRO, title="Många trådar")
    cases = some(250, guideline, seed=5)
    expected = [naive(case, guideline) for case in cases]

    def answered(first: int) -> list[Answers]:
        order = [*range(first, len(cases)), *range(first)]
        found = {at: said(assess(cases[at], guideline)) for at in order}
        return [found[at] for at in range(len(cases))]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(answered, (0, 60, 120, 180))) == [expected] * 4
    finally:
        sys.setswitchinterval(interval)


ALL = slice(None)


def limits(*rows: tuple[LimitKind, slice, str, str, int]) -> tuple[Limit, ...]:
    """Each with its kind, the measures that it refuses, one value of one input, and a source."""
    return tuple(
        Limit(
            id=f"l{at}",
            reason="ej_lov",
            refuses=tuple(each.id for each in ÖREBRO.measures[rungs]),
            when=((name, (value,)),),
            kind=kind,
            citation=SOURCES[source],
        )
        for at, (kind, rungs, name, value, source) in enumerate(rows)
    )


HERE = facts()
THERE = facts(driftsform=Driftsform.EGEN_REGI, upphandlingsform=Upphandlingsform.UPPDRAGSDIREKTIV)
"""The same deficiency, in an operation of the municipality's own."""


def test_two_limits_that_cite_one_source() -> None:
    """One says that the case is not covered and the other does not: what is cited tells."""
    guideline = altered(
        ÖREBRO,
        limits=limits(
            (LimitKind.OUTSIDE, ALL, "avtal_upphort", "nej", 0),
            (LimitKind.OUTSIDE, ALL, "driftsform", "egen_regi", 1),
            (LimitKind.BARRED, ALL, "upphandlingsform", "lov", 1),
        ),
    )
    as_naive(guideline, [HERE, THERE])
    here, there = (assess(each, guideline).recommended for each in (HERE, THERE))
    assert (here.citations, there.citations) == (SOURCES[:1], SOURCES[:2])


def test_verdicts_beyond_what_two_bytes_can_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """No measure's verdicts are taken for those of its neighbour, however many there have been."""
    monkeypatch.setattr(compiling, "count", lambda _: count(1 << 16))
    guideline = altered(
        ÖREBRO,
        limits=limits(
            (LimitKind.BARRED, slice(1), "avtal_upphort", "nej", 0),
            (LimitKind.BARRED, slice(1, 2), "driftsform", "egen_regi", 1),
            (LimitKind.BARRED, slice(1, 2), "upphandlingsform", "lov", 2),
        ),
    )
    as_naive(guideline, [HERE, THERE])


@pytest.mark.parametrize("rungs", [8, 60])
def test_a_long_ladder(rungs: int) -> None:
    """Also by arrays, where every rung opens to as many answers as there are kinds."""
    first = ÖREBRO.measures[1]
    measures = tuple(attrs.evolve(first, id=MeasureId(f"m{at}")) for at in range(rungs))
    guideline = altered(
        ÖREBRO,
        measures=measures,
        start=altered(
            ÖREBRO.start,
            rows=tuple(altered(row, gives=measures[1].id) for row in ÖREBRO.start.rows),
        ),
        limits=tuple(
            altered(limit, id=f"{limit.id}-{at}", refuses=(each.id,))
            for at, each in enumerate(measures)
            for limit in ÖREBRO.limits[at % 5 :: 5]
        ),
    )
    cases = some(60, guideline, seed=6)
    as_naive(guideline, cases)
    found, known = assess_arrays(columns_of(cases, guideline), guideline), words(guideline)
    for at, case in enumerate(cases):
        answer = naive(case, guideline).recommended
        for name, expected in (("rekommendation", answer.action), ("niva", answer.level)):
            assert known[name][found[name][at]] == expected
            assert np.issubdtype(found[name].dtype, np.unsignedinteger)
