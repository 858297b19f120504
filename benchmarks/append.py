"""Record one event per transaction: load the state, decide, save. Each stream has ten events.

An agreement gets a document, a deficiency has its åtgärdsplan approved, in turns.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import msgspec

from avtalsuppfoljning import agreement, deficiency
from avtalsuppfoljning.recorded import Entry
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.catalogue import DECODERS, NAMES
from avtalsuppfoljning.recording.sqlite import STATEMENTS_CACHED, Row
from avtalsuppfoljning.terms import DocumentKind, Period, StreamId
from benchmarks import stock, town
from benchmarks.timing import Result, Work, in_turns

SIZE = 200
"""Events recorded in each round, half of each kind."""
LENGTH = 10

ON = date(2026, 12, 10)
DNR = "Sov 17/2026-12"
DOCUMENT = DocumentKind("egenkontroll")
PERIOD = Period(text="2026-12")
ACTOR = "anna.berg"
WHO = {"day": ON.isoformat(), "recorded_by": ACTOR}


def run(*, size: int, rounds: int) -> Result:
    """Ours: `Register.record`. Bare: the same reading, coding and writing by hand, no rules."""
    each = max(1, size // 2)
    numbers = range((rounds + 1) * each)
    templates = (town.AGREEMENT, town.DEFICIENCY)
    rows = town.streams({template: LENGTH for template in templates}, numbers)
    names = [town.named(template, number) for number in numbers for template in templates]
    works: dict[str, Work] = {}
    with TemporaryDirectory() as directory, ExitStack() as opened:
        for synchronous, ending in (("NORMAL", ""), ("FULL", "_full")):
            for who, prepare in (("vi", _ours), ("eventsourcing", _stock), ("ra", _bare)):
                path = Path(directory, f"{who}{ending}.sqlite")
                append = prepare(path, synchronous, rows, opened)
                works[who + ending] = _in_batches(append, names, each * 2)
        measured = in_turns(works, rounds=rounds, each=each * 2)
    return Result(
        name="append",
        unit="us/handelse",
        measured=measured,
        ratios={
            f"mot_{who}{ending}": measured[who + ending] / measured["vi" + ending]
            for ending in ("", "_full")
            for who in ("eventsourcing", "ra")
        },
        size=each * 2,
        rounds=rounds,
    )


Append = Callable[[StreamId], object]


def _in_batches(append: Append, names: list[StreamId], size: int) -> Work:
    """Each time it is called, append to the next streams: no stream is appended to twice."""
    left: Iterator[StreamId] = iter(names)

    def work() -> None:
        for name in islice(left, size):
            append(name)

    return work


def _ours(path: Path, synchronous: str, rows: list[Row], opened: ExitStack) -> Append:
    town.write(path, rows)
    register = opened.enter_context(
        Register.open(path, create=False, synchronous=synchronous)
    )

    def append(stream: StreamId) -> object:
        if "/" in stream:
            approve = deficiency.approve_åtgärdsplan
            return register.record(stream, approve, actor=ACTOR, approved_on=ON)
        return register.record(
            stream,
            agreement.receive_submission,
            actor=ACTOR,
            document=DOCUMENT,
            period=PERIOD,
            received_on=ON,
            registered_on=ON,
            dnr=DNR,
        )

    return append


def _stock(path: Path, synchronous: str, rows: list[Row], opened: ExitStack) -> Append:
    application = opened.enter_context(stock.FollowUps(path, synchronous=synchronous))
    ids = application.fill(rows)
    on = ON.isoformat()
    period = {"text": PERIOD.text, "starts_on": None, "ends_on": None}

    def append(stream: StreamId) -> object:
        aggregate: Any = application.repository.get(ids[stream])
        command = uuid4().hex
        if "/" in stream:
            aggregate.approve_åtgärdsplan(approved_on=on, command=command, **WHO)
        else:
            aggregate.receive_submission(
                document=DOCUMENT,
                period=period,
                received_on=on,
                registered_on=on,
                dnr=DNR,
                command=command,
                **WHO,
            )
        return application.save(aggregate)

    return append


def _bare(path: Path, synchronous: str, rows: list[Row], opened: ExitStack) -> Append:
    town.write(path, rows)
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=STATEMENTS_CACHED)
    opened.callback(connection.close)
    connection.execute("DROP TRIGGER events_no_gap")
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    execute, encode = connection.execute, msgspec.json.encode

    def append(stream: StreamId) -> None:
        sql = "SELECT version, name, entry FROM events WHERE stream = ? ORDER BY version"
        for version, name, stored in execute(sql, (stream,)).fetchall():
            DECODERS[name](stored)
        event: Any = (
            deficiency.ÅtgärdsplanApproved(approved_on=ON)
            if "/" in stream
            else agreement.SubmissionReceived(
                document=DOCUMENT, period=PERIOD, received_on=ON, registered_on=ON, dnr=DNR
            )
        )
        command = uuid4().hex
        entry = Entry(event, datetime.now(UTC), ON, ACTOR, command)
        execute("BEGIN IMMEDIATE")
        (after,) = execute("SELECT max(position) FROM events").fetchone()
        execute(town.INSERT_COMMAND, (command, bytes(16), after, 1))
        row = (after + 1, stream, version + 1, NAMES[type(event)], encode(entry))
        execute(town.INSERT_EVENT, row)
        execute("COMMIT")

    return append
