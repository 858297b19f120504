"""The tree is the one of RFC 9162: two oracles, published roots, and every small size."""

from hashlib import sha256

import pytest
from hypothesis import given, strategies as st
from pymerkle import InmemoryTree

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.recording.integrity import tree
from avtalsuppfoljning.recording.integrity.tree import EMPTY, Frontier, Trunk

MANY = 70
LEAVES = [sha256(bytes([number])).digest() for number in range(MANY + 1)]


def defined(leaves: list[bytes]) -> bytes:
    """The root as section 2.1.1 defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\1" + defined(leaves[:half]) + defined(leaves[half:])).digest()


ROOTS = [defined(LEAVES[:size]) for size in range(MANY + 1)]


def pages(size: int, width: int = 7) -> list[list[bytes]]:
    return [LEAVES[at : min(at + width, size)] for at in range(0, size, width)]


class TestTheRoot:
    def test_published_roots(self) -> None:
        """The leaves and roots that Certificate Transparency's implementations are tested by."""
        data = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
        data += ["606162636465666768696a6b6c6d6e6f"]
        hashed = [sha256(b"\0" + bytes.fromhex(each)).digest() for each in data]
        assert [Frontier().grow(hashed[:size]).root.hex()[:16] for size in range(1, 9)] == [
            "6e340b9cffb37a98",
            "fac54203e7cc696c",
            "aeb6bcfe274b70a1",
            "d37ee418976dd957",
            "4e3bbb1f7b478dcf",
            "76e67dadbcdf1e10",
            "ddb89be403809e32",
            "5dc9da79a70659a9",
        ]

    @pytest.mark.parametrize("first", range(0, MANY, 3))
    def test_it_does_not_matter_how_the_tree_grew(self, first: int) -> None:
        grown = Frontier().grow(LEAVES[:first])
        assert grown.root == ROOTS[first]
        for last in range(first, MANY):
            assert grown.grow(LEAVES[first:last]).root == ROOTS[last]

    @given(st.lists(st.lists(st.binary(min_size=32, max_size=32), max_size=9), max_size=9))
    def test_stored_and_read_back_it_grows_on(self, batches: list[list[bytes]]) -> None:
        stored = tree.NEW
        for batch in batches:
            stored = bytes(Trunk.of(stored).grow(batch, batch[:1]))
        events = [each for batch in batches for each in batch]
        commands = [batch[0] for batch in batches if batch]
        assert Trunk.of(stored) == Trunk().grow(events, commands)
        assert Trunk.of(stored).events.root == defined(events)
        assert len(stored) <= 48 + 32 * len(events).bit_length()

    @given(st.binary(max_size=200))
    def test_what_cannot_be_a_tree_is_refused(self, stored: bytes) -> None:
        try:
            found = bytes(Trunk.of(stored))
        except InvalidValueError:
            return
        assert found == stored


class TestALeaf:
    @given(st.lists(st.tuples(st.text(), st.text(), st.binary()), unique=True, min_size=2))
    def test_no_two_rows_are_alike(self, rows: list[tuple[str, str, bytes]]) -> None:
        hashed = {tree.leaf(1, stream, 0, name, entry) for stream, name, entry in rows}
        assert len(hashed) == len(rows)

    @given(st.text("a1 \n"), st.text("a1 \n"), st.integers(0, 20), st.integers(0, 20))
    def test_letters_do_not_move_between_the_fields(
        self, stream: str, name: str, position: int, version: int
    ) -> None:
        row = (position, stream, version, name, b"{}")
        others = [
            (position, stream + name, version, "", b"{}"),
            (position, stream, version, "", name.encode() + b"{}"),
            (version, stream, position, name, b"{}"),
            (position, name, version, stream, b"{}"),
        ]
        for other in others:
            assert (tree.leaf(*other) == tree.leaf(*row)) is (other == row)

    def test_an_event_is_no_command_and_no_node(self) -> None:
        assert tree.leaf(1, "", 0, "", b"") != tree.command_leaf(1, "", b"", 0, 0)
        assert (
            tree.leaf(1, "", 0, "", b"")
            == sha256(b"\0avtalsuppfoljning/handelse/1 1 0 0 0\n").digest()
        )


class TestInclusion:
    @pytest.mark.parametrize("size", range(1, MANY, 3))
    def test_every_leaf_of_every_tree_is_proved_and_no_other(self, size: int) -> None:
        for index in range(size):
            path = tree.roots(tree.inclusion_spans(index, size), pages(size))
            assert len(path) <= size.bit_length()
            assert tree.includes(ROOTS[size], size, index, LEAVES[index], path)
            assert not tree.includes(ROOTS[size], size, index, LEAVES[index + 1], path)
            assert not tree.includes(ROOTS[size + 1], size, index, LEAVES[index], path)
            assert not tree.includes(ROOTS[size], size, index, LEAVES[index], [*path, EMPTY])
            for other in {index ^ 1, index // 2, size, -1} - {index}:
                assert not tree.includes(ROOTS[size], size, other, LEAVES[index], path)
            if path:
                assert not tree.includes(ROOTS[size], size, index, LEAVES[index], path[:-1])
                assert not tree.includes(ROOTS[size], size, index, LEAVES[index], path[::-1] + path)

    @pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 3)])
    def test_there_is_no_proof_of_what_is_not_there(self, index: int, size: int) -> None:
        with pytest.raises(InvalidValueError, match="no leaf"):
            tree.inclusion_spans(index, size)


class TestConsistency:
    @pytest.mark.parametrize("size", range(1, MANY, 3))
    def test_every_earlier_tree_is_proved_and_no_other(self, size: int) -> None:
        for earlier in range(1, size + 1):
            path = tree.roots(tree.consistency_spans(earlier, size), pages(size))
            assert tree.extends(earlier, ROOTS[earlier], size, ROOTS[size], path)
            assert not tree.extends(earlier, ROOTS[earlier - 1], size, ROOTS[size], path)
            assert not tree.extends(earlier, ROOTS[earlier], size, ROOTS[size + 1], path)
            assert not tree.extends(earlier, ROOTS[earlier], size, ROOTS[size], [*path, EMPTY])
            if path:
                assert not tree.extends(earlier, ROOTS[earlier], size, ROOTS[size], path[:-1])

    @pytest.mark.parametrize(("earlier", "size"), [(0, 3), (4, 3), (-1, 3)])
    def test_a_later_tree_is_no_earlier_one(self, earlier: int, size: int) -> None:
        with pytest.raises(InvalidValueError, match="no later one"):
            tree.consistency_spans(earlier, size)
        assert not tree.extends(earlier, EMPTY, size, ROOTS[size], [])


class TestBesideAnotherImplementation:
    @given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
    def test_pymerkle_gives_the_same_roots_and_paths(
        self, contents: list[bytes], data: st.DataObject
    ) -> None:
        oracle = InmemoryTree(algorithm="sha256")
        for content in contents:
            oracle.append_entry(content)
        hashed = [sha256(b"\0" + content).digest() for content in contents]
        size = len(hashed)
        assert oracle.get_root(size) == Frontier().grow(hashed).root
        index = data.draw(st.integers(0, size - 1))
        proof = oracle.prove_inclusion(index + 1, size)
        path = tree.roots(tree.inclusion_spans(index, size), [hashed])
        assert [bytes(each) for each in proof.path] == [hashed[index], *path]
