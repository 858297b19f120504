"""Somebody with a register open in a database shell, and what they may do to its tables.

It is told as changes of what the tables hold, so that it is the same in every store; what is done
to the file is in `database`. The adversary knows this library: `cover_up` makes the tree fit again.
"""

import random
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from avtalsuppfoljning.recording.integrity import signing
from avtalsuppfoljning.recording.integrity.notes import PrivateKey
from avtalsuppfoljning.recording.integrity.tree import Trunk, command_leaf, leaf
from avtalsuppfoljning.recording.store import CommandRow, Row

Chance = random.Random


@attrs.define
class Held:
    """What the tables hold."""

    events: list[Row]
    commands: list[CommandRow]
    trunk: bytes

    def cover_up(self) -> None:
        """Make the tree fit what the tables hold now."""
        events = [leaf(*row) for row in self.events]
        self.trunk = bytes(Trunk().grow(events, [command_leaf(*row) for row in self.commands]))

    def renumber(self) -> None:
        """Make positions, versions and commands follow one another again."""
        versions: dict[str, int] = {}
        for index, (_, stream, _, name, entry) in enumerate(self.events):
            versions[stream] = versions.get(stream, -1) + 1
            self.events[index] = (index + 1, stream, versions[stream], name, entry)
        owners = [member(row[4], b"command") for row in self.events]
        told: list[CommandRow] = []
        after = 0
        for _, command, request, _, _ in self.commands:
            events = owners.count(command.encode())
            if events:
                told.append((len(told) + 1, command, request, after, events))
                after += events
        self.commands = told

    def append(self, name: str, stream: str, entry: bytes, command: str) -> None:
        """Add an event as if somebody had recorded it."""
        version = max((row[2] for row in self.events if row[1] == stream), default=-1) + 1
        after = len(self.events)
        self.events.append((after + 1, stream, version, name, entry))
        self.commands.append((len(self.commands) + 1, command, bytes(16), after, 1))


Change = Callable[[Held, Chance], None]


# ── events ──


def _set(held: Held, index: int, **fields: object) -> None:
    names = ("position", "stream", "version", "name", "entry")
    row = dict(zip(names, held.events[index], strict=True)) | fields
    held.events[index] = tuple(row.values())  # type: ignore[assignment]


def _any(held: Held, chance: Chance) -> int:
    return chance.randrange(len(held.events))


def _two(held: Held, chance: Chance) -> tuple[int, int]:
    """Two events of the same stored name, so that each can stand where the other stood."""
    by_name: dict[str, list[int]] = {}
    for index, row in enumerate(held.events):
        by_name.setdefault(row[3], []).append(index)
    first, second = chance.sample(
        chance.choice([found for found in by_name.values() if len(found) > 1]), 2
    )
    return min(first, second), max(first, second)


def member(entry: bytes, name: bytes) -> bytes:
    """The first text of this name in what is stored of an event."""
    found = re.search(b'"%s":"([^"]*)"' % name, entry)
    return found[1] if found else b""


def _exchanged(name: bytes, value: Callable[[bytes, Chance], bytes]) -> Change:
    def change(held: Held, chance: Chance) -> None:
        index = _any(held, chance)
        entry = held.events[index][4]
        old = b'"%s":"%s"' % (name, member(entry, name))
        new = b'"%s":"%s"' % (name, value(member(entry, name), chance))
        _set(held, index, entry=entry.replace(old, new))

    return change


def _byte(held: Held, chance: Chance) -> None:
    index = _any(held, chance)
    entry = bytearray(held.events[index][4])
    entry[chance.randrange(len(entry))] ^= 1 << chance.randrange(8)
    _set(held, index, entry=bytes(entry))


def _fact(held: Held, chance: Chance) -> None:
    dated = [n for n, row in enumerate(held.events) if re.search(rb'_on":"20', row[4])]
    index = chance.choice(dated)
    entry = re.sub(rb'(_on":"20\d\d-\d\d-)(\d)(\d)', _other_day, held.events[index][4], count=1)
    _set(held, index, entry=entry)


def _other_day(found: re.Match[bytes]) -> bytes:
    return found[1] + found[2] + (b"1" if found[3] != b"1" else b"2")


def _delete(held: Held, chance: Chance) -> None:
    del held.events[_any(held, chance)]


def _delete_and_renumber(held: Held, chance: Chance) -> None:
    _delete(held, chance)
    held.renumber()


def _delete_stream(held: Held, chance: Chance) -> None:
    stream = held.events[_any(held, chance)][1]
    held.events = [row for row in held.events if row[1] != stream]
    held.renumber()


def _truncate(held: Held, chance: Chance) -> None:
    del held.events[-chance.randint(1, 9) :]
    held.renumber()


