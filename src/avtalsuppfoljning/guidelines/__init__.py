"""What steering documents say, as dated data: one TOML file per version of a document.

`load` gives a shipped guideline, `parse` one of your own. `fingerprint` says whether two
guidelines answer alike.
"""

from avtalsuppfoljning.guidelines.delegation import (
    ABSTENTION,
    DelegationPoint,
    Delegationsordning,
    parse_delegationsordning,
)
from avtalsuppfoljning.guidelines.fingerprint import fingerprint
from avtalsuppfoljning.guidelines.loading import load, parse, parse_once, shipped, shipped_text
from avtalsuppfoljning.guidelines.model import (
    SEMANTICS,
    Condition,
    Deviation,
    Duty,
    Effect,
    Guideline,
    Law,
    LawKind,
    LevelRule,
    Limit,
    LimitKind,
    Matrix,
    Measure,
    Parameter,
    Row,
    SideEffect,
    Table,
    Tariff,
    Unit,
)

__all__ = [
    "ABSTENTION",
    "SEMANTICS",
    "Condition",
    "DelegationPoint",
    "Delegationsordning",
    "Deviation",
    "Duty",
    "Effect",
    "Guideline",
    "Law",
    "LawKind",
    "LevelRule",
    "Limit",
    "LimitKind",
    "Matrix",
    "Measure",
    "Parameter",
    "Row",
    "SideEffect",
    "Table",
    "Tariff",
    "Unit",
    "fingerprint",
    "load",
    "parse",
    "parse_delegationsordning",
    "parse_once",
    "shipped",
    "shipped_text",
]
