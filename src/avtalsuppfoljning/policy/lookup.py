"""How a block of rows is looked up in tables that are written out as arrays. Needs numpy.

A row's place in a table is its inputs taken as the digits of one number; tables read their inputs
in one order, so that they share the beginnings of those numbers. A table can also hold the
answers of several, each in bits of its own: one look-up then answers them all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
        found = self._numbers.get(names)
        if found is None:
            last = self.column(names[-1])
            if len(names) == 1:
                found = last
            else:
                kind = unsigned(prod(sizes[name] for name in names))
                found = np.multiply(self.number(names[:-1], sizes), sizes[names[-1]], dtype=kind)
                found += last
            self._numbers[names] = found
        return found


def unsigned(size: int) -> type[np.unsignedinteger[Any]]:
    """The smallest whole numbers for so many cells."""
    return np.uint8 if size <= 1 << 8 else np.uint16 if size <= 1 << 16 else np.uint32


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
        width = 0
        parts = []
        for table in tables:
            found = table(cells)
            bits = max(int(table.array.max()).bit_length(), 1)
            self._shifts.append((width, (1 << bits) - 1))
            parts.append(found.astype(np.uint64) << np.uint64(width))
            width += bits
        self.array = sum(parts, np.zeros(cells.size, np.uint64)).astype(f"u{_width(width)}")

    def __call__(self, block: Block) -> list[NDArray[np.uint8]]:
        """The answers of each table."""
        if self._names:
            found = self.array.take(block.number(self._names, self._sizes), mode="clip")
        else:
            found = np.full(block.size, self.array[0])
        kind = found.dtype.type
        return [
            ((found >> kind(shift)) & kind(mask)).astype(np.uint8, copy=False)
            for shift, mask in self._shifts
        ]


def joint_names(tables: Iterable[Dense], domains: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Everything that any of the tables reads, in order."""
    read = {name for table in tables for name in table.names}
    return tuple(name for name in domains if name in read)


def _width(bits: int) -> int:
    """The bytes of the smallest number with so many bits."""
    return next(each for each in (1, 2, 4, 8) if bits <= 8 * each)
