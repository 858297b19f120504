"""One bit of the file of a register is turned, and if that changes an event, it is found.

``python -m benchmarks.faults.bit_flips [--hits N] [--seed S]``. The file is read by SQLite alone,
to see whether the bit hit an event or a command, and verified by the register.
"""

import argparse
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from avtalsuppfoljning.errors import AvtalsuppfoljningError
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.integrity.whole import check
from avtalsuppfoljning.recording.upkeep.backup import back_up
from avtalsuppfoljning.testing.contract import request, sign_agreement

HITS = 1_000
COMMANDS = 60


def figure(hits: int, seed: int, *, commands: int = COMMANDS) -> dict[str, int]:
    """How many bits were turned until so many had hit an event, and how many hits were silent."""
    chance = random.Random(seed)  # noqa: S311  a seed, not a secret
    counted: Counter[str] = Counter()
    with TemporaryDirectory() as name:
        path = Path(name, "register.sqlite")
        with Register.open(path, synchronous="NORMAL") as register:
            register.transact(sign_agreement, actor="anna")
            for number in range(commands):
                register.transact(request(number), actor="anna")
        whole = back_up(path, Path(name, "hel.sqlite")).path
        said, raw = _said(whole), whole.read_bytes()
        while counted["traffar"] < hits:
            place = chance.randrange(len(raw) * 8)
            turned = bytearray(raw)
            turned[place // 8] ^= 1 << place % 8
            counted["vanda"] += 1
            if (kind := _found(Path(name), bytes(turned), said)) is not None:
                counted["traffar"] += 1
                counted[kind] += 1
    return {kind: counted[kind] for kind in ("vanda", "traffar", "funna", "tysta")}


def _found(folder: Path, turned: bytes, said: Any) -> str | None:
    """Whether a change was found, None when nothing that was recorded was changed."""
    path = folder / "vand.sqlite"
    path.write_bytes(turned)
    try:
        if _said(path) == said:
            return None
        check(path)
    except AvtalsuppfoljningError:
        return "funna"
    else:
        return "tysta"
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{path}{end}").unlink(missing_ok=True)


def _said(path: Path) -> Any:
    """What SQLite alone reads: every row that was recorded, or that it cannot."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            return [
                connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608
                for table in ("events", "commands")
            ]
    except (sqlite3.Error, UnicodeDecodeError):  # the latter for the name of a column
        return None


def main(arguments: Sequence[str] | None = None) -> None:
    """Turn bits until enough have hit, and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.bit_flips")
    parser.add_argument("--hits", type=int, default=HITS, help="how many must hit an event")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    print(json.dumps({"namn": "bitfel", **figure(given.hits, given.seed)}))


if __name__ == "__main__":
    main()
