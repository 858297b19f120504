"""A guideline's rules as plain decision tables, ready for other engines.

Every table answers exactly once for every combination of its inputs, so no engine has to be
trusted with more than comparing texts. `dmn` and `jdm` write them in two formats.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from math import prod
from typing import Final

import attrs

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.guidelines.inputs import DOMAINS, NO, NO_YES, YES, cells
from avtalsuppfoljning.guidelines.laws import matches
from avtalsuppfoljning.guidelines.model import Condition, Guideline, LevelRule, Row, Table
from avtalsuppfoljning.terms import MeasureId


@attrs.frozen(kw_only=True)
class Rule:
    """One row: under this condition, this answer; and where it is written."""

    id: str
    when: Condition
    gives: str
    citation: Citation

    @property
    def cited(self) -> str:
        """The row and where it is written, on one line."""
        return f"{self.id}: {self.citation}"


@attrs.frozen(kw_only=True)
class Decision:
    """One table. Its inputs are facts, or the names of other decisions."""

    name: str
    inputs: tuple[tuple[str, tuple[str, ...]], ...]
    """Each input with every value it can have."""
    answers: tuple[str, ...]
    rules: tuple[Rule, ...]

    def cells(self) -> Iterator[dict[str, str]]:
        """Every combination of the inputs' values."""
        domains = dict(self.inputs)
        for values in cells(tuple(domains), domains):
            yield dict(zip(domains, values, strict=True))


@attrs.frozen(kw_only=True)
class Permission:
    """A measure is permitted where none of these tables answers yes."""

    name: str
    limits: tuple[Decision, ...]
    citation: Citation


def decisions(guideline: Guideline) -> tuple[Decision, ...]:
    """Every table of the guideline: grade, start and level, then every limit and duty.

    A limit is a table of its own that answers yes or no. What it asks about a measure, such as
    ``reglerad``, is an input of that measure: ``reglerad_havning``.

    >>> from avtalsuppfoljning.guidelines import load
    >>> [each.name for each in decisions(load("orebro"))][:4]
    ['grad', 'start', 'nivaregel', 'grans_kommunalt_bolag']
    """
    domains = {**DOMAINS, "grad": guideline.grades}
    levels = ("ingen", *(each.id for each in guideline.measures), "namnd")
    rules = tuple(each.value for each in LevelRule)
    found = [
        _of_table("grad", guideline.grade, domains, guideline.grades),
        _of_table("start", guideline.start, domains, levels),
        _of_table("nivaregel", guideline.level, domains, rules),
    ]
    duties = [
        _yes_or_no("skyldighet", duty.id, duty.when, duty.citation)
        for duty in guideline.duties
        if duty.when
    ]
    limits = (limit for permission in permissions(guideline) for limit in permission.limits)
    return (*found, *{each.name: each for each in limits}.values(), *duties)


def permissions(guideline: Guideline) -> tuple[Permission, ...]:
    """Every measure with the tables of the limits that refuse it."""
    return tuple(
        Permission(
            name=name_of("tillaten", measure.id),
            limits=tuple(
                _yes_or_no("grans", limit.id, limit.when, limit.citation, measure.id)
                for limit in guideline.limits
                if measure.id in limit.refuses
            ),
            citation=measure.citation,
        )
        for measure in guideline.measures
    )


def name_of(*parts: str) -> str:
    """Ids as one name that every engine can read.

    >>> name_of("grans", "bara-lov")
    'grans_bara_lov'
    """
    return re.sub(r"[^a-z0-9]+", "_", "_".join(parts))


def listed(values: Iterable[str]) -> str:
    """Values as a test that admits each of them.

    >>> listed(["lov", "lou"])
    '"lov","lou"'
    """
    return ",".join(f'"{value}"' for value in values)


def _of_table(
    name: str, table: Table, domains: Mapping[str, tuple[str, ...]], answers: tuple[str, ...]
) -> Decision:
    return Decision(
        name=name,
        inputs=tuple((each, domains[each]) for each in table.inputs),
        answers=answers,
        rules=tuple(map(_of_row, table.rows)),
    )


