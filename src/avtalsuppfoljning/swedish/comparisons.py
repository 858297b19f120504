"""Two guidelines compared, one's own checked, and the rows of a guideline's plan."""

from collections.abc import Iterable
from typing import Final

from avtalsuppfoljning.swedish.answers import DUTY, RECOMMENDED
from avtalsuppfoljning.swedish.guidelines import INPUT, condition, values
from avtalsuppfoljning.swedish.terms import (
    DUE,
    FORMS,
    GRADE,
    LEVEL,
    MEASURE,
    OPERATION,
    ROLE,
    UNANNOUNCED,
    UNIT,
)
from avtalsuppfoljning.swedish.words import MONTHS, counted, listed, sentence, word

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


def term(kind: str, about: str, one: str, other: str) -> str:
    """What two guidelines say otherwise, whatever the facts are.

    >>> term("taxa", "vite/styck", "2000", "finns_ej")
    'Beloppet för vite per styck. A: 2000 kr; B: anges inte.'
    """
    first, _, unit = about.partition("/")
    named = f"{word(MEASURE, first)} {word(UNIT, unit)}" if unit else word(MEASURE, first)
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
    name = MONTHS[int(month) - 1]
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
    named = f"{word(MEASURE, measure)} {word(UNIT, unit)}" if unit else about
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
