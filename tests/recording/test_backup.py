"""Backups, restored registers and moved ones: the same events in the same places, or nothing."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from errno import EOPNOTSUPP
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from time import sleep

import pytest
from benchmarks.faults.backups import figure
from hypothesis import given, settings, strategies as st
from tests.recording.surroundings import files_no_larger_than, held, somebody_else

from avtalsuppfoljning import provider
from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recorded import provider_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.integrity.whole import check
from avtalsuppfoljning.recording.upkeep.backup import back_up, restore
from avtalsuppfoljning.recording.upkeep.creating import create
from avtalsuppfoljning.recording.upkeep.moving import move
from avtalsuppfoljning.recording.upkeep.placing import HALF, placed
from avtalsuppfoljning.terms import Myndighet
from avtalsuppfoljning.testing.contract import DAY, PROVIDER, request, sign_agreement

Copying = Callable[[Path, Path], object]

WAYS = [back_up, restore, move]
MATTER = "Fakturor för timmar som ingen har arbetat"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register of five events, closed."""
    place = tmp_path / "register.sqlite"
    with Register.open(place) as register:
        register.transact(sign_agreement, actor="anna")
        for number in range(3):
            register.transact(request(number), actor="anna", command=f"k{number}")
    return place


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(RegisterError) as error:
        work()
    return error.value.code


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@pytest.mark.parametrize("way", WAYS)
class TestEveryCopy:
    def test_holds_the_same(self, path: Path, way: Copying) -> None:
        copy = path.with_name("copy.sqlite")
        way(path, copy)
        assert check(copy) == check(path)
        with Register.open(path) as old, Register.open(copy, create=False) as new:
            assert list(new.events()) == list(old.events())
            assert new.transact(request(1), actor="anna", command="k1").is_repeat
            new.transact(request(9), actor="anna")

    def test_leaves_nothing_beside_it(self, path: Path, way: Copying) -> None:
        way(path, path.with_name("copy.sqlite"))
        assert names(path.parent) == ["copy.sqlite", "register.sqlite"]

    def test_only_its_owner_reads(self, path: Path, way: Copying) -> None:
        copy = path.with_name("copy.sqlite")
        way(path, copy)
        assert copy.stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
    def test_writes_over_nothing(self, path: Path, way: Copying, end: str) -> None:
        """A journal that was left would be read into the new file."""
        taken = path.with_name(f"copy.sqlite{end}")
        taken.write_bytes(b"mine")
        assert code_of(lambda: way(path, path.with_name("copy.sqlite"))) == "exists"
        assert taken.read_bytes() == b"mine"
        assert names(path.parent) == [taken.name, "register.sqlite"]

    def test_a_directory_that_is_not_there(self, path: Path, way: Copying) -> None:
        assert code_of(lambda: way(path, path.parent / "none" / "copy.sqlite")) == "cannot_write"

    def test_something_else_is_refused(self, tmp_path: Path, way: Copying) -> None:
        other, copy = tmp_path / "other.sqlite", tmp_path / "copy.sqlite"
        with closing(sqlite3.connect(other)) as connection:
            connection.execute("CREATE TABLE events (x)")
        assert code_of(lambda: way(other, copy)) == "no_register"
        assert code_of(lambda: way(tmp_path / "none.sqlite", copy)) == "missing"
        assert names(tmp_path) == ["other.sqlite"]

    def test_no_room(self, path: Path, way: Copying) -> None:
        with Register.open(path, synchronous="NORMAL") as register:
            for number in range(10, 60):
                register.transact(request(number), actor="anna")
        with files_no_larger_than(36_000):  # enough to read with
            assert code_of(lambda: way(path, path.with_name("copy.sqlite"))) == "disk_fault"
        assert names(path.parent) == ["register.sqlite"]

    def test_no_right(self, path: Path, way: Copying) -> None:
        with TemporaryDirectory() as name:
            folder = Path(name)
            source = folder / "register.sqlite"
            source.write_bytes(path.read_bytes())
            source.chmod(0o666)
            folder.chmod(0o555)
            with somebody_else():
                assert code_of(lambda: way(source, folder / "copy.sqlite")) in (
                    "cannot_write", "cannot_open", "read_only",
                )  # fmt: skip
            folder.chmod(0o755)
            assert names(folder) == ["register.sqlite"]

    def test_somebody_has_it_to_himself(
        self, path: Path, way: Copying, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("avtalsuppfoljning.recording.upkeep.backup.LOCK_TIMEOUT", 0)
        monkeypatch.setattr("avtalsuppfoljning.recording.sqlite.file.PATIENCE", 0)
        with held(path):
            assert code_of(lambda: way(path, path.with_name("copy.sqlite"))) == "locked"
        assert names(path.parent) == ["register.sqlite"]

    @pytest.mark.parametrize(
        "tampering",
        [
            "UPDATE events SET entry = replace(entry, 'anna', 'bo') WHERE position = 2",
            "DELETE FROM events WHERE position = 5",
            "UPDATE events SET name = 'os.system@1' WHERE position = 3",
            "DELETE FROM commands WHERE number = 1",
            "UPDATE commands SET events = 'x' WHERE number = 2",
            "UPDATE events SET entry = 7 WHERE position = 2",
            "DELETE FROM tree",
        ],
    )
    def test_a_damaged_one_is_refused(self, path: Path, way: Copying, tampering: str) -> None:
        with closing(sqlite3.connect(path)) as connection:
            triggers = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type='trigger'"
            )
            kept = triggers.fetchall()
            for name, _ in kept:
                connection.execute(f"DROP TRIGGER {name}")
            assert connection.execute(tampering).rowcount == 1
            for _, sql in kept:
                connection.execute(sql)
            connection.commit()
        copy = path.with_name("copy.sqlite")
        assert code_of(lambda: way(path, copy)) == "damaged"
        assert names(path.parent) == ["register.sqlite"]


