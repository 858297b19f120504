"""What has happened around an agreement, day by day.

The agreement's own events, those of the deficiencies and sanctions within it, and those of the
follow-ups that name it. A provider never sees a follow-up that is unannounced.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs

from avtalsuppfoljning.agreement import (
    AgreementSigned,
    ObligationExcused,
    ObligationFulfilled,
    ObligationsEstablished,
)
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.follow_up import (
    FollowUpPlanned,
    HändelsestyrdFollowUpProposed,
    PlatsbesökMade,
)
from avtalsuppfoljning.recorded import Recorded, agreement_stream, kind_of, provider_stream
from avtalsuppfoljning.terms import AgreementId, StreamId

_CIVIL: Final = ZoneInfo("Europe/Stockholm")
_LATER: Final = frozenset(
    {"due_on", "ends_on", "starts_on", "effective_on", "reply_by", "respond_by",
     "planned_for", "first_day", "last_day", "valid_from", "valid_until"}
)  # fmt: skip
"""Days that an event tells of, other than the day it happened."""


@attrs.frozen
class TimelineRow:
    """One event, and the day it happened."""

    day: date
    position: int
    stream: StreamId
    event: Any
    by: str
    """Who recorded it."""


def timeline(
    events: Iterable[Recorded],
    agreement: AgreementId,
    *,
    on: date,
    for_provider: bool = False,
) -> tuple[TimelineRow, ...]:
    """Every event about an agreement that was recorded by the end of a day, in order of day.

    Of several on one day, the one that was recorded first stands first.
    """
    known = [each for each in events if each.entry.day <= on]
    own = agreement_stream(agreement)
    parties = frozenset({own, *_providers(known, own)})
    named = _follow_ups(known, parties, for_provider=for_provider)
    secret = _unannounced_posts(known, own) if for_provider else frozenset()
    rows = [
        TimelineRow(happened_on(each.event, each.entry.day), each.position, each.stream,
                    _shown(each.event, secret), each.entry.by)
        for each in known
        if each.stream == own
        or each.stream.startswith(f"{own}/")
        or (each.stream in named and _concerns(each.event, agreement, own))
        if not (for_provider and _is_unannounced(each.event, secret))
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.day, row.position)))


def happened_on(event: Any, recorded_on: date) -> date:
    """The day an event happened, as it says itself; else the day it was recorded.

    >>> from avtalsuppfoljning.follow_up import FollowUpOpened
    >>> happened_on(FollowUpOpened(opened_on=date(2026, 3, 2)), date(2026, 3, 5))
    datetime.date(2026, 3, 2)
    """
    choice = getattr(getattr(event, "ruling", event), "choice", None)
    if choice is not None:
        return choice.decided_on  # type: ignore[no-any-return]  # every choice has a day
    excuse = getattr(event, "excuse", None)
    if excuse is not None:
        return excuse.excused_on  # type: ignore[no-any-return]  # every excuse has a day
    for field in attrs.fields(type(event)):
        told = getattr(event, field.name)
        if field.name in _LATER or not isinstance(told, date):
            continue
        return told.astimezone(_CIVIL).date() if isinstance(told, datetime) else told
    return recorded_on


# ── helpers ──


def _providers(events: Iterable[Recorded], own: StreamId) -> Iterator[StreamId]:
    for each in events:
        if each.stream == own and isinstance(each.event, AgreementSigned):
            yield provider_stream(each.event.provider)


def _follow_ups(
    events: Iterable[Recorded], parties: frozenset[StreamId], *, for_provider: bool
) -> frozenset[StreamId]:
    """The follow-ups that name the agreement or its provider.

    A proposal is not for the provider: what comes of it may be unannounced.
    """
    named: set[StreamId] = set()
    hidden: set[StreamId] = set()
    for each in events:
        if kind_of(each.stream).name != "followup":
            continue
        match each.event:
            case FollowUpPlanned(targets=targets, is_announced=is_announced):
                named |= {each.stream} if parties & set(targets) else set()
                hidden |= set() if is_announced else {each.stream}
            case HändelsestyrdFollowUpProposed(targets=targets) if not for_provider:
                named |= {each.stream} if parties & set(targets) else set()
            case _:
                pass
    return frozenset(named - hidden if for_provider else named)


def _concerns(event: Any, agreement: AgreementId, own: StreamId) -> bool:
    """False for what a follow-up of many says of another agreement."""
    if getattr(event, "agreement", agreement) != agreement:
        return False
    deficiency = getattr(event, "deficiency", None)
    return deficiency is None or deficiency.startswith(f"{own}/")


def _unannounced_posts(events: Iterable[Recorded], own: StreamId) -> frozenset[str]:
    """The ids of what is planned within the agreement and not for the provider to know of."""
    return frozenset(
        post.id
        for each in events
        if each.stream == own and isinstance(each.event, ObligationsEstablished)
        for post in each.event.posts
        if not post.is_announced
    )


def _shown(event: Any, secret: frozenset[str]) -> Any:
    """The event, without the posts of a plan that are not to be known of."""
    if not secret or not isinstance(event, ObligationsEstablished):
        return event
    return replace(
        event,
        posts=tuple(post for post in event.posts if post.id not in secret),
        superseded=tuple(id_ for id_ in event.superseded if id_ not in secret),
    )


def _is_unannounced(event: Any, secret: frozenset[str]) -> bool:
    if isinstance(event, HändelsestyrdFollowUpProposed):
        return True
    if isinstance(event, ObligationFulfilled | ObligationExcused):
        return event.obligation in secret
    if isinstance(event, ObligationsEstablished):
        return {*(post.id for post in event.posts), *event.superseded} <= secret
    return isinstance(event, PlatsbesökMade) and not event.is_announced
