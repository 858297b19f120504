"""What can have happened in a follow-up."""

import enum
from datetime import date

from avtalsuppfoljning.classification import Open, Osl26, Staff, event
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.terms import (
    AgreementId,
    Bedömning,
    FollowUpMethod,
    Lagrum,
    Period,
    StreamId,
    Term,
)

# ── why, what and when ──


class Trigger(Term):
    """What may call for a follow-up that no plan foresaw; it proposes one and starts none."""

    INDIVIDUPPFÖLJNINGAR = enum.auto()
    """Results of individual follow-ups, as totals."""
    ÅTERKOMMANDE_KLAGOMÅL = enum.auto()
    """Complaints that recur."""
    ALLVARLIG_HÄNDELSE = enum.auto()
    """An especially serious event: lack of competence, deliberate departure, a clear pattern."""
    UPPREPADE_AVVIKELSER = enum.auto()
    """Repeated deviations in one operation, or one that is bound to be repeated."""
    EKONOMISK_AVVIKELSE = enum.auto()
    """Large deviations in budget, invoicing or indicators."""


@event
class HändelsestyrdFollowUpProposed:
    """Something called for a follow-up; a person decides whether there will be one."""

    trigger: Open[Trigger]
    grounds: Osl26[str]
    targets: Open[tuple[StreamId, ...]]
    proposed_on: Open[date]


@event
class ProposalDeclined:
    """A person decided that no follow-up is called for, and said why."""

    reason: Open[str]
    person: Staff[str]
    declined_on: Open[date]


class FollowUpDepth(Term):
    """How deep a follow-up goes."""

    ÖVERSIKTLIG = enum.auto()
    """An overview of what recurs every year."""
    FÖRDJUPAD = enum.auto()
    """In depth."""


@event
class FollowUpPlanned:
    """The follow-up was entered in the plan."""

    method: Open[FollowUpMethod]
    targets: Open[tuple[StreamId, ...]]
    """The streams of the providers and agreements it concerns."""
    planned_for: Open[Period]
    planned_on: Open[date]
    depth: Open[FollowUpDepth | None] = None
    focus_areas: Open[tuple[str, ...]] = ()
    theme: Open[str | None] = None
    decided_by: Open[str | None] = None
    """Who decided the theme or the special direction: the nämnd, its chair, or the unit."""
    responsible: Open[str] = ""
    """The role or unit that carries it out."""
    laws: Open[tuple[Lagrum, ...]] = ()
    """The laws that the services are under; HSL calls for the medicinskt ansvarige."""
    is_announced: Open[bool] = True
    """An unannounced follow-up never reaches anything that a provider sees."""

    def __attrs_post_init__(self) -> None:
        if self.method is FollowUpMethod.OANMÄLD and self.is_announced:
            raise InvalidValueError(
                "an oanmäld uppföljning is not announced", "give is_announced=False"
            )
        if self.method is FollowUpMethod.TEMA and not (self.theme and self.decided_by):
            raise InvalidValueError(
                "a temauppföljning has a theme, and somebody who decided it",
                "give theme and decided_by",
            )


@event
class FollowUpOpened:
    """The work began."""

    opened_on: Open[date]


# ── signals ──


class SignalKind(Term):
    """What came in."""

    KLAGOMÅL = enum.auto()
    """A complaint or view."""
    AVVIKELSE = enum.auto()
    """A reported deviation."""
    TILLSYN = enum.auto()
    """A report of a supervisory authority."""
    OEGENTLIGHET = enum.auto()
    """An irregularity about taxes, fees or duties as an employer; only egen regi's own is looked
    into, all others are reported (Södertälje 2.3)."""
    UPPGIFT = enum.auto()
    """Anything else that somebody told."""


@event
class SignalReceived:
    """A signal or complaint came in; it says nothing about a person."""

    kind: Open[SignalKind]
    agreement: Open[AgreementId]
    summary: Osl26[str]
    received_on: Open[date]


@event
class AvtalsbristAssessed:
    """The investigation of the signals arrived at an avtalsbrist, or at none."""

    agreement: Open[AgreementId]
    is_avtalsbrist: Open[bool]
    motivation: Osl26[str]
    assessed_on: Open[date]


