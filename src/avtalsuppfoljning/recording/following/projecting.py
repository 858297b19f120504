"""Projections: tables of one's own that are kept in step with the log, each event exactly once.

A projection has its tables in a file or a schema of its own, never in the register's: it can be
thrown away and built anew. It commits the last position it has seen in the same transaction as
its rows, so whenever it is stopped, or killed, it goes on exactly where it was::

    class Received(Projection):
        name = "received"
        tables = ("CREATE TABLE received (agreement TEXT, document TEXT)",)

        def apply(self, cursor, recorded):
            match recorded.event:
                case agreement.SubmissionReceived(document=document):
                    row = (recorded.stream, document)
                    cursor.execute("INSERT INTO received VALUES (?, ?)", row)

    with register.project(Received(), into="received.sqlite") as projector:
        projector.catch_up()
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from os import PathLike
from threading import Event
from types import TracebackType
from typing import Any, ClassVar, Self

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recorded import Recorded
from avtalsuppfoljning.recording import catalogue
from avtalsuppfoljning.recording.failures import explaining
from avtalsuppfoljning.recording.following.follow import Decode, wait_for_more
from avtalsuppfoljning.recording.following.projected import Place, Reached, place_of
from avtalsuppfoljning.recording.integrity import tree
from avtalsuppfoljning.recording.store import LAST, Store


class Projection(ABC):
    """Tables that say what the log says, in the form that somebody wants it in."""

    name: ClassVar[str]
    """Tells it from other projections in the same place; under another name it is built anew."""
    tables: ClassVar[Sequence[str]]
    """The statements that make its tables: carried out once, before the first event."""
    names: ClassVar[Collection[str]] = ()
    """Only events with these stored names are given to it; all, where none are named."""

    @abstractmethod
    def apply(self, cursor: Any, recorded: Recorded, /) -> None:
        """Write what follows from one event, with the cursor and nothing else.

        ``cursor`` is one of `sqlite3` (marks ``?``) or of `psycopg` (marks ``%s``), in a
        transaction that is not to be ended here. An error leaves everything as it was before.
        """


class Projector:
    """Keeps one projection in step with one register."""

    def __init__(
        self, store: Store, decode: Decode, projection: Projection, into: str | PathLike[str]
    ) -> None:
        catalogue.require_known(projection.names)
        self._store = store
        self._decode = decode
        self._projection = projection
        self._is_stopped = Event()
        self._place: Place = place_of(into)
        try:
            self._place.prepare(projection.name, projection.tables)
        except BaseException:
            self._place.close()
            raise

    @property
    def position(self) -> int:
        """The last position that the tables tell of."""
        return self._place.reached(self._projection.name).position

    def catch_up(self) -> int:
        """Apply all that has been recorded so far; how many events that was."""
        with explaining():
            self._require_same_log()
            last = self._store.max_notification_id() or 0
            applied = 0
            while (step := self._step(last)) is not None and not self._is_stopped.is_set():
                applied += step
            return applied

    def run(self) -> None:
        """Catch up, and go on with what is recorded from now on, until `stop` is called."""
        with explaining(), self._store.watch() as watch:
            self._require_same_log()
            while not self._is_stopped.is_set():
                if self._step(LAST) is None:
                    wait_for_more(watch, self._is_stopped)

    def stop(self) -> None:
        """End `run`, from any thread: what is under way is committed first."""
        self._is_stopped.set()

    def close(self) -> None:
        """Give back the connection."""
        self._place.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ── helpers ──

    def _step(self, last: int) -> int | None:
        """Apply a page of events in one transaction; how many, or None when there are no more."""
        name, names = self._projection.name, self._projection.names
        reached = self._place.reached(name)
        page = self._store.page(reached.position, last, names=names)
        if not page:
            return None
        with self._place.transaction(name) as (cursor, current):
            if current != reached:
                return 0  # another process is at the same projection, and has been here meanwhile
            for recorded in self._decode(page):
                self._projection.apply(cursor, recorded)
            self._place.move(cursor, name, Reached(page[-1][0], tree.leaf(*page[-1])))
        return len(page)

    def _require_same_log(self) -> None:
        """What was taken from one register is not added to by another."""
        position, leaf = self._place.reached(self._projection.name)
        if position:
            rows = self._store.page(position - 1, position)
            if not rows or tree.leaf(*rows[0]) != leaf:
                raise RegisterError(
                    f"the projection {self._projection.name} was made from another register, or "
                    f"from this one as it was before a backup was restored: {position} differs",
                    "remove its file or schema, and let it be built anew",
                    code="other_log",
                )
