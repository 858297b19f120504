"""Where a PostgreSQL register is, and the few connections that a process keeps to servers.

A register is one schema of one database::

    postgresql://user@server/database?schema=avtal_karlstad

All registers of a process share at most `MOST` connections, opened when they are needed and kept
for the next one who needs them. They are shared rather than pooled by register, so that a
platform with hundreds of municipalities gets by with what one server allows.
"""

import os
import re
import select
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Condition
from time import monotonic, sleep
from typing import Any, Final
from urllib.parse import unquote, urlsplit, urlunsplit

import attrs
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import Conninfo

from avtalsuppfoljning.errors import RegisterError

SCHEMA: Final = "avtal"
"""The schema of a register whose address names none."""
MOST: Final = 16
"""Connections that a process has open at a time, to all servers together."""
PATIENCE: Final = 30.0
"""Seconds to wait for a free connection, and for a server that is full or just starting."""

_WORD: Final = re.compile(r"[a-z_][a-z0-9_]{0,47}")
_CARE: Final = {
    "application_name": "avtal",
    "connect_timeout": "10",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}
"""A server that is gone is noticed within half a minute, unless the address says otherwise."""
_SESSION: Final = {
    "search_path": "pg_catalog,pg_temp",  # every name we write says its schema
    "default_transaction_isolation": r"read\ committed",
    "idle_in_transaction_session_timeout": "30s",
    "client_encoding": "UTF8",
    "client_min_messages": "warning",
    "jit": "off",
}
_PLAIN: Final = {
    "connect_timeout": "10",
    "max_protocol_version": "3.0",
    "min_protocol_version": "3.0",
    "sslcertmode": "allow",
}
"""What libpq does without these, where it takes no empty text for that."""
_LEFT: Final = (b"service", b"require_auth")
"""What the environment may still say: where to find what is missing, which is nothing, and to be
stricter about how the server asks for the password."""
_FULL: Final = ("too many", "remaining connection slots", "för många")
_STARTING: Final = ("starting up", "in recovery")
"""What a server says that may take us in a moment: it sends no code with it."""
_HOW: Final = "write postgresql://user@server/database?schema=name"


@attrs.frozen
class Address:
    """Where a register is: a server, a database and a schema. Printed without the password."""

    parameters: Mapping[str, str] = attrs.field(repr=False, hash=False, eq=False)
    schema: str
    shown: str
    """Without the password."""
    conninfo: str = attrs.field(repr=False)

    @classmethod
    def of(cls, uri: str, *, synchronous: str = "FULL", lock_timeout: int = 30) -> "Address":
        """Read an address; nothing is taken from the environment but the password file."""
        try:
            parts = urlsplit(uri)
            query = parts.query.split("&") if parts.query else []
            rest = [each for each in query if not each.startswith("schema=")]
            schemas = [unquote(each[7:], errors="strict") for each in query if each not in rest]
            parameters = conninfo_to_dict(urlunsplit(parts._replace(query="&".join(rest))))
        except (ValueError, psycopg.Error):
            # what libpq says of it may quote the password
            raise _bad("the address of the register cannot be read") from None
        given = {key: str(value) for key, value in parameters.items() if value is not None}
        for needed in ("user", "dbname"):
            if not given.get(needed):
                raise _bad(f"the address of the register has no {needed}")
        schema = schemas[-1] if schemas else SCHEMA
        if len(schemas) > 1 or not _WORD.fullmatch(schema) or schema.startswith("pg_"):
            raise _bad(
                f"{schema!r} cannot be the schema of a register, which is one word of a-z, 0-9 and "
                "_, at most 48, not pg_ first"
            )
        settings = _SESSION | {
            "lock_timeout": f"{lock_timeout}s",
            "synchronous_commit": "on" if synchronous == "FULL" else "off",
        }
        ours = " ".join(f"-c {key}={value}" for key, value in settings.items())
        full = _defaults() | _CARE | given | {"options": f"{given.get('options', '')} {ours}"}
        host, name = given.get("host") or "", given["dbname"]
        return cls(
            full, schema, f"postgresql://{host}/{name}?schema={schema}", make_conninfo(**full)
        )

    def without_password(self, text: str) -> str:
        """A text of the server's on one line, certain not to hold the password."""
        line = " ".join(text.split())
        for secret in filter(None, map(self.parameters.get, ("password", "sslpassword"))):
            line = line.replace(secret, "…")
        return line


def _bad(what: str) -> RegisterError:
    return RegisterError(what, _HOW, code="bad_address")


def _defaults() -> dict[str, str]:
    """Every parameter that libpq would look for in the environment, as it was compiled."""
    found = {
        option.keyword.decode(): (option.compiled or b"").decode()
        for option in Conninfo.get_defaults()
        if option.envvar and option.keyword not in _LEFT
    }
    return {key: _PLAIN.get(key, value) for key, value in found.items()}


