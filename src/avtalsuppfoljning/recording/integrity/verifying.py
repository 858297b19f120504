"""Verifying a register: all is computed anew from the events, and nothing stored is trusted.

What is compared: the places of the events, the trees over them as they are stored and as they
were when sealed, the commands, and what the events say of themselves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain, repeat
from types import MappingProxyType
from typing import Final

import attrs
from eventsourcing.persistence import PersistenceError

from avtalsuppfoljning.errors import AvtalsuppfoljningError, InvalidValueError
from avtalsuppfoljning.recorded import KINDS, Recorded, kind_of
from avtalsuppfoljning.recording import catalogue
from avtalsuppfoljning.recording.failures import explained
from avtalsuppfoljning.recording.integrity import signing
from avtalsuppfoljning.recording.integrity.sealing import Checkpoint
from avtalsuppfoljning.recording.integrity.tree import (
    Chain,
    Frontier,
    Trunk,
    command_leaf,
    leaf,
    leaves,
)
from avtalsuppfoljning.recording.sources import civil_day
from avtalsuppfoljning.recording.store import LAST, CommandRow, Row, Store

CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""How far back an event may be timed after the one before: writers have clocks of their own."""
OF_CLOCKS: Final = frozenset({"tid_bakat", "dag_avviker"})
"""What is told, and does not hinder that the register is sealed, moved and copied.

Once sealed it is known, and is not told again: or one wrong clock would cry wolf for ever.
"""
EACH: Final = 5
"""How many faults of one kind are told; the first ones."""

_MANY: Final = 10_000
"""How many are kept until it is known what has been sealed."""

Decode = Callable[[Iterable[Row]], Iterator[Recorded]]
"""Rows as events."""


@attrs.frozen
class Fault:
    """Something that no register has that has only been appended to."""

    code: str
    """What it is; a register is sound where there is none."""
    position: int = 0
    """Where in the log; 0 where it has no one place."""
    stream: str = ""
    detail: str = ""


@attrs.frozen
class Verification:
    """What a register holds, computed from its events alone, and what is wrong with it."""

    held: Trunk
    faults: tuple[Fault, ...]
    signed: int = 0
    """How many decisions their actors have signed."""

    @property
    def is_sound(self) -> bool:
        """Nothing is wrong."""
        return not self.faults

    @property
    def is_whole(self) -> bool:
        """Nothing is wrong but what a clock may have done that was set wrong for a while."""
        return all(fault.code in OF_CLOCKS for fault in self.faults)

    def checkpoint(self, origin: str) -> Checkpoint:
        """What a seal over it says."""
        events, commands = self.held.events, self.held.commands
        return Checkpoint(origin, events.size, events.root, commands.size, commands.root)


class _Faults:
    """The first faults of each kind."""

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self._counted: Counter[str] = Counter()

    def add(self, code: str, position: int = 0, stream: str = "", detail: str = "") -> None:
        self._counted[code] += 1
        if self._counted[code] <= (_MANY if code in OF_CLOCKS else EACH):
            self.found.append(Fault(code, position, stream, detail))

    def told(self, vouched: int) -> tuple[Fault, ...]:
        """Those that are told when a seal vouches for what stands up to a position.

        Those that have no one place come first, then the others in the order of the log.
        """
        clocks = [each for each in self.found if each.code in OF_CLOCKS and each.position > vouched]
        others = [each for each in self.found if each.code not in OF_CLOCKS]
        others.sort(key=lambda fault: fault.position)
        return (*others, *clocks[:EACH])


def verify(
    store: Store,
    decode: Decode | None,
    *,
    seals: Sequence[Checkpoint] = (),
    signers: Sequence[signing.Signer] = (),
) -> Verification:
    """Compute the trees from the rows, and look at every row; with ``decode`` also inside it."""
    faults = _Faults()
    try:
        for part in store.altered(is_deep=decode is not None):
            faults.add("tabell_andrad", detail=part)
        last = store.max_notification_id() or 0
        kept = _kept(store, faults)
        size = kept.events.size if kept else last
        if last > size:
            faults.add("utanfor_tradet", size + 1)
        commands = _commands(store, kept, seals, faults)
        inside = _Inside(store, decode, signers, faults) if decode else None
        events, vouched = _events(store, max(size, last), inside, seals, faults)
    except PersistenceError as error:
        faults.add("olasbar", detail=explained(error).what)
        return Verification(Trunk(), faults.told(0))
    held = Trunk(events, commands)
    if kept is not None and not any(each.code not in OF_CLOCKS for each in faults.found):
        _compare(kept, held, faults)
    return Verification(held, faults.told(vouched), inside.signed if inside else 0)


