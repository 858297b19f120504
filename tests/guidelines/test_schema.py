"""The checked-in schemas: fresh, right about what is shipped, and of use to whoever writes one."""

import json
import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from tests.guidelines.test_delegation import TEXT as DELEGATION

from avtalsuppfoljning.guidelines import parse_delegationsordning, shipped, shipped_text
from avtalsuppfoljning.guidelines.schema import delegation_schema, guideline_schema

STALE = "write it anew: avtal regelverk schema riktlinje, or delegationsordning"


def checked_in(name: str) -> Any:
    folder = files("avtalsuppfoljning.guidelines") / "schemas"
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def plain(data: Any) -> Any:
    """TOML as an editor hands it to the schema: a day is text."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(each) for each in data]
    return data.isoformat() if isinstance(data, date) else data


def faults(text: str, schema: Any) -> list[str]:
    checker = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    found = checker.iter_errors(plain(tomllib.loads(text)))
    return sorted(each.json_path for each in found)


GUIDELINE, ORDER = guideline_schema(), delegation_schema()


@pytest.mark.parametrize(
    ("name", "schema"), [("riktlinje", GUIDELINE), ("delegationsordning", ORDER)]
)
def test_what_is_checked_in_is_fresh(name: str, schema: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert checked_in(name) == schema, STALE


@pytest.mark.parametrize("ref", shipped(), ids="-".join)
def test_every_shipped_guideline_is_valid(ref: tuple[str, str]) -> None:
    assert faults(shipped_text(*ref), GUIDELINE) == []


def test_a_delegationsordning_is_valid() -> None:
    assert parse_delegationsordning(DELEGATION).points
    assert faults(DELEGATION, ORDER) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("faktaversion = 1", "faktaversion = 2", "$.faktaversion"),
        ('titel = "', 'tittel = "', "$.dokument"),
        ("galler_fran = 2020-05-28", 'galler_fran = "2020-09-31"', "$.dokument.galler_fran"),
        ('version = "2020-05-28"', 'version = "1"', "$.dokument.version"),
        ('id = "orebro"', 'id = "Örebro"', "$.dokument.id"),
        ('verkan = "plan"', 'verkan = "planering"', "$.atgard[1].verkan"),
        ("sanktion = false", 'sanktion = "nej"', "$.atgard[0].sanktion"),
        ('["kommunalt_bolag"]', '["bolag"]', "$.grans[0].nar.driftsform[0]"),
        ('driftsform = ["kommunalt_bolag"]', 'hord = ["undantag"]', "$.grans[0].nar"),
        ('\nart = "hinder"', '\nart = "stopp"', "$.grans[0].art"),
        ('"x",                  "-",', '"x", "?",', "$.matris['EGEN REGI'][2]"),
        ('ger = "start"', 'ger = "starta"', "$.niva.rad[1].ger"),
        ('vem = "utforaren"', 'vem = "staten"', "$.skyldighet[0].vem"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_seen_in_the_editor(old: str, new: str, place: str) -> None:
    text = shipped_text("orebro")
    assert old in text
    found = faults(text.replace(old, new, 1), GUIDELINE)
    assert any(each.startswith(place) for each in found), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('roller = ["enhetschef", "namnd"]', "roller = []"),
        ('hogsta_belopp = "50000.00"', "hogsta_belopp = 50000.00"),
        ('former = ["vite"]', 'former = ["boter"]'),
        ('id = "4.1"\n', ""),
    ],
)
def test_a_slip_in_a_delegationsordning(old: str, new: str) -> None:
    assert old in DELEGATION
    assert faults(DELEGATION.replace(old, new, 1), ORDER)
