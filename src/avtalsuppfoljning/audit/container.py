"""The outside of an audit file: a zip archive whose bytes follow from its contents.

Names are sorted, times are fixed, and the comment at the end is the SHA-256 of all that stands
before it, so that any changed byte is seen. What is handed in may be anything: a file is read
only if it is no larger than it says, has no name twice, and leads nowhere outside itself.
"""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError

NAME: Final = re.compile(r"(?:[a-z0-9][a-z0-9_-]{0,63}/)?[a-z0-9@][a-z0-9@_.-]{0,127}")
"""What a file in the archive may be called."""
MOST_FILES: Final = 5_000
MOST_BYTES: Final = 64 << 20
"""The largest file; the logs, which are read line by line, may be longer."""
MOST_LOG_BYTES: Final = 64 << 30
LOGS: Final = frozenset({"handelser.jsonl", "kommandon.jsonl"})
LONGEST_LINE: Final = 16 << 20

_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_OWNER_ONLY: Final = 0o100600 << 16
_MARK: Final = b"sha256:"
_COMMENT: Final = len(_MARK) + 64
_ENCRYPTED: Final = 1
_CHUNK: Final = 1 << 20


@attrs.frozen
class Stored:
    """One file of the archive, as it was written."""

    name: str
    size: int
    sha256: str


class Writer:
    """Writes an archive; the files are given in the order of their names."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._zip.comment = _MARK + b"0" * 64
        self.files: list[Stored] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()
        if kind is None:
            self._seal()

    def add(self, name: str, pieces: Iterator[bytes]) -> None:
        """Write one file, piece by piece."""
        assert not self.files or self.files[-1].name < name, "names are sorted"
        info = zipfile.ZipInfo(name, _TIME)
        info.create_system, info.external_attr = _UNIX, _OWNER_ONLY
        info.compress_type = zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=name in LOGS) as file:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                file.write(piece)
        self.files.append(Stored(name, size, digest.hexdigest()))

    def _seal(self) -> None:
        with self._path.open("r+b") as file:
            digest = _digest(file, self._path.stat().st_size - _COMMENT)
            file.seek(-_COMMENT, 2)
            file.write(_MARK + digest.encode())


class Archive:
    """An archive that has been handed in, seen to be no larger than it may be."""

    def __init__(self, path: Path, opened: zipfile.ZipFile, *, is_intact: bool) -> None:
        self.path = path
        self.is_intact = is_intact
        """No byte differs from those that were written."""
        self._zip = opened
        self._infos = _checked(opened.infolist())

    @property
    def names(self) -> Sequence[str]:
        """The files, in the order in which they stand."""
        return list(self._infos)

    def text(self, name: str) -> bytes:
        """The whole of a small file."""
        with self._opened(name) as file:
            read = file.read(MOST_BYTES + 1)
        if len(read) > MOST_BYTES:
            raise _refused(swedish.AUDIT_FILE_TOO_LARGE, name)
        return read

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a log, one at a time, without their ends."""
        with self._opened(name) as file:
            while line := file.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE or not line.endswith(b"\n"):
                    raise _refused(swedish.AUDIT_FILE_LINE, name)
                yield line[:-1]

    def stored(self, name: str) -> Stored:
        """What a file really is."""
        digest, size = hashlib.sha256(), 0
        with self._opened(name) as file:
            while piece := file.read(_CHUNK):
                digest.update(piece)
                size += len(piece)
        return Stored(name, size, digest.hexdigest())

    @contextmanager
    def _opened(self, name: str) -> Iterator[IO[bytes]]:
        info = self._infos.get(name)
        if info is None:
            raise _refused(swedish.AUDIT_FILE_LACKS, name)
        try:
            with self._zip.open(info) as file:
                yield file
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise _refused(swedish.AUDIT_FILE_DAMAGED, name) from error


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive that somebody hands in."""
    with path.open("rb") as file:
        is_intact = _is_intact(file, path)
    try:
        archive = zipfile.ZipFile(path)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OverflowError,
        NotImplementedError,
    ) as error:
        raise _refused(swedish.AUDIT_FILE_DAMAGED, path.name) from error
    with archive:
        yield Archive(path, archive, is_intact=is_intact)


# ── helpers ──


def _is_intact(file: IO[bytes], path: Path) -> bool:
    size = path.stat().st_size
    if size < _COMMENT:
        raise _refused(swedish.NOT_AN_AUDIT_FILE, path.name)
    digest = _digest(file, size - _COMMENT)
    comment = file.read(_COMMENT)
    return comment == _MARK + digest.encode()


def _digest(file: IO[bytes], size: int) -> str:
    file.seek(0)
    digest, left = hashlib.sha256(), size
    while left and (piece := file.read(min(left, _CHUNK))):
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest()


def _checked(infos: Sequence[zipfile.ZipInfo]) -> Mapping[str, zipfile.ZipInfo]:
    if len(infos) > MOST_FILES:
        raise _refused(swedish.AUDIT_FILE_TOO_MANY, str(len(infos)))
    found: dict[str, zipfile.ZipInfo] = {}
    small = 0
    for info in infos:
        name = info.filename
        if not NAME.fullmatch(name) or info.orig_filename != name or ".." in name:
            raise _refused(swedish.AUDIT_FILE_NAME, ascii(name[:80]))
        if name in found:
            raise _refused(swedish.AUDIT_FILE_TWICE, name)
        is_known = info.compress_type in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)
        if info.flag_bits & _ENCRYPTED or not is_known:
            raise _refused(swedish.AUDIT_FILE_DAMAGED, name)
        most = MOST_LOG_BYTES if name in LOGS else MOST_BYTES
        small += 0 if name in LOGS else info.file_size
        if info.file_size > most or small > 4 * MOST_BYTES:
            raise _refused(swedish.AUDIT_FILE_TOO_LARGE, name)
        found[name] = info
    return found


def _refused(text: tuple[str, str], place: str) -> InputError:
    return InputError(*text, place=place)
