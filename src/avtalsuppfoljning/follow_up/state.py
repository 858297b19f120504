"""What later decisions read of a follow-up."""

from datetime import date
from typing import assert_never

from avtalsuppfoljning.classification import folded, renewed
from avtalsuppfoljning.follow_up.events import (
    AvtalsbristAssessed,
    EarlierDeficiencyJudged,
    Event,
    FaktagranskningAnswered,
    FaktagranskningSent,
    FollowUpCompleted,
    FollowUpOpened,
    FollowUpPlanned,
    HändelsestyrdFollowUpProposed,
    MedicinsktAnsvarigExcepted,
    MedicinsktAnsvarigTookPart,
    NotCovered,
    Noted,
    PlatsbesökMade,
    ProposalDeclined,
    ReportCompleted,
    ReportPublished,
    ReportSent,
    RequirementAssessed,
    SignalReceived,
    SourceReviewed,
    StickprovTaken,
    ÅterkopplingGiven,
)
from avtalsuppfoljning.terms import AgreementId, StreamId


@folded
class FollowUp:
    """A follow-up, as far as decisions go."""

    proposed: HändelsestyrdFollowUpProposed | None = None
    declined: ProposalDeclined | None = None
    planned: FollowUpPlanned | None = None
    opened_on: date | None = None
    signals: tuple[SignalReceived, ...] = ()
    investigated: tuple[AvtalsbristAssessed, ...] = ()
    medical: tuple[MedicinsktAnsvarigTookPart | MedicinsktAnsvarigExcepted, ...] = ()
    samples: tuple[StickprovTaken, ...] = ()
    assessed: tuple[RequirementAssessed, ...] = ()
    judged: tuple[EarlierDeficiencyJudged, ...] = ()
    checked: FaktagranskningSent | None = None
    check_answered: FaktagranskningAnswered | None = None
    report: ReportCompleted | None = None
    completed_on: date | None = None
    noted: tuple[Noted, ...] = ()

    @property
    def judged_deficiencies(self) -> frozenset[StreamId]:
        """The earlier deficiencies that have got their verdict."""
        return frozenset(judged.deficiency for judged in self.judged)


INITIAL = FollowUp()


def evolve(state: FollowUp, event: Event, /) -> FollowUp:
    """The state after one more event."""
    match event:
        case HändelsestyrdFollowUpProposed():
            return renewed(state, proposed=event)
        case ProposalDeclined():
            return renewed(state, declined=event)
        case FollowUpPlanned():
            return renewed(state, planned=event)
        case FollowUpOpened():
            return renewed(state, opened_on=event.opened_on)
        case SignalReceived():
            return renewed(state, signals=(*state.signals, event))
        case AvtalsbristAssessed():
            investigated = (a for a in state.investigated if a.agreement != event.agreement)
            return renewed(state, investigated=(*investigated, event))
        case MedicinsktAnsvarigTookPart() | MedicinsktAnsvarigExcepted():
            return renewed(state, medical=(*state.medical, event))
        case StickprovTaken():
            return renewed(state, samples=(*state.samples, event))
        case RequirementAssessed():
            assessed = (a for a in state.assessed if _key(a) != _key(event))
            return renewed(state, assessed=(*assessed, event))
        case EarlierDeficiencyJudged():
            judged = (j for j in state.judged if j.deficiency != event.deficiency)
            return renewed(state, judged=(*judged, event))
        case FaktagranskningSent():
            return renewed(state, checked=event)
        case FaktagranskningAnswered():
            return renewed(state, check_answered=event)
        case ReportCompleted():
            return renewed(state, report=event)
        case FollowUpCompleted():
            return renewed(state, completed_on=event.completed_on)
        case (
            PlatsbesökMade()
            | SourceReviewed()
            | NotCovered()
            | ReportSent()
            | ReportPublished()
            | ÅterkopplingGiven()
        ):
            return renewed(state, noted=(*state.noted, event))
        case _:
            assert_never(event)


def _key(assessed: RequirementAssessed) -> tuple[AgreementId, str]:
    return assessed.agreement, assessed.requirement
