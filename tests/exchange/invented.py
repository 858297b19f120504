"""An invented municipality: the same one for the same seed, as rows of the five tables.

Organisation numbers begin with 4 and have a right check digit; no such company exists.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from stdnum import luhn

from avtalsuppfoljning.exchange.exporting import Values
from avtalsuppfoljning.exchange.tables import TABLES, Table
from avtalsuppfoljning.terms import (
    AgreementKind,
    Driftsform,
    EkonomiskForm,
    FollowUpMethod,
    Frekvens,
    Kanal,
    Konsekvens,
    Money,
    Oegentlighet,
    Upphandlingsform,
)

FIRST = date(2024, 1, 1)
DOCUMENTS = ("egenkontroll", "verksamhetsberattelse", "arsredovisning", "kkik")
OPERATIONS = ("hemtjanst", "sarskilt_boende", "daglig_verksamhet")
WORDS = ("Björken", "Åsen", "Älvstranden", "Övre Gården", "Lönnen", "Solsidan", "Källan")
PERIODS = ("2025", "T1 2025", "hösten 2017", "mars–juni")
CONTROL = '=cmd|"/c calc"!A1'
"""A description that a careless spreadsheet would run."""


def municipality(
    seed: int, *, providers: int = 60, agreements: int = 140, is_open: bool = False
) -> list[tuple[Table, list[Values]]]:
    """The tables of a year; ``is_open`` without anything that is not open."""
    dice = random.Random(seed)  # noqa: S311  the same municipality every time
    tables: dict[str, list[Values]] = {key: [] for key in TABLES}
    for number in range(providers):
        tables["utforare"].append(_provider(dice, number, is_open=is_open))
    for number in range(agreements):
        provider = dice.choice(tables["utforare"])
        signed = _agreement(dice, number, provider)
        tables["avtal"].append(signed)
        requirements = list(_requirements(dice, signed))
        tables["krav"] += requirements
        tables["inlamningar"] += _submissions(dice, signed)
        for each in range(dice.randrange(3)):
            clause = dice.choice(requirements)
            tables["brister"].append(_deficiency(dice, each, clause, is_open=is_open))
    return [(TABLES[key], rows) for key, rows in tables.items()]


def organisation_number(number: int) -> str:
    """A number that no company has: its first digit is 4."""
    digits = f"4{number % 10}{20 + number % 79:02}{number:05}"
    return f"{digits[:6]}-{digits[6:]}{luhn.calc_check_digit(digits)}"


def sole_trader_number(number: int) -> str:
    """A number that nobody has: its day is the 32nd."""
    digits = f"8001{32:02}{number % 1000:03}"
    return digits + luhn.calc_check_digit(digits)


def _provider(dice: random.Random, number: int, *, is_open: bool) -> Values:
    driftsform = dice.choice(list(Driftsform))
    is_sole = not is_open and number % 10 == 9
    return {
        "id": f"u-{number}",
        "namn": f"{dice.choice(WORDS)} {'omsorg' if is_sole else 'AB'} {number}",
        "orgnr": None if is_sole else organisation_number(number),
        "enskild": sole_trader_number(number) if is_sole else None,
        "driftsform": driftsform,
        "registrerad": _day(dice),
    }


def _agreement(dice: random.Random, number: int, provider: Values) -> Values:
    own = provider["driftsform"] is Driftsform.EGEN_REGI
    law = dice.choice((Upphandlingsform.LOV, Upphandlingsform.LOU, Upphandlingsform.INGEN))
    start = _day(dice)
    end: date | str | None = dice.choice((None, start + timedelta(dice.randrange(900))))
    if number % 20 == 0:
        end = dice.choice(("2026-09-31", "2025-02-29"))
    return {
        "id": f"a-{number}",
        "utforare": provider["id"],
        "namnd": "socialnamnden",
        "slag": AgreementKind.ÖVERENSKOMMELSE if own else AgreementKind.AVTAL,
        "driftsform": provider["driftsform"],
        "upphandlingsform": law,
        "verksamhet": dice.choice(OPERATIONS),
        "dnr": f"SN 2024/{number:04}",
        "tecknat": start - timedelta(dice.randrange(60)),
        "start": start,
        "slut": end,
        "atgarder": tuple(dice.sample(("papekande", "atgardsplan", "havning"), dice.randrange(4))),
        "ekonomiska_former": tuple(dice.sample(list(EkonomiskForm), dice.randrange(3))),
        "hogsta_vite": dice.choice((None, Money(amount=Decimal(dice.randrange(10**7)) / 100))),
        "kanaler": tuple(dice.sample(list(Kanal), dice.randrange(3))),
        "hanvisar": dice.random() < 0.5,
        "sanktionspunkt": dice.choice(("", "14.2", "§ 9 – viten")),
        "parter": ("Driftsnämnden", "Programnämnden") if own else (),
        "insyn": dice.choice((None, "Allmänheten ges insyn.\nPunkt 2 gäller också.")),
    }


def _requirements(dice: random.Random, signed: Values) -> Iterator[Values]:
    for number in range(1, 2 + dice.randrange(5)):
        yield {
            "avtal": signed["id"],
            "id": f"k{number}",
            "text": dice.choice(("Personalkontinuitet", "'Egen' rapport; varje månad", "-5 %")),
            "punkt": f"{number}.{dice.randrange(9)}",
            "riktvarde": dice.choice((None, "högst 14 personer")),
            "foljs_upp": tuple(dice.sample(list(FollowUpMethod), dice.randrange(3))),
        }


def _submissions(dice: random.Random, signed: Values) -> Iterator[Values]:
    pairs = [(document, period) for document in DOCUMENTS for period in PERIODS]
    for document, period in dice.sample(pairs, dice.randrange(6)):
        row: Values = {
            "avtal": signed["id"],
            "handling": document,
            "period": period,
            "period_fran": date(2025, 1, 1) if period == "2025" else None,
        }
        kinds = dice.randrange(3)
        if kinds != 1:
            row |= {"senast": _day(dice), "enligt": signed["dnr"], "avsnitt": "3.1"}
        if kinds:
            came = _day(dice)
            row |= {
                "inkom": came,
                "diarieford": came + timedelta(dice.randrange(5)),
                "dnr": f"SN 2025/{dice.randrange(9999):04}",
            }
        yield row


def _deficiency(dice: random.Random, number: int, clause: Values, *, is_open: bool) -> Values:
    flags: dict[str, Any] = {
        key: dice.random() < 0.3
        for key in ("medveten", "upprepad", "risk", "akut", "skada", "felaktig_utbetalning")
    }
    described = dice.choice(("Dokumentation saknas för flera brukare.", CONTROL))
    return {
        "avtal": clause["avtal"],
        "id": f"2025-{number + 1}",
        "krav": clause["id"],
        "metod": dice.choice(list(FollowUpMethod)),
        "beskrivning": "" if is_open else described,
        "avtalsbrist": dice.random() < 0.8,
        "frekvens": dice.choice(list(Frekvens)),
        "individ": dice.choice(list(Konsekvens)),
        "kommunen": dice.choice(list(Konsekvens)),
        "utforaren": dice.choice(list(Konsekvens)),
        **flags,
        "oegentlighet": dice.choice((None, *Oegentlighet)),
        "faststalld": _day(dice),
    }


def _day(dice: random.Random) -> date:
    return FIRST + timedelta(dice.randrange(730))
