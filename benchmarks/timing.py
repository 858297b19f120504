"""How everything here is timed: in turns, with medians, and told as one result."""

import gc
import os
import sys
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from typing import Any

import attrs

Work = Callable[[], object]

ROUNDS = 9
"""Rounds that count, unless the command line says otherwise; one more goes first as warm-up."""


@attrs.frozen(kw_only=True)
class Result:
    """The figures of one benchmark. ``ratios`` above 1 mean that we are the faster one."""

    name: str
    unit: str
    measured: Mapping[str, float]
    ratios: Mapping[str, float]
    size: int
    rounds: int

    def plain(self) -> dict[str, Any]:
        """The one object that ``--json`` prints."""
        return {
            "namn": self.name,
            "matt": {key: round(value, 3) for key, value in self.measured.items()},
            "kvoter": {key: round(value, 3) for key, value in self.ratios.items()},
            "enhet": self.unit,
            "antal": self.size,
            "rundor": self.rounds,
            "karnor": os.cpu_count(),
            "python": sys.version.split()[0],
        }


def in_turns(works: Mapping[str, Work], *, rounds: int, each: int) -> dict[str, float]:
    """The median time of each work, in microseconds for each of the things it does.

    Every round runs every work once, and each round starts with another one, so that what the
    machine does meanwhile falls on all alike. The first round is thrown away. The garbage
    collector is emptied before each work and left on, as it is in production.
    """
    names = list(works)
    times: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds + 1):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            gc.collect()
            start = perf_counter()
            works[name]()
            times[name].append(perf_counter() - start)
    return {name: median(spent[1:]) / each * 1e6 for name, spent in times.items()}
