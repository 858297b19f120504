"""Read the whole log in order, every event typed; and fold it to the states of all streams."""

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

import psycopg

from avtalsuppfoljning.recorded import Entry
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.catalogue import DECODERS
from avtalsuppfoljning.recording.integrity import verifying
from avtalsuppfoljning.recording.store import LAST
from benchmarks import stock, town, translated
from benchmarks.places import Place, places
from benchmarks.timing import Result, in_turns

SIZE = 20_000
"""Events in the log."""


def run(*, size: int, rounds: int, store: str = "sqlite") -> Result:
    """Ours: `Register.events` and `Register.replay`. Bare: a select, and a decoder per name."""
    with places(store) as place:
        ours, theirs, untyped = place("ours"), place("theirs"), place("untyped")
        rows = town.log(size)
        town.write(ours, rows)
        with (
            Register.open(ours, create=False) as register,
            stock.FollowUps(theirs) as application,
            stock.FollowUps(untyped) as untyped_application,
            closing(_connected(ours)) as bare,
        ):
            application.fill(rows)
            untyped_application.fill(rows, translated.untyped)
            del rows
            spent = in_turns(
                {
                    "vi": lambda: _run_out(register.events()),
                    "vi_rader": lambda: _run_out(
                        chain.from_iterable(verifying.pages(register.store, LAST))
                    ),
                    "eventsourcing": lambda: _run_out(application.read()),
                    "eventsourcing_rader": lambda: _run_out(application.notifications()),
                    "eventsourcing_otypad": lambda: _run_out(untyped_application.read()),
                    "ra": lambda: _run_out(_bare(bare)),
                    "vi_tillstand": register.replay,
                    "eventsourcing_tillstand": application.fold,
                },
                rounds=rounds,
                each=size,
            )
    return Result(
        name="replay",
        unit="us/handelse",
        size=size,
        spent=spent,
        quotients={
            "mot_eventsourcing": ("eventsourcing", "vi"),
            "mot_eventsourcing_rader": ("eventsourcing_rader", "vi"),
            "rader_mot_eventsourcing_rader": ("eventsourcing_rader", "vi_rader"),
            "mot_eventsourcing_otypad": ("eventsourcing_otypad", "vi"),
            "mot_ra": ("ra", "vi"),
            "tillstand_mot_eventsourcing": ("eventsourcing_tillstand", "vi_tillstand"),
        },
    )


def _run_out(events: Iterator[object]) -> None:
    deque(events, maxlen=0)


Connection = sqlite3.Connection | psycopg.Connection[Any]


def _connected(place: Place) -> Connection:
    return sqlite3.connect(place) if isinstance(place, Path) else psycopg.connect(place)


def _bare(connection: Connection) -> Iterator[tuple[int, str, int, Entry[object]]]:
    """The least that gives the same: place, and entry of the right type."""
    decoders = DECODERS
    sql = "SELECT position, stream, version, name, entry FROM {}events ORDER BY position"
    rows: Any = (
        connection.execute(sql.format(""))
        if isinstance(connection, sqlite3.Connection)
        else connection.execute(sql.format("avtal."), binary=True)
    )
    for position, stream, version, name, stored in rows:
        yield position, stream, version, decoders[name](stored)
