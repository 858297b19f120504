"""Deficiency: one brist, from its finding to its remedy.

Stream ``agreement:<id>/deficiency:<id>``. What is decided about a deficiency needs a
:class:`~avtalsuppfoljning.policy.Ruling`: the person's choice, tried against what the guideline
and the agreement permit. A ruling that refuses records nothing.
"""

from datetime import date
from typing import assert_never

import attrs

from avtalsuppfoljning.classification import Open, Osl26, Staff, event, value
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.policy import BINDING, Choice, Effect, Finding, Ruling, require_lawful
from avtalsuppfoljning.terms import (
    FollowUpId,
    FollowUpMethod,
    Hörd,
    MeasureId,
    Resultat,
    SanctionId,
)

# ── events ──


@event
class DeficiencyEstablished:
    """The investigation is done: this requirement is, or is not, broken."""

    requirement: Open[str]
    found_by: Open[FollowUpMethod]
    follow_up: Open[FollowUpId | None]
    description: Osl26[str]
    finding: Open[Finding]
    established_on: Open[date]


@event
class HävningsgrundAssessed:
    """Whether the ground that the agreement states for hävning is met was judged."""

    is_met: Open[bool]
    clause: Open[str]
    motivation: Osl26[str]
    assessed_on: Open[date]


@event
class KommuniceringSent:
    """The provider was asked what it says of the deficiency."""

    sent_on: Open[date]
    reply_by: Open[date]


@event
class KommuniceringAnswered:
    """The provider answered."""

    answered_on: Open[date]
    answer: Osl26[str]


@event
class KommuniceringExcepted:
    """A named person decided that the matter could not wait for an answer."""

    reason: Open[str]
    person: Staff[str]
    excepted_on: Open[date]


@event
class PåpekandeIssued:
    """The provider's attention was drawn to a minor deficiency. Not a sanction."""

    text: Osl26[str]
    ruling: Open[Ruling]


@event
class ÅtgärdsplanRequested:
    """The provider was told to hand in an åtgärdsplan by a certain day."""

    due_on: Open[date]
    ruling: Open[Ruling]


@value
class PlannedMeasure:
    """One row of an åtgärdsplan, as it was handed in. A column left empty is None."""

    activity: Open[str | None] = None
    deadline: Open[date | None] = None
    responsible: Staff[str | None] = None


@event
class ÅtgärdsplanReceived:
    """An åtgärdsplan came in. ``missing`` says what its measures lack."""

    received_on: Open[date]
    dnr: Open[str]
    measures: Open[tuple[PlannedMeasure, ...]]
    missing: Open[tuple[str, ...]]
    """Such as ``measures[1].deadline``; empty for a complete plan."""


@event
class ÅtgärdsplanApproved:
    """The plan will do."""

    approved_on: Open[date]


@event
class ÅtgärdsplanRejected:
    """The plan was sent back, and a new one is due."""

    reason: Open[str]
    rejected_on: Open[date]
    due_on: Open[date]


@event
class DeficiencySanctioned:
    """A sanction was decided because of this deficiency; the decision is in its own stream."""

    sanction: Open[SanctionId]
    choice: Open[Choice]


@event
class AbstentionDecided:
    """A person decided, with reasons, to take no measure."""

    ruling: Open[Ruling]


@event
class ResultatuppföljningPlanned:
    """A day was set for checking that the requirement is met."""

    planned_for: Open[date]
    planned_on: Open[date]


@event
class ResultatuppföljningPassed:
    """The provider could show that the requirement is met."""

    observation: Osl26[str]
    passed_on: Open[date]


@event
class ResultatuppföljningFailed:
    """The deficiency remains."""

    observation: Osl26[str]
    failed_on: Open[date]


@event
class DeficiencyRemedied:
    """The matter of this deficiency is closed: it is remedied."""

    remedied_on: Open[date]


Event = (
    DeficiencyEstablished
    | HävningsgrundAssessed
    | KommuniceringSent
    | KommuniceringAnswered
    | KommuniceringExcepted
    | PåpekandeIssued
    | ÅtgärdsplanRequested
    | ÅtgärdsplanReceived
    | ÅtgärdsplanApproved
    | ÅtgärdsplanRejected
    | DeficiencySanctioned
    | AbstentionDecided
    | ResultatuppföljningPlanned
    | ResultatuppföljningPassed
    | ResultatuppföljningFailed
    | DeficiencyRemedied
)

# ── state ──


@attrs.frozen
class Plan:
    """The åtgärdsplan that is asked for, and how far it has come."""

    due_on: date
    asked_by: Choice
    """The decision to ask for it."""
    received: ÅtgärdsplanReceived | None = None
    approved_on: date | None = None


