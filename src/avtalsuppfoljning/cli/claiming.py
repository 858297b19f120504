"""Files that a command writes: nothing is written over, and nothing half done is left."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from avtalsuppfoljning import swedish


@contextmanager
def claimed(*files: str | None) -> Iterator[None]:
    """Files of our own to write: none of them was there, and none is left if something fails."""
    made: list[Path] = []
    try:
        for file in filter(None, files):
            with Path(file).open("xb"):
                made.append(Path(file))
        yield
    except BaseException as fault:
        for path in made:
            path.unlink()
        if isinstance(fault, FileExistsError):
            raise click.ClickException(swedish.file_exists(fault.filename)) from None
        raise
