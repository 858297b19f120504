"""What is to be done by a day that the register knows, and why that day.

Days that somebody has set, for a document, an åtgärdsplan, an answer, a check, a follow-up; and
days that came into force with a plan. What a plan asks for and somebody has asked for too stands
once, by the day that was asked for.
"""

import enum
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.deficiency import Deficiency
from avtalsuppfoljning.follow_up import FollowUp
from avtalsuppfoljning.planned import PlannedPost
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import State, provider_stream
from avtalsuppfoljning.schedule import PostKind
from avtalsuppfoljning.steering import Steering
from avtalsuppfoljning.terms import Driftsform, ProviderId, StreamId, Term
from avtalsuppfoljning.views.cures import cure_times
from avtalsuppfoljning.views.obligations import ObligationStatus, obligation_rows
from avtalsuppfoljning.views.submissions import SubmissionStatus, submission_rows


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
    PLAN = enum.auto()
    """A plan that is in force asks for it."""
    RÄTTELSETID = enum.auto()
    """A demand for rättelse, or a varning, gives time for the cure until that day."""


@attrs.frozen
class DueRow:
    """One thing that is due, as a list shows it."""

    stream: StreamId
    what: str
    """As the plan calls it, such as ``egenkontroll`` or ``resultatuppfoljning``."""
    kind: PostKind
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
    responsible: str = ""
    """The role that is to do it, where one is named."""
    post: PlannedPost | None = None
    """What came into force with a plan, for what comes from one."""
    plan: str = ""
    mark: str = ""
    """What tells it from others of its kind about the same, if there may be several."""
    done: int = 0
    """How many times it has been done, of those that the post asks for."""

    @property
    def id(self) -> str:
        """The stream, what is due and what it concerns: the same for ever."""
        about = f"{self.what}:{self.about}" if self.post is None else self.post.id
        return f"{self.stream}#{about}:{self.mark}" if self.mark else f"{self.stream}#{about}"

    @property
    def roles(self) -> frozenset[str]:
        """Who has to do with it: who does it, who answers for it, and whom it goes to."""
        recipients = () if self.post is None else self.post.recipients
        return frozenset(filter(None, (self.obligor, self.responsible, *recipients)))

    def is_overdue(self, on: date) -> bool:
        """The day is past."""
        return self.due_on < on


def due_rows(
    states: Mapping[StreamId, State], *, on: date, provider: ProviderId | None = None
) -> tuple[DueRow, ...]:
    """Everything that is due and not done, seen from a certain day, the earliest first.

    With ``provider``: what that provider may see, which is never what is unannounced.
    """
    rows = [
        *_documents(states, on),
        *(row for each in states.items() for row in _of(*each, on)),
        *_cures(states, on),
        *_planned(states, on),
    ]
    known = [_of_agreement(row, states) for row in rows]
    seen = [row for row in known if provider is None or _is_seen_by(row, provider, states)]
    return tuple(sorted(seen, key=lambda row: (row.due_on, row.id)))


# ── helpers ──

_PRIVATE: Final = "privata_utforare"
"""Whom a plan invites to a meeting with all private providers."""


def _is_seen_by(row: DueRow, provider: ProviderId, states: Mapping[StreamId, State]) -> bool:
    """Its own, and the meetings that all private providers are called to; nothing unannounced."""
    if not row.is_announced:
        return False
    if provider in row.providers:
        return True
    is_meeting = row.post is not None and row.post.kind is PostKind.MÖTE
    state = states.get(provider_stream(provider))
    known = state.registered if isinstance(state, Provider) else None
    is_private = known is not None and known.driftsform is Driftsform.PRIVAT_REGI
    return is_meeting and is_private and not row.providers and _PRIVATE in row.roles