def _empty(held: Held, _: Chance) -> None:
    held.events, held.commands = [], []


def _swap_contents(held: Held, chance: Chance) -> None:
    first, second = _two(held, chance)
    one, other = held.events[first][4], held.events[second][4]
    _set(held, first, entry=other)
    _set(held, second, entry=one)


def _swap_places(held: Held, chance: Chance) -> None:
    first, second = chance.sample(range(len(held.events)), 2)
    events = held.events
    events[first], events[second] = events[second], events[first]
    held.renumber()


def _reorder(held: Held, chance: Chance) -> None:
    first = chance.randrange(len(held.events) - 6)
    part = held.events[first : first + 6]
    held.events[first : first + 6] = part[2:] + part[:2]
    held.renumber()


def _shift(held: Held, chance: Chance) -> None:
    by = chance.choice((-1, 1, 1000))
    held.events = [(row[0] + by, *row[1:]) for row in held.events]


def _version(held: Held, chance: Chance) -> None:
    index = _any(held, chance)
    _set(held, index, version=held.events[index][2] + 1000)


def _name(held: Held, chance: Chance) -> None:
    index = _any(held, chance)
    others = {row[3] for row in held.events} - {held.events[index][3]}
    _set(held, index, name=chance.choice(sorted(others)))


def _schema(held: Held, chance: Chance) -> None:
    index = _any(held, chance)
    _set(held, index, name=held.events[index][3].replace("@1", "@2"))


def _move_to_stream(held: Held, chance: Chance) -> None:
    index = _any(held, chance)
    others = {row[1] for row in held.events} - {held.events[index][1]}
    _set(held, index, stream=chance.choice(sorted(others)))
    held.renumber()


def _swap_streams(held: Held, chance: Chance) -> None:
    one, other = chance.sample(sorted({row[1] for row in held.events}), 2)
    ids = {one: other, other: one}
    held.events = [(r[0], ids.get(r[1], r[1]), *r[2:]) for r in held.events]


def _rename_stream(held: Held, chance: Chance) -> None:
    stream = held.events[_any(held, chance)][1]
    held.events = [(r[0], r[1] + "x" if r[1] == stream else r[1], *r[2:]) for r in held.events]


def _duplicate(held: Held, chance: Chance) -> None:
    """In the middle, where it stood: after the last seal it would be an append."""
    index = _any(held, chance)
    held.events.insert(index, held.events[index])
    held.renumber()


def _insert(held: Held, chance: Chance) -> None:
    index = _any(held, chance)
    _, stream, version, name, entry = held.events[index]
    new = entry.replace(member(entry, b"command"), b"k%d" % chance.randrange(10**6))
    held.events.insert(index, (0, stream, version, name, new))
    held.renumber()


def _before_the_first(held: Held, chance: Chance) -> None:
    row = held.events[_any(held, chance)]
    held.events.insert(0, (-chance.randrange(9), "provider:x", 0, *row[3:]))


# ── commands and the tree ──


def _command(column: int, value: Callable[[CommandRow, Chance], object]) -> Change:
    def change(held: Held, chance: Chance) -> None:
        index = chance.randrange(len(held.commands))
        row: list[object] = list(held.commands[index])
        row[column] = value(held.commands[index], chance)
        held.commands[index] = tuple(row)  # type: ignore[assignment]

    return change


def _delete_command(held: Held, chance: Chance) -> None:
    del held.commands[chance.randrange(len(held.commands))]


def _delete_command_and_renumber(held: Held, chance: Chance) -> None:
    _delete_command(held, chance)
    held.commands = [(n, *row[1:]) for n, row in enumerate(held.commands, start=1)]


def _swap_commands(held: Held, chance: Chance) -> None:
    first, second = chance.sample(range(len(held.commands)), 2)
    one, other = held.commands[first], held.commands[second]
    held.commands[first] = (one[0], *other[1:3], *one[3:])
    held.commands[second] = (other[0], *one[1:3], *other[3:])


def _insert_command(held: Held, chance: Chance) -> None:
    index = chance.randrange(len(held.commands) - 1)
    after = held.commands[index][3] + held.commands[index][4]
    held.commands.insert(index + 1, (0, f"k{chance.randrange(10**6)}", bytes(16), after, 0))
    held.commands = [(n, *row[1:]) for n, row in enumerate(held.commands, start=1)]


def _other_tree(held: Held, chance: Chance) -> None:
    trunk = bytearray(held.trunk)
    trunk[chance.randrange(8, len(trunk))] ^= 1 << chance.randrange(8)
    held.trunk = bytes(trunk)


def _older_tree(held: Held, chance: Chance) -> None:
    size = chance.randrange(len(held.events))
    older = Held(held.events[:size], held.commands[:size], b"")
    older.cover_up()
    held.trunk = older.trunk


