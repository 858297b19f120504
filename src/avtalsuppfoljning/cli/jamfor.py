"""``avtal regelverk jamfor``: every outcome that differs between two guidelines."""

from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.riktlinje import named
from avtalsuppfoljning.cli.shell import command, format_option
from avtalsuppfoljning.policy import GuidelineRef
from avtalsuppfoljning.policy.compare import Comparison, Difference, compare


@command(
    "jamfor",
    click.Argument(["one"], metavar=swedish.ONE),
    click.Argument(["other"], metavar=swedish.OTHER),
    format_option(),
    group="regelverk",
)
def jamfor(one: str, other: str, form: str) -> None:
    """Compare two guidelines."""
    found = compare(named(one), named(other))
    if form == "json":
        write_json(_plain(found))
    else:
        _write(Page(), found)


def _plain(found: Comparison) -> dict[str, Any]:
    return {
        "a": _ref(found.one),
        "b": _ref(found.other),
        "lika": not found.differences,
        "fragor": found.questions,
        "olika": [
            {
                "fraga": each.question.kind,
                "om": each.question.about,
                "fakta": list(each.inputs),
                "fall": each.cells,
                "skiljer": each.count,
                "rutor": [
                    {
                        "nar": {name: list(values) for name, values in box.when},
                        "antal": box.count,
                        "a": box.one,
                        "b": box.other,
                    }
                    for box in each.boxes
                ],
            }
            for each in found.differences
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


def _write_difference(page: Page, difference: Difference) -> None:
    page.heading(swedish.question(*difference.question))
    boxes = difference.boxes
    page.item(swedish.differing(difference.count, difference.cells, len(boxes)))
    for box in boxes[: swedish.MOST_BOXES]:
        page.item(swedish.box(box.one, box.other, box.when, box.count), indent=4)
    if len(boxes) > swedish.MOST_BOXES:
        page.item(swedish.more_boxes(len(boxes) - swedish.MOST_BOXES), indent=4)
