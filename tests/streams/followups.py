"""One follow-up, step by step: what its specifications have in common."""

from datetime import date

from tests.streams.cases import DAY, YEAR, day

from avtalsuppfoljning.follow_up import (
    FollowUpCompleted,
    FollowUpOpened,
    FollowUpPlanned,
    HändelsestyrdFollowUpProposed,
    ProposalDeclined,
    ReportCompleted,
    RequirementAssessed,
    Trigger,
)
from avtalsuppfoljning.terms import AgreementId, Bedömning, FollowUpMethod, StreamId

A1 = AgreementId("hemtjanst-1")
TARGET = StreamId("agreement:hemtjanst-1")
AFTER: date = day(400)
"""A day long after all was done."""

PROPOSED = HändelsestyrdFollowUpProposed(
    trigger=Trigger.UPPREPADE_AVVIKELSER,
    grounds="Tre fallolyckor på en månad.",
    targets=(TARGET,),
    proposed_on=DAY,
)
DECLINED = ProposalDeclined(
    reason="Utföraren har redan åtgärdat orsaken.", person="Eva Ek", declined_on=day(1)
)
PLANNED = FollowUpPlanned(
    method=FollowUpMethod.KVALITETSKRAV, targets=(TARGET,), planned_for=YEAR, planned_on=DAY
)
OPENED = FollowUpOpened(opened_on=day(1))
ASSESSED = RequirementAssessed(
    agreement=A1,
    requirement="k1",
    verdict=Bedömning.DELVIS_UPPFYLLT,
    observation="Två av tio saknade utbildning.",
    assessed_on=day(2),
)
REPORTED = ReportCompleted(dnr="VN 60/2026", summary="En brist.", completed_on=day(9))
COMPLETED = FollowUpCompleted(completed_on=day(10))

BEGUN = (PLANNED, OPENED)
CLOSED = (PLANNED, OPENED, ASSESSED, REPORTED, COMPLETED)
NOT_OPEN = {"unknown": (), "planned": (PLANNED,), "closed": CLOSED}
"""Histories in which nothing can be seen or judged."""
