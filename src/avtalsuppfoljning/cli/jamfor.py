"""``avtal regelverk jamfor``: every outcome and every row of the plan that differs."""

from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.plan_rows import plan_differences, write_plan_differences
from avtalsuppfoljning.cli.riktlinje import named
from avtalsuppfoljning.cli.shell import command, format_option
from avtalsuppfoljning.policy import GuidelineRef
from avtalsuppfoljning.policy.compare import Comparison, Difference, Term, by_answer, compare
from avtalsuppfoljning.schedule import compare_plans


@command(
    "jamfor",
    click.Argument(["one"], metavar=swedish.ONE),
    click.Argument(["other"], metavar=swedish.OTHER),
    format_option(),
    group="regelverk",
)
def jamfor(one: str, other: str, form: str) -> None:
    """Compare two guidelines."""
    pair = named(one), named(other)
    found, plans = compare(*pair), compare_plans(*pair)
    if form == "json":
        write_json(_plain(found) | {"plan": plan_differences(plans)})
        return
    page = Page()
    _write(page, found)
    write_plan_differences(page, plans)


def _plain(found: Comparison) -> dict[str, Any]:
    return {
        "a": _ref(found.one),
        "b": _ref(found.other),
        "lika": not found.differences and not found.terms,
        "fragor": found.questions,
        "olika": [_difference(each) for each in found.differences],
        "villkor": [_term(each) for each in found.terms],
        "kallor": [_difference(each) for each in found.sources],
        "avsnitt": [_term(each) for each in found.citations],
    }


def _term(term: Term) -> dict[str, str]:
    return {"villkor": term.kind, "om": term.about, "a": term.one, "b": term.other}


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "fraga": difference.question.kind,
        "om": difference.question.about,
        "fakta": list(difference.inputs),
        "fall": difference.cells,
        "skiljer": difference.count,
        "rutor": [
            {
                "nar": {name: list(values) for name, values in box.when},
                "antal": box.count,
                "a": box.one,
                "b": box.other,
            }
            for box in difference.boxes
        ],
    }


def _ref(ref: GuidelineRef) -> dict[str, str]:
    return {
        "id": ref.id,
        "version": ref.version,
        "dokument": ref.document,
        "fingeravtryck": ref.fingerprint,
    }


def _write(page: Page, found: Comparison) -> None:
    for mark, ref in ((swedish.ONE, found.one), (swedish.OTHER, found.other)):
        page.item(swedish.compared(mark, ref.document, ref.id, ref.version), indent=0)
    if not found.differences:
        page.item(swedish.NO_DIFFERENCES, indent=0)
    for each in found.differences:
        _write_difference(page, each)
    if found.terms:
        page.heading(swedish.TERMS)
    for term in found.terms:
        page.item(swedish.term(term.kind, term.about, term.one, term.other))
    if found.sources:
        page.heading(swedish.SOURCES)
    for each in found.sources:
        _write_source(page, each)
    if found.citations:
        page.heading(swedish.CITED_FROM)
    for cited in found.citations:
        page.item(swedish.cited_otherwise(cited.kind, cited.about, cited.one, cited.other))


def _write_source(page: Page, difference: Difference) -> None:
    """Where the answers are equal: the question and the sections, without the facts."""
    page.item(swedish.sentence(swedish.question(*difference.question)))
    for one, other, count in by_answer(difference):
        page.item(swedish.source(one, other, count), indent=4)


def _write_difference(page: Page, difference: Difference) -> None:
    page.heading(swedish.question(*difference.question))
    boxes = difference.boxes
    page.item(swedish.differing(difference.count, difference.cells, len(boxes)))
    for box in boxes[: swedish.MOST_BOXES]:
        page.item(swedish.box(box.one, box.other, box.when, box.count), indent=4)
    if len(boxes) > swedish.MOST_BOXES:
        page.item(swedish.more_boxes(len(boxes) - swedish.MOST_BOXES), indent=4)
