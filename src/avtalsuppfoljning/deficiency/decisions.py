"""What may happen to a deficiency next.

What is decided about a deficiency needs a `Ruling`: the person's choice, tried against what the
guideline and the agreement permit. A ruling that refuses records nothing.
"""

from datetime import date, datetime

from avtalsuppfoljning.deficiency.events import (
    AbstentionDecided,
    AcuteDeficiencyReported,
    AcuteNoticeReceived,
    AcuteNoticeSent,
    DeficiencyEstablished,
    DeficiencyRemedied,
    DeficiencySanctioned,
    Event,
    HandedOverToNämnd,
    HävningsgrundAssessed,
    KommuniceringAnswered,
    KommuniceringExcepted,
    KommuniceringSent,
    NoticeRecipient,
    PlannedMeasure,
    PåpekandeIssued,
    ResultatuppföljningFailed,
    ResultatuppföljningPassed,
    ResultatuppföljningPlanned,
    ÅtgärdsplanApproved,
    ÅtgärdsplanReceived,
    ÅtgärdsplanRejected,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.deficiency.state import (
    Deficiency,
    Plan,
)
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.policy import (
    BINDING,
    Effect,
    Finding,
    Ruling,
    require_lawful,
)
from avtalsuppfoljning.terms import (
    FollowUpId,
    FollowUpMethod,
    Resultat,
    SanctionId,
)

# ── the finding ──


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


# ── hearing the provider ──


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


# ── measures ──


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


# ── the åtgärdsplan ──


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
    if plan.received == received:
        return ()
    if plan.approved_on is not None:
        raise DecisionRefusedError(
            f"the åtgärdsplan was approved on {plan.approved_on}",
            "an approved plan stands; a new one is asked for by a new decision",
            code="plan_godkand",
        )
    return (received,)


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


# ── the result ──


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


# ── acute, and what the nämnd has to deal with ──


def report_acute(
    state: Deficiency, /, *, what: str, taken: str, reported_at: datetime
) -> tuple[Event, ...]:
    """Tell the socialdirektör and the nämnd at once, at one and the same instant."""
    reported = AcuteDeficiencyReported(what=what, taken=taken, reported_at=reported_at)
    if state.acute == reported:
        return ()
    _require_pending(state)
    if state.acute is not None:
        raise DecisionRefusedError(
            f"the deficiency was reported as acute at {state.acute.reported_at}",
            "it is reported once",
            code="akut_anmald",
        )
    notices = (
        AcuteNoticeSent(recipient=recipient, sent_at=reported_at) for recipient in NoticeRecipient
    )
    return (reported, *notices)


def receive_acute_notice(
    state: Deficiency, /, *, recipient: NoticeRecipient, person: str, received_at: datetime
) -> tuple[Event, ...]:
    """Record that one of the two has got the notice."""
    received = AcuteNoticeReceived(recipient=recipient, person=person, received_at=received_at)
    if received in state.receipts:
        return ()
    if state.acute is None:
        raise DecisionRefusedError(
            "the deficiency has not been reported as acute",
            "report it first",
            code="akut_saknas",
        )
    if not person.strip():
        raise InvalidValueError("nobody is named as the one who got it", "give the person")
    if received_at < state.acute.reported_at:
        raise InvalidValueError(
            f"the notice was sent at {state.acute.reported_at}", "it is received after that"
        )
    return (received,)


def hand_over_to_nämnd(
    state: Deficiency, /, *, proposal: str, dnr: str, handed_over_on: date
) -> tuple[Event, ...]:
    """Lay the matter before the nämnd, with a proposal for how to go on."""
    handed = HandedOverToNämnd(proposal=proposal, dnr=dnr, handed_over_on=handed_over_on)
    if state.handed_over == handed:
        return ()
    _require_pending(state)
    if not proposal.strip():
        raise InvalidValueError("the nämnd gets no proposal", "say what is proposed")
    return (handed,)


# ── helpers ──


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
    if ruling.choice.decided_on < established.established_on:
        raise DecisionRefusedError(
            f"the deficiency was established on {established.established_on}",
            "what is decided about it is decided that day or later",
            code="beslut_fore_bristen",
        )
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
