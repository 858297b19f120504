"""JSON Schema of the log as `avtal handelser` writes it: one line, with every event there is.

Made from the classes that are stored, so it cannot say anything else. A field that is not open
says so (``x-sekretess``) and may hold a word instead of what was recorded: masked, gallrat, locked.
"""

from datetime import datetime
from typing import Any, Final, get_args

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.classification import Sekretess, counts_persons, sekretess_of
from avtalsuppfoljning.recording.catalogue import NAMES
from avtalsuppfoljning.strict.schema import DIALECT, REF, Schema, definitions, wire_name
from avtalsuppfoljning.views.masking import FEW, GALLRAD, LOCKED, MASK

_INSTEAD: Final[list[Schema]] = [{"const": word} for word in (MASK, GALLRAD, LOCKED)]
_NUMBER: Final = r"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$"
_LINE: Final[dict[str, Schema]] = {
    "position": {"type": "integer", "minimum": 1},
    "strom": {"type": "string", "pattern": "^[a-z]+:[a-z0-9._-]+(/[a-z]+:[a-z0-9._-]+)?$"},
    "version": {"type": "integer", "minimum": 1},
    "handelse": {"enum": sorted({name.partition("@")[0] for name in NAMES.values()})},
    "schema": {"type": "integer", "minimum": 1},
    "registrerad": {"type": "string", "format": "date-time"},
    "av": {"type": "string"},
    "kommando": {"type": "string"},
    "data": {"type": "object"},
}


def events_schema() -> Schema:
    """The schema of one line: the envelope, and the data that goes with its event."""
    defs = definitions(_classes(), number=_NUMBER)
    for cls in _classes():
        _say_more(cls, defs[wire_name(cls.__name__)]["properties"])
    return {
        "$schema": DIALECT,
        "title": swedish.SCHEMA_EVENTS,
        "type": "object",
        "additionalProperties": False,
        "required": list(_LINE),
        "properties": _LINE,
        "allOf": [_then(cls, name) for cls, name in NAMES.items()],
        "$defs": defs,
    }


# ── helpers ──


def _then(cls: type, name: str) -> Schema:
    """If the line names the event, its data has this shape."""
    event, _, version = name.partition("@")
    known = {"handelse": {"const": event}, "schema": {"const": int(version)}}
    return {
        "if": {"properties": known},
        "then": {"properties": {"data": {"$ref": REF + wire_name(cls.__name__)}}},
    }


def _say_more(cls: type, properties: Schema) -> None:
    """What msgspec does not know of our fields: instants have a zone, and some are secret."""
    for field in attrs.fields(cls):
        shape = properties[field.name]
        if datetime in get_args(field.type):
            shape = {**shape, "format": "date-time"}
        secrecy = sekretess_of(field)
        if secrecy is not Sekretess.OPEN:
            shape = {"x-sekretess": secrecy.value, "anyOf": [shape, *_INSTEAD]}
        if counts_persons(field):
            shape = {"anyOf": [shape, {"const": FEW}]}
        properties[field.name] = shape


def _classes() -> tuple[type, ...]:
    """Every class that is stored, events first."""
    found: dict[type, None] = {}

    def visit(kind: Any) -> None:
        for argument in get_args(kind):
            visit(argument)
        if isinstance(kind, type) and attrs.has(kind) and kind not in found:
            found[kind] = None
            for field in attrs.fields(kind):
                visit(field.type)

    for cls in NAMES:
        visit(cls)
    return tuple(found)
