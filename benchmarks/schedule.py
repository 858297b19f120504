"""Plans of ten years for many agreements, beside `dateutil.rrule` doing the bare recurrences.

``python -m benchmarks.schedule`` is no race: it tells time and memory for 30, 300 and 3,000
agreements, each size in a process of its own.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from time import perf_counter

from dateutil.rrule import MONTHLY, YEARLY, rrule

from avtalsuppfoljning.guidelines import Guideline, load
from avtalsuppfoljning.schedule import AgreementFacts, plan
from avtalsuppfoljning.terms import Driftsform, Lagrum, Upphandlingsform
from benchmarks.timing import Result, in_turns

SIZE = 300
"""Agreements in a round, half under each of two guidelines."""
SIZES = (30, 300, 3_000)
FIRST, LAST = date(2026, 1, 1), date(2035, 12, 31)

Rules = tuple[tuple[int, int, int | None, int], ...]
"""How often, with which interval, in which month, and on which day (-1: the last)."""

RULES: dict[str, Rules] = {
    "sundsvall": (
        *[(YEARLY, 3, 11, -1)] * 4,
        (YEARLY, 1, 7, -1),
        *[(YEARLY, 1, 11, -1)] * 9,
        (YEARLY, 1, 12, -1),
        *((YEARLY, 1, month, 20) for month in (4, 8, 11)),
    ),
    "orebro": (
        *[(YEARLY, 1, 12, -1)] * 4,
        *[(MONTHLY, 1, None, -1)] * 2,
        (MONTHLY, 36, None, 0),
    ),
}


def agreement(number: int) -> AgreementFacts:
    """Agreements that began on different days, of which none is after the 28th."""
    return AgreementFacts(
        driftsform=Driftsform.PRIVAT_REGI,
        upphandlingsform=Upphandlingsform.LOV,
        starts_on=date(2018 + number % 7, 1 + number % 12, 1 + number % 28),
        laws=(Lagrum.SOL, Lagrum.HSL),
    )


def ours(guidelines: tuple[Guideline, ...], size: int) -> int:
    """How many posts there are in all the plans."""
    return sum(
        len(plan(guidelines[each % 2], agreement(each), start=FIRST, end=LAST).posts)
        for each in range(size)
    )


def theirs(names: tuple[str, ...], size: int) -> int:
    """How many days the bare recurrences have."""
    return sum(
        sum(1 for _ in _days(RULES[names[each % 2]], agreement(each).starts_on))
        for each in range(size)
    )


def _days(rules: Rules, starts_on: date) -> Iterator[datetime]:
    begin, end = datetime.combine(FIRST, time()), datetime.combine(LAST, time())
    for often, interval, month, day in rules:
        years = interval if often == YEARLY else 0
        first = date(starts_on.year + years, 1, 1) if years > 1 else starts_on
        rule = rrule(
            often,
            dtstart=datetime.combine(first, time()),
            interval=interval,
            bymonth=month,
            bymonthday=day or starts_on.day,
            until=end,
        )
        yield from rule.between(begin, end, inc=True)


def run(*, size: int, rounds: int) -> Result:
    """Both have been seen to find as many days before they are timed."""
    names = tuple(RULES)
    guidelines = tuple(map(load, names))
    assert ours(guidelines, size) == theirs(names, size)
    works = {"vi": lambda: ours(guidelines, size), "rrule": lambda: theirs(names, size)}
    return Result(
        name="schedule",
        unit="us/avtal",
        size=size,
        spent=in_turns(works, rounds=rounds, each=size),
        quotients={"mot_rrule": ("rrule", "vi")},
    )


def main(arguments: list[str]) -> None:
    """One size if it is named, otherwise each of them in a process of its own."""
    if not arguments:
        for size in SIZES:
            command = [sys.executable, "-m", "benchmarks.schedule", str(size)]
            subprocess.run(command, check=True)  # noqa: S603  itself
        return
    guidelines = tuple(map(load, RULES))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = perf_counter()
    plans = [
        plan(guidelines[each % 2], agreement(each), start=FIRST, end=LAST)
        for each in range(int(arguments[0]))
    ]
    spent = perf_counter() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    posts = sum(len(each.posts) for each in plans)
    print(json.dumps({
        "avtal": len(plans), "poster": posts, "sekunder": round(spent, 3),
        "us_per_avtal": round(spent / len(plans) * 1e6, 1), "minne_mb": round(grown / 1024, 1),
    }))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
