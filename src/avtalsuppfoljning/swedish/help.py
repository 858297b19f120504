"""The help pages of every command."""

from datetime import date
from typing import Final

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
    "gallra": "Ärendets nyckel förstörs. Händelserna finns kvar, och allt öppet i dem; resten "
    "visas som [gallrad] för all framtid. Det kräver ett gallringsbeslut och ett register som "
    "skapades med --nycklar. STRÖM är till exempel agreement:solsidan/deficiency:2026-3.",
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
