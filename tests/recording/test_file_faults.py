"""A register whose file is full, locked, read-only, damaged or gone: told, and all or nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from tests.recording.surroundings import files_no_larger_than, held, somebody_else

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording import Register, failures
from avtalsuppfoljning.recording.integrity.sealing import Seal
from avtalsuppfoljning.recording.integrity.whole import check
from avtalsuppfoljning.recording.secrecy.keys import FileKeys
from avtalsuppfoljning.recording.upkeep.backup import back_up
from avtalsuppfoljning.terms import StreamId
from avtalsuppfoljning.testing.contract import request, sign_agreement

ROOT = Path(__file__).parents[2]
STREAM = StreamId("agreement:hemtjanst-1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    with Register.open(path, lock_timeout=0) as opened:
        opened.transact(sign_agreement, actor="anna")
        yield opened


def refused(work: Callable[[], object], code: str) -> RegisterError:
    with pytest.raises(RegisterError) as error:
        work()
    assert error.value.code == code
    assert error.value.way_out
    return error.value


def ask(register: Register, number: int) -> Callable[[], object]:
    return lambda: register.transact(request(number), actor="anna", command=f"k{number}")


def pragma(register: Register, text: str) -> None:
    """Set something on the connection that the register will use next."""
    datastore: Any = register.log.recorder.datastore  # type: ignore[attr-defined]
    with datastore.get_connection(commit=True) as connection:
        connection._sqlite_conn.execute(f"PRAGMA {text}").fetchall()  # noqa: SLF001


class TestNoRoom:
    def test_a_quota_stops_a_command_whole(self, register: Register, path: Path) -> None:
        recorded = 0
        with files_no_larger_than(200_000), pytest.raises(RegisterError) as error:  # noqa: PT012
            for number in range(1_000):
                ask(register, number)()
                recorded += 1
        assert (error.value.code, recorded > 0) == ("disk_fault", True)
        assert len(list(register.events())) == 2 + recorded
        ask(register, recorded)()  # there is room again, and it is the same command
        assert len(list(register.events())) == 3 + recorded
        assert check(path).events == 3 + recorded

    def test_a_full_disk_stops_a_command_whole(self, register: Register) -> None:
        pragma(register, "max_page_count = 1")  # as many as there are: not one more
        recorded = 0
        with pytest.raises(RegisterError) as error:  # noqa: PT012
            for number in range(1_000):
                ask(register, number)()
                recorded += 1
        assert error.value.code == "disk_full"
        assert len(list(register.events())) == 2 + recorded
        pragma(register, "max_page_count = 100000")
        ask(register, recorded)()
        assert len(list(register.events())) == 3 + recorded

    def test_a_disk_that_is_really_full(self, tmp_path: Path) -> None:
        """A file system of 400 kB, mounted where nobody else sees it."""
        script = tmp_path / "fill.py"
        script.write_text(textwrap.dedent(FILL), "utf-8")
        place = tmp_path / "disk"
        place.mkdir()
        mount = f"mount -t tmpfs -o size=400k tmpfs {place} && exec {sys.executable} {script}"
        command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
        if shutil.which("unshare") is None or _run([*command, "true"]).returncode:
            pytest.skip("this machine lets nobody mount a disk of his own")
        found = _run([*command, f"{mount} {place / 'register.sqlite'}"])
        assert (found.stdout.split(), found.stderr) == (["disk_full", "True", "True"], "")


FILL = """
    import logging, sys
    from avtalsuppfoljning.errors import RegisterError
    from avtalsuppfoljning.recording import Register
    from avtalsuppfoljning.testing.contract import request, sign_agreement

    logging.disable()
    with Register.open(sys.argv[1]) as register:
        register.transact(sign_agreement, actor="anna")
        recorded = 0
        try:
            for number in range(10_000):
                register.transact(request(number), actor="anna", command=f"k{number}")
                recorded += 1
        except RegisterError as error:
            print(error.code)
    with Register.open(sys.argv[1], create=False) as register:
        print(len(list(register.events())) == 2 + recorded)
        print(recorded > 0)
