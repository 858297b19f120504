"""What was never done, as far as the log can show it, seen from a day.

What nobody recorded leaves no trace. Only what a plan, a decision or the law asks for by a day
that the log knows can be missed here.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Final

import attrs

from avtalsuppfoljning.agreement import Agreement, EndReason
from avtalsuppfoljning.deficiency import Deficiency, NoticeRecipient
from avtalsuppfoljning.recorded import State, agreement_stream, provider_stream
from avtalsuppfoljning.schedule import PostKind
from avtalsuppfoljning.steering import InformationSent, Steering
from avtalsuppfoljning.swedish import LIFTED
from avtalsuppfoljning.terms import AgreementId, ProviderId, StreamId
from avtalsuppfoljning.views.agreements import noted
from avtalsuppfoljning.views.concerned import Parties
from avtalsuppfoljning.views.deficiencies import DeficiencyRow, Läge, deficiency_rows
from avtalsuppfoljning.views.delegation import unreported_decisions
from avtalsuppfoljning.views.due import DueReason, DueRow, due_rows
from avtalsuppfoljning.views.providers import earlier_endings

States = Mapping[StreamId, State]


@attrs.frozen
class Omission:
    """Something that should have been done and was not, by its code."""

    code: str
    stream: StreamId
    about: str = ""
    """What it is about: a document, a measure, a recipient."""
    since: date | None = None
    """The day by which, or from which, it should have been done."""
    providers: tuple[str, ...] = ()
    driftsformer: tuple[str, ...] = ()
    """The driftsformer of the operations it concerns, so that they can be counted apart."""


def omissions(states: States, *, on: date) -> tuple[Omission, ...]:
    """Everything that was not done, in the order of `CODES`, then by day."""
    found = [each for look in _LOOKS for each in look(states, on)]
    named = [_with_driftsform(states, each) for each in found]
    key = lambda each: (  # noqa: E731
        CODES.index(each.code), each.since or date.max, each.stream, each.about
    )  # fmt: skip
    return tuple(sorted(named, key=key))


CODES: Final = (
    "brist_utan_atgard",
    "resultatuppfoljning_utebliven",
    "resultatuppfoljning_ej_planerad",
    "akut_ej_meddelad",
    "akut_ej_kvitterad",
    "delegationsbeslut_ej_anmalt",
    "uppfoljning_ej_genomford",
    "plan_ej_fullgjord",
    "handling_saknas",
    "atgardsplan_saknas",
    "revisionssvar_saknas",
    "information_olika_tid",
    "havd_utforare_ater",
)
"""What can have been left undone; the gravest first."""


# ── deficiencies ──


def _of_deficiencies(states: States, on: date) -> Iterator[Omission]:
    for row in deficiency_rows(states, on=on):
        for code, about, since in _of_deficiency(row, states[row.stream], on):
            yield Omission(code, row.stream, about, since, (row.provider,))


def _of_deficiency(
    row: DeficiencyRow, state: State, on: date
) -> Iterator[tuple[str, str, date | None]]:
    assert isinstance(state, Deficiency)
    if row.lacks_action:
        yield "brist_utan_atgard", row.requirement, row.established_on
    planned = state.check_planned_for
    if planned is not None and planned < on and state.remedied_on is None:
        yield "resultatuppfoljning_utebliven", "", planned
    if row.state is Läge.RESULTATUPPFÖLJNING_ÅTERSTÅR and planned is None:
        yield "resultatuppfoljning_ej_planerad", str(row.last_measure), None
    for recipient in NoticeRecipient:
        if recipient in row.missing_notices:
            yield "akut_ej_meddelad", recipient.value, _reported(state)
        elif recipient in row.missing_receipts:
            yield "akut_ej_kvitterad", recipient.value, _reported(state)


def _reported(state: Deficiency) -> date | None:
    return state.acute.reported_at.date() if state.acute else None


# ── decisions by delegation ──


def _of_decisions(states: States, on: date) -> Iterator[Omission]:
    for each in unreported_decisions(states, on=on):
        provider = _provider(states, AgreementId(each.agreement))
        what = f"{each.measure} {LIFTED}" if each.is_lifting else each.measure
        yield Omission("delegationsbeslut_ej_anmalt", each.stream, what, each.decided_on, provider)


# ── what was to be done by a day ──


def _of_days(states: States, on: date) -> Iterator[Omission]:
    parties = Parties.of(states)
    for row in due_rows(states, on=on):
        code = _code(row)
        if code and row.is_overdue(on):
            providers = row.providers
            if row.post is not None and not providers:
                found = (party.signed.provider for party in parties.concerned(row.post))
                providers = tuple(dict.fromkeys(found))
            about = " ".join(filter(None, (row.what, row.about)))
            yield Omission(code, row.stream, about, row.due_on, providers)


def _code(row: DueRow) -> str:
    match row.reason:
        case DueReason.HANDLING:
            return "handling_saknas"
        case DueReason.BESLUT:
            return "atgardsplan_saknas"
        case DueReason.REVISORERNA:
            return "revisionssvar_saknas"
        case DueReason.PLANERAD if row.stream.startswith("followup:"):
            return "uppfoljning_ej_genomford"
        case DueReason.PLAN if row.kind is PostKind.UPPFÖLJNING:
            return "uppfoljning_ej_genomford"
        case DueReason.PLAN:
            return "plan_ej_fullgjord"
        case _:  # an answer is the provider's to give; a result is told with its deficiency
            return ""


# ── equal information ──


def _of_information(states: States, on: date) -> Iterator[Omission]:
    """The same subject told to some at one instant and to others at a later one."""
    for stream, state in states.items():
        if not isinstance(state, Steering):
            continue
        first: dict[str, datetime] = {}
        told: dict[str, set[ProviderId]] = {}
        sent = [each for each in noted(state.noted, InformationSent) if each.sent_at.date() <= on]
        for each in sorted(sent, key=lambda each: each.sent_at):
            subject = " ".join(each.subject.casefold().split())
            known = told.setdefault(subject, set())
            late = tuple(each_ for each_ in each.recipients if each_ not in known)
            if late and each.sent_at > first.setdefault(subject, each.sent_at):
                day = first[subject].date()
                yield Omission("information_olika_tid", stream, each.subject, day, late)
            known.update(each.recipients)


# ── providers whose agreement was ended for breach ──


def _of_providers(states: States, on: date) -> Iterator[Omission]:
    for stream, state in states.items():
        if not isinstance(state, Agreement) or state.signed is None:
            continue
        signed = state.signed
        for ending in earlier_endings(states, signed.provider, on=min(on, signed.signed_on)):
            is_other = agreement_stream(AgreementId(ending.agreement)) != stream
            if ending.reason is EndReason.HÄVNING and is_other:
                yield Omission(
                    "havd_utforare_ater", stream, ending.dnr, signed.signed_on, (signed.provider,)
                )


_LOOKS: Final[tuple[Callable[[States, date], Iterator[Omission]], ...]] = (
    _of_deficiencies,
    _of_decisions,
    _of_days,
    _of_information,
    _of_providers,
)

# ── helpers ──


def _provider(states: States, agreement: AgreementId) -> tuple[str, ...]:
    state = states.get(agreement_stream(agreement))
    return (state.signed.provider,) if isinstance(state, Agreement) and state.signed else ()


def _with_driftsform(states: States, found: Omission) -> Omission:
    forms = []
    for id_ in found.providers:
        state = states.get(provider_stream(ProviderId(id_)))
        known = getattr(state, "registered", None)
        if known is not None:
            forms.append(known.driftsform.value)
    return attrs.evolve(found, driftsformer=tuple(dict.fromkeys(forms)))
