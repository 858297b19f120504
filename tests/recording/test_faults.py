"""Short runs of the figures under benchmarks/faults, and what they are judged by."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from benchmarks.faults import bit_flips
from benchmarks.faults.handed_in import is_as_said

ROOT = Path(__file__).parents[2]


def test_a_bit_that_hits_an_event_is_found() -> None:
    found = bit_flips.figure(25, seed=3, commands=20)
    assert (found["traffar"], found["funna"], found["tysta"]) == (25, 25, 0)
    assert found["vanda"] > 25


def test_files_that_have_been_tampered_with() -> None:
    """In a process of its own, because Python never forgets an audit hook."""
    command = [sys.executable, "-m", "benchmarks.faults.handed_in", "--files", "700"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    printed = subprocess.run(
        command, capture_output=True, check=True, env=environment, cwd=ROOT
    ).stdout
    found = json.loads(printed)
    assert found["tagna"] + found["nekade"] == found["filer"] == 700
    assert min(found["tagna"], found["nekade"]) > 0
    assert (found["kod"], found["exempel"]) == (0, [])


@pytest.mark.parametrize(
    ("said", "made", "is_same"),
    [
        ({"a": 1}, {"a": 1, "b": None}, True),  # what was left out has its default
        ({"a": 1}, {"a": True}, False),
        ({"a": 1}, {"a": 1.0}, False),
        ({"a": "1"}, {"a": 1}, False),
        ({"a": 1}, {"b": 1}, False),
        ([1, 2], (1, 2), True),
        ([1], [1, 2], False),
        ("la\u030ag", "låg", True),
        ("lov ", "lov", False),
        (date(2026, 11, 22), "2026-11-22", True),
        ("5000.0", "5000.00", False),
        (None, "", False),
    ],
)
def test_what_counts_as_taken_as_it_says(said: Any, made: Any, is_same: bool) -> None:
    assert is_as_said(said, made) is is_same
