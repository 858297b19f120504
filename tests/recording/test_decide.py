"""`Register.decide` and `lift`: what a person decides is recorded whole, or refused."""

from decimal import Decimal
from typing import Any

import pytest
from tests.recording.municipality import (
    A1,
    AGREEMENT,
    DEFICIENCY,
    S1,
    SANCTION,
    adopt_delegationsordning,
    adopt_guideline,
    decide,
    establish,
    later,
    record,
    refusal,
    register_provider,
    settle,
    sign,
    written,
)
from tests.streams.cases import DAY, MINOR, SERIOUS, day
from tests.streams.rulings import CHIEF, DELEGATION, DIRECTOR, choose, rule

from avtalsuppfoljning import deficiency, sanction
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.policy import Choice, Effect
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import DeficiencyId, Money, SanctionId

BINDING = [(SANCTION, "SanctionDecided"), (DEFICIENCY, "DeficiencySanctioned")]
GROUND = {"is_met": True, "clause": "11", "motivation": "Väsentligt.", "assessed_on": DAY}
LIFTING: dict[str, Any] = {"by": DIRECTOR, "motivation": "Åtgärdad.", "decided_on": DAY}
PASSED = {"observation": "Bra.", "passed_on": DAY}


class TestEachEffect:
    """O-42, O-43, O-53: what each effect records, and where."""

    @pytest.mark.parametrize(
        ("measure", "found", "events"),
        [
            ("papekande", MINOR, [(DEFICIENCY, "PåpekandeIssued")]),
            ("atgardsplan", SERIOUS, [(DEFICIENCY, "ÅtgärdsplanRequested")]),
            (None, SERIOUS, [(DEFICIENCY, "AbstentionDecided")]),
            *(
                (
                    each,
                    SERIOUS,
                    [(SANCTION, "SanctionDecided"), (DEFICIENCY, "DeficiencySanctioned")],
                )
                for each in ("ekonomisk_sanktion", "avstangning", "havning")
            ),
        ],
    )
    def test_happens(
        self, register: Register, measure: str | None, found: Any, events: list[tuple[str, str]]
    ) -> None:
        settle(register, found)
        record(register, DEFICIENCY, deficiency.assess_hävningsgrund, **GROUND)
        receipt = decide(register, choose(measure))
        assert sorted(written(receipt)) == sorted(events)

    def test_happens_for_a_guideline_with_warnings(self, register: Register) -> None:
        settle(register, SERIOUS)
        adopt_guideline(register, later(day(0).isoformat()).replace('"plan"', '"varning"'))
        receipt = decide(register, choose("atgardsplan"))
        assert {type(each.event) for each in receipt.events} == {
            sanction.SanctionDecided,
            deficiency.DeficiencySanctioned,
        }
        assert register.state(SANCTION).decided.effect is Effect.WARNING

    def test_it_is_one_transaction(self, register: Register) -> None:
        settle(register, SERIOUS)
        receipt = decide(register, choose("avstangning"), command="k1")
        first, second = receipt.events
        assert second.position == first.position + 1
        assert (first.entry.command, first.entry.at) == (second.entry.command, second.entry.at)
        assert register.state(SANCTION).is_in_force(DAY)
        assert register.state(DEFICIENCY).sanctions.keys() == {S1}

    def test_what_the_person_wrote_is_recorded(self, register: Register) -> None:
        settle(register)
        decide(register, choose("papekande"), text="Utbilda de nya.")
        (*_, issued) = register.events(stream=DEFICIENCY)
        assert issued.event.text == "Utbilda de nya."
        decide(register, choose("atgardsplan"), due_on=day(14))
        assert register.state(DEFICIENCY).plan.due_on == day(14)


