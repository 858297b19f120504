"""Every wrong row of a plan is noticed: when it is read, by the years, or by the second reading.

The fingerprint alone notices only what changes neither a day of those years nor who does what for
whom: where a row is cited from, what a follow-up looks at, whom a plan covers.
"""

from collections import Counter
from itertools import islice

import pytest
from tests.schedule.mutations import (
    FINGERPRINT,
    LOADING,
    NOTHING,
    READING,
    YEARS,
    mutations,
    noticed_by,
)
from tests.schedule.second_reading import differs

from avtalsuppfoljning.guidelines import load, parse, shipped, shipped_text
from avtalsuppfoljning.schedule import schedule_fingerprint

STEP = 7
"""Every so many; ``benchmarks/proof.py`` tries them all."""

NEVER_ALONE = {
    "vad", "typ", "vem", "mottagare", "bindande", "rullning", "rackvidd", "nar", "senast",
    "fran_ar", "vart_ar", "kkik_ar", "minst", "hogst", "eller_fler", "avser_ar", "oanmald",
    "foreslagen", "diarieford", "bara_om_avtalat",
}  # fmt: skip

every_plan = pytest.mark.parametrize(("id_", "version"), shipped(), ids=str)


@every_plan
def test_both_readings_say_the_same(id_: str, version: str) -> None:
    assert differs(load(id_, version)) == []


@every_plan
def test_every_mutation_is_noticed(id_: str, version: str) -> None:
    golden = schedule_fingerprint(parse(shipped_text(id_, version)))
    found: Counter[str] = Counter()
    for mutation in islice(mutations(id_, version), None, None, STEP):
        noticed = noticed_by(mutation.guideline, golden=golden)
        assert noticed != NOTHING, mutation[:3]
        assert noticed != FINGERPRINT or mutation.how not in NEVER_ALONE, mutation[:3]
        found[noticed] += 1
    assert set(found) >= {LOADING, YEARS, READING}
