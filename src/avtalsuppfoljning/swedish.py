"""Every Swedish sentence that officials read, so that a jurist can proof-read one file.

Tables are keyed by the codes and values that stand in JSON and in guidelines. A code that is
missing here is shown as it is, so a guideline of one's own can always be read.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # it takes longer to load than the help page may take to show
    from decimal import Decimal

# ── days, amounts, and words in a row ──

NBSP: Final = "\N{NO-BREAK SPACE}"

_MONTHS: Final = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def long_date(day: date) -> str:
    """A day as running text has it.

    >>> long_date(date(2026, 9, 28))
    'den 28 september 2026'
    """
    return f"den {day.day} {_MONTHS[day.month - 1]} {day.year}"


def kronor(amount: "Decimal") -> str:
    """An amount with decimal comma and hard spaces, without öre where there are none.

    >>> from decimal import Decimal
    >>> kronor(Decimal("25000.00")).replace(NBSP, " ")
    '25 000 kr'
    """
    text = f"{amount:,.2f}".removesuffix(".00").replace(",", NBSP).replace(".", ",")
    return f"{text}{NBSP}kr"


def word(table: Mapping[str, str], code: str) -> str:
    """The Swedish for a code; a code that nobody has translated is shown as it is."""
    return table.get(code, code.replace("_", " "))


def sentence(text: str) -> str:
    """A clause as a sentence.

    >>> sentence("avtalet har upphört")
    'Avtalet har upphört.'
    """
    return f"{text[:1].upper()}{text[1:]}."


def inline(name: str) -> str:
    """A name that does not stand first in its sentence.

    >>> inline("Ekonomisk sanktion")
    'ekonomisk sanktion'
    """
    return name[:1].lower() + name[1:]


def listed(words: Iterable[str], joint: str = "och") -> str:
    """Words in a row.

    >>> listed(["vite", "prisavdrag", "innehållen betalning"], "eller")
    'vite, prisavdrag eller innehållen betalning'
    """
    *first, last = words
    return f"{', '.join(first)} {joint} {last}" if first else last


def counted(number: int, one: str, many: str) -> str:
    """A number and its noun.

    >>> counted(1, "händelse", "händelser")
    '1 händelse'
    """
    return f"{number} {one if number == 1 else many}"


def visible(text: str) -> str:
    r"""Text that cannot steer a terminal: control characters are written out.

    >>> visible("\x1b[2J klart")
    '\\x1b[2J klart'
    """
    if text.isprintable():
        return text
    return "".join(
        each.encode("unicode_escape").decode() if unicodedata.category(each) in _HIDDEN else each
        for each in text
    )


_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

# ── terms, by their values ──

DRIFTSFORM: Final = {
    "egen_regi": "egen regi",
    "privat_regi": "privat regi",
    "kommunalt_bolag": "kommunalt bolag",
}
UPPHANDLINGSFORM: Final = {
    "lov": "LOV",
    "lou": "LOU",
    "uppdragsdirektiv": "uppdragsdirektiv",
    "ingen": "ingen upphandling",
}
AGREEMENT: Final = {
    "avtal": "avtal",
    "overenskommelse": "överenskommelse",
    "uppdragsdirektiv": "uppdragsdirektiv",
    "individavtal": "individavtal",
}
FREKVENS: Final = {"lag": "låg", "systematisk": "systematisk"}
KONSEKVENS: Final = {
    "ingen": "ingen",
    "liten": "liten",
    "betydande": "betydande",
    "allvarlig": "allvarlig",
}
RESULTAT: Final = {
    "ej_uppfoljd": "inte följd upp",
    "atgardad": "åtgärdad",
    "plan_utebliven": "åtgärdsplanen uteblev",
    "kvarstar": "bristen kvarstår",
}
OEGENTLIGHET: Final = {
    "ingen": "ingen",
    "skatter": "skatter",
    "avgifter": "avgifter",
    "arbetsgivarskyldigheter": "arbetsgivarskyldigheter",
}
CURE: Final = {
    "ingen": "ingen",
    "ej_satt": "inte satt",
    "loper": "löper",
    "delvis_ute": "delvis ute",
    "ute": "ute",
}
THRESHOLD: Final = {
    "ej_matt": "inte mätt",
    "ej_satt": "inte satt",
    "inom": "inom",
    "over": "över",
}
HEARD: Final = {
    "ej_tillfragad": "utföraren är inte tillfrågad",
    "svarstid_loper": "utförarens svarstid löper",
    "svar_inkommet": "utföraren har svarat",
    "svarstid_ute": "utföraren svarade inte i tid",
    "undantag": "undantag: ärendet kunde inte vänta",
}
FORMS: Final = {
    "innehallen_betalning": "innehållen betalning",
    "prisavdrag": "prisavdrag",
    "vite": "vite",
    "ickeval": "ickeval",
    "aktiva_val": "aktiva val",
}
METHOD: Final = {
    "kvalitetskrav": "uppföljning av kvalitetskrav",
    "arlig": "årlig uppföljning",
    "tema": "temauppföljning",
    "lopande": "löpande uppföljning",
    "ekonomisk": "ekonomisk uppföljning",
    "forekommen_anledning": "uppföljning på förekommen anledning",
    "klagomal": "uppföljning av klagomål och synpunkter",
    "oanmald": "oanmäld uppföljning",
}
VERDICT: Final = {
    "uppfyllt": "uppfyllt",
    "delvis_uppfyllt": "delvis uppfyllt",
    "inte_uppfyllt": "inte uppfyllt",
    "ej_bedomt": "ej bedömt",
}
GRADE: Final = {
    "mindre": "mindre",
    "vasentlig": "väsentlig",
    "allvarlig": "allvarlig",
    "synnerlig": "synnerlig",
    "betydande": "betydande",
    "brist": "brist",
    "ovrig": "övrig",
}
MEASURE: Final = {
    "papekande": "påpekande",
    "atgardsplan": "åtgärdsplan",
    "ekonomisk_sanktion": "ekonomisk sanktion",
    "avstangning": "avstängning",
    "havning": "hävning",
    "aterkrav": "återkrav",
    "krav_pa_atgarder": "krav på åtgärder",
    "rattelse": "krav på rättelse",
    "skadestand": "skadestånd",
    "uppsagning": "uppsägning",
    "varning": "varning",
    "vite": "vite",
}
LEVEL: Final = {
    **MEASURE,
    "ingen": "ingen åtgärd",
    "namnd": "nämnden",
    "ej_bedombar": "går inte att bedöma",
}
STREAM: Final = {
    "steering": "styrdokument",
    "provider": "utförare",
    "agreement": "avtal",
    "followup": "uppföljning",
    "deficiency": "brist",
    "sanction": "sanktion",
}
DOCUMENT: Final = {
    "arsredovisning": "årsredovisning",
    "egenkontroll": "egenkontroll",
    "forsakringar": "försäkringar",
    "kollektivavtal": "kollektivavtal",
    "ledningssystem": "ledningssystem",
    "patientsakerhetsberattelse": "patientsäkerhetsberättelse",
    "verksamhetsberattelse": "verksamhetsberättelse",
    "verksamhetsplan": "verksamhetsplan",
}
EVENT: Final = {
    "provider-registered": "utförare registrerad",
    "agreement-signed": "avtal tecknat",
    "submission-requested": "handling begärd",
    "submission-received": "handling inkommen",
    "follow-up-planned": "uppföljning planerad",
    "follow-up-opened": "uppföljning påbörjad",
    "requirement-assessed": "krav bedömt",
    "report-completed": "rapport färdig",
    "follow-up-completed": "uppföljning avslutad",
    "deficiency-established": "brist fastställd",
    "havningsgrund-assessed": "hävningsgrund bedömd",
    "kommunicering-sent": "utföraren tillfrågad",
    "kommunicering-answered": "utföraren har svarat",
    "kommunicering-excepted": "undantag från kommunicering",
    "papekande-issued": "påpekande",
    "atgardsplan-requested": "åtgärdsplan begärd",
    "atgardsplan-received": "åtgärdsplan inkommen",
    "atgardsplan-approved": "åtgärdsplan godkänd",
    "atgardsplan-rejected": "åtgärdsplan återsänd",
    "deficiency-sanctioned": "sanktion för bristen",
    "abstention-decided": "beslut att avstå från åtgärd",
    "resultatuppfoljning-planned": "resultatuppföljning planerad",
    "resultatuppfoljning-passed": "resultatuppföljning: kravet uppfyllt",
    "resultatuppfoljning-failed": "resultatuppföljning: bristen kvarstår",
    "deficiency-remedied": "brist åtgärdad",
    "sanction-decided": "sanktion beslutad",
    "sanction-lifted": "sanktion upphävd",
    "guideline-adopted": "riktlinje antagen",
    "delegationsordning-adopted": "delegationsordning antagen",
    "application-received": "ansökan inkommen",
    "application-requirement-assessed": "skallkrav prövat",
    "application-accepted": "ansökan godkänd",
    "application-rejected": "ansökan avslagen",
    "oegentlighet-reported": "oegentlighet anmäld till myndighet",
    "tillstand-decision-received": "tillståndsbeslut inkommet",
    "tillstand-checked": "tillstånd kontrollerat",
    "skattekontroll-received": "skattekontroll inkommen",
    "meeting-held": "möte hållet",
    "agreement-end-date-corrected": "slutdatum rättat",
    "terms-amended": "avtalets villkor ändrade",
    "uppsagning-given": "avtalet uppsagt",
    "agreement-ended": "avtalet upphört",
    "agreement-succeeded": "avtalet efterträtt av ett annat",
    "submission-approved": "handling godkänd",
    "submission-sent-back": "handling återsänd",
    "aterkrav-raised": "återkrav framställt",
    "aterkrav-settled": "återkrav avslutat",
    "avvikelser-reported": "avvikelser redovisade",
    "tillsynsrapporter-reported": "tillsynsrapporter redovisade",
    "staff-reported": "personal redovisad",
    "education-reported": "utbildningsnivå redovisad",
    "register-participation-recorded": "deltagande i register noterat",
    "statistics-received": "statistik inkommen",
    "manuell-tidsandel-measured": "andel manuell tid mätt",
    "manuell-tidsandel-stated": "andel manuell tid uppgiven",
    "fakturakontroll-made": "fakturakontroll gjord",
    "price-agreed": "ersättning överenskommen",
    "handelsestyrd-follow-up-proposed": "händelsestyrd uppföljning föreslagen",
    "proposal-declined": "förslag om uppföljning avslaget",
    "signal-received": "signal inkommen",
    "avtalsbrist-assessed": "avtalsbrist utredd",
    "medicinskt-ansvarig-took-part": "medicinskt ansvarig deltog",
    "medicinskt-ansvarig-excepted": "undantag från medicinskt ansvarigs deltagande",
    "stickprov-taken": "stickprov draget",
    "earlier-deficiency-judged": "tidigare brist bedömd",
    "faktagranskning-sent": "rapporten sänd på faktagranskning",
    "faktagranskning-answered": "faktagranskning besvarad",
    "platsbesok-made": "platsbesök gjort",
    "source-reviewed": "underlag genomgånget",
    "not-covered": "avgränsning noterad",
    "report-sent": "rapport sänd",
    "report-published": "rapport publicerad",
    "aterkoppling-given": "återkoppling given",
    "acute-deficiency-reported": "akut brist anmäld",
    "acute-notice-sent": "meddelande om akut brist sänt",
    "acute-notice-received": "meddelande om akut brist mottaget",
    "handed-over-to-namnd": "överlämnad till nämnden",
    "vite-accrued": "vite upplupet",
    "sanction-contested": "sanktion bestridd",
    "dispute-decided": "tvist avgjord",
    "laga-kraft-reached": "laga kraft",
    "payment-released": "innehållen betalning utbetald",
    "side-effect-noted": "följd av sanktionen noterad",
    "delegationsbeslut-reported": "delegationsbeslut anmält",
    "suspension-followed-up": "avstängning följd upp",
    "uppfoljningsplan-adopted": "uppföljningsplan antagen",
    "uppfoljningsplan-revised": "uppföljningsplan reviderad",
    "revisionsrekommendation-received": "revisionsrekommendation inkommen",
    "revisionsrekommendation-answered": "revisionsrekommendation besvarad",
    "program-adopted": "program antaget",
    "tidplan-established": "tidplan fastställd",
    "uppdragsdirektiv-decided": "uppdragsdirektiv beslutat",
    "plan-avvikelse-decided": "avvikelse från planen beslutad",
    "kkik-participation-decided": "deltagande i Kkik beslutat",
    "fordelning-decided": "fördelning beslutad",
    "information-sent": "information sänd",
}
DEFICIENCY: Final = {
    "utan_atgard": "Brist utan åtgärd",
    "kvarstar": "Bristen kvarstår",
    "plan_utebliven": "Åtgärdsplanen har uteblivit",
    "plan_att_granska": "Åtgärdsplan att granska",
    "plan_begard": "Åtgärdsplan begärd",
    "resultatuppfoljning_aterstar": "Resultatuppföljning återstår",
    "avstatt": "Beslut att avstå från åtgärd",
    "att_avsluta": "Att avsluta",
    "atgardad": "Åtgärdad",
    "ingen_avtalsbrist": "Ingen avtalsbrist",
}
"""How far a deficiency has come: the values of ``lage``."""
SUBMISSION: Final = {
    "forsenad": "försenad",
    "kommande": "kommande",
    "sent_inkommen": "sent inkommen",
    "inkommen": "inkommen",
}

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
    "rattelsefrist_delvis_ute": "tiden för rättelse har inte gått ut för allt som varningen gäller",
    "rattelse_ej_begard": "rättelse har inte begärts",
    "varning_galler": "en varning gäller redan",
}
REFUSED: Final = {
    **RULING,
    "andra_fakta": "bedömningen gäller andra fakta än bristens",
    "annan_driftsform": "avtalet och utföraren har olika driftsform",
    "annan_verkan": "åtgärden registreras på ett annat sätt",
    "avtal_finns": "avtalet är redan tecknat",
    "avtal_saknas": "avtalet finns inte",
    "brist_atgardad": "bristen är åtgärdad och avslutad",
    "brist_finns": "bristen är redan fastställd",
    "brist_saknas": "bristen är inte fastställd",
    "delegationsordning_saknas": "ingen delegationsordning gäller den dagen",
    "ej_mal_for_uppfoljningen": "uppföljningen omfattar inte avtalet",
    "fel_mal": "bara utförare och avtal kan följas upp",
    "framtida_beslut": "beslutet är daterat i framtiden",
    "krav_saknas": "avtalet har inte det kravet",
    "mal_saknas": "det som ska följas upp finns inte",
    "plan_ej_begard": "ingen åtgärdsplan är begärd",
    "plan_godkand": "åtgärdsplanen är redan godkänd",
    "plan_ofullstandig": "åtgärdsplanen saknar åtgärd, tid eller ansvarig",
    "plan_saknas": "ingen åtgärdsplan har kommit in",
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
    "rekommendation_finns": "det finns redan en rekommendation med det id:t",
    "rekommendation_saknas": "rekommendationen är inte registrerad",
    "signal_saknas": "ingen signal om avtalet har kommit in",
    "skallkrav_ej_uppfyllda": "alla skallkrav är inte prövade och uppfyllda",
    "slutdatum_finns": "avtalets slutdatum är en dag som finns",
    "signal_outredd": "en signal har inte lett till någon slutsats, avtalsbrist eller ingen",
    "tidigare_brist_obedomd": "en tidigare brist som är öppen har inte bedömts",
    "uppsagning_saknas": "ingen uppsägning är registrerad",
    "egen_regi": "regeln gäller externa utförare",
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


def as_of(day: date) -> str:
    """The day that the answer is about."""
    return f"Läget {long_date(day)}."


def graded(grade: str, *, is_minor: bool) -> str:
    """How grave the deficiency is."""
    extent = "mindre omfattande" if is_minor else "inte mindre omfattande"
    return f"Bristens grad är {word(GRADE, grade)}. Den är {extent}."


def may(measure: str, forms: Iterable[str]) -> str:
    """A measure that may be taken, and in which forms."""
    named = [word(FORMS, form) for form in forms]
    return f"{measure} ({listed(named, 'eller')})" if named else measure


def may_not(measure: str, reasons: Iterable[str]) -> str:
    """A measure that may not be taken, and why not."""
    return f"{measure} – {'; '.join(reasons)}."


def would_change(clauses: Iterable[str]) -> str:
    """One set of changes that would permit the measure."""
    return f"Får göras om {listed(clauses)}."


def recommended(action: str, level: str, reason: str) -> str:
    """What the ladder arrives at, and why."""
    return f"{sentence(action)[:-1]} – {reason} (nivå: {word(LEVEL, level)})."


# ── the help pages ──

USAGE: Final = "Användning: "
OPTIONS: Final = "Väljare"
COMMANDS: Final = "Kommandon"
OPTIONS_METAVAR: Final = "[VÄLJARE]"
COMMAND_METAVAR: Final = "KOMMANDO …"
HELP_OPTION: Final = "Visa den här hjälpen."
VERSION_OPTION: Final = "Visa programmets version."
FORMAT_OPTION: Final = "Text att läsa (förvalt) eller JSON för andra system."
REGISTER_OPTION: Final = "Registrets fil; annars den som AVTAL_REGISTER anger."
PER_OPTION: Final = "Se läget den dagen, ÅÅÅÅ-MM-DD; annars i dag."
FOLDER_OPTION: Final = "Katalog för registret; annars en ny katalog avtal-demo."
LINES_OPTION: Final = "Ett underlag i JSON per rad in, ett svar per rad ut."
STREAM_OPTION: Final = "Bara en ström, till exempel provider:hemtjansten."
UNMASKED_OPTION: Final = "Visa också fält som omfattas av sekretess."
WITHIN_OPTION: Final = "Hur långt fram det som kommer ska visas, till exempel 30d (förvalt)."
STRICT_OPTION: Final = "Avsluta med kod 1 om något är försenat."
FOR_PROVIDER_OPTION: Final = "Det som utföraren får se: aldrig det som är oanmält."
DAYS: Final = "30d"
ID: Final = "ID"
DAY: Final = "DAG"
FILE: Final = "FIL"
FOLDER: Final = "KATALOG"
STREAM_ID: Final = "STRÖM"
FACTS: Final = "[FAKTA.json]"
GUIDELINE_ID: Final = "ID"

HELP: Final = {
    "avtal": "Följ upp avtal inom socialtjänsten: vad är försenat, vilka brister finns, och vad "
    "får, bör och ska kommunen göra åt dem?",
    "demo": "Spela upp ett år i den påhittade kommunen Exempelköping.",
    "bedom": "Visa vad som får, bör och ska göras åt en brist.",
    "brister": "Visa bristerna och hur långt de har kommit.",
    "frister": "Visa vad som är försenat och vad som kommer, och varför den dagen.",
    "utforare": "Visa vad registret vet om en utförare.",
    "avtal avtal": "Visa ett avtals villkor och vad som har hänt.",
    "handelser": "Visa vad som har hänt, en händelse per rad.",
    "spela-upp": "Visa läget som det var registrerat en viss dag.",
    "importera": "Läs in utförare, avtal, krav, inlämningar och brister ur en fil.",
    "exportera": "Skriv ut samma tabeller till Excel, CSV eller JSON Lines.",
    "regelverk": "Visa vad riktlinjerna säger och var det står.",
    "lista": "Räkna upp de riktlinjer som följer med.",
    "visa": "Visa en riktlinje, rad för rad med källor.",
    "regelverk granska": "Kontrollera en egen riktlinje.",
    "regelverk jamfor": "Jämför två riktlinjer: varje utfall som skiljer sig.",
    "schema": "Skriv ut JSON Schema för en egen fil eller för händelserna.",
    "regelverk dmn": "Skriv ut en riktlinjes tabeller som DMN 1.3.",
}
DETAILS: Final = {
    "avtal": "Varje kommando har en egen hjälp: avtal bedom --help.",
    "demo": "Ett register skapas. Inget som redan finns skrivs över.",
    "bedom": "FAKTA.json är underlaget; - läser från standard in.",
    "brister": "Brister utan åtgärd står först.",
    "handelser": "Utan --format skrivs JSON, ett objekt per rad; cloudevents ger CloudEvents 1.0. "
    "Fält som omfattas av sekretess visas som ***.",
    "frister": "Bara dagar som någon har satt: för handlingar, åtgärdsplaner, svar och "
    "uppföljningar.",
    "utforare": "Ansökningar, tillstånd, avtal, hävningar och uppsägningar, möten och information. "
    "Fält som omfattas av sekretess visas som ***.",
    "avtal avtal": "Villkoren som de gäller dagen i fråga, och allt som är registrerat till dess "
    "om avtalet, dess brister och sanktioner och de uppföljningar som nämner det.",
    "spela-upp": "Fält som omfattas av sekretess visas som ***. Kontrollsumman gäller hela läget; "
    "lika historik ger lika summa.",
    "importera": "Allt läses in eller ingenting; varje rad som nekas visas med plats och skäl. "
    "Samma fil en gång till ändrar inget.",
    "exportera": "Bara öppna uppgifter, om inte --med-sekretess anges. Det som skrivs ut kan läsas "
    "in igen.",
    "regelverk granska": "En lucka, en motsägelse eller en okänd nyckel nekas, med platsen i "
    "filen.",
    "regelverk jamfor": "A och B är ID, ID@VERSION eller en fil. Fallen räknas över de uppgifter "
    "som någon av riktlinjerna läser.",
    "schema": "En redigerare som känner schemat fyller i och kontrollerar medan man skriver.",
    "regelverk dmn": "ID kan också vara en egen fil. Källan står som beskrivning av varje rad.",
    "visa": "Rader märkta (tolkning) är vår läsning; dokumentet är tyst. En äldre version väljs "
    "med ID@VERSION.",
}

# ── what the commands print ──


def heading_deficiencies(day: date) -> str:
    """Over the list of deficiencies."""
    return f"Brister {long_date(day)}"


NO_DEFICIENCIES: Final = "Inga brister är registrerade."
DEFICIENCY_COLUMNS: Final = ("Brist", "Utförare", "Krav", "Fastställd", "Senaste åtgärd")
NO_MEASURE: Final = "ingen"


ACUTE: Final = "Akuta brister"


def acute(deficiency: str, provider: str, unsent: Iterable[str], silent: Iterable[str]) -> str:
    """An acute deficiency, and which of the two has not been told or not confirmed."""
    untold = [word(NOTICE_TO, each) for each in unsent]
    silent = [word(NOTICE_TO, each) for each in silent]
    told = f"{listed(untold)} har inte meddelats; " if untold else ""
    rest = f"kvitto saknas från {listed(silent)}" if silent else "båda har kvitterat"
    return f"{deficiency} {provider}: {told}{rest}."


NOTICE_TO: Final = {"socialdirektor": "socialdirektören", "namnd": "nämnden"}

# ── what is due ──

LATE: Final = "Försenat"
COMING: Final = "Kommande"
DUE_HEADING: Final = "Frister"
TO_REPORT: Final = "Delegationsbeslut att anmäla till nämnden"
DUE: Final = {
    **DOCUMENT,
    **METHOD,
    "atgardsplan": "åtgärdsplan",
    "faktagranskning": "faktagranskning",
    "kommunicering": "svar på kommunicering",
    "resultatuppfoljning": "resultatuppföljning",
    "revisionssvar": "svar till revisorerna",
}
DUE_REASON: Final = {
    "handling": "begärd",
    "beslut": "beslut",
    "svarstid": "tillfrågad",
    "faktagranskning": "rapporten sänd",
    "planerad": "planerad",
    "revisorerna": "begärt av revisorerna",
}


def heading_due(day: date, until: date) -> str:
    """Over what is due."""
    return f"Frister {long_date(day)}, till och med {long_date(until)}"


def due_reason(reason: str, since: date | None, source: str) -> str:
    """Why it is that day: the act that set it, and where it stands."""
    act = word(DUE_REASON, reason) + (f" {since}" if since else "")
    return source or act


def due(what: str, about: str, providers: Iterable[str], on: date) -> str:
    """What is due, what it concerns, and whose it is."""
    return ", ".join(filter(None, [f"{on} {word(DUE, what)} {about}", listed(providers or [""])]))


def to_report(measure: str, provider: str, on: date, *, is_lifting: bool, is_urgent: bool) -> str:
    """A decision by delegation."""
    text = word(MEASURE, measure) + (" upphävd" if is_lifting else "")
    return f"{on} {text}{' (brådskande)' if is_urgent else ''}, {provider}"


def delegated(role: str, point: str) -> str:
    """Under which point somebody decided."""
    return f"{word({}, role)}, punkt {point}"


def not_a_span(text: str) -> str:
    """A span of days that is none."""
    return f"{text!r} är inget antal dagar: skriv till exempel 30d"


# ── a provider's card, and an agreement ──


def no_such(kind: str, text: str) -> str:
    """A provider or an agreement that the register does not have."""
    return (
        f"{kind} {text!r} finns inte i registret den dagen: "
        "kontrollera id:t, eller välj en senare dag"
    )


AGREEMENT_STATUS: Final = {
    "kommande": "inte börjat",
    "i_kraft": "i kraft",
    "uppsagt": "uppsagt",
    "avslutat": "avslutat",
}
END_REASON: Final = {
    "avtalstidens_slut": "avtalstidens slut",
    "uppsagning": "uppsägning",
    "havning": "hävning",
    "overenskommet": "överenskommelse om slut",
}
PARTY: Final = {"kommunen": "kommunen", "utforaren": "utföraren"}
MEETING: Final = {
    "samverkansmote": "samverkansmöte",
    "uppfoljningstraff": "uppföljningsträff",
    "dialogmote": "dialogmöte",
}
AUTHORITY: Final = {
    "ivo": "IVO",
    "arbetsmiljoverket": "Arbetsmiljöverket",
    "skatteverket": "Skatteverket",
    "forsakringskassan": "Försäkringskassan",
    "arbetsformedlingen": "Arbetsförmedlingen",
    "migrationsverket": "Migrationsverket",
    "polisen": "Polisen",
}
OPERATION: Final = {"hemtjanst": "hemtjänst", "sarskilt_boende": "särskilt boende"}
APPLICATIONS: Final = "Ansökningar"
PERMITS: Final = "Tillstånd"
AGREEMENTS: Final = "Avtal"
ENDINGS: Final = "Hävningar och uppsägningar"
MEETINGS: Final = "Möten"
INFORMATION: Final = "Information"
IRREGULARITIES: Final = "Oegentligheter som anmälts"
TAXES: Final = "Skattekontroller"
OPEN_DEFICIENCIES: Final = "Brister"
UNTIL_FURTHER: Final = "tills vidare"
SANCTIONS: Final = "Vad avtalet reglerar"
REQUIREMENTS: Final = "Krav"
REQUIREMENT_COLUMNS: Final = ("Krav", "Text", "Riktvärde", "Punkt")
PRICES: Final = "Ersättning"
SHARES: Final = "Fördelning"
AMENDMENTS: Final = "Ändringar och uppsägningar"
TIMELINE: Final = "Vad som har hänt"
TIMELINE_COLUMNS: Final = ("Dag", "Händelse", "Gäller", "Registrerat av")
REFERS: Final = "Avtalet hänvisar till riktlinjen."
LACKS_INSIGHT: Final = "Avtalet saknar klausul om insyn (KL 10:9)."
REGULATES_NOTHING: Final = "Avtalet reglerar ingen sanktion."


def heading_provider(name: str, day: date) -> str:
    """Over a provider's card."""
    return f"{name}, {long_date(day)}"


