"""What a follow-up says of others: its targets exist, and nothing earlier is forgotten."""

from typing import Any

import pytest
from tests.crossings import FOLLOW_UP, U1, begin, plan, planned, recorded, refusal
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
from tests.streams.cases import DAY, MINOR, NO_BRIST, SIGNED, day, told

from avtalsuppfoljning import agreement, deficiency, follow_up, provider
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.follow_up import PlatsbesökMade, SignalKind, Trigger
from avtalsuppfoljning.recorded import (
    agreement_stream,
    deficiency_stream,
    follow_up_stream,
    provider_stream,
)
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    Bedömning,
    DeficiencyId,
    Driftsform,
    FollowUpId,
    ProviderId,
    StreamId,
)

OTHER = ProviderId("annan")
ASSESSED: dict[str, Any] = {
    "requirement": "k1",
    "verdict": Bedömning.INTE_UPPFYLLT,
    "observation": "Saknas.",
    "assessed_on": DAY,
}
SIGNAL: dict[str, Any] = {
    "kind": SignalKind.UPPGIFT,
    "summary": "Besök uteblir.",
    "received_on": DAY,
}
INVESTIGATED = [kind for kind in SignalKind if kind is not SignalKind.OEGENTLIGHET]
JUDGED: dict[str, Any] = {
    "deficiency": DEFICIENCY,
    "verdict": Bedömning.INTE_UPPFYLLT,
    "observation": "Ingen är utbildad.",
    "judged_on": DAY,
}


def register_other(register: Register, driftsform: Driftsform = Driftsform.PRIVAT_REGI) -> StreamId:
    """Another provider, and its agreement."""
    own = driftsform is Driftsform.EGEN_REGI
    record(
        register,
        provider_stream(OTHER),
        provider.register,
        name="Annan Omsorg",
        driftsform=driftsform,
        organisation_number="400000-0028",
        registered_on=DAY,
    )
    other = agreement_stream(AgreementId("annat-1"))
    kind = AgreementKind.ÖVERENSKOMMELSE if own else AgreementKind.AVTAL
    facts = told(SIGNED, provider=OTHER, driftsform=driftsform, kind=kind)
    record(register, other, agreement.sign, **facts)
    return other


@pytest.fixture(autouse=True)
def one_agreement(register: Register) -> None:
    register_provider(register)
    sign(register)


class TestAFollowUpHasTargetsThatExist:
    """O-20 to O-28, F-27: providers and agreements are followed up, nothing else."""

    def test_happens(self, register: Register) -> None:
        plan(register, PROVIDER, AGREEMENT)
        assert recorded(register)[-1] == "FollowUpPlanned"

    @pytest.mark.parametrize(
        "missing", [provider_stream(ProviderId("x")), agreement_stream(AgreementId("x"))]
    )
    def test_refused_with_a_missing_one(self, register: Register, missing: StreamId) -> None:
        code = refusal(register, FOLLOW_UP, follow_up.plan, **planned(PROVIDER, missing))
        assert code == "mal_saknas"

    @pytest.mark.parametrize("other", [DEFICIENCY, follow_up_stream(FollowUpId("u2"))])
    def test_refused_with_another_kind_of_stream(self, register: Register, other: StreamId) -> None:
        code = refusal(register, FOLLOW_UP, follow_up.plan, **planned(PROVIDER, other))
        assert code == "fel_mal"

    def test_invalid_target(self, register: Register) -> None:
        before = recorded(register)
        with pytest.raises(InvalidValueError, match="not the id of a stream"):
            plan(register, StreamId("Solgården"))
        assert recorded(register) == before

    @pytest.mark.parametrize(
        ("target", "expected"),
        [(agreement_stream(AgreementId("x")), "mal_saknas"), (DEFICIENCY, "fel_mal")],
        ids=["missing", "deficiency"],
    )
    def test_refused_to_propose_for_another(
        self, register: Register, target: StreamId, expected: str
    ) -> None:
        facts = {"trigger": Trigger.ALLVARLIG_HÄNDELSE, "grounds": "Fall.", "proposed_on": DAY}
        code = refusal(register, FOLLOW_UP, follow_up.propose, targets=(target,), **facts)
        assert code == expected


