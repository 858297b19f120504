"""Every Swedish sentence that officials read, so that a jurist can proof-read one file.

Tables are keyed by the codes and values that stand in JSON and in guidelines. A code that is
missing here is shown as it is, so a guideline of one's own can always be read.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
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
    "register": "register",
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
    "obligations-established": "plan fastställd för avtalet",
    "obligation-fulfilled": "planerat genomfört",
    "obligation-excused": "planerat undantaget",
    "planning-terms-agreed": "lagrum och egna dagar för planen",
    "plan-post-fulfilled": "planerat genomfört",
    "plan-post-excused": "planerat undantaget",
    "plan-row-interpreted": "rad i planen tolkad",
    "follow-up-planned": "uppföljning planerad",
    "follow-up-opened": "uppföljning påbörjad",
    "requirement-assessed": "krav bedömt",
    "report-completed": "rapport färdig",
    "follow-up-completed": "uppföljning avslutad",
    "deficiency-established": "brist fastställd",
    "finding-supplemented": "utredningen kompletterad",
    "havningsgrund-assessed": "hävningsgrund bedömd",
    "uppsagningsgrund-assessed": "uppsägningsgrund bedömd",
    "kommunicering-sent": "utföraren tillfrågad",
    "kommunicering-answered": "utföraren har svarat",
    "kommunicering-excepted": "undantag från kommunicering",
    "papekande-issued": "påpekande",
    "rattelse-demanded": "rättelse begärd",
    "rattelsekrav-sent": "krav på rättelse skickat",
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
    "encryption-begun": "kryptering påbörjad",
    "gallring-decided": "gallring beslutad",
    "secrets-shown": "sekretess visad",
    "release-needed": "senare version krävs",
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
    "belopp_over_taxan": "beloppet är högre än taxan ger för det som räknats",
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
MUST_BE_GIVEN: Final = "[måste anges]"
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
UNMASKED_OPTION: Final = "Visa också fält som omfattas av sekretess; kräver --skal och --av."
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
    "plan": "Räkna ut vad som ska göras i en period, och varför den dagen.",
    "planimport": "Läs in en befintlig plan ur Excel eller CSV.",
    "planlage": "Visa hur planerna står: gjort, försenat, saknat, otolkat.",
    "planpost": "Rapportera, undanta eller tolka något i en plan.",
    "planpost genomford": "Säg att något i en plan är gjort, i tid eller för sent.",
    "planpost undanta": "Undanta något i en plan, med skäl och namn.",
    "planpost tolka": "Säg vad en rad betyder som inte gick att läsa.",
    "utforare": "Visa vad registret vet om en utförare.",
    "avtal avtal": "Visa ett avtals villkor och vad som har hänt.",
    "handelser": "Visa vad som har hänt, en händelse per rad.",
    "spela-upp": "Visa läget som det var registrerat en viss dag.",
    "granska": "Pröva varje beslut igen, och visa vad som aldrig blev gjort.",
    "revision": "Granska ett år: rapport, likabehandling, revisionsfil.",
    "revision rapport": "Skriv granskningen som en rapport att läsa.",
    "revision likabehandling": "Visa beslut med samma fakta och olika utfall.",
    "revision rekommendationer": "Visa revisorernas rekommendationer och vad som blev gjort.",
    "revision fragor": "Visa vad loggen svarar på revisorernas frågor.",
    "revision fil": "Skriv en fil som granskas utan registret.",
    "verifiera": "Kontrollera att registret är det som registrerades.",
    "forsegla": "Skriv ut ett undertecknat sigill över allt som är registrerat.",
    "kvitto": "Skriv ut ett bevis för att en händelse finns i registret.",
    "importera": "Läs in utförare, avtal, krav, inlämningar och brister ur en fil.",
    "exportera": "Skriv ut samma tabeller till Excel, CSV eller JSON Lines.",
    "gallra": "Gallra ett ärende: förstör för gott det som omfattas av sekretess.",
    "regelverk": "Visa vad riktlinjerna säger och var det står.",
    "lista": "Räkna upp de riktlinjer som följer med.",
    "visa": "Visa en riktlinje, rad för rad med källor.",
    "regelverk granska": "Kontrollera en egen riktlinje.",
    "regelverk jamfor": "Jämför två riktlinjer: varje utfall som skiljer sig.",
    "schema": "Skriv ut JSON Schema för en egen fil eller för händelserna.",
    "regelverk dmn": "Skriv ut en riktlinjes tabeller som DMN 1.3.",
    "register": "Skapa, säkerhetskopiera, återställ, flytta och sköt om registret.",
    "register skapa": "Skapa ett tomt register.",
    "register flytta": "Flytta registret till en annan fil eller databas.",
    "register sakerhetskopiera": "Kopiera registret medan det används.",
    "register aterstall": "Gör ett register av en säkerhetskopia.",
    "register halsa": "Visa hur registret mår och vad det ligger på.",
}
DETAILS: Final = {
    "register": "Inget som finns skrivs över, och inget halvfärdigt får det namn som angavs.",
    "register skapa": "REGISTER är en ny fil, som bara ägaren får läsa, eller "
    "postgresql://användare@server/databas?schema=namn.",
    "register flytta": "TILL är en ny fil, eller postgresql://… som för skapa. Varje händelse "
    "behåller sin plats, och kontrollsumman är densamma. Det gamla registret ligger kvar; låt "
    "ingen skriva i det medan det flyttas, eller sedan.",
    "register sakerhetskopiera": "TILL är en ny fil. Ingen behöver vänta, och kopian läses igenom "
    "innan den får sitt namn. Nycklar ingår inte: de säkerhetskopieras för sig.",
    "register aterstall": "KOPIA läses igenom; en skadad nekas. TILL är en ny fil. Det som "
    "registrerats efter kopian finns inte i den.",
    "register halsa": "Koden är 1 om något är fel, 0 om det bara finns varningar.",
    "avtal": "Varje kommando har en egen hjälp: avtal bedom --help.",
    "demo": "Ett register skapas. Inget som redan finns skrivs över.",
    "bedom": "FAKTA.json är underlaget; - läser från standard in.",
    "brister": "Brister utan åtgärd står först.",
    "handelser": "Utan --format skrivs JSON, ett objekt per rad; cloudevents ger CloudEvents 1.0. "
    "Fält som omfattas av sekretess visas som ***, och ett fåtal personer som 1-4.",
    "gallra": "Ärendets nyckel förstörs. Händelserna finns kvar, och allt öppet i dem; resten visas som "
    "[gallrad] för all framtid. Det kräver ett gallringsbeslut och ett register som skapades med "
    "--nycklar. STRÖM är till exempel agreement:solsidan/deficiency:2026-3.",
    "frister": "Dagar som någon har satt, för handlingar, åtgärdsplaner, svar och uppföljningar, "
    "och dagar som följer av en plan som gäller.",
    "plan": "Med --avtal för ett avtal i en fil, med --register för alla avtal i ett register. "
    "Ingenting registreras utan --faststall.",
    "planimport": "Varje rad läses, eller nekas med plats och skäl; ingenting gissas. Med --behall "
    "sparas rader som inte går att läsa som de är skrivna, tills någon tolkar dem. Utan "
    "--faststall visas bara vad som skulle läsas in.",
    "planlage": "Täckning, det som inte gjorts så ofta som planen säger, fördjupade uppföljningar "
    "nära avtalets slut, avtal med andra dagar än de önskade och rader som ingen har tolkat.",
    "planpost": "Det som har lämnat spår i registret, som en inkommen handling eller ett möte, "
    "räknas av sig självt.",
    "planpost genomford": "",
    "planpost undanta": "Det som är försenat kan inte planeras bort: det undantas, eller görs.",
    "planpost tolka": "Radens egna ord står kvar bredvid tolkningen.",
    "utforare": "Ansökningar, tillstånd, avtal, hävningar och uppsägningar, möten och information. "
    "Fält som omfattas av sekretess visas som ***.",
    "avtal avtal": "Villkoren som de gäller dagen i fråga, och allt som är registrerat till dess "
    "om avtalet, dess brister och sanktioner och de uppföljningar som nämner det.",
    "spela-upp": "Fält som omfattas av sekretess visas som ***. Kontrollsumman gäller hela läget; "
    "lika historik ger lika summa. Med --kand visas det som gällde den ena dagen, så som det var "
    "känt den andra.",
    "granska": "Varje beslut bedöms igen ur sitt underlag, med den riktlinje som är registrerad, "
    "och underlaget jämförs med vad loggen sade just då. Avslutar med kod 1 om ett beslut inte kan "
    "återskapas, om dess regler är okända eller om något är fel; aldrig för det som inte är gjort.",
    "revision": "Allt räknas ur loggen. Med --fil i stället för --register ur en revisionsfil.",
    "revision rapport": "Text i 80 kolumner (Markdown), en webbsida med --html, eller JSON.",
    "revision likabehandling": "Oförklarade skillnader står först, sedan de som en regel "
    "förklarar, och sist driftsformerna bredvid varandra.",
    "revision rekommendationer": "Försenade svar står först.",
    "revision fragor": "En fråga som loggen inte kan svara på visas med skälet.",
    "revision fil": "UT.zip är en ny fil: händelser, regelverk, kalender, sigill och rapport. "
    "Fält som omfattas av sekretess maskeras, om inte --med-sekretess anges.",
    "verifiera": "Allt räknas om ur händelserna och jämförs med trädet i registret, och med "
    "sigill som förvaras utanför det. Avslutar med kod 1 om något är fel.",
    "forsegla": "Sigillet gör nytta där ingen som kommer åt registret kan ändra det: diarieför "
    "det, eller lämna det till någon annan. Den hemliga nyckeln ska inte ligga på samma dator.",
    "kvitto": "Kvittot innehåller händelsen som den är lagrad. Det kontrolleras utan registret: "
    "se examples/kontrollera_kvitto.py.",
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

# ── keys, gallring, and who is shown what is not open ──

KEYS_OPTION: Final = "Registrets nyckelarkiv; annars det som AVTAL_NYCKLAR anger."
REASON_OPTION: Final = "Varför sekretess ska visas; skälet registreras."
PERSON_OPTION: Final = "Vem som får se den; namnet registreras."
TEXT: Final = "TEXT"
DNR: Final = "DNR"
STREAMS: Final = "STRÖM …"
BESLUT_OPTION: Final = "Gallringsbeslutets diarienummer."
DECIDED_BY_OPTION: Final = "Vem som beslutade: nämnd och paragraf, eller befattning; inte namn."
DECIDED_ON_OPTION: Final = "Vilken dag det beslutades."
GALLRAR_OPTION: Final = "Vem som gallrar."
NEEDS_REASON: Final = (
    "sekretess visas bara för den som säger vem hon är och varför: ange --av NAMN och --skal TEXT"
)
REASON_FOR_NOTHING: Final = (
    "--skal och --av hör till --med-sekretess: ange det, eller utelämna de andra två"
)


def gallrad(stream: str, dnr: str) -> str:
    """A stream's key is destroyed."""
    return (
        f"{stream}: nyckeln är förstörd enligt {dnr}, och det som omfattades av sekretess är borta."
    )


def told_custody(begun: date | None, gallrade: int, shown: int) -> str:
    """How the register is kept, as far as one of its own streams says."""
    told = [f"krypterat sedan {begun}"] if begun else []
    if gallrade:
        told.append(f"{gallrade} gallring{'' if gallrade == 1 else 'ar'}")
    if shown:
        told.append(f"sekretess visad {shown} gång{'' if shown == 1 else 'er'}")
    return ", ".join(told)


def gallrad_already(stream: str, dnr: str) -> str:
    """Nothing was left to destroy."""
    return f"{stream}: redan gallrad enligt {dnr}; inget ändrades."


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
    "aterkoppling": "återkoppling",
    "avvikelser_hsl": "HSL-avvikelser",
    "avvikelser_sol": "SoL-avvikelser",
    "dialogmote": "dialogmöte",
    "forbattringsarbete": "förbättringsarbete",
    "fordjupad": "fördjupad uppföljning",
    "handelsestyrd": "händelsestyrd uppföljning",
    "individuppfoljning": "individuppföljning",
    "kkik": "underlag till Kkik",
    "klagomal": "klagomål och synpunkter",
    "kompetensutvecklingsplan": "kompetensutvecklingsplan",
    "lex_maria": "lex Maria-ärenden",
    "lex_sarah": "lex Sarah-ärenden",
    "manuell_tid": "mätning av manuellt registrerad tid",
    "miljomal": "miljömål",
    "nationella_register": "nationella register",
    "ny_utforare": "uppföljning av ny utförare",
    "oversiktlig": "översiktlig uppföljning",
    "personal": "uppgifter om personal",
    "plan_revidering": "revidering av planen",
    "rapport_fullmaktige": "rapport till fullmäktige",
    "rapport_kvalitetsnamnd": "rapport till kvalitetsnämnden",
    "rapport_namnd": "rapport till nämnden",
    "rapport_programnamnd": "rapport till programnämnden",
    "riktad": "särskilt riktad uppföljning",
    "samverkansmote": "samverkansmöte",
    "skattekontroll": "skattekontroll",
    "statistik": "statistik",
    "tidplan": "tidplan",
    "tillstandsbeslut": "tillståndsbeslut",
    "tillstandskontroll": "kontroll av tillstånd",
    "tillsynsrapporter": "rapporter från tillsynsmyndigheter",
    "uppfoljningsplan": "uppföljningsplan",
    "uppfoljningstraff": "uppföljningsträff",
    "utbildningsniva": "utbildningsnivå",
}
DUE_REASON: Final = {
    "handling": "begärd",
    "beslut": "beslut",
    "svarstid": "tillfrågad",
    "faktagranskning": "rapporten sänd",
    "planerad": "planerad",
    "revisorerna": "begärt av revisorerna",
    "plan": "planen",
}


