"""A guideline's fingerprint: equal only when two guidelines give the same answers.

It is taken of a normal form: every table written out cell by cell, limits merged per measure,
reason and citation, inputs that make no difference left out, and level rules that arrive at the
same level named alike. So it does not depend on row order, row ids, whitespace, comments, on how
a rule is split into rows, or on which of two words says the same where nothing is decided yet.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.guidelines.inputs import DOMAINS, NO_YES, YES, cells
from avtalsuppfoljning.guidelines.laws import NO_LEVEL, TOP_LEVEL, matches
from avtalsuppfoljning.guidelines.model import (
    SEMANTICS,
    Condition,
    Guideline,
    LevelRule,
    Measure,
    Table,
)

_DECIDED: Final = "tidigare_atgard"
"""Whether anything was decided before."""

Cells = dict[tuple[str, ...], Any]


@lru_cache(maxsize=256)
def fingerprint(guideline: Guideline) -> str:
    """``sha256:`` and the digest of the guideline's normal form."""
    return digest(normal_form(guideline))


def digest(data: object) -> str:
    """``sha256:`` and the digest of JSON-ready data, written in one way only."""
    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def normal_form(guideline: Guideline) -> dict[str, Any]:
    """What the guideline answers, as JSON-ready data, however its file is written."""
    limits: dict[str, list[Condition]] = {}
    for limit in guideline.limits:
        for measure in limit.refuses:
            key = [measure, limit.reason, limit.kind.value, *_cited(limit.citation)]
            limits.setdefault(json.dumps(key), []).append(limit.when)
    duties: dict[str, list[Condition]] = {}
    for duty in guideline.duties:
        key = [duty.id, duty.obligor, *_cited(duty.citation)]
        duties.setdefault(json.dumps(key), []).append(duty.when)
    domains = {**DOMAINS, "grad": guideline.grades}
    return {
        "semantik": SEMANTICS,
        "faktaversion": guideline.facts_version,
        "atgarder": [_measure(each) for each in guideline.measures],
        "granser": _merged(limits),
        "grader": list(guideline.grades),
        "grad": _table(guideline.grade, domains),
        "start": _table(guideline.start, domains),
        "niva": _level(guideline, domains),
        "skyldigheter": _merged(duties),
        **{key: part for key, part in _additions(guideline).items() if part},
    }


def _measure(measure: Measure) -> list[Any]:
    said = {
        "utanfor_stegen": not measure.is_rung,
        "former": None if measure.forms is None else sorted(measure.forms),
        "beslutsniva": measure.decided_by,
    }
    plain = [measure.id, measure.effect.value, measure.is_sanction, *_cited(measure.citation)]
    silent = (False, None, "")
    extra = {key: word for key, word in said.items() if word not in silent}
    return [*plain, extra] if extra else plain


def _additions(guideline: Guideline) -> dict[str, Any]:
    """What not every guideline has; left out where it is empty, as if it could not be said."""
    effects: dict[str, list[Condition]] = {}
    for effect in guideline.side_effects:
        key = [effect.id, sorted(effect.closes), *_cited(effect.citation)]
        effects.setdefault(json.dumps(key), []).append(effect.when)
    deviations: dict[str, list[Condition]] = {}
    for deviation in guideline.deviations:
        for measure in deviation.measures:
            words = [measure, deviation.code, *_cited(deviation.citation)]
            deviations.setdefault(json.dumps(words), []).append(deviation.when)
    return {
        "parametrar": sorted(
            [each.id, _figure(each.value), *_cited(each.citation)] for each in guideline.parameters
        ),
        "taxor": sorted(
            [each.measure, each.unit.value, _figure(each.rate), _figure(each.cap),
             *_cited(each.citation)] for each in guideline.tariffs
        ),
        "foljder": _merged(effects),
        "avvikelser": _merged(deviations),
        "beslutsnivaer": list(guideline.roles),
    }  # fmt: skip


