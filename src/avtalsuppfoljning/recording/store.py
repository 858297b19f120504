"""What a register asks of the store behind it: the same of an SQLite file and of PostgreSQL.

`EventRecorder` in `sqlite/recorder.py` and in `postgres/recorder.py` both answer to `Store`; the
contract suite in `avtalsuppfoljning.testing.contract` says what each answer must be.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Final, Protocol, TypeVar

import attrs
from eventsourcing.persistence import Notification, StoredEvent

from avtalsuppfoljning.errors import RegisterError

PAGE: Final = 512
"""Rows read at a time in a replay: few enough to stay in the processor's cache."""
LAST: Final = 2**63 - 1
"""After every position there will ever be."""

Row = tuple[int, str, int, str, bytes]
"""Position, stream, version, stored name, bytes."""
CommandRow = tuple[int, str, bytes, int, int]
"""Number, command, digest of its request, last position before its events, how many they are."""


@attrs.frozen
class Command:
    """A command as it is remembered: its id, what it asked for, and what it led to."""

    id: str
    request: bytes
    """A digest of what was asked for, so that the id cannot come back with something else."""
    after: int = 0
    """The last position before its events."""
    events: int = 0


class Watch(Protocol):
    """Tells when something may have been added to the log."""

    def wait(self, seconds: float) -> bool:
        """Wait until something may have been added, or so long; whether it may have been."""


class Store(Protocol):
    """An append-only log with positions and versions without gaps, in the order of commits."""

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        command: Command | None = None,
        read: Mapping[str, int] | None = None,
    ) -> Sequence[int] | None:
        """Append all of these in one transaction, and the command; their positions.

        ``read`` are streams that were read only, each with the version it had: when one of them
        has moved on, nothing is appended and `IntegrityError` is raised.
        """

    def command(self, id: str) -> Command | None:  # noqa: A002  its name in the domain
        """The command with this id, if it has been carried out."""

    def stream(self, stream: str, *, upto: int = -1) -> list[Row]:
        """The rows of one stream, in order; ``upto`` cuts at a position."""

    def streams(self, prefix: str) -> list[str]:
        """The ids of the streams that start with these letters, in order."""

    def page(
        self, after: int, upto: int, *, names: Collection[str] = (), prefix: str = ""
    ) -> list[Row]:
        """At most a page of rows after a position, in the order of the log.

        Only rows with these stored names, and of streams whose ids start with these letters.
        """

    def commands(self, after: int) -> list[CommandRow]:
        """At most a page of the commands that are remembered, after a number, in their order."""

    def trunk(self) -> bytes:
        """The trees over the log as they are stored; see `recording.integrity.tree`."""

    def altered(self, *, is_deep: bool) -> list[str]:
        """What of the store is not as it was made: tables and triggers.

        With ``is_deep`` also what it says of itself when it reads all of its pages.
        """

    def fill(self, rows: Iterable[Row], commands: Iterable[CommandRow]) -> None:
        """Put a whole log into an empty register, where each row has its place already.

        All of it or nothing, with the trees over it. A gap or a used place is refused.
        """

    def max_notification_id(self) -> int | None:
        """The last position of the log."""

    def watch(self) -> AbstractContextManager[Watch]:
        """Watch the log for what others append, until the context is left."""


T = TypeVar("T")


def batched(rows: Iterable[T], size: int = PAGE) -> Iterator[list[T]]:
    """The rows, so many at a time."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


class Pages(ABC):
    """What is read in the same way in both stores, by way of the queries that each of them has.

    Also what the stock recorder offers, over our table.
    """

    @abstractmethod
    def stream(self, stream: str, *, upto: int = -1) -> list[Row]:
        """The rows of one stream, in order; ``upto`` cuts at a position."""

    @abstractmethod
    def _page(
        self, after: int, upto: int, limit: int, *, names: Collection[str], prefix: str
    ) -> list[Row]: ...

    def page(
        self, after: int, upto: int, *, names: Collection[str] = (), prefix: str = ""
    ) -> list[Row]:
        """At most a page of rows after a position, in the order of the log.

        Only rows with these stored names, and of streams whose ids start with these letters.
        """
        return self._page(after, upto, PAGE, names=names, prefix=prefix)

    def select_events(
        self,
        originator_id: object,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[StoredEvent]:
        """One stream's rows, as the stock event store wants them."""
        first, last = (-1 if gt is None else gt), (LAST if lte is None else lte)
        rows = [row for row in self.stream(str(originator_id)) if first < row[2] <= last]
        return [StoredEvent(*row[1:]) for row in (rows[::-1] if desc else rows)[:limit]]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[Notification]:
        """The log's rows, as the stock notification log wants them."""
        after = (start or 0) - (1 if inclusive_of_start and start else 0)
        rows = self._page(after, LAST if stop is None else stop, limit, names=topics, prefix="")
        return [
            Notification(
                id=position,
                originator_id=stream,
                originator_version=version,
                topic=name,
                state=entry,
            )
            for position, stream, version, name, entry in rows
        ]


def not_empty() -> RegisterError:
    """What refuses to fill a register that has been used."""
    return RegisterError(
        "the register has events already", "fill a new one, or record by commands", code="not_empty"
    )


def not_in_order() -> RegisterError:
    """What refuses rows whose places are used twice, or left out."""
    return RegisterError(
        "the rows do not follow one another: a position or a version is missing, or used twice",
        "verify the register they come from",
        code="not_in_order",
    )