"""


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


class TestNotToBeWritten:
    def test_a_connection_that_may_only_read(self, register: Register) -> None:
        pragma(register, "query_only = ON")
        refused(ask(register, 1), "read_only")
        assert len(list(register.events())) == 2

    @pytest.mark.parametrize("right", [0o444, 0o000])
    @pytest.mark.parametrize("right_to_folder", [0o777, 0o555])
    def test_a_file_that_this_user_may_not_write(self, right: int, right_to_folder: int) -> None:
        with TemporaryDirectory() as name, Register.open(f"{name}/register.sqlite") as register:
            register.transact(sign_agreement, actor="anna")
            register.close()
            path = Path(name, "register.sqlite")
            path.chmod(right)
            path.parent.chmod(right_to_folder)
            with somebody_else(), pytest.raises(RegisterError) as error:
                self.use(path)
            path.parent.chmod(0o700)
            path.chmod(0o600)
            assert error.value.code in ("read_only", "cannot_open")
            assert check(path).events == 2

    def test_a_backup_where_nobody_may_write_is_read(self) -> None:
        """As on a disk for archives; it stays as it was, bit for bit."""
        with TemporaryDirectory() as name:
            with Register.open(f"{name}/register.sqlite") as register:
                register.transact(sign_agreement, actor="anna")
                path = back_up(f"{name}/register.sqlite", f"{name}/copy.sqlite").path
                log = list(register.events())
            before = path.read_bytes()
            path.chmod(0o444)
            path.parent.chmod(0o555)
            try:
                with somebody_else(), Register.open(path, create=False) as found:
                    assert list(found.events()) == log
                    refused(ask(found, 1), "read_only")
            finally:
                path.parent.chmod(0o700)
            assert path.read_bytes() == before

    @staticmethod
    def use(path: Path) -> None:
        with Register.open(path, create=False) as register:
            register.transact(request(1), actor="anna")


class TestLocked:
    def test_a_writer_is_told(self, register: Register, path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            refused(ask(register, 1), "locked")
        ask(register, 1)()
        assert len(list(register.events())) == 3

    @pytest.mark.usefixtures("register")
    def test_a_reader_does_not_wait_for_a_writer(self, path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            with Register.open(path, create=False, lock_timeout=0) as reader:
                assert len(list(reader.events())) == 2

    def test_somebody_has_it_to_himself(self, register: Register, path: Path) -> None:
        register.close()
        with held(path):
            refused(lambda: Register.open(path, create=False, lock_timeout=0), "locked")
        assert check(path).events == 2


class TestGone:
    def test_what_is_written_to_a_removed_file_is_not_called_recorded(
        self, register: Register, path: Path
    ) -> None:
        path.unlink()
        refused(ask(register, 1), "replaced")
        refused(lambda: list(register.events()), "replaced")
        assert not path.exists()

    def test_another_file_under_the_same_name(self, register: Register, path: Path) -> None:
        other = path.with_name("other.sqlite")
        with Register.open(other) as another:
            another.transact(sign_agreement, actor="bo")
        other.replace(path)
        error = refused(ask(register, 1), "replaced")
        assert "removed or replaced" in str(error)
        assert check(path).events == 2

    def test_a_journal_that_has_been_removed(self, register: Register, path: Path) -> None:
        """What is written to it would not be there when the file is opened again."""
        Path(f"{path}-wal").unlink()
        refused(ask(register, 1), "replaced")

    def test_a_journal_without_its_file_is_not_thrown_away(self, path: Path) -> None:
        """It may hold the last commands that there are."""
        with Register.open(path) as register:
            register.transact(sign_agreement, actor="anna")
            kept = Path(f"{path}-wal").read_bytes()
        path.unlink()
        Path(f"{path}-wal").write_bytes(kept)
        refused(lambda: Register.open(path), "exists")
        assert not path.exists()
        assert Path(f"{path}-wal").read_bytes() == kept

    def test_a_file_that_goes_while_a_command_is_carried_out(
        self, register: Register, path: Path
    ) -> None:
        def work(unit: Any) -> None:
            request(1)(unit)
            path.unlink()

        refused(lambda: register.transact(work, actor="anna"), "replaced")


class TestDamaged:
    @pytest.mark.parametrize("size", [0, 50, 512, 5_000])
    def test_a_file_that_was_cut(self, register: Register, path: Path, size: int) -> None:
        register.close()
        os.truncate(path, size)
        with pytest.raises(RegisterError) as error:
            Register.open(path, create=False).state("provider:solgarden")  # type: ignore[arg-type]
        assert error.value.code in ("damaged", "no_database", "no_register")
        assert path.stat().st_size == size

    def test_a_file_with_another_beginning(self, register: Register, path: Path) -> None:
        register.close()
        with path.open("r+b") as file:
            file.write(b"x" * 100)
        refused(lambda: Register.open(path, create=False), "no_database")

    def test_a_file_that_quotes_what_is_no_text(self, register: Register, path: Path) -> None:
        """Python decodes what SQLite says of it, and cannot."""
        register.close()
        raw = path.read_bytes()
        damaged = raw.replace(b"CREATE TABLE events", b"CREATE T\xeeBLE events")
        assert damaged != raw
        path.write_bytes(damaged)
        refused(lambda: Register.open(path, create=False), "damaged")

    @pytest.mark.parametrize("fill", [b"\xff", b"\x00"], ids=["ones", "zeros"])
    def test_a_damaged_page_is_told_as_such_whatever_reads_it(
        self, path: Path, fill: bytes
    ) -> None:
        """Page by page: whoever reads it says that the file is damaged, or answers as before."""
        with Register.open(path) as register:
            register.transact(sign_agreement, actor="anna")
            for number in range(60):
                ask(register, number)()
            seal = register.seal()
            whole = {name: read(register, seal) for name, read in READINGS.items()}
        raw = path.read_bytes()
        told = set()
        for page in range(len(raw) // PAGE_SIZE):
            start, end = page * PAGE_SIZE + (100 if page == 0 else 0), (page + 1) * PAGE_SIZE
            path.write_bytes(raw[:start] + fill * (end - start) + raw[end:])
            for name, read in READINGS.items():
                try:
                    with Register.open(path, create=False) as register:
                        assert read(register, seal) == whole[name], (name, page)
                except RegisterError as error:
                    told.add((name, error.code))
        assert told == {(name, "damaged") for name in READINGS}

    @pytest.mark.parametrize("text", [b"submission-requested@1", b"agreement:hemtjanst-1"])
    def test_a_page_that_holds_what_is_no_text(self, path: Path, text: bytes) -> None:
        """Python cannot decode it and gives no code; the index that is searched is still whole."""
        with Register.open(path) as register:
            register.transact(sign_agreement, actor="anna")
            ask(register, 1)()
        raw = path.read_bytes()
        assert text in raw
        path.write_bytes(raw.replace(text, b"\xff" + text[1:]))
        with Register.open(path, create=False) as register:
            refused(lambda: list(register.events()), "damaged")
            refused(register.seal, "damaged")

    def test_a_damaged_key_store_is_told_as_such(self, path: Path) -> None:
        """Page by page; it is not called a missing key, a wrong path or a full disk."""
        streams = [f"provider:p{number}" for number in range(300)]
        with FileKeys(path) as keys:
            made = [keys.newest(stream) for stream in streams]
        raw = path.read_bytes()
        told = []
        for page in range(len(raw) // PAGE_SIZE):
            start, end = page * PAGE_SIZE + (100 if page == 0 else 0), (page + 1) * PAGE_SIZE
            damaged = path.with_name(f"{page}.sqlite")
            damaged.write_bytes(raw[:start] + b"\xff" * (end - start) + raw[end:])
            for read in (FileKeys.newest, lambda keys, stream: (1, keys.key(stream, 1))):
                try:
                    with FileKeys(damaged, create=False) as keys:
                        assert [read(keys, stream) for stream in streams] == made
                except RegisterError as error:
                    told.append(error.code)
        assert len(told) >= len(raw) // PAGE_SIZE
        assert set(told) == {"keys_damaged"}

    def test_what_was_taken_away_is_not_put_back(self, register: Register, path: Path) -> None:
        """Somebody who has dropped a trigger is not helped to hide it."""
        register.close()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DROP TRIGGER events_no_delete")
        Register.open(path).close()
        with pytest.raises(RegisterError, match="events_no_delete"):
            check(path)


PAGE_SIZE = 4096
READINGS: dict[str, Callable[[Register, Seal], Any]] = {
    "events": lambda register, _: list(register.events()),
    "replay": lambda register, _: register.replay(),
    "state": lambda register, _: register.state(STREAM),
    "seal": lambda register, _: str(register.seal()),
    "prove": lambda register, seal: register.prove(3, seal),
    "continue": lambda register, seal: register.prove_continuation(seal, seal),
}
"""What reads pages, each in its own way: through the table, an index, or the tree."""


def test_a_fault_is_told_again_by_its_words() -> None:
    """Of a verification that could not read, only the words are left: the code is the same."""
    for number, (code, _, way_out) in failures.SQLITE.items():
        fault = sqlite3.DatabaseError("och så vidare")
        fault.sqlite_errorcode = number
        again = failures.retold(failures.explained(fault).what)
        assert again is not None
        assert (again.code, again.way_out) == (code, way_out)
    assert failures.retold("") is None


def test_every_fault_has_a_way_out() -> None:
    for code, what, way_out in failures.SQLITE.values():
        assert code
        assert what
        assert way_out


def test_a_fault_without_a_code_is_told_as_it_is() -> None:
    error = failures.explained(ValueError("strange"), "the register")
    assert (error.code, "strange" in error.what) == ("unusable", True)
