"""A report as text in 80 columns, and as a web page that can be read without seeing it."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain
from typing import Final

import attrs

from avtalsuppfoljning import swedish

WIDTH: Final = 80
_STYLE: Final = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1, h2 { line-height: 1.2; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
caption { font-weight: bold; padding: 0.25rem 0; text-align: left; }
th, td { border: 1px solid; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
td, th { hyphens: auto; overflow-wrap: break-word; }
section { overflow-x: auto; }
@media print { body { max-width: none; } section { break-inside: auto; overflow: visible; } }
"""


@attrs.frozen
class Table:
    """Rows under headings; the first cell of a row says what the row is about."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    """Said about it; where there are no rows, they are all there is."""


@attrs.frozen
class Section:
    """A part of a report."""

    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@attrs.frozen
class Report:
    """What is to be read, before it has a form."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]

    def plain(self) -> dict[str, object]:
        """As JSON has it."""
        return {
            "rubrik": self.title,
            "ingress": list(self.lead),
            "avsnitt": [
                {
                    "rubrik": section.title,
                    "stycken": list(section.paragraphs),
                    "tabeller": [
                        {
                            "rubrik": table.caption,
                            "kolumner": list(table.head),
                            "rader": [list(row) for row in table.rows],
                            "noter": list(table.notes),
                        }
                        for table in section.tables
                    ],
                }
                for section in self.sections
            ],
        }


# ── as text: Markdown, 80 columns ──


def as_text(report: Report) -> str:
    """The report as Markdown; a table that is too wide becomes a list."""
    blocks = [f"# {report.title}", *map(_paragraph, report.lead)]
    for section in report.sections:
        blocks += [f"## {section.title}", *map(_paragraph, section.paragraphs)]
        blocks += [block for table in section.tables for block in _table(table)]
    return swedish.visible_lines("\n\n".join(blocks)) + "\n"


def _paragraph(text: str) -> str:
    return "\n".join(_wrapped(text))


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def _table(table: Table) -> Iterator[str]:
    yield f"### {table.caption}"
    yield from map(_paragraph, table.notes)
    rows = [[_cell(cell) for cell in row] for row in (table.head, *table.rows)]
    sizes = [max(len(row[at]) for row in rows) for at in range(len(table.head))]
    if sum(sizes) + 3 * len(sizes) + 1 > WIDTH:
        yield "\n".join(chain.from_iterable(_item(table.head, row) for row in table.rows))
    elif table.rows:
        head, *body = (_row(row, sizes) for row in rows)
        yield "\n".join([head, _row(["-" * size for size in sizes], sizes), *body])


def _row(cells: Sequence[str], sizes: Sequence[int]) -> str:
    padded = (cell.ljust(size) for cell, size in zip(cells, sizes, strict=True))
    return f"| {' | '.join(padded)} |"


def _item(head: Sequence[str], row: Sequence[str]) -> list[str]:
    """A row as an item of a list: what it is about, then each cell under its heading."""
    named = zip(head[1:], row[1:], strict=True)
    told = [_wrapped(f"{name}: {cell}", "  - ", "    ") for name, cell in named if cell]
    return [*_wrapped(row[0], "- ", "  "), *chain.from_iterable(told)]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# ── as a web page ──


def as_html(report: Report) -> str:
    """The report as one page of HTML: headings, a way to each section, tables with captions."""
    links = "\n".join(
        f'<li><a href="#avsnitt-{number}">{escape(section.title)}</a></li>'
        for number, section in enumerate(report.sections, start=1)
    )
    sections = "\n".join(
        _section(number, section) for number, section in enumerate(report.sections, start=1)
    )
    return f"""\
<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(report.title)}</title>
<style>
{_STYLE}</style>
</head>
<body>
<main>
<h1>{escape(report.title)}</h1>
{_paragraphs(report.lead)}
<nav aria-label="{escape(swedish.CONTENTS)}">
<ol>
{links}
</ol>
</nav>
{sections}
</main>
</body>
</html>
"""


def _section(number: int, section: Section) -> str:
    parts = [
        f'<section aria-labelledby="avsnitt-{number}">',
        f'<h2 id="avsnitt-{number}">{escape(section.title)}</h2>',
        _paragraphs(section.paragraphs),
        *map(_html_table, section.tables),
        "</section>",
    ]
    return "\n".join(filter(None, parts))


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


def _html_table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in table.head)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in table.rows
    )
    notes = _paragraphs(table.notes)
    if not rows:
        return f"<h3>{escape(table.caption)}</h3>\n{notes}"
    return (
        f"<table>\n<caption>{escape(table.caption)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
        + (f"\n{notes}" if notes else "")
    )
