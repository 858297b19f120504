"""What the commands print about deficiencies, deadlines, providers and agreements; the demo."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # it takes longer to load than the help page may take to show
    from decimal import Decimal

from avtalsuppfoljning.swedish.terms import (
    AGREEMENT,
    DEFICIENCY,
    DOCUMENT,
    DRIFTSFORM,
    DUE,
    EVENT,
    FORMS,
    MEASURE,
    OPERATION,
    UPPHANDLINGSFORM,
)
from avtalsuppfoljning.swedish.words import counted, kronor, listed, long_date, sentence, word

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
DUE_REASON: Final = {
    "handling": "begärd",
    "beslut": "beslut",
    "svarstid": "tillfrågad",
    "faktagranskning": "rapporten sänd",
    "planerad": "planerad",
    "revisorerna": "begärt av revisorerna",
    "plan": "planen",
    "rattelsetid": "kravet skickat",
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


# ── a provider's card, and an agreement ──


def no_such(kind: str, text: str) -> str:
    """A provider or an agreement that the register does not have."""
    return (
        f"{kind} {text!r} finns inte i registret den dagen: "
        "kontrollera id:t, eller välj en senare dag"
    )


def no_such_id(kind: str) -> str:
    """A text that cannot be the id of one; it is not repeated, since it may say who somebody is."""
    return (
        f"{kind} kan inte heta så: skriv dess id, som har små bokstäver a-z, siffror och - . _; "
        "avtal handelser --format text visar det"
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
