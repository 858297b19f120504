"""What may, should and must be done about a deficiency: steps 1-6. It never decides.

`assess` is total: every combination of facts has exactly one answer. What a guideline says is
compiled once (`avtalsuppfoljning.policy.compiling`); each answer is then looked up by the
conditions that hold.
"""

from collections.abc import Callable, Sequence
from typing import Final

from avtalsuppfoljning.guidelines.model import MINOR, Guideline, LimitKind, Row
from avtalsuppfoljning.policy.answers import Assessment, Permitted, Recommendation, Refused
from avtalsuppfoljning.policy.compiling import Compiled, compile_guideline
from avtalsuppfoljning.policy.facts import Facts
from avtalsuppfoljning.policy.holding import REMEMBERED, conditions_held
from avtalsuppfoljning.policy.inputs import Values
from avtalsuppfoljning.policy.placing import BARS, Place, Verdict
from avtalsuppfoljning.terms import MeasureId

__all__ = ["assess", "compile_guideline", "recommend"]


def assess(facts: Facts, guideline: Guideline) -> Assessment:
    """The three answers for one deficiency on one day, each with its reasons and citations."""
    compiled = compile_guideline(guideline)
    held = conditions_held(compiled.parts, facts)
    verdicts: tuple[Verdict, ...] = ()
    permitted: tuple[Permitted, ...] = ()
    refused: tuple[Refused, ...] = ()
    for mask, answers in compiled.measures:
        some = answers[held & mask]
        verdicts += some.each
        permitted += some.permitted
        refused += some.refused
    trace: tuple[str, ...] = ()
    for mask, named in compiled.limits:
        trace += named[held & mask]
    mask, places = compiled.place
    place = places[held & mask]
    more = compiled.more_than_minor
    is_minor = not held & more if more else place.grade == MINOR
    mask, others = compiled.beside
    beside = others[held & mask]
    recommended = place.settled
    if recommended is None or verdicts[0].kind is _OUTSIDE:
        recommended = _recommended(compiled, place, verdicts)
    # Its own constructor would take several times as long, and has nothing left to check.
    found = _NEW(Assessment)
    _SET(
        found,
        "__dict__",
        {
            "guideline": compiled.ref,
            "facts": facts,
            "facts_version": guideline.facts_version,
            "is_minor": is_minor,
            "grade": place.grade,
            "permitted": permitted,
            "refused": refused,
            "recommended": recommended,
            "duties": beside.duties,
            "trace": trace + place.trace + beside.trace,
            "ladder": compiled.ladder,
            "side_effects": beside.side_effects,
            "cautions": beside.cautions,
        },
    )
    return found


_OUTSIDE: Final = LimitKind.OUTSIDE
_NEW: Final[Callable[[type[Assessment]], Assessment]] = object.__new__
_SET: Final[Callable[[object, str, object], None]] = object.__setattr__


def _recommended(compiled: Compiled, place: Place, verdicts: tuple[Verdict, ...]) -> Recommendation:
    """Step 5, remembered by all that it rests on: the rungs from the level to the one chosen."""
    code = 0
    if verdicts[0].kind is _OUTSIDE:
        code = verdicts[0].code
    else:
        for verdict in verdicts[(place.level or 0) - 1 : len(compiled.ladder)]:
            code |= verdict.code
            if verdict.kind not in BARS:
                break
    key = place.standing, code
    found = compiled.recommended.get(key)
    if found is None:
        if len(compiled.recommended) >= REMEMBERED:
            compiled.recommended.clear()
        found = compiled.recommended[key] = compiled.steps.recommend(place, verdicts)
    return found


def recommend(
    compiled: Compiled,
    values: Values,
    highest: MeasureId | None,
    verdicts: Sequence[Verdict],
    grade: Row,
) -> Recommendation:
    """What is recommended, from what each measure is said to be."""
    return compiled.steps.recommend(compiled.steps.at(values, highest, grade), verdicts)
