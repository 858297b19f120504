"""What must hold between streams, on a real file: nothing that others contradict.

What a follow-up says of others is in `test_crossing_follow_up`.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.crossings import U1, plan, recorded, refusal
from tests.recording.municipality import (
    AGREEMENT,
    DEFICIENCY,
    NÄMND,
    establish,
    record,
    register_provider,
    sign,
)
from tests.streams.cases import DAY, MINOR, SIGNED, day, told
from tests.streams.test_steering_plans import PLAN
from tests.streams.test_steering_posts import ROW, VISIT

from avtalsuppfoljning import agreement, deficiency, follow_up, steering
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.recorded import agreement_stream, follow_up_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.steering import FördelningDecided, InformationSent, Share
from avtalsuppfoljning.terms import AgreementId, AgreementKind, Driftsform, ProviderId

FOLLOW_UP = follow_up_stream(U1)
A2 = AgreementId("hemtjanst-2")


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
