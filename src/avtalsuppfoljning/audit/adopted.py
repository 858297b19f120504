"""What each nämnd had adopted at any place in the log: its guidelines and delegationsordningar.

The text that was adopted is in the log. A text that no longer does what its recorded fingerprint
says has been changed since, and nothing is decided by it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Final

import attrs

from avtalsuppfoljning import guidelines
from avtalsuppfoljning.classification import renewed
from avtalsuppfoljning.errors import AvtalsuppfoljningError
from avtalsuppfoljning.guidelines import Delegationsordning, Guideline
from avtalsuppfoljning.policy import DelegationRef, GuidelineRef
from avtalsuppfoljning.recorded import Recorded
from avtalsuppfoljning.steering import DelegationsordningAdopted, GuidelineAdopted, Steering
from avtalsuppfoljning.terms import StreamId

GUIDELINE_MISSING: Final = "riktlinje_saknas"
GUIDELINE_CHANGED: Final = "riktlinje_andrad"
GUIDELINE_UNREADABLE: Final = "riktlinje_olaslig"
DELEGATION_MISSING: Final = "delegationsordning_saknas"
DELEGATION_CHANGED: Final = "delegationsordning_andrad"
DELEGATION_UNREADABLE: Final = "delegationsordning_olaslig"
"""Why the rules of a decision are unknown."""

NOTHING: Final = Steering()


@attrs.define
class _History:
    """One steering stream: where its events are, and what was in force after each adoption."""

    positions: list[int] = attrs.field(factory=list)
    adoptions: list[Recorded] = attrs.field(factory=list)
    states: list[Steering] = attrs.field(factory=lambda: [NOTHING])


class Adopted:
    """What had been adopted, by stream and place in the log."""

    def __init__(self, events: Iterable[Recorded]) -> None:
        """``events``: those of the steering streams at least, in the order of the log."""
        self._histories: dict[StreamId, _History] = {}
        for each in events:
            if not each.stream.startswith("steering:"):
                continue
            history = self._histories.setdefault(each.stream, _History())
            history.positions.append(each.position)
            state, event = history.states[-1], each.event
            match event:
                case GuidelineAdopted():
                    state = renewed(state, guidelines=(*state.guidelines, event))
                case DelegationsordningAdopted():
                    known = (*state.delegationsordningar, event)
                    state = renewed(state, delegationsordningar=known)
                case _:
                    continue
            history.adoptions.append(each)
            history.states.append(state)

    def before(self, stream: StreamId, position: int) -> tuple[int, Steering]:
        """The version of a steering stream at a place in the log, and what was adopted by then."""
        history = self._histories.get(stream)
        if history is None:
            return -1, NOTHING
        version = bisect_left(history.positions, position) - 1
        return version, history.states[bisect_left(history.adoptions, position, key=_position)]

    def later(self, stream: StreamId, known: Steering, on: date) -> Iterator[Recorded]:
        """What was in force on a day, and had not been recorded as adopted when ``known`` was."""
        history = self._histories.get(stream)
        if history is None or history.states[-1] is known:
            return
        last = history.states[-1]
        for now, then in (
            (last.guideline_on(on), known.guideline_on(on)),
            (last.delegationsordning_on(on), known.delegationsordning_on(on)),
        ):
            if now != then:
                yield next(each for each in history.adoptions if each.event is now)


_position: Final = attrgetter("position")


def guideline_by(ref: GuidelineRef, known: Steering) -> Guideline | str:
    """The guideline that gave an answer, read from its adopted text; else why it is unknown."""
    named = [each for each in known.guidelines if (each.id, each.version) == (ref.id, ref.version)]
    if not named:
        return GUIDELINE_MISSING
    adopted = named[-1]
    read = read_guideline(adopted.text)
    if read is None:
        return GUIDELINE_UNREADABLE
    guideline, fingerprint = read
    is_same = fingerprint == adopted.fingerprint == ref.fingerprint
    is_named = (guideline.id, guideline.version) == (ref.id, ref.version)
    return guideline if is_same and is_named else GUIDELINE_CHANGED


def delegation_by(ref: DelegationRef, known: Steering) -> Delegationsordning | str:
    """The delegationsordning somebody decided by, from its adopted text; else why it is unknown."""
    named = [
        each
        for each in known.delegationsordningar
        if (each.id, each.version) == (ref.id, ref.version)
    ]
    if not named:
        return DELEGATION_MISSING
    adopted = named[-1]
    delegation = read_delegationsordning(adopted.text)
    if delegation is None:
        return DELEGATION_UNREADABLE
    is_same = delegation.fingerprint == adopted.fingerprint == ref.fingerprint
    return delegation if is_same else DELEGATION_CHANGED


@lru_cache(maxsize=64)
def read_guideline(text: str) -> tuple[Guideline, str] | None:
    """An adopted guideline and its fingerprint; None where the text cannot be read."""
    try:
        guideline = guidelines.parse(text)
    except AvtalsuppfoljningError:
        return None
    return guideline, guidelines.fingerprint(guideline)


@lru_cache(maxsize=64)
def read_delegationsordning(text: str) -> Delegationsordning | None:
    """An adopted delegationsordning, which knows its fingerprint; None where it cannot be read."""
    try:
        return guidelines.parse_delegationsordning(text)
    except AvtalsuppfoljningError:
        return None
