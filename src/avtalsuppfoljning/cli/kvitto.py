"""``avtal kvitto``: a proof that one event is in a register, to be checked without it."""

import re
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import opened, show_secrets
from avtalsuppfoljning.cli.shell import (
    command,
    format_option,
    reason_options,
    refuse_beside,
    register_option,
)
from avtalsuppfoljning.cli.verifiera import private_key_in, seal_in
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.strict import unstructure
from avtalsuppfoljning.views.masking import mask


class _Position(click.ParamType):  # type: ignore[type-arg]  # no argument in click 8.1
    name = "position"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if re.fullmatch("[1-9][0-9]{0,17}", value):
            return int(value)
        return self.fail(swedish.not_a_position(value), param, ctx)


@command(
    "kvitto",
    click.Argument(["position"], type=_Position(), metavar=swedish.POSITION),
    click.Option(["--sigill", "seal"], metavar=swedish.FILE, help=swedish.BY_SEAL_OPTION),
    click.Option(["--nyckel", "key"], metavar=swedish.FILE, help=swedish.PRIVATE_KEY_OPTION),
    *reason_options(),
    register_option(),
    format_option("json"),
)
def kvitto(
    *,
    position: int,
    seal: str | None,
    key: str | None,
    is_whole: bool,
    reason: str | None,
    person: str | None,
    register: str | None,
    form: str,
) -> None:
    """Prove that an event is in the register."""
    if seal and key:
        raise click.UsageError(swedish.ONE_KEY)
    if form == "text":
        refuse_beside("--format text", "is_whole")
    with opened(register) as found:
        if not is_whole and form == "json" and _has_secrets(found, position):
            raise click.ClickException(swedish.RECEIPT_SHOWS)
        by = seal_in(seal) if seal else found.seal(private_key_in(key) if key else None)
        if position > by.checkpoint.events:
            raise click.ClickException(swedish.no_such_position(position, by.checkpoint.events))
        proof = found.prove(position, by)
        asked = f"kvitto {position}"
        show_secrets(found, asked, is_whole=is_whole, person=person, reason=reason)
    if form == "json":
        write_json(proof.plain())
        return
    page = Page()
    page.heading(swedish.receipt(position, proof.row[1], by.checkpoint.events))
    for line in (*(step.hex() for step in proof.path), *str(by).splitlines()):
        page.item(line)


def _has_secrets(register: Register, position: int) -> bool:
    """Whether what is stored of the event can be read, and is not open."""
    found = next(register.events(after=position - 1), None)
    if found is None or register.log.cipher.is_on:
        return False
    return bool(mask(found.event) != unstructure(found.event))
