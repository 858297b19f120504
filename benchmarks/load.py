"""Load streams of twenty events to their states: an agreement's, and a deficiency's."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from avtalsuppfoljning.recorded import kind_of
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.catalogue import DECODERS
from benchmarks import stock, town, translated
from benchmarks.timing import Result, in_turns

SIZE = 400
"""Streams, half of each kind."""
LENGTH = 20


def run(*, size: int, rounds: int) -> Result:
    """Ours: `Register.state`. Bare: a select, a decoder per name, and our own `evolve`."""
    numbers = range(max(1, size // 2))
    templates = (town.AGREEMENT, town.DEFICIENCY)
    names = [town.named(template, number) for number in numbers for template in templates]
    with TemporaryDirectory() as directory:
        ours, theirs = Path(directory, "ours.sqlite"), Path(directory, "theirs.sqlite")
        rows = town.streams(dict.fromkeys(templates, LENGTH), numbers)
        town.write(ours, rows)
        with (
            Register.open(ours, create=False) as register,
            stock.FollowUps(theirs) as application,
            stock.FollowUps(Path(directory, "untyped.sqlite")) as untyped,
            closing(sqlite3.connect(ours, cached_statements=128)) as bare,
        ):
            known = application.fill(rows)
            ids = [known[name] for name in names]
            known = untyped.fill(rows, translated.untyped)
            untyped_ids = [known[name] for name in names]
            spent = in_turns(
                {
                    "vi": lambda: [register.state(name) for name in names],
                    "eventsourcing": lambda: [application.repository.get(id_) for id_ in ids],
                    "eventsourcing_otypad": lambda: [
                        untyped.repository.get(id_) for id_ in untyped_ids
                    ],
                    "ra": lambda: [_bare(bare, name) for name in names],
                },
                rounds=rounds,
                each=len(names),
            )
    return Result(
        name="load",
        unit="us/strom",
        size=len(names),
        spent=spent,
        quotients={
            "mot_eventsourcing": ("eventsourcing", "vi"),
            "mot_eventsourcing_otypad": ("eventsourcing_otypad", "vi"),
            "mot_ra": ("ra", "vi"),
        },
    )


def _bare(connection: sqlite3.Connection, stream: str) -> object:
    kind = kind_of(stream)
    state, evolve = kind.initial, kind.evolve
    sql = "SELECT name, entry FROM events WHERE stream = ? ORDER BY version"
    for name, stored in connection.execute(sql, (stream,)):
        state = evolve(state, DECODERS[name](stored).event)
    return state
