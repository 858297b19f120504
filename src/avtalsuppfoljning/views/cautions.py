"""What somebody ought to look at in a plan.

In-depth follow-ups that come too late to be of use, and agreements that want their documents on
another day than the nämnd wishes.
"""

import enum
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.follow_up import FollowUp, FollowUpDepth
from avtalsuppfoljning.recorded import State, agreement_stream
from avtalsuppfoljning.schedule import MonthDay, add_months
from avtalsuppfoljning.steering import Steering
from avtalsuppfoljning.terms import AgreementId, StreamId, Term
from avtalsuppfoljning.views.agreements import known_on
from avtalsuppfoljning.views.concerned import Parties
from avtalsuppfoljning.views.planning import planning_terms_on

States = Mapping[StreamId, State]

MONTHS_BEFORE_END: Final = 12
"""So many months before an agreement's end its in-depth follow-up should be over: a choice of
ours, for the plans say only that it must be of use."""


class EndStatus(Term):
    """How a follow-up lies to the end of its agreement."""

    EFTER_SLUT = enum.auto()
    """After the last day."""
    NÄRA_SLUT = enum.auto()
    """So near the last day that it is of little use before the agreement is renewed."""
    SLUT_OKÄNT = enum.auto()
    """The end is a day that does not exist, and nobody has said which day is meant."""


@attrs.frozen
class NearEnd:
    """An in-depth follow-up that is planned too near its agreement's end, or after it."""

    stream: StreamId
    """Where it is planned."""
    post: str
    """The post of a plan; empty for a follow-up that is planned by itself."""
    agreement: AgreementId
    due_on: date
    ends_on: date | None
    status: EndStatus


@attrs.frozen
class DeviatingDay:
    """A document that an agreement wants on another day than the nämnd wishes."""

    agreement: AgreementId
    what: str
    own: MonthDay | None
    """None: the agreement names no day."""
    wished: MonthDay


def near_end(states: States, *, on: date, months: int = MONTHS_BEFORE_END) -> tuple[NearEnd, ...]:
    """In-depth follow-ups that come later than so many months before their agreement's end."""
    found = []
    for stream, post, due_on, agreement in _in_depth(states):
        state = states[agreement_stream(agreement)]
        assert isinstance(state, Agreement)
        ends_on = known_on(state, on).ends_on
        status = _status(state, due_on, ends_on, months)
        if status is not None:
            found.append(NearEnd(stream, post, agreement, due_on, ends_on, status))
    return tuple(sorted(found, key=lambda each: (each.due_on, each.agreement, each.stream)))


def deviating_days(
    states: States, wished: Mapping[str, MonthDay], *, on: date
) -> tuple[DeviatingDay, ...]:
    """The agreements that run on a day and do not want a document when the nämnd wishes it."""
    found = []
    for stream, state in states.items():
        if not isinstance(state, Agreement) or state.signed is None:
            continue
        ends_on = known_on(state, on).ends_on
        if state.signed.signed_on > on or (ends_on is not None and ends_on < on):
            continue
        terms = planning_terms_on(state, on)
        own = {each.what: each.by for each in terms.own_days} if terms else {}
        agreement = AgreementId(stream.partition(":")[2])
        found += [
            DeviatingDay(agreement, what, own.get(what), day)
            for what, day in wished.items()
            if own.get(what) != day
        ]
    return tuple(sorted(found, key=lambda each: (each.what, each.agreement)))


# ── helpers ──


def _in_depth(states: States) -> Iterator[tuple[StreamId, str, date, AgreementId]]:
    depth, parties = FollowUpDepth.FÖRDJUPAD, Parties.of(states)
    for stream, state in states.items():
        match state:
            case FollowUp(planned=planned, completed_on=None, declined=None) if planned:
                day = planned.planned_for.ends_on
                if planned.depth is depth and day is not None:
                    for party in parties.by_id.values():
                        if set(party.streams) & set(planned.targets):
                            yield stream, "", day, party.agreement
            case Agreement():
                own = AgreementId(stream.partition(":")[2])
                for kept in state.obligations.values():
                    if kept.is_open and kept.post.what == depth.value:
                        yield stream, kept.post.id, kept.post.due_on, own
            case Steering():
                for plan in state.plans.values():
                    for kept in plan.posts.values():
                        if kept.is_open and kept.post.what == depth.value:
                            for party in parties.concerned(kept.post):
                                yield stream, kept.post.id, kept.post.due_on, party.agreement
            case _:
                pass


def _status(state: Agreement, due_on: date, ends_on: date | None, months: int) -> EndStatus | None:
    if ends_on is None:
        return EndStatus.SLUT_OKÄNT if state.has_impossible_end else None
    if due_on > ends_on:
        return EndStatus.EFTER_SLUT
    return EndStatus.NÄRA_SLUT if add_months(due_on, months) > ends_on else None
