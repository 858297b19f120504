"""What later decisions read of a sanction."""

from datetime import date
from decimal import Decimal
from typing import assert_never

from avtalsuppfoljning.classification import folded, renewed
from avtalsuppfoljning.policy import Days, DecidedAmount, DelegationsbeslutReported
from avtalsuppfoljning.sanction.events import (
    DisputeDecided,
    DisputeOutcome,
    Event,
    LagaKraftReached,
    Noted,
    PaymentReleased,
    SanctionContested,
    SanctionDecided,
    SanctionLifted,
    SideEffectNoted,
    SuspensionFollowedUp,
    ViteAccrued,
)
from avtalsuppfoljning.terms import Money


@folded
class Sanction:
    """A sanction, as far as decisions go."""

    decided: SanctionDecided | None = None
    lifted: SanctionLifted | None = None
    accrued: tuple[ViteAccrued, ...] = ()
    contested: tuple[SanctionContested, ...] = ()
    settled: tuple[DisputeDecided, ...] = ()
    laga_kraft_on: date | None = None
    noted: tuple[Noted, ...] = ()

    def is_in_force(self, on: date) -> bool:
        """The sanction has taken effect and not been lifted, seen from a certain day."""
        if self.decided is None or on < self.decided.effective_on:
            return False
        return self.lifted is None or on < self.lifted.effective_on

    def amount_on(self, on: date) -> Money | None:
        """What the provider owes by the decision, as far as is known on a certain day.

        The amount that was decided, or what it has come to where that is more. Once the sanction
        is lifted, what had accrued by then; None for what was annulled, or comes to nothing.
        """
        if self.decided is None or on < self.decided.decided_on or self._is_annulled(on):
            return None
        owed = sum((each.amount.amount for each in self._accrued_by(on)), Decimal(0))
        is_lifted = self.lifted is not None and self.lifted.effective_on <= on
        if self.decided.amount is not None and not is_lifted:
            owed = max(owed, self.decided.amount.amount)
        return Money(amount=owed) if owed else None

    def counted_on(self, on: date) -> DecidedAmount | None:
        """What counts against a guideline's caps, as far as is known on a certain day."""
        amount, accrued = self.amount_on(on), self._accrued_by(on)
        if self.decided is None or amount is None:
            return None
        choice = self.decided.ruling.choice
        items, breach = choice.items, choice.breach
        if amount.amount == sum(each.amount.amount for each in accrued):  # so what accrued counts
            items = None if items is None else sum(each.units for each in accrued)
            days = (Days(first=each.first_day, last=each.last_day) for each in accrued)
            breach = tuple(days) if breach else ()
        return DecidedAmount(
            measure=self.decided.measure, amount=amount, items=items, breach=breach
        )

    def _accrued_by(self, on: date) -> tuple[ViteAccrued, ...]:
        return tuple(each for each in self.accrued if each.recorded_on <= on)

    def _is_annulled(self, on: date) -> bool:
        """The last of those who tried it, by that day, annulled it; of two, the last recorded."""
        known = [each for each in reversed(self.settled) if each.decided_on <= on]
        last = max(known, key=lambda each: each.decided_on, default=None)
        return last is not None and last.outcome is DisputeOutcome.UPPHÄVD


INITIAL = Sanction()


def evolve(state: Sanction, event: Event, /) -> Sanction:
    """The state after one more event."""
    match event:
        case SanctionDecided():
            return renewed(state, decided=event)
        case SanctionLifted():
            return renewed(state, lifted=event)
        case ViteAccrued():
            return renewed(state, accrued=(*state.accrued, event))
        case SanctionContested():
            return renewed(state, contested=(*state.contested, event))
        case DisputeDecided():
            return renewed(state, settled=(*state.settled, event))
        case LagaKraftReached():
            return renewed(state, laga_kraft_on=event.reached_on)
        case (
            PaymentReleased()
            | SideEffectNoted()
            | DelegationsbeslutReported()
            | SuspensionFollowedUp()
        ):
            return renewed(state, noted=(*state.noted, event))
        case _:
            assert_never(event)
