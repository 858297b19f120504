"""The power goes while a register is written to. The full run: benchmarks/faults/power_loss.py."""

import random

from benchmarks.faults.power_loss import figure
from benchmarks.faults.recorded_writes import Op, after_power_cut


def test_what_was_answered_is_there_afterwards() -> None:
    found = figure(25, seed=7, commands=60)
    assert found["FULL"] == {"hel": 25, "forlorad": 0, "skadad": 0}


def test_the_control_loses_what_was_not_synced() -> None:
    """Otherwise the cuts would prove nothing. What is left is the beginning of the log, whole."""
    found = figure(25, seed=7, commands=60)
    assert found["NORMAL"]["forlorad"] > 0
    assert found["NORMAL"]["skadad"] == 0


def test_a_cut_takes_only_what_was_not_synced() -> None:
    ops = [
        Op("write", "", 0, b"a" * 2_000),
        Op("sync", ""),
        Op("write", "", 0, b"b" * 2_000),
        Op("sync", "-wal"),
    ]
    seen = {
        after_power_cut(ops, 4, {}, random.Random(seed))[""]  # noqa: S311
        for seed in range(200)
    }
    assert {b"a" * 2_000, b"b" * 2_000} < seen
    assert all(len(data) == 2_000 for data in seen)
    assert {after_power_cut(ops, 2, {}, random.Random(s))[""] for s in range(9)} == {b"a" * 2_000}  # noqa: S311
