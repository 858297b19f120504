"""``handelser --format cloudevents``: events as other systems take them, by CloudEvents 1.0."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.cli.conftest import Run
from tests.cli.test_register_commands import SECRET

from avtalsuppfoljning.recording.schema import events_schema

TEXT = {"type": "string", "minLength": 1}
ENVELOPE: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "description": "CloudEvents 1.0.2, 3 Context Attributes, in the JSON format: structured mode",
    "type": "object",
    "required": ["id", "source", "specversion", "type"],
    "properties": {
        "id": TEXT,
        "source": {**TEXT, "format": "uri-reference"},
        "specversion": {"const": "1.0"},
        "type": TEXT,
        "subject": TEXT,
        "time": {**TEXT, "format": "date-time"},
        "datacontenttype": {**TEXT, "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
        "dataschema": {**TEXT, "format": "uri"},
        "data": {},
    },
    "propertyNames": {"pattern": "^[a-z0-9]{1,20}$"},
    "additionalProperties": {
        "description": "an extension: a boolean, a signed 32-bit integer, or text",
        "anyOf": [
            {"type": "boolean"},
            {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
            {"type": "string"},
        ],
    },
}
CHECK = jsonschema.Draft202012Validator(
    ENVELOPE, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


@pytest.fixture(scope="module")
def shapes() -> dict[str, jsonschema.Draft202012Validator]:
    """The shape of each event's data, by its stored name."""
    schema = events_schema()
    return {
        each["if"]["properties"]["handelse"]["const"]: jsonschema.Draft202012Validator(
            {**each["then"]["properties"]["data"], "$defs": schema["$defs"]}
        )
        for each in schema["allOf"]
    }


def read(run: Run, register: Path, *args: str) -> list[dict[str, Any]]:
    result = run("handelser", "--format", "cloudevents", "--register", register, *args)
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_line_is_a_cloud_event_and_its_data_an_event(
    run: Run, register: Path, shapes: dict[str, jsonschema.Draft202012Validator]
) -> None:
    events = read(run, register)
    assert events
    for event in events:
        CHECK.validate(event)
        shapes[event["type"].removeprefix("se.avtalsuppfoljning.")].validate(event["data"])
        assert datetime.fromisoformat(event["time"]).utcoffset() is not None
        assert event["datacontenttype"] == "application/json"


def test_they_are_the_events_of_the_log_in_its_order(run: Run, register: Path) -> None:
    lines = [
        json.loads(each)
        for each in run("handelser", "--register", register).stdout.split("\n")
        if each
    ]
    told = [
        (
            each["id"],
            each["type"],
            each["subject"],
            each["time"],
            each["data"],
            each["schemaversion"],
        )
        for each in read(run, register)
    ]
    assert told == [
        (
            str(each["position"]), f"se.avtalsuppfoljning.{each['handelse']}", each["strom"],
            each["registrerad"], each["data"], each["schema"],
        )
        for each in lines
    ]  # fmt: skip


def test_source_and_id_name_an_event_once(run: Run, register: Path) -> None:
    events = read(run, register, "--kalla", "urn:exempelkoping:avtal")
    assert {each["source"] for each in events} == {"urn:exempelkoping:avtal"}
    assert len({each["id"] for each in events}) == len(events)
    sequence = [each["sequence"] for each in events]
    assert sequence == sorted(sequence)


def test_what_is_not_open_never_leaves(run: Run, register: Path) -> None:
    """O-07: there is no option that lets it out."""
    text = json.dumps(read(run, register), ensure_ascii=False)
    assert [word for word in SECRET if word in text] == []
    refused = run("handelser", "--format", "cloudevents", "--med-sekretess", "--register", register)
    assert (refused.exit_code, refused.stdout) == (2, "")


@pytest.mark.parametrize("source", ["", "exempel", "urn:", "urn:å", "urn:a b"])
def test_what_is_no_source(run: Run, register: Path, source: str) -> None:
    result = run("handelser", "--kalla", source, "--register", register)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "urn:exempelkoping:avtal" in result.stderr
