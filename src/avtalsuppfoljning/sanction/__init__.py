"""Sanction: one decided sanction, what follows from it, and its lifting.

Stream ``agreement:<id>/sanction:<id>``. Påpekande, demand for rättelse and åtgärdsplan are
recorded with their deficiency; a varning, and what costs money, suspends or ends an agreement,
lives here, because it binds the agreement and may outlive the deficiency.
"""

from avtalsuppfoljning.policy import DelegationsbeslutReported
from avtalsuppfoljning.sanction.decisions import (
    accrue_vite,
    contest,
    decide,
    lift,
    note,
    reach_laga_kraft,
    settle_dispute,
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
    SideEffectNoted,
    SuspensionFollowedUp,
    ViteAccrued,
)
from avtalsuppfoljning.sanction.state import (
    INITIAL,
    Sanction,
    evolve,
)

__all__ = [
    "INITIAL",
    "DelegationsbeslutReported",
    "DisputeDecided",
    "DisputeOutcome",
    "Event",
    "Instance",
    "LagaKraftReached",
    "Noted",
    "PaymentReleased",
    "Sanction",
    "SanctionContested",
    "SanctionDecided",
    "SanctionLifted",
    "SideEffectNoted",
    "SuspensionFollowedUp",
    "ViteAccrued",
    "accrue_vite",
    "contest",
    "decide",
    "evolve",
    "lift",
    "note",
    "reach_laga_kraft",
    "settle_dispute",
]
