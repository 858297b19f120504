"""Exempelköping lived through the register: from a varning to an uppsägning, and every measure.

What each decision rested on is compared with what ``avtal bedom`` would be told in so many words.
"""

from decimal import Decimal
from typing import Any

import pytest
from tests.recording.municipality import (
    A1,
    B1,
    DEFICIENCY,
    S1,
    SANCTION,
    Calendar,
    adopt_delegationsordning,
    adopt_guideline,
    decide,
    establish,
    record,
    refusal,
    register_provider,
    sign,
    written,
)
from tests.streams.cases import DAY, SERIOUS, day, told
from tests.streams.exempelkoping import EX, EX_TEXT, ORDER_TEXT, TERMS, pick
from tests.streams.test_deficiency_cure import AT_ONCE, MORE, NOTICE

from avtalsuppfoljning import deficiency
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.exchange.bedom import read_facts
from avtalsuppfoljning.policy import Days, Facts
from avtalsuppfoljning.recorded import sanction_stream
from avtalsuppfoljning.recording import Receipt, Register
from avtalsuppfoljning.sanction import SideEffectNoted
from avtalsuppfoljning.terms import MeasureId, Money, SanctionId, Upphandlingsform

S2, S3 = SanctionId("s2"), SanctionId("s3")
GROUND = replace(NOTICE, assessed_on=DAY)
TOLD: dict[str, Any] = {
    "regelverk": "exempelkoping",
    "per": DAY.isoformat(),
    "driftsform": "privat_regi",
    "upphandlingsform": "lov",
    "avtal": {
        "atgarder": list(EX.ladder),
        "ekonomiska_former": ["vite", "prisavdrag"],
        "avstangning_kanaler": ["ickeval", "aktiva_val"],
    },
    "brist": {
        "avtalsbrist": True,
        "frekvens": "systematisk",
        "konsekvens": {"individ": "betydande", "kommunen": "ingen", "utforaren": "ingen"},
    },
    "historik": {},
}


def bedom(number: int, **changes: dict[str, Any]) -> Facts:
    """What somebody at the keyboard would tell `avtal bedom` on a day."""
    told = {name: TOLD.get(name, {}) | more for name, more in changes.items()}
    data = TOLD | told | {"per": day(number).isoformat()}
    return read_facts(data, today=DAY)[1]


@pytest.fixture
def town(register: Register) -> Register:
    """A deficiency under an agreement that regulates every measure of the guideline."""
    adopt_guideline(register, EX_TEXT)
    adopt_delegationsordning(register, ORDER_TEXT)
    register_provider(register)
    sign(register, terms=TERMS)
    establish(register, SERIOUS)
    return register


def basis(receipt: Receipt) -> Facts:
    """The facts that a decision was recorded with."""
    rulings = [each.event.ruling for each in receipt.events if hasattr(each.event, "ruling")]
    facts = rulings[0].assessment.facts
    assert isinstance(facts, Facts)
    return facts


def sent(register: Register, measure: str, number: int) -> None:
    facts = {"measure": MeasureId(measure), "sent_on": day(number)}
    record(register, DEFICIENCY, deficiency.send_rättelsekrav, **facts)


def failed(register: Register, number: int) -> None:
    facts = {"observation": "En av två delar är rättad.", "failed_on": day(number)}
    record(register, DEFICIENCY, deficiency.fail_resultatuppföljning, **facts)


def test_from_a_varning_to_an_uppsägning(town: Register, calendar: Calendar) -> None:
    """Varning with two cure dates, partly cured, vite for started weeks, uppsägning."""
    two = (day(20), day(60))
    warned = decide(town, pick("varning", cure_dates=two))
    assert basis(warned) == bedom(0)
    assert [name for _, name in written(warned)] == [
        "SanctionDecided",
        "DeficiencySanctioned",
        "SideEffectNoted",
    ]
    effect = warned.events[-1].event
    assert (effect.effect, effect.noted_on) == ("inget-ickeval-under-varning", DAY)
    assert effect.source.section == "5 § Varning"
    calendar.day = day(2)
    sent(town, "varning", 2)

    # One of the two is cured; the first day is past, the second is not.
    calendar.day = day(25)
    failed(town, 25)
    history: dict[str, Any] = {
        "hogsta_atgard": "varning",
        "resultat": "kvarstar",
        "varning_galler": True,
        "rattelse_skickad": day(2).isoformat(),
        "rattelse_senast": [each.isoformat() for each in two],
    }
    breach = (Days(first=day(21), last=day(25)),)
    vite = pick("vite", decided_on=day(25), breach=breach)
    dear = replace(vite, amount=Money(amount=Decimal("5000.01")))
    assert refusal(town, dear, sanction=S2) == "belopp_over_taxan"
    fined = decide(town, vite, sanction=S2)
    assert basis(fined) == bedom(25, historik=history)
    ruling = town.state(sanction_stream(A1, S2)).decided.ruling
    assert [each.code for each in ruling.deviations] == [
        "utforaren_ej_hord",
        "rattelsefrist_delvis_ute",
    ]
    (reckoning,) = ruling.reckoned
    shown = f"{day(21)}/{day(25)}: 5 d = 1 v × 5000.00 = 5000.00"
    assert [step.text for step in reckoning.steps] == [shown]

    # Both days are past: the agreement may be ended, after the time of notice.
    calendar.day = day(61)
    failed(town, 61)
    assert refusal(town, pick("uppsagning", decided_on=day(61)), sanction=S3) == "ej_tillaten"
    ground = replace(GROUND, assessed_on=day(61))
    record(town, DEFICIENCY, deficiency.assess_uppsägningsgrund, **told(ground))
    ended = pick("uppsagning", decided_on=day(61), effective_on=day(90))
    assert refusal(town, ended, sanction=S3) == "uppsagningstid"
    in_time = replace(ended, effective_on=day(61).replace(month=day(61).month + 3))
    last = decide(town, in_time, sanction=S3)
    own = [{"fran": day(21).isoformat(), "till": day(25).isoformat()}]
    fine = {"atgard": "vite", "belopp": "5000.00", "dagar": own}
    history |= {"hogsta_atgard": "vite", "beslutade_belopp": [fine]}
    assert basis(last) == bedom(61, avtal={"uppsagningsgrund": True}, historik=history)

    # The varning is lifted, and with it what followed from it.
    by = pick("varning").by
    town.lift(A1, S1, by=by, motivation="Avtalet upphör.", decided_on=day(61), actor="anna")
    assessed = town.assess(A1, B1, on=day(61))
    assert assessed.side_effects == ()
    told_then = {"hogsta_atgard": "uppsagning", "beslutade_belopp": [fine]}
    end = {"uppsagningsgrund": True}
    assert assessed.facts == bedom(61, avtal=end, historik=told_then)
    assert town.assess(A1, B1, on=day(60)).facts.history.warning_stands


