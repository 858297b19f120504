"""What another guideline would have said of all that was decided: of the same facts, that day.

Nothing is decided here. A decision differs where the measure that was chosen would have been
refused, or where something else would have been recommended.
"""

import enum
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

import attrs

from avtalsuppfoljning.audit.cases import Case, Decisions, Rules
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.guidelines.inputs import DOMAINS, NOTICE_MONTHS
from avtalsuppfoljning.policy import Assessment, Choice, GuidelineRef, assess, examine
from avtalsuppfoljning.policy.compiling import compile_guideline
from avtalsuppfoljning.policy.inputs import position, read

NO_SUCH_MEASURE: Final = "finns_ej"
"""The reason where the other guideline does not have the measure."""

_OF_THE_GUIDELINE: Final = frozenset(
    {
        "form_saknas",
        "form_utanfor_avtalet",
        "belopp_utanfor_avtalet",
        "belopp_over_riktlinjen",
        "belopp_over_taxan",
        "belopp_over_taket",
        "taxa_saknas",
        "rattelsedag_utanfor",
        "uppsagningstid",
        "beslutsniva",
    }
)
"""Refusals that rest on the guideline; whether somebody had the delegation does not."""


class Kind(enum.StrEnum):
    """In what way a decision would have come out otherwise."""

    REFUSED = "nekas"
    """It was permitted, and would have been refused."""
    PERMITTED = "tillats"
    """It was refused by the rules of then, and would have been permitted."""
    RECOMMENDED = "annan_rekommendation"
    """Something else would have been recommended."""
    UNTRIED = "kan_inte_provas"
    """What was done before cannot be told in the other guideline's measures."""


class Dimension(enum.StrEnum):
    """What the differences are summed by."""

    MEASURE = "atgard"
    DRIFTSFORM = "driftsform"
    PROVIDER = "utforare"
    YEAR = "ar"


def value_of(dimension: Dimension, case: Case) -> str:
    """A decision's value in a dimension."""
    match dimension:
        case Dimension.MEASURE:
            return case.measure
        case Dimension.DRIFTSFORM:
            return case.driftsform
        case Dimension.PROVIDER:
            return case.provider
        case Dimension.YEAR:
            return case.year


@attrs.frozen
class Said:
    """What a guideline says of one decision."""

    is_permitted: bool
    reasons: tuple[str, ...]
    """Why the measure is refused."""
    recommended: str
    level: str
    citations: tuple[Citation, ...]


@attrs.frozen
class Changed:
    """One decision that would have come out otherwise."""

    case: Case
    kinds: tuple[Kind, ...]
    then: Said
    now: Said | None
    """None where it cannot be tried."""


@attrs.frozen
class Tally:
    """How many decisions there are with one value, and which of them would be otherwise."""

    dimension: Dimension
    value: str
    decisions: int
    changed: int
    positions: Mapping[Kind, tuple[int, ...]]
    """Where in the log, per kind of difference; one decision may be of two kinds."""


@attrs.frozen
class WhatIf:
    """All that was decided, beside what another guideline says of it."""

    guideline: GuidelineRef
    decisions: int
    changed: tuple[Changed, ...]
    tallies: tuple[Tally, ...]
    lacking: Mapping[str, tuple[int, ...]]
    """What the other guideline asks for and nobody was asked when it was decided, and where:
    the answer there rests on nothing of the kind having been recorded."""

    @property
    def equal(self) -> int:
        """How many decisions would have come out the same."""
        return self.decisions - len(self.changed)


def what_if(found: Decisions, guideline: Guideline) -> WhatIf:
    """Ask another guideline about every decision, one by one."""
    changed = tuple(
        filter(None, (changed_by(case, guideline, found.rules) for case in found.cases))
    )
    return WhatIf(
        guideline=compile_guideline(guideline).ref,
        decisions=len(found.cases),
        changed=changed,
        tallies=tally(found.cases, ((each.case, each.kinds) for each in changed)),
        lacking=lacking(found, guideline),
    )


def changed_by(case: Case, guideline: Guideline, rules: Rules) -> Changed | None:
    """How one decision would have come out, where that differs."""
    choice, assessment = case.ruling.choice, case.ruling.assessment
    then = _said(choice, assessment, ())
    if not can_be_tried(case, guideline):
        return Changed(case, (Kind.UNTRIED,), then, None)
    asked = assess(assessment.facts, guideline)
    now = _said(choice, asked, beyond_the_tables(case, guideline, rules))
    kinds = []
    if then.is_permitted is not now.is_permitted:
        kinds.append(Kind.REFUSED if then.is_permitted else Kind.PERMITTED)
    if then.recommended != now.recommended:
        kinds.append(Kind.RECOMMENDED)
    return Changed(case, tuple(kinds), then, now) if kinds else None


