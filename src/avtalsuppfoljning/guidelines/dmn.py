"""A guideline as DMN 1.3, with test cases for whoever runs it.

The tables are those of `decisions`; the description of a row is its citation. How the tables are
put together to a recommendation is not part of the export.
"""

from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from avtalsuppfoljning import swedish
from avtalsuppfoljning.guidelines.decisions import (
    Decision,
    Permission,
    Rule,
    cases,
    decisions,
    listed,
    permissions,
)
from avtalsuppfoljning.guidelines.fingerprint import fingerprint
from avtalsuppfoljning.guidelines.inputs import NO, YES
from avtalsuppfoljning.guidelines.model import Guideline

DMN: Final = "https://www.omg.org/spec/DMN/20191111/MODEL/"
"""The namespace of DMN 1.3."""
FEEL: Final = "https://www.omg.org/spec/DMN/20191111/FEEL/"
TCK: Final = "http://www.omg.org/spec/DMN/20160719/testcase"
_SCHEMA: Final = "http://www.w3.org/2001/XMLSchema"
_INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"


def to_dmn(guideline: Guideline) -> str:
    """The guideline's tables as one DMN 1.3 document, without a diagram."""
    tables = decisions(guideline)
    known = {each.name for each in tables}
    definitions = ET.Element(
        "definitions",
        {
            "xmlns": DMN,
            "id": f"regelverk-{guideline.id}",
            "name": guideline.id,
            "namespace": f"urn:avtalsuppfoljning:{guideline.id}:{guideline.version}",
            "expressionLanguage": FEEL,
            "typeLanguage": FEEL,
            "exporter": "avtalsuppfoljning",
        },
    )
    head = (guideline.document, guideline.title, guideline.version, fingerprint(guideline))
    _text(definitions, "description", "; ".join(head))
    inputs = dict(pair for table in tables for pair in table.inputs if pair[0] not in known)
    for name in sorted(inputs):
        data = ET.SubElement(definitions, "inputData", {"id": f"fakta-{name}", "name": name})
        ET.SubElement(data, "variable", {"name": name, "typeRef": "string"})
    for table in tables:
        decision = _decision(definitions, table.name, [name for name, _ in table.inputs], known)
        _write_table(decision, table)
    for permission in permissions(guideline):
        _write_permission(definitions, permission, known)
    return _written(definitions)


def _decision(
    definitions: ET.Element, name: str, reads: Iterable[str], known: set[str]
) -> ET.Element:
    id_ = f"beslut-{name}"
    decision = ET.SubElement(definitions, "decision", {"id": id_, "name": name})
    ET.SubElement(decision, "variable", {"name": name, "typeRef": "string"})
    for each in reads:
        required = ET.SubElement(decision, "informationRequirement", {"id": f"{id_}-laser-{each}"})
        kind, what = ("Decision", "beslut") if each in known else ("Input", "fakta")
        ET.SubElement(required, f"required{kind}", {"href": f"#{what}-{each}"})
    return decision


def _write_table(decision: ET.Element, table: Decision) -> None:
    id_ = decision.attrib["id"]
    written = ET.SubElement(
        decision, "decisionTable", {"id": f"{id_}-tabell", "hitPolicy": "UNIQUE"}
    )
    for name, values in table.inputs:
        clause = ET.SubElement(written, "input", {"id": f"{id_}-in-{name}"})
        expression = ET.SubElement(clause, "inputExpression", {"typeRef": "string"})
        _text(expression, "text", name)
        _text(ET.SubElement(clause, "inputValues"), "text", listed(values))
    output = {"id": f"{id_}-ut", "name": table.name, "typeRef": "string"}
    answers = ET.SubElement(ET.SubElement(written, "output", output), "outputValues")
    _text(answers, "text", listed(table.answers))
    for number, rule in enumerate(table.rules):
        _write_rule(written, table, rule, f"{id_}-rad-{number}")


def _write_rule(written: ET.Element, table: Decision, rule: Rule, id_: str) -> None:
    admitted = dict(rule.when)
    row = ET.SubElement(written, "rule", {"id": id_})
    _text(row, "description", rule.cited)
    for name, _ in table.inputs:
        entry = ET.SubElement(row, "inputEntry", {"id": f"{id_}-{name}"})
        _text(entry, "text", listed(admitted[name]) if name in admitted else "-")
    _text(ET.SubElement(row, "outputEntry", {"id": f"{id_}-ut"}), "text", listed((rule.gives,)))


def _write_permission(definitions: ET.Element, permission: Permission, known: set[str]) -> None:
    names = [each.name for each in permission.limits]
    decision = _decision(definitions, permission.name, names, known)
    cited = ET.Element("description")
    cited.text = swedish.visible(str(permission.citation))
    decision.insert(0, cited)
    refused = " or ".join(f'{name} = "{YES}"' for name in names)
    expression = f'if {refused} then "{NO}" else "{YES}"' if names else f'"{YES}"'
    _text(ET.SubElement(decision, "literalExpression"), "text", expression)


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = swedish.visible(text)


def _written(root: ET.Element) -> str:
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"


# ── test cases ──


def to_tck(guideline: Guideline) -> str:
    """Test cases in the form of the DMN TCK: every cell of every table, with its answer.

    What reads other tables is asked by way of the facts that they read.
    """
    root = ET.Element("testCases", {"xmlns": TCK, "xmlns:xsi": _INSTANCE, "xmlns:xsd": _SCHEMA})
    _text(root, "modelName", f"{guideline.id}.dmn")
    for case in cases(guideline):
        node = ET.SubElement(root, "testCase", {"id": case.id})
        for name, value in case.given.items():
            _write_value(ET.SubElement(node, "inputNode", {"name": name}), value)
        result = ET.SubElement(node, "resultNode", {"name": case.asks, "type": "decision"})
        _write_value(ET.SubElement(result, "expected"), case.expected)
    return _written(root)


def _write_value(parent: ET.Element, value: str) -> None:
    ET.SubElement(parent, "value", {"xsi:type": "xsd:string"}).text = value