def registered(driftsform: str, number: str | None, on: date) -> str:
    """Who a provider is."""
    org = f", organisationsnummer {number}" if number else ""
    return sentence(f"{word(DRIFTSFORM, driftsform)}{org}, registrerad {on}")


def application(law: str, operation: str, dnr: str, on: date) -> str:
    """An application."""
    return f"{on} {dnr}: {word(UPPHANDLINGSFORM, law)}, {word(OPERATION, operation)}"


def application_decided(is_accepted: bool | None, on: date | None, tried: int, met: int) -> str:  # noqa: FBT001  it is data
    """How far an application has come."""
    told = f"{met} av {counted(tried, 'prövat skallkrav', 'prövade skallkrav')} uppfyllda"
    tries = told if tried else "inget skallkrav prövat"
    if is_accepted is None:
        return f"{tries}; inte avgjord."
    return f"{tries}; {'godkänd' if is_accepted else 'avslagen'} {on}."


def agreement_row(  # noqa: PLR0917  in the order of the sentence
    id: str,  # noqa: A002  its name in the domain
    dnr: str,
    operation: str,
    starts: date,
    ends: date | None,
    status: str,
) -> str:
    """One agreement of a provider."""
    until = f"till {ends}" if ends else UNTIL_FURTHER
    what = f"{id} ({dnr}), {word(OPERATION, operation)}"
    return f"{what}, från {starts} {until}: {word(AGREEMENT_STATUS, status)}"


