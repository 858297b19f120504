"""A guideline made ready for look-ups: every table over exactly the inputs that it reads.

What has been answered is remembered per cell, so that an answer costs a few look-ups. Nothing here
depends on which municipality's guideline it is.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, Generic, NamedTuple, TypeVar

import attrs

from avtalsuppfoljning.guidelines.declared import FORMS
from avtalsuppfoljning.guidelines.fingerprint import fingerprint
from avtalsuppfoljning.guidelines.inputs import DOMAINS, cells
from avtalsuppfoljning.guidelines.model import (
    MINOR,
    NOT_MINOR,
    Condition,
    Guideline,
    Limit,
    LimitKind,
    Measure,
    Row,
    Table,
)
from avtalsuppfoljning.policy.answers import (
    ABOVE_THE_LADDER,
    NO_ACTION,
    Caution,
    Duty,
    GuidelineRef,
    Permitted,
    Refused,
    SideEffect,
)
from avtalsuppfoljning.policy.inputs import Values, position
from avtalsuppfoljning.terms import MeasureId, Money

T = TypeVar("T")

REMEMBERED: Final = 16_384
"""How many answers are remembered; then all are forgotten and the memory starts afresh."""

PRECEDENCE: Final = (LimitKind.OUTSIDE, LimitKind.BARRED, LimitKind.SILENT, LimitKind.WAITING)


class Remembered(Generic[T]):
    """A function of some of the values, computed once per cell of those."""

    __slots__ = ("_compute", "_key", "_known")

    def __init__(self, positions: Iterable[int], compute: Callable[[Values], T]) -> None:
        at = tuple(positions)
        self._key: Callable[[Values], Any] = itemgetter(*at) if at else lambda _: None
        self._compute = compute
        self._known: dict[Any, T] = {}

    def __call__(self, values: Values) -> T:
        """The answer for these values."""
        key = self._key(values)
        try:
            return self._known[key]
        except KeyError:
            found = self._known[key] = self._compute(values)
            return found


class Verdict(NamedTuple):
    """One measure tried against every limit that refuses it."""

    kind: LimitKind | None
    """The kind that counts first of those that hold; None: the measure is permitted."""
    limits: tuple[Limit, ...]
    refused: Refused | None
    trace: tuple[str, ...]


class Rung(NamedTuple):
    """One measure: its verdict per cell, and how it is permitted in which forms."""

    verdict: Remembered[Verdict]
    permitted: Callable[[tuple[str, ...], tuple[str, ...]], Permitted]


@attrs.frozen(eq=False)
class Compiled:
    """A guideline as look-ups. Make it with `compile_guideline`."""

    guideline: Guideline
    ref: GuidelineRef
    ladder: tuple[MeasureId, ...]
    levels: tuple[str, ...]
    """The ladder with ``ingen`` below and ``namnd`` above."""
    rungs: tuple[Rung, ...]
    """Every measure, those beside the ladder last."""
    grade: Remembered[Row]
    start: dict[tuple[str, str], Row]
    level: Remembered[Row]
    is_minor: Remembered[bool]
    duties: Remembered[tuple[tuple[Duty, ...], tuple[str, ...]]]
    side_effects: Remembered[tuple[SideEffect, ...]]
    cautions: Remembered[tuple[Caution, ...]]
    known: dict[Any, Any]
    """Whole answers by the facts they rest on; see `assess`."""

    def forget(self) -> None:
        """Forget the whole answers; for measuring."""
        self.known.clear()


@lru_cache(maxsize=64)
def compile_guideline(guideline: Guideline) -> Compiled:
    """The guideline as look-ups; remembered."""
    ladder = guideline.ladder
    domains = {**DOMAINS, "grad": guideline.grades}
    grade = _table(guideline.grade, domains)
    return Compiled(
        guideline=guideline,
        ref=GuidelineRef(
            id=guideline.id,
            version=guideline.version,
            document=guideline.document,
            fingerprint=fingerprint(guideline),
        ),
        ladder=ladder,
        levels=(NO_ACTION, *ladder, ABOVE_THE_LADDER),
        rungs=tuple(_rung(guideline, at) for at in range(len(guideline.measures))),
        grade=grade,
        start=_expanded(guideline.start, domains, ("grad", "upprepad")),
        level=_table(guideline.level, domains),
        is_minor=_is_minor(guideline, grade),
        duties=_duties(guideline),
        side_effects=_side_effects(guideline),
        cautions=_cautions(guideline),
        known={},
    )


def holds(when: Condition, values: Values, rung: int = 0) -> bool:
    """Whether a condition holds for these values, asked of the measure on one rung."""
    return all(values[position(name, rung)] in admitted for name, admitted in when)


def once(items: Iterable[T]) -> tuple[T, ...]:
    """The items in their order, each of them once."""
    return tuple(dict.fromkeys(items))


# ── tables ──


def _expanded(
    table: Table, domains: dict[str, tuple[str, ...]], inputs: tuple[str, ...]
) -> dict[Any, Row]:
    found: dict[Any, Row] = {}
    for cell in cells(inputs, domains):
        named = dict(zip(inputs, cell, strict=True))
        found[cell] = next(
            row for row in table.rows if all(named[name] in values for name, values in row.when)
        )
    return found


def _table(table: Table, domains: dict[str, tuple[str, ...]]) -> Remembered[Row]:
    rows = _expanded(table, domains, table.inputs)
    positions = [position(name) for name in table.inputs]
    return Remembered(positions, lambda values: rows[tuple([values[at] for at in positions])])


def _reading(whens: Iterable[Condition], rung: int = 0) -> list[int]:
    """Where the inputs of some conditions stand."""
    return sorted({position(name, rung) for when in whens for name, _ in when})


# ── measures ──


def _rung(guideline: Guideline, rung: int) -> Rung:
    measure = guideline.measures[rung]
    limits = tuple(limit for limit in guideline.limits if measure.id in limit.refuses)

    def verdict(values: Values) -> Verdict:
        holding = tuple(limit for limit in limits if holds(limit.when, values, rung))
        if not holding:
            return Verdict(None, (), None, ())
        refused = Refused(
            measure=measure.id,
            reasons=once(limit.reason for limit in holding),
            citations=once(limit.citation for limit in holding),
        )
        kinds = {limit.kind for limit in holding}
        kind = next(kind for kind in PRECEDENCE if kind in kinds)
        return Verdict(kind, holding, refused, tuple(limit.id for limit in holding))

    positions = _reading((limit.when for limit in limits), rung)
    return Rung(Remembered(positions, verdict), _permitted(guideline, measure))


def _permitted(
    guideline: Guideline, measure: Measure
) -> Callable[[tuple[str, ...], tuple[str, ...]], Permitted]:
    """The measure as it is permitted, by the economic forms and channels that are regulated."""
    possible = FORMS.get(measure.effect, ())
    fixed = measure.forms
    roles = guideline.roles
    tariffs = [each for each in guideline.tariffs if each.measure == measure.id]
    caps = [each.cap for each in tariffs if each.cap is not None]
    most = Money(amount=sum(caps[1:], caps[0])) if caps and len(caps) == len(tariffs) else None

    @lru_cache(maxsize=REMEMBERED)
    def permitted(forms: tuple[str, ...], channels: tuple[str, ...]) -> Permitted:
        regulated = {*forms, *channels}
        open_forms = tuple(each for each in possible if each in regulated)
        return Permitted(
            measure=measure.id,
            effect=measure.effect,
            is_sanction=measure.is_sanction,
            forms=open_forms if fixed is None else fixed,
            citations=(measure.citation,),
            decided_by=roles[roles.index(measure.decided_by) :] if measure.decided_by else (),
            most=most,
        )

    if fixed is None and possible:
        return permitted
    always = permitted((), ())
    return lambda _forms, _channels: always


def _is_minor(guideline: Guideline, grade: Remembered[Row]) -> Remembered[bool]:
    """By the limits that say what is not minor; by the grade, where no limit says so."""
    whens = [limit.when for limit in guideline.limits if limit.reason == NOT_MINOR]
    if not whens:
        names = guideline.grade.inputs
        return Remembered(map(position, names), lambda values: grade(values).gives == MINOR)
    return Remembered(
        _reading(whens), lambda values: not any(holds(when, values) for when in whens)
    )


# ── what holds beside the measures ──


def _duties(guideline: Guideline) -> Remembered[tuple[tuple[Duty, ...], tuple[str, ...]]]:
    rows = guideline.duties

    def duties(values: Values) -> tuple[tuple[Duty, ...], tuple[str, ...]]:
        holding = [row for row in rows if holds(row.when, values)]
        found = tuple(
            Duty(duty=row.id, obligor=row.obligor, citations=(row.citation,), meaning=row.meaning)
            for row in holding
        )
        return found, tuple(row.id for row in holding)

    return Remembered(_reading(row.when for row in rows), duties)


def _side_effects(guideline: Guideline) -> Remembered[tuple[SideEffect, ...]]:
    rows = guideline.side_effects
    return Remembered(
        _reading(row.when for row in rows),
        lambda values: tuple(
            SideEffect(id=row.id, closes=row.closes, citations=(row.citation,))
            for row in rows
            if holds(row.when, values)
        ),
    )


def _cautions(guideline: Guideline) -> Remembered[tuple[Caution, ...]]:
    rows = guideline.deviations

    def cautions(values: Values) -> tuple[Caution, ...]:
        return tuple(
            Caution(measure=measure, code=row.code, meaning=row.meaning, citations=(row.citation,))
            for row in rows
            if holds(row.when, values)
            for measure in row.measures
        )

    return Remembered(_reading(row.when for row in rows), cautions)
