"""What is in our rows, as it is handed to the stock library: typed as it would be there, or not.

Typed: days and amounts are what they are, and what has parts is a plain dataclass with those
parts. Untyped: what a JSON reader makes of the row, so text and dicts all the way down.
"""

import enum
from collections.abc import Callable
from dataclasses import make_dataclass
from functools import cache
from typing import Any

import attrs
import msgspec

from avtalsuppfoljning.recording.catalogue import DECODERS
from avtalsuppfoljning.recording.store import Row

Translate = Callable[[Row], dict[str, Any]]


def typed(row: Row) -> dict[str, Any]:
    """The fact's fields, and the day, by whom, which command; stock events take the instant."""
    entry = DECODERS[row[3]](row[4])
    return {
        **_parts(entry.event),
        "day": entry.day,
        "recorded_by": entry.by,
        "command": entry.command,
    }


def untyped(row: Row) -> dict[str, Any]:
    """The same in text and dicts."""
    entry = msgspec.json.decode(row[4])
    circumstances = {"day": entry["day"], "recorded_by": entry["by"], "command": entry["command"]}
    return {**entry["event"], **circumstances}


def plain_class(cls: Any) -> type:
    """A dataclass with the same parts, which is what most people would write."""
    return _made(cls.__name__, tuple(each.name for each in attrs.fields(cls)))


@cache
def _made(name: str, parts: tuple[str, ...]) -> type:
    return make_dataclass(name, parts, slots=True)


def _value(value: Any) -> Any:
    if attrs.has(type(value)):
        return plain_class(type(value))(*_parts(value).values())
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    return value.value if isinstance(value, enum.Enum) else value


def _parts(value: Any) -> dict[str, Any]:
    return {each.name: _value(getattr(value, each.name)) for each in attrs.fields(type(value))}
