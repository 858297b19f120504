"""What is wrong with a guideline or a delegationsordning, and the way out."""

from collections.abc import Iterable, Mapping
from typing import Final

from avtalsuppfoljning.swedish.answers import OBLIGOR
from avtalsuppfoljning.swedish.words import known, listed, quoted

# ── what is wrong with a guideline or a delegationsordning: what is refused, and the way out ──

BLANK: Final = ("texten är tom", "skriv den som den står i dokumentet")
NOT_THESE_FACTS: Final = ("den uppsättningen uppgifter finns inte", "skriv 1")
VERSION_NO_DAY: Final = ("versionen är ingen dag som finns", "skriv ÅÅÅÅ-MM-DD")
APPLIES_TOO_SOON: Final = (
    "riktlinjen skulle gälla innan den fastställdes",
    "rätta en av dagarna",
)
NOTHING_LISTED: Final = ("listan är tom", "ange minst en")
MEASURE_NAME: Final = (
    "namnet är tomt eller står två gånger",
    "ge varje åtgärd ett eget namn",
)
MEASURES_ONCE: Final = (
    "ingen åtgärd är angiven, eller samma åtgärd två gånger",
    "ange varje åtgärd en gång",
)
VALUES_ONCE: Final = (
    "inget värde är angivet, eller samma värde två gånger",
    "skriv varje värde en gång",
)
FORMS_ONCE: Final = ("en form står två gånger", "skriv varje form en gång")
LIMIT_ALWAYS: Final = ("gränsen saknar villkor", "skriv i nar när den gäller")
EFFECT_ALWAYS: Final = ("följden saknar villkor", "skriv i nar när den gäller")
LAW_ALWAYS: Final = ("lagen saknar villkor", "skriv i nar när den gäller")
NO_MEANING: Final = ("betydelsen är tom", "skriv vad som följer")
DEVIATION_SILENT: Final = (
    "det framgår inte när motivering krävs, eller varför",
    "skriv både nar och betydelse",
)
NO_RUNG: Final = ("ingen åtgärd är ett steg", "låt minst en åtgärd vara det")
DECIDERS_ONCE: Final = (
    "beslutsnivån är tom eller står två gånger",
    "skriv varje beslutsnivå en gång",
)
DECIDERS_UNUSED: Final = (
    "ingen åtgärd anger vem som lägst får besluta",
    "skriv lagst_beslutsniva vid åtgärderna, eller ta bort listan",
)
NAME_OR_UNIT: Final = ("namnet eller enheten är tom", "skriv båda")
PRICED_TWICE: Final = ("åtgärden har två taxor med samma enhet", "behåll en av dem")
AMOUNT_OF_NOTHING: Final = ("beloppet är noll", "utelämna det om det inte är bestämt")
GIVEN_MISFIT: Final = ("givet passar inte till lagens slag eller villkor", "ta bort det")
CITATION_BLANK: Final = ("källan är tom", "skriv rubriken eller punkten där regeln står")
READING_OF_NOTHING: Final = (
    "läsningen hör till en regel som inte är märkt som tolkning",
    "skriv tolkning = true, eller ta bort läsningen",
)
NOT_A_MATRIX: Final = ("matris är ingen tabell", "skriv [matris]")
NO_HEADINGS: Final = ("raden med rubriker saknas", "lägg till raden DRIFTSFORM")
MATRIX_MARKS: Final = (
    "raden har inte x eller - under varje rubrik",
    "skriv en ruta per rubrik",
)
POINT_TWICE: Final = ("punkten står två gånger", "byt id på den ena")
POINT_BLANK: Final = ("texten är tom, eller så är ingen angiven", "ange minst en")
_MARKS: Final = {True: "x", False: "-"}


def _choose(choices: Iterable[object]) -> str:
    known = [str(each) for each in choices]
    return f"skriv {listed(known, 'eller')}" if known else "utelämna det"


