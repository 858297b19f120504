"""Processes that write to a register until they are killed, and places for it in both stores."""

import logging
import multiprocessing
import os
import random
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

import attrs
import psycopg
from tests.recording.server import Server, own

from avtalsuppfoljning import provider
from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recorded import provider_stream
from avtalsuppfoljning.recording import Register, Unit, is_server
from avtalsuppfoljning.recording.postgres.connections import Address
from avtalsuppfoljning.terms import Driftsform, ProviderId
from avtalsuppfoljning.testing.contract import DAY

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        __name__,
        *(f"avtalsuppfoljning.recording.{each}" for each in ("postgres", "projected_postgres")),
    ]
)
"""Children are forked from a process that has imported all this, and done nothing else."""

logging.getLogger("avtalsuppfoljning").addHandler(logging.NullHandler())

TOGETHER = 3
"""Events in a command, each in a stream of its own: one without the others is a fault."""


@contextmanager
def a_place(store: str) -> Iterator[tuple[str, Server | None]]:
    """Where a new register can be opened; and the server, which is nobody else's."""
    if store == "sqlite":
        with TemporaryDirectory() as folder:
            yield str(Path(folder, "register.sqlite")), None
        return
    with own() as server, server.database() as uri:
        yield uri, server


def together(mark: str, events: int = TOGETHER) -> Callable[[Unit], None]:
    """A command that records so many events, all or none."""

    def work(unit: Unit) -> None:
        for number in range(events):
            unit.apply(
                provider_stream(ProviderId(f"{mark}-{number}")),
                provider.register,
                name="Solgården Omsorg",
                driftsform=Driftsform.PRIVAT_REGI,
                registered_on=DAY,
                organisation_number="400000-0010",
            )

    return work


def write(place: str, name: str, told: Connection) -> None:
    """Carry out command after command, and tell of each when it is answered.

    A command that fails for the server's sake is given again, under the same id.
    """
    with Register.open(place, create=False) as register:
        number = 0
        told.send_bytes(b"begun")
        while True:
            command = f"{name}-{number}"
            try:
                register.transact(together(command), actor=name, command=command)
            except RegisterError:
                sleep(0.05)
                continue
            told.send_bytes(command.encode())
            number += 1


@attrs.define
class Child:
    """A process of ours."""

    process: Any
    told: Connection

    @classmethod
    def of(cls, work: Callable[..., None], *arguments: object) -> "Child":
        """Start one, which has something to tell."""
        ours, theirs = FORKS.Pipe(duplex=False)
        process = FORKS.Process(target=work, args=(*arguments, theirs), daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    def wait_until_begun(self) -> None:
        """It has opened its register."""
        assert self.told.recv_bytes() == b"begun"

    def kill(self) -> list[str]:
        """End it where it is; what it had told."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()
        heard = []
        try:
            while True:
                heard.append(self.told.recv_bytes().decode())
        except EOFError:
            pass
        self.told.close()
        self.process.close()
        return heard


def a_moment(chance: random.Random, most: float) -> None:
    """Any moment up to so many seconds."""
    sleep(chance.random() * most)


def rows(place: Path | str, sql: str) -> list[Any]:
    """What somebody finds who looks into the tables of a file or a schema without this library."""
    if not is_server(place):
        with closing(sqlite3.connect(place)) as file:
            return file.execute(sql).fetchall()
    address = Address.of(str(place))
    with closing(psycopg.connect(address.conninfo)) as connected:
        connected.execute(f"SET search_path TO {address.schema}")
        found: list[Any] = connected.execute(sql).fetchall()
        return found
