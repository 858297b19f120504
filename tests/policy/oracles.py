"""Two oracles for Örebro, in plain Python: no table, no row, no input of the engine's.

The first is written by reading the printed guideline, section Sanktioner and note 4; it says what
may be done and why not. The second is written from the policy's own reading: grade, start, level
and recommendation.
"""

from typing import Final

from avtalsuppfoljning.policy import Facts, History

LADDER: Final = ("papekande", "atgardsplan", "ekonomisk_sanktion", "avstangning", "havning")
LEVELS: Final = ["ingen", *LADDER, "namnd"]
STARTS: Final = {
    "mindre": ("papekande", "atgardsplan"),
    "vasentlig": ("atgardsplan", "ekonomisk_sanktion"),
    "allvarlig": ("ekonomisk_sanktion", "avstangning"),
    "synnerlig": ("avstangning", "havning"),
}


# ── the first: what is printed ──


def is_minor(case: Facts) -> bool:
    """Note 4: seldom, and at most a small consequence for each of the three (O-45, O-A10)."""
    found = case.finding.consequences
    small = ("ingen", "liten")
    return (
        case.finding.frequency != "systematisk"
        and found.individual in small
        and found.municipality in small
        and found.provider in small
    )


def reasons(measure: str, case: Facts) -> set[str]:
    """Why the measure may not be taken; nothing if it may."""
    agreement, why = case.instrument, set()
    if case.driftsform == "kommunalt_bolag":
        why.add("driftsform_ej_omfattad")
    if case.upphandlingsform == "ingen":
        why.add("ej_uppdragsdirektiv")
    if not case.finding.is_avtalsbrist:
        why.add("ingen_avtalsbrist")
    ended = agreement.ends_on is not None and agreement.ends_on < case.on
    if ended and measure != "ekonomisk_sanktion":
        why.add("avtal_upphort")
    if measure == "papekande":
        return why if is_minor(case) else why | {"ej_mindre_omfattande"}
    if measure not in agreement.measures and not agreement.refers_to_guideline:
        why.add("ej_reglerat")
    if measure in ("avstangning", "havning") and case.driftsform == "egen_regi":
        why.add("egen_regi")
    if measure == "avstangning" and case.upphandlingsform != "lov":
        why.add("ej_lov")
    if measure == "avstangning" and not agreement.suspension_channels:
        why.add("kanal_ej_reglerad")
    if measure == "ekonomisk_sanktion" and not agreement.economic_forms:
        why.add("form_ej_reglerad")
    if measure == "havning" and not agreement.termination_ground_met:
        why.add("forutsattning_saknas")
    return why


# ── the second: what is our reading ──


def grade_of(frequency: str, worst: str, *, deliberate: bool) -> str:
    if worst == "allvarlig" and deliberate:
        return "synnerlig"
    if not deliberate and frequency == "lag" and worst in ("ingen", "liten"):
        return "mindre"
    if worst == "allvarlig" or deliberate or (worst == "betydande" and frequency == "systematisk"):
        return "allvarlig"
    return "vasentlig"


def level_of(grade: str, history: History, *, repeated: bool) -> str:
    start = STARTS[grade][repeated]
    before, result = history.highest_measure, history.result
    if before is None:
        return start
    if result == "atgardad":
        return "ingen"
    step = LEVELS.index(before) + (result != "ej_uppfoljd")
    return LEVELS[max(step, LEVELS.index(start))]


def action_of(level: str, history: History, status: dict[str, str]) -> str:
    if level == "ingen":
        return "ingen"
    if level == history.highest_measure and history.result == "ej_uppfoljd":
        return "avvakta_resultatuppfoljning"
    for measure in LADDER:
        if LEVELS.index(measure) < LEVELS.index(level) or status[measure] == "barred":
            continue
        if status[measure] == "waiting":
            return "avvakta_resultatuppfoljning"
        return measure if status[measure] == "permitted" else "eskalera_till_namnd"
    return "eskalera_till_namnd"


# ── both together: the whole answer for any facts ──

BARRING: Final = {"driftsform_ej_omfattad", "ej_uppdragsdirektiv", "egen_regi", "ej_lov"}
Everything = tuple[dict[str, set[str]], bool, str, str, str]


def everything(case: Facts) -> Everything:
    """Every measure's reasons, whether the deficiency is minor, grade, level and action."""
    finding, history = case.finding, case.history
    why = {measure: reasons(measure, case) for measure in LADDER}
    worst = max(
        (finding.consequences.individual, finding.consequences.municipality,
         finding.consequences.provider),
        key=["ingen", "liten", "betydande", "allvarlig"].index,
    )  # fmt: skip
    grade = grade_of(finding.frequency, worst, deliberate=finding.is_deliberate)
    level = "ingen"
    if finding.is_avtalsbrist:
        level = level_of(grade, history, repeated=finding.is_repeated)
    status = {
        measure: "permitted"
        if not why[measure]
        else "barred"
        if why[measure] & BARRING
        else "silent"
        for measure in LADDER
    }
    return why, is_minor(case), grade, level, action_of(level, history, status)