# ── the work ──


@event
class PlatsbesökMade:
    """The operation was visited."""

    agreement: Open[AgreementId]
    visited_on: Open[date]
    is_announced: Open[bool]
    at_office_hours: Open[bool]
    participants: Open[tuple[str, ...]] = ()
    """Roles, not names."""


class MedicinsktAnsvarig(Term):
    """Who is medically responsible."""

    MAS = enum.auto()
    """Medicinskt ansvarig sjuksköterska."""
    MAR = enum.auto()
    """Medicinskt ansvarig för rehabilitering."""


@event
class MedicinsktAnsvarigTookPart:
    """The medicinskt ansvarige took part, as is asked for where the services are under HSL."""

    role: Open[MedicinsktAnsvarig]
    took_part_on: Open[date]


@event
class MedicinsktAnsvarigExcepted:
    """The follow-up went on without the medicinskt ansvarige, for a reason."""

    reason: Open[str]
    person: Staff[str]
    excepted_on: Open[date]


@event
class StickprovTaken:
    """A sample was drawn in a way that anybody can repeat (see `draw_sample`)."""

    population: Open[str]
    """What the sample was drawn from, and where that list is kept."""
    population_size: Open[int]
    population_digest: Open[str]
    seed: Open[str]
    drawn: Open[tuple[int, ...]]
    """The places in the sorted list that were drawn, counted from 0."""
    taken_on: Open[date]


@event
class SourceReviewed:
    """One of the sources that the plan lists was gone through, such as loggkontroller."""

    source: Open[str]
    outcome: Osl26[str]
    reviewed_on: Open[date]


@event
class RequirementAssessed:
    """One requirement of one agreement got its verdict."""

    agreement: Open[AgreementId]
    requirement: Open[str]
    verdict: Open[Bedömning]
    observation: Osl26[str]
    assessed_on: Open[date]
    departure: Open[str | None] = None
    """Why the verdict departs from the riktvärde, where it does."""


@event
class NotCovered:
    """The follow-up says what it did not look at, and why."""

    what: Open[str]
    reason: Open[str]
    noted_on: Open[date]


@event
class EarlierDeficiencyJudged:
    """An open deficiency of the target got its verdict on whether the demands were met."""

    deficiency: Open[StreamId]
    verdict: Open[Bedömning]
    observation: Osl26[str]
    judged_on: Open[date]


# ── the report ──


@event
class FaktagranskningSent:
    """The provider was asked to check the facts of the report."""

    sent_on: Open[date]
    reply_by: Open[date]


@event
class FaktagranskningAnswered:
    """The provider answered, with or without remarks."""

    remarks: Osl26[str]
    answered_on: Open[date]


@event
class ReportCompleted:
    """The report was finished: from that day it is a public document (Örebro, Redovisning)."""

    dnr: Open[str]
    summary: Open[str]
    completed_on: Open[date]
    secrecy_reviewed_by: Staff[str | None] = None
    """Who tried it against OSL before it was finished."""


@event
class ReportSent:
    """The report went to those who are to have it."""

    recipients: Open[tuple[str, ...]]
    sent_on: Open[date]


@event
class ReportPublished:
    """The report was published."""

    place: Open[str]
    published_on: Open[date]


@event
class ÅterkopplingGiven:
    """The results were told to the units concerned."""

    recipients: Open[tuple[str, ...]]
    given_on: Open[date]


@event
class FollowUpCompleted:
    """The follow-up was closed; its report exists."""

    completed_on: Open[date]


Noted = (
    PlatsbesökMade | SourceReviewed | NotCovered | ReportSent | ReportPublished | ÅterkopplingGiven
)

Event = (
    HändelsestyrdFollowUpProposed
    | ProposalDeclined
    | FollowUpPlanned
    | FollowUpOpened
    | SignalReceived
    | AvtalsbristAssessed
    | MedicinsktAnsvarigTookPart
    | MedicinsktAnsvarigExcepted
    | StickprovTaken
    | RequirementAssessed
    | EarlierDeficiencyJudged
    | FaktagranskningSent
    | FaktagranskningAnswered
    | ReportCompleted
    | FollowUpCompleted
    | Noted
)