def ending(  # noqa: PLR0917  in the order of the sentence
    agreement: str, dnr: str, reason: str, by: str | None, on: date, ends: date
) -> str:
    """A hävning, or an uppsägning and whose it is."""
    who = f" från {word(PARTY, by)}" if by else ""
    text = f"{on} {word(END_REASON, reason)}{who}: {agreement} ({dnr})"
    return f"{text}, upphör {ends}" if ends != on else text


def earlier_ending(text: str) -> str:
    """What ended before an application came in."""
    return f"Före ansökan: {text}"


def permit(operation: str, authority: str, dnr: str, since: date, until: date | None) -> str:
    """A permit and its time."""
    time = f"från {since}" + (f" till {until}" if until else "")
    return f"{word(OPERATION, operation)}: {word(AUTHORITY, authority)} {dnr}, {time}"


def permit_checked(on: date | None, *, is_valid: bool) -> str:
    """When the municipality last checked a permit."""
    check = f"senast kontrollerat {on}" if on else "aldrig kontrollerat"
    return f"{'gäller' if is_valid else 'GÄLLER INTE'}; {check}."


def heading_agreement(id: str, dnr: str, day: date) -> str:  # noqa: A002  its name in the domain
    """Over an agreement."""
    return f"{id} ({dnr}), {long_date(day)}"


