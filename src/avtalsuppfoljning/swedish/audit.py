"""What an audit finds when everything is decided again, and what was never done."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from avtalsuppfoljning.swedish.answers import DUTY, REASON, RECOMMENDED, RULING
from avtalsuppfoljning.swedish.shown import NOTICE_TO
from avtalsuppfoljning.swedish.terms import DRIFTSFORM, DUE, EVENT, MEASURE
from avtalsuppfoljning.swedish.words import listed, long_date, sentence, word

# ── the audit: granska, and spela-upp by two times ──

KNOWN_OPTION: Final = "Så som det var känt den dagen, ÅÅÅÅ-MM-DD; annars samma dag som --per."
AUDIT_FAULT: Final = {
    "avtal_saknas": "det finns inget tecknat avtal bakom beslutet ({detail})",
    "avtal_ej_borjat": "beslutet är daterat innan avtalet var tecknat eller hade börjat ({detail})",
    "brist_saknas": "bristen var inte fastställd ({detail})",
    "brist_atgardad": "bristen var redan åtgärdad och avslutad {detail}",
    "beslut_fore_bristen": "beslutet är daterat före bristen, som fastställdes {detail}",
    "framtida_beslut": "beslutet är daterat {detail}, efter den dag då det registrerades",
    "riktlinje_ej_i_kraft": "{detail} var inte den riktlinje som gällde den dagen",
    "delegation_ej_i_kraft": "{detail} var inte den delegationsordning som gällde den dagen",
    "lasning_avviker": "beslutet vilar på ett annat läge i {detail} än loggens",
    "hord_avviker": "underlaget säger annat än loggen om huruvida utföraren hade hörts",
    "utredning_avviker": "underlaget har andra uppgifter om bristen än loggen ({detail})",
    "historik_avviker": "underlaget har en annan historik än loggen ({detail})",
    "avtalsvillkor_avviker": "underlaget har andra avtalsvillkor än loggen ({detail})",
    "beslut_avviker_fran_val": "händelsen säger något annat än beslutet ({detail})",
    "beslut_dubbelt": "samma beslut är registrerat två gånger",
    "verkan_fore_beslut": "beslutet gäller från {detail}, före den dag då det fattades",
    "sanktion_utan_brist": "sanktionen är beslutad utan att det framgår av bristen",
    "brist_utan_sanktion": "enligt bristen är en sanktion beslutad, men den finns inte",
    "sanktion_olika": "sanktionen och bristen säger olika saker om samma beslut",
    "sanktion_finns": "sanktionen var redan beslutad",
    "sanktion_saknas": "det finns ingen sanktion att upphäva",
    "sanktion_havd": "sanktionen var redan upphävd",
    "upphavd_fore_beslutet": "sanktionen är upphävd före den dag då den beslutades, {detail}",
    "oordnad": "händelsen {detail} kan inte följa på det som dittills hade hänt i strömmen",
    "lucka": "händelsen är inte nästa i sin ström (version {detail})",
}
"""What is wrong with a decision or its basis, by its code; refusals have their own sentences."""
RULES_UNKNOWN: Final = {
    "riktlinje_saknas": "riktlinjen finns inte i loggen",
    "riktlinje_andrad": "riktlinjens text har inte det fingeravtryck som är registrerat",
    "riktlinje_olaslig": "riktlinjens text går inte att läsa",
    "delegationsordning_saknas": "delegationsordningen finns inte i loggen",
    "delegationsordning_andrad": "delegationsordningens text har inte det fingeravtryck som är "
    "registrerat",
    "delegationsordning_olaslig": "delegationsordningens text går inte att läsa",
}
"""Why a decision cannot be tried again."""
OMISSION: Final = {
    "brist_utan_atgard": "Brister utan åtgärd och utan skäl att avstå",
    "resultatuppfoljning_utebliven": "Resultatuppföljningar som inte har gjorts",
    "resultatuppfoljning_ej_planerad": "Åtgärder utan planerad resultatuppföljning",
    "akut_ej_meddelad": "Akuta brister som inte har meddelats båda mottagarna",
    "akut_ej_kvitterad": "Akuta brister utan kvitto från mottagaren",
    "delegationsbeslut_ej_anmalt": "Delegationsbeslut som inte har anmälts till nämnden",
    "uppfoljning_ej_genomford": "Uppföljningar som inte har gjorts",
    "plan_ej_fullgjord": "Annat i planerna som inte är gjort",
    "handling_saknas": "Begärda handlingar som inte har kommit in",
    "atgardsplan_saknas": "Begärda åtgärdsplaner som inte har kommit in",
    "revisionssvar_saknas": "Revisionsrekommendationer utan svar",
    "information_olika_tid": "Utförare som fick samma information senare än andra",
    "havd_utforare_ater": "Nya avtal med en utförare vars avtal tidigare har hävts",
}
"""What was never done, by its code; a heading over a list."""
_OMITTED: Final = {
    "brist_utan_atgard": "brist mot kravet {about}, fastställd {since}",
    "resultatuppfoljning_utebliven": "resultatuppföljning planerad till {since}",
    "resultatuppfoljning_ej_planerad": "ingen resultatuppföljning är planerad efter {about}",
    "akut_ej_meddelad": "{about} har inte meddelats, akut {since}",
    "akut_ej_kvitterad": "kvitto saknas från {about}, akut {since}",
    "delegationsbeslut_ej_anmalt": "{about}, beslut {since}",
    "uppfoljning_ej_genomford": "{about}, senast {since}",
    "plan_ej_fullgjord": "{about}, senast {since}",
    "handling_saknas": "{about}, senast {since}",
    "atgardsplan_saknas": "åtgärdsplan, senast {since}",
    "revisionssvar_saknas": "{about}, senast {since}",
    "information_olika_tid": "{about}, andra fick den {since}",
    "havd_utforare_ater": "avtal tecknat {since}, trots att {about} hade hävts",
}


LIFTED: Final = "upphavd"
"""Stands after a measure that was lifted."""


_FIELD: Final = {
    "finding.is_avtalsbrist": "om det är en avtalsbrist",
    "finding.frequency": "frekvensen",
    "finding.consequences.individual": "konsekvensen för individen",
    "finding.consequences.municipality": "konsekvensen för kommunen",
    "finding.consequences.provider": "konsekvensen för utföraren",
    "finding.is_deliberate": "om den är medveten",
    "finding.is_repeated": "om den är upprepad",
    "finding.is_risk": "om det är en risk",
    "finding.is_acute": "om den är akut",
    "finding.has_damage": "skadan",
    "finding.is_overpaid": "felaktig utbetalning",
    "finding.irregularity": "oegentligheten",
    "finding.measured": "det uppmätta",
    "history.highest_measure": "den högsta åtgärden",
    "history.result": "resultatuppföljningen",
    "history.warning_stands": "om varningen gäller",
    "history.cure_sent_on": "när kravet på rättelse sändes",
    "history.cure_dates": "rättelsedagarna",
    "history.decided_amounts": "de belopp som redan är beslutade",
    "driftsform": "driftsformen",
    "upphandlingsform": "upphandlingsformen",
    "instrument.measures": "åtgärderna",
    "instrument.economic_forms": "de ekonomiska formerna",
    "instrument.suspension_channels": "avstängningens omfattning",
    "instrument.termination_ground_met": "hävningsgrunden",
    "instrument.refers_to_guideline": "om avtalet hänvisar till riktlinjen",
    "instrument.ends_on": "avtalets slut",
    "instrument.only_individavtal": "om det bara är individavtal",
    "instrument.amount_caps": "beloppstaken",
    "instrument.immediate_ground_met": "grunden för omedelbar hävning",
    "instrument.notice_ground_met": "uppsägningsgrunden",
    "measure": "åtgärden",
    "forms": "formen",
    "amount": "beloppet",
    "decided_on": "dagen för beslutet",
    "effective_on": "dagen då det börjar gälla",
    "due_on": "dagen då planen ska vara inne",
    "effect": "verkan",
}
"""The fields that a fault is about, by their path; a path with a place in it ends before that."""


def audit_fault(code: str, detail: str) -> str:
    """What is wrong with a decision.

    >>> audit_fault("ingen_delegation", "")
    'Delegationsordningen ger inte rätt att fatta beslutet.'
    >>> audit_fault("utredning_avviker", "finding.frequency")
    'Underlaget har andra uppgifter om bristen än loggen (frekvensen).'
    """
    told = AUDIT_FAULT.get(code)
    named = {**EVENT, **_FIELD}.get(detail.partition("[")[0], detail)
    return sentence(told.format(detail=named) if told else word(RULING, code))


def rules_unknown(code: str) -> str:
    """Why a decision cannot be tried again."""
    return sentence(word(RULES_UNKNOWN, code))


ANSWERED: Final = {
    "assessment.is_minor": "om bristen är mindre omfattande",
    "assessment.grade": "graden",
    "assessment.permitted": "det som får göras",
    "assessment.refused": "det som inte får göras",
    "assessment.recommended": "rekommendationen",
    "assessment.duties": "skyldigheterna",
    "assessment.trace": "raderna i riktlinjen",
    "assessment.ladder": "stegen",
    "assessment.side_effects": "det som följer av sig självt",
    "assessment.cautions": "det som kräver motivering",
    "refusals": "det som hindrar beslutet",
    "deviations": "det som avviker och kräver motivering",
    "reckoned": "beräkningen av beloppet",
    "report_to_next_meeting": "om beslutet ska anmälas vid nästa sammanträde",
}
"""The parts of an answer, by where they stand in it."""


def not_reproduced(path: str, then: str, now: str, rows: Iterable[str]) -> str:
    """Where a decision's answer differs from what its rules give.

    >>> not_reproduced("deviations[0]", "inget", "utforaren_ej_hord", ())
    'Det som avviker och kräver motivering: då inget, nu utföraren har inte fått yttra sig.'
    """
    named = ", ".join(rows)
    where = f"; rader i riktlinjen: {named}" if named else ""
    known = {**DUTY, **REASON, **RULING, **MEASURE, **RECOMMENDED}
    then, now = (word(known, each) for each in (then, now))
    parts = (text for key, text in ANSWERED.items() if path.startswith(key))
    part = next(parts, f"svaret ({path})")
    return sentence(f"{part}: då {then}, nu {now}{where}")


def omitted(code: str, about: str, since: date | None) -> str:
    """What was not done, and since when."""
    first, _, rest = about.partition(" ")
    known = {**DUE, **NOTICE_TO, **MEASURE, "avstaende": "avstående från åtgärd"}
    rest = rest.replace(LIFTED, "upphävd")
    named = " ".join(filter(None, (word(known, first) if first in known else first, rest)))
    return _OMITTED[code].format(about=named, since=since)


def heading_audit(on: date) -> str:
    """Over an audit."""
    return f"Granskning av det som var registrerat {long_date(on)}"


def decided_again(decisions: int, reproduced: int, other: int, unknown: int) -> str:
    """How many decisions were tried, and what came of it."""
    if decisions == 1:
        return (
            f"1 beslut prövat igen: {reproduced} återskapat, {other} inte återskapat, "
            f"{unknown} med okända regler."
        )
    return (
        f"{decisions} beslut prövade igen: {reproduced} återskapade, {other} inte återskapade, "
        f"{unknown} med okända regler."
    )


def at_place(position: int, stream: str, text: str) -> str:
    """Something found, and where in the log."""
    return f"Plats {position} i {stream}: {text}"


def late_word(applied: date, recorded: date, decided: date) -> str:
    """Something that was recorded after a decision and applied before it."""
    return f"gäller {applied} men registrerades {recorded}, efter ett beslut {decided}."


def backdated(name: str, applied: date, recorded: date) -> str:
    """An event that was recorded on a later day than the one it applied."""
    return f"{word(EVENT, name)} {applied}, registrerad {recorded}."


def heading_two_times(as_of: date, known: date) -> str:
    """Over a replay by two times."""
    return f"Det som gällde {long_date(as_of)}, känt {long_date(known)}"


def counted_by_driftsform(number: int, counts: Mapping[str, int]) -> str:
    """How many there are, and how many of them concern each driftsform.

    >>> counted_by_driftsform(3, {"egen_regi": 2, "privat_regi": 1})
    '2 i egen regi och 1 i privat regi'
    >>> counted_by_driftsform(3, {"egen_regi": 1}), counted_by_driftsform(2, {})
    ('3, varav 1 i egen regi', '2')
    """
    if not counts:
        return str(number)
    told = listed(f"{many} i {word(DRIFTSFORM, form)}" for form, many in counts.items())
    return told if sum(counts.values()) == number else f"{number}, varav {told}"


NOT_REPRODUCED: Final = "Beslut som inte kan återskapas"
UNKNOWN_RULES: Final = "Beslut vars regler är okända"
AUDIT_FAULTS: Final = "Fel"
LATE_WORDS: Final = "Registrerat efter ett beslut, men gäller före det"
GALLRADE: Final = "Beslut vars underlag har gallrats (inget fel)"
NO_DECISIONS: Final = "Inget beslut var registrerat."
NO_FAULTS: Final = "Inga fel: varje beslut kan återskapas och vilar på det som loggen då sade."
NEVER_DONE: Final = "Inte gjort"
NOTHING_UNDONE: Final = "Inget som loggen frågar efter är ogjort."
BACKDATED: Final = "Registrerat senare än den dag det gäller"
NOTHING_THERE: Final = "inget"
PARTLY_GONE: Final = "det som omfattades av sekretess är borta."
