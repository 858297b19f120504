"""The same what-if for millions of decisions, by array tables. Needs numpy.

`Basis.of` turns what was decided into columns once; each guideline is then asked about all of
them in one go, and only decisions that would have come out otherwise are looked at one by one.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from avtalsuppfoljning.audit.cases import Case, Decisions
from avtalsuppfoljning.audit.whatif import (
    Changed,
    Dimension,
    Kind,
    Tally,
    WhatIf,
    beyond_the_tables,
    changed_by,
    terms_of,
    unasked,
    value_of,
)
from avtalsuppfoljning.guidelines import ABSTENTION, Guideline
from avtalsuppfoljning.guidelines.inputs import DOMAINS
from avtalsuppfoljning.policy import Facts
from avtalsuppfoljning.policy.arrays import Column, assess_arrays, inputs, words
from avtalsuppfoljning.policy.compiling import compile_guideline
from avtalsuppfoljning.policy.inputs import NAMES, cure_time, read, threshold
from avtalsuppfoljning.policy.outcomes import HIGHEST, NOTHING, regulated
from avtalsuppfoljning.terms import MeasureId

CHUNK: Final = 1 << 12
"""How many facts are turned into columns at a time."""

_BY_GUIDELINE: Final = {"rattelsefrist": cure_time, "troskel": threshold}
_DERIVED: Final = frozenset({"konsekvens", "tidigare_atgard"})


@attrs.frozen(eq=False)
class Coded:
    """One thing told of every decision, as the place of its value in a list."""

    values: tuple[Any, ...]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, told: Iterable[Any]) -> "Coded":
        """Values in the order in which they are first met."""
        known: dict[Any, int] = {}
        codes = [known.setdefault(each, len(known)) for each in told]
        return cls(tuple(known), np.array(codes, np.int32))

    def where(self, holds: Callable[[Any], bool]) -> NDArray[np.bool_]:
        """In which decisions something is true of the value."""
        table = np.array([holds(each) for each in self.values], np.bool_)
        return table[self.codes] if len(self.values) else np.zeros(0, np.bool_)

    def mapped(self, code: Callable[[Any], int]) -> Column:
        """Another code for each value."""
        table = np.array([code(each) for each in self.values], np.uint8)
        return table[self.codes] if len(self.values) else np.zeros(0, np.uint8)


@attrs.frozen(eq=False)
class Basis:
    """What was decided, as columns that any guideline can be asked about."""

    found: Decisions
    columns: dict[str, Column]
    """The inputs that are the same whatever guideline reads them."""
    regulated: Coded
    """The measures that the agreement has."""
    highest: Coded
    chosen: Coded
    recommended: Coded
    was_permitted: NDArray[np.bool_]
    rules: Coded
    """The fingerprint of the guideline of then, and the version of its facts."""
    read_apart: dict[str, NDArray[np.intp]]
    """The decisions whose cure time or threshold depends on the guideline's parameters."""
    dimensions: dict[Dimension, Coded]
    positions: NDArray[np.int64]

    @classmethod
    def of(cls, found: Decisions, guideline: Guideline) -> "Basis":
        """Read every decision once, by way of any guideline; others can be asked after it."""
        cases = found.cases
        told = [each.ruling.assessment for each in cases]
        facts = [each.facts for each in told]
        return cls(
            found=found,
            columns=_plain(facts, guideline),
            regulated=Coded.of(each.instrument.measures for each in facts),
            highest=Coded.of(each.history.highest_measure for each in facts),
            chosen=Coded.of(each.measure for each in cases),
            recommended=Coded.of(each.recommended.action for each in told),
            was_permitted=np.array([_was_permitted(each) for each in cases], np.bool_),
            rules=Coded.of((each.guideline.fingerprint, each.facts_version) for each in told),
            read_apart={
                "rattelsefrist": _places(
                    bool(each.history.cure_dates) or each.history.cure_sent_on is not None
                    for each in facts
                ),
                "troskel": _places(bool(each.finding.measured) for each in facts),
            },
            dimensions={
                dimension: Coded.of(value_of(dimension, each) for each in cases)
                for dimension in Dimension
            },
            positions=np.array([each.position for each in cases], np.int64),
        )

    def differences(self, guideline: Guideline) -> "Differences":
        """Ask a guideline about all of it."""
        untried = ~self.rules.where(lambda rules: rules[1] == guideline.facts_version)
        untried |= ~self.highest.where(lambda each: each is None or each in guideline.ladder)
        given = self.given(guideline)
        found = assess_arrays(given, guideline, wanted=("far", "rekommendation"))
        permitted = self.chosen.where(lambda each: each == ABSTENTION)
        for at, measure in enumerate(self.chosen.values):
            answer = found.get(f"far.{measure}")
            if answer is not None:
                permitted = np.where(self.chosen.codes == at, answer, permitted)
        permitted = self._within_the_terms(guideline, permitted, untried)
        actions = words(guideline)["rekommendation"]
        known = {word: code for code, word in enumerate(actions)}
        expected = self.recommended.mapped(lambda each: known.get(each, len(actions)))
        return Differences(
            self,
            guideline,
            {
                Kind.REFUSED: self.was_permitted & ~permitted & ~untried,
                Kind.PERMITTED: ~self.was_permitted & permitted & ~untried,
                Kind.RECOMMENDED: (found["rekommendation"] != expected) & ~untried,
                Kind.UNTRIED: untried,
            },
        )

    def given(self, guideline: Guideline) -> dict[str, Column]:
        """What the arrays are given, for a guideline."""
        given = dict(self.columns)
        for name, of in _BY_GUIDELINE.items():
            domain = DOMAINS[name]
            column = np.zeros(len(self.positions), np.uint8)
            # A guideline that does not read it says the same of every value.
            apart = self.read_apart[name].tolist() if name in guideline.reads else ()
            for at in apart:
                facts = self.found.cases[at].ruling.assessment.facts
                column[at] = domain.index(of(facts, guideline))
            given[name] = column
        rungs = (NOTHING, *guideline.ladder)
        given[HIGHEST] = self.highest.mapped(lambda each: rungs.index(each) if each in rungs else 0)
        for measure in guideline.measures:
            holds = self.regulated.where(partial(_has, measure.id))
            given[regulated(measure.id)] = holds.view(np.uint8)
        return {name: given[name] for name in inputs(guideline)}

    def _within_the_terms(
        self, guideline: Guideline, permitted: NDArray[np.bool_], untried: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Only where the guidelines' terms of a measure differ is each choice tried by itself."""
        rules = self.found.rules
        width = len(self.chosen.values)
        pairs = self.rules.codes * np.int32(width) + self.chosen.codes
        apart = [
            pair
            for pair in np.unique(pairs).tolist()
            if self._differ(guideline, *divmod(pair, width))
        ]
        for at in np.flatnonzero(np.isin(pairs, apart) & permitted & ~untried).tolist():
            if beyond_the_tables(self.found.cases[at], guideline, rules):
                permitted[at] = False
        return permitted

    def _differ(self, guideline: Guideline, rules: int, chosen: int) -> bool:
        """Whether the guideline of then has other terms for the measure."""
        before = self.found.rules.guideline(self.rules.values[rules][0])
        measure = self.chosen.values[chosen]
        return before is None or terms_of(before, measure) != terms_of(guideline, measure)


@attrs.frozen(eq=False)
class Differences:
    """Which decisions a guideline answers otherwise, and how."""

    basis: Basis
    guideline: Guideline
    by_kind: dict[Kind, NDArray[np.bool_]]

    @property
    def any_of_them(self) -> NDArray[np.bool_]:
        """Which decisions differ in some way."""
        found: NDArray[np.bool_] = np.logical_or.reduce(list(self.by_kind.values()))
        return found

    def tallies(self) -> tuple[Tally, ...]:
        """The sums, with the place of every case behind them."""
        found: list[Tally] = []
        changed = self.any_of_them
        hits = {kind: np.flatnonzero(which) for kind, which in self.by_kind.items()}
        for dimension, coded in self.basis.dimensions.items():
            size = len(coded.values)
            counts = np.bincount(coded.codes, minlength=size)
            differing = np.bincount(coded.codes[changed], minlength=size)
            where = {kind: self._by_value(coded, places) for kind, places in hits.items()}
            for value in sorted(coded.values):
                at = coded.values.index(value)
                own = {kind: tuple(each[at].tolist()) for kind, each in where.items()}
                found.append(
                    Tally(
                        dimension,
                        value,
                        int(counts[at]),
                        int(differing[at]),
                        {kind: positions for kind, positions in own.items() if positions},
                    )
                )
        return tuple(found)

    def _by_value(self, coded: Coded, places: NDArray[np.intp]) -> list[NDArray[np.int64]]:
        """The positions of some decisions, those with each value together, in their order."""
        codes = coded.codes[places]
        order = np.argsort(codes, kind="stable")
        ends = np.cumsum(np.bincount(codes, minlength=len(coded.values)))
        return np.split(self.basis.positions[places[order]], ends[:-1])

    def changed(self) -> tuple[Changed, ...]:
        """Every decision that differs, with what is said of it and where that stands."""
        cases, rules = self.basis.found.cases, self.basis.found.rules
        each = (changed_by(cases[at], self.guideline, rules)
                for at in np.flatnonzero(self.any_of_them).tolist())  # fmt: skip
        return tuple(filter(None, each))

    def lacking(self) -> dict[str, tuple[int, ...]]:
        """What the guideline asks for and nobody was asked at the time."""
        basis, guideline = self.basis, self.guideline
        given = basis.given(guideline)
        found = {}
        for name in guideline.reads:
            asked = basis.rules.where(partial(self._is_unasked, name))
            where = np.flatnonzero(asked & (given[name] == 0))
            if len(where):
                found[name] = tuple(basis.positions[where].tolist())
        return found

    def _is_unasked(self, name: str, rules: tuple[str, int]) -> bool:
        before = self.basis.found.rules.guideline(rules[0])
        return name in unasked(before, self.guideline)


def what_if_many(found: Decisions, guideline: Guideline) -> WhatIf:
    """The answer of `whatif.what_if`, by the arrays."""
    differences = Basis.of(found, guideline).differences(guideline)
    return WhatIf(
        guideline=compile_guideline(guideline).ref,
        decisions=len(found.cases),
        changed=differences.changed(),
        tallies=differences.tallies(),
        lacking=differences.lacking(),
    )


# ── helpers ──


def _was_permitted(case: Case) -> bool:
    choice = case.ruling.choice
    return choice.measure is None or (
        case.ruling.assessment.permitted_measure(choice.measure) is not None
    )


def _has(measure: MeasureId, held: tuple[MeasureId, ...]) -> bool:
    return measure in held


def _places(holds: Iterable[bool]) -> NDArray[np.intp]:
    return np.flatnonzero(np.fromiter(holds, np.bool_))


def _plain(facts: list[Facts], guideline: Guideline) -> dict[str, Column]:
    """The inputs that no guideline's parameters have a part in."""
    codes = {
        name: (at, {word: place for place, word in enumerate(DOMAINS[name])})
        for at, name in enumerate(NAMES)
        if name not in _BY_GUIDELINE and name not in _DERIVED
    }
    found = {name: np.empty(len(facts), np.uint8) for name in codes}
    for start in range(0, len(facts), CHUNK):
        rows = [read(each, guideline) for each in facts[start : start + CHUNK]]
        for name, (at, code) in codes.items():
            found[name][start : start + len(rows)] = [code[row[at]] for row in rows]
    return found
