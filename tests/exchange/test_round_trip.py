"""What goes out can be read in again, and gives the same register (issue 3; T-50)."""

from pathlib import Path
from typing import Any

import pytest
from tests.exchange.invented import municipality
from tests.exchange.mutations import as_written, facts, recorded

from avtalsuppfoljning.exchange import writing
from avtalsuppfoljning.exchange.exporting import Values, tables_of
from avtalsuppfoljning.exchange.importing import Import
from avtalsuppfoljning.exchange.mapping import Own
from avtalsuppfoljning.exchange.tables import TABLES, Table, normal
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import State
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import StreamId

Filled = list[tuple[Table, list[Values]]]


def put_in(path: Path, register: Register) -> int:
    """Read a file into a register as the command does; the number of new events."""
    reading = Import(path, own=Own())
    assert reading.check(register), [str(each) for each in reading.refused[:5]]
    events = 0
    for batch in reading.batches():
        receipt = register.transact(
            batch.carry_out, actor="test", command=batch.command, request=batch.request
        )
        events += 0 if receipt.is_repeat else len(receipt.events)
    return events


def put_out(
    states: dict[StreamId, State], folder: Path, form: str, *, is_whole: bool = True
) -> Path:
    """Write a register as the command does."""
    filled = tables_of(states, is_whole=is_whole)
    path = folder / ("ut" if form == "csv" else f"ut.{form}")
    match form:
        case "csv":
            writing.write_csv(path, filled, is_whole=is_whole)
        case "xlsx":
            writing.write_workbook(path, filled, is_whole=is_whole)
        case _:
            with path.open("w", encoding="utf-8") as out:
                writing.write_lines(out, filled)
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[StreamId, State]:
    """60 providers and 140 agreements, written to Excel and read in."""
    folder = tmp_path_factory.mktemp("kommun")
    written: Filled = municipality(2026)
    writing.write_workbook(folder / "in.xlsx", written, is_whole=True)
    with Register.open(folder / "ett.sqlite", synchronous="NORMAL") as register:
        assert put_in(folder / "in.xlsx", register) > 700
        grids = {table.key: _grid(table, rows) for table, rows in written}
        assert recorded(register) == facts(grids)  # all that was written, and nothing else
        return register.replay()


def _grid(table: Table, rows: list[Values]) -> list[list[Any]]:
    head = [column.heading for column in table.columns]
    return [head, *([as_written(row.get(column.key)) for column in table.columns] for row in rows)]


@pytest.mark.parametrize("form", ["xlsx", "csv", "jsonl"])
def test_out_and_in_again_gives_an_equal_register(
    form: str, whole: dict[StreamId, State], tmp_path: Path, register: Register
) -> None:
    put_in(put_out(whole, tmp_path, form), register)
    assert register.replay() == whole


@pytest.mark.parametrize("form", ["xlsx", "csv", "jsonl"])
def test_open_fields_alone_give_an_equal_register_where_nothing_else_is_recorded(
    form: str, tmp_path: Path, register: Register
) -> None:
    written = municipality(3, providers=8, agreements=12, is_open=True)
    writing.write_workbook(tmp_path / "in.xlsx", written, is_whole=True)
    with Register.open(tmp_path / "ett.sqlite", synchronous="NORMAL") as first:
        put_in(tmp_path / "in.xlsx", first)
        states = first.replay()
    put_in(put_out(states, tmp_path, form, is_whole=False), register)
    assert register.replay() == states


def test_the_same_file_again_changes_nothing(tmp_path: Path, register: Register) -> None:
    writing.write_workbook(
        tmp_path / "in.xlsx", municipality(4, providers=3, agreements=5), is_whole=True
    )
    assert put_in(tmp_path / "in.xlsx", register) > 0
    before = list(register.events())
    assert put_in(tmp_path / "in.xlsx", register) == 0
    assert list(register.events()) == before


def test_the_same_rows_in_another_file_change_nothing(tmp_path: Path, register: Register) -> None:
    """Ids come from the rows, not from the file that they stand in."""
    writing.write_workbook(
        tmp_path / "in.xlsx", municipality(4, providers=3, agreements=5), is_whole=True
    )
    put_in(tmp_path / "in.xlsx", register)
    before = register.replay()
    assert put_in(put_out(before, tmp_path, "jsonl"), register) == 0
    assert register.replay() == before


def test_a_run_that_was_cut_off_is_healed_by_the_next(
    tmp_path: Path, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avtalsuppfoljning.exchange.importing.ONE_UNIT", 10)
    monkeypatch.setattr("avtalsuppfoljning.exchange.importing.BATCH", 7)
    path = tmp_path / "in.xlsx"
    writing.write_workbook(path, municipality(5, providers=4, agreements=6), is_whole=True)
    reading = Import(path, own=Own())
    assert reading.check(register)
    batches = reading.batches()
    for _ in range(3):
        batch = next(batches)
        register.transact(
            batch.carry_out, actor="test", command=batch.command, request=batch.request
        )
    put_in(path, register)
    with Register.open(tmp_path / "helt.sqlite", synchronous="NORMAL") as other:
        put_in(path, other)
        assert register.replay() == other.replay()


def test_what_is_secret_is_left_out_and_numbers_are_masked(
    whole: dict[StreamId, State], tmp_path: Path
) -> None:
    """The number of a sole trader is a personnummer: masked, and never in an id."""
    registered = [each.registered for each in whole.values() if isinstance(each, Provider)]
    numbers = {each.sole_trader_number or "" for each in registered if each} - {""}
    assert numbers
    text = put_out(whole, tmp_path, "jsonl", is_whole=False).read_text("utf-8")
    assert [number for number in numbers if number in text] == []
    assert "Dokumentation saknas" not in text
    assert '"enskild": "***"' in text
    assert [stream for stream in whole if any(number in stream for number in numbers)] == []


def test_no_two_columns_of_a_table_share_a_heading() -> None:
    for table in TABLES.values():
        names = [
            (normal(name), column.key)
            for column in table.columns
            for name in (column.key, column.heading, *column.also)
        ]
        assert len({name for name, _ in set(names)}) == len(set(names)), table.key


def test_dates_are_dates_and_tables_are_tables(
    whole: dict[StreamId, State], tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(put_out(whole, tmp_path, "xlsx"))
    assert set(book.sheetnames) == {table.heading for table in TABLES.values()}
    sheet = book["Utförare"]
    assert list(sheet.tables) == ["utforare"]
    assert all(row[-1].is_date for row in sheet.iter_rows(min_row=2))
