"""What is not open is stored locked, comes back the same, and opens nowhere else."""

import base64
import json
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, cast, get_args

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from tests.streams.cases import DAY

from avtalsuppfoljning.agreement import FakturakontrollMade
from avtalsuppfoljning.classification import (
    Open,
    Osl26,
    Sekretess,
    event as an_event,
    renewed,
    replace,
    sekretess_of,
)
from avtalsuppfoljning.custody import Custody, EncryptionBegun, GallringDecided
from avtalsuppfoljning.deficiency import PåpekandeIssued
from avtalsuppfoljning.errors import RegisterError, UnknownEventError
from avtalsuppfoljning.recorded import Entry
from avtalsuppfoljning.recording import catalogue
from avtalsuppfoljning.recording.catalogue import DECODERS, NAMES
from avtalsuppfoljning.recording.secrecy.ciphering import Cipher, mark_of
from avtalsuppfoljning.recording.secrecy.keys import FileKeys
from avtalsuppfoljning.terms import StreamId
from avtalsuppfoljning.testing import strategies
from avtalsuppfoljning.views.masking import GALLRAD, LOCKED, Unreadable, mask

STREAM = StreamId("agreement:a1/deficiency:b1")
BEGUN = Custody(encryption=EncryptionBegun(key_store="k", begun_on=DAY))
GONE = renewed(
    BEGUN,
    gallrade=(
        GallringDecided(stream=STREAM, key_number=9, dnr="1", decided_by="Nämnden", decided_on=DAY),
    ),
)
OBSERVED = "Åsa Ek såg att larmet inte besvarades"
few = settings(max_examples=3, deadline=None)
every_event = pytest.mark.parametrize("event", list(NAMES), ids=NAMES.__getitem__)


@pytest.fixture(scope="module")
def cipher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cipher]:
    with FileKeys(tmp_path_factory.mktemp("nycklar") / "nycklar.sqlite") as keys:
        yield Cipher(keys, BEGUN)


def entries_of(event: type) -> st.SearchStrategy[Entry[Any]]:
    envelope = (strategies.instants(), strategies.days(), strategies.texts(), strategies.ids())
    return st.builds(Entry, strategies.instances(event), *envelope)


def secrets(value: Any) -> Iterator[Any]:
    """Everything in an event that is not open, at any depth."""
    if isinstance(value, tuple):
        for each in value:
            yield from secrets(each)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            held = getattr(value, field.name)
            if sekretess_of(field) is Sekretess.OPEN:
                yield from secrets(held)
            else:
                yield held


def an_entry(**changes: Any) -> Entry[Any]:
    """An event with something to hide, at two depths."""

    @settings(max_examples=1, deadline=None, database=None)
    @given(strategies.instances(PåpekandeIssued))
    def one(event: PåpekandeIssued) -> None:
        made.append(event)

    made: list[PåpekandeIssued] = []
    one()
    event = replace(made[0], text=OBSERVED)
    entry = Entry(event, datetime(2026, 3, 2, 9, tzinfo=UTC), DAY, "anna", "k1")
    return attrs.evolve(entry, **changes)


@every_event
def test_locked_then_opened_is_equal(event: type, cipher: Cipher) -> None:
    """Without the key only what is not open is gone, and no reader takes it for an event."""

    @few
    @given(entries_of(event))
    def check(entry: Entry[Any]) -> None:
        name, stored = cipher.encode(STREAM, 0, entry)
        assert cipher.decode(STREAM, 0, name, stored, position=1) == entry
        assert (b'"sealed"' in stored) is bool([*secrets(entry.event)])
        json.loads(stored)
        for other, word in ((Cipher(None, BEGUN), LOCKED), (Cipher(None, GONE), GALLRAD)):
            read = other.decode(STREAM, 0, name, stored, position=1)
            assert {str(held) for held in secrets(read.event)} <= {word}
            shown = json.dumps(mask(read.event)).replace(json.dumps(GALLRAD), '"***"')
            assert shown == json.dumps(mask(entry.event))
            assert attrs.evolve(read, event=entry.event) == entry
        if b'"sealed"' in stored:
            with pytest.raises(Exception, match="object"):
                DECODERS[name](stored)

    check()


def test_nothing_of_it_is_to_be_read_in_what_is_stored(cipher: Cipher) -> None:
    entry = an_entry()
    _, stored = cipher.encode(STREAM, 0, entry)
    plain = catalogue.encode(entry)[1]
    for told in [held for held in secrets(entry.event) if held and len(held) > 3]:
        assert told.encode() in plain
        assert told.encode() not in stored
    assert b'"text":{"#":"t"}' in stored


def test_how_long_it_is_hardly_shows(cipher: Cipher) -> None:
    """A name or none, a short answer or none: the same length."""
    entry = an_entry()
    lengths = set()
    for text in ("", "Nej", "Ja, det stämmer"):
        told = attrs.evolve(entry, event=replace(entry.event, text=text))
        lengths.add(len(cipher.encode(STREAM, 0, told)[1]))
    assert len(lengths) == 1