def instrument(kind: str, provider: str, driftsform: str, law: str, operation: str) -> str:
    """What an agreement is, and with whom."""
    terms = f"{word(DRIFTSFORM, driftsform)}, {word(UPPHANDLINGSFORM, law)}"
    text = f"{word(AGREEMENT, kind)} med {provider} ({terms}) om {word(OPERATION, operation)}"
    return sentence(text)


def runs(status: str, signed: date, starts: date, ends: date | None) -> str:
    """From when to when an agreement runs."""
    until = f"till {ends}" if ends else UNTIL_FURTHER
    text = f"{word(AGREEMENT_STATUS, status)}: tecknat {signed}, från {starts} {until}"
    return sentence(text)


def impossible_end(written: str) -> str:
    """An end that no calendar has."""
    return f"Slutdatumet {written!r} finns inte; ingen har sagt vilken dag som menas."


def regulates(measures: Iterable[str], forms: Iterable[str], channels: Iterable[str]) -> str:
    """The sanctions of an agreement."""
    parts = [listed(word(MEASURE, each) for each in measures)] if measures else []
    parts += [listed(word(FORMS, each) for each in forms)] if forms else []
    parts += [listed(word(FORMS, each) for each in channels)] if channels else []
    return sentence("; ".join(parts)) if parts else REGULATES_NOTHING


