"""Real rulings: a person's choice, tried against the shipped guideline and an agreement."""

from decimal import Decimal
from functools import reduce
from typing import Any

from tests.streams.cases import DAY, SIGNED

from avtalsuppfoljning import deficiency, guidelines
from avtalsuppfoljning.agreement import Agreement, AgreementSigned
from avtalsuppfoljning.policy import Authority, Choice, Ruling, assess, examine
from avtalsuppfoljning.terms import MeasureId, Money
from avtalsuppfoljning.views.facts import facts_of

ÖREBRO = guidelines.load("orebro")
DELEGATION_TEXT = """
[dokument]
id = "delegation"
version = "2026-01-01"
namn = "Delegationsordning"
galler_fran = 2026-01-01
[[punkt]]
id = "4.1"
atgarder = ["papekande", "atgardsplan", "avstaende"]
roller = ["enhetschef"]
[[punkt]]
id = "4.2"
atgarder = ["ekonomisk_sanktion", "avstangning", "havning"]
roller = ["socialdirektor"]
hogsta_belopp = "50000.00"
"""
DELEGATION = guidelines.parse_delegationsordning(DELEGATION_TEXT)
CHIEF = Authority(person="Eva Ek", role="enhetschef", delegation_point="4.1")
DIRECTOR = Authority(person="Dag Dahl", role="socialdirektor", delegation_point="4.2")

FORMS: dict[str, dict[str, Any]] = {
    "ekonomisk_sanktion": {"forms": ("vite",), "amount": Money(amount=Decimal(5000))},
    "avstangning": {"forms": ("ickeval",)},
}
"""How a measure is chosen where the choice does not say."""


def choose(measure: str | None, **changes: Any) -> Choice:
    """A choice that the agreement allows, made by somebody who may, with a motivation."""
    by = CHIEF if measure in (None, "papekande", "atgardsplan") else DIRECTOR
    facts: dict[str, Any] = {
        "measure": None if measure is None else MeasureId(measure),
        "decided_on": DAY,
        "by": by,
        "motivation": "Bristen är utredd, och åtgärden är proportionerlig.",
    }
    return Choice(**(facts | FORMS.get(measure or "", {}) | changes))


def rule(
    choice: Choice,
    *history: Any,
    agreement: AgreementSigned = SIGNED,
    guideline: guidelines.Guideline = ÖREBRO,
    delegation: guidelines.Delegationsordning = DELEGATION,
) -> Ruling:
    """The ruling on a choice about the deficiency that these events have happened to."""
    state = reduce(deficiency.evolve, history, deficiency.INITIAL)
    facts = facts_of(
        Agreement(signed=agreement), state, guideline, on=choice.decided_on, sanctions={}
    )
    return examine(choice, assess(facts, guideline), delegation, guideline)
