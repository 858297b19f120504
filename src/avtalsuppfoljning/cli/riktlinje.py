"""A guideline by its id or in a file of one's own: read it, check it, export it."""

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.regelverk import head
from avtalsuppfoljning.cli.shell import command, format_option
from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines import (
    Duty,
    Guideline,
    Limit,
    Measure,
    Row,
    fingerprint,
    load,
    parse,
    shipped,
)
from avtalsuppfoljning.strict import MAX_BYTES

_STANDARD_INPUT = "-"


def named(text: str) -> Guideline:
    """The guideline with this id, with this id@version, or in this file."""
    name, _, version = text.partition("@")
    known = [found for key, found in shipped() if key == name]
    if known and (not version or version in known):
        return load(name, version or None)
    if text == _STANDARD_INPUT or text.endswith(".toml") or Path(text).exists():
        return read(text)
    choices = [f"{name}@{each}" for each in known] or sorted({key for key, _ in shipped()})
    raise click.ClickException(swedish.no_such_guideline(text, choices))


def read(file: str) -> Guideline:
    """The guideline in a file; a fault is told with the file and the place in it."""
    if file == _STANDARD_INPUT:
        source = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        with Path(file).open("rb") as opened:
            source = opened.read(MAX_BYTES + 1)
    try:
        return parse(source)
    except GuidelineError as fault:
        place = f"{file}: {fault.place}"
        raise GuidelineError(fault.what, fault.way_out, place=place) from None


@command(
    "granska", click.Argument(["file"], metavar=swedish.FILE), format_option(), group="regelverk"
)
def granska(file: str, form: str) -> None:
    """Check a file of one's own: what is in it, or one line about what is wrong."""
    guideline = read(file)
    tables = (guideline.grade, guideline.start, guideline.level)
    rows = [row for table in tables for row in table.rows]
    rules: Iterable[Measure | Limit | Row | Duty] = chain(
        guideline.measures, guideline.limits, rows, guideline.duties
    )
    counts = {
        "atgarder": len(guideline.measures),
        "granser": len(guideline.limits),
        "tabellrader": len(rows),
        "skyldigheter": len(guideline.duties),
        "tolkningar": sum(rule.citation.is_interpretation for rule in rules),
    }
    plan = {
        "planpunkter": len(guideline.obligations),
        "tolkade_planrader": _read_in(guideline),
        "planomfattningar": len(guideline.coverage),
        "fokusomraden": len(guideline.focus),
    }
    if form == "json":
        write_json({"fil": file, "regelverk": head(guideline), "antal": counts | plan})
        return
    page = Page()
    page.heading(swedish.checked(file))
    page.item(guideline.title)
    page.item(f"{guideline.document} ({guideline.id}, version {guideline.version})")
    page.item(swedish.contents(*counts.values()))
    if any(plan.values()):
        page.item(swedish.plan_contents(*plan.values()))
    page.item(fingerprint(guideline))


def _read_in(guideline: Guideline) -> int:
    """How many rows of its plan rest on a reading."""
    rows = [each.citations for each in guideline.obligations]
    rows += [(each.citation,) for each in guideline.coverage]
    rows += [(each.citation,) for each in guideline.focus]
    return sum(any(citation.is_interpretation for citation in each) for each in rows)


class _Kind(click.ParamType):  # type: ignore[type-arg]  # no argument in click 8.1
    name = "kind"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if value in swedish.SCHEMA_NAMES.split("|"):
            return value
        return self.fail(swedish.no_such_schema(value), param, ctx)


@command("schema", click.Argument(["kind"], type=_Kind(), metavar=swedish.SCHEMA_NAMES))
def schema(kind: str) -> None:
    """Write a JSON Schema: of a file that is read, or of what ``avtal handelser`` writes."""
    write_json(_schema(kind))


def _schema(kind: str) -> dict[str, Any]:
    """Each is loaded only when it is asked for."""
    from avtalsuppfoljning.exchange.schema import agreement_schema, facts_schema  # noqa: PLC0415
    from avtalsuppfoljning.guidelines.schema import (  # noqa: PLC0415
        delegation_schema,
        guideline_schema,
    )

    match kind:
        case "riktlinje":
            return guideline_schema()
        case "delegationsordning":
            return delegation_schema()
        case "fakta":
            return facts_schema()
        case "avtal":
            return agreement_schema()
        case _:
            from avtalsuppfoljning.recording.schema import events_schema  # noqa: PLC0415

            return events_schema()


class _Export(click.ParamType):  # type: ignore[type-arg]  # no argument in click 8.1
    name = "export"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if value in ("dmn", "testfall", "jdm"):
            return value
        return self.fail(swedish.no_such_export(value), param, ctx)


@command(
    "dmn",
    click.Argument(["id"], metavar=swedish.GUIDELINE_ID),
    click.Option(
        ["--som", "export"],
        type=_Export(),
        default="dmn",
        metavar="dmn|testfall|jdm",
        help=swedish.FORMAT_OF_EXPORT,
    ),
    format_option(),
    group="regelverk",
)
def dmn(id: str, export: str, form: str) -> None:  # noqa: A002  its name in the domain
    """Write the tables of a guideline for other engines."""
    from avtalsuppfoljning.guidelines.dmn import to_dmn, to_tck  # noqa: PLC0415
    from avtalsuppfoljning.guidelines.jdm import to_jdm  # noqa: PLC0415

    guideline = named(id)
    if form == "json":
        texts = {"dmn": to_dmn(guideline), "testfall": to_tck(guideline)}
        write_json({"regelverk": head(guideline), **texts, "jdm": to_jdm(guideline)})
    elif export == "jdm":
        write_json(to_jdm(guideline))
    else:
        sys.stdout.write((to_dmn if export == "dmn" else to_tck)(guideline))
