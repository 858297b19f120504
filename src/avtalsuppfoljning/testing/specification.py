"""Decisions stated as given, when, then."""

import sys
from collections.abc import Callable
from typing import Any, Self

import attrs

from avtalsuppfoljning.errors import DecisionRefusedError

Decide = Callable[..., tuple[Any, ...]]


@attrs.frozen(eq=False)
class Outcome:
    """What a decision came to: compare it with the expected events, or ask why it refused."""

    specification: "Specification"
    decide: Decide
    facts: dict[str, Any]
    events: tuple[Any, ...] | None
    refusal: DecisionRefusedError | None

    def __eq__(self, expected: object) -> bool:
        """Equal to the events it decided; a refusal equals no events."""
        return self.refusal is None and self.events == expected

    __hash__ = None  # type: ignore[assignment]

    @property
    def code(self) -> str | None:
        """The code of the refusal, None where nothing was refused."""
        return None if self.refusal is None else self.refusal.code

    def again(self) -> Self:
        """The same decision once more, after its own events."""
        history = (*self.specification.history, *(self.events or ()))
        return type(self).of(Specification(history), self.decide, self.facts)

    @classmethod
    def of(cls, specification: "Specification", decide: Decide, facts: dict[str, Any]) -> Self:
        """Let a decision decide after a history."""
        stream = sys.modules[decide.__module__.rpartition(".")[0]]
        state = stream.INITIAL
        for event in specification.history:
            state = stream.evolve(state, event)
        try:
            return cls(specification, decide, facts, decide(state, **facts), None)
        except DecisionRefusedError as refusal:
            return cls(specification, decide, facts, None, refusal)


@attrs.frozen
class Specification:
    """A history, waiting for a decision."""

    history: tuple[Any, ...]

    def when(self, decide: Decide, /, **facts: Any) -> Outcome:
        """Let one of the stream's decisions decide."""
        return Outcome.of(self, decide, facts)


def given(*history: object) -> Specification:
    """A stream in which these events have happened.

    >>> from datetime import date
    >>> from avtalsuppfoljning import follow_up
    >>> outcome = given().when(follow_up.complete, completed_on=date(2026, 1, 1))
    >>> outcome.code
    'uppfoljning_ej_oppen'
    """
    return Specification(history)
