"""The tables of a register on PostgreSQL: made once, under a lock, or refused with the way out.

Also what the server says when something goes wrong, in words that somebody can act on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from eventsourcing.persistence import IntegrityError

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording.postgres.connections import CONNECTIONS, Address, Connection
from avtalsuppfoljning.recording.postgres.tables import APPLICATION, SCHEMA_VERSION, statements

CHANNEL: Final = "avtal_{}"
"""Where an append to the register of this schema is told."""
_LOCK: Final = 0x41565446
"""Our half of the advisory lock that a migration holds; the other half is the schema."""


def prepare(address: Address, *, create: bool) -> None:
    """Make sure that the schema is a register, or make it one."""
    with explaining(address), CONNECTIONS.lent(address) as connection:
        if not _is_register(connection, address):
            if not create:
                raise RegisterError(
                    f"there is no register at {address.shown}",
                    "create it, or check the database and the schema",
                    code="missing",
                )
            with locked(connection, address) as has_schema:
                if not _is_register(connection, address):
                    _migrate(connection, address, has_schema=has_schema)


@contextmanager
def locked(connection: Connection, address: Address) -> Iterator[bool]:
    """A transaction that nobody else is in who makes tables there; whether the schema is there."""
    with connection.transaction():
        connection.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_LOCK, address.schema)
        )
        (found,) = connection.execute(
            "SELECT to_regnamespace(%s) IS NOT NULL", (address.schema,)
        ).fetchone() or (False,)
        yield found


def _is_register(connection: Connection, address: Address) -> bool:
    """Whether it is one; a schema that holds something else is refused, and a later release's."""
    tables, register = connection.execute(
        "SELECT count(*), count(*) FILTER (WHERE relname = 'register') FROM pg_class "
        "WHERE relnamespace = to_regnamespace(%s)",
        (address.schema,),
    ).fetchone() or (0, 0)
    if not register:
        if tables:
            raise RegisterError(
                f"{address.shown} is not a register", "use a schema of its own", code="no_register"
            )
        return False
    found = connection.execute(
        f'SELECT application, schema_version FROM "{address.schema}".register'  # noqa: S608  a checked word
    ).fetchone()
    if found is None or found[0] != APPLICATION:
        raise RegisterError(
            f"{address.shown} is not a register", "use a schema of its own", code="no_register"
        )
    if found[1] > SCHEMA_VERSION:
        raise RegisterError(
            f"{address.shown} has schema version {found[1]}; this release knows {SCHEMA_VERSION}",
            "open it with the release that made it, or a later one",
            code="later_release",
        )
    return True


def _migrate(connection: Connection, address: Address, *, has_schema: bool) -> None:
    (encoding,) = connection.execute("SHOW server_encoding").fetchone() or ("",)
    if encoding != "UTF8":
        raise RegisterError(
            f"the database of {address.shown} keeps its text as {encoding}",
            "use a database whose encoding is UTF8",
            code="not_utf8",
        )
    if not has_schema:
        connection.execute(f'CREATE SCHEMA "{address.schema}"')
    for statement in statements(address.schema):
        connection.execute(statement)


# ── what goes wrong ──


class LostConnectionError(RegisterError):
    """The connection to the server broke in the middle of something."""


KNOWN: Final = {
    "25006": ("read_only", "the database only reads", "use the server that is written to"),
    "3F000": ("missing", "the schema is not there", "create the register, or check the address"),
    "42501": ("no_right", "the user has no right to it", "give the user rights to the schema"),
    "42P01": ("missing", "its tables are not there", "create the register, or restore a backup"),
    "53100": ("disk_full", "the disk is full", "make room; nothing was recorded, so give it again"),
    "53300": ("server_full", "it takes no more connections", "try again, or let it take more"),
    "55P03": ("locked", "somebody else holds the register", "find who does; then try again"),
    "57014": (
        "cancelled",
        "the server broke it off",
        "let its statement_timeout be longer; nothing was recorded, so give it again",
    ),
    "58030": (
        "disk_fault",
        "the disk refuses to read or write",
        "check the server's disk; nothing was recorded, so give it again",
    ),
    "XX001": ("damaged", "what is stored is damaged", "write no more, and restore a backup"),
    "XX002": ("damaged", "an index is damaged", "write no more, and let it be examined"),
}
"""By the server's code: ours, what it means, and the way out."""
_BROKEN_OFF: Final = ("25P03", "25P04")
"""A transaction lasted too long, as when the machine slept, and its connection was closed."""
_THE_SERVERS: Final = ("53", "57", "58")
"""How codes begin that are no fault of the statement's: resources, the operator, the machine."""


@contextmanager
def explaining(address: Address) -> Iterator[None]:
    """Tell what went wrong with the server; a conflict between writers is not that."""
    try:
        yield
    except psycopg.errors.UniqueViolation as error:
        raise IntegrityError(str(error)) from error
    except psycopg.Error as error:
        raise explained(address, error) from None


def explained(address: Address, error: psycopg.Error) -> RegisterError:
    """The fault of a server as an error of ours."""
    said = address.without_password(str(error))
    state = error.sqlstate or ""
    if state in KNOWN:
        code, what, way_out = KNOWN[state]
        return RegisterError(f"{address.shown}: {what} ({said})", way_out, code=code)
    if state.startswith("23"):
        return RegisterError(
            f"{address.shown} refuses what does not fit its log: {said}",
            "verify it; if it has been tampered with, restore it from a backup",
            code="torn",
        )
    if state in _BROKEN_OFF or (
        state[:2] in ("", "08", "57")
        and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    ):
        return LostConnectionError(
            f"the connection to {address.shown} was lost: {said}",
            "check that the server runs, and give the same command again under the same id",
            code="lost_connection",
        )
    return RegisterError(
        f"{address.shown} cannot be used: {said}", "ask whoever runs the server", code="unusable"
    )


def is_the_servers(error: psycopg.Error) -> bool:
    """Whether no other statement would have fared better."""
    state = error.sqlstate or ""
    return state[:2] in _THE_SERVERS or state in ("25006", *_BROKEN_OFF)
