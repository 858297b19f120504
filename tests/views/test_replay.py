"""One digest for all states: equal exactly when the states are."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from hypothesis import given, settings, strategies as st

from avtalsuppfoljning.deficiency import (
    DeficiencyEstablished,
    ÅtgärdsplanApproved,
    ÅtgärdsplanReceived,
    ÅtgärdsplanRejected,
)
from avtalsuppfoljning.recorded import KINDS, Entry, Recorded, fold
from avtalsuppfoljning.recording.catalogue import decode, encode
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
}
NEEDS_A_PLAN = (ÅtgärdsplanReceived, ÅtgärdsplanApproved, ÅtgärdsplanRejected)

Event = tuple[StreamId, Entry[Any]]
few = settings(max_examples=40, deadline=None)


def entry(event: Any) -> Entry[Any]:
    return Entry(event, datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 2), "anna", "k1")


def events() -> st.SearchStrategy[Event]:
    """Any event that any stream takes, whatever happened before."""
    return st.one_of(
        [
            st.tuples(st.just(StreamId(STREAMS[kind.name])), strategies.instances(event).map(entry))
            for kind in KINDS.values()
            for event in kind.events
            if event not in NEEDS_A_PLAN
        ]
    )


def histories() -> st.SearchStrategy[list[Event]]:
    return st.lists(events(), max_size=4)


def states_of(history: Sequence[Event]) -> Any:
    return fold(Recorded(n, stream, n, each) for n, (stream, each) in enumerate(history))


@few
@given(histories(), histories())
def test_two_histories(one: list[Event], other: list[Event]) -> None:
    same = states_of(one) == states_of(other)
    assert (digest(states_of(one)) == digest(states_of(other))) is same


@few
@given(histories(), events())
def test_one_event_more(history: list[Event], more: Event) -> None:
    before, after = states_of(history), states_of([*history, more])
    assert (digest(before) == digest(after)) is (before == after)


@few
@given(st.data())
def test_one_field_changed(data: st.DataObject) -> None:
    """Two events of one kind, whose fields may happen to be equal."""
    stream, event = data.draw(
        st.sampled_from([(STREAMS[k.name], e) for k in KINDS.values() for e in k.events]).filter(
            lambda pair: pair[1] not in NEEDS_A_PLAN
        )
    )
    one, other = data.draw(st.tuples(*[strategies.instances(event)] * 2))
    states = [states_of([(StreamId(stream), entry(each))]) for each in (one, other)]
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


def test_nothing_and_an_empty_stream_are_not_the_same() -> None:
    kind = KINDS["deficiency"]
    assert digest({}) != digest({StreamId(STREAMS["deficiency"]): kind.initial})
    assert DeficiencyEstablished in kind.events
