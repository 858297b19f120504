"""A register on a real file, and the clock that it goes by."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.recording.municipality import Calendar

from avtalsuppfoljning.recording import Register


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def register(tmp_path: Path, calendar: Calendar) -> Iterator[Register]:
    path = tmp_path / "register.sqlite"
    with Register.open(path, clock=calendar, synchronous="NORMAL") as opened:
        yield opened
