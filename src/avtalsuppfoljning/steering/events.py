"""What a nämnd can have adopted, decided and told."""

import enum
from datetime import date, datetime
from decimal import Decimal

from avtalsuppfoljning.classification import Open, Staff, event, value
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.planned import Area, Excuse, PlannedPost, ScheduleBasis, WrittenRow
from avtalsuppfoljning.policy import Authority
from avtalsuppfoljning.terms import AgreementId, GuidelineId, Period, ProviderId, Term

# ── documents that decisions are tried against: with their whole text ──


@event
class GuidelineAdopted:
    """A guideline applies from a certain day."""

    id: Open[GuidelineId]
    version: Open[str]
    document: Open[str]
    valid_from: Open[date]
    fingerprint: Open[str]
    """What the guideline does, whatever its file looks like."""
    text: Open[str]
    """The whole guideline file."""
    dnr: Open[str]
    """The diarienummer of the decision to adopt it."""
    adopted_on: Open[date]


@event
class DelegationsordningAdopted:
    """A delegationsordning applies from a certain day."""

    id: Open[str]
    version: Open[str]
    valid_from: Open[date]
    fingerprint: Open[str]
    text: Open[str]
    dnr: Open[str]
    adopted_on: Open[date]


# ── program, plans and directives ──


@event
class ProgramAdopted:
    """Fullmäktige adopted its program with goals and guidelines (KL 5:3)."""

    title: Open[str]
    period: Open[Period]
    adopted_by: Open[str]
    dnr: Open[str]
    """As written: ``KS-2019-00085``, ``KS 16/17, § 11``."""
    adopted_on: Open[date]


@event
class UppföljningsplanAdopted:
    """The nämnd adopted a follow-up plan for a period."""

    plan: Open[str]
    period: Open[Period]
    adopted_by: Open[str]
    content: Open[str]
    """The plan's own words, so that an old version can be read."""
    dnr: Open[str]
    adopted_on: Open[date]
    posts: Open[tuple[PlannedPost, ...]] = ()
    """What it asks of the municipality and of operations; agreements have theirs themselves."""
    as_written: Open[tuple[WrittenRow, ...]] = ()
    """Its rows whose words or days cannot be read yet."""
    areas: Open[tuple[Area, ...]] = ()
    """The operations that it covers."""
    basis: Open[ScheduleBasis | None] = None


@event
class UppföljningsplanRevised:
    """The plan was revised; what it said before can still be replayed."""

    plan: Open[str]
    reason: Open[str]
    content: Open[str]
    dnr: Open[str]
    revised_on: Open[date]
    posts: Open[tuple[PlannedPost, ...]] = ()
    """What is new or changed."""
    superseded: Open[tuple[str, ...]] = ()
    """The ids of the posts that it leaves out."""
    as_written: Open[tuple[WrittenRow, ...]] = ()
    """New rows that cannot be read yet."""
    areas: Open[tuple[Area, ...] | None] = None
    """The operations from now on; None: the same as before."""
    basis: Open[ScheduleBasis | None] = None


@event
class PlanPostFulfilled:
    """What the plan asks for has been done; it was late if its day was earlier."""

    plan: Open[str]
    post: Open[str]
    due_on: Open[date]
    """The day that it had when it was done."""
    fulfilled_on: Open[date]
    dnr: Open[str]


@event
class PlanPostExcused:
    """A named person let something go that the plan asks for."""

    plan: Open[str]
    post: Open[str]
    excuse: Open[Excuse]


@event
class PlanRowInterpreted:
    """A named person said what a row means that could not be read."""

    plan: Open[str]
    row: Open[str]
    when_as_written: Open[str]
    """The time that the row has, kept beside what it was read as."""
    post: Open[PlannedPost]
    """What it was read as."""
    reason: Open[str]
    person: Staff[str]
    interpreted_on: Open[date]


@event
class TidplanEstablished:
    """The year's timetable was fixed (Örebro, Uppföljning av kvalitetskrav)."""

    year: Open[int]
    content: Open[str]
    communicated_to: Open[tuple[str, ...]]
    established_on: Open[date]


