"""Reading a file into a register: tried from end to end first, and then recorded or not at all.

A file of at most `ONE_UNIT` rows is one unit of work: all of it is saved, or nothing. A larger
one is recorded in batches, because a single unit holds all its events in memory. Each batch is a
command whose id comes from what the file holds, so that a run that was cut off is healed by
running it again: what has been recorded is quiet, and the rest follows.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange import works
from avtalsuppfoljning.exchange.checking import Check
from avtalsuppfoljning.exchange.csv_files import open_csv
from avtalsuppfoljning.exchange.excel import open_workbook
from avtalsuppfoljning.exchange.index import Index, Known
from avtalsuppfoljning.exchange.json_files import open_json, open_lines
from avtalsuppfoljning.exchange.layout import Layout, Row, recognise
from avtalsuppfoljning.exchange.mapping import Own
from avtalsuppfoljning.exchange.sources import Refusal, Sheet
from avtalsuppfoljning.exchange.works import Step, Unit

ONE_UNIT: Final = 5_000
BATCH: Final = 2_000
"""Rows in each unit of work of a larger file."""
MAX_REFUSED: Final = 10_000
"""So many refusals are told; a file with more is wrong from the beginning."""
_BLOCK: Final = 1 << 20

Tick = Callable[[int], object]
"""Is told how many rows have been passed."""


class _FullError(InputError):
    """No more refusals are told."""


@attrs.frozen
class Batch:
    """One unit of work, and the command that it is."""

    command: str
    request: tuple[str, int]
    rows: int
    steps: tuple[Step, ...]

    def carry_out(self, unit: Unit) -> None:
        """Let the streams decide it all."""
        for step in self.steps:
            step.carry_out(unit)


class Import:
    """One file on its way into a register: check it, and if nothing is refused carry it out."""

    def __init__(
        self, path: Path, *, own: Own, table: str | None = None, salt: bytes = b""
    ) -> None:
        self._path = path
        self._own = own
        self._table = table
        self._salt = salt + (table or "").encode()
        self._digest = self._read_digest()
        self._layouts: dict[str, list[Layout]] = {}
        self._index: Index | None = None
        self.refused: list[Refusal] = []
        self.rows = 0

    def check(self, known: Known, tick: Tick = lambda _: None) -> bool:
        """Try every row against what is recorded; True if nothing is refused."""
        self._index = Index(known)
        check = Check(self._index, self._refuse)
        self._layouts, self.refused, self.rows = {}, [], 0
        try:
            for sheet in open_file(self._path):
                found = recognise(sheet, self._own, self._refuse, table=self._table)
                if found is not None:
                    self._layouts.setdefault(found.table.key, []).append(found)
            for key, tried in (
                ("utforare", check.provider),
                ("krav", check.requirement),
                ("avtal", check.agreement),
                ("inlamningar", check.submission),
                ("brister", check.deficiency),
            ):
                before = len(self.refused)
                for row in self._tried(key, tick):
                    if row is not None:
                        tried(row)
                if len(self.refused) > before:
                    check.lacks(key)
                if key == "avtal":
                    check.clauses_left()
        except _FullError:
            self.refused.append(Refusal("", 0, "", swedish.MORE_REFUSED))
        if not self.refused and not self.rows:
            raise InputError(*swedish.NO_ROWS, place=self._path.name)
        return not self.refused

    def batches(self) -> Iterator[Batch]:
        """The file once more, as units of work in the order that they must be recorded."""
        assert self._index is not None, "a file is checked first"
        assert not self.refused, "a file with refused rows is not recorded"
        if self._read_digest() != self._digest:
            raise InputError(*swedish.FILE_CHANGED, place=self._path.name)
        size = self.rows if self.rows <= ONE_UNIT else BATCH
        steps: list[Step] = []
        number = rows = 0
        for row in self._again():
            steps += self._steps(row, self._index)
            rows += 1
            if rows == size:
                yield self._batch(number, rows, steps)
                number, rows, steps = number + 1, 0, []
        if rows:
            yield self._batch(number, rows, steps)

    # ── helpers ──

    def _refuse(self, refusal: Refusal) -> None:
        self.refused.append(refusal)
        if len(self.refused) >= MAX_REFUSED:
            raise _FullError(swedish.MORE_REFUSED)

    def _tried(self, key: str, tick: Tick) -> Iterator[Row | None]:
        for layout in self._layouts.get(key, ()):
            for row in layout.rows(self._refuse):
                self.rows += 1
                tick(self.rows)
                yield row

    def _again(self) -> Iterator[Row]:
        """Rows of requirements too: they are recorded with their agreements, and counted here."""

        def refuse(refusal: Refusal) -> None:
            raise InputError(*swedish.FILE_CHANGED, place=str(refusal))

        for key in ("utforare", "krav", "avtal", "inlamningar", "brister"):
            for layout in self._layouts.get(key, ()):
                yield from (row for row in layout.rows(refuse) if row is not None)

    @staticmethod
    def _steps(row: Row, index: Index) -> Iterator[Step]:
        match row.table.key:
            case "utforare":
                yield works.register(row)
            case "avtal":
                provider = index.provider(row)
                clauses = tuple(clause.requirement for clause in index.clauses_of(row))
                yield works.sign(row, provider, index.driftsform_of(provider), clauses)
            case "inlamningar":
                yield from works.submit(row, index.agreement(row))
            case "brister":
                yield works.establish(row, index.agreement(row))

    def _batch(self, number: int, rows: int, steps: list[Step]) -> Batch:
        command = f"import-{self._digest[:32]}-{number}"
        return Batch(command, (self._digest, number), rows, tuple(steps))

    def _read_digest(self) -> str:
        digest = hashlib.sha256(self._salt)
        for path in _files(self._path):
            if self._path.is_dir():  # there the names say which table is which
                digest.update(path.name.encode() + b"\0")
            with path.open("rb") as raw:
                while block := raw.read(_BLOCK):
                    digest.update(block)
        return digest.hexdigest()


def open_file(path: Path) -> list[Sheet]:
    """The sheets of a file, or of a directory of CSV files."""
    if path.is_dir():
        return [open_csv(each) for each in _files(path)]
    match path.suffix.lower():
        case ".xlsx":
            return open_workbook(path)
        case ".xlsm" | ".xltm" | ".xlam":
            raise InputError(*swedish.FILE_MACROS, place=path.name)
        case ".xls" | ".xlsb":
            raise InputError(*swedish.FILE_OLD, place=path.name)
        case ".csv" | ".txt":
            return [open_csv(path)]
        case ".json":
            return open_json(path)
        case ".jsonl" | ".ndjson":
            return open_lines(path)
        case _:
            raise InputError(*swedish.FILE_UNKNOWN, place=path.name)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(path.glob("*.csv"))
    if not found:
        raise InputError(*swedish.FOLDER_EMPTY, place=path.name)
    return found
