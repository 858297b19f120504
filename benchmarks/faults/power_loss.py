"""The power goes while a register is written to: what is left, at moments drawn by chance.

``python -m benchmarks.faults.power_loss [--states N] [--seed S]``. With ``synchronous=FULL``
nothing that was said to be recorded may be lost; with ``NORMAL``, the control, something must.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from avtalsuppfoljning.errors import AvtalsuppfoljningError
from avtalsuppfoljning.recorded import Recorded
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.integrity.whole import check
from avtalsuppfoljning.testing.contract import request, sign_agreement
from benchmarks.faults.recorded_writes import Op, after_power_cut, recorded, told_before

STATES = 2_000
COMMANDS = 120


@attrs.frozen
class Run:
    """A register that has been written to, and all that was asked of the disk."""

    before: dict[str, bytes]
    ops: list[Op]
    log: list[Recorded]


def run(folder: Path, *, synchronous: str, commands: int = COMMANDS) -> Run:
    """Record some commands, each answered before the next is given."""
    path = folder / f"{synchronous}.sqlite"
    Register.open(path).close()
    before = {"": path.read_bytes()}
    with recorded(path) as disk, Register.open(path, synchronous=synchronous) as register:
        for number in range(commands):
            work = request(number) if number else sign_agreement
            register.transact(work, actor="anna", command=f"k{number}")
            disk.told(number + 2)
        log = list(register.events())
        ops = list(disk.ops)
    return Run(before, ops, log)


def left(run: Run, folder: Path, chance: random.Random) -> str:
    """What a power cut leaves: ``hel``, ``forlorad`` (answered, and gone) or ``skadad``."""
    moment = chance.randrange(len(run.ops) + 1)
    path = folder / "efter.sqlite"
    for end, data in after_power_cut(run.ops, moment, run.before, chance).items():
        Path(f"{path}{end}").write_bytes(data)
    try:
        with Register.open(path, create=False) as register:
            found = list(register.events())
            next_ = len(found) - 1 if found else 0
            register.transact(request(next_) if next_ else sign_agreement, actor="bo")
        check(path)
    except AvtalsuppfoljningError:
        return "skadad"
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{path}{end}").unlink(missing_ok=True)
    if found != run.log[: len(found)]:
        return "skadad"
    return "hel" if len(found) >= told_before(run.ops, moment) else "forlorad"


def figure(states: int, seed: int, *, commands: int = COMMANDS) -> dict[str, dict[str, int]]:
    """What became of so many states, by how surely each commit was put on the disk."""
    found = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        for synchronous in ("FULL", "NORMAL"):
            chance = random.Random(f"{seed} {synchronous}")  # noqa: S311  a seed, not a secret
            written = run(folder, synchronous=synchronous, commands=commands)
            counted = Counter(left(written, folder, chance) for _ in range(states))
            found[synchronous] = {kind: counted[kind] for kind in ("hel", "forlorad", "skadad")}
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Play them all and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.power_loss")
    parser.add_argument("--states", type=int, default=STATES, help="how many power cuts of each")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    print(json.dumps({"namn": "stromavbrott", **figure(given.states, given.seed)}))


if __name__ == "__main__":
    main()
