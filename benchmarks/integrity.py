"""What integrity costs: an append with the tree and without it, and a log verified and decoded.

Without it means the same store, the same triggers and the same commands, but no leaf is hashed and
no tree is read or written. Verified is all of it, hashed anew and compared; not a thing is decoded.
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.sqlite import SQLiteCursor

from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.catalogue import NAMES
from avtalsuppfoljning.recording.integrity import verifying
from avtalsuppfoljning.recording.sqlite import recorder as sqlite
from avtalsuppfoljning.recording.sqlite.recorder import EventRecorder
from avtalsuppfoljning.recording.store import LAST, Command, Row, Store
from avtalsuppfoljning.strict import structure
from benchmarks import append, stock, town
from benchmarks.timing import Result, Work, in_turns

SIZE = 20_000
"""Events in the log that is verified; a hundredth of them are appended in each round."""


class Without(EventRecorder):
    """A store that keeps no tree, and is otherwise the same as ours, line by line."""

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        *,
        command: Command | None = None,
        read: Mapping[str, int] | None = None,
        **_: Any,
    ) -> Sequence[int]:
        execute = c.sqlite_cursor.execute
        for stream, version in (read or {}).items():
            (current,) = execute(VERSION, (stream,)).fetchone()
            if current != version:
                raise IntegrityError(f"{stream} has moved on")
        after, number = execute(ENDS).fetchone()
        if command is not None:
            told = (number + 1, command.id, command.request, after, len(stored_events))
            execute("INSERT INTO commands VALUES (?,?,?,?,?)", told)
        c.sqlite_cursor.executemany(
            "INSERT INTO events VALUES (?,?,?,?,?)",
            [
                (position, str(s.originator_id), s.originator_version, s.topic, s.state)
                for position, s in enumerate(stored_events, start=after + 1)
            ],
        )
        return range(after + 1, after + 1 + len(stored_events))


VERSION = "SELECT ifnull(MAX(version), -1) FROM events WHERE stream = ?"
ENDS = """SELECT (SELECT ifnull(MAX(position), 0) FROM events),
    (SELECT ifnull(MAX(number), 0) FROM commands)"""


def run(*, size: int, rounds: int) -> Result:
    """Two races: one of appends, at both durabilities, and one of reading the whole log."""
    each = max(1, size // 200)
    numbers = range((rounds + 1) * each)
    templates = (town.AGREEMENT, town.DEFICIENCY)
    rows = town.streams(dict.fromkeys(templates, append.LENGTH), numbers)
    names = [town.named(template, number) for number in numbers for template in templates]
    works: dict[str, Work] = {}
    with TemporaryDirectory() as directory, ExitStack() as opened:
        for ending, synchronous in append.ENDINGS.items():
            for who, prepare in (("med", append.ours), ("utan", _without)):
                path = Path(directory, f"{who}{ending}.sqlite")
                appended = prepare(path, synchronous, rows, opened)
                works[who + ending] = append.in_batches(appended, names, each * 2)
        spent = in_turns(works, rounds=rounds, each=each * 2)
        path = Path(directory, "log.sqlite")
        rows = town.log(size)
        town.write(path, rows)
        theirs = opened.enter_context(stock.FollowUps(Path(directory, "theirs.sqlite")))
        theirs.fill(rows)
        del rows
        register = opened.enter_context(Register.open(path, create=False))
        assert register.verify(is_deep=False).is_sound
        reading: dict[str, Work] = {
            "vi": lambda: register.verify(is_deep=False),
            "vi_djupt": register.verify,
            "avkodning": lambda: _run_out(register.events()),
            "avkodning_cattrs": lambda: _run_out(_strictly(register.store)),
            "eventsourcing_avkodning": lambda: _run_out(theirs.read()),
        }
        spent |= in_turns(reading, rounds=rounds, each=size)
    return Result(
        name="integritet",
        unit="us/handelse",
        size=size,
        spent=spent,
        quotients={
            "tillagg_mot_utan": ("med", "utan"),
            "tillagg_mot_utan_full": ("med_full", "utan_full"),
            "verifiering_mot_avkodning": ("vi", "avkodning"),
            "verifiering_mot_avkodning_cattrs": ("vi", "avkodning_cattrs"),
            "verifiering_mot_eventsourcing": ("vi", "eventsourcing_avkodning"),
            "djup_verifiering_mot_avkodning": ("vi_djupt", "avkodning"),
        },
    )


def _without(path: Path, synchronous: str, rows: list[Row], opened: ExitStack) -> append.Append:
    with mock.patch.object(sqlite, "EventRecorder", Without):
        return append.ours(path, synchronous, rows, opened)


def _strictly(store: Store) -> Iterator[object]:
    """Every event of the log, decoded as what comes from outside is: by cattrs."""
    kinds = {name: event for event, name in NAMES.items()}
    for page in verifying.pages(store, LAST):
        for _, _, _, name, stored in page:
            yield structure(json.loads(stored)["event"], kinds[name])


def _run_out(events: Iterator[object]) -> None:
    deque(events, maxlen=0)
