"""``avtal frister``: what is overdue and due, with the reason for each date."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli import answers
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import Snapshot, opened
from avtalsuppfoljning.cli.shell import (
    FOUND,
    command,
    format_option,
    per_option,
    register_option,
)
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.exchange.avgorande import write_citations
from avtalsuppfoljning.exchange.plan import why, write_post
from avtalsuppfoljning.schedule import Obligor
from avtalsuppfoljning.terms import ProviderId, check_id
from avtalsuppfoljning.views.cures import CureTime, cures_without_a_day
from avtalsuppfoljning.views.delegation import UnreportedDecision, unreported_decisions
from avtalsuppfoljning.views.due import DueReason, DueRow, due_rows

_NINE_YEARS = 3287
"""More days than anybody plans for; a date that far ahead still exists."""


class _Span(click.ParamType):  # type: ignore[type-arg]  # no argument in click 8.1
    name = "span"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        found = re.fullmatch(r"([0-9]{1,4})d", value, re.ASCII)
        if found is None or int(found[1]) > _NINE_YEARS:
            self.fail(swedish.not_a_span(value), param, ctx)
        return timedelta(days=int(found[1]))


@command(
    "frister",
    per_option(),
    click.Option(
        ["--inom", "within"],
        type=_Span(),
        default="30d",
        metavar=swedish.DAYS,
        help=swedish.WITHIN_OPTION,
    ),
    click.Option(["--strikt", "is_strict"], is_flag=True, help=swedish.STRICT_OPTION),
    click.Option(["--roll", "role"], metavar="ROLL", help=swedish.ROLE_OPTION),
    click.Option(["--utforare", "provider"], metavar=swedish.ID, help=swedish.OF_PROVIDER_OPTION),
    click.Option(["--kalender", "calendar"], metavar=swedish.FILE, help=swedish.CALENDAR_OPTION),
    click.Option(["--excel", "workbook"], metavar=swedish.FILE, help=swedish.WORKBOOK_OPTION),
    register_option(),
    format_option(),
)
def frister(
    *,
    per: date | None,
    within: timedelta,
    is_strict: bool,
    role: str | None,
    provider: str | None,
    calendar: str | None,
    workbook: str | None,
    register: str | None,
    form: str,
) -> None:
    """List what is due by the days that somebody has set, or that a plan has."""
    with opened(register) as found:
        snapshot = Snapshot.of(found, per or today())
    day = snapshot.day
    until = day + min(within, date.max - day)
    rows = _rows(snapshot, role, provider)
    late = [row for row in rows if row.is_overdue(day)]
    coming = [row for row in rows if day <= row.due_on <= until]
    is_everybody = role is None and provider is None
    unreported = unreported_decisions(snapshot.states, on=day) if is_everybody else ()
    undated = _without_a_day(snapshot, role, provider)
    if calendar is not None or workbook is not None:
        from avtalsuppfoljning.cli import frister_files  # noqa: PLC0415  slow to load

        frister_files.write_files(
            [*late, *coming],
            snapshot,
            calendar=calendar,
            workbook=workbook,
            whose=_whose(snapshot, role, provider),
        )
    if form == "json":
        write_json(
            {
                "per": day.isoformat(),
                "forsenade": [row_data(row, snapshot) for row in late],
                "kommande": [row_data(row, snapshot) for row in coming],
                "att_anmala": [_unreported_data(each, snapshot) for each in unreported],
                "utan_dag": [_undated_data(each, snapshot) for each in undated],
            }
        )
    else:
        page = Page()
        page.heading(swedish.heading_due(day, until))
        _write_rows(page, swedish.LATE, late, snapshot)
        _write_rows(page, swedish.COMING, coming, snapshot)
        _write_without_a_day(page, undated, snapshot)
        _write_unreported(page, unreported, snapshot)
    if is_strict and late:
        click.get_current_context().exit(FOUND)


def _rows(snapshot: Snapshot, role: str | None, provider: str | None) -> tuple[DueRow, ...]:
    """What a role or a provider has to do with; a provider never sees what is unannounced."""
    states, day = snapshot.states, snapshot.day
    if provider is not None and not _is_known(snapshot, provider):
        try:
            said = swedish.no_such("utföraren", check_id(provider))
        except InvalidValueError:  # what may be a personnummer is not repeated
            said = swedish.no_such_id("utföraren")
        raise click.ClickException(said)
    rows = due_rows(states, on=day, provider=None if provider is None else ProviderId(provider))
    if role is None:
        return rows
    if role == Obligor.UTFÖRAREN:
        rows = tuple(row for row in rows if row.is_announced)
    known = frozenset(each for row in rows for each in row.roles)
    if role not in known and not _without_a_day(snapshot, role, provider):
        raise click.ClickException(swedish.not_a_role(role, known))
    return tuple(row for row in rows if role in row.roles)


def _without_a_day(
    snapshot: Snapshot, role: str | None, provider: str | None
) -> tuple[CureTime, ...]:
    """The cures that have no day, for whom they concern."""
    if role not in (None, Obligor.UTFÖRAREN):
        return ()
    found = cures_without_a_day(snapshot.states, on=snapshot.day)
    whose = (snapshot.agreement(each.agreement).provider for each in found)
    return tuple(each for each, own in zip(found, whose, strict=True) if provider in (None, own))


def _whose(snapshot: Snapshot, role: str | None, provider: str | None) -> str:
    """Whose list it is, as a person says it."""
    names = [
        None if provider is None else snapshot.provider_name(provider),
        None if role is None else swedish.word(swedish.ROLE, role),
    ]
    return ", ".join(filter(None, names))


def _is_known(snapshot: Snapshot, provider: str) -> bool:
    return any(stream == f"provider:{provider}" for stream in snapshot.states)


# ── as JSON ──


def row_data(row: DueRow, snapshot: Snapshot) -> dict[str, Any]:
    """One post, as ``avtal plan`` has them, with whose it is and why that day."""
    own = {
        "vad": row.what,
        "typ": row.kind.value,
        "avser": row.about,
        "senast": row.due_on.isoformat(),
        "precision": "dag",
        "antal": {"minst": 1, "hogst": 1},
        "vem": row.obligor,
        "mottagare": [],
        "bindande": _bound_by(row, snapshot),
        "rullning": "ingen",
        "kallor": write_citations(row.citations),
    }
    return {
        "id": row.id,
        **(own if row.post is None else write_post(row.post) | {"id": row.id}),
        "avtal": _only(row.agreements),
        "utforare": _only(row.providers),
        "status": _status(row, snapshot.day),
        "skal": reason_of(row),
        "genomfort": row.done,
        "plan": row.plan or None,
        "strom": row.stream,
        "alla_avtal": list(row.agreements),
        "alla_utforare": list(row.providers),
    }


def _only(ids: Sequence[str]) -> str | None:
    """The one it concerns; none where it concerns several."""
    return ids[0] if len(ids) == 1 else None


def _status(row: DueRow, on: date) -> str:
    return "forsenad" if row.is_overdue(on) else "kommande"


def _bound_by(row: DueRow, snapshot: Snapshot) -> str:
    dnrs = {snapshot.agreement(each).dnr for each in row.agreements}
    return "avtal" if any(each.document in dnrs for each in row.citations) else "styrdokument"


def reason_of(row: DueRow) -> str:
    """Why that day: the act or the rule, and where it stands."""
    source = answers.cited(row.citations)
    if row.post is not None:
        return swedish.planned_reason(why(row.post.reason), row.plan, source)
    if row.reason is DueReason.RÄTTELSETID:
        return swedish.cure_reason(row.since, source)
    return swedish.due_reason(row.reason, row.since, source)


def text_of(row: DueRow, snapshot: Snapshot) -> str:
    """When, what, how often, and whose."""
    names = list(map(snapshot.provider_name, row.providers))
    if row.post is None:
        return swedish.due(row.what, row.about, names, str(row.due_on))
    post = row.post
    counted = swedish.times_done(row.done, post.at_least, post.at_most)
    operations = map(swedish.operation_named, post.operations[:1])
    day = swedish.day_of_post(post.due_on, post.precision)
    return swedish.due(row.what, row.about, names, day, [*operations, counted])


def _undated_data(each: CureTime, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "strom": each.stream,
        "avtal": each.agreement,
        "utforare": snapshot.agreement(each.agreement).provider,
        "vad": "rattelse",
        "avser": each.deficiency,
        "atgard": each.measure,
        "skickat": each.sent_on.isoformat(),
        "senast": None,
        "kallor": write_citations(each.citations),
    }


def _unreported_data(each: UnreportedDecision, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "strom": each.stream,
        "avtal": each.agreement,
        "utforare": snapshot.agreement(each.agreement).provider,
        "atgard": each.measure,
        "upphavande": each.is_lifting,
        "beslutat": each.decided_on.isoformat(),
        "roll": each.by.role,
        "punkt": each.by.delegation_point,
        "bradskande": each.is_urgent,
    }


# ── as text ──


def _write_rows(page: Page, heading: str, rows: list[DueRow], snapshot: Snapshot) -> None:
    page.heading(heading)
    for row in rows:
        write_row(page, row, snapshot)
    if not rows:
        page.item(swedish.NOTHING)


def write_row(page: Page, row: DueRow, snapshot: Snapshot) -> None:
    """One post, and why that day."""
    page.item(text_of(row, snapshot), source=reason_of(row))


def _write_without_a_day(page: Page, found: tuple[CureTime, ...], snapshot: Snapshot) -> None:
    if found:
        page.heading(swedish.WITHOUT_A_DAY)
    for each in found:
        name = snapshot.provider_name(snapshot.agreement(each.agreement).provider)
        text = swedish.cure_without_a_day(each.deficiency, name, each.measure)
        page.item(text, source=swedish.cure_reason(each.sent_on, answers.cited(each.citations)))


def _write_unreported(
    page: Page, found: tuple[UnreportedDecision, ...], snapshot: Snapshot
) -> None:
    if found:
        page.heading(swedish.TO_REPORT)
    for each in found:
        name = snapshot.provider_name(snapshot.agreement(each.agreement).provider)
        text = swedish.to_report(
            each.measure,
            name,
            each.decided_on,
            is_lifting=each.is_lifting,
            is_urgent=each.is_urgent,
        )
        page.item(text, source=swedish.delegated(each.by.role, each.by.delegation_point))
