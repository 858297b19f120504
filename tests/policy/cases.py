"""Facts for the policy's tests: every combination there is, and a strategy that samples them."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any, TypeVar

import attrs
from hypothesis import settings, strategies as st

from avtalsuppfoljning.guidelines import Guideline, load, shipped
from avtalsuppfoljning.policy import (
    Consequences,
    Facts,
    Finding,
    History,
    Instrument,
    Measured,
)
from avtalsuppfoljning.terms import (
    Driftsform,
    EkonomiskForm,
    Frekvens,
    Hörd,
    Kanal,
    Konsekvens,
    MeasureId,
    Oegentlighet,
    Resultat,
    Upphandlingsform,
)

T = TypeVar("T")

DAY = date(2026, 11, 22)
unhurried = settings(deadline=None)  # no test asserts a wall-clock time
ÖREBRO: Guideline = load("orebro")
GUIDELINES = [load(*each) for each in shipped()]
LADDER = tuple(measure.id for measure in ÖREBRO.measures)
SANCTIONS = LADDER[1:]

EVERYTHING_REGULATED = Instrument(
    measures=SANCTIONS,
    economic_forms=tuple(EkonomiskForm),
    suspension_channels=tuple(Kanal),
    termination_ground_met=True,
)
LEAST = Consequences(
    individual=Konsekvens.INGEN, municipality=Konsekvens.INGEN, provider=Konsekvens.INGEN
)

BASE = Facts(
    on=DAY,
    driftsform=Driftsform.PRIVAT_REGI,
    upphandlingsform=Upphandlingsform.LOV,
    instrument=EVERYTHING_REGULATED,
    finding=Finding(is_avtalsbrist=True, frequency=Frekvens.LÅG, consequences=LEAST),
    heard=Hörd.SVAR_INKOMMET,
)
"""A minor deficiency at a private provider under LOV, where everything is open."""


def altered(given: T, **changes: Any) -> T:
    """The same value with some fields changed; mypy does not know that it is an attrs class."""
    found: Any = given
    found = attrs.evolve(found, **changes)
    assert isinstance(found, type(given))
    return found


def facts(**changes: Any) -> Facts:
    """`BASE` with some fields changed, wherever in the facts they stand.

    >>> facts(frequency=Frekvens.SYSTEMATISK).finding.frequency
    <Frekvens.SYSTEMATISK: 'systematisk'>
    """
    parts: dict[str, Any] = {}
    for name in ("instrument", "finding", "history"):
        part = changes.pop(name, getattr(BASE, name))
        mine = {key: changes.pop(key) for key in _names(part) if key in changes}
        parts[name] = altered(part, **mine)
    return altered(BASE, **parts, **changes)


def _names(part: Any) -> list[str]:
    return [field.name for field in attrs.fields(type(part))]


def consequences(*three: Konsekvens) -> Consequences:
    individual, municipality, provider = three
    return Consequences(individual=individual, municipality=municipality, provider=provider)


def severities() -> Iterator[tuple[Frekvens, Konsekvens, bool, bool]]:
    """Every frekvens, greatest konsekvens, medveten and upprepad."""
    return product(Frekvens, Konsekvens, (False, True), (False, True))


def histories() -> Iterator[History]:
    """Every highest measure, or none, with every result."""
    for measure, result in product((None, *LADDER), Resultat):
        yield History(highest_measure=measure, result=result)


def all_facts(*, guideline: Guideline = ÖREBRO) -> st.SearchStrategy[Facts]:
    """Any facts that the guideline can be asked about."""
    measures = [MeasureId(each.id) for each in guideline.measures]
    flags = st.booleans()
    return st.builds(
        Facts,
        on=st.just(DAY),
        driftsform=st.sampled_from(Driftsform),
        upphandlingsform=st.sampled_from(Upphandlingsform),
        instrument=st.builds(
            Instrument,
            measures=_lists(measures),
            economic_forms=_lists(EkonomiskForm),
            suspension_channels=_lists(Kanal),
            termination_ground_met=flags,
            refers_to_guideline=flags,
            ends_on=st.sampled_from([None, date(2026, 11, 21), DAY]),
            only_individavtal=flags,
            amount_caps=st.just(()),
            immediate_ground_met=flags,
            notice_ground_met=flags,
        ),
        finding=st.builds(
            Finding,
            is_avtalsbrist=flags,
            frequency=st.sampled_from(Frekvens),
            consequences=st.builds(
                Consequences,
                individual=st.sampled_from(Konsekvens),
                municipality=st.sampled_from(Konsekvens),
                provider=st.sampled_from(Konsekvens),
            ),
            is_deliberate=flags,
            is_repeated=flags,
            is_risk=flags,
            is_acute=flags,
            has_damage=flags,
            is_overpaid=flags,
            irregularity=st.sampled_from([None, *Oegentlighet]),
            measured=st.sampled_from([(), *(_measured(guideline, n) for n in (0, 50, 100))]),
        ),
        history=st.builds(
            History,
            highest_measure=st.sampled_from([None, *guideline.ladder]),
            result=st.sampled_from(Resultat),
            warning_stands=flags,
            cure_sent_on=st.sampled_from([None, DAY, DAY - timedelta(days=90)]),
            cure_dates=_lists([DAY - timedelta(days=1), DAY, DAY + timedelta(days=9)]),
        ),
        heard=st.sampled_from(Hörd),
    )


def _measured(guideline: Guideline, figure: int) -> tuple[Measured, ...]:
    return tuple(
        Measured(parameter=each.id, figure=Decimal(figure)) for each in guideline.parameters
    )


def _lists(items: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(list(items)), unique=True).map(tuple)
