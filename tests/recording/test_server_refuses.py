"""Whatever a server refuses: one clear error with a code and a way out, and nothing half-written.

Most of it is made to happen. A broken disk and the like are told by triggers of the test's own, in
the middle of an append or at its commit: then the server does with the transaction what it does.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from time import sleep
from typing import Any
from uuid import uuid4

import attrs
import psycopg
import pytest
from tests.recording.server import address_of, own

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recorded import Recorded
from avtalsuppfoljning.recording import Projection, Register
from avtalsuppfoljning.recording.postgres import connections
from avtalsuppfoljning.swedish import REGISTER_FAULT
from avtalsuppfoljning.testing.contract import request, requests, sign_agreement


@attrs.frozen
class Clerk:
    """A user with a register of her own, and whoever runs the server."""

    name: str
    """Hers, and that of the schema."""
    server: str
    admin: psycopg.Connection[Any]

    @property
    def place(self) -> str:
        return f"{self.server}&schema={self.name}"

    def granted(self, statement: str) -> None:
        """Whoever runs the server changes what she may."""
        self.admin.execute(statement.format(self.name, self.admin.info.dbname))

    def cut(self) -> None:
        """Her connections end; the next ones have the rights and the settings of now."""
        self.admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = %s",
            (self.name,),
        )


@pytest.fixture
def clerk(shared_database: str) -> Iterator[Clerk]:
    name = f"k_{uuid4().hex}"
    with closing(psycopg.connect(shared_database, autocommit=True)) as admin:
        found = Clerk(name, address_of(name, shared_database), admin)
        found.granted("CREATE ROLE {0} LOGIN PASSWORD '{0}'")
        try:
            found.granted("GRANT CREATE ON DATABASE {1} TO {0}")
            found.granted("CREATE SCHEMA {0} AUTHORIZATION {0}")
            yield found
        finally:
            found.cut()
            found.granted("DROP OWNED BY {0} CASCADE")
            found.granted("DROP ROLE {0}")


def refused(act: Callable[[], object], code: str) -> None:
    """Refused, and said so that an official and a technician can do something about it."""
    with pytest.raises(RegisterError) as told:
        act()
    assert told.value.code == code, told.value
    assert told.value.way_out
    assert "\n" not in str(told.value)
    assert code in REGISTER_FAULT or code == "unusable"


@contextmanager
def nothing_is_left(register: Register) -> Iterator[None]:
    """Of a command that was refused; and afterwards it can be given again, under its id."""
    before, trunk = list(register.events()), register.store.trunk()
    yield
    assert list(register.events()) == before
    assert register.store.trunk() == trunk
    assert register.verify().is_sound
    receipt = register.transact(request(1), actor="anna", command="k1")
    assert not receipt.is_repeat
    assert list(register.events()) == [*before, *receipt.events]
    assert register.verify().is_sound


def again(register: Register) -> Callable[[], object]:
    return lambda: register.transact(request(1), actor="anna", command="k1")


@pytest.fixture(params=["alone", "in turn"])
def register(request: pytest.FixtureRequest, clerk: Clerk) -> Iterator[Register]:
    """It appends in one round trip; or waits for its turn, as somebody else appends too."""
    with Register.open(clerk.place, lock_timeout=5) as opened:
        opened.transact(sign_agreement, actor="anna")
        if request.param == "in turn":
            with Register.open(clerk.place) as other:
                other.transact(another, actor="bo")
        yield opened


another = request(7)


class Seen(Projection):
    name = "seen"
    tables = ("CREATE TABLE seen (position bigint)",)

    def apply(self, cursor: Any, recorded: Recorded) -> None:
        cursor.execute("INSERT INTO seen VALUES (%s)", (recorded.position,))


# ── no right ──


class TestNoRight:
    @pytest.mark.parametrize(
        "right",
        ["INSERT ON {0}.events", "INSERT ON {0}.commands", "UPDATE ON {0}.tree"],
    )
    def test_to_append(self, clerk: Clerk, register: Register, right: str) -> None:
        with nothing_is_left(register):
            clerk.granted(f"REVOKE {right} FROM {{0}}")
            refused(again(register), "no_right")
            clerk.granted(f"GRANT {right} TO {{0}}")

    def test_to_read(self, clerk: Clerk, register: Register) -> None:
        clerk.granted("REVOKE SELECT ON {0}.events FROM {0}")
        refused(lambda: list(register.events()), "no_right")
        refused(again(register), "no_right")
        clerk.granted("GRANT SELECT ON {0}.events TO {0}")
        assert register.verify().is_sound

    def test_to_make_a_schema(self, clerk: Clerk) -> None:
        clerk.granted("REVOKE CREATE ON DATABASE {1} FROM {0}")
        refused(lambda: Register.open(f"{clerk.place}_2"), "no_right")
        with Register.open(clerk.place) as register:
            refused(lambda: register.project(Seen(), into=f"{clerk.place}_3"), "no_right")
            refused(lambda: Register.open(clerk.place, keys=f"{clerk.place}_4"), "no_right")
        schemas = "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)"
        assert clerk.admin.execute(schemas, (clerk.name,)).fetchall() == [(clerk.name,)]


# ── a server that only reads ──


class TestItOnlyReads:
    def test_nothing_is_written_and_all_is_read(self, clerk: Clerk, register: Register) -> None:
        with nothing_is_left(register):
            clerk.granted("ALTER ROLE {0} SET default_transaction_read_only = on")
            clerk.cut()
            refused(again(register), "read_only")
            refused(lambda: Register.open(f"{clerk.place}_2"), "read_only")
            assert register.verify().is_sound
            clerk.granted("ALTER ROLE {0} RESET default_transaction_read_only")
            clerk.cut()

    def test_a_projection(self, clerk: Clerk) -> None:
        into = f"{clerk.place}_rows"
        with Register.open(clerk.place) as register:
            register.transact(sign_agreement, actor="anna")
            clerk.granted("ALTER ROLE {0} SET default_transaction_read_only = on")
            clerk.cut()
            refused(lambda: register.project(Seen(), into=into), "read_only")
            clerk.granted("ALTER ROLE {0} RESET default_transaction_read_only")
            clerk.cut()
            with register.project(Seen(), into=into) as projector:
                assert projector.catch_up() == 2


# ── a server that ends what is under way ──


class TestItIsEnded:
    def test_every_time(self, clerk: Clerk, register: Register) -> None:
        """Somebody holds the tree, and whoever waits for it is thrown out, again and again."""
        with nothing_is_left(register), ThreadPoolExecutor(1) as pool:
            with clerk.admin.transaction():
                clerk.granted("LOCK TABLE {0}.tree IN ACCESS EXCLUSIVE MODE")
                ended = pool.submit(refused, again(register), "lost_connection")
                while not ended.done():
                    clerk.admin.execute("SELECT pg_stat_clear_snapshot()")
                    clerk.admin.execute(
                        "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity "
                        "WHERE usename = %s AND wait_event_type = 'Lock'",
                        (clerk.name,),
                    )
                    sleep(0.01)
            ended.result()

    def test_by_a_limit_of_time(self, clerk: Clerk, register: Register) -> None:
        """Its connection is whole; to say that it was lost would send people to the network."""
        with nothing_is_left(register):
            clerk.granted("ALTER ROLE {0} SET statement_timeout = '100ms'")
            clerk.cut()
            with clerk.admin.transaction():
                clerk.granted("LOCK TABLE {0}.tree IN EXCLUSIVE MODE")
                refused(again(register), "cancelled")
            clerk.granted("ALTER ROLE {0} RESET statement_timeout")
            clerk.cut()

    def test_after_a_sleep_in_the_middle(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A machine that slept between two statements finds its transaction gone: anew."""
        with Register.open(clerk.place) as register, Register.open(clerk.place) as other:
            register.transact(sign_agreement, actor="anna")
            other.transact(another, actor="bo")
            recorder: Any = register.store
            append = recorder._append  # noqa: SLF001  to sleep before it

            def sleep_first(connection: psycopg.Connection[Any], *others: Any) -> Any:
                if connection.info.transaction_status:
                    monkeypatch.setattr(recorder, "_append", append)
                    connection.execute("SET idle_in_transaction_session_timeout = '10ms'")
                    sleep(0.1)
                return append(connection, *others)

            monkeypatch.setattr(recorder, "_append", sleep_first)
            receipt = register.transact(request(1), actor="anna")
            assert recorder._append is append  # noqa: SLF001  it did sleep
            assert list(register.events())[-len(receipt.events) :] == list(receipt.events)
            assert register.verify().is_sound