class TestBackup:
    def test_others_write_meanwhile(self, path: Path) -> None:
        """As many as were recorded when it began are in it, and they are the first ones."""
        with Register.open(path) as register:
            register.transact(request(50), actor="bo")
            copy = back_up(path, path.with_name("copy.sqlite"))
            register.transact(request(51), actor="bo")
            log = list(register.events())
        assert copy.whole.events == 6
        with Register.open(copy.path, create=False) as found:
            assert list(found.events()) == log[:6]

    def test_a_backup_is_one_file_that_nobody_has_to_open_for_writing(self, path: Path) -> None:
        copy = back_up(path, path.with_name("copy.sqlite"))
        uri = f"file:{copy.path}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            assert connection.execute("SELECT max(position) FROM events").fetchone() == (5,)

    def test_a_short_run_of_the_figure(self) -> None:
        """The full run: benchmarks/faults/backups.py."""
        assert figure(3, seed=5, writers=4) == {"kopior": 3, "avviker": 0}

    def test_a_file_that_is_not_finished_has_another_name(self, path: Path) -> None:
        seen = []

        def stop() -> None:
            with placed(path.with_name("copy.sqlite")) as half:
                half.write_bytes(b"half")
                seen.extend(names(path.parent))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            stop()
        assert "copy.sqlite" not in seen
        assert any(name.startswith(".copy.sqlite.") and name.endswith(HALF) for name in seen)
        assert names(path.parent) == ["register.sqlite"]

    def test_one_that_is_killed_leaves_nothing_under_the_name(self, path: Path) -> None:
        code = (
            "import sys, time; from avtalsuppfoljning.recording.upkeep import backup; "
            "backup.check = lambda _: time.sleep(60); backup.back_up(*sys.argv[1:])"
        )
        copy = path.with_name("copy.sqlite")
        environment = {"PYTHONPATH": str(Path(__file__).parents[2] / "src")}
        command = [sys.executable, "-c", code, str(path), str(copy)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment) as child:
            while not any(HALF in name for name in names(path.parent)):
                assert child.poll() is None
                sleep(0.01)
            child.kill()
        assert "copy.sqlite" not in names(path.parent)
        assert back_up(path, copy).whole == check(path)

    def test_somebody_takes_the_name_meanwhile(self, path: Path) -> None:
        copy = path.with_name("copy.sqlite")

        def write() -> None:
            with placed(copy) as half:
                half.write_bytes(b"mine")
                copy.write_bytes(b"theirs")

        assert code_of(write) == "exists"
        assert copy.read_bytes() == b"theirs"
        assert names(path.parent) == ["copy.sqlite", "register.sqlite"]