class TestItOpensNowhereElse:
    """Moved, swapped or changed: refused, with the position."""

    @pytest.mark.parametrize(
        ("stream", "version", "name"),
        [
            ("agreement:a1/deficiency:b2", 3, "papekande-issued@1"),
            (STREAM, 4, "papekande-issued@1"),
            (STREAM, 3, "abstention-decided@1"),
        ],
        ids=["stream", "version", "name"],
    )
    def test_moved(self, cipher: Cipher, stream: str, version: int, name: str) -> None:
        _, stored = cipher.encode(STREAM, 3, an_entry())
        cipher.keys.newest(stream)  # type: ignore[union-attr]  # it has keys
        with pytest.raises(UnknownEventError, match="position 7"):
            cipher.decode(stream, version, name, stored, position=7)

    @pytest.mark.parametrize("open_field", [b'"by":"anna"', b'"issued_on":"', b'"measure":'])
    def test_an_open_field_around_it_is_changed(self, cipher: Cipher, open_field: bytes) -> None:
        name, stored = cipher.encode(STREAM, 3, an_entry())
        if open_field in stored:
            changed = stored.replace(open_field, open_field[:-2] + b"x" + open_field[-1:], 1)
            with pytest.raises(UnknownEventError, match="position 7"):
                cipher.decode(STREAM, 3, name, changed, position=7)

    def test_every_bit_of_what_is_locked_counts(self, cipher: Cipher) -> None:
        name, stored = cipher.encode(STREAM, 3, an_entry())
        head, _, tail = stored.rpartition(b'"data":"')
        locked = bytearray(base64.b64decode(tail[:-3]))
        for place in range(0, len(locked), 7):
            locked[place] ^= 1
            changed = head + b'"data":"' + base64.b64encode(locked) + b'"}}'
            locked[place] ^= 1
            with pytest.raises(UnknownEventError, match="position 7"):
                cipher.decode(STREAM, 3, name, changed, position=7)

    def test_it_is_written_in_one_way_only(self, cipher: Cipher) -> None:
        """Also where base64 leaves bits that say nothing."""
        entry = an_entry()
        for length in range(0, 300, 30):
            told = attrs.evolve(entry, event=replace(entry.event, text="a" * length))
            name, stored = cipher.encode(STREAM, 3, told)
            if not stored.endswith(b'="}}'):
                continue
            place = stored.rindex(b'"}}') - (2 if stored.endswith(b'=="}}') else 1) - 1
            spare = bytes([stored[place] + 1])
            changed = stored[:place] + spare + stored[place + 1 :]
            with pytest.raises(UnknownEventError, match="position 7"):
                cipher.decode(STREAM, 3, name, changed, position=7)
            break
        else:
            pytest.fail("no length leaves any")

    def test_another_of_the_same_stream(self, cipher: Cipher) -> None:
        name, one = cipher.encode(STREAM, 3, an_entry())
        _, other = cipher.encode(STREAM, 4, an_entry(command="k2"))
        swapped = one.rpartition(b',"sealed"')[0] + b',"sealed"' + other.rpartition(b',"sealed"')[2]
        with pytest.raises(UnknownEventError, match="position 7"):
            cipher.decode(STREAM, 3, name, swapped, position=7)


def test_the_same_twice_is_not_stored_the_same(cipher: Cipher) -> None:
    assert cipher.encode(STREAM, 0, an_entry()) != cipher.encode(STREAM, 0, an_entry())


def test_without_keys_nothing_is_written() -> None:
    with pytest.raises(RegisterError, match="key store"):
        Cipher(None, BEGUN).encode(STREAM, 0, an_entry())


def test_a_register_without_keys_stores_as_ever() -> None:
    entry = an_entry()
    assert Cipher().encode(STREAM, 0, entry) == catalogue.encode(entry)


def test_what_could_not_be_lost_is_refused() -> None:
    """A day that is gallrad would have to read as some day."""

    @an_event
    class Seen:
        on: Osl26[int]
        where: Open[str]

    fields: Any = attrs.fields(cast(Any, Seen))
    with pytest.raises(TypeError, match="make it text"):
        mark_of(fields.on)
    assert mark_of(fields.where) is None


def test_every_field_that_is_not_open_can_be_lost() -> None:
    for cls in strategies.recorded_types():
        for field in attrs.fields(cls):
            is_open = sekretess_of(field) is Sekretess.OPEN
            assert (mark_of(field) is None) is is_open, get_args(field.type)


def test_a_number_that_is_gone_is_no_number(cipher: Cipher) -> None:
    @few
    @given(entries_of(FakturakontrollMade))
    def check(entry: Entry[Any]) -> None:
        name, stored = cipher.encode(STREAM, 0, entry)
        read = Cipher(None, GONE).decode(STREAM, 0, name, stored, position=1).event
        assert read.invoiced_hours == Unreadable.of(GALLRAD)
        assert read.invoiced_hours != entry.event.invoiced_hours
        assert (read.invoiced_hours - Decimal(1)).is_nan()
        assert not read.invoiced_hours > 0
        assert not read.invoiced_hours <= 0
        assert pickle.loads(pickle.dumps(read)) == read  # noqa: S301  our own

    check()


def test_the_path_of_a_key_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="no key store at"):
        FileKeys(tmp_path / "borta", create=False)