def _of_row(row: Row) -> Rule:
    return Rule(id=row.id, when=row.when, gives=row.gives, citation=row.citation)


def _yes_or_no(
    kind: str, id_: str, when: Condition, citation: Citation, measure: MeasureId | None = None
) -> Decision:
    """Yes where the condition holds; where it does not, by the first input that breaks it."""
    asks = measure is not None and any(name == "reglerad" for name, _ in when)
    parts = (kind, id_, measure) if asks and measure else (kind, id_)
    inputs = {
        name_of(name, measure) if name == "reglerad" and measure else name: (name, admitted)
        for name, admitted in when
    }
    rules = [Rule(id=id_, when=_named(inputs), gives=YES, citation=citation)]
    for at, (name, (plain, admitted)) in enumerate(inputs.items()):
        others = tuple(value for value in DOMAINS[plain] if value not in admitted)
        if others:
            kept = dict(list(inputs.items())[:at])
            condition = (*_named(kept), (name, others))
            rule = Rule(id=f"{id_}-{at}", when=condition, gives=NO, citation=citation)
            rules.append(rule)
    return Decision(
        name=name_of(*parts),
        inputs=tuple((name, DOMAINS[plain]) for name, (plain, _) in inputs.items()),
        answers=NO_YES,
        rules=tuple(rules),
    )


def _named(inputs: Mapping[str, tuple[str, tuple[str, ...]]]) -> Condition:
    return tuple((name, admitted) for name, (_, admitted) in inputs.items())


# ── what the tables answer ──


@attrs.frozen(kw_only=True)
class Case:
    """Facts, the table that is asked, and what it answers."""

    id: str
    given: dict[str, str]
    asks: str
    expected: str


MOST_CASES: Final = 400
"""Where there are more combinations of facts than this, the cases are at most two facts away from
facts that no limit refuses."""


def cases(guideline: Guideline) -> Iterator[Case]:
    """Every cell of every table; what reads other tables is asked by way of their facts."""
    tables = {each.name: each for each in decisions(guideline)}
    for table in tables.values():
        facts = _facts_behind(table.inputs, tables)
        for number, given in enumerate(_combined(facts, ())):
            expected = _answer(table, given, tables)
            yield Case(id=f"{table.name}-{number}", given=given, asks=table.name, expected=expected)
    for permission in permissions(guideline):
        facts = {name: values for limit in permission.limits for name, values in limit.inputs}
        for number, given in enumerate(_combined(facts, permission.limits)):
            refused = any(_answer(limit, given, tables) == YES for limit in permission.limits)
            yield Case(
                id=f"{permission.name}-{number}",
                given=given,
                asks=permission.name,
                expected=NO if refused else YES,
            )


def _facts_behind(
    inputs: tuple[tuple[str, tuple[str, ...]], ...], tables: Mapping[str, Decision]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, values in inputs:
        found |= _facts_behind(tables[name].inputs, tables) if name in tables else {name: values}
    return found


def _combined(
    facts: Mapping[str, tuple[str, ...]], limits: tuple[Decision, ...]
) -> Iterator[dict[str, str]]:
    if prod(map(len, facts.values())) <= MOST_CASES:
        for values in cells(tuple(facts), facts):
            yield dict(zip(facts, values, strict=True))
        return
    refusing = tuple(pair for limit in limits for pair in limit.rules[0].when)
    base = {name: _least_refused(name, values, refusing) for name, values in facts.items()}
    for one, other in combinations(facts, 2):
        for values in product(facts[one], facts[other]):
            yield base | dict(zip((one, other), values, strict=True))


def _least_refused(name: str, values: tuple[str, ...], refusing: Condition) -> str:
    return min(values, key=lambda value: sum(name == each and value in v for each, v in refusing))


def _answer(table: Decision, given: Mapping[str, str], tables: Mapping[str, Decision]) -> str:
    asked = {
        name: _answer(tables[name], given, tables) if name in tables else given[name]
        for name, _ in table.inputs
    }
    return next(rule.gives for rule in table.rules if matches(rule.when, asked))
