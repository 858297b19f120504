"""Which store a register is in: a path is a file, ``postgresql://…`` a schema on a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Any, Final

from eventsourcing.persistence import InfrastructureFactory

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording.sqlite import recorder as sqlite
from avtalsuppfoljning.recording.sqlite.file import prepare

SERVERS: Final = ("postgresql:", "postgres:")
"""How the address of a register on a server begins."""


def is_server(place: str | PathLike[str]) -> bool:
    """Whether the place is a database of a server, and no file.

    What is written as an address, but of nothing that we know, is refused: as the name of a file
    it would be told in errors, password and all.
    """
    if not isinstance(place, str):
        return False
    if "://" in place and not place.startswith(SERVERS):
        raise RegisterError(
            "the address begins neither with postgresql:// nor as the name of a file",
            "write postgresql://user@server/database?schema=name, or the path of a file",
            code="bad_address",
        )
    return place.startswith(SERVERS)


def shown(place: str | PathLike[str]) -> str:
    """The place for people to read, without a password."""
    if not is_server(place):
        return str(place)
    from avtalsuppfoljning.recording.postgres.connections import Address  # noqa: PLC0415  as below

    return Address.of(str(place)).shown


def factory(
    place: str | PathLike[str], *, create: bool, synchronous: str, lock_timeout: int
) -> InfrastructureFactory[Any]:
    """What makes the recorder for the register there, once its tables are there."""
    if is_server(place):
        return _on_server(str(place), create=create, synchronous=synchronous, wait=lock_timeout)
    file = Path(place).absolute()
    prepare(file, create=create)
    return sqlite.Factory(file, lock_timeout=lock_timeout, synchronous=synchronous)


@contextmanager
def driver() -> Iterator[None]:
    """Import here what needs PostgreSQL's driver: a register in a file is opened without it."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise RegisterError(
            f"PostgreSQL needs {error.name}, which is not installed",
            "pip install avtalsuppfoljning[postgres]",
            code="no_driver",
        ) from error


def _on_server(
    uri: str, *, create: bool, synchronous: str, wait: int
) -> InfrastructureFactory[Any]:
    with driver():
        from avtalsuppfoljning.recording.postgres import migrating, recorder  # noqa: PLC0415
        from avtalsuppfoljning.recording.postgres.connections import Address  # noqa: PLC0415
    address = Address.of(uri, synchronous=synchronous, lock_timeout=wait)
    migrating.prepare(address, create=create)
    return recorder.Factory(address)
