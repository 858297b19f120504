"""How many fail of the processes that open an empty database at the same moment.

``python -m benchmarks.faults.first_starts [--starts N] [--at-once N] [--municipalities N]``. Then
as many municipalities as there are get a schema each in one database, all open at the same time.
"""

import argparse
import json
from collections.abc import Sequence
from contextlib import ExitStack
from multiprocessing.connection import Connection
from typing import Any

from avtalsuppfoljning.recording import Register
from benchmarks.faults.children import FORKS, TOGETHER, Child, a_place, together

STARTS, AT_ONCE, MUNICIPALITIES = 200, 50, 290


def start(place: str, number: int, barrier: Any, told: Connection) -> None:
    """Open the register with all the others, and record something in it."""
    barrier.wait()
    with Register.open(place) as register:
        register.transact(together(f"w{number}"), actor="anna")
    told.send_bytes(b"done")


def figure(starts: int, at_once: int) -> dict[str, int]:
    """How many starts there were, and how many failed."""
    failed = commands = 0
    for _ in range(0, starts, at_once):
        with a_place("postgresql") as (place, _):
            barrier = FORKS.Barrier(at_once)
            children = [Child.of(start, place, number, barrier) for number in range(at_once)]
            for child in children:
                child.process.join()
                failed += child.process.exitcode != 0
            with Register.open(place, create=False) as register:
                commands += len({each.entry.command for each in register.events()})
                assert register.verify().is_sound
    return {"starter": starts, "misslyckade": failed, "saknade": starts - commands}


def municipalities(many: int) -> dict[str, int]:
    """As many registers in one database, open at once; how many connections that takes at most."""
    most = 0
    with a_place("postgresql") as (place, server), ExitStack() as opened:
        assert server is not None
        registers = [
            opened.enter_context(Register.open(f"{place}&schema=kommun_{number}"))
            for number in range(many)
        ]
        for turn in range(2):
            for number, register in enumerate(registers):
                register.transact(together(f"k{number}-{turn}"), actor="anna")
                if number % 50 == 0:
                    most = max(most, server.connections())
        wrong = sum(len(list(each.events())) != 2 * TOGETHER for each in registers)
    return {"kommuner": many, "fel": wrong, "anslutningar_hogst": most}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.first_starts")
    parser.add_argument("--starts", type=int, default=STARTS, help="processes in all")
    parser.add_argument("--at-once", type=int, default=AT_ONCE, help="against one empty database")
    parser.add_argument("--municipalities", type=int, default=MUNICIPALITIES)
    given = parser.parse_args(arguments)
    print(json.dumps({"namn": "forsta_start", **figure(given.starts, given.at_once)}), flush=True)
    print(json.dumps({"namn": "kommuner", **municipalities(given.municipalities)}))


if __name__ == "__main__":
    main()
