"""What a file may say, what is refused, and where the fault stands (issue 3 point 2)."""

import json
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.importing import Import
from avtalsuppfoljning.exchange.mapping import Own, read_own
from avtalsuppfoljning.exchange.tables import TABLES
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import agreement_stream, provider_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import AgreementId, ProviderId

PROVIDERS = """Namn;Org.nr;Driftsform;Registrerad
Björken AB;412000-0007;privat regi;2025-01-02
"""
PROVIDER = {
    "namn": "Björken AB",
    "orgnr": "412000-0007",
    "driftsform": "privat regi",
    "registrerad": "2025-01-02",
}
AGREEMENT = {
    "utforare": "Björken AB",
    "namnd": "Socialnämnden",
    "upphandlingsform": "LOV",
    "verksamhet": "Särskilt boende",
    "dnr": "SN 2024/0123",
    "tecknat": "2024-12-01",
    "start": "2025-01-01",
}
CLAUSE = {"avtal": "SN 2024/0123", "krav": "K1", "text": "Kontinuitet", "punkt": "4.1"}
DEFICIENCY = {
    "avtal": "SN 2024/0123",
    "brist": "2025-1",
    "krav": "K1",
    "metod": "årlig",
    "avtalsbrist": "ja",
    "frekvens": "låg",
    "konsekvens individ": "liten",
    "konsekvens kommunen": "ingen",
    "konsekvens utföraren": "ingen",
    "fastställd": "2025-03-01",
}
SUBMISSION = {
    "avtal": "sn-2024-0123",
    "handling": "Verksamhetsberättelse",
    "period": "hösten 2017",
    "inkom": "2025-02-01",
    "dnr": "SN 2025/1",
}

Say = Callable[..., Import]


@pytest.fixture
def say(tmp_path: Path, register: Register) -> Say:
    """Check a file with these rows, or this text, against the register."""

    def say(
        given: dict[str, list[dict[str, Any]]] | str | bytes,
        *,
        name: str = "utforare.csv",
        own: bytes | None = None,
        table: str | None = None,
    ) -> Import:
        if isinstance(given, dict):
            name, given = "fil.json", json.dumps(given)
        path = tmp_path / name
        path.write_bytes(given.encode() if isinstance(given, str) else given)
        reading = Import(path, own=read_own(own) if own else Own(), table=table)
        reading.check(register)
        return reading

    return say


def record(reading: Import, register: Register) -> None:
    assert reading.refused == []
    for batch in reading.batches():
        register.transact(
            batch.carry_out, actor="test", command=batch.command, request=batch.request
        )


def places(reading: Import) -> list[tuple[str, int, str]]:
    return [(each.sheet, each.row, each.column) for each in reading.refused]


def faults(reading: Import) -> str:
    return "\n".join(map(str, reading.refused))


