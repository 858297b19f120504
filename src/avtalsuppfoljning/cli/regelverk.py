"""``avtal regelverk``: the guidelines that come with the library, beside their citations."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.plan_rows import plan_data, write_plan_rows
from avtalsuppfoljning.cli.shell import Group, command, format_option
from avtalsuppfoljning.guidelines import (
    Guideline,
    Limit,
    Table,
    fingerprint,
    load,
    shipped,
    shipped_text,
)

regelverk = Group(
    "regelverk",
    {
        "lista": "regelverk:lista",
        "visa": "regelverk:visa",
        "granska": "riktlinje:granska",
        "jamfor": "jamfor:jamfor",
        "dmn": "riktlinje:dmn",
        "schema": "riktlinje:schema",
    },
)


@command("lista", format_option())
def lista(form: str) -> None:
    """List every version of every guideline."""
    found = [load(id, version) for id, version in shipped()]  # noqa: A001  its name in the domain
    if form == "json":
        write_json({"regelverk": [head(guideline) for guideline in found]})
        return
    rows = ((each.id, each.version, each.document, each.title) for each in found)
    Page().columns(swedish.GUIDELINE_COLUMNS, rows)


@command("visa", click.Argument(["id"], metavar=swedish.GUIDELINE_ID), format_option())
def visa(id: str, form: str) -> None:  # noqa: A002  its name in the domain
    """Show one guideline: the latest version, or the one after an @."""
    name, _, version = id.partition("@")
    known = [found for key, found in shipped() if key == name]
    if not known or (version and version not in known):
        names = known and [f"{name}@{each}" for each in known]
        choices = names or sorted({key for key, _ in shipped()})
        raise click.ClickException(swedish.no_such_guideline(id, choices))
    version = version or known[-1]
    if form == "json":
        found = load(name, version)
        file = tomllib.loads(shipped_text(name, version))
        write_json(head(found) | {"fil": _plain(file), "plan": plan_data(found)})
    else:
        _write(Page(), load(name, version))


def head(guideline: Guideline) -> dict[str, Any]:
    """Which guideline it is, JSON-ready."""
    return {
        "id": guideline.id,
        "version": guideline.version,
        "dokument": guideline.document,
        "titel": guideline.title,
        "galler_fran": guideline.valid_from.isoformat(),
        "fingeravtryck": fingerprint(guideline),
    }


def _plain(data: Any) -> Any:
    """What a guideline file says, its days as text."""
    if isinstance(data, dict):
        return {key: _plain(each) for key, each in data.items()}
    if isinstance(data, list):
        return [_plain(each) for each in data]
    return data.isoformat() if isinstance(data, date) else data


# ── as text ──


def _write(page: Page, guideline: Guideline) -> None:
    page.heading(guideline.title)
    page.item(f"{guideline.document} ({guideline.id}, version {guideline.version})")
    page.item(
        swedish.adopted(
            guideline.adopted_by, guideline.adopted_on, guideline.valid_from, guideline.replaces
        )
    )
    page.item(fingerprint(guideline))
    page.heading(swedish.MEASURES)
    for number, each in enumerate(guideline.measures, start=1):
        text = swedish.step(number, each.name, is_sanction=each.is_sanction)
        page.item(text, source=_section(each.citation))
    _write_matrix(page, guideline)
    _write_limits(page, guideline)
    _write_table(page, swedish.GRADES, swedish.GRADE_COLUMN, guideline.grade, _grade)
    _write_table(
        page, swedish.STARTS, swedish.START_COLUMN, guideline.start, _measure_of(guideline)
    )
    _write_table(page, swedish.LEVELS, swedish.LEVEL_COLUMN, guideline.level, _rule)
    page.heading(swedish.DUTIES)
    for duty in guideline.duties:
        text = swedish.owed(duty.meaning or swedish.duty(duty.id, duty.obligor), duty.when)
        page.item(text, source=_section(duty.citation))
    write_plan_rows(page, guideline)


def _write_matrix(page: Page, guideline: Guideline) -> None:
    if guideline.matrix is None:
        return
    page.heading(f"{swedish.MATRIX} [{_section(guideline.matrix.citation)}]")
    names = _measure_of(guideline)
    marks = {True: swedish.OPEN, False: swedish.CLOSED}
    page.columns(
        (swedish.DRIFTSFORM_HEADING, *map(names, guideline.matrix.columns)),
        (
            (swedish.word(swedish.DRIFTSFORM, form).upper(), *(marks[each] for each in crosses))
            for form, crosses in guideline.matrix.rows
        ),
    )


def _write_limits(page: Page, guideline: Guideline) -> None:
    page.heading(swedish.LIMITS)
    own = dict(guideline.reasons)
    by_reason: dict[str, list[Limit]] = {}
    for limit in guideline.limits:
        by_reason.setdefault(limit.reason, []).append(limit)
    names = _measure_of(guideline)
    for reason, limits in by_reason.items():
        page.item(swedish.sentence(own.get(reason) or swedish.word(swedish.REASON, reason)))
        for limit in limits:
            text = swedish.limit(map(names, limit.refuses), limit.when)
            page.item(text, source=_section(limit.citation), indent=4)


def _write_table(
    page: Page, heading: str, answer: str, table: Table, name: Callable[[str], str]
) -> None:
    page.heading(heading)
    head = [swedish.word(swedish.INPUT, each) for each in table.inputs]
    rows: Iterable[Iterable[str]] = (
        (
            *(_admitted(each, dict(row.when)) for each in table.inputs),
            name(row.gives),
            _section(row.citation),
        )
        for row in table.rows
    )
    page.columns((*head, answer, swedish.SOURCE_COLUMN), rows)


def _admitted(name: str, when: dict[str, tuple[str, ...]]) -> str:
    return swedish.values(name, when[name]) if name in when else swedish.ANY_VALUE


def _grade(word: str) -> str:
    return swedish.word(swedish.GRADE, word)


def _rule(word: str) -> str:
    return swedish.word(swedish.LEVEL_RULE, word)


def _measure_of(guideline: Guideline) -> Callable[[str], str]:
    names: dict[str, str] = {measure.id: measure.name for measure in guideline.measures}
    return lambda word: names.get(word) or swedish.word(swedish.LEVEL, word)


def _section(citation: Citation) -> str:
    """Where it stands in the document that is being shown."""
    return str(citation).removeprefix(f"{citation.document}, ")
