"""The laws of every guideline, each tried over the whole space that it speaks of.

A law gives back the first state that breaks it, as a sentence, or nothing. They are used by the
tests of the shipped guidelines, and to see which mutations of a guideline they catch.
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Final

from avtalsuppfoljning.guidelines import Condition, Guideline, LevelRule
from avtalsuppfoljning.guidelines.inputs import (
    DOMAINS,
    GRADE_INPUTS,
    LEVEL_INPUTS,
    START_INPUTS,
    cells,
)
from avtalsuppfoljning.guidelines.laws import (
    HIGHEST,
    fixed,
    level_cells,
    level_domains,
    level_in,
    matches,
    open_cell,
)
from avtalsuppfoljning.terms import Driftsform

Law = Callable[[Guideline], str | None]

PROVIDER: Final = {
    "driftsform", "upphandlingsform", "reglerad", "form_reglerad", "kanal_reglerad",
    "havningsgrund_uppfylld", "hanvisar_till_riktlinjen", "avtal_upphort", "endast_individavtal",
    "omedelbar_grund", "uppsagningsgrund",
}  # fmt: skip
"""What says who the provider is, and what the agreement has."""

RISING: Final = {
    "frekvens": DOMAINS["frekvens"],
    "konsekvens": DOMAINS["konsekvens"],
    "medveten": ("nej", "ja"),
    "upprepad": ("nej", "ja"),
    "risk": ("nej", "ja"),
    "akut": ("nej", "ja"),
    "avtalsbrist": ("nej", "ja"),
    "felaktig_utbetalning": ("nej", "ja"),
    "resultat": ("atgardad", "ej_uppfoljd", "plan_utebliven", "kvarstar"),
}
"""Every severity fact, and the result, from the least to the most."""


def equal_terms(guideline: Guideline) -> str | None:
    """Grade and level read nothing about the provider or the agreement."""
    for table in (guideline.grade, guideline.start, guideline.level):
        about = PROVIDER.intersection(table.inputs)
        if about:
            return f"a table reads {', '.join(sorted(about))}"
    allowed = {*GRADE_INPUTS, *START_INPUTS, *LEVEL_INPUTS}
    return None if PROVIDER.isdisjoint(allowed) else "a table may read who the provider is"


def egen_regi_never_allows_more(guideline: Guideline) -> str | None:
    """No cell permits a measure in egen regi and refuses it in privat regi."""
    for measure in guideline.measures:
        limits = [each.when for each in guideline.limits if measure.id in each.refuses]
        own = fixed(limits, "driftsform", Driftsform.EGEN_REGI)
        if own is None:
            continue
        for limit in fixed_one_by_one(limits, Driftsform.PRIVAT_REGI):
            for cell in cells_of(limit):
                left: list[Condition] | None = own
                for name, value in cell.items():
                    left = None if left is None else fixed(left, name, value)
                if open_cell(left, {}) is not None:
                    return f"{measure.id} is open in egen regi only, in {cell}"
    return None


def fixed_one_by_one(limits: list[Condition], form: Driftsform) -> Iterator[Condition]:
    """What is left of each limit that can hold under a driftsform."""
    for when in limits:
        left = fixed([when], "driftsform", form)
        if left is None:
            yield ()
        else:
            yield from left


def cells_of(when: Condition) -> Iterator[dict[str, str]]:
    """Every cell in which a condition holds, over its own inputs."""
    names = [name for name, _ in when]
    for values in product(*(admitted for _, admitted in when)):
        yield dict(zip(names, values, strict=True))


def the_grade_is_monotone(guideline: Guideline) -> str | None:
    """A graver fact never makes the grade lower."""
    inputs = guideline.grade.inputs
    found = {}
    for cell in cells(inputs, DOMAINS):
        named = dict(zip(inputs, cell, strict=True))
        row = next(row for row in guideline.grade.rows if matches(row.when, named))
        found[cell] = guideline.grades.index(row.gives)
    for cell, (at, name) in product(found, enumerate(inputs)):
        above = (*cell[:at], following(cell[at], RISING[name]), *cell[at + 1 :])
        if above in found and found[above] < found[cell]:
            return f"the grade falls when {name} rises from {cell[at]}, in {cell}"
    return None


def following(value: str, scale: tuple[str, ...]) -> str:
    """The next value on a scale; nothing after the last."""
    at = scale.index(value) + 1
    return scale[at] if at < len(scale) else ""


def the_level_is_monotone(guideline: Guideline) -> str | None:
    """In grade, upprepad, risk, breach, the highest measure and the result."""
    domains = level_domains(guideline)
    levels = {tuple(cell.values()): level_of(guideline, cell) for cell in level_cells(guideline)}
    names = list(domains)
    scales = {**RISING, "grad": guideline.grades, HIGHEST: domains[HIGHEST]}
    for cell, level in levels.items():
        for at, name in enumerate(names):
            if name not in scales or level is None:
                continue
            above = (*cell[:at], following(cell[at], scales[name]), *cell[at + 1 :])
            higher = levels.get(above)
            # What has been remedied starts afresh, so a first measure may end in no level at all.
            renewed = name == HIGHEST and cell[at] == "ingen" and "atgardad" in cell
            if higher is not None and not renewed and higher < level:
                return f"the level falls when {name} rises from {cell[at]}, in {cell}"
    return None


def rank(guideline: Guideline, level: str) -> int:
    """Where a level stands on the ladder, from ``ingen`` to ``namnd``."""
    return ("ingen", *guideline.ladder, "namnd").index(level)


def level_of(guideline: Guideline, cell: dict[str, str]) -> int | None:
    """The level's rank; None where it cannot be told."""
    word = level_in(guideline, cell)
    return None if word == LevelRule.NOT_ASSESSABLE else rank(guideline, word)


