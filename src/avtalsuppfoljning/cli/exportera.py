"""``avtal exportera``: the tables of a register, as files that can be read in again."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.claiming import claimed
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import Snapshot, opened, show_secrets
from avtalsuppfoljning.cli.shell import (
    command,
    per_option,
    reason_options,
    refuse_without,
    register_option,
)
from avtalsuppfoljning.exchange import writing
from avtalsuppfoljning.exchange.exporting import tables_of
from avtalsuppfoljning.exchange.writing import Filled

FORMS = ("text", "json", "xlsx", "csv", "jsonl")
TO_FILE = ("xlsx", "csv")


class _Form(click.ParamType):  # type: ignore[type-arg]  # no argument in click 8.1
    name = "form"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if value in FORMS:
            return value
        return self.fail(swedish.not_an_export(str(value)), param, ctx)


@command(
    "exportera",
    click.Option(
        ["--format", "form"],
        type=_Form(),
        metavar="|".join(FORMS),
        help=swedish.EXPORT_FORMAT_OPTION,
    ),
    click.Option(["--till", "target"], metavar=swedish.TARGET, help=swedish.TARGET_OPTION),
    *reason_options(),
    per_option(),
    register_option(),
)
def exportera(
    *,
    form: str | None,
    target: str | None,
    is_whole: bool,
    reason: str | None,
    person: str | None,
    per: date | None,
    register: str | None,
) -> None:
    """Write the tables as they were recorded by the end of a day."""
    if form is None:
        form = "text" if target is None else "xlsx"
    place = Path(target) if target is not None else None
    if place is None and form in TO_FILE:
        raise click.ClickException(swedish.needs_target(form))
    if place is not None and form == "text":
        raise click.ClickException(swedish.TEXT_TO_FILE)
    if form == "text":
        refuse_without("--format json", "is_whole")
    if place is not None:
        _require_free(place, form)
    with opened(register) as found:
        show_secrets(found, "exportera", is_whole=is_whole, person=person, reason=reason)
        states = Snapshot.of(found, per or today()).states
    filled = list(tables_of(states, is_whole=is_whole))
    if place is None:
        _show(filled, form)
    else:
        rows = _write(place, filled, form, is_whole=is_whole)
        click.echo(swedish.exported(rows, str(place)), err=True)


def _require_free(place: Path, form: str) -> None:
    """Nothing is written over."""
    if place.is_dir() and form == "csv":
        taken = next(place.glob("*.csv"), None)
    else:
        taken = place if place.exists() else None
    if taken is not None:
        raise click.ClickException(swedish.file_exists(str(taken)))


def _show(filled: Filled, form: str) -> None:
    if form == "jsonl":
        writing.write_lines(sys.stdout, filled)
    elif form == "json":
        write_json(writing.as_plain(filled))
    else:
        lines = ((table.heading, str(len(rows))) for table, rows in filled)
        Page().columns(swedish.TABLE_COLUMNS, lines)


def _write(place: Path, filled: Filled, form: str, *, is_whole: bool) -> int:
    if form == "csv":
        place.mkdir(parents=True, exist_ok=True)
        files = [str(place / f"{table.key}.csv") for table, _ in filled]
        with claimed(*files):
            return writing.write_csv(place, filled, is_whole=is_whole)
    with claimed(str(place)):
        if form == "xlsx":
            return writing.write_workbook(place, filled, is_whole=is_whole)
        with place.open("w", encoding="utf-8") as out:
            if form == "jsonl":
                return writing.write_lines(out, filled)
            json.dump(writing.as_plain(filled), out, ensure_ascii=False, indent=1)
            return sum(len(rows) for _, rows in filled)