def _figure(value: Decimal | None) -> str:
    """A figure in one way only; ``50`` and ``50.00`` are the same."""
    return "" if value is None else format(value.normalize(), "f")


def _cited(citation: Citation) -> tuple[str, str, bool]:
    return citation.document, citation.section, citation.is_interpretation


def _merged(rules: Mapping[str, list[Condition]]) -> dict[str, Any]:
    return {key: form for key, whens in rules.items() if (form := _any_of(whens))}


def _any_of(whens: list[Condition]) -> list[Any]:
    """The cells in which any of the conditions holds; empty if there is none."""
    if any(not when for when in whens):
        whens = [()]
    inputs = tuple(sorted({name for when in whens for name, _ in when}))

    def answer(cell: Mapping[str, str]) -> bool:
        return any(matches(when, cell) for when in whens)

    kept, found = _written_out(inputs, DOMAINS, answer)
    holding = sorted(cell for cell, holds in found.items() if holds)
    return [list(kept), holding] if holding else []


def _level(guideline: Guideline, domains: Mapping[str, tuple[str, ...]]) -> list[Any]:
    """The level table, where rules that always arrive at the same level count as one."""
    table = guideline.level
    inputs = tuple(sorted({*table.inputs, _DECIDED}))
    named = {decided: _one_name(guideline, decided) for decided in NO_YES}

    def answer(cell: Mapping[str, str]) -> list[Any]:
        row = next(row for row in table.rows if matches(row.when, cell))
        return [named[cell[_DECIDED]].get(row.gives, row.gives), *_cited(row.citation)]

    kept, found = _written_out(inputs, domains, answer)
    return [list(kept), sorted([list(cell), gives] for cell, gives in found.items())]


def _one_name(guideline: Guideline, decided: str) -> dict[str, str]:
    """For each rule that looks at the start, one name for all that always arrive where it does."""
    levels = (NO_LEVEL, *guideline.ladder, TOP_LEVEL)
    highest = range(1, len(levels) - 1) if decided == YES else (0,)
    starts = [levels.index(row.gives) for row in guideline.start.rows]
    arrives = {
        LevelRule.START: [start for start in starts for _ in highest],
        LevelRule.START_OR_SAME: [max(start, at) for start in starts for at in highest],
        LevelRule.START_OR_NEXT: [max(start, at + 1) for start in starts for at in highest],
    }
    first = LevelRule.START_OR_SAME if decided == YES else LevelRule.START
    order = sorted(arrives, key=lambda rule: rule is not first)
    return {
        rule.value: next(each.value for each in order if arrives[each] == arrived)
        for rule, arrived in arrives.items()
    }


def _table(table: Table, domains: Mapping[str, tuple[str, ...]]) -> list[Any]:
    def answer(cell: Mapping[str, str]) -> list[Any]:
        row = next(row for row in table.rows if matches(row.when, cell))
        return [row.gives, *_cited(row.citation)]

    kept, found = _written_out(table.inputs, domains, answer)
    return [list(kept), sorted([list(cell), gives] for cell, gives in found.items())]


def _written_out(
    inputs: tuple[str, ...],
    domains: Mapping[str, tuple[str, ...]],
    answer: Callable[[Mapping[str, str]], Any],
) -> tuple[tuple[str, ...], Cells]:
    """Every cell with its answer, over the inputs that make a difference."""
    found: Cells = {
        cell: answer(dict(zip(inputs, cell, strict=True))) for cell in cells(inputs, domains)
    }
    for name in inputs:
        at = inputs.index(name)
        merged = _without(found, at)
        if merged is not None:
            found, inputs = merged, inputs[:at] + inputs[at + 1 :]
    return inputs, found


def _without(found: Cells, at: int) -> Cells | None:
    """The same cells without one input, or None if the answer depends on it."""
    merged: Cells = {}
    for cell, gives in found.items():
        if merged.setdefault(cell[:at] + cell[at + 1 :], gives) != gives:
            return None
    return merged
