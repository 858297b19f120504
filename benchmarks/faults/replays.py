"""The same histories replayed elsewhere: other hash seeds, time zones, locales and stores.

``python -m benchmarks.faults.replays [--histories N] [--seed S] [--postgres]``. A history is what
some agreements had come to by some position in the log. Every surrounding is a process of its
own, which reads each store and tells one digest per history: of its states, of its events as they
are shown, and of their bytes written anew. All must be the same to the byte.
"""

import argparse
import hashlib
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from avtalsuppfoljning.recorded import Recorded, fold
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.catalogue import encode
from avtalsuppfoljning.recording.log import Envelope
from avtalsuppfoljning.views.masking import mask
from avtalsuppfoljning.views.replay import digest
from benchmarks import town

HISTORIES: Final = 1_000
EVENTS: Final = 3_000
MOST: Final = 4
"""How many agreements a history is about, at most."""
SURROUNDINGS: Final[tuple[dict[str, str], ...]] = (
    {},
    {"PYTHONHASHSEED": "0"},
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "4294967295"},
    {"TZ": "Europe/Stockholm"},
    {"TZ": "Asia/Tokyo"},
    {"TZ": "America/St_Johns"},
    {"TZ": "Pacific/Kiritimati"},
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "sv_SE.UTF-8"},
    {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    {"PYTHONOPTIMIZE": "2"},
)


def figure(
    histories: int, seed: int, *, surroundings: Sequence[dict[str, str]], postgres: bool
) -> dict[str, Any]:
    """How many histories came out with other bytes in any surrounding or store."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        size = min(EVENTS, 3 * histories + 100)
        places = {"sqlite": (str(folder / "oppet.sqlite"), "")}
        town.write(folder / "oppet.sqlite", town.log(size))
        places["sqlite under nycklar"] = (str(folder / "last.sqlite"), str(folder / "nycklar"))
        if postgres:
            places["postgresql"] = (stack.enter_context(_database()), "")
        for name, place in list(places.items())[1:]:
            _again(places["sqlite"][0], *place)
            assert name
        told: dict[str, list[str]] = {}
        for surrounding in surroundings:
            for name, place in places.items():
                said = _elsewhere(surrounding, *place, histories=histories, seed=seed)
                told[f"{name} {surrounding}"] = said
    first, *others = told.values()
    assert len(set(first)) > histories // 2, "the histories are not one and the same"
    return {
        "historier": histories,
        "omgivningar": len(surroundings),
        "lager": list(places),
        "omspelningar": histories * len(told),
        "andra_byte": sum(a != b for other in others for a, b in zip(first, other, strict=True)),
    }


@contextmanager
def _database() -> Iterator[str]:
    from tests.recording.server import running  # noqa: PLC0415  where it is installed

    with running("fsync=off") as server, server.database() as address:
        yield address


def _again(source: str, place: str, keys: str) -> None:
    """The same history in another register, with the same envelopes."""
    with (
        Register.open(source, create=False) as one,
        Register.open(place, keys=keys or None) as other,
    ):
        entries = [Envelope(each.stream, each.version, each.entry) for each in one.events()]
        other.log.events.put(entries)


def _elsewhere(
    surrounding: dict[str, str], place: str, keys: str, *, histories: int, seed: int
) -> list[str]:
    arguments = [place, keys, str(histories), str(seed)]
    done = subprocess.run(  # noqa: S603  our own
        [sys.executable, "-m", "benchmarks.faults.replays", "--here", *arguments],
        env={**os.environ, **surrounding},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def replayed(place: str, keys: str, histories: int, seed: int) -> list[str]:
    """One digest per history, as it comes out here."""
    with Register.open(place, create=False, keys=keys or None) as register:
        log = [each for each in register.events() if not each.stream.startswith("register:")]
    about: dict[str, list[Recorded]] = {}
    for each in log:
        number = re.search(r"\d{6}", each.stream)
        about.setdefault(number[0] if number else "", []).append(each)
    common, agreements = about.pop("", []), sorted(about)
    found = []
    for history in range(histories):
        chance = random.Random(f"{seed} {history}")  # noqa: S311  a seed, not a secret
        chosen = chance.sample(agreements, min(len(agreements), chance.randint(1, MOST)))
        events = [*common, *(each for number in sorted(chosen) for each in about[number])]
        found.append(_told(events[: chance.randint(1, len(events))]))
    return found


def _told(events: list[Recorded]) -> str:
    said = hashlib.sha256(digest(fold(events)).encode())
    for each in events:
        name, stored = encode(each.entry)
        shown = json.dumps(mask(each.event), ensure_ascii=False)
        said.update(f"{each.stream} {each.version} {name} {shown}".encode() + stored)
    return said.hexdigest()


def main(arguments: Sequence[str] | None = None) -> None:
    """Replay them all, and print how many differ."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults.replays", description=__doc__
    )
    parser.add_argument("--histories", type=int, default=HISTORIES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="read from a server too")
    parser.add_argument("--here", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.here:
        place, keys, histories, seed = given.here
        print(json.dumps(replayed(place, keys, int(histories), int(seed))))
        return
    found = figure(given.histories, given.seed, surroundings=SURROUNDINGS, postgres=given.postgres)
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
