"""Mass evaluation answers as `assess` does on every row, and as the oracles do."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.proof_arrays import columns, disagreements, raw_facts
from hypothesis import given, settings, strategies as st
from numpy.typing import NDArray
from tests.policy.cases import LADDER, ÖREBRO, all_facts, altered, unhurried

from avtalsuppfoljning.errors import InputError, InvalidValueError
from avtalsuppfoljning.guidelines import Guideline, load, shipped
from avtalsuppfoljning.policy import Facts, arrays, assess, tables
from avtalsuppfoljning.policy.arrays import assess_arrays, columns_of, inputs, words

GUIDELINES = [load(*each) for each in shipped()]
guidelines_and_rows = st.sampled_from(GUIDELINES).flatmap(
    lambda guideline: st.tuples(
        st.just(guideline), st.lists(all_facts(guideline=guideline), min_size=1, max_size=8)
    )
)


def check_rows(guideline: Guideline, rows: list[Facts]) -> None:
    found = assess_arrays(columns_of(rows, guideline), guideline)
    known = words(guideline)
    names = {"far", "skal", "skyldighet", "foljd", "avvikelse", "mindre_omfattande", *known}
    assert {name.partition(".")[0] for name in found} <= names
    for at, case in enumerate(rows):
        expected = assess(case, guideline)
        said = {name: known[name][found[name][at]] for name in known}
        recommended = expected.recommended
        assert said == {
            "grad": expected.grade,
            "niva": recommended.level,
            "rekommendation": recommended.action,
            "rekommendation_skal": recommended.reason,
        }
        held = {f"far.{each.measure}" for each in expected.permitted}
        held |= {f"skal.{e.measure}.{why}" for e in expected.refused for why in e.reasons}
        held |= {f"skyldighet.{each.duty}.{each.obligor}" for each in expected.duties}
        held |= {f"foljd.{each.id}" for each in expected.side_effects}
        held |= {f"avvikelse.{each.measure}.{each.code}" for each in expected.cautions}
        held |= {"mindre_omfattande"} if expected.is_minor else set()
        assert held == {name for name in found if name not in known and found[name][at]}


@settings(parent=unhurried, max_examples=150)
@given(guidelines_and_rows)
def test_every_row_is_answered_as_assess_answers_it(pair: tuple[Guideline, list[Facts]]) -> None:
    check_rows(*pair)


def test_the_oracles_agree_on_random_raw_facts() -> None:
    """A short run; ``python -m benchmarks.proof_arrays`` tries five million."""
    assert disagreements(20_000, seed=215) == 0


def test_tables_that_are_too_large_are_split(monkeypatch: pytest.MonkeyPatch) -> None:
    given = columns(raw_facts(5_000, seed=1))
    whole = assess_arrays(given, ÖREBRO)
    monkeypatch.setattr(tables, "MOST_CELLS", 200)
    split = assess_arrays(given, altered(ÖREBRO, title="Delad"))
    assert all((whole[name] == split[name]).all() for name in whole)


@pytest.mark.parametrize("chunk", [7, 4096, 4999])
def test_several_threads_answer_as_one(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    given = columns(raw_facts(5_000, seed=3))
    one = assess_arrays(given, ÖREBRO)
    monkeypatch.setattr(arrays, "CHUNK", chunk)
    many = assess_arrays(given, ÖREBRO, threads=4)
    assert all((one[name] == many[name]).all() for name in one)


def test_there_is_at_least_one_thread() -> None:
    with pytest.raises(InvalidValueError, match="thread"):
        assess_arrays({}, ÖREBRO, threads=0)


def test_only_what_is_wanted() -> None:
    given = columns(raw_facts(100, seed=2))
    assert set(assess_arrays(given, ÖREBRO, wanted=("grad",))) == {"grad"}
    found = assess_arrays(given, ÖREBRO, wanted=("far", "skyldighet.rapport.kommunen"))
    assert set(found) == {*(f"far.{each}" for each in LADDER), "skyldighet.rapport.kommunen"}
    with pytest.raises(InputError, match="gard"):
        assess_arrays(given, ÖREBRO, wanted=("gard",))


def test_no_rows_and_no_columns() -> None:
    assert all(len(column) == 0 for column in assess_arrays({}, ÖREBRO).values())
    empty = {"frekvens": np.empty(0, np.uint8)}
    assert all(len(column) == 0 for column in assess_arrays(empty, ÖREBRO).values())


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"frekvens": np.array([0, 2])}, "frekvens"),
        ({"frekvens": np.array([-1, 0])}, "frekvens"),
        ({"frekvens": np.array([0.0, 1.0])}, "frekvens"),
        ({"frekvens": np.array(["lag"])}, "frekvens"),
        ({"konsekvens": np.array([0])}, "konsekvens"),
        ({"frekvens": np.array([0, 1]), "risk": np.array([0])}, "kolumner"),
    ],
)
def test_a_column_that_cannot_be_read(given: dict[str, NDArray[Any]], place: str) -> None:
    with pytest.raises(InputError) as caught:
        assess_arrays(given, ÖREBRO)
    assert caught.value.place == place


def test_the_first_value_is_the_default() -> None:
    some = {"frekvens": np.array([0, 1], bool)}
    whole = {name: np.zeros(2, np.uint8) for name in inputs(ÖREBRO)} | some
    one, other = assess_arrays(some, ÖREBRO), assess_arrays(whole, ÖREBRO)
    assert all((one[name] == other[name]).all() for name in one)


def test_numpy_is_loaded_only_when_it_is_used() -> None:
    code = "import sys, avtalsuppfoljning, avtalsuppfoljning.policy; print('numpy' in sys.modules)"
    source = str(Path(__file__).parents[2] / "src")
    environment = {**os.environ, "PYTHONPATH": source}
    found = subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)
    assert found.strip() == "False"
