"""What may happen to a sanction next."""

from datetime import date

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
from avtalsuppfoljning.sanction.events import (
    DisputeDecided,
    DisputeOutcome,
    Event,
    Instance,
    LagaKraftReached,
    Noted,
    PaymentReleased,
    SanctionContested,
    SanctionDecided,
    SanctionLifted,
    SuspensionFollowedUp,
    ViteAccrued,
)
from avtalsuppfoljning.sanction.state import Sanction
from avtalsuppfoljning.terms import DeficiencyId, EkonomiskForm, Money


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
    decided = _require_decided(state)
    if not motivation.strip():
        raise InvalidValueError("the lifting has no motivation", "say why the sanction ends")
    if decided_on < decided.decided_on:
        raise InvalidValueError(
            f"the sanction was decided on {decided.decided_on}", "it cannot end before"
        )
    if effective_on is not None and effective_on < decided_on:
        raise InvalidValueError(
            f"the lifting takes effect on {effective_on}, before it is decided",
            "it takes effect that day or later",
        )
    for objection in try_authority(
        by, decided.measure, delegation, on=decided_on, forms=decided.forms
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


# ── money ──


def accrue_vite(
    state: Sanction,
    /,
    *,
    first_day: date,
    last_day: date,
    units: int,
    amount: Money,
    recorded_on: date,
) -> tuple[Event, ...]:
    """Record what a vite has come to over a period. Periods may lie apart, and never overlap."""
    decided = _require_decided(state)
    accrued = ViteAccrued(
        first_day=first_day,
        last_day=last_day,
        units=units,
        amount=amount,
        recorded_on=recorded_on,
    )
    if accrued in state.accrued:
        return ()
    if EkonomiskForm.VITE not in decided.forms:
        raise DecisionRefusedError(
            f"the sanction is {decided.measure}, not a vite", "only a vite accrues", code="ej_vite"
        )
    if first_day < decided.effective_on:
        raise InvalidValueError(
            f"the vite takes effect on {decided.effective_on}", "it accrues from that day at most"
        )
    if state.lifted is not None and last_day >= state.lifted.effective_on:
        raise InvalidValueError(
            f"the vite ends on {state.lifted.effective_on}", "it accrues until the day before"
        )
    for earlier in state.accrued:
        if first_day <= earlier.last_day and earlier.first_day <= last_day:
            raise DecisionRefusedError(
                f"{earlier.first_day} to {earlier.last_day} is counted already",
                "give a period that does not overlap it",
                code="period_overlappar",
            )
    return (accrued,)


# ── disputes ──


def contest(
    state: Sanction,
    /,
    *,
    instance: Instance,
    case: str,
    grounds: str,
    contested_on: date,
) -> tuple[Event, ...]:
    """Record that somebody contests the sanction."""
    decided = _require_decided(state)
    contested = SanctionContested(
        instance=instance, case=case, grounds=grounds, contested_on=contested_on
    )
    if contested in state.contested:
        return ()
    if contested_on < decided.decided_on:
        raise InvalidValueError(
            f"the sanction was decided on {decided.decided_on}", "it is contested after that"
        )
    return (contested,)


def settle_dispute(
    state: Sanction, /, *, case: str, outcome: DisputeOutcome, decided_on: date
) -> tuple[Event, ...]:
    """Record how a dispute ended. A sanction that does not stand is lifted by a person."""
    settled = DisputeDecided(case=case, outcome=outcome, decided_on=decided_on)
    if settled in state.settled:
        return ()
    if all(contested.case != case for contested in state.contested):
        raise DecisionRefusedError(
            f"the sanction is not contested in the case {case!r}",
            "record first that it is contested",
            code="mal_saknas",
        )
    return (settled,)


def reach_laga_kraft(state: Sanction, /, *, reached_on: date) -> tuple[Event, ...]:
    """Record that the decision can no longer be appealed."""
    decided = _require_decided(state)
    if state.laga_kraft_on == reached_on:
        return ()
    if state.laga_kraft_on is not None:
        raise DecisionRefusedError(
            f"the decision has had laga kraft since {state.laga_kraft_on}",
            "it is reached once",
            code="laga_kraft_finns",
        )
    if reached_on < decided.decided_on:
        raise InvalidValueError(
            f"the sanction was decided on {decided.decided_on}", "laga kraft comes after that"
        )
    return (LagaKraftReached(reached_on=reached_on),)


# ── facts that nothing else depends on ──


def note(state: Sanction, /, *, fact: Noted) -> tuple[Event, ...]:
    """Record a fact that no later decision depends on; the same fact twice is quiet."""
    decided = _require_decided(state)
    if fact in state.noted:
        return ()
    withheld = EkonomiskForm.INNEHÅLLEN_BETALNING in decided.forms
    if isinstance(fact, PaymentReleased) and not withheld:
        raise DecisionRefusedError(
            "no payment is withheld", "only withheld money is released", code="ej_innehallen"
        )
    if isinstance(fact, SuspensionFollowedUp) and decided.effect is not Effect.SUSPENSION:
        raise DecisionRefusedError(
            f"the sanction is {decided.measure}", "follow up a suspension", code="ej_avstangning"
        )
    return (fact,)


# ── helpers ──


def _require_decided(state: Sanction) -> SanctionDecided:
    if state.decided is None:
        raise DecisionRefusedError(
            "there is no such sanction", "decide it first", code="sanktion_saknas"
        )
    return state.decided
