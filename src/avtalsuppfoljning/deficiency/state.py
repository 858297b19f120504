"""What later decisions read of a deficiency."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar, assert_never

import attrs

from avtalsuppfoljning.classification import folded, renewed, replace
from avtalsuppfoljning.deficiency.events import (
    AbstentionDecided,
    AcuteDeficiencyReported,
    AcuteNoticeReceived,
    AcuteNoticeSent,
    DeficiencyEstablished,
    DeficiencyRemedied,
    DeficiencySanctioned,
    Event,
    FindingSupplemented,
    HandedOverToNämnd,
    HävningsgrundAssessed,
    KommuniceringAnswered,
    KommuniceringExcepted,
    KommuniceringSent,
    PåpekandeIssued,
    ResultatuppföljningFailed,
    ResultatuppföljningPassed,
    ResultatuppföljningPlanned,
    RättelseDemanded,
    RättelsekravSent,
    UppsägningsgrundAssessed,
    ÅtgärdsplanApproved,
    ÅtgärdsplanReceived,
    ÅtgärdsplanRejected,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.policy import (
    Choice,
    DelegationsbeslutReported,
    Finding,
    Ruling,
)
from avtalsuppfoljning.terms import (
    Hörd,
    MeasureId,
    Resultat,
    SanctionId,
)

T = TypeVar("T")
Hearing = KommuniceringSent | KommuniceringAnswered | KommuniceringExcepted
Ground = HävningsgrundAssessed | UppsägningsgrundAssessed


@folded
class Plan:
    """The åtgärdsplan that is asked for, and how far it has come."""

    due_on: date
    asked_by: Choice
    """The decision to ask for it."""
    received: ÅtgärdsplanReceived | None = None
    approved_on: date | None = None


@folded
class Demand:
    """One demand for rättelse, by itself or in a varning."""

    choice: Choice
    """The decision; it says the last days for the cure, if the demand states them."""
    sanction: SanctionId | None = None
    """The varning that holds it."""
    sent_on: date | None = None
    """The day it was dispatched; until then no cure time runs."""


@folded
class Deficiency:
    """What later decisions read of a deficiency.

    Where a tuple holds days, they stand as they were recorded; what counts on a day is the latest
    that is not later than it, and of several on one day the one that was recorded last.
    """

    established: DeficiencyEstablished | None = None
    supplemented: tuple[FindingSupplemented, ...] = ()
    grounds: tuple[Ground, ...] = ()
    asked: KommuniceringSent | None = None
    answered: KommuniceringAnswered | None = None
    excepted: KommuniceringExcepted | None = None
    hearing: tuple[tuple[date, Hearing], ...] = ()
    """Every time the provider was asked, answered or was not waited for."""
    choices: tuple[Choice, ...] = ()
    """Every decision about it, in order; abstentions too."""
    sanctions: Mapping[SanctionId, Choice] = attrs.field(factory=dict)
    """The sanctions it led to, each with the decision behind it."""
    urgent: tuple[Choice, ...] = ()
    """Those of them that the chair made because they could not wait (KL 6:39)."""
    demands: tuple[Demand, ...] = ()
    plan: Plan | None = None
    result: Resultat = Resultat.EJ_UPPFÖLJD
    """What the last resultatuppföljning showed of the last measure."""
    failed: ResultatuppföljningFailed | None = None
    """The last resultatuppföljning of the last measure, if the deficiency remained."""
    results: tuple[tuple[date, Resultat], ...] = ()
    """From which day each result counts; a measure starts anew."""
    awaited: tuple[tuple[date, date | None], ...] = ()
    """From which day an åtgärdsplan is awaited, and by when; None: no longer."""
    check_planned_for: date | None = None
    remedied_on: date | None = None
    acute: AcuteDeficiencyReported | None = None
    notices: tuple[AcuteNoticeSent, ...] = ()
    receipts: tuple[AcuteNoticeReceived, ...] = ()
    handed_over: HandedOverToNämnd | None = None
    reported: tuple[DelegationsbeslutReported, ...] = ()

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
        measures = (choice for choice in reversed(self.choices) if choice.measure is not None)
        return plan if plan.asked_by == next(measures, None) else None

    def finding_on(self, on: date) -> Finding:
        """What the investigation had arrived at by a certain day."""
        assert self.established is not None, "there is a finding once it is established"
        found = self.established.finding
        if not self.supplemented:
            return found
        told = ((each.supplemented_on, each) for each in self.supplemented)
        more = _latest(told, on)
        if more is None:
            return found
        return replace(
            found,
            has_damage=more.has_damage,
            is_overpaid=more.is_overpaid,
            irregularity=more.irregularity,
            measured=more.measured,
        )

    def ground_on(self, on: date, kind: type, *, is_immediate: bool = False) -> Ground | None:
        """The judgement of one kind of ground that counts on a certain day."""
        told = (
            (each.assessed_on, each)
            for each in self.grounds
            if isinstance(each, kind) and _is_immediate(each) is is_immediate
        )
        return _latest(told, on)

    def heard(self, on: date) -> Hörd:
        """Whether the provider has been heard, seen from a certain day."""
        known = [each for day, each in self.hearing if day <= on]
        if any(isinstance(each, KommuniceringAnswered) for each in known):
            return Hörd.SVAR_INKOMMET
        if any(isinstance(each, KommuniceringExcepted) for each in known):
            return Hörd.UNDANTAG
        replies = [each.reply_by for each in known if isinstance(each, KommuniceringSent)]
        if not replies:
            return Hörd.EJ_TILLFRÅGAD
        return Hörd.SVARSTID_LÖPER if on <= max(replies) else Hörd.SVARSTID_UTE

    def result_on(self, on: date) -> Resultat:
        """The result of the last measure, seen from a certain day.

        An åtgärdsplan that was due before that day and has not come in is ``PLAN_UTEBLIVEN``,
        until another measure is taken.
        """
        result = _latest(self.results, on) or Resultat.EJ_UPPFÖLJD
        due_on = _latest(self.awaited, on)
        if result is Resultat.EJ_UPPFÖLJD and due_on is not None and due_on < on:
            return Resultat.PLAN_UTEBLIVEN
        return result


INITIAL = Deficiency()


def evolve(state: Deficiency, event: Event, /) -> Deficiency:
    """The state after one more event."""
    match event:
        case DeficiencyEstablished():
            return renewed(state, established=event)
        case FindingSupplemented():
            return renewed(state, supplemented=(*state.supplemented, event))
        case HävningsgrundAssessed() | UppsägningsgrundAssessed():
            return renewed(state, grounds=(*state.grounds, event))
        case KommuniceringSent(sent_on=day):
            return renewed(state, asked=event, hearing=(*state.hearing, (day, event)))
        case KommuniceringAnswered(answered_on=day):
            return renewed(state, answered=event, hearing=(*state.hearing, (day, event)))
        case KommuniceringExcepted(excepted_on=day):
            return renewed(state, excepted=event, hearing=(*state.hearing, (day, event)))
        case PåpekandeIssued():
            return _decided(_ruled(state, event.ruling), event.ruling.choice)
        case RättelseDemanded():
            choice = event.ruling.choice
            demanded = renewed(state, demands=(*state.demands, Demand(choice)))
            return _decided(_ruled(demanded, event.ruling), choice)
        case RättelsekravSent():
            return renewed(state, demands=_sent(state.demands, event))
        case ÅtgärdsplanRequested():
            choice = event.ruling.choice
            asked = _decided(_ruled(state, event.ruling), choice, due_on=event.due_on)
            return renewed(asked, plan=Plan(event.due_on, choice))
        case ÅtgärdsplanReceived():
            awaited = (*state.awaited, (event.received_on, None))
            return _planned(renewed(state, awaited=awaited), received=event)
        case ÅtgärdsplanApproved():
            return _planned(state, approved_on=event.approved_on)
        case ÅtgärdsplanRejected():
            return _sent_back(state, event)
        case DeficiencySanctioned():
            sanctions = {**state.sanctions, event.sanction: event.choice}
            demands = state.demands
            if event.demands_cure:
                demands = (*demands, Demand(event.choice, event.sanction))
            decided = _decided(state, event.choice)
            return renewed(decided, sanctions=sanctions, demands=demands)
        case AbstentionDecided():
            choices = (*state.choices, event.ruling.choice)
            return renewed(_ruled(state, event.ruling), choices=choices)
        case ResultatuppföljningPlanned():
            return renewed(state, check_planned_for=event.planned_for)
        case ResultatuppföljningPassed():
            return renewed(
                state,
                result=Resultat.ÅTGÄRDAD,
                failed=None,
                results=(*state.results, (event.passed_on, Resultat.ÅTGÄRDAD)),
                check_planned_for=None,
            )
        case ResultatuppföljningFailed():
            return renewed(
                state,
                result=Resultat.KVARSTÅR,
                failed=event,
                results=(*state.results, (event.failed_on, Resultat.KVARSTÅR)),
                check_planned_for=None,
            )
        case DeficiencyRemedied():
            return renewed(state, remedied_on=event.remedied_on)
        case AcuteDeficiencyReported():
            return renewed(state, acute=event)
        case AcuteNoticeSent():
            return renewed(state, notices=(*state.notices, event))
        case AcuteNoticeReceived():
            return renewed(state, receipts=(*state.receipts, event))
        case HandedOverToNämnd():
            return renewed(state, handed_over=event)
        case DelegationsbeslutReported():
            return renewed(state, reported=(*state.reported, event))
        case _:
            assert_never(event)


# ── helpers ──


def _latest(told: Iterable[tuple[date, T]], on: date) -> T | None:
    """What was told for the latest day that is not later; of several, what came last."""
    latest: tuple[date, T] | None = None
    for each in told:
        if each[0] <= on and (latest is None or latest[0] <= each[0]):
            latest = each
    return None if latest is None else latest[1]


def _is_immediate(ground: Ground) -> bool:
    return isinstance(ground, HävningsgrundAssessed) and ground.is_immediate


def _ruled(state: Deficiency, ruling: Ruling) -> Deficiency:
    """What could not wait is told at the next meeting."""
    if not ruling.report_to_next_meeting:
        return state
    return renewed(state, urgent=(*state.urgent, ruling.choice))


def _decided(state: Deficiency, choice: Choice, *, due_on: date | None = None) -> Deficiency:
    """A measure starts anew: its result is not known, and only its own åtgärdsplan is awaited."""
    return renewed(
        state,
        choices=(*state.choices, choice),
        result=Resultat.EJ_UPPFÖLJD,
        failed=None,
        results=(*state.results, (choice.decided_on, Resultat.EJ_UPPFÖLJD)),
        awaited=(*state.awaited, (choice.decided_on, due_on)),
    )


def _sent(demands: tuple[Demand, ...], event: RättelsekravSent) -> tuple[Demand, ...]:
    """The demands, with the day on which one of them was dispatched."""
    for at in reversed(range(len(demands))):
        demand = demands[at]
        told = (demand.choice.measure, demand.choice.decided_on)
        if demand.sent_on is None and told == (event.measure, event.decided_on):
            return (*demands[:at], renewed(demand, sent_on=event.sent_on), *demands[at + 1 :])
    return demands


def _planned(
    state: Deficiency,
    *,
    received: ÅtgärdsplanReceived | None = None,
    approved_on: date | None = None,
) -> Deficiency:
    assert state.plan is not None, "an åtgärdsplan is received only where one is asked for"
    changed = renewed(state.plan, received=received or state.plan.received, approved_on=approved_on)
    return renewed(state, plan=changed)


def _sent_back(state: Deficiency, event: ÅtgärdsplanRejected) -> Deficiency:
    assert state.plan is not None, "only an åtgärdsplan that came in is sent back"
    asked_by = state.plan.asked_by
    measures = (choice for choice in reversed(state.choices) if choice.measure is not None)
    last = next(measures, None)
    due_on = event.due_on if asked_by == last else None
    awaited = (*state.awaited, (event.rejected_on, due_on))
    return renewed(state, plan=Plan(event.due_on, asked_by), awaited=awaited)
