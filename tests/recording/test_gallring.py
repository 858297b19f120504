"""A register under keys, and what a gallringsbeslut leaves of it."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import attrs
import pytest
from benchmarks.faults import database
from tests.recording.municipality import (
    DEFICIENCY,
    PROVIDER,
    Calendar,
    decide,
    record,
    register_provider,
    settle,
)
from tests.streams.cases import DAY, MINOR, day
from tests.streams.rulings import CHIEF, choose

from avtalsuppfoljning import provider
from avtalsuppfoljning.custody import GallringDecided
from avtalsuppfoljning.errors import DecisionRefusedError, RegisterError
from avtalsuppfoljning.recorded import KEYS_STREAM, access_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.integrity.examining import examine
from avtalsuppfoljning.recording.integrity.notes import PrivateKey
from avtalsuppfoljning.recording.integrity.signing import Signer
from avtalsuppfoljning.recording.secrecy.keys import FileKeys
from avtalsuppfoljning.strict import unstructure
from avtalsuppfoljning.terms import Myndighet, StreamId
from avtalsuppfoljning.views.masking import GALLRAD, LOCKED
from avtalsuppfoljning.views.replay import digest, plain

CHECKED = provider.MeetingHeld(
    kind=provider.MeetingKind.DIALOGMÖTE, held_on=DAY, matters="", own_matters="Om Eva"
)
TOLD = "Grannen hörde larmet hela natten"
BESLUT: dict[str, Any] = {
    "dnr": "SN 45/2026",
    "decided_by": "Socialnämnden § 45",
    "decided_on": DAY,
    "actor": "arkivarien",
}


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "nycklar" / "nycklar.sqlite"


@pytest.fixture
def reopen(tmp_path: Path, keys: Path) -> Callable[..., Register]:
    keys.parent.mkdir()

    def open_it(*, keys: Path | None = keys, path: Path = tmp_path / "register.sqlite") -> Register:
        return Register.open(path, clock=Calendar(), synchronous="NORMAL", keys=keys)

    return open_it


def report(register: Register, matter: str = TOLD) -> None:
    record(
        register,
        PROVIDER,
        provider.report_oegentlighet,
        authority=Myndighet.SKATTEVERKET,
        matter=matter,
        dnr="1",
        reported_on=DAY,
    )


def texts(register: Register) -> str:
    """Everything that a replay tells."""
    states = json.dumps(plain(register.replay()), ensure_ascii=False)
    return states + json.dumps(
        [unstructure(each.event) for each in register.events()], ensure_ascii=False
    )


def lived(register: Register) -> None:
    """A case with names and observations at several depths."""
    settle(register)
    report(register)
    decide(register, choose("papekande"))


def found_in(folder: Path, *needles: bytes) -> list[str]:
    """The files, logs of databases included, that hold any of these bytes."""
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]


def keys_of(path: Path) -> dict[str, bytes]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT stream, key FROM keys"))


Reopen = Callable[..., Register]


class TestVerifyingUnderKeys:
    """With the keys it is seen that what is locked opens; nothing is changed by looking."""

    @pytest.fixture
    def place(self, tmp_path: Path, reopen: Reopen) -> Path:
        with reopen() as register:
            lived(register)
        return tmp_path / "register.sqlite"

    def test_what_is_locked_was_changed_and_covered_up(self, place: Path, keys: Path) -> None:
        """Whoever has the file can make the tree fit; without a seal the keys still tell."""
        held = database.read(place)
        (at, *_) = [i for i, row in enumerate(held.events) if b'"data":"' in row[4]]
        position, stream, version, name, entry = held.events[at]
        start = entry.index(b'"data":"') + 8
        other = b"B" if entry[start : start + 1] != b"B" else b"C"
        held.events[at] = (
            position, stream, version, name, entry[:start] + other + entry[start + 1 :],
        )  # fmt: skip
        held.cover_up()
        database.write(place, held)
        assert examine(place).is_sound
        (fault,) = examine(place, keys=keys).faults
        assert (fault.code, fault.position) == ("oavkodbar", position)

    def test_where_no_one_can_read_which_keys_it_has_that_is_a_fault(
        self, place: Path, keys: Path
    ) -> None:
        held = database.read(place)
        position, stream, version, name, entry = held.events[0]
        assert stream == KEYS_STREAM
        entry = entry.replace(b'"key_store"', b'"key_shelf"')
        held.events[0] = (position, stream, version, name, entry)
        held.cover_up()
        database.write(place, held)
        found = [
            [fault.code for fault in examine(place, keys=each).faults] for each in (None, keys)
        ]
        assert found[0] == found[1] != []

    def test_looking_changes_nothing(self, place: Path, keys: Path) -> None:
        files = [place, keys]
        before = [path.read_bytes() for path in files]
        assert examine(place, keys=keys).is_sound
        assert [path.read_bytes() for path in files] == before

    def test_the_keys_of_another_register(self, place: Path, tmp_path: Path) -> None:
        other = tmp_path / "andra.sqlite"
        FileKeys(other, create=True).close()
        with pytest.raises(RegisterError) as caught:
            examine(place, keys=other)
        assert caught.value.code == "other_keys"

    def test_a_register_that_has_none(self, tmp_path: Path, keys: Path, place: Path) -> None:
        assert place.exists()
        with Register.open(tmp_path / "oppet.sqlite", clock=Calendar()) as register:
            register_provider(register)
        with pytest.raises(RegisterError) as caught:
            examine(tmp_path / "oppet.sqlite", keys=keys)
        assert caught.value.code == "begun_without_keys"


class TestUnderKeys:
    """A register under keys reads as any other, for who has them."""

    def test_the_same_history_reads_the_same(self, reopen: Reopen, tmp_path: Path) -> None:
        with reopen() as locked, reopen(keys=None, path=tmp_path / "oppet.sqlite") as in_the_open:
            lived(locked)
            lived(in_the_open)
            told = [each.event for each in locked.events()]
            assert told[1:] == [each.event for each in in_the_open.events()]
            assert locked.state(DEFICIENCY) == in_the_open.state(DEFICIENCY)
        with reopen() as again:
            assert [each.event for each in again.events()] == told

    def test_nothing_of_it_is_in_the_file(self, reopen: Reopen, tmp_path: Path) -> None:
        with reopen() as register:
            lived(register)
            assert TOLD in texts(register)
            needles = (TOLD.encode(), CHIEF.person.encode(), MINOR.description.encode())
            assert found_in(tmp_path, *needles) == []

    def test_without_keys_it_reads_as_locked_and_is_not_written(self, reopen: Reopen) -> None:
        with reopen() as register:
            lived(register)
            count = len([*register.events()])
        with reopen(keys=None) as register:
            assert LOCKED in texts(register)
            assert TOLD not in texts(register)
            with pytest.raises(RegisterError, match="without them"):
                report(register, "Nytt")
            assert len([*register.events()]) == count

    def test_other_keys_are_refused(self, reopen: Reopen, tmp_path: Path) -> None:
        with reopen() as register:
            lived(register)
        FileKeys(tmp_path / "andra").close()
        with pytest.raises(RegisterError) as refused:
            reopen(keys=tmp_path / "andra")
        assert refused.value.code == "other_keys"

    def test_lost_keys_are_not_made_anew(self, reopen: Reopen, keys: Path) -> None:
        with reopen():
            pass
        keys.unlink()
        with pytest.raises(RegisterError, match="no key store at"):
            reopen()
        assert not keys.exists()

    def test_a_register_begun_in_the_open_stays_so(self, reopen: Reopen, keys: Path) -> None:
        with reopen(keys=None) as register:
            register_provider(register)
        with pytest.raises(RegisterError) as refused:
            reopen()
        assert refused.value.code == "begun_without_keys"
        assert not keys.exists()

    def test_only_the_owner_reads_the_keys(self, reopen: Reopen, keys: Path) -> None:
        with reopen():
            assert keys.stat().st_mode & 0o077 == 0

    def test_a_command_twice_is_the_same_command(self, reopen: Reopen) -> None:
        with reopen() as register:
            register_provider(register)
            first = register.record(PROVIDER, provider.note, actor="a", command="k", fact=CHECKED)
        with reopen() as register:
            again = register.record(PROVIDER, provider.note, actor="a", command="k", fact=CHECKED)
        assert again.is_repeat
        assert again.events == first.events

    def test_what_was_asked_for_cannot_be_guessed_at(self, reopen: Reopen, tmp_path: Path) -> None:
        """The digest of a request in the open is one that anybody can try names against."""
        digests: list[Any] = []
        for path, own in (("a", None), ("b", tmp_path / "b-nycklar")):
            with reopen(keys=own, path=tmp_path / path) as register:
                register_provider(register)
                register.record(PROVIDER, provider.note, actor="a", command="k", fact=CHECKED)
            with closing(sqlite3.connect(tmp_path / path)) as bare:
                digests += bare.execute("SELECT request FROM commands WHERE command='k'")
        assert digests[0] != digests[1]


class TestGallra:
    """What is not open is gone for ever; that it was there, and all that is open, remains."""

    def test_it_reads_as_gallrat_in_every_replay(self, reopen: Reopen) -> None:
        with reopen() as register:
            lived(register)
            before = [attrs.evolve(e.entry, event=None) for e in register.events()]
            done = register.gallra(DEFICIENCY, **BESLUT)
            assert (done.key_number, done.is_repeat) == (1, False)
            assert CHIEF.person not in texts(register)
            assert GALLRAD in texts(register)
            assert TOLD in texts(register), "another case is left alone"
            after = [attrs.evolve(e.entry, event=None) for e in register.events()]
            assert after[:-1] == before
            told = texts(register)
            state = digest(register.replay())
        with reopen() as again:
            assert texts(again) == told
            assert digest(again.replay()) == state

    def test_it_reads_so_without_any_keys(self, reopen: Reopen) -> None:
        with reopen() as register:
            lived(register)
            for stream in (DEFICIENCY, PROVIDER):
                register.gallra(stream, **BESLUT)
            told = texts(register)
        with reopen(keys=None) as register:
            assert texts(register) == told

    def test_the_key_is_nowhere_afterwards(
        self, reopen: Reopen, keys: Path, tmp_path: Path
    ) -> None:
        with reopen() as register:
            lived(register)
            kept = keys_of(keys)
            register.gallra(DEFICIENCY, **BESLUT)
            assert found_in(tmp_path, kept[DEFICIENCY]) == []
            assert found_in(tmp_path, kept[PROVIDER]) != []

    def test_twice_changes_nothing(self, reopen: Reopen) -> None:
        with reopen() as register:
            lived(register)
            register.gallra(DEFICIENCY, **BESLUT)
            count = len([*register.events()])
            assert register.gallra(DEFICIENCY, **BESLUT).is_repeat
            assert len([*register.events()]) == count

    def test_what_comes_later_is_locked_with_a_new_key(self, reopen: Reopen) -> None:
        """The same gallringsbeslut says nothing of it; another one does."""
        with reopen() as register:
            lived(register)
            register.gallra(PROVIDER, **BESLUT)
            report(register, "Efteråt")
            assert register.gallra(PROVIDER, **BESLUT).is_repeat
            assert "Efteråt" in texts(register)
            assert TOLD not in texts(register)
            assert register.gallra(PROVIDER, **BESLUT | {"dnr": "SN 46/2026"}).key_number == 2
            assert "Efteråt" not in texts(register)

    def test_a_backup_of_the_keys_brings_nothing_back(
        self, reopen: Reopen, keys: Path, tmp_path: Path
    ) -> None:
        """What the register says is gallrat is destroyed again when it is opened."""
        with reopen() as register:
            lived(register)
        shutil.copy(keys, tmp_path / "kopia")
        with reopen() as register:
            register.gallra(DEFICIENCY, **BESLUT)
            told = texts(register)
        shutil.copy(tmp_path / "kopia", keys)
        with reopen() as register:
            assert texts(register) == told
        assert keys_of(keys)[DEFICIENCY] is None

    def test_a_number_is_never_used_again(self, reopen: Reopen, keys: Path, tmp_path: Path) -> None:
        """Where a backup of the keys is from before the case, its next key is still another."""
        with reopen():
            pass
        shutil.copy(keys, tmp_path / "kopia")
        with reopen() as register:
            lived(register)
            for stream in (PROVIDER, DEFICIENCY):
                register.gallra(stream, **BESLUT)
        shutil.copy(tmp_path / "kopia", keys)
        with reopen() as register:
            report(register, "Efteråt")
            assert "Efteråt" in texts(register)

    def test_opening_writes_nothing_in_the_key_store(self, reopen: Reopen, keys: Path) -> None:
        with reopen() as register:
            lived(register)
            register.gallra(DEFICIENCY, **BESLUT)
        before = keys.read_bytes()
        with reopen() as register:
            assert GALLRAD in texts(register)
            assert not Path(f"{keys}-wal").stat().st_size
        assert keys.read_bytes() == before

    def test_it_is_completed_when_it_was_interrupted(
        self, reopen: Reopen, keys: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The event comes first: a crash between the two leaves no key without a trace."""

        def crash(*_: object) -> bool:
            raise InterruptedError

        with reopen() as register:
            lived(register)
            with monkeypatch.context() as broken:
                broken.setattr(FileKeys, "destroy", crash)
                with pytest.raises(InterruptedError):
                    register.gallra(DEFICIENCY, **BESLUT)
        assert keys_of(keys)[DEFICIENCY] is not None
        with reopen() as register:
            assert CHIEF.person not in texts(register)
        assert keys_of(keys)[DEFICIENCY] is None

    def test_another_process_forgets_the_key(self, reopen: Reopen) -> None:
        with reopen() as one, reopen() as other:
            lived(one)
            assert TOLD in texts(other)
            one.gallra(PROVIDER, **BESLUT)
            assert TOLD not in texts(other)
            report(other, "Efteråt")
            assert "Efteråt" in texts(one)

    @pytest.mark.parametrize("lacking", [{"dnr": ""}, {"decided_by": " "}, {"decided_on": day(1)}])
    def test_not_without_a_decision(self, reopen: Reopen, lacking: dict[str, Any]) -> None:
        with reopen() as register:
            lived(register)
            with pytest.raises(DecisionRefusedError) as refused:
                register.gallra(DEFICIENCY, **BESLUT | lacking)
            assert refused.value.code == "gallringsbeslut_saknas"
            assert CHIEF.person in texts(register)

    def test_not_in_a_register_in_the_open(self, reopen: Reopen) -> None:
        with reopen(keys=None) as register:
            lived(register)
            with pytest.raises(DecisionRefusedError) as refused:
                register.gallra(DEFICIENCY, **BESLUT)
            assert refused.value.code == "krypteras_ej"

    def test_not_without_the_keys(self, reopen: Reopen) -> None:
        with reopen() as register:
            lived(register)
        with reopen(keys=None) as register, pytest.raises(RegisterError) as refused:
            register.gallra(DEFICIENCY, **BESLUT)
        assert refused.value.code == "without_keys"

    def test_not_what_the_register_says_of_itself(self, reopen: Reopen) -> None:
        with reopen() as register, pytest.raises(DecisionRefusedError) as refused:
            register.gallra(KEYS_STREAM, **BESLUT)
        assert refused.value.code == "registret_gallras_ej"

    def test_not_a_stream_without_events(self, reopen: Reopen) -> None:
        with reopen() as register, pytest.raises(DecisionRefusedError) as refused:
            register.gallra(StreamId("provider:okand"), **BESLUT)
        assert refused.value.code == "inget_att_gallra"

    def test_the_decision_is_there_to_be_read(self, reopen: Reopen) -> None:
        with reopen() as register:
            lived(register)
            register.gallra(DEFICIENCY, **BESLUT)
            *_, last = register.events(stream=KEYS_STREAM)
        assert last.entry.by == "arkivarien"
        assert last.event == GallringDecided(
            stream=DEFICIENCY,
            key_number=1,
            dnr="SN 45/2026",
            decided_by="Socialnämnden § 45",
            decided_on=DAY,
        )


