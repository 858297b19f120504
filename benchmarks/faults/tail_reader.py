"""Whether one who follows the log beside eight writers skips an event, or sees one twice.

``python -m benchmarks.faults.tail_reader [--events N] [--writers N] [--seed S]``, for both stores.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from multiprocessing.connection import Connection

from avtalsuppfoljning.recording import Register
from benchmarks.faults.children import Child, a_place, together

EVENTS, WRITERS = 100_000, 8
MOST = 20
"""Events in a command, at most."""


def write(place: str, name: str, events: int, seed: int, told: Connection) -> None:
    """Append so many events, in commands of one to many."""
    chance = random.Random(f"{seed} {name}")  # noqa: S311  a seed, not a secret
    with Register.open(place, create=False) as register:
        told.send_bytes(b"begun")
        written = 0
        while written < events:
            count = min(chance.randint(1, MOST), events - written)
            register.transact(together(f"{name}-{written}", count), actor=name)
            written += count


def figure(store: str, events: int, seed: int, *, writers: int = WRITERS) -> dict[str, int]:
    """What the follower saw, beside what is recorded."""
    each = events // writers
    with a_place(store) as (place, _), Register.open(place) as register:
        children = [Child.of(write, place, f"w{n}", each, seed) for n in range(writers)]
        with register.follow() as following:
            seen = [(e.position, e.stream) for e in islice(following, each * writers)]
        for child in children:
            child.process.join()
        recorded = [(e.position, e.stream) for e in register.events()]
    counts = Counter(seen)
    return {
        "handelser": len(recorded),
        "missade": len(set(recorded) - counts.keys()),
        "dubbla": sum(count - 1 for count in counts.values()),
        "oordnade": sum(one != other for one, other in zip(seen, recorded, strict=True)),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.tail_reader")
    parser.add_argument("--events", type=int, default=EVENTS, help="recorded in each store")
    parser.add_argument("--writers", type=int, default=WRITERS)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    for store in ("sqlite", "postgresql"):
        found = figure(store, given.events, given.seed, writers=given.writers)
        print(json.dumps({"namn": "medlasare", "lager": store, **found}), flush=True)


if __name__ == "__main__":
    main()
