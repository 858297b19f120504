"""``avtal demo``: a year of an invented municipality, and what a controller would ask of it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli import answers
from avtalsuppfoljning.cli.brister import row_data
from avtalsuppfoljning.cli.exempelkoping import LAST_DAY, Diary, record_year
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import Snapshot, opened
from avtalsuppfoljning.cli.shell import FOUND, command, format_option
from avtalsuppfoljning.exchange.bedom import write_assessment
from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.policy import Assessment
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import AgreementId, DeficiencyId
from avtalsuppfoljning.views.deficiencies import DeficiencyRow, Läge, deficiency_rows
from avtalsuppfoljning.views.obligations import (
    ObligationRow,
    ObligationStatus,
    obligation_rows,
)
from avtalsuppfoljning.views.replay import digest
from avtalsuppfoljning.views.submissions import SubmissionRow, SubmissionStatus, submission_rows

REGISTER = "avtal.sqlite"
FOLDER = "avtal-demo"

_CLOSED = {Läge.ÅTGÄRDAD, Läge.INGEN_AVTALSBRIST}
_LATE = (SubmissionStatus.FÖRSENAD, SubmissionStatus.SENT_INKOMMEN)

Open = tuple[DeficiencyRow, Assessment, Guideline]
"""An open deficiency, what may be done about it, and by which rules."""


@command(
    "demo",
    click.Option(["--katalog", "folder"], metavar=swedish.FOLDER, help=swedish.FOLDER_OPTION),
    format_option(),
)
def demo(folder: str | None, form: str) -> None:
    """Record the year, show it, and replay it from the log."""
    path = _new_register(folder)
    diary = record_year(path)
    with opened(str(path)) as register:
        snapshot = Snapshot.of(register, LAST_DAY)
        found = [_assessed(register, snapshot, row) for row in _open_rows(snapshot)]
    is_equal = snapshot.states == diary.states
    if form == "json":
        write_json(_data(path, snapshot, found, is_equal=is_equal))
    else:
        _write_text(Page(), path, snapshot, found, diary)
        click.echo(swedish.DEMO_EQUAL if is_equal else swedish.DEMO_UNEQUAL)
    if not is_equal:
        click.get_current_context().exit(FOUND)


def _new_register(folder: str | None) -> Path:
    """A register in the folder that was named, or in a folder of its own; never one that exists."""
    if folder is None:
        number, chosen = 1, Path(FOLDER)
        while (chosen / REGISTER).exists():
            number += 1
            chosen = Path(f"{FOLDER}-{number}")
    else:
        chosen = Path(folder)
    path = chosen / REGISTER
    if path.exists():
        raise click.ClickException(swedish.already_there(str(path)))
    chosen.mkdir(parents=True, exist_ok=True)
    return path


def _open_rows(snapshot: Snapshot) -> list[DeficiencyRow]:
    rows = deficiency_rows(snapshot.states, on=snapshot.day)
    return [row for row in rows if row.state not in _CLOSED]


def _assessed(register: Register, snapshot: Snapshot, row: DeficiencyRow) -> Open:
    guideline = snapshot.guideline(row.agreement)
    assert guideline is not None, "the nämnd adopted one before anything else"
    assessment = register.assess(AgreementId(row.agreement), DeficiencyId(row.id), on=snapshot.day)
    return row, assessment, guideline


# ── as text ──


def _write_text(
    page: Page, path: Path, snapshot: Snapshot, found: Iterable[Open], diary: Diary
) -> None:
    page.heading(swedish.DEMO_HEADING)
    page.item(swedish.demo_day(snapshot.day))
    page.heading(swedish.DEMO_LATE)
    for row in submission_rows(snapshot.states, on=snapshot.day):
        if row.status in _LATE:
            page.item(_late(row, snapshot), source=answers.cited([row.request.source]))
    for late in _late_posts(snapshot):
        post = late.post
        text = swedish.late_post(
            post.what, post.due_on, late.done_on, len(late.done), post.at_least
        )
        page.item(text, source=answers.cited(post.citations))
    page.heading(swedish.DEMO_OPEN)
    for each in found:
        _write_open(page, snapshot, *each)
    page.heading(swedish.DEMO_STOPPED)
    for stopped in diary.stopped:
        provider = snapshot.provider_name(snapshot.agreement(stopped.agreement).provider)
        measure = swedish.word(swedish.MEASURE, stopped.measure or "")
        reasons = stopped.reasons or (stopped.code,)
        why = [swedish.word({**swedish.REFUSED, **swedish.REASON}, code) for code in reasons]
        text = swedish.stopped(stopped.on, measure, provider, why)
        page.item(text, source=answers.cited(stopped.citations))
    page.heading(swedish.DEMO_NEXT)
    page.item(f"export AVTAL_REGISTER={path}")
    for line in swedish.DEMO_COMMANDS:
        page.item(line)
    page.heading(swedish.in_streams(snapshot.events, len(snapshot.states)))
    page.item(digest(snapshot.states), indent=0)


def _late_posts(snapshot: Snapshot) -> list[ObligationRow]:
    late = (ObligationStatus.FÖRSENAD, ObligationStatus.SENT_GENOMFÖRD)
    rows = obligation_rows(snapshot.states, on=snapshot.day)
    return [row for row in rows if row.status in late]


def _late(row: SubmissionRow, snapshot: Snapshot) -> str:
    request, provider = row.request, snapshot.provider_name(row.provider)
    document, period = request.document, request.period.text
    if row.received is None:
        return swedish.overdue(document, period, provider, request.due_on)
    on = row.received.registered_on
    return swedish.came_late(document, period, provider, request.due_on, on)


def _write_open(
    page: Page,
    snapshot: Snapshot,
    row: DeficiencyRow,
    assessment: Assessment,
    guideline: Guideline,
) -> None:
    signed = snapshot.agreement(row.agreement)
    name = snapshot.provider_name(row.provider)
    law, form = signed.upphandlingsform, signed.driftsform
    page.item(swedish.standing(row.id, name, form, law))
    required = next(each for each in signed.requirements if each.id == row.requirement)
    source = swedish.clause(signed.dnr, required.clause)
    page.item(swedish.required(row.state, required.text), source=source, indent=4)
    answers.write_briefly(page, assessment, guideline)


# ── as JSON ──


def _data(
    path: Path, snapshot: Snapshot, found: Iterable[Open], *, is_equal: bool
) -> dict[str, Any]:
    return {
        "per": snapshot.day.isoformat(),
        "register": str(path),
        "forsenade": [
            {
                "avtal": row.agreement,
                "utforare": row.provider,
                "vad": row.request.document,
                "avser": row.request.period.text,
                "senast": row.request.due_on.isoformat(),
                "status": row.status.value,
            }
            for row in submission_rows(snapshot.states, on=snapshot.day)
            if row.status in _LATE
        ],
        "forsenat_i_planen": [
            {
                "vad": row.post.what,
                "avser": row.post.about.text,
                "senast": row.post.due_on.isoformat(),
                "gjort": [day.isoformat() for day in row.done],
                "status": row.status.value,
            }
            for row in _late_posts(snapshot)
        ],
        "brister": [
            {**row_data(row), "bedomning": write_assessment(assessment, guideline)}
            for row, assessment, guideline in found
        ],
        "handelser": snapshot.events,
        "digest": digest(snapshot.states),
        "lika": is_equal,
    }
