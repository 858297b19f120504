"""What can have happened to a sanction."""

import enum
from datetime import date

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import Open, Osl31, event
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.policy import (
    Authority,
    DelegationRef,
    DelegationsbeslutReported,
    Effect,
    Ruling,
)
from avtalsuppfoljning.terms import DeficiencyId, Kanal, MeasureId, Money, Term


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


# ── money ──


@event
class ViteAccrued:
    """A vite accrued over a period; periods may lie apart and never overlap."""

    first_day: Open[date]
    last_day: Open[date]
    units: Open[int]
    """How many of what the agreement counts: started weeks, occasions, missed visits."""
    amount: Open[Money]
    recorded_on: Open[date]

    def __attrs_post_init__(self) -> None:
        if self.last_day < self.first_day or self.units < 1:
            raise InvalidValueError(
                f"a vite over {self.first_day} to {self.last_day}, {self.units} units",
                "give a period that does not end before it begins, and at least one unit",
            )


@event
class PaymentReleased:
    """Money that was withheld was paid out."""

    amount: Open[Money]
    reason: Osl31[str]
    released_on: Open[date]


# ── what follows ──


@event
class SideEffectNoted:
    """Something follows from the sanction by itself, such as that ickeval no longer applies."""

    effect: Open[str]
    source: Open[Citation]
    noted_on: Open[date]


@event
class SuspensionFollowedUp:
    """Whether the closed channels are closed, and how many customers are left: counts only."""

    channels: Open[tuple[Kanal, ...]]
    new_assignments: Open[int]
    remaining_customers: Open[int]
    followed_up_on: Open[date]

    def __attrs_post_init__(self) -> None:
        if min(self.new_assignments, self.remaining_customers) < 0:
            raise InvalidValueError("a count is negative", "count from 0")


# ── disputes ──


class Instance(Term):
    """Where a sanction is contested."""

    KOMMUNEN = enum.auto()
    """With the municipality itself."""
    FÖRVALTNINGSRÄTT = enum.auto()
    """As laglighetsprövning (KL 13)."""
    ALLMÄN_DOMSTOL = enum.auto()
    """As a dispute about the agreement."""


@event
class SanctionContested:
    """The provider, or a member of the municipality, contests the sanction."""

    instance: Open[Instance]
    case: Open[str]
    grounds: Osl31[str]
    contested_on: Open[date]


class DisputeOutcome(Term):
    """How a dispute ended."""

    STÅR_FAST = enum.auto()
    """The sanction stands."""
    UPPHÄVD = enum.auto()
    """It was annulled."""
    ÄNDRAD = enum.auto()
    """It was changed."""
    AVSKRIVEN = enum.auto()
    """The case was struck out."""


@event
class DisputeDecided:
    """The instance decided; the register keeps what it said, and changes nothing by itself."""

    case: Open[str]
    outcome: Open[DisputeOutcome]
    decided_on: Open[date]


@event
class LagaKraftReached:
    """The decision can no longer be appealed."""

    reached_on: Open[date]


Noted = PaymentReleased | SideEffectNoted | DelegationsbeslutReported | SuspensionFollowedUp

Event = (
    SanctionDecided
    | SanctionLifted
    | ViteAccrued
    | SanctionContested
    | DisputeDecided
    | LagaKraftReached
    | Noted
)
