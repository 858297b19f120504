"""What may happen in a follow-up next."""

import hashlib
from datetime import date

from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.follow_up.events import (
    AvtalsbristAssessed,
    EarlierDeficiencyJudged,
    Event,
    FaktagranskningAnswered,
    FaktagranskningSent,
    FollowUpCompleted,
    FollowUpDepth,
    FollowUpOpened,
    FollowUpPlanned,
    HändelsestyrdFollowUpProposed,
    MedicinsktAnsvarig,
    MedicinsktAnsvarigExcepted,
    MedicinsktAnsvarigTookPart,
    Noted,
    ProposalDeclined,
    ReportCompleted,
    ReportPublished,
    ReportSent,
    RequirementAssessed,
    SignalKind,
    SignalReceived,
    StickprovTaken,
    Trigger,
    ÅterkopplingGiven,
)
from avtalsuppfoljning.follow_up.sampling import draw_sample
from avtalsuppfoljning.follow_up.state import FollowUp
from avtalsuppfoljning.terms import (
    AgreementId,
    Bedömning,
    FollowUpMethod,
    Lagrum,
    Period,
    StreamId,
)

# ── why, what and when ──


def propose(
    state: FollowUp,
    /,
    *,
    trigger: Trigger,
    grounds: str,
    targets: tuple[StreamId, ...],
    proposed_on: date,
) -> tuple[Event, ...]:
    """Propose a händelsestyrd uppföljning: nothing starts before a person plans it."""
    proposed = HändelsestyrdFollowUpProposed(
        trigger=trigger, grounds=grounds, targets=targets, proposed_on=proposed_on
    )
    if state.proposed == proposed:
        return ()
    _check_targets(targets)
    if state.proposed is not None or state.planned is not None:
        raise DecisionRefusedError(
            "the follow-up is proposed or planned already",
            "choose another id",
            code="uppfoljning_finns",
        )
    return (proposed,)


def decline(
    state: FollowUp, /, *, reason: str, person: str, declined_on: date
) -> tuple[Event, ...]:
    """Decide that a proposed follow-up is not called for."""
    declined = ProposalDeclined(reason=reason, person=person, declined_on=declined_on)
    if state.declined == declined:
        return ()
    if state.proposed is None or state.planned is not None or state.declined is not None:
        raise DecisionRefusedError(
            "there is no open proposal", "only an open proposal is declined", code="forslag_saknas"
        )
    if not reason.strip() or not person.strip():
        raise InvalidValueError("declining needs a reason and a person", "give both")
    return (declined,)


def plan(
    state: FollowUp,
    /,
    *,
    method: FollowUpMethod,
    targets: tuple[StreamId, ...],
    planned_for: Period,
    planned_on: date,
    depth: FollowUpDepth | None = None,
    focus_areas: tuple[str, ...] = (),
    theme: str | None = None,
    decided_by: str | None = None,
    responsible: str = "",
    laws: tuple[Lagrum, ...] = (),
    is_announced: bool = True,
) -> tuple[Event, ...]:
    """Plan a follow-up of at least one target."""
    _check_targets(targets)
    planned = FollowUpPlanned(
        method=method,
        targets=targets,
        planned_for=planned_for,
        planned_on=planned_on,
        depth=depth,
        focus_areas=focus_areas,
        theme=theme,
        decided_by=decided_by,
        responsible=responsible,
        laws=laws,
        is_announced=is_announced,
    )
    if state.planned == planned:
        return ()
    if state.planned is not None:
        raise DecisionRefusedError(
            f"the follow-up is already planned for {state.planned.planned_for.text}",
            "choose another id",
            code="uppfoljning_finns",
        )
    if state.declined is not None:
        raise DecisionRefusedError(
            f"the proposal was declined on {state.declined.declined_on}",
            "a new proposal is a new follow-up",
            code="forslag_avslaget",
        )
    return (planned,)


def open_(state: FollowUp, /, *, opened_on: date) -> tuple[Event, ...]:
    """Begin a planned follow-up."""
    if state.planned is None:
        raise DecisionRefusedError(
            "the follow-up is not planned", "plan it first", code="uppfoljning_saknas"
        )
    if state.opened_on is not None:
        return ()
    return (FollowUpOpened(opened_on=opened_on),)