class TestAFileSystemWithoutLinks:
    @pytest.fixture(autouse=True)
    def without_links(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise OSError(EOPNOTSUPP, "no links here")

        monkeypatch.setattr(Path, "hardlink_to", refuse)

    def test_the_file_gets_its_name(self, path: Path) -> None:
        copy = back_up(path, path.with_name("copy.sqlite"))
        assert check(copy.path) == copy.whole
        assert names(path.parent) == ["copy.sqlite", "register.sqlite"]

    def test_nothing_is_written_over(self, path: Path) -> None:
        copy = path.with_name("copy.sqlite")

        def write() -> None:
            with placed(copy) as half:
                half.write_bytes(b"mine")
                copy.write_bytes(b"theirs")

        assert code_of(write) == "exists"
        assert copy.read_bytes() == b"theirs"


class TestMove:
    def test_somebody_who_writes_meanwhile_stops_it(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with Register.open(path) as register:
            page = type(register.store).page

            def slow(self: object, after: int, upto: int) -> object:
                rows = page(self, after, upto)  # type: ignore[arg-type]
                if not rows or rows[0][0] == 1:
                    register.transact(request(70 + after), actor="bo")
                return rows

            monkeypatch.setattr(
                "avtalsuppfoljning.recording.upkeep.moving.require_sound", lambda *_: None
            )
            monkeypatch.setattr(type(register.store), "page", slow)
            assert code_of(lambda: move(path, path.with_name("new.sqlite"))) == "moved_on"
        assert names(path.parent) == ["register.sqlite"]

    def test_the_root_is_kept(self, path: Path) -> None:
        moved = move(path, path.with_name("new.sqlite"))
        assert (moved.events, moved.commands, moved.root) == (5, 4, check(path).root)

    @settings(max_examples=4, deadline=None)
    @given(count=st.integers(0, 20))
    def test_there_and_back_is_the_same_file_content(
        self, tmp_path_factory: pytest.TempPathFactory, count: int
    ) -> None:
        folder = tmp_path_factory.mktemp("moved")
        with Register.open(folder / "a.sqlite", synchronous="NORMAL") as register:
            for number in range(count):
                work = request(number) if number else sign_agreement
                register.transact(work, actor="anna", command=f"k{number}")
        assert move(folder / "a.sqlite", folder / "b.sqlite") == move(
            folder / "b.sqlite", folder / "c.sqlite"
        )
        dumps = []
        for name in ("a", "c"):
            with closing(sqlite3.connect(folder / f"{name}.sqlite")) as connection:
                dumps.append(list(connection.iterdump()))
        assert dumps[0] == dumps[1]


class TestCreate:
    def test_an_empty_register(self, tmp_path: Path) -> None:
        create(tmp_path / "new.sqlite")
        assert check(tmp_path / "new.sqlite").events == 0
        assert code_of(lambda: create(tmp_path / "new.sqlite")) == "exists"
        assert names(tmp_path) == ["new.sqlite"]

    def test_one_of_many_who_make_it_at_once_does(self, tmp_path: Path) -> None:
        barrier = Barrier(4)

        def make(_: int) -> bool:
            barrier.wait()
            try:
                create(tmp_path / "new.sqlite")
            except RegisterError as error:
                return error.code != "exists"
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(make, range(4))) == 1
        assert names(tmp_path) == ["new.sqlite"]
        assert check(tmp_path / "new.sqlite").events == 0


class TestUnderKeys:
    """What is locked goes along locked; the keys stay where they are."""

    @pytest.mark.parametrize("way", WAYS)
    def test_it_is_read_with_the_same_keys(self, tmp_path: Path, way: Copying) -> None:
        path, keys, copy = (tmp_path / name for name in ("r.sqlite", "keys.sqlite", "c.sqlite"))
        with Register.open(path, keys=keys) as register:
            register.transact(sign_agreement, actor="anna")
            register.record(
                provider_stream(PROVIDER),
                provider.report_oegentlighet,
                actor="anna",
                authority=Myndighet.SKATTEVERKET,
                matter=MATTER,
                dnr="VN 13/2026",
                reported_on=DAY,
            )
            log = list(register.events())
        way(path, copy)
        assert MATTER.encode() not in copy.read_bytes()
        with Register.open(copy, create=False, keys=keys) as found:
            assert list(found.events()) == log
        with Register.open(copy, create=False) as found:
            shown = [each.event for each in found.events()][-1]
        assert MATTER not in str(shown)
        with closing(sqlite3.connect(keys)) as connection:
            kept = [key for (key,) in connection.execute("SELECT key FROM keys")]
        assert kept
        assert not any(key in copy.read_bytes() for key in kept)
