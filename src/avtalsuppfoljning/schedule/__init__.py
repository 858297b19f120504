"""What is to be done by when: days computed from a guideline's plan, each with its reason.

`plan` answers for one agreement, `plan_of_municipality` for what is done once for all. Nothing
here knows what day it is: the same period gives the same posts whenever it is asked for.
"""

from avtalsuppfoljning.guidelines.obligations import (
    SCHEDULE_SEMANTICS,
    Basis,
    Binding,
    Coverage,
    Focus,
    MonthDay,
    Obligation,
    Obligor,
    Pace,
    PostKind,
    Reach,
    Recurrence,
    Roll,
)
from avtalsuppfoljning.schedule.calendar import (
    CALENDAR_VERSION,
    add_months,
    add_weeks,
    add_years,
    days_off,
    is_weekday,
    next_weekday,
    why_off,
)
from avtalsuppfoljning.schedule.comparing import (
    PlanChange,
    PlanComparison,
    PlanRow,
    compare_plans,
)
from avtalsuppfoljning.schedule.fingerprint import schedule_fingerprint
from avtalsuppfoljning.schedule.model import (
    AgreementFacts,
    DateReason,
    LastDone,
    OwnDay,
    Plan,
    Post,
    Precision,
    ReplacedDay,
    UnusedDay,
    WhyUnused,
)
from avtalsuppfoljning.schedule.planning import plan, plan_of_municipality, reasons_not_covered

__all__ = [
    "CALENDAR_VERSION",
    "SCHEDULE_SEMANTICS",
    "AgreementFacts",
    "Basis",
    "Binding",
    "Coverage",
    "DateReason",
    "Focus",
    "LastDone",
    "MonthDay",
    "Obligation",
    "Obligor",
    "OwnDay",
    "Pace",
    "Plan",
    "PlanChange",
    "PlanComparison",
    "PlanRow",
    "Post",
    "PostKind",
    "Precision",
    "Reach",
    "Recurrence",
    "ReplacedDay",
    "Roll",
    "UnusedDay",
    "WhyUnused",
    "add_months",
    "add_weeks",
    "add_years",
    "compare_plans",
    "days_off",
    "is_weekday",
    "next_weekday",
    "plan",
    "plan_of_municipality",
    "reasons_not_covered",
    "schedule_fingerprint",
    "why_off",
]