def capped(form: str, amount: "Decimal") -> str:
    """The most that a sanction may amount to."""
    return sentence(f"{word(FORMS, form)} högst {kronor(amount)}")


def paid(amount: "Decimal", unit: str, covers: str, since: date) -> str:
    """A price."""
    covered = f", {covers}" if covers else ""
    return f"{kronor(amount)} per {unit}{covered}, från {since}"


def share(percent: "Decimal", since: date, dnr: str, *, is_temporary: bool) -> str:
    """A share of the volume."""
    kind = "tillfälligt " if is_temporary else ""
    return f"{kind}{percent:f} % från {since} ({dnr})".replace(".", ",", 1)


def amended(on: date, since: date, dnr: str) -> str:
    """An amendment."""
    return f"{on} villkoren ändrade, gäller från {since} ({dnr})"


def corrected(written: str, to: date | None, on: date) -> str:
    """An end date that somebody read."""
    return f"{on} slutdatumet {written!r} läses som {to or UNTIL_FURTHER}"


def heading_replay(day: date) -> str:
    """Over the state of a day."""
    return f"Läget som det var registrerat vid slutet av {long_date(day)}"


def in_streams(events: int, streams: int) -> str:
    """How much a replay read."""
    return f"{counted(events, 'händelse', 'händelser')} i {counted(streams, 'ström', 'strömmar')}"


NO_EVENTS: Final = "Ingenting var registrerat."


def told_steering(guidelines: int, delegations: int) -> str:
    """What a nämnd has adopted."""
    return listed(
        [
            counted(guidelines, "riktlinje", "riktlinjer"),
            counted(delegations, "delegationsordning", "delegationsordningar"),
        ]
    )


def told_agreement(kind: str, dnr: str, requested: int, received: int) -> str:
    """An agreement and its documents."""
    asked = counted(requested, "begärd handling", "begärda handlingar")
    came = counted(received, "inkommen", "inkomna")
    return f"{kind} {dnr}; {asked}, {came}"


def told_follow_up(method: str, period: str, report: str | None) -> str:
    """A follow-up and its report."""
    return f"{method}, {period}; {f'rapport {report}' if report else 'ingen rapport än'}"


def told_sanction(measure: str, since: date, ended: date | None) -> str:
    """A sanction and its time."""
    return f"{measure} från {since}" + (f", upphävd från {ended}" if ended else "")


def happened(day: date, name: str, stream: str) -> str:
    """One event, and whose it is."""
    return f"{day} {word(EVENT, name)}: {stream}"


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


# ── two guidelines compared; one's own checked ──

FORMAT_OF_EXPORT: Final = "DMN 1.3 (förvalt), testfall enligt DMN TCK, eller JDM för zen-engine."
ONE: Final = "A"
OTHER: Final = "B"
NO_DIFFERENCES: Final = "Inga utfall skiljer sig."
MOST_BOXES: Final = 12
"""How many boxes of one question are shown as text."""
QUESTION: Final = {
    "atgard": "Får åtgärden vidtas: {}",
    "skal": "Skäl mot åtgärden: {}",
    "mindre_omfattande": "Är bristen mindre omfattande",
    "grad": "Grad",
    "niva": "Nivå",
    "rekommendation": "Rekommendation",
    "skyldighet": "Skyldighet: {}",
    "foljd": "Följd utan beslut: {}",
    "avvikelse": "Kräver motivering: {}",
}
ANSWER: Final = {
    **RECOMMENDED,
    **{key: text for key, text in LEVEL.items() if key not in RECOMMENDED},
    **GRADE,
    "far": "får vidtas",
    "far_inte": "får inte vidtas",
    "finns_ej": "åtgärden finns inte",
    "ja": "ja",
    "nej": "nej",
}


def compared(mark: str, document: str, guideline: str, version: str) -> str:
    """One of the two guidelines."""
    return f"{mark}: {document} ({guideline}, version {version})"


def question(kind: str, about: str) -> str:
    """What is asked of both.

    >>> question("skal", "havning/egen_regi")
    'Skäl mot åtgärden: hävning, egen regi'
    """
    tables = {"atgard": MEASURE, "skal": MEASURE, "skyldighet": DUTY, "avvikelse": MEASURE}
    first, *rest = about.split("/")
    named = [word(tables.get(kind, {}), first), *(word({}, each) for each in rest)]
    return word(QUESTION, kind).format(", ".join(named))


def differing(count: int, cells: int, boxes: int) -> str:
    """How much differs."""
    return f"{count} av {cells} fall skiljer sig, i {counted(boxes, 'ruta', 'rutor')}."


def box(one: str, other: str, when: Iterable[tuple[str, Iterable[str]]], count: int) -> str:
    """One box of differences.

    >>> box("mindre", "vasentlig", [("frekvens", ["lag"])], 3)
    'A: mindre; B: väsentlig. När frekvens: låg (3 fall).'
    """
    facts = "; ".join(f"{_input(name)}: {_values(name, admitted)}" for name, admitted in when)
    answers = f"{ONE}: {word(ANSWER, one)}; {OTHER}: {word(ANSWER, other)}."
    return f"{answers} {f'När {facts}' if facts else 'Alltid'} ({count} fall)."


def more_boxes(boxes: int) -> str:
    """What the text leaves out."""
    return f"… och {counted(boxes, 'ruta', 'rutor')} till; --format json visar alla."


def _input(name: str) -> str:
    kind, _, measure = name.partition(".")
    if measure:
        return f"{word(MEASURE, measure)} {word(INPUT, kind)}"
    return "högsta åtgärd hittills" if name == "hogsta_atgard" else word(INPUT, name)


def _values(name: str, admitted: Iterable[str]) -> str:
    if name == "hogsta_atgard":
        return listed((word({**MEASURE, "ingen": "ingen"}, each) for each in admitted), "eller")
    return values(name, admitted)


def checked(file: str) -> str:
    """A file of one's own that holds together."""
    return f"{file} är en giltig riktlinje."


def contents(measures: int, limits: int, rows: int, duties: int, readings: int) -> str:
    """What it has in it."""
    parts = [
        counted(measures, "åtgärd", "åtgärder"),
        counted(limits, "gräns", "gränser"),
        counted(rows, "tabellrad", "tabellrader"),
        counted(duties, "skyldighet", "skyldigheter"),
    ]
    marked = counted(readings, "rad är märkt", "rader är märkta")
    return f"{sentence(listed(parts))} {marked} som tolkning."


def no_such_export(text: str) -> str:
    """A form of export that does not exist."""
    return f"{text!r} är ingen form av export: skriv dmn, testfall eller jdm"


# ── the schemas of the files that a municipality writes ──

