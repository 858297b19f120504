"""Backups made while others append, and restored: each has the root that its own events give.

``python -m benchmarks.faults.backups [--backups N] [--writers N] [--seed S]``. The root of a
restored register is compared with that of the first events of the register it was copied from.
"""

import argparse
import json
import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import sleep

from avtalsuppfoljning import provider
from avtalsuppfoljning.recorded import provider_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.integrity.tree import Frontier, leaf
from avtalsuppfoljning.recording.upkeep.backup import back_up, restore
from avtalsuppfoljning.terms import Driftsform, ProviderId
from avtalsuppfoljning.testing.contract import DAY

BACKUPS = 100
WRITERS = 4


def figure(backups: int, seed: int, *, writers: int = WRITERS) -> dict[str, int]:
    """How many backups were made and restored, and how many differ from what they copied."""
    chance = random.Random(seed)  # noqa: S311  a seed, not a secret
    with TemporaryDirectory() as name:
        folder, done = Path(name), Event()
        path = folder / "register.sqlite"
        Register.open(path).close()
        with ThreadPoolExecutor(writers) as pool:
            running = [pool.submit(_write, path, number, done) for number in range(writers)]
            try:
                found = [_copied(path, folder, number, chance) for number in range(backups)]
            finally:
                done.set()
            written = sum(each.result() for each in running)
        assert written
        roots = _roots(path, {events for events, _ in found})
    return {
        "kopior": backups,
        "avviker": sum(roots.get(events) != root for events, root in found),
    }


def _write(path: Path, writer: int, done: Event) -> int:
    number = 0
    with Register.open(path) as register:
        while not done.is_set():
            register.record(
                provider_stream(ProviderId(f"w{writer}-{number}")),
                provider.register,
                actor=f"w{writer}",
                name=f"Utförare {number}",
                driftsform=Driftsform.PRIVAT_REGI,
                registered_on=DAY,
                organisation_number="400000-0010",
            )
            number += 1
            sleep(0.01)  # or most of the time goes to reading what they wrote
    return number


def _copied(path: Path, folder: Path, number: int, chance: random.Random) -> tuple[int, str]:
    sleep(chance.random() / 50)
    copy, restored = folder / f"k{number}.sqlite", folder / f"r{number}.sqlite"
    back_up(path, copy)
    whole = restore(copy, restored).whole
    for each in (copy, restored):
        each.unlink()
    return whole.events, whole.root


def _roots(path: Path, sizes: set[int]) -> dict[int, str]:
    found, frontier, after = {0: Frontier().root.hex()}, Frontier(), 0
    with Register.open(path, create=False) as register:
        while page := register.store.page(after, max(sizes)):
            for row in page:
                frontier = frontier.grow([leaf(*row)])
                if frontier.size in sizes:
                    found[frontier.size] = frontier.root.hex()
            after = page[-1][0]
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Make and restore them all, and print how many differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.backups")
    parser.add_argument("--backups", type=int, default=BACKUPS)
    parser.add_argument("--writers", type=int, default=WRITERS)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    found = figure(given.backups, given.seed, writers=given.writers)
    print(json.dumps({"namn": "sakerhetskopior", **found}))


if __name__ == "__main__":
    main()
