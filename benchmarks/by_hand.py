"""Örebro's decision as somebody would write it by hand: nothing is cited, nothing explained."""

from typing import Final, NamedTuple

from avtalsuppfoljning.policy import Facts
from avtalsuppfoljning.terms import Driftsform, Frekvens, Konsekvens, Resultat, Upphandlingsform

LADDER: Final = ("papekande", "atgardsplan", "ekonomisk_sanktion", "avstangning", "havning")
LEVELS: Final = ("ingen", *LADDER, "namnd")
RANK: Final = {each: rank for rank, each in enumerate(Konsekvens)}


class Answer(NamedTuple):
    """What may be done, what not and why, how grave it is, and what is recommended."""

    permitted: tuple[str, ...]
    refused: dict[str, tuple[str, ...]]
    grade: str
    level: str
    action: str


def assess_by_hand(facts: Facts) -> Answer:
    """The same permitted measures, reasons, grade, level and recommendation as `assess` gives."""
    finding, who = facts.finding, facts.finding.consequences
    worst = max(RANK[who.individual], RANK[who.municipality], RANK[who.provider])
    systematic = finding.frequency is Frekvens.SYSTEMATISK
    reasons = {measure: _reasons(facts, measure, systematic, worst) for measure in LADDER}
    refused = {measure: tuple(why) for measure, why in reasons.items() if why}
    grade, start = _grade(worst, systematic=systematic, deliberate=finding.is_deliberate)
    level = _level(facts, start + finding.is_repeated)
    return Answer(
        permitted=tuple(measure for measure in LADDER if measure not in refused),
        refused=refused,
        grade=grade,
        level=LEVELS[level],
        action=_action(facts, level, refused),
    )


def _reasons(facts: Facts, measure: str, systematic: bool, worst: int) -> list[str]:  # noqa: FBT001
    agreement, why = facts.instrument, []
    if facts.driftsform is Driftsform.KOMMUNALT_BOLAG:
        why.append("driftsform_ej_omfattad")
    if facts.upphandlingsform is Upphandlingsform.INGEN:
        why.append("ej_uppdragsdirektiv")
    if facts.has_ended and measure != "ekonomisk_sanktion":
        why.append("avtal_upphort")
    if not facts.finding.is_avtalsbrist:
        why.append("ingen_avtalsbrist")
    if measure == "papekande":
        if systematic or worst > RANK[Konsekvens.LITEN]:
            why.append("ej_mindre_omfattande")
        return why
    if facts.driftsform is Driftsform.EGEN_REGI and measure in {"avstangning", "havning"}:
        why.append("egen_regi")
    if measure == "avstangning" and facts.upphandlingsform is not Upphandlingsform.LOV:
        why.append("ej_lov")
    if measure not in agreement.measures and not agreement.refers_to_guideline:
        why.append("ej_reglerat")
    if measure == "ekonomisk_sanktion" and not agreement.economic_forms:
        why.append("form_ej_reglerad")
    if measure == "avstangning" and not agreement.suspension_channels:
        why.append("kanal_ej_reglerad")
    if measure == "havning" and not agreement.termination_ground_met:
        why.append("forutsattning_saknas")
    return why


def _grade(worst: int, *, systematic: bool, deliberate: bool) -> tuple[str, int]:
    """The grade, and the level at which a deficiency of that grade starts."""
    if worst == RANK[Konsekvens.ALLVARLIG]:
        return ("synnerlig", 4) if deliberate else ("allvarlig", 3)
    if deliberate or (systematic and worst == RANK[Konsekvens.BETYDANDE]):
        return "allvarlig", 3
    if systematic or worst == RANK[Konsekvens.BETYDANDE]:
        return "vasentlig", 2
    return "mindre", 1


def _level(facts: Facts, start: int) -> int:
    history = facts.history
    if not facts.finding.is_avtalsbrist:
        return 0
    if history.highest_measure is None:
        return start
    if history.result is Resultat.ÅTGÄRDAD:
        return 0
    before = LEVELS.index(history.highest_measure)
    return max(start, before + (history.result is not Resultat.EJ_UPPFÖLJD))


def _action(facts: Facts, level: int, refused: dict[str, tuple[str, ...]]) -> str:
    if level == 0:
        return "ingen"
    highest = facts.history.highest_measure
    if highest == LEVELS[level] and facts.history.result is Resultat.EJ_UPPFÖLJD:
        return "avvakta_resultatuppfoljning"
    barring = {"driftsform_ej_omfattad", "ej_uppdragsdirektiv", "egen_regi", "ej_lov"}
    for measure in LADDER[level - 1 :]:
        if measure not in refused:
            return measure
        if barring.isdisjoint(refused[measure]):
            break
    return "eskalera_till_namnd"
