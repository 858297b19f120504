"""``avtal handelser``: what has happened, one event a line."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.page import Page, write_json_line
from avtalsuppfoljning.cli.reading import opened, show_secrets, until
from avtalsuppfoljning.cli.shell import (
    command,
    per_option,
    reason_options,
    refuse_beside,
    refuse_without,
    register_option,
)
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.recorded import Recorded, kind_of
from avtalsuppfoljning.recording.catalogue import NAMES
from avtalsuppfoljning.strict import unstructure
from avtalsuppfoljning.terms import StreamId
from avtalsuppfoljning.views.masking import mask

SOURCE: Final = "urn:avtalsuppfoljning:register"
"""What a register is called as a source of events, unless the municipality says otherwise."""
TYPES: Final = "se.avtalsuppfoljning."
"""Stands before the stored name of an event in its type."""


class Stream(click.ParamType):  # type: ignore[type-arg]  # no argument in click 8.1
    """The id of a stream."""

    name = "stream"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The id; refused with the way to write one."""
        try:
            kind_of(value)
        except InvalidValueError:
            return self.fail(swedish.not_a_stream(value), param, ctx)
        return StreamId(value)


class _EventFormat(click.ParamType):  # type: ignore[type-arg]
    name = "format"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if value in ("json", "text", "cloudevents"):
            return value
        return self.fail(swedish.not_an_event_format(value), param, ctx)


class _Source(click.ParamType):  # type: ignore[type-arg]
    name = "source"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+", value):
            return value
        return self.fail(swedish.not_a_source(value), param, ctx)


@command(
    "handelser",
    click.Option(
        ["--strom", "stream"],
        type=Stream(),
        metavar=swedish.STREAM_ID,
        help=swedish.STREAM_OPTION,
    ),
    per_option(),
    *reason_options(),
    click.Option(
        ["--kalla", "source"],
        type=_Source(),
        default=SOURCE,
        metavar=swedish.URI,
        help=swedish.SOURCE_OPTION,
    ),
    register_option(),
    click.Option(
        ["--format", "form"],
        type=_EventFormat(),
        default="json",
        metavar="text|json|cloudevents",
        help=swedish.EVENT_FORMAT_OPTION,
    ),
)
def handelser(
    *,
    stream: StreamId | None,
    per: date | None,
    is_whole: bool,
    reason: str | None,
    person: str | None,
    source: str,
    register: str | None,
    form: str,
) -> None:
    """Write the log, or one stream's part of it, in its order."""
    if is_whole and form == "cloudevents":
        raise click.ClickException(swedish.ALWAYS_MASKED)
    if form == "text":
        refuse_beside("--format text", "is_whole")
    if form != "cloudevents":
        refuse_without("--format cloudevents", "source")
    show = unstructure if is_whole else mask
    with opened(register) as found:
        asked = f"handelser {stream}" if stream else "handelser"
        show_secrets(found, asked, is_whole=is_whole, person=person, reason=reason)
        events = found.events(stream=stream)
        shown = until(events, per) if per else events
        if form == "json":
            for each in shown:
                write_json_line(_data(each, show(each.event)))
        elif form == "cloudevents":
            for each in shown:
                write_json_line(cloud_event(each, source))
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


def cloud_event(recorded: Recorded, source: str) -> dict[str, Any]:
    """One event as CloudEvents 1.0 has it, always masked: it goes to other systems.

    Source and id together name the event for ever. ``schemaversion``, ``streamversion`` and
    ``sequence`` are extensions; ``sequence`` is the registered one, of fixed width so that it
    sorts as text.
    """
    name, _, version = NAMES[type(recorded.event)].partition("@")
    return {
        "specversion": "1.0",
        "id": str(recorded.position),
        "source": source,
        "type": TYPES + name,
        "subject": recorded.stream,
        "time": recorded.entry.at.isoformat(),
        "datacontenttype": "application/json",
        "sequence": f"{recorded.position:012}",
        "schemaversion": int(version),
        "streamversion": recorded.version,
        "data": mask(recorded.event),
    }


def _write_text(page: Page, events: Iterator[Recorded]) -> None:
    for each in events:
        name = NAMES[type(each.event)].partition("@")[0]
        page.item(swedish.happened(each.entry.day, name, each.stream), indent=0)
