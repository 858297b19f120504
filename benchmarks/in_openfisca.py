"""Örebro's decision as OpenFisca variables, the way its documentation teaches: one formula each.

The same columns go in as the arrays of `avtalsuppfoljning.policy.arrays` are given, already
coded; what is measured is a simulation of all of them. A formula answers with a member of an
enumeration, chosen with ``select``; ``is_coded`` answers with arrays of codes instead, which
OpenFisca would otherwise have to make of the members: the best that it can do.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openfisca_core.entities import Entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DAY
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.guidelines.inputs import DOMAINS
from avtalsuppfoljning.policy.arrays import assess_arrays, words
from benchmarks import proof_arrays
from benchmarks.by_hand import LADDER, LEVELS

Columns = Mapping[str, NDArray[np.uint8]]

BRIST = Entity("brist", "brister", "En brist", "")
WHEN = "2026-11-22"
ACTIONS = ("ingen", "avvakta_resultatuppfoljning", "eskalera_till_namnd", *LADDER)
GRADES = ("mindre", "vasentlig", "allvarlig", "synnerlig")
WORDS = {"grad": GRADES, "niva": LEVELS, "rekommendation": ACTIONS}
"""What the codes of the answers stand for."""
_ENUMS = {
    name: Enum(name.title(), {value: value for value in values})
    for name, values in {
        **{name: DOMAINS[name] for name in ("driftsform", "upphandlingsform", "frekvens",
           "konsekvens_individ", "konsekvens_kommunen", "konsekvens_utforaren", "resultat")},
        "hogsta_atgard": ("ingen", *LADDER),
        **WORDS,
    }.items()
}  # fmt: skip
_FLAGS = ("avtalsbrist", "medveten", "upprepad", "form_reglerad", "kanal_reglerad", "avtal_upphort",
          "havningsgrund_uppfylld", "hanvisar_till_riktlinjen",
          *(f"reglerad_{each}" for each in LADDER))  # fmt: skip

_GIVEN = ("driftsform", "upphandlingsform", "frekvens", "konsekvens_individ",
          "konsekvens_kommunen", "konsekvens_utforaren", "resultat", "hogsta_atgard")  # fmt: skip

Formula = Callable[[Any, Any], Any]


def system(*, is_coded: bool) -> TaxBenefitSystem:
    """Every input, and every variable with its formula."""
    found = TaxBenefitSystem([BRIST])
    enums = {"grad": _grad, "niva": _niva, "rekommendation": _rekommendation}
    formulas = _FORMULAS | {
        name: _worded(name, formula, is_coded=is_coded) for name, formula in enums.items()
    }
    for name in _FLAGS:
        found.add_variable(_variable(name, None))
    for name, values in _ENUMS.items():
        if name not in formulas:
            found.add_variable(_variable(name, None, values))
    for name, formula in formulas.items():
        found.add_variable(_variable(name, formula, _ENUMS.get(name)))
    return found


def simulate(rules: TaxBenefitSystem, columns: Columns) -> dict[str, NDArray[Any]]:
    """What may be done, the grade, the level and the recommendation of every row."""
    size = len(next(iter(columns.values())))
    simulation = SimulationBuilder().build_default_simulation(rules, count=size)
    for name in _FLAGS:
        measure = name.removeprefix("reglerad_")
        column = f"reglerad.{measure}" if measure in LADDER else name
        simulation.set_input(name, WHEN, columns[column].view(np.bool_))
    for name, values in _ENUMS.items():
        if name in _GIVEN:
            simulation.set_input(name, WHEN, EnumArray(columns[name], values))
    wanted = [*(f"far_{each}" for each in LADDER), "grad", "niva", "rekommendation"]
    return {name: np.asarray(simulation.calculate(name, WHEN)) for name in wanted}


def _variable(name: str, formula: Formula | None, values: Any = None) -> type[Variable]:
    body: dict[str, Any] = {
        "value_type": Enum if values is not None else bool,
        "entity": BRIST,
        "definition_period": DAY,
        "label": name,
    }
    if values is not None:
        body |= {"possible_values": values, "default_value": next(iter(values))}
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def _worded(name: str, codes: Formula, *, is_coded: bool) -> Formula:
    members = list(_ENUMS[name])

    def formula(brist: Any, period: Any) -> Any:
        found = codes(brist, period)
        if is_coded:
            return EnumArray(found.astype(np.uint8), _ENUMS[name])
        return np.select([found == at for at in range(len(members))], members)

    return formula


# ── the formulas ──


def _is(brist: Any, period: Any, name: str, *words: str) -> Any:
    value = brist(name, period)
    found = value == _ENUMS[name][words[0]]
    for word in words[1:]:
        found = found + (value == _ENUMS[name][word])
    return found


def _worst(brist: Any, period: Any, word: str) -> Any:
    who = ("konsekvens_individ", "konsekvens_kommunen", "konsekvens_utforaren")
    one, two, three = (_is(brist, period, name, word) for name in who)
    return one + two + three


def mindre_omfattande(brist: Any, period: Any) -> Any:
    """Note 4."""
    more = brist("allvarlig_konsekvens", period) + brist("betydande_konsekvens", period)
    return np.logical_not(more + _is(brist, period, "frekvens", "systematisk"))


def _allvarlig(brist: Any, period: Any) -> Any:
    return _worst(brist, period, "allvarlig")


def _betydande(brist: Any, period: Any) -> Any:
    return _worst(brist, period, "betydande")


def _hinder(brist: Any, period: Any) -> Any:
    """What bars every measure."""
    bolag = _is(brist, period, "driftsform", "kommunalt_bolag")
    return bolag + _is(brist, period, "upphandlingsform", "ingen")


def _hinder_upphorande(brist: Any, period: Any) -> Any:
    return brist("hinder", period) + _is(brist, period, "driftsform", "egen_regi")


def _hinder_avstangning(brist: Any, period: Any) -> Any:
    other = np.logical_not(_is(brist, period, "upphandlingsform", "lov"))
    return brist("hinder_upphorande", period) + other


_BARRED = {
    "papekande": "hinder",
    "atgardsplan": "hinder",
    "ekonomisk_sanktion": "hinder",
    "avstangning": "hinder_avstangning",
    "havning": "hinder_upphorande",
}


def _far(measure: str) -> Formula:
    def formula(brist: Any, period: Any) -> Any:
        allowed = brist("avtalsbrist", period) * ~brist(_BARRED[measure], period)
        if measure != "ekonomisk_sanktion":
            allowed = allowed * ~brist("avtal_upphort", period)
        if measure == "papekande":
            return allowed * brist("mindre_omfattande", period)
        named = brist(f"reglerad_{measure}", period) + brist("hanvisar_till_riktlinjen", period)
        extra = {"ekonomisk_sanktion": "form_reglerad", "avstangning": "kanal_reglerad",
                 "havning": "havningsgrund_uppfylld"}  # fmt: skip
        if measure in extra:
            named = named * brist(extra[measure], period)
        return allowed * named

    return formula


def _grad(brist: Any, period: Any) -> Any:
    deliberate = brist("medveten", period)
    systematic = _is(brist, period, "frekvens", "systematisk")
    serious = brist("allvarlig_konsekvens", period)
    considerable = brist("betydande_konsekvens", period)
    return np.select(
        [serious * deliberate, serious + deliberate + considerable * systematic,
         considerable + systematic],
        [3, 2, 1],
        0,
    )  # fmt: skip


def _niva(brist: Any, period: Any) -> Any:
    start = np.asarray(brist("grad", period)) + 1 + brist("upprepad", period)
    before = np.asarray(brist("hogsta_atgard", period))
    remains = _is(brist, period, "resultat", "plan_utebliven", "kvarstar")
    remedied = _is(brist, period, "resultat", "atgardad") * (before > 0)
    level = np.where(before == 0, start, np.maximum(start, before + remains))
    none = np.logical_not(brist("avtalsbrist", period)) + remedied
    return np.where(none, 0, level)


def _rekommendation(brist: Any, period: Any) -> Any:
    level = np.asarray(brist("niva", period))
    awaited = _is(brist, period, "resultat", "ej_uppfoljd")
    found = above = np.full(len(level), ACTIONS.index("eskalera_till_namnd"))
    for rung in range(len(LADDER), 0, -1):
        measure = LADDER[rung - 1]
        above = np.select(
            [brist(f"far_{measure}", period), brist(_BARRED[measure], period)],
            [ACTIONS.index(measure), above],
            ACTIONS.index("eskalera_till_namnd"),
        )
        found = np.where(level == rung, above, found)
    waits = awaited * (level == np.asarray(brist("hogsta_atgard", period)))
    return np.select([level == 0, waits], [0, 1], found)


_FORMULAS: dict[str, Formula] = {
    "allvarlig_konsekvens": _allvarlig,
    "betydande_konsekvens": _betydande,
    "mindre_omfattande": mindre_omfattande,
    "hinder": _hinder,
    "hinder_upphorande": _hinder_upphorande,
    "hinder_avstangning": _hinder_avstangning,
    **{f"far_{each}": _far(each) for each in LADDER},
}


def works(guideline: Guideline, rows: int) -> dict[str, Callable[[], object]]:
    """Random rows by the arrays and by OpenFisca, once they have been seen to agree."""
    given = proof_arrays.columns(proof_arrays.raw_facts(rows, seed=1))
    systems = {each: system(is_coded=each) for each in (True, False)}

    def arrays(threads: int = 1) -> dict[str, Any]:
        return assess_arrays(given, guideline, wanted=("far", *WORDS), threads=threads)

    ours, known = arrays(), words(guideline)
    for each in systems.values():
        theirs = simulate(each, given)
        for measure in LADDER:
            same = theirs[f"far_{measure}"] == ours[f"far.{measure}"]
            if not same.all():
                raise AssertionError(f"{measure} differs in {(~same).sum()} rows")
        for name, named in WORDS.items():
            one, other = np.array(known[name])[ours[name]], np.array(named)[theirs[name]]
            if (one != other).any():
                raise AssertionError(f"{name} differs in {(one != other).sum()} rows")
    return {
        "massa": arrays,
        "massa_tva_tradar": lambda: arrays(threads=2),
        "openfisca": lambda: simulate(systems[False], given),
        "openfisca_kodad": lambda: simulate(systems[True], given),
    }
