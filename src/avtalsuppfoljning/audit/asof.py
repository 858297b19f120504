"""Two times kept apart: when something applied, and when it was recorded.

`DAYS` says, for every event, which of its fields is the day it applied; an event without such a
day applied when it was recorded. What was recorded later than it applied is backdated, and shows
as that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs

from avtalsuppfoljning import (
    agreement,
    custody,
    deficiency,
    follow_up,
    provider,
    sanction,
    steering,
)
from avtalsuppfoljning.recorded import Recorded, State, fold, kind_of
from avtalsuppfoljning.terms import StreamId

WHEN_RECORDED: Final = ""
"""Stands for the day of recording, where an event has no day on which it applied."""

DAYS: Final[Mapping[type, str]] = MappingProxyType(
    {
        provider.ProviderRegistered: "registered_on",
        provider.ApplicationReceived: "received_on",
        provider.ApplicationRequirementAssessed: "assessed_on",
        provider.ApplicationAccepted: "decided_on",
        provider.ApplicationRejected: "decided_on",
        provider.OegentlighetReported: "reported_on",
        provider.TillståndDecisionReceived: "received_on",
        provider.TillståndChecked: "checked_on",
        provider.SkattekontrollReceived: "received_on",
        provider.MeetingHeld: "held_on",
        agreement.AgreementSigned: "signed_on",
        agreement.AgreementEndDateCorrected: "corrected_on",
        agreement.TermsAmended: "amended_on",
        agreement.UppsägningGiven: "given_on",
        agreement.AgreementEnded: "ended_on",
        agreement.AgreementSucceeded: "from_on",
        agreement.SubmissionRequested: WHEN_RECORDED,  # its day lies ahead
        agreement.SubmissionReceived: "registered_on",  # diarieförd: lateness is measured by it
        agreement.SubmissionApproved: "approved_on",
        agreement.SubmissionSentBack: "sent_back_on",
        agreement.ObligationsEstablished: "established_on",
        agreement.ObligationFulfilled: "fulfilled_on",
        agreement.ObligationExcused: "excuse.excused_on",
        agreement.PlanningTermsAgreed: "applies_from",
        agreement.ÅterkravRaised: "raised_on",
        agreement.ÅterkravSettled: "settled_on",
        agreement.AvvikelserReported: WHEN_RECORDED,  # it tells of a period
        agreement.TillsynsrapporterReported: WHEN_RECORDED,
        agreement.StaffReported: WHEN_RECORDED,
        agreement.EducationReported: WHEN_RECORDED,
        agreement.RegisterParticipationRecorded: "recorded_on",
        agreement.StatisticsReceived: WHEN_RECORDED,
        agreement.ManuellTidsandelMeasured: WHEN_RECORDED,
        agreement.ManuellTidsandelStated: WHEN_RECORDED,
        agreement.FakturakontrollMade: "controlled_on",
        agreement.PriceAgreed: "applies_from",
        follow_up.HändelsestyrdFollowUpProposed: "proposed_on",
        follow_up.ProposalDeclined: "declined_on",
        follow_up.FollowUpPlanned: "planned_on",
        follow_up.FollowUpOpened: "opened_on",
        follow_up.SignalReceived: "received_on",
        follow_up.AvtalsbristAssessed: "assessed_on",
        follow_up.MedicinsktAnsvarigTookPart: "took_part_on",
        follow_up.MedicinsktAnsvarigExcepted: "excepted_on",
        follow_up.StickprovTaken: "taken_on",
        follow_up.RequirementAssessed: "assessed_on",
        follow_up.EarlierDeficiencyJudged: "judged_on",
        follow_up.FaktagranskningSent: "sent_on",
        follow_up.FaktagranskningAnswered: "answered_on",
        follow_up.ReportCompleted: "completed_on",
        follow_up.FollowUpCompleted: "completed_on",
        follow_up.PlatsbesökMade: "visited_on",
        follow_up.SourceReviewed: "reviewed_on",
        follow_up.NotCovered: "noted_on",
        follow_up.ReportSent: "sent_on",
        follow_up.ReportPublished: "published_on",
        follow_up.ÅterkopplingGiven: "given_on",
        deficiency.DeficiencyEstablished: "established_on",
        deficiency.FindingSupplemented: "supplemented_on",
        deficiency.HävningsgrundAssessed: "assessed_on",
        deficiency.UppsägningsgrundAssessed: "assessed_on",
        deficiency.KommuniceringSent: "sent_on",
        deficiency.KommuniceringAnswered: "answered_on",
        deficiency.KommuniceringExcepted: "excepted_on",
        deficiency.PåpekandeIssued: "ruling.choice.decided_on",
        deficiency.RättelseDemanded: "ruling.choice.decided_on",
        deficiency.RättelsekravSent: "sent_on",
        deficiency.ÅtgärdsplanRequested: "ruling.choice.decided_on",
        deficiency.ÅtgärdsplanReceived: "received_on",
        deficiency.ÅtgärdsplanApproved: "approved_on",
        deficiency.ÅtgärdsplanRejected: "rejected_on",
        deficiency.DeficiencySanctioned: "choice.decided_on",
        deficiency.AbstentionDecided: "ruling.choice.decided_on",
        deficiency.ResultatuppföljningPlanned: "planned_on",
        deficiency.ResultatuppföljningPassed: "passed_on",
        deficiency.ResultatuppföljningFailed: "failed_on",
        deficiency.DeficiencyRemedied: "remedied_on",
        deficiency.AcuteDeficiencyReported: "reported_at",
        deficiency.AcuteNoticeSent: "sent_at",
        deficiency.AcuteNoticeReceived: "received_at",
        deficiency.HandedOverToNämnd: "handed_over_on",
        sanction.SanctionDecided: "decided_on",
        sanction.SanctionLifted: "decided_on",
        sanction.ViteAccrued: "recorded_on",
        sanction.SanctionContested: "contested_on",
        sanction.DisputeDecided: "decided_on",
        sanction.LagaKraftReached: "reached_on",
        sanction.PaymentReleased: "released_on",
        sanction.SideEffectNoted: "noted_on",
        sanction.DelegationsbeslutReported: "meeting_on",
        sanction.SuspensionFollowedUp: "followed_up_on",
        steering.GuidelineAdopted: "adopted_on",
        steering.DelegationsordningAdopted: "adopted_on",
        steering.UppföljningsplanAdopted: "adopted_on",
        steering.UppföljningsplanRevised: "revised_on",
        steering.PlanPostFulfilled: "fulfilled_on",
        steering.PlanPostExcused: "excuse.excused_on",
        steering.PlanRowInterpreted: "interpreted_on",
        steering.RevisionsrekommendationReceived: "received_on",
        steering.RevisionsrekommendationAnswered: "answered_on",
        steering.ProgramAdopted: "adopted_on",
        steering.TidplanEstablished: "established_on",
        steering.UppdragsdirektivDecided: "decided_on",
        steering.PlanAvvikelseDecided: "decided_on",
        steering.KkikParticipationDecided: "decided_on",
        steering.FördelningDecided: "decided_on",
        steering.InformationSent: "sent_at",
        custody.EncryptionBegun: "begun_on",
        custody.GallringDecided: "decided_on",
        custody.SecretsShown: "shown_on",
        custody.ReleaseNeeded: WHEN_RECORDED,
    }
)
"""Per event, the field that says when it applied; a test holds the table to be complete."""

_CIVIL: Final = ZoneInfo("Europe/Stockholm")


@attrs.frozen
class Backdated:
    """An event that was recorded on a later day than the one it applied."""

    position: int
    stream: StreamId
    event: Any
    applied_on: date
    recorded_on: date
    by: str
    """Who recorded it."""

    @property
    def days(self) -> int:
        """How many days later."""
        return (self.recorded_on - self.applied_on).days


def applied_on(recorded: Recorded) -> date:
    """The day an event applied: as it says itself, else the day it was recorded."""
    entry = recorded.entry
    kind: Any = type(entry.event)
    look = _reader(kind)
    return entry.day if look is None else look(entry.event)


def until(
    events: Iterable[Recorded], *, as_of: date | None = None, known: date | None = None
) -> Iterator[Recorded]:
    """The events that applied by the end of one day and were recorded by the end of another.

    What rests on an earlier event that does not apply yet is left out with it.
    """
    states: dict[StreamId, Any] = {}
    for each in events:
        if known is not None and each.entry.day > known:
            continue
        if as_of is None:
            yield each
            continue
        if applied_on(each) > as_of:
            continue
        kind = kind_of(each.stream)
        state = states.get(each.stream, kind.initial)
        if stands(each, state, states):
            states[each.stream] = kind.evolve(state, each.event)
            yield each


def replay(
    events: Iterable[Recorded], *, as_of: date | None = None, known: date | None = None
) -> dict[StreamId, State]:
    """The state of every stream by two times: what applied by one day, as known by another."""
    return fold(until(events, as_of=as_of, known=known))


def backdated(events: Iterable[Recorded]) -> Iterator[Backdated]:
    """Every event that was recorded on a later day than the one it applied."""
    for each in events:
        day = applied_on(each)
        if day < each.entry.day:
            yield Backdated(
                each.position, each.stream, each.event, day, each.entry.day, each.entry.by
            )


# ── helpers ──


@cache
def _reader(event: Any) -> Callable[[Any], date] | None:
    path = DAYS[event]
    if path == WHEN_RECORDED:
        return None
    get = attrgetter(path)

    def read(recorded: Any) -> date:
        told = get(recorded)
        return told.astimezone(_CIVIL).date() if isinstance(told, datetime) else told

    return read


_FOUNDED: Final[Mapping[str, Callable[[Any], object]]] = MappingProxyType(
    {
        "provider": lambda state: state.registered,
        "agreement": lambda state: state.signed,
        "followup": lambda state: state.planned or state.proposed,
        "deficiency": lambda state: state.established,
        "sanction": lambda state: state.decided,
        "steering": lambda _: True,
        "register": lambda _: True,
    }
)
"""Per kind of stream, what the rest of it rests on."""

_FIRST: Final = frozenset(
    {
        provider.ProviderRegistered,
        agreement.AgreementSigned,
        follow_up.FollowUpPlanned,
        follow_up.HändelsestyrdFollowUpProposed,
        deficiency.DeficiencyEstablished,
        sanction.SanctionDecided,
    }
)
"""The events with which a stream begins to say something."""


def stands(recorded: Recorded, state: Any, states: Mapping[StreamId, Any]) -> bool:
    """Whether all is there that the event builds on: the state of its stream, and others."""
    event = recorded.event
    if type(event) not in _FIRST and not _FOUNDED[kind_of(recorded.stream).name](state):
        return False
    outer, inner, _ = recorded.stream.partition("/")
    if inner and StreamId(outer) not in states:
        return False
    return _has_its_own(event, state)


def _has_its_own(event: Any, state: Any) -> bool:
    """The same for what concerns one of several things in a stream."""
    match event:
        case (
            provider.ApplicationRequirementAssessed(application=id_)
            | provider.ApplicationAccepted(application=id_)
            | provider.ApplicationRejected(application=id_)
        ):
            return id_ in state.applications
        case agreement.ObligationFulfilled() | agreement.ObligationExcused():
            return event.obligation in state.obligations
        case agreement.ÅterkravSettled():
            return event.claim in state.claims
        case (
            deficiency.ÅtgärdsplanReceived()
            | deficiency.ÅtgärdsplanApproved()
            | deficiency.ÅtgärdsplanRejected()
        ):
            return state.plan is not None
        case steering.UppföljningsplanRevised() | steering.PlanRowInterpreted():
            return event.plan in state.plans
        case steering.PlanPostFulfilled() | steering.PlanPostExcused():
            return event.plan in state.plans and event.post in state.plans[event.plan].posts
        case steering.RevisionsrekommendationAnswered():
            return event.recommendation in state.recommendations
        case _:
            return True