class TestSigned:
    """What is signed is what is stored: a decision that is locked and gallrad stays signed."""

    def test_the_signature_outlives_the_key(self, reopen: Reopen) -> None:
        key = PrivateKey.new("anna")
        signers = [Signer(key.public)]
        with reopen() as register:
            settle(register)
            decide(register, choose("papekande"), key=key)
            assert CHIEF.person in texts(register)
            before = register.verify(signers=signers)
            register.gallra(DEFICIENCY, **BESLUT)
            after = register.verify(signers=signers)
            assert CHIEF.person not in texts(register)
        assert before.is_sound
        assert after.is_sound
        assert before.signed == after.signed == 1


class TestShowSecrets:
    """Who is shown what is not open leaves a name and a reason in the log (O-07)."""

    def test_it_is_recorded_once_a_day(self, reopen: Reopen) -> None:
        with reopen() as register:
            for _ in range(2):
                register.show_secrets(person="Bo Ek", what="handelser", reason="Begäran 7")
            (shown,) = register.events(stream=access_stream(DAY))
        assert (shown.event.person, shown.event.reason) == ("Bo Ek", "Begäran 7")
        assert shown.entry.by == "Bo Ek"

    def test_not_without_a_reason(self, reopen: Reopen) -> None:
        with reopen() as register, pytest.raises(DecisionRefusedError) as refused:
            register.show_secrets(person="Bo Ek", what="handelser", reason=" ")
        assert refused.value.code == "skal_for_insyn_saknas"