def in_cell(cell: Mapping[str, str]) -> str:
    """One combination of facts, as a guideline file writes them.

    >>> in_cell({"frekvens": "lag", "medveten": "ja"})
    'i fallet frekvens=lag, medveten=ja'
    """
    facts = ", ".join(f"{name}={value}" for name, value in cell.items())
    return f"i fallet {facts}" if facts else "i varje fall"


def no_obligor(text: str) -> tuple[str, str]:
    """A duty of somebody who cannot have one."""
    return f"{quoted(text)} kan inte ha en skyldighet", _choose(OBLIGOR)


def id_twice(text: str) -> tuple[str, str]:
    """Two rules with one id."""
    return f"{text} står två gånger", "byt id på den ena"


def reserved(text: str) -> tuple[str, str]:
    """A measure by the name of an answer."""
    return f"ordet {text} betyder något annat i svaren", "välj ett annat id"


def unknown_reason(text: str) -> tuple[str, str]:
    """A reason that is neither known nor declared."""
    return f"skälet {quoted(text)} är okänt", "förklara det under [[skal]]"


def not_a_measure(text: str, measures: Iterable[str]) -> tuple[str, str]:
    """A measure that the guideline does not list."""
    return f"{quoted(text)} är ingen åtgärd i riktlinjen", _choose(measures)


def spans_too_much(reason: str) -> tuple[str, str]:
    """Limits that read too many facts together."""
    what = f"gränserna med skälet {reason} läser för många uppgifter tillsammans"
    return what, "dela skälet i flera"


def kind_misfit(kind: str, fitting: Iterable[str]) -> tuple[str, str]:
    """A kind of limit that does not go with the row's facts."""
    return f"arten {kind} stämmer inte med det som raden läser", _choose(fitting)


def headings_misfit(sanctions: Iterable[str]) -> tuple[str, str]:
    """A matrix whose columns are not the sanctions."""
    wanted = ", ".join(sanctions)
    way_out = f"skriv en rubrik för var och en av {wanted}" if wanted else "ta bort [matris]"
    return "rubrikerna är inte riktlinjens sanktioner", way_out


def form_missing(driftsform: str, measures: Iterable[str]) -> tuple[str, str]:
    """A driftsform that the guideline says nothing about."""
    what = f"{driftsform} finns inte i matrisen, och ingen gräns nekar {listed(measures)}"
    return what, "lägg till en rad i matrisen, eller en gräns"


def mark_misfit(driftsform: str, measure: str, limit: str, *, is_crossed: bool) -> tuple[str, str]:
    """A cell of the matrix that the limits contradict."""
    said = f"gränsen {limit} nekar" if is_crossed else "ingen gräns nekar"
    what = f"rutan {driftsform} / {measure} är {_MARKS[is_crossed]}, men {said} åtgärden"
    return what, "rätta rutan eller gränsen"


def not_an_answer(text: str, answers: Iterable[object]) -> tuple[str, str]:
    """An answer that a table or a law cannot give."""
    return f"{quoted(text)} är inget svar här", _choose(answers)


def not_one_row(rows: Iterable[str], cell: Mapping[str, str]) -> tuple[str, str]:
    """A cell of a table with no row, or with many.

    >>> not_one_row(["grad-a", "grad-b"], {"akut": "ja"})[0]
    'raderna grad-a och grad-b svarar båda i fallet akut=ja'
    """
    ids = list(rows)
    number = "båda" if len(ids) == 2 else "alla"  # noqa: PLR2004  båda are two
    said = f"raderna {listed(ids)} svarar {number}" if ids else "ingen rad svarar"
    return f"{said} {in_cell(cell)}", "låt exakt en rad svara i varje fall"


def not_read_here(text: str, inputs: Iterable[str]) -> tuple[str, str]:
    """A fact that this part of a guideline cannot ask for."""
    return f"uppgiften {quoted(text)} kan inte läsas här", _choose(inputs)


def not_a_value(text: str, name: str, known_values: Iterable[str]) -> tuple[str, str]:
    """A value that the fact cannot have."""
    return f"{quoted(text)} är inget värde för {name}", _choose(known_values)


