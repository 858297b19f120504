"""Every event of every release is read for ever after, and stored as it was by its release."""

import json
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.golden.write import AT, CIPHER, DAY, HERE, STREAM, VERSION, entry, main

from avtalsuppfoljning.cli.app import VERSION as SHOWN
from avtalsuppfoljning.custody import Custody, EncryptionBegun, GallringDecided
from avtalsuppfoljning.recording.catalogue import (
    LATER,
    NAMES,
    RELEASE,
    UPCASTS,
    decode,
    encode,
    since,
)
from avtalsuppfoljning.recording.secrecy.ciphering import Cipher
from avtalsuppfoljning.strict import structure, unstructure
from avtalsuppfoljning.terms import StreamId
from avtalsuppfoljning.views.masking import GALLRAD

ANEW = "an event has changed: give it a version and an upcaster; if none was ever recorded, "
ANEW += "nox -s golden -- --anew"
FILES = sorted(HERE.glob("*/*@*.jsonl"))
CURRENT = {name: event for event, name in NAMES.items()}


def told(folder: Path, file: str) -> dict[str, list[Any]]:
    found = json.loads((folder / file).read_text("utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_was_stored_is_read(path: Path) -> None:
    """Bytes become the event that they were; what they were stands beside them, as plain data."""
    name, lines = path.stem, path.read_bytes().splitlines()
    expected = told(path.parent, "events.json")[name]
    assert len(lines) == len(expected) == 2
    for line, data in zip(lines, expected, strict=True):
        try:
            read = decode(name, line, position=1)
        except Exception as error:  # noqa: BLE001  whatever it is, it means the same
            pytest.fail(f"{ANEW}: {error}")
        assert (read.at, read.day, read.by, read.command) == (AT, DAY, "anna", "k1")
        assert json.loads(json.dumps(unstructure(read.event))) == data, ANEW
        assert structure(data, type(read.event)) == read.event, ANEW


@pytest.mark.parametrize("name", CURRENT)
def test_what_is_stored_now_is_what_was_stored(name: str) -> None:
    """The same event is the same bytes, from the release that its version came with."""
    folder = HERE / since(name)
    lines = (folder / f"{name}.jsonl").read_bytes().splitlines()
    for line, data in zip(lines, told(folder, "events.json")[name], strict=True):
        event: Any = structure(data, CURRENT[name])
        assert encode(entry(event)) == (name, line), ANEW


def test_every_name_that_was_ever_stored_is_still_read() -> None:
    """None may be left out, neither here nor in the catalogue."""
    stored = {path.stem: path.parent.name for path in FILES}
    known = {*NAMES.values(), *UPCASTS}
    assert {name: since(name) for name in known} == stored, ANEW
    assert set(LATER) <= known


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES}), ids=lambda f: f.name)
def test_what_was_locked_opens(folder: Path) -> None:
    """With its key as it was; without it as gallrat, and all else as it was."""
    expected = told(folder, "events.json")
    gone = attrs.evolve(
        Cipher(),
        custody=Custody(
            encryption=EncryptionBegun(key_store="golden", begun_on=DAY),
            gallrade=(
                GallringDecided(
                    stream=StreamId(STREAM), key_number=1, dnr="1", decided_by="-", decided_on=DAY
                ),
            ),
        ),
    )
    locked = told(folder, "locked.json")
    assert len(locked) == 3
    for name, lines in locked.items():
        for line, data in zip(lines, expected[name], strict=True):
            place = (STREAM, VERSION, name, line.encode())
            read = CIPHER.decode(*place, position=1, is_strict=True)
            assert structure(data, type(read.event)) == read.event, ANEW
            lost = unstructure(gone.decode(*place, position=1, is_strict=True).event)
            assert (lost != data) is (GALLRAD in json.dumps(lost))
            assert lost.keys() == data.keys()


def test_the_release_has_one_number() -> None:
    project = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == RELEASE == SHOWN


def test_the_files_of_a_release_are_not_written_again() -> None:
    with pytest.raises(SystemExit, match="never written again"):
        main([])
