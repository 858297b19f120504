"""Steps 3-5 of the policy over every combination of open and closed rungs.

The verdicts on the measures are given, so that every combination can be tried, whether or not the
guideline's limits can bring it about.
"""

from collections.abc import Iterator
from itertools import product
from typing import Final

from tests.policy.readings import facts_where

from avtalsuppfoljning.guidelines import Guideline, LimitKind, Row
from avtalsuppfoljning.policy.answers import Refused
from avtalsuppfoljning.policy.assessing import recommend
from avtalsuppfoljning.policy.compiling import Compiled, compile_guideline
from avtalsuppfoljning.policy.inputs import Values, position, read
from avtalsuppfoljning.policy.placing import Verdict
from avtalsuppfoljning.terms import MeasureId, Resultat

Status = LimitKind | None
"""Why a measure is closed; None: it is permitted."""

THREE: Final[tuple[Status, ...]] = (None, LimitKind.BARRED, LimitKind.SILENT)
FOUR: Final[tuple[Status, ...]] = (*THREE, LimitKind.WAITING)
REMAINS: Final = (Resultat.PLAN_UTEBLIVEN, Resultat.KVARSTÅR)
WAITS: Final = {"avvakta_resultatuppfoljning", "eskalera_till_namnd", "ej_bedombar", "ingen"}


def verdicts_of(guideline: Guideline, statuses: tuple[Status, ...]) -> list[Verdict]:
    """A verdict on each rung, as if the limits had arrived at it."""
    limit = guideline.limits[0]
    return [
        Verdict()
        if status is None
        else Verdict(status, (limit,), Refused(measure=rung, reasons=("r",), citations=()))
        for rung, status in zip(guideline.ladder, statuses, strict=True)
    ]


def starts(guideline: Guideline) -> Iterator[tuple[Row, dict[str, str]]]:
    """Every grade, by a row that gives it, with upprepad or not."""
    rows = {row.gives: row for row in guideline.grade.rows}
    for row, upprepad in product(rows.values(), ("nej", "ja")):
        yield row, {"upprepad": upprepad}


def walk(guideline: Guideline, kinds: tuple[Status, ...]) -> tuple[int, int]:
    """Every trajectory from every start; how many states were seen, and how many ways they end.

    An `AssertionError` tells of one that repeats a measure, goes down, or recommends what is
    closed.
    """
    compiled = compile_guideline(guideline)
    results = {
        (each, before): read(
            facts_where({"resultat": each, "hogsta_atgard": before}, guideline=guideline), guideline
        )
        for each in Resultat
        for before in ("ingen", *guideline.ladder)
    }
    repeated = position("upprepad")
    states, ends = 0, set()
    for row, start in starts(guideline):
        told = {
            key: (*values[:repeated], start["upprepad"], *values[repeated + 1 :])
            for key, values in results.items()
        }
        for statuses in product(kinds, repeat=len(guideline.ladder)):
            verdicts = verdicts_of(guideline, statuses)
            for first in (None, *guideline.ladder):
                seen, end = _climb(compiled, row, told, verdicts, first)
                states += seen
                ends.add(end)
    return states, len(ends)


def _climb(
    compiled: Compiled,
    grade: Row,
    told: dict[tuple[Resultat, str], Values],
    verdicts: list[Verdict],
    before: MeasureId | None,
) -> tuple[int, tuple[str, str]]:
    states = 0
    while True:
        result = Resultat.EJ_UPPFÖLJD if before is None else Resultat.KVARSTÅR
        found = recommend(compiled, told[result, before or "ingen"], before, verdicts, grade)
        states += 1
        if before is not None:
            twin = recommend(
                compiled, told[Resultat.PLAN_UTEBLIVEN, before], before, verdicts, grade
            )
            assert twin == found, "a plan that did not come weighs as what remains"
        if found.action in WAITS:
            return states, (found.action, found.reason)
        rung = compiled.ladder.index(MeasureId(found.action))
        assert verdicts[rung].kind is None, "it is permitted"
        assert rung + 1 >= compiled.steps.levels.index(found.level), "never below the level"
        assert before is None or rung > compiled.ladder.index(before), "it repeats silently"
        before = MeasureId(found.action)
        for result, action in (
            (Resultat.ÅTGÄRDAD, "ingen"),
            (Resultat.EJ_UPPFÖLJD, "avvakta_resultatuppfoljning"),
        ):
            after = recommend(compiled, told[result, before], before, verdicts, grade)
            states += 1
            assert after.action == action
