"""Where the contestants keep what they record: files, or databases of one server of our own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.recording.server import own

Place = Path | str
"""A file, or the address of a database."""

STORES = ("sqlite", "postgresql")


@contextmanager
def places(store: str) -> Iterator[Callable[[str], Place]]:
    """Gives a new place for each name, all gone in the end. The server syncs, as it does alone."""
    if store == "sqlite":
        with TemporaryDirectory() as directory:
            yield lambda name: Path(directory, f"{name}.sqlite")
        return
    with own() as server, ExitStack() as databases:
        yield lambda name: databases.enter_context(server.database(f"b_{name}"))
