"""A unit of work: decisions over several streams that are saved together or not at all."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, TypeVar

import attrs

from avtalsuppfoljning import crossing, guidelines
from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.deficiency import (
    Deficiency,
    abstain,
    demand_rättelse,
    issue_påpekande,
    note_sanction,
    request_åtgärdsplan,
)
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.policy import (
    BINDING,
    Assessment,
    Authority,
    Choice,
    Effect,
    Facts,
    SideEffect,
    StreamVersion,
    assess,
    examine,
)
from avtalsuppfoljning.recorded import (
    Event,
    State,
    StreamKind,
    agreement_stream,
    deficiency_stream,
    kind_of,
    sanction_stream,
    steering_stream,
)
from avtalsuppfoljning.sanction import (
    Sanction,
    SideEffectNoted,
    decide as decide_sanction,
    lift as lift_sanction,
    note as note_with_sanction,
)
from avtalsuppfoljning.steering import Steering
from avtalsuppfoljning.terms import AgreementId, DeficiencyId, SanctionId, StreamId
from avtalsuppfoljning.views.facts import facts_of

T = TypeVar("T")
Decision = Callable[..., tuple[Any, ...]]
Load = Callable[[StreamId], tuple[State, int]]
"""Gives a stream's state and its version, -1 for a stream without events."""
Find = Callable[[str], Sequence[StreamId]]
"""Gives the streams whose ids start with these letters."""

_parse_delegationsordning = lru_cache(maxsize=64)(guidelines.parse_delegationsordning)

_BASED: Final = ("ruling", "delegation")
"""What only the unit itself may hand to a decision, because the register must vouch for it."""


@attrs.define
class _Stream:
    kind: StreamKind[Any, Any]
    state: Any
    read: int
    """Its version when it was read, -1 without events."""
    version: int
    """Its version with what this unit has decided."""


