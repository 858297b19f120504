"""Registers that come in from files and go out again."""

from datetime import date
from typing import Final

from avtalsuppfoljning.swedish.words import counted

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
REFUSED_BY_RULES: Final = (
    "reglerna säger nej",
    "rätta raden, eller ta bort den om den är inläst förut",
)
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
