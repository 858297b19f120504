"""Tables as files: Excel with real dates and table objects, CSV, JSON Lines; and the template."""

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TextIO

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange import cells
from avtalsuppfoljning.exchange.csv_files import guarded
from avtalsuppfoljning.exchange.exporting import Values, columns_of
from avtalsuppfoljning.exchange.json_files import TABLE
from avtalsuppfoljning.exchange.tables import TABLES, Column, Table
from avtalsuppfoljning.terms import Term

Filled = Iterable[tuple[Table, list[Values]]]

TEMPLATE_ROWS: Final = 2_000
"""As many rows of the template have lists to choose from."""
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_README: Final = "Läs mig"
DATES: Final = "yyyy-mm-dd"
WIDTH: Final = 18


def pick(term: Term) -> str:
    """A term as it is chosen and shown.

    >>> from avtalsuppfoljning.terms import Driftsform, Frekvens
    >>> pick(Driftsform.PRIVAT_REGI), pick(Frekvens.LÅG)
    ('privat regi', 'låg')
    """
    return term.name.lower().replace("_", " ")


# ── CSV and JSON Lines ──


def write_csv(folder: Path, filled: Filled, *, is_whole: bool) -> int:
    """One file per table; the number of rows."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for table, rows in filled:
        columns = columns_of(table, is_whole=is_whole)
        with (folder / f"{table.key}.csv").open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out, delimiter=";")
            writer.writerow([column.heading for column in columns])
            for row in rows:
                writer.writerow([_as_csv(row.get(column.key)) for column in columns])
        count += len(rows)
    return count


def _as_csv(value: Any) -> str:
    match cells.written(_picked(value)):
        case None:
            return ""
        case bool() as truth:
            return "ja" if truth else "nej"
        case date() as day:
            return day.isoformat()
        case Decimal() as amount:
            return str(amount).replace(".", ",")
        case text:
            return guarded(text)


def as_plain(filled: Filled) -> dict[str, list[dict[str, Any]]]:
    """One list per table, as the JSON that is read in."""
    return {table.key: [_plain(row) for row in rows] for table, rows in filled}


def _plain(row: Values) -> dict[str, Any]:
    return {key: as_json for key, value in row.items() if (as_json := _as_json(value))}


def write_lines(out: TextIO, filled: Filled) -> int:
    """One row a line; the number of rows."""
    count = 0
    for table, rows in filled:
        out.writelines(
            json.dumps({TABLE: table.key, **_plain(row)}, ensure_ascii=False) + "\n" for row in rows
        )
        count += len(rows)
    return count


def _as_json(value: Any) -> Any:
    match cells.written(value):
        case bool() as truth:
            return "ja" if truth else "nej"
        case date() as day:
            return day.isoformat()
        case Decimal() as amount:
            return str(amount)
        case text:
            return text


def _picked(value: Any) -> Any:
    match value:
        case Term():
            return pick(value)
        case tuple():
            return tuple(_picked(each) for each in value)
        case _:
            return value


# ── Excel ──


def write_workbook(path: Path, filled: Filled, *, is_whole: bool) -> int:
    """One sheet per table; the number of rows."""
    count = 0
    with open_workbook_to_write(path) as book:
        day, kronor = book.add_format({"num_format": DATES}), book.add_format({"num_format": 4})
        for table, rows in filled:
            columns = columns_of(table, is_whole=is_whole)
            sheet = book.add_worksheet(table.heading)
            for number, row in enumerate(rows, start=1):
                for place, column in enumerate(columns):
                    _put(sheet, number, place, row.get(column.key), day=day, kronor=kronor)
            _add_table(sheet, table, columns, rows=len(rows))
            count += len(rows)
    return count


def _put(sheet: Any, row: int, place: int, value: Any, *, day: Any, kronor: Any) -> None:
    match cells.written(_picked(value)):
        case None:
            pass
        case bool() as truth:
            sheet.write_string(row, place, "ja" if truth else "nej")
        case date() as on if on >= cells.FIRST:
            sheet.write_datetime(row, place, on, day)
        case date() as on:
            sheet.write_string(row, place, on.isoformat())
        case Decimal() as amount if Decimal(repr(float(amount))) == amount:
            sheet.write_number(row, place, float(amount), kronor)
        case other:
            sheet.write_string(row, place, str(other))


def _add_table(sheet: Any, table: Table, columns: tuple[Column, ...], *, rows: int) -> None:
    heads = [{"header": column.heading} for column in columns]
    options = {"columns": heads, "name": table.key, "style": "Table Style Light 1"}
    sheet.add_table(0, 0, max(rows, 1), len(columns) - 1, options)
    sheet.set_column(0, len(columns) - 1, WIDTH)
    sheet.freeze_panes(1, 0)


def write_template(
    path: Path,
    tables: Iterable[Table] = tuple(TABLES.values()),
    readme: Iterable[str] = swedish.TEMPLATE_README,
) -> None:
    """A workbook to fill in: a sheet per table, with the lists that its cells choose from."""
    with open_workbook_to_write(path) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": DATES})
        as_text = book.add_format({"num_format": "@"})
        first = book.add_worksheet(_README)
        first.set_column(0, 0, 6 * WIDTH)
        for number, line in enumerate(readme):
            first.write_string(number, 0, line)
        for table in tables:
            sheet = book.add_worksheet(table.heading)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(table.columns):
                mark = " *" if column.is_required else ""
                sheet.write_string(0, place, column.heading + mark, bold)
                form = day if column.read in (cells.day, cells.day_or_text) else None
                if column.read in (cells.text, cells.identity):
                    form = as_text
                sheet.set_column(place, place, WIDTH, form)
                if choices := _choices(column):
                    rule = {
                        "validate": "list",
                        "source": choices,
                        "error_title": column.heading[:32],
                        "error_message": swedish.PICK_FROM_LIST,
                    }
                    sheet.data_validation(1, place, TEMPLATE_ROWS, place, rule)


def _choices(column: Column) -> list[str]:
    if column.read is cells.truth:
        return ["ja", "nej"]
    return [pick(term) for term in column.kind] if column.kind else []


@contextmanager
def open_workbook_to_write(path: Path) -> Iterator[Any]:
    """A new workbook, in which no text becomes a formula, a number or a link.

    It is made in memory: a disk that is full then says so to us, and not to the library alone.
    """
    try:
        import xlsxwriter  # noqa: PLC0415  an extra, and slow to load
    except ImportError:
        raise InputError(swedish.extra_missing("xlsxwriter")) from None
    made = BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        yield book
    path.write_bytes(made.getvalue())
