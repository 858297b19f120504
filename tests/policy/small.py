"""Guidelines that read so few facts that every one of them can be tried."""

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

from hypothesis import strategies as st
from tests.policy.cases import DAY, ÖREBRO, altered, consequences, facts

from avtalsuppfoljning.guidelines import Guideline, Row, Table
from avtalsuppfoljning.guidelines.inputs import DOMAINS
from avtalsuppfoljning.policy import Assessment, Facts, assess
from avtalsuppfoljning.terms import EkonomiskForm, Kanal, Konsekvens, MeasureId

LIMITS = {limit.id: limit for limit in ÖREBRO.limits}
FREQUENCY_ALONE = Table(
    inputs=("frekvens",),
    rows=tuple(
        Row(id=f"liten-{value}", when=(("frekvens", (value,)),), gives=grade, citation=citation)
        for value, grade, citation in (
            ("lag", "mindre", ÖREBRO.grade.rows[0].citation),
            ("systematisk", "allvarlig", ÖREBRO.grade.rows[1].citation),
        )
    ),
)
READ_BY_ALL = {
    "avtalsbrist": DOMAINS["avtalsbrist"],
    "frekvens": DOMAINS["frekvens"],
    "upprepad": DOMAINS["upprepad"],
    "hogsta_atgard": ("ingen", *(each.id for each in ÖREBRO.measures)),
    "resultat": DOMAINS["resultat"],
}


def small_guidelines() -> st.SearchStrategy[Guideline]:
    """Örebro with three of its limits, and a grade that reads nothing but the frequency."""
    return st.lists(st.sampled_from(sorted(LIMITS)), min_size=1, max_size=3, unique=True).map(
        lambda ids: altered(
            ÖREBRO, limits=tuple(LIMITS[id_] for id_ in sorted(ids)), grade=FREQUENCY_ALONE
        )
    )


def domains(*guidelines: Guideline) -> dict[str, tuple[str, ...]]:
    """Every input that one of the guidelines reads, with its values."""
    found: dict[str, tuple[str, ...]] = dict(READ_BY_ALL)
    for guideline in guidelines:
        for limit in guideline.limits:
            for name, _ in limit.when:
                if name == "reglerad":
                    found |= {f"reglerad.{each}": ("nej", "ja") for each in limit.refuses}
                else:
                    found[name] = DOMAINS[name]
    return found


def cells(inputs: dict[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    for values in product(*inputs.values()):
        yield dict(zip(inputs, values, strict=True))


def facts_of(cell: dict[str, str]) -> Facts:
    """Facts with these inputs; the rest is as open as it can be."""
    changes: dict[str, Any] = {}
    three = dict.fromkeys(("individ", "kommunen", "utforaren"), "ingen")
    regulated = [each.id for each in ÖREBRO.measures if cell.get(f"reglerad.{each.id}") != "nej"]
    for name, value in cell.items():
        match name:
            case "driftsform" | "upphandlingsform":
                changes[name] = value
            case "avtalsbrist":
                changes["is_avtalsbrist"] = value == "ja"
            case "frekvens":
                changes["frequency"] = value
            case "upprepad":
                changes["is_repeated"] = value == "ja"
            case "medveten":
                changes["is_deliberate"] = value == "ja"
            case "hogsta_atgard":
                changes["highest_measure"] = None if value == "ingen" else MeasureId(value)
            case "resultat":
                changes["result"] = value
            case "form_reglerad":
                changes["economic_forms"] = (EkonomiskForm.VITE,) if value == "ja" else ()
            case "kanal_reglerad":
                changes["suspension_channels"] = (Kanal.ICKEVAL,) if value == "ja" else ()
            case "havningsgrund_uppfylld":
                changes["termination_ground_met"] = value == "ja"
            case "hanvisar_till_riktlinjen":
                changes["refers_to_guideline"] = value == "ja"
            case "avtal_upphort":
                changes["ends_on"] = DAY.replace(year=2025) if value == "ja" else None
            case "konsekvens":
                three["individ"] = value
            case _ if name.startswith("konsekvens_"):
                three[name.removeprefix("konsekvens_")] = value
            case _:
                assert name.startswith("reglerad.")
    named = consequences(*(Konsekvens(each) for each in three.values()))
    return facts(measures=tuple(regulated), consequences=named, **changes)


def answer(found: Assessment) -> tuple[Any, ...]:
    """What the facts have to settle."""
    permitted = tuple(each.measure for each in found.permitted)
    return permitted, found.grade, found.recommended.level, found.recommended.action


@cache
def every_answer(guideline: Guideline) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """The answer in every cell there is."""
    return {
        tuple(cell.values()): answer(assess(facts_of(cell), guideline))
        for cell in cells(domains(guideline))
    }
