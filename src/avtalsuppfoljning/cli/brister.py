"""``avtal brister``: the deficiencies and how far each has come, those without action first."""

from datetime import date
from itertools import groupby
from typing import Any

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import Snapshot, opened
from avtalsuppfoljning.cli.shell import command, format_option, per_option, register_option
from avtalsuppfoljning.views.deficiencies import DeficiencyRow, deficiency_rows


@command("brister", per_option(), register_option(), format_option())
def brister(per: date | None, register: str | None, form: str) -> None:
    """List the deficiencies as they were recorded by the end of a day."""
    with opened(register) as found:
        snapshot = Snapshot.of(found, per or today())
    rows = deficiency_rows(snapshot.states, on=snapshot.day)
    if form == "json":
        write_json({"per": snapshot.day.isoformat(), "brister": [row_data(row) for row in rows]})
    else:
        _write_text(Page(), snapshot, rows)


def row_data(row: DeficiencyRow) -> dict[str, Any]:
    """One deficiency as JSON."""
    return {
        "id": row.id,
        "avtal": row.agreement,
        "utforare": row.provider,
        "krav": row.requirement,
        "lage": row.state.value,
        "utan_atgard": row.lacks_action,
        "senaste_atgard": row.last_measure,
        "strom": row.stream,
        "akut": row.is_acute,
        "meddelande_saknas": [each.value for each in row.missing_notices],
        "kvitto_saknas": [each.value for each in row.missing_receipts],
        "overlamnad": row.handed_over_on.isoformat() if row.handed_over_on else None,
    }


def _write_text(page: Page, snapshot: Snapshot, rows: tuple[DeficiencyRow, ...]) -> None:
    page.heading(swedish.heading_deficiencies(snapshot.day))
    if not rows:
        page.item(swedish.NO_DEFICIENCIES)
    acute = [row for row in rows if row.is_acute]
    if acute:
        page.heading(swedish.ACUTE)
    for row in acute:
        name = snapshot.provider_name(row.provider)
        page.item(swedish.acute(row.id, name, row.missing_notices, row.missing_receipts))
    for state, group in groupby(rows, key=lambda row: row.state):
        page.heading(swedish.word(swedish.DEFICIENCY, state))
        page.columns(swedish.DEFICIENCY_COLUMNS, (_cells(row, snapshot) for row in group))


def _cells(row: DeficiencyRow, snapshot: Snapshot) -> tuple[str, ...]:
    measure = row.last_measure
    return (
        row.id,
        snapshot.provider_name(row.provider),
        row.requirement,
        row.established_on.isoformat(),
        swedish.word(swedish.MEASURE, measure) if measure else swedish.NO_MEASURE,
    )
