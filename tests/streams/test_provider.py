"""Who runs the operation, under a number that says nothing about a person."""

from datetime import date

import pytest
from tests.streams.cases import DAY, day, told

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.provider import INITIAL, ProviderRegistered, evolve, register
from avtalsuppfoljning.terms import Driftsform
from avtalsuppfoljning.testing import given

SOLGÅRDEN = ProviderRegistered(
    name="Solgården Omsorg",
    driftsform=Driftsform.PRIVAT_REGI,
    organisation_number="556016-0680",
    sole_trader_number=None,
    registered_on=DAY,
)
TRADER = ProviderRegistered(
    name="Anders Omsorg",
    driftsform=Driftsform.PRIVAT_REGI,
    organisation_number=None,
    sole_trader_number="4000000010",
    registered_on=DAY,
)


class TestRegister:
    """O-09: all providers are known, private and municipal ones, each under one number.

    O-07: a sole trader's number is a personnummer, and is nobody's organisation number.
    """

    @pytest.mark.parametrize("registered", [SOLGÅRDEN, TRADER], ids=["company", "sole trader"])
    def test_happens(self, registered: ProviderRegistered) -> None:
        assert given().when(register, **told(registered)) == (registered,)

    def test_happens_however_the_number_is_written(self) -> None:
        written = told(SOLGÅRDEN, organisation_number="5560160680", name=" Solgården Omsorg ")
        assert given().when(register, **written) == (SOLGÅRDEN,)
        hers = told(TRADER, sole_trader_number="19400000-0010")
        (registered,) = given().when(register, **hers).events or ()
        assert registered.sole_trader_number == "194000000010"

    @pytest.mark.parametrize(
        "change",
        [
            {"name": "Annan Omsorg"},
            {"driftsform": Driftsform.KOMMUNALT_BOLAG},
            {"registered_on": day(1)},
        ],
        ids=["name", "driftsform", "day"],
    )
    def test_refused_under_an_id_in_use(self, change: dict[str, str | date]) -> None:
        outcome = given(SOLGÅRDEN).when(register, **told(SOLGÅRDEN, **change))
        assert outcome.code == "utforare_finns"

    @pytest.mark.parametrize("registered", [SOLGÅRDEN, TRADER], ids=["company", "sole trader"])
    def test_quiet_the_second_time(self, registered: ProviderRegistered) -> None:
        assert given().when(register, **told(registered)).again() == ()

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"organisation_number": None}, "organisation number or"),
            ({"sole_trader_number": "4000000010"}, "give one of the two"),
            ({"name": " "}, "has no name"),
            ({"organisation_number": "556016-0681"}, "check its ten digits"),
            ({"organisation_number": "123"}, "check its ten digits"),
            ({"organisation_number": "400100-0001"}, "may be a personnummer"),
            ({"organisation_number": "401200-0008"}, "may be a personnummer"),
        ],
    )
    def test_invalid(self, change: dict[str, str | None], why: str) -> None:
        with pytest.raises(InvalidValueError, match=why):
            given().when(register, **told(SOLGÅRDEN, **change))

    @pytest.mark.parametrize("number", ["4000000011", "400000001", "40000000-10x", ""])
    def test_invalid_number_of_a_sole_trader_is_not_repeated(self, number: str) -> None:
        with pytest.raises(InvalidValueError) as refused:
            given().when(register, **told(TRADER, sole_trader_number=number))
        assert not number or number not in str(refused.value)

    def test_invalid_organisation_number_is_not_repeated(self) -> None:
        """Somebody's personnummer in the wrong field does not end up in a log file."""
        with pytest.raises(InvalidValueError) as refused:
            given().when(register, **told(SOLGÅRDEN, organisation_number="400100-0008"))
        assert "400100" not in str(refused.value)
        assert refused.value.__cause__ is None


def test_a_provider_is_known_once_it_is_registered() -> None:
    assert not INITIAL.is_known
    assert evolve(INITIAL, SOLGÅRDEN).is_known