# ── connections ──


Connection = psycopg.Connection[Any]


class Connections:
    """Connections that are lent out and come back; a broken one does not."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._change = Condition()
        self._idle: list[tuple[str, Connection]] = []
        self._lent = 0
        self._users: Counter[str] = Counter()
        self._parents: list[object] = []

    def join(self, address: Address) -> None:
        """Say that a register at this address is open."""
        with self._change:
            self._users[address.conninfo] += 1

    def leave(self, address: Address) -> None:
        """Say that it is closed; after the last one, its connections are closed too."""
        with self._change:
            self._users[address.conninfo] -= 1
            last = self._users[address.conninfo] <= 0
            if last:
                del self._users[address.conninfo]
        if last:
            self.drop(address)

    def drop(self, address: Address) -> None:
        """Close what is kept to an address, as when its server has gone."""
        with self._change:
            dropped = [each for each in self._idle if each[0] == address.conninfo]
            self._idle = [each for each in self._idle if each[0] != address.conninfo]
        for _, connection in dropped:
            _close(connection)

    @contextmanager
    def lent(self, address: Address, *, keep: bool = True) -> Iterator[Connection]:
        """A connection for as long as the context lasts, in autocommit mode.

        When it breaks, as when the server has gone, the others to that address go with it.
        """
        connection = self._take(address)
        try:
            yield connection
        finally:
            is_broken = connection.closed
            self._give_back(address, connection, keep=keep)
            if is_broken:
                self.drop(address)

    def _take(self, address: Address) -> Connection:
        leftovers: list[Connection] = []
        with self._change:
            if not self._change.wait_for(lambda: self._lent < self._most, PATIENCE):
                raise RegisterError(
                    f"{self._most} connections to databases are in use, and none came back",
                    "use fewer threads, or close what is not read to its end",
                    code="busy",
                )
            self._lent += 1
            for number in range(len(self._idle) - 1, -1, -1):
                if self._idle[number][0] == address.conninfo:
                    kept = self._idle.pop(number)[1]
                    if _is_quiet(kept):
                        return kept
                    leftovers.append(kept)
            if self._lent + len(self._idle) > self._most:
                leftovers.append(self._idle.pop(0)[1])
        try:
            for each in leftovers:
                _close(each)
            return connect(address)
        except BaseException:
            with self._change:
                self._lent -= 1
                self._change.notify()
            raise

    def _give_back(self, address: Address, connection: Connection, *, keep: bool) -> None:
        sound = keep and not connection.closed
        if sound and connection.info.transaction_status:
            with suppress(psycopg.Error):
                connection.rollback()
            sound = not connection.closed and not connection.info.transaction_status
        with self._change:
            self._lent -= 1
            sound = sound and self._users[address.conninfo] > 0
            if sound:
                self._idle.append((address.conninfo, connection))
            self._change.notify()
        if not sound:
            _close(connection)

    def forget(self) -> None:
        """Leave all connections to the parent process, after a fork."""
        self._parents.append(self._idle)
        self._idle, self._lent, self._change = [], 0, Condition()


def connect(address: Address) -> Connection:
    """A new connection; a server that is full or starting is given a while."""
    until = monotonic() + PATIENCE
    pause = 0.02
    while True:
        try:
            return psycopg.connect(address.conninfo, autocommit=True)
        except psycopg.Error as error:
            text = address.without_password(str(error))
            is_full = any(word in text for word in _FULL)
            if monotonic() > until and is_full:
                raise RegisterError(
                    f"the server of {address.shown} takes no more connections: {text}",
                    "try again, or let whoever runs it allow more",
                    code="server_full",
                ) from None
            if monotonic() > until or not (is_full or any(word in text for word in _STARTING)):
                raise RegisterError(
                    f"the server of {address.shown} takes no connection: {text}",
                    "check that it runs, the address, the user and the password",
                    code="no_connection",
                ) from None
        sleep(pause)
        pause = min(pause * 2, 1.0)


def _is_quiet(connection: Connection) -> bool:
    """Whether nothing has come on a connection that asked nothing: what comes is a farewell.

    The server need not be asked, so this costs no round trip.
    """
    if connection.closed:
        return False
    if not hasattr(select, "poll"):  # on Windows
        return not select.select([connection.fileno()], [], [], 0)[0]
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return not poll.poll(0)


def _close(connection: Connection) -> None:
    with suppress(psycopg.Error):
        connection.close()


CONNECTIONS: Final = Connections()
"""The connections of this process."""
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=CONNECTIONS.forget)
