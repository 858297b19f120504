"""Rows in from Excel, beside `openpyxl` reading the same file to plain values."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import xlsxwriter

from avtalsuppfoljning.exchange.importing import Import
from avtalsuppfoljning.exchange.mapping import Own
from avtalsuppfoljning.exchange.tables import AGREEMENTS, PROVIDERS, SUBMISSIONS, Table
from avtalsuppfoljning.recorded import kind_of
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import StreamId
from benchmarks.timing import Result, in_turns

SIZE = 5_000
"""Rows of documents in the file."""
EACH = 50
"""Documents per agreement."""
START = date(2025, 1, 1)


def run(*, size: int, rounds: int) -> Result:
    """Every round reads the same file into a register of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "rader.xlsx")
        write(path, size)
        registers = (Path(folder, f"{number}.sqlite") for number in range(10**6))
        works = {
            "vi": lambda: record(path, next(registers)),
            "kontroll": lambda: Import(path, own=Own()).check(Nothing()),
            "openpyxl": lambda: plain(path),
        }
        spent = in_turns(works, rounds=rounds, each=size)
    return Result(
        name="rader",
        unit="us/rad",
        size=size,
        spent=spent,
        quotients={
            "mot_openpyxl": ("openpyxl", "vi"),
            "kontroll_mot_openpyxl": ("openpyxl", "kontroll"),
        },
    )


class Nothing:
    """A register that holds nothing."""

    def state(self, stream: StreamId) -> Any:
        """Every stream is at its beginning."""
        return kind_of(stream).initial


def record(path: Path, place: Path) -> int:
    """What the command does; the number of events."""
    reading = Import(path, own=Own())
    assert reading.check(Nothing()), [str(each) for each in reading.refused[:3]]
    events = 0
    with Register.open(place, synchronous="NORMAL") as register:
        for batch in reading.batches():
            receipt = register.transact(
                batch.carry_out, actor="rader", command=batch.command, request=batch.request
            )
            events += len(receipt.events)
    return events


def plain(path: Path) -> int:
    """The same cells, as `openpyxl` gives them in its fastest way."""
    book = openpyxl.load_workbook(path, read_only=True)
    rows = sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))
    book.close()
    return rows


def write(path: Path, size: int) -> None:
    """A workbook of so many documents, and the agreements they belong to."""
    rules = {"constant_memory": True}
    with xlsxwriter.Workbook(str(path), rules) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for table, rows in _tables(size):
            sheet = book.add_worksheet(table.heading)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, place, value, day)
                    else:
                        sheet.write_string(number, place, value)


def _tables(size: int) -> Iterator[tuple[Table, Iterator[tuple[Any, ...]]]]:
    agreements = range(1 + (size - 1) // EACH)
    yield (
        PROVIDERS,
        _headed(
            ("ID", "Namn", "Orgnr", "Driftsform", "Registrerad"),
            iter([("solsidan", "Solsidan AB", "412000-0007", "privat regi", START)]),
        ),
    )
    yield (
        AGREEMENTS,
        _headed(
            (
                "ID",
                "Utförare",
                "Nämnd",
                "Upphandlingsform",
                "Verksamhet",
                "Dnr",
                "Tecknat",
                "Start",
            ),
            (
                (
                    f"a-{n}",
                    "Solsidan AB",
                    "Socialnämnden",
                    "LOV",
                    "Hemtjänst",
                    f"SN {n}",
                    START,
                    START,
                )
                for n in agreements
            ),
        ),
    )
    yield SUBMISSIONS, _headed(
        ("Avtal", "Handling", "Period", "Senast", "Enligt", "Avsnitt", "Inkom", "Dnr"),
        (
            (f"SN {n // EACH}", "Egenkontroll", f"månad {n % EACH}", START + timedelta(n % 700),
             "Avtalet", "3.1", START + timedelta(n % 300), f"SN 2025/{n}")
            for n in range(size)
        ),
    )  # fmt: skip


def _headed(head: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    yield head
    yield from rows
