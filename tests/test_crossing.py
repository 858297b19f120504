"""What must hold between streams, on a real file: nothing that others contradict.

What a follow-up says of others is in `test_crossing_follow_up`.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest
from tests.crossings import U1, plan, recorded, refusal
from tests.recording.municipality import (
    AGREEMENT,
    DEFICIENCY,
    NÄMND,
    adopt_delegationsordning,
    adopt_guideline,
    decide,
    establish,
    record,
    refusal as refused_choice,
    register_provider,
    sign,
)
from tests.streams.cases import DAY, MINOR, SERIOUS, SIGNED, day, told
from tests.streams.rulings import choose, rule
from tests.streams.test_steering_plans import PLAN
from tests.streams.test_steering_posts import ROW, VISIT

from avtalsuppfoljning import agreement, deficiency, follow_up, steering
from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.crossing import check
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.recorded import agreement_stream, follow_up_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.catalogue import NAMES
from avtalsuppfoljning.steering import FördelningDecided, InformationSent, Share
from avtalsuppfoljning.terms import AgreementId, AgreementKind, Driftsform, ProviderId, StreamId

FOLLOW_UP = follow_up_stream(U1)
A2 = AgreementId("hemtjanst-2")
RULED = {kind: name for kind, name in NAMES.items() if "ruling" in attrs.fields_dict(kind)}
"""Every event that a decision leaves whose ruling it carries, and the name it is stored under."""


@attrs.frozen
class Only:
    """A register where there is only one agreement."""

    agreement: Agreement

    def state(self, stream: StreamId, /) -> Agreement:
        assert stream == AGREEMENT
        return self.agreement

    def within(self, agreement: StreamId, /) -> Sequence[StreamId]:
        raise NotImplementedError

    def agreements_of(self, provider: StreamId, /) -> Sequence[StreamId]:
        raise NotImplementedError


class TestAnAgreementIsSignedWithAKnownProvider:
    """O-04, O-05: and with the provider's own driftsform."""

    def test_happens(self, register: Register) -> None:
        register_provider(register)
        sign(register)
        assert recorded(register) == ["ProviderRegistered", "AgreementSigned"]

    def test_refused_with_an_unknown_one(self, register: Register) -> None:
        register_provider(register)
        facts = told(SIGNED, provider=ProviderId("okand"))
        code = refusal(register, AGREEMENT, agreement.sign, **facts)
        assert code == "utforare_saknas"

    def test_refused_with_another_driftsform(self, register: Register) -> None:
        register_provider(register)
        facts = told(SIGNED, driftsform=Driftsform.EGEN_REGI, kind=AgreementKind.ÖVERENSKOMMELSE)
        code = refusal(register, AGREEMENT, agreement.sign, **facts)
        assert code == "annan_driftsform"


class TestADeficiencyIsAboutARequirementOfTheAgreement:
    """O-40: assessment starts from what the agreement requires."""

    def test_happens(self, register: Register) -> None:
        register_provider(register)
        sign(register)
        establish(register)
        assert recorded(register)[-1] == "DeficiencyEstablished"

    def test_refused_without_the_agreement(self, register: Register) -> None:
        code = refusal(register, DEFICIENCY, deficiency.establish, **told(MINOR))
        assert code == "avtal_saknas"

    @pytest.mark.parametrize("requirements", [SIGNED.requirements, ()], ids=["others", "none"])
    def test_refused_without_the_requirement(self, register: Register, requirements: Any) -> None:
        register_provider(register)
        sign(register, requirements=requirements)
        facts = told(MINOR, requirement="k9")
        code = refusal(register, DEFICIENCY, deficiency.establish, **facts)
        assert code == "krav_saknas"


class TestADeficiencyIsFoundByAFollowUpThatHasBegun:
    """O-26: where a follow-up is named, it exists and has been opened."""

    def test_happens(self, register: Register) -> None:
        register_provider(register)
        sign(register)
        plan(register, AGREEMENT)
        record(register, FOLLOW_UP, follow_up.open_, opened_on=DAY)
        establish(register, follow_up=U1)
        assert recorded(register)[-1] == "DeficiencyEstablished"

    @pytest.mark.parametrize("is_planned", [False, True], ids=["unknown", "planned"])
    def test_refused_before_it_is_open(self, register: Register, is_planned: bool) -> None:
        register_provider(register)
        sign(register)
        if is_planned:
            plan(register, AGREEMENT)
        facts = told(MINOR, follow_up=U1)
        code = refusal(register, DEFICIENCY, deficiency.establish, **facts)
        assert code == "uppfoljning_ej_oppen"


