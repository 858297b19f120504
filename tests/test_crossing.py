"""What must hold between streams, on a real file: nothing that others contradict."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.recording.municipality import (
    A1,
    AGREEMENT,
    DEFICIENCY,
    PROVIDER,
    establish,
    record,
    register_provider,
    sign,
)
from tests.streams.cases import DAY, MINOR, SIGNED, YEAR, told

from avtalsuppfoljning import agreement, deficiency, follow_up, provider
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.recorded import agreement_stream, follow_up_stream, provider_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    Bedömning,
    Driftsform,
    FollowUpId,
    FollowUpMethod,
    ProviderId,
    StreamId,
)

U1 = FollowUpId("u1")
FOLLOW_UP = follow_up_stream(U1)
ASSESSED: dict[str, Any] = {
    "agreement": A1,
    "requirement": "k1",
    "verdict": Bedömning.INTE_UPPFYLLT,
    "observation": "Saknas.",
    "assessed_on": DAY,
}


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path / "register.sqlite", synchronous="NORMAL") as opened:
        yield opened


def recorded(register: Register) -> list[str]:
    return [type(each.event).__name__ for each in register.events()]


def refusal(register: Register, stream: StreamId, decide: Any, /, **facts: Any) -> str:
    """The code of a refusal that left nothing behind."""
    before = recorded(register)
    with pytest.raises(DecisionRefusedError) as refused:
        record(register, stream, decide, **facts)
    assert recorded(register) == before
    assert refused.value.way_out
    return refused.value.code


def plan(register: Register, *targets: StreamId) -> None:
    record(register, FOLLOW_UP, follow_up.plan, **planned(*targets))


def planned(*targets: StreamId) -> dict[str, Any]:
    return {
        "method": FollowUpMethod.TEMA,
        "targets": targets,
        "planned_for": YEAR,
        "planned_on": DAY,
    }


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


class TestAFollowUpHasTargetsThatExist:
    """O-20 to O-28: providers and agreements are followed up, nothing else."""

    def test_happens(self, register: Register) -> None:
        register_provider(register)
        sign(register)
        plan(register, PROVIDER, AGREEMENT)
        assert recorded(register)[-1] == "FollowUpPlanned"

    @pytest.mark.parametrize(
        "missing", [provider_stream(ProviderId("x")), agreement_stream(AgreementId("x"))]
    )
    def test_refused_with_a_missing_one(self, register: Register, missing: StreamId) -> None:
        register_provider(register)
        code = refusal(register, FOLLOW_UP, follow_up.plan, **planned(PROVIDER, missing))
        assert code == "mal_saknas"

    @pytest.mark.parametrize("other", [DEFICIENCY, follow_up_stream(FollowUpId("u2"))])
    def test_refused_with_another_kind_of_stream(self, register: Register, other: StreamId) -> None:
        register_provider(register)
        code = refusal(register, FOLLOW_UP, follow_up.plan, **planned(PROVIDER, other))
        assert code == "fel_mal"

    def test_invalid_target(self, register: Register) -> None:
        with pytest.raises(InvalidValueError, match="not the id of a stream"):
            plan(register, StreamId("Solgården"))
        assert recorded(register) == []


class TestARequirementIsAssessedWithinTheFollowUp:
    """O-40: the agreement is one of its targets, by itself or through its provider."""

    @pytest.fixture(autouse=True)
    def two_providers(self, register: Register) -> None:
        register_provider(register)
        sign(register)
        record(
            register,
            provider_stream(ProviderId("annan")),
            provider.register,
            name="Annan Omsorg",
            driftsform=Driftsform.PRIVAT_REGI,
            organisation_number="556016-0680",
            registered_on=DAY,
        )

    def begin(self, register: Register, target: StreamId) -> None:
        plan(register, target)
        record(register, FOLLOW_UP, follow_up.open_, opened_on=DAY)

    @pytest.mark.parametrize("target", [AGREEMENT, PROVIDER])
    def test_happens(self, register: Register, target: StreamId) -> None:
        self.begin(register, target)
        record(register, FOLLOW_UP, follow_up.assess_requirement, **ASSESSED)
        assert recorded(register)[-1] == "RequirementAssessed"

    def test_refused_outside_its_targets(self, register: Register) -> None:
        self.begin(register, provider_stream(ProviderId("annan")))
        code = refusal(register, FOLLOW_UP, follow_up.assess_requirement, **ASSESSED)
        assert code == "ej_mal_for_uppfoljningen"

    def test_refused_without_the_agreement(self, register: Register) -> None:
        self.begin(register, PROVIDER)
        facts = ASSESSED | {"agreement": AgreementId("x")}
        code = refusal(register, FOLLOW_UP, follow_up.assess_requirement, **facts)
        assert code == "avtal_saknas"

    def test_refused_without_the_requirement(self, register: Register) -> None:
        self.begin(register, AGREEMENT)
        facts = ASSESSED | {"requirement": "k9"}
        code = refusal(register, FOLLOW_UP, follow_up.assess_requirement, **facts)
        assert code == "krav_saknas"
