"""Örebro's whole answer against both oracles, for facts drawn at random."""

import random
from itertools import islice

from tests.policy.oracles import LADDER, Everything, everything
from tests.policy.random_facts import random_facts

from avtalsuppfoljning.guidelines import load
from avtalsuppfoljning.policy import Facts, assess

ÖREBRO = load("orebro")


def answered(case: Facts) -> Everything:
    """What `assess` says, in the oracles' form."""
    found = assess(case, ÖREBRO)
    why: dict[str, set[str]] = {each.measure: set(each.reasons) for each in found.refused}
    why |= {each.measure: set() for each in found.permitted}
    recommended = found.recommended
    return (
        {measure: why[measure] for measure in LADDER},
        found.is_minor,
        found.grade,
        recommended.level,
        recommended.action,
    )


def test_random_facts() -> None:
    """10 000 of them; ``benchmarks/proof.py`` draws 200 000."""
    chance = random.Random(215)  # noqa: S311 (a fixed seed)
    for case in islice(random_facts(chance, LADDER), 10_000):
        assert answered(case) == everything(case)
