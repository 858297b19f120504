"""``avtal bedom``: what may, should and must be done about a deficiency."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.shell import REFUSED, command, format_option, refuse_beside
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.bedom import read_facts, write_assessment
from avtalsuppfoljning.guidelines import Guideline, load
from avtalsuppfoljning.policy import Assessment, assess
from avtalsuppfoljning.strict import MAX_BYTES, read_json

STANDARD_INPUT = "-"


@command(
    "bedom",
    click.Argument(["facts"], required=False, metavar=swedish.FACTS),
    click.Option(["--rader", "lines"], metavar=swedish.FILE, help=swedish.LINES_OPTION),
    format_option(),
)
def bedom(facts: str | None, lines: str | None, form: str) -> None:
    """Answer one request, or a file of them line by line."""
    if (facts is None) is (lines is None):
        raise click.ClickException(swedish.ONE_SOURCE)
    if lines is not None:
        if form == "text":
            refuse_beside("--rader", "form")
        with _opened(lines) as file:
            _answer_lines(file, today())
        return
    assert facts is not None
    with _opened(facts) as file:
        source = file.read(MAX_BYTES + 1)
    try:
        assessment, guideline = _assess(source, today())
    except InputError as fault:
        place = fault.place if facts == STANDARD_INPUT else f"{facts}: {fault.place}"
        raise InputError(fault.what, fault.way_out, place=place) from None
    if form == "json":
        from avtalsuppfoljning.cli.page import write_json  # noqa: PLC0415  rich loads slowly

        write_json(write_assessment(assessment, guideline))
    else:
        _write_text(assessment, guideline)


def _opened(name: str) -> BinaryIO:
    return sys.stdin.buffer if name == STANDARD_INPUT else Path(name).open("rb")


def _assess(source: bytes, day: date) -> tuple[Assessment, Guideline]:
    id, facts = read_facts(read_json(source), today=day)  # noqa: A001  its name in the domain
    guideline = load(id)
    return assess(facts, guideline), guideline


def _answer_lines(file: BinaryIO, day: date) -> None:
    """One answer per line, in order and at once; a bad line is answered with its fault."""
    import json  # noqa: PLC0415

    is_bad = False
    for number, line in enumerate(_lines(file), start=1):
        answer: dict[str, object]
        try:
            answer = write_assessment(*_assess(line, day))
        except InputError as fault:
            answer = {"rad": number, "fel": str(fault)}
            is_bad = True
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    if is_bad:
        sys.exit(REFUSED)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of a line that is too long, no more than shows that it is."""
    while line := file.readline(MAX_BYTES + 2):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(MAX_BYTES)
        yield line.rstrip(b"\r\n")


def _write_text(assessment: Assessment, guideline: Guideline) -> None:
    from avtalsuppfoljning.cli import answers  # noqa: PLC0415  rich loads slowly
    from avtalsuppfoljning.cli.avgorande import write_decisive  # noqa: PLC0415
    from avtalsuppfoljning.cli.page import Page  # noqa: PLC0415

    page = Page()
    ref = assessment.guideline
    page.heading(swedish.assessed_by(ref.document, ref.id, ref.version))
    page.item(swedish.as_of(assessment.facts.on, guideline.valid_from))
    answers.write_grade(page, assessment, guideline)
    page.heading(swedish.MAY)
    answers.write_permitted(page, assessment, guideline)
    page.heading(swedish.MAY_NOT)
    answers.write_refused(page, assessment, guideline)
    page.heading(swedish.SHOULD)
    answers.write_recommended(page, assessment, guideline)
    page.heading(swedish.MUST)
    answers.write_duties(page, assessment)
    page.heading(swedish.DECISIVE)
    write_decisive(page, assessment, guideline)
    page.heading(swedish.A_PERSON_DECIDES)
