"""What an agreement says on a day: its terms, requirements, prices and shares, and its end."""

import enum
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

import attrs

from avtalsuppfoljning.agreement import (
    Agreement,
    AgreementEndDateCorrected,
    AgreementEnded,
    AgreementSigned,
    AgreementSucceeded,
    PriceAgreed,
    Requirement,
    Terms,
    TermsAmended,
    UppsägningGiven,
)
from avtalsuppfoljning.classification import renewed
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import State, agreement_stream, provider_stream
from avtalsuppfoljning.steering import FördelningDecided, Steering
from avtalsuppfoljning.terms import AgreementId, AgreementKind, StreamId, Term

T = TypeVar("T")


class AgreementStatus(Term):
    """How an agreement stands on a day."""

    KOMMANDE = enum.auto()
    """Signed; it has not started."""
    I_KRAFT = enum.auto()
    """In force."""
    UPPSAGT = enum.auto()
    """Notice has been given; in force until its last day."""
    AVSLUTAT = enum.auto()
    """Its last day is past."""


@attrs.frozen
class AgreementTerms:
    """An agreement as of a day."""

    id: str
    on: date
    signed: AgreementSigned
    provider_name: str
    status: AgreementStatus
    ends_on: date | None
    """The last day as it is known on that day; None: tills vidare, or an impossible date."""
    terms: Terms
    """The sanctions it regulates on that day."""
    amended: tuple[TermsAmended, ...]
    """The amendments known on that day, those that apply later too."""
    prices: tuple[PriceAgreed, ...]
    """What is paid on that day: the latest price for each unit and what it covers."""
    shares: tuple[FördelningDecided, ...]
    """The decisions on shares of the volume that name it and are valid on that day."""
    notices: tuple[UppsägningGiven, ...]
    corrected: AgreementEndDateCorrected | None
    ended: AgreementEnded | None
    succeeded: AgreementSucceeded | None

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """The requirements, each with its guide value and how it can be followed up."""
        return self.signed.requirements

    @property
    def has_impossible_end(self) -> bool:
        """Its end is a day that does not exist, and nobody has said which day is meant."""
        return self.signed.ends_as_written is not None and self.corrected is None

    @property
    def lacks_insight(self) -> bool:
        """An avtal without a clause that secures insight for the public (KL 10:9)."""
        return self.signed.insight_clause is None and self.signed.kind is AgreementKind.AVTAL


def agreement_terms(
    states: Mapping[StreamId, State], agreement: AgreementId, *, on: date
) -> AgreementTerms | None:
    """The agreement as of a day; None where none was signed by then."""
    state = states.get(agreement_stream(agreement))
    if not isinstance(state, Agreement) or state.signed is None or on < state.signed.signed_on:
        return None
    seen = known_on(state, on)
    signed = state.signed
    return AgreementTerms(
        id=agreement,
        on=on,
        signed=signed,
        provider_name=_name(states, signed),
        status=status_on(state, on),
        ends_on=seen.ends_on,
        terms=seen.terms_on(on),
        amended=seen.amended,
        prices=_prices(seen, on),
        shares=_shares(states, agreement, on),
        notices=seen.notices,
        corrected=seen.corrected,
        ended=seen.ended,
        succeeded=seen.succeeded,
    )


def known_on(state: Agreement, on: date) -> Agreement:
    """The agreement without what was decided, given or amended after a day."""
    corrected, ended, succeeded = state.corrected, state.ended, state.succeeded
    if not (state.amended or state.notices or corrected or ended or succeeded):
        return state
    return renewed(
        state,
        corrected=corrected if corrected and corrected.corrected_on <= on else None,
        amended=tuple(each for each in state.amended if each.amended_on <= on),
        notices=tuple(each for each in state.notices if each.given_on <= on),
        ended=ended if ended and ended.ended_on <= on else None,
        succeeded=succeeded if succeeded and succeeded.from_on <= on else None,
    )


def status_on(state: Agreement, on: date) -> AgreementStatus:
    """How a signed agreement stands on a day; it is in force on its last day."""
    assert state.signed is not None, "an agreement stands somehow once it is signed"
    seen = known_on(state, on)
    if seen.ends_on is not None and seen.ends_on < on:
        return AgreementStatus.AVSLUTAT
    if on < state.signed.starts_on:
        return AgreementStatus.KOMMANDE
    return AgreementStatus.UPPSAGT if seen.notices else AgreementStatus.I_KRAFT


# ── helpers ──


def noted(facts: Iterable[object], kind: type[T]) -> tuple[T, ...]:
    """The facts of one kind, in the order they were noted."""
    return tuple(fact for fact in facts if isinstance(fact, kind))


def _name(states: Mapping[StreamId, State], signed: AgreementSigned) -> str:
    provider = states.get(provider_stream(signed.provider))
    known = provider.registered if isinstance(provider, Provider) else None
    return known.name if known else signed.provider


def _prices(state: Agreement, on: date) -> tuple[PriceAgreed, ...]:
    latest: dict[tuple[str, str], PriceAgreed] = {}
    for price in noted(state.noted, PriceAgreed):
        key = (price.unit, price.covers)
        earlier = latest.get(key)
        is_later = earlier is None or earlier.applies_from <= price.applies_from
        if price.applies_from <= on and is_later:
            latest[key] = price
    return tuple(latest[key] for key in sorted(latest))


def _shares(
    states: Mapping[StreamId, State], agreement: AgreementId, on: date
) -> tuple[FördelningDecided, ...]:
    return tuple(
        decided
        for state in states.values()
        if isinstance(state, Steering)
        for decided in noted(state.noted, FördelningDecided)
        if any(share.agreement == agreement for share in decided.shares)
        if max(decided.decided_on, decided.valid_from) <= on
        if decided.valid_until is None or on <= decided.valid_until
    )
