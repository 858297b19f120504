"""Every wrong row is noticed: when the file is read, by a named law, or by the fingerprint."""

from collections import Counter
from itertools import islice

import pytest
from tests.policy.cases import GUIDELINES
from tests.policy.mutations import mutations, noticed_by

from avtalsuppfoljning.guidelines import Guideline, fingerprint

EVERY: dict[str, int] = {"exempelkoping": 4}
"""Of the longest file every fourth; ``benchmarks/proof.py`` tries them all."""


@pytest.mark.parametrize("guideline", GUIDELINES, ids=lambda each: each.id)
def test_every_mutation_is_noticed(guideline: Guideline) -> None:
    golden = fingerprint(guideline)
    step = EVERY.get(guideline.id, 1)
    found: Counter[str] = Counter()
    for row, how, wrong in islice(mutations(guideline), None, None, step):
        noticed = noticed_by(wrong, golden=golden)
        assert noticed != "ingen", (row, how)
        found[noticed] += 1
    assert found["vid inläsning"]
    assert found["fingeravtryck"]
    assert any(each.startswith("lag: ") for each in found)