def _kept(store: Store, faults: _Faults) -> Trunk | None:
    try:
        return Trunk.of(store.trunk())
    except InvalidValueError as error:
        faults.add("trad_saknas", detail=error.what)
        return None


# ── the events ──


def _events(
    store: Store, last: int, inside: "_Inside | None", seals: Sequence[Checkpoint], faults: _Faults
) -> tuple[Frontier, int]:
    """The tree over the events, and how many of them a seal vouches for."""
    sealed = sorted((seal.events, seal.root) for seal in seals)
    frontier, versions, vouched = Frontier(), dict[str, int](), 0
    for page in pages(store, min(last, LAST)):
        _places(page, frontier.size, versions, faults)
        hashed = _leaves(page, faults)
        if inside:
            inside.look(page)
        begun = frontier.size
        while sealed and sealed[0][0] <= begun + len(hashed):
            size, root = sealed.pop(0)
            if frontier.grow(hashed[: size - begun]).root == root:
                vouched = size
            else:
                faults.add("sigill_avviker", vouched + 1, detail=str(size))
        frontier = frontier.grow(hashed)
    if frontier.size < last:
        faults.add("lucka", frontier.size + 1)
    for size, root in sealed:
        if size or root != Frontier().root:
            faults.add("sigill_langre", frontier.size + 1, detail=str(size))
    return frontier, vouched


def pages(store: Store, last: int) -> Iterator[list[Row]]:
    """The log page by page, also what has a position that no event has."""
    after = -LAST
    while page := store.page(after, last):
        yield page
        after = page[-1][0]


def _places(page: list[Row], before: int, versions: dict[str, int], faults: _Faults) -> None:
    """Positions follow one another, and so do the versions of each stream."""
    if page[0][0] != before + 1 or page[-1][0] != before + len(page):
        expected = before
        for row in page:
            expected += 1
            if row[0] != expected:
                faults.add("lucka", expected, row[1])
                break
    for position, stream, version, name, _ in page:
        if versions.get(stream, -1) + 1 != version:
            faults.add("versionslucka", position, stream)
        if version == 0 and not _is_stream(stream):
            faults.add("strom_okand", position, stream)
        if name not in _KIND:
            faults.add("namn_okant", position, stream, name)
        versions[stream] = version


def _is_stream(stream: str) -> bool:
    try:
        kind_of(stream)
    except (InvalidValueError, AttributeError, TypeError):
        return False
    return True


def _leaves(page: list[Row], faults: _Faults) -> list[bytes]:
    try:
        return leaves(page)
    except (TypeError, UnicodeError):
        return [_leaf(row, faults) for row in page]


def _leaf(row: Row, faults: _Faults) -> bytes:
    try:
        return leaf(*row)
    except (TypeError, UnicodeError) as error:
        faults.add("fel_typ", row[0], str(row[1]), str(error))
        return bytes(32)


# ── the commands ──


