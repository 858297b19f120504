"""Which table a sheet is, which column is what, and its lines as rows of values."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.cells import Cell, is_blank, show
from avtalsuppfoljning.exchange.mapping import IGNORE, Own
from avtalsuppfoljning.exchange.sources import Line, Refusal, Refuse, Sheet
from avtalsuppfoljning.exchange.tables import IGNORED, TABLES, Column, Table, normal

Pair = tuple[str, str]
"""What is wrong, and the way out."""
Headings = list[tuple[int, str, str]]
"""Place in the line, the heading as `normal` has it, and as it is written."""


@attrs.frozen
class Row:
    """One row that could be read, and where it stands."""

    table: Table
    sheet: str
    number: int
    values: Mapping[str, Any]
    """By column key; what is blank is not there."""

    def refusal(self, column: str, pair: tuple[str, str], value: object = None) -> Refusal:
        """What is wrong with it, by the printed heading of a column."""
        heading = self.table.column(column).heading if column else ""
        shown = show(str(value)) if value is not None else ""
        return Refusal(self.sheet, self.number, heading, swedish.fault_of(shown, *pair))


@attrs.frozen
class Layout:
    """A sheet that is known to be a table."""

    sheet: Sheet
    table: Table
    header: int
    """The number of the line with the headings."""
    columns: Mapping[int, Column | None]
    """By place; None for a column that is not to be read."""
    written: Mapping[int, str]
    constants: Mapping[str, Any]

    def rows(self, refuse: Refuse) -> Iterator[Row | None]:
        """Every row with something in it; None for one that was refused."""
        is_header_passed = False
        for line in self.sheet.lines(refuse):
            if not is_header_passed:
                is_header_passed = line.number == self.header
            elif not all(map(is_blank, line.cells)):
                yield self._row(line, refuse)

    def _row(self, line: Line, refuse: Refuse) -> Row | None:
        values: dict[str, Any] = dict(self.constants)
        faults: list[Refusal] = []

        def fault(place: str, cell: Cell, pair: tuple[str, str]) -> None:
            text = swedish.fault_of(show(cell), *pair)
            faults.append(Refusal(self.sheet.name, line.number, place, text))

        for place, cell in enumerate(line.cells):
            if is_blank(cell):
                continue
            column = self.columns.get(place, _UNKNOWN)
            if column is _UNKNOWN:
                fault(_letters(place), None, swedish.NO_HEADING)
            elif column is not None:
                try:
                    values[column.key] = column.read(cell)
                except InputError as refused:
                    is_shown = column.is_open
                    pair = (refused.what, refused.way_out)
                    fault(self.written[place], cell if is_shown else None, pair)
                    values[column.key] = None
        for place, column in self.columns.items():
            if column is not None and column.is_required and column.key not in values:
                fault(self.written[place], None, swedish.CELL_EMPTY)
        for each in faults:
            refuse(each)
        return None if faults else Row(self.table, self.sheet.name, line.number, values)


_UNKNOWN = Column("", "", str)


def _letters(place: int) -> str:
    """A column as spreadsheets call it.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    more, last = divmod(place, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + last)


def recognise(sheet: Sheet, own: Own, refuse: Refuse, *, table: str | None = None) -> Layout | None:
    """The table that a sheet is, by its name or else its headings; None if it is not read."""
    if normal(sheet.name) in IGNORED or own.sheets.get(normal(sheet.name)) == IGNORE:
        return None
    header = _first_line(sheet)
    if header is None:
        for _ in sheet.lines(refuse):  # tells what is wrong, if that is why there is no line
            pass
        return None

    fault = _fault_in(sheet, header, refuse)
    headings = _headings(header, fault)
    if headings is None:
        return None
    found = _table_of(sheet, own, headings, table)
    if isinstance(found, tuple):
        fault("", found)
        return None
    return _laid_out(sheet, found, header, headings, own=own, fault=fault)


def read_as(sheet: Sheet, table: Table, refuse: Refuse) -> Layout | None:
    """A sheet that is known to be a certain table; None if it has no rows or wrong headings.

    Its headings are the table's: nobody says here what others mean.
    """
    header = _first_line(sheet)
    if header is None:
        return None

    fault = _fault_in(sheet, header, refuse, swedish.WITHOUT_MAPPING)
    headings = _headings(header, fault)
    if headings is None:
        return None
    return _laid_out(sheet, table, header, headings, own=Own(), fault=fault)


def _first_line(sheet: Sheet) -> Line | None:
    """The first line with values, which has the headings."""
    return next((x for x in sheet.lines(_quiet) if not all(map(is_blank, x.cells))), None)


def _fault_in(
    sheet: Sheet, header: Line, refuse: Refuse, instead: Mapping[Pair, Pair] = MappingProxyType({})
) -> Callable[[str, Pair], None]:
    """Tells what is wrong with a heading, and the way out; ``instead`` has other ways out."""

    def fault(column: str, pair: Pair) -> None:
        text = swedish.fault_of("", *instead.get(pair, pair))
        refuse(Refusal(sheet.name, header.number, swedish.visible(column[:80]), text))

    return fault


def _quiet(_: Refusal) -> None:
    """What is found here is found again when the rows are read."""


def _headings(header: Line, fault: Callable[[str, Pair], None]) -> Headings | None:
    found: Headings = []
    for place, cell in enumerate(header.cells):
        if is_blank(cell):
            continue
        if not isinstance(cell, str):
            fault(show(cell), swedish.HEADING_UNKNOWN)
            return None
        found.append((place, normal(cell), cell.strip().rstrip("*").strip()))
    return found


def _table_of(
    sheet: Sheet, own: Own, headings: Headings, chosen: str | None
) -> Table | tuple[str, str]:
    name = normal(sheet.name)
    if chosen is not None:
        return TABLES[chosen]
    if name in own.sheets:
        return TABLES[own.sheets[name]]
    for table in TABLES.values():
        if name in {normal(each) for each in (table.key, table.heading, *table.also)}:
            return table
    fitting = [table for table in TABLES.values() if _fits(table, own, headings)]
    if len(fitting) == 1:
        return fitting[0]
    return swedish.SHEET_AMBIGUOUS if fitting else swedish.SHEET_UNKNOWN


def _fits(table: Table, own: Own, headings: Headings) -> bool:
    """Every heading is one of the table's, and none that it needs is missing."""
    known = own.headings(table)
    if not all(heading in known for _, heading, _ in headings):
        return False
    there = {column.key for _, heading, _ in headings if (column := known[heading])}
    needed = {column.key for column in table.columns if column.is_required}
    return needed <= there | own.constants.get(table.key, {}).keys()


def _laid_out(
    sheet: Sheet,
    table: Table,
    header: Line,
    headings: Headings,
    *,
    own: Own,
    fault: Callable[[str, Pair], None],
) -> Layout | None:
    known = own.headings(table)
    constants = own.constants.get(table.key, {})
    columns: dict[int, Column | None] = {}
    is_sound = True
    for place, heading, written in headings:
        column = known.get(heading, _UNKNOWN)
        if column is _UNKNOWN:
            fault(written, swedish.HEADING_UNKNOWN)
            is_sound = False
        elif column is not None and column in columns.values():
            fault(written, swedish.HEADING_TWICE)
            is_sound = False
        columns[place] = column
    there = {column.key for column in columns.values() if column is not None}
    for column in table.columns:
        if column.is_required and column.key not in there | constants.keys():
            fault(column.heading, swedish.COLUMN_EMPTY)
            is_sound = False
    if not is_sound:
        return None
    written_at = {place: written for place, _, written in headings}
    return Layout(sheet, table, header.number, columns, written_at, constants)
