"""The log as it stands in an audit file: one row a line, as it is stored or masked.

A row that is masked has marks where what is not open stood, or a few persons were counted, and the
hash of the row as it was:
the root over the log follows from the hashes, and not from the masked rows. A row of which all is
open stands as it is stored, and its hash is computed anew.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Annotated, Any, Final, get_args, get_origin

import attrs
import msgspec

from avtalsuppfoljning import swedish
from avtalsuppfoljning.classification import Sekretess, counts_persons, sekretess_of
from avtalsuppfoljning.custody import Custody
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.recorded import KEYS_STREAM, Entry, Recorded, fold
from avtalsuppfoljning.recording.catalogue import NAMES, as_json
from avtalsuppfoljning.recording.integrity.tree import HASH, leaf
from avtalsuppfoljning.recording.secrecy.ciphering import (
    Cipher,
    read_without_secrets,
    without_secrets,
)
from avtalsuppfoljning.recording.store import PAGE, CommandRow, Row
from avtalsuppfoljning.strict import read_json
from avtalsuppfoljning.terms import StreamId, fold as ascii_of
from avtalsuppfoljning.views.masking import MASK, suppressed

EVENTS: Final = "handelser.jsonl"
COMMANDS: Final = "kommandon.jsonl"

Lines = Callable[[], Iterator[bytes]]
"""The lines of a log, from its beginning, as often as they are asked for."""


@attrs.frozen
class PackedRow:
    """One row of the log as the file has it."""

    row: Row
    leaf: bytes
    """The hash of the row as it is stored in the register."""
    is_masked: bool

    def line(self, *, is_whole: bool) -> bytes:
        """As one line of JSON, written in one way only."""
        position, stream, version, name, entry = self.row
        data: dict[str, Any] = {
            "position": position,
            "strom": stream,
            "version": version,
            "handelse": name,
            "post": entry.decode(),
        }
        if not is_whole:
            data |= {"lov": self.leaf.hex(), "maskerad": self.is_masked}
        return _line(data)

    @classmethod
    def of(cls, line: bytes, number: int, *, is_whole: bool) -> "PackedRow":
        """Read a line; what is not written as `line` writes is refused."""
        data = read_json(line)
        keys = _ROW if is_whole else {**_ROW, "lov": str, "maskerad": bool}
        if not _fits(data, keys) or _line(data) != line + b"\n":
            raise _refused(EVENTS, number)
        row = tuple(data[key] for key in _ROW)
        stored: Row = (*row[:4], row[4].encode())
        hashed = leaf(*stored) if is_whole else _hash(data["lov"], number)
        return cls(stored, hashed, not is_whole and data["maskerad"])


def packed(rows: Iterable[Row], cipher: Cipher, *, is_whole: bool) -> Iterator[PackedRow]:
    """The rows as they go into a file; what is under keys in the register stays as it is."""
    for row in rows:
        position, stream, version, name, entry = row
        template = None
        if not is_whole:
            found = cipher.decode(stream, version, name, entry, position=position)
            template = _masked(found, is_locked=cipher.is_on)
        if template is None:
            yield PackedRow(row, leaf(*row), is_masked=False)
        else:
            yield PackedRow((*row[:4], template), leaf(*row), is_masked=True)


def decoded(
    rows: Iterable[PackedRow], cipher: Cipher, *, is_strict: bool = False
) -> Iterator[Recorded]:
    """The events behind the rows; what is masked reads ``***``."""
    for each in rows:
        position, stream, version, name, stored = each.row
        if each.is_masked:
            entry = read_without_secrets(MASK, name, stored.replace(_FEW, b"1"), position)
        else:
            entry = cipher.decode(
                stream, version, name, stored, position=position, is_strict=is_strict
            )
        yield Recorded(position, StreamId(stream), version, entry)


def cipher_of(rows: Iterable[PackedRow]) -> Cipher:
    """How the register was kept, by its own events: without its keys what is locked stays so."""
    own = (each for each in rows if each.row[1] == KEYS_STREAM)
    state = fold(decoded(own, Cipher())).get(KEYS_STREAM)
    return Cipher(None, state) if isinstance(state, Custody) else Cipher()


def _masked(entry: Entry[Any], *, is_locked: bool) -> bytes | None:
    """An entry with marks where something is hidden; None where it can stand as it is stored."""
    event = _without_few(entry.event)
    if is_locked and event is entry.event:
        return None
    shown = attrs.evolve(entry, event=event)
    return without_secrets(shown) or (None if event is entry.event else as_json(shown))


def _without_few(value: Any) -> Any:
    """A copy with marks where a few persons are counted; the value itself where none are."""
    kind = type(value)
    if kind is tuple:
        parts = tuple(map(_without_few, value))
        return parts if any(one is not other for one, other in zip(parts, value)) else value  # noqa: B905  as long
    if not attrs.has(kind):
        return value
    changed = {}
    for field in attrs.fields(kind):
        held = getattr(value, field.name)
        is_count = "sekretess" in field.metadata and counts_persons(field)
        is_few = is_count and suppressed(held) != held
        shown = msgspec.Raw(_FEW) if is_few else _without_few(held)
        if shown is not held:
            changed[field.name] = shown
    if not changed:
        return value
    copy = object.__new__(kind)
    for field in attrs.fields(kind):
        held = changed.get(field.name, getattr(value, field.name))
        object.__setattr__(copy, field.name, held)
    return copy


@cache
def closed_fields(name: str) -> tuple[str, ...]:
    """The fields of an event that are not open, or count persons, at any depth."""
    kinds = {stored: kind for kind, stored in NAMES.items()}
    return tuple(_closed(kinds[name], "")) if name in kinds else ()


def _closed(kind: Any, path: str) -> Iterator[str]:
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if isinstance(kind, type) and attrs.has(kind):
        for field in attrs.fields(kind):
            own = f"{path}.{ascii_of(field.name)}" if path else ascii_of(field.name)
            if sekretess_of(field) is not Sekretess.OPEN or counts_persons(field):
                yield own
            else:
                yield from _closed(field.type, own)
    elif get_origin(kind) is tuple:
        yield from _closed(get_args(kind)[0], f"{path}[]")
    else:
        for part in get_args(kind):
            yield from _closed(part, path)


def command_line(row: CommandRow) -> bytes:
    """A command as one line of JSON."""
    number, command, request, after, events = row
    return _line(
        {
            "nummer": number,
            "kommando": command,
            "begaran": request.hex(),
            "efter": after,
            "handelser": events,
        }
    )


def command_of(line: bytes, number: int) -> CommandRow:
    """Read what `command_line` wrote."""
    data = read_json(line)
    if not _fits(data, _COMMAND) or _line(data) != line + b"\n":
        raise _refused(COMMANDS, number)
    try:
        request = bytes.fromhex(data["begaran"])
    except ValueError as error:
        raise _refused(COMMANDS, number) from error
    return data["nummer"], data["kommando"], request, data["efter"], data["handelser"]


class RowStore:
    """The two logs as a store, as far as verifying a register asks for one."""

    def __init__(
        self,
        rows: Callable[[], Iterator[Row]],
        commands: Callable[[], Iterator[CommandRow]],
        trunk: bytes,
        last: int,
    ) -> None:
        self._rows = _Pages(rows)
        self._commands = _Pages(commands)
        self._trunk = trunk
        self._last = last

    def page(
        self,
        after: int,
        upto: int,
        *,
        names: Collection[str] = (),  # noqa: ARG002  all of it is asked for
        prefix: str = "",  # noqa: ARG002  all of it is asked for
    ) -> list[Row]:
        """At most a page of rows after a position."""
        return [row for row in self._rows.after(after) if row[0] <= upto]

    def commands(self, after: int) -> list[CommandRow]:
        """At most a page of the commands after a number."""
        return self._commands.after(after)

    def trunk(self) -> bytes:
        """The trees, as the file says they are."""
        return self._trunk

    def altered(self, *, is_deep: bool) -> list[str]:  # noqa: ARG002  a file has no tables
        """Nothing: a file has no tables."""
        return []

    def max_notification_id(self) -> int | None:
        """The last position, as the file says it is."""
        return self._last


class _Pages:
    """Rows by the page, from a source that can only be begun anew."""

    def __init__(self, source: Callable[[], Iterator[Any]]) -> None:
        self._source = source
        self._at: dict[int, Iterator[Any]] = {}

    def after(self, place: int) -> list[Any]:
        left = self._at.pop(place, None)
        if left is None:
            left = (row for row in self._source() if row[0] > place)
        page = list(islice(left, PAGE))
        if page:
            self._at[page[-1][0]] = left
        return page


# ── helpers ──

_FEW: Final = b'{"#":"f"}'
"""Stands where fewer than five persons were counted; it is read as 1, and shown as 1-4."""
_ROW: Final = {"position": int, "strom": str, "version": int, "handelse": str, "post": str}
_COMMAND: Final = {
    "nummer": int, "kommando": str, "begaran": str, "efter": int, "handelser": int,
}  # fmt: skip


def _line(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _fits(data: object, keys: Mapping[str, type]) -> bool:
    return (
        isinstance(data, dict)
        and [*data] == [*keys]
        and all(type(data[key]) is kind for key, kind in keys.items())
    )


def _hash(text: str, number: int) -> bytes:
    try:
        hashed = bytes.fromhex(text)
    except ValueError:
        hashed = b""
    if len(hashed) != HASH:
        raise _refused(EVENTS, number)
    return hashed


def _refused(name: str, number: int) -> InputError:
    return InputError(*swedish.AUDIT_FILE_LINE, place=f"{name}, {swedish.line(number)}")
