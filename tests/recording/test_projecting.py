"""Projections are in step with the log: each event once, whatever happens between two of them."""

import sqlite3
import stat
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any, ClassVar

import pytest
from benchmarks.faults.children import rows
from hypothesis import HealthCheck, given, settings, strategies as st

from avtalsuppfoljning import agreement
from avtalsuppfoljning.errors import InvalidValueError, RegisterError
from avtalsuppfoljning.recorded import Recorded
from avtalsuppfoljning.recording import Projection, Register
from avtalsuppfoljning.recording.store import PAGE
from avtalsuppfoljning.testing.contract import request, requests, sign_agreement

REQUESTS = PAGE + 144
EVENTS = REQUESTS + 2
"""More than one page, so that what fails is not always the first."""
LATE = PAGE + 44


class PowerCutError(Exception):
    """Ends a projection in the middle of something."""


class Seen(Projection):
    """A row for each event, and a count that would tell of an event that is applied twice."""

    name = "seen"
    tables: ClassVar[Sequence[str]] = (
        "CREATE TABLE seen (position BIGINT NOT NULL, stream TEXT NOT NULL)",
        "CREATE TABLE tally (events BIGINT NOT NULL)",
        "INSERT INTO tally VALUES (0)",
    )

    def __init__(self, place: "Path | str", *, fails_at: int = 0) -> None:
        self.mark = "?" if isinstance(place, Path) else "%s"
        self.fails_at = fails_at

    def apply(self, cursor: Any, recorded: Recorded, /) -> None:
        row = (recorded.position, recorded.stream)
        cursor.execute(f"INSERT INTO seen VALUES ({self.mark}, {self.mark})", row)  # noqa: S608  constants
        cursor.execute("UPDATE tally SET events = events + 1")
        if recorded.position == self.fails_at:
            raise PowerCutError


class Asked(Seen):
    """Only what is asked for."""

    name = "asked"
    tables: ClassVar[Sequence[str]] = ("CREATE TABLE asked (text TEXT NOT NULL)",)
    names = ("submission-requested@1",)

    def apply(self, cursor: Any, recorded: Recorded, /) -> None:
        assert isinstance(recorded.event, agreement.SubmissionRequested)
        text = recorded.event.period.text
        cursor.execute(f"INSERT INTO asked VALUES ({self.mark})", (text,))  # noqa: S608


def positions(place: Path | str) -> list[int]:
    ((tally,),) = rows(place, "SELECT events FROM tally")
    seen = [position for (position,) in rows(place, "SELECT position FROM seen ORDER BY 1")]
    assert len(seen) == tally
    return seen


@pytest.fixture
def into(place: Path | str, tmp_path: Path) -> Path | str:
    """Beside a register in a file another file, beside one in a schema another schema."""
    if isinstance(place, Path):
        return tmp_path / "seen.sqlite"
    return place.replace("schema=t_", "schema=vy_")


@pytest.fixture
def filled(register: Register) -> Register:
    register.transact(sign_agreement, actor="anna")
    register.transact(requests(range(REQUESTS)), actor="anna")
    return register


