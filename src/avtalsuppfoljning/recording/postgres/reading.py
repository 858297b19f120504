"""Reading the log of a register on PostgreSQL, and listening for what is appended to it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, TypeVar

from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from avtalsuppfoljning.recording.postgres.connections import (
    CONNECTIONS,
    Address,
    Connection,
    connect,
)
from avtalsuppfoljning.recording.postgres.migrating import CHANNEL, LostConnectionError, explaining
from avtalsuppfoljning.recording.postgres.tables import altered
from avtalsuppfoljning.recording.store import PAGE, Command, CommandRow, Pages, Row

T = TypeVar("T")


class Datastore(PostgresDatastore):
    """The connections of a process, as `eventsourcing` wants them."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.schema = address.schema
        self.originator_id_type = "text"
        self.lock_timeout = 0
        self.enable_db_functions = False
        self.single_row_tracking = True
        self.db_type_names = set()
        self.psycopg_type_adapters = {}
        self.psycopg_python_types = {}
        self._is_open = True
        CONNECTIONS.join(address)

    def register_type_adapters(self) -> None:
        """We have no types of our own in the database."""

    @contextmanager
    def get_connection(self) -> Iterator[Connection]:
        """A connection that nobody else gets: what listens must not come back to others."""
        with explaining(self.address), CONNECTIONS.lent(self.address, keep=False) as connection:
            yield connection

    def close(self) -> None:
        """Give back every connection."""
        if getattr(self, "_is_open", False):
            self._is_open = False
            CONNECTIONS.leave(self.address)


class Reader(Pages, PostgresApplicationRecorder):
    """Reads rows, and nothing else. A connection that broke is replaced once."""

    datastore: Datastore

    def __init__(self, datastore: Datastore) -> None:
        super().__init__(datastore, events_table_name="events")
        self.address = datastore.address
        self.channel_name = CHANNEL.format(datastore.schema)
        self._last_sql = self._sql("SELECT max(position) FROM {schema}.events")
        self._trunk_sql = self._sql("SELECT trunk FROM {schema}.tree")
        self._stream_sql = self._sql(
            "SELECT position, stream, version, name, entry FROM {schema}.events WHERE stream = %s "
        )
        self._command_sql = self._sql(
            "SELECT command, request, after, events FROM {schema}.commands WHERE command = %s"
        )
        self._page_sql = self._sql(
            "SELECT position, stream, version, name, entry FROM {schema}.events "
            "WHERE position > %s AND position <= %s ORDER BY position LIMIT %s"
        )
        self._filtered_sql = self._sql(
            "SELECT position, stream, version, name, entry FROM {schema}.events "
            "WHERE position > %s AND position <= %s AND (name = ANY (%s::text[]) OR %s) "
            "AND stream >= %s AND stream < %s ORDER BY position LIMIT %s"
        )

    def _sql(self, sql: str) -> str:
        return sql.format(schema=f'"{self.datastore.schema}"')

    def create_table(self) -> None:
        """Nothing: the tables are made by `migrating.prepare`, not wherever they are missing."""

    def command(self, id: str) -> Command | None:  # noqa: A002  its name in the domain
        """The command with this id, if it has been carried out."""
        rows = self._rows(self._command_sql, (id,))
        return Command(*rows[0]) if rows else None

    def stream(self, stream: str, *, upto: int = -1) -> list[Row]:
        """The rows of one stream, in order; ``upto`` cuts at a position."""
        if upto >= 0:
            sql = f"{self._stream_sql} AND position <= %s ORDER BY version"
            return self._rows(sql, (stream, upto))
        return self._rows(f"{self._stream_sql} ORDER BY version", (stream,))

    def streams(self, prefix: str) -> list[str]:
        """The ids of the streams that start with these letters, in order."""
        sql = self._sql(
            "SELECT DISTINCT stream FROM {schema}.events WHERE stream >= %s AND stream < %s "
            "ORDER BY stream"
        )
        return [stream for (stream,) in self._rows(sql, (prefix, prefix + "\x7f"))]

    def _page(
        self, after: int, upto: int, limit: int, *, names: Collection[str], prefix: str
    ) -> list[Row]:
        if not names and not prefix:
            return self._rows(self._page_sql, (after, upto, limit))
        return self._rows(
            self._filtered_sql,
            (after, upto, list(names), not names, prefix, prefix + "\x7f", limit),
        )

    def commands(self, after: int) -> list[CommandRow]:
        """At most a page of the commands that are remembered, after a number, in their order."""
        sql = self._sql(
            "SELECT number, command, request, after, events FROM {schema}.commands "
            "WHERE number > %s ORDER BY number LIMIT %s"
        )
        return self._rows(sql, (after, PAGE))

    def trunk(self) -> bytes:
        """The trees over the log as they are stored."""
        rows = self._rows(self._trunk_sql)
        return rows[0][0] if rows else b""

    def altered(self, *, is_deep: bool) -> list[str]:  # noqa: ARG002  the server checks its pages
        """What of the tables is not as it was made: columns, constraints, triggers, functions."""
        return self._once(lambda connection: altered(connection, self.datastore.schema))

    def max_notification_id(self) -> int | None:
        """The last position of the log."""
        last: int | None = self._rows(self._last_sql)[0][0]
        return last

    @contextmanager
    def watch(self) -> Iterator["_Watch"]:
        """Listen for what others append, until the context is left."""
        with explaining(self.address), closing(connect(self.address)) as connection:
            connection.execute(f'LISTEN "{self.channel_name}"')
            yield _Watch(self.address, connection)

    def _rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        def read(connection: Connection) -> list[Any]:
            return connection.execute(sql, parameters, prepare=True, binary=True).fetchall()

        try:
            return self._once(read)
        except LostConnectionError:  # a connection that was kept may be older than the server
            return self._once(read)

    def _once(self, work: Callable[[Connection], T]) -> T:
        with explaining(self.address), CONNECTIONS.lent(self.address) as connection:
            return work(connection)


class _Watch:
    """Hears of every append; what is not heard of is found by looking now and then."""

    def __init__(self, address: Address, connection: Connection) -> None:
        self._address = address
        self._connection = connection

    def wait(self, seconds: float) -> bool:
        """Wait until somebody has appended, or so long."""
        with explaining(self._address):
            return any(True for _ in self._connection.notifies(timeout=seconds, stop_after=1))