class TestWhatIsRead:
    def test_everything_of_a_file_becomes_events(self, say: Say, register: Register) -> None:
        reading = say(
            {
                "Leverantörer": [PROVIDER],
                "avtal": [AGREEMENT],
                "krav": [CLAUSE],
                "inlämningar": [SUBMISSION],
                "brister": [DEFICIENCY],
            }
        )
        assert reading.rows == 5
        record(reading, register)
        assert {recorded.stream for recorded in register.events()} == {
            "provider:bjorken-ab",
            "agreement:sn-2024-0123",
            "agreement:sn-2024-0123/deficiency:2025-1",
        }

    def test_a_vague_period_is_kept_as_it_is_written(self, say: Say, register: Register) -> None:
        """S-A5, T-50: ``hösten 2017`` has no days."""
        record(
            say({"utforare": [PROVIDER], "avtal": [AGREEMENT], "inlamningar": [SUBMISSION]}),
            register,
        )
        (received,) = signed(register).received
        assert received.period.text == "hösten 2017"
        assert received.period.starts_on is None

    def test_an_end_that_no_calendar_has_is_kept_as_it_is_written(
        self, say: Say, register: Register
    ) -> None:
        record(
            say({"utforare": [PROVIDER], "avtal": [{**AGREEMENT, "slut": "2024-09-31"}]}), register
        )
        assert signed(register).has_impossible_end

    @pytest.mark.parametrize("column", ["tecknat", "start"])
    def test_elsewhere_it_is_refused(self, say: Say, column: str) -> None:
        reading = say({"utforare": [PROVIDER], "avtal": [{**AGREEMENT, column: "2024-09-31"}]})
        assert places(reading) == [("avtal", 1, column)]

    @pytest.mark.parametrize(
        ("written", "amount"),
        [
            ("25 000,50", "25000.50"),
            ("25000,5", "25000.50"),
            ("25000.50", "25000.50"),
            ("7", "7.00"),
        ],
    )
    def test_amounts_have_a_decimal_comma(
        self, say: Say, register: Register, written: str, amount: str
    ) -> None:
        record(
            say({"utforare": [PROVIDER], "avtal": [{**AGREEMENT, "högsta vite": written}]}),
            register,
        )
        state = signed(register).signed
        assert state is not None
        assert str(state.terms.amount_caps[0].amount.amount) == amount

    @pytest.mark.parametrize("written", ["25.000", "25.000,00", "2,500", "-1", "1e3", "tusen"])
    def test_an_amount_is_never_guessed(self, say: Say, written: str) -> None:
        reading = say({"utforare": [PROVIDER], "avtal": [{**AGREEMENT, "högsta vite": written}]})
        assert places(reading) == [("avtal", 1, "högsta vite")]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    def test_csv_as_programs_write_it(
        self, say: Say, register: Register, encoding: str, delimiter: str
    ) -> None:
        text = PROVIDERS.replace(";", delimiter)
        record(say(text.encode(encoding), name="lista.csv"), register)
        state = register.state(provider_stream(ProviderId("bjorken-ab")))
        assert isinstance(state, Provider)
        assert state.registered is not None
        assert state.registered.name == "Björken AB"

    def test_days_and_numbers_of_excel(self, tmp_path: Path, register: Register) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Utförare"
        sheet.append(["Namn", "Org.nr", "Driftsform", "Registrerad"])
        sheet.append(["Björken AB", 4120000007, "Privat regi", date(2025, 1, 2)])
        book.save(tmp_path / "in.xlsx")
        reading = Import(tmp_path / "in.xlsx", own=Own())
        assert reading.check(register), faults(reading)

    def test_rows_that_are_recorded_already_are_referred_to(
        self, say: Say, register: Register
    ) -> None:
        record(say({"utforare": [PROVIDER], "avtal": [AGREEMENT], "krav": [CLAUSE]}), register)
        record(say({"inlamningar": [SUBMISSION], "brister": [DEFICIENCY]}), register)
        assert signed(register).received


