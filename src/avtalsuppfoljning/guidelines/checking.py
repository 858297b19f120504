"""What a guideline file may not do: leave a gap, answer twice, or name what does not exist.

Every check raises a `GuidelineError` with the place in the file: ``grans[3].nar``, or the table
and the cell.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from math import prod
from typing import Final

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.guidelines.declared import check_condition, check_declared, refuse
from avtalsuppfoljning.guidelines.inputs import (
    BARRING,
    DOMAINS,
    DUTY_INPUTS,
    GRADE_INPUTS,
    LEVEL_INPUTS,
    LIMIT_INPUTS,
    START_INPUTS,
    cells,
)
from avtalsuppfoljning.guidelines.laws import NO_LEVEL, TOP_LEVEL, matches
from avtalsuppfoljning.guidelines.model import (
    NOT_MINOR,
    Guideline,
    LevelRule,
    Limit,
    LimitKind,
    Matrix,
    Table,
)
from avtalsuppfoljning.terms import Driftsform, MeasureId, check_id

KNOWN_REASONS: Final = frozenset(
    {
        "avtal_upphort",
        "driftsform_ej_omfattad",
        "egen_regi",
        "ej_lov",
        "ej_mindre_omfattande",
        "ej_reglerat",
        "ej_uppdragsdirektiv",
        "endast_individavtal",
        "form_ej_reglerad",
        "forutsattning_saknas",
        "ingen_avtalsbrist",
        "kanal_ej_reglerad",
    }
)
"""The reason codes that every guideline may use; it declares others itself, under ``skal``."""

MAX_CELLS: Final = 10_000
"""The most cells that limits of one measure and reason may span together."""

RESERVED: Final = frozenset(
    {NO_LEVEL, TOP_LEVEL, "avvakta_resultatuppfoljning", "eskalera_till_namnd", "ej_bedombar"}
    | {"avstaende"}
)
"""Words that answer what a measure would, and so cannot name one."""


def check(guideline: Guideline) -> None:
    """Refuse the guideline where it contradicts itself."""
    _check_head(guideline)
    _check_ids(guideline)
    _check_limits(guideline)
    _check_matrix(guideline)
    _check_tables(guideline)
    _check_duties(guideline)
    check_declared(guideline)


def _check_duties(guideline: Guideline) -> None:
    for index, duty in enumerate(guideline.duties):
        if duty.obligor not in {"kommunen", "utforaren"}:
            refuse(*swedish.no_obligor(duty.obligor), f"skyldighet[{index}].vem")
        check_condition(duty.when, DUTY_INPUTS, dict(DOMAINS), f"skyldighet[{index}].nar")


def _check_head(guideline: Guideline) -> None:
    if guideline.facts_version != 1:
        refuse(*swedish.NOT_THESE_FACTS, "faktaversion")
    for place, text in (("namn", guideline.document), ("titel", guideline.title)):
        if not text.strip():
            refuse(*swedish.BLANK, f"dokument.{place}")
    try:
        date.fromisoformat(guideline.version)
    except ValueError:
        refuse(*swedish.VERSION_NO_DAY, "dokument.version")
    if guideline.valid_from < guideline.adopted_on:
        refuse(*swedish.APPLIES_TOO_SOON, "dokument.galler_fran")


def _check_ids(guideline: Guideline) -> None:
    named: dict[str, list[str]] = {
        "atgard": [each.id for each in guideline.measures],
        "skal": [code for code, _ in guideline.reasons],
        "skyldighet": [each.id for each in guideline.duties],
        "grans": [each.id for each in guideline.limits],
        "grad.rad": [each.id for each in guideline.grade.rows],
        "start.rad": [each.id for each in guideline.start.rows],
        "niva.rad": [each.id for each in guideline.level.rows],
        "grad.ordning": list(guideline.grades),
        "parameter": [each.id for each in guideline.parameters],
        "taxa": [each.id for each in guideline.tariffs],
        "foljd": [each.id for each in guideline.side_effects],
        "avvikelse": [each.id for each in guideline.deviations],
        "lag": [each.id for each in guideline.laws],
    }
    _check_id(guideline.id, "dokument.id")
    for section, ids in named.items():
        for index, each in enumerate(ids):
            _check_id(each, f"{section}[{index}]")
    rows = [
        each
        for section in named
        if "rad" in section or section == "grans"
        for each in named[section]
    ]
    for place, ids in (*named.items(), ("rad", rows)):
        for each, times in Counter(ids).items():
            if times > 1:
                refuse(*swedish.id_twice(each), f"{place}[{_last(ids, each)}]")
    if not guideline.measures or not guideline.grades:
        refuse(*swedish.NOTHING_LISTED, "atgard" if guideline.grades else "grad.ordning")
    for index, measure in enumerate(guideline.measures):
        if measure.id in RESERVED:
            refuse(*swedish.reserved(measure.id), f"atgard[{index}].id")
    names = [measure.name for measure in guideline.measures]
    for index, name in enumerate(names):
        if names.count(name) > 1 or not name.strip():
            refuse(*swedish.MEASURE_NAME, f"atgard[{index}].namn")


def _last(ids: list[str], each: str) -> int:
    return len(ids) - 1 - ids[::-1].index(each)


def _check_id(text: str, place: str) -> None:
    try:
        check_id(text)
    except InvalidValueError as fault:
        refuse(fault.what, fault.way_out, place)


# ── limits and the printed matrix ──


def _check_limits(guideline: Guideline) -> None:
    measures = {measure.id for measure in guideline.measures}
    reasons = KNOWN_REASONS | {code for code, _ in guideline.reasons}
    read: dict[tuple[str, str], set[str]] = {}
    for index, limit in enumerate(guideline.limits):
        place = f"grans[{index}]"
        if limit.reason not in reasons:
            refuse(*swedish.unknown_reason(limit.reason), f"{place}.skal")
        if not limit.refuses or len(set(limit.refuses)) < len(limit.refuses):
            refuse(*swedish.MEASURES_ONCE, f"{place}.nekar")
        for measure in limit.refuses:
            if measure not in measures:
                refuse(*swedish.not_a_measure(measure, sorted(measures)), f"{place}.nekar")
        if not limit.when:
            refuse(*swedish.LIMIT_ALWAYS, f"{place}.nar")
        check_condition(limit.when, _asked_by(limit), dict(DOMAINS), f"{place}.nar")
        _check_kind(limit, measures, place)
        for measure in limit.refuses:
            spanned = read.setdefault((measure, limit.reason), set())
            spanned |= {name for name, _ in limit.when}
            if prod(len(DOMAINS[name]) for name in spanned) > MAX_CELLS:
                refuse(*swedish.spans_too_much(limit.reason), f"{place}.nar")


def _asked_by(limit: Limit) -> tuple[str, ...]:
    """What the limit may read: whether a case is covered, or minor, is asked of no measure."""
    if limit.kind is LimitKind.OUTSIDE or limit.reason == NOT_MINOR:
        return tuple(name for name in LIMIT_INPUTS if name != "reglerad")
    return LIMIT_INPUTS


def _check_kind(limit: Limit, measures: set[MeasureId], place: str) -> None:
    read = {name for name, _ in limit.when}
    bars = read <= BARRING
    fits = {
        LimitKind.BARRED: bars,
        LimitKind.SILENT: not bars,
        LimitKind.WAITING: "rattelsefrist" in read,
        LimitKind.OUTSIDE: measures == set(limit.refuses),
    }
    if not fits[limit.kind]:
        fitting = [kind.value for kind in LimitKind if fits[kind]]
        refuse(*swedish.kind_misfit(limit.kind, fitting), f"{place}.art")


def _check_matrix(guideline: Guideline) -> None:
    sanctions = tuple(measure.id for measure in guideline.measures if measure.is_sanction)
    matrix = guideline.matrix or Matrix(
        columns=(), rows=(), citation=guideline.measures[0].citation
    )
    if set(matrix.columns) != set(sanctions) or len(matrix.columns) != len(sanctions):
        refuse(*swedish.headings_misfit(sanctions), "matris")
    if not sanctions:
        return
    printed = dict(matrix.rows)
    for form in Driftsform:
        refused = {
            measure: limit.id
            for limit in guideline.limits
            if [name for name, _ in limit.when] == ["driftsform"] and form in limit.when[0][1]
            for measure in limit.refuses
        }
        if form not in printed:
            missing = [each.id for each in guideline.measures if each.id not in refused]
            if missing:
                refuse(*swedish.form_missing(form, missing), "matris")
            continue
        for measure, crossed in zip(matrix.columns, printed[form], strict=True):
            if crossed == (measure in refused):
                limit_id = refused.get(measure, "")
                fault = swedish.mark_misfit(form, measure, limit_id, is_crossed=crossed)
                refuse(*fault, "matris")


# ── tables that answer exactly once ──


def _check_tables(guideline: Guideline) -> None:
    grades = {"grad": guideline.grades}
    levels = (NO_LEVEL, *guideline.ladder, TOP_LEVEL)
    tables = (
        ("grad", guideline.grade, GRADE_INPUTS, guideline.grades),
        ("start", guideline.start, START_INPUTS, levels),
        ("niva", guideline.level, LEVEL_INPUTS, tuple(LevelRule)),
    )
    for name, table, inputs, answers in tables:
        domains = {**DOMAINS, **grades}
        for index, row in enumerate(table.rows):
            place = f"{name}.rad[{index}]"
            check_condition(row.when, inputs, domains, f"{place}.nar")
            if row.gives not in answers:
                refuse(*swedish.not_an_answer(row.gives, answers), f"{place}.ger")
        _check_unique(name, table, domains)


def _check_unique(name: str, table: Table, domains: Mapping[str, tuple[str, ...]]) -> None:
    for values in cells(table.inputs, domains):
        cell = dict(zip(table.inputs, values, strict=True))
        hits = [row.id for row in table.rows if matches(row.when, cell)]
        if len(hits) != 1:
            refuse(*swedish.not_one_row(hits, cell), f"{name}.rad")
