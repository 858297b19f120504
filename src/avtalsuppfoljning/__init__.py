"""Avtalsuppfoljning: an event-sourced rules engine for the follow-up of municipal care.

A short tour, in the order a newcomer needs it:

* `Register` records what happened, in one SQLite file or on PostgreSQL, and replays it;
  `Projection` is for tables of one's own.
* The streams hold the events and the decisions: `provider`, `agreement`, `follow_up`,
  `deficiency`, `sanction` and `steering`. Their ids come from `provider_stream` and its like.
* `assess` says what may, should and must be done about a deficiency, and why not more;
  `examine` tries a person's choice. A person decides, never a function (KL 6:38).
* `plan` says what is to be done for an agreement by when, and why that day.
* `audit_source` decides every recorded decision again; `replay` tells what applied on one day, as
  it was known on another.
* `guidelines` are the steering documents as dated data.
* `views` turn recorded states into the lists that people ask for.

Everything below `Register` is pure: no clock, no file, no database. What is imported is loaded
when it is first used.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from avtalsuppfoljning import (
        agreement as agreement,
        deficiency as deficiency,
        follow_up as follow_up,
        guidelines as guidelines,
        policy as policy,
        provider as provider,
        sanction as sanction,
        schedule as schedule,
        steering as steering,
        terms as terms,
        views as views,
    )
    from avtalsuppfoljning.audit.asof import replay as replay
    from avtalsuppfoljning.audit.findings import Audit as Audit, audit_source as audit_source
    from avtalsuppfoljning.citations import Citation as Citation
    from avtalsuppfoljning.errors import (
        AvtalsuppfoljningError as AvtalsuppfoljningError,
        DecisionRefusedError as DecisionRefusedError,
        InputError as InputError,
        InvalidValueError as InvalidValueError,
        RegisterError as RegisterError,
    )
    from avtalsuppfoljning.policy import (
        Assessment as Assessment,
        Authority as Authority,
        Choice as Choice,
        Consequences as Consequences,
        Facts as Facts,
        Finding as Finding,
        Ruling as Ruling,
        assess as assess,
        examine as examine,
        ways_to_permit as ways_to_permit,
    )
    from avtalsuppfoljning.recorded import (
        Recorded as Recorded,
        agreement_stream as agreement_stream,
        deficiency_stream as deficiency_stream,
        fold as fold,
        follow_up_stream as follow_up_stream,
        provider_stream as provider_stream,
        sanction_stream as sanction_stream,
        steering_stream as steering_stream,
    )
    from avtalsuppfoljning.recording import (
        Projection as Projection,
        Receipt as Receipt,
        Register as Register,
        Unit as Unit,
    )
    from avtalsuppfoljning.schedule import (
        AgreementFacts as AgreementFacts,
        Plan as Plan,
        Post as Post,
        plan as plan,
        plan_of_municipality as plan_of_municipality,
    )

_FROM = {
    "recording": ("Register", "Receipt", "Unit", "Projection"),
    "recorded": (
        "provider_stream",
        "agreement_stream",
        "deficiency_stream",
        "sanction_stream",
        "follow_up_stream",
        "steering_stream",
        "Recorded",
        "fold",
    ),
    "policy": (
        "assess",
        "examine",
        "ways_to_permit",
        "Facts",
        "Finding",
        "Consequences",
        "Assessment",
        "Choice",
        "Authority",
        "Ruling",
    ),
    "schedule": ("plan", "plan_of_municipality", "AgreementFacts", "Plan", "Post"),
    "audit.findings": ("audit_source", "Audit"),
    "audit.asof": ("replay",),
    "citations": ("Citation",),
    "errors": (
        "AvtalsuppfoljningError",
        "DecisionRefusedError",
        "InputError",
        "InvalidValueError",
        "RegisterError",
    ),
}
_WHERE = {name: module for module, names in _FROM.items() for name in names}
_MODULES = (
    "provider",
    "agreement",
    "follow_up",
    "deficiency",
    "sanction",
    "steering",
    "guidelines",
    "policy",
    "schedule",
    "views",
    "terms",
)

__all__ = [*_WHERE, *_MODULES]  # noqa: PLE0604  all of them are texts


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for (PEP 562)."""
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name in _WHERE:
        found = getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)
        globals()[name] = found
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
