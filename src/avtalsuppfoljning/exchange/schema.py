"""JSON Schema of the file of facts that `avtal bedom` reads, made from the classes it becomes."""

from typing import Final

from avtalsuppfoljning import swedish
from avtalsuppfoljning.exchange.bedom import FILE_OF_FACTS
from avtalsuppfoljning.strict.schema import DIALECT, Schema, definitions, wire_name

_NUMBER: Final = r"^-?[0-9]{1,30}(\.[0-9]{1,30})?$"


def facts_schema() -> Schema:
    """The schema of a file of facts; which measures a guideline has is not in it."""
    defs = definitions([FILE_OF_FACTS], number=_NUMBER)
    whole = defs.pop(wire_name(FILE_OF_FACTS.__name__))
    return {"$schema": DIALECT, **whole, "title": swedish.SCHEMA_FACTS, "$defs": defs}
