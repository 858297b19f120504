"""Decisions made by hand and by chance, for what compares decisions."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from tests.policy.random_facts import random_facts
from tests.streams.cases import finding
from tests.streams.rulings import CHIEF, DELEGATION, DELEGATION_TEXT, DIRECTOR, FORMS, ÖREBRO

from avtalsuppfoljning.audit.cases import Case, Decisions, Rules
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.guidelines import Guideline, fingerprint, shipped_text
from avtalsuppfoljning.policy import (
    AmountCap,
    Choice,
    Facts,
    Finding,
    History,
    Instrument,
    Ruling,
    assess,
    examine,
)
from avtalsuppfoljning.terms import (
    Driftsform,
    EkonomiskForm,
    Frekvens,
    Hörd,
    Kanal,
    Konsekvens,
    MeasureId,
    Money,
    StreamId,
    Upphandlingsform,
)

DAY = date(2026, 3, 2)
GRAVE = finding(Konsekvens.BETYDANDE, frequency=Frekvens.SYSTEMATISK)
"""Under Örebro's guideline: ekonomisk sanktion, wherever that is open."""
RULES = Rules(
    {fingerprint(ÖREBRO): shipped_text("orebro")}, {DELEGATION.fingerprint: DELEGATION_TEXT}
)
ALL = tuple(map(MeasureId, ("atgardsplan", "ekonomisk_sanktion", "avstangning", "havning")))
NOTHING = History()
WHOLE = Instrument(
    measures=ALL,
    economic_forms=(EkonomiskForm.VITE, EkonomiskForm.PRISAVDRAG),
    suspension_channels=(Kanal.ICKEVAL, Kanal.AKTIVA_VAL),
)


def money(kronor: int) -> Money:
    return Money(amount=Decimal(kronor))


def capped(kronor: int) -> Instrument:
    cap = AmountCap(form=EkonomiskForm.VITE, amount=money(kronor))
    return replace(WHOLE, amount_caps=(cap,))


def facts(
    found: Finding = GRAVE,
    form: Driftsform = Driftsform.PRIVAT_REGI,
    *,
    instrument: Instrument = WHOLE,
    history: History = NOTHING,
) -> Facts:
    """What somebody was told, about a provider that has been heard."""
    return Facts(
        on=DAY,
        driftsform=form,
        upphandlingsform=Upphandlingsform.LOV,
        instrument=instrument,
        finding=found,
        history=history,
        heard=Hörd.SVAR_INKOMMET,
    )


def ruled(
    told: Facts, measure: str | None, *, guideline: Guideline = ÖREBRO, **choice: Any
) -> Ruling:
    """A choice, tried; a departure has a motivation unless told otherwise."""
    chosen: dict[str, Any] = {
        "measure": None if measure is None else MeasureId(measure),
        "decided_on": told.on,
        "by": CHIEF if measure in (None, "papekande", "atgardsplan") else DIRECTOR,
        "motivation": "Skälen är utredda.",
    }
    made = Choice(**(chosen | FORMS.get(measure or "", {}) | choice))
    return examine(made, assess(told, guideline), DELEGATION, guideline)


def cases(rulings: Iterable[Ruling], providers: int = 3) -> tuple[Case, ...]:
    """The rulings as they stand in a log, spread over some providers."""
    return tuple(
        Case(
            position=number,
            stream=StreamId(f"agreement:a{number % providers}/deficiency:b{number}"),
            deficiency=StreamId(f"agreement:a{number % providers}/deficiency:b{number}"),
            provider=f"p{number % providers}",
            established_on=ruling.choice.decided_on,
            ruling=ruling,
        )
        for number, ruling in enumerate(rulings, start=1)
    )


def by_chance(seed: int, size: int) -> Decisions:
    """Decisions on random facts: mostly a measure that was permitted, whatever was recommended."""
    chance = Random(seed)  # noqa: S311  the same decisions every time
    found = []
    for told in random_facts(chance, ÖREBRO.ladder):
        asked = assess(told, ÖREBRO)
        permitted = [each.measure for each in asked.permitted]
        measure = chance.choice([*permitted, None])
        forms = FORMS.get(measure or "", {}).get("forms", ())
        found.append(ruled(told, measure, forms=forms))
        if len(found) == size:
            return Decisions(cases(found, providers=7), RULES)
    raise AssertionError("there is no end to them")
