"""What is planned and in force: done in time, done late, let go, overdue or to come; and why.

What has been done is found where it was recorded: a document that came in, a meeting that was
held, a follow-up that was completed, a measurement. What leaves no such trace is fulfilled by an
event of its own. The days are those that came into force; nothing is computed here.
"""

import enum
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import attrs

from avtalsuppfoljning.agreement import (
    Agreement,
    FakturakontrollMade,
    ManuellTidsandelMeasured,
    ManuellTidsandelStated,
    SubmissionReceived,
)
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.follow_up import FollowUp
from avtalsuppfoljning.planned import Area, Kept, KeptPost, PlannedPost
from avtalsuppfoljning.provider import MeetingHeld, Provider, TillståndChecked
from avtalsuppfoljning.recorded import State, agreement_stream, provider_stream
from avtalsuppfoljning.schedule import PostKind
from avtalsuppfoljning.steering import Steering
from avtalsuppfoljning.terms import AgreementId, ProviderId, StreamId, Term
from avtalsuppfoljning.views.agreements import known_on
from avtalsuppfoljning.views.concerned import Parties, areas_named

FollowedUp = Mapping[StreamId, Sequence[FollowUp]]
_Measured = ManuellTidsandelMeasured | ManuellTidsandelStated | FakturakontrollMade


class ObligationStatus(Term):
    """How something planned stands; the members stand in the order of the list."""

    FÖRSENAD = enum.auto()
    """Its day is past, and it is not done."""
    KOMMANDE = enum.auto()
    """Its day is not past."""
    SENT_GENOMFÖRD = enum.auto()
    """Done, after its day."""
    GENOMFÖRD = enum.auto()
    """Done in time."""
    UNDANTAGEN = enum.auto()
    """A named person let it go."""


@attrs.frozen
class ObligationRow:
    """One post in force, seen from a day."""

    stream: StreamId
    kept: KeptPost
    agreements: tuple[str, ...]
    providers: tuple[str, ...]
    status: ObligationStatus
    done: tuple[date, ...] = ()
    """The days on which it was done, as often as it was."""

    @property
    def post(self) -> PlannedPost:
        """What is to be done, by which day, and why that day."""
        return self.kept.post

    @property
    def done_on(self) -> date | None:
        """The day on which it had been done as often as it must be."""
        wanted = max(self.post.at_least, 1)
        return self.done[wanted - 1] if len(self.done) >= wanted else None

    @property
    def id(self) -> str:
        """The stream and the post: the same for ever."""
        return f"{self.stream}#{self.post.id}"


@attrs.frozen
class Shortfall:
    """Something that was to be done a number of times, and was done fewer."""

    stream: StreamId
    plan: str
    agreements: tuple[str, ...]
    providers: tuple[str, ...]
    what: str
    year: int
    wanted: int
    done: int
    missing: tuple[str, ...]
    """Which of the periods lack it, as the plan calls them."""


def obligation_rows(states: Mapping[StreamId, State], *, on: date) -> tuple[ObligationRow, ...]:
    """Every post in force, seen from a day: the overdue first, then by day.

    What would be due after an agreement's last day has fallen away with the agreement.
    """
    ends = {
        stream: ends_on
        for stream, state in states.items()
        if isinstance(state, Agreement) and (ends_on := known_on(state, on).ends_on)
    }
    known = _Known(states, followed_up(states), Parties.of(states), ends)
    rows = [row for stream, state in states.items() for row in _of(stream, state, known, on)]
    order = list(ObligationStatus)
    key = lambda row: (order.index(row.status), row.post.due_on, row.id)  # noqa: E731
    return tuple(sorted(rows, key=key))


def shortfalls(states: Mapping[StreamId, State], *, on: date) -> tuple[Shortfall, ...]:
    """What was to be done a number of times in a year and was done fewer, once the day is past.

    One samverkansmöte of two is a shortfall, and so is a month without its measurement.
    """
    groups: dict[object, list[ObligationRow]] = {}
    for row in obligation_rows(states, on=on):
        if row.status is not ObligationStatus.UNDANTAGEN and row.post.due_on < on:
            post = row.post
            whose = (row.stream, row.kept.plan, row.agreements, post.operations)
            groups.setdefault((whose, post.what, year_of(post)), []).append(row)
    short = [each for each in map(_shortfall, groups.values()) if each.done < each.wanted > 1]
    return tuple(sorted(short, key=lambda each: (each.year, each.what, each.stream)))


