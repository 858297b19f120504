"""Sanction: one decided sanction and its lifting. Stream ``agreement:<id>/sanction:<id>``.

Påpekande and åtgärdsplan are recorded with their deficiency; what costs money, suspends or ends
an agreement lives here, because it binds the agreement and may outlive the deficiency.
"""

from datetime import date
from typing import assert_never

import attrs

from avtalsuppfoljning.classification import Open, event
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.guidelines import Delegationsordning
from avtalsuppfoljning.policy import (
    BINDING,
    Authority,
    DelegationRef,
    Effect,
    Ruling,
    require_lawful,
    try_authority,
)
from avtalsuppfoljning.terms import DeficiencyId, MeasureId, Money

# ── events ──


@event
class SanctionDecided:
    """A person decided a sanction that the guideline, the agreement and the facts permit."""

    deficiency: Open[DeficiencyId]
    measure: Open[MeasureId]
    effect: Open[Effect]
    forms: Open[tuple[str, ...]]
    """The economic form, or the channels that are closed."""
    amount: Open[Money | None]
    decided_on: Open[date]
    effective_on: Open[date]
    ruling: Open[Ruling]
    """Person, role, delegation point, motivation, deviations, and all they rested on."""


@event
class SanctionLifted:
    """A person decided that the sanction ends."""

    by: Open[Authority]
    delegation: Open[DelegationRef]
    motivation: Open[str]
    decided_on: Open[date]
    effective_on: Open[date]


Event = SanctionDecided | SanctionLifted

# ── state ──


@attrs.frozen
class Sanction:
    """What later decisions read of a sanction."""

    decided: SanctionDecided | None = None
    lifted: SanctionLifted | None = None

    def is_in_force(self, on: date) -> bool:
        """The sanction has taken effect and not been lifted, seen from a certain day."""
        if self.decided is None or on < self.decided.effective_on:
            return False
        return self.lifted is None or on < self.lifted.effective_on


INITIAL = Sanction()


def evolve(state: Sanction, event: Event, /) -> Sanction:
    """The state after one more event."""
    match event:
        case SanctionDecided():
            return attrs.evolve(state, decided=event)
        case SanctionLifted():
            return attrs.evolve(state, lifted=event)
        case _:
            assert_never(event)


# ── decisions ──


def decide(state: Sanction, /, *, ruling: Ruling, deficiency: DeficiencyId) -> tuple[Event, ...]:
    """Record a sanction that a ruling found lawful."""
    choice = ruling.choice
    require_lawful(ruling)
    permitted = ruling.assessment.permitted_measure(choice.measure)
    if permitted is None or permitted.effect not in BINDING:
        raise DecisionRefusedError(
            f"{choice.measure or 'an abstention'} is not recorded as a sanction",
            "it is recorded with the deficiency",
            code="annan_verkan",
        )
    effective_on = choice.effective_on or choice.decided_on
    if effective_on < choice.decided_on:
        raise InvalidValueError(
            f"the sanction takes effect on {effective_on}, before it is decided",
            "a sanction cannot reach back",
        )
    decided = SanctionDecided(
        deficiency=deficiency,
        measure=permitted.measure,
        effect=permitted.effect,
        forms=choice.forms,
        amount=choice.amount,
        decided_on=choice.decided_on,
        effective_on=effective_on,
        ruling=ruling,
    )
    if state.decided == decided:
        return ()
    if state.decided is not None:
        raise DecisionRefusedError(
            f"the sanction is already decided, on {state.decided.decided_on}",
            "choose another id",
            code="sanktion_finns",
        )
    return (decided,)


def lift(
    state: Sanction,
    /,
    *,
    by: Authority,
    delegation: Delegationsordning,
    motivation: str,
    decided_on: date,
    effective_on: date | None = None,
) -> tuple[Event, ...]:
    """End a sanction: a decision of its own, by somebody who may decide the sanction itself."""
    if state.decided is None:
        raise DecisionRefusedError(
            "there is no such sanction", "decide it first", code="sanktion_saknas"
        )
    if not motivation.strip():
        raise InvalidValueError("the lifting has no motivation", "say why the sanction ends")
    if decided_on < state.decided.decided_on:
        raise InvalidValueError(
            f"the sanction was decided on {state.decided.decided_on}", "it cannot end before"
        )
    for objection in try_authority(
        by, state.decided.measure, delegation, on=decided_on, forms=state.decided.forms
    ):
        raise DecisionRefusedError(
            objection.text,
            "let somebody decide whom the delegationsordning covers",
            code=objection.code,
            citations=objection.citations,
        )
    lifted = SanctionLifted(
        by=by,
        delegation=DelegationRef(
            id=delegation.id, version=delegation.version, fingerprint=delegation.fingerprint
        ),
        motivation=motivation,
        decided_on=decided_on,
        effective_on=effective_on or decided_on,
    )
    if state.lifted is not None:
        if state.lifted == lifted:
            return ()
        raise DecisionRefusedError(
            f"the sanction was lifted on {state.lifted.decided_on}",
            "nothing is left to lift",
            code="sanktion_havd",
        )
    return (lifted,)
