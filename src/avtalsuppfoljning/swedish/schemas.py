"""What the JSON Schemas say of the files that a municipality writes."""

from typing import Final

from avtalsuppfoljning.swedish.words import listed

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
