"""How each input of a guideline is read from the facts. Nothing else reads them for `assess`."""

from typing import Final

from avtalsuppfoljning.guidelines.inputs import DOMAINS, NO, YES
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
        *[_WORDS[measure.id in regulated] for measure in guideline.measures],
    )
