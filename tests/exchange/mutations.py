"""Files that have been tampered with, each with what a reader may make of it.

It is the same rows as the file says, or nothing at all and a located fault. A mutation is drawn
by its number: ``mutated(folder, 17)`` is the same file every time.
"""

import csv
import io
import random
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import xlsxwriter
from tests.exchange.invented import municipality

from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange import cells
from avtalsuppfoljning.exchange.exporting import rows_of
from avtalsuppfoljning.exchange.importing import Import
from avtalsuppfoljning.exchange.mapping import Own
from avtalsuppfoljning.exchange.tables import TABLES, normal
from avtalsuppfoljning.exchange.writing import pick
from avtalsuppfoljning.recorded import kind_of
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import Money, Term

Grid = list[list[Any]]
Book = dict[str, Grid]
"""By table; the first row holds the headings."""
Facts = Counter[tuple[str, ...]]

MARK = "oppnad"
"""What a formula or a macro would leave behind if it were run."""


@attrs.frozen
class Mutated:
    """One file and what it says; ``says`` is None where only a refusal will do."""

    kind: str
    path: Path
    says: Facts | None
    is_sound: bool = False
    """Only the very same data will do."""


@cache
def _original() -> dict[str, tuple[tuple[Any, ...], ...]]:
    found = {}
    for table, rows in municipality(7, providers=4, agreements=4):
        head = tuple(column.heading for column in table.columns)
        body = (tuple(as_written(row.get(c.key)) for c in table.columns) for row in rows)
        found[table.key] = (head, *body)
    return found


def book() -> Book:
    """A small municipality, to be tampered with."""
    return {key: [list(row) for row in rows] for key, rows in _original().items()}


def as_written(value: Any) -> Any:
    """A value as a person writes it in a cell."""
    match value:
        case Term():
            return pick(value)
        case Money():
            return float(value.amount)
        case bool():
            return "ja" if value else "nej"
        case tuple():
            return "; ".join(str(as_written(each)) for each in value)
        case None | str() | date():
            return value or None
        case _:
            return str(value)


# ── what a file says, and what a register says ──


def facts(tables: Book) -> Facts:
    """Every row by its columns' keys, a document asked for apart from one that has come in."""
    found: Facts = Counter()
    for key, grid in tables.items():
        known = TABLES[key].headings
        keys = [known[normal(str(each))].key if each else "" for each in grid[0]]
        for row in grid[1:]:
            pairs = zip(keys, row, strict=False)
            said = {k: s for k, v in pairs if k and (s := _canonical(v, _reader(key, k)))}
            if key == "utforare" and said:
                said.setdefault("id", cells.slug(said.get("namn", "")))
            found.update(_split(key, said))
    return found


def recorded(register: Register) -> Facts:
    """The same of what has been recorded."""
    states = register.replay()
    found: Facts = Counter()
    for table in TABLES.values():
        for row in rows_of(states, table, is_whole=True):
            pairs = ((k, as_written(value)) for k, value in row.items())
            said = {k: s for k, v in pairs if (s := _canonical(v, _reader(table.key, k)))}
            found.update(_split(table.key, said))
    return found


def _split(key: str, said: dict[str, str]) -> list[tuple[str, ...]]:
    if not said:
        return []
    if key != "inlamningar":
        return [(key, *(f"{k}={v}" for k, v in sorted(said.items())))]
    asked, came = ("senast", "enligt", "avsnitt"), ("inkom", "diarieford", "dnr")
    if "inkom" in said:
        said.setdefault("diarieford", said["inkom"])
    return [
        (key, *(f"{k}={v}" for k, v in sorted(said.items()) if k not in other))
        for own, other in ((asked, came), (came, asked))
        if own[0] in said
    ]


def _reader(table: str, key: str) -> Any:
    is_reference = key == "avtal" or (table, key) == ("avtal", "utforare")
    return cells.identity if is_reference else TABLES[table].column(key).read


def _canonical(value: Any, reader: Any) -> str:
    if isinstance(value, str) and reader in (cells.identity, cells.word):
        return cells.slug(value)
    match value:
        case None:
            return ""
        case datetime() | date():
            return value.isoformat()[:10]
        case bool():
            return "ja" if value else "nej"
        case float() | Decimal():
            return f"{value:.2f}"
        case _:
            text = unicodedata.normalize("NFC", str(value)).strip().replace("\r\n", "\n")
            if re.fullmatch(r"\d[\d  ]*,\d\d?", text):
                return f"{Decimal(re.sub('[  ]', '', text).replace(',', '.')):.2f}"
            return text


