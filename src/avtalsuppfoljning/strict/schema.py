"""JSON Schema of our classes, as `msgspec` makes it, under the names that leave Python."""

import re
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from avtalsuppfoljning.terms import Term, fold

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
REF: Final = "#/$defs/"


def wire_name(name: str) -> str:
    """What a class is called in a schema: folded, and a private one in lower case.

    >>> wire_name("Bedömning"), wire_name("_Avtal")
    ('Bedomning', 'avtal')
    """
    return fold(name[1:]).lower() if name.startswith("_") else fold(name)


def definitions(classes: Iterable[type], *, number: str) -> Schema:
    """A definition for each class and all that it holds, in the order of their names.

    Keys that a class does not have are refused, and a decimal number is text that matches.
    """
    wanted = list(classes)
    _, found = msgspec.json.schema_components(wanted, ref_template=REF + "{name}")
    escaped = {_escape(name): name for name in _names(wanted)}
    known = {name: wire_name(escaped.get(name, name)) for name in found}
    assert len(set(known.values())) == len(known), "two classes would share a definition"
    made = {known[name]: _tidy(schema, known, number) for name, schema in found.items()}
    return {name: made[name] for name in sorted(made)}


# ── helpers ──


def _names(classes: Iterable[type]) -> Iterable[str]:
    yield from (cls.__name__ for cls in classes)
    yield from (kind.__name__ for kind in Term.__subclasses__())


def _escape(name: str) -> str:
    """A name as msgspec writes it in a reference."""
    return re.sub(r"[^a-zA-Z0-9.\-_]", "_", name)


def _tidy(schema: Any, known: dict[str, str], number: str) -> Any:
    if isinstance(schema, list | tuple):  # a default may be a tuple; JSON has lists
        return [_tidy(each, known, number) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _tidy(each, known, number) for key, each in schema.items()}
    if isinstance(made.get("$ref"), str):
        made["$ref"] = REF + known[made["$ref"].removeprefix(REF)]
    if isinstance(made.get("title"), str):
        made["title"] = wire_name(made["title"])
    if isinstance(made.get("description"), str):
        made["description"] = " ".join(made["description"].partition("\n\n")[0].split())
    if made.get("format") == "decimal":
        del made["format"]
        made["pattern"] = number
    if made.get("type") == "object" and "properties" in made:
        made["additionalProperties"] = False
    return made
