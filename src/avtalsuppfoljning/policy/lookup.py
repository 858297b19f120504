"""How a block of rows is looked up in tables that are written out as arrays. Needs numpy.

A row's place in a table is its inputs taken as the digits of one number. The digits are put
together in runs that fit a byte, because bytes are much the quickest; tables read their inputs in
one order, so that they share the beginnings of those runs. A table can also hold the answers of
several, each in bits of its own: one look-up then answers them all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import cache
from itertools import product
from math import prod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from avtalsuppfoljning.policy.outcomes import CONSEQUENCES, HIGHEST

MOST_CELLS: Final = 1 << 18
"""The most cells of one table; what reads more is looked up in parts."""
MOST_JOINT: Final = 1 << 16
"""The most cells of a table that answers several questions: it has to stay in the cache."""
MOST_BITS: Final = 64
"""The most bits that the answers of such a table take together: there are no larger numbers."""


_BYTE: Final = 1 << 8


class Block:
    """Some rows: their columns, and what has been worked out from them."""

    def __init__(self, columns: Mapping[str, NDArray[np.uint8]], size: int) -> None:
        self.size = size
        self._columns = dict(columns)
        self._numbers: dict[tuple[str, ...], NDArray[Any]] = {}

    def column(self, name: str) -> NDArray[np.uint8]:
        """One input; where it was not given, its first value."""
        found = self._columns.get(name)
        if found is None:
            found = self._columns[name] = self._derived(name)
        return found

    def set(self, name: str, column: NDArray[np.uint8]) -> None:
        """Add an input that has been worked out."""
        self._columns[name] = column

    def _derived(self, name: str) -> NDArray[np.uint8]:
        if name == "konsekvens":
            one, two, three = map(self.column, CONSEQUENCES)
            return np.maximum(np.maximum(one, two), three)
        if name == "tidigare_atgard":
            return (self.column(HIGHEST) > 0).view(np.uint8)
        return np.zeros(self.size, np.uint8)

    def number(self, names: tuple[str, ...], sizes: Mapping[str, int]) -> NDArray[Any]:
        """The inputs as the digits of one number, the first of them the most significant."""
        first, *others = _runs(names, tuple(sizes[name] for name in names))
        found, cells = self._byte(first[0], sizes), first[1]
        for run, more in others:
            cells *= more
            found = np.multiply(found, more, dtype=unsigned(cells))
            found += self._byte(run, sizes)
        return found

    def _byte(self, names: tuple[str, ...], sizes: Mapping[str, int]) -> NDArray[np.uint8]:
        """A run of inputs whose number fits a byte."""
        if len(names) == 1:
            return self.column(names[0])
        found = self._numbers.get(names)
        if found is None:
            found = self._byte(names[:-1], sizes) * np.uint8(sizes[names[-1]])
            found += self.column(names[-1])
            self._numbers[names] = found
        return found


@cache
def _runs(names: tuple[str, ...], sizes: tuple[int, ...]) -> list[tuple[tuple[str, ...], int]]:
    """The inputs in runs, each with the number of its cells."""
    found: list[tuple[tuple[str, ...], int]] = []
    for name, size in zip(names, sizes, strict=True):
        if found and found[-1][1] * size <= _BYTE:
            run, cells = found[-1]
            found[-1] = ((*run, name), cells * size)
        else:
            found.append(((name,), size))
    return found


def unsigned(size: int) -> type[np.unsignedinteger[Any]]:
    """The smallest whole numbers for so many cells."""
    return np.uint8 if size <= _BYTE else np.uint16 if size <= 1 << 16 else np.uint32


class Dense:
    """One table, written out."""

    def __init__(
        self,
        names: Iterable[str],
        domains: Mapping[str, tuple[str, ...]],
        answer: Callable[[dict[str, str]], int],
        kind: Any = np.uint8,
    ) -> None:
        wanted = set(names)
        self.names = tuple(name for name in domains if name in wanted)
        self.sizes = {name: len(domains[name]) for name in self.names}
        cells = product(*(domains[name] for name in self.names))
        found = [answer(dict(zip(self.names, cell, strict=True))) for cell in cells]
        self.array: NDArray[Any] = np.array(found, kind)

    def __call__(self, block: Block, out: NDArray[Any] | None = None) -> NDArray[Any]:
        """The answer to each row."""
        if not self.names:
            return np.full(block.size, self.array[0])
        found: NDArray[Any] = self.array.take(
            block.number(self.names, self.sizes), out=out, mode="clip"
        )
        return found

    @property
    def bits(self) -> int:
        """How many bits an answer takes."""
        return max(int(self.array.max()).bit_length(), 1)

    def then(self, answers: NDArray[Any]) -> "Dense":
        """The table that answers with what its answer stands for."""
        found = copy(self)
        found.array = answers.take(self.array)
        return found


class Joint:
    """Several tables as one, over everything that any of them reads."""

    def __init__(self, tables: Sequence[Dense], domains: Mapping[str, tuple[str, ...]]) -> None:
        names = joint_names(tables, domains)
        self._names = names
        self._sizes = {name: len(domains[name]) for name in names}
        grid = np.indices(tuple(self._sizes.values()), np.uint8)
        cells = Block(
            {name: each.ravel() for name, each in zip(names, grid, strict=True)},
            prod(self._sizes.values()),
        )
        self._shifts: list[tuple[int, int]] = []
        self.bits = 0
        """How many bits the answers take together."""
        parts = []
        for table in tables:
            found = table(cells)
            self._shifts.append((self.bits, (1 << table.bits) - 1))
            parts.append(found.astype(np.uint64) << np.uint64(self.bits))
            self.bits += table.bits
        self.array = sum(parts, np.zeros(cells.size, np.uint64)).astype(f"u{_width(self.bits)}")

    def __call__(self, block: Block) -> NDArray[Any]:
        """The answers of all tables, in one number per row."""
        if self._names:
            return self.array.take(block.number(self._names, self._sizes), mode="clip")
        return np.full(block.size, self.array[0])

    def says(self, packed: NDArray[Any], table: int, answer: int, out: NDArray[np.bool_]) -> None:
        """Whether one table among them gives a certain answer."""
        shift, mask = self._shifts[table]
        kind = packed.dtype.type
        np.equal(packed & kind(mask << shift), kind(answer << shift), out=out)

    def part(self, packed: NDArray[Any], table: int) -> NDArray[np.uint8]:
        """The answers of one table among them."""
        shift, mask = self._shifts[table]
        kind = packed.dtype.type
        found = packed >> kind(shift) if shift else packed
        answers: NDArray[np.uint8] = (found & kind(mask)).astype(np.uint8, copy=False)
        return answers


def joint_names(tables: Iterable[Dense], domains: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Everything that any of the tables reads, in order."""
    read = {name for table in tables for name in table.names}
    return tuple(name for name in domains if name in read)


def _width(bits: int) -> int:
    """The bytes of the smallest number with so many bits."""
    return next(each for each in (1, 2, 4, 8) if bits <= 8 * each)