def can_be_tried(case: Case, guideline: Guideline) -> bool:
    """The facts are of the version that the guideline reads, and its ladder has the history."""
    assessment = case.ruling.assessment
    highest = assessment.facts.history.highest_measure
    is_same = assessment.facts_version == guideline.facts_version
    return is_same and (highest is None or highest in guideline.ladder)


def beyond_the_tables(case: Case, guideline: Guideline, rules: Rules) -> tuple[str, ...]:
    """Why the guideline's forms, caps, tariffs, times or levels refuse the choice.

    Where both guidelines say the same of the measure, the answer is what it was: none.
    """
    ruling = case.ruling
    measure = ruling.choice.measure
    if measure is None or not any(each.id == measure for each in guideline.measures):
        return ()
    before = rules.guideline(ruling.assessment.guideline.fingerprint)
    if before is not None and terms_of(before, measure) == terms_of(guideline, measure):
        return ()
    delegation = rules.delegationsordning(ruling.delegation.fingerprint)
    if delegation is None:
        return ()
    asked = assess(ruling.assessment.facts, guideline)
    tried = examine(ruling.choice, asked, delegation, guideline)
    return tuple(each.code for each in tried.refusals if each.code in _OF_THE_GUIDELINE)


@lru_cache(maxsize=4096)
def terms_of(guideline: Guideline, measure: str) -> tuple[object, ...]:
    """What a guideline says of a measure that no fact decides: forms, who decides, amounts."""
    found = next((each for each in guideline.measures if each.id == measure), None)
    if found is None:
        return ()
    roles = guideline.roles if found.decided_by else ()
    tariffs = tuple(
        (each.unit, each.rate, each.cap) for each in guideline.tariffs if each.measure == measure
    )
    notice = guideline.parameter(NOTICE_MONTHS)
    months = None if notice is None else notice.value
    return (found.effect, found.forms, found.decided_by, roles, tariffs, months)


def lacking(found: Decisions, guideline: Guideline) -> dict[str, tuple[int, ...]]:
    """What a guideline reads that the guideline of a decision did not ask for, by name."""
    missing: dict[str, list[int]] = {}
    for case in found.cases:
        before = found.rules.guideline(case.ruling.assessment.guideline.fingerprint)
        for name in unasked(before, guideline):
            values = read(case.ruling.assessment.facts, guideline)
            if values[position(name)] == DOMAINS[name][0]:
                missing.setdefault(name, []).append(case.position)
    return {name: tuple(positions) for name, positions in missing.items()}


def unasked(before: Guideline | None, guideline: Guideline) -> tuple[str, ...]:
    """What a guideline reads that an earlier one did not; all it declares if that is unknown."""
    asked = () if before is None else before.reads
    return tuple(name for name in guideline.reads if name not in asked)


def tally(
    cases: Iterable[Case], changed: Iterable[tuple[Case, tuple[Kind, ...]]]
) -> tuple[Tally, ...]:
    """The sums per measure, driftsform, provider and year; each in the order of its values."""
    counts: dict[tuple[Dimension, str], tuple[int, int]] = {}
    for case in cases:
        for dimension in Dimension:
            key = dimension, value_of(dimension, case)
            counts[key] = counts.get(key, (0, 0))[0] + 1, 0
    where: dict[tuple[Dimension, str], dict[Kind, list[int]]] = {}
    for case, kinds in changed:
        for dimension in Dimension:
            key = dimension, value_of(dimension, case)
            counts[key] = counts[key][0], counts[key][1] + 1
            for kind in kinds:
                where.setdefault(key, {}).setdefault(kind, []).append(case.position)
    return tuple(
        Tally(
            dimension,
            value,
            *counts[dimension, value],
            {kind: tuple(at) for kind, at in where.get((dimension, value), {}).items()},
        )
        for dimension, value in sorted(counts, key=_in_order)
    )


def _in_order(key: tuple[Dimension, str]) -> tuple[int, str]:
    dimension, value = key
    return list(Dimension).index(dimension), value


def rows(changed: Iterable[Changed], dimension: Dimension, value: str) -> Iterator[Changed]:
    """The concrete cases behind one sum."""
    return (each for each in changed if value_of(dimension, each.case) == value)


# ── helpers ──


def _said(choice: Choice, asked: Assessment, codes: tuple[str, ...]) -> Said:
    recommended = asked.recommended
    reasons, citations = codes, recommended.citations
    permitted = asked.permitted_measure(choice.measure)
    if choice.measure is not None and permitted is None:
        refused = next((each for each in asked.refused if each.measure == choice.measure), None)
        reasons = refused.reasons if refused else (NO_SUCH_MEASURE,)
        citations = refused.citations if refused else citations
    elif codes and permitted is not None:
        citations = permitted.citations
    return Said(not reasons, reasons, recommended.action, recommended.level, citations)
