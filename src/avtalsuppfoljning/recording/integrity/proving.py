"""Proofs to take away: that an event is in a sealed register, and that one seal continues another.

They are checked without the register, and without this library: see ``examples/``.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError, InvalidValueError, RegisterError
from avtalsuppfoljning.recording.integrity import tree
from avtalsuppfoljning.recording.integrity.sealing import Seal
from avtalsuppfoljning.recording.store import Row, Store

KIND: Final = "avtalsuppfoljning/kvitto/1"
CONTINUED: Final = "avtalsuppfoljning/fortsattning/1"


_MEMBERS: Final = {
    "position": int,
    "strom": str,
    "version": int,
    "handelse": str,
    "post": str,
    "sigill": str,
}
"""What a receipt says beside the way to the root, in the order of a row."""


@attrs.frozen
class Inclusion:
    """A receipt for one event: what is stored of it, and its way to the root of a seal."""

    row: Row
    path: tuple[bytes, ...]
    seal: Seal

    @property
    def holds(self) -> bool:
        """The event is what the seal was made over; who made the seal is not asked here."""
        made = self.seal.checkpoint
        hashed = tree.leaf(*self.row)
        return tree.includes(made.root, made.events, self.row[0] - 1, hashed, self.path)

    def plain(self) -> dict[str, Any]:
        """As it is written in JSON."""
        position, stream, version, name, entry = self.row
        return {
            "typ": KIND,
            "position": position,
            "strom": stream,
            "version": version,
            "handelse": name,
            "post": entry.decode(),
            "vag": [step.hex() for step in self.path],
            "sigill": str(self.seal),
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Inclusion":
        """Read what was written."""
        kept = {name: plain.get(name) for name in _MEMBERS}
        path = plain.get("vag")
        if plain.get("typ") != KIND or not isinstance(path, list):
            raise _not_a_proof()
        if any(type(value) is not _MEMBERS[name] for name, value in kept.items()):
            raise _not_a_proof()
        *row, entry, seal = kept.values()
        try:
            steps = tuple(map(bytes.fromhex, path))
            return cls((*row, entry.encode()), steps, Seal.parse(seal))  # type: ignore[arg-type, union-attr]
        except (TypeError, ValueError) as error:
            raise _not_a_proof() from error


@attrs.frozen
class Continuation:
    """That a register only grew between two seals: for whoever keeps the earlier one."""

    earlier: Seal
    later: Seal
    path: tuple[bytes, ...]

    @property
    def holds(self) -> bool:
        """What the earlier seal was made over is the beginning of the later one's."""
        first, last = self.earlier.checkpoint, self.later.checkpoint
        return tree.extends(first.events, first.root, last.events, last.root, self.path)

    def plain(self) -> dict[str, Any]:
        """As it is written in JSON."""
        return {
            "typ": CONTINUED,
            "fran": str(self.earlier),
            "till": str(self.later),
            "vag": [step.hex() for step in self.path],
        }


def prove_inclusion(store: Store, position: int, seal: Seal) -> Inclusion:
    """The receipt for the event at a position, by a seal that was made after it."""
    size = seal.checkpoint.events
    if not 1 <= position <= size:
        raise InvalidValueError(
            f"position {position} is not among the {size} that are sealed",
            "give a position of the register, or make a new seal",
        )
    path = tree.roots(tree.inclusion_spans(position - 1, size), _leaves(store, size))
    rows = store.page(position - 1, position)
    found = Inclusion(rows[0], tuple(path), seal) if rows else None
    if found is None or not found.holds:
        raise differs()
    return found


def prove_continuation(store: Store, earlier: Seal, later: Seal) -> Continuation:
    """The proof that what is sealed later began as what was sealed earlier."""
    first, last = earlier.checkpoint.events, later.checkpoint.events
    path = tree.roots(tree.consistency_spans(first, last), _leaves(store, last))
    found = Continuation(earlier, later, tuple(path))
    if not found.holds:
        raise differs()
    return found


def _leaves(store: Store, size: int) -> Iterator[Sequence[bytes]]:
    after = 0
    while page := store.page(after, size):
        yield tree.leaves(page)
        after = page[-1][0]


def differs() -> RegisterError:
    """The refusal of a register that is not the one that a seal was made over."""
    return RegisterError(
        "the register is not the one that was sealed",
        "verify it with the seal",
        code="sigill_avviker",
    )


def _not_a_proof() -> InputError:
    return InputError(*swedish.NOT_A_RECEIPT)