def heading_due(day: date, until: date) -> str:
    """Over what is due."""
    return f"Frister {long_date(day)}, till och med {long_date(until)}"


def due_reason(reason: str, since: date | None, source: str) -> str:
    """Why it is that day: the act that set it, and where it stands."""
    act = word(DUE_REASON, reason) + (f" {since}" if since else "")
    return source or act


def due(
    what: str, about: str, providers: Iterable[str], on: str, further: Iterable[str] = ()
) -> str:
    """What is due, what it concerns, whose it is, and what else there is to say."""
    named = f"{on} {word(DUE, what)}" + (f" {about}" if about not in on.split() else "")
    return ", ".join(filter(None, [named, listed(providers or [""]), *further]))


def to_report(measure: str, provider: str, on: date, *, is_lifting: bool, is_urgent: bool) -> str:
    """A decision by delegation."""
    words = {**MEASURE, "avstaende": "avstående från åtgärd"}
    text = word(words, measure) + (" upphävd" if is_lifting else "")
    return f"{on} {text}{' (brådskande)' if is_urgent else ''}, {provider}"


def delegated(role: str, point: str) -> str:
    """Under which point somebody decided."""
    return f"{word({}, role)}, punkt {point}"


def not_a_span(text: str) -> str:
    """A span of days that is none."""
    return f"{text!r} är inget antal dagar: skriv till exempel 30d"


# ── a plan in time, as it is shown, fixed and read in ──

ROLE: Final = {
    "alla_utforare": "alla utförare",
    "ansvarig_namnd": "ansvarig nämnd",
    "berorda_enheter": "berörda enheter",
    "chefer": "chefer",
    "forvaltningen": "förvaltningen",
    "forvaltningsekonom": "förvaltningsekonomen",
    "fullmaktige": "fullmäktige",
    "kommunen": "kommunen",
    "kvalitetsnamnden": "kvalitetsnämnden",
    "lov_administrator": "LOV-administratören",
    "namnden": "nämnden",
    "nyckelpersoner": "nyckelpersoner",
    "privata_utforare": "privata utförare",
    "programnamnden": "programnämnden",
    "socialnamnden": "socialnämnden",
    "utforare": "utförarna",
    "utforaren": "utföraren",
    "verksamhetsansvarig": "verksamhetsansvarig",
    "webbplatsen": "webbplatsen",
}
OPERATION: Final = {
    "arbetsmarknad_och_forsorjning": "arbetsmarknad och försörjning",
    "aspgarden": "Aspgården",
    "barn_och_familj": "barn och familj",
    "birkagarden": "Birkagården",
    "bistand_insats_och_stod": "bistånd, insats och stöd",
    "femtiofem_plus": "Femtiofem plus",
    "halso_och_sjukvard": "hälso- och sjukvård",
    "hemtjanst": "hemtjänst",
    "lss_omrade_1": "LSS område 1",
    "lss_omrade_2": "LSS område 2",
    "lss_omrade_3": "LSS område 3",
    "lss_omrade_4": "LSS område 4",
    "myndighetsutovning": "myndighetsutövning",
    "sarskilt_boende": "särskilt boende",
    "sofies_gard": "Sofies gård",
    "storangen": "Storängen",
    "vard_och_omsorgsboende": "vård- och omsorgsboende",
    "kommunal_halso_och_sjukvard": "kommunal hälso- och sjukvård",
    "omrade_3": "område 3",
}
EVERY_MONTH: Final = "varje månad"
IN_COMMON: Final = "Kommunen och verksamheterna"
WITHOUT_DAY: Final = "Utan bestämd dag"
UNANNOUNCED: Final = "oanmäld"


def heading_plan(document: str, start: date, end: date) -> str:
    """Over a plan."""
    return f"Plan enligt {document}, {start} – {end}"


OUTSIDE_PLAN: Final = {**REASON, "ej_lov": "planen gäller bara verksamheter inom LOV"}
"""Why a plan does not cover an agreement."""


def not_covered_because(reason: str) -> str:
    """Why a plan does not cover an agreement."""
    return f"Planen omfattar inte avtalet: {reason}."


def day_of_post(due_on: date, precision: str) -> str:
    """The last day, as exactly as it is known.

    >>> day_of_post(date(2026, 11, 30), "manad")
    'senast november 2026'
    """
    if precision == "manad":
        return f"senast {_MONTHS[due_on.month - 1]} {due_on.year}"
    return f"senast {due_on.year}" if precision == "ar" else str(due_on)


