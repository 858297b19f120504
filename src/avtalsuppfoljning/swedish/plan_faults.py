"""What is wrong with a plan in time, and the way out."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Final

from avtalsuppfoljning.swedish.words import listed, quoted

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


def unknown_thing(text: str, known: Iterable[str]) -> tuple[str, str]:
    """A word for something planned that no plan has, and those that it may be.

    >>> unknown_thing("verksamhetsplanen", ["statistik", "verksamhetsplan"])[1]
    'skriv till exempel verksamhetsplan (avtal plan --format json har orden, under vad)'
    """
    words = sorted(known)
    stem = text.partition(":")[0]
    near = [each for each in words if stem.startswith(each) or each.startswith(stem)]
    near = near or get_close_matches(text, words) or ["verksamhetsplan"]
    way_out = f"skriv till exempel {listed(near[:5], 'eller')}"
    said = f"{way_out} (avtal plan --format json har orden, under vad)"
    return f"{quoted(text)} finns inte i någon plan", said


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
