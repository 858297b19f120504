"""An honest year, and what somebody may make of it: a log as they would leave it.

Who plants here knows this library: what is computed is computed again, positions and versions
follow one another, and the second stream of a sanction says what the first one says.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.cli.exempelkoping import record_year
from avtalsuppfoljning.guidelines import parse, parse_delegationsordning
from avtalsuppfoljning.policy import Choice, Facts, Ruling, assess, examine
from avtalsuppfoljning.recorded import Entry, Recorded, fold
from avtalsuppfoljning.recording import Register, catalogue
from avtalsuppfoljning.sanction import SanctionDecided
from avtalsuppfoljning.terms import StreamId
from avtalsuppfoljning.views.facts import facts_of

Log = list[Recorded]
LAST = date(2026, 1, 31)
"""The day it is seen from, and on which somebody appends."""


@cache
def _year() -> tuple[Recorded, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "avtal.sqlite"
        record_year(path)
        with Register.open(path) as register:
            return tuple(register.events())


def year() -> Log:
    """The year of the example municipality."""
    return list(_year())


def guideline() -> Any:
    """Its guideline."""
    return parse(_year()[0].event.text)


def delegation() -> Any:
    """Its delegationsordning."""
    return parse_delegationsordning(_year()[1].event.text)


# ── ways to plant ──


def put(log: Log, position: int, event: Any) -> None:
    """Let another event stand at a place, recorded as the one that stood there."""
    old = log[position - 1]
    entry = Entry(event, old.entry.at, old.entry.day, old.entry.by, old.entry.command)
    log[position - 1] = Recorded(old.position, old.stream, old.version, entry)


def change(position: int, **fields: Any) -> Callable[[Log], None]:
    """Change some fields of an event, and nothing else."""
    return lambda log: put(log, position, replace(log[position - 1].event, **fields))


def rule(position: int, **parts: Any) -> Callable[[Log], None]:
    """Change parts of a ruling, and nothing else."""

    def plant(log: Log) -> None:
        event = log[position - 1].event
        put(log, position, replace(event, ruling=replace(event.ruling, **parts)))

    return plant


def answer(position: int, **parts: Any) -> Callable[[Log], None]:
    """Change parts of an assessment, and nothing else."""

    def plant(log: Log) -> None:
        ruling = log[position - 1].event.ruling
        rule(position, assessment=replace(ruling.assessment, **parts))(log)

    return plant


def choose(
    position: int,
    facts: Callable[[Facts], Facts] = lambda facts: facts,
    effect: Any = None,
    **fields: Any,
) -> Callable[[Log], None]:
    """Let another choice, or other facts, stand, with all that follows computed again."""

    def plant(log: Log) -> None:
        event = log[position - 1].event
        choice = replace(event.ruling.choice, **fields)
        ruling = ruled(choice, facts(event.ruling.assessment.facts), event.ruling)
        changes: dict[str, Any] = {"ruling": ruling}
        if isinstance(event, SanctionDecided):
            changes |= {name: getattr(choice, name) for name in ("measure", "forms", "amount")}
            changes |= {"decided_on": choice.decided_on, "effect": effect or event.effect}
            changes |= {"effective_on": choice.effective_on or choice.decided_on}
            put(log, position + 1, replace(log[position].event, choice=choice))
        put(log, position, replace(event, **changes))

    return plant


def ruled(choice: Choice, facts: Facts, like: Ruling | None = None) -> Ruling:
    """A ruling on a choice as the rules give it, without what refuses it."""
    read = like.read if like else ()
    found = examine(choice, assess(facts, guideline()), delegation(), guideline(), read=read)
    return replace(found, refusals=(), report_to_next_meeting=False)


def take_away(*positions: int) -> Callable[[Log], None]:
    """Let events never have been, and the rest follow one another."""

    def plant(log: Log) -> None:
        gone = set(positions)
        log[:] = numbered(each for each in log if each.position not in gone)

    return plant


def append(stream: str, *events: Any, day: date = LAST) -> Callable[[Log], None]:
    """Record something at the end, as if it had gone the proper way."""

    def plant(log: Log) -> None:
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        for event in events:
            log.append(Recorded(0, StreamId(stream), 0, Entry(event, at, day, "x", "planterad")))
        log[:] = numbered(log)

    return plant


def append_ruling(
    kind: Any, agreement: str, deficiency: str, choice: Choice, **more: Any
) -> Callable[[Log], None]:
    """Record a decision at the end, by the facts that the log then has."""

    def plant(log: Log) -> None:
        states: Any = fold(log)
        within, stream = f"agreement:{agreement}", f"agreement:{agreement}/deficiency:{deficiency}"
        found = states[stream]
        own = {each: states[StreamId(f"{within}/sanction:{each}")] for each in found.sanctions}
        facts = facts_of(states[within], found, guideline(), on=choice.decided_on, sanctions=own)
        named = [within, stream, "steering:socialnamnden"]
        named += [f"{within}/sanction:{each}" for each in own]
        versions = {each.stream: each.version for each in log}
        ruling = ruled(choice, facts)
        template = log[56].event.ruling.read[0]
        read = tuple(replace(template, stream=s, version=versions[StreamId(s)]) for s in named)
        event = kind(ruling=replace(ruling, read=read), **more)
        append(stream, event)(log)

    return plant


def numbered(log: Iterable[Recorded]) -> Log:
    """The same, with positions and versions that follow one another."""
    versions: dict[str, int] = {}
    found: Log = []
    for each in log:
        versions[each.stream] = versions.get(each.stream, -1) + 1
        found.append(Recorded(len(found) + 1, each.stream, versions[each.stream], each.entry))
    return found


def write(path: Path, log: Log) -> None:
    """Put a log into the file of a register, in a database shell."""
    rows = [(e.position, e.stream, e.version, *catalogue.encode(e.entry)) for e in log]
    with closing(sqlite3.connect(path)) as connection, connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM events")
        connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", rows)
        for _, sql in triggers:
            connection.execute(sql)
