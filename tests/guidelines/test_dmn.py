"""The exports: valid DMN 1.3, and the same answers in two engines that know nothing of us.

Neither engine is trusted to see that two rows hold at once; that is counted here.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from itertools import chain
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import zen
from lxml import etree

from avtalsuppfoljning.guidelines import Duty, Guideline, Limit, Measure, Row, load, shipped
from avtalsuppfoljning.guidelines.decisions import Decision, cases, decisions, permissions
from avtalsuppfoljning.guidelines.dmn import DMN, TCK, to_dmn, to_tck
from avtalsuppfoljning.guidelines.inputs import DOMAINS, NO, YES, cells
from avtalsuppfoljning.guidelines.jdm import to_jdm

NS = {"d": DMN, "t": TCK}
GUIDELINES = [load(*each) for each in shipped()]
every_guideline = pytest.mark.parametrize("guideline", GUIDELINES, ids=lambda each: each.id)


@cache
def document(guideline: Guideline) -> ET.Element:
    return ET.fromstring(to_dmn(guideline))  # noqa: S314  our own text


def text(node: ET.Element, path: str) -> str:
    found = node.find(path, NS)
    assert found is not None
    assert found.text
    return found.text


def expected_cells(guideline: Guideline) -> Iterator[tuple[str, dict[str, str], str]]:
    """Table, cell and answer, found in the guideline and not by way of the export."""
    domains = {**DOMAINS, "grad": guideline.grades}
    tables = {"grad": guideline.grade, "start": guideline.start, "nivaregel": guideline.level}
    for name, table in tables.items():
        for cell in cells(table.inputs, domains):
            given = dict(zip(table.inputs, cell, strict=True))
            held = [r.gives for r in table.rows if all(given[key] in v for key, v in r.when)]
            assert len(held) == 1
            yield name, given, held[0]
    for limit in guideline.limits:
        asked = dict(limit.when)
        measures = limit.refuses if "reglerad" in asked else ("",)
        for measure in measures:
            stem = re.sub("[^a-z0-9]+", "_", f"grans_{limit.id}" + (measure and f"_{measure}"))
            for cell in cells(tuple(asked), DOMAINS):
                given = dict(zip(asked, cell, strict=True))
                holds = all(given[key] in values for key, values in asked.items())
                if "reglerad" in given:
                    given[f"reglerad_{measure}"] = given.pop("reglerad")
                yield stem, given, YES if holds else NO
    for duty in guideline.duties:
        asked = dict(duty.when)
        for cell in cells(tuple(asked), DOMAINS) if asked else ():
            given = dict(zip(asked, cell, strict=True))
            holds = all(given[key] in values for key, values in asked.items())
            stem = re.sub("[^a-z0-9]+", "_", f"skyldighet_{duty.id}")
            yield stem, given, YES if holds else NO


@cache
def schema() -> Any:
    """The standard's own schema of DMN 1.3; SpiffWorkflow's wheel has it."""
    with as_file(files("SpiffWorkflow") / "dmn" / "parser" / "schema") as folder:
        return etree.XMLSchema(etree.parse(folder / "DMN13.xsd"))


@every_guideline
class TestSchema:
    def test_the_export_is_valid(self, guideline: Guideline) -> None:
        found = schema()
        found.validate(etree.fromstring(to_dmn(guideline).encode()))
        assert not list(found.error_log)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('hitPolicy="UNIQUE"', 'hitPolicy="BARA_EN"'),
            ("<inputEntry", "<entry"),
            (' name="grad"', ""),
            ('id="beslut-grad"', 'id="beslut grad"'),
            ('typeRef="string"', 'type="string"'),
        ],
    )
    def test_what_the_standard_does_not_allow(
        self, guideline: Guideline, old: str, new: str
    ) -> None:
        text = to_dmn(guideline).replace(old, new)
        if old == "<inputEntry":
            text = text.replace("</inputEntry", "</entry")
        assert text != to_dmn(guideline)
        assert not schema().validate(etree.fromstring(text.encode()))


@every_guideline
class TestDocument:
    def test_it_is_dmn_1_3(self, guideline: Guideline) -> None:
        root = document(guideline)
        assert root.tag == f"{{{DMN}}}definitions"
        assert {"id", "name", "namespace"} <= set(root.attrib)
        assert all(node.tag.startswith(f"{{{DMN}}}") for node in root.iter())

    def test_every_id_is_one_and_every_reference_leads_somewhere(
        self, guideline: Guideline
    ) -> None:
        ids = [node.attrib["id"] for node in document(guideline).iter() if "id" in node.attrib]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", each, re.ASCII) for each in ids)
        references = [
            node.attrib["href"] for node in document(guideline).iter() if "href" in node.attrib
        ]
        assert {each.removeprefix("#") for each in references} <= set(ids)

    def test_the_parts_stand_in_the_order_of_the_standard(self, guideline: Guideline) -> None:
        order = {
            "definitions": ["description", "inputData", "decision"],
            "decision": ["description", "variable", "informationRequirement", "decisionTable",
                         "literalExpression"],
            "decisionTable": ["input", "output", "rule"],
            "rule": ["description", "inputEntry", "outputEntry"],
        }  # fmt: skip
        for node in document(guideline).iter():
            wanted = order.get(node.tag.partition("}")[2])
            if wanted:
                places = [wanted.index(child.tag.partition("}")[2]) for child in node]
                assert places == sorted(places)

    def test_every_citation_is_a_description(self, guideline: Guideline) -> None:
        described = " ".join(
            node.text or "" for node in document(guideline).iter(f"{{{DMN}}}description")
        )
        tables = (guideline.grade, guideline.start, guideline.level)
        cited: list[Row | Limit | Measure | Duty] = [
            *(row for table in tables for row in table.rows),
            *guideline.limits,
            *guideline.measures,
            *(duty for duty in guideline.duties if duty.when),
        ]
        assert all(str(each.citation) in described for each in cited)
        for row in chain.from_iterable(table.rows for table in tables):
            assert f"{row.id}: {row.citation}" in described

    def test_exactly_one_row_holds_in_every_cell(self, guideline: Guideline) -> None:
        """Read from the document itself, as an engine would."""
        tables = document(guideline).findall("d:decision/d:decisionTable", NS)
        assert tables
        for table in tables:
            assert table.attrib["hitPolicy"] == "UNIQUE"
            domains = {
                text(clause, "d:inputExpression/d:text"): tuple(
                    re.findall('"([^"]*)"', text(clause, "d:inputValues/d:text"))
                )
                for clause in table.findall("d:input", NS)
            }
            rows = [
                [
                    None if test == "-" else re.findall('"([^"]*)"', test)
                    for test in (text(e, "d:text") for e in rule.findall("d:inputEntry", NS))
                ]
                for rule in table.findall("d:rule", NS)
            ]
            for cell in cells(tuple(domains), domains):
                held = [
                    row
                    for row in rows
                    if all(t is None or v in t for t, v in zip(row, cell, strict=True))
                ]
                assert len(held) == 1


@every_guideline
def test_the_export_has_every_cell_and_no_other(guideline: Guideline) -> None:
    tables = {each.name: each for each in decisions(guideline)}
    wanted = {(name, frozenset(given.items())) for name, given, _ in expected_cells(guideline)}
    found = {
        (table.name, frozenset(given.items()))
        for table in tables.values()
        for given in table.cells()
    }
    assert found == wanted


def test_pydmnrules_agrees_in_every_cell_of_every_guideline() -> None:
    """It reads the DMN itself; one table at a time, since a cell may be out of others' reach.

    All in one test, and imported here: it takes long to load.
    """
    for guideline in GUIDELINES:
        root = document(guideline)
        engines = {
            decision.attrib["name"]: alone(root, decision.attrib["name"])
            for decision in root.findall("d:decision", NS)
            if decision.find("d:decisionTable", NS) is not None
        }
        asked = 0
        for name, given, expected in expected_cells(guideline):
            status, answers = engines[name].decide(given)
            assert not status
            (found,) = answers if isinstance(answers, list) else [answers]
            assert found["Result"][f"{name}.{name}"] == expected
            asked += 1
        assert asked == sum(1 for table in decisions(guideline) for _ in table.cells())


def alone(root: ET.Element, name: str) -> Any:
    """An engine with one of the tables."""
    one = ET.Element(root.tag, root.attrib)
    one.extend(
        node
        for node in root
        if node.attrib.get("name") == name or node.tag == f"{{{DMN}}}inputData"
    )
    import pyDMNrules  # noqa: PLC0415  it takes long to load

    engine = pyDMNrules.DMN()
    assert not engine.useXML(ET.tostring(one, "unicode"))
    return engine


@every_guideline
def test_zen_engine_agrees_in_every_cell(guideline: Guideline) -> None:
    """Once with the first row that holds, once with all of them: it must be one and the same."""
    for policy in ("first", "collect"):
        model = to_jdm(guideline, hit_policy=policy)
        nodes = {node["name"]: node for node in model["nodes"]}
        engines = {name: zen_alone(nodes[name]) for name in map(_name, decisions(guideline))}
        for name, given, expected in expected_cells(guideline):
            result: Any = engines[name].evaluate(given)["result"]
            rows = result if isinstance(result, list) else [result]
            assert [row[name] for row in rows] == [expected]


def _name(decision: Decision) -> str:
    return decision.name


def zen_alone(node: dict[str, Any]) -> zen.ZenDecision:
    """An engine with one of the tables."""
    nodes = [{"id": "a", "name": "a", "type": "inputNode"}, node]
    nodes.append({"id": "b", "name": "b", "type": "outputNode"})
    ends = (("a", node["id"]), (node["id"], "b"))
    edges = [{"id": f"{s}-{t}", "sourceId": s, "targetId": t} for s, t in ends]
    return zen.ZenEngine().create_decision(
        zen.ZenDecisionContent(json.dumps({"nodes": nodes, "edges": edges}))
    )


@every_guideline
def test_the_test_cases_hold_in_zen_engine(guideline: Guideline) -> None:
    """All tables together, asked with the facts of the TCK document."""
    root = ET.fromstring(to_tck(guideline))  # noqa: S314  our own text
    model = zen.ZenDecisionContent(json.dumps(to_jdm(guideline)))
    engine = zen.ZenEngine().create_decision(model)
    tables = decisions(guideline)
    known = {each.name for each in tables}
    inputs = dict(pair for table in tables for pair in table.inputs if pair[0] not in known)
    rest = {name: values[0] for name, values in inputs.items()}
    asked = set()
    for case in root.findall("t:testCase", NS):
        given = {n.attrib["name"]: text(n, "t:value") for n in case.findall("t:inputNode", NS)}
        result = case.find("t:resultNode", NS)
        assert result is not None
        name, expected = result.attrib["name"], text(result, "t:expected/t:value")
        assert engine.evaluate(rest | given)["result"][name] == expected
        asked.add((name, expected))
    assert {name for name, _ in asked} == known | {each.name for each in permissions(guideline)}
    permitted = {name for name, expected in asked if expected == YES}
    assert {each.name for each in permissions(guideline)} <= permitted


def test_a_case_that_names_a_permission_is_what_the_limits_say() -> None:
    guideline = load("orebro")
    seen = {case.expected for case in cases(guideline) if case.asks == "tillaten_havning"}
    assert seen == {YES, NO}
