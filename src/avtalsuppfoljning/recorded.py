"""The envelope around any event, the ids of streams, and how events become states.

A stream's id says what kind of stream it is: its last segment starts with the kind's name.
``agreement:solsidan/deficiency:2026-3`` is a deficiency within the agreement ``solsidan``, so
all that is decided within one agreement sorts together.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, Generic, NamedTuple, TypeVar, get_args

import attrs

from avtalsuppfoljning import (
    agreement,
    custody,
    deficiency,
    follow_up,
    provider,
    sanction,
    steering,
)
from avtalsuppfoljning.errors import InvalidValueError, UnknownEventError
from avtalsuppfoljning.terms import (
    AgreementId,
    DeficiencyId,
    FollowUpId,
    ProviderId,
    SanctionId,
    SteeringId,
    StreamId,
    check_id,
)

Event = (
    provider.Event
    | agreement.Event
    | follow_up.Event
    | deficiency.Event
    | sanction.Event
    | steering.Event
    | custody.Event
)
State = (
    provider.Provider
    | agreement.Agreement
    | follow_up.FollowUp
    | deficiency.Deficiency
    | sanction.Sanction
    | steering.Steering
    | custody.Custody
)
S = TypeVar("S")
E = TypeVar("E")

# ── ids of streams ──


def provider_stream(provider: ProviderId) -> StreamId:
    """The stream of a provider."""
    return StreamId(f"provider:{check_id(provider)}")


def agreement_stream(agreement: AgreementId) -> StreamId:
    """The stream of an agreement; all that is decided within it starts with this id."""
    return StreamId(f"agreement:{check_id(agreement)}")


def deficiency_stream(agreement: AgreementId, deficiency: DeficiencyId) -> StreamId:
    """The stream of a deficiency within an agreement."""
    return StreamId(f"{agreement_stream(agreement)}/deficiency:{check_id(deficiency)}")


def sanction_stream(agreement: AgreementId, sanction: SanctionId) -> StreamId:
    """The stream of a sanction within an agreement."""
    return StreamId(f"{agreement_stream(agreement)}/sanction:{check_id(sanction)}")


def follow_up_stream(follow_up: FollowUpId) -> StreamId:
    """The stream of a follow-up."""
    return StreamId(f"followup:{check_id(follow_up)}")


def steering_stream(steering: SteeringId) -> StreamId:
    """The stream of what a nämnd has adopted."""
    return StreamId(f"steering:{check_id(steering)}")


KEYS_STREAM: Final = StreamId("register:nycklar")
"""The stream of the register itself: its key store, and what was gallrat."""


def access_stream(day: date) -> StreamId:
    """The stream of who was shown on a day what is not open."""
    return StreamId(f"register:insyn-{day.isoformat()}")


# ── kinds of streams ──


@attrs.frozen
class StreamKind(Generic[S, E]):
    """What a stream of this kind starts from, which events it takes, and how they fold."""

    name: str
    initial: S
    evolve: Callable[[S, E], S]
    events: tuple[type, ...]
    decisions: frozenset[Callable[..., tuple[E, ...]]]


def _kind(name: str, module: Any) -> StreamKind[Any, Any]:
    own = {
        function
        for function in vars(module).values()
        if getattr(function, "__module__", "").startswith(f"{module.__name__}.decisions")
    }
    events = get_args(module.Event) or (module.Event,)
    return StreamKind(name, module.INITIAL, module.evolve, events, frozenset(own))


KINDS: Final = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            _kind("provider", provider),
            _kind("agreement", agreement),
            _kind("followup", follow_up),
            _kind("deficiency", deficiency),
            _kind("sanction", sanction),
            _kind("steering", steering),
            _kind("register", custody),
        )
    }
)


@lru_cache(maxsize=4096)
def kind_of(stream: str) -> StreamKind[Any, Any]:
    """The kind of a stream, read from its id.

    >>> kind_of("agreement:a/deficiency:b").name
    'deficiency'
    """
    if not isinstance(stream, str):
        raise InvalidValueError(f"{stream!r} is not the id of a stream", f"use {_SHAPES}")
    outer, _, inner = stream.rpartition("/")
    name, colon, local = inner.partition(":")
    parent = outer.partition(":")
    is_inner = name in ("deficiency", "sanction")
    if name not in KINDS or not colon or is_inner is not bool(outer):
        raise InvalidValueError(f"{stream!r} is not the id of a stream", f"use {_SHAPES}")
    check_id(local)
    if outer:
        if parent[0] != "agreement":
            raise InvalidValueError(f"{stream!r} is not the id of a stream", f"use {_SHAPES}")
        check_id(parent[2])
    return KINDS[name]


_SHAPES = (
    "provider:<id>, agreement:<id>, agreement:<id>/deficiency:<id>, agreement:<id>/sanction:<id>, "
    "followup:<id>, steering:<id> or register:<id>"
)

# ── the envelope ──


@attrs.frozen
class Entry(Generic[E]):
    """What is stored of an event: the fact itself and the circumstances of its recording."""

    event: E
    at: datetime
    """The instant of recording, in UTC."""
    day: date
    """The civil day of recording in Sweden (Europe/Stockholm)."""
    by: str
    """Who recorded it."""
    command: str
    """The command that caused it; the same command twice records nothing twice."""


class Recorded(NamedTuple):
    """An event at its place in the log. Positions and versions have no gaps."""

    position: int
    stream: StreamId
    version: int
    entry: Entry[Any]

    @property
    def event(self) -> Any:
        """The fact itself."""
        return self.entry.event


# ── folding ──


def fold(events: Iterable[Recorded]) -> dict[StreamId, State]:
    """The state of every stream after these events, which come in the order of the log."""
    states: dict[StreamId, State] = {}
    evolvers: dict[StreamId, Callable[[Any, Any], Any]] = {}
    for position, stream, _, entry in events:
        try:
            evolve = evolvers.get(stream)
            if evolve is None:
                kind = kind_of(stream)
                evolve = evolvers[stream] = kind.evolve
                states[stream] = evolve(kind.initial, entry.event)
            else:
                states[stream] = evolve(states[stream], entry.event)
        except Exception as error:
            raise misplaced(position, stream) from error
    return states


def misplaced(position: int, stream: str) -> UnknownEventError:
    """An event that no decision of its stream can have led to: somebody has put it there."""
    return UnknownEventError(
        f"the event at position {position} does not belong in {stream!r} as it is",
        "verify the register, and restore it from a backup if it was tampered with",
        code="event_misplaced",
    )
