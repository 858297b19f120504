"""Random samples that anybody can draw again: chance is a seed that is handed in."""

import hashlib
from collections.abc import Iterable

from avtalsuppfoljning.errors import InvalidValueError


def draw_sample(items: Iterable[str], *, seed: str, size: int) -> tuple[int, ...]:
    """The places of a sample in the sorted list: the same seed draws the same sample for ever.

    Each item gets the SHA-256 digest of its seed, place and text, a line each; those with the
    lowest digests are drawn. Anybody with the list can do it again, without this library.

    >>> draw_sample(["a", "b", "c", "d"], seed="2026-03", size=2)
    (1, 2)
    """
    ordered = sorted(items)
    if not 0 <= size <= len(ordered):
        raise InvalidValueError(
            f"a sample of {size} out of {len(ordered)} cannot be drawn", "choose a smaller size"
        )
    lots = sorted(
        (hashlib.sha256(f"{seed}\n{place}\n{item}".encode()).digest(), place)
        for place, item in enumerate(ordered)
    )
    return tuple(sorted(place for _, place in lots[:size]))
