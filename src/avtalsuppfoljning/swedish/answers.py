"""What may, should and must be done, and why a decision is refused, as sentences."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from avtalsuppfoljning.swedish.terms import (
    CURE,
    DRIFTSFORM,
    FORMS,
    FREKVENS,
    GRADE,
    HEARD,
    KONSEKVENS,
    LEVEL,
    MEASURE,
    OEGENTLIGHET,
    RESULTAT,
    THRESHOLD,
    UNIT,
    UPPHANDLINGSFORM,
)
from avtalsuppfoljning.swedish.words import kronor, listed, long_date, sentence, word

# ── why a measure may not be taken: ``skal`` ──

REASON: Final = {
    "ingen_avtalsbrist": "utredningen visar ingen avtalsbrist",
    "egen_regi": "åtgärden kan inte tillämpas på egen regi",
    "ej_lov": "åtgärden gäller bara verksamheter inom LOV",
    "ej_reglerat": "avtalet reglerar inte åtgärden och hänvisar inte till riktlinjen",
    "form_ej_reglerad": "avtalet reglerar ingen form av ekonomisk sanktion",
    "kanal_ej_reglerad": "avtalet säger inte vilka nya uppdrag en avstängning får gälla",
    "forutsattning_saknas": "avtalets förutsättning för hävning är inte uppfylld",
    "ej_mindre_omfattande": "bristen är inte mindre omfattande",
    "ej_uppdragsdirektiv": "verksamheten är varken konkurrensutsatt eller under uppdragsdirektiv",
    "driftsform_ej_omfattad": "riktlinjen omfattar inte driftsformen",
    "avtal_upphort": "avtalet har upphört",
    "endast_individavtal": "det finns bara individavtal",
}


def of_instrument(clause: str, driftsform: str, law: str) -> str:
    """The same clause with the instrument's right name: egen regi has no avtal.

    >>> of_instrument("avtalet har upphört", "egen_regi", "lov")
    'överenskommelsen har upphört'
    """
    if law == "uppdragsdirektiv":
        return clause.replace("avtalet", "uppdragsdirektivet")
    return clause.replace("avtalet", "överenskommelsen") if driftsform == "egen_regi" else clause


# ── what is recommended: ``rekommendation.atgard`` and its ``skal`` ──

RECOMMENDED: Final = {
    "ingen": "ingen åtgärd",
    "avvakta_resultatuppfoljning": "avvakta resultatuppföljningen",
    "eskalera_till_namnd": "lyft frågan till nämnden",
    "ej_bedombar": "går inte att bedöma",
}
RECOMMENDED_REASON: Final = {
    "niva_ingen": "inget kräver en åtgärd",
    "resultat_avvaktas": "den senaste åtgärden är inte följd upp",
    "pa_nivan": "åtgärden motsvarar bristens nivå",
    "narmast_oppna_steg": "stegen närmast under är stängda för verksamheten",
    "ej_oppet_pa_nivan": "avtalet eller läget öppnar inte åtgärden på bristens nivå",
    "inget_steg_kvar": "inget högre steg är öppet",
    "over_stegen": "den högsta åtgärden har inte hjälpt",
    "parameter_saknas": "riktlinjen saknar ett värde som behövs",
    "rattelsefrist_loper": "rättelsefristen löper",
    "omfattas_ej": "riktlinjen omfattar inte fallet",
}

# ── what must be done: ``skyldighet`` ──

DUTY: Final = {
    "atgarda_bristen": "utföraren ska åtgärda bristen",
    "vidta_atgard": "kommunen ska vidta åtgärd",
    "resultatuppfoljning": "kommunen ska följa upp att bristen är åtgärdad",
    "rapport": "kommunen ska redovisa uppföljningen i en rapport",
    "redovisning_till_programnamnd": "kommunen ska redovisa resultatet till programnämnden",
}
OBLIGOR: Final = {"kommunen": "kommunen", "utforaren": "utföraren"}


def duty(code: str, obligor: str) -> str:
    """What must be done, as a clause."""
    return DUTY.get(code) or f"{word(OBLIGOR, obligor)} ska: {word(DUTY, code)}"


# ── why a decision is refused, or needs a motivation ──

RULING: Final = {
    "annan_an_rekommenderad": "beslutet avviker från rekommendationen",
    "hoppar_over_steg": "beslutet hoppar över ett steg",
    "utforaren_ej_hord": "utföraren har inte fått yttra sig",
    "ej_tillaten": "åtgärden är inte tillåten",
    "form_saknas": "beslutet säger inte vilken form som väljs",
    "form_utanfor_avtalet": "formen är inte reglerad i avtalet",
    "belopp_utanfor_avtalet": "beloppet ryms inte i avtalet",
    "belopp_over_delegation": "beloppet är högre än delegationen medger",
    "ingen_delegation": "delegationsordningen ger inte rätt att fatta beslutet",
    "person_saknas": "beslutet saknar person, roll eller delegationspunkt",
    "motivering_saknas": "beslutet saknar motivering",
    "fakta_av_annan_dag": "bedömningen avser en annan dag än beslutet",
    "beslutsniva": "riktlinjen lägger beslutet på en högre nivå",
    "belopp_over_riktlinjen": "beloppet är högre än riktlinjen medger",
    "belopp_over_taxan": "beloppet är högre än taxan ger för det som räknats",
    "belopp_over_taket": "beloppet är högre än vad riktlinjens tak lämnar kvar efter det som redan "
    "är beslutat om bristen",
    "taxa_saknas": "riktlinjen har ingen taxa för det som räknats",
    "rattelsedag_utanfor": "beslutet anger en rättelsedag som åtgärden inte kan ha",
    "uppsagningstid": "avtalet sägs upp till en dag före uppsägningstidens slut",
    "rattelsefrist_delvis_ute": "tiden för rättelse har inte gått ut för allt som varningen gäller",
    "rattelse_ej_begard": "rättelse har inte begärts",
    "varning_galler": "en varning gäller redan",
}
REFUSED: Final = {
    **RULING,
    "andra_fakta": "bedömningen gäller andra fakta än bristens",
    "annan_driftsform": "avtalet och utföraren har olika driftsform",
    "annat_nyckelarkiv": "registret är krypterat med nycklarna i ett annat nyckelarkiv",
    "annan_verkan": "åtgärden registreras på ett annat sätt",
    "avtal_ej_borjat": "beslutet är daterat innan avtalet var tecknat eller hade börjat: rätta "
    "dagen, eller registrera beslutet i det avtal som gällde då",
    "avtal_finns": "avtalet är redan tecknat",
    "avtal_saknas": "avtalet finns inte",
    "brist_atgardad": "bristen är åtgärdad och avslutad",
    "brist_finns": "bristen är redan fastställd",
    "brist_saknas": "bristen är inte fastställd",
    "delegationsordning_saknas": "ingen delegationsordning gäller den dagen",
    "ej_mal_for_uppfoljningen": "uppföljningen omfattar inte avtalet",
    "gallringsbeslut_saknas": "gallring kräver ett gallringsbeslut som är fattat: ange dess "
    "diarienummer, vem som beslutade och vilken dag",
    "ingen_version": "det är inget versionsnummer: skriv tre tal, som 0.2.0",
    "inget_att_gallra": "strömmen har inget som omfattas av sekretess: kontrollera dess id",
    "krypteras_ej": "registret är inte krypterat, och då finns ingen nyckel att förstöra: bara "
    "ett register som skapas med --nycklar kan gallras",
    "registret_gallras_ej": "det som registret säger om sig självt gallras inte: ange strömmen för "
    "ett ärende",
    "skal_for_insyn_saknas": "sekretess visas bara för den som säger vem hon är och varför",
    "fel_mal": "bara utförare och avtal kan följas upp",
    "framtida_beslut": "beslutet är daterat i framtiden",
    "krav_saknas": "avtalet har inte det kravet",
    "mal_saknas": "det som ska följas upp finns inte",
    "plan_ej_begard": "ingen åtgärdsplan är begärd",
    "plan_godkand": "åtgärdsplanen är redan godkänd",
    "plan_ofullstandig": "åtgärdsplanen saknar åtgärd, tid eller ansvarig",
    "plan_saknas": "planen finns inte, eller har inte kommit in",
    "rapport_fardig": "rapporten är färdig",
    "rapport_saknas": "uppföljningen saknar rapport",
    "redan_begard": "handlingen är redan begärd till en annan dag",
    "resultatuppfoljning_saknas": "ingen resultatuppföljning visar att kravet är uppfyllt",
    "riktlinje_saknas": "ingen riktlinje gäller den dagen",
    "sanktion_finns": "sanktionen är redan beslutad",
    "sanktion_havd": "sanktionen är redan upphävd",
    "sanktion_saknas": "sanktionen finns inte",
    "svarstid_loper": "svarstiden kan förlängas men inte förkortas",
    "uppfoljning_ej_oppen": "uppföljningen är inte öppen",
    "uppfoljning_finns": "uppföljningen är redan planerad",
    "uppfoljning_saknas": "uppföljningen är inte planerad",
    "utforare_finns": "utföraren är redan registrerad",
    "utforare_saknas": "utföraren är inte registrerad",
    "version_finns": "versionen är redan antagen med en annan text",
    "akut_anmald": "bristen är redan anmäld som akut",
    "akut_saknas": "bristen är inte anmäld som akut",
    "ansokan_avgjord": "ansökan är redan avgjord",
    "ansokan_finns": "det finns redan en ansökan med det id:t",
    "ansokan_saknas": "ansökan är inte registrerad",
    "aterkrav_avslutat": "återkravet är redan avslutat",
    "aterkrav_finns": "det finns redan ett återkrav med det id:t",
    "aterkrav_saknas": "återkravet är inte registrerat",
    "avtal_avslutat": "avtalet har upphört",
    "beslut_fore_bristen": "beslutet är daterat före bristen",
    "eftertradare_finns": "avtalet har redan en efterträdare",
    "ej_avstangning": "sanktionen är ingen avstängning",
    "ej_innehallen": "ingen betalning är innehållen",
    "ej_vite": "sanktionen är inget vite",
    "faktagranskning_saknas": "utföraren har inte fått rapporten på faktagranskning",
    "forslag_avslaget": "förslaget är redan avslaget",
    "forslag_saknas": "det finns inget öppet förslag",
    "handling_saknas": "handlingen har inte kommit in",
    "laga_kraft_finns": "beslutet har redan fått laga kraft",
    "medicinskt_ansvarig_saknas": "medicinskt ansvarig har varken deltagit eller undantagits",
    "oegentlighet_utreds_ej": "kommunen utreder inte oegentligheten utan anmäler den",
    "period_overlappar": "perioden är redan räknad",
    "plan_finns": "det finns redan en plan med det id:t",
    "redan_beslutat": "beslutet är redan registrerat med en annan dag eller ett annat id",
    "inget_att_anmala": "inget hade beslutats om bristen den dagen",
    "rattelsekrav_saknas": "rättelse är inte begärd, och ingen varning är beslutad",
    "rattelsekrav_skickat": "kravet på rättelse är redan skickat",
    "rekommendation_finns": "det finns redan en rekommendation med det id:t",
    "rekommendation_saknas": "rekommendationen är inte registrerad",
    "signal_saknas": "ingen signal om avtalet har kommit in",
    "skallkrav_ej_uppfyllda": "alla skallkrav är inte prövade och uppfyllda",
    "slutdatum_finns": "avtalets slutdatum är en dag som finns",
    "signal_outredd": "en signal har inte lett till någon slutsats, avtalsbrist eller ingen",
    "tidigare_brist_obedomd": "en tidigare brist som är öppen har inte bedömts",
    "uppsagning_saknas": "ingen uppsägning är registrerad",
    "egen_regi": "regeln gäller externa utförare",
    "endast_individavtal": "ett individavtal omfattas inte av planen",
    "post_avslutad": "posten är redan genomförd eller undantagen",
    "post_forsenad": "en post vars dag har passerat är varken genomförd eller undantagen: "
    "undanta den först (avtal planpost undanta), eller låt planen börja senare",
    "post_i_annan_plan": "posten gäller redan enligt en annan plan: revidera den",
    "post_saknas": "posten finns inte i planen: se avtal planlage --poster",
    "rad_saknas": "ingen sådan rad väntar på tolkning",
}

# ── what would have to change: ``andras_av`` ──

_VALUES: Final = {
    "driftsform": ("driftsformen är {}", DRIFTSFORM),
    "upphandlingsform": ("upphandlingsformen är {}", UPPHANDLINGSFORM),
    "brist.frekvens": ("bristens frekvens är {}", FREKVENS),
    "brist.konsekvens.individ": ("konsekvensen för den enskilde är {}", KONSEKVENS),
    "brist.konsekvens.kommunen": ("konsekvensen för kommunen är {}", KONSEKVENS),
    "brist.oegentlighet": ("oegentligheten gäller {}", OEGENTLIGHET),
    "historik.rattelsefrist": ("rättelsefristen är {}", CURE),
    "brist.konsekvens.utforaren": ("konsekvensen för utföraren är {}", KONSEKVENS),
}
_LISTS: Final = {
    "avtal.atgarder": ("avtalet reglerar {}", MEASURE),
    "avtal.ekonomiska_former": ("avtalet reglerar {}", FORMS),
    "avtal.avstangning_kanaler": ("avtalet reglerar avstängning från {}", FORMS),
}
_YES: Final = {
    "avtal.omedelbar_grund": "avtalets grund för omedelbar hävning är uppfylld",
    "avtal.uppsagningsgrund": "avtalets grund för uppsägning är uppfylld",
    "brist.skada": "bristen har lett till skada",
    "brist.felaktig_utbetalning": "pengar har betalats ut felaktigt",
    "historik.varning_galler": "en varning gäller",
    "avtal.havningsgrund_uppfylld": "avtalets förutsättning för hävning är uppfylld",
    "avtal.hanvisar_till_riktlinjen": "avtalet hänvisar till riktlinjen",
    "avtal.endast_individavtal": "det finns bara individavtal",
    "avtal.slut": "avtalet har upphört",
    "brist.avtalsbrist": "utredningen visar en avtalsbrist",
    "brist.medveten": "bristen är medveten",
    "brist.upprepad": "bristen är upprepad",
    "brist.risk": "det finns risk för en brist",
    "brist.akut": "bristen är akut",
}
_NO: Final = {
    "avtal.omedelbar_grund": "avtalets grund för omedelbar hävning inte är uppfylld",
    "avtal.uppsagningsgrund": "avtalets grund för uppsägning inte är uppfylld",
    "brist.skada": "bristen inte har lett till skada",
    "brist.felaktig_utbetalning": "inga pengar har betalats ut felaktigt",
    "historik.varning_galler": "ingen varning gäller",
    "avtal.havningsgrund_uppfylld": "avtalets förutsättning för hävning inte är uppfylld",
    "avtal.hanvisar_till_riktlinjen": "avtalet inte hänvisar till riktlinjen",
    "avtal.endast_individavtal": "det inte bara finns individavtal",
    "avtal.slut": "avtalet inte har upphört",
    "brist.avtalsbrist": "utredningen inte visar någon avtalsbrist",
    "brist.medveten": "bristen inte är medveten",
    "brist.upprepad": "bristen inte är upprepad",
    "brist.risk": "det inte finns risk för en brist",
    "brist.akut": "bristen inte är akut",
}


def change(path: str, to: str | bool | tuple[str, ...] | None) -> str:  # noqa: FBT001  it is data
    """One fact that would have to be another, as the clause after *om*.

    >>> change("avtal.atgarder", ("atgardsplan", "havning"))
    'avtalet reglerar hävning'
    """
    if isinstance(to, tuple) and path in _LISTS and to:
        frame, table = _LISTS[path]
        return frame.format(word(table, to[-1]))
    if isinstance(to, str) and path in _VALUES:
        frame, table = _VALUES[path]
        return frame.format(word(table, to))
    clauses = _YES if to else _NO
    return clauses.get(path) or f"{path} är {to}"


# ── which facts mattered: ``avgorande`` ──

DECISIVE: Final = "Avgörande är"
NOTHING_ELSE_MATTERS: Final = (
    "Vilka de andra uppgifterna än är blir svaret detsamma: vad som får göras, grad, nivå och "
    "rekommendation."
)
NOTHING_MATTERS: Final = "Svaret är detsamma vilka uppgifterna än är."
_NONE_LISTED: Final = {
    "avtal.atgarder": "avtalet inte reglerar någon åtgärd",
    "avtal.ekonomiska_former": "avtalet inte reglerar någon ekonomisk sanktion",
    "avtal.avstangning_kanaler": "avtalet inte reglerar avstängning från något",
}
_TOLD: Final = {
    "historik.resultat": ("resultatet av den senaste åtgärden är: {}", RESULTAT),
    "historik.rattelsefrist": ("rättelsefristen är: {}", CURE),
    "brist.matt": ("det uppmätta värdet är: {}", THRESHOLD),
    "brist.oegentlighet": ("tecknet på oegentlighet gäller: {}", OEGENTLIGHET),
    "hord": ("läget är: {}", HEARD),
}


def decisive(path: str, value: str | bool | tuple[str, ...] | None) -> str:  # noqa: FBT001  it is data
    """One fact that mattered.

    >>> decisive("avtal.slut", False)
    'att avtalet inte har upphört.'
    >>> decisive("historik.hogsta_atgard", None)
    'att ingen åtgärd är beslutad sedan tidigare.'
    """
    if isinstance(value, tuple):
        frame, table = _LISTS[path]
        names = (word(table, each) for each in value)
        clause = frame.format(listed(names)) if value else _NONE_LISTED[path]
    elif path == "historik.hogsta_atgard":
        measure = word(MEASURE, value) if isinstance(value, str) else ""
        clause = (
            f"den högsta åtgärden hittills är {measure}"
            if measure
            else "ingen åtgärd är beslutad sedan tidigare"
        )
    elif path == "brist.oegentlighet" and value is None:
        clause = "det inte finns tecken på oegentligheter"
    elif isinstance(value, str) and path in _TOLD:
        frame, table = _TOLD[path]
        clause = frame.format(word(table, value))
    else:
        clause = change(path, value)
    return f"att {clause}."


# ── an assessment in running text ──

INTERPRETATION: Final = "tolkning"
MAY: Final = "Får göras"
MAY_NOT: Final = "Får inte göras"
SHOULD: Final = "Rekommenderas"
MUST: Final = "Ska göras, vad som än beslutas"
NOTHING: Final = "Ingenting."
NOTHING_HELPS: Final = "Inget ändrat förhållande öppnar åtgärden."
A_PERSON_DECIDES: Final = (
    "Det här är ett underlag. En människa beslutar, enligt delegationsordningen."
)


def assessed_by(document: str, guideline: str, version: str) -> str:
    """Which rules gave the answer."""
    return f"Bedömt enligt {document} ({guideline}, version {version})"


def as_of(day: date, valid_from: date) -> str:
    """The day that the answer is about, and whether the rules applied then."""
    later = f" Regelverket gäller först från {long_date(valid_from)}." if day < valid_from else ""
    return f"Läget {long_date(day)}.{later}"


def graded(grade: str, *, is_minor: bool) -> str:
    """How grave the deficiency is."""
    extent = "mindre omfattande" if is_minor else "inte mindre omfattande"
    return f"Bristens grad är {word(GRADE, grade)}. Den är {extent}."


def may(measure: str, forms: Iterable[str]) -> str:
    """A measure that may be taken, and in which forms."""
    named = [word(FORMS, form) for form in forms]
    return f"{measure} ({listed(named, 'eller')})" if named else measure


def cap_left(measure: str, unit: str, left: Decimal, cap: Decimal, decided: Decimal) -> str:
    r"""What is left of a cap, of what has been decided about the same deficiency.

    >>> from decimal import Decimal
    >>> said = cap_left("Vite", "styck", Decimal(2000), Decimal(20000), Decimal(18000))
    >>> said.replace("\xa0", " ")
    'Vite per styck: 2 000 kr är kvar under taket 20 000 kr, eftersom 18 000 kr redan är beslutat.'
    >>> cap_left("Vite", "styck", Decimal(20000), Decimal(20000), Decimal(0)).replace("\xa0", " ")
    'Vite per styck: hela taket 20 000 kr är kvar.'
    """
    if not decided:
        return f"{measure} {word(UNIT, unit)}: hela taket {kronor(cap)} är kvar."
    return (
        f"{measure} {word(UNIT, unit)}: {kronor(left)} är kvar under taket {kronor(cap)}, "
        f"eftersom {kronor(decided)} redan är beslutat."
    )


def may_not(measure: str, reasons: Iterable[str]) -> str:
    """A measure that may not be taken, and why not."""
    return f"{measure} – {'; '.join(reasons)}."


def would_change(clauses: Iterable[str]) -> str:
    """One set of changes that would permit the measure."""
    return f"Får göras om {listed(clauses)}."


def recommended(action: str, level: str, reason: str) -> str:
    """What the ladder arrives at, and why."""
    return f"{sentence(action)[:-1]} – {reason} (nivå: {word(LEVEL, level)})."
