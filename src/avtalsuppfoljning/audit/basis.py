"""What a decision rested on, tried against what the log itself said at that moment.

Each fault has a stable code. Nothing that was recorded after the decision is looked at.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.deficiency import (
    AbstentionDecided,
    Deficiency,
    PåpekandeIssued,
    RättelseDemanded,
    ÅtgärdsplanRequested,
)
from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.policy import BINDING, Choice, DelegationRef, Effect, Facts, Ruling
from avtalsuppfoljning.recorded import Recorded
from avtalsuppfoljning.sanction import Sanction, SanctionDecided, SanctionLifted
from avtalsuppfoljning.steering import Steering
from avtalsuppfoljning.terms import SanctionId, StreamId
from avtalsuppfoljning.views.facts import facts_of
from avtalsuppfoljning.views.masking import GALLRAD

RulingEvent = (
    PåpekandeIssued | RättelseDemanded | ÅtgärdsplanRequested | AbstentionDecided | SanctionDecided
)
"""The events that hold a ruling."""


@attrs.frozen
class Fault:
    """Something in the log that should not be so, by its code."""

    code: str
    stream: StreamId
    position: int
    detail: str = ""
    """What it is about: a field, a stream, a day."""


@attrs.frozen
class Difference:
    """The first place where two answers are not the same, and what stands there in each."""

    path: str
    """Such as ``assessment.permitted[2].measure``; empty where there is none."""
    then: Any
    now: Any


@attrs.frozen
class Basis:
    """The states that a decision rested on, as they were just before it."""

    recorded: Recorded
    ruling: Ruling
    agreement: Agreement
    agreement_stream: StreamId
    deficiency: Deficiency
    deficiency_stream: StreamId
    sanctions: Mapping[SanctionId, Sanction]
    steering: Steering
    """What had been adopted by then."""
    steering_stream: StreamId
    versions: Mapping[StreamId, int]
    """How far the streams had come, by the log."""

    def fault(self, code: str, detail: str = "") -> Fault:
        """A fault of this decision."""
        return Fault(code, self.recorded.stream, self.recorded.position, detail)


# ── the facts ──

_ABOUT: Final = {
    "heard": "hord_avviker",
    "finding": "utredning_avviker",
    "history": "historik_avviker",
}
"""Per field of the facts, the fault; the other fields are the agreement's terms."""


def faults_of_facts(basis: Basis, guideline: Guideline) -> Iterator[Fault]:
    """Whether the facts were the log's facts; the first that differs is told."""
    told = basis.ruling.assessment.facts
    log = facts_in_log(basis, guideline)
    if told != log:
        found = first_difference(told, log)
        code = _ABOUT.get(found.path.partition(".")[0], "avtalsvillkor_avviker")
        yield basis.fault(code, found.path)


def facts_in_log(basis: Basis, guideline: Guideline) -> Facts:
    """What the log said of the deficiency at that moment, on the day that was assessed."""
    return facts_of(
        basis.agreement,
        basis.deficiency,
        guideline,
        on=basis.ruling.assessment.facts.on,
        sanctions=basis.sanctions,
    )


# ── what was read, and what was in force ──


def faults_of_moment(basis: Basis) -> Iterator[Fault]:
    """Whether what was read was the log's last word, and the day of the decision a possible one."""
    choice, on = basis.ruling.choice, basis.ruling.choice.decided_on
    yield from _of_reading(basis)
    if on > basis.recorded.entry.day:
        yield basis.fault("framtida_beslut", on.isoformat())
    signed, established = basis.agreement.signed, basis.deficiency.established
    assert signed is not None
    assert established is not None
    bound_on = min(signed.signed_on, signed.starts_on)  # some are signed after they began
    if on < bound_on:
        yield basis.fault("avtal_ej_borjat", bound_on.isoformat())
    if on < established.established_on:
        yield basis.fault("beslut_fore_bristen", established.established_on.isoformat())
    if basis.deficiency.remedied_on is not None:
        yield basis.fault("brist_atgardad", basis.deficiency.remedied_on.isoformat())
    if any(each.decided_on == on and each == choice for each in basis.deficiency.choices):
        yield basis.fault("beslut_dubbelt")


def faults_of_rules(basis: Basis) -> Iterator[Fault]:
    """Whether the rules, which are known, were those in force on the day of the decision."""
    on, by = basis.ruling.choice.decided_on, basis.ruling.assessment.guideline
    adopted = basis.steering.guideline_on(on)
    if adopted is None or (adopted.id, adopted.version) != (by.id, by.version):
        yield basis.fault("riktlinje_ej_i_kraft", f"{by.id} {by.version}")
    if not is_in_force(basis.ruling.delegation, basis.steering, on):
        ref = basis.ruling.delegation
        yield basis.fault("delegation_ej_i_kraft", f"{ref.id} {ref.version}")


def is_in_force(ref: DelegationRef, steering: Steering, on: date) -> bool:
    """Whether a delegationsordning was the one in force on a day."""
    adopted = steering.delegationsordning_on(on)
    return adopted is not None and (adopted.id, adopted.version) == (ref.id, ref.version)


