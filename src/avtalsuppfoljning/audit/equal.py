"""Equal treatment: the same facts and another outcome, and how egen and privat regi have fared.

Two decisions rest on the same facts when the finding and the history before it are equal; who
the provider is and what its agreement regulates is left out. A difference is lawful where the
rules themselves make it: both followed what was recommended to them, and a cell or a limit of the
guideline, or a term of the agreement, lets one have what the other could not get. All else is
unexplained: for somebody to look at, not a verdict.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations
from typing import Final

import attrs

from avtalsuppfoljning.audit.cases import Case
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.policy import Assessment, Permitted
from avtalsuppfoljning.terms import Driftsform

FORM_NOT_AGREED: Final = "form_ej_i_avtalet"
"""The agreement of the other lacks the form, or the channel."""
AMOUNT_CAPPED: Final = "beloppstak"
"""The agreement of the other has a lower cap."""
COUNTED: Final = "raknat"
"""The amounts are what the tariff comes to, for other numbers of what it counts."""
OTHER_RULES: Final = "annat_regelverk"
"""They were decided by guidelines that answer otherwise."""

_DEPARTURES: Final = frozenset({"annan_an_rekommenderad", "hoppar_over_steg"})


@attrs.frozen
class Chosen:
    """What was decided."""

    measure: str
    forms: tuple[str, ...]
    amount: Decimal | None


@attrs.frozen
class Side:
    """Decisions with the same facts and the same outcome, for providers in the same position."""

    outcome: Chosen
    driftsform: Driftsform
    recommended: str
    is_departure: bool
    """Something else was chosen than what was recommended."""
    is_motivated: bool
    """Whoever departed from it said why, every time."""
    cases: tuple[Case, ...]

    @property
    def positions(self) -> tuple[int, ...]:
        """Where in the log the decisions stand."""
        return tuple(case.position for case in self.cases)

    @property
    def first(self) -> Assessment:
        """What the first of them was told; it says the same of all."""
        return self.cases[0].ruling.assessment


@attrs.frozen
class Explanation:
    """A rule that lets one side have what the other could not get."""

    code: str
    """A reason of the guideline, or one of the words above."""
    measure: str
    driftsform: Driftsform
    """The side that the rule holds back."""
    citations: tuple[Citation, ...]


@attrs.frozen
class Difference:
    """Two sides with the same facts and different outcomes."""

    one: Side
    other: Side
    explanations: tuple[Explanation, ...]
    """The rules that tell the two apart; empty where there is none."""
    is_lawful: bool
    distance: int
    """How many rungs lie between the outcomes."""

    @property
    def is_between_forms(self) -> bool:
        """One of them is egen regi and the other is not."""
        egen = Driftsform.EGEN_REGI
        return (self.one.driftsform is egen) is not (self.other.driftsform is egen)

    @property
    def count(self) -> int:
        """How many decisions there are on both sides."""
        return len(self.one.cases) + len(self.other.cases)


@attrs.frozen
class Compared:
    """Every difference, the unexplained first, and how much was compared."""

    decisions: int
    groups: int
    """How many sets of equal facts hold more than one decision."""
    compared: int
    """How many decisions these are."""
    differences: tuple[Difference, ...]

    @property
    def unexplained(self) -> tuple[Difference, ...]:
        """Those that no rule explains."""
        return tuple(each for each in self.differences if not each.is_lawful)


def compare_outcomes(cases: Iterable[Case]) -> Compared:
    """Every pair of sides with the same facts and different outcomes, about several deficiencies.

    The unexplained come first; among them those between egen regi and others, then those that
    lie farthest apart.
    """
    groups: dict[object, list[Case]] = {}
    decisions = 0
    for case in cases:
        decisions += 1
        groups.setdefault(same_facts(case), []).append(case)
    compared = [group for group in groups.values() if len(group) > 1]
    found = [
        _difference(one, other)
        for group in compared
        for one, other in combinations(_sides(group), 2)
        if one.outcome != other.outcome and not _is_one_matter(one, other)
    ]
    found.sort(
        key=lambda each: (
            each.is_lawful,
            not each.is_between_forms,
            -each.distance,
            -each.count,
            each.one.positions,
            each.other.positions,
        )
    )
    return Compared(decisions, len(compared), sum(map(len, compared)), tuple(found))


def same_facts(case: Case) -> object:
    """What two decisions must have in common to be compared: the finding and the history.

    The ladder's own words belong to it: measures of different guidelines cannot be compared.
    """
    facts = case.ruling.assessment.facts
    history = facts.history
    return (
        case.ruling.assessment.guideline.id,
        facts.finding,
        history.highest_measure,
        history.result,
        history.warning_stands,
        facts.has_ended,
    )


# ── helpers ──


def _is_one_matter(one: Side, other: Side) -> bool:
    """A second decision about the same deficiency treats nobody unlike another."""
    return len({case.deficiency for case in (*one.cases, *other.cases)}) == 1


def _sides(group: Iterable[Case]) -> list[Side]:
    """The decisions of a group, by outcome and by what the rules said of them.

    Of many amounts for providers in the same position the least and the greatest are kept: what
    lies between them differs less.
    """
    kept: dict[object, dict[Decimal | None, list[Case]]] = {}
    for case in group:
        told = case.ruling.assessment
        outcome = _outcome(case)
        position = (
            outcome.measure,
            outcome.forms,
            told.guideline.fingerprint,
            told.facts.driftsform,
            told.facts.upphandlingsform,
            told.recommended.action,
            _departs(case),
            tuple((each.measure, each.reasons) for each in told.refused),
            tuple((each.measure, each.forms) for each in told.permitted),
            told.facts.instrument.amount_caps,
        )
        kept.setdefault(position, {}).setdefault(outcome.amount, []).append(case)
    return [_side(cases) for amounts in kept.values() for cases in _ends(amounts)]


def _ends(amounts: dict[Decimal | None, list[Case]]) -> Iterable[list[Case]]:
    order = sorted(amounts, key=lambda amount: -1 if amount is None else amount)
    return [amounts[amount] for amount in dict.fromkeys((order[0], order[-1]))]


def _side(cases: list[Case]) -> Side:
    first = cases[0].ruling.assessment
    return Side(
        outcome=_outcome(cases[0]),
        driftsform=first.facts.driftsform,
        recommended=first.recommended.action,
        is_departure=_departs(cases[0]),
        is_motivated=all(bool(case.ruling.choice.motivation.strip()) for case in cases),
        cases=tuple(cases),
    )


def _outcome(case: Case) -> Chosen:
    choice = case.ruling.choice
    amount = None if choice.amount is None else choice.amount.amount
    return Chosen(case.measure, tuple(sorted(choice.forms)), amount)


def _departs(case: Case) -> bool:
    return any(each.code in _DEPARTURES for each in case.ruling.deviations)


def _difference(one: Side, other: Side) -> Difference:
    explanations = tuple(dict.fromkeys((*_held_back(one, other), *_held_back(other, one))))
    if one.first.guideline.fingerprint != other.first.guideline.fingerprint:
        explanations += tuple(_other_rules(one, other))
    is_free = one.is_departure or other.is_departure
    return Difference(
        one=one,
        other=other,
        explanations=explanations,
        is_lawful=bool(explanations) and not is_free,
        distance=abs(_rung(one) - _rung(other)),
    )


def _rung(side: Side) -> int:
    ladder = side.first.ladder
    measure = side.outcome.measure
    return 1 + [*ladder].index(measure) if measure in ladder else 0  # type: ignore[arg-type]  # ids are text


def _held_back(held: Side, free: Side) -> Iterator[Explanation]:
    """The rules by which one side could not get the other's outcome, or its recommendation."""
    measure = free.outcome.measure
    if held.outcome.measure == measure:
        permitted = held.first.permitted_measure(free.cases[0].ruling.choice.measure)
        if permitted is not None:
            yield from _by_agreement(permitted, held, free)
        return
    also = {measure: True, free.recommended: free.recommended != held.recommended}
    for each in held.first.refused:
        if also.get(each.measure):
            for reason in each.reasons:
                yield Explanation(reason, each.measure, held.driftsform, each.citations)


