"""``avtal forsegla``: a signed checkpoint over a register, and the keys that sign."""

import sys
from pathlib import Path

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.page import write_json
from avtalsuppfoljning.cli.reading import opened
from avtalsuppfoljning.cli.shell import command, format_option, refuse_beside, register_option
from avtalsuppfoljning.cli.verifiera import private_key_in, seal_in
from avtalsuppfoljning.recording.integrity.notes import PrivateKey
from avtalsuppfoljning.recording.integrity.sealing import Seal


@command(
    "forsegla",
    click.Option(["--nyckel", "key"], metavar=swedish.FILE, help=swedish.PRIVATE_KEY_OPTION),
    click.Option(["--sedan", "since"], metavar=swedish.FILE, help=swedish.SINCE_OPTION),
    click.Option(["--ny-nyckel", "new_key"], metavar=swedish.FILE, help=swedish.NEW_KEY_OPTION),
    click.Option(["--namn", "name"], metavar=swedish.NAME, help=swedish.KEY_NAME_OPTION),
    register_option(),
    format_option(),
)
def forsegla(
    *,
    key: str | None,
    since: str | None,
    new_key: str | None,
    name: str | None,
    register: str | None,
    form: str,
) -> None:
    """Seal a register, or make a key to seal it with."""
    is_new = new_key is not None and name is not None and not (key or since)
    if not is_new and (key is None or new_key or name):
        raise click.UsageError(swedish.KEY_OR_NEW)
    if is_new:
        refuse_beside("--ny-nyckel", "register", "keys")
        assert new_key is not None
        assert name is not None
        _make(Path(new_key), name, form)
    else:
        assert key is not None
        _seal(private_key_in(key), since, register, form)


def _make(file: Path, name: str, form: str) -> None:
    made = PrivateKey.new(name)
    try:
        made.write(file)
    except FileExistsError as error:
        raise click.ClickException(swedish.file_exists(str(file))) from error
    if form == "json":
        write_json({"oppen_nyckel": str(made.public)})
    else:
        sys.stdout.write(f"{made.public}\n")


def _seal(key: PrivateKey, since: str | None, register: str | None, form: str) -> None:
    earlier = seal_in(since) if since else None
    if since and earlier and not earlier.note.signer([key.public]):
        raise click.ClickException(swedish.not_signed_by(since))
    if earlier and not earlier.checkpoint.events:
        raise click.ClickException(swedish.SEAL_OF_NOTHING)
    with opened(register) as found:
        made: Seal = found.seal(key, since=earlier)
        continued = found.prove_continuation(earlier, made) if earlier else None
    if form == "text":
        sys.stdout.write(str(made))
        return
    checkpoint = made.checkpoint
    answer = {
        "sigill": str(made),
        "handelser": checkpoint.events,
        "rot": checkpoint.root.hex(),
        "kommandon": checkpoint.commands,
    }
    write_json(answer | ({"fortsattning": continued.plain()} if continued else {}))
