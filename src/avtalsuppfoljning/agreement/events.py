"""What can have happened within an agreement."""

import enum
from datetime import date

from avtalsuppfoljning.agreement.events_reported import (
    AvvikelserReported,
    EducationReported,
    FakturakontrollMade,
    ManuellTidsandelMeasured,
    ManuellTidsandelStated,
    PriceAgreed,
    RegisterParticipationRecorded,
    StaffReported,
    StatisticsReceived,
    TillsynsrapporterReported,
)
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import Open, Osl31, Staff, event, value
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.planned import Excuse, PlannedPost, ScheduleBasis
from avtalsuppfoljning.policy.facts import AmountCap
from avtalsuppfoljning.schedule.model import OwnDay
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    DocumentKind,
    Driftsform,
    EkonomiskForm,
    FollowUpMethod,
    Kanal,
    Lagrum,
    MeasureId,
    Money,
    Period,
    ProviderId,
    SteeringId,
    Term,
    Upphandlingsform,
)

# ── the instrument ──


@value
class Requirement:
    """One requirement of the agreement, as it is numbered there."""

    id: Open[str]
    text: Open[str]
    clause: Open[str]
    guide_value: Open[str | None] = None
    """Its riktvärde: what supports the judgement (Örebro, Bedömning)."""
    followed_up_by: Open[tuple[FollowUpMethod, ...]] = ()
    """How it can be followed up; a requirement should be possible to follow up."""


@value
class Terms:
    """What the agreement lets the municipality do when a requirement is not met."""

    measures: Open[tuple[MeasureId, ...]] = ()
    economic_forms: Open[tuple[EkonomiskForm, ...]] = ()
    amount_caps: Open[tuple[AmountCap, ...]] = ()
    suspension_channels: Open[tuple[Kanal, ...]] = ()
    refers_to_guideline: Open[bool] = False
    """The agreement takes its sanctions from the nämnd's guideline."""
    clause: Open[str] = ""
    """Where in the agreement this stands."""


@event
class AgreementSigned:
    """The agreement, överenskommelse or uppdragsdirektiv was signed or decided."""

    provider: Open[ProviderId]
    steering: Open[SteeringId]
    """Whose guideline and delegationsordning apply."""
    kind: Open[AgreementKind]
    driftsform: Open[Driftsform]
    upphandlingsform: Open[Upphandlingsform]
    operation: Open[str]
    """The operation or service area, such as ``hemtjanst``."""
    dnr: Open[str]
    """Diarienummer, exactly as written."""
    signed_on: Open[date]
    starts_on: Open[date]
    ends_on: Open[date | None]
    """None: the agreement runs tills vidare, or its end is an impossible date."""
    terms: Open[Terms]
    requirements: Open[tuple[Requirement, ...]]
    ends_as_written: Open[str | None] = None
    """The end as the document has it, where no calendar has such a day (``2024-09-31``)."""
    parties: Open[tuple[str, ...]] = ()
    """Who signed; for an överenskommelse the driftsnämnd and the nämnd that orders."""
    insight_clause: Open[str | None] = None
    """The clause that gives the public insight (KL 10:9); None where there is none."""


@event
class AgreementEndDateCorrected:
    """A named person read an end date that cannot be."""

    as_written: Open[str]
    ends_on: Open[date | None]
    reason: Open[str]
    person: Staff[str]
    corrected_on: Open[date]


@event
class TermsAmended:
    """The agreement was amended; its sanctions are these from a certain day."""

    terms: Open[Terms]
    dnr: Open[str]
    amended_on: Open[date]
    applies_from: Open[date]


class Party(Term):
    """Who gives notice."""

    KOMMUNEN = enum.auto()
    """The municipality."""
    UTFÖRAREN = enum.auto()
    """The provider."""


@event
class UppsägningGiven:
    """A party gave notice; there may be several notices at once. Not a sanction."""

    by: Open[Party]
    given_on: Open[date]
    ends_on: Open[date]
    reason: Osl31[str]
    dnr: Open[str]


class EndReason(Term):
    """Why an agreement ended."""

    AVTALSTIDENS_SLUT = enum.auto()
    """Its time was up."""
    UPPSÄGNING = enum.auto()
    """A party had given notice."""
    HÄVNING = enum.auto()
    """It was rescinded for breach."""
    ÖVERENSKOMMET = enum.auto()
    """The parties agreed."""


