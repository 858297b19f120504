"""Stored rows that somebody has changed: refused, or read as exactly what they say.

``python -m benchmarks.faults.stored_rows [--rows N] [--seed S]``. Every event there is, as it is
stored and as it is locked, is changed in its bytes, its types, its depth and size, its numbers,
its encoding, its name and its place; what is locked is moved and swapped. Each is read the way
that a verification reads (strict), the way that a replay does, and without keys; and replayed.
Counted are errors that are not ours, rows that are read as something else than what their bytes
say, and code that was imported, compiled or run meanwhile.
"""

import argparse
import json
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs
from tests.golden.write import CIPHER, DAY, HERE

from avtalsuppfoljning.custody import Custody, EncryptionBegun
from avtalsuppfoljning.errors import AvtalsuppfoljningError
from avtalsuppfoljning.recorded import Recorded, fold
from avtalsuppfoljning.recording import catalogue
from avtalsuppfoljning.recording.secrecy.ciphering import Cipher
from avtalsuppfoljning.terms import StreamId

ROWS = 100_000
BEGUN = Custody(encryption=EncryptionBegun(key_store="golden", begun_on=DAY))
WITHOUT_KEYS = Cipher(None, BEGUN)
NAMES = tuple(catalogue.NAMES.values())
STRANGE: tuple[Any, ...] = (
    "os.system@1", "builtins:eval@1", "avtalsuppfoljning.deficiency:PåpekandeIssued", "", "@", "@1",
    "papekande-issued@01", "papekande-issued@2", "papekande-issued@-1", "PAPEKANDE-ISSUED@1",
    "papekande-issued@1 ", "papekande-issued@1\0", "pa\u030apekande-issued@1",
    "papekande-issued@\u00b9", None, 1, 1.5, b"papekande-issued@1",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**63, 10**400, 0.5, 1.0, "", "0", "1.0", "NaN", "Infinity",
    "1E+5", "\uff11", "-0", "2026-02-30", "20260101", "2026-01-07T00:00:00",
    "2026-01-07T10:00:00+01:00",
    "9999-12-31T23:59:59Z", "true", [], {}, [[]], {"#": "t"}, {"#": "n"}, {"__class__": "os"},
    ["a", 1], "\0", "*", "[gallrad]", "A\u030a",
)  # fmt: skip


@attrs.frozen
class Stored:
    """A row, where it belongs."""

    stream: str
    version: int
    name: Any
    entry: Any
    is_locked: bool


def originals() -> list[Stored]:
    """Every event as it is stored, and locked where it has something to lock."""
    rows = []
    for number, name in enumerate(NAMES):
        lines = (HERE / catalogue.since(name) / f"{name}.jsonl").read_bytes().splitlines()
        for line in lines:
            stream = f"agreement:a{number}/deficiency:b1"
            rows.append(Stored(stream, number, name, line, is_locked=False))
            _, locked = CIPHER.encode(stream, number, catalogue.decode(name, line, position=1))
            if locked != line:
                rows.append(Stored(stream, number, name, locked, is_locked=True))
    return rows


Chance = random.Random
Change = Callable[[Stored, list[Stored], Chance], Stored]


def _bytes(row: Stored, change: Callable[[bytearray], object]) -> Stored:
    changed = bytearray(row.entry)
    change(changed)
    return attrs.evolve(row, entry=bytes(changed))


def flip(row: Stored, _: list[Stored], chance: Chance) -> Stored:
    """One bit is another."""
    place, bit = chance.randrange(len(row.entry)), 1 << chance.randrange(8)
    return _bytes(row, lambda entry: entry.__setitem__(place, entry[place] ^ bit))


def cut(row: Stored, _: list[Stored], chance: Chance) -> Stored:
    """A piece is missing."""
    first = chance.randrange(len(row.entry))
    last = chance.choice((len(row.entry), first + chance.randrange(1, 40)))
    return _bytes(row, lambda entry: entry.__delitem__(slice(first, last)))


