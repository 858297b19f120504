"""The SQLite register keeps the contract, and the promises of its file."""

import sqlite3
import stat
from pathlib import Path

import pytest

from avtalsuppfoljning.errors import RegisterError, UnknownEventError
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.testing.contract import OpenRegister, RegisterContract, sign_agreement


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


class TestSQLite(RegisterContract):
    @pytest.fixture
    def open_register(self, path: Path) -> OpenRegister:
        return lambda **settings: Register.open(path, **settings)


class TestTheFile:
    def test_only_its_owner_reads_it(self, path: Path) -> None:
        with Register.open(path) as register:
            register.transact(sign_agreement, actor="anna")
            modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        assert modes == {0o600}

    @pytest.mark.parametrize(
        "tampering",
        [
            "UPDATE events SET name = 'x'",
            "DELETE FROM events",
            "INSERT OR REPLACE INTO events VALUES (1, 'provider:x', 0, 'x', x'00')",
            "INSERT INTO events VALUES (9, 'provider:x', 0, 'x', x'00')",
            "INSERT INTO events VALUES (3, 'provider:x', 1, 'x', x'00')",
            "INSERT INTO events VALUES (3, 'provider:solgarden', 0, 'x', x'00')",
            "UPDATE commands SET events = 0",
            "DELETE FROM commands",
        ],
    )
    def test_the_log_is_append_only_without_gaps(self, path: Path, tampering: str) -> None:
        with Register.open(path) as register:
            register.transact(sign_agreement, actor="anna")
        connection = sqlite3.connect(path)
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(tampering)
        connection.close()

    def test_a_missing_register_is_not_made_by_reading(self, path: Path) -> None:
        with pytest.raises(RegisterError, match="no register"):
            Register.open(path, create=False)
        assert not path.exists()

    @pytest.mark.parametrize("content", [b"not a database", b"x" * 5000])
    def test_another_file_is_left_alone(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        with pytest.raises(RegisterError):
            Register.open(path)
        assert path.read_bytes() == content

    def test_another_database_is_left_alone(self, path: Path) -> None:
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE other (x)")
        connection.close()
        before = path.read_bytes()
        with pytest.raises(RegisterError, match="not a register"):
            Register.open(path)
        assert path.read_bytes() == before

    def test_a_later_schema_is_not_opened(self, path: Path) -> None:
        Register.open(path).close()
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version = 99")
        connection.close()
        with pytest.raises(RegisterError, match="schema version 99"):
            Register.open(path)

    def test_an_unknown_event_is_named_with_its_place(self, path: Path) -> None:
        with Register.open(path) as register:
            register.transact(sign_agreement, actor="anna")
            with sqlite3.connect(path) as connection:
                connection.execute(
                    "INSERT INTO events VALUES (3, 'provider:x', 0, 'os.system@1', x'7b7d')"
                )
            connection.close()
            with pytest.raises(UnknownEventError, match=r"position 3.*'os\.system@1'"):
                list(register.events())

    def test_a_locked_register_says_so(self, path: Path) -> None:
        with Register.open(path, lock_timeout=0) as register:
            holder = sqlite3.connect(path, isolation_level=None)
            holder.execute("BEGIN IMMEDIATE")
            with pytest.raises(RegisterError, match="locked"):
                register.transact(sign_agreement, actor="anna")
            holder.close()
            register.transact(sign_agreement, actor="anna")

    def test_nothing_comes_from_the_environment(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("PERSISTENCE_MODULE", "SQLITE_DBNAME", "COMPRESSOR_TOPIC", "CIPHER_TOPIC"):
            monkeypatch.setenv(name, "nonsense")
        with Register.open(path) as register:
            register.transact(sign_agreement, actor="anna")
            assert len(list(register.events())) == 2