class TestNothingIsDecidedByAnAgreementThatBindsNobodyYet:
    """O-46, S-02: what may be decided follows from the agreement, once it is signed or runs."""

    @pytest.mark.parametrize("measure", ["atgardsplan", "ekonomisk_sanktion", "avstangning", None])
    @pytest.mark.parametrize("starts", [-10, 0, 10])
    @pytest.mark.parametrize("signed", [-10, 0, 10])
    def test_the_earlier_of_the_two_days_counts(
        self, register: Register, measure: str | None, signed: int, starts: int
    ) -> None:
        """Signed after it began, begun after it was signed, or neither yet: only then refused."""
        self.settle(register, signed_on=day(signed), starts_on=day(starts))
        if min(signed, starts) <= 0:
            assert decide(register, choose(measure)).events
        else:
            assert refused_choice(register, choose(measure)) == "avtal_ej_borjat"

    @pytest.mark.parametrize("ends_on", [day(-1), day(0)], ids=["before", "the same day"])
    def test_what_may_be_decided_after_the_end_is_for_the_guideline(
        self, register: Register, ends_on: date
    ) -> None:
        self.settle(register, ends_on=ends_on)
        assert decide(register, choose(None)).events

    def test_what_happened_long_ago_is_recorded_when_it_is_known(self, register: Register) -> None:
        """History that is entered afterwards has its own days, and is judged by them."""
        self.settle(register, signed_on=day(-10), starts_on=day(-10), established_on=day(-9))
        assert decide(register, choose("atgardsplan", decided_on=day(-9))).events

    @pytest.mark.parametrize("kind", RULED, ids=RULED.values())
    def test_whatever_carries_a_ruling_is_such_a_decision(self, kind: Any) -> None:
        """None of them is forgotten when the next one comes."""
        facts: dict[str, Any] = dict.fromkeys(each.name for each in attrs.fields(kind))
        event = kind(**facts | {"ruling": rule(choose("papekande"), MINOR)})
        signed = replace(SIGNED, signed_on=day(2), starts_on=day(1))
        with pytest.raises(DecisionRefusedError) as refused:
            check(DEFICIENCY, event, Only(Agreement(signed=signed)))
        assert refused.value.code == "avtal_ej_borjat"
        assert str(day(1)) in refused.value.way_out

    def settle(self, register: Register, *, established_on: date = DAY, **signed: Any) -> None:
        adopt_guideline(register, adopted_on=day(-20))
        adopt_delegationsordning(register, adopted_on=day(-20))
        register_provider(register)
        sign(register, **signed)
        establish(register, SERIOUS, established_on=established_on)


class TestAnAgreementIsSucceededByAnotherThatExists:
    """T-21: when LOV became LOU, new agreements took over; the old log keeps its rules."""

    @pytest.fixture(autouse=True)
    def one_agreement(self, register: Register) -> None:
        register_provider(register)
        sign(register)

    def test_happens(self, register: Register) -> None:
        record(register, agreement_stream(A2), agreement.sign, **told(SIGNED, dnr="VN 13/2026"))
        record(register, AGREEMENT, agreement.succeed, successor=A2, from_on=day(30))
        assert recorded(register)[-1] == "AgreementSucceeded"

    def test_refused_before_it_is_signed(self, register: Register) -> None:
        facts = {"successor": A2, "from_on": day(30)}
        code = refusal(register, AGREEMENT, agreement.succeed, **facts)
        assert code == "avtal_saknas"

    def test_invalid_to_succeed_itself(self, register: Register) -> None:
        facts = {"successor": AgreementId("hemtjanst-1"), "from_on": day(30)}
        with pytest.raises(InvalidValueError, match="does not succeed itself"):
            record(register, AGREEMENT, agreement.succeed, **facts)


class TestInformationGoesToProvidersThatExist:
    """O-12: all are told the same at the same time; each of them is in the register."""

    def sent(self, *recipients: str) -> InformationSent:
        return InformationSent(
            subject="Nya rutiner",
            recipients=tuple(map(ProviderId, recipients)),
            dnr="VN 30/2026",
            sent_at=datetime(2026, 3, 2, 8, tzinfo=UTC),
        )

    def test_happens(self, register: Register) -> None:
        register_provider(register)
        record(register, NÄMND, steering.note, fact=self.sent("solgarden"))
        assert recorded(register)[-1] == "InformationSent"

    def test_refused_with_an_unknown_one(self, register: Register) -> None:
        """Not one is told when one of them cannot be."""
        register_provider(register)
        fact = self.sent("solgarden", "okand")
        assert refusal(register, NÄMND, steering.note, fact=fact) == "mal_saknas"


class TestSharesAreOfAgreementsThatExist:
    """T-20: the volume is shared between agreements of the register."""

    def shared(self, *agreements: str) -> FördelningDecided:
        percent = Decimal(100) / len(agreements)
        return FördelningDecided(
            shares=tuple(Share(agreement=AgreementId(a), percent=percent) for a in agreements),
            valid_from=DAY,
            valid_until=None,
            is_temporary=False,
            explanation="",
            dnr="VN 31/2026",
            decided_on=DAY,
        )

    def test_happens(self, register: Register) -> None:
        register_provider(register)
        sign(register)
        record(register, NÄMND, steering.note, fact=self.shared("hemtjanst-1"))
        assert recorded(register)[-1] == "FördelningDecided"

    def test_refused_with_an_unknown_one(self, register: Register) -> None:
        register_provider(register)
        sign(register)
        fact = self.shared("hemtjanst-1", "hemtjanst-2")
        assert refusal(register, NÄMND, steering.note, fact=fact) == "avtal_saknas"


class TestPlansAreOfAgreementsThatExist:
    """F-26, F-A3: a post of the nämnd's plan names an agreement of the register, or none."""

    def facts(self, agreement_: str, part: str) -> dict[str, Any]:
        post = replace(VISIT, agreement=AgreementId(agreement_))
        row = replace(ROW, agreement=AgreementId(agreement_))
        own = {"posts": (post,)} if part == "posts" else {"as_written": (row,)}
        return told(PLAN, **own)

    @pytest.mark.parametrize("part", ["posts", "as_written"])
    def test_happens(self, register: Register, part: str) -> None:
        register_provider(register)
        sign(register)
        facts = self.facts("hemtjanst-1", part)
        record(register, NÄMND, steering.adopt_uppföljningsplan, **facts)
        assert recorded(register)[-1] == "UppföljningsplanAdopted"

    @pytest.mark.parametrize("part", ["posts", "as_written"])
    def test_refused_with_an_unknown_one(self, register: Register, part: str) -> None:
        register_provider(register)
        sign(register)
        facts = self.facts("hemtjanst-2", part)
        assert refusal(register, NÄMND, steering.adopt_uppföljningsplan, **facts) == "avtal_saknas"
