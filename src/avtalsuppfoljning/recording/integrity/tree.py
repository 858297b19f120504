"""The Merkle tree over the log, after RFC 9162 section 2.1: what it hashes, grows to and proves.

A leaf is one stored row, as it is stored. A `Frontier` is all that has to be kept of a tree in
order to grow it: as many hashes as its size has ones in binary. Nothing here knows a database::

    trunk = Trunk.of(stored)
    stored = bytes(trunk.grow([leaf(*row) for row in rows], [command_leaf(*command)]))
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final

import attrs

from avtalsuppfoljning.errors import InvalidValueError

HASH: Final = 32
"""The length of a hash in bytes."""
EMPTY: Final = sha256(b"").digest()
"""The root of a tree without leaves."""

Span = tuple[int, int]
"""The leaves of a subtree: the first one, and the one after the last, counted from 0."""

_EVENT: Final = "\0avtalsuppfoljning/handelse/1"
_COMMAND: Final = "\0avtalsuppfoljning/kommando/1"

# ── leaves ──


def leaves(rows: Iterable[tuple[int, str, int, str, bytes]]) -> list[bytes]:
    """The hashes of rows of the log: position, stream, version, name, entry.

    Position, version and the lengths of the texts stand first, on a line of their own, so that
    no two rows are written the same way.
    """
    return [  # no function of its own for each: it would take half as long again
        sha256(
            f"{_EVENT} {position} {version} {len(stream)} {len(name)}\n{stream}{name}".encode()
            + entry
        ).digest()
        for position, stream, version, name, entry in rows
    ]


def leaf(position: int, stream: str, version: int, name: str, entry: bytes) -> bytes:
    """The hash of one row of the log."""
    return leaves([(position, stream, version, name, entry)])[0]


def command_leaf(number: int, command: str, request: bytes, after: int, events: int) -> bytes:
    """What is hashed of a row that remembers a command."""
    return f"{_COMMAND} {number} {after} {events} {len(command)}\n{command}".encode() + request


def node(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees."""
    return sha256(b"\1" + left + right).digest()


# ── growing ──


@attrs.frozen
class Frontier:
    """The right edge of a tree: the roots of its full subtrees, the largest first.

    >>> Frontier().grow([bytes(32)] * 5).size
    5
    """

    size: int = 0
    edge: tuple[bytes, ...] = ()

    def grow(self, leaves: Sequence[bytes]) -> "Frontier":
        """The edge with these leaves after the ones it has."""
        kept, grown = list(self.edge), []
        nodes, size = list(leaves), self.size
        if len(nodes) == 1:  # as most often
            (last,) = nodes
            while size & 1:
                last = sha256(b"\1" + kept.pop() + last).digest()
                size >>= 1
            return Frontier(self.size + 1, (*kept, last))
        while nodes:
            if size & 1:
                nodes.insert(0, kept.pop())
            if len(nodes) & 1:
                grown.append(nodes.pop())
            if nodes:
                halves = iter(nodes)
                nodes = [sha256(b"\1" + left + next(halves)).digest() for left in halves]
            size >>= 1
        return Frontier(self.size + len(leaves), (*kept, *reversed(grown)))

    @property
    def root(self) -> bytes:
        """The hash over the whole tree."""
        if not self.edge:
            return EMPTY
        *others, root = self.edge
        for left in reversed(others):
            root = node(left, root)
        return root

    def __bytes__(self) -> bytes:
        return self.size.to_bytes(8, "big") + b"".join(self.edge)


@attrs.frozen
class Chain:
    """Hashes of hashes: for the commands, of which nobody needs a proof one by one."""

    size: int = 0
    root: bytes = EMPTY

    def grow(self, links: Sequence[bytes]) -> "Chain":
        """The chain with these links after the ones it has."""
        root = self.root
        for link in links:
            root = sha256(b"\2" + root + link).digest()
        return Chain(self.size + len(links), root)

    def __bytes__(self) -> bytes:
        return self.size.to_bytes(8, "big") + self.root


