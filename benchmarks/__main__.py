"""The command: ``python -m benchmarks NAME [--json]``."""

import argparse
import json
from collections.abc import Sequence
from importlib import import_module

from rich.console import Console
from rich.table import Table

from benchmarks.places import STORES
from benchmarks.timing import ROUNDS, Result

MODULES = {
    "append": "append",
    "load": "load",
    "replay": "replay",
    "import": "start",
    "policy": "policy",
    "rader": "rows",
    "integritet": "integrity",
    "schedule": "schedule",
    "audit": "audit",
    "whatif": "whatif",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one benchmark and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=MODULES, help="what to measure; see README.md")
    parser.add_argument("--json", action="store_true", help="print one object, not a table")
    parser.add_argument("--size", type=int, help="how much in each round")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds that count")
    parser.add_argument("--store", choices=STORES, default=STORES[0], help="for append and replay")
    given = parser.parse_args(arguments)
    module = import_module(f"benchmarks.{MODULES[given.name]}")
    where = {} if given.store == STORES[0] else {"store": given.store}
    if where and given.name not in {"append", "replay"}:
        parser.error(f"{given.name} is measured in files only")
    result: Result = module.run(size=given.size or module.SIZE, rounds=given.rounds, **where)
    if given.json:
        print(json.dumps(result.plain()))
    else:
        Console().print(_table(result))


def _table(result: Result) -> Table:
    plain = result.plain()
    title = f"{result.name}: {result.size} × {result.rounds} rounds, {plain['karnor']} cores"
    table = Table("", result.unit, title=title)
    for kind in ("matt", "kvoter"):
        for key, value in plain[kind].items():
            table.add_row(key, f"{value:.2f}", end_section=key == list(plain[kind])[-1])
    return table


if __name__ == "__main__":
    main()