@attrs.frozen
class Deficiency:
    """What later decisions read of a deficiency."""

    established: DeficiencyEstablished | None = None
    termination_ground: HävningsgrundAssessed | None = None
    asked: KommuniceringSent | None = None
    answered: KommuniceringAnswered | None = None
    excepted: KommuniceringExcepted | None = None
    choices: tuple[Choice, ...] = ()
    """Every decision about it, in order; abstentions too."""
    sanctions: tuple[SanctionId, ...] = ()
    plan: Plan | None = None
    result: Resultat = Resultat.EJ_UPPFÖLJD
    """What the last resultatuppföljning showed of the last measure."""
    failed: ResultatuppföljningFailed | None = None
    """The last resultatuppföljning of the last measure, if the deficiency remained."""
    check_planned_for: date | None = None
    remedied_on: date | None = None

    @property
    def measures(self) -> tuple[MeasureId, ...]:
        """Every measure taken, in order."""
        return tuple(choice.measure for choice in self.choices if choice.measure is not None)

    @property
    def awaited_plan(self) -> Plan | None:
        """The åtgärdsplan that the last measure asked for, until it comes in."""
        plan = self.plan
        if plan is None or plan.received is not None:
            return None
        last = next(choice for choice in reversed(self.choices) if choice.measure is not None)
        return plan if plan.asked_by == last else None

    def heard(self, on: date) -> Hörd:
        """Whether the provider has been heard, seen from a certain day."""
        if self.answered is not None and self.answered.answered_on <= on:
            return Hörd.SVAR_INKOMMET
        if self.excepted is not None and self.excepted.excepted_on <= on:
            return Hörd.UNDANTAG
        if self.asked is None or on < self.asked.sent_on:
            return Hörd.EJ_TILLFRÅGAD
        return Hörd.SVARSTID_LÖPER if on <= self.asked.reply_by else Hörd.SVARSTID_UTE

    def result_on(self, on: date) -> Resultat:
        """The result of the last measure, seen from a certain day.

        An åtgärdsplan that was due before that day and has not come in is ``PLAN_UTEBLIVEN``,
        until another measure is taken.
        """
        plan = self.awaited_plan
        if self.result is Resultat.EJ_UPPFÖLJD and plan is not None and plan.due_on < on:
            return Resultat.PLAN_UTEBLIVEN
        return self.result


INITIAL = Deficiency()


def evolve(state: Deficiency, event: Event, /) -> Deficiency:
    """The state after one more event."""
    match event:
        case DeficiencyEstablished():
            return attrs.evolve(state, established=event)
        case HävningsgrundAssessed():
            return attrs.evolve(state, termination_ground=event)
        case KommuniceringSent():
            return attrs.evolve(state, asked=event)
        case KommuniceringAnswered():
            return attrs.evolve(state, answered=event)
        case KommuniceringExcepted():
            return attrs.evolve(state, excepted=event)
        case PåpekandeIssued():
            return _decided(state, event.ruling.choice)
        case ÅtgärdsplanRequested():
            choice = event.ruling.choice
            return attrs.evolve(_decided(state, choice), plan=Plan(event.due_on, choice))
        case ÅtgärdsplanReceived():
            return _planned(state, received=event)
        case ÅtgärdsplanApproved():
            return _planned(state, approved_on=event.approved_on)
        case ÅtgärdsplanRejected():
            return _sent_back(state, event.due_on)
        case DeficiencySanctioned():
            sanctions = (*state.sanctions, event.sanction)
            return attrs.evolve(_decided(state, event.choice), sanctions=sanctions)
        case AbstentionDecided():
            return attrs.evolve(state, choices=(*state.choices, event.ruling.choice))
        case ResultatuppföljningPlanned():
            return attrs.evolve(state, check_planned_for=event.planned_for)
        case ResultatuppföljningPassed():
            return attrs.evolve(
                state, result=Resultat.ÅTGÄRDAD, failed=None, check_planned_for=None
            )
        case ResultatuppföljningFailed():
            return attrs.evolve(
                state, result=Resultat.KVARSTÅR, failed=event, check_planned_for=None
            )
        case DeficiencyRemedied():
            return attrs.evolve(state, remedied_on=event.remedied_on)
        case _:
            assert_never(event)


# ── decisions: the finding ──


def establish(
    state: Deficiency,
    /,
    *,
    requirement: str,
    found_by: FollowUpMethod,
    description: str,
    finding: Finding,
    established_on: date,
    follow_up: FollowUpId | None = None,
) -> tuple[Event, ...]:
    """Record what an investigation arrived at, by whichever method it was found."""
    established = DeficiencyEstablished(
        requirement=requirement,
        found_by=found_by,
        follow_up=follow_up,
        description=description,
        finding=finding,
        established_on=established_on,
    )
    if state.established == established:
        return ()
    if state.established is not None:
        raise DecisionRefusedError(
            "the deficiency is already established", "choose another id", code="brist_finns"
        )
    return (established,)


