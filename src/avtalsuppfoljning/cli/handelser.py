"""``avtal handelser``: what has happened, one event a line."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.page import Page, write_json_line
from avtalsuppfoljning.cli.reading import opened, until
from avtalsuppfoljning.cli.shell import command, format_option, per_option, register_option
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.recorded import Recorded, kind_of
from avtalsuppfoljning.recording.catalogue import NAMES
from avtalsuppfoljning.strict import unstructure
from avtalsuppfoljning.terms import StreamId
from avtalsuppfoljning.views.masking import mask


class _Stream(click.ParamType):  # type: ignore[type-arg]  # no argument in click 8.1
    name = "stream"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        try:
            kind_of(value)
        except InvalidValueError:
            return self.fail(swedish.not_a_stream(value), param, ctx)
        return StreamId(value)


@command(
    "handelser",
    click.Option(
        ["--strom", "stream"],
        type=_Stream(),
        metavar=swedish.STREAM_ID,
        help=swedish.STREAM_OPTION,
    ),
    per_option(),
    click.Option(["--med-sekretess", "is_whole"], is_flag=True, help=swedish.UNMASKED_OPTION),
    register_option(),
    format_option(default="json"),
)
def handelser(
    *, stream: StreamId | None, per: date | None, is_whole: bool, register: str | None, form: str
) -> None:
    """Write the log, or one stream's part of it, in its order."""
    show = unstructure if is_whole else mask
    with opened(register) as found:
        events = found.events(stream=stream)
        shown = until(events, per) if per else events
        if form == "json":
            for each in shown:
                write_json_line(_data(each, show(each.event)))
        else:
            _write_text(Page(), shown)


def _data(recorded: Recorded, event: Any) -> dict[str, Any]:
    name, _, version = NAMES[type(recorded.event)].partition("@")
    entry = recorded.entry
    return {
        "position": recorded.position,
        "strom": recorded.stream,
        "version": recorded.version,
        "handelse": name,
        "schema": int(version),
        "registrerad": entry.at.isoformat(),
        "av": entry.by,
        "kommando": entry.command,
        "data": event,
    }


def _write_text(page: Page, events: Iterator[Recorded]) -> None:
    for each in events:
        name = NAMES[type(each.event)].partition("@")[0]
        page.item(swedish.happened(each.entry.day, name, each.stream), indent=0)
