"""What may happen within an agreement next."""

from datetime import date

from avtalsuppfoljning.agreement.events import (
    AgreementEndDateCorrected,
    AgreementEnded,
    AgreementSigned,
    AgreementSucceeded,
    EndReason,
    Event,
    Noted,
    Party,
    Requirement,
    Terms,
    TermsAmended,
    UppsägningGiven,
    ÅterkravRaised,
    ÅterkravSettled,
)
from avtalsuppfoljning.agreement.requiring import require_running, require_signed
from avtalsuppfoljning.agreement.state import Agreement
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    Driftsform,
    Money,
    ProviderId,
    SteeringId,
    Upphandlingsform,
    check_id,
    check_word,
)


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
    ends_as_written: str | None = None,
    parties: tuple[str, ...] = (),
    insight_clause: str | None = None,
) -> tuple[Event, ...]:
    """Sign an agreement; the same one twice is quiet, another one under its id is refused.

    An end that no calendar has is given as it is written, and left to a named person.
    """
    if ends_as_written is not None and (ends_on is not None or not _is_no_day(ends_as_written)):
        raise InvalidValueError(
            f"{ends_as_written!r} is a day or blank, or is given beside one",
            "give ends_on; ends_as_written is for a day that does not exist",
        )
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
        ends_as_written=ends_as_written,
        parties=parties,
        insight_clause=insight_clause,
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


def correct_end_date(
    state: Agreement,
    /,
    *,
    ends_on: date | None,
    reason: str,
    person: str,
    corrected_on: date,
) -> tuple[Event, ...]:
    """Say which day an impossible end date means; a named person answers for the reading."""
    signed = require_signed(state)
    if signed.ends_as_written is None:
        raise DecisionRefusedError(
            f"the end of the agreement is {signed.ends_on or 'open'}, as signed",
            "an amendment or a notice changes it",
            code="slutdatum_finns",
        )
    if not reason.strip() or not person.strip():
        raise InvalidValueError("a correction needs a reason and a person", "give both")
    if ends_on is not None and ends_on < signed.starts_on:
        raise InvalidValueError(
            f"the agreement starts on {signed.starts_on}", "it cannot end before"
        )
    corrected = AgreementEndDateCorrected(
        as_written=signed.ends_as_written,
        ends_on=ends_on,
        reason=reason,
        person=person,
        corrected_on=corrected_on,
    )
    return () if state.corrected == corrected else (corrected,)


def amend_terms(
    state: Agreement, /, *, terms: Terms, dnr: str, amended_on: date, applies_from: date
) -> tuple[Event, ...]:
    """Record an amendment of what the agreement lets the municipality do."""
    require_signed(state)
    amended = TermsAmended(terms=terms, dnr=dnr, amended_on=amended_on, applies_from=applies_from)
    if amended in state.amended:
        return ()
    require_running(state)
    return (amended,)


def give_uppsägning(
    state: Agreement,
    /,
    *,
    by: Party,
    given_on: date,
    ends_on: date,
    reason: str,
    dnr: str,
) -> tuple[Event, ...]:
    """Record a notice of either party; several may run at once, and the earliest end counts."""
    require_signed(state)
    if ends_on < given_on:
        raise InvalidValueError(
            f"the notice of {given_on} ends the agreement on {ends_on}, before it is given",
            "correct one of the days",
        )
    notice = UppsägningGiven(by=by, given_on=given_on, ends_on=ends_on, reason=reason, dnr=dnr)
    if notice in state.notices:
        return ()
    require_running(state)
    return (notice,)


def end(state: Agreement, /, *, reason: EndReason, ended_on: date) -> tuple[Event, ...]:
    """Record that the agreement has ended, and why."""
    signed = require_signed(state)
    ended = AgreementEnded(reason=reason, ended_on=ended_on)
    if state.ended == ended:
        return ()
    require_running(state)
    if ended_on < signed.starts_on:
        raise InvalidValueError(
            f"the agreement starts on {signed.starts_on}", "it cannot end before"
        )
    if reason is EndReason.UPPSÄGNING and not state.notices:
        raise DecisionRefusedError(
            "nobody has given notice", "record the uppsägning first", code="uppsagning_saknas"
        )
    return (ended,)


def succeed(state: Agreement, /, *, successor: AgreementId, from_on: date) -> tuple[Event, ...]:
    """Record which agreement took over."""
    require_signed(state)
    succeeded = AgreementSucceeded(successor=AgreementId(check_id(successor)), from_on=from_on)
    if state.succeeded is not None and state.succeeded != succeeded:
        raise DecisionRefusedError(
            f"the agreement was succeeded by {state.succeeded.successor!r}",
            "one agreement takes over",
            code="eftertradare_finns",
        )
    return () if state.succeeded == succeeded else (succeeded,)


# ── återkrav, and facts that nothing else depends on ──


def raise_återkrav(
    state: Agreement, /, *, claim: str, amount: Money, reason: str, raised_on: date, dnr: str
) -> tuple[Event, ...]:
    """Claim back money that went out wrongly; also after the agreement has ended."""
    require_signed(state)
    raised = ÅterkravRaised(
        claim=check_id(claim), amount=amount, reason=reason, raised_on=raised_on, dnr=dnr
    )
    earlier = state.claims.get(claim)
    if earlier is not None and earlier.raised != raised:
        raise DecisionRefusedError(
            f"there is a claim {claim!r} already, {earlier.raised.dnr}",
            "choose another id",
            code="aterkrav_finns",
        )
    return () if earlier is not None else (raised,)


def settle_återkrav(
    state: Agreement, /, *, claim: str, amount: Money, settled_on: date, note: str = ""
) -> tuple[Event, ...]:
    """Record what came back of a claim, once and for all."""
    kept = state.claims.get(claim)
    if kept is None:
        raise DecisionRefusedError(
            f"there is no claim {claim!r}", "raise it first", code="aterkrav_saknas"
        )
    settled = ÅterkravSettled(claim=claim, amount=amount, settled_on=settled_on, note=note)
    if kept.settled == settled:
        return ()
    if kept.settled is not None:
        raise DecisionRefusedError(
            f"the claim was settled on {kept.settled.settled_on}",
            "a further claim has an id of its own",
            code="aterkrav_avslutat",
        )
    return (settled,)


def note(state: Agreement, /, *, fact: Noted) -> tuple[Event, ...]:
    """Record a fact that no later decision depends on; the same fact twice is quiet."""
    require_signed(state)
    return () if fact in state.noted else (fact,)


# ── helpers ──


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


def _is_no_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return bool(text.strip())
    return False
