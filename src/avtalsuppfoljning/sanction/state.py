"""What later decisions read of a sanction."""

from datetime import date
from typing import assert_never

import attrs

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


@attrs.frozen
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
            return attrs.evolve(state, decided=event)
        case SanctionLifted():
            return attrs.evolve(state, lifted=event)
        case ViteAccrued():
            return attrs.evolve(state, accrued=(*state.accrued, event))
        case SanctionContested():
            return attrs.evolve(state, contested=(*state.contested, event))
        case DisputeDecided():
            return attrs.evolve(state, settled=(*state.settled, event))
        case LagaKraftReached():
            return attrs.evolve(state, laga_kraft_on=event.reached_on)
        case (
            PaymentReleased()
            | SideEffectNoted()
            | DelegationsbeslutReported()
            | SuspensionFollowedUp()
        ):
            return attrs.evolve(state, noted=(*state.noted, event))
        case _:
            assert_never(event)