def not_declarable(text: str, inputs: Iterable[str]) -> tuple[str, str]:
    """What a guideline need not, or cannot, say that it reads."""
    what = f"{quoted(text)} kan inte anges här, eller står två gånger"
    return what, f"det som kan anges, en gång var, är {listed(inputs)}"


def reads_misfit(name: str, *, is_read: bool) -> tuple[str, str]:
    """A fact that is read but not declared, or the other way round."""
    said = "läses men är inte angiven" if is_read else "är angiven men läses aldrig"
    return f"uppgiften {name} {said}", "ange exakt det som raderna läser"


def rung_below(measure: str) -> tuple[str, str]:
    """A rung after a measure beside the ladder."""
    return f"{measure} är ett steg men står efter en åtgärd utanför stegen", "skriv stegen först"


def not_a_form(text: str, forms: Iterable[str]) -> tuple[str, str]:
    """A form that a measure with this effect cannot have."""
    return f"{quoted(text)} är ingen form här", _choose(forms)


def not_a_decider(text: str, roles: Iterable[str]) -> tuple[str, str]:
    """A level that the guideline does not list."""
    listed_roles = list(roles)
    way_out = _choose(listed_roles) if listed_roles else "ange den under beslutsnivaer"
    return f"{quoted(text)} finns inte bland beslutsnivåerna", way_out


def in_no_form(measure: str, name: str, cell: Mapping[str, str]) -> tuple[str, str]:
    """A measure that would be open though the agreement regulates no form of it."""
    what = f"{measure} skulle få vidtas utan att någon form är reglerad, {in_cell(cell)}"
    return what, f"lägg till en gräns där {name} är nej, eller skriv former"


def not_days(value: object, most: int) -> tuple[str, str]:
    """A cure time that is no number of days."""
    return f"{value} är inget antal dagar", f"skriv ett heltal från 1 till {most}"


def not_priced(text: str) -> tuple[str, str]:
    """A tariff for what costs nothing."""
    what = f"{quoted(text)} är ingen ekonomisk åtgärd i riktlinjen"
    return what, "ange en åtgärd med verkan ekonomi"


def not_channels(channels: Iterable[str]) -> tuple[str, str]:
    """A side effect that closes what cannot be closed."""
    what = "det som stängs är ingen kanal, eller står två gånger"
    return what, f"det som kan stängas, en gång var, är {listed(channels)}"


def law_measures(kind: str, measures: Iterable[str], *, is_about_them: bool) -> tuple[str, str]:
    """A law with measures that it cannot be about, or without any."""
    if is_about_them:
        return "lagen nämner ingen åtgärd, eller en som inte finns", _choose(measures)
    return f"en lag av slaget {kind} nämner inga åtgärder", "ta bort atgarder"


def law_gives(answers: Iterable[object]) -> tuple[str, str]:
    """A law whose answer is none."""
    return "det som lagen ger är inget svar", _choose(answers)


def law_broken(law: str, what: str, cell: Mapping[str, str]) -> tuple[str, str]:
    """A law that does not hold, and where."""
    return f"lagen {law} håller inte: {what} {in_cell(cell)}", "rätta lagen eller regeln"


def permitted_there(measure: str) -> str:
    """What breaks a law that forbids."""
    return f"{measure} får vidtas"


def refused_there(measure: str, reason: str) -> str:
    """What breaks a law that permits."""
    return f"{measure} nekas med skälet {reason}"


def level_there(level: str) -> str:
    """What breaks a law about the level."""
    return f"nivån är {level}"


def not_a_heading(text: str, measures: Iterable[str]) -> tuple[str, str]:
    """A column of the matrix that is headed by no measure."""
    return f"{quoted(text)} är inget namn på en åtgärd", _choose(measures)


def not_a_driftsform(text: str, forms: Iterable[str]) -> tuple[str, str]:
    """A row of the matrix that is no driftsform."""
    return f"{quoted(text)} är ingen driftsform", _choose(forms)


def not_shipped(what: str, choices: Iterable[str]) -> tuple[str, str]:
    """A guideline, or a version, that does not come with the library."""
    return f"{quoted(what)} följer inte med", known(choices)
