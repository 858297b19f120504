"""What later decisions read of a deficiency."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

import attrs

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
    PåpekandeIssued,
    ResultatuppföljningFailed,
    ResultatuppföljningPassed,
    ResultatuppföljningPlanned,
    ÅtgärdsplanApproved,
    ÅtgärdsplanReceived,
    ÅtgärdsplanRejected,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.policy import (
    Choice,
)
from avtalsuppfoljning.terms import (
    Hörd,
    MeasureId,
    Resultat,
    SanctionId,
)


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
    sanctions: Mapping[SanctionId, Choice] = attrs.field(factory=dict)
    """The sanctions it led to, each with the decision behind it."""
    plan: Plan | None = None
    result: Resultat = Resultat.EJ_UPPFÖLJD
    """What the last resultatuppföljning showed of the last measure."""
    failed: ResultatuppföljningFailed | None = None
    """The last resultatuppföljning of the last measure, if the deficiency remained."""
    check_planned_for: date | None = None
    remedied_on: date | None = None
    acute: AcuteDeficiencyReported | None = None
    notices: tuple[AcuteNoticeSent, ...] = ()
    receipts: tuple[AcuteNoticeReceived, ...] = ()
    handed_over: HandedOverToNämnd | None = None

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
            sanctions = {**state.sanctions, event.sanction: event.choice}
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
        case AcuteDeficiencyReported():
            return attrs.evolve(state, acute=event)
        case AcuteNoticeSent():
            return attrs.evolve(state, notices=(*state.notices, event))
        case AcuteNoticeReceived():
            return attrs.evolve(state, receipts=(*state.receipts, event))
        case HandedOverToNämnd():
            return attrs.evolve(state, handed_over=event)
        case _:
            assert_never(event)


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