# ── signals ──


def receive_signal(
    state: FollowUp,
    /,
    *,
    kind: SignalKind,
    agreement: AgreementId,
    summary: str,
    received_on: date,
) -> tuple[Event, ...]:
    """Record a signal to investigate. It says nothing about a person."""
    signal = SignalReceived(
        kind=kind, agreement=agreement, summary=summary, received_on=received_on
    )
    if signal in state.signals:
        return ()
    _require_open(state)
    return (signal,)


def assess_avtalsbrist(
    state: FollowUp,
    /,
    *,
    agreement: AgreementId,
    is_avtalsbrist: bool,
    motivation: str,
    assessed_on: date,
) -> tuple[Event, ...]:
    """Conclude the investigation of the signals: an avtalsbrist, or none. Both are recorded."""
    assessed = AvtalsbristAssessed(
        agreement=agreement,
        is_avtalsbrist=is_avtalsbrist,
        motivation=motivation,
        assessed_on=assessed_on,
    )
    if assessed in state.investigated:
        return ()
    _require_open(state)
    if all(signal.agreement != agreement for signal in state.signals):
        raise DecisionRefusedError(
            f"no signal about {agreement!r} has come in",
            "record the signal first",
            code="signal_saknas",
        )
    if not motivation.strip():
        raise InvalidValueError("the conclusion has no motivation", "say what it rests on")
    return (assessed,)


# ── the work ──


def involve_medicinskt_ansvarig(
    state: FollowUp, /, *, role: MedicinsktAnsvarig, took_part_on: date
) -> tuple[Event, ...]:
    """Record that the medicinskt ansvarige took part."""
    took_part = MedicinsktAnsvarigTookPart(role=role, took_part_on=took_part_on)
    if took_part in state.medical:
        return ()
    _require_open(state)
    return (took_part,)


def except_medicinskt_ansvarig(
    state: FollowUp, /, *, reason: str, person: str, excepted_on: date
) -> tuple[Event, ...]:
    """Record why the follow-up goes on without the medicinskt ansvarige."""
    excepted = MedicinsktAnsvarigExcepted(reason=reason, person=person, excepted_on=excepted_on)
    if excepted in state.medical:
        return ()
    _require_open(state)
    if not reason.strip() or not person.strip():
        raise InvalidValueError("an exception needs a reason and a person", "give both")
    return (excepted,)


def take_stickprov(
    state: FollowUp,
    /,
    *,
    population: str,
    items: tuple[str, ...],
    seed: str,
    size: int,
    taken_on: date,
) -> tuple[Event, ...]:
    """Draw a sample. The items themselves are not recorded: only how many, and their digest."""
    taken = StickprovTaken(
        population=population,
        population_size=len(items),
        population_digest=hashlib.sha256("\n".join(sorted(items)).encode()).hexdigest(),
        seed=seed,
        drawn=draw_sample(items, seed=seed, size=size),
        taken_on=taken_on,
    )
    if taken in state.samples:
        return ()
    _require_open(state)
    return (taken,)


def assess_requirement(
    state: FollowUp,
    /,
    *,
    agreement: AgreementId,
    requirement: str,
    verdict: Bedömning,
    observation: str,
    assessed_on: date,
    departure: str | None = None,
) -> tuple[Event, ...]:
    """Give one requirement its verdict; a new verdict replaces it until the report is done."""
    assessed = RequirementAssessed(
        agreement=agreement,
        requirement=requirement,
        verdict=verdict,
        observation=observation,
        assessed_on=assessed_on,
        departure=departure,
    )
    if assessed in state.assessed:
        return ()
    _require_open(state)
    _require_unreported(state)
    return (assessed,)


def judge_earlier_deficiency(
    state: FollowUp,
    /,
    *,
    deficiency: StreamId,
    verdict: Bedömning,
    observation: str,
    judged_on: date,
) -> tuple[Event, ...]:
    """Say whether what was demanded about an open deficiency has been done."""
    judged = EarlierDeficiencyJudged(
        deficiency=deficiency, verdict=verdict, observation=observation, judged_on=judged_on
    )
    if judged in state.judged:
        return ()
    _require_open(state)
    return (judged,)


