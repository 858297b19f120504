"""A register is tampered with in every way we know, and examined: what goes undetected.

``python -m benchmarks.faults.tampering [--times N] [--seed S] [--store S]``. Every way is tried
as often; half of the times the adversary makes the tree fit again, and then the seal has to tell.
The control, which must go undetected, is an event that nobody signs, invented after the seal.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs

from avtalsuppfoljning.errors import AvtalsuppfoljningError
from avtalsuppfoljning.recording import Receipt, Register
from avtalsuppfoljning.recording.integrity.examining import examine
from avtalsuppfoljning.recording.integrity.notes import PrivateKey
from avtalsuppfoljning.recording.integrity.sealing import Seal
from avtalsuppfoljning.recording.integrity.signing import Signer
from avtalsuppfoljning.recording.upkeep.moving import move
from avtalsuppfoljning.testing.contract import request, sign_agreement
from benchmarks import town
from benchmarks.faults import adversary, database
from benchmarks.faults.adversary import Chance, Held
from benchmarks.places import STORES, places

TIMES = 50
ACTOR = "anna.berg"
COMMUNE = PrivateKey("exempelkoping.se/avtal", b"k" * 32)
ANNA = PrivateKey(ACTOR, b"a" * 32)
SIGNERS = (Signer(ANNA.public),)


class Signing(Register):
    """A register where every decision is signed."""

    def decide(self, *args: Any, **facts: Any) -> Receipt:
        """As it is, and signed."""
        return super().decide(*args, **facts, key=ANNA)

    def lift(self, *args: Any, **facts: Any) -> Receipt:
        """As it is, and signed."""
        return super().lift(*args, **facts, key=ANNA)


@attrs.frozen
class Original:
    """A register nobody has tampered with, and what is kept elsewhere about it."""

    path: Path
    old: Path
    """A copy from before the seal."""
    other: Path
    """Another register with as many events."""
    seal: Seal


def original(folder: Path) -> Original:
    """A year of one agreement, sealed."""
    path, old, other = (folder / f"{name}.sqlite" for name in ("ny", "gammal", "annan"))
    _record(path, old, town.days())
    moments = town.days()
    next(moments)
    _record(other, folder / "bortse.sqlite", moments)
    with Register.open(path, create=False) as register:
        return Original(path, old, other, register.seal(COMMUNE))


def figure(times: int, seed: int, folder: Path) -> dict[str, Any]:
    """How often each way of tampering went undetected."""
    chance = random.Random(seed)  # noqa: S311  a seed, not a secret
    found = original(folder)
    clean = sum(not is_sound(found.path, found.seal) for _ in range(times))
    clean += sum(alarms(folder, number, chance) for number in range(times))
    trial = folder / "forsok.sqlite"
    undetected: Counter[str] = Counter()
    for name, tamper in ways(found):
        for _ in range(times):
            database.copied(found.path, trial)
            tamper(trial, chance)
            undetected[name] += is_sound(trial, found.seal)
    return _told(undetected, times, rena=2 * times, falsklarm=clean)


def on_a_server(times: int, seed: int, folder: Path, address: str) -> dict[str, Any]:
    """The same where the register is in a schema on a server: what is done to the tables."""
    chance = random.Random(seed)  # noqa: S311  a seed, not a secret
    found = original(folder)
    move(found.path, address)
    before = database.read(found.path)
    assert is_sound(address, found.seal)
    undetected: Counter[str] = Counter()
    for name, change in {**adversary.CHANGES, **adversary.UNDETECTABLE}.items():
        for _ in range(times):
            database.write_server(address, changed(before, name, change, chance))
            undetected[name] += is_sound(address, found.seal)
    database.write_server(address, before)
    alarms = sum(not is_sound(address, found.seal) for _ in range(times))
    return _told(undetected, times, rena=times, falsklarm=alarms)


def ways(found: Original) -> Iterator[tuple[str, Any]]:
    """Every way, by its name, and what does it to a file."""
    for name, change in ({**adversary.CHANGES, **adversary.UNDETECTABLE}).items():
        yield name, _to_tables(name, change)
    yield from database.FILE_CHANGES.items()
    yield "aterstalld till gammal kopia", lambda path, _: database.copied(found.old, path)
    yield "utbytt mot annat register", lambda path, _: database.copied(found.other, path)


def changed(before: Held, name: str, change: adversary.Change, chance: Chance) -> Held:
    """What the tables hold afterwards; every other time the tree fits it."""
    held = before
    while held == before:
        held = Held(list(before.events), list(before.commands), before.trunk)
        change(held, chance)
    is_after = name in adversary.AFTER_THE_SEAL or name in adversary.UNDETECTABLE
    if is_after or (not name.startswith("trad") and chance.random() < 0.5):  # noqa: PLR2004
        held.cover_up()
    return held


def is_sound(place: Path | str, seal: Seal) -> bool:
    """Nothing was found; whatever else than our own errors comes up is a fault of ours."""
    try:
        return examine(place, seals=[seal], signers=SIGNERS).is_sound
    except AvtalsuppfoljningError:
        return False


def alarms(folder: Path, number: int, chance: Chance) -> bool:
    """Whether a register of its own raises an alarm, though nobody has tampered with it."""
    path = folder / f"ren-{number}.sqlite"
    with Register.open(path, synchronous="NORMAL") as register:
        seals = [register.seal(COMMUNE)]
        register.transact(sign_agreement, actor=ACTOR)
        for each in range(chance.randrange(30)):
            register.transact(request(each), actor=chance.choice(("anna", "bo")))
            if chance.random() < 0.2:  # noqa: PLR2004  now and then
                seals.append(register.seal(COMMUNE))
    found = examine(path, seals=seals, signers=SIGNERS)
    path.unlink()
    return not found.is_sound


# ── helpers ──


def _told(undetected: Counter[str], times: int, **clean: int) -> dict[str, Any]:
    control = {name: undetected.pop(name) for name in adversary.UNDETECTABLE}
    return {
        "slag": len(undetected),
        "forsok": len(undetected) * times,
        "oupptackta": {name: count for name, count in undetected.items() if count},
        "kontroll_oupptackta": control,
        **clean,
    }


def _to_tables(name: str, change: adversary.Change) -> Any:
    def tamper(path: Path, chance: Chance) -> None:
        database.write(path, changed(database.read(path), name, change, chance))

    return tamper


def _record(path: Path, old: Path, moments: Iterator[datetime]) -> None:
    with Signing.open(path, clock=lambda: next(moments), synchronous="NORMAL") as register:
        town.record_year(register)
    database.copied(path, old)
    with Signing.open(path, clock=lambda: next(moments), synchronous="NORMAL") as register:
        for number in range(3):
            town.submit(register, number)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run it and print the figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES, help="how often each way is tried")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", choices=STORES, default="sqlite")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as name, places(given.store) as place:
        folder, address = Path(name), place("manipulerat")
        if isinstance(address, str):
            found = on_a_server(given.times, given.seed, folder, address)
        else:
            found = figure(given.times, given.seed, folder)
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
