"""What costs money, suspends or ends an agreement, and how it ends."""

from decimal import Decimal
from typing import Any

import pytest
from tests.streams.cases import DAY, MINOR, NO_BRIST, SERIOUS, SIGNED, day
from tests.streams.rulings import CHIEF, DELEGATION, DELEGATION_TEXT, DIRECTOR, choose, rule

from avtalsuppfoljning import guidelines
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import HävningsgrundAssessed
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.policy import DelegationRef, Effect, Ruling
from avtalsuppfoljning.sanction import (
    INITIAL,
    SanctionDecided,
    SanctionLifted,
    decide,
    evolve,
    lift,
)
from avtalsuppfoljning.terms import (
    DeficiencyId,
    Driftsform,
    MeasureId,
    Money,
    Upphandlingsform,
)
from avtalsuppfoljning.testing import given

B1 = DeficiencyId("b1")
GROUND = HävningsgrundAssessed(is_met=True, clause="11", motivation="Väsentligt.", assessed_on=DAY)


def decided(ruling: Ruling) -> SanctionDecided:
    """The sanction as it is recorded."""
    choice = ruling.choice
    permitted = ruling.assessment.permitted_measure(choice.measure)
    assert permitted is not None
    return SanctionDecided(
        deficiency=B1,
        measure=permitted.measure,
        effect=permitted.effect,
        forms=choice.forms,
        amount=choice.amount,
        decided_on=choice.decided_on,
        effective_on=choice.effective_on or choice.decided_on,
        ruling=ruling,
    )


VITE = rule(choose("ekonomisk_sanktion"), SERIOUS)
CLOSED = decided(rule(choose("avstangning", effective_on=day(7)), SERIOUS))
LIFTED = SanctionLifted(
    by=DIRECTOR,
    delegation=DelegationRef(
        id="delegation", version="2026-01-01", fingerprint=DELEGATION.fingerprint
    ),
    motivation="Bristen är åtgärdad.",
    decided_on=day(40),
    effective_on=day(42),
)
LIFTING: dict[str, Any] = {
    "by": DIRECTOR,
    "delegation": DELEGATION,
    "motivation": "Bristen är åtgärdad.",
    "decided_on": day(40),
    "effective_on": day(42),
}


class TestDecide:
    """O-42, O-51 to O-58: a lawful ruling is recorded whole; every other one is refused."""

    @pytest.mark.parametrize(
        ("measure", "effect"),
        [
            ("ekonomisk_sanktion", Effect.MONEY),
            ("avstangning", Effect.SUSPENSION),
            ("havning", Effect.TERMINATION),
        ],
    )
    def test_happens(self, measure: str, effect: Effect) -> None:
        ruling = rule(choose(measure), SERIOUS, GROUND)
        expected = decided(ruling)
        assert expected.effect is effect
        assert given().when(decide, ruling=ruling, deficiency=B1) == (expected,)

    def test_happens_from_a_later_day(self) -> None:
        ruling = rule(choose("avstangning", effective_on=day(7)), SERIOUS)
        assert given().when(decide, ruling=ruling, deficiency=B1) == (CLOSED,)

    @pytest.mark.parametrize(
        ("measure", "history", "agreement"),
        [
            ("ekonomisk_sanktion", (NO_BRIST,), SIGNED),
            ("havning", (SERIOUS,), SIGNED),
            ("havning", (SERIOUS, replace(GROUND, assessed_on=day(1))), SIGNED),
            ("avstangning", (SERIOUS,), replace(SIGNED, upphandlingsform=Upphandlingsform.LOU)),
            ("avstangning", (SERIOUS,), replace(SIGNED, driftsform=Driftsform.EGEN_REGI)),
            ("havning", (SERIOUS, GROUND), replace(SIGNED, driftsform=Driftsform.EGEN_REGI)),
            ("avstangning", (SERIOUS,), replace(SIGNED, terms=replace(SIGNED.terms, measures=()))),
        ],
        ids=[
            "no avtalsbrist",
            "O-58 no ground",
            "O-58 ground judged later",
            "O-57 LOU",
            "O-57 egen regi",
            "O-58 egen regi",
            "O-46 not regulated",
        ],
    )
    def test_refused_when_not_permitted(
        self, measure: str, history: tuple[Any, ...], agreement: Any
    ) -> None:
        ruling = rule(choose(measure), *history, agreement=agreement)
        outcome = given().when(decide, ruling=ruling, deficiency=B1)
        assert outcome.code == "ej_tillaten"
        assert outcome.refusal is not None
        assert outcome.refusal.citations != ()

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"by": CHIEF}, "ingen_delegation"),
            ({"by": replace(DIRECTOR, delegation_point="4.1")}, "ingen_delegation"),
            ({"by": replace(DIRECTOR, person="")}, "person_saknas"),
            ({"motivation": ""}, "motivering_saknas"),
            ({"forms": ()}, "form_saknas"),
            ({"forms": ("innehallen_betalning",)}, "form_utanfor_avtalet"),
            ({"forms": ("vite", "prisavdrag")}, "form_utanfor_avtalet"),
            ({"amount": Money(amount=Decimal("20000.01"))}, "belopp_utanfor_avtalet"),
            (
                {"forms": ("prisavdrag",), "amount": Money(amount=Decimal("50000.01"))},
                "belopp_over_delegation",
            ),
        ],
    )
    def test_refused_as_the_ruling_says(self, changes: dict[str, Any], code: str) -> None:
        """O-51, O-55: by whom, in which form and to which amount."""
        ruling = rule(choose("ekonomisk_sanktion", **changes), SERIOUS)
        assert given().when(decide, ruling=ruling, deficiency=B1).code == code

    @pytest.mark.parametrize("measure", ["papekande", "atgardsplan", None])
    def test_refused_when_it_is_no_such_sanction(self, measure: str | None) -> None:
        ruling = rule(choose(measure), MINOR)
        assert given().when(decide, ruling=ruling, deficiency=B1).code == "annan_verkan"

    def test_refused_under_an_id_in_use(self) -> None:
        outcome = given(CLOSED).when(decide, ruling=VITE, deficiency=B1)
        assert outcome.code == "sanktion_finns"

    def test_quiet_the_second_time(self) -> None:
        assert given().when(decide, ruling=VITE, deficiency=B1).again() == ()

    def test_invalid_when_it_reaches_back(self) -> None:
        ruling = rule(choose("avstangning", effective_on=day(-1)), SERIOUS)
        with pytest.raises(InvalidValueError, match="cannot reach back"):
            given().when(decide, ruling=ruling, deficiency=B1)