def _by_agreement(permitted: Permitted, held: Side, free: Side) -> Iterator[Explanation]:
    if any(form not in permitted.forms for form in free.outcome.forms):
        yield Explanation(FORM_NOT_AGREED, permitted.measure, held.driftsform, permitted.citations)
    amount = free.outcome.amount
    caps = held.first.facts.instrument.amount_caps
    if amount is not None and any(
        cap.form in free.outcome.forms and amount > cap.amount.amount for cap in caps
    ):
        yield Explanation(AMOUNT_CAPPED, permitted.measure, held.driftsform, permitted.citations)
    if _is_counted(held) and _is_counted(free) and _counts(held) != _counts(free):
        yield Explanation(COUNTED, permitted.measure, held.driftsform, permitted.citations)


def _is_counted(side: Side) -> bool:
    """Every amount is exactly what the tariffs come to."""
    return all(
        bool(case.ruling.reckoned)
        and side.outcome.amount
        == sum(each.amount.amount for each in case.ruling.reckoned if each.amount is not None)
        for case in side.cases
    )


def _counts(side: Side) -> set[object]:
    return {(case.ruling.choice.items, case.ruling.choice.breach) for case in side.cases}


def _other_rules(one: Side, other: Side) -> Iterator[Explanation]:
    if one.recommended != other.recommended:
        yield Explanation(
            OTHER_RULES, other.recommended, other.driftsform, other.first.recommended.citations
        )
