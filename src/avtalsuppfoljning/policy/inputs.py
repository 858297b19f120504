"""How each input of a guideline is read from the facts. Nothing else reads them for `assess`."""

from datetime import date, timedelta
from typing import Final

from avtalsuppfoljning.guidelines.inputs import CURE_DAYS, DOMAINS, NO, UNSET, YES
from avtalsuppfoljning.guidelines.model import Guideline
from avtalsuppfoljning.policy.facts import Facts
from avtalsuppfoljning.terms import Konsekvens

Values = tuple[str, ...]
"""The value of every input in `NAMES`, and then ``reglerad`` for each measure in turn."""

NAMES: Final = tuple(name for name in DOMAINS if name != "reglerad")

_WORDS: Final = (NO, YES)
_RANK: Final = {level: rank for rank, level in enumerate(Konsekvens)}


def position(name: str, measure: int = 0) -> int:
    """Where an input stands in the values; ``reglerad`` is asked of the measure on that rung."""
    return len(NAMES) + measure if name == "reglerad" else NAMES.index(name)


def read(facts: Facts, guideline: Guideline) -> Values:
    """Every input's value, in the order of `NAMES`, and ``reglerad`` per measure."""
    instrument, finding, history = facts.instrument, facts.finding, facts.history
    who = finding.consequences
    individual, municipality, provider = who.individual, who.municipality, who.provider
    regulated = instrument.measures
    return (
        facts.driftsform,
        facts.upphandlingsform,
        _WORDS[bool(instrument.economic_forms)],
        _WORDS[bool(instrument.suspension_channels)],
        _WORDS[instrument.termination_ground_met],
        _WORDS[instrument.refers_to_guideline],
        _WORDS[facts.has_ended],
        _WORDS[instrument.only_individavtal],
        _WORDS[finding.is_avtalsbrist],
        finding.frequency,
        individual,
        municipality,
        provider,
        _WORDS[finding.is_deliberate],
        _WORDS[finding.is_repeated],
        _WORDS[finding.is_risk],
        _WORDS[finding.is_acute],
        facts.heard,
        max(individual, municipality, provider, key=_RANK.__getitem__),
        _WORDS[history.highest_measure is not None],
        history.result,
        _WORDS[instrument.immediate_ground_met],
        _WORDS[instrument.notice_ground_met],
        _WORDS[finding.has_damage],
        _WORDS[finding.is_overpaid],
        finding.irregularity or "ingen",
        _WORDS[history.warning_stands],
        cure_time(facts, guideline),
        threshold(facts, guideline),
        *[_WORDS[measure.id in regulated] for measure in guideline.measures],
    )


def last_cure_days(facts: Facts, guideline: Guideline) -> tuple[date, ...] | None:
    """The last day of each cure time, counted from dispatch where the demand states none.

    None if there is nothing to count with: the guideline has not set its cure time.
    """
    history = facts.history
    if history.cure_dates or history.cure_sent_on is None:
        return history.cure_dates
    counted = last_cure_day(history.cure_sent_on, guideline)
    return None if counted is None else (counted,)


def last_cure_day(sent_on: date, guideline: Guideline) -> date | None:
    """The last day that the guideline itself counts from the dispatch; None where it is unset."""
    parameter = guideline.parameter(CURE_DAYS)
    if parameter is None or parameter.value is None:
        return None
    return sent_on + min(timedelta(days=int(parameter.value)), date.max - sent_on)


def cure_time(facts: Facts, guideline: Guideline) -> str:
    """How far the cure time has come; it runs to the end of its last day."""
    days = last_cure_days(facts, guideline)
    if days is None:
        return UNSET
    if not days:
        return "ingen"
    passed = sum(day < facts.on for day in days)
    return "loper" if not passed else "ute" if passed == len(days) else "delvis_ute"


def threshold(facts: Facts, guideline: Guideline) -> str:
    """How what was measured compares with the guideline's parameters, the worst of them."""
    if not facts.finding.measured:
        return "ej_matt"
    found = {UNSET: False, "over": False}
    for each in facts.finding.measured:
        parameter = guideline.parameter(each.parameter)
        if parameter is None or parameter.value is None:
            found[UNSET] = True
        elif each.figure > parameter.value:
            found["over"] = True
    return "over" if found["over"] else UNSET if found[UNSET] else "inom"
