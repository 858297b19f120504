"""What the documents tell, figure by figure, and money that is claimed back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from tests.streams.cases import DAY, SIGNED, YEAR, day, told
from tests.streams.test_agreement_course import ENDED

from avtalsuppfoljning.agreement import (
    INITIAL,
    AvvikelseKind,
    AvvikelserReported,
    EducationGroup,
    EducationReported,
    FakturakontrollMade,
    ManuellTidsandelMeasured,
    ManuellTidsandelStated,
    Noted,
    PlanningTermsAgreed,
    PriceAgreed,
    RegisterParticipationRecorded,
    StaffReported,
    StatisticsReceived,
    SupervisoryReport,
    TillsynsrapporterReported,
    ÅterkravRaised,
    ÅterkravSettled,
    evolve,
    note,
    raise_återkrav,
    settle_återkrav,
)
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.schedule import MonthDay, OwnDay
from avtalsuppfoljning.terms import Lagrum, Money, Myndighet, Period
from avtalsuppfoljning.testing import given

DNR = "VN 44/2026"
AUTUMN = Period(text="hösten 2017")
AUGUST = Period(text="augusti 2017", starts_on=date(2017, 8, 1), ends_on=date(2017, 8, 31))
DEVIATIONS = AvvikelserReported(
    kind=AvvikelseKind.SOL_AVVIKELSER,
    period=YEAR,
    count=14,
    compilation="Tio missade besök, fyra sena.",
    analysis="Vikarier saknar nycklar.",
    improvements="Nyckelskåp har satts upp.",
    dnr=DNR,
)
STAFF = StaffReported(period=YEAR, full_time=31, part_time=12, dnr=DNR)
EDUCATION = EducationReported(
    period=YEAR,
    groups=(EducationGroup(education="undersköterska", count=28),),
    dnr=DNR,
)
STATISTICS = StatisticsReceived(
    period=YEAR,
    source="Verksamhetssystemet",
    decisions=210,
    granted_hours=Decimal("41250.50"),
    current_genomforandeplaner=Decimal("87.5"),
)
MEASURED = ManuellTidsandelMeasured(
    period=AUGUST,
    both_tagged=Decimal(49),
    only_in=Decimal(8),
    only_out=Decimal(3),
    manual=Decimal(40),
    includes="nattpatrullen",
    causes=("tekniska problem", "insatser utanför hemmet"),
    exempted=2,
)
STATED = ManuellTidsandelStated(period=AUTUMN, manual=Decimal(23), source="Svar till revisionen")
INVOICES = FakturakontrollMade(
    period=AUGUST,
    invoiced_hours=Decimal(3410),
    performed_hours=Decimal("3388.25"),
    excluded="Nattverksamheten är anslagsfinansierad.",
    controlled_on=DAY,
)
NOTED: tuple[Noted, ...] = (
    DEVIATIONS,
    TillsynsrapporterReported(
        period=YEAR,
        reports=(
            SupervisoryReport(authority=Myndighet.IVO, content="Inga brister."),
            SupervisoryReport(authority=Myndighet.ARBETSMILJÖVERKET, content="Krav på lyft."),
        ),
        dnr=DNR,
    ),
    STAFF,
    EDUCATION,
    RegisterParticipationRecorded(register="Kkik", period=YEAR, recorded_on=DAY),
    STATISTICS,
    MEASURED,
    STATED,
    INVOICES,
    PriceAgreed(
        amount=Money(amount=Decimal(390)),
        unit="utförd timme",
        covers="07:00-22:00",
        applies_from=date(2017, 6, 1),
        dnr="ÄON 17/052",
    ),
    PlanningTermsAgreed(
        laws=(Lagrum.SOL, Lagrum.HSL),
        own_days=(OwnDay(what="verksamhetsplan", by=MonthDay(month=2, day=15)),),
        dnr=DNR,
        applies_from=DAY,
    ),
)
by_class = pytest.mark.parametrize("fact", NOTED, ids=range(len(NOTED)))

RAISED = ÅterkravRaised(
    claim="k1",
    amount=Money(amount=Decimal(12500)),
    reason="Fakturerad tid som inte utförts.",
    raised_on=DAY,
    dnr="VN 70/2026",
)
SETTLED = ÅterkravSettled(
    claim="k1", amount=Money(amount=Decimal(12000)), settled_on=day(40), note="Kvittat."
)


class TestNote:
    """S-25 to S-33, S-36, S-37, T-10 to T-19: every figure by itself, never added up."""

    def test_every_class_is_tried(self) -> None:
        assert {type(fact) for fact in NOTED} == set(get_args(Noted))

    @by_class
    def test_happens(self, fact: Noted) -> None:
        assert given(SIGNED).when(note, fact=fact) == (fact,)
        assert given(SIGNED, ENDED, *NOTED[:1]).when(note, fact=fact).code is None

    @pytest.mark.parametrize("kind", AvvikelseKind)
    def test_happens_for_each_kind_of_deviation_apart(self, kind: AvvikelseKind) -> None:
        """S-25 to S-29: SoL and HSL, lex Sarah and lex Maria, and complaints."""
        told_of = replace(DEVIATIONS, kind=kind, count=0)
        assert given(SIGNED, *NOTED).when(note, fact=told_of) == (told_of,)

    @pytest.mark.parametrize(
        "shares", [(49, 8, 3, 40), (61, 8, 3, 28), (100, 0, 0, 0), ("99.99", "0.01", 0, 0)], ids=str
    )
    def test_happens_for_shares_that_make_a_whole(self, shares: tuple[Any, ...]) -> None:
        """T-11, T-A9: half-tagged visits are shown apart, and are no manual ones."""
        names = ("both_tagged", "only_in", "only_out", "manual")
        fact = replace(MEASURED, **dict(zip(names, map(Decimal, shares), strict=True)))
        assert given(SIGNED).when(note, fact=fact) == (fact,)

    def test_happens_without_what_was_not_told(self) -> None:
        """S-37: no figure is not the figure 0."""
        fact = StatisticsReceived(period=YEAR, source="Verksamhetssystemet")
        assert given(SIGNED, STATISTICS).when(note, fact=fact) == (fact,)
        assert (fact.decisions, fact.granted_hours) == (None, None)

    @by_class
    def test_refused_without_an_agreement(self, fact: Noted) -> None:
        assert given().when(note, fact=fact).code == "avtal_saknas"

    @by_class
    def test_quiet_the_second_time(self, fact: Noted) -> None:
        assert given(SIGNED).when(note, fact=fact).again() == ()
        assert given(SIGNED, *NOTED).when(note, fact=fact) == ()

    @pytest.mark.parametrize(
        ("fact", "change", "why"),
        [
            (DEVIATIONS, {"count": -1}, "the count is -1"),
            (STAFF, {"full_time": -1}, "full_time is -1"),
            (STAFF, {"part_time": -1}, "part_time is -1"),
            (EDUCATION, {"groups": (EducationGroup(education="ingen", count=-1),)}, "ingen is -1"),
            (STATISTICS, {"decisions": -1}, "decisions is -1"),
            (STATISTICS, {"granted_hours": Decimal("-0.01")}, "granted_hours is -0.01"),
            (STATISTICS, {"current_genomforandeplaner": Decimal("100.01")}, "is not a share"),
            (STATISTICS, {"current_genomforandeplaner": Decimal("-0.01")}, "is not a share"),
            (MEASURED, {"manual": Decimal(41)}, "make 101 %"),
            (MEASURED, {"manual": Decimal("39.99")}, "make 99.99 %"),
            (MEASURED, {"only_in": Decimal(-3), "manual": Decimal(51)}, "-3 is not a share"),
            (MEASURED, {"exempted": -1}, "exempted is -1"),
            (STATED, {"manual": Decimal("100.1")}, "is not a share"),
            (STATED, {"manual": Decimal("-0.1")}, "is not a share"),
            (INVOICES, {"invoiced_hours": Decimal(-1)}, "invoiced_hours is -1"),
            (INVOICES, {"performed_hours": Decimal(-1)}, "performed_hours is -1"),
        ],
        ids=range(16),
    )
    def test_invalid(self, fact: Any, change: dict[str, Any], why: str) -> None:
        with pytest.raises(InvalidValueError, match=why):
            replace(fact, **change)

    @pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity")], ids=str)
    @pytest.mark.parametrize(
        "change",
        [
            lambda n: replace(STATED, manual=n),
            lambda n: replace(MEASURED, manual=n),
            lambda n: replace(STATISTICS, granted_hours=n),
            lambda n: replace(INVOICES, invoiced_hours=n),
        ],
        ids=["stated", "measured", "statistics", "invoices"],
    )
    def test_invalid_when_it_is_no_number(
        self, change: Callable[[Decimal], Noted], number: Decimal
    ) -> None:
        with pytest.raises(InvalidValueError):
            change(number)


class TestRaiseAterkrav:
    """S-14, T-19: money that went out wrongly is claimed back; that is no sanction."""

    @pytest.mark.parametrize("history", [(SIGNED,), (SIGNED, ENDED)], ids=["running", "ended"])
    def test_happens(self, history: tuple[Any, ...]) -> None:
        assert given(*history).when(raise_återkrav, **told(RAISED)) == (RAISED,)

    def test_happens_for_each_claim(self) -> None:
        second = replace(RAISED, claim="k2")
        assert given(SIGNED, RAISED).when(raise_återkrav, **told(second)) == (second,)

    def test_refused_without_an_agreement(self) -> None:
        assert given().when(raise_återkrav, **told(RAISED)).code == "avtal_saknas"

    @pytest.mark.parametrize("settled", [(), (SETTLED,)], ids=["open", "settled"])
    def test_refused_under_an_id_in_use(self, settled: tuple[Any, ...]) -> None:
        history = given(SIGNED, RAISED, *settled)
        outcome = history.when(raise_återkrav, **told(RAISED, amount=SETTLED.amount))
        assert outcome.code == "aterkrav_finns"

    def test_quiet_the_second_time(self) -> None:
        assert given(SIGNED).when(raise_återkrav, **told(RAISED)).again() == ()
        assert given(SIGNED, RAISED, SETTLED).when(raise_återkrav, **told(RAISED)) == ()

    def test_invalid_id(self) -> None:
        with pytest.raises(InvalidValueError, match="är inget id"):
            given(SIGNED).when(raise_återkrav, **told(RAISED, claim="Krav 1"))


class TestSettleAterkrav:
    """S-14: what came back is recorded once, whatever was claimed."""

    @pytest.mark.parametrize("kronor", [0, 12000, 12500], ids=["given up", "in part", "all"])
    def test_happens(self, kronor: int) -> None:
        settled = replace(SETTLED, amount=Money(amount=Decimal(kronor)))
        assert given(SIGNED, RAISED).when(settle_återkrav, **told(settled)) == (settled,)

    @pytest.mark.parametrize("history", [(), (SIGNED,)], ids=["unknown", "signed"])
    def test_refused_without_a_claim(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(settle_återkrav, **told(SETTLED))
        assert outcome.code == "aterkrav_saknas"

    def test_refused_to_settle_otherwise(self) -> None:
        history = given(SIGNED, RAISED, SETTLED)
        outcome = history.when(settle_återkrav, **told(SETTLED, settled_on=day(41)))
        assert outcome.code == "aterkrav_avslutat"

    def test_quiet_the_second_time(self) -> None:
        assert given(SIGNED, RAISED).when(settle_återkrav, **told(SETTLED)).again() == ()


def test_the_state_keeps_each_claim_with_its_settlement() -> None:
    """S-14: beside the sanctions, and beside each other."""
    state = evolve(evolve(INITIAL, SIGNED), RAISED)
    state = evolve(state, replace(RAISED, claim="k2"))
    state = evolve(state, SETTLED)
    assert [(claim.raised.claim, claim.settled) for claim in state.claims.values()] == [
        ("k1", SETTLED),
        ("k2", None),
    ]
