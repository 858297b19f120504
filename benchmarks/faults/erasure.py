"""Half of all cases gallrade: what is left of their keys and their words, in any file there is.

``python -m benchmarks.faults.erasure [--subjects N] [--seed S]``. Every case has a name and an
observation of its own. Searched are the register, the key store, the logs of both, and backups of
both made afterwards, while the register is open and after it was closed; for the bytes of every
destroyed key, as they are and in hexadecimal and base64, and for every word that was locked.
"""

import argparse
import json
import random
import sqlite3
from base64 import b64encode
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from avtalsuppfoljning import provider
from avtalsuppfoljning.recorded import provider_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.upkeep.backup import back_up
from avtalsuppfoljning.strict import unstructure
from avtalsuppfoljning.terms import Driftsform, Myndighet, ProviderId, StreamId

SUBJECTS = 200
DAY = date(2026, 1, 7)


def figure(subjects: int, seed: int) -> dict[str, int]:
    """What was found of the half that was gallrad, and of the other half as a control."""
    chance = random.Random(seed)  # noqa: S311  a seed, not a secret
    with TemporaryDirectory() as name:
        folder = Path(name)
        place, keys = folder / "register.sqlite", folder / "nycklar.sqlite"
        told = {number: f"Iakttagelse {chance.getrandbits(64):016x}" for number in range(subjects)}
        gone = set(chance.sample(range(subjects), subjects // 2))
        with Register.open(place, keys=keys, synchronous="NORMAL") as register:
            for number, matter in told.items():
                _record(register, number, matter)
            kept = _keys(keys)
            seal = register.seal()
            for number in chance.sample(sorted(gone), len(gone)):
                register.gallra(
                    _stream(number),
                    dnr=f"SN {number}/2026",
                    decided_by="Socialnämnden § 45",
                    decided_on=DAY,
                    actor="arkivarien",
                )
            back_up(place, folder / "kopia.sqlite")
            _copy(keys, folder / "kopia-nycklar.sqlite")
            files = _files(folder)
            read = json.dumps([unstructure(each.event) for each in register.events()])
            whole = register.verify(seals=[seal])
        files += _files(folder)
        with Register.open(folder / "kopia.sqlite", keys=keys) as copy:
            restored = copy.verify(seals=[seal])
    lost = [kept[_stream(number)] for number in gone]
    alive = [kept[_stream(number)] for number in told if number not in gone]
    return {
        "arenden": subjects,
        "gallrade": len(gone),
        "nycklar_kvar": _found(files, _written(lost)),
        "klartext_kvar": _found(files, [told[number].encode() for number in told]),
        "lasbara_gallrade": sum(told[number] in read for number in gone),
        "olasbara_andra": sum(told[n] not in read for n in told if n not in gone),
        "fel_i_tradet": len(whole.faults) + len(restored.faults),
        "kontroll_levande_nycklar": sum(any(key in file for file in files) for key in alive),
    }


def _stream(number: int) -> StreamId:
    return provider_stream(ProviderId(f"p{number}"))


def _record(register: Register, number: int, matter: str) -> None:
    stream = _stream(number)
    register.record(
        stream,
        provider.register,
        actor="anna",
        name=f"Omsorg {number}",
        driftsform=Driftsform.PRIVAT_REGI,
        organisation_number="400000-0010",
        registered_on=DAY,
    )
    register.record(
        stream,
        provider.report_oegentlighet,
        actor="anna",
        authority=Myndighet.SKATTEVERKET,
        matter=matter,
        dnr=str(number),
        reported_on=DAY,
    )


def _keys(path: Path) -> dict[str, bytes]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT stream, key FROM keys"))


def _copy(path: Path, target: Path) -> None:
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def _files(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.iterdir() if path.is_file()]


def _written(keys: Iterable[bytes]) -> list[bytes]:
    """Every way in which somebody may have written a key."""
    return [way for key in keys for way in (key, key.hex().encode(), b64encode(key).rstrip(b"="))]


def _found(files: Sequence[bytes], needles: Iterable[bytes]) -> int:
    return sum(needle in file for needle in needles for file in files)


def main(arguments: Sequence[str] | None = None) -> None:
    """Do it, and print what was found."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults.erasure", description=__doc__
    )
    parser.add_argument("--subjects", type=int, default=SUBJECTS, help="how many cases")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    print(json.dumps(figure(given.subjects, given.seed)))


if __name__ == "__main__":
    main()
