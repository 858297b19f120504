"""What a file that is handed in looks like to the rest: named sheets of numbered lines of cells.

A sheet can be read many times, from its beginning, a line at a time. What makes the file as a
whole unreadable is raised; what is wrong at one place is told to ``refuse``.
"""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.exchange.cells import Cell

MAX_COLUMNS: Final = 200
MAX_ROWS: Final = 1_000_000


class Line(NamedTuple):
    """One row of a sheet, by the number that its program shows."""

    number: int
    cells: tuple[Cell, ...]


@attrs.frozen
class Refusal:
    """What is wrong, and where: the answer's ``blad``, ``rad``, ``kolumn`` and ``fel``."""

    sheet: str
    row: int
    column: str
    fault: str

    def plain(self) -> dict[str, str | int]:
        """As JSON has it."""
        return {"blad": self.sheet, "rad": self.row, "kolumn": self.column, "fel": self.fault}

    def __str__(self) -> str:
        return swedish.refused_row(self.sheet, self.row, self.column, self.fault)


Refuse = Callable[[Refusal], None]


@attrs.frozen
class Sheet:
    """One sheet of a workbook, one CSV file, or one list of a JSON file."""

    name: str
    lines: Callable[[Refuse], Iterator[Line]]
    """Opens the sheet anew. The first line with values holds the headings."""