def assess(register: Register, of: AgreementId) -> None:
    record(register, FOLLOW_UP, follow_up.assess_requirement, agreement=of, **ASSESSED)


def signal(register: Register, of: AgreementId) -> None:
    record(register, FOLLOW_UP, follow_up.receive_signal, agreement=of, **SIGNAL)


def conclude(register: Register, of: AgreementId) -> None:
    signal(register, of)
    facts = {"is_avtalsbrist": False, "motivation": "Loggarna säger annat.", "assessed_on": DAY}
    record(register, FOLLOW_UP, follow_up.assess_avtalsbrist, agreement=of, **facts)


def visit(register: Register, of: AgreementId) -> None:
    made = PlatsbesökMade(agreement=of, visited_on=DAY, is_announced=True, at_office_hours=True)
    record(register, FOLLOW_UP, follow_up.note, fact=made)


@pytest.mark.parametrize("act", [assess, signal, conclude, visit])
class TestOnlyTargetsAreLookedAt:
    """O-26, O-40, T-43: the agreement is a target, by itself or through its provider."""

    @pytest.mark.parametrize("target", [AGREEMENT, PROVIDER])
    def test_happens(self, register: Register, act: Any, target: StreamId) -> None:
        begin(register, target)
        before = recorded(register)
        act(register, A1)
        assert len(recorded(register)) > len(before)

    def test_refused_outside_the_targets(self, register: Register, act: Any) -> None:
        register_other(register)
        begin(register, provider_stream(OTHER))
        with pytest.raises(DecisionRefusedError) as refused:
            act(register, A1)
        assert refused.value.code == "ej_mal_for_uppfoljningen"
        assert recorded(register)[-1] == "FollowUpOpened"

    def test_refused_without_the_agreement(self, register: Register, act: Any) -> None:
        begin(register, PROVIDER)
        with pytest.raises(DecisionRefusedError) as refused:
            act(register, AgreementId("x"))
        assert refused.value.code == "avtal_saknas"


def test_a_requirement_that_is_assessed_is_in_the_agreement(register: Register) -> None:
    """O-40: assessment starts from what the agreement requires."""
    begin(register, AGREEMENT)
    facts = ASSESSED | {"agreement": A1, "requirement": "k9"}
    code = refusal(register, FOLLOW_UP, follow_up.assess_requirement, **facts)
    assert code == "krav_saknas"


class TestAnOegentlighetIsReportedAndNotInvestigated:
    """T-38, T-39: at external providers others investigate; egen regi looks into its own."""

    @pytest.mark.parametrize("kind", INVESTIGATED, ids=str)
    def test_happens_with_any_other_signal(self, register: Register, kind: SignalKind) -> None:
        begin(register, AGREEMENT)
        facts = SIGNAL | {"agreement": A1, "kind": kind}
        record(register, FOLLOW_UP, follow_up.receive_signal, **facts)
        assert recorded(register)[-1] == "SignalReceived"

    def test_happens_in_egen_regi(self, register: Register) -> None:
        begin(register, register_other(register, Driftsform.EGEN_REGI))
        facts = SIGNAL | {"agreement": AgreementId("annat-1"), "kind": SignalKind.OEGENTLIGHET}
        record(register, FOLLOW_UP, follow_up.receive_signal, **facts)
        assert recorded(register)[-1] == "SignalReceived"

    @pytest.mark.parametrize(
        "driftsform", [Driftsform.PRIVAT_REGI, Driftsform.KOMMUNALT_BOLAG], ids=str
    )
    def test_refused_at_an_external_provider(
        self, register: Register, driftsform: Driftsform
    ) -> None:
        begin(register, register_other(register, driftsform))
        facts = SIGNAL | {"agreement": AgreementId("annat-1"), "kind": SignalKind.OEGENTLIGHET}
        code = refusal(register, FOLLOW_UP, follow_up.receive_signal, **facts)
        assert code == "oegentlighet_utreds_ej"


