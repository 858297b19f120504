"""Örebro, Sov 215/2020, section Sanktioner: the printed table, and the file beside it."""

from datetime import date

import attrs
import pytest
from tests.policy.cases import facts

from avtalsuppfoljning.guidelines import Effect, LimitKind, fingerprint, load, shipped
from avtalsuppfoljning.guidelines.inputs import DOMAINS
from avtalsuppfoljning.policy import Instrument, assess
from avtalsuppfoljning.terms import Driftsform, EkonomiskForm, Kanal, Upphandlingsform, fold

ÖREBRO = load("orebro")

PRINTED = """
DRIFTSFORM   | Åtgärdsplan | Ekonomisk sanktion | Avstängning | Hävning
EGEN REGI    | x           | x                  | -           | -
PRIVAT REGI  | x           | x                  | x           | x
"""

HEADINGS, *ROWS = (
    [cell.strip() for cell in line.split("|")] for line in PRINTED.strip().splitlines()
)
CELLS = [
    (row[0], name, mark) for row in ROWS for name, mark in zip(HEADINGS[1:], row[1:], strict=True)
]


class TestSanktioner:
    """Where the agreement regulates everything, the cross alone decides (O-52, O-53)."""

    @pytest.mark.parametrize(("driftsform", "name", "mark"), CELLS)
    def test_cell(self, driftsform: str, name: str, mark: str) -> None:
        everything = Instrument(
            measures=tuple(each.id for each in ÖREBRO.measures),
            economic_forms=tuple(EkonomiskForm),
            suspension_channels=tuple(Kanal),
            termination_ground_met=True,
        )
        case = facts(
            driftsform=Driftsform(driftsform.lower().replace(" ", "_")),
            upphandlingsform=Upphandlingsform.LOV,
            instrument=everything,
        )
        measure = fold(name).lower().replace(" ", "_")
        permitted = {each.measure for each in assess(case, ÖREBRO).permitted}
        assert (measure in permitted) is (mark == "x")

    def test_the_file_prints_the_same_crosses(self) -> None:
        assert ÖREBRO.matrix is not None
        names = {each.id: each.name for each in ÖREBRO.measures}
        shown = [["DRIFTSFORM", *(names[each] for each in ÖREBRO.matrix.columns)]]
        for form, crosses in ÖREBRO.matrix.rows:
            marks = ["x" if crossed else "-" for crossed in crosses]
            shown.append([form.upper().replace("_", " "), *marks])
        assert shown == [HEADINGS, *ROWS]


def test_the_head_of_the_document() -> None:
    """O-01."""
    assert (ÖREBRO.document, ÖREBRO.replaces) == ("Sov 215/2020", "Sov 349/2018")
    assert ÖREBRO.adopted_on == ÖREBRO.valid_from == date(2020, 5, 28)
    assert ÖREBRO.adopted_by == "Programnämnd Social välfärd"
    assert ("orebro", "2020-05-28") in shipped()


def test_each_measure_has_its_effect() -> None:
    assert {each.id: each.effect for each in ÖREBRO.measures} == {
        "papekande": Effect.REMARK,
        "atgardsplan": Effect.PLAN,
        "ekonomisk_sanktion": Effect.MONEY,
        "avstangning": Effect.SUSPENSION,
        "havning": Effect.TERMINATION,
    }
    assert ÖREBRO.measure("varning") is None


def test_a_reading_says_that_it_is_one() -> None:
    """Printed are the minor grade and its start, and that a breach is needed; the rest is read."""
    printed = {
        row.id
        for table in (ÖREBRO.grade, ÖREBRO.start, ÖREBRO.level)
        for row in table.rows
        if not row.citation.is_interpretation
    }
    assert printed == {"grad-mindre", "start-mindre", "niva-ingen-avtalsbrist", "niva-atgardad"}


def test_only_driftsform_and_upphandlingsform_bar() -> None:
    barring = {
        name for each in ÖREBRO.limits if each.kind is LimitKind.BARRED for name, _ in each.when
    }
    assert barring == {"driftsform", "upphandlingsform"}


def test_every_input_is_named_in_ascii() -> None:
    assert all(word.isascii() for name, values in DOMAINS.items() for word in (name, *values))


def test_golden_fingerprint() -> None:
    """Changes only with a reviewed table of the outcomes that differ."""
    assert fingerprint(ÖREBRO) == (
        "sha256:25c80bc7df0798013835cfb419f6e195b3c3523257a725c1021fc8e7fe8bf10f"
    )
    assert fingerprint(attrs.evolve(ÖREBRO)) == fingerprint(ÖREBRO)
