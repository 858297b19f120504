"""Whether a projection that is killed in any moment misses an event, or applies one twice.

``python -m benchmarks.faults.projection_kills [--kills N] [--seed S]``: half of them on SQLite.
"""

import argparse
import json
import random
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from avtalsuppfoljning.recorded import Recorded
from avtalsuppfoljning.recording import Projection, Register
from benchmarks.faults.children import Child, a_moment, a_place, rows, together

KILLS = 300
EVENTS = 6_000
MOMENT = 0.05
"""Seconds until the kill, at most: a few pages."""


MARKS = {"sqlite": "?", "postgresql": "%s"}


ALL_AT_ONCE = """SELECT position, 1 FROM seen
UNION ALL SELECT position, 2 FROM avtal_projections ORDER BY 2, 1"""
"""In one look: what was sent before the kill may be committed by the server after it."""


class Seen(Projection):
    """A row for each event, in a table where nothing hinders that it is written twice."""

    name = "seen"
    tables = ("CREATE TABLE seen (position BIGINT NOT NULL)",)

    def __init__(self, store: str) -> None:
        self.sql = f"INSERT INTO seen VALUES ({MARKS[store]})"  # noqa: S608  a constant

    def apply(self, cursor: Any, recorded: Recorded, /) -> None:
        """One more row."""
        cursor.execute(self.sql, (recorded.position,))


def project(place: str, into: str, store: str, told: Connection) -> None:
    """Run until the end."""
    with (
        Register.open(place, create=False) as register,
        register.project(Seen(store), into=into) as projector,
    ):
        told.send_bytes(b"begun")
        projector.run()


def figure(store: str, kills: int, seed: int) -> dict[str, int]:
    """How often it was killed, and what was wrong with its rows afterwards."""
    chance = random.Random(seed)  # noqa: S311  a seed, not a secret
    found = {"avbrott": kills, "fardiga": 0, "missade": 0, "dubbla": 0}
    with a_place(store) as (place, _), Register.open(place) as register:
        for number in range(0, EVENTS, 200):
            register.transact(together(f"p{number}", 200), actor="anna")
        number = 0
        for _ in range(kills):
            into = _beside(place, store, number)
            child = Child.of(project, place, into, store)
            child.wait_until_begun()
            a_moment(chance, MOMENT)
            child.kill()
            (*seen, reached) = [position for position, _ in rows(into, ALL_AT_ONCE)]
            found["dubbla"] += len(seen) - len(set(seen))
            found["missade"] += len(set(range(1, reached + 1)) ^ set(seen))
            if reached == EVENTS:
                number += 1
    return found | {"fardiga": number}


def _beside(place: str, store: str, number: int) -> str:
    if store == "sqlite":
        return str(Path(place).with_name(f"seen-{number}.sqlite"))
    return f"{place}&schema=vy_{number}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.projection_kills")
    parser.add_argument("--kills", type=int, default=KILLS, help="in both stores together")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    for store in ("sqlite", "postgresql"):
        found = figure(store, given.kills // 2, given.seed)
        print(json.dumps({"namn": "projektion", "lager": store, **found}), flush=True)


if __name__ == "__main__":
    main()
