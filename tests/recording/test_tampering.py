"""Whoever has the register open in a database shell is found out. The full run: benchmarks/faults.

The seed is fixed; which ways there are, and what must go undetected, is said in
``benchmarks/faults/adversary.py``.
"""

import random
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from benchmarks.faults import adversary, database, tampering
from benchmarks.faults.adversary import CHANGES, UNDETECTABLE
from benchmarks.faults.database import FILE_CHANGES
from benchmarks.faults.tampering import SIGNERS, Original, is_sound, original, ways

from avtalsuppfoljning.recording.integrity.examining import examine

WAYS = (*CHANGES, *FILE_CHANGES, "aterstalld till gammal kopia", "utbytt mot annat register")


@cache
def sealed() -> Original:
    return original(Path(mkdtemp()))


def tampered(way: str, seed: int, folder: Path) -> Path:
    path = database.copied(sealed().path, folder / "forsok.sqlite")
    dict(ways(sealed()))[way](path, random.Random(seed))  # noqa: S311
    return path


@pytest.mark.parametrize("way", WAYS)
def test_tampering_is_detected(way: str, tmp_path: Path) -> None:
    for seed in range(2):
        assert not is_sound(tampered(way, seed, tmp_path), sealed().seal), seed


@pytest.mark.parametrize("way", UNDETECTABLE)
def test_the_control_goes_undetected(way: str, tmp_path: Path) -> None:
    """What is said to be out of reach; were it found, the others would prove less."""
    assert is_sound(tampered(way, 1, tmp_path), sealed().seal)


def test_there_are_as_many_ways_as_were_asked_for() -> None:
    assert set(dict(ways(sealed()))) == {*WAYS, *UNDETECTABLE}
    assert len(WAYS) >= 24


def test_clean_registers_raise_no_alarm(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311
    assert not any(tampering.alarms(tmp_path, number, chance) for number in range(5))


def test_tampering_on_a_server_is_detected(schema: str, tmp_path: Path) -> None:
    found = tampering.on_a_server(1, 5, tmp_path, schema)
    assert found["oupptackta"] == {}
    assert found["kontroll_oupptackta"] == dict.fromkeys(UNDETECTABLE, 1)
    assert found["falsklarm"] == 0


class TestWithoutASeal:
    """What the register itself tells when nobody has kept anything of it elsewhere."""

    @pytest.mark.parametrize("seed", range(2))
    def test_who_does_not_know_the_tree_is_found_out(self, seed: int, tmp_path: Path) -> None:
        chance = random.Random(seed)  # noqa: S311
        for change in CHANGES.values():
            path = database.copied(sealed().path, tmp_path / "forsok.sqlite")
            held = before = database.read(path)
            while held == before:
                held = adversary.Held(list(before.events), list(before.commands), before.trunk)
                change(held, chance)
            database.write(path, held)
            assert not examine(path).is_sound, change

    def test_who_makes_the_tree_fit_is_not(self, tmp_path: Path) -> None:
        """The reason for a seal: the tree alone only says that the register fits itself."""
        path = database.copied(sealed().path, tmp_path / "forsok.sqlite")
        held = database.read(path)
        CHANGES["kommandots begaran"](held, random.Random(1))  # noqa: S311
        held.cover_up()
        database.write(path, held)
        assert examine(path, signers=SIGNERS).is_sound
        assert not examine(path, seals=[sealed().seal]).is_sound