SCHEMA_GUIDELINE: Final = "Riktlinje för avtalsuppföljning"
SCHEMA_DELEGATION: Final = "Delegationsordning"
SCHEMA_EVENTS: Final = "En rad av avtal handelser"
SCHEMA_FACTS: Final = "Fakta om en brist, till avtal bedom"
SCHEMA_KEY: Final = {
    "faktaversion": "Vilken uppsättning uppgifter riktlinjen läser; skriv 1.",
    "laser": "Uppgifter som riktlinjen läser utöver dem som alla får läsa.",
    "beslutsnivaer": "De som beslutar, från lägst till högst.",
    "dokument": "Det tryckta dokumentets huvud.",
    "version": "Dagen som skiljer versionerna åt, ÅÅÅÅ-MM-DD.",
    "namn": "Namnet, som det står i dokumentet.",
    "titel": "Titeln, som den är tryckt.",
    "beslutad_av": "Vem som beslutade dokumentet.",
    "faststalld": "Dagen för beslutet.",
    "galler_fran": "Första dagen som dokumentet gäller.",
    "ersatter": "Dokumentet som det ersätter.",
    "avsnitt": "Rubriken eller punkten där regeln står.",
    "tolkning": "true där dokumentet är tyst och regeln är en läsning.",
    "lasning": "Hur dokumentet har lästs, i en mening.",
    "atgard": "En åtgärd; åtgärderna står i stegens ordning.",
    "atgarder": "Åtgärderna som det gäller.",
    "verkan": "Vad åtgärden gör.",
    "sanktion": "Om åtgärden är en sanktion.",
    "utanfor_stegen": "true för det som står bredvid stegen och aldrig rekommenderas.",
    "former": "Formerna eller kanalerna; inga uppräknade betyder alla.",
    "lagst_beslutsniva": "Den lägsta som får besluta åtgärden.",
    "skal": "En kod för skälet; egna koder förklaras under [[skal]].",
    "betydelse": "Vad det betyder, på svenska.",
    "grans": "En gräns: när villkoret gäller nekas åtgärderna.",
    "nekar": "Åtgärderna som nekas.",
    "nar": "Villkor som alla ska vara uppfyllda; inom en lista räcker ett värde.",
    "art": "hinder: steget hoppas över. tystnad: frågan lyfts till nämnden.",
    "grad": "Hur allvarlig bristen är; exakt en rad ska gälla i varje läge.",
    "ordning": "Graderna, från den lindrigaste.",
    "start": "Var på stegen en ny brist börjar; exakt en rad ska gälla i varje läge.",
    "niva": "Var på stegen bristen står; exakt en rad ska gälla i varje läge.",
    "rad": "En rad i tabellen.",
    "ger": "Svaret när villkoret gäller.",
    "skyldighet": "Vad som ska göras, vad som än beslutas.",
    "vem": "Den som är skyldig.",
    "parameter": "Ett värde som riktlinjen vilar på; utan varde är det inte satt.",
    "taxa": "Vad en åtgärd kostar per enhet.",
    "foljd": "Vad som följer av sig självt, utan beslut.",
    "avvikelse": "När en åtgärd kräver skriftlig motivering.",
    "lag": "Vad riktlinjen lovar om sig själv; en fil som bryter sitt löfte nekas.",
    "matris": "Den tryckta tabellen: ett kryss eller ett streck per driftsform och sanktion.",
    "punkt": "En punkt i delegationsordningen.",
    "roller": "Rollerna som får besluta.",
    "hogsta_belopp": "Det högsta beloppet, inom citattecken.",
    "bradskande": "true för brådskande beslut av ordföranden (KL 6:39).",
}
SCHEMA_NAMES: Final = "riktlinje|delegationsordning|fakta|handelser"


def no_such_schema(text: str) -> str:
    """A schema that does not exist."""
    return f"{text!r} har inget schema: skriv riktlinje, delegationsordning, fakta eller handelser"


# ── the demo ──

DEMO_HEADING: Final = "Exempelköping: avtalsuppföljningen år 2025 (påhittat)"
DEMO_LATE: Final = "Försenat"
DEMO_OPEN: Final = "Öppna brister och vad som får göras åt dem"
DEMO_STOPPED: Final = "Stoppat av reglerna under året"
DEMO_MAY: Final = "Får: "
DEMO_MAY_NOT: Final = "Får inte: "
DEMO_SHOULD: Final = "Bör: "
DEMO_NEXT: Final = "Prova sedan"
DEMO_EQUAL: Final = "Uppspelningen ur loggen ger samma läge som när året registrerades."
DEMO_UNEQUAL: Final = "Uppspelningen ur loggen ger ett ANNAT läge än när året registrerades."


DEMO_COMMANDS: Final = (
    "avtal brister --per 2025-12-31",
    "avtal handelser --strom agreement:exempelbjorken-2025/deficiency:2025-2",
    "avtal spela-upp --per 2025-06-30",
    "avtal regelverk visa orebro",
)


def demo_day(day: date) -> str:
    """The day from which the demo looks back."""
    return f"Läget {long_date(day)}. Alla namn och nummer är påhittade."


def clause(dnr: str, number: str) -> str:
    """A place in an agreement."""
    return f"{dnr}, punkt {number}"


def standing(id: str, provider: str, driftsform: str, law: str) -> str:  # noqa: A002
    """An open deficiency, and whose it is."""
    terms = f"{word(DRIFTSFORM, driftsform)}, {word(UPPHANDLINGSFORM, law)}"
    return f"{id} {provider} ({terms})"


def required(state: str, requirement: str) -> str:
    """How far a deficiency has come, and what the agreement requires."""
    return f"{word(DEFICIENCY, state)}. Kravet: {requirement}"


def overdue(document: str, period: str, provider: str, due: date) -> str:
    """One document that has not come in."""
    return f"{provider}: {word(DOCUMENT, document)} för {period} skulle ha kommit {due}."


def came_late(document: str, period: str, provider: str, due: date, on: date) -> str:
    """One document that came in late."""
    name = word(DOCUMENT, document)
    return f"{provider}: {name} för {period} kom {on}, senast var {due}."


def stopped(day: date, measure: str, provider: str, reasons: Iterable[str]) -> str:
    """A choice that the rules refused."""
    return f"{day} {measure} mot {provider}: {'; '.join(reasons)}."


# ── usage that is refused: what, and the way out ──


def see_help(command: str) -> str:
    """Where to read how a command is used."""
    return f"se {command} --help"


def unknown_command(name: str, known: Iterable[str]) -> str:
    """A command that does not exist."""
    return f"kommandot {name!r} finns inte: använd {listed(known, 'eller')}"


def unknown_option(name: str) -> str:
    """An option that does not exist."""
    return f"väljaren {name} finns inte"


def option_takes_none(name: str) -> str:
    """An option that was given a value."""
    return f"väljaren {name} tar inget värde"


def option_needs_one(name: str) -> str:
    """An option without its value."""
    return f"väljaren {name} kräver ett värde"


def missing(name: str) -> str:
    """A parameter that must be given."""
    return f"{name} saknas"


def too_many(given: Iterable[str]) -> str:
    """Arguments that have no place."""
    return f"för många argument: {' '.join(given)}"


def not_a_format(text: str) -> str:
    """A format that does not exist."""
    return f"{text!r} är inget format: skriv text eller json"


EVENT_FORMAT_OPTION: Final = "JSON per rad (förvalt), text att läsa, eller CloudEvents 1.0 per rad."
SOURCE_OPTION: Final = "Vad CloudEvents kallar registret: en URI som är dess egen."
URI: Final = "URI"
ALWAYS_MASKED: Final = "cloudevents går till andra system: --med-sekretess kan inte anges"


def not_an_event_format(text: str) -> str:
    """A format that the log is not written in."""
    return f"{text!r} är inget format: skriv json, text eller cloudevents"


def not_a_source(text: str) -> str:
    """A source that is no URI."""
    return f"{text!r} är ingen URI: skriv till exempel urn:exempelkoping:avtal"


def not_a_day(text: str) -> str:
    """A day that does not exist."""
    return f"{text!r} är ingen dag: skriv ÅÅÅÅ-MM-DD"


def not_a_stream(text: str) -> str:
    """The id of no stream."""
    return f"{text!r} är ingen ström: skriv till exempel provider:ID eller agreement:ID"


NO_REGISTER: Final = "inget register är angivet: ange --register FIL eller AVTAL_REGISTER"
ONE_SOURCE: Final = "ange antingen FAKTA.json eller --rader FIL"
INTERRUPTED: Final = "avbrutet"
ONLY_FILES: Final = "den här versionen läser bara register i filer: ange en fil"


def not_a_register(detail: str) -> str:
    """A file that cannot be used as a register; the detail is for the technician."""
    return f"registret kan inte användas ({detail}): ange ett register som avtal har skapat"


def already_there(file: str) -> str:
    """The demo overwrites nothing."""
    return f"{file} finns redan och skrivs inte över: ange en annan --katalog eller flytta filen"


