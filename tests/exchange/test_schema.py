"""The checked-in schema of a file of facts: fresh, and no stricter than what reads the file."""

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
from avtalsuppfoljning.exchange.schema import facts_schema

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
