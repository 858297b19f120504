"""Record one event per transaction: load the state, decide, save. Each stream has ten events.

An agreement gets a document, a deficiency has its åtgärdsplan approved, in turns.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

import msgspec
import psycopg

from avtalsuppfoljning import agreement, deficiency
from avtalsuppfoljning.recorded import Entry
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.catalogue import DECODERS, NAMES
from avtalsuppfoljning.recording.sqlite.file import STATEMENTS_CACHED
from avtalsuppfoljning.recording.store import Row
from avtalsuppfoljning.terms import DocumentKind, Period, StreamId
from benchmarks import stock, town
from benchmarks.places import Place, places
from benchmarks.timing import Result, Work, in_turns
from benchmarks.translated import plain_class, untyped

SIZE = 200
"""Events recorded in each round, half of each kind."""
LENGTH = 10

SELECT_STREAM = "SELECT version, name, entry FROM events WHERE stream = ? ORDER BY version"

ON = date(2026, 12, 10)
DNR = "Sov 17/2026-12"
DOCUMENT = DocumentKind("egenkontroll")
PERIOD = Period(text="2026-12")
ACTOR = "anna.berg"
ENDINGS = {"": "NORMAL", "_full": "FULL"}
"""How durable, by the ending of the figure's name."""


def run(*, size: int, rounds: int, store: str = "sqlite") -> Result:
    """Ours: `Register.record`. Bare: the same reading, coding and writing by hand, no rules."""
    each = max(1, size // 2)
    numbers = range((rounds + 1) * each)
    templates = (town.AGREEMENT, town.DEFICIENCY)
    rows = town.streams(dict.fromkeys(templates, LENGTH), numbers)
    names = [town.named(template, number) for number in numbers for template in templates]
    works: dict[str, Work] = {}
    with places(store) as place, ExitStack() as opened:
        for ending, synchronous in ENDINGS.items():
            for who, prepare in WHO.items():
                append = prepare(place(f"{who}{ending}"), synchronous, rows, opened)
                works[who + ending] = in_batches(append, names, each * 2)
        spent = in_turns(works, rounds=rounds, each=each * 2)
    return Result(
        name="append",
        unit="us/handelse",
        size=each * 2,
        spent=spent,
        quotients={
            f"mot_{who}{ending}": (f"{who}{ending}", f"vi{ending}")
            for ending in ENDINGS
            for who in ("eventsourcing", "eventsourcing_otypad", "ra")
        },
    )


Append = Callable[[StreamId], object]


def in_batches(append: Append, names: list[StreamId], size: int) -> Work:
    """Each time it is called, append to the next streams: no stream is appended to twice."""
    left: Iterator[StreamId] = iter(names)

    def work() -> None:
        for name in islice(left, size):
            append(name)

    return work


def ours(path: Place, synchronous: str, rows: list[Row], opened: ExitStack) -> Append:
    """Fill a register and open it; what is given back appends one event to a stream."""
    town.write(path, rows)
    register = opened.enter_context(Register.open(path, create=False, synchronous=synchronous))

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


def _stock(path: Place, synchronous: str, rows: list[Row], opened: ExitStack) -> Append:
    application = opened.enter_context(stock.FollowUps(path, synchronous=synchronous))
    period = plain_class(Period)(PERIOD.text, None, None)
    return _by_stock(application, application.fill(rows), ON, period)


def _stock_untyped(path: Place, synchronous: str, rows: list[Row], opened: ExitStack) -> Append:
    application = opened.enter_context(stock.FollowUps(path, synchronous=synchronous))
    period = {"text": PERIOD.text, "starts_on": None, "ends_on": None}
    return _by_stock(application, application.fill(rows, untyped), ON.isoformat(), period)


def _by_stock(
    application: stock.FollowUps, ids: Mapping[str, UUID], on: object, period: object
) -> Append:
    recorded = {"day": on, "recorded_by": ACTOR}

    def append(stream: StreamId) -> object:
        aggregate: Any = application.repository.get(ids[stream])
        command = uuid4().hex
        if "/" in stream:
            aggregate.approve_åtgärdsplan(approved_on=on, command=command, **recorded)
        else:
            aggregate.receive_submission(
                document=DOCUMENT,
                period=period,
                received_on=on,
                registered_on=on,
                dnr=DNR,
                command=command,
                **recorded,
            )
        return application.save(aggregate)

    return append


def _bare(path: Place, synchronous: str, rows: list[Row], opened: ExitStack) -> Append:
    town.write(path, rows)
    if isinstance(path, str):
        return _bare_on_server(path, synchronous, opened)
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=STATEMENTS_CACHED)
    opened.callback(connection.close)
    for trigger in ("events_no_gap", "commands_no_gap"):
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    execute, encode = connection.execute, msgspec.json.encode

    def append(stream: StreamId) -> None:
        rows = execute(SELECT_STREAM, (stream,)).fetchall()
        for _, name, stored in rows:
            DECODERS[name](stored)
        command, event, entry = _by_hand(stream)
        execute("BEGIN IMMEDIATE")
        (after,) = execute("SELECT max(position) FROM events").fetchone()
        execute(town.INSERT_COMMAND, (command, bytes(16), after, 1))
        row = (after + 1, stream, rows[-1][0] + 1, NAMES[type(event)], encode(entry))
        execute(town.INSERT_EVENT, row)
        execute("COMMIT")

    return append


def _by_hand(stream: str) -> tuple[str, Any, Entry[Any]]:
    """A new command, the event it leads to, and its entry."""
    event: Any = (
        deficiency.ÅtgärdsplanApproved(approved_on=ON)
        if "/" in stream
        else agreement.SubmissionReceived(
            document=DOCUMENT, period=PERIOD, received_on=ON, registered_on=ON, dnr=DNR
        )
    )
    command = uuid4().hex
    return command, event, Entry(event, datetime.now(UTC), ON, ACTOR, command)


APPEND_BARE = """
WITH head AS (
    SELECT (SELECT max(position) FROM avtal.events) + 1 AS position,
           (SELECT max(number) FROM avtal.commands) + 1 AS number),
told AS (INSERT INTO avtal.commands SELECT number, %s, %s, position - 1, 1 FROM head)
INSERT INTO avtal.events SELECT position, %s, %s, %s, %s FROM head"""


def _bare_on_server(address: str, synchronous: str, opened: ExitStack) -> Append:
    connection = opened.enter_context(closing(psycopg.connect(address, autocommit=True)))
    for table in ("events", "commands"):
        connection.execute(f"ALTER TABLE avtal.{table} DISABLE TRIGGER {table}_no_gap")
    is_full = synchronous == "FULL"
    connection.execute(f"SET synchronous_commit = {'on' if is_full else 'off'}")
    select = SELECT_STREAM.replace("events", "avtal.events").replace("?", "%s")
    encode = msgspec.json.encode

    def append(stream: StreamId) -> None:
        rows = connection.execute(select, (stream,), prepare=True, binary=True).fetchall()
        for _, name, stored in rows:
            DECODERS[name](stored)
        command, event, entry = _by_hand(stream)
        row = (command, bytes(16), stream, rows[-1][0] + 1, NAMES[type(event)], encode(entry))
        connection.execute(APPEND_BARE, row, prepare=True)

    return append


WHO = {
    "vi": ours,
    "eventsourcing": _stock,
    "eventsourcing_otypad": _stock_untyped,
    "ra": _bare,
}
