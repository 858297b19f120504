"""What may, should and must be done about a deficiency, and whether a person's choice is lawful.

`assess` answers, `ways_to_permit` says what would have to change, `examine` tries a choice.
Nothing here decides: that is for a person (KL 6:38).
"""

from avtalsuppfoljning.guidelines.model import SEMANTICS, Effect
from avtalsuppfoljning.policy.answers import (
    ABOVE_THE_LADDER,
    AWAIT_RESULT,
    BINDING,
    ESCALATE,
    NO_ACTION,
    NOT_ASSESSABLE,
    Assessment,
    Authority,
    Caution,
    Choice,
    DelegationRef,
    Duty,
    GuidelineRef,
    Objection,
    Permitted,
    Recommendation,
    Refused,
    Ruling,
    SideEffect,
    StreamVersion,
)
from avtalsuppfoljning.policy.assessing import assess
from avtalsuppfoljning.policy.caps import Room, room_left, rooms_left, try_accrual, try_caps
from avtalsuppfoljning.policy.examining import examine, require_lawful, try_authority
from avtalsuppfoljning.policy.explain import Change, ways_to_permit
from avtalsuppfoljning.policy.facts import (
    FACTS_VERSION,
    AmountCap,
    Consequences,
    DecidedAmount,
    Facts,
    Finding,
    History,
    Instrument,
    Measured,
)
from avtalsuppfoljning.policy.money import Days, Reckoning, reckon_items, reckon_weeks
from avtalsuppfoljning.policy.reporting import DelegationsbeslutReported

__all__ = [
    "ABOVE_THE_LADDER",
    "AWAIT_RESULT",
    "BINDING",
    "ESCALATE",
    "FACTS_VERSION",
    "NOT_ASSESSABLE",
    "NO_ACTION",
    "SEMANTICS",
    "AmountCap",
    "Assessment",
    "Authority",
    "Caution",
    "Change",
    "Choice",
    "Consequences",
    "Days",
    "DecidedAmount",
    "DelegationRef",
    "DelegationsbeslutReported",
    "Duty",
    "Effect",
    "Facts",
    "Finding",
    "GuidelineRef",
    "History",
    "Instrument",
    "Measured",
    "Objection",
    "Permitted",
    "Reckoning",
    "Recommendation",
    "Refused",
    "Room",
    "Ruling",
    "SideEffect",
    "StreamVersion",
    "assess",
    "examine",
    "reckon_items",
    "reckon_weeks",
    "require_lawful",
    "room_left",
    "rooms_left",
    "try_accrual",
    "try_authority",
    "try_caps",
    "ways_to_permit",
]
