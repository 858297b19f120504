"""Two plans beside each other: whatever is another plan is told, row by row."""

from itertools import islice

import pytest
from tests.schedule.mutations import mutations

from avtalsuppfoljning.guidelines import load, shipped
from avtalsuppfoljning.schedule import compare_plans, schedule_fingerprint

STEP = 5


@pytest.mark.parametrize(("id_", "version"), shipped(), ids=str)
def test_every_changed_row_is_told(id_: str, version: str) -> None:
    """One row is wrong, and that row alone is told; a row that only another has, as such."""
    guideline = load(id_, version)
    tried = 0
    for mutation in islice(mutations(id_, version), None, None, STEP):
        if mutation.guideline is None:
            continue
        found = compare_plans(guideline, mutation.guideline)
        rows = {each.row.id for each in (*found.added, *found.gone)}
        rows |= {each.id for each in found.changed}
        assert rows == {mutation.row}, mutation[:3]
        assert bool(found.gone) == (mutation.how == "utelämnad")
        tried += 1
    assert tried


@pytest.mark.parametrize("one", [id_ for id_, _ in shipped()])
@pytest.mark.parametrize("other", [id_ for id_, _ in shipped()])
def test_the_other_way_round(one: str, other: str) -> None:
    there, back = compare_plans(load(one), load(other)), compare_plans(load(other), load(one))
    assert {each.row.id for each in there.added} == {each.row.id for each in back.gone}
    assert {(each.id, each.key, each.one, each.other) for each in there.changed} == {
        (each.id, each.key, each.other, each.one) for each in back.changed
    }
    assert there.is_same == (one == other)
    if there.is_same:
        assert schedule_fingerprint(load(one)) == schedule_fingerprint(load(other))
