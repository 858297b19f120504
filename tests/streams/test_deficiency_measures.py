"""What is decided about a deficiency, each time by a ruling that the guideline was asked for."""

from typing import Any

import pytest
from tests.streams.cases import MINOR, NO_BRIST, SERIOUS, day
from tests.streams.rulings import CHIEF, DIRECTOR, choose, rule

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import (
    INITIAL,
    AbstentionDecided,
    DeficiencyRemedied,
    DeficiencySanctioned,
    KommuniceringAnswered,
    PåpekandeIssued,
    ResultatuppföljningPassed,
    ÅtgärdsplanRequested,
    abstain,
    evolve,
    issue_påpekande,
    note_sanction,
    request_åtgärdsplan,
)
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.policy import Ruling
from avtalsuppfoljning.terms import SanctionId
from avtalsuppfoljning.testing import given
from avtalsuppfoljning.testing.specification import Decide

S1 = SanctionId("s1")
REMARK = rule(choose("papekande"), MINOR)
PLAN = rule(choose("atgardsplan"), SERIOUS)
VITE = rule(choose("ekonomisk_sanktion"), SERIOUS)
NOTHING = rule(choose(None), MINOR)

ISSUED = PåpekandeIssued(text="Utbilda de nya.", ruling=REMARK)
REQUESTED = ÅtgärdsplanRequested(due_on=day(21), ruling=PLAN)
SANCTIONED = DeficiencySanctioned(sanction=S1, choice=VITE.choice)
ABSTAINED = AbstentionDecided(ruling=NOTHING)
PASSED = ResultatuppföljningPassed(observation="Bra.", passed_on=day(60))
CLOSED = (PASSED, DeficiencyRemedied(remedied_on=day(61)))
HEARD = KommuniceringAnswered(answered_on=day(0), answer="Nej.")

# ── what any measure needs ──

MEASURES: dict[str | None, tuple[Decide, dict[str, Any]]] = {
    "papekande": (issue_påpekande, {"text": "Utbilda."}),
    "atgardsplan": (request_åtgärdsplan, {"due_on": day(21)}),
    "ekonomisk_sanktion": (note_sanction, {"sanction": S1}),
    None: (abstain, {}),
}


@pytest.mark.parametrize("measure", MEASURES, ids=str)
class TestAnyMeasure:
    """O-42, O-51: the ruling must be lawful, about this deficiency, and made while it pends."""

    @pytest.fixture
    def found(self, measure: str | None) -> Any:
        return MINOR if measure in (None, "papekande") else SERIOUS

    def test_refused_by_the_delegationsordning(self, measure: str | None, found: Any) -> None:
        by = replace(DIRECTOR if measure in (None, "papekande") else CHIEF, role="konsult")
        ruling = rule(choose(measure, by=by), found)
        decide, facts = MEASURES[measure]
        assert given(found).when(decide, ruling=ruling, **facts).code == "ingen_delegation"

    def test_refused_without_a_person(self, measure: str | None, found: Any) -> None:
        ruling = rule(choose(measure, by=replace(CHIEF, person=" ")), found)
        decide, facts = MEASURES[measure]
        assert given(found).when(decide, ruling=ruling, **facts).code == "person_saknas"

    def test_refused_without_a_motivation(self, measure: str | None, found: Any) -> None:
        """Nobody has been heard: that alone is a deviation, and abstaining is another."""
        ruling = rule(choose(measure, motivation=" "), found)
        decide, facts = MEASURES[measure]
        assert given(found).when(decide, ruling=ruling, **facts).code == "motivering_saknas"

    def test_refused_about_another_finding(self, measure: str | None, found: Any) -> None:
        other = replace(found, finding=replace(found.finding, is_repeated=True))
        decide, facts = MEASURES[measure]
        ruling = rule(choose(measure), found)
        assert given(other).when(decide, ruling=ruling, **facts).code == "andra_fakta"

    def test_refused_when_the_provider_was_heard_since(
        self, measure: str | None, found: Any
    ) -> None:
        decide, facts = MEASURES[measure]
        ruling = rule(choose(measure), found)
        assert given(found, HEARD).when(decide, ruling=ruling, **facts).code == "andra_fakta"

    def test_refused_before_it_was_established(self, measure: str | None, found: Any) -> None:
        """What is not yet found cannot be decided about (O-16)."""
        ruling = rule(choose(measure, decided_on=day(-1)), found)
        decide, facts = MEASURES[measure]
        outcome = given(found).when(decide, ruling=ruling, **facts)
        assert outcome.code == "beslut_fore_bristen"

    def test_happens_on_the_day_that_it_was_established(
        self, measure: str | None, found: Any
    ) -> None:
        ruling = rule(choose(measure, decided_on=found.established_on), found)
        decide, facts = MEASURES[measure]
        assert given(found).when(decide, ruling=ruling, **facts).events

    def test_refused_without_a_deficiency(self, measure: str | None, found: Any) -> None:
        decide, facts = MEASURES[measure]
        ruling = rule(choose(measure), found)
        assert given().when(decide, ruling=ruling, **facts).code == "brist_saknas"

    def test_refused_after_the_remedy(self, measure: str | None, found: Any) -> None:
        decide, facts = MEASURES[measure]
        ruling = rule(choose(measure), found)
        outcome = given(found, *CLOSED).when(decide, ruling=ruling, **facts)
        assert outcome.code == "brist_atgardad"

    def test_refused_with_another_effect(self, measure: str | None, found: Any) -> None:
        """Each effect has a decision of its own: a påpekande is no sanction (O-43)."""
        ruling = rule(choose(measure), found)
        for other, (decide, facts) in MEASURES.items():
            if other != measure:
                assert given(found).when(decide, ruling=ruling, **facts).code == "annan_verkan"


