"""``avtal revision``: the report of an audit, its parts, and the audit file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import attrs
import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.audit.cases import decisions
from avtalsuppfoljning.audit.layout import Report, Section, as_html, as_text
from avtalsuppfoljning.audit.package import write
from avtalsuppfoljning.audit.questions import answers
from avtalsuppfoljning.audit.recommendations import recommendation_rows
from avtalsuppfoljning.audit.report import (
    questions,
    recommendations,
    report,
    report_files,
    treatment,
)
from avtalsuppfoljning.cli.auditing import Source, audited, file_option
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import opened, show_secrets
from avtalsuppfoljning.cli.revision_data import (
    answer_data,
    recommendation_data,
    treatment_data,
)
from avtalsuppfoljning.cli.shell import (
    Group,
    command,
    format_option,
    per_option,
    reason_options,
    refuse_beside,
    register_option,
)
from avtalsuppfoljning.cli.verifiera import seal_in
from avtalsuppfoljning.recording.catalogue import RELEASE

revision = Group(
    "revision",
    {
        "rapport": "revision:rapport",
        "likabehandling": "revision:likabehandling",
        "rekommendationer": "revision:rekommendationer",
        "fragor": "revision:fragor",
        "fil": "revision:fil",
    },
)


@command(
    "rapport",
    per_option(),
    click.Option(["--html", "is_html"], is_flag=True, help=swedish.HTML_OPTION),
    file_option(),
    register_option(),
    format_option(),
    group="revision",
)
def rapport(
    *, per: date | None, is_html: bool, file: str | None, register: str | None, form: str
) -> None:
    """Write the whole report."""
    if form == "json":
        refuse_beside("--format json", "is_html")
    with audited(register, file, per) as source:
        made = report(lambda: source.events, on=source.on, release=RELEASE)
    if form == "json":
        write_json({"per": source.on.isoformat(), **made.plain()})
    else:
        click.echo(as_html(made) if is_html else as_text(made), nl=False)


@command(
    "likabehandling", per_option(), file_option(), register_option(), format_option(),
    group="revision",
)  # fmt: skip
def likabehandling(*, per: date | None, file: str | None, register: str | None, form: str) -> None:
    """Compare decisions with the same facts, and the driftsformer."""
    with audited(register, file, per) as source:
        states = source.states()
    cases = [
        each
        for each in decisions(source.events).cases
        if each.ruling.choice.decided_on <= source.on
    ]
    if form == "json":
        write_json(treatment_data(cases, states, on=source.on))
    else:
        _write(source, treatment(cases, states, on=source.on))


@command(
    "rekommendationer", per_option(), file_option(), register_option(), format_option(),
    group="revision",
)  # fmt: skip
def rekommendationer(
    *, per: date | None, file: str | None, register: str | None, form: str
) -> None:
    """List what auditors recommended, what is late first."""
    with audited(register, file, per) as source:
        rows = recommendation_rows(source.states(), source.events, on=source.on)
    if form == "json":
        data = [recommendation_data(row) for row in rows]
        write_json({"per": source.on.isoformat(), "rekommendationer": data})
    else:
        _write(source, recommendations(rows))


@command(
    "fragor", per_option(), file_option(), register_option(), format_option(), group="revision"
)
def fragor(*, per: date | None, file: str | None, register: str | None, form: str) -> None:
    """Put the auditors' questions to the log."""
    with audited(register, file, per) as source:
        found = answers(source.states(), source.events, on=source.on)
    if form == "json":
        data = [answer_data(each) for each in found]
        write_json({"per": source.on.isoformat(), "fragor": data})
    else:
        _write(source, questions(found))


@command(
    "fil",
    click.Argument(["target"], metavar=swedish.TARGET_FILE),
    per_option(),
    click.Option(
        ["--sigill", "seals"], multiple=True, metavar=swedish.FILE, help=swedish.SEALS_IN_OPTION
    ),
    *reason_options(),
    register_option(),
    format_option(),
    group="revision",
)
def fil(
    *,
    target: str,
    per: date | None,
    seals: Sequence[str],
    is_whole: bool,
    reason: str | None,
    person: str | None,
    register: str | None,
    form: str,
) -> None:
    """Write an audit file."""
    kept = {f"{number:03}.txt": seal_in(file) for number, file in enumerate(seals, start=1)}
    with opened(register) as found:
        show_secrets(found, "revision fil", is_whole=is_whole, person=person, reason=reason)
        written = write(
            found,
            Path(target),
            on=per or today(),
            is_whole=is_whole,
            report=report_files(RELEASE),
            seals=kept,
        )
        is_locked = found.log.cipher.is_on
    manifest = written.manifest
    if form == "json":
        write_json(
            {
                "fil": target,
                "per": manifest.per.isoformat(),
                "hel": manifest.hel,
                "handelser": manifest.handelser,
                "rot": manifest.rot,
                "maskerade": {
                    name: attrs.asdict(each) for name, each in manifest.maskerade.items()
                },
                "sha256": written.sha256,
                "filer": [each.namn for each in manifest.filer],
            }
        )
        return
    page = Page()
    masked = sum(each.rader for each in manifest.maskerade.values())
    page.heading(swedish.audit_file_written(target, manifest.handelser, masked))
    page.item(manifest.rot)
    if is_locked:
        page.item(swedish.AUDIT_FILE_LOCKED)
    if masked:
        page.heading(swedish.AUDIT_FILE_MASKED)
    for name, each in manifest.maskerade.items():
        page.item(swedish.audit_file_masks(name, each.rader, each.falt))
    page.heading(swedish.AUDIT_FILE_KEEP)
    page.item(written.sha256)


def _write(source: Source, section: Section) -> None:
    lead = swedish.seen_on(source.on)
    click.echo(as_text(Report(swedish.REPORT_TITLE, (lead,), (section,))), nl=False)
