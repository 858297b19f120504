"""An agreement's terms are those of the day that is asked about."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.streams.cases import SIGNED, day

from avtalsuppfoljning.agreement import (
    Agreement,
    AgreementEndDateCorrected,
    AgreementEnded,
    EndReason,
    Party,
    PriceAgreed,
    Terms,
    TermsAmended,
    UppsägningGiven,
)
from avtalsuppfoljning.classification import renewed, replace
from avtalsuppfoljning.recorded import State, agreement_stream, steering_stream
from avtalsuppfoljning.steering import FördelningDecided, Share, Steering
from avtalsuppfoljning.terms import AgreementId, AgreementKind, Money, StreamId
from avtalsuppfoljning.views.agreements import AgreementStatus, AgreementTerms, agreement_terms

A1 = AgreementId("hemtjanst-1")
AMENDED = TermsAmended(
    terms=Terms(refers_to_guideline=True), dnr="VN 30/2026", amended_on=day(10),
    applies_from=day(20),
)  # fmt: skip
NOTICE = UppsägningGiven(
    by=Party.UTFÖRAREN, given_on=day(5), ends_on=day(90), reason="Olönsamt.", dnr="VN 31/2026"
)
IMPOSSIBLE = replace(SIGNED, ends_as_written="2024-09-31")
CORRECTED = AgreementEndDateCorrected(
    as_written="2024-09-31",
    ends_on=date(2026, 9, 30),
    reason="Skrivfel.",
    person="Eva",
    corrected_on=day(3),
)


def price(kronor: int, since: date) -> PriceAgreed:
    return PriceAgreed(
        amount=Money(amount=Decimal(kronor)), unit="utförd timme", covers="07:00-22:00",
        applies_from=since, dnr="VN 1/2017",
    )  # fmt: skip


def shares(percent: int, since: date, until: date | None) -> FördelningDecided:
    return FördelningDecided(
        shares=(Share(agreement=A1, percent=Decimal(percent)),),
        valid_from=since,
        valid_until=until,
        is_temporary=until is not None,
        explanation="Resten är oförändrad.",
        dnr="VN 2/2017",
        decided_on=since,
    )


def terms_on(on: date, **changes: Any) -> AgreementTerms:
    state = renewed(Agreement(signed=SIGNED), **changes)
    terms = agreement_terms({agreement_stream(A1): state}, A1, on=on)
    assert terms is not None
    return terms


def test_amendments_apply_from_their_day() -> None:
    assert terms_on(day(19), amended=(AMENDED,)).terms == SIGNED.terms
    assert terms_on(day(20), amended=(AMENDED,)).terms == AMENDED.terms
    assert terms_on(day(10), amended=(AMENDED,)).amended == (AMENDED,)
    assert terms_on(day(9), amended=(AMENDED,)).amended == ()


def test_several_notices_end_it_by_the_earliest() -> None:
    """Several uppsägningar at once: the first day that one of them names."""
    later = replace(NOTICE, by=Party.KOMMUNEN, given_on=day(6), ends_on=day(120))
    terms = terms_on(day(7), notices=(later, NOTICE))
    assert (terms.ends_on, terms.status) == (day(90), AgreementStatus.UPPSAGT)
    assert terms_on(day(4), notices=(later, NOTICE)).status is AgreementStatus.I_KRAFT


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2025, 12, 1), AgreementStatus.KOMMANDE),
        (date(2026, 1, 1), AgreementStatus.I_KRAFT),
        (day(90), AgreementStatus.UPPSAGT),
        (day(91), AgreementStatus.AVSLUTAT),
    ],
)
def test_how_it_stands(on: date, status: AgreementStatus) -> None:
    """In force on its first and on its last day."""
    assert terms_on(on, notices=(NOTICE,)).status is status


def test_an_ended_agreement() -> None:
    ended = AgreementEnded(reason=EndReason.HÄVNING, ended_on=day(40))
    assert terms_on(day(41), ended=ended).status is AgreementStatus.AVSLUTAT
    assert terms_on(day(39), ended=ended).status is AgreementStatus.I_KRAFT


def test_an_end_that_cannot_be() -> None:
    """F-A1: kept as written until a named person reads it."""
    before = terms_on(day(2), signed=IMPOSSIBLE, corrected=CORRECTED)
    assert (before.has_impossible_end, before.ends_on) == (True, None)
    after = terms_on(day(3), signed=IMPOSSIBLE, corrected=CORRECTED)
    assert (after.has_impossible_end, after.ends_on) == (False, date(2026, 9, 30))


def test_the_latest_price_of_each_unit() -> None:
    """T-16: 322 kr until the day that 390 applies from."""
    noted = (price(322, date(2014, 1, 1)), price(390, date(2017, 7, 1)))
    (found,) = terms_on(day(0), noted=noted).prices
    assert found.amount.amount == 390
    old = terms_on(day(0), noted=(noted[1], replace(noted[0], unit="natt"))).prices
    assert {each.unit for each in old} == {"natt", "utförd timme"}


def test_the_shares_of_the_day() -> None:
    """T-20, T-A2: as decided, a temporary share while it lasts."""
    usual, temporary = shares(55, day(0), None), shares(71, day(10), day(20))
    states: dict[StreamId, State] = {
        agreement_stream(A1): Agreement(signed=SIGNED),
        steering_stream(SIGNED.steering): Steering(noted=(usual, temporary)),
    }

    def valid(number: int) -> tuple[FördelningDecided, ...]:
        terms = agreement_terms(states, A1, on=day(number))
        assert terms is not None
        return terms.shares

    assert [valid(n) for n in (9, 10, 20, 21)] == [
        (usual,), (usual, temporary), (usual, temporary), (usual,),
    ]  # fmt: skip


def test_an_avtal_without_insight() -> None:
    """O-14: asked of an avtal, not of an överenskommelse."""
    assert terms_on(day(0)).lacks_insight
    assert not terms_on(day(0), signed=replace(SIGNED, insight_clause="11.2")).lacks_insight
    inner = replace(SIGNED, kind=AgreementKind.ÖVERENSKOMMELSE)
    assert not terms_on(day(0), signed=inner).lacks_insight


def test_no_agreement_before_it_is_signed() -> None:
    states: dict[StreamId, State] = {agreement_stream(A1): Agreement(signed=SIGNED)}
    assert agreement_terms(states, A1, on=date(2025, 11, 30)) is None
    assert agreement_terms({}, A1, on=day(0)) is None
