"""Every decision decided again: by its recorded basis, under the guideline that is in the log.

One pass over the events, in the order of the log or one agreement after the other; what is kept
in memory is the states of what is being read.
"""

import enum
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

import attrs

from avtalsuppfoljning.agreement import (
    Agreement,
    AgreementEndDateCorrected,
    AgreementEnded,
    TermsAmended,
    UppsägningGiven,
)
from avtalsuppfoljning.audit.adopted import (
    GUIDELINE_MISSING,
    NOTHING,
    Adopted,
    delegation_by,
    guideline_by,
)
from avtalsuppfoljning.audit.asof import applied_on, stands
from avtalsuppfoljning.audit.basis import (
    Basis,
    Difference,
    Fault,
    RulingEvent,
    faults_of_event,
    faults_of_facts,
    faults_of_lifting,
    faults_of_moment,
    faults_of_rules,
    first_difference,
    is_gallrad,
    is_in_force,
)
from avtalsuppfoljning.deficiency import (
    Deficiency,
    DeficiencySanctioned,
    FindingSupplemented,
    HävningsgrundAssessed,
    KommuniceringAnswered,
    KommuniceringExcepted,
    KommuniceringSent,
    ResultatuppföljningFailed,
    ResultatuppföljningPassed,
    RättelsekravSent,
    UppsägningsgrundAssessed,
    ÅtgärdsplanReceived,
    ÅtgärdsplanRejected,
)
from avtalsuppfoljning.policy import Ruling, assess, examine, try_authority
from avtalsuppfoljning.recorded import Recorded, kind_of, steering_stream
from avtalsuppfoljning.sanction import Sanction, SanctionDecided, SanctionLifted
from avtalsuppfoljning.steering import Steering
from avtalsuppfoljning.terms import StreamId, fold


class Outcome(enum.StrEnum):
    """What came of deciding again."""

    REPRODUCED = "aterskapad"
    """The same answer."""
    NOT_REPRODUCED = "ej_aterskapad"
    """Another answer."""
    RULES_UNKNOWN = "regler_okanda"
    """The rules are not in the log, or are not what they were."""


@attrs.frozen
class Decided:
    """One recorded decision, decided again."""

    recorded: Recorded
    outcome: Outcome
    faults: tuple[Fault, ...] = ()
    """What was wrong with its basis, or with the person's choice."""
    difference: Difference | None = None
    """Where the answers differ first, for one that is not reproduced."""
    rows: tuple[str, ...] = ()
    """The rows of the guideline that gave only one of the answers."""
    unknown: str = ""
    """Why its rules are unknown, for one whose are."""
    is_gallrad: bool = False
    """What was not open in its basis has been destroyed by a gallringsbeslut; that is no fault."""

    @property
    def ruling(self) -> Ruling | None:
        """What it rested on; a lifting has none."""
        found = getattr(self.recorded.event, "ruling", None)
        return found if isinstance(found, Ruling) else None


@attrs.frozen
class LateWord:
    """Recorded after a decision, and said to have applied before it: the basis is another now."""

    position: int
    stream: StreamId
    applied_on: date
    recorded_on: date
    decided_on: date
    """The day of a decision that did not know of it."""


Finding = Decided | Fault | LateWord


def decide_again(events: Iterable[Recorded], adopted: Adopted) -> Iterator[Finding]:
    """Every decision decided again, and what else is wrong with the streams it is about.

    ``events``: whole agreements, one or many, each in the order of the log; events of other
    streams are passed over. ``adopted``: what every nämnd had adopted.
    """
    seen = _Seen(adopted)
    for recorded in events:
        if recorded.stream.startswith("agreement:"):
            yield from seen.take(recorded)
    yield from seen.unpaired()


def is_decision(event: object) -> bool:
    """Whether an event is a decision that can be decided again: with a ruling, or a lifting."""
    return isinstance(event, RulingEvent | SanctionLifted)


# ── helpers ──

_WORDS: Final = frozenset(
    {
        AgreementEndDateCorrected, AgreementEnded, TermsAmended, UppsägningGiven,
        FindingSupplemented, HävningsgrundAssessed, UppsägningsgrundAssessed,
        KommuniceringSent, KommuniceringAnswered, KommuniceringExcepted,
        ÅtgärdsplanReceived, ÅtgärdsplanRejected, RättelsekravSent,
        ResultatuppföljningFailed, ResultatuppföljningPassed,
    }
)  # fmt: skip
"""The events that facts are made of, other than the decisions themselves."""
_steering: Final = lru_cache(maxsize=256)(steering_stream)


