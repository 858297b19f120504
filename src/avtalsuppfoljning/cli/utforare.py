"""``avtal utforare``: a provider's card."""

from collections.abc import Iterable
from datetime import date

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.brister import row_data
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.frister import write_row
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import Snapshot, opened
from avtalsuppfoljning.cli.shell import command, format_option, per_option, register_option
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.provider import ApplicationAccepted
from avtalsuppfoljning.terms import ProviderId, check_id
from avtalsuppfoljning.views.deficiencies import DeficiencyRow, Läge, deficiency_rows
from avtalsuppfoljning.views.due import DueRow, due_rows
from avtalsuppfoljning.views.masking import mask, masked
from avtalsuppfoljning.views.providers import (
    AgreementRow,
    ApplicationRow,
    EarlierEnding,
    Permit,
    ProviderCard,
    provider_card,
)

_CLOSED = (Läge.ÅTGÄRDAD, Läge.INGEN_AVTALSBRIST)


@command(
    "utforare",
    click.Argument(["provider"], metavar=swedish.ID),
    per_option(),
    register_option(),
    format_option(),
)
def utforare(provider: str, per: date | None, register: str | None, form: str) -> None:
    """Show what is known of a provider."""
    with opened(register) as found:
        snapshot = Snapshot.of(found, per or today())
    card = _card(provider, snapshot)
    due = due_rows(snapshot.states, on=snapshot.day, provider=ProviderId(provider))
    deficiencies = tuple(
        row for row in deficiency_rows(snapshot.states, on=snapshot.day) if row.provider == provider
    )
    if form == "json":
        write_json(
            {
                "per": snapshot.day.isoformat(),
                "utforare": mask(card),
                "brister": [row_data(row) for row in deficiencies],
            }
        )
    else:
        _write_text(Page(), snapshot, card, deficiencies, due)


def _card(provider: str, snapshot: Snapshot) -> ProviderCard:
    try:
        id_ = ProviderId(check_id(provider))
    except InvalidValueError:  # what may be a personnummer is not repeated
        raise click.ClickException(swedish.no_such_id("utföraren")) from None
    card = provider_card(snapshot.states, id_, on=snapshot.day)
    if card is None:
        raise click.ClickException(swedish.no_such("utföraren", provider))
    return card


# ── as text ──


def _write_text(
    page: Page,
    snapshot: Snapshot,
    card: ProviderCard,
    deficiencies: tuple[DeficiencyRow, ...],
    due: tuple[DueRow, ...],
) -> None:
    known = card.registered
    page.heading(swedish.heading_provider(known.name, card.on))
    number = known.organisation_number or (
        masked(known.sole_trader_number) if known.sole_trader_number else None
    )
    page.item(swedish.registered(known.driftsform, number, known.registered_on))
    _write_items(page, swedish.AGREEMENTS, map(_agreement, card.agreements))
    _write_items(page, swedish.ENDINGS, map(_ending, card.endings))
    if card.applications:
        page.heading(swedish.APPLICATIONS)
        for application in card.applications:
            _write_application(page, application)
    _write_items(page, swedish.PERMITS, map(_permit, card.permits))
    is_open = [row for row in deficiencies if row.state not in _CLOSED]
    _write_items(page, swedish.OPEN_DEFICIENCIES, map(_deficiency, is_open))
    if due:
        page.heading(swedish.DUE_HEADING)
    for each in due:
        write_row(page, each, snapshot)
    _write_facts(page, card)


def _write_facts(page: Page, card: ProviderCard) -> None:
    meetings = (
        f"{each.held_on} {swedish.word(swedish.MEETING, each.kind)}: {each.matters}"
        for each in card.meetings
    )
    _write_items(page, swedish.MEETINGS, meetings)
    informed = (
        f"{each.sent_at:%Y-%m-%d %H:%M} UTC {each.subject} ({each.dnr})" for each in card.informed
    )
    _write_items(page, swedish.INFORMATION, informed)
    _write_items(page, swedish.TAXES, (f"{each.received_on} {each.source}" for each in card.taxes))
    reported = (
        f"{each.reported_on} {swedish.word(swedish.AUTHORITY, each.authority)} ({each.dnr})"
        for each in card.irregularities
    )
    _write_items(page, swedish.IRREGULARITIES, reported)


def _write_items(page: Page, heading: str, items: Iterable[str]) -> None:
    found = list(items)
    if found:
        page.heading(heading)
    for text in found:
        page.item(text)


def _write_application(page: Page, row: ApplicationRow) -> None:
    received, decided = row.received, row.decided
    page.item(
        swedish.application(
            received.upphandlingsform, received.operation, received.dnr, received.received_on
        )
    )
    is_accepted = None if decided is None else isinstance(decided, ApplicationAccepted)
    met = sum(each.is_met for each in row.assessed)
    day = decided.decided_on if decided else None
    page.item(swedish.application_decided(is_accepted, day, len(row.assessed), met), indent=4)
    for each in row.earlier:
        page.item(swedish.earlier_ending(_ending(each)), indent=4)


def _agreement(each: AgreementRow) -> str:
    return swedish.agreement_row(
        each.id, each.dnr, each.operation, each.starts_on, each.ends_on, each.status
    )


def _ending(each: EarlierEnding) -> str:
    return swedish.ending(
        each.agreement, each.dnr, each.reason, each.by, each.known_on, each.ends_on
    )


def _permit(each: Permit) -> str:
    decision = each.decision
    told = swedish.permit(
        decision.operation,
        decision.authority,
        decision.dnr,
        decision.valid_from,
        decision.valid_until,
    )
    checked = each.last_check.checked_on if each.last_check else None
    return f"{told}; {swedish.permit_checked(checked, is_valid=each.is_valid)}"


def _deficiency(row: DeficiencyRow) -> str:
    state = swedish.word(swedish.DEFICIENCY, row.state)
    return f"{row.id} ({row.agreement}, {row.requirement}): {swedish.inline(state)}"
