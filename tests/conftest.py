"""Settings for all tests, and an empty register for those that need one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from avtalsuppfoljning.recording import Register

settings.register_profile("avtalsuppfoljning", deadline=None)  # time says nothing about a rule
settings.load_profile("avtalsuppfoljning")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path / "register.sqlite", synchronous="NORMAL") as opened:
        yield opened
