"""A guideline's tables as arrays, written out over the inputs that they read. Needs numpy."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.guidelines.inputs import DOMAINS, NO, UNSET, YES
from avtalsuppfoljning.guidelines.laws import matches
from avtalsuppfoljning.guidelines.model import (
    MINOR,
    NOT_MINOR,
    Condition,
    Guideline,
    Limit,
    LimitKind,
    Row,
    Table,
)
from avtalsuppfoljning.policy.answers import ABOVE_THE_LADDER, NO_ACTION, NOT_ASSESSABLE
from avtalsuppfoljning.policy.climbing import KINDS, PERMITTED, WAITING_UNSET, Kinds, Ladder
from avtalsuppfoljning.policy.lookup import (
    MOST_BITS,
    MOST_CELLS,
    MOST_JOINT,
    Block,
    Dense,
    Joint,
    joint_names,
)
from avtalsuppfoljning.policy.outcomes import HIGHEST, NOTHING, regulated
from avtalsuppfoljning.policy.standing import Stand, Standing
from avtalsuppfoljning.terms import MeasureId

Words = dict[str, tuple[str, ...]]


class Tables:
    """Every table of a guideline."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self._standing = Standing(guideline)
        self._domains = _in_order(guideline)
        ladder = guideline.ladder
        held = {limit.kind for limit in guideline.limits}
        waits = {WAITING_UNSET} if LimitKind.WAITING in held else set()
        self._words = tuple(each for each in KINDS if each in {*held, *waits, PERMITTED})
        self._kinds = [self._kind_tables(measure.id) for measure in guideline.measures]
        self._joint = self._in_groups()
        self._grade = self._of_table(guideline.grade, guideline.grades)
        self._stands: list[Stand] = []
        self._stand = self._stand_table()
        said = [self._standing.recommended(stand) for stand in self._stands]
        levels = (NO_ACTION, *ladder, ABOVE_THE_LADDER, NOT_ASSESSABLE)
        self._levels = np.array([levels.index(each.level) for each in said], np.uint8)
        self._placed = (
            Joint([self._grade, self._stand, self._stand.then(self._levels)], self._domains)
            if "grad" not in self._stand.names
            else None
        )
        self._ladder = Ladder(self._standing, self._stands, self._words, self._joint)
        self._rules = self._rule_tables()
        self.words: Words = {
            "grad": guideline.grades,
            "niva": levels,
            "rekommendation": self._ladder.actions,
            "rekommendation_skal": self._ladder.reasons,
        }

    def chosen(self, wanted: frozenset[str]) -> dict[str, Any]:
        """The columns of answers that are wanted, with their types; all, if none is named."""
        known: dict[str, Any] = {f"far.{each.id}": np.bool_ for each in self.guideline.measures}
        known |= dict.fromkeys(self._rules, np.bool_) | dict.fromkeys(self.words, np.uint8)
        found = {
            name: kind
            for name, kind in known.items()
            if not wanted or name in wanted or name.partition(".")[0] in wanted
        }
        missing = wanted - found.keys() - {name.partition(".")[0] for name in found}
        if missing:
            raise InputError(
                f"no such answer: {min(missing)}", f"the answers are {', '.join(known)}"
            )
        return found

    def answer(self, block: Block, out: Mapping[str, NDArray[Any]]) -> None:
        """Answer some rows."""
        kinds = self._measures(block)
        for rung, measure in enumerate(self.guideline.measures):
            if (column := out.get(f"far.{measure.id}")) is not None:
                kinds.says(rung, len(self._words) - 1, out=column)
        grade, stand, level = self._place(block)
        block.set("grad", grade)
        for name, answer in (("grad", grade), ("niva", level)):
            if name in out:
                out[name][:] = answer
        if not out.keys().isdisjoint({"rekommendation", "rekommendation_skal"}):
            codes = self._ladder(stand, kinds)
            for name, answers in (
                ("rekommendation", self._ladder.action),
                ("rekommendation_skal", self._ladder.reason),
            ):
                if name in out:
                    answers.take(codes, out=out[name], mode="clip")
        for name, table in self._rules.items():
            if name in out:
                out[name][:] = table(block)

    def _place(self, block: Block) -> tuple[NDArray[np.uint8], ...]:
        """The grade, the place on the ladder, and the level."""
        if self._placed is not None:
            packed = self._placed(block)
            grade, stand, level = (self._placed.part(packed, table) for table in range(3))
            return grade, stand, level
        grade = self._grade(block)
        block.set("grad", grade)
        stand = self._stand(block)
        return grade, stand, self._levels.take(stand, mode="clip")

    def _measures(self, block: Block) -> Kinds:
        """What each measure is."""
        packed = [joint(block) for _, joint in self._joint]
        grouped = {rung for rungs, _ in self._joint for rung in rungs}
        single = {
            rung: _least([table(block) for table in tables])
            for rung, tables in enumerate(self._kinds)
            if rung not in grouped
        }
        return Kinds(self._joint, packed, single)

    # ── writing the tables out ──

    def _in_groups(self) -> list[tuple[list[int], Joint]]:
        """Measures that read much the same are looked up together."""
        groups: list[list[int]] = []
        for rung, tables in enumerate(self._kinds):
            if len(tables) > 1:
                continue
            for group in groups:
                if self._fits([*group, rung]):
                    group.append(rung)
                    break
            else:
                groups.append([rung])
        return [
            (group, Joint([self._kinds[rung][0] for rung in group], self._domains))
            for group in groups
            if self._fits(group)
        ]

    def _fits(self, rungs: list[int]) -> bool:
        tables = [self._kinds[rung][0] for rung in rungs]
        cells = prod(len(self._domains[name]) for name in joint_names(tables, self._domains))
        return cells <= MOST_JOINT and sum(table.bits for table in tables) <= MOST_BITS

    def _of_table(self, table: Table, answers: Sequence[str]) -> Dense:
        return Dense(
            table.inputs, self._domains, lambda cell: answers.index(_row(table, cell).gives)
        )

    def _any(self, whens: Iterable[Condition], measure: str = "") -> Dense:
        named = [_asked_of(when, measure) for when in whens]
        names = [name for when in named for name, _ in when]
        return Dense(
            names, self._domains, lambda cell: any(matches(when, cell) for when in named), np.bool_
        )

    def _kind_tables(self, measure: MeasureId) -> list[Dense]:
        """What a measure is, in as many tables as it takes; of several, the least counts."""
        groups: list[list[Limit]] = [[]]
        read: set[str] = set()
        for limit in self.guideline.limits:
            if measure not in limit.refuses:
                continue
            read |= {name for name, _ in _asked_of(limit.when, measure)}
            if prod(len(self._domains[name]) for name in read) > MOST_CELLS:
                groups.append([])
                read = {name for name, _ in _asked_of(limit.when, measure)}
            groups[-1].append(limit)
        return [self._kind_table(group, measure) for group in groups]

    def _kind_table(self, limits: list[Limit], measure: MeasureId) -> Dense:
        whens = [(_asked_of(limit.when, measure), limit.kind) for limit in limits]

        def kind(cell: dict[str, str]) -> int:
            unset = cell.get("rattelsefrist") == UNSET
            held = [
                WAITING_UNSET if kind is LimitKind.WAITING and unset else kind
                for when, kind in whens
                if matches(when, cell)
            ]
            return min(map(self._words.index, (*held, PERMITTED)))

        return Dense((name for when, _ in whens for name, _ in when), self._domains, kind)

    def _stand_table(self) -> Dense:
        """Steps 2 to 4: the number of the place on the ladder."""
        start = {"upprepad", "resultat", *self.guideline.level.inputs} - {"tidigare_atgard"}
        asked = {*start, *self.guideline.grade.inputs, HIGHEST}
        if prod(len(self._domains[name]) for name in asked) > MOST_CELLS:
            asked = {*start, "grad", HIGHEST}
        given_by = {row.gives for row in self.guideline.grade.rows}

        @cache
        def reach(grade: str, highest: str, *values: str) -> int:
            row = next(row for row in self.guideline.grade.rows if row.gives == grade)
            before = None if highest == NOTHING else MeasureId(highest)
            given = dict(zip(sorted(start), values, strict=True))
            given["tidigare_atgard"] = YES if before else NO
            found = self._standing.reach(row, before, given)
            if found not in self._stands:
                self._stands.append(found)
            return self._stands.index(found)

        def stand(cell: dict[str, str]) -> int:
            grade = cell.get("grad") or _row(self.guideline.grade, cell).gives
            if grade not in given_by:
                return 0
            return reach(grade, cell[HIGHEST], *(cell[name] for name in sorted(start)))

        return Dense(asked, self._domains, stand)

    def _rule_tables(self) -> dict[str, Dense]:
        """What is true or false."""
        rules: dict[tuple[str, str], list[Condition]] = {}
        for limit in self.guideline.limits:
            for measure in limit.refuses:
                key = (f"skal.{measure}.{limit.reason}", measure)
                rules.setdefault(key, []).append(limit.when)
        for duty in self.guideline.duties:
            rules.setdefault((f"skyldighet.{duty.id}.{duty.obligor}", ""), []).append(duty.when)
        for effect in self.guideline.side_effects:
            rules.setdefault((f"foljd.{effect.id}", ""), []).append(effect.when)
        for each in self.guideline.deviations:
            for measure in each.measures:
                rules.setdefault((f"avvikelse.{measure}.{each.code}", ""), []).append(each.when)
        found = {name: self._any(whens, measure) for (name, measure), whens in rules.items()}
        more = [each.when for each in self.guideline.limits if each.reason == NOT_MINOR]
        found["mindre_omfattande"] = (
            _inverted(self._any(more))
            if more
            else self._any(
                (("grad", (grade,)),) for grade in self.guideline.grades if grade == MINOR
            )
        )
        return found


def _in_order(guideline: Guideline) -> dict[str, tuple[str, ...]]:
    """Every input, those that most tables read first."""
    domains = {**DOMAINS, "grad": guideline.grades, HIGHEST: (NOTHING, *guideline.ladder)}
    domains |= {regulated(each.id): DOMAINS["reglerad"] for each in guideline.measures}
    read = [name for limit in guideline.limits for name, _ in limit.when for _ in limit.refuses]
    return {name: domains[name] for name in sorted(domains, key=lambda each: -read.count(each))}


def _row(table: Table, cell: Mapping[str, str]) -> Row:
    return next(row for row in table.rows if matches(row.when, cell))


def _asked_of(when: Condition, measure: str) -> Condition:
    return tuple(
        (regulated(measure) if name == "reglerad" else name, admitted) for name, admitted in when
    )


def _least(kinds: Sequence[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    first, *rest = kinds
    for each in rest:
        first = np.minimum(first, each)
    return first


def _inverted(table: Dense) -> Dense:
    table.array = ~table.array
    return table