class _Seen:
    """What has been read so far."""

    def __init__(self, adopted: Adopted) -> None:
        self.adopted = adopted
        self.states: dict[StreamId, Any] = {}
        self.versions: dict[StreamId, int] = {}
        self.unmatched: dict[StreamId, Recorded] = {}
        """Sanctions that only one of the two streams knows of so far."""
        self.latest: dict[StreamId, date] = {}
        """The latest day of a decision about a deficiency, and within an agreement."""

    def take(self, recorded: Recorded) -> Iterator[Finding]:
        """One event more."""
        stream, event = recorded.stream, recorded.event
        kind = kind_of(stream)
        state = self.states.get(stream, kind.initial)
        if recorded.version != self.versions.get(stream, -1) + 1:
            yield Fault("lucka", stream, recorded.position, str(recorded.version))
        if isinstance(event, RulingEvent):
            yield self.decided(recorded)
            yield from self.adopted_too_late(recorded)
            yield from self.too_late(recorded)
            self.remember(recorded)
        elif isinstance(event, SanctionLifted):
            yield self.lifted(recorded)
            yield from self.too_late(recorded)
        elif type(event) in _WORDS:
            yield from self.too_late(recorded)
        if isinstance(event, SanctionDecided | DeficiencySanctioned):
            yield from self.pair(recorded)
        self.versions[stream] = recorded.version
        if stands(recorded, state, self.states):
            self.states[stream] = kind.evolve(state, event)
        elif not is_decision(event):
            yield Fault("oordnad", stream, recorded.position, _stored_name(type(event)))

    # ── decisions ──

    def decided(self, recorded: Recorded) -> Decided:
        """A decision with a ruling."""
        basis = self.basis(recorded)
        if isinstance(basis, Fault):
            return Decided(recorded, Outcome.RULES_UNKNOWN, (basis,), unknown=GUIDELINE_MISSING)
        ruling, gone = basis.ruling, is_gallrad(basis)
        found = [*faults_of_moment(basis), *faults_of_event(basis)]
        guideline = guideline_by(ruling.assessment.guideline, basis.steering)
        delegation = delegation_by(ruling.delegation, basis.steering)
        if isinstance(guideline, str) or isinstance(delegation, str):
            why = guideline if isinstance(guideline, str) else str(delegation)
            return Decided(
                recorded, Outcome.RULES_UNKNOWN, tuple(found), unknown=why, is_gallrad=gone
            )
        found += [*faults_of_rules(basis), *faults_of_facts(basis, guideline)]
        assessment = assess(ruling.assessment.facts, guideline)
        again = examine(ruling.choice, assessment, delegation, guideline, read=ruling.read)
        found += [basis.fault(each.code) for each in again.refusals]
        if again == ruling:
            return Decided(recorded, Outcome.REPRODUCED, tuple(found), is_gallrad=gone)
        if again.refusals and assessment == ruling.assessment:
            return Decided(recorded, Outcome.REPRODUCED, tuple(found), is_gallrad=gone)
        rows = set(assessment.trace) ^ set(ruling.assessment.trace)
        return Decided(
            recorded,
            Outcome.NOT_REPRODUCED,
            tuple(found),
            first_difference(ruling, again),
            tuple(sorted(rows)),
            is_gallrad=gone,
        )

    def lifted(self, recorded: Recorded) -> Decided:
        """A decision that a sanction ends."""
        event, state = recorded.event, self.states.get(recorded.stream)
        assert isinstance(event, SanctionLifted)
        if not isinstance(state, Sanction) or state.decided is None:
            fault = Fault("sanktion_saknas", recorded.stream, recorded.position)
            return Decided(recorded, Outcome.REPRODUCED, (fault,))
        _, known = self.adopted_by(recorded)
        found = list(faults_of_lifting(recorded, state))
        ref = event.delegation
        delegation = delegation_by(ref, known)
        if isinstance(delegation, str):
            return Decided(recorded, Outcome.RULES_UNKNOWN, tuple(found), unknown=delegation)
        if not is_in_force(ref, known, event.decided_on):
            place = recorded.stream, recorded.position
            found.append(Fault("delegation_ej_i_kraft", *place, f"{ref.id} {ref.version}"))
        decided = state.decided
        refusals = try_authority(
            event.by, decided.measure, delegation, on=event.decided_on, forms=decided.forms
        )
        found += [Fault(each.code, recorded.stream, recorded.position) for each in refusals]
        return Decided(recorded, Outcome.REPRODUCED, tuple(found))

    def basis(self, recorded: Recorded) -> Basis | Fault:
        """The states that a decision rested on; or what there was none of."""
        outer, _, _ = recorded.stream.partition("/")
        within = StreamId(outer)
        event = recorded.event
        if isinstance(event, SanctionDecided):
            stream = StreamId(f"{outer}/deficiency:{event.deficiency}")
            if recorded.stream in self.states:
                return Fault("sanktion_finns", recorded.stream, recorded.position)
        else:
            stream = recorded.stream
        agreement, deficiency = self.states.get(within), self.states.get(stream)
        if not isinstance(agreement, Agreement) or agreement.signed is None:
            return Fault("avtal_saknas", recorded.stream, recorded.position, outer)
        if not isinstance(deficiency, Deficiency) or deficiency.established is None:
            return Fault("brist_saknas", recorded.stream, recorded.position, stream)
        adopted = _steering(agreement.signed.steering)
        version, steering = self.adopted.before(adopted, recorded.position)
        led_to = {each: StreamId(f"{outer}/sanction:{each}") for each in deficiency.sanctions}
        read = (within, stream, *led_to.values())
        return Basis(
            recorded=recorded,
            ruling=event.ruling,
            agreement=agreement,
            agreement_stream=within,
            deficiency=deficiency,
            deficiency_stream=stream,
            sanctions={
                id_: self.states[each] for id_, each in led_to.items() if each in self.states
            },
            steering=steering,
            steering_stream=adopted,
            versions={each: self.versions.get(each, -1) for each in read} | {adopted: version},
        )

    def adopted_by(self, recorded: Recorded) -> tuple[StreamId, Steering]:
        """The nämnd of the agreement, and what it had adopted by then."""
        agreement = self.states.get(StreamId(recorded.stream.partition("/")[0]))
        if not isinstance(agreement, Agreement) or agreement.signed is None:
            return StreamId(""), NOTHING
        stream = _steering(agreement.signed.steering)
        return stream, self.adopted.before(stream, recorded.position)[1]

    # ── what two streams say of one sanction ──

    def pair(self, recorded: Recorded) -> Iterator[Fault]:
        """A sanction is known in its own stream and in that of its deficiency, by one command."""
        outer, _, _ = recorded.stream.partition("/")
        event = recorded.event
        if isinstance(event, SanctionDecided):
            key = recorded.stream
        else:
            key = StreamId(f"{outer}/sanction:{event.sanction}")
        other = self.unmatched.pop(key, None)
        if other is None:
            self.unmatched[key] = recorded
        elif other.entry.command != recorded.entry.command or type(other.event) is type(event):
            yield Fault(_UNPAIRED[type(other.event)], other.stream, other.position)
            self.unmatched[key] = recorded
        elif _measure(other.event) != _measure(event) or self.about(other) != self.about(recorded):
            yield Fault("sanktion_olika", recorded.stream, recorded.position, key)

    def unpaired(self) -> Iterator[Fault]:
        """The sanctions that only one of the two streams knows of."""
        for each in self.unmatched.values():
            yield Fault(_UNPAIRED[type(each.event)], each.stream, each.position)

    # ── what came too late to be known ──

    def too_late(self, recorded: Recorded) -> Iterator[LateWord]:
        """A fact that applied before a decision, and was recorded after it."""
        day, stream = applied_on(recorded), self.about(recorded)
        decided = self.latest.get(stream, date.min)
        if day < decided:
            yield LateWord(recorded.position, recorded.stream, day, recorded.entry.day, decided)

    def adopted_too_late(self, recorded: Recorded) -> Iterator[LateWord]:
        """A document that applied when somebody decided, and was recorded as adopted after it."""
        stream, known = self.adopted_by(recorded)
        on = recorded.event.ruling.choice.decided_on
        for late in self.adopted.later(stream, known, on):
            yield LateWord(late.position, stream, applied_on(late), late.entry.day, on)

    def remember(self, recorded: Recorded) -> None:
        """The day of a decision."""
        on = recorded.event.ruling.choice.decided_on
        for stream in (self.about(recorded), StreamId(recorded.stream.partition("/")[0])):
            self.latest[stream] = max(on, self.latest.get(stream, date.min))

    def about(self, recorded: Recorded) -> StreamId:
        """The stream of what an event is about: for a sanction, its deficiency's."""
        decided = recorded.event
        if isinstance(decided, SanctionLifted):
            decided = getattr(self.states.get(recorded.stream), "decided", None)
        if isinstance(decided, SanctionDecided):
            outer, _, _ = recorded.stream.partition("/")
            return StreamId(f"{outer}/deficiency:{decided.deficiency}")
        return recorded.stream


_UNPAIRED: Final[Mapping[type, str]] = {
    SanctionDecided: "sanktion_utan_brist",
    DeficiencySanctioned: "brist_utan_sanktion",
}


def _stored_name(event: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", fold(event.__name__)).lower()


def _measure(event: Any) -> tuple[Any, ...]:
    """What the two say alike; a person's name may be gone from one of them."""
    choice = event.choice if isinstance(event, DeficiencySanctioned) else event.ruling.choice
    return choice.measure, choice.forms, choice.amount, choice.decided_on, choice.motivation
