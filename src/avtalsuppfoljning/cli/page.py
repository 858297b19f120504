"""A page of text: headings, items and columns, right in 80 columns, piped or not."""

import json
import sys
import textwrap
from collections.abc import Iterable
from typing import Any, Final

from rich.console import Console
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from avtalsuppfoljning.swedish import visible

WIDTH: Final = 80
"""How wide a page is where it is not shown in a terminal."""
WIDEST: Final = 100
"""How wide it gets in a wide terminal."""
_GLUE: Final = "\ue000"
"""Stands between words that belong on one line, while lines are made."""


def write_json(data: object) -> None:
    """One JSON object, laid out for people too."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def write_json_line(data: object) -> None:
    """One JSON object on one line."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")


class Page:
    """Writes to standard output; bold and dim only where a terminal shows it."""

    def __init__(self) -> None:
        console = Console(highlight=False, markup=False, emoji=False)
        console.width = min(console.width, WIDEST) if console.is_terminal else WIDTH
        self._console = console
        self._is_empty = True

    def heading(self, text: str) -> None:
        """A heading, with air above it."""
        if not self._is_empty:
            self._print(Text())
        self._wrap(text, style="bold")

    def item(self, text: str, *, source: str = "", indent: int = 2) -> None:
        """A paragraph and its source; what does not fit on the line hangs below."""
        room = self._console.width - indent - len("  []")
        whole = "; ".join(_glued(part, room) for part in source.split("; "))
        self._wrap(f"{text} [{whole}]" if source else text, indent=indent, hang=2)

    def columns(self, head: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """Rows under headings; what does not fit its column goes on below."""
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
        table.add_column("", width=0)
        for name in head:
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row("", *(Text(visible(cell)) for cell in row))
        self._print(table)

    # ── helpers ──

    def _wrap(self, text: str, *, indent: int = 0, hang: int = 0, style: str = "") -> None:
        lines = textwrap.wrap(
            visible(text),
            self._console.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_on_hyphens=False,
        )
        for line in lines:
            self._print(Text(line.replace(_GLUE, " "), style=style))

    def _print(self, renderable: Any) -> None:
        """Without the blanks that rich leaves at the end of a line."""
        self._is_empty = False
        for line in self._console.render_lines(renderable, pad=False):
            while line and not line[-1].text.strip():
                line.pop()
            if line:
                line[-1] = Segment(line[-1].text.rstrip(), line[-1].style)
            self._console.print(Segments([*line, Segment.line()]), end="")


def _glued(text: str, room: int) -> str:
    """On one line where it has room on one; else broken between its words."""
    return text.replace(" ", _GLUE) if len(text) <= room else text
