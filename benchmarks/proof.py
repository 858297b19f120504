"""All that is proved about the policy and the plans, in full: ``python -m benchmarks.proof``.

The tests run shorter versions of the same. Prints what was tried, how many states and how long.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable
from itertools import islice, product
from time import perf_counter

from tests.policy.cases import GUIDELINES, ÖREBRO
from tests.policy.damage import damaged_files
from tests.policy.laws import LAWS
from tests.policy.mutations import (
    FINGERPRINT,
    LAW,
    LOADING,
    NOTHING,
    ORACLE,
    mutations,
    noticed_by,
)
from tests.policy.oracles import LADDER, action_of, everything, level_of, reasons
from tests.policy.random_facts import random_facts
from tests.policy.readings import facts_where
from tests.policy.test_mutations import changes_only_sources
from tests.policy.test_oracles import answered
from tests.policy.trajectories import FOUR, verdicts_of, walk
from tests.schedule import mutations as plans

from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines import LimitKind, fingerprint, parse
from avtalsuppfoljning.guidelines.inputs import DOMAINS
from avtalsuppfoljning.guidelines.laws import level_cells, level_in
from avtalsuppfoljning.policy import History, assess
from avtalsuppfoljning.policy.assessing import recommend
from avtalsuppfoljning.policy.compiling import compile_guideline
from avtalsuppfoljning.policy.inputs import read
from avtalsuppfoljning.schedule import schedule_fingerprint
from avtalsuppfoljning.terms import MeasureId, Resultat

FACTS = 200_000
FILES = 10_000
SEED = 215
WORDS = {
    None: "permitted",
    LimitKind.BARRED: "barred",
    LimitKind.SILENT: "silent",
    LimitKind.WAITING: "waiting",
}


def random_answers() -> str:
    """Raw facts through `assess`, against both oracles."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed seed)
    for case in islice(random_facts(chance, LADDER), FACTS):
        found, expected = answered(case), everything(case)
        if found != expected:
            raise AssertionError(f"{found} is not {expected} for {case}")
    return f"{FACTS} facts"


def printed() -> str:
    """Oracle 1: what is printed, over every combination of the facts that each measure reads."""
    states = 0
    for measure in ÖREBRO.measures:
        limits = [limit for limit in ÖREBRO.limits if measure.id in limit.refuses]
        names = sorted({name for limit in limits for name, _ in limit.when})
        for values in product(*(DOMAINS[name] for name in names)):
            cell = dict(zip(names, values, strict=True))
            case = facts_where(cell, guideline=ÖREBRO, measure=measure.id)
            found = {each.measure: set(each.reasons) for each in assess(case, ÖREBRO).refused}
            if found.get(measure.id, set()) != reasons(measure.id, case):
                raise AssertionError(f"{found} for {cell}")
            states += 1
    return f"{states} states"


def quotient() -> str:
    """Oracle 2: grade, upprepad, M, result, and each measure permitted, barred, silent, waiting."""
    compiled = compile_guideline(ÖREBRO)
    rows = {row.gives: row for row in ÖREBRO.grade.rows}
    states = 0
    statuses = list(product(FOUR, repeat=len(LADDER)))
    for (grade, row), again, before, result in product(
        rows.items(), ("nej", "ja"), ("ingen", *LADDER), Resultat
    ):
        cell = {"upprepad": again, "hogsta_atgard": before, "resultat": result}
        values = read(facts_where(cell, guideline=ÖREBRO), ÖREBRO)
        highest = None if before == "ingen" else MeasureId(before)
        history = History(highest_measure=highest, result=result)
        level = level_of(grade, history, repeated=again == "ja")
        for each in statuses:
            status = {rung: WORDS[kind] for rung, kind in zip(LADDER, each, strict=True)}
            found = recommend(compiled, values, highest, verdicts_of(ÖREBRO, each), row)
            if (found.level, found.action) != (level, action_of(level, history, status)):
                raise AssertionError(f"{found} for {cell}, {grade}, {status}")
            states += 1
    return f"{states} states"


