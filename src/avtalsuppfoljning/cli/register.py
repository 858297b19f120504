"""``avtal register``: made, moved, copied, restored, and how it is doing."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.shell import FOUND, Group, command, format_option
from avtalsuppfoljning.recording.opening import is_server, shown
from avtalsuppfoljning.recording.upkeep.backup import Copy, back_up, restore
from avtalsuppfoljning.recording.upkeep.creating import create
from avtalsuppfoljning.recording.upkeep.health import WARNINGS, Health, health
from avtalsuppfoljning.recording.upkeep.moving import move

register = Group(
    "register",
    {
        "skapa": "register:skapa",
        "flytta": "register:flytta",
        "sakerhetskopiera": "register:sakerhetskopiera",
        "aterstall": "register:aterstall",
        "halsa": "register:halsa",
    },
)


def _register_option() -> click.Option:
    """As for other commands, but for the keys: nothing that is done here needs them."""
    return click.Option(
        ["--register"],
        envvar="AVTAL_REGISTER",
        metavar=swedish.FILE,
        help=swedish.REGISTER_OPTION,
    )


@command(
    "skapa",
    click.Argument(["place"], metavar=swedish.REGISTER_PLACE),
    click.Option(
        ["--nycklar", "keys"],
        envvar="AVTAL_NYCKLAR",
        metavar=swedish.FILE,
        help=swedish.NEW_KEYS_OPTION,
    ),
    format_option(),
    group="register",
)
def skapa(place: str, keys: str | None, form: str) -> None:
    """Make an empty register."""
    create(place, keys=keys)
    if form == "json":
        write_json({"register": shown(place), "nycklar": keys and shown(keys)})
    else:
        Page().item(swedish.created(shown(place)), indent=0)


@command(
    "flytta",
    click.Argument(["to"], metavar=swedish.NEW_PLACE),
    _register_option(),
    format_option(),
    group="register",
)
def flytta(to: str, register: str | None, form: str) -> None:
    """Move the register to another store."""
    moved = move(_named(register), to)
    if form == "json":
        write_json(
            {
                "till": shown(to),
                "handelser": moved.events,
                "kommandon": moved.commands,
                "rot": moved.root,
            }
        )
        return
    page = Page()
    page.item(swedish.moved(shown(to), moved.events), indent=0)
    page.item(swedish.root(moved.root))
    page.item(swedish.OLD_REMAINS)


@command(
    "sakerhetskopiera",
    click.Argument(["to"], metavar=swedish.NEW_FILE),
    _register_option(),
    format_option(),
    group="register",
)
def sakerhetskopiera(to: str, register: str | None, form: str) -> None:
    """Copy the register to a file, and read the copy through."""
    copy = back_up(_named(register), to)
    if form == "json":
        write_json({"kopia": str(copy.path)} | _copied(copy))
        return
    page = Page()
    page.item(swedish.backed_up(to, swedish.size_of(copy.size)), indent=0)
    _write_copied(page, copy)
    page.item(swedish.checksum(copy.sha256))
    page.item(swedish.NO_KEYS_IN_BACKUP)


@command(
    "aterstall",
    click.Argument(["backup"], metavar=swedish.BACKUP_FILE),
    click.Argument(["to"], metavar=swedish.NEW_FILE),
    format_option(),
    group="register",
)
def aterstall(backup: str, to: str, form: str) -> None:
    """Make a register of a backup."""
    copy = restore(_named(backup), to)
    if form == "json":
        write_json({"register": str(copy.path)} | _copied(copy))
        return
    page = Page()
    page.item(swedish.restored(to), indent=0)
    _write_copied(page, copy)
    page.item(swedish.LATER_IS_MISSING)


@command(
    "halsa",
    click.Option(["--grundligt", "is_thorough"], is_flag=True, help=swedish.THOROUGH_OPTION),
    _register_option(),
    format_option(),
    group="register",
)
def halsa(*, is_thorough: bool, register: str | None, form: str) -> None:
    """Tell how the register is."""
    found = health(_named(register), is_thorough=is_thorough)
    if form == "json":
        write_json(_health(found))
    else:
        _write_health(Page(), found)
    if not found.is_sound:
        click.get_current_context().exit(FOUND)


# ── helpers ──


def _named(register: str | None) -> str:
    if not register:
        raise click.ClickException(swedish.NO_REGISTER)
    if not is_server(register):
        with Path(register).open("rb"):  # a missing or closed file is told as such
            pass
    return register


def _copied(copy: Copy) -> dict[str, Any]:
    return {
        "handelser": copy.whole.events,
        "senast": _iso(copy.whole.last),
        "rot": copy.whole.root,
        "storlek": copy.size,
        "sha256": copy.sha256,
    }


def _write_copied(page: Page, copy: Copy) -> None:
    whole = copy.whole
    page.item(swedish.holding(whole.events, swedish.instant(whole.last) if whole.last else None))
    page.item(swedish.root(whole.root))


def _health(found: Health) -> dict[str, Any]:
    return {
        "register": found.shown,
        "lager": found.store,
        "handelser": found.events,
        "senast": _iso(found.last),
        "storlek": found.size,
        "ledigt": found.room,
        "filsystem": found.file_system,
        "rattigheter": None if found.mode is None else f"{found.mode:04o}",
        "journal": found.journal,
        "synkronisering": found.synchronous,
        "server": found.server,
        "sqlite": found.sqlite,
        "eventsourcing": found.eventsourcing,
        "python": found.python,
        "rot": found.root,
        "andrat": list(found.missing),
        "ok": found.is_sound,
        "anmarkningar": [
            {"kod": each.value, "allvar": "varning" if each in WARNINGS else "fel"}
            for each in found.findings
        ],
    }


def _write_health(page: Page, found: Health) -> None:
    data = _health(found) | {
        "senast": found.last and swedish.instant(found.last),
        "storlek": swedish.size_of(found.size),
        "ledigt": None if found.room is None else swedish.size_of(found.room),
    }
    page.heading(found.shown)
    for key, name in swedish.HEALTH_ROWS.items():
        if data[key] is not None:
            page.item(f"{name}: {data[key]}")
    page.heading(swedish.HEALTH_FINDINGS)
    for each in data["anmarkningar"]:
        text = f"{swedish.FINDING_LEVEL[each['allvar']]}: {swedish.FINDING[each['kod']]}"
        is_named = each["kod"] == "delar_saknas"
        page.item(f"{text} ({', '.join(found.missing)})." if is_named else f"{text}.")
    if not found.findings:
        page.item(swedish.HEALTH_SOUND)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
