"""JSON Schema of the files that `avtal bedom` and `avtal plan` read, of the classes they become."""

from typing import Final

from avtalsuppfoljning import swedish
from avtalsuppfoljning.exchange.bedom import FILE_OF_FACTS
from avtalsuppfoljning.exchange.plan import FILE_OF_AGREEMENT
from avtalsuppfoljning.strict.schema import DIALECT, Schema, definitions, wire_name

_NUMBER: Final = r"^-?[0-9]{1,30}(\.[0-9]{1,30})?$"


def facts_schema() -> Schema:
    """The schema of a file of facts; which measures a guideline has is not in it."""
    return _schema(FILE_OF_FACTS, swedish.SCHEMA_FACTS)


def agreement_schema() -> Schema:
    """The schema of a file with one agreement; which things a plan has is not in it."""
    return _schema(FILE_OF_AGREEMENT, swedish.SCHEMA_AGREEMENT)


# ── helpers ──


def _schema(file: type, title: str) -> Schema:
    defs = definitions([file], number=_NUMBER)
    whole = defs.pop(wire_name(file.__name__))
    return {"$schema": DIALECT, **whole, "title": title, "$defs": defs}
