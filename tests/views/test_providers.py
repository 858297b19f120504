"""A provider's card: all about one provider, and what ended badly before it applies again."""

from datetime import UTC, date, datetime

import pytest
from tests.streams.cases import SIGNED, day
from tests.views.test_agreements import NOTICE

from avtalsuppfoljning.agreement import Agreement, AgreementEnded, EndReason
from avtalsuppfoljning.classification import renewed, replace
from avtalsuppfoljning.policy import Authority
from avtalsuppfoljning.provider import (
    ApplicationReceived,
    ApplicationRejected,
    ApplicationRequirementAssessed,
    MeetingHeld,
    MeetingKind,
    OegentlighetReported,
    Provider,
    ProviderRegistered,
    TillståndChecked,
    TillståndDecisionReceived,
)
from avtalsuppfoljning.provider.state import Application
from avtalsuppfoljning.recorded import (
    State,
    agreement_stream,
    provider_stream,
    steering_stream,
)
from avtalsuppfoljning.steering import InformationSent, Steering
from avtalsuppfoljning.terms import (
    AgreementId,
    Driftsform,
    Myndighet,
    ProviderId,
    StreamId,
    Upphandlingsform,
)
from avtalsuppfoljning.views.agreements import AgreementStatus
from avtalsuppfoljning.views.masking import mask
from avtalsuppfoljning.views.providers import ProviderCard, earlier_endings, provider_card

P1 = SIGNED.provider
REGISTERED = ProviderRegistered(
    name="Solgården",
    driftsform=Driftsform.PRIVAT_REGI,
    organisation_number=None,
    sole_trader_number="191212121212",
    registered_on=date(2025, 11, 1),
)
APPLIED = ApplicationReceived(
    application="a2",
    upphandlingsform=Upphandlingsform.LOV,
    operation="hemtjanst",
    dnr="VN 50/2026",
    received_on=day(100),
)
TRIED = ApplicationRequirementAssessed(
    application="a2", requirement="s1", is_met=False, reason="Skuld.", assessed_on=day(101)
)
REJECTED = ApplicationRejected(
    application="a2",
    by=Authority(person="Eva", role="enhetschef", delegation_point="1"),
    motivation="Skallkravet är inte uppfyllt.",
    decided_on=day(110),
)
PERMIT = TillståndDecisionReceived(
    authority=Myndighet.IVO,
    dnr="IVO 1",
    operation="hemtjanst",
    valid_from=day(-100),
    valid_until=day(200),
    received_on=day(-90),
)
CHECKED = TillståndChecked(operation="hemtjanst", is_current=True, checked_on=day(0))
MEETING = MeetingHeld(
    kind=MeetingKind.DIALOGMÖTE, held_on=day(1), matters="Vintern.", own_matters="Personalbrist."
)
TOLD = InformationSent(
    subject="Nya blanketter",
    recipients=(P1, ProviderId("annan")),
    dnr="VN 60/2026",
    sent_at=datetime(2026, 3, 3, 9, tzinfo=UTC),
)
REPORTED = OegentlighetReported(
    authority=Myndighet.SKATTEVERKET, matter="Obetald skatt.", dnr="VN 61/2026", reported_on=day(2)
)
RESCINDED = AgreementEnded(reason=EndReason.HÄVNING, ended_on=day(80))
WHOLE = Provider(
    registered=REGISTERED,
    applications={"a2": Application(APPLIED, (TRIED,), REJECTED)},
    reported=(REPORTED,),
    noted=(PERMIT, CHECKED, MEETING),
)


def states_of(provider: Provider = WHOLE, **agreements: Agreement) -> dict[StreamId, State]:
    states: dict[StreamId, State] = {
        provider_stream(P1): provider,
        steering_stream(SIGNED.steering): Steering(noted=(TOLD,)),
    }
    for name, state in agreements.items():
        states[agreement_stream(AgreementId(name))] = state
    return states


