"""Steps 3 to 5: where a deficiency stands on the ladder, and what is recommended from there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final, TypeVar

import attrs

from avtalsuppfoljning.guidelines.inputs import DOMAINS, NO, UNSET, YES, cells
from avtalsuppfoljning.guidelines.model import (
    Guideline,
    LevelRule,
    Limit,
    LimitKind,
    Row,
    Table,
)
from avtalsuppfoljning.policy.answers import (
    ABOVE_THE_LADDER,
    AWAIT_RESULT,
    ESCALATE,
    NO_ACTION,
    NOT_ASSESSABLE,
    Recommendation,
    Refused,
)
from avtalsuppfoljning.policy.inputs import Values, position
from avtalsuppfoljning.terms import MeasureId, Resultat

T = TypeVar("T")

# ── the reasons of a recommendation: short, stable codes ──

LEVEL_IS_NONE: Final = "niva_ingen"
RESULT_PENDING: Final = "resultat_avvaktas"
CURE_TIME_RUNS: Final = "rattelsefrist_loper"
AT_THE_LEVEL: Final = "pa_nivan"
NEAREST_ABOVE: Final = "narmast_oppna_steg"
AGREEMENT_SILENT: Final = "ej_oppet_pa_nivan"
NO_RUNG_LEFT: Final = "inget_steg_kvar"
ABOVE_ALL_RUNGS: Final = "over_stegen"
PARAMETER_UNSET: Final = "parameter_saknas"
NOT_COVERED: Final = "omfattas_ej"

BARS: Final = (LimitKind.BARRED, LimitKind.OUTSIDE)
"""The kinds of limits that make the ladder pass a rung by."""


@attrs.frozen(eq=False)
class Verdict:
    """One measure tried against every limit that refuses it."""

    kind: LimitKind | None = None
    """The kind that counts first of those that hold; None: the measure is permitted."""
    limits: tuple[Limit, ...] = ()
    """Those that a recommendation cites."""
    refused: Refused | None = None
    """What the assessment says of it, if it is refused."""
    code: int = 0
    """Other than that of any verdict of another kind, or that cites other sources."""


@attrs.frozen(eq=False)
class Place:
    """Where a deficiency stands on the ladder, and by which rows."""

    level: int | None
    """Among the levels; None: it cannot be told."""
    rows: tuple[Row, ...]
    """Of the grade, the start and the level."""
    lacks_cure_time: bool
    """The guideline has not set the cure time that would be needed."""
    settled: Recommendation | None = None
    """What is recommended, where that is so whatever may be done and the case is covered."""
    grade: str = attrs.field(init=False)
    standing: str = attrs.field(init=False)
    """Equal where the same would be recommended."""
    trace: tuple[str, ...] = attrs.field(init=False)
    """The ids of the rows."""

    @grade.default
    def _grade(self) -> str:
        return self.rows[0].gives

    @standing.default
    def _standing(self) -> str:
        cited = once(row.citation for row in self.rows)
        return repr((self.level, cited, self.lacks_cure_time))

    @trace.default
    def _trace(self) -> tuple[str, ...]:
        return tuple(row.id for row in self.rows)


class Steps:
    """Steps 3 to 5 of one guideline."""

    def __init__(self, guideline: Guideline) -> None:
        self._ladder = guideline.ladder
        self.levels = (NO_ACTION, *guideline.ladder, ABOVE_THE_LADDER)
        domains = {**DOMAINS, "grad": guideline.grades}
        self._start = _expanded(guideline.start, domains, ("grad", "upprepad"))
        rows = _expanded(guideline.level, domains, guideline.level.inputs)
        at = [position(name) for name in guideline.level.inputs]
        self._level: Callable[[Values], Row] = lambda values: rows[tuple(values[i] for i in at)]

    def at(self, values: Values, highest: MeasureId | None, grade: Row) -> Place:
        """The place for a grade, by the values of the finding and the history."""
        return self.place(
            grade,
            self._level(values),
            highest,
            is_repeated=values[_REPEATED] == YES,
            is_unfollowed=values[_RESULT] == Resultat.EJ_UPPFÖLJD,
            lacks_cure_time=values[_CURE] == UNSET,
        )

    def place(
        self,
        grade: Row,
        row: Row,
        highest: MeasureId | None,
        *,
        is_repeated: bool,
        is_unfollowed: bool,
        lacks_cure_time: bool,
    ) -> Place:
        """Steps 3 and 4: by the grade's row, the level's row and the history."""
        levels = self.levels
        start = self._start[grade.gives, YES if is_repeated else NO]
        rule = LevelRule(row.gives)
        before = 0 if highest is None else levels.index(highest)
        level: int | None
        match rule:
            case LevelRule.NOT_ASSESSABLE:
                level = None
            case LevelRule.NONE:
                level = 0
            case LevelRule.START:
                level = levels.index(start.gives)
            case LevelRule.START_OR_SAME:
                level = max(levels.index(start.gives), before)
            case LevelRule.START_OR_NEXT:
                level = max(levels.index(start.gives), before + 1)
        rows = (grade, start, row)
        return Place(
            level,
            rows,
            lacks_cure_time,
            self._settled(level, rule, rows, is_awaited=level == before and is_unfollowed),
        )

    def _settled(
        self, level: int | None, rule: LevelRule, rows: Sequence[Row], *, is_awaited: bool
    ) -> Recommendation | None:
        if level is None:
            return _say(NOT_ASSESSABLE, NOT_ASSESSABLE, PARAMETER_UNSET, rows[2:])
        word = self.levels[level]
        if level == 0:
            return _say(
                NO_ACTION, word, LEVEL_IS_NONE, rows[2:] if rule is LevelRule.NONE else rows
            )
        if is_awaited:
            return _say(AWAIT_RESULT, word, RESULT_PENDING, rows)
        if word == ABOVE_THE_LADDER:
            return _say(ESCALATE, word, ABOVE_ALL_RUNGS, rows)
        return None

    def recommend(self, place: Place, verdicts: Sequence[Verdict]) -> Recommendation:
        """Step 5: the measure that answers to where the deficiency stands."""
        level, rows = place.level, place.rows
        word = NOT_ASSESSABLE if level is None else self.levels[level]
        if verdicts and verdicts[0].kind is LimitKind.OUTSIDE:
            return _say(NO_ACTION, word, NOT_COVERED, (), verdicts[0].limits)
        if place.settled is not None or level is None:
            assert place.settled is not None, "without a level nothing is open"
            return place.settled
        passed: list[Limit] = []
        for rung in range(level - 1, len(self._ladder)):
            kind = verdicts[rung].kind
            if kind is None:
                reason = NEAREST_ABOVE if passed else AT_THE_LEVEL
                return _say(self._ladder[rung], word, reason, rows, passed)
            passed += verdicts[rung].limits
            if kind is LimitKind.SILENT:
                return _say(ESCALATE, word, AGREEMENT_SILENT, rows, passed)
            if kind is LimitKind.WAITING and place.lacks_cure_time:
                return _say(NOT_ASSESSABLE, word, PARAMETER_UNSET, rows, passed)
            if kind is LimitKind.WAITING:
                return _say(AWAIT_RESULT, word, CURE_TIME_RUNS, rows, passed)
        return _say(ESCALATE, word, NO_RUNG_LEFT, rows, passed)


def _expanded(
    table: Table, domains: Mapping[str, tuple[str, ...]], inputs: tuple[str, ...]
) -> dict[Any, Row]:
    """A table's row for every cell."""
    found: dict[Any, Row] = {}
    for cell in cells(inputs, domains):
        named = dict(zip(inputs, cell, strict=True))
        found[cell] = next(
            row for row in table.rows if all(named[name] in values for name, values in row.when)
        )
    return found


def weighed(kind: LimitKind, limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """Of the limits that hold, those that a recommendation cites where this kind counts.

    Where the guideline does not cover the case, nothing else that it says matters.
    """
    if kind is not LimitKind.OUTSIDE:
        return limits
    return tuple(limit for limit in limits if limit.kind is kind)


def once(items: Iterable[T]) -> tuple[T, ...]:
    """The items in their order, each of them once."""
    return tuple(dict.fromkeys(items))


def _say(
    action: str, level: str, reason: str, rows: Sequence[Row], limits: Sequence[Limit] = ()
) -> Recommendation:
    cited = chain((row.citation for row in rows), (limit.citation for limit in limits))
    return Recommendation(action=action, level=level, reason=reason, citations=once(cited))


_REPEATED: Final = position("upprepad")
_RESULT: Final = position("resultat")
_CURE: Final = position("rattelsefrist")
