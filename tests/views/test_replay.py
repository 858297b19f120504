"""One digest for all states: equal exactly when the states are."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from itertools import chain
from typing import Any, Final

from hypothesis import given, settings, strategies as st

from avtalsuppfoljning.agreement import ÅterkravRaised, ÅterkravSettled
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import (
    AcuteDeficiencyReported,
    DeficiencyEstablished,
    ÅtgärdsplanApproved,
    ÅtgärdsplanReceived,
    ÅtgärdsplanRejected,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.provider import (
    ApplicationAccepted,
    ApplicationReceived,
    ApplicationRejected,
    ApplicationRequirementAssessed,
)
from avtalsuppfoljning.recorded import KINDS, Entry, Recorded, fold
from avtalsuppfoljning.recording.catalogue import decode, encode
from avtalsuppfoljning.steering import (
    RevisionsrekommendationAnswered,
    RevisionsrekommendationReceived,
    UppföljningsplanAdopted,
    UppföljningsplanRevised,
)
from avtalsuppfoljning.terms import StreamId
from avtalsuppfoljning.testing import strategies
from avtalsuppfoljning.views.replay import digest, plain

STREAMS: Final = {
    "provider": "provider:p",
    "agreement": "agreement:a",
    "followup": "followup:u",
    "deficiency": "agreement:a/deficiency:b",
    "sanction": "agreement:a/sanction:s",
    "steering": "steering:n",
    "register": "register:nycklar",
}
FOLLOWS: Final[dict[type, tuple[type, tuple[str, ...]]]] = {
    ApplicationRequirementAssessed: (ApplicationReceived, ("application",)),
    ApplicationAccepted: (ApplicationReceived, ("application",)),
    ApplicationRejected: (ApplicationReceived, ("application",)),
    ÅterkravSettled: (ÅterkravRaised, ("claim",)),
    ÅtgärdsplanReceived: (ÅtgärdsplanRequested, ()),
    ÅtgärdsplanApproved: (ÅtgärdsplanRequested, ()),
    ÅtgärdsplanRejected: (ÅtgärdsplanRequested, ()),
    UppföljningsplanRevised: (UppföljningsplanAdopted, ("plan",)),
    RevisionsrekommendationAnswered: (RevisionsrekommendationReceived, ("recommendation",)),
}
"""Events that make sense only after another one, and what the two have in common."""

Event = tuple[StreamId, Entry[Any]]
few = settings(max_examples=30, deadline=None)


def entry(event: Any) -> Entry[Any]:
    return Entry(event, datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 2), "anna", "k1")


def after(first: Any, *events: Any) -> list[Any]:
    """An event, and others that concern the same matter."""
    _, common = FOLLOWS[type(events[0])]
    same = {name: getattr(first, name) for name in common}
    return [first, *(replace(event, **same) for event in events)]


def steps(event: type, *, times: int = 1) -> st.SearchStrategy[list[Any]]:
    """An event of this kind, or so many, after what they presuppose."""
    events = st.tuples(*[strategies.instances(event)] * times)
    if event not in FOLLOWS:
        return events.map(list)
    first, _ = FOLLOWS[event]
    return st.builds(lambda one, more: after(one, *more), strategies.instances(first), events)


def on(kind: str, events: list[Any]) -> list[Event]:
    return [(StreamId(STREAMS[kind]), entry(event)) for event in events]


def some_steps() -> st.SearchStrategy[list[Event]]:
    """Any event that any stream takes, after what it presupposes."""
    return st.one_of(
        [
            steps(event).map(partial(on, kind.name))
            for kind in KINDS.values()
            for event in kind.events
        ]
    )


def histories() -> st.SearchStrategy[list[Event]]:
    return st.lists(some_steps(), max_size=3).map(lambda lists: [*chain.from_iterable(lists)])


def states_of(history: Sequence[Event]) -> Any:
    return fold(Recorded(n, stream, n, each) for n, (stream, each) in enumerate(history))


@few
@given(histories(), histories())
def test_two_histories(one: list[Event], other: list[Event]) -> None:
    same = states_of(one) == states_of(other)
    assert (digest(states_of(one)) == digest(states_of(other))) is same


@few
@given(histories(), some_steps())
def test_one_step_more(history: list[Event], more: list[Event]) -> None:
    before, after = states_of(history), states_of([*history, *more])
    assert (digest(before) == digest(after)) is (before == after)


@few
@given(st.data())
def test_one_field_changed(data: st.DataObject) -> None:
    """Two events of one kind, whose fields may happen to be equal."""
    kind = data.draw(st.sampled_from(list(KINDS.values())))
    event = data.draw(st.sampled_from(kind.events))
    *before, one, other = data.draw(steps(event, times=2))
    states = [states_of(on(kind.name, [*before, each])) for each in (one, other)]
    assert (digest(states[0]) == digest(states[1])) is (states[0] == states[1])


@few
@given(histories())
def test_stored_and_loaded(history: list[Event]) -> None:
    loaded = [(stream, decode(*encode(each), position=1)) for stream, each in history]
    assert states_of(loaded) == states_of(history)
    assert digest(states_of(loaded)) == digest(states_of(history))


@few
@given(histories())
def test_whatever_the_order_of_the_streams(history: list[Event]) -> None:
    states = states_of(history)
    backwards = dict(reversed(states.items()))
    assert digest(backwards) == digest(states)
    assert list(plain(backwards)) == sorted(states)


@few
@given(histories())
def test_it_is_plain_data_in_ascii(history: list[Event]) -> None:
    text = json.dumps(plain(states_of(history)))
    assert text.isascii()
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", digest(states_of(history)))


def test_one_instant_has_one_digest() -> None:
    """T-45: whichever zone the instant of a notice was given in."""
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    states = [
        states_of(on("deficiency", [AcuteDeficiencyReported(what="", taken="", reported_at=each)]))
        for each in (at, at.astimezone(timezone(timedelta(hours=1))))
    ]
    assert states[0] == states[1]
    assert digest(states[0]) == digest(states[1])


def test_nothing_and_an_empty_stream_are_not_the_same() -> None:
    kind = KINDS["deficiency"]
    assert digest({}) != digest({StreamId(STREAMS["deficiency"]): kind.initial})
    assert DeficiencyEstablished in kind.events