def _of_reading(basis: Basis) -> Iterator[Fault]:
    """The streams that the facts came from, each read as far as it had come."""
    own = (basis.agreement_stream, basis.deficiency_stream, basis.steering_stream)
    read = {each.stream: each.version for each in basis.ruling.read}
    for stream, version in basis.versions.items():
        told = read.get(stream)
        if told is None and stream not in own:
            continue
        if told != version:
            yield basis.fault("lasning_avviker", stream)
            return


# ── the event against its ruling ──

_EFFECTS: Final[Mapping[type, frozenset[Effect]]] = {
    PåpekandeIssued: frozenset({Effect.REMARK}),
    RättelseDemanded: frozenset({Effect.CURE}),
    ÅtgärdsplanRequested: frozenset({Effect.PLAN}),
    SanctionDecided: BINDING,
}


def faults_of_event(basis: Basis) -> Iterator[Fault]:
    """Whether what was recorded is what was chosen, once each."""
    event, choice = basis.recorded.event, basis.ruling.choice
    match event:
        case AbstentionDecided():
            if choice.measure is not None:
                yield basis.fault("beslut_avviker_fran_val", "measure")
        case SanctionDecided():
            yield from _of_sanction(basis, event, choice)
        case _:
            if isinstance(event, ÅtgärdsplanRequested) and event.due_on < choice.decided_on:
                yield basis.fault("beslut_avviker_fran_val", "due_on")
            yield from _of_effect(basis, event)


def _of_sanction(basis: Basis, event: SanctionDecided, choice: Choice) -> Iterator[Fault]:
    for name in ("measure", "forms", "amount", "decided_on"):
        if getattr(event, name) != getattr(choice, name):
            yield basis.fault("beslut_avviker_fran_val", name)
            return
    if event.effective_on != (choice.effective_on or choice.decided_on):
        yield basis.fault("beslut_avviker_fran_val", "effective_on")
    elif event.effective_on < event.decided_on:
        yield basis.fault("verkan_fore_beslut", event.effective_on.isoformat())
    yield from _of_effect(basis, event)


def _of_effect(basis: Basis, event: Any) -> Iterator[Fault]:
    permitted = basis.ruling.assessment.permitted_measure(basis.ruling.choice.measure)
    if permitted is None:
        return  # told as such when the choice is tried again
    own = getattr(event, "effect", permitted.effect)
    if permitted.effect not in _EFFECTS[type(event)] or own is not permitted.effect:
        yield basis.fault("beslut_avviker_fran_val", "effect")


# ── a lifting ──


def faults_of_lifting(recorded: Recorded, state: Sanction) -> Iterator[Fault]:
    """Whether there was something to lift, by somebody in time and with a reason."""
    event = recorded.event
    assert isinstance(event, SanctionLifted)

    def fault(code: str, detail: str = "") -> Fault:
        return Fault(code, recorded.stream, recorded.position, detail)

    if event.decided_on > recorded.entry.day:
        yield fault("framtida_beslut", event.decided_on.isoformat())
    if not event.motivation.strip():
        yield fault("motivering_saknas")
    if event.effective_on < event.decided_on:
        yield fault("verkan_fore_beslut", event.effective_on.isoformat())
    if state.decided is not None and event.decided_on < state.decided.decided_on:
        yield fault("upphavd_fore_beslutet", state.decided.decided_on.isoformat())
    if state.lifted is not None:
        yield fault("sanktion_havd")


# ── helpers ──


def is_gallrad(basis: Basis) -> bool:
    """Whether a gallringsbeslut has destroyed what was not open in it, or in what it rested on."""
    established = basis.deficiency.established
    gone = established is not None and established.description == GALLRAD
    return gone or basis.ruling.choice.by.person == GALLRAD


def first_difference(then: Any, now: Any, path: str = "") -> Difference:
    """Where two values differ first: fields in their order, members by their place.

    >>> from avtalsuppfoljning.policy import Choice, Authority
    >>> by = Authority(person="Eva", role="enhetschef", delegation_point="4.1")
    >>> first_difference(by, attrs.evolve(by, role="namnd"))
    Difference(path='role', then='enhetschef', now='namnd')
    """
    if type(then) is type(now) and attrs.has(type(then)):
        for field in attrs.fields(type(then)):
            a, b = getattr(then, field.name), getattr(now, field.name)
            if a != b:
                return first_difference(a, b, f"{path}.{field.name}" if path else field.name)
    if isinstance(then, tuple) and isinstance(now, tuple):
        for place, (a, b) in enumerate(zip(then, now, strict=False)):
            if a != b:
                return first_difference(a, b, f"{path}[{place}]")
        if len(then) != len(now):
            place = min(len(then), len(now))
            rest = (each[place] if len(each) > place else None for each in (then, now))
            return Difference(f"{path}[{place}]", *rest)
    return Difference(path, then, now)
