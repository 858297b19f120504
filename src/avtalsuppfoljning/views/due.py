"""What is to be done by a day that the register knows, and why that day.

Days that somebody has set: for a document, an åtgärdsplan, an answer, a check, a follow-up. Days
that follow from a guideline's schedule are not among them.
"""

import enum
from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.deficiency import Deficiency
from avtalsuppfoljning.follow_up import FollowUp
from avtalsuppfoljning.recorded import State
from avtalsuppfoljning.steering import Steering
from avtalsuppfoljning.terms import ProviderId, StreamId, Term
from avtalsuppfoljning.views.submissions import SubmissionStatus, submission_rows


class DueKind(Term):
    """What sort of thing is due."""

    INLÄMNING = enum.auto()
    """Something is handed in."""
    UPPFÖLJNING = enum.auto()
    """Something is followed up."""
    BESLUT = enum.auto()
    """Something is decided or answered by the nämnd."""


class DueReason(Term):
    """Why it is that day."""

    HANDLING = enum.auto()
    """A document was asked for; its source says why that day."""
    BESLUT = enum.auto()
    """A decision demands an åtgärdsplan."""
    SVARSTID = enum.auto()
    """The provider was asked for its view, with a day to answer by."""
    FAKTAGRANSKNING = enum.auto()
    """The provider was asked to check the facts of a report."""
    PLANERAD = enum.auto()
    """It was planned for that day."""
    REVISORERNA = enum.auto()
    """The auditors asked for an answer by that day."""


@attrs.frozen
class DueRow:
    """One thing that is due, as a list shows it."""

    stream: StreamId
    what: str
    """As the plan calls it, such as ``egenkontroll`` or ``resultatuppfoljning``."""
    kind: DueKind
    about: str
    """The period, the deficiency or the recommendation it concerns."""
    due_on: date
    obligor: str
    """``utforaren`` or ``kommunen``."""
    agreements: tuple[str, ...]
    providers: tuple[str, ...]
    reason: DueReason
    since: date | None = None
    """The day it was asked for, decided or planned, where that is known."""
    citations: tuple[Citation, ...] = ()
    is_announced: bool = True
    """False for what a provider is not to know of."""

    @property
    def id(self) -> str:
        """The stream, what is due and what it concerns: the same for ever."""
        return f"{self.stream}#{self.what}:{self.about}"

    def is_overdue(self, on: date) -> bool:
        """The day is past."""
        return self.due_on < on


def due_rows(
    states: Mapping[StreamId, State], *, on: date, provider: ProviderId | None = None
) -> tuple[DueRow, ...]:
    """Everything that is due and not done, seen from a certain day, the earliest first.

    With ``provider``: what that provider may see, which is never what is unannounced.
    """
    rows = [*_documents(states, on), *(row for each in states.items() for row in _of(*each, on))]
    known = [_of_agreement(row, states) for row in rows]
    seen = [
        row for row in known if provider is None or (provider in row.providers and row.is_announced)
    ]
    return tuple(sorted(seen, key=lambda row: (row.due_on, row.id)))


# ── helpers ──


def _documents(states: Mapping[StreamId, State], on: date) -> Iterator[DueRow]:
    for row in submission_rows(states, on=on):
        if row.status in (SubmissionStatus.FÖRSENAD, SubmissionStatus.KOMMANDE):
            yield DueRow(
                stream=row.stream,
                what=row.request.document,
                kind=DueKind.INLÄMNING,
                about=row.request.period.text,
                due_on=row.request.due_on,
                obligor="utforaren",
                agreements=(row.agreement,),
                providers=(row.provider,),
                reason=DueReason.HANDLING,
                citations=(row.request.source,),
            )


def _of(stream: StreamId, state: State, on: date) -> Iterator[DueRow]:
    match state:
        case Deficiency(remedied_on=None):
            yield from _of_deficiency(stream, state, on)
        case FollowUp(completed_on=None, declined=None):
            yield from _of_follow_up(stream, state)
        case Steering():
            for id_, each in state.recommendations.items():
                if each.received.respond_by is not None and not each.answers:
                    yield _row(
                        stream, "revisionssvar", DueKind.BESLUT, id_, each.received.respond_by,
                        "kommunen", DueReason.REVISORERNA, each.received.received_on,
                    )  # fmt: skip
        case _:
            return


def _of_deficiency(stream: StreamId, state: Deficiency, on: date) -> Iterator[DueRow]:
    about = stream.rpartition(":")[2]
    asked = state.asked
    is_silent = state.answered is None and state.excepted is None
    if asked is not None and is_silent and (on <= asked.reply_by or not state.choices):
        # once it is decided, the answer is not awaited any more
        yield _row(
            stream, "kommunicering", DueKind.INLÄMNING, about, asked.reply_by,
            "utforaren", DueReason.SVARSTID, asked.sent_on,
        )  # fmt: skip
    plan = state.awaited_plan
    if plan is not None:
        yield _row(
            stream, "atgardsplan", DueKind.INLÄMNING, about, plan.due_on,
            "utforaren", DueReason.BESLUT, plan.asked_by.decided_on,
        )  # fmt: skip
    if state.check_planned_for is not None:
        yield _row(
            stream, "resultatuppfoljning", DueKind.UPPFÖLJNING, about, state.check_planned_for,
            "kommunen", DueReason.PLANERAD, None,
        )  # fmt: skip


def _of_follow_up(stream: StreamId, state: FollowUp) -> Iterator[DueRow]:
    planned, checked = state.planned, state.checked
    if planned is None:
        return
    about = planned.planned_for.text
    parties = tuple(target.partition(":") for target in planned.targets)
    found = DueRow(
        stream=stream,
        what=planned.method.value,
        kind=DueKind.UPPFÖLJNING,
        about=about,
        due_on=planned.planned_for.ends_on or date.max,
        obligor="kommunen",
        agreements=tuple(id_ for kind, _, id_ in parties if kind == "agreement"),
        providers=tuple(id_ for kind, _, id_ in parties if kind == "provider"),
        reason=DueReason.PLANERAD,
        since=planned.planned_on,
        is_announced=planned.is_announced,
    )
    if planned.planned_for.ends_on is not None:  # a period without days has no day to be late on
        yield found
    if checked is not None and state.check_answered is None and state.report is None:
        yield attrs.evolve(
            found,
            what="faktagranskning",
            kind=DueKind.INLÄMNING,
            due_on=checked.reply_by,
            obligor="utforaren",
            reason=DueReason.FAKTAGRANSKNING,
            since=checked.sent_on,
            is_announced=True,  # the provider has the report before it
        )


def _row(  # noqa: PLR0917  as the rows are read: what, when, who, why
    stream: StreamId,
    what: str,
    kind: DueKind,
    about: str,
    due_on: date,
    obligor: str,
    reason: DueReason,
    since: date | None,
) -> DueRow:
    outer, slash, _ = stream.partition("/")
    agreements = (outer.partition(":")[2],) if slash else ()
    return DueRow(
        stream=stream,
        what=what,
        kind=kind,
        about=about,
        due_on=due_on,
        obligor=obligor,
        agreements=agreements,
        providers=(),
        reason=reason,
        since=since,
    )


def _of_agreement(row: DueRow, states: Mapping[StreamId, State]) -> DueRow:
    """The same row, with the providers of its agreements."""
    providers = dict.fromkeys(row.providers)
    for id_ in row.agreements:
        agreement = states.get(StreamId(f"agreement:{id_}"))
        if isinstance(agreement, Agreement) and agreement.signed is not None:
            providers[agreement.signed.provider] = None
    return attrs.evolve(row, providers=tuple(providers))
