"""Reads files that have been tampered with: refused with a place, or the very data that they say.

``python -m benchmarks.mutated_files [--size N]``. The mutations are those of
``tests/exchange/mutations.py``, where a few of each kind are run with the tests.
"""

import argparse
import json
import resource
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.exchange.mutations import mutated, read

SIZE = 2_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Read them all and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutated_files", description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help="how many files")
    size = parser.parse_args(arguments).size
    found: dict[str, Counter[str]] = {}
    for number in range(size):
        with TemporaryDirectory() as folder:
            one = mutated(Path(folder), number)
            found.setdefault(one.kind, Counter())[read(one, Path(folder))] += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"filer": size, "utfall": found, "minne_mb": peak}, ensure_ascii=False))


if __name__ == "__main__":
    main()