def card_on(on: date, provider: Provider = WHOLE, **agreements: Agreement) -> ProviderCard:
    card = provider_card(states_of(provider, **agreements), P1, on=on)
    assert card is not None
    return card


def test_earlier_endings_are_shown_at_a_new_application() -> None:
    """S-06: a hävning or an uppsägning known before the application came in."""
    a1 = Agreement(signed=SIGNED, notices=(NOTICE,), ended=RESCINDED)
    (application,) = card_on(day(111), a1=a1).applications
    assert [(each.reason, each.by, each.known_on) for each in application.earlier] == [
        (EndReason.UPPSÄGNING, "utforaren", day(5)),
        (EndReason.HÄVNING, None, day(80)),
    ]
    later = replace(RESCINDED, ended_on=day(105))
    card = card_on(day(111), a1=Agreement(signed=SIGNED, ended=later))
    assert card.applications[0].earlier == ()
    assert len(card.endings) == 1


@pytest.mark.parametrize("reason", [EndReason.AVTALSTIDENS_SLUT, EndReason.ÖVERENSKOMMET])
def test_an_agreement_that_ended_otherwise_is_nothing_to_show(reason: EndReason) -> None:
    state = Agreement(signed=SIGNED, ended=replace(RESCINDED, reason=reason))
    assert earlier_endings(states_of(a1=state), P1, on=day(90)) == ()


def test_the_endings_of_others_are_not_its_own() -> None:
    other = Agreement(signed=replace(SIGNED, provider=ProviderId("annan")), ended=RESCINDED)
    assert earlier_endings(states_of(a1=other), P1, on=day(90)) == ()


def test_how_far_an_application_has_come() -> None:
    def applied(number: int) -> tuple[int, bool]:
        (row,) = card_on(day(number)).applications
        return len(row.assessed), row.decided is not None

    assert [applied(n) for n in (100, 101, 110)] == [(0, False), (1, False), (1, True)]
    assert card_on(day(99)).applications == ()


def test_a_permit_and_its_last_check() -> None:
    """S-33: the municipality checks yearly that the permit stands."""
    (permit,) = card_on(day(0)).permits
    assert (permit.last_check, permit.is_valid) == (CHECKED, True)
    (permit,) = card_on(day(-1)).permits
    assert (permit.last_check, permit.is_valid) == (None, True)
    assert not card_on(day(201)).permits[0].is_valid
    lapsed = replace(CHECKED, is_current=False, checked_on=day(9))
    found = renewed(WHOLE, noted=(PERMIT, CHECKED, lapsed))
    assert not card_on(day(9), found).permits[0].is_valid
    anew = renewed(
        found, noted=(*found.noted, replace(PERMIT, received_on=day(12), valid_until=None))
    )
    assert card_on(day(12), anew).permits[0].is_valid


def test_agreements_and_how_they_stand() -> None:
    (row,) = card_on(day(7), a1=Agreement(signed=SIGNED, notices=(NOTICE,))).agreements
    assert (row.id, row.dnr, row.status, row.ends_on) == (
        "a1", "VN 12/2026", AgreementStatus.UPPSAGT, day(90),
    )  # fmt: skip


def test_only_what_was_known_on_the_day() -> None:
    early, late = card_on(day(0)), card_on(day(2))
    assert (early.meetings, early.irregularities, early.informed) == ((), (), ())
    assert (late.meetings, late.irregularities, late.informed) == ((MEETING,), (REPORTED,), (TOLD,))


def test_nothing_before_it_was_registered() -> None:
    assert provider_card(states_of(), P1, on=date(2025, 10, 31)) is None
    assert provider_card({}, P1, on=day(0)) is None


def test_what_is_not_open_is_masked() -> None:
    """O-07: a sole trader's number, what concerns one provider alone, who decided."""
    shown = str(mask(card_on(day(200))))
    for secret in ("191212121212", "Personalbrist", "Obetald", "Skuld", "Eva"):
        assert secret not in shown
    assert "Vintern." in shown