def _commands(
    store: Store, kept: Trunk | None, seals: Sequence[Checkpoint], faults: _Faults
) -> Chain:
    """Commands are numbered, and each begins in the log where the one before it ended."""
    sealed = sorted((seal.commands, seal.commands_root) for seal in seals)
    frontier, position = Chain(), 0
    size = kept.commands.size if kept else LAST
    for page in _command_pages(store):
        links: list[bytes] = []
        for number, command, request, after, events in page:
            if number > size:  # recorded since, or by somebody who knows nothing of the tree
                break
            if number != frontier.size + len(links) + 1:
                faults.add("kommando_saknas", position, detail=str(command))
            if (type(command), type(request), type(after), type(events)) != _COMMAND:
                faults.add("fel_typ", position, detail=str(command))
                links.append(bytes(32))
                continue
            if after != position or events < 0:
                faults.add("kommando_avviker", position + 1, detail=str(command))
            position = after + events
            links.append(command_leaf(number, command, request, after, events))
        begun = frontier.size
        while sealed and sealed[0][0] <= begun + len(links):
            last, root = sealed.pop(0)
            if frontier.grow(links[: last - begun]).root != root:
                faults.add("sigill_kommandon", detail=str(last))
        frontier = frontier.grow(links)
        if page[-1][0] > size:
            later = _kept(store, faults)
            if later and page[-1][0] > later.commands.size:
                faults.add("kommando_utanfor", detail=str(page[-1][1]))
            break
    for number, root in sealed:
        if number or root != Chain().root:
            faults.add("sigill_kommandon", detail=str(number))
    if kept and (frontier.size != kept.commands.size or position != kept.events.size):
        faults.add("kommando_saknas", position + 1)
    return frontier


def _command_pages(store: Store) -> Iterator[list[CommandRow]]:
    after = -LAST
    while page := store.commands(after):
        yield page
        after = page[-1][0]


_COMMAND: Final = (str, bytes, int, int)
"""A file holds what type it likes, whatever its table says."""


# ── the trees ──


def _compare(kept: Trunk, held: Trunk, faults: _Faults) -> None:
    """The full subtrees tell where the first difference is, as near as it can be told."""
    if kept == held:
        return
    first = 0
    for bit in range(held.events.size.bit_length() - 1, -1, -1):
        width = held.events.size & 1 << bit
        if not width:
            continue
        index = (held.events.size >> bit + 1).bit_count()
        if kept.events.edge[index] != held.events.edge[index]:
            faults.add("trad_avviker", first + 1, detail=str(first + width))
            return
        first += width
    faults.add("kommandon_avviker")


# ── inside the events ──


class _Inside:
    """What the events say of themselves: their kind, their time, their command, who signed."""

    def __init__(
        self, store: Store, decode: Decode, signers: Sequence[signing.Signer], faults: _Faults
    ) -> None:
        self.signed = 0
        self._decode = decode
        self._signers = signing.by_name(signers)
        self._faults = faults
        self._latest: datetime | None = None
        self._owners = chain.from_iterable(
            repeat(command, min(max(events, 0), LAST) if isinstance(events, int) else 0)
            for page in _command_pages(store)
            for _, command, _, _, events in page
        )

    def look(self, page: list[Row]) -> None:
        """Look into a page of rows, in their order."""
        try:
            found: Iterable[Recorded | None] = list(self._decode(page))
        except AvtalsuppfoljningError:
            found = map(self._one, page)
        for row, recorded in zip(page, found, strict=True):
            owner = next(self._owners, None)
            if recorded is not None:
                self._event(recorded, row, owner)

    def _one(self, row: Row) -> Recorded | None:
        try:
            return next(iter(self._decode([row])))
        except AvtalsuppfoljningError as error:
            self._faults.add("oavkodbar", row[0], str(row[1]), error.what)
            return None

    def _event(self, recorded: Recorded, row: Row, owner: str | None) -> None:
        position, stream, _, entry = recorded
        add = self._faults.add
        if _KIND.get(row[3]) != stream.rpartition("/")[2].partition(":")[0]:
            add("fel_strom", position, stream, row[3])
        if owner != entry.command:
            add("kommando_avviker", position, stream, entry.command)
        latest = self._latest
        if latest is not None and entry.at < latest - CLOCKS_DIFFER:
            add("tid_bakat", position, stream)
        if latest is None or entry.at > latest:
            self._latest = entry.at
        if entry.day != civil_day(entry.at):
            add("dag_avviker", position, stream)
        fault, is_signed = signing.check(row, entry, self._signers)
        self.signed += is_signed
        if fault:
            add(fault, position, stream, entry.by)


_KIND: Final[Mapping[str, str]] = MappingProxyType(
    {
        name: kind.name
        for event, name in catalogue.NAMES.items()
        for kind in KINDS.values()
        if event in kind.events
    }
)
"""The kind of stream that each stored name belongs to."""
