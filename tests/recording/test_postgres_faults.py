"""A server that refuses, is full, goes away or is killed: one clear sentence, nothing half-done."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from time import sleep

import psycopg
import pytest
from benchmarks.faults import children, first_starts, kills, projection_kills, tail_reader
from tests.recording.server import Server, own

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.testing.contract import request, sign_agreement


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of our own, which may be stopped; only with a password for one user."""
    with own("fsync=off", "max_connections=7", "superuser_reserved_connections=2") as server:
        assert server.directory is not None
        rules = server.directory / "data" / "pg_hba.conf"
        rules.write_text("local all secretive scram-sha-256\n" + rules.read_text())
        server.execute("CREATE ROLE secretive LOGIN PASSWORD 'rätt/lösen'")
        server.execute("SELECT pg_reload_conf()")
        yield server


@pytest.fixture
def place(server: Server) -> Iterator[str]:
    with server.database() as uri:
        yield uri


class TestPasswords:
    def test_the_right_one_opens(self, server: Server) -> None:
        server.execute("GRANT ALL ON DATABASE postgres TO secretive")
        address = server.uri.replace("postgres@", "secretive:r%C3%A4tt%2Fl%C3%B6sen@")
        with Register.open(f"{address}&schema=hemligt") as register:
            assert register.transact(sign_agreement, actor="anna").events

    @pytest.mark.parametrize("password", ["fel", "r%C3%A4tt", "a%20b"])
    def test_a_wrong_one_is_refused_and_never_told(self, place: str, password: str) -> None:
        address = place.replace("postgres@", f"secretive:{password}@")
        with pytest.raises(RegisterError, match="takes no connection") as refused:
            Register.open(address)
        assert refused.value.code == "no_connection"
        assert "\n" not in str(refused.value)
        for part in (password, "fel", "rätt", "a b"):
            assert part not in str(refused.value).replace("failed", "")

    @pytest.mark.parametrize(("old", "new"), [("postgres@", "nobody@"), ("/avtal_", "/nowhere_")])
    def test_what_is_not_there(self, place: str, old: str, new: str) -> None:
        with pytest.raises(RegisterError, match="takes no connection") as refused:
            Register.open(place.replace(old, new))
        assert refused.value.way_out


class TestTheServerGoesAway:
    def test_and_comes_back(self, server: Server, place: str) -> None:
        with Register.open(place) as register:
            register.transact(sign_agreement, actor="anna")
            server.stop(signal.SIGINT)
            for act in (
                lambda: register.transact(request(1), actor="anna", command="k1"),
                lambda: list(register.events()),
                lambda: Register.open(place),
            ):
                with pytest.raises(RegisterError) as refused:
                    act()
                assert "\n" not in str(refused.value)
                assert refused.value.way_out
            server.start()
            register.transact(request(1), actor="anna", command="k1")
            assert register.transact(request(1), actor="anna", command="k1").is_repeat
            assert len(list(register.events())) == 3

    def test_a_follower_is_told(self, server: Server, place: str) -> None:
        with Register.open(place) as register, register.follow() as following:
            register.transact(sign_agreement, actor="anna")
            assert [next(following).position, next(following).position] == [1, 2]
            server.stop(signal.SIGQUIT)
            try:
                with pytest.raises(RegisterError):
                    next(following)
            finally:
                server.start()
            with register.follow(after=2) as again:
                register.transact(request(1), actor="anna")
                assert next(again).position == 3

    def test_a_full_server_is_waited_for(self, server: Server) -> None:
        """Without the rights of a superuser, five connections are all there is."""
        server.execute("GRANT ALL ON DATABASE postgres TO secretive")
        address = server.uri.replace("postgres@", "secretive:r%C3%A4tt%2Fl%C3%B6sen@")
        taken = [psycopg.connect(address) for _ in range(5)]
        with ThreadPoolExecutor(1) as pool:
            opened = pool.submit(Register.open, f"{address}&schema=fullt")
            sleep(0.3)
            assert not opened.done()
            taken.pop().close()
            with closing(opened.result(timeout=20)) as register:
                assert register.transact(sign_agreement, actor="anna").events
        for each in taken:
            each.close()


class TestKilled:
    """The full runs: kills, projection_kills, tail_reader and first_starts in benchmarks/faults.

    A server that is killed leaves what it wrote to the operating system: nothing need be synced.
    """

    @pytest.fixture(autouse=True)
    def _quickly(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(children, "own", partial(own, "fsync=off"))
        monkeypatch.setattr(projection_kills, "EVENTS", 2_000)

    @pytest.mark.parametrize("store", ["sqlite", "postgresql"])
    def test_writers(self, store: str) -> None:
        found = kills.of_writers(store, 4, seed=1)
        assert found.pop("avbrott") == 4
        assert found.pop("kommandon") > 0
        assert not any(found.values())

    def test_the_server(self) -> None:
        found = kills.of_the_server(2, seed=1)
        assert found.pop("kommandon") > 0
        assert found.pop("avbrott") == 2
        assert not any(found.values())

    @pytest.mark.parametrize("store", ["sqlite", "postgresql"])
    def test_a_projection(self, store: str) -> None:
        found = projection_kills.figure(store, 4, seed=1)
        assert (found["missade"], found["dubbla"]) == (0, 0)

    @pytest.mark.parametrize("store", ["sqlite", "postgresql"])
    def test_nothing_passes_a_follower_beside_other_processes(self, store: str) -> None:
        found = tail_reader.figure(store, 400, seed=1, writers=4)
        assert found == {"handelser": 400, "missade": 0, "dubbla": 0, "oordnade": 0}

    def test_first_starts(self) -> None:
        found = first_starts.figure(8, at_once=8)
        assert found == {"starter": 8, "misslyckade": 0, "saknade": 0}


class TestTheCountsCanFail:
    """A count that never rises proves nothing."""

    def test_of_kills(self, tmp_path: object) -> None:
        place = f"{tmp_path}/register.sqlite"
        with Register.open(place) as register:
            register.transact(sign_agreement, actor="anna", command="half")
        auditor = kills.Auditor(place)
        auditor.look(["half", "gone"], is_deep=True)
        assert auditor.found == {"forlorad": 1, "halv": 1, "oordnad": 1, "skadad": 0}
