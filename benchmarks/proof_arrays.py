"""The proof of mass evaluation: random raw facts, the arrays' answers, and two oracles.

``python -m benchmarks.proof_arrays [ROWS]`` prints how many states were tried and the seconds.
The oracles are plain Python, written from the document and the policy, and know no table.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from os import cpu_count
from time import perf_counter
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.policy.cases import DAY, LADDER, ÖREBRO
from tests.policy.oracles import action_of, grade_of, is_minor, level_of, reasons

from avtalsuppfoljning.guidelines.inputs import DOMAINS
from avtalsuppfoljning.policy.arrays import assess_arrays, words
from avtalsuppfoljning.terms import EkonomiskForm, Kanal, Konsekvens

ROWS = 5_000_000
SHARE = 250_000
"""How many rows one process takes at a time."""

ENDS = (None, DAY.replace(year=DAY.year - 1), DAY, DAY.replace(year=DAY.year + 1))
FORMS, CHANNELS = tuple(EkonomiskForm), tuple(Kanal)
FLAGS = ("havningsgrund_uppfylld", "hanvisar_till_riktlinjen", "endast_individavtal", "avtalsbrist",
         "medveten", "upprepad", "risk", "akut")  # fmt: skip
NAMES = ("driftsform", "upphandlingsform", "frekvens", "konsekvens_individ", "konsekvens_kommunen",
         "konsekvens_utforaren", "resultat", "hord")  # fmt: skip
RANK = {word: at for at, word in enumerate(Konsekvens)}

Columns = dict[str, NDArray[np.uint8]]


def raw_facts(rows: int, seed: int) -> Columns:
    """Random facts as they are handed in: lists as bits, the end as one of four days."""
    chance = np.random.default_rng(seed)
    sizes = {name: len(DOMAINS[name]) for name in NAMES} | dict.fromkeys(FLAGS, 2)
    sizes |= {"slut": len(ENDS), "hogsta_atgard": 1 + len(LADDER), "atgarder": 1 << len(LADDER)}
    sizes |= {"ekonomiska_former": 1 << len(FORMS), "avstangning_kanaler": 1 << len(CHANNELS)}
    return {name: chance.integers(0, size, rows).astype(np.uint8) for name, size in sizes.items()}


def columns(raw: Columns) -> Columns:
    """What the arrays read."""
    found = {name: raw[name] for name in (*NAMES, *FLAGS, "hogsta_atgard")}
    found["avtal_upphort"] = (raw["slut"] == 1).astype(np.uint8)
    found["form_reglerad"] = (raw["ekonomiska_former"] > 0).astype(np.uint8)
    found["kanal_reglerad"] = (raw["avstangning_kanaler"] > 0).astype(np.uint8)
    for at, measure in enumerate(LADDER):
        found[f"reglerad.{measure}"] = (raw["atgarder"] >> at & 1).astype(np.uint8)
    return found


def cases(raw: Columns) -> Any:
    """One object per row, with the names that the oracles read."""
    named = {name: [DOMAINS[name][code] for code in raw[name].tolist()] for name in NAMES}
    flags = {name: raw[name].astype(bool).tolist() for name in FLAGS}
    lists = {
        name: [_bits(items, bits) for bits in raw[name].tolist()]
        for name, items in (
            ("atgarder", LADDER),
            ("ekonomiska_former", FORMS),
            ("avstangning_kanaler", CHANNELS),
        )
    }
    before = (None, *LADDER)
    for at, (slut, highest) in enumerate(
        zip(raw["slut"].tolist(), raw["hogsta_atgard"].tolist(), strict=True)
    ):
        yield SimpleNamespace(
            on=DAY,
            driftsform=named["driftsform"][at],
            upphandlingsform=named["upphandlingsform"][at],
            instrument=SimpleNamespace(
                measures=lists["atgarder"][at],
                economic_forms=lists["ekonomiska_former"][at],
                suspension_channels=lists["avstangning_kanaler"][at],
                termination_ground_met=flags["havningsgrund_uppfylld"][at],
                refers_to_guideline=flags["hanvisar_till_riktlinjen"][at],
                ends_on=ENDS[slut],
            ),
            finding=SimpleNamespace(
                is_avtalsbrist=flags["avtalsbrist"][at],
                frequency=named["frekvens"][at],
                consequences=SimpleNamespace(
                    individual=named["konsekvens_individ"][at],
                    municipality=named["konsekvens_kommunen"][at],
                    provider=named["konsekvens_utforaren"][at],
                ),
                is_deliberate=flags["medveten"][at],
                is_repeated=flags["upprepad"][at],
            ),
            history=SimpleNamespace(highest_measure=before[highest], result=named["resultat"][at]),
        )


def _bits(items: tuple[Any, ...], bits: int) -> tuple[Any, ...]:
    return tuple(item for at, item in enumerate(items) if bits >> at & 1)


def expected(case: Any) -> tuple[Any, ...]:
    """What the oracles say: every reason, the extent, grade, level and recommendation."""
    why = {measure: reasons(measure, case) for measure in LADDER}
    found = case.finding
    three = vars(found.consequences).values()
    worst = max(three, key=RANK.__getitem__)
    grade = grade_of(found.frequency, worst, deliberate=found.is_deliberate)
    level = "ingen"
    if found.is_avtalsbrist:
        level = level_of(grade, case.history, repeated=found.is_repeated)
    status: dict[str, str] = {measure: _status(why[measure]) for measure in LADDER}
    action = action_of(level, case.history, status)
    return (*(frozenset(why[each]) for each in LADDER), is_minor(case), grade, level, action)


BARRING = frozenset({"driftsform_ej_omfattad", "ej_uppdragsdirektiv", "egen_regi", "ej_lov"})


def _status(why: set[str]) -> str:
    return "barred" if why & BARRING else "silent" if why else "permitted"


def answered(given: Columns) -> Any:
    """The same, from the arrays."""
    found = assess_arrays(given, ÖREBRO)
    known = words(ÖREBRO)
    coded = [
        [known[name][code] for code in found[name].tolist()]
        for name in ("grad", "niva", "rekommendation")
    ]
    codes: dict[str, list[Any]] = {}
    for measure in LADDER:
        prefix = f"skal.{measure}."
        why = {name.removeprefix(prefix): found[name] for name in found if name.startswith(prefix)}
        number = np.zeros(len(found["grad"]), np.int64)
        for at, column in enumerate(why.values()):
            number += column.astype(np.int64) << at
        assert np.array_equal(number == 0, found[f"far.{measure}"])
        sets = {bits: frozenset(_bits(tuple(why), bits)) for bits in np.unique(number).tolist()}
        codes[measure] = [sets[bits] for bits in number.tolist()]
    return zip(*codes.values(), found["mindre_omfattande"].tolist(), *coded, strict=True)


def disagreements(rows: int, seed: int) -> int:
    """In how many random rows the arrays and the oracles differ."""
    raw = raw_facts(rows, seed)
    pairs = zip(answered(columns(raw)), map(expected, cases(raw)), strict=True)
    return sum(one != other for one, other in pairs)


def main(rows: int = ROWS) -> None:
    """Try them all, in every core, and print what was tried."""
    start = perf_counter()
    shares = [min(SHARE, rows - at) for at in range(0, rows, SHARE)]
    with ProcessPoolExecutor(cpu_count()) as pool:
        wrong = sum(pool.map(disagreements, shares, range(len(shares))))
    seconds = perf_counter() - start
    given = columns(raw_facts(rows, 0))
    start = perf_counter()
    assess_arrays(given, ÖREBRO)
    alone = perf_counter() - start
    print(f"{rows} raw facts, {wrong} disagreements, {seconds:.1f} s with the oracles")
    print(f"the arrays alone, every answer: {alone:.2f} s, {alone / rows * 1e9:.0f} ns a row")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
