"""Where two guidelines answer differently, whatever the facts.

Every question is compared over every combination of the facts that either guideline reads, and
the differences are gathered in boxes: products of value sets, disjoint, with nothing left out.
What no fact decides (forms, amounts, who decides) is compared term by term, and where both give
the same answer from another section, that is told apart. Plans are compared row by row by
`avtalsuppfoljning.schedule.comparing`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import prod
from typing import Final

import attrs

from avtalsuppfoljning.guidelines.inputs import NO, UNSET, YES
from avtalsuppfoljning.guidelines.model import Condition, Guideline
from avtalsuppfoljning.policy.answers import GuidelineRef
from avtalsuppfoljning.policy.compiling import compile_guideline
from avtalsuppfoljning.policy.diagrams import Diagrams, Node
from avtalsuppfoljning.policy.outcomes import (
    GRADE,
    LEVEL,
    Question,
    outcomes_and_sources,
    section,
    space,
)
from avtalsuppfoljning.terms import MeasureId

NOT_THERE: Final = "finns_ej"
"""What a guideline answers about a measure that it does not have."""
REGULATED: Final = "enligt_avtalet"
"""The forms of a measure whose forms are those that the agreement regulates."""
NONE: Final = "inga"
"""The forms of a measure that has none, and the channels of what closes none."""


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
class Term:
    """Something that a guideline says whatever the facts are, and the other says otherwise."""

    kind: str
    about: str
    one: str
    other: str
    """``finns_ej`` where it says nothing of the kind."""


@attrs.frozen(kw_only=True)
class Comparison:
    """Everything that two guidelines answer differently."""

    one: GuidelineRef
    other: GuidelineRef
    questions: int
    """How many questions were compared."""
    differences: tuple[Difference, ...]
    terms: tuple[Term, ...]
    """What differs whatever the facts are: forms, amounts, who decides."""
    sources: tuple[Difference, ...]
    """Where the answers are equal but stand in other sections; the boxes hold the sections."""
    citations: tuple[Term, ...] = ()
    """What both have, whatever the facts are, but cite from other sections: the matrix,
    parameters, tariffs and laws."""


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
    differences: list[Difference] = []
    sources: list[Difference] = []
    asked: set[Question] = set()
    for diagrams, is_gravest in ((gravest, True), (facts, False)):
        answers, cited = outcomes_and_sources(one, diagrams)
        others, others_cited = outcomes_and_sources(other, diagrams)
        silent = diagrams.answer("")
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
            stands = cited.get(question, silent), others_cited.get(question, silent)
            told = [_where_equal(diagrams, pair, each) for each in stands]
            if told[0] is not told[1]:
                sources.append(_difference(question, diagrams, *told))
    return Comparison(
        one=compile_guideline(one).ref,
        other=compile_guideline(other).ref,
        questions=len(asked),
        differences=_in_order(differences),
        terms=tuple(_terms(one, other)),
        sources=_in_order(sources),
        citations=tuple(_citations(one, other)),
    )


def _in_order(differences: list[Difference]) -> tuple[Difference, ...]:
    return tuple(sorted(differences, key=lambda each: _ORDER.index(each.question.kind)))


def _where_equal(diagrams: Diagrams, pair: tuple[Node, Node], text: Node) -> Node:
    return diagrams.apply(lambda one, other, said: said if one == other else "", *pair, text)


_ORDER: Final = (
    "atgard", "skal", "mindre_omfattande", "grad", "niva", "rekommendation", "skyldighet",
    "foljd", "avvikelse",
)  # fmt: skip


def by_answer(difference: Difference) -> list[tuple[str, str, int]]:
    """Each pair of answers, and in how many combinations it is given, the most common first."""
    found: Counter[tuple[str, str]] = Counter()
    for box in difference.boxes:
        found[box.one, box.other] += box.count
    return [(*pair, count) for pair, count in found.most_common()]


# ── what no fact decides ──


def _terms(one: Guideline, other: Guideline) -> Iterator[Term]:
    """Of measures those that both have; that one has none is told among the answers."""
    both = {each.id for each in one.measures} & {each.id for each in other.measures}
    said, others = _said(one, both), _said(other, both)
    for key in dict.fromkeys((*said, *others)):
        pair = said.get(key, NOT_THERE), others.get(key, NOT_THERE)
        if pair[0] != pair[1]:
            kind, about = key
            yield Term(kind=kind, about=about, one=pair[0], other=pair[1])


def _said(guideline: Guideline, measures: set[MeasureId]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for each in [measure for measure in guideline.measures if measure.id in measures]:
        found["verkan", each.id] = each.effect.value
        found["sanktion", each.id] = YES if each.is_sanction else NO
        found["steg", each.id] = YES if each.is_rung else NO
        forms = REGULATED if each.forms is None else _listed(each.forms)
        found["former", each.id] = forms
        found["lagst_beslutsniva", each.id] = each.decided_by or NOT_THERE
    for tariff in guideline.tariffs:
        about = f"{tariff.measure}/{tariff.unit}"
        found["taxa", about] = _figure(tariff.rate)
        found["hogst", about] = _figure(tariff.cap)
    for parameter in guideline.parameters:
        found["parameter", parameter.id] = _figure(parameter.value)
    for effect in guideline.side_effects:
        found["stanger", effect.id] = _listed(effect.closes)
    return found


def _citations(one: Guideline, other: Guideline) -> Iterator[Term]:
    said, others = _cited(one), _cited(other)
    for (kind, about), text in said.items():
        if others.get((kind, about), text) != text:
            yield Term(kind=kind, about=about, one=text, other=others[kind, about])


def _cited(guideline: Guideline) -> dict[tuple[str, str], str]:
    found = {("parameter", each.id): section(each.citation) for each in guideline.parameters}
    if guideline.matrix is not None:
        found["matris", ""] = section(guideline.matrix.citation)
    for tariff in guideline.tariffs:
        found["taxa", f"{tariff.measure}/{tariff.unit}"] = section(tariff.citation)
    return found | {("lag", each.id): section(each.citation) for each in guideline.laws}


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words)) or NONE


def _figure(number: Decimal | None) -> str:
    return UNSET if number is None else f"{number.normalize():f}"


# ── what the facts decide ──


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
