"""What is planned and due as a workbook: one table with real dates, the same bytes every time."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.exchange.writing import DATES, open_workbook_to_write

_COLUMNS: Final = swedish.PLAN_BOOK_COLUMNS
_WIDEST: Final = 48
"""In characters; what is longer goes on below in its cell."""


@attrs.frozen(kw_only=True)
class BookRow:
    """One row of the table, in the order of its columns."""

    due_on: date
    precision: str
    what: str
    about: str
    times: str
    provider: str
    agreement: str
    obligor: str
    recipients: str
    status: str
    done_on: date | None
    why: str
    sources: str
    id: str


def write_book(path: Path, rows: Sequence[BookRow], *, title: str, stamp: datetime) -> int:
    """A table of what is to be done by when; the number of rows."""
    with open_workbook_to_write(path) as book:
        book.set_properties({"title": title, "created": stamp.replace(tzinfo=None)})
        day = book.add_format({"num_format": DATES, "align": "left"})
        sheet = book.add_worksheet(swedish.DUE_HEADING)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        lines = [attrs.astuple(row) for row in rows]
        for place, heading in enumerate(_COLUMNS):
            longest = max(len(str(text)) for text in (f"{heading}  ", *(x[place] for x in lines)))
            is_long = longest > _WIDEST
            width = _WIDEST if is_long else longest + 1
            sheet.set_column(place, place, width, wrapped if is_long else None)
        for number, line in enumerate(lines, start=1):
            for place, value in enumerate(line):
                _put(sheet, number, place, value, day)
        heads = [{"header": heading} for heading in _COLUMNS]
        options = {"columns": heads, "name": "frister", "style": "Table Style Light 1"}
        sheet.add_table(0, 0, max(len(rows), 1), len(_COLUMNS) - 1, options)
        sheet.freeze_panes(1, 0)
    return len(rows)


def _put(sheet: Any, row: int, place: int, value: date | str | None, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, day)
    elif value:
        sheet.write_string(row, place, value)
