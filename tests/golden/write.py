"""Write what this release stores, for every later release to read: ``nox -s golden``.

Two of every event, the simplest and a full one, and some that are locked. The files of a release
are written once, when it is made, and read for ever after; ``--anew`` writes them again, which is
right only as long as nobody has recorded anything with it.
"""

import json
import shutil
import sys
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, settings

from avtalsuppfoljning.custody import Custody, EncryptionBegun
from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recorded import Entry
from avtalsuppfoljning.recording.catalogue import NAMES, RELEASE, encode
from avtalsuppfoljning.recording.secrecy.ciphering import Cipher
from avtalsuppfoljning.strict import unstructure
from avtalsuppfoljning.testing import strategies

HERE = Path(__file__).parent
TRIED = 12
"""How many are made of every event; the longest is the full one."""
AT = datetime(2026, 1, 7, 9, 30, tzinfo=UTC)
DAY = date(2026, 1, 7)
STREAM, VERSION = "agreement:a1/deficiency:b1", 3
LOCKED = ("papekande-issued", "fakturakontroll-made", "atgardsplan-received")


class OneKey:
    """A key that everybody knows."""

    id = "golden"
    pepper = b""

    @staticmethod
    def newest(stream: str) -> tuple[int, bytes]:
        """The key of a stream."""
        return 1, sha256(stream.encode()).digest()

    @classmethod
    def key(cls, stream: str, number: int) -> bytes | None:
        """The first one; there was never another."""
        if number != 1:
            raise RegisterError(f"key {number} of {stream} is missing", "it was never made")
        return cls.newest(stream)[1]

    @staticmethod
    def refresh() -> None:
        """Nobody destroys it."""


BEGUN = Custody(encryption=EncryptionBegun(key_store=OneKey.id, begun_on=DAY))
CIPHER = Cipher(OneKey(), BEGUN)  # type: ignore[arg-type]  # as much of a key store as it takes


def examples(event: type) -> list[Any]:
    """The simplest and the fullest of a few, the same ones every time."""
    made: list[Any] = []

    @settings(
        max_examples=TRIED, derandomize=True, database=None, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategies.instances(event))
    def collect(one: Any) -> None:
        made.append(one)

    collect()
    return [made[0], max(made, key=lambda one: len(stored(one)[1]))]


def entry(event: Any) -> Entry[Any]:
    """An event in the envelope that they all have."""
    return Entry(event, AT, DAY, "anna", "k1")


def stored(event: Any) -> tuple[str, bytes]:
    """How it is stored now."""
    return encode(entry(event))


def write(folder: Path) -> None:
    """The files of one release."""
    folder.mkdir()
    told, locked = {}, {}
    nonces = (bytes([number]) * 12 for number in range(1, 256))
    for kind, name in NAMES.items():
        both = examples(kind)
        lines = [stored(event)[1] for event in both]
        (folder / f"{name}.jsonl").write_bytes(b"\n".join(lines) + b"\n")
        told[name] = [unstructure(event) for event in both]
        if name.partition("@")[0] in LOCKED:
            with patch("os.urandom", lambda _: next(nonces)):
                locked[name] = [CIPHER.encode(STREAM, VERSION, entry(e))[1].decode() for e in both]
    write_json(folder / "events.json", told)
    write_json(folder / "locked.json", locked)


def write_json(path: Path, data: object) -> None:
    """To be read by people too."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main(arguments: list[str]) -> None:
    """Write the files of this release, unless they are there."""
    folder = HERE / RELEASE
    if folder.exists() and arguments != ["--anew"]:
        sys.exit(
            f"{folder} is there: what a release has stored is never written again. As long as "
            "nobody has recorded anything with it: nox -s golden -- --anew"
        )
    shutil.rmtree(folder, ignore_errors=True)
    write(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
