"""A plan in time, as it is shown, adopted and read in."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from avtalsuppfoljning.swedish.answers import REASON
from avtalsuppfoljning.swedish.terms import DUE, OPERATION, ROLE
from avtalsuppfoljning.swedish.words import MONTHS, counted, listed, long_date, word

# ── a plan in time, as it is shown, fixed and read in ──

EVERY_MONTH: Final = "varje månad"
IN_COMMON: Final = "Kommunen och verksamheterna"
WITHOUT_DAY: Final = "Utan bestämd dag"


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
        return f"senast {MONTHS[due_on.month - 1]} {due_on.year}"
    return f"senast {due_on.year}" if precision == "ar" else str(due_on)


def each_month(first: date, last: date) -> str:
    """A row of months.

    >>> each_month(date(2026, 1, 31), date(2026, 6, 30))
    'varje månad, januari 2026 – juni 2026'
    """
    months = [f"{MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
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
    own: str = "",
) -> str:
    """Why it is that day: the document's words, what it is counted from, a day off, an end.

    ``own`` tells of the agreement's own day, where that one counts.

    >>> why_that_day("vart tredje år", date(2024, 3, 1), 2, None)
    'vart tredje år; räknat från 2024-03-01, gång 2'
    """
    parts = [written]
    if anchor is not None:
        parts.append(f"räknat från {anchor}" + (f", gång {number}" if number > 1 else ""))
    if rolled_from is not None:
        parts.append(f"{rolled_from} är ingen vardag, och dagen är satt i lag")
    if own:
        parts.append(own)
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
    if not choices:
        return "registret har inga avtal: läs in dem med avtal importera"
    return f"ange --namnd: {listed(choices, 'eller')}"


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
