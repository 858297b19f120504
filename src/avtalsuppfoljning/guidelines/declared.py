"""What a guideline file may not say of parameters, tariffs, side effects, roles and laws.

The second half of `avtalsuppfoljning.guidelines.checking`, which has the rules and the tables.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, NoReturn

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import GuidelineError, InvalidValueError
from avtalsuppfoljning.guidelines.inputs import (
    CURE_DAYS,
    DECLARED,
    DOMAINS,
    DUTY_INPUTS,
    LIMIT_INPUTS,
    NO,
)
from avtalsuppfoljning.guidelines.laws import TOP_LEVEL, broken, fixed, level_domains, open_cell
from avtalsuppfoljning.guidelines.model import (
    Condition,
    Effect,
    Guideline,
    LawKind,
    LevelRule,
    Measure,
)
from avtalsuppfoljning.terms import EkonomiskForm, Kanal, Money

CHANNELS: Final = tuple(each.value for each in Kanal)
FORMS: Final = {
    Effect.MONEY: tuple(each.value for each in EkonomiskForm),
    Effect.SUSPENSION: CHANNELS,
}
"""What a measure with this effect can be in the form of; others have no forms."""
_REGULATED: Final = {Effect.MONEY: "form_reglerad", Effect.SUSPENSION: "kanal_reglerad"}
MAX_CURE_DAYS: Final = 3650


def check_declared(guideline: Guideline) -> None:
    """Refuse what the guideline cannot keep."""
    _check_reads(guideline)
    _check_measures(guideline)
    _check_parameters(guideline)
    _check_tariffs(guideline)
    _check_side_effects(guideline)
    _check_deviations(guideline)
    _check_laws(guideline)


def refuse(what: str, way_out: str, place: str) -> NoReturn:
    """Refuse the file."""
    raise GuidelineError(what, way_out, place=place)


def check_condition(
    when: Condition, inputs: Iterable[str], domains: dict[str, tuple[str, ...]], place: str
) -> None:
    """Refuse a condition on what is not read there, or on a value that there is not."""
    allowed = tuple(inputs)
    for name, values in when:
        if name not in allowed:
            refuse(*swedish.not_read_here(name, allowed), place)
        for value in values:
            if value not in domains[name]:
                refuse(*swedish.not_a_value(value, name, domains[name]), f"{place}.{name}")
        if not values or len(set(values)) < len(values):
            refuse(*swedish.VALUES_ONCE, f"{place}.{name}")


def _conditions(guideline: Guideline) -> Iterator[Condition]:
    yield from (each.when for each in guideline.limits)
    for table in (guideline.grade, guideline.start, guideline.level):
        yield from (each.when for each in table.rows)
    yield from (each.when for each in guideline.duties)
    yield from (each.when for each in guideline.side_effects)
    yield from (each.when for each in guideline.deviations)


def _check_reads(guideline: Guideline) -> None:
    for index, name in enumerate(guideline.reads):
        if name not in DECLARED or name in guideline.reads[:index]:
            refuse(*swedish.not_declarable(name, DECLARED), f"laser[{index}]")
    used = {name for when in _conditions(guideline) for name, _ in when}
    for name in DECLARED:
        if (name in used) != (name in guideline.reads):
            refuse(*swedish.reads_misfit(name, is_read=name in used), "laser")


def _check_measures(guideline: Guideline) -> None:
    beside = False
    for index, measure in enumerate(guideline.measures):
        place = f"atgard[{index}]"
        if beside and measure.is_rung:
            refuse(*swedish.rung_below(measure.id), f"{place}.utanfor_stegen")
        beside = not measure.is_rung
        for form in measure.forms or ():
            known = FORMS.get(measure.effect, ())
            if form not in known:
                refuse(*swedish.not_a_form(form, known), f"{place}.former")
        if measure.forms is None:
            _check_regulated(guideline, measure, place)
        if measure.forms and len(set(measure.forms)) < len(measure.forms):
            refuse(*swedish.FORMS_ONCE, f"{place}.former")
        if measure.decided_by and measure.decided_by not in guideline.roles:
            fault = swedish.not_a_decider(measure.decided_by, guideline.roles)
            refuse(*fault, f"{place}.lagst_beslutsniva")
    if guideline.measures and not guideline.ladder:
        refuse(*swedish.NO_RUNG, "atgard[0].utanfor_stegen")
    used = {measure.decided_by for measure in guideline.measures}
    for index, role in enumerate(guideline.roles):
        if not role.strip() or role in guideline.roles[:index]:
            refuse(*swedish.DECIDERS_ONCE, f"beslutsnivaer[{index}]")
    if guideline.roles and used == {""}:
        refuse(*swedish.DECIDERS_UNUSED, "beslutsnivaer")


def _check_regulated(guideline: Guideline, measure: Measure, place: str) -> None:
    """Where the agreement regulates the forms, none of them must not leave the measure open."""
    name = _REGULATED.get(measure.effect)
    if name is None:
        return
    limits = [each.when for each in guideline.limits if measure.id in each.refuses]
    cell = open_cell(fixed(limits, name, NO), {name: NO})
    if cell is not None:
        refuse(*swedish.in_no_form(measure.id, name, cell), f"{place}.former")


def _check_parameters(guideline: Guideline) -> None:
    for index, each in enumerate(guideline.parameters):
        place = f"parameter[{index}]"
        if not each.name.strip() or not each.unit.strip():
            refuse(*swedish.NAME_OR_UNIT, place)
        value = each.value
        days = value is None or (value == value.to_integral() and 1 <= value <= MAX_CURE_DAYS)
        if each.id == CURE_DAYS and not days:
            refuse(*swedish.not_days(value, MAX_CURE_DAYS), f"{place}.varde")


def _check_tariffs(guideline: Guideline) -> None:
    seen: set[tuple[str, str]] = set()
    for index, each in enumerate(guideline.tariffs):
        place = f"taxa[{index}]"
        measure = guideline.measure(each.measure)
        if measure is None or measure.effect is not Effect.MONEY:
            refuse(*swedish.not_priced(each.measure), f"{place}.atgard")
        if (each.measure, each.unit) in seen:
            refuse(*swedish.PRICED_TWICE, f"{place}.enhet")
        seen.add((each.measure, each.unit))
        for key, amount in (("belopp", each.rate), ("hogst", each.cap)):
            if amount is not None:
                _check_amount(amount, f"{place}.{key}")


def _check_amount(amount: Decimal, place: str) -> None:
    try:
        Money(amount=amount)
    except InvalidValueError as fault:
        refuse(fault.what, fault.way_out, place)
    if amount == 0:
        refuse(*swedish.AMOUNT_OF_NOTHING, place)


def _check_side_effects(guideline: Guideline) -> None:
    for index, each in enumerate(guideline.side_effects):
        place = f"foljd[{index}]"
        if not each.when:
            refuse(*swedish.EFFECT_ALWAYS, f"{place}.nar")
        if not each.meaning.strip():
            refuse(*swedish.NO_MEANING, f"{place}.betydelse")
        if len(set(each.closes)) < len(each.closes) or not set(each.closes) <= set(CHANNELS):
            refuse(*swedish.not_channels(CHANNELS), f"{place}.stanger")
        check_condition(each.when, DUTY_INPUTS, dict(DOMAINS), f"{place}.nar")


def _check_deviations(guideline: Guideline) -> None:
    known = [measure.id for measure in guideline.measures]
    for index, each in enumerate(guideline.deviations):
        place = f"avvikelse[{index}]"
        if not each.measures or len(set(each.measures)) < len(each.measures):
            refuse(*swedish.MEASURES_ONCE, f"{place}.atgarder")
        for named in each.measures:
            if named not in known:
                refuse(*swedish.not_a_measure(named, known), f"{place}.atgarder")
        if not each.when or not each.meaning.strip():
            refuse(*swedish.DEVIATION_SILENT, place)
        check_condition(each.when, DUTY_INPUTS, dict(DOMAINS), f"{place}.nar")


def _check_laws(guideline: Guideline) -> None:
    measures = {measure.id for measure in guideline.measures}
    levels = (LevelRule.NONE, *guideline.ladder, TOP_LEVEL, LevelRule.NOT_ASSESSABLE)
    reasons = tuple(dict.fromkeys(each.reason for each in guideline.limits))
    for index, law in enumerate(guideline.laws):
        place = f"lag[{index}]"
        speaks = law.kind is not LawKind.LEVEL_IS
        if bool(law.measures) != speaks or not measures.issuperset(law.measures):
            fault = swedish.law_measures(law.kind, sorted(measures), is_about_them=speaks)
            refuse(*fault, f"{place}.atgarder")
        if not law.when:
            refuse(*swedish.LAW_ALWAYS, f"{place}.nar")
        names = {name for name, _ in law.when}
        if law.given and (law.kind is not LawKind.ONLY_IF or names & {n for n, _ in law.given}):
            refuse(*swedish.GIVEN_MISFIT, f"{place}.givet")
        check_condition(law.given, LIMIT_INPUTS, dict(DOMAINS), f"{place}.givet")
        if speaks:
            check_condition(law.when, LIMIT_INPUTS, dict(DOMAINS), f"{place}.nar")
        else:
            domains = level_domains(guideline)
            check_condition(law.when, domains, domains, f"{place}.nar")
        answers = {LawKind.ONLY_REFUSED_BY: reasons, LawKind.LEVEL_IS: levels}.get(law.kind, ())
        if not set(law.gives) <= set(answers) or (law.kind is LawKind.LEVEL_IS and not law.gives):
            refuse(*swedish.law_gives(answers), f"{place}.ger")
        found = broken(guideline, law)
        if found is not None:
            refuse(*swedish.law_broken(law.id, *found), place)
