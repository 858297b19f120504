"""Agreement: what is required, what may be done about it, and what is handed in.

Stream ``agreement:<id>``. Agreements with private providers, överenskommelser with egen regi and
uppdragsdirektiv are one and the same thing here: the instrument that holds the requirements.
"""

from datetime import date
from typing import assert_never

import attrs

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import Open, event, value
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.policy.facts import AmountCap
from avtalsuppfoljning.terms import (
    AgreementKind,
    DocumentKind,
    Driftsform,
    EkonomiskForm,
    Kanal,
    MeasureId,
    Period,
    ProviderId,
    SteeringId,
    Upphandlingsform,
    check_word,
)

# ── events ──


@value
class Requirement:
    """One requirement of the agreement, as it is numbered there."""

    id: Open[str]
    text: Open[str]
    clause: Open[str]


@value
class Terms:
    """What the agreement lets the municipality do when a requirement is not met."""

    measures: Open[tuple[MeasureId, ...]] = ()
    economic_forms: Open[tuple[EkonomiskForm, ...]] = ()
    amount_caps: Open[tuple[AmountCap, ...]] = ()
    suspension_channels: Open[tuple[Kanal, ...]] = ()
    refers_to_guideline: Open[bool] = False
    """The agreement takes its sanctions from the nämnd's guideline."""
    clause: Open[str] = ""
    """Where in the agreement this stands."""


@event
class AgreementSigned:
    """The agreement, överenskommelse or uppdragsdirektiv was signed or decided."""

    provider: Open[ProviderId]
    steering: Open[SteeringId]
    """Whose guideline and delegationsordning apply."""
    kind: Open[AgreementKind]
    driftsform: Open[Driftsform]
    upphandlingsform: Open[Upphandlingsform]
    operation: Open[str]
    """The operation or service area, such as ``hemtjanst``."""
    dnr: Open[str]
    """Diarienummer, exactly as written."""
    signed_on: Open[date]
    starts_on: Open[date]
    ends_on: Open[date | None]
    """None: the agreement runs tills vidare."""
    terms: Open[Terms]
    requirements: Open[tuple[Requirement, ...]]


@event
class SubmissionRequested:
    """A document was asked for, to be registered (diarieförd) no later than a certain day."""

    document: Open[DocumentKind]
    period: Open[Period]
    due_on: Open[date]
    source: Open[Citation]
    """Why that day: the clause of the agreement or the section of the plan."""


@event
class SubmissionReceived:
    """A document came in."""

    document: Open[DocumentKind]
    period: Open[Period]
    received_on: Open[date]
    """The day it came in (inkom)."""
    registered_on: Open[date]
    """The day it was entered in the diary (diarieförd); lateness is measured on this day."""
    dnr: Open[str]


Event = AgreementSigned | SubmissionRequested | SubmissionReceived

# ── state ──


@attrs.frozen
class Agreement:
    """What later decisions read of an agreement."""

    signed: AgreementSigned | None = None
    requested: tuple[SubmissionRequested, ...] = ()
    received: tuple[SubmissionReceived, ...] = ()

    def submission_of(self, request: SubmissionRequested) -> SubmissionReceived | None:
        """The document that answers a request: of several, the one that was registered first."""
        answers = (r for r in self.received if _key(r) == _key(request))
        return min(answers, key=lambda received: received.registered_on, default=None)


INITIAL = Agreement()


def evolve(state: Agreement, event: Event, /) -> Agreement:
    """The state after one more event."""
    match event:
        case AgreementSigned():
            return attrs.evolve(state, signed=event)
        case SubmissionRequested():
            return attrs.evolve(state, requested=(*state.requested, event))
        case SubmissionReceived():
            return attrs.evolve(state, received=(*state.received, event))
        case _:
            assert_never(event)


# ── decisions ──


