"""What an adversary does to the file of a register, and how tables are read and written back."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Final

import psycopg

from avtalsuppfoljning.recording.postgres.connections import Address
from avtalsuppfoljning.recording.sqlite.tables import TABLES
from benchmarks.faults.adversary import Chance, Held

# ── the file ──


def _triggers(connection: sqlite3.Connection) -> list[str]:
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    return [name for (name,) in connection.execute(sql)]


def _without_trigger(path: Path, chance: Chance) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"DROP TRIGGER {chance.choice(_triggers(connection))}")


def _idle_trigger(path: Path, chance: Chance) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        name = chance.choice(_triggers(connection))
        connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON tree BEGIN SELECT 1; END")


def _own_trigger(path: Path, chance: Chance) -> None:
    table = chance.choice(("events", "commands", "tree"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TRIGGER mine AFTER INSERT ON {table} BEGIN SELECT 1; END")


def _own_index(path: Path, chance: Chance) -> None:
    """It would refuse the next event."""
    column = chance.choice(("name", "version", "position % 1"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE UNIQUE INDEX mine ON events ({column}) WHERE position > 1000")


def _view(path: Path, chance: Chance) -> None:
    hidden = chance.randrange(1, 40)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ALTER TABLE events RENAME TO real")
        connection.execute(f"CREATE VIEW events AS SELECT * FROM real WHERE position <> {hidden}")  # noqa: S608  a number


def _index(path: Path, chance: Chance) -> None:
    """Rows stay in the table, but who looks up a stream does not find them."""
    with closing(sqlite3.connect(path)) as connection, connection:
        rows = connection.execute("SELECT count(*) FROM events").fetchone()[0]
        hidden = chance.randint(1, rows)
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_events_1'"
        (page,) = connection.execute(sql).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:  # the entries of an index are its keys: forget one of them
        file.seek((page - 1) * size + 3)
        cells = int.from_bytes(file.read(2), "big")
        file.seek((page - 1) * size + 3)
        file.write(max(1, cells - 1 - hidden % 3).to_bytes(2, "big"))


def _header(path: Path, chance: Chance) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA application_id = {chance.randrange(1, 10**6)}")


def _text(path: Path, chance: Chance) -> None:
    """The same letters as another type."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER events_no_update")
        last = connection.execute("SELECT max(position) FROM events").fetchone()[0]
        connection.execute(
            "UPDATE events SET entry = CAST(entry AS TEXT) WHERE position = ?",
            (chance.randint(1, last),),
        )
        connection.execute(next(sql for sql in TABLES if "events_no_update" in sql))


FILE_CHANGES: Final[Mapping[str, Callable[[Path, Chance], None]]] = MappingProxyType(
    {
        "utlosare borttagen": _without_trigger,
        "utlosare overksam": _idle_trigger,
        "egen utlosare": _own_trigger,
        "eget index": _own_index,
        "vy i stallet for tabell": _view,
        "index": _index,
        "huvud": _header,
        "text i stallet for byte": _text,
    }
)
"""What is done to the file, by its name."""


# ── reading the tables and writing them back ──


def read(path: Path) -> Held:
    """What the tables of a file hold."""
    with closing(sqlite3.connect(path)) as connection:
        (trunk,) = connection.execute("SELECT trunk FROM tree").fetchone()
        return Held(
            connection.execute("SELECT * FROM events ORDER BY position").fetchall(),
            connection.execute("SELECT * FROM commands ORDER BY number").fetchall(),
            trunk,
        )


def write(path: Path, held: Held) -> None:
    """Make the tables of a file hold this, and leave no trace in the schema."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for name in _triggers(connection):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM events")
        connection.execute("DELETE FROM commands")
        connection.executemany("INSERT INTO events VALUES (?,?,?,?,?)", held.events)
        connection.executemany("INSERT INTO commands VALUES (?,?,?,?,?)", held.commands)
        connection.execute("UPDATE tree SET trunk = ?", (held.trunk,))
        for statement in TABLES:
            if statement.startswith("CREATE TRIGGER"):
                connection.execute(statement)


def write_server(address: str, held: Held) -> None:
    """Make the tables of a schema on a server hold this, and leave no trace in it."""
    schema, uri = Address.of(address).schema, re.sub("[?&]schema=[^&]*", "", address)
    with psycopg.connect(uri) as connection:
        for table in ("events", "commands", "tree"):
            connection.execute(f"ALTER TABLE {schema}.{table} DISABLE TRIGGER USER")
        connection.execute(f"DELETE FROM {schema}.events")  # noqa: S608  a schema of our own
        connection.execute(f"DELETE FROM {schema}.commands")  # noqa: S608
        with connection.cursor() as cursor:
            for table, rows in (("events", held.events), ("commands", held.commands)):
                sql = f"INSERT INTO {schema}.{table} VALUES (%s, %s, %s, %s, %s)"  # noqa: S608
                cursor.executemany(sql, rows)
        connection.execute(f"UPDATE {schema}.tree SET trunk = %s", (held.trunk,))  # noqa: S608
        for table, trigger in connection.execute(_SERVER_TRIGGERS, (schema,)).fetchall():
            connection.execute(f"ALTER TABLE {schema}.{table} ENABLE ALWAYS TRIGGER {trigger}")


_SERVER_TRIGGERS: Final = """SELECT relname, tgname FROM pg_trigger
    JOIN pg_class ON pg_class.oid = tgrelid
    JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = %s AND NOT tgisinternal"""


def copied(path: Path, to: Path) -> Path:
    """A copy of a register that nobody has open."""
    shutil.copyfile(path, to)
    for end in ("-wal", "-shm"):
        Path(f"{to}{end}").unlink(missing_ok=True)
    return to
