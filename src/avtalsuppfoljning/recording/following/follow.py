"""Following the log: what is recorded already, and then what others record, as it comes.

Positions have no gaps and come in the order of commits, so a reader that goes on from the last
position it has seen can miss nothing. Being told of an append only makes it look sooner: it also
looks now and then by itself.
"""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from threading import Event
from time import monotonic
from types import TracebackType
from typing import Final, Self

from avtalsuppfoljning.recorded import Recorded
from avtalsuppfoljning.recording.failures import explaining
from avtalsuppfoljning.recording.store import LAST, Row, Store, Watch

LOOKS_EVERY: Final = 2.0
"""Seconds between two looks at the log when nobody has told of an append."""
STOPS_WITHIN: Final = 0.2
"""Seconds until a reader that waits sees that it is to stop."""

Decode = Callable[[Iterable[Row]], Iterator[Recorded]]


class Following:
    """The events of a log, one after the other, for ever or until `stop` is called."""

    def __init__(
        self,
        store: Store,
        decode: Decode,
        *,
        after: int,
        names: Collection[str] = (),
        streams: str = "",
    ) -> None:
        self._store = store
        self._decode = decode
        self._names = names
        self._streams = streams
        self._is_stopped = Event()
        self._events = self._follow(after)

    def stop(self) -> None:
        """End it, from any thread: no event is given any more. One that waits ends in a moment."""
        self._is_stopped.set()

    def __iter__(self) -> Iterator[Recorded]:
        return self

    def __next__(self) -> Recorded:
        if self._is_stopped.is_set():
            self._events.close()
        return next(self._events)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._events.close()

    def _follow(self, after: int) -> Generator[Recorded, None, None]:
        with explaining(), self._store.watch() as watch:  # before the first look, or one is missed
            while not self._is_stopped.is_set():
                page = self._store.page(after, LAST, names=self._names, prefix=self._streams)
                if not page:
                    wait_for_more(watch, self._is_stopped)
                    continue
                yield from self._decode(page)
                after = page[-1][0]


def wait_for_more(watch: Watch, is_stopped: Event) -> None:
    """Until something may have been appended; or so long that it is time to look anyway."""
    look = monotonic() + LOOKS_EVERY
    while monotonic() < look and not is_stopped.is_set():
        if watch.wait(STOPS_WITHIN):
            return
