"""``avtal avtal``: an agreement's terms as of a day, and what has happened around it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import Snapshot, opened, until
from avtalsuppfoljning.cli.shell import command, format_option, per_option, register_option
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.follow_up import EarlierDeficiencyJudged
from avtalsuppfoljning.recorded import kind_of
from avtalsuppfoljning.recording.catalogue import NAMES
from avtalsuppfoljning.terms import AgreementId, check_id
from avtalsuppfoljning.views.agreements import AgreementTerms, agreement_terms
from avtalsuppfoljning.views.masking import mask
from avtalsuppfoljning.views.timeline import TimelineRow, timeline


@command(
    "avtal",
    click.Argument(["agreement"], metavar=swedish.ID),
    per_option(),
    click.Option(
        ["--for-utforaren", "for_provider"], is_flag=True, help=swedish.FOR_PROVIDER_OPTION
    ),
    register_option(),
    format_option(),
    group="avtal",
)
def avtal(
    *, agreement: str, per: date | None, for_provider: bool, register: str | None, form: str
) -> None:
    """Show an agreement and its timeline."""
    day = per or today()
    with opened(register) as found:
        snapshot = Snapshot.of(found, day)
        terms = _terms(agreement, snapshot)
        rows = timeline(
            until(found.events(), day), AgreementId(agreement), on=day, for_provider=for_provider
        )
    if form == "json":
        write_json(
            {
                "per": day.isoformat(),
                "avtal": mask(terms)
                | {
                    "has_impossible_end": terms.has_impossible_end,
                    "lacks_insight": terms.lacks_insight,
                },
                "tidslinje": [_row_data(row) for row in rows],
            }
        )
    else:
        _write_text(Page(), terms, rows)


def _terms(agreement: str, snapshot: Snapshot) -> AgreementTerms:
    try:
        id_ = AgreementId(check_id(agreement))
    except InvalidValueError:  # what may be a personnummer is not repeated
        raise click.ClickException(swedish.no_such_id("avtalet")) from None
    terms = agreement_terms(snapshot.states, id_, on=snapshot.day)
    if terms is None:
        raise click.ClickException(swedish.no_such("avtalet", agreement))
    return terms


def _name(row: TimelineRow) -> str:
    return NAMES[type(row.event)].partition("@")[0]


def _row_data(row: TimelineRow) -> dict[str, Any]:
    return {
        "dag": row.day.isoformat(),
        "handelse": _name(row),
        "text": swedish.word(swedish.EVENT, _name(row)),
        "galler": _about(row),
        "av": row.by,
        "strom": row.stream,
        "position": row.position,
    }


def _about(row: TimelineRow) -> str:
    """What the event concerns, in open words only."""
    shown = mask(row.event)
    words = []
    kind = kind_of(row.stream).name
    if kind in ("deficiency", "sanction"):
        words.append(f"{swedish.STREAM[kind]} {row.stream.rpartition(':')[2]}")
    if isinstance(row.event, EarlierDeficiencyJudged):
        words.append(f"{swedish.STREAM['deficiency']} {row.event.deficiency.rpartition(':')[2]}")
    if "document" in shown:
        words.append(swedish.word(swedish.DOCUMENT, shown["document"]))
    if "method" in shown:
        words.append(swedish.word(swedish.METHOD, shown["method"]))
    if "requirement" in shown:
        words.append(shown["requirement"])
    if "verdict" in shown:
        words.append(swedish.word(swedish.VERDICT, shown["verdict"]))
    if "measure" in shown:
        words.append(swedish.word(swedish.MEASURE, shown["measure"]))
    period = shown.get("period") or shown.get("planned_for")
    if isinstance(period, dict):
        words.append(period["text"])
    if not words and isinstance(shown.get("dnr"), str):
        words.append(shown["dnr"])
    return ", ".join(words)


# ── as text ──


def _write_text(page: Page, terms: AgreementTerms, rows: Iterable[TimelineRow]) -> None:
    signed = terms.signed
    page.heading(swedish.heading_agreement(terms.id, signed.dnr, terms.on))
    page.item(
        swedish.instrument(
            signed.kind,
            terms.provider_name,
            signed.driftsform,
            signed.upphandlingsform,
            signed.operation,
        )
    )
    page.item(swedish.runs(terms.status, signed.signed_on, signed.starts_on, terms.ends_on))
    if terms.has_impossible_end:
        page.item(swedish.impossible_end(signed.ends_as_written or ""))
    if terms.lacks_insight:
        page.item(swedish.LACKS_INSIGHT)
    _write_sanctions(page, terms)
    page.heading(swedish.REQUIREMENTS)
    page.columns(
        swedish.REQUIREMENT_COLUMNS,
        ((each.id, each.text, each.guide_value or "–", each.clause) for each in terms.requirements),
    )
    _write_money(page, terms)
    _write_changes(page, terms)
    page.heading(swedish.TIMELINE)
    page.columns(
        swedish.TIMELINE_COLUMNS,
        (
            (row.day.isoformat(), swedish.word(swedish.EVENT, _name(row)), _about(row), row.by)
            for row in rows
        ),
    )


def _write_sanctions(page: Page, terms: AgreementTerms) -> None:
    found = terms.terms
    page.heading(swedish.SANCTIONS)
    source = swedish.clause(terms.signed.dnr, found.clause) if found.clause else ""
    text = swedish.regulates(found.measures, found.economic_forms, found.suspension_channels)
    page.item(text, source=source)
    for cap in found.amount_caps:
        page.item(swedish.capped(cap.form, cap.amount.amount))
    if found.refers_to_guideline:
        page.item(swedish.REFERS)


def _write_money(page: Page, terms: AgreementTerms) -> None:
    if terms.prices:
        page.heading(swedish.PRICES)
    for price in terms.prices:
        page.item(
            swedish.paid(price.amount.amount, price.unit, price.covers, price.applies_from),
            source=price.dnr,
        )
    if terms.shares:
        page.heading(swedish.SHARES)
    for decided in terms.shares:
        for share in decided.shares:
            if share.agreement == terms.id:
                since, temporary = decided.valid_from, decided.is_temporary
                page.item(swedish.share(share.percent, since, decided.dnr, is_temporary=temporary))


def _write_changes(page: Page, terms: AgreementTerms) -> None:
    lines = [
        swedish.amended(each.amended_on, each.applies_from, each.dnr) for each in terms.amended
    ]
    lines += [
        swedish.ending(terms.id, each.dnr, "uppsagning", each.by.value, each.given_on, each.ends_on)
        for each in terms.notices
    ]
    if terms.corrected is not None:
        found = terms.corrected
        lines.append(swedish.corrected(found.as_written, found.ends_on, found.corrected_on))
    if terms.ended is not None:
        ended = terms.ended
        lines.append(
            swedish.ending(
                terms.id, terms.signed.dnr, ended.reason.value, None, ended.ended_on, ended.ended_on
            )
        )
    if lines:
        page.heading(swedish.AMENDMENTS)
    for line in sorted(lines):
        page.item(line)
