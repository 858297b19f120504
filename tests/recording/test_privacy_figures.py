"""The figures of ``benchmarks/faults`` about gallring, changed rows and replays, in short."""

import pytest
from benchmarks.faults import erasure, replays, stored_rows


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_left_of_what_was_gallrat(seed: int) -> None:
    found = erasure.figure(12, seed)
    assert found == {
        "arenden": 12,
        "gallrade": 6,
        "nycklar_kvar": 0,
        "klartext_kvar": 0,
        "lasbara_gallrade": 0,
        "olasbara_andra": 0,
        "fel_i_tradet": 0,
        "kontroll_levande_nycklar": 6,
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_a_changed_row_is_refused_or_read_to_the_letter(seed: int) -> None:
    found = stored_rows.figure(1_500, seed)
    assert found["oordnade_fel"] == 0
    assert found["tysta_omtolkningar"] == 0
    assert found["korda_eller_importerade"] == 0
    assert found["avvisade"] > 1_000
    kinds = found["slag"]
    assert set(kinds) == {change.__name__ for change in stored_rows.CHANGES}
    assert all(kinds[kind]["avvisad"] for kind in kinds)
    for never in ("number", "twice", "rename", "unbyte", "swap", "relock"):
        assert set(kinds[never]) <= {"avvisad", "oforandrad"}


def test_a_replay_is_the_same_everywhere() -> None:
    surroundings = (
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"},
    )
    found = replays.figure(8, 3, surroundings=surroundings, postgres=False)
    assert (found["omspelningar"], found["andra_byte"]) == (32, 0)