def each_month(first: date, last: date) -> str:
    """A row of months.

    >>> each_month(date(2026, 1, 31), date(2026, 6, 30))
    'varje månad, januari 2026 – juni 2026'
    """
    months = [f"{_MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
    return f"{EVERY_MONTH}, {' – '.join(months)}"


def times(at_least: int, at_most: int | None) -> str:
    """How many times, where it is not once.

    >>> times(2, None), times(1, 3), times(1, 1)
    ('minst 2 gånger', '1–3 gånger', '')
    """
    if at_most is None:
        return f"minst {counted(at_least, 'gång', 'gånger')}"
    if at_least == at_most:
        return "" if at_least == 1 else f"{at_least} gånger"
    return f"{at_least}–{at_most} gånger" if at_least else f"högst {at_most} gånger"


def planned(
    what: str, about: str, when: str, parts: Iterable[str], *, obligor: str, to: Iterable[str]
) -> str:
    """One post of a plan: when, what, and who to whom."""
    recipients = [word(ROLE, each) for each in to if each != obligor]
    whose = word(ROLE, obligor) + (f" till {listed(recipients)}" if recipients else "")
    is_said = not about or about in when.split()
    named = f"{when} {word(DUE, what)}" + ("" if is_said else f" {about}")
    return ", ".join(filter(None, [named, *parts, whose]))


def why_that_day(
    written: str,
    anchor: date | None,
    number: int,
    rolled_from: date | None,
    *,
    runs_until: date | None = None,
) -> str:
    """Why it is that day: the document's words, what it is counted from, a day off, an end.

    >>> why_that_day("vart tredje år", date(2024, 3, 1), 2, None)
    'vart tredje år; räknat från 2024-03-01, gång 2'
    """
    parts = [written]
    if anchor is not None:
        parts.append(f"räknat från {anchor}" + (f", gång {number}" if number > 1 else ""))
    if rolled_from is not None:
        parts.append(f"{rolled_from} är ingen vardag, och dagen är satt i lag")
    if runs_until is not None:
        parts.append(f"avtalet löper till {runs_until}")
    if len(parts) > 1:
        parts[0] = written.removesuffix(".")
    return "; ".join(filter(None, parts))


ROLE_OPTION: Final = "Bara det som en roll har att göra med, till exempel lov_administrator."
OF_PROVIDER_OPTION: Final = "Bara en utförares frister, så som hon får se dem: aldrig det oanmälda."
CALENDAR_OPTION: Final = "Skriv också en kalender (iCalendar) till filen."
WORKBOOK_OPTION: Final = "Skriv också en arbetsbok (Excel) till filen."
PLAN_BOOK_COLUMNS: Final = (
    "Senast", "Känt till", "Vad", "Avser", "Antal", "Utförare", "Avtal", "Vem", "Mottagare",
    "Läge", "Genomfört", "Varför den dagen", "Källa", "ID",
)  # fmt: skip
PRECISION: Final = {"dag": "dag", "manad": "månad", "ar": "år"}
PLAN_HEADING: Final = "Planer"
DUE_STATUS: Final = {"forsenad": "försenad", "kommande": "kommande"}


def calendar_missing() -> str:
    """A package that calendars need."""
    return (
        "kalendrar kräver icalendar, som inte är installerat: "
        "installera avtalsuppfoljning[kalender]"
    )


NO_DAY_IN_PLAN: Final = (
    "är ingen dag som finns",
    "rätta dagen, eller behåll raden som den är skriven",
)
NO_YEAR_IN_PLAN: Final = ("saknar år", "skriv året, i cellen eller i kolumnen År")
TWO_YEARS_IN_PLAN: Final = ("har ett annat år än kolumnen År", "rätta ett av dem")
YEAR_IN_PLAN: Final = ("är inget år", "skriv fyra siffror, till exempel 2026")
SEASON_IN_PLAN: Final = (
    "är en årstid, och den har ingen sista dag",
    "skriv en dag eller en månad, eller behåll raden som den är skriven",
)
NO_TIME_IN_PLAN: Final = (
    "går inte att läsa som en dag, en månad eller ett år",
    "skriv till exempel 2026-04-20, november 2026 eller 2026",
)
NO_COUNT_IN_PLAN: Final = ("är inget antal", "skriv till exempel 2, 1–3 eller minst 2")
UNKNOWN_IN_PLAN: Final = (
    "är inget som planer brukar be om",
    "skriv det som riktlinjerna gör, till exempel egenkontroll eller fördjupad uppföljning",
)
KIND_IN_PLAN: Final = ("saknas, och är olika i olika planer", "fyll i kolumnen Typ")
OBLIGOR_IN_PLAN: Final = ("saknas, och är olika i olika planer", "fyll i kolumnen Vem")
AREA_UNKNOWN: Final = (
    "är inget av planens områden",
    "skriv det bland Områden, eller som ett annat namn för ett av dem",
)


def maybe_the_same(other: str) -> tuple[str, str]:
    """A name that may stand for the same operation as another."""
    return (
        f"kan vara detsamma som ”{other}”",
        "skriv båda på bladet Områden: som två områden, eller det ena som ett annat namn",
    )


def place_of_row(sheet: str, number: int) -> str:
    """Where a row stands.

    >>> place_of_row("Plan", 4)
    'Plan, rad 4'
    """
    return f"{sheet}, rad {number}"


def calendar_name(whose: str) -> str:
    """What a calendar is called where it is shown."""
    return f"Frister {whose}".strip()


def not_a_role(role: str, known: Iterable[str]) -> str:
    """A role that nothing is due for."""
    choices = sorted(known)
    way_out = f"skriv {listed(choices, 'eller')}" if choices else "ingenting ska göras"
    return f"{role!r} har ingen frist: {way_out}"


KEPT_ROWS: Final = "Behållna som de är skrivna, tills någon tolkar dem"
NOTHING_READ: Final = "Ingenting är inläst. Rader som nekades:"
KEEP_OPTION: Final = "Behåll rader som inte går att läsa; annars nekas filen."
PLAN_NAME_OPTION: Final = "Vad planen kallas, där dess rader anges som källa."
SHORTFALLS: Final = "Gjort färre gånger än planen säger"
COVERAGE: Final = "Täckning"
NEVER: Final = "Utan någon uppföljning"
STRANGERS: Final = "Uppföljningar av något som inte är ett av planens områden"
CAUTIONS: Final = "Fördjupade uppföljningar nära avtalets slut, eller efter det"
DEVIATING: Final = "Avtal med en annan dag än den önskade"
WAITING: Final = "Rader som väntar på tolkning"
WISHED_OPTION: Final = "En önskad dag för en handling, till exempel verksamhetsplan=02-15."
WISHED: Final = "VAD=MM-DD"
MONTHS_OPTION: Final = (
    "Så många månader före avtalets slut en fördjupad uppföljning bör vara klar; annars 12."
)
RECORDER_OPTION: Final = "Den som registrerar, som det ska stå i registret."
NO_PLAN: Final = "Ingen plan är fastställd."
POSTS_OPTION: Final = "Räkna också upp varje post med sitt ID."
POSTS: Final = "Poster"
OF_AGREEMENT_OPTION: Final = "Avtalets ID, för en post inom ett avtal."
OF_PLAN_OPTION: Final = "Planens ID, för en post hos nämnden."
DONE_ON_OPTION: Final = "Dagen då det var gjort."
POST_PERSON: Final = "Vem som svarar för det, vid namn."
POST_REASON: Final = "Skälet till det."
PERSON_ROLE_OPTION: Final = "I vilken roll."
EXCUSED_ON_OPTION: Final = "Dagen för beslutet; annars i dag."
DUE_ON_OPTION: Final = "Sista dagen, så som raden tolkas."
PRECISION_OPTION: Final = "Hur noga dagen är känd: dag (förvalt), manad eller ar."
WHAT_OPTION: Final = "Vad det är, så som raden tolkas, till exempel fordjupad."
SAID_BLANK: Final = "texten är tom: skriv vad det är"
AGREEMENT_OR_PLAN: Final = "ange antingen --avtal ID eller --plan ID"
COVERAGE_STATUS: Final = {
    "genomford": "klar",
    "planerad": "planerad",
    "forsenad": "försenad",
    "saknas": "–",
}
POST_STATUS: Final = {
    "forsenad": "försenad",
    "kommande": "kommande",
    "sent_genomford": "gjord för sent",
    "genomford": "gjord i tid",
    "undantagen": "undantagen",
}
OBLIGATION_STATUS: Final = {
    "forsenad": "försenade",
    "kommande": "kommande",
    "sent_genomford": "gjorda för sent",
    "genomford": "gjorda i tid",
    "undantagen": "undantagna",
}
END_STATUS: Final = {
    "efter_slut": "efter avtalets slut",
    "nara_slut": "nära avtalets slut",
    "slut_okant": "avtalets slut är en dag som inte finns",
}


def heading_standing(day: date) -> str:
    """Over how the plans stand."""
    return f"Planer {long_date(day)}"


def standing_plan(plan: str, committee: str, adopted: date, dnr: str, revisions: int) -> str:
    """A plan that has been adopted."""
    revised = f", reviderad {counted(revisions, 'gång', 'gånger')}" if revisions else ""
    return f"{plan}, {committee}: fastställd {adopted}, {dnr}{revised}."


def counted_posts(status: str, number: int) -> str:
    """How many posts stand in a certain way."""
    return f"{word(OBLIGATION_STATUS, status)}: {number}"


def in_plan(plan: str) -> str:
    """Which plan asks for something."""
    return f"plan {plan}"


def post_in_force(
    post: str, where: str, status: str, what: str, about: str, *, due_on: str, done_on: date | None
) -> str:
    """One post in force: its id, whose it is, what it is, and how it stands."""
    named = f"{word(DUE, what)} {about}"
    done = f", gjord {done_on}" if done_on else ""
    return f"{post} ({where}): {named}, {due_on}: {word(POST_STATUS, status)}{done}."


def fell_short(
    what: str, year: int, whose: str, *, wanted: int, done: int, missing: Iterable[str]
) -> str:
    """Something that was done fewer times than it should."""
    lacking = list(missing)
    periods = f"; saknas: {', '.join(lacking)}" if lacking != [str(year)] else ""
    named = ", ".join(filter(None, [f"{word(DUE, what)} {year}", whose]))
    return f"{named}: {done} av {wanted}{periods}."


def caution(status: str, agreement: str, due_on: date, ends_on: date | None) -> str:
    """An in-depth follow-up that comes too late."""
    end = f", som slutar {ends_on}" if ends_on else ""
    return f"{due_on} {agreement}{end}: {word(END_STATUS, status)}."


def deviates(agreement: str, what: str, own: str | None, wished: str) -> str:
    """An agreement's own day beside the one that is wished for."""
    return f"{agreement}, {word(DUE, what)}: {own or 'ingen egen dag'}; önskad {wished}."


def waiting_row(row: str, said: tuple[str, str], operation: str, doubt: str, place: str) -> str:
    """A row that nobody has read yet: what and when it says, and what cannot be read."""
    what, when = said
    named = ", ".join(filter(None, [f"”{what}” ”{when}”", operation, place]))
    return f"{row}: {named}: {doubt}."


def not_the_last_day(day: date, last: date, precision: str) -> str:
    """A day in the middle of the month or year that is all that is known."""
    known = word(PRECISION, precision)
    way_out = f"skriv {last}, eller --precision dag"
    return f"--senast: {day} är inte den sista dagen, och precisionen är {known}: {way_out}"


def not_a_precision(text: str) -> str:
    """A precision that does not exist."""
    return f"{text!r} är ingen precision: skriv dag, manad eller ar"


def not_months(text: str) -> str:
    """A number of months that is none."""
    return f"{text!r} är inget antal månader: skriv ett tal från 0 till 120"


def not_a_wish(text: str) -> str:
    """A wished day that cannot be read."""
    return f"{text!r} är ingen önskad dag: skriv till exempel verksamhetsplan=02-15"


def no_such_row(row: str) -> str:
    """A row that does not wait to be read."""
    return f"ingen rad {row!r} väntar på tolkning: se avtal planlage"


def what_must_be_said(choices: Iterable[str]) -> str:
    """A thing that the row's own words do not name."""
    return f"raden säger inte vad det är: ange --vad, till exempel {listed(choices, 'eller')}"


def recorded_now(text: str, *, is_new: bool) -> str:
    """What became of an act."""
    return f"{text}." if is_new else f"{text} sedan tidigare; inget nytt."


def read_only(rows: int) -> str:
    """What a file holds that nobody has decided on."""
    return f"{counted(rows, 'rad går att läsa', 'rader går att läsa')}; ingenting är registrerat"


def plan_read_in(plan: str, posts: int, kept: int) -> str:
    """What came into force from a file."""
    forms = ("rad behållen som den är skriven", "rader behållna som de är skrivna")
    rows = f", {counted(kept, *forms)}" if kept else ""
    return f"Planen {plan} är fastställd ur filen: {counted(posts, 'post', 'poster')}{rows}"


POST_FULFILLED: Final = "Posten är genomförd"
POST_EXCUSED: Final = "Posten är undantagen"
ROW_READ: Final = "Raden är tolkad"


def operation_named(name: str) -> str:
    """An operation as running text has it.

    >>> operation_named("lss_omrade_4"), operation_named("Storängen")
    ('LSS område 4', 'Storängen')
    """
    return word(OPERATION, name)


def of_agreement(agreement: str, provider: str) -> str:
    """Over what is planned within one agreement."""
    return f"{agreement}, {provider}"


def late_post(what: str, due_on: date, done_on: date | None, done: int, wanted: int) -> str:
    """Something that a plan asks for and that is late, or was done late.

    >>> late_post("samverkansmote", date(2025, 11, 30), None, 1, 2)
    'Samverkansmöte skulle ha gjorts senast 2025-11-30: 1 av 2 gånger.'
    """
    name = word(DUE, what)
    said = f"{name[:1].upper()}{name[1:]} skulle ha gjorts senast {due_on}"
    if done_on is not None:
        return f"{said}, och gjordes {done_on}."
    return f"{said}: {done} av {wanted} gånger." if wanted > 1 else f"{said}."


def planned_reason(why: str, plan: str, source: str) -> str:
    """Why a plan asks for it by that day, and where it stands."""
    return "; ".join(filter(None, [why, source])) or f"plan {plan}"


def times_done(done: int, at_least: int, at_most: int | None) -> str:
    """How often it has been done, of as often as it is to be.

    >>> times_done(1, 2, 2), times_done(0, 1, 1)
    ('1 av 2 gånger', '')
    """
    said = times(at_least, at_most)
    return f"{done} av {said}" if said else ""


def undated(what: str, written: str) -> str:
    """What is done whenever something calls for it."""
    return f"{word(DUE, what)}: {written}"


START_OPTION: Final = "Första dagen i planen."
END_OPTION: Final = "Sista dagen i planen; den räknas med."
AGREEMENT_OPTION: Final = "Ett avtal i JSON; - läser från standard in."
PLAN_GUIDELINE_OPTION: Final = "Riktlinjens ID; med --register annars den som nämnden har antagit."
COMMITTEE_OPTION: Final = "Nämndens ID, där registret har flera."
ADOPT_OPTION: Final = "Låt planen gälla, under detta ID; finns det redan revideras den."
DNR_OPTION: Final = "Beslutets diarienummer."
PLAN_DECIDED_BY: Final = "Nämnd eller befattning som har beslutat; inte namn."
PLAN_DECIDED_ON: Final = "Dagen för beslutet; annars i dag."
PLAN_REASON: Final = "Varför; för en revidering: vad som har ändrats."
PROPOSED_OPTION: Final = "Ta med det som bara är föreslaget i lag."
AGREEMENT_FILE: Final = "AVTAL.json"
ONE_SOURCE_OF_PLAN: Final = "ange antingen --avtal AVTAL.json eller --register"
NEEDS_GUIDELINE: Final = "ange --regelverk ID"
NEEDS_DECISION: Final = "ange --dnr, --beslutat-av och --skal: att fastställa en plan är ett beslut"
ONLY_WHEN_ADOPTED: Final = (
    "--dnr, --beslutat-av, --beslutat och --skal hör till --faststall: ange det också"
)
DAY_AHEAD: Final = "dagen ligger i framtiden: ange den dag då det hände"
DECIDED_AHEAD: Final = "beslutet är daterat i framtiden: ange dagen då det fattades"


def not_a_day_of_the_year(text: str) -> tuple[str, str]:
    """A day that no year has."""
    return f"{text!r} är ingen dag på året", "skriv MM-DD, till exempel 02-15, eller bara månaden"


def no_committee(known: Iterable[str]) -> str:
    """A register with none, or several, of those who adopt plans."""
    choices = sorted(known)
    return f"ange --namnd: {listed(choices, 'eller')}" if choices else "registret har inga avtal"


def no_guideline_on(committee: str, day: date) -> str:
    """No guideline to plan by."""
    return f"{committee} har ingen riktlinje som gäller {day}: anta en, eller ange --regelverk ID"


def no_schedule(document: str) -> str:
    """A guideline that plans nothing."""
    return f"{document} har ingen plan i tid: ange en annan med --regelverk ID"


def plan_fixed(plan: str, *, new: int, superseded: int, agreements: int, is_revised: bool) -> str:
    """What came into force."""
    act = "reviderad" if is_revised else "fastställd"
    posts = counted(new, "ny eller ändrad post", "nya eller ändrade poster")
    gone = f", {counted(superseded, 'post utgår', 'poster utgår')}" if superseded else ""
    among = f" och i {agreements} avtal" if agreements else ""
    return f"Planen {plan} är {act}: {posts} hos nämnden{among}{gone}."


def plan_unchanged(plan: str) -> str:
    """The same plan once more."""
    return f"Planen {plan} gäller redan så; inget nytt."


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


TERMS: Final = "Villkor som gäller vilka fakta än är"
SOURCES: Final = "Samma svar, men ur olika avsnitt"
TERM: Final = {
    "verkan": "vad åtgärden {} gör",
    "sanktion": "om åtgärden {} är en sanktion",
    "steg": "om åtgärden {} är ett steg",
    "former": "formerna för {}",
    "lagst_beslutsniva": "den lägsta som får besluta {}",
    "taxa": "beloppet för {}",
    "hogst": "högsta belopp för {}",
    "parameter": "värdet {}",
    "stanger": "vad följden {} stänger",
}
_TERM_ANSWER: Final = {
    **FORMS,
    "ja": "ja",
    "nej": "nej",
    "inga": "inga",
    "ej_satt": "inte bestämt",
    "enligt_avtalet": "de som avtalet reglerar",
    "finns_ej": "anges inte",
    "anmarkning": "anmärkning",
    "plan": "krav på plan",
    "rattelse": "krav på rättelse",
    "varning": "varning",
    "ekonomi": "ekonomisk",
    "avstangning": "avstängning",
    "upphorande": "avtalet upphör",
}
_UNIT: Final = {"styck": "per styck", "paborjad_vecka": "per påbörjad vecka"}


def term(kind: str, about: str, one: str, other: str) -> str:
    """What two guidelines say otherwise, whatever the facts are.

    >>> term("taxa", "vite/styck", "2000", "finns_ej")
    'Beloppet för vite per styck. A: 2000 kr; B: anges inte.'
    """
    first, _, unit = about.partition("/")
    named = f"{word(MEASURE, first)} {word(_UNIT, unit)}" if unit else word(MEASURE, first)
    is_money = kind in ("taxa", "hogst")
    answers = [
        f"{said} kr"
        if is_money and said[0].isdigit()
        else ", ".join(word(_TERM_ANSWER, part) for part in said.split(", "))
        for said in (one, other)
    ]
    subject = sentence(word(TERM, kind).format(named))
    return f"{subject} {ONE}: {answers[0]}; {OTHER}: {answers[1]}."


def source(one: str, other: str, count: int) -> str:
    """Two sections that give the same answer."""
    return f"{ONE}: {one or 'anges inte'}; {OTHER}: {other or 'anges inte'} ({count} fall)."


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


# ── the rows of a guideline's plan, printed and compared ──

PLAN_ROWS: Final = "Planen: vad som ska göras, och när"
PLAN_COVERS: Final = "Planen: vilka avtal den omfattar"
PLAN_FOCUS: Final = "Planen: årets fokusområden"
PLAN_DIFFERENCES: Final = "Planen"
SAME_PLAN: Final = "Planerna är lika."
CITED_FROM: Final = "Samma sak, men ur ett annat avsnitt"
LAGRUM: Final = {"sol": "SoL", "hsl": "HSL", "lss": "LSS"}
_PLAN_INPUT: Final = {
    "lagrum": ("lagrum", LAGRUM),
    "verksamhet": ("verksamhet", OPERATION),
}
_BINDS: Final = {"lag": "enligt lag", "avtal": "enligt avtalet", "styrdokument": ""}
_REACH: Final = {
    "avtal": "",
    "verksamhet": "gemensamt för verksamheten",
    "kommun": "gemensamt för kommunen",
}
_ABOUT_YEAR: Final = {-1: "gäller året före", 0: "", 1: "gäller året efter"}
_NTH: Final = {1: "varje år", 2: "vartannat år", 3: "vart tredje år", 4: "vart fjärde år"}
_PLAN_SECTION: Final = {
    "planpunkt": "punkten {}",
    "planomfattning": "omfattningen {}",
    "fokusomrade": "fokusområdet {}",
}
_PLAN_KEY: Final = {
    "aterkommer": "hur den återkommer",
    "ar": "året",
    "avser_ar": "vilket år den gäller",
    "avsnitt": "avsnittet",
    "bara_om_avtalat": "om den bara gäller när avtalet anger en dag",
    "bindande": "vad som gör den bindande",
    "diarieford": "om handlingen ska vara diarieförd",
    "eller_fler": "om det får bli fler gånger",
    "foreslagen": "om den bara är föreslagen i lag",
    "fran_ar": "året den räknas från",
    "hogst": "högst antal gånger",
    "kkik_ar": "om den bara gäller år då kommunen deltar i Kkik",
    "kraver": "vad avtalet ska vara",
    "lasning": "hur dokumentet är läst",
    "mall": "mallen",
    "manader": "antal månader",
    "minst": "minst antal gånger",
    "mottagare": "mottagarna",
    "nar": "vilka avtal den gäller",
    "oanmald": "om den är oanmäld",
    "omraden": "områdena",
    "perioder": "perioderna",
    "rackvidd": "räckvidden",
    "rakna_fran_start": "om den räknas från avtalets start",
    "rullning": "vart en ledig dag flyttas",
    "senast": "senaste dag",
    "skal": "skälet",
    "skrivet": "dokumentets ord",
    "tillfallen": "tillfällena",
    "typ": "vad det är för slag",
    "underlag": "underlaget",
    "vad": "vad som ska göras",
    "vart_ar": "antal år emellan",
    "vem": "vem som ska göra det",
}
_PLAN_WORD: Final = {
    **ROLE,
    "arligen": "årligen",
    "avtalets_dag": "avtalets dag",
    "bestamda": "bestämda tillfällen",
    "efter_start": "efter avtalets start",
    "inlamning": "inlämning",
    "manadsvis": "månadsvis",
    "mote": "möte",
    "nasta_vardag": "nästa vardag",
    "uppfoljning": "uppföljning",
    "utan_dag": "utan bestämd dag",
}
_IN_WORDS: Final = frozenset(
    {"typ", "vem", "mottagare", "bindande", "rullning", "rackvidd", "aterkommer"}
)


def day_in_any_year(text: str) -> str:
    """A day or a month, whatever the year.

    >>> day_in_any_year("04-20"), day_in_any_year("11")
    ('den 20 april', 'november')
    """
    month, _, day = text.partition("-")
    name = _MONTHS[int(month) - 1]
    return f"den {int(day)} {name}" if day else name


def occasion(text: str) -> str:
    """A day, a month or a year that a plan lists.

    >>> occasion("2023-03"), occasion("2024")
    ('mars 2023', '2024')
    """
    year, _, rest = text.partition("-")
    return f"{day_in_any_year(rest)} {year}" if rest else year


def every_nth_year(every: int) -> str:
    """How often, in years.

    >>> every_nth_year(3), every_nth_year(5)
    ('vart tredje år', 'vart 5:e år')
    """
    return _NTH.get(every) or f"vart {every}:e år"


def comes_back_in_years(
    every: int,
    days: Iterable[str],
    periods: Iterable[str],
    from_year: int | None,
    *,
    from_start: bool,
    only_kkik_years: bool,
) -> str:
    """A day, month or year that comes back.

    >>> comes_back_in_years(3, ["11"], [], None, from_start=True, only_kkik_years=False)
    'vart tredje år senast november, räknat från avtalets start'
    """
    named = [day_in_any_year(each) for each in days]
    marked = [f"{name} ({period})" for name, period in zip(named, periods, strict=False)]
    by = f" senast {listed(marked or named)}" if named else ""
    first = "de år kommunen deltar i Kkik" if only_kkik_years else every_nth_year(every)
    since = ""
    if from_start:
        since = ", räknat från avtalets start"
    elif from_year is not None:
        since = f", räknat från {from_year}" if every > 1 else f" från {from_year}"
    return f"{first}{by}{since}"


def comes_back_rolling(months: int) -> str:
    """Counted from the last time."""
    return f"senast {months} månader efter den förra, den första gången efter avtalets start"


def comes_once(months: int) -> str:
    """Once, after the start."""
    return f"{counted(months, 'månad', 'månader')} efter avtalets start"


def comes_on_own_day(*, only_if_agreed: bool) -> str:
    """By the agreement's own day."""
    if only_if_agreed:
        return "varje år den dag avtalet anger, om det anger någon"
    return "varje år den dag avtalet anger, annars någon gång under året"


def plan_row(  # noqa: PLR0917  in the order of the sentence
    names: Iterable[str],
    obligor: str,
    to: Iterable[str],
    comes: str,
    count: str,
    parts: Iterable[str],
    when: Iterable[tuple[str, Iterable[str]]],
) -> str:
    """One row of a plan: what, who to whom, when, and for which agreements.

    >>> plan_row(["egenkontroll"], "utforaren", ["lov_administrator"], "varje år", "", [], [])
    'Egenkontroll, utföraren till LOV-administratören: varje år.'
    """
    what = listed(word(DUE, each) for each in names)
    recipients = [word(ROLE, each) for each in to if each != obligor]
    whose = word(ROLE, obligor) + (f" till {listed(recipients)}" if recipients else "")
    said = ", ".join(filter(None, [comes, count, *parts]))
    held = plan_condition(when)
    return f"{sentence(f'{what}, {whose}: {said}')}" + (f" När {held}." if held else "")


def plan_marks(
    binding: str,
    roll: str,
    reach: str,
    year_offset: int,
    *,
    by_registration: bool,
    is_announced: bool,
    is_proposed: bool,
) -> list[str]:
    """What else a row says of itself."""
    return [
        _BINDS[binding],
        "flyttas till nästa vardag" if roll != "ingen" else "",
        _REACH[reach],
        _ABOUT_YEAR[year_offset],
        "ska vara diarieförd" if by_registration else "",
        "" if is_announced else UNANNOUNCED,
        "bara föreslaget i lag" if is_proposed else "",
    ]


def plan_condition(when: Iterable[tuple[str, Iterable[str]]]) -> str:
    """What an agreement is, for a row to concern it.

    >>> plan_condition([("lagrum", ["hsl"]), ("verksamhet", ["larm", "hemtjanst"])])
    'lagrum: HSL; verksamhet: larm eller hemtjänst'
    """
    found = []
    for name, admitted in when:
        if name in _PLAN_INPUT:
            label, table = _PLAN_INPUT[name]
            found.append(f"{label}: {listed((word(table, each) for each in admitted), 'eller')}")
        else:
            found.append(condition([(name, admitted)]))
    return "; ".join(found)


def looks_at(parts: Iterable[tuple[str, str, Iterable[tuple[str, Iterable[str]]]]]) -> str:
    """What a follow-up is to look at."""
    named = []
    for name, reservation, when in parts:
        limits = "; ".join(filter(None, [plan_condition(when), reservation]))
        named.append(f"{name} ({limits})" if limits else name)
    return f"Underlag: {listed(named)}."


def in_its_words(text: str) -> str:
    """The document's own words."""
    return f"”{text}”"


def plan_covers(when: Iterable[tuple[str, Iterable[str]]], reason: str) -> str:
    """What an agreement must be for a plan to cover it."""
    return f"Bara {plan_condition(when)}; annars: {reason}."


def focus_of(year: int, areas: Iterable[str]) -> str:
    """What one year looks at in particular."""
    return f"{year}: {listed(areas)}."


def only_in(mark: str, section: str, name: str) -> str:
    """A row of a plan that one of two guidelines has.

    >>> only_in("B", "planpunkt", "egenkontroll")
    'Bara i B: punkten egenkontroll.'
    """
    return f"Bara i {mark}: {word(_PLAN_SECTION, section).format(name)}."


def plan_change(section: str, name: str, key: str, one: str, other: str) -> str:
    """One key of a row that two guidelines have otherwise.

    >>> plan_change("planpunkt", "egenkontroll", "senast", "04-20", "")
    'Punkten egenkontroll, senaste dag. A: 04-20; B: anges inte.'
    """

    def told(text: str) -> str:
        if key in _IN_WORDS:
            return ", ".join(word(_PLAN_WORD, part) for part in text.split(", ")) or "anges inte"
        return text or "anges inte"

    subject = f"{word(_PLAN_SECTION, section).format(name)}, {word(_PLAN_KEY, key)}"
    return f"{sentence(subject)} {ONE}: {told(one)}; {OTHER}: {told(other)}."


def both_sources(one: str, other: str) -> str:
    """Where a row stands in both documents."""
    return one if one == other else f"{ONE}: {one}; {OTHER}: {other}"


_CITED_FROM: Final = {
    "parameter": "värdet {}",
    "taxa": "beloppet för {}",
    "lag": "löftet {}",
    "matris": "tabellen över sanktioner per driftsform",
}


def cited_otherwise(kind: str, about: str, one: str, other: str) -> str:
    """What two guidelines both have, from different sections.

    >>> cited_otherwise("matris", "", "Sanktioner", "5 §")
    'Tabellen över sanktioner per driftsform. A: Sanktioner; B: 5 §.'
    """
    measure, _, unit = about.partition("/")
    named = f"{word(MEASURE, measure)} {word(_UNIT, unit)}" if unit else about
    return f"{sentence(word(_CITED_FROM, kind).format(named))} {ONE}: {one}; {OTHER}: {other}."


def plan_contents(rows: int, readings: int, coverage: int, focus: int) -> str:
    """What a guideline file's plan has in it."""
    parts = [
        counted(rows, "planpunkt", "planpunkter"),
        *([counted(coverage, "omfattning", "omfattningar")] if coverage else []),
        *([counted(focus, "fokusområde", "fokusområden")] if focus else []),
    ]
    marked = counted(readings, "rad är märkt", "rader är märkta")
    return f"{sentence(f'Planen har {listed(parts)}')} {marked} som tolkning."


# ── the schemas of the files that a municipality writes ──

SCHEMA_GUIDELINE: Final = "Riktlinje för avtalsuppföljning"
SCHEMA_DELEGATION: Final = "Delegationsordning"
SCHEMA_EVENTS: Final = "En rad av avtal handelser"
SCHEMA_FACTS: Final = "Fakta om en brist, till avtal bedom"
SCHEMA_AGREEMENT: Final = "Ett avtal, till avtal plan"
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
    "planpunkt": "En punkt i planen: vad som ska göras, av vem, och när det återkommer.",
    "vad": "Vad som ska göras, som andra system känner det: egenkontroll, samverkansmote.",
    "typ": "Vilket slag av sak som ska göras.",
    "mottagare": "De som det går till.",
    "bindande": "Vad som gör dagen bindande.",
    "rullning": "Vart en sista dag går som infaller på en helg; utelämnad: lag till nästa vardag.",
    "rackvidd": "En gång per avtal, per verksamhet eller en enda gång i kommunen.",
    "aterkommer": "Hur det återkommer; varje dag räknas från samma början, aldrig från den förra.",
    "senast": "Dagar eller månader på året: 11-20, 11. Utan: någon gång under året.",
    "perioder": "Vad dokumentet kallar den del av året som varje dag avslutar.",
    "vart_ar": "Vart hur många år.",
    "fran_ar": "Ett år då det ska göras; före det räknas inget.",
    "rakna_fran_start": "true: åren räknas från avtalets start.",
    "kkik_ar": "true: bara de år som kommunen deltar i Kkik.",
    "manader": "Hur många månader.",
    "tillfallen": "De tillfällen som planen räknar upp: ÅÅÅÅ-MM-DD, ÅÅÅÅ-MM eller ÅÅÅÅ.",
    "minst": "Minst så många gånger till dagen.",
    "hogst": "Högst så många gånger; utelämnad: lika många som minst.",
    "eller_fler": "true där dokumentet inte sätter något tak.",
    "avser_ar": "Vilket år det gäller: 0 året dagen infaller, 1 det kommande, -1 det gångna.",
    "skrivet": "Dokumentets egna ord om när, exakt som de står.",
    "oanmald": "true för det som utföraren inte får veta i förväg.",
    "foreslagen": "true för det som en föreslagen lag skulle kräva; planeras bara på begäran.",
    "diarieford": "true där handlingen ska vara diarieförd till dagen, inte bara inkommen.",
    "bara_om_avtalat": "true där det bara krävs av dem vars avtal ger en dag för det.",
    "forfattning": "Författningen som kräver det.",
    "mall": "Var mallen finns, som dokumentet säger det.",
    "underlag": "Det som en uppföljning ser på.",
    "forbehall": "När dokumentet självt låter det bero på något.",
    "planomfattning": "Vad ett avtal ska vara för att planen ska omfatta det.",
    "kraver": "Villkor som alla ska vara uppfyllda; inom en lista räcker ett värde.",
    "fokusomrade": "Vad ett års uppföljningar särskilt ser på.",
    "ar": "Året.",
    "omraden": "Områdena, som de står i dokumentet.",
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
SCHEMA_NAMES: Final = "riktlinje|delegationsordning|fakta|avtal|handelser"


def no_such_schema(text: str) -> str:
    """A schema that does not exist."""
    return f"{text!r} har inget schema: skriv {listed(SCHEMA_NAMES.split('|'), 'eller')}"


# ── whether a register is what was recorded: verifiera, forsegla, kvitto ──

SEAL_OPTION: Final = "Jämför med ett tidigare sigill; kan anges flera gånger."
PUBLIC_KEY_OPTION: Final = (
    "Öppna nycklar, en per rad; sigillen ska vara undertecknade med någon av dem."
)
SIGNERS_OPTION: Final = "Öppna nycklar för dem vars beslut ska vara undertecknade, en per rad."
PRIVATE_KEY_OPTION: Final = "Filen med den hemliga nyckel som undertecknar."
NEW_KEY_OPTION: Final = "Skapa en ny nyckel i filen och skriv ut den öppna delen."
KEY_NAME_OPTION: Final = "Vad den nya nyckeln heter, till exempel kommunen.se/avtal."
SINCE_OPTION: Final = "Ett tidigare sigill, som det nya ska vara en fortsättning på."
BY_SEAL_OPTION: Final = "Ett sigill som redan är gjort; annars görs ett nytt."
POSITION: Final = "PLATS"
KEY_OR_NEW: Final = "ange --nyckel FIL, eller skapa en med --ny-nyckel FIL --namn NAMN"
ONE_KEY: Final = "ange antingen --sigill FIL eller --nyckel FIL"
RECEIPT_SHOWS: Final = (
    "händelsen har fält som omfattas av sekretess, och kvittot visar dem: ange --med-sekretess"
)
SOUND: Final = "Inga fel: händelserna är de som registrerades, i samma ordning."
NOT_CHECKED: Final = "vem som har undertecknat är inte kontrollerat"
NOT_A_KEY: Final = ("detta är ingen nyckel", "ange raden som den skrevs ut")
NOT_A_KEY_NAME: Final = (
    "namnet kan inte vara namn på en nyckel",
    "skriv ett namn utan mellanslag och plustecken",
)
NOT_A_SEAL: Final = ("detta är inget sigill", "ange texten som den skrevs ut")
NOT_A_RECEIPT: Final = ("detta är inget kvitto", "ange det som det skrevs ut")
NOT_A_NOTE: Final = ("filen är för lång eller ingen text", "kontrollera vilken fil det är")
NOT_A_SIGNER: Final = (
    "raden godtas inte",
    "skriv en öppen nyckel, och om den inte gäller från början dagen den gäller från, ÅÅÅÅ-MM-DD",
)

FAULT: Final = {
    "tabell_andrad": "{detail} saknas eller är ändrad",
    "olasbar": "registret går inte att läsa ({detail})",
    "trad_saknas": "trädet saknas eller går inte att läsa",
    "trad_avviker": "någon av händelserna {position}–{detail} är inte den som registrerades",
    "utanfor_tradet": "händelserna från plats {position} ingår inte i trädet",
    "lucka": "händelsen saknas",
    "versionslucka": "händelsen är inte nästa i sin ström",
    "strom_okand": "strömmen har inget giltigt id",
    "namn_okant": "händelsen {detail} är okänd",
    "fel_typ": "raden har fel typ",
    "oavkodbar": "händelsen går inte att läsa",
    "fel_strom": "händelsen {detail} hör inte hemma i strömmen",
    "tid_bakat": "händelsen är registrerad före den föregående",
    "dag_avviker": "dagen för registreringen stämmer inte med klockslaget",
    "kommando_saknas": "ett kommando saknas",
    "kommando_utanfor": "kommandot {detail} ingår inte bland de registrerade",
    "kommando_avviker": "kommandot {detail} stämmer inte med händelserna",
    "kommandon_avviker": "kommandona är inte de som registrerades",
    "sigill_avviker": "någon av händelserna {position}–{detail} är inte den som förseglades",
    "sigill_langre": "registret är kortare än de {detail} händelser som förseglades",
    "sigill_kommandon": "de första {detail} kommandona är inte de som förseglades",
    "sigill_osignerat": "sigillet i {detail} är inte undertecknat med någon av nycklarna",
    "signatur_saknas": "beslutet, registrerat av {detail}, är inte undertecknat",
    "signatur_fel": "beslutet är inte undertecknat av {detail}, som det är registrerat av",
}
"""What is wrong, by its code."""


def fault(code: str, position: int, stream: str, detail: str) -> str:
    """What is wrong with a register, and where."""
    text = FAULT[code].format(position=position, detail=detail).strip()
    place = f"Plats {position}" if position else "Registret"
    return f"{place}{f' i {stream}' if stream else ''}: {text}."


def verified(events: int, commands: int, signed: int) -> str:
    """How much has been looked at."""
    decisions = f", {signed} undertecknade beslut" if signed else ""
    return f"Kontrollerat: {events} händelser, {commands} kommandon{decisions}"


def sealed_by(file: str, events: int, signer: str | None) -> str:
    """A seal that the register was compared with."""
    who = f"undertecknat av {signer}" if signer else NOT_CHECKED
    return f"{file}: {events} händelser, {who}"


def receipt(position: int, stream: str, events: int) -> str:
    """What a receipt is for."""
    return f"Kvitto för plats {position} i {stream}, av {events} förseglade"


def not_a_position(text: str) -> str:
    """What is no place in the log."""
    return f"{text!r} är ingen plats: skriv ett heltal från 1"


def no_such_position(position: int, events: int) -> str:
    """A position that no event has."""
    return f"det finns ingen händelse på plats {position} bland de {events} som är förseglade"


def not_signed_by(file: str) -> str:
    """A seal that cannot be trusted."""
    return f"sigillet i {file} är inte undertecknat med samma nyckel"


# ── the audit: granska, and spela-upp by two times ──

KNOWN_OPTION: Final = "Så som det var känt den dagen, ÅÅÅÅ-MM-DD; annars samma dag som --per."
AUDIT_FAULT: Final = {
    "avtal_saknas": "det finns inget tecknat avtal bakom beslutet ({detail})",
    "avtal_ej_borjat": "beslutet är daterat före avtalets början {detail}",
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


def audit_fault(code: str, detail: str) -> str:
    """What is wrong with a decision.

    >>> audit_fault("ingen_delegation", "")
    'Delegationsordningen ger inte rätt att fatta beslutet.'
    """
    told = AUDIT_FAULT.get(code)
    return sentence(told.format(detail=detail) if told else word(RULING, code))


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
    'Det som avviker och kräver motivering (deviations[0]): då inget, nu utforaren_ej_hord.'
    """
    named = ", ".join(rows)
    where = f"; rader i riktlinjen: {named}" if named else ""
    part = next((text for key, text in ANSWERED.items() if path.startswith(key)), "svaret")
    return sentence(f"{part} ({path}): då {then}, nu {now}{where}")


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
NO_FAULTS: Final = "Inga fel: varje beslut kan återskapas och vilar på det som loggen då sade."
NEVER_DONE: Final = "Inte gjort"
NOTHING_UNDONE: Final = "Inget som loggen frågar efter är ogjort."
BACKDATED: Final = "Registrerat senare än den dag det gäller"
NOTHING_THERE: Final = "inget"
PARTLY_GONE: Final = "det som omfattades av sekretess är borta."

# ── the audit: another guideline, equal treatment, recommendations, the report ──

GUIDELINE_OR_FILE: Final = "ID|FIL"
WHAT_IF_OPTION: Final = (
    "Vad ett annat regelverk hade sagt om samma beslut: ID, ID@VERSION eller en egen fil."
)
WHAT_IF_DIMENSION: Final = {
    "atgard": "Per åtgärd",
    "driftsform": "Per driftsform",
    "utforare": "Per utförare",
    "ar": "Per år",
}
WHAT_IF_COLUMNS: Final = ("", "Beslut", "Lika", "Nekas", "Tillåts", "Annan rek.", "Prövas ej")
WHAT_IF_LACKING: Final = "Uppgifter som regelverket frågar efter och som ingen då frågade efter"
WHAT_IF_CASES: Final = "De beslut som skiljer sig"
WHAT_IF_NONE: Final = "Inget beslut hade fallit ut annorlunda."
_BEYOND: Final = {"finns_ej": "regelverket har inte åtgärden"}
ABSTAINED: Final = "avstående från åtgärd"


def chosen(measure: str) -> str:
    """A measure, or the decision to take none."""
    return ABSTAINED if measure == "avstaende" else word({**MEASURE, **RECOMMENDED}, measure)


def heading_what_if(document: str, version: str) -> str:
    """Over what another guideline says."""
    return f"Samma beslut under {document}, version {version}"


def what_if_summed(decisions: int, equal: int) -> str:
    """How many decisions would have come out the same.

    >>> what_if_summed(7, 6)
    '7 beslut: 6 hade fallit ut lika, 1 annorlunda.'
    """
    return f"{decisions} beslut: {equal} hade fallit ut lika, {decisions - equal} annorlunda."


def lacked(name: str, count: int) -> str:
    """A fact that nobody asked about then."""
    about = word(INPUT, name)
    return f"{about}: {counted(count, 'beslut', 'beslut')} prövas som om inget sådant fanns"


def said(recommended: str, reasons: Iterable[str]) -> str:
    """What a guideline says of a choice: refused and why, and what it recommends."""
    known = {**REASON, **RULING, **_BEYOND}
    why = [word(known, each) for each in reasons]
    may = f"nekas ({listed(why)})" if why else "tillåts"
    return f"{may}; rekommenderas: {chosen(recommended)}"


def value_of(dimension: str, value: str) -> str:
    """What a sum is of."""
    if dimension == "atgard":
        return chosen(value)
    return word(DRIFTSFORM, value) if dimension == "driftsform" else value


def would_be(position: int, stream: str, measure: str, then: str, now: str) -> str:
    """One decision, then and under the other guideline."""
    return f"Plats {position} i {stream}, {chosen(measure)}. Då: {then}. Nu: {now}."


CANNOT_BE_TRIED: Final = "kan inte prövas"
TREATMENT: Final = "Likabehandling"
SAME_FACTS: Final = (
    "Två beslut har samma fakta när utredningen och det som gjorts dessförinnan är lika; vem "
    "utföraren är och vad avtalet reglerar räknas inte in. En skillnad är tillåten när båda följde "
    "rekommendationen och en regel skiljer dem åt. Det övriga är oförklarat: något att titta på, "
    "inte en dom."
)
UNEXPLAINED: Final = "oförklarad"
LAWFUL: Final = "tillåten"
NO_INEQUALITY: Final = "Inga beslut med samma fakta har fallit ut olika."
TREATMENT_CAPTION: Final = "Beslut med samma fakta och olika utfall"
TREATMENT_COLUMNS: Final = ("Skillnad", "Den ena", "Den andra", "Regel", "Plats")
_EXPLAINED: Final = {
    "form_ej_i_avtalet": "formen finns inte i avtalet",
    "beloppstak": "avtalets tak är lägre",
    "raknat": "beloppen är räknade på olika antal enligt taxan",
    "annat_regelverk": "besluten vilar på olika regelverk",
}
REGIMES_CAPTION: Final = "Driftsformerna bredvid varandra"
REGIME_COLUMNS: Final = ("Uppgift",)
REGIME_ROWS: Final = {
    "avtal": "Avtal och överenskommelser",
    "brister": "Fastställda avtalsbrister",
    "utan_beslut": "varav utan något beslut",
    "vantat": "Brister med beslut och känd dag",
    "dagar": "Dagar till första beslut, median",
    "spann": "Dagar till första beslut, kortast–längst",
    "beslut": "Beslut",
    "avstaenden": "varav avståenden",
    "avsteg": "varav annat än det som rekommenderades",
    "sanktioner": "Sanktioner med belopp",
    "belopp": "Deras belopp tillsammans",
    "uppfoljningar": "Uppföljningar, genomförda av planerade",
    "aldrig": "Avtal utan genomförd uppföljning",
}
TOO_FEW: Final = (
    "Minst en av driftsformerna har färre än {few} beslut. Talen visas, men de är för få för att "
    "jämföras."
)
NO_CAUSES: Final = (
    "Talen är det som loggen visar. De säger inget om orsaker, och en brist som ingen har "
    "registrerat syns inte här."
)


def compared_decisions(decisions: int, groups: int, compared: int, unexplained: int) -> str:
    """How much was compared."""
    return (
        f"{decisions} beslut; {compared} av dem har samma fakta som minst ett annat, i "
        f"{counted(groups, 'grupp', 'grupper')}. Oförklarade skillnader: {unexplained}."
    )


def side(measure: str, forms: Iterable[str], amount: "Decimal | None", form: str) -> str:
    """What was decided, and for whom."""
    named = [chosen(measure), *(word(FORMS, each) for each in forms)]
    named += [kronor(amount)] if amount is not None else []
    return f"{', '.join(named)} ({word(DRIFTSFORM, form)})"


def departed(recommended: str, *, is_motivated: bool) -> str:
    """That something else was chosen than what was recommended."""
    why = "med motivering" if is_motivated else "utan motivering"
    return f"; rekommenderat var {chosen(recommended)}, avsteg {why}"


def explained(code: str, measure: str, form: str) -> str:
    """The rule that lets one side have what the other could not get."""
    why = word({**_EXPLAINED, **REASON}, code)
    return f"{chosen(measure)} för {word(DRIFTSFORM, form)}: {why}"


def days_waited(median: float | None) -> str:
    """The middle of the times to the first decision.

    >>> days_waited(19.5), days_waited(None)
    ('19,5', '–')
    """
    return NO_PLACES if median is None else f"{median:g}".replace(".", ",")


def shortest_to_longest(days: tuple[int, ...]) -> str:
    """The shortest and the longest of some times."""
    return f"{days[0]}–{days[-1]}" if days else NO_PLACES


def of_which(number: int, of: int) -> str:
    """Some of many."""
    return f"{number} av {of}"


RECOMMENDATIONS: Final = "Revisorernas rekommendationer"
NO_RECOMMENDATIONS: Final = "Ingen rekommendation från revisorerna är registrerad."
RECOMMENDATION_STATE: Final = {
    "forsenat": "försenat svar",
    "obesvarad": "obesvarad",
    "planerad": "planerad",
    "pagar": "pågår",
    "klar": "klar",
}
WORK: Final = {
    "uppfoljning": "avslutade uppföljningar",
    "manuell_tid": "mätningar av manuellt registrerad tid",
    "fakturakontroll": "fakturakontroller",
    "aterkoppling": "återkopplingar till verksamheterna",
    "plan_reviderad": "revideringar av uppföljningsplanen",
    "ledningssystem": "inlämnade ledningssystem",
}
RECOMMENDATIONS_CAPTION: Final = "Rekommendationer och svar"
RECOMMENDATION_COLUMNS: Final = ("Rekommendation", "Kom in", "Svar senast", "Läge", "Senaste svar")
WORK_CAPTION: Final = "Det som loggen visar före och efter rekommendationen {id}"
WORK_COLUMNS: Final = ("Slag", "Före", "Efter", "Plats")
WORK_NOTE: Final = (
    "Loggen tolkar inte vad en rekommendation handlar om. Den visar hur mycket som registrerats av "
    "det som revisorer brukar fråga efter, och vad som har samma diarienummer som ett svar."
)
SAME_MATTER: Final = "Annat med samma diarienummer som ett svar på {id}: {places}."


def late_answer(days: int) -> str:
    """How late an answer is."""
    return f" ({counted(days, 'dag', 'dagar')} för sent)" if days else ""


QUESTIONS: Final = "Revisorernas frågor"
QUESTIONS_NOTE: Final = (
    "Frågorna är de som Södertälje kommuns revisorer ställde om hemtjänsten (rapport 7/2017). "
    "Svaren är tal ur loggen, inte omdömen."
)
AUDITORS_ASK: Final = {
    "organisation": "Ger organisationen en rättssäker och likvärdig hemtjänst?",
    "vardegrund": "Tas värdegrunden till vara i verksamheten?",
    "ledningssystem": "Finns ett ledningssystem för kvalitet?",
    "bistandshandlaggning": "Följs biståndshandläggningen upp?",
    "krav_foljs_upp": "Följs kraven på utförarna upp systematiskt och regelbundet?",
    "beslutade_insatser": "Följs de beslutade insatserna upp?",
    "sammanstalls": "Sammanställs och analyseras uppföljningarna?",
    "enhetsniva": "Bryts resultaten ner till enheterna?",
    "fore_utbetalning": "Görs kontroller innan ersättning betalas ut?",
    "fakturerat_mot_utfort": "Jämförs det fakturerade med det utförda?",
    "riskanalys": "Bygger kontrollerna på en riskanalys av ersättningen?",
    "manuell_tid": "Följs manuellt registrerad tid upp månadsvis per utförare?",
}
QUESTION_LIMIT: Final = {
    "organisation": "Loggen visar om lika fall har behandlats lika, inte vilken kompetens eller "
    "bemanning som finns.",
    "vardegrund": "Inget sådant registreras.",
    "ledningssystem": "Loggen visar vilka som har lämnat in det, inte vad det innehåller.",
    "bistandshandlaggning": "Individuella ärenden registreras aldrig här.",
    "beslutade_insatser": "Individuella ärenden registreras aldrig här.",
    "sammanstalls": "Loggen visar att rapporter finns och har sänts, inte hur de analyserats.",
    "enhetsniva": "Loggen skiljer avtal åt, inte enheterna under ett avtal; den visar om "
    "återkoppling har getts till dem.",
    "fore_utbetalning": "Loggen har dagen för kontrollen men inte dagen för utbetalningen, och "
    "visar därför inte vad som kom först.",
    "fakturerat_mot_utfort": "Loggen visar att jämförelser har gjorts. Timmarna omfattas av "
    "sekretess och jämförs inte här.",
    "riskanalys": "Inget sådant registreras.",
}
REACH: Final = {
    "besvaras": "Besvaras ur loggen.",
    "besvaras_delvis": "Besvaras delvis ur loggen.",
    "besvaras_inte": "Kan inte besvaras ur loggen.",
}
QUESTION_FIGURE: Final = {
    "avtal": "avtal som gäller",
    "beslut": "beslut med registrerat underlag",
    "inlamnade": "avtal där ledningssystem har lämnats in",
    "godkanda": "avtal där det har godkänts",
    "planerade": "planerade uppföljningar",
    "genomforda": "genomförda uppföljningar",
    "foljda_avtal": "avtal med genomförd uppföljning",
    "bedomda_krav": "bedömda krav",
    "stickprov": "stickprov",
    "rapporter": "uppföljningar med färdig rapport",
    "sanda_rapporter": "rapporter som har sänts",
    "aterkopplade": "uppföljningar med återkoppling",
    "avtal_med_krav": "avtal med bedömda krav",
    "fakturakontroller": "fakturakontroller",
    "kontrollerade_avtal": "avtal med fakturakontroll",
    "matningar": "mätningar av manuell tid",
    "matta_avtal": "avtal med mätning",
    "matta_perioder": "perioder med mätning, räknade per avtal",
}
FIGURES_COLUMNS: Final = ("Tal", "Antal", "Plats")
SEE_ALSO: Final = "Mer visar avtal {command}."

REPORT_TITLE: Final = "Granskning av avtalsuppföljningen"
REPORT_BASIS: Final = "Vad rapporten bygger på"
REPORT_ONLY_LOG: Final = (
    "Allt i rapporten är räknat ur loggen: händelserna, de regelverk och delegationsordningar som "
    "antagits och kalendern. Det som ingen har registrerat syns inte. Fält som omfattas av "
    "sekretess ingår inte. Plats är händelsens plats i loggen."
)
REPORT_LAWFUL: Final = "Vad som beslutades, och om det var rätt"
REPORT_BY_WHOM: Final = "Av vem, och enligt vilka regler"
WITHOUT_LIFTINGS: Final = (
    "Här och under likabehandling räknas beslut om åtgärder och om att avstå. Beslut att upphäva "
    "en sanktion är prövade ovan, men räknas inte med."
)
REPORT_KNOWN: Final = "Vad som var känt"
REPORT_UNDONE: Final = "Vad som inte gjordes"
BASIS_CAPTION: Final = "Loggen"
BASIS_COLUMNS: Final = ("Slag", "Strömmar", "Händelser")
DECIDERS_CAPTION: Final = "Beslut per roll, delegationspunkt och åtgärd"
DECIDERS_COLUMNS: Final = ("Roll", "Punkt", "Åtgärd", "Beslut", "Plats")
RULES_CAPTION: Final = "Beslut per regelverk"
RULES_COLUMNS: Final = ("Regelverk", "Version", "Beslut", "Plats")
FAULTS_COLUMNS: Final = ("Vad", "Ström", "Plats")
UNDONE_CAPTION: Final = "Inte gjort, per slag och driftsform"
UNDONE_COLUMNS: Final = ("Slag", "Antal", "Per driftsform")
UNDONE_ROWS_COLUMNS: Final = ("Vad", "Ström")
NOTHING_LATE: Final = "Inget registrerades efter ett beslut som det borde ha påverkat."
CONTENTS: Final = "Innehåll"
NO_PLACES: Final = "–"
_MOST_PLACES: Final = 12


def report_lead(on: date, events: int, streams: int, release: str) -> str:
    """What a report is about."""
    return (
        f"Läget {long_date(on)}, så som det var registrerat då: {in_streams(events, streams)}. "
        f"Gjord med avtalsuppfoljning {release}."
    )


def seen_on(on: date) -> str:
    """The day that is looked back from."""
    return f"Läget {long_date(on)}, så som det var registrerat då."


def more_rows(number: int) -> str:
    """How many rows of a list are not shown."""
    return f"… och {number} till"


def visible_lines(text: str) -> str:
    """Lines that cannot steer a terminal."""
    return "\n".join(map(visible, text.split("\n")))


def places(positions: Iterable[int]) -> str:
    """Places in the log, runs of them together.

    >>> places([1, 2, 3, 7, 9, 10])
    '1–3, 7, 9, 10'
    """
    runs: list[list[int]] = []
    for each in sorted(positions):
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    told: list[str] = []
    for run in runs:
        many = len(run) > 2  # noqa: PLR2004  two are written out
        told += [f"{run[0]}–{run[-1]}"] if many else [str(each) for each in run]
    left = len(told) - _MOST_PLACES
    more = [f"och {left} till"] if left > 0 else []
    return ", ".join(told[:_MOST_PLACES] + more) or NO_PLACES


# ── the audit file ──

AUDIT_FILE_OPTION: Final = "En revisionsfil i stället för ett register."
TARGET_FILE: Final = "UT.zip"
SEALS_IN_OPTION: Final = "Ett sigill att lägga i filen; kan anges flera gånger."
HTML_OPTION: Final = "Skriv rapporten som en webbsida i stället för text."
NOT_AN_AUDIT_FILE: Final = (
    "detta är ingen revisionsfil",
    "ange en fil som är skriven av avtal revision fil",
)
AUDIT_FILE_DAMAGED: Final = ("filen är skadad", "be om den på nytt")
AUDIT_FILE_LACKS: Final = ("saknas i filen", "be om den på nytt")
AUDIT_FILE_NAME: Final = ("är inget namn som en fil i revisionsfilen kan ha", "be om den på nytt")
AUDIT_FILE_TWICE: Final = ("finns två gånger i filen", "be om den på nytt")
AUDIT_FILE_TOO_LARGE: Final = ("är större än en revisionsfil kan vara", "be om den på nytt")
AUDIT_FILE_TOO_MANY: Final = ("är fler filer än en revisionsfil har", "be om den på nytt")
AUDIT_FILE_LINE: Final = ("raden är inte skriven som en revisionsfil skrivs", "be om den på nytt")
AUDIT_FILE_UNSIGNED: Final = (
    "i en maskerad fil finns inga underskrifter av beslut",
    "be om en hel fil, eller utelämna --beslutsnycklar",
)
AUDIT_FILE_UNSOUND: Final = (
    "filen är inte som den skrevs",
    "kontrollera den med avtal verifiera --fil",
)
AUDIT_FILE_FAULT: Final = {
    "fil_andrad": "någon byte i filen är ändrad",
    "fil_avviker": "{detail} är inte den som förtecknades",
    "fil_saknas": "{detail} saknas",
    "fil_okand": "{detail} är inte förtecknad",
    "rot_avviker": "händelserna ger en annan rot än den som förtecknades",
    "lov_avviker": "händelsen är inte den som dess kontrollsumma räknades på",
    "maskering_avviker": "andra rader är maskerade än de som förtecknades",
    "innehall_avviker": "{detail} följer inte av händelserna",
}
AUDIT_FILE_README: Final = """\
REVISIONSFIL

Filen innehåller det som behövs för att granska en kommuns avtalsuppföljning
utan tillgång till registret:

- handelser.jsonl: händelserna, en per rad, i loggens ordning
- kommandon.jsonl: kommandona bakom dem (bara i en hel fil)
- regelverk/: riktlinjerna som de antogs
- delegationsordningar/: delegationsordningarna som de antogs
- kalender.json: helgdagar och aftnar för åren i fråga
- sigill/: sigill över registret, om några har lagts till
- rapport.md, rapport.html: granskningen, som den följer av händelserna
- manifest.json: vad filen innehåller, med SHA-256 för varje fil

Kontrollera den: avtal verifiera --fil FIL
Granska den: avtal granska --fil FIL

I en maskerad fil står {"#":"t"} och {"#":"n"} i stället för text och tal som
omfattas av sekretess, och {"#":"f"} för färre än fem personer. Roten kan då inte
räknas ur de maskerade raderna. Den räknas ur kontrollsumman ("lov") för varje
rad som den är lagrad. En rad som inget är maskerat i står som den är lagrad, och
dess kontrollsumma räknas om; för en maskerad rad svarar bara den som skrev
filen. Den som redan gissar rätt på allt som är maskerat i en rad kan bekräfta
det med kontrollsumman: lämna inte ut en maskerad fil till vem som helst.

Att filen är hel visar att ingen har ändrat den av misstag. Att ingen har skrivit
om den med flit visar bara ett sigill som förvaras någon annanstans.
"""


def file_fault(code: str, position: int, stream: str, detail: str) -> str:
    """What is wrong with an audit file, and where."""
    text = {**FAULT, **AUDIT_FILE_FAULT}[code].format(position=position, detail=detail).strip()
    place = f"Plats {position}" if position else "Filen"
    return f"{place}{f' i {stream}' if stream else ''}: {text}."


def verified_masked(events: int, masked: int) -> str:
    """How much has been looked at of a file without commands."""
    return f"Kontrollerat: {events} händelser, varav {masked} maskerade"


def audit_file_written(file: str, events: int, masked: int) -> str:
    """What was written."""
    hidden = f"{counted(masked, 'rad', 'rader')} maskerade" if masked else "inget maskerat"
    return f"{file}: {counted(events, 'händelse', 'händelser')}, {hidden}"


def audit_file_masks(name: str, count: int, fields: Iterable[str]) -> str:
    """Of which events what is not open is masked, and which fields that is."""
    return f"{word(EVENT, name.partition('@')[0])}: {count} ({', '.join(fields)})"


def line(number: int) -> str:
    """A line of a file."""
    return f"rad {number}"


SOUND_FILE: Final = "Filen är hel, och allt i den följer av händelserna."
AUDIT_FILE_MASKED: Final = "Maskerade rader, per slag av händelse"
AUDIT_FILE_KEEP: Final = "SHA-256 att bevara utanför filen"

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


# ── a register looked after: made, moved, copied, restored, and how it is ──

REGISTER_PLACE: Final = "REGISTER"
NEW_PLACE: Final = "TILL"
NEW_FILE: Final = "TILL"
BACKUP_FILE: Final = "KOPIA"
NEW_KEYS_OPTION: Final = (
    "Ett nyckelarkiv: det som omfattas av sekretess låses, och kan gallras. Annars AVTAL_NYCKLAR."
)
THOROUGH_OPTION: Final = "Läs också igenom hela registret, som avtal verifiera gör."
HEALTH_ROWS: Final = {
    "handelser": "Händelser",
    "senast": "Senast registrerat",
    "filsystem": "Filsystem",
    "storlek": "Storlek",
    "ledigt": "Ledigt på disken",
    "rattigheter": "Rättigheter",
    "journal": "Journal",
    "synkronisering": "Synkronisering",
    "server": "Server",
    "sqlite": "SQLite",
    "eventsourcing": "eventsourcing",
    "python": "Python",
    "rot": "Kontrollsumma",
}
HEALTH_FINDINGS: Final = "Anmärkningar"
HEALTH_SOUND: Final = "Inget att anmärka på."
FINDING_LEVEL: Final = {"fel": "Fel", "varning": "Varning"}
FINDING: Final = {
    "delar_saknas": "tabeller eller spärrar i filen är ändrade eller borta; kör avtal verifiera "
    "och återställ en säkerhetskopia",
    "skadat": "registret är skadat; skriv inte mer i det, spara det som det är och återställ en "
    "säkerhetskopia",
    "journal": "filen skrivs inte med WAL, så läsare och skrivare väntar på varandra",
    "synkronisering": "det som registreras kan gå förlorat vid ett strömavbrott",
    "rattigheter": "andra än ägaren får läsa eller skriva filen; sätt rättigheterna till 0600",
    "natverk": "filen ligger på ett nätverk, där låsen inte går att lita på; flytta den till en "
    "egen disk, eller till PostgreSQL",
    "ont_om_plats": "det finns mindre än 1 GB ledigt på disken",
    "sqlite_fel": "den här versionen av SQLite har ett sällsynt fel som kan skada filen när två "
    "skriver samtidigt; det är rättat i 3.51.3 (och i 3.50.7 och 3.44.6): uppgradera, och "
    "säkerhetskopiera ofta",
}


def created(place: str) -> str:
    """A register that has been made."""
    return f"Registret {place} är skapat."


def moved(place: str, events: int) -> str:
    """A register that has been moved."""
    return f"{sentence(counted(events, 'händelse', 'händelser') + ' är flyttade till ' + place)}"


OLD_REMAINS: Final = (
    "Det gamla registret ligger kvar. Ändra --register eller AVTAL_REGISTER hos alla som använder "
    "det, och lägg det gamla där ingen skriver i det."
)


def backed_up(place: str, size: str) -> str:
    """A backup that has been made."""
    return f"Säkerhetskopian {place} är läst igenom och hel ({size})."


def restored(place: str) -> str:
    """A register that has been made of a backup."""
    return f"Registret {place} är återställt, läst igenom och helt."


def holding(events: int, last: str | None) -> str:
    """How many events, and when the last came."""
    newest = f"; den senaste registrerades {last}" if last else ""
    return f"{counted(events, 'händelse', 'händelser')}{newest}."


NO_KEYS_IN_BACKUP: Final = "Nycklar ingår inte i kopian: säkerhetskopiera dem för sig."
LATER_IS_MISSING: Final = (
    "Det som registrerats efter säkerhetskopian finns inte i registret: jämför med det senaste "
    "sigillet, avtal verifiera --sigill FIL."
)


def root(text: str) -> str:
    """The root of the tree over the events."""
    return f"Kontrollsumma: {text}"


def checksum(text: str) -> str:
    """The digest of a file."""
    return f"SHA-256: {text}"


def instant(at: datetime) -> str:
    """An instant, to the minute, as it is recorded."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def size_of(number: int) -> str:
    """Bytes for people.

    >>> size_of(36_864), size_of(82_819_280_896)
    ('36,9 kB', '82,8 GB')
    """
    power = min((len(str(number)) - 1) // 3, len(_UNITS) - 1)
    text = f"{number / 1000**power:.1f}".replace(".", ",") if power else str(number)
    return f"{text} {_UNITS[power]}"


_UNITS: Final = ("byte", "kB", "MB", "GB", "TB")


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


def not_a_register(detail: str, code: str = "", file: str = "") -> str:
    """A register that cannot be used; the detail is for the technician."""
    what, way_out = REGISTER_FAULT.get(code, REGISTER_FAULT[""])
    return f"{what} ({file or detail}): {way_out}"


_MAKE_ROOM: Final = "inget av kommandot registrerades, så ge det igen när det är ordnat"
_USE_A_BACKUP: Final = "skriv inte mer i det, spara det som det är och återställ en säkerhetskopia"
REGISTER_FAULT: Final = {
    "": ("registret kan inte användas", "ange ett register som avtal har skapat"),
    "bad_address": (
        "adressen till registret går inte att läsa",
        "skriv postgresql://användare@server/databas?schema=namn",
    ),
    "begun_without_keys": (
        "registret har händelser som inte är låsta",
        "öppna det utan --nycklar, eller börja ett nytt med dem",
    ),
    "busy": ("alla anslutningar till databasen används", "försök igen om en stund"),
    "cannot_open": ("registret går inte att öppna", "kontrollera sökväg och behörighet"),
    "cannot_write": (
        "filen kan inte skrivas",
        "kontrollera sökväg, behörighet och plats på disken",
    ),
    "damaged": ("registret är skadat", _USE_A_BACKUP),
    "sigill_avviker": (
        "registret är inte det som förseglades",
        "kontrollera det med avtal verifiera --sigill",
    ),
    "disk_fault": ("disken eller dess kvot säger nej", f"kontrollera dem; {_MAKE_ROOM}"),
    "disk_full": ("disken är full", f"gör plats; {_MAKE_ROOM}"),
    "event_damaged": ("en händelse går inte att läsa", _USE_A_BACKUP),
    "event_misplaced": ("en händelse hör inte hemma där den står", "kör avtal verifiera"),
    "event_unknown": (
        "registret har händelser från en senare version",
        "uppgradera avtalsuppfoljning",
    ),
    "exists": ("det finns redan och skrivs inte över", "välj ett annat namn, eller flytta det"),
    "later_release": (
        "registret är skapat av en senare version",
        "uppgradera avtalsuppfoljning",
    ),
    "locked": ("registret är låst av någon annan", "vänta tills den är klar och försök igen"),
    "key_missing": (
        "nyckelarkivet saknar en nyckel som registret använder",
        "återställ nyckelarkivet som det var efter den senaste händelsen",
    ),
    "keys_in_use": (
        "nyckelarkivet används av någon annan, och nyckeln finns kvar i dess logg",
        "avsluta det andra programmet och gallra igen",
    ),
    "keys_missing": ("nyckelarkivet finns inte", "kontrollera --nycklar"),
    "keys_unusable": (
        "nyckelarkivet kan inte användas",
        "kontrollera --nycklar, behörighet och plats på disken",
    ),
    "lost_connection": (
        "anslutningen till databasen bröts",
        "kontrollera servern och ge kommandot igen",
    ),
    "missing": ("registret finns inte", "skapa det med avtal register skapa"),
    "moved_on": (
        "någon skrev i registret medan det flyttades",
        "låt ingen skriva i det, och flytta igen",
    ),
    "no_connection": (
        "databasservern svarar inte eller nekar",
        "kontrollera adress, användare och lösenord",
    ),
    "no_keys": ("det är inget nyckelarkiv", "kontrollera --nycklar"),
    "no_driver": (
        "PostgreSQL kräver ett tillägg",
        "installera avtalsuppfoljning[postgres]",
    ),
    "no_database": (
        "det är inget register, eller så är dess början skadad",
        "kontrollera sökvägen; är det ett register, återställ en säkerhetskopia",
    ),
    "no_register": ("det är inget register", "kontrollera sökvägen"),
    "not_empty": ("registret där är inte tomt", "flytta till ett nytt"),
    "not_utf8": (
        "databasen har en annan teckenkodning än UTF-8",
        "använd en databas som skapats med ENCODING UTF8",
    ),
    "no_right": (
        "användaren har inte behörighet till registret",
        "låt schemats ägare ge den",
    ),
    "not_in_order": ("händelserna följer inte på varandra", _USE_A_BACKUP),
    "other_keys": (
        "registret är låst med nycklarna i ett annat nyckelarkiv",
        "ange det med --nycklar",
    ),
    "only_files": (
        "en säkerhetskopia är en fil, och återställs till en fil",
        "flytta den därifrån med avtal register flytta",
    ),
    "osund": ("registret stämmer inte med sig självt", "kör avtal verifiera"),
    "read_only": (
        "registret får inte skrivas av den här användaren",
        "ge behörighet till filen och katalogen",
    ),
    "replaced": (
        "filen har tagits bort eller bytts ut medan den användes",
        "lägg tillbaka rätt fil och ge kommandot igen",
    ),
    "without_keys": (
        "registret är krypterat och kan inte skrivas utan sina nycklar",
        "ange dem med --nycklar",
    ),
    "torn": (
        "inget kan läggas till ett register som inte stämmer med sig självt",
        "kör avtal verifiera",
    ),
}
"""By the code of the fault: what, and the way out."""


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


# ── what is wrong with a guideline or a delegationsordning: what is refused, and the way out ──

BLANK: Final = ("texten är tom", "skriv den som den står i dokumentet")
NOT_THESE_FACTS: Final = ("den uppsättningen uppgifter finns inte", "skriv 1")
VERSION_NO_DAY: Final = ("versionen är ingen dag som finns", "skriv ÅÅÅÅ-MM-DD")
APPLIES_TOO_SOON: Final = (
    "riktlinjen skulle gälla innan den fastställdes",
    "rätta en av dagarna",
)
NOTHING_LISTED: Final = ("listan är tom", "ange minst en")
MEASURE_NAME: Final = (
    "namnet är tomt eller står två gånger",
    "ge varje åtgärd ett eget namn",
)
MEASURES_ONCE: Final = (
    "ingen åtgärd är angiven, eller samma åtgärd två gånger",
    "ange varje åtgärd en gång",
)
VALUES_ONCE: Final = (
    "inget värde är angivet, eller samma värde två gånger",
    "skriv varje värde en gång",
)
FORMS_ONCE: Final = ("en form står två gånger", "skriv varje form en gång")
LIMIT_ALWAYS: Final = ("gränsen saknar villkor", "skriv i nar när den gäller")
EFFECT_ALWAYS: Final = ("följden saknar villkor", "skriv i nar när den gäller")
LAW_ALWAYS: Final = ("lagen saknar villkor", "skriv i nar när den gäller")
NO_MEANING: Final = ("betydelsen är tom", "skriv vad som följer")
DEVIATION_SILENT: Final = (
    "det framgår inte när motivering krävs, eller varför",
    "skriv både nar och betydelse",
)
NO_RUNG: Final = ("ingen åtgärd är ett steg", "låt minst en åtgärd vara det")
DECIDERS_ONCE: Final = (
    "beslutsnivån är tom eller står två gånger",
    "skriv varje beslutsnivå en gång",
)
DECIDERS_UNUSED: Final = (
    "ingen åtgärd anger vem som lägst får besluta",
    "skriv lagst_beslutsniva vid åtgärderna, eller ta bort listan",
)
NAME_OR_UNIT: Final = ("namnet eller enheten är tom", "skriv båda")
PRICED_TWICE: Final = ("åtgärden har två taxor med samma enhet", "behåll en av dem")
AMOUNT_OF_NOTHING: Final = ("beloppet är noll", "utelämna det om det inte är bestämt")
GIVEN_MISFIT: Final = ("givet passar inte till lagens slag eller villkor", "ta bort det")
CITATION_BLANK: Final = ("källan är tom", "skriv rubriken eller punkten där regeln står")
READING_OF_NOTHING: Final = (
    "läsningen hör till en regel som inte är märkt som tolkning",
    "skriv tolkning = true, eller ta bort läsningen",
)
NOT_A_MATRIX: Final = ("matris är ingen tabell", "skriv [matris]")
NO_HEADINGS: Final = ("raden med rubriker saknas", "lägg till raden DRIFTSFORM")
MATRIX_MARKS: Final = (
    "raden har inte x eller - under varje rubrik",
    "skriv en ruta per rubrik",
)
POINT_TWICE: Final = ("punkten står två gånger", "byt id på den ena")
POINT_BLANK: Final = ("texten är tom, eller så är ingen angiven", "ange minst en")
_MARKS: Final = {True: "x", False: "-"}


def quoted(text: str) -> str:
    """What somebody wrote, short enough for a message and on one line.

    >>> quoted("på-avtal")
    "'på-avtal'"
    """
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


_LONGEST: Final = 80


def _choose(choices: Iterable[object]) -> str:
    known = [str(each) for each in choices]
    return f"skriv {listed(known, 'eller')}" if known else "utelämna det"


def in_cell(cell: Mapping[str, str]) -> str:
    """One combination of facts, as a guideline file writes them.

    >>> in_cell({"frekvens": "lag", "medveten": "ja"})
    'i fallet frekvens=lag, medveten=ja'
    """
    facts = ", ".join(f"{name}={value}" for name, value in cell.items())
    return f"i fallet {facts}" if facts else "i varje fall"


def no_obligor(text: str) -> tuple[str, str]:
    """A duty of somebody who cannot have one."""
    return f"{quoted(text)} kan inte ha en skyldighet", _choose(OBLIGOR)


def id_twice(text: str) -> tuple[str, str]:
    """Two rules with one id."""
    return f"{text} står två gånger", "byt id på den ena"


def reserved(text: str) -> tuple[str, str]:
    """A measure by the name of an answer."""
    return f"ordet {text} betyder något annat i svaren", "välj ett annat id"


def unknown_reason(text: str) -> tuple[str, str]:
    """A reason that is neither known nor declared."""
    return f"skälet {quoted(text)} är okänt", "förklara det under [[skal]]"


def not_a_measure(text: str, measures: Iterable[str]) -> tuple[str, str]:
    """A measure that the guideline does not list."""
    return f"{quoted(text)} är ingen åtgärd i riktlinjen", _choose(measures)


def spans_too_much(reason: str) -> tuple[str, str]:
    """Limits that read too many facts together."""
    what = f"gränserna med skälet {reason} läser för många uppgifter tillsammans"
    return what, "dela skälet i flera"


def kind_misfit(kind: str, fitting: Iterable[str]) -> tuple[str, str]:
    """A kind of limit that does not go with the row's facts."""
    return f"arten {kind} stämmer inte med det som raden läser", _choose(fitting)


def headings_misfit(sanctions: Iterable[str]) -> tuple[str, str]:
    """A matrix whose columns are not the sanctions."""
    wanted = ", ".join(sanctions)
    way_out = f"skriv en rubrik för var och en av {wanted}" if wanted else "ta bort [matris]"
    return "rubrikerna är inte riktlinjens sanktioner", way_out


def form_missing(driftsform: str, measures: Iterable[str]) -> tuple[str, str]:
    """A driftsform that the guideline says nothing about."""
    what = f"{driftsform} finns inte i matrisen, och ingen gräns nekar {listed(measures)}"
    return what, "lägg till en rad i matrisen, eller en gräns"


def mark_misfit(driftsform: str, measure: str, limit: str, *, is_crossed: bool) -> tuple[str, str]:
    """A cell of the matrix that the limits contradict."""
    said = f"gränsen {limit} nekar" if is_crossed else "ingen gräns nekar"
    what = f"rutan {driftsform} / {measure} är {_MARKS[is_crossed]}, men {said} åtgärden"
    return what, "rätta rutan eller gränsen"


def not_an_answer(text: str, answers: Iterable[object]) -> tuple[str, str]:
    """An answer that a table or a law cannot give."""
    return f"{quoted(text)} är inget svar här", _choose(answers)


def not_one_row(rows: Iterable[str], cell: Mapping[str, str]) -> tuple[str, str]:
    """A cell of a table with no row, or with many.

    >>> not_one_row(["grad-a", "grad-b"], {"akut": "ja"})[0]
    'raderna grad-a och grad-b svarar båda i fallet akut=ja'
    """
    ids = list(rows)
    number = "båda" if len(ids) == 2 else "alla"  # noqa: PLR2004  båda are two
    said = f"raderna {listed(ids)} svarar {number}" if ids else "ingen rad svarar"
    return f"{said} {in_cell(cell)}", "låt exakt en rad svara i varje fall"


def not_read_here(text: str, inputs: Iterable[str]) -> tuple[str, str]:
    """A fact that this part of a guideline cannot ask for."""
    return f"uppgiften {quoted(text)} kan inte läsas här", _choose(inputs)


def not_a_value(text: str, name: str, known_values: Iterable[str]) -> tuple[str, str]:
    """A value that the fact cannot have."""
    return f"{quoted(text)} är inget värde för {name}", _choose(known_values)


def not_declarable(text: str, inputs: Iterable[str]) -> tuple[str, str]:
    """What a guideline need not, or cannot, say that it reads."""
    what = f"{quoted(text)} kan inte anges här, eller står två gånger"
    return what, f"det som kan anges, en gång var, är {listed(inputs)}"


def reads_misfit(name: str, *, is_read: bool) -> tuple[str, str]:
    """A fact that is read but not declared, or the other way round."""
    said = "läses men är inte angiven" if is_read else "är angiven men läses aldrig"
    return f"uppgiften {name} {said}", "ange exakt det som raderna läser"


def rung_below(measure: str) -> tuple[str, str]:
    """A rung after a measure beside the ladder."""
    return f"{measure} är ett steg men står efter en åtgärd utanför stegen", "skriv stegen först"


def not_a_form(text: str, forms: Iterable[str]) -> tuple[str, str]:
    """A form that a measure with this effect cannot have."""
    return f"{quoted(text)} är ingen form här", _choose(forms)


def not_a_decider(text: str, roles: Iterable[str]) -> tuple[str, str]:
    """A level that the guideline does not list."""
    listed_roles = list(roles)
    way_out = _choose(listed_roles) if listed_roles else "ange den under beslutsnivaer"
    return f"{quoted(text)} finns inte bland beslutsnivåerna", way_out


def in_no_form(measure: str, name: str, cell: Mapping[str, str]) -> tuple[str, str]:
    """A measure that would be open though the agreement regulates no form of it."""
    what = f"{measure} skulle få vidtas utan att någon form är reglerad, {in_cell(cell)}"
    return what, f"lägg till en gräns där {name} är nej, eller skriv former"


def not_days(value: object, most: int) -> tuple[str, str]:
    """A cure time that is no number of days."""
    return f"{value} är inget antal dagar", f"skriv ett heltal från 1 till {most}"


def not_priced(text: str) -> tuple[str, str]:
    """A tariff for what costs nothing."""
    what = f"{quoted(text)} är ingen ekonomisk åtgärd i riktlinjen"
    return what, "ange en åtgärd med verkan ekonomi"


def not_channels(channels: Iterable[str]) -> tuple[str, str]:
    """A side effect that closes what cannot be closed."""
    what = "det som stängs är ingen kanal, eller står två gånger"
    return what, f"det som kan stängas, en gång var, är {listed(channels)}"


def law_measures(kind: str, measures: Iterable[str], *, is_about_them: bool) -> tuple[str, str]:
    """A law with measures that it cannot be about, or without any."""
    if is_about_them:
        return "lagen nämner ingen åtgärd, eller en som inte finns", _choose(measures)
    return f"en lag av slaget {kind} nämner inga åtgärder", "ta bort atgarder"


def law_gives(answers: Iterable[object]) -> tuple[str, str]:
    """A law whose answer is none."""
    return "det som lagen ger är inget svar", _choose(answers)


def law_broken(law: str, what: str, cell: Mapping[str, str]) -> tuple[str, str]:
    """A law that does not hold, and where."""
    return f"lagen {law} håller inte: {what} {in_cell(cell)}", "rätta lagen eller regeln"


def permitted_there(measure: str) -> str:
    """What breaks a law that forbids."""
    return f"{measure} får vidtas"


def refused_there(measure: str, reason: str) -> str:
    """What breaks a law that permits."""
    return f"{measure} nekas med skälet {reason}"


def level_there(level: str) -> str:
    """What breaks a law about the level."""
    return f"nivån är {level}"


def not_a_heading(text: str, measures: Iterable[str]) -> tuple[str, str]:
    """A column of the matrix that is headed by no measure."""
    return f"{quoted(text)} är inget namn på en åtgärd", _choose(measures)


def not_a_driftsform(text: str, forms: Iterable[str]) -> tuple[str, str]:
    """A row of the matrix that is no driftsform."""
    return f"{quoted(text)} är ingen driftsform", _choose(forms)


def not_shipped(what: str, choices: Iterable[str]) -> tuple[str, str]:
    """A guideline, or a version, that does not come with the library."""
    return f"{quoted(what)} följer inte med", known(choices)


# ── a plan in time: what is wrong with it, and with a period to plan ──

WEEKEND: Final = ("lördag", "söndag")
PLAN_WORDLESS: Final = ("det framgår inte vad dokumentet skriver", "skriv av det i skrivet")
PLAN_READING: Final = ("det framgår inte hur dokumentet har lästs", "skriv en mening i lasning")
LAW_UNCITED: Final = ("ingen författning är angiven", "skriv den i forfattning")
PROPOSED_NOT_LAW: Final = (
    "bara det som en lag skulle kräva kan vara föreslaget",
    'skriv bindande = "lag"',
)
ROLLS_WITHOUT_DAY: Final = (
    "en månad eller ett år flyttas inte till nästa vardag",
    'skriv en dag, eller rullning = "ingen"',
)
OWN_DAY_BINDS: Final = (
    "en dag som avtalet ger binder genom avtalet",
    'skriv bindande = "avtal"',
)
AGREED_NOT_OWN: Final = (
    "bara_om_avtalat hör till det som återkommer på avtalets dag",
    "ta bort det",
)
OFFSET_NOT_YEARLY: Final = (
    "avser_ar hör till det som återkommer varje år",
    "ta bort det",
)
NEEDS_AGREEMENT: Final = (
    "dagen räknas ur avtalet, men punkten gäller inte varje avtal",
    'skriv rackvidd = "avtal"',
)
NEEDS_OPERATION: Final = (
    "det framgår inte vilken verksamhet det gäller",
    "skriv verksamhet i nar",
)
COUNT_WRONG: Final = ("minst är mindre än ett, eller hogst är mindre än minst", "rätta talen")
COUNT_TWICE: Final = ("hogst och eller_fler säger emot varandra", "behåll det ena")
INTERVAL_WRONG: Final = (
    "avståndet är inte mellan 1 och 600",
    "skriv hur många det är mellan gångerna",
)
YEARS_UNANCHORED: Final = (
    "det framgår inte vilket år som räknas från",
    "skriv fran_ar, eller rakna_fran_start = true",
)
YEARS_ANCHORED_TWICE: Final = (
    "åren räknas på mer än ett sätt",
    "behåll ett av fran_ar, rakna_fran_start och kkik_ar",
)
PERIODS_MISFIT: Final = ("det är inte lika många perioder som dagar", "skriv en period per dag")
OCCASIONS_RISE: Final = (
    "dagarna står inte i ordning, eller en dag står två gånger",
    "skriv varje dag en gång, den tidigaste först",
)
AREAS_BLANK: Final = ("inget område är angivet, eller ett är tomt", "skriv områdena")
FOCUS_TWICE: Final = ("året har två listor", "skriv ihop dem")


def not_in_a_year(text: str) -> tuple[str, str]:
    """A text that is no day or month in a year."""
    return f"{quoted(text)} är ingen dag på året", "skriv månad och dag, 11-20, eller en månad, 11"


def not_an_occasion(text: str) -> tuple[str, str]:
    """A text that is no day, month or year."""
    way_out = "skriv ÅÅÅÅ-MM-DD, ÅÅÅÅ-MM eller ÅÅÅÅ"
    return f"{quoted(text)} finns inte i kalendern", way_out


def not_of_the_pace(key: str, pace: str) -> tuple[str, str]:
    """A key that does not belong to how something comes back."""
    return f"{key} hör inte till {quoted(pace)}", "ta bort det, eller ändra aterkommer"


def wanted_by_the_pace(key: str, pace: str) -> tuple[str, str]:
    """A key that is missing from how something comes back."""
    return f"{quoted(pace)} behöver {key}", f"skriv {key}"


def plan_id_twice(text: str) -> tuple[str, str]:
    """An id that two rows of a plan have."""
    return f"id {quoted(text)} står två gånger", "byt id på den ena"


def unknown_thing(text: str) -> tuple[str, str]:
    """A word for something planned that no plan has."""
    way_out = "skriv det som planen gör, till exempel verksamhetsplan"
    return f"{quoted(text)} finns inte i någon plan", way_out


def outside_the_calendar(year: int, first: int, last: int) -> tuple[str, str]:
    """A year that the table of holidays says nothing of."""
    return f"kalendern omfattar inte {year}", f"ange ett år från {first} till {last}"


def before_the_calendar(day: date, first: int) -> tuple[str, str]:
    """A period that begins before the statutes that the calendar is made of."""
    return f"{day} är före kalendern", f"ange en dag från {first}-01-01"


def beyond_the_calendar(day: date, last: int) -> tuple[str, str]:
    """A period that ends after everything that can be planned."""
    return f"{day} är efter kalendern", f"ange en dag till och med {last}-12-31"


def backward_period(start: date, end: date) -> tuple[str, str]:
    """A period that ends before it begins."""
    return f"{end} är före {start}", "byt plats på dagarna"


# ── what is wrong with an id, a word, a period or an amount ──

ID_OF_PERSON: Final = ("id:t kan vara ett personnummer", "välj ett som inte pekar ut någon")
PERIOD_BLANK: Final = ("perioden har ingen text", "skriv den som den skrevs, till exempel 2025")


def not_an_id(text: str, longest: int) -> tuple[str, str]:
    """A text that cannot be an id."""
    way_out = (
        f"skriv små bokstäver a-z, siffror och enstaka - . _ mellan dem, högst {longest} tecken"
    )
    return f"{quoted(text)} är inget id", way_out


def not_a_word(text: str) -> tuple[str, str]:
    """A text that cannot leave Python as a word."""
    return f"{quoted(text)} är inget ord", "skriv små bokstäver a-z, med _ mellan orden"


def period_backwards(text: str, starts: date, ends: date) -> tuple[str, str]:
    """A period that ends before it starts."""
    return f"perioden {quoted(text)} slutar {ends}, före {starts}", "rätta en av dagarna"


def not_money(amount: object) -> tuple[str, str]:
    """A number that is no amount."""
    return (
        f"{quoted(str(amount))} är inget belopp",
        "skriv kronor och hela ören, till exempel 5000.00",
    )


def not_the_currency(text: str) -> tuple[str, str]:
    """A currency that is not used here."""
    return f"valutan {quoted(text)} är okänd", "skriv SEK"


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
PLAN_TEMPLATE_OPTION: Final = "Skriv en tom plan att fylla i, och läs ingenting."
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
PLAN_TEMPLATE_README: Final = (
    "Skriv en rad för varje sak som ska göras. Rubrikerna med * måste ha värden.",
    "Senast är en dag (2026-04-20), en månad (november 2026) eller ett år (2026).",
    "Står året i kolumnen År räcker månaden i Senast: senast nov.",
    "Vad är till exempel egenkontroll, samverkansmöte eller fördjupad uppföljning.",
    "Avtal är avtalets ID eller diarienummer; lämna tomt det som gäller hela nämnden.",
    "Antal är till exempel 2, 1–3 eller minst 2. Flera mottagare skiljs åt med semikolon.",
    "En oanmäld uppföljning visas aldrig för utföraren.",
    "På bladet Områden skrivs varje verksamhet, och vad den kallas i andra dokument.",
    "Lämnas det bladet tomt jämförs namnen med varandra, och namn som liknar varandra nekas.",
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
WITHOUT_MAPPING: Final = {
    HEADING_UNKNOWN: ("rubriken är okänd", "rätta den, eller ta bort kolumnen"),
    COLUMN_EMPTY: ("kolumnen saknas", "lägg till den"),
}
"""The ways out where no file says what other headings mean."""
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
PLAN_NOT_JSON: Final = (
    "en plan läses ur Excel eller CSV",
    "ange .xlsx, .csv eller en katalog med CSV",
)
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