class TestWhatIsRefused:
    def test_every_row_is_told_and_nothing_is_read(self, say: Say, register: Register) -> None:
        text = PROVIDERS + (
            "Åsen AB;412000-0008;privat regi;2025-01-02\n"
            "Lönnen AB;452000-0003;privat;45000\n"
            "Björken AB;412000-0007;privat regi;2025-01-02\n"
        )
        reading = say(text, name="lista.csv")
        assert places(reading) == [
            ("lista", 3, "Organisationsnummer"),
            ("lista", 4, "Driftsform"),
            ("lista", 4, "Registrerad"),
            ("lista", 5, "ID"),
        ]
        assert "står redan på rad 2" in faults(reading)
        assert list(register.events()) == []
        with pytest.raises(AssertionError):
            next(reading.batches())

    def test_a_number_that_may_be_a_personnummer_is_never_shown(self, say: Say) -> None:
        reading = say(
            {
                "utforare": [
                    {**PROVIDER, "orgnr": "640823-3234"},
                    {**PROVIDER, "namn": "19640823-3234"},
                ]
            }
        )
        assert len(reading.refused) == 2
        assert "3234" not in faults(reading)

    def test_a_sole_trader_gets_no_id_of_her_name(self, say: Say) -> None:
        trader = {**PROVIDER, "enskild": "8001320006", "namn": "Annas städ"}
        del trader["orgnr"]
        assert places(say({"utforare": [trader]})) == [("utforare", 1, "ID")]

    def test_one_number_and_not_two(self, say: Say) -> None:
        reading = say({"utforare": [{**PROVIDER, "enskild": "8001320006"}]})
        assert places(reading) == [("utforare", 1, "Organisationsnummer")]

    @pytest.mark.parametrize(
        ("table", "row", "column"),
        [
            ("avtal", {**AGREEMENT, "utforare": "Okänd AB"}, "Utförare"),
            ("avtal", {**AGREEMENT, "driftsform": "egen regi"}, "Driftsform"),
            ("avtal", {**AGREEMENT, "slut": "2024-01-01"}, "Slut"),
            ("avtal", {**AGREEMENT, "slag": "överenskommelse"}, "Slag"),
            ("avtal", {**AGREEMENT, "dnr": "§"}, "ID"),
            ("krav", {**CLAUSE, "avtal": "SN 1"}, "Avtal"),
            ("inlamningar", {**SUBMISSION, "avtal": "SN 1"}, "Avtal"),
            ("inlamningar", {**SUBMISSION, "dnr": None}, "Diarienummer"),
            ("inlamningar", {**SUBMISSION, "inkom": None}, "Senast"),
            ("inlamningar", {**SUBMISSION, "senast": "2025-01-01"}, "Enligt"),
            ("inlamningar", {**SUBMISSION, "diarieförd": "2024-01-01"}, "Diarieförd"),
            ("brister", {**DEFICIENCY, "krav": "K9"}, "Krav"),
            ("brister", {**DEFICIENCY, "uppföljning": "u1"}, "Uppföljning"),
            ("brister", {**DEFICIENCY, "beskrivning": "***"}, "beskrivning"),
        ],
    )
    def test_a_row_that_something_else_contradicts(
        self, say: Say, table: str, row: dict[str, Any], column: str
    ) -> None:
        sound = {"utforare": [PROVIDER], "avtal": [AGREEMENT], "krav": [CLAUSE]}
        kept = {} if table == "avtal" else {table: [*sound.get(table, []), row]}
        given = {**sound, **kept}
        if table == "avtal":
            given = {"utforare": [PROVIDER], "avtal": [row]}
        assert [place[::2] for place in places(say(given))] == [(table, column)]

    def test_what_is_recorded_otherwise_already(self, say: Say, register: Register) -> None:
        record(say({"utforare": [PROVIDER]}), register)
        reading = say({"utforare": [{**PROVIDER, "registrerad": "2025-01-03"}]})
        assert "utföraren är redan registrerad" in faults(reading)

    def test_one_wrong_row_does_not_make_others_wrong(self, say: Say) -> None:
        """What refers to a refused row is not told of: that fault goes away with the first."""
        reading = say(
            {"utforare": [{**PROVIDER, "driftsform": "?"}], "avtal": [AGREEMENT], "krav": [CLAUSE]}
        )
        assert places(reading) == [("utforare", 1, "driftsform")]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.xlsm", b"PK"),
            ("a.xlsx", b"not a zip"),
            ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512),
            ("a.xls", b""),
            ("a.pdf", b"%PDF"),
            ("a.json", b'{"utforare": [}'),
            ("a.json", b"[1]"),
            ("a.jsonl", b'{"tabell"'),
            ("a.csv", b"\xff\xfeN\0a\0"),
            ("a.csv", b""),
        ],
    )
    def test_a_file_that_cannot_be_read_is_named(self, say: Say, name: str, content: bytes) -> None:
        with pytest.raises(InputError) as refused:
            say(content, name=name)
        assert refused.value.place.startswith(name)
        assert refused.value.way_out


