"""What is said of the days that an agreement has of its own, beside those of the plan."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from avtalsuppfoljning.swedish.plans import day_of_post
from avtalsuppfoljning.swedish.terms import DUE
from avtalsuppfoljning.swedish.words import listed, word

THE_AGREEMENT: Final = "Avtalet"
"""As a document that is cited, where its dnr is not known."""
OWN_DAYS: Final = "egna dagar"
"""The part of an agreement where its own days stand."""
UNUSED_OWN_DAYS: Final = "Dagar i avtalet som inte flyttar något"
WHY_UNUSED: Final = {
    "fragas_ej": "planen begär det inte för avtalet",
    "flera_ganger": "planen begär det flera gånger om året: skriv vilken gång dagen gäller",
    "ej_arlig": "planen har ingen dag på året för det: det görs varje månad, en viss tid efter "
    "något annat eller vid behov",
    "gemensam": "det görs en gång för flera avtal",
    "lag": "lagen har en tidigare dag, och den går före avtalet",
}


def own_day(own: str) -> str:
    """The agreement's own day, where the plan leaves the day to the agreement.

    >>> own_day("03-31")
    'avtalets egen dag är 03-31'
    """
    return f"avtalets egen dag är {own}"


def own_day_counts(own: str, plans: date, precision: str) -> str:
    """The agreement's own day stands before the plan's.

    >>> own_day_counts("02-15", date(2026, 7, 31), "manad")
    'avtalets egen dag (02-15) går före planens (senast juli 2026)'
    """
    return f"avtalets egen dag ({own}) går före planens ({day_of_post(plans, precision)})"


def unused_own_day(what: str, own: str, why: str, names: Iterable[str]) -> str:
    """An own day of the agreement that moves nothing, and what to write instead.

    >>> unused_own_day("verksamhetsplan", "02-15", "gemensam", [])
    'verksamhetsplan 02-15: det görs en gång för flera avtal.'
    """
    choices = list(names)
    way_out = f", som {listed(choices, 'eller')}" if choices else ""
    thing, colon, part = what.partition(":")
    return f"{word(DUE, thing)}{colon}{part} {own}: {word(WHY_UNUSED, why)}{way_out}."
