"""Settings for all tests, and an empty register for those that need one."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from tests.recording.server import Server, running

from avtalsuppfoljning.recording import Register

settings.register_profile("avtalsuppfoljning", deadline=None)  # time says nothing about a rule
settings.load_profile("avtalsuppfoljning")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path / "register.sqlite", synchronous="NORMAL") as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, started when the first test wants it."""
    with running("fsync=off", "max_connections=100", "shared_buffers=16MB") as server:
        yield server


@pytest.fixture(scope="session")
def shared_database(postgres: Server) -> Iterator[str]:
    """The address of a database that many tests have a schema of their own in."""
    with postgres.database() as uri:
        yield uri


@pytest.fixture
def schema(shared_database: str) -> str:
    """The address of a new register; a schema is much sooner made than a database."""
    return f"{shared_database}&schema=t_{uuid4().hex}"


@pytest.fixture
def database(postgres: Server) -> Iterator[str]:
    """The address of a new and empty database."""
    with postgres.database() as uri:
        yield uri
