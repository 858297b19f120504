"""Masking: the same keys as the whole, and nothing of what is not open."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, strategies as st

from avtalsuppfoljning.agreement import (
    EducationGroup,
    EducationReported,
    StaffReported,
    StatisticsReceived,
)
from avtalsuppfoljning.deficiency import PlannedMeasure, ÅtgärdsplanReceived
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.strict import unstructure
from avtalsuppfoljning.terms import Period
from avtalsuppfoljning.views.masking import FEW, GALLRAD, MASK, SMALL, mask


def leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(data, dict | list):
        steps = data.items() if isinstance(data, dict) else enumerate(data)
        for step, inner in steps:
            yield from leaves(inner, (*path, step))
    else:
        yield path, data


def test_only_values_change(register: Path) -> None:
    hidden = 0
    with Register.open(register, create=False) as found:
        recorded = [each.event for each in found.events()]
        recorded += list(found.replay().values())
    for each in recorded:
        whole = dict(leaves(unstructure(each)))
        for path, shown in leaves(mask(each)):
            if shown == MASK:
                hidden += 1
            else:
                assert whole[path] == shown
    assert hidden > 50


def test_an_empty_field_is_masked_too() -> None:
    measures = (PlannedMeasure(activity="a"), PlannedMeasure(responsible="Siv"))
    received = ÅtgärdsplanReceived(
        received_on=date(2025, 5, 14), dnr="1", measures=measures, missing=()
    )
    assert [each["responsible"] for each in mask(received)["measures"]] == [MASK, MASK]


def test_keys_and_lists_are_kept() -> None:
    assert mask({"a": (date(2025, 1, 1), None)}) == {"a": ["2025-01-01", None]}


@given(st.integers(0, 40), st.none() | st.integers(0, 40))
def test_a_small_number_of_persons_is_not_told(count: int, decisions: int | None) -> None:
    """None is told, and so is SMALL or more; whoever asks with a reason sees the number."""
    year = Period(text="2025")
    group = EducationGroup(education="undersköterska", count=count)
    told = (
        mask(StaffReported(period=year, full_time=count, part_time=count, dnr="1"))["full_time"],
        mask(EducationReported(period=year, groups=(group,), dnr="1"))["groups"][0]["count"],
        mask(StatisticsReceived(period=year, source="a", decisions=count))["decisions"],
    )
    assert set(told) == {FEW if 0 < count < SMALL else count}
    shown = mask(StatisticsReceived(period=year, source="a", decisions=decisions))["decisions"]
    assert (shown == decisions) is (decisions not in range(1, SMALL))


def test_what_is_gone_says_so_also_when_it_is_masked() -> None:
    measure = PlannedMeasure(activity="a", responsible=GALLRAD)
    assert mask(measure)["responsible"] == GALLRAD
