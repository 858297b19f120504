"""A receipt is true of the event that was recorded, and of nothing else."""

from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from tests.recording.test_verifying import EVENTS, KEY, fill

from avtalsuppfoljning.errors import InputError, RegisterError
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.integrity.proving import Inclusion
from avtalsuppfoljning.recording.integrity.sealing import Checkpoint, Seal
from avtalsuppfoljning.recording.integrity.tree import Trunk, inclusion_spans, leaf, roots
from avtalsuppfoljning.testing.contract import request


def _receipt() -> Inclusion:
    rows = [
        (n, "provider:x", n - 1, "meeting-held@1", b'{"on":"2026-01-%02d"}' % n)
        for n in range(1, 12)
    ]
    leaves = [leaf(*row) for row in rows]
    trunk = Trunk().grow(leaves, [b"k1"])
    made = Checkpoint("a", 11, trunk.events.root, 1, trunk.commands.root)
    return Inclusion(rows[4], tuple(roots(inclusion_spans(4, 11), [leaves])), Seal.of(made))


RECEIPT = _receipt()
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)


class TestReceipts:
    def test_every_event_has_one(self, register: Register) -> None:
        fill(register)
        seal = register.seal(KEY)
        for recorded in register.events():
            proof = register.prove(recorded.position, seal)
            assert proof.holds
            assert Inclusion.of(proof.plain()) == proof

    def test_it_outlives_the_growth_of_the_register(self, register: Register) -> None:
        fill(register)
        proof = register.prove(3, register.seal(KEY))
        fill_more = [register.transact(request(n), actor="anna") for n in range(60, 70)]
        assert len(fill_more) == 10
        assert register.prove(3, proof.seal) == proof

    @settings(max_examples=30)
    @given(data=st.data())
    def test_nothing_of_it_can_be_changed(self, data: st.DataObject) -> None:
        proof = RECEIPT
        position, stream, version, name, entry = proof.row
        changed = data.draw(
            st.sampled_from(
                [
                    (position + 1, stream, version, name, entry),
                    (position, stream + "x", version, name, entry),
                    (position, stream, version + 1, name, entry),
                    (position, stream, version, name + "x", entry),
                    (position, stream[:-1], version, stream[-1] + name, entry),
                    (position, stream, version, name, entry.replace(b"2026", b"2025", 1)),
                ]
            )
        )
        assert proof.holds
        assert not attrs.evolve(proof, row=changed).holds
        at = data.draw(st.integers(0, len(proof.path) - 1))
        other = bytes(a ^ 1 for a in proof.path[at])
        path = (*proof.path[:at], other, *proof.path[at + 1 :])
        assert not attrs.evolve(proof, path=path).holds

    @given(name=st.sampled_from(sorted(RECEIPT.plain())), other=ANYTHING)
    def test_what_is_no_receipt_is_refused(self, name: str, other: object) -> None:
        plain = RECEIPT.plain()
        if type(other) is not type(plain[name]) or name == "typ":
            with pytest.raises(InputError):
                Inclusion.of(plain | {name: other})
            del plain[name]
            with pytest.raises(InputError):
                Inclusion.of(plain)

    def test_there_is_none_for_what_was_recorded_after_the_seal(self, register: Register) -> None:
        fill(register)
        seal = register.seal(KEY)
        register.transact(request(50), actor="anna")
        with pytest.raises(ValueError, match="not among"):
            register.prove(EVENTS + 1, seal)

    def test_there_is_none_by_the_seal_of_another_register(
        self, register: Register, tmp_path: Path
    ) -> None:
        fill(register)
        with Register.open(tmp_path / "annat.sqlite") as other:
            fill(other)
            seal = other.seal(KEY)
        with pytest.raises(RegisterError, match="not the one that was sealed"):
            register.prove(3, seal)


class TestContinuations:
    def test_only_of_what_the_register_began_as(self, register: Register, tmp_path: Path) -> None:
        fill(register)
        earlier = register.seal(KEY)
        with Register.open(tmp_path / "annat.sqlite") as other:
            fill(other)
            foreign = other.seal(KEY)
        register.transact(request(50), actor="anna")
        later = register.seal(KEY)
        proof = register.prove_continuation(earlier, later)
        assert proof.holds
        assert not attrs.evolve(proof, earlier=foreign).holds
        with pytest.raises(RegisterError, match="not the one that was sealed"):
            register.prove_continuation(foreign, later)
        with pytest.raises(ValueError, match="no later one"):
            register.prove_continuation(later, earlier)
