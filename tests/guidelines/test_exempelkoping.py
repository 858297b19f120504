"""Exempelköping: what no printed guideline has, as data, with no code for it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.policy.cases import DAY, facts

from avtalsuppfoljning.guidelines import load, parse, parse_delegationsordning, shipped_text
from avtalsuppfoljning.policy import (
    Assessment,
    Authority,
    Choice,
    Effect,
    Instrument,
    Ruling,
    assess,
    examine,
)
from avtalsuppfoljning.terms import (
    Driftsform,
    Kanal,
    Konsekvens,
    MeasureId,
    Money,
    Resultat,
    Upphandlingsform,
)

EX = load("exempelkoping")
OPEN = Instrument(
    measures=EX.ladder,
    suspension_channels=tuple(Kanal),
    termination_ground_met=True,
    notice_ground_met=True,
)
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
RUN_OUT: dict[str, Any] = {"cure_sent_on": DAY - timedelta(days=31)}


def found(**changes: Any) -> Assessment:
    return assess(facts(**({"instrument": OPEN} | changes)), EX)


def permitted(**changes: Any) -> set[str]:
    return {each.measure for each in found(**changes).permitted}


def reasons(measure: str, **changes: Any) -> tuple[str, ...]:
    return next(each.reasons for each in found(**changes).refused if each.measure == measure)


class TestRättelsefrist:
    """4 §: thirty days, counted from dispatch, unless the demand states its own days."""

    @pytest.mark.parametrize(("days", "is_out"), [(29, False), (30, False), (31, True)])
    def test_counted_from_dispatch(self, days: int, *, is_out: bool) -> None:
        sent = DAY - timedelta(days=days)
        assert ("uppsagning" in permitted(cure_sent_on=sent)) is is_out

    def test_the_days_that_the_demand_states_come_first(self) -> None:
        assert "uppsagning" not in permitted(**RUN_OUT, cure_dates=(DAY,))
        assert "uppsagning" in permitted(cure_sent_on=DAY, cure_dates=(YESTERDAY,))

    def test_several_cure_dates_of_a_varning(self) -> None:
        """Vite may be claimed when the first is past, with a motivation; notice waits for all."""
        case: dict[str, Any] = {"cure_sent_on": DAY, "cure_dates": (YESTERDAY, TOMORROW)}
        assert "vite" in permitted(**case)
        assert [each.code for each in found(**case).cautions] == ["rattelsefrist_delvis_ute"]
        assert reasons("uppsagning", **case) == ("rattelsefrist_loper",)

    def test_while_it_runs_the_result_is_awaited(self) -> None:
        at_vite: dict[str, Any] = {
            "highest_measure": MeasureId("varning"), "result": Resultat.KVARSTÅR,
            "cure_sent_on": DAY,
        }  # fmt: skip
        recommended = found(**at_vite).recommended
        assert (recommended.action, recommended.level) == ("avvakta_resultatuppfoljning", "vite")
        assert recommended.reason == "rattelsefrist_loper"

    def test_an_unset_cure_time_is_never_a_default(self) -> None:
        text = shipped_text("exempelkoping").replace('varde = "30"\n', "", 1)
        unset = parse(text)
        case = facts(
            instrument=OPEN, cure_sent_on=DAY - timedelta(days=3000),
            highest_measure=MeasureId("varning"), result=Resultat.KVARSTÅR,
        )  # fmt: skip
        recommended = assess(case, unset).recommended
        assert (recommended.action, recommended.level) == ("ej_bedombar", "vite")
        assert assess(case, EX).recommended.action == "vite"


class TestUppsägningAndHävning:
    """8 § and 9 §: two ways in which an agreement ends."""

    def test_they_are_two_measures_with_one_effect(self) -> None:
        effects = {each.id: each.effect for each in EX.measures}
        assert effects[MeasureId("uppsagning")] is Effect.TERMINATION
        assert effects[MeasureId("havning")] is Effect.TERMINATION

    def test_each_has_its_ground(self) -> None:
        bare = Instrument(measures=EX.ladder)
        assert reasons("uppsagning", instrument=bare, **RUN_OUT) == ("uppsagningsgrund_saknas",)
        assert reasons("havning", instrument=bare, **RUN_OUT) == ("forutsattning_saknas",)

    def test_an_immediate_ground_beside_one_that_waits(self) -> None:
        at_once = Instrument(measures=EX.ladder, immediate_ground_met=True)
        assert "havning" in permitted(instrument=at_once)
        assert "havning" in permitted(instrument=at_once, cure_sent_on=DAY)
        assert reasons("havning") == ("rattelse_ej_begard",)
        assert reasons("havning", cure_sent_on=DAY) == ("rattelsefrist_loper",)
        assert "havning" in permitted(**RUN_OUT)


def test_no_ickeval_while_a_varning_stands() -> None:
    """5 §: by itself, without a decision; only where there is a choice (LOV)."""
    (effect,) = found(warning_stands=True).side_effects
    assert (effect.id, effect.closes) == ("inget-ickeval-under-varning", ("ickeval",))
    assert found().side_effects == ()
    assert found(warning_stands=True, upphandlingsform=Upphandlingsform.LOU).side_effects == ()


class TestBesideTheLadder:
    """10 § and 11 §: skadestånd and återkrav are claimed beside whatever is recommended."""

    def test_they_need_their_own_facts(self) -> None:
        assert {"skadestand", "aterkrav"} & permitted() == set()
        assert {"skadestand", "aterkrav"} <= permitted(has_damage=True, is_overpaid=True)
        assert "aterkrav" in permitted(is_overpaid=True, is_avtalsbrist=False)
        assert "skadestand" not in permitted(has_damage=True, driftsform=Driftsform.EGEN_REGI)

    def test_they_are_never_recommended(self) -> None:
        assert found(has_damage=True).ladder == EX.ladder
        assert "skadestand" not in EX.ladder


# ── who decides, and how much ──

ORDER = parse_delegationsordning("""
[dokument]
id = "delegation"
version = "2026-01-01"
namn = "Delegationsordning"
galler_fran = 2026-01-01
[[punkt]]
id = "1"
atgarder = ["papekande", "varning", "vite", "aterkrav", "avstangning"]
roller = ["enhetschef", "forvaltningschef", "namnd"]
[[punkt]]
id = "2"
atgarder = ["havning", "avstangning"]
roller = ["ordforande"]
bradskande = true
""")


def ruling(measure: str, role: str, case: dict[str, Any], point: str = "1", **how: Any) -> Ruling:
    by = Authority(person="Kim Ek", role=role, delegation_point=point)
    told: dict[str, Any] = {"motivation": "Skäl."} | how
    choice = Choice(measure=MeasureId(measure), decided_on=DAY, by=by, **told)
    return examine(choice, found(**case), ORDER, EX)


def codes(ruled: Ruling) -> tuple[list[str], list[str]]:
    return [each.code for each in ruled.refusals], [each.code for each in ruled.deviations]


GRAVE: dict[str, Any] = {
    "highest_measure": MeasureId("varning"), "result": Resultat.KVARSTÅR, **RUN_OUT,
}  # fmt: skip


class TestBeslutsnivå:
    """The guideline says how high up each measure is decided, whatever is delegated."""

    @pytest.mark.parametrize(
        ("role", "refused"),
        [("enhetschef", ["beslutsniva"]), ("forvaltningschef", []), ("namnd", [])],
    )
    def test_vite(self, role: str, refused: list[str]) -> None:
        vite: dict[str, Any] = {"forms": ("vite",), "amount": Money(amount=Decimal(5000))}
        assert codes(ruling("vite", role, GRAVE, **vite))[0] == refused

    @pytest.mark.parametrize(("amount", "refused"), [("70000", False), ("70000.01", True)])
    def test_the_caps_of_the_tariffs(self, amount: str, *, refused: bool) -> None:
        how: dict[str, Any] = {"forms": ("vite",), "amount": Money(amount=Decimal(amount))}
        found = codes(ruling("vite", "namnd", GRAVE, **how))[0]
        assert found == (["belopp_over_riktlinjen"] if refused else [])

    def test_a_caution_is_a_deviation(self) -> None:
        case = GRAVE | {"cure_dates": (YESTERDAY, TOMORROW)}
        how: dict[str, Any] = {"forms": ("vite",), "amount": Money(amount=Decimal(1))}
        assert codes(ruling("vite", "namnd", case, **how)) == ([], ["rattelsefrist_delvis_ute"])
        bare = codes(ruling("vite", "namnd", case, **how, motivation=""))
        assert bare[0] == ["motivering_saknas"]

    def test_a_cure_time_that_runs_is_a_refusal(self) -> None:
        case = GRAVE | {"cure_dates": (TOMORROW,)}
        assert "ej_tillaten" in codes(ruling("vite", "namnd", case, forms=("vite",)))[0]

    def test_a_claim_beside_the_ladder_is_no_deviation(self) -> None:
        case = GRAVE | {"is_overpaid": True}
        amount = Money(amount=Decimal(900))
        assert codes(ruling("aterkrav", "enhetschef", case, amount=amount)) == ([], [])


class TestUrgent:
    """KL 6:39: the chair decides what cannot wait, and the nämnd is told at its next meeting."""

    IMMEDIATE: dict[str, Any] = {  # noqa: RUF012
        "instrument": Instrument(measures=EX.ladder, immediate_ground_met=True),
        "highest_measure": MeasureId("uppsagning"),
        "result": Resultat.KVARSTÅR,
    }

    def test_it_is_marked(self) -> None:
        ruled = ruling("havning", "ordforande", self.IMMEDIATE, "2")
        assert codes(ruled) == ([], [])
        assert ruled.report_to_next_meeting
        other = ruling("varning", "forvaltningschef", {}, "1")
        assert not other.report_to_next_meeting

    def test_it_says_why_it_could_not_wait(self) -> None:
        ruled = ruling("havning", "ordforande", self.IMMEDIATE, "2", motivation=" ")
        assert codes(ruled)[0] == ["motivering_saknas"]
        assert not ruled.report_to_next_meeting

    def test_only_under_a_point_that_says_so(self) -> None:
        refused = codes(ruling("avstangning", "ordforande", {}, "1", forms=("ickeval",)))[0]
        assert refused == ["beslutsniva", "ingen_delegation"]

    def test_a_point_that_is_not_urgent_has_the_fingerprint_it_always_had(self) -> None:
        text = """
[dokument]
id = "delegation"
version = "2026-01-01"
namn = "Delegationsordning"
galler_fran = 2026-01-01
[[punkt]]
id = "1"
atgarder = ["papekande"]
roller = ["enhetschef"]
"""
        plain = parse_delegationsordning(text)
        same = parse_delegationsordning(text + "bradskande = false\n")
        urgent = parse_delegationsordning(text + "bradskande = true\n")
        assert plain.fingerprint == same.fingerprint != urgent.fingerprint
        assert plain.fingerprint == (
            "sha256:a0501b0341961f55b2013b12b4755b4ba5b886441144f8a54ef46df22e9c36d4"
        )


def test_outside_everything() -> None:
    """1 §: neither procured nor under a directive."""
    answer = found(upphandlingsform=Upphandlingsform.INGEN, has_damage=True, is_overpaid=True)
    assert (answer.permitted, answer.recommended.action) == ((), "ingen")


def test_an_acute_deficiency_is_grave() -> None:
    assert found(is_acute=True).grade == "allvarlig"
    individual = found().facts.finding.consequences.individual
    assert individual is Konsekvens.INGEN
