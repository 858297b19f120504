"""Everything a guideline answers, as decision diagrams over the facts.

Where `assess` answers for one set of facts, these answer for all of them at once: which facts
matter to an answer (`decisive`), and where two guidelines answer differently (`compare`).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

import attrs

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.guidelines.inputs import (
    DOMAINS,
    GRADE_INPUTS,
    LEVEL_INPUTS,
    NO,
    START_INPUTS,
    YES,
)
from avtalsuppfoljning.guidelines.laws import matches
from avtalsuppfoljning.guidelines.model import (
    MINOR,
    NOT_MINOR,
    Condition,
    Guideline,
    LevelRule,
    Limit,
    LimitKind,
    Row,
    Table,
)
from avtalsuppfoljning.policy.compiling import PRECEDENCE
from avtalsuppfoljning.policy.diagrams import Diagrams, Node
from avtalsuppfoljning.policy.facts import Facts
from avtalsuppfoljning.policy.inputs import NAMES, read
from avtalsuppfoljning.policy.standing import Opening, Stand, Standing
from avtalsuppfoljning.terms import Konsekvens, MeasureId

CONSEQUENCES: Final = ("konsekvens_individ", "konsekvens_kommunen", "konsekvens_utforaren")
_DERIVED: Final = frozenset({"konsekvens", "tidigare_atgard"})
HIGHEST: Final = "hogsta_atgard"
"""The input for the highest measure so far; ``ingen`` if nothing was decided."""
NOTHING: Final = "ingen"
PERMITTED: Final = "far"
REFUSED: Final = "far_inte"

_RANK: Final = {level.value: rank for rank, level in enumerate(Konsekvens)}


class Question(NamedTuple):
    """What is asked of a guideline: ``("atgard", "havning")``, ``("grad", "")``."""

    kind: str
    about: str = ""


GRADE: Final = Question("grad")
LEVEL: Final = Question("niva")
RECOMMENDATION: Final = Question("rekommendation")
MINOR_EXTENT: Final = Question("mindre_omfattande")


def regulated(measure: str) -> str:
    """The input that says whether the agreement regulates a measure."""
    return f"reglerad.{measure}"


def space(
    measures: Iterable[str], rungs: Iterable[str], *, derived: Iterable[str] = _DERIVED
) -> Diagrams:
    """Diagrams over the facts: what the level reads comes first, what limits read comes after.

    What is not ``derived`` from other facts is an input of its own.
    """
    first = (*LEVEL_INPUTS, *CONSEQUENCES, *GRADE_INPUTS, *START_INPUTS)
    names = dict.fromkeys((*(name for name in first if name in DOMAINS), HIGHEST, *DOMAINS))
    domains: dict[str, tuple[str, ...]] = {**DOMAINS, HIGHEST: (NOTHING, *rungs)}
    left_out = {"reglerad", *derived}
    asked = [name for name in names if name not in left_out]
    found = {name: domains[name] for name in asked}
    return Diagrams(found | {regulated(each): (NO, YES) for each in measures})


def outcomes(guideline: Guideline, diagrams: Diagrams) -> Mapping[Question, Node]:
    """Every question that the guideline answers, with the answers as words."""
    return _Outcomes(guideline, diagrams).answers


def outcomes_and_sources(
    guideline: Guideline, diagrams: Diagrams
) -> tuple[Mapping[Question, Node], Mapping[Question, Node]]:
    """The same, and for each answer where it stands: sections, joined to one text.

    An answer that is no is not cited, nor is what follows from other answers.
    """
    found = _Outcomes(guideline, diagrams)
    return found.answers, found.sources()


@lru_cache(maxsize=16)
def outcomes_alone(guideline: Guideline) -> tuple[Diagrams, Mapping[Question, Node]]:
    """The same, over the guideline's own measures; remembered."""
    measures = [measure.id for measure in guideline.measures]
    diagrams = space(measures, guideline.ladder)
    return diagrams, outcomes(guideline, diagrams)


def inputs_of(facts: Facts, guideline: Guideline) -> dict[str, str]:
    """The value of every input of `outcomes_alone`, as the facts have it."""
    found = dict(zip(NAMES, read(facts, guideline), strict=False))
    found[HIGHEST] = facts.history.highest_measure or NOTHING
    named = facts.instrument.measures
    found |= {regulated(each.id): YES if each.id in named else NO for each in guideline.measures}
    return {name: value for name, value in found.items() if name not in _DERIVED}