def double(row: Stored, _: list[Stored], chance: Chance) -> Stored:
    """A piece stands twice."""
    first = chance.randrange(len(row.entry))
    piece = row.entry[first : first + chance.randrange(1, 60)]
    return attrs.evolve(row, entry=row.entry[:first] + piece + row.entry[first:])


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in plain data."""
    yield path
    if isinstance(data, dict | list):
        steps = data.items() if isinstance(data, dict) else enumerate(data)
        for step, inner in steps:
            yield from places(inner, (*path, step))


def _data(row: Stored, chance: Chance, change: Callable[[Any, Any], object]) -> Stored:
    """Change what stands at one place, and write it as this library writes."""
    data = json.loads(row.entry)
    *outer, last = chance.choice([path for path in places(data) if path])
    holder = data
    for step in outer:
        holder = holder[step]
    change(holder, last)
    entry = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return attrs.evolve(row, entry=entry)


def retype(row: Stored, _: list[Stored], chance: Chance) -> Stored:
    """A value of another kind, or an unlikely one of the same."""
    value = chance.choice(VALUES)
    return _data(row, chance, lambda holder, key: holder.__setitem__(key, value))


def drop(row: Stored, _: list[Stored], chance: Chance) -> Stored:
    """A value is missing."""
    return _data(row, chance, lambda holder, key: holder.__delitem__(key))


def add(row: Stored, _: list[Stored], chance: Chance) -> Stored:
    """There is more than there should be."""

    def change(holder: Any, _: Any) -> None:
        if isinstance(holder, dict):
            holder[chance.choice(("x", "__class__", "_type_", "sealed", "signature", "#"))] = 1
        else:
            holder.append(chance.choice(VALUES))

    return _data(row, chance, change)


def grow(row: Stored, _: list[Stored], chance: Chance) -> Stored:
    """Deep, or large."""
    value: Any = chance.choice(("Å" * 20_000, ["a"] * 5_000, "9" * 5_000, "1E+999999"))
    deep = chance.random() < 0.5  # noqa: PLR2004
    row = _data(row, chance, lambda holder, key: holder.__setitem__(key, "¤" if deep else value))
    depth = chance.choice((10, 2_000, 20_000))
    return attrs.evolve(
        row, entry=row.entry.replace('"¤"'.encode(), b"[" * depth + b"]" * depth, 1)
    )


def number(row: Stored, _: list[Stored], chance: Chance) -> Stored:
    """No number that JSON has."""
    row = _data(row, chance, lambda holder, key: holder.__setitem__(key, "¤"))
    what = chance.choice((b"NaN", b"Infinity", b"-Infinity", b"1e999", b"01", b"1.", b"+1", b"0x1"))
    return attrs.evolve(row, entry=row.entry.replace('"¤"'.encode(), what, 1))


def recode(row: Stored, _: list[Stored], chance: Chance) -> Stored:
    """The same text in another encoding, or not composed."""
    text = row.entry.decode()
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: text.encode("utf-16"),
        lambda: text.encode("latin-1", "replace"),
        lambda: b"\xef\xbb\xbf" + row.entry,
        lambda: unicodedata.normalize("NFD", text).encode(),
        lambda: json.dumps(json.loads(text), separators=(",", ":")).encode(),
        lambda: json.dumps(json.loads(text), ensure_ascii=False).encode(),
        lambda: row.entry + b"\n",
        lambda: row.entry.replace(b'":"', b'": "', 1),
    )
    return attrs.evolve(row, entry=chance.choice(ways)())


def twice(row: Stored, _: list[Stored], chance: Chance) -> Stored:
    """A key stands twice."""
    key = chance.choice((b'"by":', b'"at":', b'"command":', b'"event":'))
    return attrs.evolve(row, entry=row.entry.replace(key, key + b'"x",' + key, 1))


def rename(row: Stored, rows: list[Stored], chance: Chance) -> Stored:
    """Another name, or none."""
    other = chance.choice((*STRANGE, chance.choice(rows).name))
    return attrs.evolve(row, name=other)


def unbyte(row: Stored, _: list[Stored], chance: Chance) -> Stored:
    """What SQLite holds in a column may be anything."""
    ways = (None, 0, 1.5, row.entry.decode(), "", b"", b"null", b"[]", b"{}", b'"a"')
    return attrs.evolve(row, entry=chance.choice(ways))


def move(row: Stored, rows: list[Stored], chance: Chance) -> Stored:
    """The row of another place."""
    other = chance.choice(rows)
    return attrs.evolve(other, stream=row.stream, version=chance.choice((row.version, 10**6)))


def swap(row: Stored, rows: list[Stored], chance: Chance) -> Stored:
    """What is locked in another row, around what is open in this one."""
    mark = b',"sealed":'
    other = chance.choice([each for each in rows if each.is_locked])
    if row.is_locked:
        head, tail = row.entry.rpartition(mark)[0], other.entry.rpartition(mark)[2]
        return attrs.evolve(row, entry=head + mark + tail)
    return attrs.evolve(row, entry=row.entry[:-1] + mark + other.entry.rpartition(mark)[2])


def relock(row: Stored, rows: list[Stored], chance: Chance) -> Stored:
    """Another number of the key, or what no cipher wrote."""
    if not row.is_locked:
        return swap(row, rows, chance)
    key = chance.choice((b"0", b"2", b"01", b"-1", b"1.0", b"null", b"9999999999", b"1"))
    data = chance.choice((b"", b"AAAA", b"A" * 4_000, b"AAA", b"!!!!", b"AAAA\\u0041"))
    head = row.entry.rpartition(b',"sealed":')[0]
    return attrs.evolve(row, entry=head + b',"sealed":{"key":%s,"data":"%s"}}' % (key, data))


CHANGES: tuple[Change, ...] = (
    flip, cut, double, retype, drop, add, grow, number, recode, twice, rename, unbyte, move, swap,
    relock,
)  # fmt: skip

_seen: list[str] = []
_is_watching = [False]


def _watch(event: str, _: tuple[object, ...]) -> None:
    if _is_watching[0] and event in ("import", "compile", "exec", "os.system", "subprocess.Popen"):
        _seen.append(event)


def figure(rows: int, seed: int) -> dict[str, Any]:
    """What became of so many rows."""
    known = originals()
    true = {(row.stream, row.version, row.name, row.entry) for row in known}
    for row in known:
        _read(CIPHER, row, is_strict=True)  # whatever is loaded on first use is loaded now
    sys.addaudithook(_watch)
    chance = random.Random(seed)  # noqa: S311  a seed, not a secret
    found: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {change.__name__: Counter() for change in CHANGES}
    for made in range(rows):
        change = CHANGES[made % len(CHANGES)]
        row = change(chance.choice(known), known, chance)
        if (row.stream, row.version, row.name, row.entry) in true:
            kinds[change.__name__]["oforandrad"] += 1
            continue
        outcome = _outcome(row)
        kinds[change.__name__][outcome] += 1
        found["oordnade"] += _replay(row) == "oordnad"
        for cipher, is_strict in ((CIPHER, False), (WITHOUT_KEYS, True), (WITHOUT_KEYS, False)):
            found["oordnade"] += _read(cipher, row, is_strict=is_strict) == "oordnad"
    for counts in kinds.values():
        found.update(counts)
    return {
        "rader": rows,
        "oordnade_fel": found["oordnad"] + found["oordnade"],
        "tysta_omtolkningar": found["omtolkad"],
        "korda_eller_importerade": len(_seen),
        "avvisade": found["avvisad"],
        "lasta_som_de_star": found["ordagrann"],
        "oforandrade": found["oforandrad"],
        "slag": {kind: dict(counts) for kind, counts in kinds.items()},
    }


def _outcome(row: Stored) -> str:
    """Read as a verification reads it: refused, or to the letter."""
    read = _read(CIPHER, row, is_strict=True)
    if isinstance(read, str):
        return read
    is_locked = b',"sealed":' in row.entry  # every change of a locked row must be noticed
    is_literal = catalogue.encode(read) == (row.name, row.entry)
    return "ordagrann" if is_literal and not is_locked else "omtolkad"


def _replay(row: Stored) -> str:
    """Replayed where it stands, alone, which most events never do."""
    entry = _read(CIPHER, row, is_strict=False)
    if isinstance(entry, str):
        return entry
    try:
        fold([Recorded(1, StreamId(row.stream), row.version, entry)])
    except AvtalsuppfoljningError:
        return "avvisad"
    except BaseException:  # noqa: BLE001  that is what is counted
        return "oordnad"
    return "omspelad"


def _read(cipher: Cipher, row: Stored, *, is_strict: bool) -> Any:
    place = (row.stream, row.version, row.name, row.entry)
    _is_watching[0] = True
    try:
        return cipher.decode(*place, position=1, is_strict=is_strict)
    except AvtalsuppfoljningError:
        return "avvisad"
    except BaseException:  # noqa: BLE001  that is what is counted
        return "oordnad"
    finally:
        _is_watching[0] = False


def main(arguments: Sequence[str] | None = None) -> None:
    """Read them all and print what became of them."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults.stored_rows", description=__doc__
    )
    parser.add_argument("--rows", type=int, default=ROWS, help="how many rows")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    print(json.dumps(figure(given.rows, given.seed), ensure_ascii=False))


if __name__ == "__main__":
    main()
