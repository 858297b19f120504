"""What may, should and must be done about a deficiency: steps 1-6. It never decides.

`assess` is total: every combination of facts has exactly one answer. What a guideline says is
compiled once (`avtalsuppfoljning.policy.compiling`); what is answered once is remembered.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final, NamedTuple

import attrs

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.guidelines.inputs import UNSET
from avtalsuppfoljning.guidelines.model import Guideline, LevelRule, Limit, LimitKind, Row
from avtalsuppfoljning.policy.answers import (
    ABOVE_THE_LADDER,
    AWAIT_RESULT,
    ESCALATE,
    NO_ACTION,
    NOT_ASSESSABLE,
    Assessment,
    Recommendation,
)
from avtalsuppfoljning.policy.compiling import (
    REMEMBERED,
    Compiled,
    Verdict,
    compile_guideline,
    holds,
    once,
)
from avtalsuppfoljning.policy.facts import Facts
from avtalsuppfoljning.policy.inputs import Values, cure_time, position, read, threshold
from avtalsuppfoljning.terms import MeasureId, Resultat

__all__ = ["assess", "compile_guideline", "holds"]

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


def assess(facts: Facts, guideline: Guideline) -> Assessment:
    """The three answers for one deficiency on one day, each with its reasons and citations."""
    compiled = compile_guideline(guideline)
    key = _BASIS(facts)
    ends_on = key[0]
    if ends_on is not None:  # the day itself says less than whether it is past
        key = (True if ends_on < facts.on else None, *key[1:])
    if guideline.reads:
        key += (*_MORE(facts), cure_time(facts, guideline), threshold(facts, guideline))
    fields = compiled.known.get(key)
    if fields is None:
        fields = _remember(compiled, key, facts)
    # Its own constructor would take several times as long, and has nothing left to check.
    found = _NEW(Assessment)
    _SET_FACTS(found, facts)
    for put, field in fields:
        put(found, field)
    return found


# What an answer rests on, for every guideline, and for those that declare that they read more.
_BASIS: Final = attrgetter(
    "instrument.ends_on",
    "driftsform", "upphandlingsform", "heard",
    "instrument.measures", "instrument.economic_forms", "instrument.suspension_channels",
    "instrument.termination_ground_met", "instrument.refers_to_guideline",
    "instrument.only_individavtal",
    "finding.is_avtalsbrist", "finding.frequency",
    "finding.consequences.individual", "finding.consequences.municipality",
    "finding.consequences.provider",
    "finding.is_deliberate", "finding.is_repeated", "finding.is_risk", "finding.is_acute",
    "history.highest_measure", "history.result",
)  # fmt: skip
_MORE: Final = attrgetter(
    "instrument.immediate_ground_met", "instrument.notice_ground_met",
    "finding.has_damage", "finding.is_overpaid", "finding.irregularity", "history.warning_stands",
)  # fmt: skip

_NEW: Final[Callable[[type[Assessment]], Assessment]] = object.__new__
_CLASS: Final[Any] = Assessment  # mypy does not know that it is an attrs class
_NAMES: Final = tuple(each.name for each in attrs.fields(_CLASS) if each.name != "facts")
_SETTERS: Final[tuple[Callable[[Assessment, Any], None], ...]] = tuple(
    vars(Assessment)[name].__set__ for name in _NAMES
)
_SET_FACTS: Final[Callable[[Assessment, Facts], None]] = vars(Assessment)["facts"].__set__


def _remember(compiled: Compiled, key: Any, facts: Facts) -> tuple[Any, ...]:
    answer = _answer(compiled, facts)
    if len(compiled.known) >= REMEMBERED:
        compiled.known.clear()
    fields = tuple((put, answer[name]) for name, put in zip(_NAMES, _SETTERS, strict=True))
    compiled.known[key] = fields
    return fields


# ── answering ──


def _answer(compiled: Compiled, facts: Facts) -> dict[str, Any]:
    """Every field of the assessment but the facts themselves."""
    values = read(facts, compiled.guideline)
    instrument = facts.instrument
    forms, channels = instrument.economic_forms, instrument.suspension_channels
    verdicts = [rung.verdict(values) for rung in compiled.rungs]
    grade = compiled.grade(values)
    recommended, rows = recommend(compiled, values, facts.history.highest_measure, verdicts, grade)
    duties, traced = compiled.duties(values)
    trace: dict[str, None] = {}
    for verdict in verdicts:
        trace.update(dict.fromkeys(verdict.trace))
    trace.update(dict.fromkeys([row.id for row in rows]))
    trace.update(dict.fromkeys(traced))
    return {
        "guideline": compiled.ref,
        "facts_version": compiled.guideline.facts_version,
        "is_minor": compiled.is_minor(values),
        "grade": grade.gives,
        "permitted": tuple(
            [
                rung.permitted(forms, channels)
                for rung, verdict in zip(compiled.rungs, verdicts, strict=True)
                if verdict.refused is None
            ]
        ),
        "refused": tuple([each.refused for each in verdicts if each.refused is not None]),
        "recommended": recommended,
        "duties": duties,
        "trace": tuple(trace),
        "ladder": compiled.ladder,
        "side_effects": compiled.side_effects(values),
        "cautions": compiled.cautions(values),
    }


class _Place(NamedTuple):
    """Where the deficiency stands on the ladder, and by which rows."""

    level: int | None
    """Among `Compiled.levels`; None: it cannot be told."""
    before: int
    rule: LevelRule
    rows: tuple[Row, ...]


def _place(compiled: Compiled, values: Values, highest: MeasureId | None, grade: Row) -> _Place:
    """Steps 3 and 4."""
    start = compiled.start[grade.gives, values[_REPEATED]]
    row = compiled.level(values)
    rule = LevelRule(row.gives)
    if highest is not None and highest not in compiled.ladder:
        raise InvalidValueError(
            f"{highest!a} is no rung of {compiled.ref.id}",
            "use one of " + ", ".join(compiled.ladder),
        )
    levels = compiled.levels
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
    return _Place(level, before, rule, (grade, start, row))


def recommend(
    compiled: Compiled,
    values: Values,
    highest: MeasureId | None,
    verdicts: list[Verdict],
    grade: Row,
) -> tuple[Recommendation, tuple[Row, ...]]:
    """Step 5: the measure that answers to where the deficiency stands."""
    level, before, rule, rows = _place(compiled, values, highest, grade)
    word = NOT_ASSESSABLE if level is None else compiled.levels[level]
    outside = [
        limit
        for verdict in verdicts[:1]
        if verdict.kind is LimitKind.OUTSIDE
        for limit in verdict.limits
        if limit.kind is LimitKind.OUTSIDE
    ]
    if outside:
        return _say(NO_ACTION, word, NOT_COVERED, (), outside), rows
    if level is None:
        return _say(NOT_ASSESSABLE, word, PARAMETER_UNSET, rows[2:]), rows
    if level == 0:
        read_rows = rows if rule is not LevelRule.NONE else rows[2:]
        return _say(NO_ACTION, word, LEVEL_IS_NONE, read_rows), rows
    if level == before and values[_RESULT] == Resultat.EJ_UPPFÖLJD:
        return _say(AWAIT_RESULT, word, RESULT_PENDING, rows), rows
    if word == ABOVE_THE_LADDER:
        return _say(ESCALATE, word, ABOVE_ALL_RUNGS, rows), rows
    skipped: list[Limit] = []
    for rung in range(level - 1, len(compiled.ladder)):
        kind, limits, *_ = verdicts[rung]
        if kind is None:
            reason = NEAREST_ABOVE if skipped else AT_THE_LEVEL
            return _say(compiled.ladder[rung], word, reason, rows, skipped), rows
        skipped += limits
        if kind is LimitKind.SILENT:
            return _say(ESCALATE, word, AGREEMENT_SILENT, rows, skipped), rows
        if kind is LimitKind.WAITING and values[_CURE] == UNSET:
            return _say(NOT_ASSESSABLE, word, PARAMETER_UNSET, rows, skipped), rows
        if kind is LimitKind.WAITING:
            return _say(AWAIT_RESULT, word, CURE_TIME_RUNS, rows, skipped), rows
    return _say(ESCALATE, word, NO_RUNG_LEFT, rows, skipped), rows


def _say(
    action: str, level: str, reason: str, rows: tuple[Row, ...], limits: list[Limit] | None = None
) -> Recommendation:
    cited = [*[row.citation for row in rows], *[limit.citation for limit in limits or ()]]
    return Recommendation(action=action, level=level, reason=reason, citations=once(cited))


_REPEATED: Final = position("upprepad")
_RESULT: Final = position("resultat")
_CURE: Final = position("rattelsefrist")
