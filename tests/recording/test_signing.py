"""Decisions are signed by whoever records them, and nobody else can make one afterwards."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.recording.municipality import A1, S1, decide, settle
from tests.streams.cases import DAY, SERIOUS, day
from tests.streams.rulings import DIRECTOR, choose

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.recorded import Entry
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.integrity import signing
from avtalsuppfoljning.recording.integrity.notes import PrivateKey
from avtalsuppfoljning.recording.integrity.signing import Signer, is_decision
from avtalsuppfoljning.recording.secrecy.keys import FileKeys
from avtalsuppfoljning.recording.upkeep.moving import move
from avtalsuppfoljning.testing.contract import sign_agreement

ANNA = PrivateKey("anna", b"a" * 32)
NEW = PrivateKey("anna", b"n" * 32)
BO = PrivateKey("bo", b"b" * 32)
LIFTING: dict[str, Any] = {"by": DIRECTOR, "motivation": "Åtgärdad.", "decided_on": DAY}
SIGNED = 2
"""The sanction, and that it ended; that the deficiency has it is noted, not decided."""


def decided(register: Register, key: PrivateKey | None = ANNA) -> None:
    settle(register, SERIOUS)
    decide(register, choose("avstangning"), key=key)
    register.lift(A1, S1, **LIFTING, actor="anna", key=key)


def codes(register: Register, *signers: Signer) -> list[str]:
    return [fault.code for fault in register.verify(signers=signers).faults]


class TestSigned:
    def test_what_a_person_answers_for_is_signed_and_nothing_else(self, register: Register) -> None:
        decided(register)
        rows = register.store.page(0, 100)
        is_signed = {row[0]: signing.unsigned(row[4]) != row[4] for row in rows}
        assert is_signed == {e.position: is_decision(e.event) for e in register.events()}
        found = register.verify(signers=[Signer(ANNA.public)])
        assert (found.faults, found.signed) == ((), SIGNED)

    def test_it_reads_as_if_nobody_had_signed(self, register: Register, tmp_path: Path) -> None:
        decided(register)
        with Register.open(tmp_path / "utan.sqlite") as other:
            decided(other, key=None)
            assert other.replay() == register.replay()
            assert codes(other) == []

    def test_it_costs_nothing_where_nobody_signs(self, register: Register) -> None:
        decided(register, key=None)
        assert not any(b"signature" in row[4] for row in register.store.page(0, 100))

    def test_it_goes_where_the_event_goes(self, place: str, tmp_path: Path) -> None:
        with Register.open(place) as register:
            decided(register)
        move(place, tmp_path / "flyttat.sqlite")
        with Register.open(tmp_path / "flyttat.sqlite") as moved:
            assert moved.verify(signers=[Signer(ANNA.public)]).signed == SIGNED

    def test_it_holds_under_keys_and_after_they_are_destroyed(self, tmp_path: Path) -> None:
        keys = FileKeys(tmp_path / "nycklar.sqlite")
        with Register.open(tmp_path / "r.sqlite", keys=keys) as register:
            decided(register)
            assert register.verify(signers=[Signer(ANNA.public)]).signed == SIGNED
            seal = register.seal(BO)
            stream = next(e.stream for e in register.events() if "deficiency" in e.stream)
            register.gallra(stream, dnr="SN 1", decided_by="Nämnden", decided_on=DAY, actor="arkiv")
            found = register.verify(signers=[Signer(ANNA.public)], seals=[seal])
            assert (found.faults, found.signed) == ((), SIGNED)

    def test_a_command_that_comes_back_needs_no_key(self, register: Register) -> None:
        settle(register, SERIOUS)
        decide(register, choose("avstangning"), key=ANNA, command="k1")
        assert decide(register, choose("avstangning"), command="k1").is_repeat


class TestRefused:
    def test_nobody_signs_for_somebody_else(self, register: Register) -> None:
        with pytest.raises(InvalidValueError, match="bo's, and anna records"):
            register.transact(sign_agreement, actor="anna", key=BO)
        assert next(register.events(), None) is None


class TestFaults:
    def test_a_decision_without_a_signature(self, register: Register) -> None:
        decided(register, key=None)
        assert codes(register) == []
        assert codes(register, Signer(ANNA.public)) == ["signatur_saknas"] * SIGNED

    def test_from_the_day_that_the_key_counts(self, register: Register) -> None:
        decided(register, key=None)
        assert codes(register, Signer(ANNA.public, since=day(1))) == []
        assert codes(register, Signer(ANNA.public, since=DAY)) == ["signatur_saknas"] * SIGNED

    def test_a_decision_by_somebody_who_has_no_key(self, register: Register) -> None:
        """Otherwise a forger would only have to invent a name."""
        decided(register, key=None)
        assert codes(register, Signer(BO.public)) == ["signatur_saknas"] * SIGNED

    def test_a_signature_by_another_key(self, register: Register) -> None:
        decided(register, key=PrivateKey("anna", b"x" * 32))
        assert codes(register, Signer(ANNA.public)) == ["signatur_fel"] * SIGNED

    def test_a_person_may_have_had_several_keys(self, register: Register) -> None:
        decided(register, key=NEW)
        assert codes(register, Signer(ANNA.public), Signer(NEW.public, since=day(9))) == []

    @pytest.mark.parametrize(
        "moved",
        [
            ("agreement:a/deficiency:c", 0, "papekande-issued@1"),
            ("agreement:a/deficiency:b", 1, "papekande-issued@1"),
            ("agreement:a/deficiency:b", 0, "abstention-decided@1"),
        ],
    )
    def test_a_signature_is_for_one_place(self, moved: tuple[str, int, str]) -> None:
        place = ("agreement:a/deficiency:b", 0, "papekande-issued@1")
        stored = signing.sign(ANNA, *place, b'{"event":{}}')
        entry = Entry(_Decided(), datetime(2026, 3, 2, 12, tzinfo=UTC), DAY, "anna", "k1")
        by_name = signing.by_name([Signer(ANNA.public)])
        assert signing.check((1, *place, stored), entry, by_name) == ("", True)
        assert signing.check((1, *moved, stored), entry, by_name) == ("signatur_fel", False)
        other = stored.replace(b"event", b"Event")
        assert signing.check((1, *place, other), entry, by_name) == ("signatur_fel", False)


class _Decided:
    """What counts as a decision."""

    ruling = None
