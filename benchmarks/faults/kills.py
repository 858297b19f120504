"""What is lost when writers are killed in the middle of what they do, or the server under them.

``python -m benchmarks.faults.kills [--sqlite N] [--clients N] [--servers N] [--seed S]``. What was
answered must be there (else *forlorad*), the events of a command all or none of them (*halv*), in
the order they were answered (*oordnad*), and the register must verify (*skadad*).
"""

import argparse
import json
import random
import signal
from collections import Counter
from collections.abc import Sequence
from functools import partial

import attrs

from avtalsuppfoljning.recording import Register
from benchmarks.faults.children import TOGETHER, Child, a_moment, a_place, write

SQLITE, CLIENTS, SERVERS = 500, 400, 100
MOMENT = 0.06
"""Seconds until the kill, at most: a dozen commands."""
VERIFIED_EVERY = 50


@attrs.define
class Auditor:
    """Reads what has come since the last time, and counts what is wrong with it."""

    place: str
    found: Counter[str] = attrs.field(
        factory=lambda: Counter(forlorad=0, halv=0, oordnad=0, skadad=0)
    )
    position: int = 0
    commands: int = 0

    def look(self, told: list[str], *, is_deep: bool) -> None:
        """Compare the log with what was told."""
        with Register.open(self.place, create=False) as register:
            log = list(register.events(after=self.position))
            if is_deep:
                self.found["skadad"] += not register.verify().is_sound
        whole = [each.entry.command for each in log[::TOGETHER]]
        by_command = Counter(each.entry.command for each in log)
        self.found["halv"] += sum(count != TOGETHER for count in by_command.values())
        self.found["forlorad"] += len(set(told) - by_command.keys())
        self.found["oordnad"] += [each for each in whole if each in set(told)] != told
        positions = range(self.position + 1, self.position + 1 + len(log))
        self.found["oordnad"] += [each.position for each in log] != list(positions)
        self.position += len(log)
        self.commands += len(whole)


def of_writers(store: str, kills: int, seed: int) -> dict[str, int]:
    """Kill a writer, and the next one, in any moment."""
    chance = random.Random(seed)  # noqa: S311  a seed, not a secret
    with a_place(store) as (place, _):
        Register.open(place).close()
        auditor = Auditor(place)
        for number in range(kills):
            child = Child.of(write, place, f"w{number}")
            child.wait_until_begun()
            a_moment(chance, MOMENT)
            is_deep = number % VERIFIED_EVERY == 0 or number == kills - 1
            auditor.look(child.kill(), is_deep=is_deep)
    return {"avbrott": kills, "kommandon": auditor.commands, **auditor.found}


def of_the_server(kills: int, seed: int) -> dict[str, int]:
    """Kill every process of the server in any moment, start it again, and let the writer go on."""
    chance = random.Random(seed)  # noqa: S311  a seed, not a secret
    with a_place("postgresql") as (place, server):
        assert server is not None
        Register.open(place).close()
        auditor = Auditor(place)
        for number in range(kills):
            child = Child.of(write, place, f"w{number}")
            child.wait_until_begun()
            a_moment(chance, MOMENT)
            server.stop(signal.SIGKILL)
            server.start()
            a_moment(chance, MOMENT)
            auditor.look(child.kill(), is_deep=True)
    return {"avbrott": kills, "kommandon": auditor.commands, **auditor.found}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.kills", description=__doc__)
    parser.add_argument("--sqlite", type=int, default=SQLITE, help="writers killed on SQLite")
    parser.add_argument("--clients", type=int, default=CLIENTS, help="and on PostgreSQL")
    parser.add_argument("--servers", type=int, default=SERVERS, help="servers killed")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    for what, of, kills in (
        ("skrivare_sqlite", partial(of_writers, "sqlite"), given.sqlite),
        ("klient_postgresql", partial(of_writers, "postgresql"), given.clients),
        ("server_postgresql", of_the_server, given.servers),
    ):
        print(json.dumps({"namn": "avbrott", "vad": what, **of(kills, given.seed)}), flush=True)


if __name__ == "__main__":
    main()