class Unit:
    """The streams that one command reads and writes, and what it has decided so far."""

    def __init__(self, load: Load, find: Find, day: date) -> None:
        self.day = day
        """The civil day of recording."""
        self._load = load
        self._find = find
        self._streams: dict[StreamId, _Stream] = {}
        self._pending: list[tuple[StreamId, int, Event]] = []

    # ── reading ──

    def state(self, stream: StreamId) -> Any:
        """The state of a stream, with what this unit has decided so far."""
        return self._open(stream).state

    def within(self, agreement: StreamId) -> Sequence[StreamId]:
        """The streams of the deficiencies within an agreement, the new ones included."""
        return self._known(f"{agreement}/deficiency:")

    def agreements_of(self, provider: StreamId) -> Sequence[StreamId]:
        """The streams of a provider's agreements, the new ones included.

        Whose an agreement is never changes, so those of others are not among what was read.
        """
        own = provider.partition(":")[2]
        found = []
        for stream in self._known("agreement:"):
            if "/" not in stream:
                kept = self._streams.get(stream)
                state = self._load(stream)[0] if kept is None else kept.state
                if isinstance(state, Agreement) and state.signed and state.signed.provider == own:
                    found.append(stream)
        return found

    def assess(self, agreement: AgreementId, deficiency: DeficiencyId, *, on: date) -> Assessment:
        """What may, should and must be done about a deficiency on a day."""
        guideline = self._guideline(agreement, on=on)
        return assess(self._facts(agreement, deficiency, guideline, on=on), guideline)

    # ── deciding ──

    def apply(self, stream: StreamId, decide: Decision, /, **facts: Any) -> tuple[Event, ...]:
        """Let one of the stream's own decisions decide, and keep its events."""
        for name in _BASED:
            if name in facts:
                raise InvalidValueError(
                    f"a {name} is not handed in",
                    "use decide or lift, which find it in the register",
                )
        return self._apply(stream, decide, facts)

    def decide(
        self,
        agreement: AgreementId,
        deficiency: DeficiencyId,
        choice: Choice,
        *,
        text: str | None = None,
        due_on: date | None = None,
        sanction: SanctionId | None = None,
    ) -> tuple[Event, ...]:
        """Record what a person chose to do about a deficiency, if the rules permit it.

        A påpekande and a demand for rättelse need their ``text``, an åtgärdsplan the day it is
        ``due_on``, and a sanction an id. ``choice.measure=None`` is a reasoned abstention. What
        follows from a sanction by itself, such as that ickeval no longer applies, is noted with it.
        """
        stream = deficiency_stream(agreement, deficiency)
        state = self._deficiency(agreement, deficiency)
        if choice in state.choices:
            _require_same(state, choice, due_on, sanction)
            return ()
        self._require_made(choice.decided_on)
        assessment = self.assess(agreement, deficiency, on=choice.decided_on)
        delegation = self._delegation(agreement, on=choice.decided_on)
        guideline = self._guideline(agreement, on=choice.decided_on)
        ruling = examine(choice, assessment, delegation, guideline, read=self._versions())
        permitted = assessment.permitted_measure(choice.measure)
        effect = permitted.effect if permitted else None
        if effect is Effect.REMARK:
            facts = {"ruling": ruling, "text": _given(text, "text", choice)}
            return self._apply(stream, issue_påpekande, facts)
        if effect is Effect.CURE:
            facts = {"ruling": ruling, "text": _given(text, "text", choice)}
            return self._apply(stream, demand_rättelse, facts)
        if effect is Effect.PLAN:
            facts = {"ruling": ruling, "due_on": _given(due_on, "due_on", choice)}
            return self._apply(stream, request_åtgärdsplan, facts)
        if effect in BINDING:
            id = _given(sanction, "sanction", choice)  # noqa: A001  its name in the domain
            before = self._side_effects(agreement, deficiency, guideline, choice)
            facts = {"ruling": ruling, "deficiency": deficiency}
            decided = self._apply(sanction_stream(agreement, id), decide_sanction, facts)
            noted = {"ruling": ruling, "sanction": id}
            decided += self._apply(stream, note_sanction, noted)
            after = self._side_effects(agreement, deficiency, guideline, choice)
            return decided + self._note_side_effects(agreement, id, choice, before, after)
        return self._apply(stream, abstain, {"ruling": ruling})

    def lift(
        self,
        agreement: AgreementId,
        sanction: SanctionId,
        *,
        by: Authority,
        motivation: str,
        decided_on: date,
        effective_on: date | None = None,
    ) -> tuple[Event, ...]:
        """Record that a person ends a sanction."""
        self._require_made(decided_on)
        facts = {
            "by": by,
            "delegation": self._delegation(agreement, on=decided_on),
            "motivation": motivation,
            "decided_on": decided_on,
            "effective_on": effective_on,
        }
        return self._apply(sanction_stream(agreement, sanction), lift_sanction, facts)

    # ── what the register saves ──

    @property
    def pending(self) -> Sequence[tuple[StreamId, int, Event]]:
        """What has been decided, in that order: stream, version, event."""
        return self._pending

    @property
    def only_read(self) -> Mapping[StreamId, int]:
        """Streams that were read and not written, and their versions."""
        return {s: kept.read for s, kept in self._streams.items() if kept.version == kept.read}

    @property
    def states(self) -> dict[StreamId, State]:
        """The states of the streams that were written."""
        return {s: kept.state for s, kept in self._streams.items() if kept.version != kept.read}

    # ── helpers ──

    def _guideline(self, agreement: AgreementId, *, on: date) -> guidelines.Guideline:
        signed = self._agreement(agreement).signed
        if signed is None:
            raise DecisionRefusedError(
                f"there is no agreement {agreement!r}", "sign it first", code="avtal_saknas"
            )
        adopted = self._steering(agreement).guideline_on(on)
        if adopted is None:
            raise DecisionRefusedError(
                f"{signed.steering} has adopted no guideline that applies on {on}",
                "adopt one, or choose a later day",
                code="riktlinje_saknas",
            )
        return guidelines.parse_once(adopted.text)

    def _facts(
        self,
        agreement: AgreementId,
        deficiency: DeficiencyId,
        guideline: guidelines.Guideline,
        *,
        on: date,
    ) -> Facts:
        found = self._deficiency(agreement, deficiency)
        sanctions = {each: self._sanction(agreement, each) for each in found.sanctions}
        return facts_of(self._agreement(agreement), found, guideline, on=on, sanctions=sanctions)

    def _side_effects(
        self,
        agreement: AgreementId,
        deficiency: DeficiencyId,
        guideline: guidelines.Guideline,
        choice: Choice,
    ) -> tuple[SideEffect, ...]:
        """What follows by itself on the day the choice takes effect, as far as is recorded."""
        if not guideline.side_effects:
            return ()
        on = choice.effective_on or choice.decided_on
        return assess(self._facts(agreement, deficiency, guideline, on=on), guideline).side_effects

    def _note_side_effects(
        self,
        agreement: AgreementId,
        sanction: SanctionId,
        choice: Choice,
        before: tuple[SideEffect, ...],
        after: tuple[SideEffect, ...],
    ) -> tuple[Event, ...]:
        """What the sanction itself brought about, noted with it."""
        noted: tuple[Event, ...] = ()
        for effect in after:
            if effect not in before:
                fact = SideEffectNoted(
                    effect=effect.id, source=effect.citations[0], noted_on=choice.decided_on
                )
                stream = sanction_stream(agreement, sanction)
                noted += self._apply(stream, note_with_sanction, {"fact": fact})
        return noted

    def _known(self, prefix: str) -> Sequence[StreamId]:
        decided = (stream for stream, _, _ in self._pending if stream.startswith(prefix))
        return sorted({*self._find(prefix), *decided})

    def _require_made(self, decided_on: date) -> None:
        if decided_on > self.day:
            raise DecisionRefusedError(
                f"the decision is dated {decided_on}, and today is {self.day}",
                "record a decision when it has been made; effective_on may lie ahead",
                code="framtida_beslut",
            )

    def _open(self, stream: StreamId) -> _Stream:
        kept = self._streams.get(stream)
        if kept is None:
            state, version = self._load(stream)
            kept = self._streams[stream] = _Stream(kind_of(stream), state, version, version)
        return kept

    def _apply(
        self, stream: StreamId, decide: Decision, facts: Mapping[str, Any]
    ) -> tuple[Event, ...]:
        kept = self._open(stream)
        if decide not in kept.kind.decisions:
            raise InvalidValueError(
                f"{getattr(decide, '__name__', decide)} is no decision of a {kept.kind.name}",
                "use one of " + ", ".join(sorted(d.__name__ for d in kept.kind.decisions)),
            )
        events = decide(kept.state, **facts)
        for event in events:
            crossing.check(stream, event, self)
        for event in events:
            kept.state = kept.kind.evolve(kept.state, event)
            kept.version += 1
            self._pending.append((stream, kept.version, event))
        return events

    def _versions(self) -> tuple[StreamVersion, ...]:
        return tuple(
            StreamVersion(stream=stream, version=kept.version)
            for stream, kept in sorted(self._streams.items())
        )

    def _agreement(self, agreement: AgreementId) -> Agreement:
        state = self.state(agreement_stream(agreement))
        assert isinstance(state, Agreement)
        return state

    def _deficiency(self, agreement: AgreementId, deficiency: DeficiencyId) -> Deficiency:
        state = self.state(deficiency_stream(agreement, deficiency))
        assert isinstance(state, Deficiency)
        return state

    def _sanction(self, agreement: AgreementId, sanction: SanctionId) -> Sanction:
        state = self.state(sanction_stream(agreement, sanction))
        assert isinstance(state, Sanction)
        return state

    def _steering(self, agreement: AgreementId) -> Steering:
        signed = self._agreement(agreement).signed
        if signed is None:
            return Steering()
        state = self.state(steering_stream(signed.steering))
        assert isinstance(state, Steering)
        return state

    def _delegation(self, agreement: AgreementId, *, on: date) -> guidelines.Delegationsordning:
        adopted = self._steering(agreement).delegationsordning_on(on)
        if adopted is None:
            raise DecisionRefusedError(
                f"no delegationsordning applies on {on}",
                "adopt one: only somebody it covers may decide",
                code="delegationsordning_saknas",
            )
        return _parse_delegationsordning(adopted.text)


def _given(value: T | None, name: str, choice: Choice) -> T:
    if value is None:
        raise InvalidValueError(f"{choice.measure} needs {name}", f"give {name}")
    return value


def _require_same(
    state: Deficiency, choice: Choice, due_on: date | None, sanction: SanctionId | None
) -> None:
    """A decision that comes back must be the same decision, or it would be lost in silence."""
    plan = state.plan
    other_day = plan is not None and plan.asked_by == choice and due_on not in (None, plan.due_on)
    own = [id_ for id_, made in state.sanctions.items() if made == choice]
    if other_day or (own and sanction not in (None, *own)):
        raise DecisionRefusedError(
            f"the decision of {choice.decided_on} is recorded, with another day or sanction id",
            "repeat it as it was, or decide anew with a motivation of its own",
            code="redan_beslutat",
        )