@event
class AgreementEnded:
    """The agreement ended."""

    reason: Open[EndReason]
    ended_on: Open[date]


@event
class AgreementSucceeded:
    """Another agreement took over."""

    successor: Open[AgreementId]
    from_on: Open[date]


# ── submissions ──


@event
class SubmissionRequested:
    """A document was asked for, to be registered (diarieförd) no later than a certain day."""

    document: Open[DocumentKind]
    period: Open[Period]
    due_on: Open[date]
    source: Open[Citation]
    """Why that day: the clause of the agreement or the section of the plan."""


@event
class SubmissionReceived:
    """A document came in."""

    document: Open[DocumentKind]
    period: Open[Period]
    received_on: Open[date]
    """The day it came in (inkom)."""
    registered_on: Open[date]
    """The day it was entered in the diary (diarieförd); lateness is measured on this day."""
    dnr: Open[str]


@event
class SubmissionApproved:
    """The document will do."""

    document: Open[DocumentKind]
    period: Open[Period]
    dnr: Open[str]
    approved_on: Open[date]


@event
class SubmissionSentBack:
    """The document was sent back; what is asked for has not been handed in."""

    document: Open[DocumentKind]
    period: Open[Period]
    dnr: Open[str]
    reason: Open[str]
    sent_back_on: Open[date]


# ── what is planned ──


@event
class ObligationsEstablished:
    """What a plan asks for within the agreement came into force, each with its day and why."""

    plan: Open[str]
    """The id of the plan, which a revision shares with what it revises."""
    posts: Open[tuple[PlannedPost, ...]]
    """What is new or changed."""
    superseded: Open[tuple[str, ...]]
    """The ids of what no longer applies, because the plan was revised."""
    basis: Open[ScheduleBasis | None]
    reason: Open[str]
    dnr: Open[str]
    """The diarienummer of the decision."""
    established_on: Open[date]


@event
class ObligationFulfilled:
    """What was planned has been done; it was late if its day was earlier."""

    obligation: Open[str]
    due_on: Open[date]
    """The day that it had when it was done."""
    fulfilled_on: Open[date]
    dnr: Open[str]


@event
class ObligationExcused:
    """A named person let something go that was planned."""

    obligation: Open[str]
    excuse: Open[Excuse]


@event
class PlanningTermsAgreed:
    """What a schedule reads of the agreement: its laws, and the days it sets itself (F-44)."""

    laws: Open[tuple[Lagrum, ...]]
    own_days: Open[tuple[OwnDay, ...]]
    dnr: Open[str]
    applies_from: Open[date]

    def __attrs_post_init__(self) -> None:
        documents = [each.what for each in self.own_days]
        if len(documents) != len(set(documents)):
            raise InvalidValueError("a document has two days of its own", "give it one")


# ── återkrav: money that went out wrongly comes back; not a sanction ──


@event
class ÅterkravRaised:
    """The municipality claimed money back."""

    claim: Open[str]
    amount: Open[Money]
    reason: Osl31[str]
    raised_on: Open[date]
    dnr: Open[str]


@event
class ÅterkravSettled:
    """The claim was paid, set off or given up."""

    claim: Open[str]
    amount: Open[Money]
    """What came back."""
    settled_on: Open[date]
    note: Osl31[str] = ""


Noted = (
    AvvikelserReported
    | TillsynsrapporterReported
    | StaffReported
    | EducationReported
    | RegisterParticipationRecorded
    | StatisticsReceived
    | ManuellTidsandelMeasured
    | ManuellTidsandelStated
    | FakturakontrollMade
    | PriceAgreed
    | PlanningTermsAgreed
)

Event = (
    AgreementSigned
    | AgreementEndDateCorrected
    | TermsAmended
    | UppsägningGiven
    | AgreementEnded
    | AgreementSucceeded
    | SubmissionRequested
    | SubmissionReceived
    | SubmissionApproved
    | SubmissionSentBack
    | ObligationsEstablished
    | ObligationFulfilled
    | ObligationExcused
    | ÅterkravRaised
    | ÅterkravSettled
    | Noted
)
