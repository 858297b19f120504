"""``avtal granska --regelverk``: what another guideline says of all that was decided."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from avtalsuppfoljning import swedish
from avtalsuppfoljning.audit.cases import Decisions, decisions
from avtalsuppfoljning.audit.whatif import Changed, Kind, Tally, WhatIf, what_if
from avtalsuppfoljning.cli.answers import cited
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.revision_data import what_if_data
from avtalsuppfoljning.cli.riktlinje import named
from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.recorded import Recorded

MANY: Final = 10_000
"""From how many decisions on the arrays are worth their loading, where numpy is installed."""


def write_what_if(events: Iterable[Recorded], guideline: str, form: str) -> None:
    """Ask a guideline about every decision; one that the log has adopted, shipped, or in a file."""
    found = decisions(events)
    name, _, version = guideline.partition("@")
    asked = found.rules.named(name, version) or named(guideline)
    answered = _asked(found, asked)
    if form == "json":
        write_json(what_if_data(answered))
    else:
        _write(Page(), answered, asked)


def _asked(found: Decisions, guideline: Guideline) -> WhatIf:
    if len(found.cases) < MANY:
        return what_if(found, guideline)
    try:
        from avtalsuppfoljning.audit.mass import what_if_many  # noqa: PLC0415  needs numpy
    except ModuleNotFoundError:
        return what_if(found, guideline)
    return what_if_many(found, guideline)


def _write(page: Page, found: WhatIf, guideline: Guideline) -> None:
    page.heading(swedish.heading_what_if(guideline.document, guideline.version))
    page.item(swedish.what_if_summed(found.decisions, found.equal))
    page.item(swedish.WHAT_IF_NOTE if found.changed else swedish.WHAT_IF_NONE)
    if found.lacking:
        page.heading(swedish.WHAT_IF_LACKING)
    for name, positions in found.lacking.items():
        page.item(swedish.lacked(name, len(positions)))
    if not found.changed:
        return
    for dimension, tallies in groupby(found.tallies, key=lambda each: each.dimension):
        page.heading(swedish.WHAT_IF_DIMENSION[dimension.value])
        page.columns(swedish.WHAT_IF_COLUMNS, map(_cells, tallies))
    page.heading(swedish.WHAT_IF_CASES)
    for each in found.changed:
        page.item(_told(each, guideline), source=cited(each.now.citations) if each.now else "")


def _cells(tally: Tally) -> tuple[str, ...]:
    counts = (len(tally.positions.get(kind, ())) for kind in Kind)
    refused, permitted, recommended, untried = counts
    return (
        swedish.value_of(tally.dimension.value, tally.value),
        *map(
            str,
            (
                tally.decisions,
                tally.decisions - tally.changed,
                refused,
                permitted,
                recommended,
                untried,
            ),
        ),
    )


def _told(changed: Changed, guideline: Guideline) -> str:
    case, then, now = changed.case, changed.then, changed.now
    before = case.ruling.assessment.facts.history.highest_measure
    return swedish.would_be(
        case.position,
        case.stream,
        case.measure,
        swedish.said(then.recommended, then.reasons),
        swedish.said(now.recommended, now.reasons)
        if now
        else swedish.cannot_be_tried(None if before in guideline.ladder else before),
    )
