"""What may happen to a deficiency next; the measures are in `decisions_measures`."""

from datetime import date, datetime

from avtalsuppfoljning.deficiency.events import (
    AcuteDeficiencyReported,
    AcuteNoticeReceived,
    AcuteNoticeSent,
    DeficiencyEstablished,
    DeficiencyRemedied,
    Event,
    FindingSupplemented,
    HandedOverToNämnd,
    HävningsgrundAssessed,
    KommuniceringAnswered,
    KommuniceringExcepted,
    KommuniceringSent,
    NoticeRecipient,
    PlannedMeasure,
    ResultatuppföljningFailed,
    ResultatuppföljningPassed,
    ResultatuppföljningPlanned,
    UppsägningsgrundAssessed,
    ÅtgärdsplanApproved,
    ÅtgärdsplanReceived,
    ÅtgärdsplanRejected,
)
from avtalsuppfoljning.deficiency.requiring import require_pending
from avtalsuppfoljning.deficiency.state import Deficiency, Plan
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.policy import Finding, Measured
from avtalsuppfoljning.terms import (
    FollowUpId,
    FollowUpMethod,
    Oegentlighet,
    Resultat,
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


def supplement_finding(
    state: Deficiency,
    /,
    *,
    motivation: str,
    supplemented_on: date,
    has_damage: bool = False,
    is_overpaid: bool = False,
    irregularity: Oegentlighet | None = None,
    measured: tuple[Measured, ...] = (),
) -> tuple[Event, ...]:
    """Say anew of damage, overpayment, irregularity and figures, when more has come to light."""
    established = require_pending(state)
    supplemented = FindingSupplemented(
        has_damage=has_damage,
        is_overpaid=is_overpaid,
        irregularity=irregularity,
        measured=measured,
        motivation=motivation,
        supplemented_on=supplemented_on,
    )
    if state.supplemented and state.supplemented[-1] == supplemented:
        return ()
    if not motivation.strip():
        raise InvalidValueError(
            "the finding is supplemented without a motivation", "say what has come to light"
        )
    if supplemented_on < established.established_on:
        raise InvalidValueError(
            f"the deficiency was established on {established.established_on}",
            "what came to light earlier is part of that finding",
        )
    return (supplemented,)


def assess_hävningsgrund(
    state: Deficiency,
    /,
    *,
    is_met: bool,
    clause: str,
    motivation: str,
    assessed_on: date,
    is_immediate: bool = False,
) -> tuple[Event, ...]:
    """Judge whether the agreement's ground for hävning is met, and say why.

    A ground that is immediate waits for no cure; the agreement may have one of each kind.
    """
    require_pending(state)
    _require_reasons("hävning", clause, motivation)
    assessed = HävningsgrundAssessed(
        is_met=is_met,
        clause=clause,
        motivation=motivation,
        assessed_on=assessed_on,
        is_immediate=is_immediate,
    )
    known = state.ground_on(assessed_on, HävningsgrundAssessed, is_immediate=is_immediate)
    return () if known == assessed else (assessed,)


def assess_uppsägningsgrund(
    state: Deficiency, /, *, is_met: bool, clause: str, motivation: str, assessed_on: date
) -> tuple[Event, ...]:
    """Judge whether the agreement's ground for uppsägning is met, and say why."""
    require_pending(state)
    _require_reasons("uppsägning", clause, motivation)
    assessed = UppsägningsgrundAssessed(
        is_met=is_met, clause=clause, motivation=motivation, assessed_on=assessed_on
    )
    known = state.ground_on(assessed_on, UppsägningsgrundAssessed)
    return () if known == assessed else (assessed,)


# ── hearing the provider ──


def send_kommunicering(state: Deficiency, /, *, sent_on: date, reply_by: date) -> tuple[Event, ...]:
    """Ask the provider what it says, and by which day."""
    require_pending(state)
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
    require_pending(state)
    answered = KommuniceringAnswered(answered_on=answered_on, answer=answer)
    return () if state.answered == answered else (answered,)


def except_kommunicering(
    state: Deficiency, /, *, reason: str, person: str, excepted_on: date
) -> tuple[Event, ...]:
    """Record that a named person decided not to wait for the provider."""
    require_pending(state)
    if not reason.strip() or not person.strip():
        raise InvalidValueError("an exception needs a reason and a person", "give both")
    excepted = KommuniceringExcepted(reason=reason, person=person, excepted_on=excepted_on)
    return () if state.excepted == excepted else (excepted,)


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
    require_pending(state)
    if state.check_planned_for == planned_for:
        return ()
    return (ResultatuppföljningPlanned(planned_for=planned_for, planned_on=planned_on),)


def pass_resultatuppföljning(
    state: Deficiency, /, *, observation: str, passed_on: date
) -> tuple[Event, ...]:
    """Record that the provider could show that the requirement is met."""
    require_pending(state)
    if state.result is Resultat.ÅTGÄRDAD:
        return ()
    return (ResultatuppföljningPassed(observation=observation, passed_on=passed_on),)


def fail_resultatuppföljning(
    state: Deficiency, /, *, observation: str, failed_on: date
) -> tuple[Event, ...]:
    """Record that the deficiency remains."""
    require_pending(state)
    failed = ResultatuppföljningFailed(observation=observation, failed_on=failed_on)
    return () if state.failed == failed else (failed,)


def remedy(state: Deficiency, /, *, remedied_on: date) -> tuple[Event, ...]:
    """Close the deficiency; only a passed resultatuppföljning lets it be closed."""
    if state.remedied_on is not None:
        return ()
    require_pending(state)
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
    require_pending(state)
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
    require_pending(state)
    if not proposal.strip():
        raise InvalidValueError("the nämnd gets no proposal", "say what is proposed")
    return (handed,)


# ── helpers ──


def _require_reasons(ground: str, clause: str, motivation: str) -> None:
    if not clause.strip() or not motivation.strip():
        raise InvalidValueError(
            f"the ground for {ground} needs its clause and a motivation", "give both"
        )


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


def _require_plan(state: Deficiency) -> Plan:
    require_pending(state)
    if state.plan is None:
        raise DecisionRefusedError(
            "no åtgärdsplan is asked for", "request one first", code="plan_ej_begard"
        )
    return state.plan