@attrs.frozen
class Trunk:
    """What a register keeps: the edge of the tree over its events, the end of its commands."""

    events: Frontier = Frontier()
    commands: Chain = Chain()

    @classmethod
    def of(cls, stored: bytes) -> "Trunk":
        """The trunk that was stored; what cannot be one is refused."""
        size = int.from_bytes(stored[:8], "big")
        end = 8 + HASH * size.bit_count()
        if len(stored) != end + 8 + HASH:
            raise InvalidValueError(
                "the stored tree has another length than its size asks for", _DAMAGED
            )
        edge = tuple(stored[at : at + HASH] for at in range(8, end, HASH))
        commands = int.from_bytes(stored[end : end + 8], "big")
        return cls(Frontier(size, edge), Chain(commands, stored[end + 8 :]))

    def grow(self, events: Sequence[bytes], commands: Sequence[bytes]) -> "Trunk":
        """The trunk with the leaves of these events, and these commands, after those it has."""
        return Trunk(self.events.grow(events), self.commands.grow(commands))

    def __bytes__(self) -> bytes:
        return bytes(self.events) + bytes(self.commands)


NEW: Final = bytes(Trunk())
"""What is stored of the trees of a register without events."""
_DAMAGED: Final = "verify the register, and restore it from a backup"


# ── proving ──


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The subtrees whose roots prove that a leaf is in a tree of this size, the nearest first."""
    if not 0 <= index < size:
        raise InvalidValueError(f"there is no leaf {index} among {size}", "count from 0")
    spans: list[Span] = []
    first, last = 0, size
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            spans.append((middle, last))
            last = middle
        else:
            spans.append((first, middle))
            first = middle
    return spans[::-1]


def consistency_spans(earlier: int, size: int) -> list[Span]:
    """The subtrees whose roots prove that a tree of this size began as the earlier one."""
    if not 0 < earlier <= size:
        raise InvalidValueError(
            f"a tree of {size} leaves is no later one of a tree of {earlier}",
            "give the smaller tree first, with at least one leaf",
        )
    spans: list[Span] = []
    first, last = 0, size
    while last > earlier:
        middle = first + _split(last - first)
        if earlier <= middle:
            spans.append((middle, last))
            last = middle
        else:
            spans.append((first, middle))
            first = middle
    if first:
        spans.append((first, last))
    return spans[::-1]


def roots(spans: Iterable[Span], pages: Iterable[Sequence[bytes]]) -> list[bytes]:
    """The roots of these subtrees, from all leaves in order, page by page."""
    grown = [(span, Frontier()) for span in spans]
    at = 0
    for page in pages:
        grown = [
            (span, frontier.grow(page[max(span[0] - at, 0) : max(span[1] - at, 0)]))
            for span, frontier in grown
        ]
        at += len(page)
    return [frontier.root for _, frontier in grown]


def includes(root: bytes, size: int, index: int, hashed: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path leads from the leaf with this hash to the root."""
    if not 0 <= index < size:
        return False
    at, last, steps = index, size - 1, iter(path)
    for step in steps:
        if not last:
            return False
        if at & 1 or at == last:
            hashed = node(step, hashed)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            hashed = node(hashed, step)
        at, last = at >> 1, last >> 1
    return not last and hashed == root


def extends(
    earlier: int, earlier_root: bytes, size: int, root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether the path shows that the tree with this root began as the earlier one."""
    if earlier == size:
        return not path and earlier_root == root
    if not 0 < earlier < size:
        return False
    steps: Iterator[bytes] = iter(path if earlier & (earlier - 1) else (earlier_root, *path))
    at, last = earlier - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = next(steps, b"")
    for step in steps:
        if not last:
            return False
        if at & 1 or at == last:
            old, new = node(step, old), node(step, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node(new, step)
        at, last = at >> 1, last >> 1
    return not last and old == earlier_root and new == root


def _split(size: int) -> int:
    """The largest power of two below a size of at least two."""
    return 1 << (size - 1).bit_length() - 1
