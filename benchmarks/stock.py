"""The same municipality on stock `eventsourcing`, the way its documentation teaches.

Aggregates with ``@event`` methods, the default JSON transcoder taught the value types it meets,
an SQLite file.
"""

# ruff: noqa: ARG002  the fields of a stock event are the arguments of a method

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import fields
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import attrs
import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import JSONTranscoder, Transcoding
from eventsourcing.sqlite import SQLiteFactory
from psycopg.conninfo import conninfo_to_dict

from avtalsuppfoljning import agreement, citations, deficiency, policy, terms
from avtalsuppfoljning.recording.store import Row, batched
from benchmarks.translated import Translate, plain_class, typed

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


# ── the application ──

BEGIN: Final[Mapping[str, Callable[..., Aggregate]]] = {
    "provider-registered@1": Provider,
    "agreement-signed@1": Agreement,
    "follow-up-planned@1": FollowUp,
    "deficiency-established@1": Deficiency,
    "sanction-decided@1": Sanction,
}
"""What the first row of a stream makes."""

GO_ON: Final[Mapping[str, Callable[..., None]]] = {
    "submission-requested@1": Agreement.request_submission,
    "submission-received@1": Agreement.receive_submission,
    "follow-up-opened@1": FollowUp.open,
    "requirement-assessed@1": FollowUp.assess,
    "report-completed@1": FollowUp.complete_report,
    "follow-up-completed@1": FollowUp.complete,
    "kommunicering-sent@1": Deficiency.ask,
    "kommunicering-answered@1": Deficiency.answer,
    "papekande-issued@1": Deficiency.issue_påpekande,
    "atgardsplan-requested@1": Deficiency.request_åtgärdsplan,
    "atgardsplan-received@1": Deficiency.receive_åtgärdsplan,
    "atgardsplan-approved@1": Deficiency.approve_åtgärdsplan,
    "atgardsplan-rejected@1": Deficiency.reject_åtgärdsplan,
    "deficiency-sanctioned@1": Deficiency.note_sanction,
    "resultatuppfoljning-planned@1": Deficiency.plan_check,
    "resultatuppfoljning-failed@1": Deficiency.fail_check,
    "resultatuppfoljning-passed@1": Deficiency.pass_check,
    "deficiency-remedied@1": Deficiency.remedy,
    "sanction-lifted@1": Sanction.lift,
}
"""What each further row does."""


class DateAsISO(Transcoding):
    """A day."""

    type = date
    name = "date_iso"

    def encode(self, obj: date) -> str:
        """The text of a day."""
        return obj.isoformat()

    def decode(self, data: str) -> date:
        """The day of a text."""
        return date.fromisoformat(data)


class ValueAsDict(Transcoding):
    """A value that has parts."""

    def __init__(self, type_: type) -> None:
        self.type = type_
        self.name = type_.__name__
        self._names = [each.name for each in fields(type_)]

    def encode(self, obj: Any) -> Parts:
        """The parts by name."""
        return {name: getattr(obj, name) for name in self._names}

    def decode(self, data: Parts) -> Any:
        """The value with these parts."""
        return self.type(**data)


MODULES: Final = (agreement, citations, deficiency, policy, terms)
"""Where everything is defined that has parts; the transcoder is taught all of it."""


SECTION = 1_000
"""What suits it best: it is slower in pages as small as ours."""


def _environment(place: Path | str, synchronous: str) -> dict[str, str]:
    if isinstance(place, Path):
        return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(place)}
    parts = conninfo_to_dict(place)
    with closing(psycopg.connect(place, autocommit=True)) as connection:
        name, value = parts["dbname"], "on" if synchronous == "FULL" else "off"
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = {value}")
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(parts["dbname"]),
        "POSTGRES_HOST": str(parts["host"]),
        "POSTGRES_USER": str(parts["user"]),
        "POSTGRES_PASSWORD": "",
    }


class FollowUps(Application[UUID]):
    """The application, in a file or a database with the durability that is asked for."""

    log_section_size = SECTION
    """Notifications are read so many at a time."""

    def __init__(self, path: Path | str, *, synchronous: str = "NORMAL") -> None:
        super().__init__(_environment(path, synchronous))
        if not isinstance(self.factory, SQLiteFactory):
            return
        # Its pool keeps the one connection that one thread needs, so this is the one that is used.
        with self.factory.datastore.get_connection(commit=True) as connection:
            connection.cursor().execute(f"PRAGMA synchronous = {synchronous}")

    def register_transcodings(self, transcoder: JSONTranscoder) -> None:
        """Teach it days, and what has parts."""
        super().register_transcodings(transcoder)
        transcoder.register(DateAsISO())
        for value in chain.from_iterable(vars(module).values() for module in MODULES):
            if isinstance(value, type) and attrs.has(value):
                transcoder.register(ValueAsDict(plain_class(value)))

    def fill(self, rows: Iterable[Row], translate: Translate = typed) -> dict[str, UUID]:
        """Put what is in our rows into the file, in their order; the ids, by our streams."""
        known: dict[str, Aggregate] = {}
        events: list[Any] = []
        for row in rows:
            _, stream, _, name, _ = row
            if stream in known:
                GO_ON[name](known[stream], **translate(row))
            else:
                known[stream] = BEGIN[name](**translate(row))
            events += known[stream].collect_events()
        for batch in batched(events, 10):  # on PostgreSQL it hangs over hundreds
            self.save(*batch)
        return {stream: aggregate.id for stream, aggregate in known.items()}

    def read(self) -> Iterator[Any]:
        """Every event of the notification log, in order."""
        start = 1
        while page := self.notification_log.select(start, SECTION):
            yield from map(self.mapper.to_domain_event, page)
            start = page[-1].id + 1

    def notifications(self) -> Iterator[Any]:
        """Every row of the notification log, in order, and not decoded."""
        start = 1
        while page := self.recorder.select_notifications(start, SECTION):
            yield from page
            start = page[-1].id + 1

    def fold(self) -> dict[UUID, Any]:
        """The state of every aggregate, from the notification log alone."""
        found: dict[UUID, Any] = {}
        for each in self.read():
            found[each.originator_id] = each.mutate(found.get(each.originator_id))
        return found
