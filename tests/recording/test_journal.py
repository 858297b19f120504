"""What an operator is told: by which loggers, with which fields, and nothing about persons."""

import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording import Register, journal
from avtalsuppfoljning.recording.sqlite import file as sqlite_file
from avtalsuppfoljning.recording.upkeep.backup import back_up, restore
from avtalsuppfoljning.recording.upkeep.moving import move
from avtalsuppfoljning.testing.contract import register_provider, request, sign_agreement

PERSON = "Anna Andersson"


@pytest.fixture(autouse=True)
def enabled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program's settings may have turned off the loggers that there were before them."""
    for logger in (journal.REGISTER, journal.BACKUP, journal.MOVING):
        monkeypatch.setattr(logger, "disabled", False)


def told(caplog: pytest.LogCaptureFixture) -> dict[str, dict[str, Any]]:
    """The fields of the records, by their texts; the last of each."""
    return {
        str(record.args[0]): vars(record)["avtal"]
        for record in caplog.records
        if record.name.startswith("avtalsuppfoljning") and isinstance(record.args, tuple)
    }


def work(folder: Path) -> None:
    path = folder / "register.sqlite"
    with Register.open(path) as register:
        register.transact(sign_agreement, actor=PERSON)
        register.transact(request(1), actor=PERSON, command="kommando-ett")
        register.replay()
        register.verify()
    back_up(path, folder / "copy.sqlite")
    restore(folder / "copy.sqlite", folder / "restored.sqlite")
    move(path, folder / "moved.sqlite")


def test_the_names_and_the_fields(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """As docs/how-to/run-a-register.md lists them."""
    caplog.set_level(logging.DEBUG, "avtalsuppfoljning")
    work(tmp_path)
    found = told(caplog)
    assert {text: set(fields) for text, fields in found.items() if "SQLite" not in text} == {
        "a register is opened": {"register"},
        "a command is recorded": {"events", "attempts"},
        "a backup is made": {"target", "events", "size", "root"},
        "a backup is restored": {"target", "events", "size", "root"},
        "a register is moved": {"events", "commands", "root"},
    }
    assert {record.name for record in caplog.records} == {
        "avtalsuppfoljning.register",
        "avtalsuppfoljning.register.backup",
        "avtalsuppfoljning.register.moving",
    }


def test_the_page_lists_them() -> None:
    """Every text that is told, with its fields."""
    page = (ROOT / "docs" / "how-to" / "run-a-register.md").read_text("utf-8")
    source = "".join(
        path.read_text("utf-8")
        for path in (ROOT / "src" / "avtalsuppfoljning" / "recording").rglob("*.py")
    )
    rows = re.findall(r"(?m)^\| `(avtalsuppfoljning\.[a-z.]+)` \| ([A-Z]+) \| ([^|]+) \|", page)
    assert len(rows) == 7
    for name, level, text in rows:
        assert f'"{text.removesuffix(" …")}' in source
        assert f"logging.{level}" in source
        assert f'getLogger("{name}")' in source


def test_no_person_and_nothing_of_an_event(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    work(tmp_path)
    assert caplog.records
    for secret in (
        PERSON,
        "Andersson",
        "solgarden",
        "VN 12/2026",
        "verksamhetsplan",
        "kommando-ett",
    ):
        assert secret not in caplog.text


def test_what_the_disk_refuses(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "register.sqlite"
    path.write_bytes(b"x" * 5_000)
    with pytest.raises(RegisterError):
        Register.open(path)
    assert told(caplog)["the disk refused"] == {"code": "no_database"}


@pytest.mark.parametrize("is_faulty", [True, False])
def test_a_version_with_a_fault_is_told_once(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    is_faulty: bool,
) -> None:
    monkeypatch.setattr(sqlite_file, "has_wal_fault", lambda: is_faulty)
    sqlite_file._warn_of_the_library.cache_clear()  # noqa: SLF001
    for _ in range(2):
        Register.open(tmp_path / "register.sqlite").close()
    warnings = [each for each in caplog.records if each.levelno == logging.WARNING]
    assert len(warnings) == is_faulty


def test_a_program_without_logging_of_its_own_sees_warnings_on_standard_error(
    tmp_path: Path,
) -> None:
    code = (
        "import sys; from avtalsuppfoljning.recording import Register; "
        "from avtalsuppfoljning.recording.sqlite import file; "
        "file.has_wal_fault = lambda: True; Register.open(sys.argv[1]).close()"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "register.sqlite")]
    found = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT / "src")}
    )
    assert "3.51.3" in found.stderr
    assert found.stdout == ""


ROOT = Path(__file__).parents[2]


class Span:
    """As much of a span as is used."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.attributes: dict[str, object] = {}

    def set_attribute(self, key: str, value: object) -> None:
        self.attributes[key] = value

    def set_attributes(self, attributes: dict[str, object]) -> None:
        self.attributes |= attributes


class Trace:
    """As much of OpenTelemetry as is used, and it keeps what it is given."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.open: list[Span] = [Span("none")]

    class ProxyTracerProvider:
        """What there is until somebody collects spans."""

    def get_tracer_provider(self) -> object:
        return self

    def get_tracer(self, name: str) -> "Trace":
        assert name == "avtalsuppfoljning"
        return self

    def get_current_span(self) -> Span:
        return self.open[-1]

    @contextmanager
    def start_as_current_span(self, name: str, **settings: bool) -> Iterator[Span]:
        assert settings == {"record_exception": False, "set_status_on_exception": False}
        self.spans.append(Span(name))
        self.open.append(self.spans[-1])
        try:
            yield self.open[-1]
        finally:
            self.open.pop()


@pytest.fixture
def trace(monkeypatch: pytest.MonkeyPatch) -> Trace:
    found = Trace()
    monkeypatch.setattr(journal, "_trace", lambda: found)
    return found


class TestSpans:
    def test_what_has_one(self, tmp_path: Path, trace: Trace) -> None:
        work(tmp_path)
        assert {span.name for span in trace.spans} == {
            "avtal.record", "avtal.replay", "avtal.verify",
            "avtal.back_up", "avtal.restore", "avtal.move",
        }  # fmt: skip
        recorded = [span for span in trace.spans if span.name == "avtal.record"]
        assert [span.attributes for span in recorded] == [
            {"avtal.events": 2, "avtal.attempts": 1},
            {"avtal.events": 1, "avtal.attempts": 1},
        ]

    def test_an_error_is_told_by_its_class_only(self, tmp_path: Path, trace: Trace) -> None:
        with Register.open(tmp_path / "register.sqlite") as register:
            register.transact(register_provider, actor=PERSON)
            with pytest.raises(ZeroDivisionError):
                register.transact(lambda _: 1 // 0, actor=PERSON)
        assert trace.spans[-1].attributes == {"error.type": "ZeroDivisionError"}

    def test_the_real_package_takes_them(self, tmp_path: Path) -> None:
        """Without an SDK its spans go nowhere, and all works."""
        assert journal._trace() is not None  # noqa: SLF001
        work(tmp_path)

    def test_without_the_package_nothing_is_asked_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "opentelemetry.trace", None)
        journal._trace.cache_clear()  # noqa: SLF001
        try:
            assert journal._trace() is None  # noqa: SLF001
            work(tmp_path)
        finally:
            journal._trace.cache_clear()  # noqa: SLF001