def _documents(states: Mapping[StreamId, State], on: date) -> Iterator[DueRow]:
    for row in submission_rows(states, on=on):
        if row.status in (SubmissionStatus.FÖRSENAD, SubmissionStatus.KOMMANDE):
            yield DueRow(
                stream=row.stream,
                what=row.request.document,
                kind=PostKind.INLÄMNING,
                about=row.request.period.text,
                due_on=row.request.due_on,
                obligor="utforaren",
                agreements=(row.agreement,),
                providers=(row.provider,),
                reason=DueReason.HANDLING,
                citations=(row.request.source,),
            )


def _planned(states: Mapping[StreamId, State], on: date) -> Iterator[DueRow]:
    """What a plan asks for, unless somebody has asked for the same document by a day."""
    for row in obligation_rows(states, on=on):
        post, state = row.post, states[row.stream]
        if row.status not in (ObligationStatus.FÖRSENAD, ObligationStatus.KOMMANDE):
            continue
        if isinstance(state, Agreement) and any(
            (asked.document, asked.period.text) == (post.what, post.about.text)
            for asked in state.requested
        ):
            continue
        yield DueRow(
            stream=row.stream,
            what=post.what,
            kind=post.kind,
            about=post.about.text,
            due_on=post.due_on,
            obligor=post.obligor.value,
            agreements=row.agreements,
            providers=row.providers,
            reason=DueReason.PLAN,
            citations=post.citations,
            is_announced=post.is_announced,
            post=post,
            plan=row.kept.plan,
            done=len(row.done),
        )


def _cures(states: Mapping[StreamId, State], on: date) -> Iterator[DueRow]:
    """The cures that are awaited by a day; those that nobody has set a day for are no rows."""
    for stream, state in states.items():
        if not isinstance(state, Deficiency) or not state.demands or state.remedied_on is not None:
            continue
        for cure in cure_times(stream, state, states, on=on):
            if cure.last_day is not None:
                row = _row(
                    stream, "rattelse", PostKind.INLÄMNING, cure.deficiency, cure.last_day,
                    "utforaren", DueReason.RÄTTELSETID, cure.sent_on,
                )  # fmt: skip
                yield attrs.evolve(row, citations=cure.citations, mark=cure.id)


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
                        stream, "revisionssvar", PostKind.BESLUT, id_, each.received.respond_by,
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
            stream, "kommunicering", PostKind.INLÄMNING, about, asked.reply_by,
            "utforaren", DueReason.SVARSTID, asked.sent_on,
        )  # fmt: skip
    plan = state.awaited_plan
    if plan is not None:
        yield _row(
            stream, "atgardsplan", PostKind.INLÄMNING, about, plan.due_on,
            "utforaren", DueReason.BESLUT, plan.asked_by.decided_on,
        )  # fmt: skip
    if state.check_planned_for is not None:
        yield _row(
            stream, "resultatuppfoljning", PostKind.UPPFÖLJNING, about, state.check_planned_for,
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
        kind=PostKind.UPPFÖLJNING,
        about=about,
        due_on=planned.planned_for.ends_on or date.max,
        obligor="kommunen",
        agreements=tuple(id_ for kind, _, id_ in parties if kind == "agreement"),
        providers=tuple(id_ for kind, _, id_ in parties if kind == "provider"),
        reason=DueReason.PLANERAD,
        since=planned.planned_on,
        is_announced=planned.is_announced,
        responsible=planned.responsible,
    )
    if planned.planned_for.ends_on is not None:  # a period without days has no day to be late on
        yield found
    if checked is not None and state.check_answered is None and state.report is None:
        yield attrs.evolve(
            found,
            what="faktagranskning",
            kind=PostKind.INLÄMNING,
            due_on=checked.reply_by,
            obligor="utforaren",
            reason=DueReason.FAKTAGRANSKNING,
            since=checked.sent_on,
            responsible="",
            is_announced=True,  # the provider has the report before it
        )


def _row(  # noqa: PLR0917  as the rows are read: what, when, who, why
    stream: StreamId,
    what: str,
    kind: PostKind,
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