class TestCatchingUp:
    def test_every_event_once_in_order(self, filled: Register, into: Path | str) -> None:
        with filled.project(Seen(into), into=into) as projector:
            assert projector.position == 0
            assert projector.catch_up() == EVENTS
            assert projector.catch_up() == 0
            filled.transact(request(REQUESTS), actor="anna")
            assert projector.catch_up() == 1
            assert projector.position == EVENTS + 1
        with filled.project(Seen(into), into=into) as projector:
            assert projector.catch_up() == 0
        assert positions(into) == list(range(1, EVENTS + 2))

    @settings(
        max_examples=10,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
        deadline=None,
    )
    @given(failures=st.lists(st.integers(1, EVENTS), max_size=6, unique=True))
    def test_after_any_failures(
        self, filled: Register, tmp_path_factory: pytest.TempPathFactory, failures: list[int]
    ) -> None:
        """An error in the middle of a page leaves no row of it, and the next one begins there."""
        place = tmp_path_factory.mktemp("seen") / "seen.sqlite"
        for position in sorted(failures):
            with filled.project(Seen(place, fails_at=position), into=place) as projector:
                with pytest.raises(PowerCutError):
                    projector.catch_up()
                assert positions(place) == list(range(1, projector.position + 1))
        with filled.project(Seen(place), into=place) as projector:
            projector.catch_up()
        assert positions(place) == list(range(1, EVENTS + 1))

    def test_after_a_failure_in_either_place(self, filled: Register, into: Path | str) -> None:
        with filled.project(Seen(into, fails_at=LATE), into=into) as projector:
            with pytest.raises(PowerCutError):
                projector.catch_up()
            assert positions(into) == list(range(1, projector.position + 1))
            assert 0 < projector.position < LATE
        with filled.project(Seen(into), into=into) as projector:
            projector.catch_up()
        assert positions(into) == list(range(1, EVENTS + 1))

    def test_two_at_the_same_share_the_work(self, filled: Register, into: Path | str) -> None:
        def work(_: int) -> int:
            with filled.project(Seen(into), into=into) as projector:
                return projector.catch_up()

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(work, range(4))) == EVENTS
        assert positions(into) == list(range(1, EVENTS + 1))

    def test_only_the_events_it_asks_for(self, filled: Register, into: Path | str) -> None:
        with filled.project(Asked(into), into=into) as projector:
            assert projector.catch_up() == REQUESTS
            assert projector.catch_up() == 0
        texts = {text for (text,) in rows(into, "SELECT text FROM asked")}
        assert texts == {str(number) for number in range(REQUESTS)}

    def test_several_in_one_place(self, filled: Register, into: Path | str) -> None:
        with (
            filled.project(Seen(into), into=into) as one,
            filled.project(Asked(into), into=into) as other,
        ):
            assert (one.catch_up(), other.catch_up()) == (EVENTS, REQUESTS)
        assert positions(into) == list(range(1, EVENTS + 1))

    def test_it_goes_on_until_it_is_stopped(self, filled: Register, into: Path | str) -> None:
        with ThreadPoolExecutor(1) as pool:
            projector = filled.project(Seen(into), into=into)
            running = pool.submit(projector.run)
            for number in range(REQUESTS, REQUESTS + 5):
                filled.transact(request(number), actor="anna")
            while len(rows(into, "SELECT position FROM seen")) < EVENTS + 5:
                sleep(0.02)
                assert not running.done()
            projector.stop()
            running.result(timeout=30)
            projector.close()
        assert positions(into) == list(range(1, EVENTS + 6))


class Cut(Seen):
    """Ends its own connection in the middle."""

    def apply(self, cursor: Any, recorded: Recorded, /) -> None:
        super().apply(cursor, recorded)
        if recorded.position == LATE:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def test_a_server_that_goes_away_is_told(filled: Register, schema: str) -> None:
    into = schema.replace("schema=t_", "schema=vy_")
    with filled.project(Cut(into), into=into) as projector:
        with pytest.raises(RegisterError) as refused:
            projector.catch_up()
        assert refused.value.code == "lost_connection"
        with pytest.raises(RegisterError):
            projector.catch_up()
    with filled.project(Seen(into), into=into) as projector:
        assert projector.catch_up() == EVENTS - PAGE
    assert positions(into) == list(range(1, EVENTS + 1))


class TestRefused:
    def test_another_register(self, filled: Register, into: Path | str, tmp_path: Path) -> None:
        """Rows from two registers, or from two pasts of one, are never mixed."""
        with filled.project(Seen(into), into=into) as projector:
            projector.catch_up()
        with Register.open(tmp_path / "other.sqlite") as other:
            other.transact(sign_agreement, actor="anna")
            other.transact(requests(range(500)), actor="anna")
            with (
                other.project(Seen(into), into=into) as projector,
                pytest.raises(RegisterError, match="another register") as refused,
            ):
                projector.catch_up()
        assert refused.value.code == "other_log"
        assert positions(into) == list(range(1, EVENTS + 1))

    def test_the_registers_own_place(self, filled: Register, place: Path | str) -> None:
        with pytest.raises(RegisterError) as refused:
            filled.project(Seen(place), into=place)
        assert refused.value.code == "is_register"
        assert filled.verify().is_sound

    def test_a_name_that_no_event_has(self, filled: Register, into: Path | str) -> None:
        projection = Asked(into)
        projection.names = ("submission-requested",)  # type: ignore[misc]
        with pytest.raises(InvalidValueError, match="submission-requested"):
            filled.project(projection, into=into)

    def test_tables_that_cannot_be_made(self, filled: Register, into: Path | str) -> None:
        """Nothing is left of them, and when they are mended it begins from the beginning."""
        projection = Seen(into)
        projection.tables = (*Seen.tables, "CREATE NONSENSE")  # type: ignore[misc]
        with pytest.raises((RegisterError, sqlite3.Error)):
            filled.project(projection, into=into)
        with filled.project(Seen(into), into=into) as projector:
            assert projector.catch_up() == EVENTS

    def test_only_its_owner_reads_the_file(self, filled: Register, tmp_path: Path) -> None:
        place = tmp_path / "seen.sqlite"
        with filled.project(Seen(place), into=place) as projector:
            projector.catch_up()
            modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("seen.sqlite*")}
        assert modes == {0o600}