@attrs.define(eq=False, init=False)
class _Outcomes:
    guideline: Guideline
    diagrams: Diagrams
    standing: Standing
    answers: dict[Question, Node]
    _derived: dict[str, Node]

    def __init__(self, guideline: Guideline, diagrams: Diagrams) -> None:
        self.guideline, self.diagrams = guideline, diagrams
        self.standing = Standing(guideline)
        self.answers = {}
        apply, asked = diagrams.apply, diagrams.input
        self._derived = {
            "konsekvens": apply(
                lambda *three: max(three, key=_RANK.__getitem__), *map(asked, CONSEQUENCES)
            ),
            "tidigare_atgard": apply(
                lambda highest: NO if highest == NOTHING else YES, asked(HIGHEST)
            ),
        }
        for name in _DERIVED & diagrams.domains.keys():
            del self._derived[name]
        kinds = self._measures()
        self._rules()
        grade = self._table(guideline.grade)
        self.answers[GRADE] = apply(lambda row: row.gives, grade)
        self.answers[MINOR_EXTENT] = self._minor(self.answers[GRADE])
        stands = self._stands(grade)
        self.answers[LEVEL] = apply(lambda stand: self.standing.recommended(stand).level, stands)
        self.answers[RECOMMENDATION] = self._recommendation(stands, kinds)

    # ── conditions and tables ──

    def _input(self, name: str) -> Node:
        return self._derived.get(name) or self.diagrams.input(name)

    def _condition(self, when: Condition, measure: str = "") -> Node:
        plain = tuple(
            (regulated(measure) if name == "reglerad" else name, admitted)
            for name, admitted in when
            if name not in self._derived
        )
        derived = [
            self.diagrams.apply(lambda value, admitted=admitted: value in admitted, node)
            for name, admitted in when
            if (node := self._derived.get(name)) is not None
        ]
        return self.diagrams.apply(
            lambda *held: all(held), self.diagrams.condition(plain), *derived
        )

    def _any(self, whens: Iterable[Condition], measure: str = "") -> Node:
        found = self.diagrams.answer(NO)
        for when in whens:
            found = self.diagrams.apply(
                lambda so_far, held: YES if held else so_far,
                found,
                self._condition(when, measure),
            )
        return found

    def _table(self, table: Table) -> Node:
        found = self.diagrams.answer(None)
        for row in table.rows:
            found = self.diagrams.apply(
                lambda before, held, row=row: row if held else before,
                found,
                self._condition(row.when),
            )
        return found

    # ── the questions ──

    def _measures(self) -> list[Node]:
        """May each measure be taken, and for which reasons not; the kind of what refuses it."""
        kinds = []
        for measure in self.guideline.measures:
            limits = [each for each in self.guideline.limits if measure.id in each.refuses]
            for reason in dict.fromkeys(limit.reason for limit in limits):
                whens = (limit.when for limit in limits if limit.reason == reason)
                question = Question("skal", f"{measure.id}/{reason}")
                self.answers[question] = self._any(whens, measure.id)
            kind = self.diagrams.answer(None)
            for limit in limits:
                kind = self.diagrams.apply(
                    lambda first, held, limit=limit: _first(first, limit) if held else first,
                    kind,
                    self._condition(limit.when, measure.id),
                )
            kinds.append(kind)
            self.answers[Question("atgard", measure.id)] = self.diagrams.apply(
                lambda kind: PERMITTED if kind is None else REFUSED, kind
            )
        return kinds

    def _rules(self) -> None:
        """What holds beside the measures."""
        for question, rules in self._beside().items():
            self.answers[question] = self._any(when for when, _ in rules)

    def _beside(self) -> dict[Question, list[tuple[Condition, Citation]]]:
        rules: dict[Question, list[tuple[Condition, Citation]]] = {}
        for duty in self.guideline.duties:
            question = Question("skyldighet", f"{duty.id}/{duty.obligor}")
            rules.setdefault(question, []).append((duty.when, duty.citation))
        for effect in self.guideline.side_effects:
            question = Question("foljd", effect.id)
            rules.setdefault(question, []).append((effect.when, effect.citation))
        for each in self.guideline.deviations:
            for measure in each.measures:
                question = Question("avvikelse", f"{measure}/{each.code}")
                rules.setdefault(question, []).append((each.when, each.citation))
        return rules

    def _minor(self, grade: Node) -> Node:
        """By the limits that say what is not minor; by the grade, where no limit says so."""
        whens = [each.when for each in self.guideline.limits if each.reason == NOT_MINOR]
        if not whens:
            return self.diagrams.apply(lambda word: YES if word == MINOR else NO, grade)
        return self.diagrams.apply(lambda more: NO if more == YES else YES, self._any(whens))

    def _stands(self, grade: Node) -> Node:
        """Steps 3 and 4: where on the ladder."""
        asked = tuple(dict.fromkeys(("upprepad", "resultat", *self.guideline.level.inputs)))

        def stand(row: Row, highest: str, *given: str) -> Stand:
            before = None if highest == NOTHING else MeasureId(highest)
            return self.standing.reach(row, before, dict(zip(asked, given, strict=True)))

        nodes = [self._input(name) for name in asked]
        return self.diagrams.apply(stand, grade, self.diagrams.input(HIGHEST), *nodes)

    def _recommendation(self, stands: Node, kinds: list[Node]) -> Node:
        """Step 5, one level after the other: the first rung from there that is not barred."""
        apply, said = self.diagrams.apply, self.standing.recommended
        opening = self.diagrams.answer(Opening(self.standing.rungs, None))
        cure = self.diagrams.input("rattelsefrist")
        found = apply(lambda stand: said(stand).action, stands)
        for rung in reversed(range(self.standing.rungs)):
            opening = apply(
                lambda kind, above, value, rung=rung: (
                    above if kind is LimitKind.BARRED else _opened(rung, kind, value)
                ),
                kinds[rung],
                opening,
                cure,
            )
            found = apply(
                lambda before, stand, opened, rung=rung: (
                    said(stand, opened).action if stand.level == rung + 1 else before
                ),
                found,
                stands,
                opening,
            )
        return apply(
            lambda found, stand, kind: (
                said(stand, is_covered=False).action if kind is LimitKind.OUTSIDE else found
            ),
            found,
            stands,
            kinds[0],
        )

    # ── where the answers stand ──

    def sources(self) -> dict[Question, Node]:
        """For each answer the sections that it is cited from; no text where there is none."""
        apply = self.diagrams.apply
        found: dict[Question, Node] = {}
        for measure in self.guideline.measures:
            allowed, text = Question("atgard", measure.id), section(measure.citation)
            found[allowed] = apply(
                lambda answer, text=text: text if answer == PERMITTED else "",
                self.answers[allowed],
            )
            limits = [each for each in self.guideline.limits if measure.id in each.refuses]
            for reason in dict.fromkeys(limit.reason for limit in limits):
                rules = [(each.when, each.citation) for each in limits if each.reason == reason]
                question = Question("skal", f"{measure.id}/{reason}")
                found[question] = self._cited(rules, measure.id)
        found |= {question: self._cited(rules) for question, rules in self._beside().items()}
        grade = self._table(self.guideline.grade)
        found[GRADE] = apply(lambda row: section(row.citation), grade)
        found[LEVEL] = apply(
            _level_sources,
            self._table(self.guideline.level),
            self._start(self.answers[GRADE]),
        )
        return found

    def _start(self, grade: Node) -> Node:
        rows = self.guideline.start.rows

        def start(word: str, again: str) -> Row:
            cell = {"grad": word, "upprepad": again}
            return next(row for row in rows if matches(row.when, cell))

        return self.diagrams.apply(start, grade, self.diagrams.input("upprepad"))

    def _cited(self, rules: Iterable[tuple[Condition, Citation]], measure: str = "") -> Node:
        found = self.diagrams.answer("")
        for when, citation in rules:
            text = section(citation)
            found = self.diagrams.apply(
                lambda before, held, text=text: _joined(before, text) if held else before,
                found,
                self._condition(when, measure),
            )
        return found


def section(citation: Citation) -> str:
    """Where a rule stands in its document, and whether it is read into it."""
    return f"{citation.section} (tolkning)" if citation.is_interpretation else citation.section


def _joined(*texts: str) -> str:
    known = {part for text in texts for part in text.split("; ") if part}
    return "; ".join(sorted(known))


def _level_sources(level: Row, start: Row) -> str:
    """The level's own row, and the start's where that row asks for it."""
    silent = (LevelRule.NONE, LevelRule.NOT_ASSESSABLE)
    rows = (level,) if level.gives in silent else (level, start)
    return _joined(*(section(row.citation) for row in rows))


def _opened(rung: int, kind: LimitKind | None, cure: str) -> Opening:
    """The cure time counts only where the rung waits for it."""
    return Opening(rung, kind, cure) if kind is LimitKind.WAITING else Opening(rung, kind)


def _first(kind: LimitKind | None, limit: Limit) -> Any:
    """Of two kinds, the one that counts first."""
    known = [each for each in (kind, limit.kind) if each is not None]
    return min(known, key=PRECEDENCE.index)