def assess_hävningsgrund(
    state: Deficiency, /, *, is_met: bool, clause: str, motivation: str, assessed_on: date
) -> tuple[Event, ...]:
    """Judge whether the agreement's ground for hävning is met, and say why."""
    _require_pending(state)
    if not clause.strip() or not motivation.strip():
        raise InvalidValueError(
            "the ground for hävning needs its clause and a motivation", "give both"
        )
    assessed = HävningsgrundAssessed(
        is_met=is_met, clause=clause, motivation=motivation, assessed_on=assessed_on
    )
    return () if state.termination_ground == assessed else (assessed,)


# ── decisions: hearing the provider ──


def send_kommunicering(state: Deficiency, /, *, sent_on: date, reply_by: date) -> tuple[Event, ...]:
    """Ask the provider what it says, and by which day."""
    _require_pending(state)
    if reply_by <= sent_on:
        raise InvalidValueError(
            f"the answer is due on {reply_by}, not after {sent_on}", "leave time to answer"
        )
    sent = KommuniceringSent(sent_on=sent_on, reply_by=reply_by)
    if state.asked == sent:
        return ()
    if state.asked is not None and reply_by < state.asked.reply_by:
        raise DecisionRefusedError(
            f"the provider may answer until {state.asked.reply_by}",
            "the time can be prolonged, not cut",
            code="svarstid_loper",
        )
    return (sent,)


def answer_kommunicering(
    state: Deficiency, /, *, answered_on: date, answer: str
) -> tuple[Event, ...]:
    """Record the provider's answer, asked for or not, in time or late."""
    _require_pending(state)
    answered = KommuniceringAnswered(answered_on=answered_on, answer=answer)
    return () if state.answered == answered else (answered,)


def except_kommunicering(
    state: Deficiency, /, *, reason: str, person: str, excepted_on: date
) -> tuple[Event, ...]:
    """Record that a named person decided not to wait for the provider."""
    _require_pending(state)
    if not reason.strip() or not person.strip():
        raise InvalidValueError("an exception needs a reason and a person", "give both")
    excepted = KommuniceringExcepted(reason=reason, person=person, excepted_on=excepted_on)
    return () if state.excepted == excepted else (excepted,)


# ── decisions: measures ──


def issue_påpekande(state: Deficiency, /, *, ruling: Ruling, text: str) -> tuple[Event, ...]:
    """Draw the provider's attention to the deficiency."""
    if ruling.choice in state.choices:
        return ()
    _require_lawful(state, ruling, Effect.REMARK)
    return (PåpekandeIssued(text=text, ruling=ruling),)


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
    return (DeficiencySanctioned(sanction=sanction, choice=ruling.choice),)


def abstain(state: Deficiency, /, *, ruling: Ruling) -> tuple[Event, ...]:
    """Decide, with reasons, to take no measure: the duty to act is met by saying why not."""
    if ruling.choice in state.choices:
        return ()
    _require_lawful(state, ruling)
    return (AbstentionDecided(ruling=ruling),)


# ── decisions: the åtgärdsplan ──


def receive_åtgärdsplan(
    state: Deficiency,
    /,
    *,
    received_on: date,
    dnr: str,
    measures: tuple[PlannedMeasure, ...],
) -> tuple[Event, ...]:
    """Record a plan as it came in; what it lacks is told, measure by measure."""
    received = ÅtgärdsplanReceived(
        received_on=received_on, dnr=dnr, measures=measures, missing=_missing(measures)
    )
    plan = _require_plan(state)
    return () if plan.received == received else (received,)


def approve_åtgärdsplan(state: Deficiency, /, *, approved_on: date) -> tuple[Event, ...]:
    """Approve a complete plan."""
    plan = _require_plan(state)
    if plan.approved_on is not None:
        return ()
    if plan.received is None:
        raise DecisionRefusedError(
            "no åtgärdsplan has come in", "record it first", code="plan_saknas"
        )
    if plan.received.missing:
        raise DecisionRefusedError(
            f"the åtgärdsplan lacks {', '.join(plan.received.missing)}",
            "reject it with a new day; each measure needs activity, deadline and responsible",
            code="plan_ofullstandig",
        )
    return (ÅtgärdsplanApproved(approved_on=approved_on),)