def sign(
    state: Agreement,
    /,
    *,
    provider: ProviderId,
    steering: SteeringId,
    kind: AgreementKind,
    driftsform: Driftsform,
    upphandlingsform: Upphandlingsform,
    operation: str,
    dnr: str,
    signed_on: date,
    starts_on: date,
    ends_on: date | None = None,
    terms: Terms = Terms(),
    requirements: tuple[Requirement, ...] = (),
) -> tuple[Event, ...]:
    """Sign an agreement; the same one twice is quiet, another one under its id is refused."""
    if ends_on is not None and ends_on < starts_on:
        raise InvalidValueError(
            f"the agreement ends on {ends_on}, before it starts on {starts_on}",
            "correct one of the days, or leave the end open",
        )
    ids = [requirement.id for requirement in requirements]
    if len(ids) != len(set(ids)):
        raise InvalidValueError("two requirements share an id", "give each requirement its own")
    _check_kind(kind, driftsform, upphandlingsform)
    signed = AgreementSigned(
        provider=provider,
        steering=steering,
        kind=kind,
        driftsform=driftsform,
        upphandlingsform=upphandlingsform,
        operation=check_word(operation),
        dnr=dnr,
        signed_on=signed_on,
        starts_on=starts_on,
        ends_on=ends_on,
        terms=terms,
        requirements=requirements,
    )
    if state.signed == signed:
        return ()
    if state.signed is not None:
        raise DecisionRefusedError(
            f"the agreement is already signed, {state.signed.dnr}",
            "choose another id",
            code="avtal_finns",
        )
    return (signed,)


def request_submission(
    state: Agreement,
    /,
    *,
    document: DocumentKind,
    period: Period,
    due_on: date,
    source: Citation,
) -> tuple[Event, ...]:
    """Ask for a document by a certain day, and say where that day comes from."""
    _require_signed(state)
    request = SubmissionRequested(
        document=DocumentKind(check_word(document)), period=period, due_on=due_on, source=source
    )
    for earlier in state.requested:
        if earlier == request:
            return ()
        if _key(earlier) == _key(request):
            raise DecisionRefusedError(
                f"{document} for {period.text} is already asked for by {earlier.due_on}",
                "keep that day; a new day needs a decision of its own",
                code="redan_begard",
            )
    return (request,)


def receive_submission(
    state: Agreement,
    /,
    *,
    document: DocumentKind,
    period: Period,
    received_on: date,
    registered_on: date,
    dnr: str,
) -> tuple[Event, ...]:
    """Record a document that came in, asked for or not, in time or late."""
    _require_signed(state)
    if registered_on < received_on:
        raise InvalidValueError(
            f"the document was registered on {registered_on}, before it came in on {received_on}",
            "correct one of the days",
        )
    received = SubmissionReceived(
        document=DocumentKind(check_word(document)),
        period=period,
        received_on=received_on,
        registered_on=registered_on,
        dnr=dnr,
    )
    return () if received in state.received else (received,)


# ── helpers ──


def _key(submission: SubmissionRequested | SubmissionReceived) -> tuple[DocumentKind, str]:
    return submission.document, submission.period.text


def _require_signed(state: Agreement) -> AgreementSigned:
    if state.signed is None:
        raise DecisionRefusedError(
            "there is no such agreement", "sign it first", code="avtal_saknas"
        )
    return state.signed


def _check_kind(
    kind: AgreementKind, driftsform: Driftsform, upphandlingsform: Upphandlingsform
) -> None:
    """Överenskommelser are for egen regi; avtal are for everybody else (Örebro, Inledning)."""
    own = driftsform is Driftsform.EGEN_REGI
    if own is not (kind in (AgreementKind.ÖVERENSKOMMELSE, AgreementKind.UPPDRAGSDIREKTIV)):
        raise InvalidValueError(
            f"a {kind.value} does not go with {driftsform.value}",
            "egen regi has överenskommelse or uppdragsdirektiv, all others avtal or individavtal",
        )
    directive = upphandlingsform is Upphandlingsform.UPPDRAGSDIREKTIV
    if directive is not (kind is AgreementKind.UPPDRAGSDIREKTIV):
        raise InvalidValueError(
            f"a {kind.value} does not go with upphandlingsform {upphandlingsform.value}",
            "let both say uppdragsdirektiv, or neither",
        )
