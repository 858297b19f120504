"""`assess` as anybody would write it: every row tried by itself, nothing compiled or remembered.

And guidelines that nobody adopted, with every kind of row in all sorts of company.
"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple

from hypothesis import strategies as st
from tests.policy.cases import ÖREBRO, altered

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.guidelines import Condition, Guideline, LimitKind, Measure, Row, Table
from avtalsuppfoljning.guidelines.inputs import DECLARED, DOMAINS, DUTY_INPUTS, LIMIT_INPUTS
from avtalsuppfoljning.guidelines.model import (
    Deviation,
    Duty as OwedBy,
    Effect,
    LevelRule,
    Limit,
    SideEffect as Following,
)
from avtalsuppfoljning.policy import (
    Assessment,
    Caution,
    Duty,
    Facts,
    Permitted,
    Recommendation,
    Refused,
    SideEffect,
)
from avtalsuppfoljning.policy.inputs import NAMES, read
from avtalsuppfoljning.terms import EkonomiskForm, Kanal, MeasureId, Money


class Answers(NamedTuple):
    """All that an assessment says."""

    grade: str
    is_minor: bool
    permitted: tuple[Permitted, ...]
    refused: tuple[Refused, ...]
    recommended: Recommendation
    duties: tuple[Duty, ...]
    side_effects: tuple[SideEffect, ...]
    cautions: tuple[Caution, ...]
    trace: tuple[str, ...]


def said(found: Assessment) -> Answers:
    return Answers(*(getattr(found, name) for name in Answers._fields))


def naive(facts: Facts, guideline: Guideline) -> Answers:
    values = read(facts, guideline)
    inputs = dict(zip(NAMES, values, strict=False))

    def holds(when: Condition, rung: int = 0) -> bool:
        own = {**inputs, "reglerad": values[len(NAMES) + rung]}
        return all(own[name] in admitted for name, admitted in when)

    refusing = [
        [each for each in guideline.limits if measure.id in each.refuses and holds(each.when, rung)]
        for rung, measure in enumerate(guideline.measures)
    ]
    grade = _row(guideline.grade, inputs)
    start = _row(guideline.start, {**inputs, "grad": grade.gives})
    level = _row(guideline.level, inputs)
    minor = [each for each in guideline.limits if each.reason == "ej_mindre_omfattande"]
    duties = [each for each in guideline.duties if holds(each.when)]
    return Answers(
        grade=grade.gives,
        is_minor=(
            not any(holds(each.when) for each in minor) if minor else grade.gives == "mindre"
        ),
        permitted=tuple(
            _permitted(measure, facts, guideline)
            for measure, limits in zip(guideline.measures, refusing, strict=True)
            if not limits
        ),
        refused=tuple(
            Refused(
                measure=measure.id,
                reasons=_once(each.reason for each in limits),
                citations=_once(each.citation for each in limits),
            )
            for measure, limits in zip(guideline.measures, refusing, strict=True)
            if limits
        ),
        recommended=_recommended(facts, guideline, inputs, refusing, (grade, start, level)),
        duties=tuple(
            Duty(
                duty=each.id, obligor=each.obligor, citations=(each.citation,), meaning=each.meaning
            )
            for each in duties
        ),
        side_effects=tuple(
            SideEffect(id=each.id, closes=each.closes, citations=(each.citation,))
            for each in guideline.side_effects
            if holds(each.when)
        ),
        cautions=tuple(
            Caution(
                measure=measure, code=each.code, meaning=each.meaning, citations=(each.citation,)
            )
            for each in guideline.deviations
            if holds(each.when)
            for measure in each.measures
        ),
        trace=(
            *(each.id for each in guideline.limits if any(each in some for some in refusing)),
            *(each.id for each in (grade, start, level)),
            *(each.id for each in duties),
        ),
    )


def _recommended(
    facts: Facts,
    guideline: Guideline,
    inputs: dict[str, str],
    refusing: list[list[Limit]],
    rows: tuple[Row, Row, Row],
) -> Recommendation:
    _, start, level = rows
    levels = ["ingen", *guideline.ladder, "namnd"]
    before = levels.index(facts.history.highest_measure or "ingen")
    at = {
        "ingen": 0,
        "start": levels.index(start.gives),
        "hogst_av_start_och_tidigare": max(levels.index(start.gives), before),
        "hogst_av_start_och_nasta_steg": max(levels.index(start.gives), before + 1),
    }.get(level.gives)
    word = "ej_bedombar" if at is None else levels[at]

    def say(action: str, reason: str, cited: Iterable[Row | Limit]) -> Recommendation:
        citations = _once(each.citation for each in cited)
        return Recommendation(action=action, level=word, reason=reason, citations=citations)

    outside = [each for each in refusing[0] if each.kind is LimitKind.OUTSIDE]
    if outside:
        return say("ingen", "omfattas_ej", outside)
    if at is None:
        return say("ej_bedombar", "parameter_saknas", [level])
    if at == 0:
        return say("ingen", "niva_ingen", [level] if level.gives == "ingen" else rows)
    if at == before and inputs["resultat"] == "ej_uppfoljd":
        return say("avvakta_resultatuppfoljning", "resultat_avvaktas", rows)
    if word == "namnd":
        return say("eskalera_till_namnd", "over_stegen", rows)
    passed: list[Row | Limit] = []
    for rung in range(at - 1, len(guideline.ladder)):
        if not refusing[rung]:
            reason = "narmast_oppna_steg" if passed else "pa_nivan"
            return say(guideline.ladder[rung], reason, [*rows, *passed])
        passed += refusing[rung]
        kinds = {each.kind for each in refusing[rung]}
        if LimitKind.BARRED in kinds:
            continue
        if LimitKind.SILENT in kinds:
            return say("eskalera_till_namnd", "ej_oppet_pa_nivan", [*rows, *passed])
        if inputs["rattelsefrist"] == "ej_satt":
            return say("ej_bedombar", "parameter_saknas", [*rows, *passed])
        return say("avvakta_resultatuppfoljning", "rattelsefrist_loper", [*rows, *passed])
    return say("eskalera_till_namnd", "inget_steg_kvar", [*rows, *passed])


def _permitted(measure: Measure, facts: Facts, guideline: Guideline) -> Permitted:
    instrument = facts.instrument
    of: dict[Effect, tuple[Any, Any]] = {
        Effect.MONEY: (EkonomiskForm, instrument.economic_forms),
        Effect.SUSPENSION: (Kanal, instrument.suspension_channels),
    }
    every, regulated = of.get(measure.effect, ((), ()))
    forms = tuple(each.value for each in every if each in regulated)
    lowest = measure.decided_by
    caps = [each.cap for each in guideline.tariffs if each.measure == measure.id]
    most = sum(cap for cap in caps if cap is not None)
    return Permitted(
        measure=measure.id,
        effect=measure.effect,
        is_sanction=measure.is_sanction,
        forms=forms if measure.forms is None else measure.forms,
        citations=(measure.citation,),
        decided_by=guideline.roles[guideline.roles.index(lowest) :] if lowest else (),
        most=Money(amount=Decimal(most)) if caps and None not in caps else None,
    )


def _row(table: Table, inputs: dict[str, str]) -> Row:
    (row,) = [
        each for each in table.rows if all(inputs[name] in values for name, values in each.when)
    ]
    return row


def _once(items: Iterable[Any]) -> tuple[Any, ...]:
    found: list[Any] = []
    for each in items:
        if each not in found:
            found.append(each)
    return tuple(found)


# ── guidelines that nobody adopted ──

SOURCES = tuple(Citation(document="Påhittad", section=str(number)) for number in range(3))
LEVEL_READS = ("avtalsbrist", "resultat", "troskel")
GRADE_READS = ("frekvens", "medveten")


@st.composite
def invented_guidelines(draw: st.DrawFn, *, most_measures: int = 4) -> Guideline:
    """Measures, some beside the ladder, and rows of every kind that cite few sources."""
    count = draw(st.integers(1, most_measures))
    rungs = draw(st.integers(1, count))
    measures = tuple(
        Measure(
            id=MeasureId(f"m{at}"),
            name=f"M {at}",
            effect=draw(st.sampled_from(Effect)),
            is_sanction=draw(st.booleans()),
            citation=draw(st.sampled_from(SOURCES)),
            is_rung=at < rungs,
            forms=draw(st.sampled_from((None, (), ("vite",)))),
        )
        for at in range(count)
    )
    ids = [each.id for each in measures]
    grades = draw(st.sampled_from([("mindre",), ("ringa", "svår"), ("mindre", "svår")]))
    some = st.lists(st.sampled_from(ids), min_size=1, unique=True).map(tuple)
    words = ("ingen", *(each.id for each in measures if each.is_rung), "namnd")
    rules = tuple(each.value for each in LevelRule)
    return altered(
        ÖREBRO,
        measures=measures,
        matrix=None,
        reads=DECLARED,
        grades=grades,
        limits=tuple(_limit(draw, at, tuple(ids), some) for at in range(draw(st.integers(0, 9)))),
        grade=_table(draw, "g", GRADE_READS, DOMAINS, grades),
        start=_table(draw, "s", ("grad", "upprepad"), {**DOMAINS, "grad": grades}, words),
        level=_table(draw, "n", LEVEL_READS, DOMAINS, rules),
        duties=tuple(
            OwedBy(id=f"d{at}", obligor="utforaren", **_told(draw, DUTY_INPUTS))
            for at in range(draw(st.integers(0, 3)))
        ),
        side_effects=tuple(
            Following(id=f"f{at}", closes=("ickeval",), meaning="", **_told(draw, DUTY_INPUTS))
            for at in range(draw(st.integers(0, 2)))
        ),
        deviations=tuple(
            Deviation(
                id=f"a{at}", code="kod", measures=draw(some), meaning="", **_told(draw, DUTY_INPUTS)
            )
            for at in range(draw(st.integers(0, 2)))
        ),
    )


def _limit(
    draw: st.DrawFn, at: int, ids: tuple[MeasureId, ...], some: st.SearchStrategy[Any]
) -> Limit:
    kind = draw(st.sampled_from(LimitKind))
    covers = kind is LimitKind.OUTSIDE
    reasons = ("ej_mindre_omfattande", "ej_reglerat", "ej_lov")
    told = _told(draw, [each for each in LIMIT_INPUTS if each != "reglerad" or not covers])
    read = {name for name, _ in told["when"]}
    return Limit(
        id=f"l{at}",
        reason=draw(st.sampled_from(reasons[1 if "reglerad" in read else 0 :])),
        refuses=ids if covers else draw(some),
        kind=kind,
        **told,
    )


def _told(draw: st.DrawFn, names: Iterable[str]) -> dict[str, Any]:
    read = draw(st.lists(st.sampled_from(sorted(names)), max_size=2, unique=True))
    when = tuple(
        (name, draw(st.lists(st.sampled_from(DOMAINS[name]), min_size=1, unique=True).map(tuple)))
        for name in read
    )
    return {"when": when, "citation": draw(st.sampled_from(SOURCES))}


def _table(
    draw: st.DrawFn, id_: str, inputs: tuple[str, ...], domains: Any, answers: tuple[str, ...]
) -> Table:
    """A row for every cell."""
    cells = list(product(*(domains[name] for name in inputs)))
    gives = draw(st.lists(st.sampled_from(answers), min_size=len(cells), max_size=len(cells)))
    return Table(
        inputs=inputs,
        rows=tuple(
            Row(
                id=f"{id_}{at}",
                when=tuple((name, (value,)) for name, value in zip(inputs, cell, strict=True)),
                gives=answer,
                citation=draw(st.sampled_from(SOURCES)),
            )
            for at, (cell, answer) in enumerate(zip(cells, gives, strict=True))
        ),
    )