def nothing_is_lifted_silently(guideline: Guideline) -> str | None:
    """With a breach the level is at least the highest measure, unless the result is remedied."""
    for cell in level_cells(guideline):
        if cell[HIGHEST] == "ingen" or cell.get("avtalsbrist", "ja") == "nej":
            continue
        level = level_of(guideline, cell)
        if cell["resultat"] == "atgardad":
            if level != 0:
                return f"what is remedied stays on the ladder, in {cell}"
        elif level is None or level < rank(guideline, cell[HIGHEST]):
            return f"the level is below {cell[HIGHEST]}, in {cell}"
    return None


def the_ladder_ends(guideline: Guideline) -> str | None:
    """With a breach that remains, the level rises at every step, until it is the nämnd's."""
    for cell in level_cells(guideline):
        if cell.get("avtalsbrist", "ja") == "nej" or cell[HIGHEST] == "ingen":
            continue
        if cell["resultat"] in {"plan_utebliven", "kvarstar"}:
            level = level_of(guideline, cell)
            if level is None or level <= rank(guideline, cell[HIGHEST]):
                return f"the same measure again, in {cell}"
    return None


def a_breach_is_never_nothing(guideline: Guideline) -> str | None:
    """The gravest breach starts somewhere on the ladder."""
    gravest = {"grad": guideline.grades[-1], "upprepad": "ja", "avtalsbrist": "ja"}
    for cell in level_cells(guideline):
        if all(cell.get(name, value) == value for name, value in gravest.items()):
            remedied = cell["resultat"] == "atgardad" and cell[HIGHEST] != "ingen"
            if not remedied and level_of(guideline, cell) in {0, None}:
                return f"the gravest breach is nothing, in {cell}"
    return None


LAWS: Final[dict[str, Law]] = {
    each.__name__: each
    for each in (
        equal_terms,
        egen_regi_never_allows_more,
        the_grade_is_monotone,
        the_level_is_monotone,
        nothing_is_lifted_silently,
        the_ladder_ends,
        a_breach_is_never_nothing,
    )
}
