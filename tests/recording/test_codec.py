"""Every event, stored and loaded: by the register's codec and by the strict one, alike."""

import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import attrs
import pendulum
import pytest
from hypothesis import given, settings, strategies as st

from avtalsuppfoljning.classification import replace, sekretess_of
from avtalsuppfoljning.errors import InvalidValueError, UnknownEventError
from avtalsuppfoljning.recorded import KINDS, Entry
from avtalsuppfoljning.recording.catalogue import NAMES, decode, encode
from avtalsuppfoljning.strict import structure, unstructure
from avtalsuppfoljning.terms import Money
from avtalsuppfoljning.testing import strategies

EVENTS = list(NAMES)
RECORDED = strategies.recorded_types()
COMPOSED = "Åtgärdsplan é"
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)

every_event = pytest.mark.parametrize("event", EVENTS, ids=NAMES.__getitem__)
few = settings(max_examples=10, deadline=None)
one = settings(max_examples=1, deadline=None)


def fields_of(cls: Any, *types: Any) -> list[str]:
    return [each.name for each in attrs.fields(cls) if get_args(each.type)[0] in types]


def keys(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from keys(each)


def envelopes(event: type) -> st.SearchStrategy[Entry[Any]]:
    return st.builds(
        Entry,
        strategies.instances(event),
        strategies.instants(),
        strategies.days(),
        strategies.texts(),
        strategies.ids(),
    )


def test_every_event_of_every_stream_has_a_stored_name() -> None:
    assert set(EVENTS) == {event for kind in KINDS.values() for event in kind.events}
    assert len(set(NAMES.values())) == len(EVENTS)


@every_event
def test_stored_then_loaded_is_equal(event: type) -> None:
    @few
    @given(envelopes(event))
    def check(entry: Entry[Any]) -> None:
        name, stored = encode(entry)
        loaded = decode(name, stored, position=1)
        assert loaded == entry
        assert type(loaded.event) is event
        assert encode(loaded) == (name, stored)

    check()


@every_event
def test_both_codecs_agree(event: type) -> None:
    """The strict one reads what the other wrote, and writes the same data."""

    @few
    @given(envelopes(event))
    def check(entry: Entry[Any]) -> None:
        data = json.loads(encode(entry)[1])
        written = json.loads(json.dumps(unstructure(entry.event)))
        assert written == data["event"]
        assert structure(written, event) == entry.event

    check()


@every_event
def test_stored_keys_are_ascii(event: type) -> None:
    @settings(max_examples=3, deadline=None)
    @given(envelopes(event))
    def check(entry: Entry[Any]) -> None:
        assert all(key.isascii() for key in keys(json.loads(encode(entry)[1])))

    check()


@pytest.mark.parametrize(
    ("cls", "field"),
    [
        pytest.param(cls, field, id=f"{NAMES.get(cls, number)}-{field}")
        for number, cls in enumerate(RECORDED)
        if cls is not Money  # its only text is the currency
        for field in fields_of(cls, str, str | None)
    ],
)
def test_text_is_composed_on_the_way_in(cls: type, field: str) -> None:
    @one
    @given(strategies.instances(cls))
    def check(value: Any) -> None:
        assert getattr(replace(value, **{field: DECOMPOSED}), field) == COMPOSED

    check()


@pytest.mark.parametrize(
    "event", [each for each in EVENTS if fields_of(each, str)], ids=NAMES.__getitem__
)
def test_decomposed_text_is_stored_composed(event: type) -> None:
    @one
    @given(envelopes(event))
    def check(entry: Entry[Any]) -> None:
        changes = dict.fromkeys(fields_of(event, str), DECOMPOSED)
        _, stored = encode(attrs.evolve(entry, event=replace(entry.event, **changes)))
        assert COMPOSED in stored.decode()
        assert DECOMPOSED not in stored.decode()

    check()


@pytest.mark.parametrize(
    "event", [each for each in EVENTS if fields_of(each, date)], ids=NAMES.__getitem__
)
def test_a_day_of_another_package_is_stored_as_a_plain_one(event: type) -> None:
    names = fields_of(event, date)

    @one
    @given(envelopes(event))
    def check(entry: Entry[Any]) -> None:
        theirs = replace(entry.event, **dict.fromkeys(names, pendulum.date(2026, 3, 2)))
        ours = replace(entry.event, **dict.fromkeys(names, date(2026, 3, 2)))
        name, stored = encode(attrs.evolve(entry, event=theirs))
        assert stored == encode(attrs.evolve(entry, event=ours))[1]
        loaded = decode(name, stored, position=1).event
        assert {type(getattr(loaded, each)) for each in names} == {date}

    check()


@pytest.mark.parametrize(
    "event", [each for each in EVENTS if fields_of(each, date)], ids=NAMES.__getitem__
)
def test_an_instant_is_no_day(event: type) -> None:
    @one
    @given(envelopes(event))
    def check(entry: Entry[Any]) -> None:
        changes = dict.fromkeys(fields_of(event, date), pendulum.datetime(2026, 3, 2))
        with pytest.raises(InvalidValueError):
            encode(attrs.evolve(entry, event=replace(entry.event, **changes)))

    check()


@pytest.mark.parametrize("name", ["papekande-issued@0", "papekande-issued", "os.system@1", ""])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(UnknownEventError, match="position 7"):
        decode(name, b"{}", position=7)


@pytest.mark.parametrize("stored", [b"", b"{}", b"[1]", b"\xff", b'{"event":{}}'])
def test_damaged_bytes_are_refused(stored: bytes) -> None:
    with pytest.raises(UnknownEventError, match="position 7"):
        decode("papekande-issued@1", stored, position=7)


@pytest.mark.parametrize("cls", RECORDED, ids=NAMES.get)
def test_every_recorded_field_is_classified(cls: Any) -> None:
    assert all(sekretess_of(field) for field in attrs.fields(cls))


@pytest.fixture(scope="module")
def told_to_hypothesis() -> None:
    strategies.register()


@pytest.mark.usefixtures("told_to_hypothesis")
@pytest.mark.parametrize("cls", RECORDED, ids=NAMES.get)
def test_hypothesis_finds_the_strategies(cls: type) -> None:
    """Also inside other values: an own amount of money is never negative."""

    @one
    @given(st.from_type(cls))
    def check(value: object) -> None:
        assert type(value) is cls

    check()


@few
@given(strategies.entries())
def test_any_entry_is_stored_and_loaded(entry: Entry[Any]) -> None:
    name, stored = encode(entry)
    assert decode(name, stored, position=1) == entry