def followed_up(states: Mapping[StreamId, State]) -> FollowedUp:
    """The follow-ups that are completed, by the streams they concern."""
    found: dict[StreamId, list[FollowUp]] = {}
    for state in states.values():
        if isinstance(state, FollowUp) and state.planned and state.completed_on is not None:
            for target in state.planned.targets:
                found.setdefault(target, []).append(state)
    return found


# ── helpers ──


@attrs.frozen
class _Known:
    """What is looked up again and again."""

    states: Mapping[StreamId, State]
    followed_up: FollowedUp
    parties: Parties
    ends: Mapping[StreamId, date]
    """The last days that are known on the day, of the agreements that have one."""

    def is_void(self, post: PlannedPost, agreement: AgreementId | None) -> bool:
        """Nothing is due after the last day of an agreement, whenever that day became known."""
        ends_on = self.ends.get(agreement_stream(agreement)) if agreement else None
        return ends_on is not None and ends_on < post.due_on


def _of(stream: StreamId, state: State, known: _Known, on: date) -> Iterator[ObligationRow]:
    match state:
        case Agreement():
            own = AgreementId(stream.partition(":")[2])
            yield from _rows(stream, state.obligations, own, known, on, areas=())
        case Steering():
            for plan in state.plans.values():
                yield from _rows(stream, plan.posts, None, known, on, areas=plan.areas)
        case _:
            return


def _rows(
    stream: StreamId,
    kept: Kept,
    own: AgreementId | None,
    known: _Known,
    on: date,
    *,
    areas: tuple[Area, ...],
) -> Iterator[ObligationRow]:
    following = _following(kept)
    for each in kept.values():
        agreement = own or each.post.agreement
        provider = _provider_of(known.states, agreement)
        until = following.get(each.post.id)
        days = _done(each, agreement, provider, known, until, areas=areas)
        done = tuple(sorted(day for day in days if day <= on))
        if not done and each.is_open and known.is_void(each.post, agreement):
            continue
        row = ObligationRow(
            stream=stream,
            kept=each,
            agreements=(agreement,) if agreement else (),
            providers=(provider,) if provider else (),
            status=ObligationStatus.KOMMANDE,
            done=done,
        )
        yield attrs.evolve(row, status=_status(row, on))


def _status(row: ObligationRow, on: date) -> ObligationStatus:
    excuse, done_on = row.kept.excuse, row.done_on
    if done_on is not None:
        is_late = done_on > row.post.due_on
        return ObligationStatus.SENT_GENOMFÖRD if is_late else ObligationStatus.GENOMFÖRD
    if excuse is not None and excuse.excused_on <= on:
        return ObligationStatus.UNDANTAGEN
    if row.post.at_least == 0:  # it may be done, and nothing is missing without it
        return ObligationStatus.KOMMANDE if on <= row.post.due_on else ObligationStatus.GENOMFÖRD
    return ObligationStatus.FÖRSENAD if row.post.due_on < on else ObligationStatus.KOMMANDE


def year_of(post: PlannedPost) -> int:
    """The year that a post belongs to: that of its period, else that of its day."""
    return (post.about.starts_on or post.due_on).year


def _shortfall(rows: Sequence[ObligationRow]) -> Shortfall:
    rows = sorted(rows, key=lambda row: row.post.due_on)
    first = rows[0]
    return Shortfall(
        stream=first.stream,
        plan=first.kept.plan,
        agreements=first.agreements,
        providers=first.providers,
        what=first.post.what,
        year=year_of(first.post),
        wanted=sum(row.post.at_least for row in rows),
        done=sum(min(len(row.done), row.post.at_least) for row in rows),
        missing=tuple(row.post.about.text for row in rows if len(row.done) < row.post.at_least),
    )


def _provider_of(
    states: Mapping[StreamId, State], agreement: AgreementId | None
) -> ProviderId | None:
    state = states.get(agreement_stream(agreement)) if agreement else None
    return state.signed.provider if isinstance(state, Agreement) and state.signed else None


# ── where what has been done is found ──


def _done(
    kept: KeptPost,
    agreement: AgreementId | None,
    provider: ProviderId | None,
    known: _Known,
    until: date | None,
    *,
    areas: tuple[Area, ...],
) -> Iterator[date]:
    post = kept.post
    if kept.fulfilled_on is not None:
        for _ in range(max(post.at_least, 1)):  # whoever said so meant all of it
            yield kept.fulfilled_on
        return
    if agreement is None or provider is None:
        yield from _done_by_many(post, known, until, areas)
        return
    state = known.states[agreement_stream(agreement)]
    assert isinstance(state, Agreement)
    yield from _handed_in(post, state)
    yield from _measured(post, state)
    yield from _met(post, known.states.get(provider_stream(provider)), until)
    targets = (agreement_stream(agreement), provider_stream(provider))
    yield from _visited(post, targets, known, until)


