"""The PostgreSQL register keeps the contract, and the promises of its schema."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Barrier
from typing import Any

import psycopg
import pytest
from tests.recording.server import address_of

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recorded import Recorded
from avtalsuppfoljning.recording import Projection, Register
from avtalsuppfoljning.recording.postgres import migrating
from avtalsuppfoljning.recording.postgres.connections import CONNECTIONS, MOST, Address
from avtalsuppfoljning.recording.postgres.recorder import EventRecorder
from avtalsuppfoljning.swedish import REGISTER_FAULT
from avtalsuppfoljning.testing.contract import (
    OpenRegister,
    RegisterContract,
    register_provider,
    request,
    sign_agreement,
)


class TestPostgreSQL(RegisterContract):
    @pytest.fixture
    def open_register(self, database: str) -> OpenRegister:
        return lambda **settings: Register.open(database, **settings)


@contextmanager
def psql(uri: str) -> Iterator[psycopg.Connection[Any]]:
    """Somebody at the database, without this library."""
    with closing(psycopg.connect(uri.partition("&schema=")[0], autocommit=True)) as connection:
        yield connection


def table(uri: str, name: str) -> str:
    return f"{Address.of(uri).schema}.{name}"


HOLLOW = (
    "CREATE OR REPLACE FUNCTION {}.refuse() RETURNS trigger LANGUAGE plpgsql "
    "AS 'BEGIN RETURN NEW; END'"
)


class TestTheTables:
    @pytest.mark.parametrize(
        "tampering",
        [
            "UPDATE {}.events SET name = 'x'",
            "DELETE FROM {}.events",
            "TRUNCATE {}.events",
            "INSERT INTO {}.events VALUES (1, 'provider:x', 0, 'x', '')",
            "INSERT INTO {}.events VALUES (9, 'provider:x', 0, 'x', '')",
            "INSERT INTO {}.events VALUES (3, 'provider:x', 1, 'x', '')",
            "INSERT INTO {}.events VALUES (3, 'provider:solgarden', 0, 'x', '')",
            "INSERT INTO {}.events VALUES (1, 'a', 0, 'x', '') ON CONFLICT DO NOTHING",
            "UPDATE {}.commands SET events = 0",
            "DELETE FROM {}.commands",
            "TRUNCATE {}.commands",
            "INSERT INTO {}.commands VALUES (7, 'x', '', 0, 0)",
            "UPDATE {}.tree SET trunk = ''",
            "DELETE FROM {}.tree",
            "TRUNCATE {}.tree",
            "INSERT INTO {}.tree VALUES (1, '')",
        ],
    )
    @pytest.mark.parametrize("role", ["origin", "replica"])
    def test_the_log_is_append_only_without_gaps(
        self, schema: str, tampering: str, role: str
    ) -> None:
        with Register.open(schema) as register:
            register.transact(sign_agreement, actor="anna")
            before = list(register.events())
            with psql(schema) as connection:
                connection.execute(f"SET session_replication_role = {role}")
                with pytest.raises(psycopg.IntegrityError):
                    connection.execute(tampering.format(Address.of(schema).schema))
            assert list(register.events()) == before

    @pytest.mark.parametrize(
        ("change", "part"),
        [
            ("DROP TRIGGER events_no_gap ON {}.events", "trigger events_no_gap"),
            ("ALTER TABLE {}.events DISABLE TRIGGER events_no_change", "trigger events_no_change"),
            ("ALTER TABLE {}.commands ENABLE TRIGGER commands_no_gap", "trigger commands_no_gap"),
            ("ALTER TABLE {}.events DROP CONSTRAINT events_stream_version_key", "constraint"),
            ("ALTER TABLE {}.events ADD COLUMN more text", "column events.more"),
            ("ALTER TABLE {}.events ALTER entry DROP NOT NULL", "column events.entry"),
            ("ALTER TABLE {}.events ENABLE ROW LEVEL SECURITY", "table events"),
            ("CREATE RULE hide AS ON INSERT TO {}.commands DO INSTEAD NOTHING", "rule hide"),
            (HOLLOW, "function refuse"),
        ],
    )
    def test_what_is_changed_about_them_is_told(self, schema: str, change: str, part: str) -> None:
        with Register.open(schema) as register:
            assert register.store.altered(is_deep=True) == []
            with psql(schema) as connection:
                connection.execute(change.format(Address.of(schema).schema))
            (told,) = {each.partition(":")[0] for each in register.store.altered(is_deep=True)}
            assert told.startswith(part)

    def test_what_is_forced_in_past_the_triggers_stops_the_next_append(self, schema: str) -> None:
        with Register.open(schema) as register:
            register.transact(sign_agreement, actor="anna")
            with psql(schema) as connection:
                for act in (
                    "ALTER TABLE {}.events DISABLE TRIGGER USER",
                    "INSERT INTO {}.events VALUES (3, 'provider:x', 0, 'x', '')",
                    "ALTER TABLE {}.events ENABLE ALWAYS TRIGGER events_no_gap",
                ):
                    connection.execute(act.format(Address.of(schema).schema))
            with pytest.raises(RegisterError, match="does not fit its log") as refused:
                register.transact(request(1), actor="anna")
            assert refused.value.code == "torn"


class TestOpening:
    def test_the_servers_own_parameters_may_be_added(self, schema: str) -> None:
        """And they are handed on as they are written."""
        address = f"{schema}&application_name=a%20b%2Bc+d&options=-c%20work_mem%3D5MB"
        with Register.open(address) as register:
            register.transact(sign_agreement, actor="anna")
        with CONNECTIONS.lent(Address.of(address), keep=False) as ours:
            assert ours.execute("SHOW application_name").fetchone() == ("a b+c+d",)
            assert ours.execute("SHOW work_mem").fetchone() == ("5MB",)
            assert ours.execute("SHOW search_path").fetchone() == ("pg_catalog,pg_temp",)

    def test_every_fault_of_a_server_is_told_in_swedish(self) -> None:
        """The command line says what the code means."""
        codes = {code for code, _, _ in migrating.KNOWN.values()}
        assert codes | {"not_utf8", "lost_connection", "no_driver", "busy", "torn"} <= set(
            REGISTER_FAULT
        )

    def test_a_missing_register_is_not_made_by_reading(self, schema: str) -> None:
        with pytest.raises(RegisterError, match="there is no register") as refused:
            Register.open(schema, create=False)
        assert refused.value.code == "missing"
        with psql(schema) as connection:
            found = connection.execute(
                "SELECT to_regnamespace(%s)", (Address.of(schema).schema,)
            ).fetchone()
        assert found == (None,)

    def test_a_schema_that_is_there_and_empty_becomes_one(self, schema: str) -> None:
        with psql(schema) as connection:
            connection.execute(f"CREATE SCHEMA {Address.of(schema).schema}")
        with Register.open(schema) as register:
            register.transact(sign_agreement, actor="anna")

    @pytest.mark.parametrize("other", ["other (x text)", "register (x text)"])
    def test_another_schema_is_left_alone(self, schema: str, other: str) -> None:
        with psql(schema) as connection:
            connection.execute(f"CREATE SCHEMA {Address.of(schema).schema}")
            connection.execute(f"CREATE TABLE {table(schema, other)}")
        with pytest.raises(RegisterError) as refused:
            Register.open(schema)
        assert refused.value.code in ("no_register", "unusable")

    def test_a_later_schema_is_not_opened(self, schema: str) -> None:
        Register.open(schema).close()
        with psql(schema) as connection:
            change = "UPDATE {} SET schema_version = 99"
            connection.execute(change.format(table(schema, "register")))
        with pytest.raises(RegisterError, match="schema version 99"):
            Register.open(schema)

    def test_many_at_once_make_it_once(self, schema: str) -> None:
        many = 12
        barrier = Barrier(many)

        def start(number: int) -> int:
            barrier.wait()
            with Register.open(schema) as register:
                return len(register.transact(request_nothing, actor=f"w{number}").events)

        with ThreadPoolExecutor(many) as pool:
            assert sum(pool.map(start, range(many))) == 0

    @pytest.mark.parametrize(
        ("address", "why"),
        [
            ("postgresql://anna:hemlig@/x?schema=Avtal", "cannot be the schema"),
            ("postgresql://anna:hemlig@/x?schema=pg_x", "cannot be the schema"),
            ("postgresql://anna:hemlig@/x?schema=a%22b", "cannot be the schema"),
            ("postgresql://anna:hemlig@/x?schema=a&schema=b", "cannot be the schema"),
            ("postgresql://anna:hemlig@/x?schema=åäö", "cannot be the schema"),
            ("postgresql://anna:hemlig@/x?schema=" + "a" * 49, "cannot be the schema"),
            ("postgresql://anna:hemlig@server", "has no dbname"),
            ("postgresql://server/x", "has no user"),
            ("postgresql://anna:hem%zzlig@/x", "cannot be read"),
            ("postgresql://anna:hemlig@[/x", "cannot be read"),
            ("postgresql://anna:hemlig@/x?nonsense=1", "cannot be read"),
            ("postgresql://anna:hemlig@/x?port=hemlig", "takes no connection"),
            ("postgresql://anna:hemlig@127.0.0.1:1/x", "takes no connection"),
            ("postgresql://anna:hemlig@/x?host=/nowhere", "takes no connection"),
        ],
    )
    def test_a_wrong_address_is_told_without_the_password(self, address: str, why: str) -> None:
        with pytest.raises(RegisterError, match=why) as refused:
            Register.open(address)
        told = str(refused.value)
        assert "lig" not in told
        assert "\n" not in told
        assert refused.value.way_out
        assert refused.value.code in REGISTER_FAULT

    def test_nothing_comes_from_the_environment(
        self, schema: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for option in psycopg.pq.Conninfo.get_defaults():
            if option.envvar and option.envvar not in (b"PGSERVICE", b"PGREQUIREAUTH"):
                monkeypatch.setenv(option.envvar.decode(), "nonsense")
        with Register.open(schema) as register:
            assert len(register.transact(sign_agreement, actor="anna").events) == 2

    def test_the_settings_of_the_database_change_nothing(self, database: str) -> None:
        """Whoever runs the server may set a search path and other habits; ours are our own."""
        with psql(database) as connection:
            name = connection.info.dbname
            for setting in (
                "search_path = evil",
                "default_transaction_isolation = serializable",
                "bytea_output = escape",
                "synchronous_commit = off",
            ):
                connection.execute(f"ALTER DATABASE {name} SET {setting}")
            connection.execute("CREATE SCHEMA evil")
            for name in ("events", "commands", "tree"):
                connection.execute(f"CREATE TABLE evil.{name} (x text)")
            connection.execute(
                "CREATE FUNCTION evil.max(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 7'"
            )
        with Register.open(database) as register:
            register.transact(sign_agreement, actor="anna")
            assert register.verify().is_sound
            with CONNECTIONS.lent(Address.of(database)) as ours:
                assert ours.execute("SHOW synchronous_commit").fetchone() == ("on",)
        with psql(database) as connection:
            assert connection.execute("SELECT count(*) FROM evil.events").fetchone() == (0,)


class Seen(Projection):
    name = "seen"
    tables = ("CREATE TABLE seen (position bigint)",)

    def apply(self, cursor: Any, recorded: Recorded) -> None:
        cursor.execute("INSERT INTO seen VALUES (%s)", (recorded.position,))


def request_nothing(_: object) -> None:
    """A unit of work that has nothing to do."""


class TestManyMunicipalities:
    def test_nothing_of_one_is_visible_to_another(self, database: str) -> None:
        """Each schema has an owner, and nobody else has any right to it."""
        names = [f"{Address.of(database).parameters['dbname']}_{each}" for each in "ab"]
        with psql(database) as connection:
            for number, name in enumerate(names):
                connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{name}'")
                connection.execute(f"CREATE SCHEMA kommun_{number} AUTHORIZATION {name}")
        try:
            places = [
                f"{address_of(name, database)}&schema=kommun_{number}"
                for number, name in enumerate(names)
            ]
            for place in places:
                with Register.open(place) as register:
                    register.transact(sign_agreement, actor="anna")
            stranger = places[0].replace("kommun_0", "kommun_1")
            with pytest.raises(RegisterError) as refused:
                Register.open(stranger, create=False)
            assert refused.value.code == "no_right"
        finally:
            with psql(database) as connection:
                for name in names:
                    connection.execute(f"DROP OWNED BY {name} CASCADE")
                    connection.execute(f"DROP ROLE {name}")

    def test_who_records_need_not_own_the_tables(self, database: str) -> None:
        """With these rights one can record, and neither change what is recorded nor its guards."""
        place = f"{database}&schema=kommun"
        Register.open(place).close()
        name = f"{Address.of(database).parameters['dbname']}_w"
        with psql(database) as connection:
            for act in (
                "CREATE ROLE {} LOGIN PASSWORD '{}'",
                "GRANT USAGE ON SCHEMA kommun TO {}",
                "GRANT SELECT, INSERT ON kommun.events, kommun.commands TO {}",
                "GRANT SELECT, UPDATE ON kommun.tree TO {}",
                "GRANT SELECT ON kommun.register TO {}",
            ):
                connection.execute(act.format(name, name))
        try:
            restricted = address_of(name, place)
            with Register.open(restricted, create=False) as register:
                register.transact(sign_agreement, actor="anna")
                register.transact(request(1), actor="anna")
                assert register.verify().is_sound
            with psql(restricted) as connection:
                for act in (
                    "DROP TRIGGER events_no_gap ON kommun.events",
                    "DELETE FROM kommun.events",
                ):
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        connection.execute(act)
        finally:
            with psql(database) as connection:
                connection.execute(f"DROP OWNED BY {name} CASCADE")
                connection.execute(f"DROP ROLE {name}")

    def test_they_share_a_few_connections(self, database: str) -> None:
        many = 30
        registers = [Register.open(f"{database}&schema=kommun_{number}") for number in range(many)]
        try:
            for number, register in enumerate(registers[:20]):
                register.transact(register_provider, actor=f"w{number}")
            with psql(database) as connection:
                ((count,),) = connection.execute(
                    "SELECT count(*) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                ).fetchall()
            assert 1 <= count <= MOST
            assert [len(list(each.events())) for each in registers] == [1] * 20 + [0] * 10
        finally:
            for each in registers:
                each.close()
        with psql(database) as connection:
            ((count,),) = connection.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND application_name = 'avtal'"
            ).fetchall()
        assert count == 0


class TestWhatTheServerSays:
    def test_somebody_holds_the_register(self, schema: str) -> None:
        with Register.open(schema, lock_timeout=1) as register, psql(schema) as connection:
            register.transact(sign_agreement, actor="anna")
            with connection.transaction():
                connection.execute("LOCK TABLE {} IN EXCLUSIVE MODE".format(table(schema, "tree")))
                with pytest.raises(RegisterError) as refused:
                    register.transact(request(1), actor="anna")
            assert refused.value.code == "locked"
            assert len(list(register.events())) == 2
            register.transact(request(1), actor="anna")

    def test_it_only_reads(self, database: str) -> None:
        with Register.open(database) as register:
            register.transact(sign_agreement, actor="anna")
        with psql(database) as connection:
            change = "ALTER DATABASE {} SET default_transaction_read_only = on"
            connection.execute(change.format(connection.info.dbname))
        with Register.open(database) as register:
            assert len(list(register.events())) == 2
            with pytest.raises(RegisterError) as refused:
                register.transact(request(1), actor="anna")
            assert refused.value.code == "read_only"

    def test_a_process_that_is_forked_has_connections_of_its_own(self, schema: str) -> None:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", FORKED, schema],
            check=False,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        assert (done.returncode, done.stderr) == (0, b"")
        with Register.open(schema) as register:
            assert len(list(register.events())) == 2 + 2 * 5
            assert register.verify().is_sound


FORKED = """
import logging, os, sys
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.testing.contract import request, sign_agreement
logging.getLogger("avtalsuppfoljning").addHandler(logging.NullHandler())
register = Register.open(sys.argv[1])
register.transact(sign_agreement, actor="anna")
child = os.fork()
for number in range(5):
    register.transact(request(number + 100 * (child == 0)), actor="anna")