# ── reading one, as the command does ──


def read(mutated: Mutated, folder: Path) -> str:
    """Read it into a new register; tells ``lika`` or ``nekad``, and asserts that it is either."""
    answer = _read(mutated, folder / f"{mutated.path.stem}.sqlite")
    assert answer in (("lika",) if mutated.is_sound else ("lika", "nekad")), mutated.kind
    return answer


def _read(mutated: Mutated, place: Path) -> str:
    reading = Import(mutated.path, own=Own())
    try:
        is_sound = reading.check(_Nothing())
    except InputError as fault:
        return "nekad" if fault.place and str(fault).isprintable() else f"utan plats: {fault}"
    if not is_sound:
        for refused in reading.refused:
            assert refused.fault, mutated.kind
            assert refused.sheet or refused.row, mutated.kind
        return "nekad"
    assert mutated.says is not None, f"{mutated.kind} must be refused"
    with Register.open(place, synchronous="NORMAL") as register:
        for batch in reading.batches():
            register.transact(
                batch.carry_out, actor="test", command=batch.command, request=batch.request
            )
        found = recorded(register)
    assert found == mutated.says, (mutated.kind, found - mutated.says, mutated.says - found)
    return "lika"


class _Nothing:
    def state(self, stream: str) -> Any:
        return kind_of(stream).initial


# ── the mutations ──


def mutated(folder: Path, number: int) -> Mutated:
    """The mutation with a number."""
    dice = random.Random(number)  # noqa: S311  the same file every time
    make = KINDS[number % len(KINDS)]
    kind = make.__name__.strip("_")
    return make(dice, folder, f"{number:04}-{kind}")


def _cell(
    dice: random.Random, tables: Book, *, kinds: tuple[type, ...] = ()
) -> tuple[Grid, int, int]:
    grids = [grid for grid in tables.values() if len(grid) > 1]
    while True:
        grid = dice.choice(grids)
        row, column = dice.randrange(1, len(grid)), dice.randrange(len(grid[0]))
        if not kinds or isinstance(grid[row][column], kinds):
            return grid, row, column


def _excel(dice: random.Random, folder: Path, name: str, tables: Book, **options: Any) -> Path:
    path = folder / f"{name}.xlsx"
    write = dice.random() < 0.5
    rules = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": write, **options}
    with xlsxwriter.Workbook(str(path), rules) as out:
        day = out.add_format({"num_format": "yyyy-mm-dd"})
        for key, grid in tables.items():
            sheet = out.add_worksheet(TABLES[key].heading)
            for row, line in enumerate(grid):
                for column, value in enumerate(line):
                    if isinstance(value, date):
                        sheet.write_datetime(row, column, value, day)
                    elif callable(value):
                        value(sheet, row, column, out)
                    elif value is not None:
                        sheet.write(row, column, value)
    return path


