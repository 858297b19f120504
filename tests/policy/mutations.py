"""Every way in which one row of a guideline can be wrong, and what notices it.

A row is given another outcome, a wider or narrower condition, or another citation, or is left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import attrs
from tests.policy.cases import altered
from tests.policy.laws import LAWS

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines import Guideline, LevelRule, LimitKind, Table, fingerprint
from avtalsuppfoljning.guidelines.checking import check
from avtalsuppfoljning.guidelines.inputs import DOMAINS
from avtalsuppfoljning.guidelines.model import Condition, Unit

TABLES: Final = ("grade", "start", "level")
LISTS: Final = ("limits", "duties", "side_effects", "deviations", "parameters", "tariffs")


class Mutation(NamedTuple):
    """One wrong guideline."""

    row: str
    how: str
    guideline: Guideline


def mutations(guideline: Guideline) -> Iterator[Mutation]:
    """Every single-row mutation of every table, limit and other rule."""
    for name in TABLES:
        table: Table = getattr(guideline, name)
        for at, row in enumerate(table.rows):
            for how, wrong in _wrong_rows(guideline, row, outcomes=_answers(guideline, name)):
                rows = (*table.rows[:at], *wrong, *table.rows[at + 1 :])
                inputs = tuple(sorted({key for each in rows for key, _ in each.when}))
                changed = attrs.evolve(table, rows=rows, inputs=inputs)
                yield Mutation(row.id, how, _evolved(guideline, name, changed))
    for name in LISTS:
        listed = getattr(guideline, name)
        for at, row in enumerate(listed):
            for how, wrong in _wrong_rows(guideline, row, outcomes=_changes(guideline, row)):
                left = (*listed[:at], *wrong, *listed[at + 1 :])
                yield Mutation(row.id, how, _evolved(guideline, name, left))


def _evolved(guideline: Guideline, name: str, changed: Any) -> Guideline:
    changes: dict[str, Any] = {name: changed}
    return attrs.evolve(guideline, **changes)


def noticed_by(guideline: Guideline, *, golden: str) -> str:
    """What notices the mutation: the load, a named law, or the golden fingerprint."""
    try:
        check(guideline)
    except GuidelineError as fault:
        return "vid inläsning" if fault.place else "ingen"
    for name, law in LAWS.items():
        if law(guideline) is not None:
            return f"lag: {name}"
    return "fingeravtryck" if fingerprint(guideline) != golden else "ingen"


# ── one row ──

Changes = Mapping[str, tuple[Any, ...]]


def _answers(guideline: Guideline, table: str) -> Changes:
    levels = ("ingen", *guideline.ladder, "namnd")
    return {"gives": {"grade": guideline.grades, "start": levels, "level": tuple(LevelRule)}[table]}


def _changes(guideline: Guideline, row: Any) -> Changes:
    """For each field that says what a row answers, every other thing it could say."""
    measures = tuple(each.id for each in guideline.measures)
    known: dict[str, tuple[Any, ...]] = {
        "refuses": _subsets(getattr(row, "refuses", ()), measures),
        "measures": _subsets(getattr(row, "measures", ()), measures),
        "reason": tuple(dict.fromkeys(each.reason for each in guideline.limits)),
        "kind": tuple(LimitKind),
        "obligor": ("kommunen", "utforaren"),
        "closes": ((), ("ickeval",), ("aktiva_val",), ("ickeval", "aktiva_val")),
        "code": ("nagot_annat",),
        "value": tuple(None if each is None else each + 1 for each in (_value(row), None)),
        "rate": tuple(None if each is None else each + 1 for each in (_rate(row), None)),
        "cap": tuple(None if each is None else each * 2 for each in (_cap(row), None)),
        "unit": tuple(Unit) if hasattr(row, "cap") else (),
    }
    return {name: values for name, values in known.items() if hasattr(row, name)}


def _value(row: Any) -> Any:
    return getattr(row, "value", None)


def _rate(row: Any) -> Any:
    return getattr(row, "rate", None)


def _cap(row: Any) -> Any:
    return getattr(row, "cap", None)


def _subsets(named: tuple[str, ...], measures: tuple[str, ...]) -> tuple[Any, ...]:
    """One measure more, or one less."""
    more = [(*named, each) for each in measures if each not in named]
    return (*more, *(tuple(each for each in named if each != gone) for gone in named))


def _wrong_rows(
    guideline: Guideline, row: Any, *, outcomes: Changes
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    yield "utelämnad", ()
    for name, values in outcomes.items():
        for value in values:
            if value != getattr(row, name):
                yield f"annat utfall: {name}", (attrs.evolve(row, **{name: value}),)
    domains = {**DOMAINS, "grad": guideline.grades}
    for how, when in _conditions(getattr(row, "when", ()), domains):
        yield how, (attrs.evolve(row, when=when),)
    for citation in _citations(row.citation):
        yield "annan källa", (attrs.evolve(row, citation=citation),)


def _conditions(
    when: Condition, domains: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, Condition]]:
    for at, (name, values) in enumerate(when):
        before, after = when[:at], when[at + 1 :]
        yield "vidgad", (*before, *after)
        for value in domains[name]:
            if value in values:
                left = tuple(each for each in values if each != value)
                yield "inskränkt", (*before, (name, left), *after)
            else:
                yield "vidgad", (*before, (name, (*values, value)), *after)


def _citations(citation: Citation) -> Iterator[Citation]:
    yield altered(citation, section=citation.section + " X")
    yield altered(citation, is_interpretation=not citation.is_interpretation)