class TestOnAServer:
    """Register and keys on a server, each in a schema of its own; or only one of them there."""

    @pytest.fixture(params=["both", "only the register", "only the keys"])
    def places(
        self, request: pytest.FixtureRequest, schema: str, tmp_path: Path
    ) -> tuple[Path | str, Path | str]:
        place: Path | str = schema if request.param != "only the keys" else tmp_path / "register"
        keys: Path | str = f"{schema}_n" if request.param != "only the register" else tmp_path / "k"
        return place, keys

    def test_it_is_as_in_a_file(self, places: tuple[Path | str, Path | str]) -> None:
        place, keys = places
        with Register.open(place, clock=Calendar(), keys=keys) as register:
            lived(register)
            with Register.open(place, clock=Calendar(), keys=keys) as other:
                assert TOLD in texts(other)
                register.gallra(PROVIDER, **BESLUT)
                assert TOLD not in texts(other)
                report(other, "Efteråt")
            told = texts(register)
            assert "Efteråt" in told
            assert register.gallra(PROVIDER, **BESLUT).is_repeat
            assert register.verify().is_sound
        with Register.open(place, create=False, keys=keys) as register:
            assert texts(register) == told
        with Register.open(place, create=False) as register:
            assert GALLRAD in texts(register)
            assert LOCKED in texts(register)

    def test_the_schema_of_a_register_is_no_key_store(self, schema: str) -> None:
        with pytest.raises(RegisterError) as refused:
            Register.open(schema, keys=schema)
        assert refused.value.code == "no_keys"

    def test_a_new_register_takes_over_no_key_store(self, schema: str, tmp_path: Path) -> None:
        """Not even one that has made no key yet: it is some register's, and its keys will be."""
        with Register.open(schema, clock=Calendar(), keys=f"{schema}_n") as register:
            assert register.log.cipher.keys is not None
            assert register.log.cipher.keys.last(PROVIDER) == 0
            for place in (f"{schema}_other", tmp_path / "other"):
                with pytest.raises(RegisterError) as refused:
                    Register.open(place, keys=f"{schema}_n")
                assert (refused.value.code, bool(refused.value.way_out)) == ("exists", True)
            lived(register)
        with Register.open(schema, create=False, keys=f"{schema}_n") as register:
            assert TOLD in texts(register)

    def test_a_schema_without_keys_is_told(self, schema: str) -> None:
        with Register.open(schema, clock=Calendar(), keys=f"{schema}_n") as register:
            lived(register)
        with pytest.raises(RegisterError) as refused:
            Register.open(schema, keys=f"{schema}_m")
        assert refused.value.code == "keys_missing"
