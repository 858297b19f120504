"""The files of ``avtal frister``: a calendar and a workbook of what is due."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli import answers
from avtalsuppfoljning.cli.claiming import claimed
from avtalsuppfoljning.cli.frister import reason_of, text_of
from avtalsuppfoljning.cli.reading import Snapshot
from avtalsuppfoljning.exchange.ical import CalendarEntry, calendar as calendar_of
from avtalsuppfoljning.exchange.plan import why
from avtalsuppfoljning.exchange.plan_book import BookRow, write_book
from avtalsuppfoljning.views.due import DueRow
from avtalsuppfoljning.views.obligations import ObligationRow

_DAY: Final = "dag"


def write_files(
    rows: Sequence[DueRow],
    snapshot: Snapshot,
    *,
    calendar: str | None,
    workbook: str | None,
    whose: str,
) -> None:
    """Write the files that are asked for; nothing is written over."""
    name = swedish.calendar_name(whose)
    with claimed(calendar, workbook):
        if calendar is not None:
            entries = [_entry(row, snapshot) for row in rows]
            made = calendar_of(entries, name=name, stamp=snapshot.recorded_at)
            Path(calendar).write_bytes(made)
        if workbook is not None:
            table = [_book_row(row, snapshot) for row in rows]
            write_book(Path(workbook), table, title=name, stamp=snapshot.recorded_at)
    for file in filter(None, (calendar, workbook)):
        click.echo(swedish.exported(len(rows), file), err=True)


def write_rows(rows: Sequence[ObligationRow], snapshot: Snapshot, path: Path) -> None:
    """Write a workbook of everything in force, done or not; nothing is written over."""
    table = [_planned_row(row, snapshot) for row in rows]
    with claimed(str(path)):
        write_book(path, table, title=swedish.PLAN_HEADING, stamp=snapshot.recorded_at)
    click.echo(swedish.exported(len(table), str(path)), err=True)


def _planned_row(row: ObligationRow, snapshot: Snapshot) -> BookRow:
    post = row.post
    return BookRow(
        due_on=post.due_on,
        precision=swedish.word(swedish.PRECISION, post.precision),
        what=swedish.word(swedish.DUE, post.what),
        about=post.about.text,
        times=swedish.times(post.at_least, post.at_most),
        provider=", ".join(map(snapshot.provider_name, row.providers)),
        agreement=", ".join(row.agreements),
        obligor=swedish.word(swedish.ROLE, post.obligor),
        recipients=", ".join(swedish.word(swedish.ROLE, each) for each in post.recipients),
        status=swedish.word(swedish.POST_STATUS, row.status),
        done_on=row.done_on,
        why=why(post.reason),
        sources=answers.cited(post.citations),
        id=row.id,
    )


def _entry(row: DueRow, snapshot: Snapshot) -> CalendarEntry:
    return CalendarEntry(
        id=row.id,
        day=row.due_on,
        summary=text_of(row, snapshot).removeprefix(f"{row.due_on} "),
        description=reason_of(row),
        categories=tuple(sorted(swedish.word(swedish.ROLE, role) for role in row.roles)),
    )


def _book_row(row: DueRow, snapshot: Snapshot) -> BookRow:
    post = row.post
    precision = _DAY if post is None else post.precision.value
    recipients = () if post is None else post.recipients
    said = reason_of(row) if post is None else why(post.reason)
    return BookRow(
        due_on=row.due_on,
        precision=swedish.word(swedish.PRECISION, precision),
        what=swedish.word(swedish.DUE, row.what),
        about=row.about,
        times="" if post is None else swedish.times(post.at_least, post.at_most),
        provider=", ".join(map(snapshot.provider_name, row.providers)),
        agreement=", ".join(row.agreements),
        obligor=swedish.word(swedish.ROLE, row.obligor),
        recipients=", ".join(swedish.word(swedish.ROLE, each) for each in recipients),
        status=swedish.DUE_STATUS["forsenad" if row.is_overdue(snapshot.day) else "kommande"],
        done_on=None,
        why=said,
        sources=answers.cited(row.citations),
        id=row.id,
    )