# ── a server that is full ──


def test_no_connection_is_free(
    clerk: Clerk, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is waited for, and then it is said that it is full, and not that it is not there."""
    monkeypatch.setattr(connections, "PATIENCE", 0.1)
    with nothing_is_left(register):
        clerk.granted("ALTER ROLE {0} CONNECTION LIMIT 0")
        clerk.cut()
        refused(again(register), "server_full")
        refused(lambda: list(register.events()), "server_full")
        refused(lambda: Register.open(clerk.place), "server_full")
        clerk.granted("ALTER ROLE {0} CONNECTION LIMIT -1")


# ── a disk that is full ──


@pytest.fixture(scope="module")
def cramped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database whose tables are on a disk of two megabytes, which only this server sees."""
    disk = tmp_path_factory.mktemp("disk")
    mount = 'mount -t tmpfs -o size=2m none "$0" && exec "$@"'
    within = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, str(disk))
    if not shutil.which("unshare") or subprocess.run([*within, "true"], check=False).returncode:
        pytest.skip("there may be no mounts here")
    with own("fsync=off", within=within) as server, server.database("cramped") as uri:
        server.execute(f"CREATE TABLESPACE small LOCATION '{disk}'")
        server.execute("ALTER DATABASE cramped SET default_tablespace = small")
        yield uri