# ── the report ──


def send_faktagranskning(state: FollowUp, /, *, sent_on: date, reply_by: date) -> tuple[Event, ...]:
    """Ask the provider to check the facts before the report is finished."""
    sent = FaktagranskningSent(sent_on=sent_on, reply_by=reply_by)
    if state.checked == sent:
        return ()
    _require_open(state)
    _require_unreported(state)
    if reply_by < sent_on:
        raise InvalidValueError(
            f"the answer is due on {reply_by}, before {sent_on}", "leave time to answer"
        )
    return (sent,)


def answer_faktagranskning(
    state: FollowUp, /, *, remarks: str, answered_on: date
) -> tuple[Event, ...]:
    """Record the provider's remarks on the facts."""
    answered = FaktagranskningAnswered(remarks=remarks, answered_on=answered_on)
    if state.check_answered == answered:
        return ()
    if state.checked is None:
        raise DecisionRefusedError(
            "the provider was not asked to check the facts",
            "send the faktagranskning first",
            code="faktagranskning_saknas",
        )
    return (answered,)


def complete_report(
    state: FollowUp,
    /,
    *,
    dnr: str,
    summary: str,
    completed_on: date,
    secrecy_reviewed_by: str | None = None,
) -> tuple[Event, ...]:
    """Finish the report of an open follow-up."""
    if not dnr.strip():
        raise InvalidValueError("the report has no diarienummer", "register it first")
    report = ReportCompleted(
        dnr=dnr,
        summary=summary,
        completed_on=completed_on,
        secrecy_reviewed_by=secrecy_reviewed_by,
    )
    if state.report == report:
        return ()
    _require_open(state)
    _require_unreported(state)
    return (report,)


def complete(state: FollowUp, /, *, completed_on: date) -> tuple[Event, ...]:
    """Close the follow-up. Every follow-up ends in a report (Örebro, Redovisning)."""
    if state.completed_on is not None:
        return ()
    planned = _require_open(state)
    if state.report is None:
        raise DecisionRefusedError(
            "the follow-up has no report", "finish the report first", code="rapport_saknas"
        )
    concluded = {investigated.agreement for investigated in state.investigated}
    open_signals = sorted({signal.agreement for signal in state.signals} - concluded)
    if open_signals:
        raise DecisionRefusedError(
            f"signals about {', '.join(open_signals)} have led to no conclusion",
            "say whether there is an avtalsbrist, or none",
            code="signal_outredd",
        )
    if Lagrum.HSL in planned.laws and not state.medical:
        raise DecisionRefusedError(
            "the medicinskt ansvarige takes part where services are under HSL",
            "record who took part, or why nobody did",
            code="medicinskt_ansvarig_saknas",
        )
    return (FollowUpCompleted(completed_on=completed_on),)


def note(state: FollowUp, /, *, fact: Noted) -> tuple[Event, ...]:
    """Record a fact that no later decision depends on; the same fact twice is quiet."""
    if fact in state.noted:
        return ()
    if isinstance(fact, ReportSent | ReportPublished | ÅterkopplingGiven):
        if state.report is None:
            raise DecisionRefusedError(
                "there is no finished report", "finish the report first", code="rapport_saknas"
            )
    else:
        _require_open(state)
    return (fact,)


# ── helpers ──


def _check_targets(targets: tuple[StreamId, ...]) -> None:
    if not targets or len(targets) != len(set(targets)):
        raise InvalidValueError(
            "a follow-up has at least one target, each once", "name the agreements or providers"
        )


def _require_open(state: FollowUp) -> FollowUpPlanned:
    if state.planned is None or state.opened_on is None or state.completed_on is not None:
        raise DecisionRefusedError(
            "the follow-up is not open",
            "open it first; a closed one stays closed",
            code="uppfoljning_ej_oppen",
        )
    return state.planned


def _require_unreported(state: FollowUp) -> None:
    if state.report is not None:
        raise DecisionRefusedError(
            f"the report {state.report.dnr} is finished",
            "what is found later belongs in a new follow-up",
            code="rapport_fardig",
        )
