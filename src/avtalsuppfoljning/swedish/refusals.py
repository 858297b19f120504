"""Usage and input that are refused: what, and the way out."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from avtalsuppfoljning.swedish.words import listed, quoted

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


def no_effect_beside(option: str, other: str) -> str:
    """Two options of which one would be left unread."""
    return f"{option} har ingen verkan tillsammans med {other}: utelämna ett av dem"


def no_effect_without(option: str, other: str) -> str:
    """An option that would be left unread, for want of another."""
    return f"{option} har ingen verkan utan {other}: ange det också, eller utelämna {option}"


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
    """A register that cannot be used; what the Swedish does not say is for the technician.

    >>> not_a_register("a key can only be destroyed in its key store", "without_keys")
    'registret är krypterat och kan inte skrivas utan sina nycklar: ange dem med --nycklar'
    """
    what, way_out = REGISTER_FAULT.get(code, REGISTER_FAULT[""])
    if file:
        return f"{what} ({file}): {way_out}"
    return f"{what}: {way_out}" + ("" if code in SAYS_IT_ALL else f" (till teknikern: {detail})")


_MAKE_ROOM: Final = "inget av kommandot registrerades, så ge det igen när det är ordnat"
_USE_A_BACKUP: Final = "skriv inte mer i det, spara det som det är och återställ en säkerhetskopia"
REGISTER_FAULT: Final = {
    "": ("registret kan inte användas", "ange ett register som avtal har skapat"),
    "bad_address": (
        "adressen till registret går inte att läsa",
        "skriv postgresql://användare@server/databas?schema=namn",
    ),
    "begun_without_keys": (
        "registret är skapat utan nycklar, och inget i det är låst",
        "öppna det utan --nycklar, eller börja ett nytt med dem",
    ),
    "busy": ("alla anslutningar till databasen används", "försök igen om en stund"),
    "cancelled": (
        "databasservern avbröt det som pågick",
        f"be den som sköter servern om längre tid; {_MAKE_ROOM}",
    ),
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
    "keys_damaged": (
        "nyckelarkivet är skadat",
        "skriv inte mer i det och återställ en kopia, gjord efter den senaste händelsen",
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
    "no_driver": ("PostgreSQL kräver ett tillägg", "installera avtalsuppfoljning[postgres]"),
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
    "server_full": (
        "databasservern tar inte emot fler anslutningar",
        "försök igen om en stund, eller be den som sköter servern att tillåta fler",
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
SAYS_IT_ALL: Final = {
    *("begun_without_keys", "busy", "disk_full", "exists", "locked", "missing", "moved_on"),
    *("not_empty", "only_files", "other_keys", "read_only", "sigill_avviker", "without_keys"),
}
"""The codes of which the technician needs to know no more."""


def already_there(file: str) -> str:
    """The demo overwrites nothing."""
    return f"{file} finns redan och skrivs inte över: ange en annan --katalog eller flytta filen"


def no_such_file(file: str) -> str:
    """A file that does not exist."""
    return f"{file} finns inte: kontrollera sökvägen"


def unusable_file(file: str) -> str:
    """A file that cannot be read or written."""
    return f"{file} kan inte läsas eller skrivas: kontrollera sökväg och behörighet"


DISK_FULL: Final = "disken eller dess kvot är full: gör plats och ge kommandot igen"


def unexpected(detail: str) -> str:
    """A fault of ours."""
    return f"oväntat fel ({detail}): anmäl det till den som förvaltar programmet"


# ── what is wrong with what was handed in: what is refused, and the way out ──

NO_GUIDELINE: Final = "regelverket finns inte"
NOT_AN_AMOUNT: Final = ("beloppet godtas inte", "skriv kronor och hela ören, till exempel 5000.00")
NOT_A_COUNT: Final = ("antalet är negativt", "räkna från 0")
DAYS_BACKWARDS: Final = ("dagarna slutar innan de börjar", "rätta den ena av dem")
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


def no_measure(shown: str, guideline: str) -> str:
    """A measure that the guideline does not have."""
    return f"{shown} är ingen åtgärd i {guideline}"


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
