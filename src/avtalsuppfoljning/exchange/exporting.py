"""What is recorded, as the same tables that come in: what goes out can be read in again."""

from collections.abc import Iterator, Mapping
from typing import Any

from avtalsuppfoljning.agreement import Agreement, SubmissionReceived, SubmissionRequested
from avtalsuppfoljning.agreement.state import key
from avtalsuppfoljning.deficiency import Deficiency
from avtalsuppfoljning.exchange.tables import TABLES, Column, Table
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import State
from avtalsuppfoljning.terms import EkonomiskForm, StreamId
from avtalsuppfoljning.views.masking import masked

States = Mapping[StreamId, State]
Values = dict[str, Any]
"""One row by column key; what is not there is blank."""


def columns_of(table: Table, *, is_whole: bool) -> tuple[Column, ...]:
    """The columns that are shown: without leave, the open ones and masked numbers."""
    shown = (c for c in table.columns if is_whole or c.is_open or c.key == "enskild")
    return tuple(shown)


def rows_of(states: States, table: Table, *, is_whole: bool) -> Iterator[Values]:
    """The rows of one table, in the order of the log."""
    for stream, state in states.items():
        match state, table.key:
            case Provider(), "utforare":
                yield from _provider(stream, state, is_whole=is_whole)
            case Agreement(), "avtal":
                yield from _agreement(stream, state)
            case Agreement(), "krav":
                yield from _requirements(stream, state)
            case Agreement(), "inlamningar":
                yield from _submissions(stream, state)
            case Deficiency(), "brister":
                yield from _deficiency(stream, state, is_whole=is_whole)


def tables_of(states: States, *, is_whole: bool) -> Iterator[tuple[Table, list[Values]]]:
    """Every table with its rows."""
    for table in TABLES.values():
        yield table, list(rows_of(states, table, is_whole=is_whole))


def _own(stream: str) -> str:
    return stream.rpartition(":")[2]


def _provider(stream: str, state: Provider, *, is_whole: bool) -> Iterator[Values]:
    registered = state.registered
    if registered is None:
        return
    number = registered.sole_trader_number
    yield {
        "id": _own(stream),
        "namn": registered.name,
        "orgnr": registered.organisation_number,
        "enskild": number if is_whole or number is None else masked(number),
        "driftsform": registered.driftsform,
        "registrerad": registered.registered_on,
    }


def _agreement(stream: str, state: Agreement) -> Iterator[Values]:
    signed = state.signed
    if signed is None:
        return
    caps = {cap.form: cap.amount for cap in signed.terms.amount_caps}
    yield {
        "id": _own(stream),
        "utforare": signed.provider,
        "namnd": signed.steering,
        "slag": signed.kind,
        "driftsform": signed.driftsform,
        "upphandlingsform": signed.upphandlingsform,
        "verksamhet": signed.operation,
        "dnr": signed.dnr,
        "tecknat": signed.signed_on,
        "start": signed.starts_on,
        "slut": signed.ends_on or signed.ends_as_written,
        "atgarder": signed.terms.measures,
        "ekonomiska_former": signed.terms.economic_forms,
        **{f"hogsta_{form.value}": caps.get(form) for form in EkonomiskForm},
        "kanaler": signed.terms.suspension_channels,
        "hanvisar": signed.terms.refers_to_guideline,
        "sanktionspunkt": signed.terms.clause,
        "parter": signed.parties,
        "insyn": signed.insight_clause,
    }


def _requirements(stream: str, state: Agreement) -> Iterator[Values]:
    for each in state.signed.requirements if state.signed else ():
        yield {
            "avtal": _own(stream),
            "id": each.id,
            "text": each.text,
            "punkt": each.clause,
            "riktvarde": each.guide_value,
            "foljs_upp": each.followed_up_by,
        }


def _submissions(stream: str, state: Agreement) -> Iterator[Values]:
    """What was asked for and what came in, on one row where that keeps the order of both."""
    left = list(state.received)
    for request in state.requested:
        answer = next(
            (
                i
                for i, r in enumerate(left)
                if key(r) == key(request) and r.period == request.period
            ),
            None,
        )
        if answer is None:
            yield _submission(stream, request, None)
            continue
        for earlier in left[:answer]:
            yield _submission(stream, None, earlier)
        yield _submission(stream, request, left[answer])
        left = left[answer + 1 :]
    for received in left:
        yield _submission(stream, None, received)


def _submission(
    stream: str, request: SubmissionRequested | None, received: SubmissionReceived | None
) -> Values:
    either = request or received
    assert either is not None, "a row has one of them"
    values: Values = {
        "avtal": _own(stream),
        "handling": either.document,
        "period": either.period.text,
        "period_fran": either.period.starts_on,
        "period_till": either.period.ends_on,
    }
    if request is not None:
        values |= {
            "senast": request.due_on,
            "enligt": request.source.document,
            "avsnitt": request.source.section,
        }
    if received is not None:
        values |= {
            "inkom": received.received_on,
            "diarieford": received.registered_on,
            "dnr": received.dnr,
        }
    return values


def _deficiency(stream: str, state: Deficiency, *, is_whole: bool) -> Iterator[Values]:
    established = state.established
    if established is None:
        return
    found = established.finding
    yield {
        "avtal": _own(stream.partition("/")[0]),
        "id": _own(stream),
        "krav": established.requirement,
        "metod": established.found_by,
        "uppfoljning": established.follow_up,
        **({"beskrivning": established.description} if is_whole else {}),
        "avtalsbrist": found.is_avtalsbrist,
        "frekvens": found.frequency,
        "individ": found.consequences.individual,
        "kommunen": found.consequences.municipality,
        "utforaren": found.consequences.provider,
        "medveten": found.is_deliberate,
        "upprepad": found.is_repeated,
        "risk": found.is_risk,
        "akut": found.is_acute,
        "skada": found.has_damage,
        "felaktig_utbetalning": found.is_overpaid,
        "oegentlighet": found.irregularity,
        "faststalld": established.established_on,
    }
