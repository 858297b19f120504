"""How everything here is timed: in turns, with medians, and told as one result."""

import gc
import os
import platform
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from types import MappingProxyType
from typing import Any

import attrs

Work = Callable[[], object]

ROUNDS = 15
"""Rounds that count, unless the command line says otherwise; one more goes first as warm-up."""


@attrs.frozen(kw_only=True)
class Result:
    """The figures of one benchmark."""

    name: str
    unit: str
    size: int
    """How many things each work does in a round."""
    spent: Mapping[str, list[float]]
    """Microseconds per thing in each round, by work; the same place is the same round."""
    quotients: Mapping[str, tuple[str, str]]
    """Which work's time is divided by which, under which name."""

    @property
    def rounds(self) -> int:
        """How many rounds count."""
        return len(next(iter(self.spent.values())))

    @property
    def times(self) -> dict[str, float]:
        """The median time of each work."""
        return {name: round(median(spent), 3) for name, spent in self.spent.items()}

    @property
    def ratios(self) -> dict[str, float]:
        """The median of each quotient, taken round by round: a slow spell falls on both sides."""
        return {
            name: round(median(map(float.__truediv__, self.spent[over], self.spent[under])), 3)
            for name, (over, under) in self.quotients.items()
        }

    def plain(self) -> dict[str, Any]:
        """The one object that ``--json`` prints."""
        return {
            "namn": self.name,
            "matt": self.times,
            "kvoter": self.ratios,
            "enhet": self.unit,
            "antal": self.size,
            "rundor": self.rounds,
            "karnor": os.cpu_count(),
            "python": platform.python_version(),
        }


def _nothing() -> None:
    """What most works need made before them."""


def in_turns(
    works: Mapping[str, Work],
    *,
    rounds: int,
    each: int,
    before: Mapping[str, Work] = MappingProxyType({}),
) -> dict[str, list[float]]:
    """Time every work in every round, in microseconds for each of the things it does.

    Each round starts with another work, so that what the machine does meanwhile falls on all
    alike. The first round is thrown away. The garbage collector is emptied before each work and
    left on, as it is in production. What a work needs made anew is made ``before`` it, untimed.
    """
    names = list(works)
    spent: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds + 1):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            gc.collect()
            before.get(name, _nothing)()
            start = perf_counter()
            works[name]()
            spent[name].append((perf_counter() - start) / each * 1e6)
    return {name: times[1:] for name, times in spent.items()}
