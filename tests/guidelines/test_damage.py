"""A damaged file is a located refusal or a whole guideline, never a traceback."""

import random
from itertools import islice

from tests.policy.damage import damaged_files
from tests.policy.readings import facts_where

from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines import fingerprint, parse
from avtalsuppfoljning.policy import assess


def test_damaged_files() -> None:
    """500 of them; ``benchmarks/proof.py`` tries 10 000."""
    chance = random.Random(4)  # noqa: S311 (a fixed seed)
    whole = 0
    for text in islice(damaged_files(chance), 500):
        try:
            found = parse(text)
        except GuidelineError as fault:
            located = fault.place and "\n" not in str(fault)
            assert located, text
        else:
            whole += 1
            assert fingerprint(found).startswith("sha256:")
            assert assess(facts_where({}, guideline=found), found).guideline.id == found.id
    assert 0 < whole < 500
