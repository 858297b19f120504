"""What can have happened to a deficiency."""

import enum
from datetime import date, datetime

from avtalsuppfoljning.classification import Open, Osl26, Staff, event, value
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.policy import (
    Choice,
    DelegationsbeslutReported,
    Finding,
    Measured,
    Ruling,
)
from avtalsuppfoljning.terms import (
    FollowUpId,
    FollowUpMethod,
    MeasureId,
    Oegentlighet,
    SanctionId,
    Term,
)


@event
class DeficiencyEstablished:
    """The investigation is done: this requirement is, or is not, broken."""

    requirement: Open[str]
    found_by: Open[FollowUpMethod]
    follow_up: Open[FollowUpId | None]
    description: Osl26[str]
    finding: Open[Finding]
    established_on: Open[date]


@event
class FindingSupplemented:
    """The investigation went on; what it says of these four from that day on."""

    has_damage: Open[bool]
    is_overpaid: Open[bool]
    irregularity: Open[Oegentlighet | None]
    measured: Open[tuple[Measured, ...]]
    motivation: Osl26[str]
    supplemented_on: Open[date]


@event
class HävningsgrundAssessed:
    """Whether the ground that the agreement states for hävning is met was judged."""

    is_met: Open[bool]
    clause: Open[str]
    motivation: Osl26[str]
    assessed_on: Open[date]
    is_immediate: Open[bool] = False
    """A ground on which the agreement ends at once, without any cure time."""


@event
class UppsägningsgrundAssessed:
    """Whether the ground that the agreement states for uppsägning is met was judged."""

    is_met: Open[bool]
    clause: Open[str]
    motivation: Osl26[str]
    assessed_on: Open[date]


@event
class KommuniceringSent:
    """The provider was asked what it says of the deficiency."""

    sent_on: Open[date]
    reply_by: Open[date]


@event
class KommuniceringAnswered:
    """The provider answered."""

    answered_on: Open[date]
    answer: Osl26[str]


@event
class KommuniceringExcepted:
    """A named person decided that the matter could not wait for an answer."""

    reason: Open[str]
    person: Staff[str]
    excepted_on: Open[date]


@event
class PåpekandeIssued:
    """The provider's attention was drawn to a minor deficiency. Not a sanction."""

    text: Osl26[str]
    ruling: Open[Ruling]


@event
class RättelseDemanded:
    """The provider was told to put the deficiency right. Not a sanction."""

    text: Osl26[str]
    ruling: Open[Ruling]
    """The choice says the last days for the cure, if the demand states them."""


@event
class RättelsekravSent:
    """A demand for rättelse, by itself or in a varning, was dispatched: the cure time runs."""

    sent_on: Open[date]
    measure: Open[MeasureId]
    decided_on: Open[date]


@event
class ÅtgärdsplanRequested:
    """The provider was told to hand in an åtgärdsplan by a certain day."""

    due_on: Open[date]
    ruling: Open[Ruling]


@value
class PlannedMeasure:
    """One row of an åtgärdsplan, as it was handed in. A column left empty is None."""

    activity: Open[str | None] = None
    deadline: Open[date | None] = None
    responsible: Staff[str | None] = None


@event
class ÅtgärdsplanReceived:
    """An åtgärdsplan came in. ``missing`` says what its measures lack."""

    received_on: Open[date]
    dnr: Open[str]
    measures: Open[tuple[PlannedMeasure, ...]]
    missing: Open[tuple[str, ...]]
    """Such as ``measures[1].deadline``; empty for a complete plan."""


@event
class ÅtgärdsplanApproved:
    """The plan will do."""

    approved_on: Open[date]


@event
class ÅtgärdsplanRejected:
    """The plan was sent back, and a new one is due."""

    reason: Open[str]
    rejected_on: Open[date]
    due_on: Open[date]


@event
class DeficiencySanctioned:
    """A sanction was decided because of this deficiency; the decision is in its own stream."""

    sanction: Open[SanctionId]
    choice: Open[Choice]
    demands_cure: Open[bool] = False
    """It gives the provider time for the cure too, as a varning does."""


@event
class AbstentionDecided:
    """A person decided, with reasons, to take no measure."""

    ruling: Open[Ruling]


@event
class ResultatuppföljningPlanned:
    """A day was set for checking that the requirement is met."""

    planned_for: Open[date]
    planned_on: Open[date]


@event
class ResultatuppföljningPassed:
    """The provider could show that the requirement is met."""

    observation: Osl26[str]
    passed_on: Open[date]


@event
class ResultatuppföljningFailed:
    """The deficiency remains."""

    observation: Osl26[str]
    failed_on: Open[date]


@event
class DeficiencyRemedied:
    """The matter of this deficiency is closed: it is remedied."""

    remedied_on: Open[date]


class NoticeRecipient(Term):
    """Who is told at once of an acute deficiency: both, never one of them (Södertälje 3.3)."""

    SOCIALDIREKTÖR = enum.auto()
    """The director."""
    NÄMND = enum.auto()
    """The nämnd."""


@event
class AcuteDeficiencyReported:
    """The deficiency was found to be acute."""

    what: Osl26[str]
    """What happened and the risk for those concerned; nothing that points a person out."""
    taken: Osl26[str]
    """What has been done at once."""
    reported_at: Open[datetime]

    def __attrs_post_init__(self) -> None:
        _check_instant(self.reported_at)


@event
class AcuteNoticeSent:
    """One of the two was told."""

    recipient: Open[NoticeRecipient]
    sent_at: Open[datetime]

    def __attrs_post_init__(self) -> None:
        _check_instant(self.sent_at)


@event
class AcuteNoticeReceived:
    """A named person confirmed that the notice has come."""

    recipient: Open[NoticeRecipient]
    person: Staff[str]
    received_at: Open[datetime]

    def __attrs_post_init__(self) -> None:
        _check_instant(self.received_at)


@event
class HandedOverToNämnd:
    """The matter was laid before the nämnd with a proposal (Södertälje 3.5)."""

    proposal: Open[str]
    dnr: Open[str]
    handed_over_on: Open[date]


Event = (
    DeficiencyEstablished
    | FindingSupplemented
    | HävningsgrundAssessed
    | UppsägningsgrundAssessed
    | KommuniceringSent
    | KommuniceringAnswered
    | KommuniceringExcepted
    | PåpekandeIssued
    | RättelseDemanded
    | RättelsekravSent
    | ÅtgärdsplanRequested
    | ÅtgärdsplanReceived
    | ÅtgärdsplanApproved
    | ÅtgärdsplanRejected
    | DeficiencySanctioned
    | AbstentionDecided
    | ResultatuppföljningPlanned
    | ResultatuppföljningPassed
    | ResultatuppföljningFailed
    | DeficiencyRemedied
    | AcuteDeficiencyReported
    | AcuteNoticeSent
    | AcuteNoticeReceived
    | HandedOverToNämnd
    | DelegationsbeslutReported
)

# ── helpers ──


def _check_instant(instant: datetime) -> None:
    if instant.tzinfo is None:
        raise InvalidValueError(f"{instant} has no time zone", "give instants in UTC")
