"""Where two guidelines answer differently, whatever the facts.

Every question is compared over every combination of the facts that either guideline reads, and
the differences are gathered in boxes: products of value sets, disjoint, with nothing left out.
"""

from collections.abc import Iterable
from math import prod
from typing import Final

import attrs

from avtalsuppfoljning.guidelines.inputs import NO
from avtalsuppfoljning.guidelines.model import Condition, Guideline
from avtalsuppfoljning.policy.answers import GuidelineRef
from avtalsuppfoljning.policy.compiling import compile_guideline
from avtalsuppfoljning.policy.diagrams import Diagrams, Node
from avtalsuppfoljning.policy.outcomes import GRADE, LEVEL, Question, outcomes, space

NOT_THERE: Final = "finns_ej"
"""What a guideline answers about a measure that it does not have."""


@attrs.frozen(kw_only=True)
class Box:
    """Facts for which the two guidelines answer in the same two ways."""

    when: Condition
    """Which values of which inputs; what is not named can be anything."""
    count: int
    """How many combinations of the question's inputs there are in the box."""
    one: str
    other: str


@attrs.frozen(kw_only=True)
class Difference:
    """One question that the guidelines answer differently somewhere."""

    question: Question
    inputs: tuple[str, ...]
    """What either guideline reads to answer it."""
    cells: int
    """How many combinations of these there are."""
    count: int
    """In how many of them the answers differ."""
    boxes: tuple[Box, ...]


@attrs.frozen(kw_only=True)
class Comparison:
    """Everything that two guidelines answer differently."""

    one: GuidelineRef
    other: GuidelineRef
    questions: int
    """How many questions were compared."""
    differences: tuple[Difference, ...]


def compare(one: Guideline, other: Guideline) -> Comparison:
    """Every outcome that differs.

    History is told in measures that are rungs of both ladders: what only one of them has cannot
    have been decided under the other. Reasons are compared for measures that both have.
    """
    measures = dict.fromkeys(each.id for each in (*one.measures, *other.measures))
    both = {each.id for each in one.measures} & {each.id for each in other.measures}
    rungs = [each for each in one.ladder if each in other.ladder]
    facts = space(measures, rungs)
    # The grade and the level ask for the gravest of the three consequences, never for one of them.
    gravest = space(measures, rungs, derived=("tidigare_atgard",))
    differences = []
    asked: set[Question] = set()
    for diagrams, is_gravest in ((gravest, True), (facts, False)):
        answers, others = outcomes(one, diagrams), outcomes(other, diagrams)
        for question in dict.fromkeys((*answers, *others)):
            measure = question.about.partition("/")[0]
            if (question in (GRADE, LEVEL)) is not is_gravest:
                continue
            if question.kind == "skal" and measure not in both:
                continue
            asked.add(question)
            missing = diagrams.answer(NOT_THERE if question.kind == "atgard" else NO)
            pair = answers.get(question, missing), others.get(question, missing)
            if pair[0] is not pair[1]:
                differences.append(_difference(question, diagrams, *pair))
    return Comparison(
        one=compile_guideline(one).ref,
        other=compile_guideline(other).ref,
        questions=len(asked),
        differences=tuple(sorted(differences, key=lambda each: _ORDER.index(each.question.kind))),
    )


_ORDER: Final = (
    "atgard", "skal", "mindre_omfattande", "grad", "niva", "rekommendation", "skyldighet",
    "foljd", "avvikelse",
)  # fmt: skip


def _difference(question: Question, diagrams: Diagrams, one: Node, other: Node) -> Difference:
    inputs = diagrams.inputs(one, other)
    sizes = {name: len(diagrams.domains[name]) for name in inputs}
    both = diagrams.apply(lambda *answers: answers, one, other)
    found = (
        (tuple(sorted(when)), pair) for when, pair in diagrams.boxes(both) if pair[0] != pair[1]
    )
    boxes = tuple(
        Box(
            when=_whole_left_out(when, sizes),
            count=prod(sizes.values()) // prod(sizes[name] for name, _ in when)
            * prod(len(values) for _, values in when),
            one=pair[0],
            other=pair[1],
        )
        for when, pair in merged(found, diagrams)
    )  # fmt: skip
    return Difference(
        question=question,
        inputs=inputs,
        cells=prod(sizes.values()),
        count=sum(box.count for box in boxes),
        boxes=tuple(sorted(boxes, key=lambda box: (box.one, box.other, -box.count, box.when))),
    )


def _whole_left_out(when: Condition, sizes: dict[str, int]) -> Condition:
    return tuple((name, values) for name, values in when if len(values) < sizes[name])


Boxes = list[tuple[Condition, tuple[str, str]]]


def merged(boxes: Iterable[tuple[Condition, tuple[str, str]]], diagrams: Diagrams) -> Boxes:
    """Fewer boxes that hold the same: two that differ in one input only become one."""
    kept: Boxes = list(boxes)
    read = {name for when, _ in kept for name, _ in when}
    before = 0
    while before != len(kept):
        before = len(kept)
        for name in [each for each in diagrams.domains if each in read]:
            kept = _joined(kept, name, diagrams.domains[name])
    order = list(diagrams.domains)
    return [
        (tuple(sorted(when, key=lambda pair: order.index(pair[0]))), answer)
        for when, answer in kept
    ]


def _joined(boxes: Boxes, name: str, domain: tuple[str, ...]) -> Boxes:
    """The boxes, where those that differ in this input only are one."""
    found: Boxes = []
    parts: dict[tuple[Condition, tuple[str, str]], list[str]] = {}
    for when, answer in boxes:
        for at, (each, admitted) in enumerate(when):
            if each == name:
                parts.setdefault((when[:at] + when[at + 1 :], answer), []).extend(admitted)
                break
        else:
            found.append((when, answer))
    for (rest, answer), joined in parts.items():
        whole = len(joined) == len(domain)
        one = (name, tuple(each for each in domain if each in joined))
        found.append((rest if whole else tuple(sorted((*rest, one))), answer))
    return found
