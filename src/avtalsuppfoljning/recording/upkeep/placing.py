"""Writing a file so that it is whole or not there, and never in the place of another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Final

from avtalsuppfoljning.errors import RegisterError

BESIDE: Final = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a file; one that is left would be read into a new file of that name."""
HALF: Final = ".halv"
"""How the name of a file ends that is not finished."""


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """Give a hidden file in the same directory; when all has gone well it gets the name.

    It is on the disk before it is named, so a power cut leaves the whole file or none.
    """
    require_free(path)
    try:
        handle, name = mkstemp(prefix=f".{path.name}.", suffix=HALF, dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    os.close(handle)
    half = Path(name)
    try:
        yield half
        with _told(path):
            _sync(half)
            _name(half, path)
        with suppress(OSError):  # some file systems have no way to put a directory on the disk
            _sync(path.parent)
    finally:
        for left in (half, *(Path(f"{half}{end}") for end in BESIDE)):
            with suppress(OSError):
                left.unlink()


def require_free(path: Path) -> None:
    """Refuse a name that is taken, or that SQLite has left something beside."""
    for each in (path, *(Path(f"{path}{end}") for end in BESIDE)):
        if os.path.lexists(each):
            raise RegisterError(
                f"{each} is there already, and is not written over",
                "choose another name, or move what is there",
                code="exists",
                file=str(each),
            )


# ── helpers ──


def _name(half: Path, path: Path) -> None:
    """Give a file its name, unless somebody has taken it meanwhile."""
    try:
        path.hardlink_to(half)
    except FileExistsError:
        require_free(path)
        raise
    except OSError:  # a file system without links; what came between is seen all but always
        require_free(path)
        half.rename(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> RegisterError:
    return RegisterError(
        f"{path} cannot be written: {error.strerror}",
        "check the path, the permissions and the room on the disk",
        code="cannot_write",
        file=str(path),
    )
