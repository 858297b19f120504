"""Where a guideline and its second reading part: every rule over every combination of its facts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import signature
from typing import Any

from tests.policy.second_promises import PROMISES
from tests.policy.second_reading import READINGS, Reading, Rule

from avtalsuppfoljning.guidelines import Condition, Guideline, Table
from avtalsuppfoljning.guidelines.inputs import DOMAINS, cells
from avtalsuppfoljning.guidelines.laws import matches


def differs(guideline: Guideline) -> str | None:
    """The first thing that the guideline says otherwise; nothing if both say the same."""
    return next(_differences(guideline, READINGS[guideline.id]), None)


def _differences(guideline: Guideline, reading: Reading) -> Iterator[str]:
    for name, said, other in (
        ("åtgärder", _measures(guideline), reading.measures),
        ("matris", _matrix(guideline), reading.matrix),
        ("beslutsnivåer", guideline.roles, reading.roles),
        ("parametrar", _figures(guideline), reading.figures),
        ("taxor", _tariffs(guideline), reading.tariffs),
        ("lagar", _promises(guideline), PROMISES[guideline.id]),
    ):
        if said != other:
            yield f"{name}: {said} is not {other}"
    domains = {**DOMAINS, "grad": guideline.grades}
    for name, table, rule in (
        ("grad", guideline.grade, reading.grade),
        ("start", guideline.start, reading.start),
        ("nivå", guideline.level, reading.level),
    ):
        if (cell := _otherwise(_answer(table), table.inputs, [rule], domains)) is not None:
            yield f"{name}: {cell}"
    yield from _rules(_refusals(guideline), _others(reading), domains)


def _others(reading: Reading) -> dict[Any, list[Rule]]:
    found: dict[Any, list[Rule]] = {}
    for each in reading.refusals:
        for measure in each.measures:
            found.setdefault((measure, each.reason, each.kind), []).append(each.holds)
    for rules in (reading.duties, reading.side_effects, reading.cautions):
        for key, rule in rules.items():
            found.setdefault((rules is reading.duties, key), []).append(rule)
    return found


def _refusals(guideline: Guideline) -> dict[Any, list[Condition]]:
    found: dict[Any, list[Condition]] = {}
    for limit in guideline.limits:
        for measure in limit.refuses:
            key = (measure, limit.reason, limit.kind.value)
            found.setdefault(key, []).append(limit.when)
    for duty in guideline.duties:
        found.setdefault((True, (duty.id, duty.obligor)), []).append(duty.when)
    for effect in guideline.side_effects:
        found.setdefault((False, (effect.id, effect.closes)), []).append(effect.when)
    for deviation in guideline.deviations:
        for measure in deviation.measures:
            found.setdefault((False, (measure, deviation.code)), []).append(deviation.when)
    return found


def _rules(
    said: Mapping[Any, list[Condition]],
    others: Mapping[Any, list[Rule]],
    domains: Mapping[str, tuple[str, ...]],
) -> Iterator[str]:
    for key in dict.fromkeys((*said, *others)):
        whens = said.get(key, [])
        names = {name for when in whens for name, _ in when}

        def holds(cell: Mapping[str, str], whens: list[Condition] = whens) -> bool:
            return any(matches(when, cell) for when in whens)

        if (cell := _otherwise(holds, names, others.get(key, []), domains)) is not None:
            yield f"{key}: {cell}"


def _answer(table: Table) -> Callable[[Mapping[str, str]], str]:
    def answer(cell: Mapping[str, str]) -> str:
        return next(row.gives for row in table.rows if matches(row.when, cell))

    return answer


def _otherwise(
    said: Callable[[Mapping[str, str]], Any],
    inputs: Iterable[str],
    rules: list[Rule],
    domains: Mapping[str, tuple[str, ...]],
) -> dict[str, str] | None:
    """The first cell in which the rules answer otherwise."""
    read = [tuple(signature(rule).parameters) for rule in rules]
    names = tuple(sorted({*inputs, *(name for each in read for name in each)}))
    for values in cells(names, domains):
        cell = dict(zip(names, values, strict=True))
        answers = [
            rule(*(cell[name] for name in asked)) for rule, asked in zip(rules, read, strict=True)
        ]
        other = answers[0] if answers and isinstance(answers[0], str) else any(answers)
        if said(cell) != other:
            return cell
    return None


def _measures(guideline: Guideline) -> tuple[tuple[Any, ...], ...]:
    return tuple(
        (each.id, each.effect.value, each.is_sanction, each.is_rung, each.forms, each.decided_by)
        for each in guideline.measures
    )


def _matrix(guideline: Guideline) -> tuple[Any, ...]:
    if guideline.matrix is None:
        return ()
    cited = guideline.matrix.citation
    marks = [(form.value, _crosses(crosses)) for form, crosses in guideline.matrix.rows]
    return ((cited.section, cited.is_interpretation), guideline.matrix.columns, *marks)


def _crosses(marks: tuple[bool, ...]) -> str:
    return "".join("x" if each else "-" for each in marks)


def _figures(guideline: Guideline) -> tuple[tuple[str, str], ...]:
    return tuple((each.id, str(each.value)) for each in guideline.parameters)


def _tariffs(guideline: Guideline) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (each.measure, each.unit.value, str(each.rate), str(each.cap)) for each in guideline.tariffs
    )


def _promises(guideline: Guideline) -> tuple[tuple[Any, ...], ...]:
    return tuple(
        (each.id, each.kind.value, each.measures, dict(each.when), each.gives, dict(each.given),
         each.citation.section, each.citation.is_interpretation)
        for each in guideline.laws
    )  # fmt: skip
