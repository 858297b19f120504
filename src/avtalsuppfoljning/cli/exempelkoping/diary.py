"""How the year is written down: day by day, with a clock and ids that are always the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Self

import attrs

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.policy import Authority, Choice
from avtalsuppfoljning.recorded import State
from avtalsuppfoljning.recording import Receipt, Register
from avtalsuppfoljning.recording.unit import Decision
from avtalsuppfoljning.terms import (
    AgreementId,
    DeficiencyId,
    MeasureId,
    Money,
    SanctionId,
    StreamId,
)


@attrs.frozen
class Stopped:
    """A choice that the rules refused; nothing was recorded of it."""

    on: date
    agreement: AgreementId
    measure: MeasureId | None
    code: str
    reasons: tuple[str, ...]
    citations: tuple[Citation, ...]


class Diary:
    """A register in which somebody writes, and what came of it."""

    def __init__(self, path: Path) -> None:
        self._now = datetime(2024, 12, 1, tzinfo=UTC)
        self._commands = 0
        self.register = Register.open(path, clock=self._clock, ids=self._id)
        self.states: dict[StreamId, State] = {}
        """The state of every stream, as each command left it."""
        self.stopped: list[Stopped] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.register.close()

    # ── a clock that is turned, and ids that are counted ──

    def _clock(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now

    def _id(self) -> str:
        self._commands += 1
        return f"exempel-{self._commands:04}"

    @property
    def today(self) -> date:
        """The day that is being written."""
        return self._now.date()

    def turn_to(self, day: date) -> None:
        """Begin a new working day; days never go back."""
        morning = datetime.combine(day, time(8), tzinfo=UTC)
        assert self._now < morning, f"{day} is past"
        self._now = morning

    # ── writing ──

    def record(self, stream: StreamId, decide: Decision, /, *, by: str, **facts: Any) -> None:
        """Let a stream's own decision decide, and record it."""
        self._keep(self.register.record(stream, decide, actor=by, **facts))

    def decide(
        self,
        agreement: AgreementId,
        deficiency: DeficiencyId,
        measure: str | None,
        *,
        by: Authority,
        forms: tuple[str, ...] = (),
        amount: Money | None = None,
        motivation: str = "",
        effective_on: date | None = None,
        text: str | None = None,
        due_on: date | None = None,
        sanction: SanctionId | None = None,
    ) -> None:
        """Record what a person decides today about a deficiency."""
        choice = Choice(
            measure=None if measure is None else MeasureId(measure),
            forms=forms,
            amount=amount,
            decided_on=self.today,
            effective_on=effective_on,
            by=by,
            motivation=motivation,
        )
        with self._stopping(agreement, deficiency, choice):
            receipt = self.register.decide(
                agreement,
                deficiency,
                choice,
                actor=by.role,
                text=text,
                due_on=due_on,
                sanction=sanction,
            )
            self._keep(receipt)

    def lift(
        self, agreement: AgreementId, sanction: SanctionId, *, by: Authority, motivation: str
    ) -> None:
        """Record that a person ends a sanction today."""
        receipt = self.register.lift(
            agreement,
            sanction,
            by=by,
            motivation=motivation,
            decided_on=self.today,
            actor=by.role,
        )
        self._keep(receipt)

    def _keep(self, receipt: Receipt) -> None:
        self.states.update(receipt.states)

    @contextmanager
    def _stopping(
        self, agreement: AgreementId, deficiency: DeficiencyId, choice: Choice
    ) -> Iterator[None]:
        """Keep what the rules say no to: it is part of the story, and not of the register."""
        try:
            yield
        except DecisionRefusedError as refusal:
            assessed = self.register.assess(agreement, deficiency, on=choice.decided_on)
            reasons = {each.measure: each.reasons for each in assessed.refused}
            citations = tuple(c for c in refusal.citations if isinstance(c, Citation))
            self.stopped.append(
                Stopped(
                    choice.decided_on,
                    agreement,
                    choice.measure,
                    refusal.code,
                    reasons.get(choice.measure or MeasureId(""), ()),
                    citations,
                )
            )
