"""Step 5 for many rows: from the place on the ladder to what is recommended. Needs numpy."""

from collections.abc import Mapping, Sequence
from math import prod
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from avtalsuppfoljning.guidelines.inputs import UNSET
from avtalsuppfoljning.guidelines.model import LimitKind
from avtalsuppfoljning.policy.compiling import PRECEDENCE
from avtalsuppfoljning.policy.lookup import MOST_CELLS, Joint, unsigned
from avtalsuppfoljning.policy.standing import Opening, Stand, Standing

WAITING_UNSET: Final = "ej_satt"
"""A measure that waits for a cure time that nobody has set."""
PERMITTED: Final = "far"
KINDS: Final = (*PRECEDENCE, WAITING_UNSET, PERMITTED)
"""What a measure can be, in the order in which it counts."""


Groups = Sequence[tuple[list[int], Joint]]
"""Measures that are looked up together, by rung, and how."""


class Kinds:
    """What each measure is, in some rows."""

    def __init__(
        self,
        groups: Groups,
        packed: Sequence[NDArray[Any]],
        single: Mapping[int, NDArray[np.uint8]] = MappingProxyType({}),
        *,
        most: int | None = None,
    ) -> None:
        self.packed = packed
        """The answers of each group."""
        self._groups = groups
        self._found = dict(single)
        self._most = most
        """No kind is more than this, where the rows are every number that there could be."""

    def __getitem__(self, rung: int) -> NDArray[np.uint8]:
        """What one measure is."""
        found = self._found.get(rung)
        if found is None:
            found = self._found[rung] = self._unpacked(rung)
        return found

    def says(self, rung: int, kind: int, out: NDArray[np.bool_]) -> None:
        """Whether a measure is of one kind."""
        for (rungs, joint), packed in zip(self._groups, self.packed, strict=True):
            if rung in rungs:
                joint.says(packed, rungs.index(rung), kind, out)
                return
        np.equal(self[rung], kind, out=out)

    def _unpacked(self, rung: int) -> NDArray[np.uint8]:
        for (rungs, joint), packed in zip(self._groups, self.packed, strict=True):
            if rung in rungs:
                found = joint.part(packed, rungs.index(rung))
                return found if self._most is None else np.minimum(found, np.uint8(self._most))
        raise KeyError(rung)


class Ladder:
    """Step 5: what is recommended, by the place on the ladder and what each rung is."""

    def __init__(
        self, standing: Standing, stands: list[Stand], words: tuple[str, ...], groups: Groups
    ) -> None:
        self._rungs = standing.rungs
        self._words = words
        self._levels = np.array([each.level or 0 for each in stands], np.uint8)
        openings = [
            Opening(self._rungs, None),
            *(_opening(rung, word) for rung in range(self._rungs) for word in words),
        ]
        self._said = len(openings) + 1
        """The answers there are per place: one per opening, and one for what is not covered."""
        said = [
            found
            for stand in stands
            for found in (
                *(standing.recommended(stand, opening) for opening in openings),
                standing.recommended(stand, is_covered=LimitKind.OUTSIDE not in words),
            )
        ]
        self.actions = tuple(sorted({each.action for each in said}))
        self.reasons = tuple(sorted({each.reason for each in said}))
        self.action = np.array([self.actions.index(each.action) for each in said], np.uint8)
        self.reason = np.array([self.reasons.index(each.reason) for each in said], np.uint8)
        grouped = {rung for rungs, _ in groups for rung in rungs}
        sizes = (len(stands), *(1 << joint.bits for _, joint in groups))
        is_all = grouped.issuperset(range(max(self._rungs, 1)))
        self._bits = [joint.bits for _, joint in groups]
        self._is_written_out = is_all and prod(sizes) <= MOST_CELLS << 3
        if self._is_written_out:
            stand, *packed = (each.ravel() for each in np.indices(sizes, np.uint32))
            kinds = Kinds(groups, packed, most=len(words) - 1)
            place = self._climb(stand, kinds)
            self.action, self.reason = self.action.take(place), self.reason.take(place)

    def __call__(self, stand: NDArray[np.uint8], kinds: Kinds) -> NDArray[Any]:
        """The place of each row's answer in ``action`` and ``reason``."""
        if not self._is_written_out:
            return self._climb(stand, kinds)
        found: NDArray[Any] = stand.astype(unsigned(len(self.action)))
        for bits, packed in zip(self._bits, kinds.packed, strict=True):
            found *= found.dtype.type(1 << bits)
            found |= packed
        return found

    def _climb(self, stand: NDArray[Any], kinds: Kinds) -> NDArray[Any]:
        """From the top, what every rung opens to; then where each row stands."""
        levels = self._levels.take(stand)
        opening = np.zeros(len(stand), np.uint16)
        chosen = np.zeros(len(stand), np.uint16)
        for rung in reversed(range(self._rungs)):
            kind = kinds[rung]
            here = kind + np.uint16(1 + rung * len(self._words))
            opening = np.where(self._is(kind, LimitKind.BARRED), opening, here)
            chosen = np.where(levels == rung + 1, opening, chosen)
        chosen[self._is(kinds[0], LimitKind.OUTSIDE)] = self._said - 1
        most = len(self._levels) * self._said
        place: NDArray[Any] = np.multiply(stand, self._said, dtype=unsigned(most)) + chosen
        return place

    def _is(self, kind: NDArray[np.uint8], word: LimitKind) -> NDArray[np.bool_]:
        if word not in self._words:
            return np.zeros(len(kind), np.bool_)
        found: NDArray[np.bool_] = kind == self._words.index(word)
        return found


def _opening(rung: int, word: str) -> Opening:
    if word == PERMITTED:
        return Opening(rung, None)
    if word == WAITING_UNSET:
        return Opening(rung, LimitKind.WAITING, UNSET)
    return Opening(rung, LimitKind(word))
