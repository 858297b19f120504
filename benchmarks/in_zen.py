"""Örebro's decision as models for zen-engine, which read the same request as ``avtal bedom``.

`exported` is what ``avtal regelverk dmn --som jdm`` gives, every limit a table with its citation,
and expressions before and after it. `model` is the best that we could do by hand: few nodes that
do not wait for each other, and nothing is cited.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import zen

from avtalsuppfoljning.guidelines import Condition, Guideline, Limit, LimitKind
from avtalsuppfoljning.guidelines.decisions import name_of, permissions
from avtalsuppfoljning.guidelines.jdm import to_jdm
from benchmarks.by_hand import LADDER, LEVELS, Answer

Model = dict[str, Any]

_FLAGS = {
    "avtal_upphort": "upphort",
    "avtalsbrist": "brist.avtalsbrist",
    "havningsgrund_uppfylld": "avtal.havningsgrund_uppfylld",
    "hanvisar_till_riktlinjen": "avtal.hanvisar_till_riktlinjen",
    "medveten": "brist.medveten",
    "upprepad": "brist.upprepad",
    "form_reglerad": "len(avtal.ekonomiska_former) > 0",
    "kanal_reglerad": "len(avtal.avstangning_kanaler) > 0",
    "tidigare_atgard": "fore > 0",
}
_FIELDS = {
    "driftsform": "driftsform",
    "upphandlingsform": "upphandlingsform",
    "frekvens": "brist.frekvens",
    "konsekvens_individ": "brist.konsekvens.individ",
    "konsekvens_kommunen": "brist.konsekvens.kommunen",
    "konsekvens_utforaren": "brist.konsekvens.utforaren",
    "konsekvens": "varst",
    "resultat": "historik.resultat",
    "grad": "grad",
}


def model(guideline: Guideline) -> Model:
    """The decision in as few nodes as it can be done in, each waiting for what it reads alone."""
    tables = [
        _table("grad", ((row.when, f'"{row.gives}"') for row in guideline.grade.rows)),
        _table("start", ((r.when, str(LEVELS.index(r.gives))) for r in guideline.start.rows)),
        _table("regel", ((row.when, f'"{row.gives}"') for row in guideline.level.rows)),
        *(_reasons(guideline, measure) for measure in LADDER),
    ]
    first = [node["id"] for node in tables if node["id"] != "start"]
    edges = [
        ("in", "harlett"),
        *(("harlett", each) for each in first),
        ("grad", "start"),
        *((each, "svar") for each in ("start", *first) if each != "grad"),
        ("svar", "ut"),
    ]
    why = {measure: f"skal_{measure}" for measure in LADDER}
    free = {measure: f"len({why[measure]}) == 0" for measure in LADDER}
    barred = {measure: f'some({why[measure]}, #.art == "hinder")' for measure in LADDER}
    derived = _expressions("harlett", _derived())
    return _whole([derived, *tables, _expressions("svar", _answer(free, barred))], edges)


def exported(guideline: Guideline) -> Model:
    """The export, fed with a request and with a recommendation made of its answers."""
    nodes = to_jdm(guideline)["nodes"][1:-1]
    said = permissions(guideline)
    names = {limit.name for each in said for limit in each.limits}
    barring = {
        name
        for name in names
        for limit in guideline.limits
        if limit.kind is LimitKind.BARRED and name == name_of("grans", limit.id)
    }
    free = {measure: f'tillaten_{measure} == "ja"' for measure in LADDER}
    barred = {
        measure: " or ".join(
            f'{limit.name} == "ja"' for limit in each.limits if limit.name in barring
        )
        for measure, each in zip(LADDER, said, strict=True)
    }
    start = "0"
    for level in LADDER:
        start = f"start == '{level}' ? {LEVELS.index(level)} : ({start})"
    fed = _expressions("harlett", _derived() | _inputs())
    steps = _expressions("steg_start", {"start": start, "regel": "nivaregel"})
    chain = [fed, *nodes, steps, _expressions("svar", _answer(free, barred))]
    return _whole(chain, pairwise(["in", *(node["id"] for node in chain), "ut"]))


def _whole(nodes: list[Model], edges: Iterable[tuple[str, str]]) -> Model:
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            *nodes,
            {"id": "ut", "name": "ut", "type": "outputNode"},
        ],
        "edges": [
            {"id": f"{source}-{target}", "sourceId": source, "targetId": target}
            for source, target in edges
        ],
    }


def _inputs() -> dict[str, str]:
    """The inputs of the export, as it names them."""
    flags = {name: f'({field}) ? "ja" : "nej"' for name, field in _FLAGS.items()}
    flags["avtal_upphort"] = '$.upphort ? "ja" : "nej"'
    flags["tidigare_atgard"] = '$.fore > 0 ? "ja" : "nej"'
    regulated = {
        name_of("reglerad", each): f'contains(avtal.atgarder, \'{each}\') ? "ja" : "nej"'
        for each in LADDER[1:]
    }
    fields = {name: field for name, field in _FIELDS.items() if "." in field}
    return flags | regulated | fields | {"konsekvens": "$.varst"}


def answer(result: dict[str, Any], guideline: Guideline) -> Answer:
    """What the engine said, to be compared."""
    if "skal_havning" in result:
        why = {each: [row["skal"] for row in result[f"skal_{each}"]] for each in LADDER}
    else:
        why = {
            measure: [
                limit.reason
                for limit, table in zip(_limits(guideline, measure), said.limits, strict=True)
                if result[table.name] == "ja"
            ]
            for measure, said in zip(LADDER, permissions(guideline), strict=True)
        }
    return Answer(
        permitted=tuple(each for each in LADDER if not why[each]),
        refused={each: tuple(dict.fromkeys(rows)) for each, rows in why.items() if rows},
        grade=result["grad"],
        level=LEVELS[int(result["steg"])],
        action=result["atgard"],
    )


def _limits(guideline: Guideline, measure: str) -> list[Limit]:
    return [limit for limit in guideline.limits if measure in limit.refuses]


def _derived() -> dict[str, str]:
    who = [f"brist.konsekvens.{each}" for each in ("individ", "kommunen", "utforaren")]
    worst = '"ingen"'
    for level in ("liten", "betydande", "allvarlig"):
        worst = f'{" or ".join(f"{each} == {level!r}" for each in who)} ? "{level}" : ({worst})'
    before = "0"
    for measure in LADDER:
        at = LEVELS.index(measure)
        before = f"historik.hogsta_atgard == '{measure}' ? {at} : ({before})"
    return {
        "upphort": "avtal.slut == null ? false : d(avtal.slut) < d(per)",
        "varst": worst,
        "fore": before,
    }


def _answer(free: dict[str, str], barred: dict[str, str]) -> dict[str, str]:
    """Steps 4 and 5, where an expression says of each measure whether it is free or barred."""
    found = {
        "steg": 'regel == "ingen" ? 0 : regel == "start" ? start : '
        'regel == "hogst_av_start_och_tidigare" ? max([start, fore]) : max([start, fore + 1])'
    }
    above = '"eskalera_till_namnd"'
    for measure in reversed(LADDER):
        found[f"fran_{measure}"] = (
            f'{free[measure]} ? "{measure}" : ({barred[measure]}) ? {above} : "eskalera_till_namnd"'
        )
        above = f"$.fran_{measure}"
    chosen = '"eskalera_till_namnd"'
    for measure in LADDER:
        chosen = f"$.steg == {LEVELS.index(measure)} ? $.fran_{measure} : ({chosen})"
    found["atgard"] = (
        '$.steg == 0 ? "ingen" : $.steg == fore and historik.resultat == "ej_uppfoljd" ? '
        f'"avvakta_resultatuppfoljning" : ({chosen})'
    )
    return found


def _reasons(guideline: Guideline, measure: str) -> Model:
    limits = _limits(guideline, measure)
    node = _table(
        f"skal_{measure}",
        ((limit.when, f'"{limit.reason}"') for limit in limits),
        measure=measure,
    )
    node["content"] |= {"hitPolicy": "collect", "outputPath": node["id"]}
    node["content"]["outputs"] = [_field("skal"), _field("art")]
    for row, limit in zip(node["content"]["rules"], limits, strict=True):
        row["skal"], row["art"] = row.pop(node["id"]), f'"{limit.kind}"'
    return node


def _table(name: str, rows: Iterable[tuple[Condition, str]], *, measure: str = "") -> Model:
    found = list(rows)
    inputs = dict.fromkeys(each for when, _ in found for each, _ in when)
    return {
        "id": name,
        "name": name,
        "type": "decisionTableNode",
        "content": {
            "hitPolicy": "first",
            "passThrough": True,
            "inputs": [
                {"id": each, "name": each, "field": _read(each, measure)} for each in inputs
            ],
            "outputs": [_field(name)],
            "rules": [
                {"_id": f"{name}-{at}", name: gives}
                | {each: _test(each, values) for each, values in when}
                for at, (when, gives) in enumerate(found)
            ],
        },
    }


def _field(name: str) -> Model:
    return {"id": name, "name": name, "field": name}


def _read(name: str, measure: str) -> str:
    if name == "reglerad":
        return f"contains(avtal.atgarder, '{measure}')"
    return _FLAGS.get(name) or _FIELDS[name]


def _test(name: str, values: Iterable[str]) -> str:
    if name in _FIELDS:
        return ", ".join(f'"{value}"' for value in values)
    return ", ".join({"ja": "true", "nej": "false"}[value] for value in values)


def _expressions(name: str, values: dict[str, str]) -> Model:
    rows = [{"id": key, "key": key, "value": value} for key, value in values.items()]
    content = {"passThrough": True, "expressions": rows}
    return {"id": name, "name": name, "type": "expressionNode", "content": content}


def works(
    requests: list[Any], expected: list[Answer], guideline: Guideline
) -> dict[str, Callable[[], object]]:
    """Both models, plain and with the trace, once they have been seen to give our answers."""
    models = {"export": exported(guideline), "trimmad": model(guideline)}
    engine = zen.ZenEngine({"loader": {"type": "static", "content": models}})
    for request, ours in zip(requests, expected, strict=True):
        for name in models:
            found = answer(engine.evaluate(name, request)["result"], guideline)
            if found != ours:
                raise AssertionError(f"{found} is not {ours} for {request}")

    def run(name: str, *, trace: bool = False) -> None:
        for request in requests:
            engine.evaluate(name, request, {"trace": trace})

    return {
        "zen": lambda: run("export"),
        "zen_spar": lambda: run("export", trace=True),
        "zen_trimmad": lambda: run("trimmad"),
        "zen_trimmad_spar": lambda: run("trimmad", trace=True),
    }
