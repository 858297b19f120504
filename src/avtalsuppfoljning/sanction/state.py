"""What later decisions read of a sanction."""

from datetime import date
from typing import assert_never

from avtalsuppfoljning.classification import folded, renewed
from avtalsuppfoljning.policy import DelegationsbeslutReported
from avtalsuppfoljning.sanction.events import (
    DisputeDecided,
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
