"""The coverage of a plan that is in force: its operations against the years of its posts."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.planned import Area, PlannedPost
from avtalsuppfoljning.recorded import State, agreement_stream
from avtalsuppfoljning.schedule import PostKind
from avtalsuppfoljning.steering import Plan
from avtalsuppfoljning.terms import AgreementKind, SteeringId, StreamId
from avtalsuppfoljning.views.agreements import AgreementStatus, status_on
from avtalsuppfoljning.views.concerned import Parties, areas_named
from avtalsuppfoljning.views.coverage import Activity, Coverage, coverage, plain_name
from avtalsuppfoljning.views.obligations import (
    ObligationRow,
    ObligationStatus,
    obligation_rows,
    year_of,
)

States = Mapping[StreamId, State]


def coverage_of_plan(states: States, steering: SteeringId, plan: Plan, *, on: date) -> Coverage:
    """The areas of a plan against the years of its posts: planned, done, overdue or missing.

    What the nämnd has agreements about and the plan does not name is an area too: a plan does
    not leave anybody out by not mentioning them.
    """
    areas = (*plan.areas, *_unnamed(states, steering, plan, on))
    activities = [
        Activity(
            name,
            str(year_of(row.post)),
            row.done_on is not None,
            row.status is ObligationStatus.FÖRSENAD,
        )
        for row in _rows(states, plan, on)
        for name in _areas_named(row.post, areas)
    ]
    return coverage(areas, sorted({each.period for each in activities}), activities)


def areas_of(posts: Iterable[PlannedPost]) -> tuple[Area, ...]:
    """The operations that posts name, each under the first of its names.

    The names that a post has for its operation are one area, unless a part of them is somebody
    else's: then the post concerns several, and each is an area of its own.

    >>> [area.name for area in areas_of([])]
    []
    """
    groups = list(dict.fromkeys(post.operations for post in posts if post.operations))
    whole = [each for each in groups if not any(set(o) < set(each) for o in groups)]
    areas: dict[str, Area] = {}
    known: dict[str, str] = {}
    for names in whole:
        owner = next((known[name] for name in names if name in known), names[0])
        new = tuple(name for name in names if name not in known)
        earlier = areas.get(owner)
        also = (*earlier.also, *new) if earlier else new[1:]
        areas[owner] = Area(name=owner, also=also)
        known |= dict.fromkeys(new, owner)
    left = dict.fromkeys(name for names in groups for name in names if name not in known)
    return (*areas.values(), *(Area(name=name) for name in left))


# ── helpers ──


def _rows(states: States, plan: Plan, on: date) -> Iterator[ObligationRow]:
    """What the plan follows up, as it stands; what somebody let go is not planned any more."""
    for row in obligation_rows(states, on=on):
        is_own = row.kept.plan == plan.adopted.plan and row.post.id in plan.posts
        is_visit = row.post.kind is PostKind.UPPFÖLJNING and bool(row.post.operations)
        if is_own and is_visit and row.status is not ObligationStatus.UNDANTAGEN:
            yield row


def _areas_named(post: PlannedPost, areas: Iterable[Area]) -> Iterator[str]:
    """Each area that a post names; its own first name where it names none."""
    found = areas_named(post, areas)
    yield from (area.name for area in found) if found else post.operations[:1]


def _unnamed(states: States, steering: SteeringId, plan: Plan, on: date) -> Iterator[Area]:
    """The operations of agreements in force that no area of the plan has a name for."""
    known = {plain_name(name) for area in plan.areas for name in (area.name, *area.also)}
    found: dict[str, None] = {}
    for party in Parties.of(states).by_id.values():
        signed, state = party.signed, states[agreement_stream(party.agreement)]
        assert isinstance(state, Agreement)
        is_outside = signed.kind is AgreementKind.INDIVIDAVTAL or signed.steering != steering
        if is_outside or party.names & known or status_on(state, on) is AgreementStatus.AVSLUTAT:
            continue
        found[signed.operation] = None
    yield from (Area(name=name) for name in found)
