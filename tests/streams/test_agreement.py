"""What is required: agreements, överenskommelser, uppdragsdirektiv, and how they end."""

from datetime import date
from typing import Any

import pytest
from tests.streams.cases import SIGNED, day, told

from avtalsuppfoljning.agreement import (
    AgreementSigned,
    sign,
)
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.terms import AgreementKind, Driftsform, Upphandlingsform
from avtalsuppfoljning.testing import given

MUNICIPAL = replace(SIGNED, kind=AgreementKind.ÖVERENSKOMMELSE, driftsform=Driftsform.EGEN_REGI)
DIRECTIVE = replace(
    SIGNED,
    kind=AgreementKind.UPPDRAGSDIREKTIV,
    driftsform=Driftsform.EGEN_REGI,
    upphandlingsform=Upphandlingsform.UPPDRAGSDIREKTIV,
)


class TestSign:
    """O-04, O-05, O-50: avtal for private providers, överenskommelse or uppdragsdirektiv else."""

    @pytest.mark.parametrize(
        "signed", [SIGNED, MUNICIPAL, DIRECTIVE], ids=lambda signed: signed.kind.value
    )
    def test_happens(self, signed: AgreementSigned) -> None:
        assert given().when(sign, **told(signed)) == (signed,)

    @pytest.mark.parametrize(
        "change",
        [
            {"kind": AgreementKind.INDIVIDAVTAL},
            {"parties": ("Vårdnämnden", "Programnämnd Social välfärd")},
            {"insight_clause": "12.4"},
            {"driftsform": Driftsform.KOMMUNALT_BOLAG},
        ],
        ids=["F-10 individavtal", "O-05 parties", "O-14 insyn", "company"],
    )
    def test_happens_with_all_that_it_says(self, change: dict[str, Any]) -> None:
        signed = replace(SIGNED, **change)
        assert given().when(sign, **told(signed)) == (signed,)

    @pytest.mark.parametrize("written", ["2024-09-31", "2023-02-29", "hösten 2017", "31 september"])
    def test_happens_with_an_end_that_no_calendar_has(self, written: str) -> None:
        """F-A1: what cannot be read as a day is kept as it is written, never guessed."""
        signed = replace(SIGNED, ends_as_written=written)
        assert given().when(sign, **told(signed)) == (signed,)

    @pytest.mark.parametrize(
        "change", [{"dnr": "VN 13/2026"}, {"requirements": ()}, {"ends_on": day(700)}], ids=str
    )
    def test_refused_under_an_id_in_use(self, change: dict[str, Any]) -> None:
        outcome = given(SIGNED).when(sign, **told(SIGNED, **change))
        assert outcome.code == "avtal_finns"

    def test_quiet_the_second_time(self) -> None:
        assert given().when(sign, **told(SIGNED)).again() == ()

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"ends_on": date(2025, 12, 31)}, "before it starts"),
            ({"requirements": SIGNED.requirements[:1] * 2}, "share an id"),
            ({"operation": "Hemtjänst"}, "är inget ord"),
            ({"kind": AgreementKind.ÖVERENSKOMMELSE}, "does not go with privat_regi"),
            ({"driftsform": Driftsform.EGEN_REGI}, "does not go with egen_regi"),
            (
                {"kind": AgreementKind.UPPDRAGSDIREKTIV, "driftsform": Driftsform.EGEN_REGI},
                "does not go with upphandlingsform lov",
            ),
            ({"ends_as_written": "2024-09-30"}, "is a day"),
            ({"ends_as_written": "20240930"}, "is a day"),
            ({"ends_as_written": " "}, "blank"),
            ({"ends_as_written": "2026-09-31", "ends_on": date(2026, 9, 30)}, "beside one"),
            (
                {"upphandlingsform": Upphandlingsform.UPPDRAGSDIREKTIV},
                "avtal does not go with upphandlingsform uppdragsdirektiv",
            ),
        ],
    )
    def test_invalid(self, change: dict[str, Any], why: str) -> None:
        with pytest.raises(InvalidValueError, match=why):
            given().when(sign, **told(SIGNED, **change))

    def test_an_agreement_may_end_on_its_first_day(self) -> None:
        short = replace(SIGNED, ends_on=SIGNED.starts_on)
        assert given().when(sign, **told(short)) == (short,)
