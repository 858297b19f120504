"""Load streams of twenty events to their states: an agreement's, and a deficiency's."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from avtalsuppfoljning.recorded import kind_of
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.catalogue import DECODERS
from benchmarks import stock, town
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
        rows = town.streams({template: LENGTH for template in templates}, numbers)
        town.write(ours, rows)
        with (
            Register.open(ours, create=False) as register,
            stock.FollowUps(theirs) as application,
            closing(sqlite3.connect(ours, cached_statements=128)) as bare,
        ):
            known = application.fill(rows)
            ids = [known[name] for name in names]
            measured = in_turns(
                {
                    "vi": lambda: [register.state(name) for name in names],
                    "eventsourcing": lambda: [application.repository.get(id_) for id_ in ids],
                    "ra": lambda: [_bare(bare, name) for name in names],
                },
                rounds=rounds,
                each=len(names),
            )
    return Result(
        name="load",
        unit="us/strom",
        measured=measured,
        ratios={
            "mot_eventsourcing": measured["eventsourcing"] / measured["vi"],
            "mot_ra": measured["ra"] / measured["vi"],
        },
        size=len(names),
        rounds=rounds,
    )


def _bare(connection: sqlite3.Connection, stream: str) -> object:
    kind = kind_of(stream)
    state, evolve = kind.initial, kind.evolve
    sql = "SELECT name, entry FROM events WHERE stream = ? ORDER BY version"
    for name, stored in connection.execute(sql, (stream,)):
        state = evolve(state, DECODERS[name](stored).event)
    return state