def swapped_cells(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    one, row, column = _cell(dice, tables, kinds=(str, date, float))
    other, down, across = _cell(dice, tables, kinds=(str, date, float))
    one[row][column], other[down][across] = other[down][across], one[row][column]
    return Mutated("swapped", _excel(dice, folder, name, tables), facts(tables))


def swapped_rows_and_columns(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    says = facts(tables)
    for key, grid in tables.items():
        order = dice.sample(range(len(grid[0])), len(grid[0]))
        body = grid[1:]
        if key != "krav":
            dice.shuffle(body)
        tables[key] = [[row[place] for place in order] for row in (grid[0], *body)]
    mixed = dict(dice.sample(list(tables.items()), len(tables)))
    return Mutated("shuffled", _excel(dice, folder, name, mixed), says, is_sound=True)


def other_headings(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    says = facts(tables)
    for key, grid in tables.items():
        columns = TABLES[key].columns
        grid[0] = [dice.choice((c.heading.upper(), f" {c.key} ", *c.also)) for c in columns]
    return Mutated("headings", _excel(dice, folder, name, tables), says, is_sound=True)


def days_as_text(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    says = facts(tables)
    for _ in range(dice.randrange(1, 20)):
        grid, row, column = _cell(dice, tables, kinds=(date,))
        grid[row][column] = grid[row][column].isoformat()
        grid[row][column] = _Text(grid[row][column])
        if all(not isinstance(v, date) for g in tables.values() for r in g for v in r):
            break
    return Mutated("iso text", _excel(dice, folder, name, _written(tables)), says, is_sound=True)


class _Text(str):
    """Text that came from a day."""

    __slots__ = ()


def _written(tables: Book) -> Book:
    return {
        key: [[str(v) if isinstance(v, _Text) else v for v in row] for row in grid]
        for key, grid in tables.items()
    }


def days_as_numbers(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    grid, row, column = _cell(dice, tables, kinds=(date,))
    grid[row][column] = (grid[row][column] - date(1899, 12, 30)).days
    return Mutated("number for a day", _excel(dice, folder, name, tables), None)


def days_in_words(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    grid, row, column = _cell(dice, tables, kinds=(date,))
    grid[row][column] = dice.choice(
        ("3 mars 2025", "2025-3-1", "01/02/2025", "20250301", "2025-W10-1")
    )
    return Mutated("words for a day", _excel(dice, folder, name, tables), None)


def calendar_of_1904(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    path = _excel(dice, folder, name, tables, date_1904=True)
    return Mutated("1904", path, facts(tables), is_sound=True)


def formula(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    grid, row, column = _cell(dice, tables)
    text = dice.choice(('=WEBSERVICE("http://x.invalid")', "=1+1", f'=cmd|"/c {MARK}"!A1'))
    kept = grid[row][column]

    def put(sheet: Any, row: int, column: int, _: Any) -> None:
        sheet.write_formula(row, column, text, None, str(kept or 0))

    grid[row][column] = put
    return Mutated("formula", _excel(dice, folder, name, tables), None)


def error_cell(dice: random.Random, folder: Path, name: str) -> Mutated:
    path = _excel(dice, folder, name, book())
    return Mutated("error", _edited(path, _sheet(dice), _first_cell_is_an_error), None)


def _first_cell_is_an_error(xml: bytes) -> bytes:
    at = xml.index(b'<row r="2"')
    return xml[:at] + re.sub(
        rb'<c r="([A-Z]+2)"[^>]*?(/>|>.*?</c>)',
        rb'<c r="\1" t="e"><v>#REF!</v></c>',
        xml[at:],
        count=1,
    )


def merged_cells(dice: random.Random, folder: Path, name: str) -> Mutated:
    path = _excel(dice, folder, name, book())
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    edit: Callable[[bytes], bytes] = lambda xml: xml.replace(b"</sheetData>", merge)  # noqa: E731
    return Mutated("merged", _edited(path, _sheet(dice), edit), None)


def blanks_and_padding(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    says = facts(tables)
    for grid in tables.values():
        for row in grid[1:]:
            for place, value in enumerate(row):
                if isinstance(value, str) and dice.random() < 0.3:
                    row[place] = unicodedata.normalize("NFD", f"  {value}\t")
        grid.insert(dice.randrange(1, len(grid) + 1), [None] * len(grid[0]))
        grid.insert(0, [])
    return Mutated("padded", _excel(dice, folder, name, tables), says, is_sound=True)


def column_unknown(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    grid = dice.choice(list(tables.values()))
    if dice.random() < 0.5:
        grid[0].append("Handläggarens egen anteckning")
        grid[1].append("viktigt")
    else:
        place = dice.randrange(len(grid[0]))
        grid[0][place] = None
        if not any(row[place] for row in grid[1:]):
            grid[1][place] = "viktigt"
    return Mutated("unknown column", _excel(dice, folder, name, tables), None)


def row_twice(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    grid, row, _ = _cell(dice, tables)
    grid.append(list(grid[row]))
    return Mutated("twice", _excel(dice, folder, name, tables), None)


def million_columns(dice: random.Random, folder: Path, name: str) -> Mutated:
    path = _excel(dice, folder, name, book())
    far = dice.choice((b"XFD2", b"ZZZ2", b"GS2"))
    cell = b'<c r="' + far + b'" t="inlineStr"><is><t>x</t></is></c></row><row r="3"'
    one = rb'</row><row r="3"'
    if dice.random() < 0.3:
        cell = b"<c><v>1</v></c>" * 1_000_000 + one
    edit: Callable[[bytes], bytes] = lambda xml: xml.replace(one, cell, 1)  # noqa: E731
    return Mutated("wide", _edited(path, "xl/worksheets/sheet1.xml", edit), None)


def out_of_order(dice: random.Random, folder: Path, name: str) -> Mutated:
    path = _excel(dice, folder, name, book())

    def edit(xml: bytes) -> bytes:
        rows = re.findall(rb"<row .*?</row>", xml, re.DOTALL)
        one, other = dice.sample(rows[1:], 2)
        return xml.replace(one, b"@").replace(other, one).replace(b"@", other)

    return Mutated("out of order", _edited(path, "xl/worksheets/sheet1.xml", edit), None)


def bomb(dice: random.Random, folder: Path, name: str) -> Mutated:
    path = _excel(dice, folder, name, book())
    part = dice.choice(("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/app.xml"))
    blanks = b" " * 8_000_000
    edit: Callable[[bytes], bytes] = lambda xml: xml.replace(b"><", b">" + blanks + b"<", 1)  # noqa: E731
    return Mutated("bomb", _edited(path, part, edit), None)


def entities(dice: random.Random, folder: Path, name: str) -> Mutated:
    path = _excel(dice, folder, name, book())
    part = dice.choice(("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"))
    head = b'?>\n<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    return Mutated("doctype", _edited(path, part, lambda xml: xml.replace(b"?>", head, 1)), None)


def macros(dice: random.Random, folder: Path, name: str) -> Mutated:
    path = _excel(dice, folder, name, book())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", MARK)
    return Mutated("macros", path, None)


def external_link(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    path = _excel(dice, folder, name, tables)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "xl/externalLinks/externalLink1.xml",
            '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
        )
    return Mutated("external link", path, facts(tables), is_sound=True)


def flipped_bytes(dice: random.Random, folder: Path, name: str) -> Mutated:
    tables = book()
    path = _excel(dice, folder, name, tables)
    raw = bytearray(path.read_bytes())
    for _ in range(dice.randrange(1, 4)):
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    path.write_bytes(raw if dice.random() < 0.7 else raw[: dice.randrange(len(raw))])
    return Mutated("flipped", path, facts(tables))


def _sheet(dice: random.Random) -> str:
    return f"xl/worksheets/sheet{dice.randrange(1, 6)}.xml"


def _edited(path: Path, part: str, edit: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[part] = edit(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return path


# ── CSV ──


def _csv(folder: Path, name: str, grid: Grid, *, encoding: str, delimiter: str, end: str) -> Path:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    for row in grid:
        writer.writerow(["" if v is None else v for v in row])
    path = folder / f"{name}.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def csv_dialects(dice: random.Random, folder: Path, name: str) -> Mutated:
    grid = book()["utforare"]
    path = _csv(
        folder,
        name,
        grid,
        encoding=dice.choice(("utf-8", "utf-8-sig", "cp1252")),
        delimiter=dice.choice(";,\t"),
        end=dice.choice(("\n", "\r\n")),
    )
    return Mutated("dialect", path, facts({"utforare": grid}), is_sound=True)


def csv_encodings(dice: random.Random, folder: Path, name: str) -> Mutated:
    grid = book()["utforare"]
    encoding = dice.choice(("utf-16", "utf-16-le", "utf-32", "utf-7"))
    path = _csv(folder, name, grid, encoding=encoding, delimiter=";", end="\r\n")
    return Mutated("encoding", path, None)


def csv_damage(dice: random.Random, folder: Path, name: str) -> Mutated:
    grid = book()["utforare"]
    path = _csv(folder, name, grid, encoding="utf-8", delimiter=";", end="\n")
    raw = bytearray(path.read_bytes())
    for _ in range(dice.randrange(1, 3)):
        raw[dice.randrange(len(raw))] = dice.choice(b'";,\n\0\xff=x9')
    if dice.random() < 0.3:
        raw = raw[: dice.randrange(len(raw))]
    path.write_bytes(raw)
    return Mutated("damage", path, _said_by(bytes(raw)))


def _said_by(raw: bytes) -> Facts | None:
    """What another reader makes of it; None where it cannot be what is recorded."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("cp1252")
        except UnicodeDecodeError:
            return None
    try:
        grid: Grid = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
        return facts({"utforare": grid})
    except (csv.Error, KeyError, IndexError):
        return None


def csv_formula(dice: random.Random, folder: Path, name: str) -> Mutated:
    grid = book()["utforare"]
    grid[dice.randrange(1, len(grid))][1] = dice.choice(("=1+1", "@SUM(A1)", "+46", "-1"))
    path = _csv(folder, name, grid, encoding="utf-8", delimiter=";", end="\n")
    return Mutated("formula", path, None)


KINDS: tuple[Callable[[random.Random, Path, str], Mutated], ...] = (
    swapped_cells,
    swapped_rows_and_columns,
    other_headings,
    days_as_text,
    days_as_numbers,
    days_in_words,
    calendar_of_1904,
    formula,
    error_cell,
    merged_cells,
    blanks_and_padding,
    column_unknown,
    row_twice,
    million_columns,
    out_of_order,
    bomb,
    entities,
    macros,
    external_link,
    flipped_bytes,
    csv_dialects,
    csv_encodings,
    csv_damage,
    csv_formula,
)