def laws() -> str:
    """Every law for every guideline, and that `assess` arrives at the level of every cell."""
    cells = 0
    for guideline in GUIDELINES:
        for name, law in LAWS.items():
            broken = law(guideline)
            if broken:
                raise AssertionError(f"{guideline.id}, {name}: {broken}")
        grades = {row.gives: dict(row.when) for row in guideline.grade.rows}
        for cell in level_cells(guideline):
            if cell.get("troskel") in {"inom", "over"}:
                continue
            first = {name: values[0] for name, values in grades[cell["grad"]].items()}
            found = assess(facts_where(first | cell, guideline=guideline), guideline)
            if found.recommended.level != level_in(guideline, cell):
                raise AssertionError(f"{guideline.id}: {found.recommended} in {cell}")
            cells += 1
    return f"{len(LAWS)} laws, {len(GUIDELINES)} guidelines, {cells} levels"


def trajectories() -> str:
    """From every start and every measure: remedied, at one that stands, or with the nämnd."""
    found = [walk(guideline, FOUR) for guideline in GUIDELINES]
    return f"{sum(states for states, _ in found)} states"


def mutants() -> str:
    """Every single-row mutation of every guideline, counted by what notices it first."""
    found: Counter[str] = Counter()
    parts: dict[str, Counter[str]] = {}
    sources: Counter[str] = Counter()
    for guideline in GUIDELINES:
        golden = fingerprint(guideline)
        for mutation in mutations(guideline):
            noticed, _, law = noticed_by(mutation.guideline, golden=golden).partition(": ")
            if noticed == NOTHING:
                raise AssertionError(f"{guideline.id}: {mutation[:3]} is not noticed")
            if noticed == FINGERPRINT:
                if not changes_only_sources(guideline, mutation):
                    raise AssertionError(f"{guideline.id}: {mutation[:3]} changes an answer")
                sources[mutation.how] += 1
            found[noticed] += 1
            found[f"law {law}"] += bool(law)
            parts.setdefault(mutation.part, Counter())[noticed] += 1
    columns = (LOADING, LAW, ORACLE, FINGERPRINT)
    print(f"{'':14}" + "".join(f"{each:>14}" for each in columns))
    for part, counted in (*parts.items(), ("in all", found)):
        print(f"{part:14}" + "".join(f"{counted[each]:14}" for each in columns))
    for law in sorted(each for each in found if each.startswith("law ") and found[each]):
        print(f"  {law}: {found[law]}")
    alone = ", ".join(f"{how} {number}" for how, number in sources.most_common())
    return f"{sum(found[each] for each in columns)} mutations; fingerprint only: {alone}"


def plan_mutants() -> str:
    """Every single-row mutation of every plan, counted by what notices it first."""
    columns = (plans.LOADING, plans.YEARS, plans.READING, plans.FINGERPRINT)
    found: Counter[str] = Counter()
    keys: dict[str, Counter[str]] = {}
    for guideline in GUIDELINES:
        golden = schedule_fingerprint(guideline)
        for mutation in plans.mutations(guideline.id, guideline.version):
            noticed = plans.noticed_by(mutation.guideline, golden=golden)
            if noticed == plans.NOTHING:
                raise AssertionError(f"{guideline.id}: {mutation[:3]} is not noticed")
            found[noticed] += 1
            keys.setdefault(mutation.how, Counter())[noticed] += 1
    print(f"{'':18}" + "".join(f"{each:>14}" for each in columns))
    for key, counted in (*sorted(keys.items()), ("in all", found)):
        print(f"{key:18}" + "".join(f"{counted[each]:14}" for each in columns))
    return f"{sum(found.values())} mutations of plan rows, each noticed"


def damage() -> str:
    """Damaged files: a located refusal, or a whole guideline."""
    refused = 0
    chance = random.Random(SEED)  # noqa: S311  (a fixed seed)
    for text in islice(damaged_files(chance), FILES):
        try:
            found = parse(text)
            assess(facts_where({}, guideline=found), found)
            fingerprint(found)
        except GuidelineError as fault:
            if not fault.place or "\n" in str(fault):
                raise AssertionError(f"not located: {fault}") from fault
            refused += 1
    return f"{FILES} files, {refused} refused, {FILES - refused} whole guidelines"


PROOFS: dict[str, Callable[[], str]] = {
    "random answers": random_answers,
    "printed": printed,
    "quotient": quotient,
    "laws": laws,
    "trajectories": trajectories,
    "mutations": mutants,
    "plan mutations": plan_mutants,
    "damaged files": damage,
}


def main() -> None:
    """Run the proofs named, or all of them."""
    for name in sys.argv[1:] or PROOFS:
        start = perf_counter()
        told = PROOFS[name]()
        print(f"{name}: {told}, {perf_counter() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main()