def _done_by_many(
    post: PlannedPost, known: _Known, until: date | None, areas: tuple[Area, ...]
) -> Iterator[date]:
    """What is done once for all: a meeting with the providers, a follow-up of an operation.

    A follow-up of several operations is done on the day when the last of them has been visited.
    """
    if post.kind is PostKind.MÖTE:
        days: set[date] = set()
        for state in known.states.values():
            days.update(_met(post, state, until))
        yield from days
    named = [(each.name, *each.also) for each in areas_named(post, areas)]
    whole = [replace(post, operations=each) for each in named] if len(named) > 1 else [post]
    visits = [sorted(_visits(each, known, until)) for each in whole]
    yield from map(max, zip(*visits, strict=False))  # as often as the one visited least


def _visits(post: PlannedPost, known: _Known, until: date | None) -> Iterator[date]:
    targets = tuple(target for party in known.parties.concerned(post) for target in party.streams)
    yield from _visited(post, targets, known, until)


def _handed_in(post: PlannedPost, state: Agreement) -> Iterator[date]:
    """The day that counts is the one when a document was diarieförd (F-43)."""
    received = (
        each
        for each in state.received
        if (each.document, each.period.text) == (post.what, post.about.text)
        if not _is_sent_back(each, state)
    )
    first = min(received, key=lambda each: each.registered_on, default=None)
    if first is not None:
        yield first.registered_on


def _is_sent_back(received: SubmissionReceived, state: Agreement) -> bool:
    return any(
        (sent.document, sent.period.text, sent.dnr)
        == (received.document, received.period.text, received.dnr)
        and received.registered_on <= sent.sent_back_on
        for sent in state.sent_back
    )


def _measured(post: PlannedPost, state: Agreement) -> Iterator[date]:
    """A measurement or control of the period answers for it, whenever it was written down."""
    for each in state.noted:
        if isinstance(each, _Measured) and isinstance(each, _MEASURED.get(post.what, ())):
            period = each.period
            is_same = period.text == post.about.text or (
                period.ends_on is not None
                and (period.starts_on, period.ends_on) == (post.about.starts_on, post.about.ends_on)
            )
            if is_same:
                yield period.ends_on or post.due_on


def _met(post: PlannedPost, state: State | None, until: date | None) -> Iterator[date]:
    if isinstance(state, Provider):
        for each in state.noted:
            match each:
                case MeetingHeld(kind=kind, held_on=day) if kind.value == post.what:
                    yield from _within(post, day, until)
                case TillståndChecked(checked_on=day) if post.what == PERMIT_CHECK:
                    yield from _within(post, day, until)
                case _:
                    pass


def _visited(
    post: PlannedPost, targets: tuple[StreamId, ...], known: _Known, until: date | None
) -> Iterator[date]:
    """Each follow-up once, however many of the targets it has."""
    if post.kind not in (PostKind.UPPFÖLJNING, PostKind.KONTROLL):
        return
    found = {id(each): each for target in targets for each in known.followed_up.get(target, ())}
    for state in found.values():
        planned, done_on = state.planned, state.completed_on
        assert planned is not None
        assert done_on is not None
        depth = planned.depth.value if planned.depth else ""
        if post.what in (planned.method.value, depth):
            yield from _within(post, done_on, until)


def _within(post: PlannedPost, day: date, until: date | None) -> Iterator[date]:
    """From the first day of its period until the next one begins; after its day it is late."""
    first = post.about.starts_on
    if first is not None and first <= day and (until is None or day < until):
        yield day


def _following(kept: Kept) -> Mapping[str, date]:
    """When the next post of the same thing begins, for those that have one."""
    groups: dict[tuple[str, tuple[str, ...], str | None], list[tuple[date, str]]] = {}
    for each in kept.values():
        post = each.post
        if post.about.starts_on is not None:
            group = groups.setdefault((post.what, post.operations, post.agreement), [])
            group.append((post.about.starts_on, post.id))
    found: dict[str, date] = {}
    for group in groups.values():
        for (begins, id_), (following, _) in pairwise(sorted(group)):
            if following > begins:
                found[id_] = following
    return found


_MEASURED: Final[Mapping[str, tuple[type, ...]]] = MappingProxyType(
    {
        "manuell_tid": (ManuellTidsandelMeasured, ManuellTidsandelStated),
        "ekonomisk": (FakturakontrollMade,),
    }
)
"""What is answered by a fact about its period."""
PERMIT_CHECK: Final = "tillstandskontroll"
