"""Which facts mattered: a smallest set that settles the answer, whatever the other facts are.

The answer is which measures may be taken, the grade, the level, and the recommendation. The day
(``per``) is part of the question, not one of the facts.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import attrs

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.guidelines.inputs import YES
from avtalsuppfoljning.guidelines.model import Guideline, Limit, Row, Table
from avtalsuppfoljning.policy.assessing import assess
from avtalsuppfoljning.policy.diagrams import Diagrams, Node
from avtalsuppfoljning.policy.explain import PATHS
from avtalsuppfoljning.policy.facts import Facts
from avtalsuppfoljning.policy.outcomes import (
    GRADE,
    HIGHEST,
    LEVEL,
    RECOMMENDATION,
    inputs_of,
    outcomes_alone,
)
from avtalsuppfoljning.policy.placing import once

_PATHS: Final = {
    **PATHS,
    HIGHEST: "historik.hogsta_atgard",
    "resultat": "historik.resultat",
    "troskel": "brist.matt",
    "hord": "hord",
}
"""Where each input stands among the facts; `explain` has those that a limit may read."""

_READ_THROUGH: Final = {
    "konsekvens_individ": "konsekvens",
    "konsekvens_kommunen": "konsekvens",
    "konsekvens_utforaren": "konsekvens",
    HIGHEST: "tidigare_atgard",
}
"""Inputs that tables read by way of another."""

Value = str | tuple[str, ...]


@attrs.frozen(kw_only=True)
class Decisive:
    """One fact that mattered: its path, its value, and the rules that asked for it."""

    path: str
    input: str
    value: Value
    """The input's value; for ``avtal.atgarder`` the measures that the agreement regulates."""
    citations: tuple[Citation, ...]


def decisive_facts(facts: Facts, guideline: Guideline) -> tuple[Decisive, ...]:
    """A set of facts that settles the answer; without any one of them it would not.

    There may be several such sets; this is always the same one.
    """
    given = inputs_of(facts, guideline)
    kept = _settling(guideline, tuple(given.items()))
    traced = set(assess(facts, guideline).trace)
    return tuple(
        Decisive(
            path=_PATHS[name],
            input=name,
            value=_regulated(given) if name == "reglerad" else given[name],
            citations=_asked_by(name, guideline, traced),
        )
        for name in kept
    )


def _regulated(given: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        name.removeprefix("reglerad.")
        for name, value in given.items()
        if name.startswith("reglerad.") and value == YES
    )


@lru_cache(maxsize=8192)
def _settling(guideline: Guideline, values: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The inputs that settle the answer: each is left out in turn, if the rest will do."""
    diagrams, reading = _reading(guideline)
    given = dict(values)
    kept = set()
    for name, own, nodes in reading:
        rest = {each: value for each, value in given.items() if each not in own}
        if all(diagrams.is_settled(node, rest) for node in nodes):
            given = rest
        else:
            kept.add(name)
    return tuple(name for name in _PATHS if name in kept)


Reading = tuple[tuple[str, frozenset[str], tuple[Node, ...]], ...]


@lru_cache(maxsize=16)
def _reading(guideline: Guideline) -> tuple[Diagrams, Reading]:
    """Per fact, in the order in which they are left out, the answers that it makes a difference to.

    A fact that none of them reads is not among them.
    """
    diagrams, answers = outcomes_alone(guideline)
    settled = [
        (node, set(diagrams.inputs(node)))
        for question, node in answers.items()
        if question.kind == "atgard" or question in (GRADE, LEVEL, RECOMMENDATION)
    ]
    found = []
    for name in reversed(_PATHS):
        own = frozenset(each for each in diagrams.domains if each.partition(".")[0] == name)
        nodes = tuple(node for node, inputs in settled if not inputs.isdisjoint(own))
        if nodes:
            found.append((name, own, nodes))
    return diagrams, tuple(found)


def _asked_by(name: str, guideline: Guideline, traced: set[str]) -> tuple[Citation, ...]:
    """The limits that ask for an input, and what was answered by each table that does."""
    asked = {name, _READ_THROUGH.get(name, name)}
    rules: list[Limit | Row] = [
        limit for limit in guideline.limits if any(each in asked for each, _ in limit.when)
    ]
    tables: tuple[Table, ...] = (guideline.grade, guideline.start, guideline.level)
    for table in tables:
        if not asked.isdisjoint(table.inputs):
            rules += [row for row in table.rows if row.id in traced]
    if name == HIGHEST:
        rules += [row for row in guideline.level.rows if row.id in traced]
    return once(rule.citation for rule in rules)
