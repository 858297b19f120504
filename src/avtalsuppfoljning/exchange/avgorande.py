"""``avgorande`` in the JSON of ``avtal bedom``: the rows and the facts that settle the answer."""

from collections.abc import Iterator
from typing import Any, Final

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.guidelines import Guideline, Limit, Row
from avtalsuppfoljning.guidelines.inputs import DOMAINS, NO_YES, YES
from avtalsuppfoljning.policy import Assessment, Facts
from avtalsuppfoljning.policy.decisive import Decisive, decisive_facts

Given = str | bool | tuple[str, ...] | None

_NONE: Final = frozenset({"historik.hogsta_atgard", "brist.oegentlighet"})
"""Paths whose ``ingen`` is written as null."""


def settled_by(facts: Facts, guideline: Guideline) -> list[tuple[str, Given, tuple[Citation, ...]]]:
    """Each fact that mattered by its path, as it is written in JSON, and the rules that ask."""
    return [
        (each.path, _given(each, facts), each.citations)
        for each in decisive_facts(facts, guideline)
    ]


def write_settled_by(assessment: Assessment, guideline: Guideline) -> dict[str, Any]:
    """The value of ``avgorande``: every row that was applied, and every fact that mattered."""
    facts = assessment.facts
    ends_on = facts.instrument.ends_on
    return {
        "rader": [
            {"rad": row, "kallor": write_citations(citations)}
            for row, citations in _rows(assessment, guideline)
        ],
        "fakta": [
            {
                "fakta": path,
                "ar": (ends_on and ends_on.isoformat()) if path == "avtal.slut" else _plain(value),
                "kallor": write_citations(citations),
            }
            for path, value, citations in settled_by(facts, guideline)
        ],
    }


def _rows(
    assessment: Assessment, guideline: Guideline
) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    tables = (guideline.grade, guideline.start, guideline.level)
    rules: list[Limit | Row] = [*guideline.limits, *(r for table in tables for r in table.rows)]
    written: dict[str, tuple[Citation, ...]] = {rule.id: (rule.citation,) for rule in rules}
    written |= {duty.duty: duty.citations for duty in assessment.duties}
    return ((id_, written[id_]) for id_ in assessment.trace)


def write_citations(citations: tuple[Citation, ...]) -> list[dict[str, Any]]:
    """``kallor``: document and section, and ``tolkning`` only where it is our reading."""
    return [
        {"dokument": each.document, "avsnitt": each.section}
        | ({"tolkning": True} if each.is_interpretation else {})
        for each in citations
    ]


def _given(decisive: Decisive, facts: Facts) -> Given:
    instrument = facts.instrument
    match decisive.path:
        case "avtal.ekonomiska_former":
            return tuple(map(str, instrument.economic_forms))
        case "avtal.avstangning_kanaler":
            return tuple(map(str, instrument.suspension_channels))
        case path if path in _NONE and decisive.value == "ingen":
            return None
        case _ if DOMAINS.get(decisive.input) == NO_YES and decisive.input != "reglerad":
            return decisive.value == YES
        case _:
            return decisive.value


def _plain(value: Given) -> object:
    return list(value) if isinstance(value, tuple) else value
