"""Planted: what somebody was told, the rules, liftings, two streams, and what came too late."""

from collections.abc import Callable
from datetime import date

from tests.audit.found import (
    ACUTE,
    AT_LAST,
    BIRCH,
    RULINGS,
    WHY,
    Found,
    differs,
    fault,
    instead,
    money,
    newer_guideline,
    text_of,
    undone,
    unknown,
    without_number,
)
from tests.audit.planting import (
    LAST,
    Log,
    answer,
    append,
    change,
    rule,
    take_away,
    year,
)

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.cli.exempelkoping.municipality import UNIT_HEAD
from avtalsuppfoljning.deficiency import (
    AcuteDeficiencyReported,
    AcuteNoticeSent,
    HävningsgrundAssessed,
    NoticeRecipient,
    ÅtgärdsplanApproved,
)

PLANTED: dict[str, tuple[Callable[[Log], None], set[Found]]] = {
    # ── what it was told ──
    "something permitted that was not": (
        answer(54, permitted=()),
        differs("assessment.permitted[0]", 54),
    ),
    "another recommendation": (
        answer(
            57, recommended=replace(year()[56].event.ruling.assessment.recommended, action="ingen")
        ),
        differs("assessment.recommended.action", 57),
    ),
    "a duty left out": (
        answer(57, duties=year()[56].event.ruling.assessment.duties[1:]),
        differs("assessment.duties[0].duty", 57),
    ),
    "a deviation left out": (rule(96, deviations=()), differs("deviations[0]", 96)),
    # ── the rules ──
    "the guideline's file changed under the same version": (
        text_of(1, 'ger = "papekande"', 'ger = "atgardsplan"'),
        unknown("riktlinje_andrad", *RULINGS),
    ),
    "the guideline's file destroyed": (
        text_of(1, "[dokument]", "[dokument"),
        unknown("riktlinje_olaslig", *RULINGS),
    ),
    "a guideline that was never adopted": (
        answer(
            57,
            guideline=replace(year()[56].event.ruling.assessment.guideline, version="1999-01-01"),
        ),
        unknown("riktlinje_saknas", 57),
    ),
    "a guideline that had been replaced": (
        instead(11, newer_guideline("2025-09-01")),
        fault("riktlinje_ej_i_kraft", 78, 96, 97, 105),
    ),
    # ── two streams, and what follows ──
    "a sanction that the deficiency does not know of": (
        take_away(106),
        fault("sanktion_utan_brist", 105)
        | {undone("brist_utan_atgard k4", "agreement:testalmen-2023/deficiency:2025-6")},
    ),
    "a sanction that is not there": (take_away(105), fault("brist_utan_sanktion", 105)),
    "a sanction told otherwise in the two": (
        change(106, choice=replace(year()[105].event.choice, amount=money("5"))),
        fault("sanktion_olika", 106),
    ),
    "a sanction for another deficiency than the one that knows of it": (
        change(55, deficiency="2025-3"),
        fault("sanktion_olika", 56) | fault("lasning_avviker", 55) | fault("utredning_avviker", 55),
    ),
    "an event deleted": (without_number(63), fault("lucka", 74)),
    "an event out of order": (
        append(f"{BIRCH}/deficiency:2025-3", ÅtgärdsplanApproved(approved_on=LAST)),
        fault("oordnad", AT_LAST),
    ),
    # ── liftings ──
    "lifted by somebody who may not": (
        change(112, by=UNIT_HEAD),
        fault("ingen_delegation", 112),
    ),
    "lifted without a motivation": (change(112, motivation=""), fault("motivering_saknas", 112)),
    "lifted before it was decided": (
        change(112, decided_on=date(2025, 9, 1)),
        fault("upphavd_fore_beslutet", 112) | {Found("bakdaterade", "2025-09-01", 112)},
    ),
    "lifted twice": (
        append(
            f"{BIRCH}/sanction:avstangning-2025",
            replace(year()[111].event, decided_on=LAST, effective_on=LAST),
        ),
        fault("sanktion_havd", AT_LAST),
    ),
    "lifted on a coming day": (
        change(112, decided_on=date(2025, 12, 24), effective_on=date(2025, 12, 24)),
        fault("framtida_beslut", 112),
    ),
    # ── what came too late, or never ──
    "a ground judged afterwards, as of before": (
        append(
            f"{BIRCH}/deficiency:2025-3",
            HävningsgrundAssessed(
                is_met=True, clause="12", motivation=WHY, assessed_on=date(2025, 4, 20)
            ),
        ),
        {Found("bakdaterade", "2025-04-20", AT_LAST)},
    ),
    "a sanction lifted afterwards, as of before the next decision": (
        append(
            f"{BIRCH}/sanction:vite-2025",
            replace(year()[111].event, decided_on=date(2025, 9, 1), effective_on=date(2025, 9, 1)),
        ),
        {
            Found("bakdaterade", "2025-09-01", AT_LAST),
            undone(
                "delegationsbeslut_ej_anmalt ekonomisk_sanktion upphavd",
                f"{BIRCH}/sanction:vite-2025",
            ),
        },
    ),
    "a guideline adopted afterwards, as of before": (
        append("steering:socialnamnden", newer_guideline("2025-01-10")),
        {Found("bakdaterade", "2025-01-10", AT_LAST)},
    ),
    "one of the two not told": (
        append(
            "agreement:provlinden-2025/deficiency:2025-7",
            AcuteDeficiencyReported(what="Larm", taken="Tillsyn", reported_at=ACUTE),
            AcuteNoticeSent(recipient=NoticeRecipient.NÄMND, sent_at=ACUTE),
        ),
        {
            undone(f"akut_ej_{code}", "agreement:provlinden-2025/deficiency:2025-7")
            for code in ("meddelad socialdirektor", "kvitterad namnd")
        },
    ),
    "an abstention taken out": (
        take_away(97),
        {undone("brist_utan_atgard k2", "agreement:provlinden-2025/deficiency:2025-5")},
    ),
}
"""What is planted, and all that is to be found of it."""