class TestEarlierDeficienciesGetAVerdict:
    """F-09: a follow-up is not closed while it says nothing of what was demanded before it."""

    def report(self, register: Register) -> None:
        facts = {"dnr": "VN 60/2026", "summary": "Klar.", "completed_on": DAY}
        record(register, FOLLOW_UP, follow_up.complete_report, **facts)

    def complete(self, register: Register) -> None:
        record(register, FOLLOW_UP, follow_up.complete, completed_on=DAY)
        assert recorded(register)[-1] == "FollowUpCompleted"

    @pytest.mark.parametrize("target", [AGREEMENT, PROVIDER])
    def test_refused_without_one(self, register: Register, target: StreamId) -> None:
        """Through the provider, the deficiencies of all its agreements are asked for."""
        establish(register)
        begin(register, target)
        self.report(register)
        code = refusal(register, FOLLOW_UP, follow_up.complete, completed_on=DAY)
        assert code == "tidigare_brist_obedomd"

    @pytest.mark.parametrize("target", [AGREEMENT, PROVIDER])
    @pytest.mark.parametrize("verdict", Bedömning, ids=str)
    def test_happens_with_any(
        self, register: Register, verdict: Bedömning, target: StreamId
    ) -> None:
        """What counts is that somebody has looked, whatever she saw."""
        establish(register)
        begin(register, target)
        facts = JUDGED | {"verdict": verdict}
        record(register, FOLLOW_UP, follow_up.judge_earlier_deficiency, **facts)
        self.report(register)
        self.complete(register)

    def test_happens_about_its_own_findings(self, register: Register) -> None:
        begin(register, AGREEMENT)
        establish(register, follow_up=U1)
        self.report(register)
        self.complete(register)

    def test_refused_about_a_finding_made_meanwhile_by_another(self, register: Register) -> None:
        begin(register, AGREEMENT)
        self.report(register)
        establish(register)
        code = refusal(register, FOLLOW_UP, follow_up.complete, completed_on=DAY)
        assert code == "tidigare_brist_obedomd"

    def test_happens_about_what_is_remedied(self, register: Register) -> None:
        establish(register)
        passed = {"observation": "Alla är utbildade.", "passed_on": day(1)}
        record(register, DEFICIENCY, deficiency.pass_resultatuppföljning, **passed)
        record(register, DEFICIENCY, deficiency.remedy, remedied_on=day(1))
        begin(register, AGREEMENT)
        self.report(register)
        self.complete(register)

    def test_happens_about_what_was_no_avtalsbrist(self, register: Register) -> None:
        establish(register, NO_BRIST)
        begin(register, AGREEMENT)
        self.report(register)
        self.complete(register)

    @pytest.mark.parametrize("is_provider", [False, True], ids=["agreement", "provider"])
    def test_happens_about_the_brister_of_others(
        self, register: Register, is_provider: bool
    ) -> None:
        other = register_other(register)
        establish(register)
        begin(register, provider_stream(OTHER) if is_provider else other)
        self.report(register)
        self.complete(register)

    def test_refused_to_judge_what_does_not_exist(self, register: Register) -> None:
        begin(register, AGREEMENT)
        for stream in (DEFICIENCY, AGREEMENT, PROVIDER):
            facts = JUDGED | {"deficiency": stream}
            code = refusal(register, FOLLOW_UP, follow_up.judge_earlier_deficiency, **facts)
            assert code == "brist_saknas"

    def test_refused_to_judge_a_brist_of_others(self, register: Register) -> None:
        register_other(register)
        stream = deficiency_stream(AgreementId("annat-1"), DeficiencyId("b9"))
        record(register, stream, deficiency.establish, **told(MINOR))
        begin(register, AGREEMENT)
        facts = JUDGED | {"deficiency": stream}
        code = refusal(register, FOLLOW_UP, follow_up.judge_earlier_deficiency, **facts)
        assert code == "ej_mal_for_uppfoljningen"
