"""Workbooks: what is in the zip is judged before it is unpacked, and read a row at a time.

`openpyxl` casts the cells, but its read-only sheets are not used: they drop cells and rows that
stand out of order, and do not tell of merged cells. Nothing is evaluated, no link is followed.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.cells import Cell, Unreadable
from avtalsuppfoljning.exchange.sources import MAX_COLUMNS, MAX_ROWS, Line, Refusal, Refuse, Sheet

MAX_FILE: Final = 100_000_000
MAX_UNPACKED: Final = 500_000_000
MAX_SHEET: Final = 300_000_000
MAX_SHARED: Final = 50_000_000
"""The texts that cells share are held in memory."""
MAX_SMALL: Final = 10_000_000
"""The largest part that is neither a sheet nor the shared texts."""
MAX_RATIO: Final = 150
ALWAYS_FINE: Final = 5_000_000
"""Below this size the ratio tells nothing: a small sheet of blanks packs well too."""
MAX_PARTS: Final = 2_000
MAX_TAGS: Final = 2_000_000
"""In a part that is not a sheet: each tag becomes an object in memory."""
MAX_BETWEEN_ROWS: Final = 4_000_000
"""A row is held in memory until it ends, so there must be another one before this many bytes."""
_OLD: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PROLOG: Final = 65_536
_BLOCK: Final = 1 << 18
_CHUNK: Final = 256
_TAIL: Final = 64


def open_workbook(path: Path) -> list[Sheet]:
    """The sheets of a workbook, in its order."""
    _judge(path)
    openpyxl = _openpyxl()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, keep_links=False)
    except Exception as fault:  # a hostile file may make any error
        raise InputError(*swedish.FILE_BROKEN, place=path.name) from fault
    named = [(sheet.title, sheet._worksheet_path) for sheet in book.worksheets]  # noqa: SLF001
    book.close()  # what the sheets share is in memory, and each is opened by itself
    hidden = _Book(path, book)
    return [Sheet(name, hidden.reader(name, part)) for name, part in named]


class _Book:
    """What the sheets of one workbook share."""

    def __init__(self, path: Path, book: Any) -> None:
        self._path = path
        self._book = book

    def reader(self, name: str, part: str) -> Any:
        def lines(refuse: Refuse) -> Iterator[Line]:
            try:
                yield from self._lines(name, part, refuse)
            except (InputError, GeneratorExit):
                raise
            except Exception as fault:  # a hostile file may make any error
                raise InputError(
                    *swedish.FILE_BROKEN, place=f"{self._path.name}, {name}"
                ) from fault

        return lines

    def _lines(self, name: str, part: str, refuse: Refuse) -> Iterator[Line]:
        from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415

        book = self._book
        shared: Any = next((s._shared_strings for s in book.worksheets), [])  # noqa: SLF001
        with zipfile.ZipFile(self._path) as archive, archive.open(part) as source:
            parser = WorkSheetParser(
                source,
                shared,
                epoch=book.epoch,
                date_formats=book._date_formats,  # noqa: SLF001
                timedelta_formats=book._timedelta_formats,  # noqa: SLF001
            )
            rows = parser.parse()
            last = 0
            while chunk := _pull(rows):
                for number, row in chunk:
                    if number <= last or not _is_ordered(number, row):
                        refuse(Refusal(name, number, "", _fault(swedish.ROWS_OUT_OF_ORDER)))
                        return
                    last = number
                    yield _line(name, number, row)
                parser.row_dimensions.clear()
            for merged in parser.merged_cells.mergeCell if parser.merged_cells else ():
                where = re.sub(r"[^A-Z0-9:]", "", merged.ref.upper())[:40]
                refuse(Refusal(name, merged.min_row, where, _fault(swedish.MERGED)))


def _openpyxl() -> Any:
    try:
        import openpyxl  # noqa: PLC0415  an extra, and slow to load
    except ImportError:
        raise InputError(swedish.extra_missing("openpyxl")) from None
    return openpyxl


def _pull(rows: Iterator[Any]) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(islice(rows, _CHUNK))


def _is_ordered(number: int, row: list[dict[str, Any]]) -> bool:
    columns = [cell["column"] for cell in row]
    return all(cell["row"] == number for cell in row) and columns == sorted(set(columns))


def _line(name: str, number: int, row: list[dict[str, Any]]) -> Line:
    filled = [cell for cell in row if cell["value"] is not None]
    width = filled[-1]["column"] if filled else 0
    if width > MAX_COLUMNS:
        raise InputError(*swedish.too_wide(MAX_COLUMNS), place=f"{name}, rad {number}")
    if number > MAX_ROWS:
        raise InputError(*swedish.too_long(MAX_ROWS), place=f"{name}, rad {number}")
    cells: list[Cell] = [None] * width
    for cell in filled:
        cells[cell["column"] - 1] = _cell(cell["value"], cell["data_type"])
    return Line(number, tuple(cells))


def _cell(value: Any, kind: str) -> Cell:
    if kind == "f":
        return Unreadable(*swedish.FORMULA)
    if kind == "e":
        return Unreadable(*swedish.ERROR_CELL)
    if isinstance(value, str) and "_x" in value:
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    return value  # type: ignore[no-any-return]  # openpyxl makes no other kinds


_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _fault(pair: tuple[str, str]) -> str:
    return swedish.fault_of("", *pair)


# ── the zip, before anything in it is unpacked ──


def _judge(path: Path) -> None:
    def refuse(pair: tuple[str, str]) -> InputError:
        return InputError(*pair, place=path.name)

    if path.stat().st_size > MAX_FILE:
        raise refuse(swedish.file_too_large(MAX_FILE))
    with path.open("rb") as raw:
        start = raw.read(len(_OLD))
    if start == _OLD:
        raise refuse(swedish.FILE_OLD)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _judge_sizes(parts, refuse)
            _judge_parts(archive, parts, refuse)
    except InputError:
        raise
    except Exception as fault:  # a hostile file may make any error
        raise refuse(swedish.FILE_BROKEN) from fault


def _judge_sizes(parts: list[zipfile.ZipInfo], refuse: Any) -> None:
    names = [part.filename for part in parts]
    if len(names) > MAX_PARTS or len({name.lower() for name in names}) < len(names):
        raise refuse(swedish.FILE_BROKEN)
    if any(part.flag_bits & 1 for part in parts):
        raise refuse(swedish.FILE_OLD)
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise refuse(swedish.FILE_BOMB)
    for part in parts:
        name = part.filename.lower()
        is_shared = name.endswith("sharedstrings.xml")
        limit = MAX_SHARED if is_shared else MAX_SHEET if _is_sheet(name) else MAX_SMALL
        is_dense = part.file_size > max(ALWAYS_FINE, MAX_RATIO * part.compress_size)
        if part.file_size > limit or is_dense:
            raise refuse(swedish.FILE_BOMB)


def _is_sheet(name: str) -> bool:
    return "worksheets/" in name and name.endswith(".xml")


def _judge_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], refuse: Any) -> None:
    for part in parts:
        name = part.filename.lower()
        if "vbaproject" in name or "/macrosheets/" in name or "/activex/" in name:
            raise refuse(swedish.FILE_MACROS)
        if not name.endswith((".xml", ".rels")):
            continue
        with archive.open(part) as source:
            start = source.read(_PROLOG)
        if name == "[content_types].xml" and b"macroenabled" in start.lower():
            raise refuse(swedish.FILE_MACROS)
        if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start:
            raise refuse(swedish.FILE_BROKEN)
        with archive.open(part) as source:
            fault = _scan_sheet(source) if _is_sheet(name) else _scan(source)
        if fault is not None:
            raise refuse(fault)


def _scan(source: IO[bytes]) -> tuple[str, str] | None:
    """What is wrong with a part that becomes objects in memory as a whole."""
    tags, tail = 0, b""
    while block := source.read(_BLOCK):
        tags += block.count(b"<")
        if b"<!DOCTYPE" in tail + block or b"<!ENTITY" in tail + block:
            return swedish.FILE_DOCTYPE
        if tags > MAX_TAGS:
            return swedish.FILE_BOMB
        tail = block[-_TAIL:]
    return None


def _scan_sheet(source: IO[bytes]) -> tuple[str, str] | None:
    """What is wrong with a sheet, which becomes objects a row at a time.

    A ``<!`` would be a DOCTYPE, a comment or a CDATA; no program writes one in a sheet, and
    without them a ``<row`` can only be a row.
    """
    gap, rows, tail = 0, 0, b""
    while block := source.read(_BLOCK):
        data = tail + block
        if b"<!" in data:
            return swedish.FILE_DOCTYPE
        starts = [found.start() for found in _ROW.finditer(data) if found.end() > len(tail)]
        rows += len(starts)
        longest = max(map(int.__sub__, starts[1:], starts), default=0)
        gap += starts[0] if starts else len(block)
        if rows > MAX_ROWS or max(gap, longest) > MAX_BETWEEN_ROWS:
            return swedish.FILE_BOMB
        gap = len(data) - starts[-1] if starts else gap
        tail = block[-_TAIL:]
    return None


_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s/>]")
