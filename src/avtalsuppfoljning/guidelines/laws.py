"""What a guideline promises about itself, tried over every cell when it is loaded.

A law that speaks of measures is tried over the inputs that their limits read; a law about the
level over everything the level depends on. A law that does not hold is refused with the cell.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

from avtalsuppfoljning import swedish
from avtalsuppfoljning.guidelines.inputs import DOMAINS, START_INPUTS
from avtalsuppfoljning.guidelines.model import (
    Condition,
    Guideline,
    Law,
    LawKind,
    LevelRule,
    Table,
)

NO_LEVEL: Final = "ingen"
TOP_LEVEL: Final = "namnd"
HIGHEST: Final = "hogsta_atgard"
"""In a law about the level: the highest measure so far, or ``ingen``."""

Cell = Mapping[str, str]


def matches(when: Condition, cell: Cell) -> bool:
    """Whether the condition holds in a cell."""
    return all(cell[name] in values for name, values in when)


def broken(guideline: Guideline, law: Law) -> tuple[str, dict[str, str]] | None:
    """What breaks the law, and the cell in which it does; None if the law holds."""
    match law.kind:
        case LawKind.ONLY_IF:
            return _permitted_elsewhere(guideline, law)
        case LawKind.ONLY_REFUSED_BY:
            return _refused_by_others(guideline, law)
        case LawKind.LEVEL_IS:
            return _another_level(guideline, law)


def level_domains(guideline: Guideline) -> dict[str, tuple[str, ...]]:
    """Everything the level depends on, with its values: the quotient of steps 3 and 4."""
    names = [*START_INPUTS, *guideline.level.inputs]
    domains = {**DOMAINS, "grad": guideline.grades}
    found = {name: domains[name] for name in names if name != "tidigare_atgard"}
    return found | {HIGHEST: (NO_LEVEL, *guideline.ladder)}


def level_in(guideline: Guideline, cell: Cell) -> str:
    """The level in one cell of the quotient: step 4 in plain words."""
    levels = (NO_LEVEL, *guideline.ladder, TOP_LEVEL)
    highest = cell[HIGHEST]
    full = {**cell, "tidigare_atgard": "nej" if highest == NO_LEVEL else "ja"}
    start = levels.index(_row(guideline.start, full))
    before = levels.index(highest)
    rule = LevelRule(_row(guideline.level, full))
    if rule is LevelRule.NOT_ASSESSABLE:
        return rule.value
    at = {
        LevelRule.NONE: 0,
        LevelRule.START: start,
        LevelRule.START_OR_SAME: max(start, before),
        LevelRule.START_OR_NEXT: max(start, before + 1),
    }[rule]
    return levels[at]


def _row(table: Table, cell: Cell) -> str:
    return next(row.gives for row in table.rows if matches(row.when, cell))


def _permitted_elsewhere(guideline: Guideline, law: Law) -> tuple[str, dict[str, str]] | None:
    for measure, (name, values) in product(law.measures, law.when):
        whens = [each.when for each in guideline.limits if measure in each.refuses]
        others = [value for value in DOMAINS[name] if value not in values]
        given = [[(key, value) for value in admitted] for key, admitted in law.given]
        for chosen in product([(name, other) for other in others], *given):
            limits: list[Condition] | None = whens
            for key, value in chosen:
                limits = None if limits is None else fixed(limits, key, value)
            cell = open_cell(limits, dict(chosen))
            if cell is not None:
                return swedish.permitted_there(measure), cell
    return None


def open_cell(limits: list[Condition] | None, cell: dict[str, str]) -> dict[str, str] | None:
    """A cell in which no limit holds, found by trying value after value; None if there is none.

    What is left out of the cell may have any value.
    """
    if limits is None:
        return None
    if not limits:
        return cell
    name = limits[0][0][0]
    for value in DOMAINS[name]:
        found = open_cell(fixed(limits, name, value), {**cell, name: value})
        if found is not None:
            return found
    return None


def fixed(limits: list[Condition], name: str, value: str) -> list[Condition] | None:
    """The limits once an input has a value; None if one of them holds whatever the others are."""
    left: list[Condition] = []
    for when in limits:
        if all(value in values for each, values in when if each == name):
            rest = tuple(pair for pair in when if pair[0] != name)
            if not rest:
                return None
            left.append(rest)
    return left


def _refused_by_others(guideline: Guideline, law: Law) -> tuple[str, dict[str, str]] | None:
    for limit in guideline.limits:
        both = _together(law.when, limit.when)
        for measure in law.measures:
            if measure in limit.refuses and limit.reason not in law.gives and both is not None:
                return swedish.refused_there(measure, limit.reason), both
    return None


def _together(one: Condition, two: Condition) -> dict[str, str] | None:
    """A cell in which both conditions hold."""
    cell: dict[str, str] = {}
    for name in dict.fromkeys(name for name, _ in (*one, *two)):
        shared = [
            value
            for value in DOMAINS[name]
            if all(value in values for each, values in (*one, *two) if each == name)
        ]
        if not shared:
            return None
        cell[name] = shared[0]
    return cell


def level_cells(guideline: Guideline) -> Iterator[dict[str, str]]:
    """Every cell of the level's quotient."""
    domains = level_domains(guideline)
    for values in product(*domains.values()):
        yield dict(zip(domains, values, strict=True))


def _another_level(guideline: Guideline, law: Law) -> tuple[str, dict[str, str]] | None:
    for cell in level_cells(guideline):
        if matches(law.when, cell) and (level := level_in(guideline, cell)) not in law.gives:
            return swedish.level_there(level), cell
    return None
