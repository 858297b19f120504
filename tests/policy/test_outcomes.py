"""The decision diagrams answer as `assess` does, whatever is asked."""

from hypothesis import given, settings, strategies as st
from tests.policy.cases import all_facts, unhurried

from avtalsuppfoljning.guidelines import Guideline, load, shipped
from avtalsuppfoljning.policy import Facts, assess
from avtalsuppfoljning.policy.diagrams import Diagrams
from avtalsuppfoljning.policy.outcomes import inputs_of, outcomes_alone

GUIDELINES = [load(*each) for each in shipped()]
guidelines_and_facts = st.sampled_from(GUIDELINES).flatmap(
    lambda guideline: st.tuples(st.just(guideline), all_facts(guideline=guideline))
)


@settings(parent=unhurried, max_examples=300)
@given(guidelines_and_facts)
def test_every_question_is_answered_as_assess_answers_it(pair: tuple[Guideline, Facts]) -> None:
    guideline, case = pair
    diagrams, answers = outcomes_alone(guideline)
    found = assess(case, guideline)
    expected = {
        ("grad", ""): found.grade,
        ("niva", ""): found.recommended.level,
        ("rekommendation", ""): found.recommended.action,
        ("mindre_omfattande", ""): "ja" if found.is_minor else "nej",
    }
    reasons = {f"{each.measure}/{reason}" for each in found.refused for reason in each.reasons}
    duties = {f"{each.duty}/{each.obligor}" for each in found.duties}
    effects = {each.id for each in found.side_effects}
    cautions = {f"{each.measure}/{each.code}" for each in found.cautions}
    permitted = {each.measure for each in found.permitted}
    held = {"skal": reasons, "skyldighet": duties, "foljd": effects, "avvikelse": cautions}
    given = inputs_of(case, guideline)
    for question, node in answers.items():
        said = diagrams.answer_to(node, given)
        if question.kind == "atgard":
            assert said == ("far" if question.about in permitted else "far_inte")
        elif question.kind in held:
            assert said == ("ja" if question.about in held[question.kind] else "nej")
        else:
            assert said == expected.pop(question)
    assert not expected
    for kind, names in held.items():
        assert names <= {question.about for question in answers if question.kind == kind}


def test_equal_functions_are_the_same_diagram() -> None:
    diagrams = Diagrams({"a": ("x", "y"), "b": ("1", "2", "3")})
    one = diagrams.condition((("b", ("1", "3")), ("a", ("x",))))
    other = diagrams.apply(
        lambda a, b: a == "x" and b != "2", diagrams.input("a"), diagrams.input("b")
    )
    assert one is other
    assert diagrams.inputs(one) == ("a", "b")
    assert dict(diagrams.boxes(one)) == {
        (("a", ("x",)), ("b", ("1", "3"))): True,
        (("a", ("x",)), ("b", ("2",))): False,
        (("a", ("y",)),): False,
    }
    assert diagrams.is_settled(one, {"a": "y"})
    assert not diagrams.is_settled(one, {"a": "x"})
    assert diagrams.answer_to(one, {"a": "x", "b": "3"}) is True