# ── the measures, one by one ──


class TestIssuePapekande:
    """O-43 to O-45: for minor deficiencies; beside the sanctions, with no day of its own."""

    def test_happens(self) -> None:
        outcome = given(MINOR).when(issue_påpekande, text="Utbilda de nya.", ruling=REMARK)
        assert outcome == (ISSUED,)

    @pytest.mark.parametrize("found", [SERIOUS, NO_BRIST], ids=["serious", "no avtalsbrist"])
    def test_refused_unless_minor(self, found: Any) -> None:
        ruling = rule(choose("papekande"), found)
        outcome = given(found).when(issue_påpekande, text="Utbilda.", ruling=ruling)
        assert outcome.code == "ej_tillaten"
        assert outcome.refusal is not None
        assert outcome.refusal.citations != ()

    def test_quiet_the_second_time(self) -> None:
        assert given(MINOR).when(issue_påpekande, text="Utbilda.", ruling=REMARK).again() == ()


class TestRequestAtgardsplan:
    """O-52, O-53, T-47: an åtgärdsplan, due on a day that the decision sets."""

    def test_happens(self) -> None:
        outcome = given(SERIOUS).when(request_åtgärdsplan, due_on=day(21), ruling=PLAN)
        assert outcome == (REQUESTED,)

    def test_refused_without_an_avtalsbrist(self) -> None:
        ruling = rule(choose("atgardsplan"), NO_BRIST)
        outcome = given(NO_BRIST).when(request_åtgärdsplan, due_on=day(21), ruling=ruling)
        assert outcome.code == "ej_tillaten"

    def test_quiet_the_second_time(self) -> None:
        outcome = given(SERIOUS).when(request_åtgärdsplan, due_on=day(21), ruling=PLAN)
        assert outcome.again() == ()

    def test_happens_for_the_same_day(self) -> None:
        outcome = given(SERIOUS).when(request_åtgärdsplan, due_on=day(0), ruling=PLAN)
        assert outcome == (replace(REQUESTED, due_on=day(0)),)

    def test_invalid_day(self) -> None:
        with pytest.raises(InvalidValueError, match="before it is asked for"):
            given(SERIOUS).when(request_åtgärdsplan, due_on=day(-1), ruling=PLAN)


class TestNoteSanction:
    """O-53: what binds the agreement has a stream of its own; the deficiency points to it."""

    @pytest.mark.parametrize("measure", ["ekonomisk_sanktion", "avstangning"])
    def test_happens(self, measure: str) -> None:
        ruling = rule(choose(measure), SERIOUS)
        noted = DeficiencySanctioned(sanction=S1, choice=ruling.choice)
        assert given(SERIOUS).when(note_sanction, ruling=ruling, sanction=S1) == (noted,)

    def test_refused_without_a_ground_for_havning(self) -> None:
        ruling = rule(choose("havning"), SERIOUS)
        outcome = given(SERIOUS).when(note_sanction, ruling=ruling, sanction=S1)
        assert outcome.code == "ej_tillaten"

    def test_quiet_the_second_time(self) -> None:
        outcome = given(SERIOUS).when(note_sanction, ruling=VITE, sanction=S1)
        assert outcome.again() == ()


class TestAbstain:
    """O-16: the duty to act is met by a measure, or by saying why there is none."""

    @pytest.mark.parametrize("found", [MINOR, SERIOUS], ids=["minor", "serious"])
    def test_happens(self, found: Any) -> None:
        ruling = rule(choose(None), found)
        expected = (AbstentionDecided(ruling=ruling),)
        assert given(found).when(abstain, ruling=ruling) == expected

    def test_refused_with_a_form(self) -> None:
        ruling = rule(choose(None, forms=("vite",)), MINOR)
        assert given(MINOR).when(abstain, ruling=ruling).code == "form_utanfor_avtalet"

    def test_quiet_the_second_time(self) -> None:
        assert given(MINOR).when(abstain, ruling=NOTHING).again() == ()


def test_every_decision_is_remembered_in_order() -> None:
    state = INITIAL
    for event in (MINOR, ABSTAINED, ISSUED, REQUESTED, SANCTIONED):
        state = evolve(state, event)
    rulings: tuple[Ruling, ...] = (NOTHING, REMARK, PLAN, VITE)
    assert state.choices == tuple(ruling.choice for ruling in rulings)
    assert state.measures == ("papekande", "atgardsplan", "ekonomisk_sanktion")
    assert state.sanctions.keys() == {S1}