@event
class UppdragsdirektivDecided:
    """The ordering nämnd decided a directive for an operation not exposed to competition."""

    operation: Open[str]
    content: Open[str]
    dnr: Open[str]
    decided_on: Open[date]


@event
class PlanAvvikelseDecided:
    """The nämnd or the management decided an exception from the plan."""

    plan: Open[str]
    what: Open[str]
    reason: Open[str]
    by: Open[Authority]
    decided_on: Open[date]


# ── decisions and information that concern many ──


@event
class KkikParticipationDecided:
    """Whether the municipality takes part in Kkik in a year was decided."""

    year: Open[int]
    takes_part: Open[bool]
    decided_on: Open[date]


@value
class Share:
    """The share of the volume that one agreement is to have, in percent."""

    agreement: Open[AgreementId]
    percent: Open[Decimal]


@event
class FördelningDecided:
    """How the volume is shared between the agreements; as decided, never computed anew."""

    shares: Open[tuple[Share, ...]]
    valid_from: Open[date]
    valid_until: Open[date | None]
    is_temporary: Open[bool]
    explanation: Open[str]
    """Why the shares do not make 100 percent, where they do not."""
    dnr: Open[str]
    decided_on: Open[date]

    def __attrs_post_init__(self) -> None:
        percents = [share.percent for share in self.shares]
        if not all(percent.is_finite() and 0 <= percent <= _WHOLE for percent in percents):
            raise InvalidValueError("a share is no percentage", "give percent, from 0 to 100")
        total = sum(percents)
        if total != _WHOLE and not self.explanation.strip():
            raise InvalidValueError(
                f"the shares make {total} percent", "explain why, or correct them"
            )


@event
class InformationSent:
    """All who are to know were told the same at one instant (Örebro, enhetlig information)."""

    subject: Open[str]
    recipients: Open[tuple[ProviderId, ...]]
    dnr: Open[str]
    sent_at: Open[datetime]

    def __attrs_post_init__(self) -> None:
        if self.sent_at.tzinfo is None:
            raise InvalidValueError(f"{self.sent_at} has no time zone", "give instants in UTC")
        if not self.recipients:
            raise InvalidValueError("nobody was told", "name the providers")


# ── auditors ──


@event
class RevisionsrekommendationReceived:
    """The auditors recommended something, and asked for an answer by a certain day."""

    recommendation: Open[str]
    text: Open[str]
    report: Open[str]
    """The report it stands in, such as ``Revisionsrapport 7/2017``."""
    respond_by: Open[date | None]
    received_on: Open[date]


class RecommendationStatus(Term):
    """How far the measures that a recommendation led to have come."""

    PLANERAD = enum.auto()
    """Planned."""
    PÅGÅR = enum.auto()
    """Ongoing."""
    KLAR = enum.auto()
    """Done."""


@event
class RevisionsrekommendationAnswered:
    """The nämnd answered; each later answer shows how far it has come."""

    recommendation: Open[str]
    status: Open[RecommendationStatus]
    answer: Open[str]
    dnr: Open[str]
    answered_on: Open[date]
    person: Staff[str | None] = None
    """Who signed the answer, where that is told."""
    sent_to: Open[tuple[str, ...]] = ()
    """Who the decision goes to, such as ``Kommunrevisionen``."""


Noted = (
    ProgramAdopted
    | TidplanEstablished
    | UppdragsdirektivDecided
    | PlanAvvikelseDecided
    | KkikParticipationDecided
    | FördelningDecided
    | InformationSent
)

Event = (
    GuidelineAdopted
    | DelegationsordningAdopted
    | UppföljningsplanAdopted
    | UppföljningsplanRevised
    | PlanPostFulfilled
    | PlanPostExcused
    | PlanRowInterpreted
    | RevisionsrekommendationReceived
    | RevisionsrekommendationAnswered
    | Noted
)

_WHOLE = Decimal(100)
