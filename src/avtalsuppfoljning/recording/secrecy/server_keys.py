"""The keys of a register in a schema of their own on a PostgreSQL server.

What a server has once written stands in its own log until that is recycled, and in its backups: a
key is beyond reach there only when they are gone too. Where that cannot be waited for, keep the
keys in a file: a register on a server can have them there.
"""

import os
from typing import Any, Final

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording.postgres.connections import CONNECTIONS, Address
from avtalsuppfoljning.recording.postgres.migrating import explaining, locked
from avtalsuppfoljning.recording.secrecy.keys import KEY_LENGTH, Remembered, new_store

_TABLES: Final = (
    'CREATE SCHEMA IF NOT EXISTS "{0}"',
    """CREATE TABLE "{0}".store (
        id text NOT NULL, pepper bytea NOT NULL, destroyed bigint NOT NULL DEFAULT 0)""",
    """CREATE TABLE "{0}".keys (
        stream text COLLATE "C" NOT NULL, number integer NOT NULL, key bytea,
        PRIMARY KEY (stream, number))""",
    'REVOKE ALL ON "{0}".store, "{0}".keys FROM PUBLIC',
)


class ServerKeys(Remembered):
    """Keys in two tables that hold nothing else."""

    def __init__(self, uri: str, *, create: bool = True) -> None:
        super().__init__()
        self._address = Address.of(uri)
        self.place = self._address.shown
        CONNECTIONS.join(self._address)
        try:
            self._prepare(create=create)
            self.id, self.pepper = self._one('SELECT id, pepper FROM "{0}".store')
        except BaseException:
            CONNECTIONS.leave(self._address)
            raise

    def _prepare(self, *, create: bool) -> None:
        address = self._address
        with explaining(address), CONNECTIONS.lent(address) as connection:
            if create:
                with locked(connection, address):
                    self._make(connection)
            elif not self._is_store(connection):
                raise RegisterError(
                    f"there is no key store at {self.place}",
                    "check the address of the keys",
                    code="keys_missing",
                    file=self.place,
                )

    def _make(self, connection: Any) -> None:
        """Only a new store: two registers with the same keys would destroy each other's."""
        if self._is_store(connection):
            raise RegisterError(
                f"{self.place} is there already, and may hold the keys of another register",
                "name a new schema for the keys of a new register",
                code="exists",
                file=self.place,
            )
        schema = self._address.schema
        for statement in _TABLES:
            connection.execute(statement.format(schema))
        connection.execute(
            f'INSERT INTO "{schema}".store VALUES (%s, %s)',  # noqa: S608  a checked word
            new_store(),
        )

    def _is_store(self, connection: Any) -> bool:
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' "
            "AND relnamespace = to_regnamespace(%s)",
            (self._address.schema,),
        ).fetchall()
        if tables and {name for (name,) in tables} != {"store", "keys"}:
            raise RegisterError(
                f"{self.place} is not a key store",
                "use a schema of its own",
                code="no_keys",
                file=self.place,
            )
        return bool(tables)

    def _one(self, sql: str, *parameters: object) -> Any:
        with explaining(self._address), CONNECTIONS.lent(self._address) as connection:
            return connection.execute(sql.format(self._address.schema), parameters).fetchone()

    def _row(self, stream: str, number: int) -> tuple[bytes | None] | None:
        found: tuple[bytes | None] | None = self._one(
            'SELECT key FROM "{0}".keys WHERE stream = %s AND number = %s', stream, number
        )
        return found

    def _last(self, stream: str) -> int:
        (number,) = self._one(
            'SELECT coalesce(max(number), 0) FROM "{0}".keys WHERE stream = %s', stream
        )
        assert isinstance(number, int)
        return number

    def _alive(self, stream: str) -> tuple[int, bytes]:
        """A key that two ask for at once is made once: the other finds it."""
        while True:
            number = self._last(stream)
            row = self._row(stream, number)
            if row is not None and row[0] is not None:
                return number, row[0]
            self._one(
                'INSERT INTO "{0}".keys VALUES (%s, %s, %s) ON CONFLICT DO NOTHING RETURNING 1',
                stream,
                number + 1,
                os.urandom(KEY_LENGTH),
            )

    def _count(self, stream: str, until: int) -> tuple[int, int]:
        alive, last = self._one(
            "SELECT count(key) FILTER (WHERE number <= %s), coalesce(max(number), 0) "
            'FROM "{0}".keys WHERE stream = %s',
            until,
            stream,
        )
        return alive, last

    def _destroy(self, stream: str, until: int) -> None:
        """Take the keys out of the table, and write the table anew without them."""
        schema = self._address.schema
        with explaining(self._address), CONNECTIONS.lent(self._address) as connection:
            with connection.transaction():
                connection.execute(
                    f'INSERT INTO "{schema}".keys VALUES (%s, %s, NULL) ON CONFLICT DO NOTHING',  # noqa: S608
                    (stream, until),
                )
                connection.execute(
                    f'UPDATE "{schema}".keys SET key = NULL '  # noqa: S608  a checked word
                    "WHERE stream = %s AND number <= %s AND key IS NOT NULL",
                    (stream, until),
                )
                connection.execute(f'UPDATE "{schema}".store SET destroyed = destroyed + 1')  # noqa: S608
            connection.execute(f'VACUUM FULL "{schema}".keys')

    def _stamp(self) -> object:
        return self._one('SELECT destroyed FROM "{0}".store')

    def _close(self) -> None:
        CONNECTIONS.leave(self._address)
