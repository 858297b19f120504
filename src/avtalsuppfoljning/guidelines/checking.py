"""What a guideline file may not do: leave a gap, answer twice, or name what does not exist.

Every check raises a `GuidelineError` with the place in the file: ``grans[3].nar``, or the table
and the cell.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from math import prod
from typing import Final, NoReturn

from avtalsuppfoljning.errors import GuidelineError, InvalidValueError
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
from avtalsuppfoljning.guidelines.model import (
    Condition,
    Guideline,
    LevelRule,
    Limit,
    LimitKind,
    Matrix,
    Table,
)
from avtalsuppfoljning.terms import Driftsform, check_id

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

NO_LEVEL: Final = "ingen"
TOP_LEVEL: Final = "namnd"
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
    for index, duty in enumerate(guideline.duties):
        if duty.obligor not in {"kommunen", "utforaren"}:
            _refuse(
                f"{duty.obligor!a} cannot owe", "kommunen or utforaren", f"skyldighet[{index}].vem"
            )
        _check_condition(duty.when, DUTY_INPUTS, DOMAINS, f"skyldighet[{index}].nar")


def matches(when: Condition, cell: Mapping[str, str]) -> bool:
    """Whether the condition holds in a cell."""
    return all(cell[name] in values for name, values in when)


def _refuse(what: str, way_out: str, place: str) -> NoReturn:
    raise GuidelineError(what, way_out, place=place)


def _check_head(guideline: Guideline) -> None:
    if guideline.facts_version != 1:
        _refuse("this version of the facts is not known", "write 1", "faktaversion")
    for place, text in (("namn", guideline.document), ("titel", guideline.title)):
        if not text.strip():
            _refuse("blank", "write it as it is printed", f"dokument.{place}")
    try:
        date.fromisoformat(guideline.version)
    except ValueError:
        _refuse("the version is not a day", "write YYYY-MM-DD", "dokument.version")
    if guideline.valid_from < guideline.adopted_on:
        _refuse("it would apply before it was adopted", "correct the days", "dokument.galler_fran")


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
                _refuse(f"the id {each} stands twice", "rename one", f"{place}[{_last(ids, each)}]")
    if not guideline.measures or not guideline.grades:
        _refuse(
            "nothing is listed",
            "list at least one",
            "atgard" if guideline.grades else "grad.ordning",
        )
    for index, measure in enumerate(guideline.measures):
        if measure.id in RESERVED:
            _refuse(
                f"{measure.id} means something else", "choose another id", f"atgard[{index}].id"
            )
    names = [measure.name for measure in guideline.measures]
    for index, name in enumerate(names):
        if names.count(name) > 1 or not name.strip():
            _refuse("the name is blank or stands twice", "rename it", f"atgard[{index}].namn")


def _last(ids: list[str], each: str) -> int:
    return len(ids) - 1 - ids[::-1].index(each)


def _check_id(text: str, place: str) -> None:
    try:
        check_id(text)
    except InvalidValueError as fault:
        _refuse(fault.what, fault.way_out, place)


def _check_condition(
    when: Condition, inputs: Iterable[str], domains: Mapping[str, tuple[str, ...]], place: str
) -> None:
    allowed = tuple(inputs)
    for name, values in when:
        if name not in allowed:
            _refuse(f"the input {name!a} is not read here", "use " + ", ".join(allowed), place)
        for value in values:
            if value not in domains[name]:
                way_out = "use " + ", ".join(domains[name])
                _refuse(f"{value!a} is no value of {name}", way_out, f"{place}.{name}")
        if not values or len(set(values)) < len(values):
            _refuse("no value, or one twice", "list each value once", f"{place}.{name}")


# ── limits and the printed matrix ──


def _check_limits(guideline: Guideline) -> None:
    measures = {measure.id for measure in guideline.measures}
    reasons = KNOWN_REASONS | {code for code, _ in guideline.reasons}
    read: dict[tuple[str, str], set[str]] = {}
    for index, limit in enumerate(guideline.limits):
        place = f"grans[{index}]"
        if limit.reason not in reasons:
            _refuse(
                f"the reason {limit.reason!a} is not known",
                "declare it under [[skal]]",
                f"{place}.skal",
            )
        if not limit.refuses or len(set(limit.refuses)) < len(limit.refuses):
            _refuse("no measure, or one twice", "list each measure once", f"{place}.nekar")
        for measure in limit.refuses:
            if measure not in measures:
                _refuse(
                    f"{measure!a} is no measure",
                    "use " + ", ".join(sorted(measures)),
                    f"{place}.nekar",
                )
        if not limit.when:
            _refuse("a limit without a condition", "say when it holds", f"{place}.nar")
        _check_condition(limit.when, LIMIT_INPUTS, DOMAINS, f"{place}.nar")
        _check_kind(limit, place)
        for measure in limit.refuses:
            spanned = read.setdefault((measure, limit.reason), set())
            spanned |= {name for name, _ in limit.when}
            if prod(len(DOMAINS[name]) for name in spanned) > MAX_CELLS:
                _refuse(f"{limit.reason} spans too many cells", "split the reason", f"{place}.nar")


def _check_kind(limit: Limit, place: str) -> None:
    bars = {name for name, _ in limit.when} <= BARRING
    if bars != (limit.kind is LimitKind.BARRED):
        wanted = LimitKind.BARRED if bars else LimitKind.SILENT
        _refuse(f"{limit.kind} does not fit what the row reads", f"write {wanted}", f"{place}.art")


def _check_matrix(guideline: Guideline) -> None:
    sanctions = tuple(measure.id for measure in guideline.measures if measure.is_sanction)
    matrix = guideline.matrix or Matrix(
        columns=(), rows=(), citation=guideline.measures[0].citation
    )
    if set(matrix.columns) != set(sanctions) or len(matrix.columns) != len(sanctions):
        wanted = ", ".join(sanctions) or "none"
        _refuse("the headings are not the sanctions", f"head a column for each: {wanted}", "matris")
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
                _refuse(
                    f"{form} is neither in the matrix nor refused {', '.join(missing)}",
                    "add a row or a limit",
                    "matris",
                )
            continue
        for measure, crossed in zip(matrix.columns, printed[form], strict=True):
            if crossed == (measure in refused):
                said = f"limit {refused[measure]} refuses" if crossed else "no limit refuses"
                mark = "x" if crossed else "-"
                _refuse(
                    f"the cell {form} / {measure} is {mark}, but {said} it",
                    "correct the cell or the limit",
                    "matris",
                )


# ── tables that answer exactly once ──


def _check_tables(guideline: Guideline) -> None:
    grades = {"grad": guideline.grades}
    levels = (NO_LEVEL, *(measure.id for measure in guideline.measures), TOP_LEVEL)
    tables = (
        ("grad", guideline.grade, GRADE_INPUTS, guideline.grades),
        ("start", guideline.start, START_INPUTS, levels),
        ("niva", guideline.level, LEVEL_INPUTS, tuple(LevelRule)),
    )
    for name, table, inputs, answers in tables:
        domains = {**DOMAINS, **grades}
        for index, row in enumerate(table.rows):
            place = f"{name}.rad[{index}]"
            _check_condition(row.when, inputs, domains, f"{place}.nar")
            if row.gives not in answers:
                _refuse(f"{row.gives!a} is no answer", "use " + ", ".join(answers), f"{place}.ger")
        _check_unique(name, table, domains)


def _check_unique(name: str, table: Table, domains: Mapping[str, tuple[str, ...]]) -> None:
    for values in cells(table.inputs, domains):
        cell = dict(zip(table.inputs, values, strict=True))
        hits = [row.id for row in table.rows if matches(row.when, cell)]
        if len(hits) != 1:
            where = ", ".join(f"{key}={value}" for key, value in cell.items())
            what = f"the rows {' and '.join(hits)} both answer" if hits else "no row answers"
            _refuse(f"{what} the cell {where}", "one row per cell", f"{name}.rad")
