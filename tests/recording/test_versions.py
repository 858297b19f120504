"""Events for ever: what an older version stored is read, and a newer one names what is needed."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest
from hypothesis import given, strategies as st
from tests.recording.municipality import PROVIDER, record, register_provider
from tests.recording.test_gallring import report

from avtalsuppfoljning import provider
from avtalsuppfoljning.classification import Open, Osl26, event
from avtalsuppfoljning.errors import InvalidValueError, UnknownEventError
from avtalsuppfoljning.recorded import KEYS_STREAM, Entry, fold
from avtalsuppfoljning.recording import Register, catalogue
from avtalsuppfoljning.recording.catalogue import DECODERS, NAMES, RELEASE, as_json, decoders, since
from avtalsuppfoljning.steering import InformationSent, TidplanEstablished
from avtalsuppfoljning.terms import ProviderId, StreamId

AT, DAY = datetime(2026, 1, 7, 9, tzinfo=UTC), date(2026, 1, 7)


@event
class Seen:
    """An observation, as the third version of it has it."""

    where: Open[str]
    how_many: Open[int]
    what: Osl26[str] = ""


def counted(data: dict[str, Any]) -> dict[str, Any]:
    """The first version told one thing at a time."""
    return data | {"many": 1}


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    """The second one had another word for the count."""
    return {key: value for key, value in data.items() if key != "many"} | {"how_many": data["many"]}


FOUND = decoders({Seen: "seen@3"}, {"seen@1": counted, "seen@2": renamed})


def stored(**data: Any) -> bytes:
    whole = {"event": data, "at": "2026-01-07T09:00:00Z", "day": "2026-01-07"}
    return as_json(whole | {"by": "anna", "command": "k1"})


@given(st.text(max_size=5), st.integers(0, 2**40))
def test_each_step_is_taken(where: str, many: int) -> None:
    now = Entry(Seen(where=where, how_many=many), AT, DAY, "anna", "k1")
    assert FOUND["seen@2"](stored(where=now.event.where, many=many)) == now
    assert FOUND["seen@3"](as_json(now)) == now
    first = FOUND["seen@1"](stored(where=now.event.where))
    assert first.event == Seen(where=where, how_many=1)


def test_what_is_current_has_a_decoder_of_its_own() -> None:
    """Nothing is added to it, whatever has changed before: its speed is that of the codec."""
    assert type(FOUND["seen@3"].__self__).__name__ == "Decoder"  # type: ignore[attr-defined]
    assert set(FOUND) == {"seen@1", "seen@2", "seen@3"}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("seen@2", stored(where="a")),
        ("seen@2", stored(where="a", many="1")),
        ("seen@2", stored(where="a", many=1, what=7)),
        ("seen@1", stored()),
        ("seen@1", stored(where="a") + b" "),
        ("seen@1", stored(where="a").replace(b'"by"', b'"of"')),
        ("seen@1", b"[]"),
        ("seen@1", b""),
        ("seen@1", b"\xff"),
    ],
)
def test_what_does_not_fit_its_version_is_refused(name: str, line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        FOUND[name](line)


def test_a_newer_version_says_what_is_needed() -> None:
    with pytest.raises(UnknownEventError) as refused:
        catalogue.decode("papekande-issued@2", stored(), position=7)
    assert refused.value.code == "event_unknown"
    assert refused.value.what == (
        "the event at position 7 is 'papekande-issued@2': "
        f"this release, {RELEASE}, knows 'papekande-issued' up to version 1"
    )
    assert refused.value.way_out.endswith(f"which is later than {RELEASE}")


@pytest.mark.parametrize(
    "name",
    ["hittepa@1", "papekande-issued", "papekande-issued@0", "os.system@1", "", None, 7, b"x"],
)
def test_no_other_name_is_read(name: Any) -> None:
    with pytest.raises(UnknownEventError, match="position 7") as refused:
        catalogue.decode(name, stored(), position=7)
    assert f"no release up to this one, {RELEASE}" in refused.value.what


@pytest.mark.parametrize("line", [None, 7, "text", 1.5, bytearray(b"{}")])
def test_what_is_not_bytes_is_refused(line: Any) -> None:
    with pytest.raises(UnknownEventError, match="position 7"):
        catalogue.decode("papekande-issued@1", line, position=7)


class TestWrittenByAnother:
    """What this library would have written in another way is refused, when it is looked into."""

    name = "oegentlighet-reported@1"
    data = (
        '{"at":"2026-01-07T09:00:00Z","by":"anna","command":"k1","day":"2026-01-07","event":'
        '{"authority":"skatteverket","dnr":"1","matter":"Åsa","reported_on":"2026-01-07"}}'
    )

    def test_ours_is_read(self) -> None:
        read = catalogue.decode(self.name, self.data.encode(), position=1)
        assert read.event.matter == "Åsa"

    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [
            ("Åsa", "A\u030asa"),
            ("Åsa", "\\u00c5sa"),
            ('"dnr":"1"', '"dnr":"0","dnr":"1"'),
            ('"dnr":"1"', '"dnr":"1","fler":1'),
            ("09:00:00Z", "09:00:00+00:00"),
            ("09:00:00Z", "10:00:00+01:00"),
            ('"by"', ' "by"'),
            ("k1", "k1\\/"),
        ],
        ids=["nfd", "escape", "twice", "more", "offset", "zone", "space", "slash"],
    )
    def test_theirs_is_refused(self, ours: str, theirs: str) -> None:
        changed = self.data.replace(ours, theirs).encode()
        json.loads(changed)
        with pytest.raises(UnknownEventError, match="not written as this library writes"):
            catalogue.decode(self.name, changed, position=1)


def test_every_name_has_a_release() -> None:
    assert {since(name) for name in NAMES.values()} == {"0.1.0"}


def test_lists_of_texts_are_composed_on_the_way_in() -> None:
    told = InformationSent(subject="a", recipients=(ProviderId("a"),), dnr="1", sent_at=AT)
    answered = TidplanEstablished(
        year=2026, content="a", communicated_to=("A\u030asa",), established_on=DAY
    )
    assert told.recipients == ("a",)
    assert answered.communicated_to == ("Åsa",)


def test_text_that_is_not_composed_is_never_stored() -> None:
    """Whatever way it took: here as the id of a command."""
    adopted = TidplanEstablished(year=2026, content="a", communicated_to=(), established_on=DAY)
    with pytest.raises(InvalidValueError, match="not composed"):
        catalogue.encode(Entry(adopted, AT, DAY, "anna", "A\u030a"))


class TestALaterRelease:
    """The register says which release it needs, from the first event that needs it."""

    @pytest.fixture
    def later(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """As if meetings had come with release 0.3.0, and reports with 0.10.0."""
        names = {"meeting-held@1": "0.3.0", "oegentlighet-reported@1": "0.10.0"}
        with monkeypatch.context() as patched:
            patched.setattr(catalogue, "LATER", names)
            yield

    def needed(self, register: Register) -> list[str]:
        return [each.event.release for each in register.events(stream=KEYS_STREAM)]

    @pytest.mark.usefixtures("later")
    def test_it_is_recorded_once(self, register: Register) -> None:
        register_provider(register)
        assert self.needed(register) == []
        for day in (1, 2):
            record(register, PROVIDER, provider.note, fact=meeting(day))
        assert self.needed(register) == ["0.3.0"]
        report(register)
        record(register, PROVIDER, provider.note, fact=meeting(3))
        assert self.needed(register) == ["0.3.0", "0.10.0"]

    def test_an_older_one_is_told_which(
        self, later: None, place: Any, register: Register, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert later is None
        register_provider(register)
        report(register)
        older = {k: d for k, d in DECODERS.items() if k != "oegentlighet-reported@1"}
        monkeypatch.setattr(catalogue, "DECODERS", older)
        with Register.open(place) as again:
            with pytest.raises(UnknownEventError) as refused:
                list(again.events())
            assert refused.value.way_out == "open the register with release 0.10.0, or a later one"


def meeting(day: int) -> provider.MeetingHeld:
    return provider.MeetingHeld(
        kind=provider.MeetingKind.DIALOGMÖTE, held_on=date(2026, 1, day), matters=""
    )


def test_an_event_in_the_wrong_stream_is_told(register: Register) -> None:
    """Whatever its own stream would make of it, and whoever put it there."""
    register_provider(register)
    (found,) = register.events()
    with pytest.raises(UnknownEventError, match="position 1") as refused:
        fold([found._replace(stream=StreamId("steering:n"))])
    assert refused.value.code == "event_misplaced"
    for stream in ("", "provider:", "provider:x/y", None, b"provider:x"):
        with pytest.raises(UnknownEventError, match="position 1"):
            fold([found._replace(stream=cast("Any", stream))])
