"""``avtal gallra``: what is not open in a case is destroyed, by a gallringsbeslut."""

from datetime import date

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.handelser import Stream
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import opened
from avtalsuppfoljning.cli.shell import command, day_option, format_option, register_option
from avtalsuppfoljning.recording.secrecy.gallring import key_number
from avtalsuppfoljning.terms import StreamId


@command(
    "gallra",
    click.Argument(["streams"], nargs=-1, required=True, type=Stream(), metavar=swedish.STREAMS),
    click.Option(
        ["--beslut", "dnr"], required=True, metavar=swedish.DNR, help=swedish.BESLUT_OPTION
    ),
    click.Option(
        ["--beslutat-av", "decided_by"],
        required=True,
        metavar=swedish.TEXT,
        help=swedish.DECIDED_BY_OPTION,
    ),
    day_option("--beslutat-den", "decided_on", swedish.DECIDED_ON_OPTION),
    click.Option(
        ["--av", "actor"], required=True, metavar=swedish.NAME, help=swedish.GALLRAR_OPTION
    ),
    register_option(),
    format_option(),
)
def gallra(
    *,
    streams: tuple[StreamId, ...],
    dnr: str,
    decided_by: str,
    decided_on: date,
    actor: str,
    register: str | None,
    form: str,
) -> None:
    """Destroy the key of each stream; one that is gallrad already is left as it is."""
    with opened(register) as found:
        for stream in streams:  # all of them, before the first key is gone for good
            key_number(found, found.log.cipher, stream, dnr=dnr)
        done = [
            found.gallra(
                stream,
                dnr=dnr,
                decided_by=decided_by,
                decided_on=decided_on,
                actor=actor,
            )
            for stream in dict.fromkeys(streams)
        ]
    if form == "json":
        write_json(
            {
                "beslut": dnr,
                "gallrade": [
                    {"strom": each.stream, "nyckel": each.key_number, "nytt": not each.is_repeat}
                    for each in done
                ],
            }
        )
        return
    for each in done:
        say = swedish.gallrad_already if each.is_repeat else swedish.gallrad
        Page().item(say(each.stream, dnr), indent=0)