class TestLift:
    """O-51: ending a sanction is a decision too, by somebody who may decide it."""

    def test_happens(self) -> None:
        assert given(CLOSED).when(lift, **LIFTING) == (LIFTED,)

    def test_happens_at_once_unless_told(self) -> None:
        outcome = given(CLOSED).when(lift, **(LIFTING | {"effective_on": None}))
        assert outcome == (replace(LIFTED, effective_on=day(40)),)

    def test_happens_on_the_day_it_was_decided(self) -> None:
        outcome = given(CLOSED).when(lift, **(LIFTING | {"decided_on": DAY}))
        assert outcome == (replace(LIFTED, decided_on=DAY),)

    def test_refused_without_a_sanction(self) -> None:
        assert given().when(lift, **LIFTING).code == "sanktion_saknas"

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"by": CHIEF}, "ingen_delegation"),
            ({"by": replace(DIRECTOR, role=" ")}, "person_saknas"),
            (
                {
                    "delegation": guidelines.parse_delegationsordning(
                        DELEGATION_TEXT.replace(
                            "galler_fran = 2026-01-01", "galler_fran = 2026-06-01"
                        )
                    )
                },
                "ingen_delegation",
            ),
        ],
        ids=["role", "blank", "not yet in force"],
    )
    def test_refused_by_the_delegationsordning(self, change: dict[str, Any], code: str) -> None:
        assert given(CLOSED).when(lift, **(LIFTING | change)).code == code

    def test_refused_when_it_is_lifted_otherwise(self) -> None:
        outcome = given(CLOSED, LIFTED).when(lift, **(LIFTING | {"effective_on": day(50)}))
        assert outcome.code == "sanktion_havd"

    def test_quiet_the_second_time(self) -> None:
        assert given(CLOSED).when(lift, **LIFTING).again() == ()

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"motivation": " "}, "no motivation"),
            ({"decided_on": day(-1)}, "cannot end before"),
            ({"effective_on": day(39)}, "before it is decided"),
        ],
    )
    def test_invalid(self, change: dict[str, Any], why: str) -> None:
        with pytest.raises(InvalidValueError, match=why):
            given(CLOSED).when(lift, **(LIFTING | change))


def test_a_sanction_is_in_force_from_its_day_to_its_lifting() -> None:
    assert not INITIAL.is_in_force(day(7))
    state = evolve(INITIAL, CLOSED)
    assert [state.is_in_force(day(n)) for n in (6, 7, 99)] == [False, True, True]
    state = evolve(state, LIFTED)
    assert [state.is_in_force(day(n)) for n in (6, 7, 41, 42)] == [False, True, True, False]
    assert MeasureId("avstangning") == CLOSED.measure
