"""Provider: who runs the operation, privately or in egen regi. Stream ``provider:<id>``.

Read `events` for what can have happened, `state` for what later decisions know of it, and
`decisions` for what may happen next. Every stream is laid out like this one.
"""

from avtalsuppfoljning.provider.decisions import (
    accept_application,
    assess_application,
    note,
    receive_application,
    register,
    reject_application,
    report_oegentlighet,
)
from avtalsuppfoljning.provider.events import (
    ApplicationAccepted,
    ApplicationReceived,
    ApplicationRejected,
    ApplicationRequirementAssessed,
    Event,
    MeetingHeld,
    MeetingKind,
    Noted,
    OegentlighetReported,
    ProviderRegistered,
    SkattekontrollReceived,
    TillståndChecked,
    TillståndDecisionReceived,
)
from avtalsuppfoljning.provider.state import (
    INITIAL,
    Application,
    Provider,
    evolve,
)

__all__ = [
    "INITIAL",
    "Application",
    "ApplicationAccepted",
    "ApplicationReceived",
    "ApplicationRejected",
    "ApplicationRequirementAssessed",
    "Event",
    "MeetingHeld",
    "MeetingKind",
    "Noted",
    "OegentlighetReported",
    "Provider",
    "ProviderRegistered",
    "SkattekontrollReceived",
    "TillståndChecked",
    "TillståndDecisionReceived",
    "accept_application",
    "assess_application",
    "evolve",
    "note",
    "receive_application",
    "register",
    "reject_application",
    "report_oegentlighet",
]