if child == 0:
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
assert len(list(register.events())) == 12
register.close()
"""


class TestALostConnection:
    def test_one_that_was_kept_too_long_is_replaced(self, schema: str) -> None:
        with Register.open(schema) as register:
            register.transact(sign_agreement, actor="anna")
            for turn in range(3):
                _cut(schema)
                assert len(list(register.events())) == 2 + turn
                _cut(schema)
                register.transact(request(turn), actor="anna")

    def test_whoever_comes_next_does_not_get_it(self, schema: str) -> None:
        """Also where nothing is tried a second time."""
        keys = f"{schema}_keys"
        with Register.open(schema, keys=keys) as register:
            register.transact(sign_agreement, actor="anna")
            _cut(schema)
            with Register.open(schema, keys=keys, create=False) as other:
                _cut(schema)
                other.transact(register_provider, actor="anna")
                _cut(schema)
                assert other.store.altered(is_deep=True) == []
            _cut(schema)
            with register.project(Seen(), into=f"{schema}_rows") as projector:
                assert projector.catch_up() == 3
            Register.open(f"{schema}_2").close()

    def test_the_others_go_with_one_that_breaks(self, schema: str) -> None:
        address = Address.of(schema)
        CONNECTIONS.join(address)
        try:
            with CONNECTIONS.lent(address) as one, CONNECTIONS.lent(address) as another:
                both = {one, another}
            with CONNECTIONS.lent(address) as first:
                assert first in both
                first.close()
            with CONNECTIONS.lent(address) as next_:
                assert next_ not in both
            assert all(each.closed for each in both)
        finally:
            CONNECTIONS.leave(address)

    @pytest.mark.parametrize("is_alone", [True, False])
    def test_what_was_done_before_it_broke_is_not_done_again(
        self, schema: str, monkeypatch: pytest.MonkeyPatch, is_alone: bool
    ) -> None:
        """The answer is lost, not the append: the log tells us that it was done."""
        with Register.open(schema) as register, Register.open(schema) as other:
            register.transact(sign_agreement, actor="anna")
            register.transact(request(1), actor="anna")
            if not is_alone:
                other.transact(request(2), actor="bo")
                other.transact(request(3), actor="bo")
            recorder = register.store
            assert isinstance(recorder, EventRecorder)
            append = recorder._append  # noqa: SLF001  to break it

            def append_and_break(connection: psycopg.Connection[Any], *others: Any) -> Any:
                monkeypatch.setattr(recorder, "_append", append)
                done = append(connection, *others)
                if connection.info.transaction_status:
                    connection.execute("COMMIT")
                connection.close()
                raise psycopg.OperationalError("the server closed the connection")
                return done

            monkeypatch.setattr(recorder, "_append", append_and_break)
            before = len(list(register.events()))
            receipt = register.transact(request(4), actor="anna")
            log = list(register.events())
            assert receipt.events == tuple(log[before:])
            assert len(log) == before + 1
            assert register.verify().is_sound

    def test_what_was_not_done_is_done_once(
        self, schema: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with Register.open(schema) as register:
            register.transact(sign_agreement, actor="anna")
            recorder = register.store
            assert isinstance(recorder, EventRecorder)
            append = recorder._append  # noqa: SLF001  to break it

            def break_(connection: psycopg.Connection[Any], *_: Any) -> None:
                monkeypatch.setattr(recorder, "_append", append)
                connection.close()
                raise psycopg.OperationalError("the server closed the connection")

            monkeypatch.setattr(recorder, "_append", break_)
            register.transact(request(1), actor="anna")
            assert len(list(register.events())) == 3


def _cut(uri: str) -> None:
    """End every connection of ours to the database, as a restart of the server does."""
    with psql(uri) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = 'avtal'"
        )
