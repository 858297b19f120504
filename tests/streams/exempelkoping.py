"""Rulings by the guideline of Exempelköping, which has rättelse, varning and uppsägning."""

from decimal import Decimal
from typing import Any

from tests.streams.cases import DAY, SIGNED
from tests.streams.rulings import rule

from avtalsuppfoljning import guidelines
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.policy import Authority, Choice, Ruling
from avtalsuppfoljning.terms import MeasureId, Money

EX_TEXT = guidelines.shipped_text("exempelkoping")
EX = guidelines.parse(EX_TEXT)
ORDER_TEXT = """
[dokument]
id = "delegation"
version = "2026-01-01"
namn = "Delegationsordning"
galler_fran = 2026-01-01
[[punkt]]
id = "1"
atgarder = ["papekande", "rattelse", "avstaende", "aterkrav"]
roller = ["enhetschef"]
[[punkt]]
id = "2"
atgarder = ["varning", "vite"]
roller = ["forvaltningschef"]
[[punkt]]
id = "3"
atgarder = ["avstangning", "uppsagning", "havning", "skadestand"]
roller = ["namnd"]
[[punkt]]
id = "4"
atgarder = ["papekande", "havning", "avstangning"]
roller = ["ordforande"]
bradskande = true
"""
ORDER = guidelines.parse_delegationsordning(ORDER_TEXT)
CHIEF = Authority(person="Eva Ek", role="enhetschef", delegation_point="1")
DIRECTOR = Authority(person="Dag Dahl", role="forvaltningschef", delegation_point="2")
NÄMND = Authority(person="Bo Berg", role="namnd", delegation_point="3")
CHAIR = Authority(person="Siv Sten", role="ordforande", delegation_point="4")
WHO: dict[str | None, Authority] = {
    **dict.fromkeys((None, "papekande", "rattelse", "aterkrav"), CHIEF),
    **dict.fromkeys(("varning", "vite"), DIRECTOR),
}
FORMS: dict[str | None, dict[str, Any]] = {
    "vite": {"forms": ("vite",), "amount": Money(amount=Decimal(5000))},
    "avstangning": {"forms": ("ickeval",)},
    "aterkrav": {"amount": Money(amount=Decimal(900))},
    "skadestand": {"amount": Money(amount=Decimal(900))},
}
TERMS = replace(SIGNED.terms, measures=EX.ladder, amount_caps=())
AGREED = replace(SIGNED, terms=TERMS)
"""An agreement that regulates every measure of Exempelköping."""


def pick(measure: str | None, **changes: Any) -> Choice:
    """A choice by somebody who may make it, with a motivation."""
    facts: dict[str, Any] = {
        "measure": None if measure is None else MeasureId(measure),
        "decided_on": DAY,
        "by": WHO.get(measure, NÄMND),
        "motivation": "Bristen är utredd, och åtgärden är proportionerlig.",
    }
    return Choice(**(facts | FORMS.get(measure, {}) | changes))


def ruled(choice: Choice, *history: Any) -> Ruling:
    """The ruling of Exempelköping on a choice about the deficiency with this history."""
    return rule(choice, *history, agreement=AGREED, guideline=EX, delegation=ORDER)
