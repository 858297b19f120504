"""The checked-in schemas of the files we read: fresh, and no stricter than what reads them."""

import copy
import json
from datetime import date
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from tests.exchange.test_bedom import EXAMPLE

from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.bedom import read_facts
from avtalsuppfoljning.exchange.plan import read_agreement
from avtalsuppfoljning.exchange.schema import agreement_schema, facts_schema

AGREEMENT = {
    "driftsform": "privat_regi",
    "upphandlingsform": "lov",
    "start": "2024-03-01",
    "slut": None,
    "verksamhet": "hemtjanst",
    "lagrum": ["sol", "hsl"],
    "endast_individavtal": False,
    "kkik_ar": [2026],
    "frister": {"verksamhetsplan": "02-15"},
    "senast_genomford": {"kvalitetskrav": "2023-03-01"},
}
SCHEMA = facts_schema()
CHECK = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def test_what_is_checked_in_is_fresh() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    text = (files("avtalsuppfoljning.exchange") / "schemas" / "fakta.json").read_text("utf-8")
    assert json.loads(text) == SCHEMA, "write it anew: avtal regelverk schema fakta"


def test_the_contracts_example_is_valid() -> None:
    CHECK.validate(EXAMPLE)
    assert read_facts(EXAMPLE, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("driftsform",), "privat"),
        (("avtal", "slut"), "2024-09-31"),
        (("brist", "konsekvens", "individ"), "stor"),
        (("brist", "avtalsbrist"), "ja"),
        (("avtal", "ekonomiska_former"), ["boter"]),
        (("avtal", "hogsta_belopp"), {"vite": 5000}),
        (("brist", "okand"), True),
        (("hord",), None),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(path: tuple[str, ...], value: Any) -> None:
    broken = copy.deepcopy(EXAMPLE)
    inner = broken
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert not CHECK.is_valid(broken)
    with pytest.raises(InputError):
        read_facts(broken, today=date(2026, 11, 22))


@pytest.mark.parametrize("key", ["regelverk", "driftsform", "upphandlingsform", "avtal", "brist"])
def test_what_is_required(key: str) -> None:
    assert not CHECK.is_valid({name: each for name, each in EXAMPLE.items() if name != key})


class TestOneAgreement:
    """The file that ``avtal plan`` reads: the contract's example, key by key."""

    SCHEMA = agreement_schema()
    CHECK = jsonschema.Draft202012Validator(
        SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )

    def test_what_is_checked_in_is_fresh(self) -> None:
        jsonschema.Draft202012Validator.check_schema(self.SCHEMA)
        text = (files("avtalsuppfoljning.exchange") / "schemas" / "avtal.json").read_text("utf-8")
        assert json.loads(text) == self.SCHEMA, "write it anew: avtal regelverk schema avtal"

    def test_the_contracts_example_is_valid(self) -> None:
        self.CHECK.validate(AGREEMENT)
        assert read_agreement(AGREEMENT).operation == "hemtjanst"
        assert list(self.SCHEMA["properties"]) == list(AGREEMENT)

    @pytest.mark.parametrize("key", AGREEMENT)
    def test_what_is_required(self, key: str) -> None:
        left = {name: each for name, each in AGREEMENT.items() if name != key}
        is_required = key in {"driftsform", "upphandlingsform", "start"}
        assert self.CHECK.is_valid(left) is not is_required

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("driftsform", "privat"),
            ("start", "2024-02-30"),
            ("start", 20240301),
            ("slut", ""),
            ("lagrum", "sol"),
            ("lagrum", ["sfb"]),
            ("endast_individavtal", "nej"),
            ("kkik_ar", ["2026"]),
            ("kkik_ar", [True]),
            ("frister", ["verksamhetsplan"]),
            ("frister", {"verksamhetsplan": 2}),
            ("senast_genomford", {"kvalitetskrav": "2023-02-30"}),
            ("hittepa", 1),
        ],
    )
    def test_what_the_reader_refuses_the_schema_refuses(self, key: str, value: Any) -> None:
        broken = AGREEMENT | {key: value}
        assert not self.CHECK.is_valid(broken)
        with pytest.raises(InputError):
            read_agreement(broken)
