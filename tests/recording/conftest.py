"""A register on a real file and on a real server, and the clock that it goes by."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.recording.municipality import Calendar

from avtalsuppfoljning.recording import Register


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a new register can be opened: a file, and a schema of a database."""
    if request.param == "sqlite":
        return tmp_path / "register.sqlite"
    address: str = request.getfixturevalue("schema")
    return address


@pytest.fixture
def register(place: Path | str, calendar: Calendar) -> Iterator[Register]:
    with Register.open(place, clock=calendar, synchronous="NORMAL") as opened:
        yield opened
