"""A register verified, sealed, moved, copied and restored."""

from datetime import datetime
from typing import Final

from avtalsuppfoljning.swedish.words import counted, sentence

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
SEAL_OF_NOTHING: Final = (
    "det tidigare sigillet är gjort innan något var registrerat, och allt är en fortsättning på "
    "det: utelämna --sedan"
)
KEY_WITHOUT_SEAL: Final = "--nyckel prövar vem som undertecknat ett sigill: ange också --sigill FIL"
NO_KEY_IN_FILE: Final = ("filen innehåller ingen nyckel", "ange en fil med minst en öppen nyckel")
ONE_KEY: Final = "ange antingen --sigill FIL eller --nyckel FIL"
RECEIPT_SHOWS: Final = (
    "händelsen har fält som omfattas av sekretess, och kvittot visar dem: ange --med-sekretess, "
    "--skal TEXT och --av NAMN"
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
    read = counted(events, "händelse", "händelser")
    return f"Kontrollerat: {read}, {counted(commands, 'kommando', 'kommandon')}{decisions}"


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
    return (
        f"sigillet omfattar plats 1 till {events}, inte {position}: "
        "ange en annan plats, eller ett sigill som är gjort senare"
    )


def not_signed_by(file: str) -> str:
    """A seal that cannot be trusted."""
    return f"sigillet i {file} är inte undertecknat med samma nyckel"


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
