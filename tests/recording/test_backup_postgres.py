"""A register on a server: moved there and back, copied to a file while others write, looked at."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import psycopg
import pytest

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.integrity.tree import Frontier, leaf
from avtalsuppfoljning.recording.integrity.whole import check
from avtalsuppfoljning.recording.opening import shown
from avtalsuppfoljning.recording.upkeep.backup import back_up, restore
from avtalsuppfoljning.recording.upkeep.creating import create
from avtalsuppfoljning.recording.upkeep.health import Finding, health
from avtalsuppfoljning.recording.upkeep.moving import move
from avtalsuppfoljning.testing.contract import request, sign_agreement


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "register.sqlite"
    with Register.open(place, synchronous="NORMAL") as register:
        register.transact(sign_agreement, actor="anna")
        for number in range(30):
            register.transact(request(number), actor="anna", command=f"k{number}")
    return place


def code_of(work: object) -> str:
    assert callable(work)
    with pytest.raises(RegisterError) as error:
        work()
    return error.value.code


def test_there_and_back(path: Path, schema: str, tmp_path: Path) -> None:
    """Positions, commands and roots are kept, and the command that was carried out stays so."""
    there = move(path, schema)
    back = move(schema, tmp_path / "back.sqlite")
    assert there == back
    assert check(path) == check(schema) == check(tmp_path / "back.sqlite")
    with (
        Register.open(path) as old,
        Register.open(schema, create=False) as new,
        Register.open(tmp_path / "back.sqlite") as home,
    ):
        assert list(old.events()) == list(new.events()) == list(home.events())
        assert old.store.trunk() == new.store.trunk() == home.store.trunk()
        for register in (new, home):
            assert register.transact(request(20), actor="anna", command="k20").is_repeat
            register.transact(request(10_000), actor="anna")


def test_a_seal_from_before_holds_after(path: Path, schema: str) -> None:
    with Register.open(path) as old:
        seal = old.seal()
    move(path, schema)
    with Register.open(schema, create=False) as new:
        new.transact(request(10_000), actor="anna")
        assert new.verify(seals=[seal]).is_sound


def test_a_register_that_has_events_is_not_moved_to(path: Path, schema: str) -> None:
    with Register.open(schema) as register:
        register.transact(sign_agreement, actor="bo")
    assert code_of(lambda: move(path, schema)) == "not_empty"
    assert check(schema).events == 2


def test_when_it_stops_half_way_nothing_is_there(
    path: Path, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Register.open(path) as register:
        kind = type(register.store)
    page, pages = kind.page, iter(range(100))

    def stop(self: object, after: int, upto: int) -> object:
        if next(pages) == 1:
            raise OSError("the disk is gone")
        return page(self, after, min(upto, 10))  # type: ignore[arg-type]

    monkeypatch.setattr("avtalsuppfoljning.recording.upkeep.moving.require_sound", lambda *_: None)
    monkeypatch.setattr(kind, "page", stop)
    with pytest.raises(OSError, match="the disk is gone"):
        move(path, schema)
    monkeypatch.undo()
    assert check(schema).events == 0
    move(path, schema)
    assert check(schema) == check(path)


def test_a_backup_while_others_write(path: Path, schema: str, tmp_path: Path) -> None:
    move(path, schema)
    done = Event()

    def write(writer: int) -> None:
        number = 0
        with Register.open(schema, create=False) as register:
            while not done.is_set():
                register.transact(request(20_000 + 1_000 * number + writer), actor="bo")
                number += 1

    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(write, writer) for writer in range(2)]
        copies = [back_up(schema, tmp_path / f"{number}.sqlite") for number in range(3)]
        done.set()
        for each in running:
            each.result()
    with Register.open(schema, create=False) as register:
        pages = (register.store.page(after, after + 256) for after in range(0, 10_000, 256))
        rows = [row for page in pages for row in page]
    for copy in copies:
        first = [leaf(*row) for row in rows[: copy.whole.events]]
        assert Frontier().grow(first).root.hex() == copy.whole.root
    assert restore(copies[-1].path, tmp_path / "restored.sqlite").whole == copies[-1].whole


def test_made_once(schema: str) -> None:
    create(schema)
    assert check(schema).events == 0
    assert code_of(lambda: create(schema)) == "exists"


class TestHealth:
    def test_a_sound_one(self, path: Path, schema: str) -> None:
        move(path, schema)
        found = health(schema, is_thorough=True)
        assert (found.store, found.findings, found.sqlite) == ("postgresql", (), None)
        assert (found.events, found.root) == (32, check(path).root)
        assert found.server
        assert found.server[0].isdigit()
        assert found.size > 0
        assert "schema=" in found.shown

    def test_a_trigger_that_is_gone(self, schema: str) -> None:
        create(schema)
        uri, _, name = schema.partition("&schema=")
        with closing(psycopg.connect(uri, autocommit=True)) as connection:
            found = connection.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass",
                (f"{name}.events",),
            ).fetchall()
            connection.execute(f'DROP TRIGGER "{found[0][0]}" ON {name}.events')
        assert health(schema).findings == (Finding.PARTS_MISSING,)

    def test_the_password_is_not_shown(self) -> None:
        assert shown("postgresql://anna:hemligt@server/x") == ("postgresql://server/x?schema=avtal")