def fill(admin: psycopg.Connection[Any], rows: int) -> None:
    """Until not even so many rows more have room."""
    while True:
        admin.execute("INSERT INTO rest SELECT '' FROM generate_series(1, %s)", (rows,))


def test_the_disk_is_full(cramped: str) -> None:
    """It is so in the middle of an append; when there is room again, a command is carried out."""
    with (
        Register.open(cramped, lock_timeout=5) as register,
        closing(psycopg.connect(cramped, autocommit=True)) as admin,
    ):
        register.transact(sign_agreement, actor="anna")
        admin.execute("CREATE TABLE rest (text char(7000))")
        for rows in (200, 1):
            with pytest.raises(psycopg.errors.DiskFull):
                fill(admin, rows)
        before, many = list(register.events()), requests(range(2000))
        refused(lambda: register.transact(many, actor="anna", command="k1"), "disk_full")
        assert list(register.events()) == before
        assert register.verify().is_sound
        admin.execute("DROP TABLE rest")
        few = requests(range(200))
        receipt = register.transact(few, actor="anna", command="k1")
        assert not receipt.is_repeat
        assert list(register.events()) == [*before, *receipt.events]
        assert register.verify().is_sound


# ── what a test cannot make happen: it is told by a trigger ──

TOLD = {
    "53100": "disk_full",
    "58030": "disk_fault",
    "XX001": "damaged",
    "XX002": "damaged",
    "53300": "server_full",
    "25006": "read_only",
    "42501": "no_right",
    "57014": "cancelled",
    "57P01": "lost_connection",
    "53200": "unusable",
}
"""The server's code, and ours."""
MOMENTS = {
    "before an event": "TRIGGER told BEFORE INSERT ON {0}.events",
    "after the command": "TRIGGER told AFTER INSERT ON {0}.commands",
    "at the commit": "CONSTRAINT TRIGGER told AFTER INSERT ON {0}.events "
    "DEFERRABLE INITIALLY DEFERRED",
}


TELL = (
    "CREATE OR REPLACE FUNCTION {{0}}.told() RETURNS trigger LANGUAGE plpgsql AS "
    "$$BEGIN RAISE EXCEPTION 'no\nmore' USING ERRCODE = '{}'; END$$"
)


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda each: each.replace(" ", "-"))
def test_in_the_middle_of_an_append(clerk: Clerk, register: Register, moment: str) -> None:
    with nothing_is_left(register):
        for state, code in TOLD.items():
            clerk.granted(TELL.format(state))
            clerk.granted(f"CREATE {MOMENTS[moment]} FOR EACH ROW EXECUTE FUNCTION {{0}}.told()")
            refused(again(register), code)
            clerk.granted("DROP FUNCTION {0}.told CASCADE")


@pytest.mark.parametrize("state", ["53100", "58030"])
def test_in_the_middle_of_a_projection(clerk: Clerk, state: str) -> None:
    """What the disk says is told; a statement of the projection's own that is wrong is as it is."""
    with (
        Register.open(clerk.place) as register,
        register.project(Seen(), into=f"{clerk.place}_rows") as projector,
    ):
        register.transact(sign_agreement, actor="anna")
        clerk.granted(TELL.format(state))
        clerk.granted(
            "CREATE TRIGGER told BEFORE INSERT ON {0}_rows.seen "
            "FOR EACH ROW EXECUTE FUNCTION {0}.told()"
        )
        refused(projector.catch_up, TOLD[state])
        clerk.granted("DROP FUNCTION {0}.told CASCADE")
        assert projector.catch_up() == 2
        rows = f"SELECT position FROM {clerk.name}_rows.seen"  # noqa: S608  a name of ours
        assert clerk.admin.execute(rows).fetchall() == [(1,), (2,)]
        clerk.granted("ALTER TABLE {0}_rows.seen RENAME TO gone")
        register.transact(request(1), actor="anna")
        with pytest.raises(psycopg.errors.UndefinedTable):
            projector.catch_up()


def test_every_code_is_explained_where_the_operator_looks() -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "use-postgresql.md"
    table = page.read_text("utf-8").partition("| `code` of the error")[2]
    first = " ".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    assert {f"`{code}`" for code in TOLD.values()} - {"`unusable`"} <= set(
        first.replace(",", " ").split()
    )
