"""Another guideline, equal treatment, recommendations, the report and the audit file."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # it takes longer to load than the help page may take to show
    from decimal import Decimal

from avtalsuppfoljning.swedish.answers import REASON, RECOMMENDED, RULING
from avtalsuppfoljning.swedish.guidelines import INPUT
from avtalsuppfoljning.swedish.register import FAULT
from avtalsuppfoljning.swedish.shown import in_streams
from avtalsuppfoljning.swedish.terms import DRIFTSFORM, EVENT, FORMS, MEASURE
from avtalsuppfoljning.swedish.words import counted, kronor, listed, long_date, visible, word

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


WHAT_IF_NOTE: Final = (
    "Räknade är beslut om åtgärder och om att avstå, inte beslut att upphäva en sanktion. Ett "
    "beslut kan både nekas och få en annan rekommendation."
)


def cannot_be_tried(measure: str | None) -> str:
    """Why a guideline cannot be asked about a decision: the measure before it that it lacks.

    >>> cannot_be_tried("papekande")
    'kan inte prövas, för regelverket har inte den tidigare åtgärden påpekande'
    """
    if measure is None:
        return "kan inte prövas, för regelverket läser en annan uppsättning uppgifter"
    return f"kan inte prövas, för regelverket har inte den tidigare åtgärden {chosen(measure)}"


def lifting(measure: str) -> str:
    """A decision that a sanction ends."""
    return f"{chosen(measure)} upphävd"


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
    "sekretess ingår inte. Plats är händelsens plats i loggen. Rapporten prövar inte om loggen är "
    "ändrad; det gör avtal verifiera, tillsammans med ett sigill."
)
REPORT_LAWFUL: Final = "Vad som beslutades, och om det följde reglerna"
REPORT_BY_WHOM: Final = "Av vem, och enligt vilka regler"
WITHOUT_LIFTINGS: Final = (
    "Under regelverk och likabehandling räknas beslut om åtgärder och om att avstå, inte beslut "
    "att upphäva en sanktion: de vilar på delegationsordningen, inte på riktlinjen."
)
REPORT_KNOWN: Final = "Vad som var känt"
REPORT_UNDONE: Final = "Vad som inte gjordes"
BASIS_CAPTION: Final = "Loggen"
BASIS_COLUMNS: Final = ("Slag", "Strömmar", "Händelser")
DECIDERS_CAPTION: Final = "Beslut per roll, delegationspunkt och åtgärd"
DECIDERS_COLUMNS: Final = ("Roll", "Punkt", "Åtgärd", "Beslut", "Plats")
DELEGATIONS_CAPTION: Final = "Beslut per delegationsordning"
DELEGATIONS_COLUMNS: Final = ("Delegationsordning", "Version", "Beslut", "Plats")
RULES_CAPTION: Final = "Beslut per regelverk"
RULES_COLUMNS: Final = ("Regelverk", "Version", "Beslut", "Plats")
FAULTS_COLUMNS: Final = ("Vad", "Ström", "Plats")
UNDONE_CAPTION: Final = "Inte gjort, per slag och driftsform"
UNDONE_COLUMNS: Final = ("Slag", "Antal", "Per driftsform")
UNDONE_ROWS_COLUMNS: Final = ("Vad", "Ström")
NOTHING_LATE: Final = "Inget som registrerades efter ett beslut gäller före det."
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
    hidden = counted(masked, "maskerad", "maskerade")
    return f"Kontrollerat: {counted(events, 'händelse', 'händelser')}, varav {hidden}"


def audit_file_written(file: str, events: int, masked: int) -> str:
    """What was written."""
    hidden = counted(masked, "rad maskerad", "rader maskerade") if masked else "inget maskerat"
    return f"{file}: {counted(events, 'händelse', 'händelser')}, {hidden}"


def audit_file_masks(name: str, count: int, fields: Iterable[str]) -> str:
    """Of which events what is not open is masked, and which fields that is."""
    return f"{word(EVENT, name.partition('@')[0])}: {count} ({', '.join(fields)})"


def line(number: int) -> str:
    """A line of a file."""
    return f"rad {number}"


SOUND_FILE: Final = "Filen är hel, och allt i den följer av händelserna."
AUDIT_FILE_MASKED: Final = "Maskerade rader, per slag av händelse"
MASKED_DIGEST: Final = "Filen är maskerad, så kontrollsumman är inte registrets."
AUDIT_FILE_LOCKED: Final = "Det som omfattas av sekretess är låst; nycklarna ligger inte i filen."
AUDIT_FILE_KEEP: Final = "SHA-256 att bevara utanför filen"
