"""A guideline as it is printed."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from avtalsuppfoljning.swedish.terms import (
    CURE,
    DRIFTSFORM,
    FREKVENS,
    GRADE,
    HEARD,
    OEGENTLIGHET,
    RESULTAT,
    THRESHOLD,
    UPPHANDLINGSFORM,
)
from avtalsuppfoljning.swedish.words import inline, listed, long_date, sentence, word

# ── a guideline, printed ──

MEASURES: Final = "Åtgärder, i stegens ordning"
MATRIX: Final = "Sanktioner per driftsform"
LIMITS: Final = "När en åtgärd inte får vidtas"
GRADES: Final = "Grad: hur allvarlig bristen är"
STARTS: Final = "Start: var på stegen en ny brist börjar"
LEVELS: Final = "Nivå: var på stegen bristen står"
DUTIES: Final = "Skyldigheter, vad som än beslutas"
OPEN: Final = "x"
CLOSED: Final = "–"
ANY_VALUE: Final = "–"
DRIFTSFORM_HEADING: Final = "DRIFTSFORM"
SOURCE_COLUMN: Final = "Avsnitt"
GRADE_COLUMN: Final = "Grad"
START_COLUMN: Final = "Start"
LEVEL_COLUMN: Final = "Nivå"
INPUT: Final = {
    "driftsform": "driftsform",
    "upphandlingsform": "upphandlingsform",
    "reglerad": "reglerad i avtalet",
    "form_reglerad": "ekonomisk form reglerad",
    "kanal_reglerad": "avstängningens omfattning reglerad",
    "havningsgrund_uppfylld": "hävningsgrund uppfylld",
    "hanvisar_till_riktlinjen": "avtalet hänvisar till riktlinjen",
    "avtal_upphort": "avtalet har upphört",
    "endast_individavtal": "endast individavtal",
    "avtalsbrist": "avtalsbrist",
    "frekvens": "frekvens",
    "konsekvens_individ": "konsekvens för den enskilde",
    "konsekvens_kommunen": "konsekvens för kommunen",
    "konsekvens_utforaren": "konsekvens för utföraren",
    "medveten": "medveten",
    "upprepad": "upprepad",
    "risk": "risk",
    "akut": "akut",
    "hord": "hörd",
    "konsekvens": "största konsekvens",
    "tidigare_atgard": "tidigare åtgärd",
    "resultat": "resultat",
    "grad": "grad",
    "omedelbar_grund": "grund för omedelbar hävning",
    "uppsagningsgrund": "grund för uppsägning",
    "skada": "skada",
    "felaktig_utbetalning": "felaktig utbetalning",
    "oegentlighet": "oegentlighet",
    "varning_galler": "varning gäller",
    "rattelsefrist": "rättelsefrist",
    "troskel": "uppmätt mot tröskel",
}
_INPUT_VALUES: Final = {
    "driftsform": DRIFTSFORM,
    "upphandlingsform": UPPHANDLINGSFORM,
    "frekvens": FREKVENS,
    "hord": HEARD,
    "resultat": RESULTAT,
    "grad": GRADE,
    "oegentlighet": OEGENTLIGHET,
    "rattelsefrist": CURE,
    "troskel": THRESHOLD,
}
LEVEL_RULE: Final = {
    "ingen": "ingen åtgärd",
    "start": "enligt start",
    "hogst_av_start_och_tidigare": "det högsta av start och tidigare åtgärd",
    "hogst_av_start_och_nasta_steg": "det högsta av start och steget över tidigare åtgärd",
    "ej_bedombar": "går inte att bedöma",
}


def values(name: str, admitted: Iterable[str]) -> str:
    """The values that a condition admits.

    >>> values("frekvens", ["lag", "systematisk"])
    'låg eller systematisk'
    """
    return listed((word(_INPUT_VALUES.get(name, {}), each) for each in admitted), "eller")


def condition(when: Iterable[tuple[str, Iterable[str]]]) -> str:
    """A condition; all of it must hold.

    >>> condition([("driftsform", ["egen_regi"]), ("akut", ["ja"])])
    'driftsform: egen regi; akut: ja'
    """
    return "; ".join(f"{word(INPUT, name)}: {values(name, admitted)}" for name, admitted in when)


def step(number: int, measure: str, *, is_sanction: bool) -> str:
    """One rung."""
    return f"{number}. {measure} ({'sanktion' if is_sanction else 'ingen sanktion'})"


def limit(measures: Iterable[str], when: Iterable[tuple[str, Iterable[str]]]) -> str:
    """One limit under its reason."""
    return sentence(f"{listed(map(inline, measures))}, när {condition(when)}")


def owed(clause: str, when: Iterable[tuple[str, Iterable[str]]]) -> str:
    """One duty and when it holds."""
    held = condition(when)
    return f"{sentence(clause)} När {held}." if held else sentence(clause)


def adopted(by: str, on: date, since: date, replaces: str) -> str:
    """Who adopted a guideline, and from when it applies."""
    text = f"Beslutad av {by} {long_date(on)}; gäller från {long_date(since)}."
    return f"{text} Ersätter {replaces}." if replaces else text


GUIDELINE_COLUMNS: Final = ("ID", "Version", "Dokument", "Titel")


def no_such_guideline(text: str, known: Iterable[str]) -> str:
    """A guideline that does not come with the library."""
    return f"regelverket {text!r} finns inte: välj {listed(known, 'eller')}"