def reject_åtgärdsplan(
    state: Deficiency, /, *, reason: str, rejected_on: date, due_on: date
) -> tuple[Event, ...]:
    """Send the plan back with a reason and a new day."""
    plan = _require_plan(state)
    if plan.received is None:
        if plan.due_on == due_on:
            return ()
        raise DecisionRefusedError(
            "no åtgärdsplan has come in", "record it first", code="plan_saknas"
        )
    if plan.approved_on is not None:
        raise DecisionRefusedError(
            f"the åtgärdsplan was approved on {plan.approved_on}",
            "a failed resultatuppföljning reopens the question",
            code="plan_godkand",
        )
    if not reason.strip() or due_on < rejected_on:
        raise InvalidValueError(
            "a rejection needs a reason and a new day that is not past", "give both"
        )
    return (ÅtgärdsplanRejected(reason=reason, rejected_on=rejected_on, due_on=due_on),)


# ── decisions: the result ──


def plan_resultatuppföljning(
    state: Deficiency, /, *, planned_for: date, planned_on: date
) -> tuple[Event, ...]:
    """Set a day for checking the result; a new day replaces it."""
    _require_pending(state)
    if state.check_planned_for == planned_for:
        return ()
    return (ResultatuppföljningPlanned(planned_for=planned_for, planned_on=planned_on),)


def pass_resultatuppföljning(
    state: Deficiency, /, *, observation: str, passed_on: date
) -> tuple[Event, ...]:
    """Record that the provider could show that the requirement is met."""
    _require_pending(state)
    if state.result is Resultat.ÅTGÄRDAD:
        return ()
    return (ResultatuppföljningPassed(observation=observation, passed_on=passed_on),)


def fail_resultatuppföljning(
    state: Deficiency, /, *, observation: str, failed_on: date
) -> tuple[Event, ...]:
    """Record that the deficiency remains."""
    _require_pending(state)
    failed = ResultatuppföljningFailed(observation=observation, failed_on=failed_on)
    return () if state.failed == failed else (failed,)


def remedy(state: Deficiency, /, *, remedied_on: date) -> tuple[Event, ...]:
    """Close the deficiency; only a passed resultatuppföljning lets it be closed."""
    if state.remedied_on is not None:
        return ()
    _require_pending(state)
    if state.result is not Resultat.ÅTGÄRDAD:
        raise DecisionRefusedError(
            "no resultatuppföljning has shown that the requirement is met",
            "record a passed resultatuppföljning first",
            code="resultatuppfoljning_saknas",
        )
    return (DeficiencyRemedied(remedied_on=remedied_on),)


# ── helpers ──


def _decided(state: Deficiency, choice: Choice) -> Deficiency:
    choices = (*state.choices, choice)
    return attrs.evolve(state, choices=choices, result=Resultat.EJ_UPPFÖLJD, failed=None)


def _planned(
    state: Deficiency,
    *,
    received: ÅtgärdsplanReceived | None = None,
    approved_on: date | None = None,
) -> Deficiency:
    assert state.plan is not None, "an åtgärdsplan is received only where one is asked for"
    changed = attrs.evolve(
        state.plan, received=received or state.plan.received, approved_on=approved_on
    )
    return attrs.evolve(state, plan=changed)


def _sent_back(state: Deficiency, due_on: date) -> Deficiency:
    assert state.plan is not None, "only an åtgärdsplan that came in is sent back"
    return attrs.evolve(state, plan=Plan(due_on, state.plan.asked_by))


def _missing(measures: tuple[PlannedMeasure, ...]) -> tuple[str, ...]:
    """Each measure has an activity, a deadline and somebody responsible (Örebro, Åtgärdsplan)."""
    if not measures:
        return ("measures",)
    return tuple(
        f"measures[{number}].{column}"
        for number, measure in enumerate(measures)
        for column in ("activity", "deadline", "responsible")
        if not (cell := getattr(measure, column)) or not str(cell).strip()
    )


def _require_pending(state: Deficiency) -> DeficiencyEstablished:
    if state.established is None:
        raise DecisionRefusedError(
            "the deficiency is not established", "establish it first", code="brist_saknas"
        )
    if state.remedied_on is not None:
        raise DecisionRefusedError(
            f"the deficiency was remedied on {state.remedied_on}",
            "a new finding is a new deficiency",
            code="brist_atgardad",
        )
    return state.established


def _require_plan(state: Deficiency) -> Plan:
    _require_pending(state)
    if state.plan is None:
        raise DecisionRefusedError(
            "no åtgärdsplan is asked for", "request one first", code="plan_ej_begard"
        )
    return state.plan


def _require_lawful(state: Deficiency, ruling: Ruling, *effects: Effect) -> None:
    """Refuse a ruling that refuses, is about something else, or has another effect."""
    established = _require_pending(state)
    require_lawful(ruling)
    facts = ruling.assessment.facts
    if facts.finding != established.finding or facts.heard is not state.heard(facts.on):
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
