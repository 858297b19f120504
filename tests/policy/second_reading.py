"""The shipped guidelines read a second time: each rule as a plain function of the facts.

Written from the printed documents beside the files, and without them. A rule's parameters are the
facts that it reads, so that it can be tried over every combination of them, together with
whatever the guideline reads; `tests.policy.differing` does so.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

Rule = Callable[..., Any]


class Refusal(NamedTuple):
    """These measures may not be taken, for this reason, where the rule says so."""

    kind: str
    reason: str
    measures: tuple[str, ...]
    holds: Rule


class Reading(NamedTuple):
    """One guideline."""

    measures: tuple[tuple[Any, ...], ...]
    """Id, effect, sanction, rung, forms, and the lowest who may decide."""
    matrix: tuple[Any, ...]
    """The citation, the columns, and per driftsform the crosses."""
    refusals: tuple[Refusal, ...]
    grade: Rule
    start: Rule
    level: Rule
    duties: Mapping[tuple[str, str], Rule]
    side_effects: Mapping[tuple[str, tuple[str, ...]], Rule] = {}
    cautions: Mapping[tuple[str, str], Rule] = {}
    figures: tuple[tuple[str, str], ...] = ()
    tariffs: tuple[tuple[str, ...], ...] = ()
    roles: tuple[str, ...] = ()


def always() -> bool:
    return True


def breach(avtalsbrist: str) -> bool:
    return avtalsbrist == "ja"


def no_breach(avtalsbrist: str) -> bool:
    return avtalsbrist == "nej"


def neither_breach_nor_risk(avtalsbrist: str, risk: str) -> bool:
    return (avtalsbrist, risk) == ("nej", "nej")


def ended(avtal_upphort: str) -> bool:
    return avtal_upphort == "ja"


def acute(akut: str) -> bool:
    return akut == "ja"


def not_lov(upphandlingsform: str) -> bool:
    return upphandlingsform != "lov"


def own(driftsform: str) -> bool:
    return driftsform == "egen_regi"


def step(resultat: str, tidigare_atgard: str) -> str:
    """What follows a measure, where there is something to do."""
    if tidigare_atgard == "nej":
        return "start"
    return {
        "atgardad": "ingen",
        "ej_uppfoljd": "hogst_av_start_och_tidigare",
    }.get(resultat, "hogst_av_start_och_nasta_steg")


def small(consequence: str) -> bool:
    return consequence in ("ingen", "liten")


# ── Örebro ──

_PLAN, _MONEY, _STOP, _END = "atgardsplan", "ekonomisk_sanktion", "avstangning", "havning"
_ALL_OF_ÖREBRO = ("papekande", _PLAN, _MONEY, _STOP, _END)


def more_than_minor(
    frekvens: str, konsekvens_individ: str, konsekvens_kommunen: str, konsekvens_utforaren: str
) -> bool:
    three = (konsekvens_individ, konsekvens_kommunen, konsekvens_utforaren)
    return frekvens == "systematisk" or not all(map(small, three))


def grade_in_örebro(frekvens: str, konsekvens: str, medveten: str) -> str:
    if medveten == "ja":
        return "synnerlig" if konsekvens == "allvarlig" else "allvarlig"
    if konsekvens == "allvarlig":
        return "allvarlig"
    if konsekvens == "betydande":
        return "allvarlig" if frekvens == "systematisk" else "vasentlig"
    return "vasentlig" if frekvens == "systematisk" else "mindre"


def start_in_örebro(grad: str, upprepad: str) -> str:
    first = ("mindre", "vasentlig", "allvarlig", "synnerlig").index(grad)
    return _ALL_OF_ÖREBRO[first + (upprepad == "ja")]


def level_in_örebro(avtalsbrist: str, resultat: str, tidigare_atgard: str) -> str:
    return step(resultat, tidigare_atgard) if avtalsbrist == "ja" else "ingen"


ÖREBRO: Final = Reading(
    measures=(
        ("papekande", "anmarkning", False, True, None, ""),
        (_PLAN, "plan", True, True, None, ""),
        (_MONEY, "ekonomi", True, True, None, ""),
        (_STOP, "avstangning", True, True, None, ""),
        (_END, "upphorande", True, True, None, ""),
    ),
    matrix=(
        ("Sanktioner", False),
        (_PLAN, _MONEY, _STOP, _END),
        ("egen_regi", "xx--"),
        ("privat_regi", "xxxx"),
    ),
    refusals=(
        Refusal("hinder", "driftsform_ej_omfattad", _ALL_OF_ÖREBRO,
                lambda driftsform: driftsform == "kommunalt_bolag"),
        Refusal("hinder", "ej_uppdragsdirektiv", _ALL_OF_ÖREBRO,
                lambda upphandlingsform: upphandlingsform == "ingen"),
        Refusal("hinder", "egen_regi", (_STOP, _END), own),
        Refusal("hinder", "ej_lov", (_STOP,), not_lov),
        Refusal("tystnad", "ingen_avtalsbrist", _ALL_OF_ÖREBRO, no_breach),
        Refusal("tystnad", "avtal_upphort", ("papekande", _PLAN, _STOP, _END), ended),
        Refusal("tystnad", "ej_mindre_omfattande", ("papekande",), more_than_minor),
        Refusal("tystnad", "ej_reglerat", (_PLAN, _MONEY, _STOP, _END),
                lambda reglerad, hanvisar_till_riktlinjen: (
                    (reglerad, hanvisar_till_riktlinjen) == ("nej", "nej"))),
        Refusal("tystnad", "form_ej_reglerad", (_MONEY,),
                lambda form_reglerad: form_reglerad == "nej"),
        Refusal("tystnad", "kanal_ej_reglerad", (_STOP,),
                lambda kanal_reglerad: kanal_reglerad == "nej"),
        Refusal("tystnad", "forutsattning_saknas", (_END,),
                lambda havningsgrund_uppfylld: havningsgrund_uppfylld == "nej"),
    ),
    grade=grade_in_örebro,
    start=start_in_örebro,
    level=level_in_örebro,
    duties={
        ("atgarda_bristen", "utforaren"): breach,
        ("vidta_atgard", "kommunen"): breach,
        ("resultatuppfoljning", "kommunen"): breach,
        ("rapport", "kommunen"): always,
        ("redovisning_till_programnamnd", "kommunen"): always,
    },
)  # fmt: skip

# ── Södertälje ──


def irregular(oegentlighet: str) -> bool:
    return oegentlighet != "ingen"


def grade_in_södertälje(frekvens: str, konsekvens: str, medveten: str) -> str:
    mild = konsekvens != "allvarlig" and frekvens == "lag" and medveten == "nej"
    return "ovrig" if mild else "allvarlig"


def start_in_södertälje(grad: str, upprepad: str) -> str:
    return "ingen" if (grad, upprepad) == ("ovrig", "nej") else "atgardsplan"


def level_in_södertälje(
    avtalsbrist: str, risk: str, troskel: str, resultat: str, tidigare_atgard: str
) -> str:
    if (avtalsbrist, risk) == ("nej", "nej"):
        return "ej_bedombar" if troskel == "ej_satt" else "ingen"
    return step(resultat, tidigare_atgard)


SÖDERTÄLJE: Final = Reading(
    measures=(("atgardsplan", "plan", False, True, None, ""),),
    matrix=(),
    refusals=(
        Refusal("tystnad", "ingen_avtalsbrist", ("atgardsplan",), neither_breach_nor_risk),
        Refusal("tystnad", "avtal_upphort", ("atgardsplan",), ended),
        Refusal("tystnad", "ska_anmalas", ("atgardsplan",), irregular),
    ),
    grade=grade_in_södertälje,
    start=start_in_södertälje,
    level=level_in_södertälje,
    duties={
        ("ta_fram_atgarder", "utforaren"): lambda resultat, tidigare_atgard: (
            resultat != "atgardad" and tidigare_atgard == "ja"
        ),
        ("granska_genom_besok", "kommunen"): lambda resultat, tidigare_atgard: (
            resultat == "ej_uppfoljd" and tidigare_atgard == "ja"
        ),
        ("rapport_med_forslag", "kommunen"): lambda resultat, tidigare_atgard: (
            resultat in ("plan_utebliven", "kvarstar") and tidigare_atgard == "ja"
        ),
        ("meddela_socialdirektor", "kommunen"): acute,
        ("meddela_namnd", "kommunen"): acute,
        ("anmal_oegentlighet", "kommunen"): lambda driftsform, oegentlighet: (
            driftsform != "egen_regi" and oegentlighet != "ingen"
        ),
        ("intern_kontroll", "kommunen"): lambda driftsform, oegentlighet: (
            driftsform == "egen_regi" and oegentlighet != "ingen"
        ),
        ("rapport_till_namnd", "kommunen"): always,
        ("aterkoppla_till_enheten", "kommunen"): always,
    },
    figures=(("andel_manuella_registreringar", "None"),),
)

# ── Sundsvall ──


def level_in_sundsvall(
    avtalsbrist: str, felaktig_utbetalning: str, resultat: str, tidigare_atgard: str
) -> str:
    nothing = (avtalsbrist, felaktig_utbetalning) == ("nej", "nej")
    return "ingen" if nothing else step(resultat, tidigare_atgard)


SUNDSVALL: Final = Reading(
    measures=(("aterkrav", "ekonomi", False, True, (), ""),),
    matrix=(),
    refusals=(
        Refusal("utanfor", "driftsform_ej_omfattad", ("aterkrav",),
                lambda driftsform: driftsform != "privat_regi"),
        Refusal("utanfor", "ej_lov", ("aterkrav",), not_lov),
        Refusal("tystnad", "inget_att_kravas_ater", ("aterkrav",),
                lambda felaktig_utbetalning: felaktig_utbetalning == "nej"),
    ),
    grade=lambda: "brist",
    start=lambda: "aterkrav",
    level=level_in_sundsvall,
    duties={
        ("kontrollera_och_folja_upp", "kommunen"): always,
        ("kontrollera_tillstand", "kommunen"): always,
        ("delge_tillstandsbeslut", "utforaren"): always,
        ("planera_uppfoljningstraff", "kommunen"): always,
        ("folj_rutin_for_aterkrav", "kommunen"): (
            lambda felaktig_utbetalning: felaktig_utbetalning == "ja"
        ),
    },
)  # fmt: skip

# ── socialförvaltningen ──

SOCIALFÖRVALTNING: Final = Reading(
    measures=(("krav_pa_atgarder", "plan", False, True, None, ""),),
    matrix=(),
    refusals=(
        Refusal("utanfor", "endast_individavtal", ("krav_pa_atgarder",),
                lambda endast_individavtal: endast_individavtal == "ja"),
        Refusal("tystnad", "ingen_avtalsbrist", ("krav_pa_atgarder",), no_breach),
    ),
    grade=lambda: "brist",
    start=lambda: "krav_pa_atgarder",
    level=level_in_örebro,
    duties={
        ("folj_upp_kravda_atgarder", "kommunen"): lambda tidigare_atgard: tidigare_atgard == "ja",
        ("aterkoppla_till_namnd", "kommunen"): always,
        ("rapport_kvalitetsnamnd", "kommunen"): always,
    },
)  # fmt: skip

# ── Exempelköping ──

_ALL_OF_EXEMPEL = (
    "papekande", "rattelse", "varning", "vite", "avstangning", "uppsagning", "havning",
    "skadestand", "aterkrav",
)  # fmt: skip
_REGULATED = _ALL_OF_EXEMPEL[2:7]


def grade_in_exempelköping(akut: str, frekvens: str, konsekvens: str, medveten: str) -> str:
    if akut == "ja" or medveten == "ja" or konsekvens == "allvarlig":
        return "allvarlig"
    return "mindre" if frekvens == "lag" and small(konsekvens) else "betydande"


def start_in_exempelköping(grad: str, upprepad: str) -> str:
    first = ("mindre", "betydande", "allvarlig").index(grad)
    return _ALL_OF_EXEMPEL[first + (upprepad == "ja")]


def level_in_exempelköping(avtalsbrist: str, risk: str, resultat: str, tidigare_atgard: str) -> str:
    nothing = (avtalsbrist, risk) == ("nej", "nej")
    return "ingen" if nothing else step(resultat, tidigare_atgard)


EXEMPELKÖPING: Final = Reading(
    measures=(
        ("papekande", "anmarkning", False, True, None, "enhetschef"),
        ("rattelse", "rattelse", False, True, None, "enhetschef"),
        ("varning", "varning", False, True, None, "forvaltningschef"),
        ("vite", "ekonomi", True, True, ("vite",), "forvaltningschef"),
        ("avstangning", "avstangning", True, True, None, "namnd"),
        ("uppsagning", "upphorande", True, True, None, "namnd"),
        ("havning", "upphorande", True, True, None, "namnd"),
        ("skadestand", "ekonomi", False, False, (), "namnd"),
        ("aterkrav", "ekonomi", False, False, (), "enhetschef"),
    ),
    matrix=(
        ("2 § Driftsformer", False),
        ("vite", "avstangning", "uppsagning", "havning"),
        ("egen_regi", "----"),
        ("privat_regi", "xxxx"),
        ("kommunalt_bolag", "xxxx"),
    ),
    refusals=(
        Refusal("utanfor", "ej_uppdragsdirektiv", _ALL_OF_EXEMPEL,
                lambda upphandlingsform: upphandlingsform == "ingen"),
        Refusal("hinder", "egen_regi",
                ("vite", "avstangning", "uppsagning", "havning", "skadestand"), own),
        Refusal("hinder", "ej_lov", ("avstangning",), not_lov),
        Refusal("tystnad", "ingen_avtalsbrist", ("papekande", "rattelse"),
                neither_breach_nor_risk),
        Refusal("tystnad", "ingen_avtalsbrist", (*_REGULATED, "skadestand"), no_breach),
        Refusal("tystnad", "avtal_upphort",
                ("papekande", "rattelse", "varning", "avstangning", "uppsagning", "havning"),
                ended),
        Refusal("tystnad", "ej_reglerat", _REGULATED, lambda reglerad: reglerad == "nej"),
        Refusal("tystnad", "kanal_ej_reglerad", ("avstangning",),
                lambda kanal_reglerad: kanal_reglerad == "nej"),
        Refusal("vantan", "rattelsefrist_loper", ("vite",),
                lambda rattelsefrist: rattelsefrist in ("ej_satt", "loper")),
        Refusal("tystnad", "uppsagningsgrund_saknas", ("uppsagning",),
                lambda uppsagningsgrund: uppsagningsgrund == "nej"),
        Refusal("tystnad", "rattelse_ej_begard", ("uppsagning",),
                lambda rattelsefrist: rattelsefrist == "ingen"),
        Refusal("vantan", "rattelsefrist_loper", ("uppsagning",),
                lambda rattelsefrist: rattelsefrist not in ("ingen", "ute")),
        Refusal("tystnad", "forutsattning_saknas", ("havning",),
                lambda havningsgrund_uppfylld, omedelbar_grund: (
                    (havningsgrund_uppfylld, omedelbar_grund) == ("nej", "nej"))),
        Refusal("tystnad", "rattelse_ej_begard", ("havning",),
                lambda omedelbar_grund, rattelsefrist: (
                    omedelbar_grund == "nej" and rattelsefrist == "ingen")),
        Refusal("vantan", "rattelsefrist_loper", ("havning",),
                lambda omedelbar_grund, rattelsefrist: (
                    omedelbar_grund == "nej" and rattelsefrist not in ("ingen", "ute"))),
        Refusal("tystnad", "ingen_skada", ("skadestand",), lambda skada: skada == "nej"),
        Refusal("tystnad", "inget_att_kravas_ater", ("aterkrav",),
                lambda felaktig_utbetalning: felaktig_utbetalning == "nej"),
    ),
    grade=grade_in_exempelköping,
    start=start_in_exempelköping,
    level=level_in_exempelköping,
    duties={
        ("atgarda_bristen", "utforaren"): breach,
        ("resultatuppfoljning", "kommunen"): breach,
        ("resultatuppfoljning_vid_risk", "kommunen"): lambda avtalsbrist, risk, tidigare_atgard: (
            (avtalsbrist, risk, tidigare_atgard) == ("nej", "ja", "ja")
        ),
        ("skicka_sparbart", "kommunen"): lambda rattelsefrist: rattelsefrist != "ingen",
        ("prova_varningen", "kommunen"): lambda resultat, varning_galler: (
            (resultat, varning_galler) == ("atgardad", "ja")
        ),
        ("meddela_namnd", "kommunen"): acute,
        ("anmal_oegentlighet", "kommunen"): irregular,
    },
    side_effects={
        ("inget-ickeval-under-varning", ("ickeval",)): lambda upphandlingsform, varning_galler: (
            (upphandlingsform, varning_galler) == ("lov", "ja")
        ),
    },
    cautions={
        ("vite", "rattelsefrist_delvis_ute"): lambda rattelsefrist: rattelsefrist == "delvis_ute",
        ("vite", "rattelse_ej_begard"): lambda rattelsefrist: rattelsefrist == "ingen",
        ("varning", "varning_galler"): lambda varning_galler: varning_galler == "ja",
    },
    figures=(("rattelsefrist_dagar", "30"), ("uppsagningstid_manader", "3")),
    tariffs=(
        ("vite", "styck", "2000.00", "20000.00"),
        ("vite", "paborjad_vecka", "5000.00", "50000.00"),
    ),
    roles=("enhetschef", "forvaltningschef", "namnd"),
)  # fmt: skip

READINGS: Final = {
    "exempelkoping": EXEMPELKÖPING,
    "orebro": ÖREBRO,
    "socialforvaltning": SOCIALFÖRVALTNING,
    "sodertalje": SÖDERTÄLJE,
    "sundsvall": SUNDSVALL,
}
