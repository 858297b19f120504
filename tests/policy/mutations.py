"""Every way in which one row of a guideline can be wrong, and what notices it.

A row is given another outcome, a wider or narrower condition, or another citation, or is left out;
a cross of the matrix is turned, and what stands in order changes places.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import attrs
from tests.policy.cases import altered
from tests.policy.differing import differs
from tests.policy.laws import LAWS

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines import Guideline, LevelRule, LimitKind, Table, fingerprint
from avtalsuppfoljning.guidelines.checking import check
from avtalsuppfoljning.guidelines.inputs import DOMAINS
from avtalsuppfoljning.guidelines.laws import HIGHEST, NO_LEVEL, TOP_LEVEL
from avtalsuppfoljning.guidelines.model import Condition, Effect, LawKind, Matrix, Unit
from avtalsuppfoljning.terms import EkonomiskForm, Kanal

TABLES: Final = ("grade", "start", "level")
LISTS: Final = (
    "measures", "limits", "duties", "side_effects", "deviations", "parameters", "tariffs", "laws",
)  # fmt: skip
ORDERED: Final = ("measures", "roles")
LOADING: Final = "inläsning"
LAW: Final = "lag"
ORACLE: Final = "orakel"
FINGERPRINT: Final = "fingeravtryck"
NOTHING: Final = "ingenting"
CITATION: Final = "annan källa"


class Mutation(NamedTuple):
    """One wrong guideline."""

    part: str
    row: str
    how: str
    guideline: Guideline


def mutations(guideline: Guideline) -> Iterator[Mutation]:
    """Every single-row mutation of every table, limit and other rule, the matrix and the roles."""
    for name in TABLES:
        table: Table = getattr(guideline, name)
        for at, row in enumerate(table.rows):
            for how, wrong in _wrong_rows(guideline, row, outcomes=_answers(guideline, name)):
                rows = (*table.rows[:at], *wrong, *table.rows[at + 1 :])
                inputs = tuple(sorted({key for each in rows for key, _ in each.when}))
                changed = attrs.evolve(table, rows=rows, inputs=inputs)
                yield Mutation(name, row.id, how, _evolved(guideline, name, changed))
    for name in LISTS:
        listed = getattr(guideline, name)
        for at, row in enumerate(listed):
            for how, wrong in _wrong_rows(guideline, row, outcomes=_changes(guideline, row)):
                left = (*listed[:at], *wrong, *listed[at + 1 :])
                yield Mutation(name, row.id, how, _evolved(guideline, name, left))
    for name in ORDERED:
        listed = getattr(guideline, name)
        for at in range(1, len(listed)):
            swapped = (*listed[: at - 1], listed[at], listed[at - 1], *listed[at + 1 :])
            yield Mutation(name, str(at), "annan ordning", _evolved(guideline, name, swapped))
    for at, role in enumerate(guideline.roles):
        left = (*guideline.roles[:at], *guideline.roles[at + 1 :])
        yield Mutation("roles", role, "utelämnad", _evolved(guideline, "roles", left))
    if guideline.matrix is not None:
        for form, how, matrix in _matrices(guideline.matrix):
            yield Mutation("matrix", form, how, _evolved(guideline, "matrix", matrix))


def _evolved(guideline: Guideline, name: str, changed: Any) -> Guideline:
    changes: dict[str, Any] = {name: changed}
    return attrs.evolve(guideline, **changes)


def _matrices(matrix: Matrix) -> Iterator[tuple[str, str, Matrix | None]]:
    yield "", "utelämnad", None
    for citation in _citations(matrix.citation):
        yield "", CITATION, attrs.evolve(matrix, citation=citation)
    for at, (form, crosses) in enumerate(matrix.rows):
        before, after = matrix.rows[:at], matrix.rows[at + 1 :]
        yield form, "utelämnad", attrs.evolve(matrix, rows=(*before, *after))
        for column, crossed in enumerate(crosses):
            turned = (*crosses[:column], not crossed, *crosses[column + 1 :])
            rows = (*before, (form, turned), *after)
            yield form, "omvänd ruta", attrs.evolve(matrix, rows=rows)
    for at in range(1, len(matrix.columns)):
        columns = list(matrix.columns)
        columns[at - 1 : at + 1] = reversed(columns[at - 1 : at + 1])
        yield matrix.columns[at], "annan ordning", attrs.evolve(matrix, columns=tuple(columns))


def noticed_by(guideline: Guideline, *, golden: str) -> str:
    """What notices the mutation first: the load, a named law, the second reading, the digest."""
    try:
        check(guideline)
    except GuidelineError as fault:
        return LOADING if fault.place else NOTHING
    for name, law in LAWS.items():
        if law(guideline) is not None:
            return f"{LAW}: {name}"
    if differs(guideline) is not None:
        return ORACLE
    return FINGERPRINT if fingerprint(guideline) != golden else NOTHING


# ── one row ──

Changes = Mapping[str, tuple[Any, ...]]


def _answers(guideline: Guideline, table: str) -> Changes:
    levels = (NO_LEVEL, *guideline.ladder, TOP_LEVEL)
    return {"gives": {"grade": guideline.grades, "start": levels, "level": tuple(LevelRule)}[table]}


def _changes(guideline: Guideline, row: Any) -> Changes:
    """For each field that says what a row answers, every other thing it could say."""
    measures = tuple(each.id for each in guideline.measures)
    known: dict[str, tuple[Any, ...]] = {
        "refuses": _subsets(getattr(row, "refuses", ()), measures),
        "measures": _subsets(getattr(row, "measures", ()), measures),
        "reason": tuple(dict.fromkeys(each.reason for each in guideline.limits)),
        "kind": tuple(LawKind if hasattr(row, "given") else LimitKind),
        "obligor": ("kommunen", "utforaren"),
        "closes": ((), ("ickeval",), ("aktiva_val",), ("ickeval", "aktiva_val")),
        "code": ("nagot_annat",),
        "value": tuple(None if each is None else each + 1 for each in (_value(row), None)),
        "rate": tuple(None if each is None else each + 1 for each in (_rate(row), None)),
        "cap": tuple(None if each is None else each * 2 for each in (_cap(row), None)),
        "unit": tuple(Unit) if hasattr(row, "cap") else (),
        "measure": measures,
        "effect": tuple(Effect),
        "is_sanction": (False, True),
        "is_rung": (False, True),
        "forms": (None, (), *((each.value,) for each in (*EkonomiskForm, *Kanal))),
        "decided_by": ("", *guideline.roles),
        "gives": _subsets(getattr(row, "gives", ()), _given(guideline, row)),
    }
    return {name: values for name, values in known.items() if hasattr(row, name)}


def _given(guideline: Guideline, row: Any) -> tuple[str, ...]:
    """What a law of this kind could give."""
    known: dict[Any, tuple[str, ...]] = {
        LawKind.ONLY_REFUSED_BY: tuple(dict.fromkeys(each.reason for each in guideline.limits)),
        LawKind.LEVEL_IS: (NO_LEVEL, *guideline.ladder, TOP_LEVEL),
    }
    return known.get(getattr(row, "kind", None), ())


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
    domains = {**DOMAINS, "grad": guideline.grades, HIGHEST: (NO_LEVEL, *guideline.ladder)}
    for name in ("when", "given"):
        for how, when in _conditions(getattr(row, name, ()), domains):
            yield how, (attrs.evolve(row, **{name: when}),)
    for citation in _citations(row.citation):
        yield CITATION, (attrs.evolve(row, citation=citation),)


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
