"""Start: import the package, and show the help of `avtal`, beside a Python that does nothing.

The only benchmark whose quotients say how many times as long we take.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import avtalsuppfoljning
from benchmarks.timing import Result, Work, in_turns

SIZE = 1
"""Starts of each kind in a round."""

COMMANDS = {
    "vi": ("-m", "avtalsuppfoljning", "--help"),
    "import": ("-c", "import avtalsuppfoljning"),
    "ra": ("-c", "pass"),
}


def run(*, size: int, rounds: int) -> Result:
    """Every start is a process of its own, with its bytecode compiled as it is once installed."""
    with TemporaryDirectory() as cache:
        environment = {
            **os.environ,
            "PYTHONPATH": str(Path(avtalsuppfoljning.__file__).parents[1]),
            "PYTHONPYCACHEPREFIX": cache,
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        works = {name: _starting(words, environment, size) for name, words in COMMANDS.items()}
        spent = in_turns(works, rounds=rounds, each=size)
    return Result(
        name="import",
        unit="us/start",
        size=size,
        spent=spent,
        quotients={"hjalp_mot_ra": ("vi", "ra"), "import_mot_ra": ("import", "ra")},
    )


def _starting(words: tuple[str, ...], environment: dict[str, str], size: int) -> Work:
    def work() -> None:
        for _ in range(size):
            subprocess.run(  # noqa: S603  our own commands
                [sys.executable, *words], env=environment, check=True, stdout=subprocess.DEVNULL
            )

    return work
