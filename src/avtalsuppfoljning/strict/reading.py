"""Hostile text to plain data: JSON and TOML, within bounds, nothing said twice."""

import json
import math
import re
import tomllib
from typing import Any, NoReturn

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError

MAX_BYTES = 10_000_000
"""The largest text that is read at all."""
MAX_DEPTH = 64
"""How deep lists and objects may be nested."""
SHOWN = 80
"""How many characters of a hostile value a message shows."""

_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_PLAIN_KEY = re.compile(r"\w+", re.ASCII)


def show_key(key: str) -> str:
    """A key as it can be shown on one line, whoever wrote it."""
    return key if _PLAIN_KEY.fullmatch(key) and len(key) <= SHOWN else ascii(key[:SHOWN])


def read_json(source: str | bytes, *, error: type[InputError] = InputError) -> Any:
    """Plain data from one JSON document; duplicate keys, NaN and excess are refused.

    >>> read_json('{"a": [1, true]}')
    {'a': [1, True]}
    """

    def refuse_constant(text: str) -> NoReturn:
        raise error(swedish.not_a_number(text), swedish.NOT_FINITE, place=text)

    def finite(text: str) -> float:
        number = float(text)
        return number if math.isfinite(number) else refuse_constant(text[:40])

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise error(*swedish.KEY_TWICE, place=show_key(twice))
        return found

    text = _decoded(source, error)
    _refuse_depth(text, error)
    try:
        data = json.loads(
            text, object_pairs_hook=unique, parse_constant=refuse_constant, parse_float=finite
        )
        if "\\u" in text:
            json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as fault:
        place = f"rad {fault.lineno}, kolumn {fault.colno}"
        raise error(swedish.NOT_JSON, swedish.CORRECT_THE_TEXT, place=place) from None
    except UnicodeEncodeError:
        raise error(*swedish.HALF_CHARACTER, place="text") from None
    except InputError:
        raise
    except (ValueError, RecursionError):
        raise error(*swedish.NUMBER_TOO_LARGE, place="text") from None
    return data


def read_toml(source: str | bytes, *, error: type[InputError] = InputError) -> dict[str, Any]:
    """Plain data from one TOML document."""
    text = _decoded(source, error)
    _refuse_depth(text, error)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        found = re.search(r"\(at line (\d+), column (\d+)\)$", str(fault))
        place = f"rad {found[1]}, kolumn {found[2]}" if found else swedish.AT_THE_END
        raise error(swedish.NOT_TOML, swedish.CORRECT_THE_TEXT, place=place) from None


def _decoded(source: str | bytes, error: type[InputError]) -> str:
    if len(source) > MAX_BYTES:
        raise error(*swedish.text_too_large(MAX_BYTES), place="text")
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        place = f"byte {fault.start}"
        raise error(*swedish.NOT_UTF8, place=place) from None


def _refuse_depth(text: str, error: type[InputError]) -> None:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for mark in re.findall(r"[\[\]{}]", _STRINGS.sub("", text)):
        depth += 1 if mark in "[{" else -1
        if depth > MAX_DEPTH:
            raise error(*swedish.nested_too_deep(MAX_DEPTH), place="text")
