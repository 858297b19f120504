"""The aggregates of the same municipality on stock `eventsourcing`, with ``@event`` methods."""

# ruff: noqa: ARG002  the fields of a stock event are the arguments of a method

from datetime import date
from typing import Any

from eventsourcing.domain import Aggregate, event

Day = date | str
"""A day; text in the untyped comparison."""
Parts = Any
"""A dataclass; a dict in the untyped comparison."""


class RefusedError(Exception):
    """The rules say no."""


class Provider(Aggregate):
    """Who runs the operation."""

    @event("ProviderRegistered")
    def __init__(
        self,
        *,
        name: str,
        driftsform: str,
        organisation_number: str | None,
        sole_trader_number: str | None,
        registered_on: Day,
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """It became known."""
        self.name = name
        self.driftsform = driftsform
        self.organisation_number = organisation_number


class Agreement(Aggregate):
    """What is required, and what is handed in."""

    @event("AgreementSigned")
    def __init__(
        self,
        *,
        provider: str,
        steering: str,
        kind: str,
        driftsform: str,
        upphandlingsform: str,
        operation: str,
        dnr: str,
        signed_on: Day,
        starts_on: Day,
        ends_on: Day | None,
        terms: Parts,
        requirements: list[Parts],
        ends_as_written: str | None,
        parties: list[str],
        insight_clause: str | None,
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """It was signed."""
        self.provider = provider
        self.steering = steering
        self.driftsform = driftsform
        self.upphandlingsform = upphandlingsform
        self.ends_on = ends_on
        self.terms = terms
        self.requirements = requirements
        self.requested: list[Parts] = []
        self.received: list[Parts] = []

    @event("SubmissionRequested")
    def request_submission(
        self,
        *,
        document: str,
        period: Parts,
        due_on: Day,
        source: Parts,
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """A document was asked for."""
        self.requested.append({"document": document, "period": period, "due_on": due_on})

    def receive_submission(self, *, registered_on: Any, received_on: Any, **facts: Any) -> None:
        """Record a document that came in, unless it is recorded already."""
        if registered_on < received_on:
            raise RefusedError
        kept = {"document": facts["document"], "period": facts["period"], "dnr": facts["dnr"]}
        if kept not in self.received:
            self._received(registered_on=registered_on, received_on=received_on, **facts)

    @event("SubmissionReceived")
    def _received(
        self,
        *,
        document: str,
        period: Parts,
        received_on: Day,
        registered_on: Day,
        dnr: str,
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """A document came in."""
        self.received.append({"document": document, "period": period, "dnr": dnr})


class FollowUp(Aggregate):
    """One follow-up, from plan to report."""

    @event("FollowUpPlanned")
    def __init__(
        self,
        *,
        method: str,
        targets: list[str],
        planned_for: Parts,
        planned_on: Day,
        depth: str | None,
        focus_areas: list[str],
        theme: str | None,
        decided_by: str | None,
        responsible: str,
        laws: list[str],
        is_announced: bool,
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """It was entered in the plan."""
        self.targets = targets
        self.planned_for = planned_for
        self.opened_on: Day | None = None
        self.assessed: list[Parts] = []
        self.report: str | None = None
        self.completed_on: Day | None = None

    @event("FollowUpOpened")
    def open(self, *, opened_on: Day, day: Day, recorded_by: str, command: str) -> None:
        """The work began."""
        self.opened_on = opened_on

    @event("RequirementAssessed")
    def assess(
        self,
        *,
        agreement: str,
        requirement: str,
        verdict: str,
        observation: str,
        assessed_on: Day,
        departure: str | None,
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """A requirement got its verdict."""
        key = (agreement, requirement)
        self.assessed = [a for a in self.assessed if (a["agreement"], a["requirement"]) != key]
        self.assessed.append(
            {
                "agreement": agreement,
                "requirement": requirement,
                "verdict": verdict,
                "observation": observation,
            }
        )

    @event("ReportCompleted")
    def complete_report(
        self,
        *,
        dnr: str,
        summary: str,
        completed_on: Day,
        secrecy_reviewed_by: str | None,
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """The report was finished."""
        self.report = dnr

    @event("FollowUpCompleted")
    def complete(self, *, completed_on: Day, day: Day, recorded_by: str, command: str) -> None:
        """It was closed."""
        self.completed_on = completed_on


class Deficiency(Aggregate):
    """One brist, from its finding to its remedy."""

    @event("DeficiencyEstablished")
    def __init__(
        self,
        *,
        requirement: str,
        found_by: str,
        follow_up: str | None,
        description: str,
        finding: Parts,
        established_on: Day,
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """The investigation is done."""
        self.requirement = requirement
        self.finding = finding
        self.established_on = established_on
        self.reply_by: Day | None = None
        self.answered_on: Day | None = None
        self.choices: list[object] = []
        self.sanctions: list[str] = []
        self.plan: Parts | None = None
        self.result = "ej_uppfoljd"
        self.check_planned_for: Day | None = None
        self.remedied_on: Day | None = None

    @event("KommuniceringSent")
    def ask(self, *, sent_on: Day, reply_by: Day, day: Day, recorded_by: str, command: str) -> None:
        """The provider was asked."""
        self.reply_by = reply_by

    @event("KommuniceringAnswered")
    def answer(
        self, *, answered_on: Day, answer: str, day: Day, recorded_by: str, command: str
    ) -> None:
        """The provider answered."""
        self.answered_on = answered_on

    @event("PåpekandeIssued")
    def issue_påpekande(
        self, *, text: str, ruling: Parts, day: Day, recorded_by: str, command: str
    ) -> None:
        """Its attention was drawn to the deficiency."""
        self._decided(ruling)

    @event("ÅtgärdsplanRequested")
    def request_åtgärdsplan(
        self, *, due_on: Day, ruling: Parts, day: Day, recorded_by: str, command: str
    ) -> None:
        """A plan was asked for."""
        self._decided(ruling)
        self.plan = {"due_on": due_on, "received": None, "missing": [], "approved_on": None}

    @event("ÅtgärdsplanReceived")
    def receive_åtgärdsplan(
        self,
        *,
        received_on: Day,
        dnr: str,
        measures: list[Parts],
        missing: list[str],
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """A plan came in."""
        assert self.plan is not None
        self.plan = {**self.plan, "received": measures, "missing": missing}

    def approve_åtgärdsplan(self, *, approved_on: Day, **recorded: str) -> None:
        """Approve a complete plan."""
        if self.remedied_on is not None or self.plan is None:
            raise RefusedError
        if self.plan["approved_on"] is not None:
            return
        if self.plan["received"] is None or self.plan["missing"]:
            raise RefusedError
        self._approved(approved_on=approved_on, **recorded)

    @event("ÅtgärdsplanApproved")
    def _approved(self, *, approved_on: Day, day: Day, recorded_by: str, command: str) -> None:
        """The plan will do."""
        assert self.plan is not None
        self.plan = {**self.plan, "approved_on": approved_on}

    @event("ÅtgärdsplanRejected")
    def reject_åtgärdsplan(
        self,
        *,
        reason: str,
        rejected_on: Day,
        due_on: Day,
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """The plan was sent back."""
        self.plan = {"due_on": due_on, "received": None, "missing": [], "approved_on": None}

    @event("DeficiencySanctioned")
    def note_sanction(
        self,
        *,
        sanction: str,
        choice: Parts,
        demands_cure: bool,
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """A sanction was decided."""
        self._decided(choice)
        self.sanctions.append(sanction)

    @event("ResultatuppföljningPlanned")
    def plan_check(
        self, *, planned_for: Day, planned_on: Day, day: Day, recorded_by: str, command: str
    ) -> None:
        """A day was set."""
        self.check_planned_for = planned_for

    @event("ResultatuppföljningFailed")
    def fail_check(
        self, *, observation: str, failed_on: Day, day: Day, recorded_by: str, command: str
    ) -> None:
        """The deficiency remains."""
        self.result = "kvarstar"
        self.check_planned_for = None

    @event("ResultatuppföljningPassed")
    def pass_check(
        self, *, observation: str, passed_on: Day, day: Day, recorded_by: str, command: str
    ) -> None:
        """The requirement is met."""
        self.result = "atgardad"
        self.check_planned_for = None

    @event("DeficiencyRemedied")
    def remedy(self, *, remedied_on: Day, day: Day, recorded_by: str, command: str) -> None:
        """The matter is closed."""
        self.remedied_on = remedied_on

    def _decided(self, choice: object) -> None:
        self.choices.append(choice)
        self.result = "ej_uppfoljd"


class Sanction(Aggregate):
    """One decided sanction and its lifting."""

    @event("SanctionDecided")
    def __init__(
        self,
        *,
        deficiency: str,
        measure: str,
        effect: str,
        forms: list[str],
        amount: Parts | None,
        decided_on: Day,
        effective_on: Day,
        ruling: Parts,
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """It was decided."""
        self.measure = measure
        self.effect = effect
        self.forms = forms
        self.amount = amount
        self.effective_on = effective_on
        self.ruling = ruling
        self.lifted_on: Day | None = None

    @event("SanctionLifted")
    def lift(
        self,
        *,
        by: Parts,
        delegation: Parts,
        motivation: str,
        decided_on: Day,
        effective_on: Day,
        day: Day,
        recorded_by: str,
        command: str,
    ) -> None:
        """It ends."""
        self.lifted_on = effective_on
