"""Every wrong row is noticed: when the file is read, by a named law, or by the second reading.

The fingerprint alone notices only what changes no answer but the source of one.
"""

from collections import Counter
from itertools import islice

import pytest
from tests.policy.cases import GUIDELINES
from tests.policy.differing import differs
from tests.policy.mutations import (
    CITATION,
    FINGERPRINT,
    LOADING,
    NOTHING,
    ORACLE,
    Mutation,
    mutations,
    noticed_by,
)

from avtalsuppfoljning.guidelines import Guideline, fingerprint
from avtalsuppfoljning.policy.compare import compare

EVERY: dict[str, int] = {"exempelkoping": 11, "orebro": 5, "sodertalje": 4}
"""Of the longer files every so many; ``benchmarks/proof.py`` tries them all."""

every_guideline = pytest.mark.parametrize("guideline", GUIDELINES, ids=lambda each: each.id)


def changes_only_sources(guideline: Guideline, mutation: Mutation) -> bool:
    """Another citation; or a limit that refuses again what another one refuses already."""
    if mutation.how == CITATION:
        return True
    return not compare(guideline, mutation.guideline).differences


@every_guideline
def test_both_readings_say_the_same(guideline: Guideline) -> None:
    assert differs(guideline) is None


@every_guideline
def test_every_mutation_is_noticed(guideline: Guideline) -> None:
    golden = fingerprint(guideline)
    step = EVERY.get(guideline.id, 1)
    found: Counter[str] = Counter()
    for mutation in islice(mutations(guideline), None, None, step):
        noticed = noticed_by(mutation.guideline, golden=golden)
        assert noticed != NOTHING, mutation[:3]
        if noticed == FINGERPRINT:
            assert changes_only_sources(guideline, mutation), mutation[:3]
        found[noticed] += 1
    assert found[LOADING]
    assert found[ORACLE]
    assert found[FINGERPRINT]
    assert any(each.startswith("lag: ") for each in found)
