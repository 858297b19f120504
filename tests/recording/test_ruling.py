"""What a recorded decision rested on, and which rules are those of its day."""

import pytest
from tests.recording.municipality import (
    A1,
    AGREEMENT,
    B1,
    DEFICIENCY,
    NÄMND,
    Calendar,
    adopt_delegationsordning,
    adopt_guideline,
    decide,
    later,
    refusal,
    register_provider,
    settle,
    sign,
)
from tests.streams.cases import DAY, SERIOUS, day
from tests.streams.rulings import CHIEF, DELEGATION, DIRECTOR, ÖREBRO, choose, rule

from avtalsuppfoljning import guidelines
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.policy import GuidelineRef, StreamVersion
from avtalsuppfoljning.recording import Register

DELEGATION_TEXT_LATER = """
[dokument]
id = "delegation"
version = "2026-03-12"
namn = "Delegationsordning"
galler_fran = 2026-03-12
[[punkt]]
id = "4.1"
atgarder = ["papekande"]
roller = ["avdelningschef"]
"""


class TestTheRecordedRuling:
    """O-01, O-51: whoever reads the log sees who decided, by which rules, on which facts."""

    @pytest.mark.parametrize("measure", ["atgardsplan", "ekonomisk_sanktion", None])
    def test_carries_all_it_rested_on(self, register: Register, measure: str | None) -> None:
        settle(register, SERIOUS)
        told = register.assess(A1, B1, on=DAY)
        receipt = decide(register, choose(measure))
        (ruling,) = (e.event.ruling for e in receipt.events if hasattr(e.event, "ruling"))
        assert ruling.assessment == told
        assert ruling.assessment.facts == rule(choose(measure), SERIOUS).assessment.facts
        assert ruling.assessment.facts_version == ÖREBRO.facts_version
        assert ruling.assessment.guideline == GuidelineRef(
            id=ÖREBRO.id,
            version="2020-05-28",
            document="Sov 215/2020",
            fingerprint=guidelines.fingerprint(ÖREBRO),
        )
        assert ruling.delegation.fingerprint == DELEGATION.fingerprint
        assert ruling.choice == choose(measure)
        assert ruling.choice.by == (DIRECTOR if measure == "ekonomisk_sanktion" else CHIEF)
        assert {each.code for each in ruling.deviations} <= {
            "annan_an_rekommenderad",
            "utforaren_ej_hord",
        }
        assert ruling.read == tuple(
            StreamVersion(stream=stream, version=version)
            for stream, version in ((AGREEMENT, 0), (DEFICIENCY, 0), (NÄMND, 1))
        )

    def test_says_how_far_the_deficiency_had_come(self, register: Register) -> None:
        settle(register)
        decide(register, choose("papekande"))
        ruling = decide(register, choose("atgardsplan")).events[0].event.ruling
        assert {each.stream: each.version for each in ruling.read}[DEFICIENCY] == 1
        assert ruling.assessment.facts.history.highest_measure == "papekande"


class TestTheRulesOfTheDay:
    """O-01: a decision is made by what was in force on its day, whenever it is recorded."""

    @pytest.fixture(autouse=True)
    def new_rules(self, register: Register, calendar: Calendar) -> None:
        settle(register)
        calendar.day = day(10)
        adopt_guideline(register, later(day(10).isoformat()), adopted_on=day(9))
        text = DELEGATION_TEXT_LATER
        adopt_delegationsordning(register, text, adopted_on=day(9))
        calendar.day = day(20)

    @pytest.mark.parametrize(
        ("number", "version", "recommended"),
        [(5, "2020-05-28", "papekande"), (15, day(10).isoformat(), "atgardsplan")],
    )
    def test_a_backdated_decision(
        self, register: Register, number: int, version: str, recommended: str
    ) -> None:
        role = "enhetschef" if number < 10 else "avdelningschef"
        by = replace(CHIEF, role=role)
        choice = choose("papekande", decided_on=day(number), by=by)
        ruling = decide(register, choice).events[0].event.ruling
        assert ruling.assessment.guideline.version == version
        assert ruling.assessment.recommended.action == recommended
        assert ruling.delegation.version == ("2026-01-01" if number < 10 else "2026-03-12")

    @pytest.mark.parametrize(("number", "role"), [(5, "avdelningschef"), (15, "enhetschef")])
    def test_refused_by_the_delegationsordning_of_the_day(
        self, register: Register, number: int, role: str
    ) -> None:
        choice = choose("papekande", decided_on=day(number), by=replace(CHIEF, role=role))
        assert refusal(register, choice) == "ingen_delegation"


def test_a_later_version_changes_no_earlier_decision(
    register: Register, calendar: Calendar
) -> None:
    settle(register)
    decide(register, choose("papekande"))
    log, state = list(register.events()), register.state(DEFICIENCY)
    assessed = register.assess(A1, B1, on=DAY)
    calendar.day = day(30)
    adopt_guideline(register, later(day(10).isoformat()), adopted_on=day(9))
    assert list(register.events())[: len(log)] == log
    assert register.state(DEFICIENCY) == register.replay()[DEFICIENCY] == state
    assert register.assess(A1, B1, on=DAY) == assessed


class TestAssess:
    """O-42: the answer without a decision; nothing is recorded by asking."""

    def test_happens(self, register: Register) -> None:
        settle(register, SERIOUS)
        log = list(register.events())
        expected = rule(choose("atgardsplan", decided_on=day(3)), SERIOUS).assessment
        assert register.assess(A1, B1, on=day(3)) == expected
        assert list(register.events()) == log

    def test_refused(self, register: Register) -> None:
        for prepare, code in (
            (register_provider, "avtal_saknas"),
            (sign, "riktlinje_saknas"),
            (adopt_guideline, "brist_saknas"),
        ):
            prepare(register)
            with pytest.raises(DecisionRefusedError) as refused:
                register.assess(A1, B1, on=DAY)
            assert refused.value.code == code
