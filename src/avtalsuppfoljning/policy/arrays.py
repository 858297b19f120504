"""The same answers for millions of facts at once: columns in, columns out. Needs numpy.

A column holds one input of every row as small whole numbers: the place of the value in the
input's domain (`words`). Every table of the guideline becomes an array that is looked up.

>>> import numpy as np
>>> from avtalsuppfoljning.guidelines import load
>>> found = assess_arrays({"avtalsbrist": np.array([0, 1], np.uint8)}, load("orebro"))
>>> [words(load("orebro"))["niva"][code] for code in found["niva"]]
['ingen', 'papekande']
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from avtalsuppfoljning.errors import InputError, InvalidValueError
from avtalsuppfoljning.guidelines.inputs import DOMAINS
from avtalsuppfoljning.guidelines.model import Guideline
from avtalsuppfoljning.policy.facts import Facts
from avtalsuppfoljning.policy.lookup import Block
from avtalsuppfoljning.policy.outcomes import HIGHEST, NOTHING, inputs_of, regulated
from avtalsuppfoljning.policy.tables import Tables, Words

CHUNK: Final = 1 << 17
"""How many rows are worked on at a time, so that they stay in the processor's cache."""

Column = NDArray[np.uint8]


def assess_arrays(
    columns: Mapping[str, NDArray[Any]],
    guideline: Guideline,
    *,
    wanted: Collection[str] = (),
    threads: int = 1,
) -> dict[str, NDArray[Any]]:
    """Every answer as a column; or only those that are wanted, by name or family (``far``).

    A column that is left out has the first value of its domain in every row. ``far.M`` says
    whether a measure may be taken, ``skal.M.R`` whether a reason speaks against it. Several
    threads share the rows between them; the answers are the same.
    """
    if threads < 1:
        raise InvalidValueError(f"{threads} threads answer nothing", "give one or more")
    given = _checked(columns, guideline)
    size = len(next(iter(given.values()), ()))
    tables = _tables(guideline)
    chosen = tables.chosen(frozenset(wanted))
    found = {name: np.empty(size, kind) for name, kind in chosen.items()}

    def answer(start: int) -> None:
        here = slice(start, min(start + CHUNK, size))
        block = Block({name: column[here] for name, column in given.items()}, here.stop - start)
        tables.answer(block, {name: column[here] for name, column in found.items()})

    starts = range(0, size, CHUNK)
    with ThreadPoolExecutor(threads) as pool:
        deque(pool.map(answer, starts), maxlen=0)
    return found


def inputs(guideline: Guideline) -> Words:
    """Every column that may be given, with the words that its codes stand for."""
    names = {name: values for name, values in DOMAINS.items() if name not in _DERIVED}
    names[HIGHEST] = (NOTHING, *guideline.ladder)
    return names | {regulated(each.id): ("nej", "ja") for each in guideline.measures}


def words(guideline: Guideline) -> Words:
    """What the codes of each column of answers stand for; other columns are true or false."""
    return _tables(guideline).words


def columns_of(facts: Iterable[Facts], guideline: Guideline) -> dict[str, Column]:
    """The columns of some facts."""
    codes = {name: {word: at for at, word in enumerate(known)}
             for name, known in inputs(guideline).items()}  # fmt: skip
    rows = [inputs_of(each, guideline) for each in facts]
    return {
        name: np.array([code[row[name]] for row in rows], np.uint8) for name, code in codes.items()
    }


_DERIVED: Final = frozenset({"konsekvens", "tidigare_atgard", "reglerad"})


@lru_cache(maxsize=16)
def _tables(guideline: Guideline) -> Tables:
    return Tables(guideline)


def _checked(columns: Mapping[str, NDArray[Any]], guideline: Guideline) -> dict[str, Column]:
    known = inputs(guideline)
    sizes = {len(column) for column in columns.values()}
    if len(sizes) > 1:
        raise InputError("the columns differ in length", "one value per row", place="kolumner")
    for name, column in columns.items():
        if name not in known:
            wanted = ", ".join(known)
            raise InputError("no such column", f"the columns are {wanted}", place=name)
        whole = column.dtype == np.bool_ or np.issubdtype(column.dtype, np.integer)
        signed = whole and np.issubdtype(column.dtype, np.signedinteger)
        below = signed and len(column) > 0 and column.min() < 0
        if not whole or below or (len(column) and column.max() >= len(known[name])):
            wanted = f"whole numbers from 0 to {len(known[name]) - 1}"
            raise InputError("a code is outside its domain", f"write {wanted}", place=name)
    return {name: np.ascontiguousarray(column, np.uint8) for name, column in columns.items()}
