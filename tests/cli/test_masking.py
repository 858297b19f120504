"""Masking: the same keys as the whole, and nothing of what is not open."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from avtalsuppfoljning.deficiency import PlannedMeasure, ÅtgärdsplanReceived
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.strict import unstructure
from avtalsuppfoljning.views.masking import MASK, mask


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
