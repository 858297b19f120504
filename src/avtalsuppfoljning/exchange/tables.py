"""The five tables that go in and out, and how people head their columns.

A heading is recognised whatever its case, blanks, marks and å, ä, ö: see `normal`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from avtalsuppfoljning.exchange import cells
from avtalsuppfoljning.exchange.cells import Read
from avtalsuppfoljning.terms import (
    AgreementKind,
    Driftsform,
    EkonomiskForm,
    FollowUpMethod,
    Frekvens,
    Kanal,
    Konsekvens,
    Oegentlighet,
    Term,
    Upphandlingsform,
)


@attrs.frozen
class Column:
    """One column: its key in JSON, its printed heading, and the others that people use."""

    key: str
    heading: str
    read: Read
    also: tuple[str, ...] = ()
    is_required: bool = False
    kind: type[Term] | None = None
    """The terms that its cells choose among, for the lists of the template."""
    is_open: bool = True
    """False: left out of, or masked in, what is exported without leave."""


@attrs.frozen
class Table:
    """One table."""

    key: str
    heading: str
    """The name of its sheet."""
    also: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """The column with a key."""
        return next(column for column in self.columns if column.key == key)

    @property
    def headings(self) -> Mapping[str, Column]:
        """Every accepted heading, as `normal` has it."""
        return {
            normal(name): column
            for column in self.columns
            for name in (column.key, column.heading, *column.also)
        }


def normal(heading: str) -> str:
    """A heading as it is compared.

    >>> normal("Org.nr ") == normal("ORGNR"), normal("Åtgärder")
    (True, 'atgarder')
    """
    return cells.slug(heading, "")


def _column(
    key: str,
    heading: str,
    read: Read = cells.text,
    *also: str,
    required: bool = False,
    is_open: bool = True,
) -> Column:
    return Column(key, heading, read, also, required, is_open=is_open)


def _term(key: str, heading: str, kind: type[Term], *also: str, required: bool = False) -> Column:
    return Column(key, heading, cells.one_of(kind), also, required, kind)


PROVIDERS: Final = Table(
    "utforare",
    "Utförare",
    ("Leverantörer", "Leverantör", "Leverantörsregister", "Utföraren"),
    (
        _column("id", "ID", cells.identity, "Utförar-ID", "Leverantörs-ID"),
        _column("namn", "Namn", cells.text, "Utförare", "Leverantör", "Företag", "Företagsnamn",
                "Leverantörens namn", "Utförarens namn", required=True),
        _column("orgnr", "Organisationsnummer", cells.text, "Org.nr", "Org nr", "Orgnummer"),
        _column("enskild", "Enskild näringsidkares nummer", cells.text, "Enskild firma",
                "Personnummer", is_open=False),
        _term("driftsform", "Driftsform", Driftsform, "Regi", required=True),
        _column("registrerad", "Registrerad", cells.day, "Registreringsdatum", "Registrerad den",
                "Upplagd", required=True),
    ),
)  # fmt: skip

AGREEMENTS: Final = Table(
    "avtal",
    "Avtal",
    ("Avtalsregister", "Avtalen", "Överenskommelser"),
    (
        _column("id", "ID", cells.identity, "Avtals-ID", "Avtalsnummer", "Avtalsnr"),
        _column("utforare", "Utförare", cells.text, "Leverantör", "Part", required=True),
        _column("namnd", "Nämnd", cells.identity, "Ansvarig nämnd", "Beställare", required=True),
        _term("slag", "Slag", AgreementKind, "Typ", "Avtalstyp"),
        _term("driftsform", "Driftsform", Driftsform, "Regi"),
        _term("upphandlingsform", "Upphandlingsform", Upphandlingsform, "Upphandling", "Lag",
              required=True),
        _column("verksamhet", "Verksamhet", cells.word, "Tjänst", "Insats", required=True),
        _column("dnr", "Diarienummer", cells.text, "Dnr", "Diarienr", "Ärendenummer",
                required=True),
        _column("tecknat", "Tecknat", cells.day, "Avtalsdatum", "Undertecknat", "Tecknat den",
                required=True),
        _column("start", "Start", cells.day, "Startdatum", "Gäller från", "Avtalsstart",
                required=True),
        _column("slut", "Slut", cells.day_or_text, "Slutdatum", "Gäller till", "Avtalsslut",
                "Upphör"),
        _column("atgarder", "Åtgärder", cells.many(cells.word), "Reglerade åtgärder"),
        _column("ekonomiska_former", "Ekonomiska former", cells.many(cells.one_of(EkonomiskForm)),
                "Ekonomiska sanktioner"),
        _column("hogsta_vite", "Högsta vite", cells.money, "Vitestak"),
        _column("hogsta_prisavdrag", "Högsta prisavdrag", cells.money),
        _column("hogsta_innehallen_betalning", "Högsta innehållen betalning", cells.money),
        _column("kanaler", "Avstängningskanaler", cells.many(cells.one_of(Kanal)), "Kanaler"),
        _column("hanvisar", "Hänvisar till riktlinjen", cells.truth),
        _column("sanktionspunkt", "Sanktionspunkt", cells.text, "Punkt om sanktioner"),
        _column("parter", "Parter", cells.many(cells.text), "Undertecknare"),
        _column("insyn", "Insynsklausul", cells.text, "Insyn"),
    ),
)  # fmt: skip

REQUIREMENTS: Final = Table(
    "krav",
    "Krav",
    ("Kravlista", "Kvalitetskrav", "Kraven"),
    (
        _column("avtal", "Avtal", cells.text, "Avtals-ID", required=True),
        _column("id", "Krav", cells.identity, "ID", "Krav-ID", "Kravnummer", "Kravnr",
                required=True),
        _column("text", "Text", cells.text, "Kravtext", "Kravets lydelse", required=True),
        _column("punkt", "Punkt", cells.text, "Avtalspunkt", "Klausul", required=True),
        _column("riktvarde", "Riktvärde", cells.text, "Målvärde"),
        _column("foljs_upp", "Följs upp genom", cells.many(cells.one_of(FollowUpMethod)),
                "Uppföljningsmetoder"),
    ),
)  # fmt: skip

SUBMISSIONS: Final = Table(
    "inlamningar",
    "Inlämningar",
    ("Handlingar", "Inlämning", "Inkomna handlingar", "Begärda handlingar"),
    (
        _column("avtal", "Avtal", cells.text, "Avtals-ID", required=True),
        _column("handling", "Handling", cells.word, "Dokument", "Typ av handling", required=True),
        _column("period", "Period", cells.text, "Avser", "Avser period", required=True),
        _column("period_fran", "Period från", cells.day, "Avser från"),
        _column("period_till", "Period till", cells.day, "Avser till"),
        _column("senast", "Senast", cells.day, "Ska in senast", "Begärd till", "Förfallodag"),
        _column("enligt", "Enligt", cells.text, "Källa", "Enligt dokument"),
        _column("avsnitt", "Enligt avsnitt", cells.text, "Avsnitt", "Källans avsnitt"),
        _column("inkom", "Inkom", cells.day, "Inkommen", "Inkom den", "Inkommen den"),
        _column("diarieford", "Diarieförd", cells.day, "Diarieförd den", "Registrerad"),
        _column("dnr", "Diarienummer", cells.text, "Dnr", "Diarienr"),
    ),
)  # fmt: skip

DEFICIENCIES: Final = Table(
    "brister",
    "Brister",
    ("Brist", "Avtalsbrister", "Avvikelser från krav"),
    (
        _column("avtal", "Avtal", cells.text, "Avtals-ID", required=True),
        _column("id", "Brist", cells.identity, "ID", "Brist-ID", "Bristnummer", required=True),
        _column("krav", "Krav", cells.identity, "Krav-ID", required=True),
        _term("metod", "Upptäckt genom", FollowUpMethod, "Metod", "Uppföljningsmetod",
              required=True),
        _column("uppfoljning", "Uppföljning", cells.identity, "Uppföljnings-ID"),
        _column("beskrivning", "Beskrivning", cells.text, "Bristbeskrivning", is_open=False),
        _column("avtalsbrist", "Avtalsbrist", cells.truth, "Är avtalsbrist", required=True),
        _term("frekvens", "Frekvens", Frekvens, "Hur ofta", required=True),
        _term("individ", "Konsekvens individ", Konsekvens, "Konsekvens för den enskilde",
              required=True),
        _term("kommunen", "Konsekvens kommunen", Konsekvens, "Konsekvens för kommunen",
              required=True),
        _term("utforaren", "Konsekvens utföraren", Konsekvens, "Konsekvens för utföraren",
              required=True),
        _column("medveten", "Medveten", cells.truth),
        _column("upprepad", "Upprepad", cells.truth),
        _column("risk", "Risk", cells.truth),
        _column("akut", "Akut", cells.truth),
        _column("skada", "Skada", cells.truth),
        _column("felaktig_utbetalning", "Felaktig utbetalning", cells.truth),
        _term("oegentlighet", "Oegentlighet", Oegentlighet),
        _column("faststalld", "Fastställd", cells.day, "Fastställd den", "Datum", required=True),
    ),
)  # fmt: skip

TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {table.key: table for table in (PROVIDERS, AGREEMENTS, REQUIREMENTS, SUBMISSIONS, DEFICIENCIES)}
)
"""In the order they are recorded: each refers only to those before it."""

IGNORED: Final = frozenset({normal("Läs mig"), normal("Värden")})
"""Sheets of the template that hold no rows."""
