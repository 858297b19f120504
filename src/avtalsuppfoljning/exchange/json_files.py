"""JSON, one list per table, and JSON Lines, one row per line with its table's name."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.cells import Cell, Unreadable
from avtalsuppfoljning.exchange.sources import MAX_COLUMNS, MAX_ROWS, Line, Refusal, Refuse, Sheet
from avtalsuppfoljning.exchange.tables import TABLES
from avtalsuppfoljning.strict.reading import MAX_BYTES, read_json

TABLE: Final = "tabell"
"""The key that says which table a line of JSON Lines belongs to."""
MAX_LINE: Final = 1_000_000
MAX_LINES_FILE: Final = 500_000_000


def open_json(path: Path) -> list[Sheet]:
    """``{"utforare": [{…}], "avtal": [{…}]}``: one sheet per list."""
    if path.stat().st_size > MAX_BYTES:
        raise InputError(*swedish.file_too_large(MAX_BYTES), place=path.name)
    try:
        data = read_json(path.read_bytes())
    except InputError as fault:
        raise InputError(fault.what, fault.way_out, place=f"{path.name}, {fault.place}") from None
    if not isinstance(data, dict) or not all(isinstance(each, list) for each in data.values()):
        wanted = swedish.write(swedish.an_object(", ".join(TABLES)))
        raise InputError(swedish.refused_value(path.name), wanted, place=path.name)
    return [_sheet(name, rows) for name, rows in data.items()]


def open_lines(path: Path) -> list[Sheet]:
    """JSON Lines: every table is read by going through the file."""
    if path.stat().st_size > MAX_LINES_FILE:
        raise InputError(*swedish.file_too_large(MAX_LINES_FILE), place=path.name)
    sheets = [Sheet("", lambda refuse: _strangers(path, refuse))]
    return sheets + [Sheet(key, _table_of(path, key)) for key in TABLES]


def _sheet(name: str, rows: list[Any]) -> Sheet:
    def lines(refuse: Refuse) -> Iterator[Line]:
        keys = list(dict.fromkeys(key for row in rows if isinstance(row, dict) for key in row))
        if len(keys) > MAX_COLUMNS:
            raise InputError(*swedish.too_wide(MAX_COLUMNS), place=name)
        yield Line(0, tuple(keys))
        for number, row in enumerate(rows, start=1):
            if isinstance(row, dict):
                yield Line(number, tuple(_cell(row.get(key)) for key in keys))
            else:
                refuse(Refusal(name, number, "", swedish.fault_of("", *swedish.NOT_A_ROW)))

    return Sheet(name, lines)


def _table_of(path: Path, key: str) -> Any:
    columns = tuple(column.key for column in TABLES[key].columns)

    def lines(_: Refuse) -> Iterator[Line]:
        yield Line(0, columns)
        for number, row in _rows(path):
            if isinstance(row, Mapping) and row.get(TABLE) == key:
                yield Line(number, tuple(_cell(row.get(column)) for column in columns))

    return lines


def _strangers(path: Path, refuse: Refuse) -> Iterator[Line]:
    """Refuse the lines that are no row of any table; nothing is left to read."""
    known = {key: {column.key for column in table.columns} for key, table in TABLES.items()}
    for number, row in _rows(path):
        if not isinstance(row, Mapping):
            refuse(Refusal("", number, "", swedish.fault_of("", *swedish.NOT_A_ROW)))
            continue
        table = row.get(TABLE)
        if not isinstance(table, str) or table not in known:
            refuse(Refusal("", number, TABLE, swedish.fault_of("", *swedish.TABLE_UNKNOWN)))
            continue
        for key in row.keys() - known[table] - {TABLE}:
            fault = swedish.fault_of("", *swedish.HEADING_UNKNOWN)
            refuse(Refusal(table, number, swedish.visible(key[:80]), fault))
    yield from ()


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open("rb") as raw:
        number = 0
        while line := raw.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE or number > MAX_ROWS:
                place = f"{path.name}, rad {number}"
                raise InputError(*swedish.file_too_large(MAX_LINES_FILE), place=place)
            if not line.strip():
                continue
            try:
                yield number, read_json(line)
            except InputError as fault:
                place = f"{path.name}, rad {number}"
                raise InputError(fault.what, fault.way_out, place=place) from None


def _cell(value: Any) -> Cell:
    match value:
        case None | str() | bool() | int():
            return value
        case float():
            return Decimal(repr(value))
        case list() if all(isinstance(each, str) for each in value):
            return "; ".join(value)
        case _:
            return Unreadable(
                swedish.refused_value(swedish.this_kind(type(value).__name__)),
                swedish.write(swedish.A_TEXT),
            )
