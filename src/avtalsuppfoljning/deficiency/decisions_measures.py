"""What may be decided to do about a deficiency, and what follows from the decision itself.

Each decision needs a `Ruling`: the person's choice, tried against what the guideline and the
agreement permit. A ruling that refuses records nothing.
"""

from datetime import date

from avtalsuppfoljning.deficiency.events import (
    AbstentionDecided,
    DeficiencySanctioned,
    Event,
    PåpekandeIssued,
    RättelseDemanded,
    RättelsekravSent,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.deficiency.requiring import require_pending
from avtalsuppfoljning.deficiency.state import Deficiency
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.policy import (
    BINDING,
    DelegationsbeslutReported,
    Effect,
    Ruling,
    require_lawful,
)
from avtalsuppfoljning.terms import MeasureId, SanctionId

# ── measures ──


def issue_påpekande(state: Deficiency, /, *, ruling: Ruling, text: str) -> tuple[Event, ...]:
    """Draw the provider's attention to the deficiency."""
    if ruling.choice in state.choices:
        return ()
    _require_lawful(state, ruling, Effect.REMARK)
    return (PåpekandeIssued(text=text, ruling=ruling),)


def demand_rättelse(state: Deficiency, /, *, ruling: Ruling, text: str) -> tuple[Event, ...]:
    """Tell the provider to put the deficiency right; the time for it runs from dispatch."""
    if ruling.choice in state.choices:
        return ()
    _require_lawful(state, ruling, Effect.CURE)
    return (RättelseDemanded(text=text, ruling=ruling),)


def send_rättelsekrav(
    state: Deficiency, /, *, measure: MeasureId, sent_on: date
) -> tuple[Event, ...]:
    """Record that a demand for rättelse, or the varning that holds one, was dispatched."""
    require_pending(state)
    demands = [demand for demand in state.demands if demand.choice.measure == measure]
    if not demands:
        raise DecisionRefusedError(
            f"no {measure} with a time for the cure has been decided",
            "decide it first: a demand for rättelse, or a varning",
            code="rattelsekrav_saknas",
        )
    unsent = [demand for demand in demands if demand.sent_on is None]
    if not unsent:
        if any(demand.sent_on == sent_on for demand in demands):
            return ()
        raise DecisionRefusedError(
            f"the demand was dispatched on {demands[-1].sent_on}",
            "the time for the cure runs from that day; a new time is a new decision",
            code="rattelsekrav_skickat",
        )
    choice = unsent[-1].choice
    if sent_on < choice.decided_on:
        raise InvalidValueError(
            f"the demand was decided on {choice.decided_on}", "it is dispatched that day or later"
        )
    if any(day < sent_on for day in choice.cure_dates):
        raise InvalidValueError(
            f"the demand gives time until {min(choice.cure_dates)}, before it is dispatched",
            "decide it anew, with days that lie ahead",
        )
    return (RättelsekravSent(sent_on=sent_on, measure=measure, decided_on=choice.decided_on),)


def request_åtgärdsplan(state: Deficiency, /, *, ruling: Ruling, due_on: date) -> tuple[Event, ...]:
    """Tell the provider to hand in an åtgärdsplan."""
    if ruling.choice in state.choices:
        return ()
    _require_lawful(state, ruling, Effect.PLAN)
    if due_on < ruling.choice.decided_on:
        raise InvalidValueError(
            f"the plan is due on {due_on}, before it is asked for", "set a later day"
        )
    return (ÅtgärdsplanRequested(due_on=due_on, ruling=ruling),)


def note_sanction(
    state: Deficiency, /, *, ruling: Ruling, sanction: SanctionId
) -> tuple[Event, ...]:
    """Note the sanction that the same decision records in a stream of its own."""
    if ruling.choice in state.choices:
        return ()
    _require_lawful(state, ruling, *BINDING)
    permitted = ruling.assessment.permitted_measure(ruling.choice.measure)
    return (
        DeficiencySanctioned(
            sanction=sanction,
            choice=ruling.choice,
            demands_cure=permitted is not None and permitted.effect is Effect.WARNING,
        ),
    )


def abstain(state: Deficiency, /, *, ruling: Ruling) -> tuple[Event, ...]:
    """Decide, with reasons, to take no measure: the duty to act is met by saying why not."""
    if ruling.choice in state.choices:
        return ()
    _require_lawful(state, ruling)
    return (AbstentionDecided(ruling=ruling),)


# ── the nämnd is told ──


def report_delegationsbeslut(
    state: Deficiency, /, *, meeting_on: date, dnr: str
) -> tuple[Event, ...]:
    """Record that a meeting of the nämnd was told what had been decided by delegation (KL 6:40).

    It covers every decision about the deficiency until then, the ones not to act too; sanctions
    are reported each in its own stream.
    """
    reported = DelegationsbeslutReported(meeting_on=meeting_on, dnr=dnr)
    if reported in state.reported:
        return ()
    if all(choice.decided_on > meeting_on for choice in state.choices):
        raise DecisionRefusedError(
            f"nothing had been decided about the deficiency on {meeting_on}",
            "report a decision to a meeting on its day or later",
            code="inget_att_anmala",
        )
    return (reported,)


# ── helpers ──


def _require_lawful(state: Deficiency, ruling: Ruling, *effects: Effect) -> None:
    """Refuse a ruling that refuses, is about something else, or has another effect."""
    established = require_pending(state)
    require_lawful(ruling)
    if ruling.choice.decided_on < established.established_on:
        raise DecisionRefusedError(
            f"the deficiency was established on {established.established_on}",
            "what is decided about it is decided that day or later",
            code="beslut_fore_bristen",
        )
    facts = ruling.assessment.facts
    if facts.finding != state.finding_on(facts.on) or facts.heard is not state.heard(facts.on):
        raise DecisionRefusedError(
            "the ruling is about other facts than this deficiency's",
            "assess the deficiency again",
            code="andra_fakta",
        )
    permitted = ruling.assessment.permitted_measure(ruling.choice.measure)
    if (permitted.effect if permitted else None) not in (effects or (None,)):
        raise DecisionRefusedError(
            f"{ruling.choice.measure or 'an abstention'} is recorded by another decision",
            "use the decision that matches the measure's effect",
            code="annan_verkan",
        )