def _garbage_tree(held: Held, chance: Chance) -> None:
    held.trunk = chance.randbytes(chance.randrange(200))


# ── decisions, after the last seal ──


def _last_decision(held: Held) -> Row:
    return next(row for row in reversed(held.events) if b'"ruling":' in row[4])


def _forge(held: Held, entry: bytes, key: PrivateKey | None = None) -> None:
    _, stream, version, name, _ = _last_decision(held)
    version = max(row[2] for row in held.events if row[1] == stream) + 1
    if key is not None:
        entry = signing.sign(key, stream, version, name, entry)
    held.append(name, stream, entry, member(entry, b"command").decode())


def _unsigned(held: Held, chance: Chance) -> bytes:
    entry = signing.unsigned(_last_decision(held)[4])
    return entry.replace(member(entry, b"command"), b"k%d" % chance.randrange(10**6))


def _forge_unsigned_decision(held: Held, chance: Chance) -> None:
    _forge(held, _unsigned(held, chance))


def _forge_by_nobody(held: Held, chance: Chance) -> None:
    entry = _unsigned(held, chance)
    _forge(held, entry.replace(member(entry, b"by"), b"nobody"))


def _forge_with_own_key(held: Held, chance: Chance) -> None:
    entry = _unsigned(held, chance)
    name = member(entry, b"by").decode()
    _forge(held, entry, PrivateKey(name, chance.randbytes(32)))


def _forge_with_old_signature(held: Held, chance: Chance) -> None:
    signed = _last_decision(held)[4]
    new = b"k%d" % chance.randrange(10**6)
    _forge(held, signed.replace(member(signed, b"command"), new))


CHANGES: Final[Mapping[str, Change]] = MappingProxyType(
    {
        "byte": _byte,
        "uppgift": _fact,
        "tidpunkt": _exchanged(b"at", lambda old, _: old.replace(b"2026", b"2025")),
        "dag": _exchanged(b"day", lambda old, _: old.replace(b"2026", b"2025")),
        "av": _exchanged(b"by", lambda _, c: b"eva%d" % c.randrange(99)),
        "kommando i posten": _exchanged(b"command", lambda _, c: b"k%d" % c.randrange(99)),
        "borttagen": _delete,
        "borttagen, omnumrerad": _delete_and_renumber,
        "strom borttagen": _delete_stream,
        "slutet borttaget": _truncate,
        "allt borttaget": _empty,
        "innehall bytt": _swap_contents,
        "platser bytta": _swap_places,
        "omordnad": _reorder,
        "forskjuten": _shift,
        "version": _version,
        "namn": _name,
        "schemaversion": _schema,
        "flyttad till annan strom": _move_to_stream,
        "strommar bytta": _swap_streams,
        "strom omdopt": _rename_stream,
        "dubblerad": _duplicate,
        "inskjuten": _insert,
        "fore den forsta": _before_the_first,
        "kommandots begaran": _command(2, lambda _, c: c.randbytes(16)),
        "kommandots id": _command(1, lambda _, c: f"k{c.randrange(10**6)}"),
        "kommandots plats": _command(3, lambda row, c: row[3] + c.choice((-1, 1))),
        "kommandots antal": _command(4, lambda row, c: row[4] + c.choice((-1, 1))),
        "kommando borttaget": _delete_command,
        "kommando borttaget, omnumrerat": _delete_command_and_renumber,
        "kommandon bytta": _swap_commands,
        "kommando inskjutet": _insert_command,
        "trad andrat": _other_tree,
        "trad aldre": _older_tree,
        "trad skrap": _garbage_tree,
        "beslut utan underskrift": _forge_unsigned_decision,
        "beslut av ingen": _forge_by_nobody,
        "beslut med egen nyckel": _forge_with_own_key,
        "beslut med gammal underskrift": _forge_with_old_signature,
    }
)
"""What is done to the tables, by its name."""
AFTER_THE_SEAL: Final = frozenset(name for name in CHANGES if name.startswith("beslut"))
"""What no seal says anything about: it is found by the signatures of the decisions."""


def _fact_after_the_seal(held: Held, chance: Chance) -> None:
    """An event that nobody signs, invented after the last seal."""
    plain = next(row for row in reversed(held.events) if row[3] == "submission-received@1")
    command = b"k%d" % chance.randrange(10**6)
    last = member(held.events[-1][4], b"at")
    entry = plain[4].replace(member(plain[4], b"command"), command)
    entry = entry.replace(member(entry, b"at"), last)
    held.append(plain[3], plain[1], entry, command.decode())


UNDETECTABLE: Final[Mapping[str, Change]] = MappingProxyType(
    {"tillagg utan underskrift efter sigillet": _fact_after_the_seal}
)
"""What nothing here can detect: the control that must fail."""