class TestEveryMeasure:
    """Each measure of the guideline is recorded in the field's own terms."""

    @pytest.mark.parametrize(
        ("measure", "event"),
        [
            ("papekande", "PåpekandeIssued"),
            ("rattelse", "RättelseDemanded"),
            ("varning", "SanctionDecided"),
            ("vite", "SanctionDecided"),
            ("avstangning", "SanctionDecided"),
            ("havning", "SanctionDecided"),
            ("uppsagning", "SanctionDecided"),
            ("skadestand", "SanctionDecided"),
            ("aterkrav", "SanctionDecided"),
            (None, "AbstentionDecided"),
        ],
    )
    def test_happens(
        self, town: Register, calendar: Calendar, measure: str | None, event: str
    ) -> None:
        later = 40
        record(town, DEFICIENCY, deficiency.assess_hävningsgrund, **told(AT_ONCE, assessed_on=DAY))
        record(town, DEFICIENCY, deficiency.assess_uppsägningsgrund, **told(GROUND))
        record(town, DEFICIENCY, deficiency.supplement_finding, **told(MORE, supplemented_on=DAY))
        decide(town, pick("rattelse", motivation="Ett krav först."))
        sent(town, "rattelse", 0)
        calendar.day = day(later)
        choice = pick(measure, decided_on=day(later), effective_on=day(later + 100))
        receipt = decide(town, choice)
        assert event in [name for _, name in written(receipt)]
        changed = replace(
            basis(receipt),
            finding=SERIOUS.finding,
            instrument=replace(
                basis(receipt).instrument, immediate_ground_met=False, notice_ground_met=False
            ),
        )
        assert changed == bedom(
            later, historik={"hogsta_atgard": "rattelse", "rattelse_skickad": DAY.isoformat()}
        )


class TestSideEffects:
    """What follows by itself is noted with the sanction that it follows from, and only there."""

    def test_not_noted_where_it_held_already(self, town: Register, calendar: Calendar) -> None:
        decide(town, pick("varning"))
        calendar.day = day(1)
        again = decide(town, pick("varning", decided_on=day(1)), sanction=S2)
        assert "SideEffectNoted" not in [name for _, name in written(again)]

    def test_not_noted_without_a_choice_of_provider(self, register: Register) -> None:
        """Only where there is a choice (LOV)."""
        adopt_guideline(register, EX_TEXT)
        adopt_delegationsordning(register, ORDER_TEXT)
        register_provider(register)
        sign(register, terms=TERMS, upphandlingsform=Upphandlingsform.LOU)
        establish(register, SERIOUS)
        receipt = decide(register, pick("varning"))
        assert "SideEffectNoted" not in [name for _, name in written(receipt)]

    def test_noted_when_the_varning_takes_effect_later(self, town: Register) -> None:
        receipt = decide(town, pick("varning", effective_on=day(7)))
        (effect,) = [e.event for e in receipt.events if isinstance(e.event, SideEffectNoted)]
        assert effect.noted_on == DAY

    def test_quiet_the_second_time(self, town: Register) -> None:
        decide(town, pick("varning"))
        log = list(town.events())
        assert decide(town, pick("varning")).events == ()
        assert list(town.events()) == log

    def test_it_is_one_transaction(self, town: Register) -> None:
        receipt = decide(town, pick("varning"), command="k1")
        assert {each.entry.command for each in receipt.events} == {"k1"}
        assert town.state(SANCTION).noted[0].effect == "inget-ickeval-under-varning"
