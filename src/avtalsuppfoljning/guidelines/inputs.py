"""The closed list of what a guideline may ask about, and every answer there is.

An input is a name with a finite domain, so each table can be checked, compared and exported
cell by cell. How an input is read from the facts is the policy's business.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from types import MappingProxyType
from typing import Final

from avtalsuppfoljning.terms import (
    Driftsform,
    Frekvens,
    Hörd,
    Konsekvens,
    Oegentlighet,
    Resultat,
    Upphandlingsform,
)

NO: Final = "nej"
YES: Final = "ja"
NO_YES: Final = (NO, YES)

_CONSEQUENCE = tuple(level.value for level in Konsekvens)

DOMAINS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "driftsform": tuple(each.value for each in Driftsform),
        "upphandlingsform": tuple(each.value for each in Upphandlingsform),
        "reglerad": NO_YES,
        "form_reglerad": NO_YES,
        "kanal_reglerad": NO_YES,
        "havningsgrund_uppfylld": NO_YES,
        "hanvisar_till_riktlinjen": NO_YES,
        "avtal_upphort": NO_YES,
        "endast_individavtal": NO_YES,
        "avtalsbrist": NO_YES,
        "frekvens": tuple(each.value for each in Frekvens),
        "konsekvens_individ": _CONSEQUENCE,
        "konsekvens_kommunen": _CONSEQUENCE,
        "konsekvens_utforaren": _CONSEQUENCE,
        "medveten": NO_YES,
        "upprepad": NO_YES,
        "risk": NO_YES,
        "akut": NO_YES,
        "hord": tuple(each.value for each in Hörd),
        "konsekvens": _CONSEQUENCE,
        "tidigare_atgard": NO_YES,
        "resultat": tuple(each.value for each in Resultat),
        "omedelbar_grund": NO_YES,
        "uppsagningsgrund": NO_YES,
        "skada": NO_YES,
        "felaktig_utbetalning": NO_YES,
        "oegentlighet": ("ingen", *(each.value for each in Oegentlighet)),
        "varning_galler": NO_YES,
        "rattelsefrist": ("ingen", "ej_satt", "loper", "delvis_ute", "ute"),
        "troskel": ("ej_matt", "ej_satt", "inom", "over"),
    }
)
"""Every input with its values. ``reglerad`` is asked per measure: does the agreement have it?
``konsekvens`` is the gravest of the three; ``tidigare_atgard`` whether anything was decided.
``rattelsefrist`` is how far the cure time of a demand or a varning has come, ``troskel`` how what
was measured compares with the guideline's parameters; both are ``ej_satt`` where a parameter that
they need is unset."""

DECLARED: Final = (
    "omedelbar_grund",
    "uppsagningsgrund",
    "skada",
    "felaktig_utbetalning",
    "oegentlighet",
    "varning_galler",
    "rattelsefrist",
    "troskel",
)
"""Inputs that a guideline reads only if it says so (``laser``). Facts recorded before there was
such an input say nothing of it, and no guideline of that time asks; so the version of the facts
stays the same."""

ORDERED: Final = frozenset({"konsekvens_individ", "konsekvens_kommunen", "konsekvens_utforaren"})
"""Inputs whose values are a scale; the others are names."""

BARRING: Final = frozenset({"driftsform", "upphandlingsform"})
"""What a ``hinder`` reads, and nothing else does."""

_NOT_IN_LIMITS = {"hord", "konsekvens", "tidigare_atgard", "resultat", "troskel"}
LIMIT_INPUTS: Final = tuple(name for name in DOMAINS if name not in _NOT_IN_LIMITS)
"""What a limit may read: facts that can be changed one at a time."""

DUTY_INPUTS: Final = tuple(name for name in DOMAINS if name != "reglerad")

GRADE_INPUTS: Final = ("frekvens", "konsekvens", "medveten", "risk", "akut")
"""What the grade may read: never driftsform or agreement (equal terms)."""

START_INPUTS: Final = ("grad", "upprepad")

LEVEL_INPUTS: Final = (
    "avtalsbrist",
    "risk",
    "felaktig_utbetalning",
    "oegentlighet",
    "troskel",
    "tidigare_atgard",
    "resultat",
)
"""What the level may read: the finding and the history, never who the provider is."""

UNSET: Final = "ej_satt"
"""The value of an input that cannot be told, because the guideline has not set a parameter."""

CURE_DAYS: Final = "rattelsefrist_dagar"
"""The parameter that gives a demand without cure dates of its own its cure time, in days."""

NOTICE_MONTHS: Final = "uppsagningstid_manader"
"""The parameter that gives an uppsägning its time of notice, in months from the decision."""


def cells(
    inputs: tuple[str, ...], domains: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """Every combination of the inputs' values, in the order of the domains.

    >>> list(cells(("avtalsbrist",), DOMAINS))
    [('nej',), ('ja',)]
    """
    return product(*(domains[name] for name in inputs))
