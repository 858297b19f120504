"""The checked-in schema of the log: fresh, and true of every event that can be recorded."""

import copy
import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from avtalsuppfoljning.recorded import Entry
from avtalsuppfoljning.recording.catalogue import NAMES, encode
from avtalsuppfoljning.recording.schema import events_schema
from avtalsuppfoljning.strict.schema import wire_name
from avtalsuppfoljning.testing import strategies
from avtalsuppfoljning.views.masking import mask

STALE = "write it anew: avtal regelverk schema handelser > recording/schemas/handelser.json"
SCHEMA = events_schema()
CHECKER = jsonschema.Draft202012Validator.FORMAT_CHECKER
LINES = jsonschema.Draft202012Validator(SCHEMA, format_checker=CHECKER)


def shape_of(event: Any) -> jsonschema.Draft202012Validator:
    """The definition of one event alone, which says more precisely what is wrong."""
    schema = {"$ref": f"#/$defs/{wire_name(type(event).__name__)}", "$defs": SCHEMA["$defs"]}
    return jsonschema.Draft202012Validator(schema, format_checker=CHECKER)


def line(entry: Entry[Any], data: Any) -> dict[str, Any]:
    name, _, version = NAMES[type(entry.event)].partition("@")
    return {
        "position": 1,
        "strom": "agreement:a/deficiency:b",
        "version": 1,
        "handelse": name,
        "schema": int(version),
        "registrerad": entry.at.isoformat(),
        "av": entry.by,
        "kommando": entry.command,
        "data": data,
    }


def test_what_is_checked_in_is_fresh() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    text = (files("avtalsuppfoljning.recording") / "schemas" / "handelser.json").read_text("utf-8")
    assert json.loads(text) == SCHEMA, STALE


def test_every_event_has_its_shape() -> None:
    named = [each["if"]["properties"]["handelse"]["const"] for each in SCHEMA["allOf"]]
    assert sorted(named) == sorted(name.partition("@")[0] for name in NAMES.values())
    assert set(named) == set(SCHEMA["properties"]["handelse"]["enum"])


@pytest.mark.parametrize("kind", NAMES, ids=lambda kind: NAMES[kind].partition("@")[0])
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_event_that_is_stored_is_valid(kind: type, data: Any) -> None:
    """As it is stored, and as it is shown with its secrets masked."""
    event = data.draw(strategies.instances(kind))
    at, day = data.draw(strategies.instants()), data.draw(strategies.days())
    entry = Entry(event, at, day, "anna", "k1")
    stored = json.loads(encode(entry)[1])["event"]
    for shown in (stored, mask(event)):
        shape_of(event).validate(shown)
    LINES.validate(line(entry, mask(event)))
    stored["okand"] = 1
    assert not LINES.is_valid(line(entry, stored))


@given(entry=strategies.entries())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_missing_or_mistyped_field_is_noticed(entry: Entry[Any]) -> None:
    stored = json.loads(encode(entry)[1])["event"]
    required = SCHEMA["$defs"][wire_name(type(entry.event).__name__)].get("required", [])
    for key in required:
        broken = copy.deepcopy(stored)
        del broken[key]
        assert not LINES.is_valid(line(entry, broken))
        assert not shape_of(entry.event).is_valid(stored | {key: {"fel": []}})


def test_a_secret_field_says_that_it_is_one() -> None:
    """O-07: whoever receives the file sees which fields may be masked, and why."""
    person = SCHEMA["$defs"]["Authority"]["properties"]["person"]
    assert person["x-sekretess"] == "intern"
    assert {"const": "***"} in person["anyOf"]


def test_a_line_of_no_known_event_is_noticed() -> None:
    assert not LINES.is_valid({"handelse": "hittepa"})