def no_such_file(file: str) -> str:
    """A file that does not exist."""
    return f"{file} finns inte: kontrollera sökvägen"


def unusable_file(file: str) -> str:
    """A file that cannot be read or written."""
    return f"{file} kan inte läsas eller skrivas: kontrollera sökväg och behörighet"


def unexpected(detail: str) -> str:
    """A fault of ours."""
    return f"oväntat fel ({detail}): anmäl det till den som förvaltar programmet"


# ── what is wrong with what was handed in: what is refused, and the way out ──

NO_GUIDELINE: Final = "regelverket finns inte"
NOT_AN_AMOUNT: Final = ("beloppet godtas inte", "skriv kronor och hela ören, till exempel 5000.00")
ITEM_TWICE: Final = ("ett värde står två gånger", "skriv varje värde en gång")
CORRECT_THE_TEXT: Final = "rätta texten"
NOT_JSON: Final = "texten är inte JSON"
NOT_TOML: Final = "texten är inte TOML"
AT_THE_END: Final = "slutet av texten"
NOT_UTF8: Final = ("texten är inte UTF-8", "spara den som UTF-8")
KEY_TWICE: Final = ("nyckeln står två gånger", "behåll en av dem")
HALF_CHARACTER: Final = ("texten innehåller ett halvt tecken", "skriv ut hela tecknet")
NUMBER_TOO_LARGE: Final = ("ett tal eller en nästling är för stor", "gör den mindre")
NOT_FINITE: Final = "skriv ett ändligt tal"
KEY_UNKNOWN: Final = "nyckeln är okänd"
KEY_MISSING: Final = ("nyckeln saknas", "lägg till den")

A_TEXT: Final = "en text"
WHOLE_CHARACTERS: Final = "hela tecken"
TRUE_OR_FALSE: Final = "true eller false"
A_WHOLE_NUMBER: Final = "ett heltal"
A_DECIMAL_NUMBER: Final = "ett tal med decimaler"
A_DAY: Final = "en dag som finns, ÅÅÅÅ-MM-DD"
AN_INSTANT: Final = "en tidpunkt med avstånd från UTC"
AN_AMOUNT: Final = 'ett tal inom citattecken, till exempel "5000.00"'

_KINDS: Final = {
    "dict": "objektet",
    "list": "listan",
    "tuple": "listan",
    "str": "texten",
    "int": "talet",
    "float": "talet",
    "bool": "värdet",
    "NoneType": "null",
}


def refused_value(shown: str) -> str:
    """What was handed in, and is refused."""
    return f"{shown} godtas inte"


def this_kind(kind: str) -> str:
    """What is too long to be shown."""
    return _KINDS.get(kind, "värdet")


def write(wanted: str) -> str:
    """What to write instead."""
    return f"skriv {wanted}"


def one_of(choices: Iterable[str]) -> str:
    """One of the values there are."""
    return f"ett av {', '.join(choices)}"


def use_keys(keys: str) -> str:
    """The keys there are."""
    return f"nycklarna är {keys}"


def an_object(keys: str) -> str:
    """An object with fixed keys."""
    return f"ett objekt med nycklarna {keys}"


def an_object_of(keys: int) -> str:
    """An object with free keys."""
    return f"ett objekt med högst {keys} nycklar"


def a_list_of(items: int) -> str:
    """A list of a fixed length."""
    return f"en lista med {items} värden"


def a_list_of_at_most(items: int) -> str:
    """A list of any length but too long."""
    return f"en lista med högst {items} värden"


def at_most_characters(number: int) -> str:
    """A text that is not too long, and has no NUL."""
    return f"högst {number} tecken, utan NUL"


def not_a_number(text: str) -> str:
    """A number that JSON does not have."""
    return f"{text} är inget tal i JSON"


def text_too_large(limit: int) -> tuple[str, str]:
    """A file that is too large to be read."""
    return "texten är för stor", f"högst {limit} byte"


def nested_too_deep(limit: int) -> tuple[str, str]:
    """Lists and objects within each other."""
    return "texten är nästlad för djupt", f"högst {limit} nivåer"


def known(choices: Iterable[str]) -> str:
    """What there is to choose among."""
    return f"välj {listed(choices, 'eller')}"


def no_measure(shown: str, guideline: str) -> str:
    """A measure that the guideline does not have."""
    return f"{shown} är ingen åtgärd i {guideline}"


# ── registers in from files and out again ──

FILE_OR_FOLDER: Final = "FIL"
TARGET: Final = "FIL|KATALOG"
NAME: Final = "NAMN"
COLUMNS_OPTION: Final = "Egna rubriker i en TOML-fil."
TABLE_OPTION: Final = "Vilken tabell en CSV-fil är; annars av rubrikerna."
TEMPLATE_OPTION: Final = "Skriv en tom arbetsbok att fylla i, och läs ingenting."
ACTOR_OPTION: Final = "Den som läser in, som det ska stå i registret."
EXPORT_FORMAT_OPTION: Final = (
    "Antal rader att läsa (förvalt), eller tabellerna; med --till är xlsx förvalt."
)
TABLE_COLUMNS: Final = ("Tabell", "Rader")
TEXT_TO_FILE: Final = "text visas bara på skärmen: ange ett annat --format för --till"
TARGET_OPTION: Final = "Vart det skrivs; CSV skrivs i en katalog, en fil per tabell."
IMPORTED: Final = "Inläst"
NOT_IMPORTED: Final = "Ingenting är inläst. Rader som nekades:"
NEITHER_FILE_NOR_TEMPLATE: Final = "ange antingen FIL eller --mall FIL.xlsx"
CHECKING_FILE: Final = "Kontrollerar"
RECORDING_FILE: Final = "Läser in"
TEMPLATE_README: Final = (
    "Fyll i ett blad per slag av uppgift. Rubrikerna med * måste ha värden.",
    "Dagar skrivs som datum eller ÅÅÅÅ-MM-DD. Flera värden i en cell skiljs åt med semikolon.",
    "Ett slutdatum som inte finns i kalendern skrivs som text, precis som i avtalet.",
    "En enskild näringsidkares nummer är ett personnummer: skriv det bara i sin egen kolumn.",
    "Ge en enskild näringsidkare ett ID som inte säger vem hon är.",
    "Kraven skrivs i samma fil som sitt avtal.",
)
PICK_FROM_LIST: Final = "Välj ett värde i listan."


def imported(rows: int, events: int) -> str:
    """What became of a file."""
    read = counted(rows, "rad är inläst", "rader är inlästa")
    if not events:
        return f"{read}; inget nytt, allt fanns redan."
    return f"{read}; {counted(events, 'ny händelse', 'nya händelser')}."


def refused_row(sheet: str, row: int, column: str, fault: str) -> str:
    """One refused cell, and where it stands.

    >>> refused_row("Avtal", 3, "Start", "dagen finns inte")
    'Avtal, rad 3, Start: dagen finns inte'
    """
    place = [sheet] if sheet else []
    place += [f"rad {row}"] if row else []
    return f"{', '.join([*place, *([column] if column else [])])}: {fault}"


def exported(rows: int, where: str) -> str:
    """What was written."""
    return f"{counted(rows, 'rad är skriven', 'rader är skrivna')} till {where}."


def fault_of(shown: str, what: str, way_out: str) -> str:
    """A refused value, why, and what to do instead."""
    said = f"”{shown}” " if shown else ""
    return f"{said}{what}: {way_out}" if way_out else f"{said}{what}"


