"""Planted: who decided, what was chosen, and what it rested on."""

from collections.abc import Callable
from datetime import date

from tests.audit.found import (
    APRIL,
    AT_LAST,
    BIRCH,
    CHAIR,
    RULINGS,
    WHY,
    Found,
    facts,
    fault,
    finding,
    instead,
    instrument,
    money,
    newer_delegation,
    text_of,
    undone,
    unknown,
)
from tests.audit.planting import (
    LAST,
    Log,
    append_ruling,
    change,
    choose,
    rule,
    year,
)

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.cli.exempelkoping.municipality import DIRECTOR, UNIT_HEAD
from avtalsuppfoljning.deficiency import (
    AbstentionDecided,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.policy import Choice, Effect, History
from avtalsuppfoljning.terms import Frekvens, Hörd, MeasureId

PLANTED: dict[str, tuple[Callable[[Log], None], set[Found]]] = {
    # ── who decided ──
    "somebody whose role the point does not cover": (
        choose(54, by=replace(UNIT_HEAD, role="handlaggare", delegation_point="7.1")),
        fault("ingen_delegation", 54),
    ),
    "a point that is not there": (
        choose(57, by=replace(UNIT_HEAD, delegation_point="9.9")),
        fault("ingen_delegation", 57),
    ),
    "more than the delegation covers": (
        choose(55, amount=money("60000")),
        fault("belopp_over_delegation", 55),
    ),
    "nobody named": (
        choose(57, by=replace(UNIT_HEAD, person=" ")),
        fault("person_saknas", 57),
    ),
    "a delegationsordning that had been replaced": (
        instead(11, newer_delegation("2025-09-01")),
        fault("delegation_ej_i_kraft", 78, 96, 97, 105, 112),
    ),
    "a delegationsordning that was never adopted": (
        rule(54, delegation=replace(year()[53].event.ruling.delegation, version="1999-01-01")),
        unknown("delegationsordning_saknas", 54),
    ),
    "another delegationsordning under the same name": (
        rule(54, delegation=replace(year()[53].event.ruling.delegation, fingerprint="sha256:0")),
        unknown("delegationsordning_andrad", 54),
    ),
    "the text of the delegationsordning made wider": (
        text_of(
            2, 'roller = ["kvalitetscontroller",', 'roller = ["handlaggare", "kvalitetscontroller",'
        ),
        unknown("delegationsordning_andrad", *RULINGS, 112),
    ),
    "the text of the delegationsordning destroyed": (
        text_of(2, "[[punkt]]", "[[punkt"),
        unknown("delegationsordning_olaslig", *RULINGS, 112),
    ),
    # ── what was chosen ──
    "more than the agreement allows": (
        choose(55, by=DIRECTOR, amount=money("150000")),
        fault("belopp_utanfor_avtalet", 55),
    ),
    "a form that the agreement lacks": (
        choose(55, forms=("innehallen_betalning",)),
        fault("form_utanfor_avtalet", 55),
    ),
    "no channel": (choose(78, forms=()), fault("form_saknas", 78)),
    "a sanction outside what is permitted": (
        choose(
            105,
            measure=MeasureId("havning"),
            forms=(),
            amount=None,
            by=CHAIR,
            motivation=WHY,
            effect=Effect.TERMINATION,
        ),
        fault("ej_tillaten", 105),
    ),
    "the motivation of a deviation taken out": (
        choose(96, motivation=""),
        fault("motivering_saknas", 96),
    ),
    "the motivation of an abstention taken out": (
        choose(97, motivation=" "),
        fault("motivering_saknas", 97),
    ),
    "another amount in the event than in the decision": (
        change(55, amount=money("1")),
        fault("beslut_avviker_fran_val", 55),
    ),
    "another effect than the measure has": (
        change(55, effect=Effect.SUSPENSION),
        fault("beslut_avviker_fran_val", 55),
    ),
    "a sanction that reaches back": (
        choose(55, effective_on=date(2025, 4, 1)),
        fault("verkan_fore_beslut", 55),
    ),
    "an åtgärdsplan due before it was asked for": (
        change(96, due_on=date(2025, 10, 1)),
        fault("beslut_avviker_fran_val", 96),
    ),
    "the same decision once more": (
        append_ruling(
            ÅtgärdsplanRequested,
            "hemtjansten-2025",
            "2025-4",
            year()[95].event.ruling.choice,
            due_on=date(2025, 11, 24),
        ),
        fault("beslut_dubbelt", AT_LAST),
    ),
    # ── what it rested on ──
    "before the time to answer was out, as if there had been an answer": (
        choose(57, facts(on=APRIL), decided_on=APRIL),
        fault("hord_avviker", 57),
    ),
    "before the time to answer was out, without a motivation": (
        choose(57, facts(on=APRIL, heard=Hörd.SVARSTID_LÖPER), decided_on=APRIL),
        fault("motivering_saknas", 57),
    ),
    "a finding made milder": (
        choose(55, finding(frequency=Frekvens.LÅG), motivation=WHY),
        fault("utredning_avviker", 55),
    ),
    "terms that the agreement does not have": (
        choose(55, instrument(suspension_channels=()), motivation=WHY),
        fault("avtalsvillkor_avviker", 55),
    ),
    "an earlier measure hidden": (
        choose(78, facts(history=History()), motivation=WHY),
        fault("historik_avviker", 78),
    ),
    "the agreement made to end before": (
        change(8, ends_on=date(2025, 6, 30)),
        fault("avtalsvillkor_avviker", 97),
    ),
    "an agreement that was neither signed nor begun": (
        change(8, signed_on=date(2025, 11, 20), starts_on=date(2025, 12, 1)),
        fault("avtal_ej_borjat", 97),
    ),
    "facts of another day": (
        choose(57, facts(on=date(2025, 4, 23))),
        fault("fakta_av_annan_dag", 57),
    ),
    "a stream read as it never was": (
        rule(57, read=tuple(replace(e, version=1) for e in year()[56].event.ruling.read)),
        fault("lasning_avviker", 57),
    ),
    "nothing read": (rule(57, read=()), fault("lasning_avviker", 57)),
    "a decision of a coming day": (
        choose(57, facts(on=date(2025, 5, 10)), decided_on=date(2025, 5, 10)),
        fault("framtida_beslut", 57),
    ),
    "a decision from before the deficiency": (
        choose(
            57,
            facts(on=date(2025, 3, 20), heard=Hörd.EJ_TILLFRÅGAD),
            decided_on=date(2025, 3, 20),
            motivation=WHY,
        ),
        fault("beslut_fore_bristen", 57),
    ),
    "a decision about what is remedied": (
        append_ruling(
            AbstentionDecided,
            "exempelbjorken-2025",
            "2025-2",
            Choice(measure=None, decided_on=LAST, by=UNIT_HEAD, motivation=WHY),
        ),
        fault("brist_atgardad", AT_LAST)
        | {undone("delegationsbeslut_ej_anmalt avstaende", f"{BIRCH}/deficiency:2025-2")},
    ),
}
"""What is planted, and all that is to be found of it."""
