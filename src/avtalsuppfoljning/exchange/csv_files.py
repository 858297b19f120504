"""CSV: UTF-8 or Windows-1252, semicolon, comma or tab, a line at a time."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.cells import Cell, Unreadable
from avtalsuppfoljning.exchange.sources import MAX_COLUMNS, MAX_ROWS, Line, Refusal, Refuse, Sheet

MAX_FILE: Final = 500_000_000
MAX_LINE: Final = 131_072
"""The longest line, in bytes; also the longest field that the csv module reads."""
DELIMITERS: Final = (";", ",", "\t")
_BLOCK: Final = 1 << 16
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def open_csv(path: Path) -> Sheet:
    """A CSV file as a sheet with its own name."""
    if path.stat().st_size > MAX_FILE:
        raise InputError(*swedish.file_too_large(MAX_FILE), place=path.name)
    encoding = _encoding(path)
    delimiter = _delimiter(path, encoding)

    def lines(refuse: Refuse) -> Iterator[Line]:
        with path.open("rb") as raw:
            reader = csv.reader(_texts(raw, encoding, path), delimiter=delimiter, strict=True)
            number = 1
            try:
                for row in reader:
                    if len(row) > MAX_COLUMNS and any(row[MAX_COLUMNS:]):
                        raise InputError(
                            *swedish.too_wide(MAX_COLUMNS), place=f"{path.name}, rad {number}"
                        )
                    if number > MAX_ROWS:
                        raise InputError(*swedish.too_long(MAX_ROWS), place=path.name)
                    yield Line(number, tuple(map(_cell, row)))
                    number = reader.line_num + 1
            except csv.Error:
                fault = swedish.fault_of("", *swedish.ROW_BROKEN)
                refuse(Refusal(path.stem, number, "", fault))

    return Sheet(path.stem, lines)


def _cell(text: str) -> Cell:
    """What a spreadsheet would evaluate is a formula here too; ``'`` before it makes it text."""
    if text.startswith(_LEADS):
        return Unreadable(*swedish.FORMULA)
    return text[1:] if _GUARDED.match(text) else text


def guarded(text: str) -> str:
    """Text as it is written, so that no spreadsheet evaluates it.

    >>> guarded("=1+1"), guarded("+46")
    ("'=1+1", "'+46")
    """
    return "'" + text if text.startswith(_LEADS) or _GUARDED.match(text) else text


_LEADS: Final = ("=", "+", "-", "@", "\t", "\r")
_GUARDED: Final = re.compile("'+[-=+@\t\r]")


def _encoding(path: Path) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        decoder = codecs.getincrementaldecoder(encoding)()
        with path.open("rb") as raw:
            is_first = True
            try:
                while block := raw.read(_BLOCK):
                    if is_first and block.startswith(_UTF16):
                        raise InputError(*swedish.FILE_UTF16, place=path.name)
                    if b"\0" in block:
                        raise InputError(*swedish.FILE_ENCODING, place=path.name)
                    is_first = False
                    decoder.decode(block)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return encoding
    raise InputError(*swedish.FILE_ENCODING, place=path.name)


def _texts(raw: BinaryIO, encoding: str, path: Path) -> Iterator[str]:
    number = 0
    while line := raw.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            raise InputError(*swedish.ROW_BROKEN, place=f"{path.name}, rad {number}")
        yield line.decode(encoding if number == 1 else encoding.removesuffix("-sig"))


def _delimiter(path: Path, encoding: str) -> str:
    """The one that splits the headings into most columns; a tie goes to the semicolon."""
    with path.open("rb") as raw:
        first = next((each for each in _texts(raw, encoding, path) if each.strip(' ;,\t"\r\n')), "")
    width: Callable[[str], int] = first.count
    return max(DELIMITERS, key=width)
