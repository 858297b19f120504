"""The tables of projections in a schema of a PostgreSQL database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

from avtalsuppfoljning.recording.following.projected import (
    MOVE,
    NEW,
    REACHED,
    TABLE,
    Reached,
    is_register,
)
from avtalsuppfoljning.recording.postgres.connections import Address, connect
from avtalsuppfoljning.recording.postgres.migrating import (
    explained,
    explaining,
    is_the_servers,
    locked,
)
from avtalsuppfoljning.terms import check_id


class Schema:
    """A schema of its own; statements without one mean this."""

    def __init__(self, uri: str) -> None:
        self._address = Address.of(uri)
        self._connection = connect(self._address)
        try:
            with explaining(self._address):
                self._require_no_register()
                self._connection.execute(f'SET search_path TO "{self._address.schema}", pg_temp')
        except BaseException:
            self._connection.close()
            raise

    def prepare(self, name: str, tables: Sequence[str]) -> None:
        """Make the tables, unless the projection has been here before; all of it or nothing."""
        check_id(name)
        with explaining(self._address), locked(self._connection, self._address) as has_schema:
            execute = self._connection.execute
            if not has_schema:
                execute(f'CREATE SCHEMA "{self._address.schema}"')
            execute(TABLE.format(bytes="bytea"))
            if execute(REACHED.format("%s"), (name,)).fetchone() is None:
                execute(NEW.format("%s"), (name, b""))
                for statement in tables:
                    execute(statement)

    def reached(self, name: str) -> Reached:
        """How far a projection has come."""
        with explaining(self._address):
            return _reached(self._connection.execute(REACHED.format("%s"), (name,)).fetchone())

    @contextmanager
    def transaction(self, name: str) -> Iterator[tuple[Any, Reached]]:
        """A cursor in a transaction, alone with the projection, and how far it has come."""
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                cursor.execute(REACHED.format("%s") + " FOR UPDATE", (name,))
                yield cursor, _reached(cursor.fetchone())
        except psycopg.Error as error:
            if self._connection.closed or is_the_servers(error):
                raise explained(self._address, error) from error
            raise  # what else goes wrong is between the projection and SQL

    def move(self, cursor: Any, name: str, reached: Reached) -> None:
        """Say how far it has come, in the same transaction."""
        cursor.execute(MOVE.format("%s"), (*reached, name))

    def close(self) -> None:
        """Give back the connection."""
        self._connection.close()

    def _require_no_register(self) -> None:
        (found,) = self._connection.execute(
            "SELECT to_regclass(%s) IS NOT NULL", (f"{self._address.schema}.register",)
        ).fetchone() or (False,)
        if found:
            raise is_register(self._address.shown)


def _reached(found: tuple[Any, ...] | None) -> Reached:
    assert found is not None, "prepare() has been here"
    return Reached(*found)