class TestHeadings:
    def test_headings_as_people_write_them(self, say: Say, register: Register) -> None:
        text = PROVIDERS.replace("Namn;Org.nr", " LEVERANTÖR ;orgnummer")
        record(say(text, name="lista.csv"), register)

    def test_an_unknown_heading_is_refused_until_it_is_mapped(
        self, say: Say, register: Register
    ) -> None:
        text = (
            "Firma;Org.nr;Driftsform;Upplagd;Anm\nBjörken AB;412000-0007;privat regi;2025-01-02;x\n"
        )
        assert "känns inte igen" in faults(say(text, name="lista.csv"))
        assert places(say(text, name="lista.csv", table="utforare")) == [
            ("lista", 1, "Firma"),
            ("lista", 1, "Anm"),
            ("lista", 1, "Namn"),
        ]
        own = b'[kolumner.utforare]\n"Firma" = "namn"\n"Anm" = ""\n'
        record(say(text, name="lista.csv", own=own), register)

    def test_a_value_for_all_rows(self, say: Say, register: Register) -> None:
        text = "Namn;Org.nr;Registrerad\nBjörken AB;412000-0007;2025-01-02\n"
        own = b'[standard.utforare]\ndriftsform = "privat regi"\n'
        record(say(text, name="lista.csv", own=own), register)

    def test_a_table_is_never_guessed(self, say: Say) -> None:
        """Headings that fit two tables tell nothing of which one it is."""
        own = b'[standard.utforare]\nregistrerad = 2025-01-01\n[blad]\n"Annat" = ""\n'
        assert say(PROVIDERS, name="lista.csv", own=own).refused == []
        assert "okänd" in faults(say(PROVIDERS, name="lista.csv", table="krav"))

    @pytest.mark.parametrize(
        "own",
        [
            b'[kolumner.okand]\n"a" = "b"',
            b'[kolumner.utforare]\n"Firma" = "okand"',
            b'[blad]\n"Blad" = "okand"',
            b"[standard.utforare]\nregistrerad = 45000",
            b"okand = 1",
            b"blad = 1",
            b"standard = 1",
            b"[blad",
        ],
    )
    def test_a_mapping_that_says_nothing_is_refused(self, own: bytes) -> None:
        with pytest.raises(InputError) as refusal:
            read_own(own)
        assert refusal.value.place


def signed(register: Register) -> Agreement:
    state = register.state(agreement_stream(AgreementId("sn-2024-0123")))
    assert isinstance(state, Agreement)
    return state


def test_the_documented_headings_are_those_that_are_accepted() -> None:
    page = Path(__file__).parents[2] / "docs/how-to/import-a-register.md"
    text = page.read_text("utf-8")
    for table in TABLES.values():
        assert f"### {table.heading} (`{table.key}`)" in text
        for column in table.columns:
            needed = "yes" if column.is_required else ""
            also = ", ".join(column.also)
            assert f"| {column.heading} | `{column.key}` | {also} | {needed} |" in text


def test_the_documented_mapping_is_one() -> None:
    page = Path(__file__).parents[2] / "docs/how-to/import-a-register.md"
    shown = page.read_text("utf-8").partition("```toml\n")[2].partition("```")[0]
    own = read_own(shown.encode())
    assert own.sheets["leverantorsregister2025"] == "utforare"
    assert own.constants["avtal"]["namnd"] == "socialnamnden"


def test_memory_does_not_grow_with_the_rows(say: Say, register: Register) -> None:
    """A number is kept for each document, never the row itself."""
    record(say({"utforare": [PROVIDER], "avtal": [AGREEMENT]}), register)
    head = "avtal;handling;period;inkom;dnr\n"
    peaks = []
    for count in (500, 4_500):
        rows = (f"SN 2024/0123;Egenkontroll;vecka {n};2025-02-01;SN {n}\n" for n in range(count))
        text = head + "".join(rows)
        tracemalloc.start()
        reading = say(text, name="handlingar.csv")
        peaks.append(tracemalloc.get_traced_memory()[1] - len(text))
        tracemalloc.stop()
        assert reading.rows == count
    assert peaks[1] - peaks[0] < 4_000 * 400
