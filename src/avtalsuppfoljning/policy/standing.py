"""The places on a guideline's ladder, and what is recommended from each of them.

There are few: a level, and whether a result is awaited there. What `recommend` says from one of
them depends only on the first rung above that is not barred. Diagrams and arrays rest on that.
"""

from collections.abc import Mapping
from typing import NamedTuple

import attrs

from avtalsuppfoljning.guidelines.inputs import DOMAINS
from avtalsuppfoljning.guidelines.model import Guideline, LimitKind, Row
from avtalsuppfoljning.policy.answers import Recommendation
from avtalsuppfoljning.policy.assessing import recommend
from avtalsuppfoljning.policy.compiling import Compiled, compile_guideline
from avtalsuppfoljning.policy.inputs import NAMES, Values, position
from avtalsuppfoljning.policy.placing import Verdict
from avtalsuppfoljning.terms import MeasureId

_PERMITTED = Verdict()


class Stand(NamedTuple):
    """One place on the ladder, with one set of facts that leads there."""

    level: int | None
    """Among `Compiled.levels`; None: it cannot be told."""
    values: Values
    highest: MeasureId | None
    grade: Row


class Opening(NamedTuple):
    """The first rung that is not barred, counted from 0, and what it is instead."""

    rung: int
    kind: LimitKind | None
    """None: permitted; or past the last rung."""
    cure: str = DOMAINS["rattelsefrist"][0]
    """How far the cure time has come, where the rung waits for one."""


@attrs.frozen(eq=False)
class Standing:
    """Every place that has been met so far; each is told apart by what is recommended there."""

    guideline: Guideline
    _compiled: Compiled = attrs.field(init=False)
    _known: dict[tuple[str, str, str], Stand] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_compiled", compile_guideline(self.guideline))

    @property
    def rungs(self) -> int:
        """How many rungs there are."""
        return len(self._compiled.ladder)

    def reach(self, grade: Row, highest: MeasureId | None, given: Mapping[str, str]) -> Stand:
        """The place for a grade, a history and the inputs of the start and the level."""
        values = [""] * (len(NAMES) + len(self.guideline.measures))
        for name, value in given.items():
            values[position(name)] = value
        new = Stand(None, tuple(values), highest, grade)
        found = self.recommended(new)
        levels = self._compiled.steps.levels
        level = levels.index(found.level) if found.level in levels else None
        key = (found.level, found.action, found.reason)
        return self._known.setdefault(key, new._replace(level=level))

    def recommended(
        self, stand: Stand, opening: Opening | None = None, *, is_covered: bool = True
    ) -> Recommendation:
        """What is recommended where the rungs below the opening are barred.

        Without an opening every rung is open; where the guideline does not cover the case, none.
        """
        verdicts = [_PERMITTED] * len(self.guideline.measures)
        values = list(stand.values)
        if not is_covered:
            verdicts[0] = self._verdict(LimitKind.OUTSIDE)
        elif opening is not None and stand.level is not None:
            for rung in range(max(stand.level - 1, 0), opening.rung):
                verdicts[rung] = self._verdict(LimitKind.BARRED)
            if opening.kind is not None:
                verdicts[opening.rung] = self._verdict(opening.kind)
            values[position("rattelsefrist")] = opening.cure
        return recommend(self._compiled, tuple(values), stand.highest, verdicts, stand.grade)

    def _verdict(self, kind: LimitKind) -> Verdict:
        limits = tuple(each for each in self.guideline.limits if each.kind is kind)
        return Verdict(kind, limits[:1], None)