class TestRefused:
    """O-46, O-51: what the rules do not permit is not recorded, nor is anything else of it."""

    @pytest.mark.parametrize(
        ("choice", "code"),
        [
            (choose("havning"), "ej_tillaten"),
            (choose("papekande"), "ej_tillaten"),
            (choose("varning"), "ej_tillaten"),
            (choose("atgardsplan", decided_on=day(1)), "framtida_beslut"),
            (choose("atgardsplan", by=replace(CHIEF, role="handlaggare")), "ingen_delegation"),
            (choose("ekonomisk_sanktion", by=CHIEF), "ingen_delegation"),
            (choose("atgardsplan", motivation=""), "motivering_saknas"),
            (choose(None, motivation=""), "motivering_saknas"),
            (choose("avstangning", forms=("vite",)), "form_utanfor_avtalet"),
            (
                choose("ekonomisk_sanktion", amount=Money(amount=Decimal(20001))),
                "belopp_utanfor_avtalet",
            ),
        ],
    )
    def test_by_the_rules(self, register: Register, choice: Choice, code: str) -> None:
        settle(register, SERIOUS)
        assert refusal(register, choice) == code

    def test_without_an_agreement(self, register: Register) -> None:
        assert refusal(register, choose("papekande")) == "avtal_saknas"

    def test_without_a_deficiency(self, register: Register) -> None:
        settle(register)
        with pytest.raises(DecisionRefusedError, match="is not established"):
            register.decide(A1, DeficiencyId("b2"), choose("papekande"), actor="a", text="Nej.")

    def test_without_a_guideline(self, register: Register) -> None:
        register_provider(register)
        sign(register)
        establish(register)
        adopt_delegationsordning(register)
        assert refusal(register, choose("papekande")) == "riktlinje_saknas"

    def test_before_the_guideline_was_adopted(self, register: Register) -> None:
        settle(register)
        assert refusal(register, choose("papekande", decided_on=day(-1))) == "riktlinje_saknas"

    def test_without_a_delegationsordning(self, register: Register) -> None:
        register_provider(register)
        sign(register)
        establish(register)
        adopt_guideline(register)
        assert refusal(register, choose("papekande")) == "delegationsordning_saknas"

    def test_when_the_deficiency_is_remedied(self, register: Register) -> None:
        settle(register, SERIOUS)
        record(register, DEFICIENCY, deficiency.pass_resultatuppföljning, **PASSED)
        record(register, DEFICIENCY, deficiency.remedy, remedied_on=DAY)
        for measure in ("atgardsplan", "avstangning", None):
            assert refusal(register, choose(measure)) == "brist_atgardad"

    def test_under_the_id_of_another_sanction(self, register: Register) -> None:
        settle(register, SERIOUS)
        decide(register, choose("avstangning"))
        assert refusal(register, choose("ekonomisk_sanktion")) == "sanktion_finns"

    @pytest.mark.parametrize(
        ("measure", "found", "missing"),
        [
            ("papekande", MINOR, "text"),
            ("atgardsplan", SERIOUS, "due_on"),
            ("avstangning", SERIOUS, "sanction"),
        ],
    )
    def test_invalid_without_what_the_measure_needs(
        self, register: Register, measure: str, found: Any, missing: str
    ) -> None:
        settle(register, found)
        before = list(register.events())
        with pytest.raises(InvalidValueError, match=f"{measure} needs {missing}"):
            decide(register, choose(measure), **{missing: None})
        assert list(register.events()) == before

    def test_invalid_with_a_ruling_of_ones_own(self, register: Register) -> None:
        """Only the register vouches for what a decision rested on."""
        settle(register)
        ruling = rule(choose("papekande"), MINOR)
        with pytest.raises(InvalidValueError, match="a ruling is not handed in"):
            record(register, DEFICIENCY, deficiency.issue_påpekande, text="Nej.", ruling=ruling)

    def test_invalid_with_a_decision_of_another_stream(self, register: Register) -> None:
        settle(register)
        with pytest.raises(InvalidValueError, match="no decision of a agreement"):
            record(register, AGREEMENT, deficiency.remedy, remedied_on=DAY)


class TestTheSameChoiceTwice:
    """Retrying is safe, with the same command id and without one."""

    @pytest.mark.parametrize("measure", ["atgardsplan", "ekonomisk_sanktion", None])
    def test_adds_nothing(self, register: Register, measure: str | None) -> None:
        settle(register, SERIOUS)
        first = decide(register, choose(measure), command="k1")
        log = list(register.events())
        assert decide(register, choose(measure)).events == ()
        repeated = decide(register, choose(measure), command="k1")
        assert repeated.is_repeat
        assert repeated.events == first.events
        assert list(register.events()) == log


class TestLift:
    """O-51: ended by somebody whom the delegationsordning of the day covers."""

    def test_happens_and_is_quiet_the_second_time(self, register: Register) -> None:
        settle(register, SERIOUS)
        decide(register, choose("avstangning"))
        receipt = register.lift(A1, S1, actor="anna", effective_on=day(2), **LIFTING)
        assert written(receipt) == [(SANCTION, "SanctionLifted")]
        lifted = receipt.events[0].event
        assert (lifted.by, lifted.effective_on) == (DIRECTOR, day(2))
        assert lifted.delegation.fingerprint == DELEGATION.fingerprint
        again = register.lift(A1, S1, actor="bo", effective_on=day(2), **LIFTING)
        assert again.events == ()

    @pytest.mark.parametrize(
        ("sanction_id", "changes", "code"),
        [
            ("s2", {}, "sanktion_saknas"),
            ("s1", {"by": CHIEF}, "ingen_delegation"),
            ("s1", {"decided_on": day(-1)}, "delegationsordning_saknas"),
            ("s1", {"decided_on": day(1)}, "framtida_beslut"),
        ],
    )
    def test_refused(
        self, register: Register, sanction_id: str, changes: dict[str, Any], code: str
    ) -> None:
        settle(register, SERIOUS)
        decide(register, choose("avstangning"))
        before = list(register.events())
        with pytest.raises(DecisionRefusedError) as refused:
            register.lift(A1, SanctionId(sanction_id), actor="a", **(LIFTING | changes))
        assert refused.value.code == code
        assert list(register.events()) == before
