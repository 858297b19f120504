"""What an audit is to tell of what is planted, in short; and the ways in which it is planted."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from tests.audit.planting import (
    Log,
    change,
    guideline,
    put,
    year,
)

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.cli.exempelkoping.municipality import DELEGATION
from avtalsuppfoljning.guidelines import fingerprint, parse, parse_delegationsordning
from avtalsuppfoljning.policy import Authority
from avtalsuppfoljning.terms import Money

BIRCH = "agreement:exempelbjorken-2025"
RULINGS = (54, 55, 57, 78, 96, 97, 105)
"""Where the decisions of the year are; the lifting is at 112."""
CHAIR = Authority(person="Nämnden", role="namnd", delegation_point="7.4")
WHY = "Ett skäl som håller."


def facts(**changes: Any) -> Callable[[Any], Any]:
    return lambda found: replace(found, **changes)


def finding(**changes: Any) -> Callable[[Any], Any]:
    return lambda found: replace(found, finding=replace(found.finding, **changes))


def instrument(**changes: Any) -> Callable[[Any], Any]:
    return lambda found: replace(found, instrument=replace(found.instrument, **changes))


def money(kronor: str) -> Money:
    return Money(amount=Decimal(kronor))


def text_of(position: int, old: str, new: str) -> Callable[[Log], None]:
    def plant(log: Log) -> None:
        text = log[position - 1].event.text
        assert old in text
        change(position, text=text.replace(old, new))(log)

    return plant


def newer_guideline(from_on: str) -> Any:
    text = year()[0].event.text
    old = f'version = "{guideline().version}"'
    assert old in text
    text = text.replace(old, f'version = "{from_on}"', 1)
    lines = [
        f"galler_fran = {from_on}" if line.startswith("galler_fran") else line
        for line in text.splitlines()
    ]
    found = parse("\n".join(lines))
    return replace(
        year()[0].event,
        version=found.version,
        valid_from=found.valid_from,
        fingerprint=fingerprint(found),
        text="\n".join(lines),
        adopted_on=min(found.valid_from, date(2025, 1, 13)),
    )


def newer_delegation(from_on: str) -> Any:
    text = DELEGATION.replace("2025-01-01", from_on)
    found = parse_delegationsordning(text)
    return replace(
        year()[1].event,
        version=found.version,
        valid_from=found.valid_from,
        fingerprint=found.fingerprint,
        text=text,
    )


def instead(position: int, event: Any) -> Callable[[Log], None]:
    return lambda log: put(log, position, event)


def without_number(position: int) -> Callable[[Log], None]:
    """Deleted, and the versions of its stream left as they were."""

    def plant(log: Log) -> None:
        del log[position - 1]
        for number in range(position - 1, len(log)):
            log[number] = log[number]._replace(position=number + 1)

    return plant


class Found(NamedTuple):
    """Something that an audit tells, in short."""

    kind: str
    code: str
    where: int | str


def fault(code: str, *positions: int) -> set[Found]:
    return {Found("fel", code, each) for each in positions}


def unknown(code: str, *positions: int) -> set[Found]:
    return {Found("regler_okanda", code, each) for each in positions}


def differs(path: str, position: int) -> set[Found]:
    return {Found("ej_aterskapade", path, position)}


APRIL = date(2025, 4, 10)
ACUTE = datetime(2026, 1, 20, 9, tzinfo=UTC)
AT_LAST = len(year()) + 1
PLAN = Found("ej_gjort", "plan_ej_fullgjord samverkansmote 2025", "steering:socialnamnden")


def undone(code: str, stream: str) -> Found:
    return Found("ej_gjort", code, stream)
