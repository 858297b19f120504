"""Facts that were added later: what was recorded before still decodes, and means the same."""

from datetime import date
from decimal import Decimal
from typing import Any, get_args

import attrs
import msgspec
from tests.policy.cases import BASE, DAY, GUIDELINES, ÖREBRO, altered, facts

from avtalsuppfoljning.guidelines import fingerprint
from avtalsuppfoljning.guidelines.inputs import DECLARED
from avtalsuppfoljning.policy import FACTS_VERSION, Assessment, Facts, Measured, Ruling, assess
from avtalsuppfoljning.strict import structure, unstructure
from avtalsuppfoljning.terms import Oegentlighet

ADDED = {
    "immediate_ground_met", "notice_ground_met", "has_damage", "is_overpaid", "irregularity",
    "measured", "warning_stands", "cure_sent_on", "cure_dates", "side_effects", "cautions",
    "decided_amounts", "decided_by", "most", "meaning", "report_to_next_meeting",
}  # fmt: skip


def as_before(data: Any) -> Any:
    """The same data as it was stored before any of this could be said."""
    if isinstance(data, list):
        return [as_before(each) for each in data]
    if not isinstance(data, dict):
        return data
    return {key: as_before(value) for key, value in data.items() if key not in ADDED}


def test_what_was_stored_before_still_decodes() -> None:
    found = assess(BASE, ÖREBRO)
    before = as_before(unstructure(found))
    assert structure(before, Assessment) == found
    assert msgspec.json.decode(msgspec.json.encode(before), type=Assessment) == found
    names = {field.name for kind in (Assessment, Facts, Ruling) for field in fields_below(kind)}
    assert names.issuperset(ADDED)


def fields_below(kind: Any) -> list[Any]:
    """Every field of a recorded class, and of the classes in it."""
    found: list[Any] = []
    queue, seen = [kind], set()
    while queue:
        each = queue.pop()
        queue += get_args(each)
        if isinstance(each, type) and attrs.has(each) and each not in seen:
            seen.add(each)
            found += attrs.fields(each)
            queue += [field.type for field in attrs.fields(each)]
    return found


def test_a_guideline_that_does_not_declare_a_fact_does_not_read_it() -> None:
    """So the version of the facts stays 1."""
    assert FACTS_VERSION == 1
    told = facts(
        immediate_ground_met=True,
        notice_ground_met=True,
        has_damage=True,
        is_overpaid=True,
        irregularity=Oegentlighet.SKATTER,
        measured=(Measured(parameter="andel", figure=Decimal(40)),),
        warning_stands=True,
        cure_sent_on=DAY,
        cure_dates=(date(2026, 12, 1),),
    )
    for guideline in GUIDELINES:
        if not guideline.reads:
            assert altered(assess(told, guideline), facts=BASE) == assess(BASE, guideline)
    assert not ÖREBRO.reads
    assert {name for each in GUIDELINES for name in each.reads} == set(DECLARED)
    assert fingerprint(ÖREBRO).startswith("sha256:25c80bc7")
