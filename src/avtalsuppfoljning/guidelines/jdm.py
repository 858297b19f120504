"""A guideline as the JSON decision model (JDM) that zen-engine runs."""

from itertools import pairwise
from typing import Any

from avtalsuppfoljning.guidelines.decisions import Decision, decisions, listed, permissions
from avtalsuppfoljning.guidelines.inputs import NO, YES
from avtalsuppfoljning.guidelines.model import Guideline


def to_jdm(guideline: Guideline, *, hit_policy: str = "first") -> dict[str, Any]:
    """The tables as nodes in a row, each after those that it reads."""
    nodes = [_table(each, hit_policy) for each in decisions(guideline)]
    nodes.append(_permissions(guideline))
    order = ["in", *(node["id"] for node in nodes), "ut"]
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            *nodes,
            {"id": "ut", "name": "ut", "type": "outputNode"},
        ],
        "edges": [
            {"id": f"till-{target}", "sourceId": source, "targetId": target}
            for source, target in pairwise(order)
        ],
    }


def _table(table: Decision, hit_policy: str) -> dict[str, Any]:
    content = {
        "hitPolicy": hit_policy,
        "passThrough": True,
        "inputs": [{"id": name, "name": name, "field": name} for name, _ in table.inputs],
        "outputs": [{"id": "ut", "name": table.name, "field": table.name}],
        "rules": [
            {
                "_id": f"{table.name}-{number}",
                "_description": rule.cited,
                "ut": listed((rule.gives,)),
            }
            | {name: listed(admitted) for name, admitted in rule.when}
            for number, rule in enumerate(table.rules)
        ],
    }
    return {"id": table.name, "name": table.name, "type": "decisionTableNode", "content": content}


def _permissions(guideline: Guideline) -> dict[str, Any]:
    expressions = []
    for each in permissions(guideline):
        refused = " or ".join(f'{limit.name} == "{YES}"' for limit in each.limits)
        value = f'{refused} ? "{NO}" : "{YES}"' if refused else f'"{YES}"'
        expressions.append({"id": each.name, "key": each.name, "value": value})
    content = {"passThrough": True, "expressions": expressions}
    return {"id": "tillaten", "name": "tillaten", "type": "expressionNode", "content": content}
