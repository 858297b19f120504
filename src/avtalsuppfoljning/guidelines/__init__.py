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
from avtalsuppfoljning.guidelines.loading import load, parse, shipped, shipped_text
from avtalsuppfoljning.guidelines.model import (
    SEMANTICS,
    Condition,
    Duty,
    Effect,
    Guideline,
    LevelRule,
    Limit,
    LimitKind,
    Matrix,
    Measure,
    Row,
    Table,
)

__all__ = [
    "ABSTENTION",
    "SEMANTICS",
    "Condition",
    "DelegationPoint",
    "Delegationsordning",
    "Duty",
    "Effect",
    "Guideline",
    "LevelRule",
    "Limit",
    "LimitKind",
    "Matrix",
    "Measure",
    "Row",
    "Table",
    "fingerprint",
    "load",
    "parse",
    "parse_delegationsordning",
    "shipped",
    "shipped_text",
]
