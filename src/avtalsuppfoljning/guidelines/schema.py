"""JSON Schema for the files that people write: an editor completes and checks while one types.

The schemas are made from the classes that the files are read into, so they cannot say anything
else. They are stricter than no schema and looser than the loader: gaps and contradictions are
found by ``avtal regelverk granska``.
"""

import enum
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, Final, get_args, get_origin

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.guidelines import delegation
from avtalsuppfoljning.guidelines.inputs import (
    DECLARED,
    DOMAINS,
    DUTY_INPUTS,
    GRADE_INPUTS,
    LEVEL_INPUTS,
    LIMIT_INPUTS,
    START_INPUTS,
)
from avtalsuppfoljning.guidelines.model import LevelRule
from avtalsuppfoljning.guidelines.plans import PLAN_DOMAINS
from avtalsuppfoljning.guidelines.shape import Cited, Fil, Nar
from avtalsuppfoljning.terms import Driftsform, EkonomiskForm, Kanal, fold

Schema = dict[str, Any]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_READ: Final = {
    "grans": LIMIT_INPUTS,
    "grad": GRADE_INPUTS,
    "start": START_INPUTS,
    "niva": LEVEL_INPUTS,
    "skyldighet": DUTY_INPUTS,
}
"""What the conditions of a section may read; those of other sections may read everything."""
_ID: Final = {"type": "string", "pattern": "^[a-z0-9]+([._-][a-z0-9]+)*$", "maxLength": 80}
_DAY: Final = {"type": "string", "format": "date"}
_AMOUNT: Final = {"type": "string", "pattern": r"^-?[0-9]{1,30}(\.[0-9]{1,30})?$"}
_PLAIN: Final[dict[Any, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: _DAY,
    Decimal: _AMOUNT,
}


def guideline_schema() -> Schema:
    """The schema of a guideline file."""
    schema = _of_class(Fil, "")
    schema["properties"]["faktaversion"] = {"const": 1}
    schema["properties"]["laser"]["items"] = {"enum": list(DECLARED)}
    schema["properties"]["matris"] = _matrix()
    document = schema["properties"]["dokument"]["properties"]
    document["version"] = {**document["version"], **_DAY}
    level = schema["properties"]["niva"]["properties"]["rad"]["items"]["properties"]
    level["ger"] = {**level["ger"], "enum": [each.value for each in LevelRule]}
    duty = schema["properties"]["skyldighet"]["items"]["properties"]
    duty["vem"] = {**duty["vem"], "enum": ["kommunen", "utforaren"]}
    return {"$schema": _DIALECT, "title": swedish.SCHEMA_GUIDELINE, **schema}


def delegation_schema() -> Schema:
    """The schema of a delegationsordning."""
    schema = _of_class(delegation.Fil, "")
    point = schema["properties"]["punkt"]["items"]["properties"]
    point["id"] = {"type": "string", "minLength": 1}
    point["former"]["items"] = {
        "enum": [each.value for kind in (EkonomiskForm, Kanal) for each in kind]
    }
    for key in ("atgarder", "roller"):
        point[key]["minItems"] = 1
    return {"$schema": _DIALECT, "title": swedish.SCHEMA_DELEGATION, **schema}


def _of_class(cls: Any, section: str) -> Schema:
    fields = attrs.fields(attrs.resolve_types(cls))
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [fold(each.name) for each in fields if each.default is attrs.NOTHING],
        "properties": {
            fold(each.name): _described(
                fold(each.name), _of_type(each.type, section or fold(each.name), fold(each.name))
            )
            for each in fields
        },
    }


def _of_type(kind: Any, section: str, key: str) -> Schema:
    if kind == Nar:
        return _condition(section)
    if key == "id":
        return dict(_ID)
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _of_type(get_args(kind)[0], section, "")}
    if get_origin(kind) is UnionType:
        (some,) = (each for each in get_args(kind) if each is not type(None))
        return _of_type(some, section, key)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [each.value for each in kind]}
    return _of_class(kind, section)


def _condition(section: str) -> Schema:
    """Inputs of the section, each with a list of its values; grades and measures are one's own."""
    domains: dict[str, tuple[str, ...] | None] = {**DOMAINS, "grad": None, "hogsta_atgard": None}
    if section in {"planpunkt", "planomfattning"}:
        domains = {**PLAN_DOMAINS, "verksamhet": None}
    names = _READ.get(section, tuple(domains))
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {
                "type": "array",
                "minItems": 1,
                "uniqueItems": True,
                "items": {"enum": list(values)} if values else {"type": "string"},
            }
            for name in names
            for values in [domains[name]]
        },
    }


def _matrix() -> Schema:
    """The printed table: its headings, and a cross or a dash per driftsform and heading."""
    cited = _of_class(Cited, "matris")["properties"]
    marks = {"type": "array", "items": {"enum": ["x", "-"]}}
    forms = {fold(each.name).replace("_", " "): marks for each in Driftsform}
    headings = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    return {
        "type": "object",
        "description": swedish.SCHEMA_KEY["matris"],
        "additionalProperties": False,
        "required": ["avsnitt", "DRIFTSFORM"],
        "properties": {
            "avsnitt": cited["avsnitt"],
            "tolkning": cited["tolkning"],
            "DRIFTSFORM": headings,
            **forms,
        },
    }


def _described(key: str, schema: Schema) -> Schema:
    text = swedish.SCHEMA_KEY.get(key)
    return {"description": text, **schema} if text else schema
