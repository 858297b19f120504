"""Raw facts by chance, much faster than a strategy draws them, and far more of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from avtalsuppfoljning.policy import Consequences, Facts, Finding, History, Instrument
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

FIRST = date(2020, 5, 28)


def random_facts(chance: Random, ladder: tuple[str, ...]) -> Iterator[Facts]:
    """Facts without end; every field is drawn, each by itself."""

    def one_of(choices: Any) -> Any:
        return chance.choice(list(choices))

    def some_of(choices: Any) -> tuple[Any, ...]:
        drawn = [each for each in choices if chance.random() < 0.5]
        chance.shuffle(drawn)
        return tuple(drawn)

    def toss() -> bool:
        return chance.random() < 0.5

    while True:
        on = FIRST + timedelta(days=chance.randrange(10_000))
        yield Facts(
            on=on,
            driftsform=one_of(Driftsform),
            upphandlingsform=one_of(Upphandlingsform),
            instrument=Instrument(
                measures=some_of(map(MeasureId, ladder)),
                economic_forms=some_of(EkonomiskForm),
                suspension_channels=some_of(Kanal),
                termination_ground_met=toss(),
                refers_to_guideline=toss(),
                ends_on=one_of([None, None, on, on - timedelta(days=1), on + timedelta(days=1)]),
                only_individavtal=toss(),
                immediate_ground_met=toss(),
                notice_ground_met=toss(),
            ),
            finding=Finding(
                is_avtalsbrist=chance.random() < 0.8,
                frequency=one_of(Frekvens),
                consequences=Consequences(
                    individual=one_of(Konsekvens),
                    municipality=one_of(Konsekvens),
                    provider=one_of(Konsekvens),
                ),
                is_deliberate=toss(),
                is_repeated=toss(),
                is_risk=toss(),
                is_acute=toss(),
                has_damage=toss(),
                is_overpaid=toss(),
                irregularity=one_of([None, *Oegentlighet]),
            ),
            history=History(
                highest_measure=one_of([None, *map(MeasureId, ladder)]),
                result=one_of(Resultat),
                warning_stands=toss(),
                cure_sent_on=one_of([None, on]),
            ),
            heard=one_of(Hörd),
        )
