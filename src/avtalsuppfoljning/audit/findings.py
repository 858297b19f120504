"""Everything an audit finds in a log, from the events alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from heapq import merge
from itertools import chain
from operator import attrgetter
from typing import Protocol

import attrs

from avtalsuppfoljning.audit.adopted import Adopted
from avtalsuppfoljning.audit.again import (
    Decided,
    Finding,
    LateWord,
    Outcome,
    decide_again,
)
from avtalsuppfoljning.audit.asof import replay, until
from avtalsuppfoljning.audit.basis import Fault
from avtalsuppfoljning.audit.omissions import Omission, omissions
from avtalsuppfoljning.recorded import Recorded
from avtalsuppfoljning.terms import StreamId


@attrs.frozen
class Audit:
    """What an audit found: every decision decided again, and what was never done."""

    on: date
    """The day it was seen from: nothing that was recorded later is in it."""
    decisions: int
    reproduced: int
    not_reproduced: tuple[Decided, ...]
    unknown: tuple[Decided, ...]
    """The decisions whose rules are unknown."""
    faults: tuple[Fault, ...]
    late: tuple[LateWord, ...]
    """What was recorded after a decision and applied before it: no fault, and worth knowing."""
    gallrade: tuple[Decided, ...]
    """The decisions whose basis has been gallrad, in part."""
    omissions: tuple[Omission, ...]

    @property
    def is_clean(self) -> bool:
        """Every decision is reproduced, by known rules, and nothing is wrong with any of them."""
        return not (self.not_reproduced or self.unknown or self.faults)


class Streams(Protocol):
    """What knows which streams there are."""

    def streams(self, prefix: str, /) -> Iterable[str]:
        """The streams whose ids start with these letters."""
        ...


class Source(Protocol):
    """Where events are read, such as a register."""

    @property
    def store(self) -> Streams:
        """What knows its streams."""
        ...

    def events(self, *, stream: StreamId | None = None, streams: str = "") -> Iterator[Recorded]:
        """Those of one stream, or of the streams whose ids start so, in the order of the log."""
        ...


def audit(events: Collection[Recorded], *, on: date) -> Audit:
    """The audit of a whole log that is held in memory, as it was recorded by the end of a day."""
    known = tuple(until(events, known=on))
    states = replay(known, as_of=date.max)
    return collect(decide_again(known, Adopted(known)), omissions(states, on=on), on=on)


def audit_source(source: Source, *, on: date) -> Audit:
    """The same, read one agreement after the other; of the decisions only findings are kept."""
    states = replay(source.events(), as_of=date.max, known=on)
    return collect(findings(source, known=on), omissions(states, on=on), on=on)


def findings(source: Source, *, known: date | None = None) -> Iterator[Finding]:
    """Every decision decided again, one agreement after the other, in constant memory."""
    adopted = Adopted(until(source.events(streams="steering:"), known=known))
    groups = by_agreement(source)
    return chain.from_iterable(decide_again(until(g, known=known), adopted) for g in groups)


def by_agreement(source: Source) -> Iterator[Iterator[Recorded]]:
    """The events within each agreement, in the order of the log."""
    within: dict[str, list[StreamId]] = defaultdict(list)
    for stream in source.store.streams("agreement:"):
        within[stream.partition("/")[0]].append(StreamId(stream))
    for streams in within.values():
        yield merge(*(source.events(stream=each) for each in streams), key=attrgetter("position"))


def collect(found: Iterable[Finding], undone: tuple[Omission, ...], *, on: date) -> Audit:
    """What was found, sorted by what it is and by its place in the log."""
    decisions = reproduced = 0
    kept: dict[Outcome, list[Decided]] = {outcome: [] for outcome in Outcome}
    faults: list[Fault] = []
    late: dict[int, LateWord] = {}
    gallrade: list[Decided] = []
    for each in found:
        match each:
            case Decided():
                decisions += 1
                faults += each.faults
                if each.outcome is Outcome.REPRODUCED:
                    reproduced += 1
                else:
                    kept[each.outcome].append(each)
                if each.is_gallrad:
                    gallrade.append(each)
            case Fault():
                faults.append(each)
            case LateWord():
                known = late.setdefault(each.position, each)
                late[each.position] = min(known, each, key=attrgetter("decided_on"))
    place = attrgetter("position")
    whole = attrgetter("recorded.position")
    return Audit(
        on=on,
        decisions=decisions,
        reproduced=reproduced,
        not_reproduced=tuple(sorted(kept[Outcome.NOT_REPRODUCED], key=whole)),
        unknown=tuple(sorted(kept[Outcome.RULES_UNKNOWN], key=whole)),
        faults=tuple(sorted(faults, key=place)),
        late=tuple(sorted(late.values(), key=place)),
        gallrade=tuple(sorted(gallrade, key=whole)),
        omissions=undone,
    )