NOT_TEXT_BUT_TRUTH: Final = ("är sant eller falskt, inte text", "formatera cellen som text")
NOT_TEXT_BUT_DAY: Final = (
    "är ett datum, och här ska stå text",
    "formatera cellen som text och skriv som det står i handlingen",
)
NOT_TEXT_BUT_NUMBER: Final = ("är ett tal, och här ska stå text", "formatera cellen som text")
DAY_WITH_TIME: Final = ("har klockslag", "skriv bara dagen, ÅÅÅÅ-MM-DD")
NUMBER_NO_DAY: Final = ("är inget datum", "formatera cellen som datum, eller skriv ÅÅÅÅ-MM-DD")
NO_SUCH_DAY: Final = ("är ingen dag som finns", "skriv ÅÅÅÅ-MM-DD")
NOT_YES_OR_NO: Final = ("är varken ja eller nej", "skriv ja eller nej")
NOT_AN_ID: Final = (
    "ger inget id",
    "skriv bokstäver och siffror, högst 80 tecken och aldrig ett personnummer",
)
UNKNOWN_WORD: Final = "är inget värde som finns"
MASKED: Final = (
    "är maskerat, inte ett värde",
    "skriv värdet, eller exportera med --med-sekretess",
)
CONTROL_CHARACTER: Final = ("innehåller ett styrtecken", "skriv om texten")
FORMULA: Final = ("cellen har en formel, och formler räknas inte ut", "klistra in som värde")
ERROR_CELL: Final = ("cellen visar ett fel", "rätta cellen")
CELL_EMPTY: Final = ("saknas", "fyll i cellen")
COLUMN_EMPTY: Final = ("kolumnen saknas", "lägg till den, eller ge den ett värde med --kolumner")
NO_HEADING: Final = ("kolumnen har värden men ingen rubrik", "skriv en rubrik")
HEADING_UNKNOWN: Final = (
    "rubriken är okänd",
    "rätta den, eller ange med --kolumner vad den är eller att den inte ska läsas",
)
HEADING_TWICE: Final = ("två kolumner är samma uppgift", "behåll en av dem")
SHEET_UNKNOWN: Final = (
    "tabellen känns inte igen på namn och rubriker",
    "ange den med --tabell eller --kolumner",
)
SHEET_AMBIGUOUS: Final = ("rubrikerna passar flera tabeller", "ange vilken med --tabell")
MERGED: Final = ("cellerna är sammanfogade", "dela dem och fyll i varje cell")
ROWS_OUT_OF_ORDER: Final = ("raderna eller cellerna står i oordning", "spara om filen i Excel")
ROW_BROKEN: Final = ("raden kan inte läsas", "kontrollera citattecken och skiljetecken")
NOT_A_ROW: Final = ("är inget objekt", "skriv ett objekt med kolumnernas namn som nycklar")
TABLE_UNKNOWN: Final = (
    "tabellen finns inte",
    "välj utforare, avtal, krav, inlamningar eller brister",
)
FILE_BROKEN: Final = ("filen är skadad eller ingen arbetsbok", "öppna den i Excel och spara om")
FILE_OLD: Final = (
    "filen är i Excels äldre format eller krypterad",
    "spara den som .xlsx utan lösenord",
)
FILE_MACROS: Final = ("filen har makron", "spara den som .xlsx")
FILE_BOMB: Final = ("filen packar upp till för mycket", "dela upp den, eller spara om den i Excel")
FILE_DOCTYPE: Final = ("filen har en egen DOCTYPE", "spara om den i Excel")
FILE_UNKNOWN: Final = ("filens slag känns inte igen", "ange .xlsx, .csv, .json eller .jsonl")
FILE_UTF16: Final = ("filen är UTF-16", "spara den som CSV UTF-8")
FILE_ENCODING: Final = ("filen är varken UTF-8 eller Windows-1252", "spara den som CSV UTF-8")
FOLDER_EMPTY: Final = ("katalogen har inga CSV-filer", "ange en fil, eller en katalog med CSV")
NO_ROWS: Final = ("filen har inga rader", "fyll i minst en rad")
ROW_TWICE: Final = "står redan på rad"
WRITE_ONCE: Final = "behåll en av raderna"
PROVIDER_UNKNOWN: Final = (
    "finns varken i filen eller i registret",
    "skriv utförarens id, eller lägg till utföraren",
)
PROVIDER_AMBIGUOUS: Final = ("är namnet på flera utförare", "skriv utförarens id")
AGREEMENT_UNKNOWN: Final = (
    "finns varken i filen eller i registret",
    "skriv avtalets id eller diarienummer, eller lägg till avtalet",
)
REQUIREMENT_UNKNOWN: Final = ("finns inte bland avtalets krav", "skriv kravets id")
REQUIREMENT_ALONE: Final = (
    "avtalet är redan tecknat utan kravet",
    "krav läses in tillsammans med sitt avtal",
)
DRIFTSFORM_DIFFERS: Final = ("är inte utförarens driftsform", "rätta en av dem")
SOLE_TRADER_ID: Final = (
    "en enskild näringsidkare får inget id av sitt namn",
    "skriv ett id som inte säger vem hon är",
)
ONE_NUMBER: Final = (
    "utföraren ska ha ett organisationsnummer, eller ett nummer som enskild näringsidkare",
    "fyll i ett av dem",
)
NUMBER_WRONG: Final = (
    "numret är fel",
    "kontrollera siffrorna; ett personnummer skrivs bara som enskild näringsidkares nummer",
)
DUE_OR_RECEIVED: Final = ("raden säger varken senast eller inkom", "fyll i minst en av dem")
SOURCE_MISSING: Final = ("saknas för en handling som är begärd", "skriv varifrån dagen kommer")
DNR_MISSING: Final = ("saknas för en handling som har kommit in", "skriv diarienumret")
REGISTERED_EARLY: Final = ("är före dagen då handlingen kom in", "rätta en av dagarna")
KIND_DIFFERS: Final = (
    "avtalets slag, driftsform och upphandlingsform hör inte ihop",
    "egen regi har överenskommelse eller uppdragsdirektiv, alla andra avtal eller individavtal",
)
AGREEMENT_AMBIGUOUS: Final = ("är diarienumret på flera avtal", "skriv avtalets id")
PERIOD_WRONG: Final = ("är före periodens första dag", "rätta en av dagarna")
FILE_CHANGED: Final = ("filen ändrades medan den lästes", "läs in den igen")
ENDS_EARLY: Final = ("är före startdagen", "rätta en av dagarna")
FOLLOW_UP_UNKNOWN: Final = ("är ingen uppföljning som är öppnad", "öppna den, eller lämna tomt")
REFUSED_BY_RULES: Final = ("reglerna säger nej", "rätta raden")
MORE_REFUSED: Final = "fler fel visas inte: rätta dessa först"


def day_out_of_range(first: date, last: date) -> tuple[str, str]:
    """A day that no agreement can have."""
    return "är utanför kalendern", f"skriv en dag från {first} till {last}"


def cell_too_long(limit: int) -> tuple[str, str]:
    """More text than a cell holds."""
    return "är för lång", f"skriv högst {limit} tecken"


def too_wide(limit: int) -> tuple[str, str]:
    """More columns than a table has."""
    return "bladet har för många kolumner", f"ta bort alla efter kolumn {limit}"


def too_long(limit: int) -> tuple[str, str]:
    """More rows than are read at a time."""
    return "bladet har för många rader", f"dela upp filen: högst {limit} rader"


def file_too_large(limit: int) -> tuple[str, str]:
    """A file that is too large to be read."""
    return "filen är för stor", f"dela upp den: högst {limit // 1_000_000} MB"


def extra_missing(package: str) -> str:
    """A package that Excel files need."""
    return (
        f"Excel-filer kräver {package}, som inte är installerat: "
        "installera avtalsuppfoljning[excel], eller använd CSV"
    )


def impossible_pick(key: str) -> str:
    """A key of the mapping file that names no column."""
    return f"{key!r} är ingen kolumn i tabellen"


def not_an_export(text: str) -> str:
    """A form of export that does not exist."""
    return f"{text!r} är inget format: skriv text, json, xlsx, csv eller jsonl"


def file_exists(file: str) -> str:
    """Nothing is written over."""
    return f"{file} finns redan och skrivs inte över: ange ett annat namn"


def needs_target(form: str) -> str:
    """An export that cannot be written to a terminal."""
    return f"ange --till för {form}"
