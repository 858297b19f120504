"""What may, should and must be done about a deficiency: steps 1-6. It never decides.

`assess` is total: every combination of facts has exactly one answer. A guideline is compiled
once into tables over exactly the inputs they read, so an answer costs a few look-ups.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

import attrs

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.guidelines.fingerprint import fingerprint
from avtalsuppfoljning.guidelines.inputs import DOMAINS, cells
from avtalsuppfoljning.guidelines.model import (
    MINOR,
    NOT_MINOR,
    Condition,
    Effect,
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
    Assessment,
    Duty,
    GuidelineRef,
    Permitted,
    Recommendation,
    Refused,
)
from avtalsuppfoljning.policy.facts import Facts
from avtalsuppfoljning.policy.inputs import Values, position, read
from avtalsuppfoljning.terms import EkonomiskForm, Kanal, MeasureId, Resultat

# ── the reasons of a recommendation: short, stable codes ──

LEVEL_IS_NONE: Final = "niva_ingen"
RESULT_PENDING: Final = "resultat_avvaktas"
AT_THE_LEVEL: Final = "pa_nivan"
NEAREST_ABOVE: Final = "narmast_oppna_steg"
AGREEMENT_SILENT: Final = "ej_oppet_pa_nivan"
NO_RUNG_LEFT: Final = "inget_steg_kvar"
ABOVE_ALL_RUNGS: Final = "over_stegen"
PARAMETER_UNSET: Final = "parameter_saknas"

CACHED_ANSWERS: Final = 16_384
"""How many answers one compiled guideline remembers."""

Key = Callable[[Values], Any]


def assess(facts: Facts, guideline: Guideline) -> Assessment:
    """The three answers for one deficiency on one day, each with its reasons and citations."""
    compiled = compile_guideline(guideline)
    instrument, history = facts.instrument, facts.history
    answer = compiled.answer(
        read(facts, guideline),
        history.highest_measure,
        instrument.economic_forms,
        instrument.suspension_channels,
    )
    return Assessment(
        guideline=compiled.ref,
        facts=facts,
        facts_version=guideline.facts_version,
        is_minor=answer.is_minor,
        grade=answer.grade,
        permitted=answer.permitted,
        refused=answer.refused,
        recommended=answer.recommended,
        duties=answer.duties,
        trace=answer.trace,
        ladder=compiled.ladder,
    )


class Answer(NamedTuple):
    """What depends on the inputs alone, and so can be remembered."""

    is_minor: bool
    grade: str
    permitted: tuple[Permitted, ...]
    refused: tuple[Refused, ...]
    recommended: Recommendation
    duties: tuple[Duty, ...]
    trace: tuple[str, ...]


class Verdict(NamedTuple):
    """One measure tried against every limit that refuses it."""

    limits: tuple[Limit, ...]
    is_barred: bool
    refused: Refused | None


class _Rung(NamedTuple):
    """One measure, with its verdict per cell of the inputs its limits read."""

    permitted: Permitted
    forms: type[EkonomiskForm | Kanal] | None
    limits: tuple[Limit, ...]
    key: Key
    verdicts: dict[Any, Verdict]


@attrs.frozen(eq=False)
class Compiled:
    """A guideline made ready for look-ups. Make it with `compile_guideline`."""

    ref: GuidelineRef
    ladder: tuple[MeasureId, ...]
    rungs: tuple[_Rung, ...]
    grade: Callable[[Values], Row]
    start: dict[tuple[str, str], Row]
    level: Callable[[Values], Row]
    duties: tuple[tuple[Condition, str, Duty], ...]
    not_minor: tuple[Condition, ...]
    answer: Callable[..., Answer]

    def verdict(self, values: Values, rung: int) -> Verdict:
        """Whether the measure on this rung may be taken, and if not, by which limits."""
        found = self.rungs[rung]
        key = found.key(values)
        verdict = found.verdicts.get(key)
        if verdict is None:
            verdict = found.verdicts[key] = _try(found, values, rung)
        return verdict


@lru_cache(maxsize=64)
def compile_guideline(guideline: Guideline) -> Compiled:
    """The guideline as look-up tables; remembered."""
    ref = GuidelineRef(
        id=guideline.id,
        version=guideline.version,
        document=guideline.document,
        fingerprint=fingerprint(guideline),
    )
    domains = {**DOMAINS, "grad": guideline.grades}
    start = _expanded(guideline.start, domains, ("grad", "upprepad"))
    compiled: Compiled

    @lru_cache(maxsize=CACHED_ANSWERS)
    def answer(
        values: Values,
        highest: MeasureId | None,
        forms: tuple[EkonomiskForm, ...],
        channels: tuple[Kanal, ...],
    ) -> Answer:
        return _answer(compiled, values, highest, {EkonomiskForm: forms, Kanal: channels})

    compiled = Compiled(
        ref=ref,
        ladder=tuple(measure.id for measure in guideline.measures),
        rungs=tuple(_rung(guideline, rung) for rung in range(len(guideline.measures))),
        grade=_lookup(guideline.grade, domains),
        start=start,
        level=_lookup(guideline.level, domains),
        duties=tuple(
            (
                duty.when,
                duty.id,
                Duty(duty=duty.id, obligor=duty.obligor, citations=(duty.citation,)),
            )
            for duty in guideline.duties
        ),
        not_minor=tuple(limit.when for limit in guideline.limits if limit.reason == NOT_MINOR),
        answer=answer,
    )
    return compiled


# ── compiling ──


def _rung(guideline: Guideline, rung: int) -> _Rung:
    measure = guideline.measures[rung]
    limits = tuple(limit for limit in guideline.limits if measure.id in limit.refuses)
    inputs = sorted({name for limit in limits for name, _ in limit.when})
    permitted = Permitted(
        measure=measure.id,
        effect=measure.effect,
        is_sanction=measure.is_sanction,
        citations=(measure.citation,),
    )
    forms: dict[Effect, type[EkonomiskForm | Kanal]] = {
        Effect.MONEY: EkonomiskForm,
        Effect.SUSPENSION: Kanal,
    }
    key = _key([position(name, rung) for name in inputs])
    return _Rung(permitted, forms.get(measure.effect), limits, key, {})


def _key(positions: list[int]) -> Key:
    return itemgetter(*positions) if positions else lambda _: None


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


def _lookup(table: Table, domains: dict[str, tuple[str, ...]]) -> Callable[[Values], Row]:
    rows = _expanded(table, domains, table.inputs)
    positions = [position(name) for name in table.inputs]
    return lambda values: rows[tuple([values[at] for at in positions])]


# ── answering ──


def _try(rung: _Rung, values: Values, number: int) -> Verdict:
    holding = tuple(limit for limit in rung.limits if holds(limit.when, values, number))
    if not holding:
        return Verdict((), is_barred=False, refused=None)
    return Verdict(
        holding,
        is_barred=any(limit.kind is LimitKind.BARRED for limit in holding),
        refused=Refused(
            measure=rung.permitted.measure,
            reasons=_once(limit.reason for limit in holding),
            citations=_once(limit.citation for limit in holding),
        ),
    )


def holds(when: Condition, values: Values, rung: int = 0) -> bool:
    """Whether a condition holds for these values, asked of the measure on one rung."""
    return all(values[position(name, rung)] in admitted for name, admitted in when)


def _once(items: "Iterable[Any]") -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))


def _answer(
    compiled: Compiled,
    values: Values,
    highest: MeasureId | None,
    forms: dict[type[EkonomiskForm | Kanal], tuple[str, ...]],
) -> Answer:
    verdicts = [compiled.verdict(values, rung) for rung in range(len(compiled.rungs))]
    permitted = []
    for rung, verdict in zip(compiled.rungs, verdicts, strict=True):
        if verdict.refused is None:
            kind = rung.forms
            regulated = () if kind is None else tuple(f.value for f in kind if f in forms[kind])
            plain = rung.permitted
            permitted.append(_with_forms(plain, regulated) if regulated else plain)
    grade = compiled.grade(values)
    recommended, rows = _recommend(compiled, values, highest, verdicts, grade)
    duties = [each for each in compiled.duties if holds(each[0], values)]
    trace = (
        *(limit.id for verdict in verdicts for limit in verdict.limits),
        *(row.id for row in rows),
        *(name for _, name, _ in duties),
    )
    return Answer(
        is_minor=_is_minor(compiled, values, grade),
        grade=grade.gives,
        permitted=tuple(permitted),
        refused=tuple(verdict.refused for verdict in verdicts if verdict.refused is not None),
        recommended=recommended,
        duties=tuple(duty for *_, duty in duties),
        trace=_once(trace),
    )


def _with_forms(plain: Permitted, forms: tuple[str, ...]) -> Permitted:
    return Permitted(
        measure=plain.measure,
        effect=plain.effect,
        is_sanction=plain.is_sanction,
        forms=forms,
        citations=plain.citations,
    )


def _is_minor(compiled: Compiled, values: Values, grade: Row) -> bool:
    """By the limits that say what is not minor; by the grade, where no limit says so."""
    if compiled.not_minor:
        return not any(holds(when, values) for when in compiled.not_minor)
    return grade.gives == MINOR


def _recommend(
    compiled: Compiled,
    values: Values,
    highest: MeasureId | None,
    verdicts: list[Verdict],
    grade: Row,
) -> tuple[Recommendation, tuple[Row, ...]]:
    """Steps 3-5: where the deficiency stands on the ladder, and which measure answers to that."""
    start = compiled.start[grade.gives, values[_REPEATED]]
    level_row = compiled.level(values)
    rule = LevelRule(level_row.gives)
    rows = (grade, start, level_row)
    levels = (NO_ACTION, *compiled.ladder, ABOVE_THE_LADDER)
    if highest is not None and highest not in compiled.ladder:
        raise InvalidValueError(
            f"{highest!a} is no measure of {compiled.ref.id}", "use one of its measures"
        )
    before = levels.index(highest or NO_ACTION)
    match rule:
        case LevelRule.NOT_ASSESSABLE:
            return _say(NOT_ASSESSABLE, NOT_ASSESSABLE, PARAMETER_UNSET, (level_row,)), rows
        case LevelRule.NONE:
            level = 0
        case LevelRule.START:
            level = levels.index(start.gives)
        case LevelRule.START_OR_SAME:
            level = max(levels.index(start.gives), before)
        case LevelRule.START_OR_NEXT:
            level = max(levels.index(start.gives), before + 1)
    word = levels[level]
    if level == 0:
        read_rows = rows if rule is not LevelRule.NONE else (level_row,)
        return _say(NO_ACTION, word, LEVEL_IS_NONE, read_rows), rows
    if level == before and values[_RESULT] == Resultat.EJ_UPPFÖLJD:
        return _say(AWAIT_RESULT, word, RESULT_PENDING, rows), rows
    if word == ABOVE_THE_LADDER:
        return _say(ESCALATE, word, ABOVE_ALL_RUNGS, rows), rows
    skipped: list[Limit] = []
    for rung in range(level - 1, len(verdicts)):
        limits, is_barred, refused = verdicts[rung]
        if refused is None:
            reason = NEAREST_ABOVE if skipped else AT_THE_LEVEL
            return _say(compiled.ladder[rung], word, reason, rows, skipped), rows
        skipped += limits
        if not is_barred:
            return _say(ESCALATE, word, AGREEMENT_SILENT, rows, skipped), rows
    return _say(ESCALATE, word, NO_RUNG_LEFT, rows, skipped), rows


def _say(
    action: str, level: str, reason: str, rows: tuple[Row, ...], limits: Iterable[Limit] = ()
) -> Recommendation:
    cited: list[Row | Limit] = [*rows, *limits]
    citations: tuple[Citation, ...] = _once(each.citation for each in cited)
    return Recommendation(action=action, level=level, reason=reason, citations=citations)


_REPEATED: Final = position("upprepad")
_RESULT: Final = position("resultat")
