"""``avtal verifiera``: whether a register holds what was recorded, and nothing else."""

from collections.abc import Callable, Iterator, Sequence, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.audit.package import package
from avtalsuppfoljning.audit.report import report_files
from avtalsuppfoljning.cli.auditing import file_option
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import existing
from avtalsuppfoljning.cli.shell import (
    FOUND,
    command,
    format_option,
    keys_named,
    refuse_beside,
    register_option,
)
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.recording.catalogue import RELEASE
from avtalsuppfoljning.recording.integrity.examining import examine
from avtalsuppfoljning.recording.integrity.notes import PrivateKey, PublicKey, read_short
from avtalsuppfoljning.recording.integrity.sealing import Seal
from avtalsuppfoljning.recording.integrity.signing import Signer, parse_signers
from avtalsuppfoljning.recording.integrity.verifying import Fault, Verification


@attrs.frozen
class _Kept:
    """A seal, the file it was in, and who signed it."""

    file: str
    seal: Seal
    signer: str | None


@command(
    "verifiera",
    click.Option(
        ["--sigill", "seals"], multiple=True, metavar=swedish.FILE, help=swedish.SEAL_OPTION
    ),
    click.Option(["--nyckel", "key"], metavar=swedish.FILE, help=swedish.PUBLIC_KEY_OPTION),
    click.Option(
        ["--beslutsnycklar", "signers"], metavar=swedish.FILE, help=swedish.SIGNERS_OPTION
    ),
    file_option(),
    register_option(),
    format_option(),
)
def verifiera(
    *,
    seals: Sequence[str],
    key: str | None,
    signers: str | None,
    file: str | None,
    register: str | None,
    form: str,
) -> None:
    """Verify a register, or an audit file; exit 1 when something is wrong with it."""
    if file:
        refuse_beside("--fil", "register", "keys")
    if key and not (seals or file):
        raise click.UsageError(swedish.KEY_WITHOUT_SEAL)
    keys = _keys(key) if key else ()
    kept = [_kept(seal, keys) for seal in seals]
    if file:
        _verify_file(file, kept, keys, _signers(signers) if signers else (), form)
        return
    found = examine(
        existing(register),
        keys=keys_named(),
        seals=[each.seal for each in kept],
        signers=_signers(signers) if signers else (),
    )
    if keys:
        unsigned = [each.file for each in kept if each.signer is None]
        foreign = tuple(Fault("sigill_osignerat", detail=Path(file).name) for file in unsigned)
        found = attrs.evolve(found, faults=found.faults + foreign)
    if form == "json":
        write_json(_plain(found, kept))
    else:
        page = Page()
        size = found.held
        page.heading(swedish.verified(size.events.size, size.commands.size, found.signed))
        _write(page, found, kept)
    if not found.is_sound:
        click.get_current_context().exit(FOUND)


def _verify_file(
    file: str,
    kept: Sequence[_Kept],
    keys: Sequence[PublicKey],
    signers: Sequence[Signer],
    form: str,
) -> None:
    with package(Path(file)) as handed_in:
        own = [_Kept(name, seal, _signer(seal, keys)) for name, seal in handed_in.seals().items()]
        manifest = handed_in.manifest
        seals = [each.seal for each in kept]
        found = handed_in.verify(report=report_files(RELEASE), seals=seals, signers=signers)
    unsigned = [each.file for each in (*own, *kept) if keys and each.signer is None]
    foreign = tuple(Fault("sigill_osignerat", detail=Path(name).name) for name in unsigned)
    found = attrs.evolve(found, faults=found.faults + foreign)
    if form == "json":
        write_json(_plain(found, [*own, *kept], told=_told_of_file))
    else:
        page = Page()
        masked = sum(each.rader for each in manifest.maskerade.values())
        events, commands = found.held.events.size, found.held.commands.size
        page.heading(
            swedish.verified(events, commands, found.signed)
            if manifest.hel
            else swedish.verified_masked(events, masked)
        )
        _write(page, found, [*own, *kept], told=_told_of_file, sound=swedish.SOUND_FILE)
    if not found.is_sound:
        click.get_current_context().exit(FOUND)


def seal_in(file: str) -> Seal:
    """The seal in a file; what it is not is told with the file's name."""
    with _in(file):
        return Seal.read(Path(file))


def private_key_in(file: str) -> PrivateKey:
    """The private key in a file; what it is not is told with the file's name."""
    with _in(file):
        return PrivateKey.read(Path(file))


# ── helpers ──


def _kept(file: str, keys: Sequence[PublicKey]) -> _Kept:
    seal = seal_in(file)
    return _Kept(file, seal, _signer(seal, keys))


def _signer(seal: Seal, keys: Sequence[PublicKey]) -> str | None:
    signer = seal.note.signer(keys)
    return signer.name if signer else None


def _keys(file: str) -> tuple[PublicKey, ...]:
    with _in(file):
        lines = filter(str.strip, read_short(Path(file)).splitlines())
        keys = tuple(map(PublicKey.parse, lines))
        _require_any(keys)
    return keys


def _signers(file: str) -> tuple[Signer, ...]:
    with _in(file):
        try:
            text = Path(file).read_text("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(*swedish.NOT_UTF8) from error
        signers = parse_signers(text)
        _require_any(signers)
    return signers


def _require_any(keys: Sized) -> None:
    """With a file that holds no key, everything would pass."""
    if not keys:
        raise InputError(*swedish.NO_KEY_IN_FILE)


@contextmanager
def _in(file: str) -> Iterator[None]:
    try:
        yield
    except InputError as error:
        place = f"{file}, {error.place}" if error.place else file
        raise InputError(error.what, error.way_out, place=place) from error


def _plain(
    found: Verification, kept: Sequence[_Kept], *, told: Callable[[Fault], str] | None = None
) -> dict[str, Any]:
    return {
        "handelser": found.held.events.size,
        "rot": found.held.events.root.hex(),
        "ok": found.is_sound,
        "fel": [
            {
                "kod": fault.code,
                "position": fault.position or None,
                "strom": fault.stream or None,
                "text": (told or _told)(fault),
            }
            for fault in found.faults
        ],
        "kommandon": found.held.commands.size,
        "undertecknade_beslut": found.signed,
        "sigill": [
            {
                "fil": each.file,
                "handelser": each.seal.checkpoint.events,
                "undertecknat_av": each.signer,
            }
            for each in kept
        ],
    }


def _write(
    page: Page,
    found: Verification,
    kept: Sequence[_Kept],
    *,
    told: Callable[[Fault], str] | None = None,
    sound: str = swedish.SOUND,
) -> None:
    page.item(found.held.events.root.hex())
    for each in kept:
        page.item(swedish.sealed_by(Path(each.file).name, each.seal.checkpoint.events, each.signer))
    for fault in found.faults:
        page.item((told or _told)(fault))
    if found.is_sound:
        page.item(sound)


def _told(fault: Fault) -> str:
    return swedish.fault(fault.code, fault.position, fault.stream, fault.detail)


def _told_of_file(fault: Fault) -> str:
    return swedish.file_fault(fault.code, fault.position, fault.stream, fault.detail)
