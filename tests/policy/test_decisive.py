"""Which facts mattered: they settle the answer, and none of them can be spared."""

from itertools import product
from typing import Any

from hypothesis import given, settings, strategies as st
from tests.policy.cases import ÖREBRO, all_facts, altered, unhurried
from tests.policy.small import (
    answer,
    domains,
    every_answer,
    facts_of,
    small_guidelines,
)

from avtalsuppfoljning.guidelines import Guideline, load, shipped
from avtalsuppfoljning.policy import Facts, assess
from avtalsuppfoljning.policy.decisive import decisive_facts

GUIDELINES = [load(*each) for each in shipped()]
guidelines_and_facts = st.sampled_from(GUIDELINES).flatmap(
    lambda guideline: st.tuples(
        st.just(guideline),
        all_facts(guideline=guideline),
        st.lists(all_facts(guideline=guideline), min_size=5, max_size=5),
    )
)


def answers_where(guideline: Guideline, cell: dict[str, str], kept: set[str]) -> set[Any]:
    """Every answer there is when only these inputs are known; by trying everything."""
    space = domains(guideline)
    known = every_answer(guideline)
    values = [(cell[name],) if name.partition(".")[0] in kept else space[name] for name in space]
    return {known[found] for found in product(*values)}


@settings(parent=unhurried, max_examples=15)
@given(small_guidelines(), st.data())
def test_by_brute_force(guideline: Guideline, data: st.DataObject) -> None:
    space = domains(guideline)
    for _ in range(4):
        cell = {name: data.draw(st.sampled_from(values)) for name, values in space.items()}
        found = decisive_facts(facts_of(cell), guideline)
        kept = {each.input for each in found}
        assert kept <= {name.partition(".")[0] for name in space}
        assert len(answers_where(guideline, cell, kept)) == 1
        for name in kept:
            assert len(answers_where(guideline, cell, kept - {name})) > 1


PARTS = {
    "avtal.atgarder": ("instrument", "measures"),
    "avtal.ekonomiska_former": ("instrument", "economic_forms"),
    "avtal.avstangning_kanaler": ("instrument", "suspension_channels"),
    "avtal.havningsgrund_uppfylld": ("instrument", "termination_ground_met"),
    "avtal.hanvisar_till_riktlinjen": ("instrument", "refers_to_guideline"),
    "avtal.slut": ("instrument", "ends_on"),
    "avtal.endast_individavtal": ("instrument", "only_individavtal"),
    "avtal.omedelbar_grund": ("instrument", "immediate_ground_met"),
    "avtal.uppsagningsgrund": ("instrument", "notice_ground_met"),
    "brist.avtalsbrist": ("finding", "is_avtalsbrist"),
    "brist.frekvens": ("finding", "frequency"),
    "brist.konsekvens.individ": ("consequences", "individual"),
    "brist.konsekvens.kommunen": ("consequences", "municipality"),
    "brist.konsekvens.utforaren": ("consequences", "provider"),
    "brist.medveten": ("finding", "is_deliberate"),
    "brist.upprepad": ("finding", "is_repeated"),
    "brist.risk": ("finding", "is_risk"),
    "brist.akut": ("finding", "is_acute"),
    "brist.skada": ("finding", "has_damage"),
    "brist.felaktig_utbetalning": ("finding", "is_overpaid"),
    "brist.oegentlighet": ("finding", "irregularity"),
    "brist.matt": ("finding", "measured"),
    "historik.hogsta_atgard": ("history", "highest_measure"),
    "historik.resultat": ("history", "result"),
    "historik.varning_galler": ("history", "warning_stands"),
}


def mixed(case: Facts, other: Facts, paths: set[str]) -> Facts:
    """The other facts, but for these paths."""
    parts: dict[str, Any] = {
        "instrument": other.instrument,
        "finding": other.finding,
        "history": other.history,
        "consequences": other.finding.consequences,
    }
    mine: dict[str, Any] = {
        "instrument": case.instrument,
        "finding": case.finding,
        "history": case.history,
        "consequences": case.finding.consequences,
    }
    whole: dict[str, Any] = {}
    for path in paths:
        if path in PARTS:
            part, field = PARTS[path]
            parts[part] = altered(parts[part], **{field: getattr(mine[part], field)})
        elif path == "historik.rattelsefrist":
            fields = {f: getattr(case.history, f) for f in ("cure_sent_on", "cure_dates")}
            parts["history"] = altered(parts["history"], **fields)
        else:
            field = {"hord": "heard"}.get(path, path)
            whole[field] = getattr(case, field)
    finding = altered(parts["finding"], consequences=parts["consequences"])
    return altered(
        other,
        instrument=parts["instrument"],
        finding=finding,
        history=parts["history"],
        **whole,
    )


@settings(parent=unhurried, max_examples=150)
@given(guidelines_and_facts)
def test_whatever_the_other_facts_are(
    triple: tuple[Guideline, Facts, list[Facts]],
) -> None:
    """Of every shipped guideline; the rest of the facts is taken from other cases."""
    guideline, case, others = triple
    found = decisive_facts(case, guideline)
    paths = {each.path for each in found}
    expected = answer(assess(case, guideline))
    for other in others:
        assert answer(assess(mixed(case, other, paths), guideline)) == expected
    assert all(each.citations for each in found)
    assert found == decisive_facts(case, guideline)


def test_facts_that_nobody_reads_are_never_named() -> None:
    """Örebro reads neither risk nor akut, and nothing depends on whether somebody was heard."""
    case = facts_of({"frekvens": "systematisk"})
    paths = {each.path for each in decisive_facts(case, ÖREBRO)}
    assert paths.isdisjoint({"brist.risk", "brist.akut", "hord", "avtal.endast_individavtal"})
    assert {"driftsform", "avtal.atgarder", "brist.frekvens"} <= paths


def test_no_avtalsbrist_settles_almost_everything() -> None:
    """Nothing may be done, the level is none; only the grade still depends on its facts."""
    found = decisive_facts(facts_of({"avtalsbrist": "nej"}), ÖREBRO)
    assert [each.path for each in found] == [
        "brist.avtalsbrist",
        "brist.frekvens",
        "brist.konsekvens.individ",
        "brist.konsekvens.kommunen",
        "brist.konsekvens.utforaren",
        "brist.medveten",
    ]
    assert found[0].value == "nej"
    assert "Sanktioner" in {each.section for each in found[0].citations}
