"""Files are hostile: each is refused with a place or gives the very data that it says (issue 3).

A few of each kind are read here; ``python -m benchmarks.mutated_files`` reads 2,000.
"""

import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.mutations import KINDS, MARK, mutated, read

EACH = 6


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=[make.__name__ for make in KINDS])
def test_a_mutated_file_is_refused_or_read_as_it_stands(kind: int, tmp_path: Path) -> None:
    for number in range(kind, EACH * len(KINDS), len(KINDS)):
        one = mutated(tmp_path, number)
        answer = read(one, tmp_path)
        assert (tmp_path / f"{one.path.stem}.sqlite").exists() is (answer == "lika")


@pytest.mark.parametrize("name", ["formula", "macros", "entities", "csv_formula"])
def test_nothing_in_a_file_is_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No process is started and no address asked for, whatever a cell says."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError(MARK)

    for module, attribute in ((os, "system"), (subprocess, "Popen"), (socket, "socket")):
        monkeypatch.setattr(module, attribute, refuse)
    made: list[Callable[..., Any]] = [make for make in KINDS if make.__name__ == name]
    one = mutated(tmp_path, KINDS.index(made[0]))
    assert read(one, tmp_path) == "nekad"
