"""Steering: what a nämnd has adopted, with its whole text. Stream ``steering:<id>``.

The texts are in the log itself, so that a replay needs no file beside it, and a changed file
cannot change what was decided.
"""

from datetime import date
from typing import TypeVar, assert_never

import attrs

from avtalsuppfoljning import guidelines
from avtalsuppfoljning.classification import Open, event
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.terms import GuidelineId

# ── events ──


@event
class GuidelineAdopted:
    """A guideline applies from a certain day."""

    id: Open[GuidelineId]
    version: Open[str]
    document: Open[str]
    valid_from: Open[date]
    fingerprint: Open[str]
    """What the guideline does, whatever its file looks like."""
    text: Open[str]
    """The whole guideline file."""
    dnr: Open[str]
    """The diarienummer of the decision to adopt it."""
    adopted_on: Open[date]


@event
class DelegationsordningAdopted:
    """A delegationsordning applies from a certain day."""

    id: Open[str]
    version: Open[str]
    valid_from: Open[date]
    fingerprint: Open[str]
    text: Open[str]
    dnr: Open[str]
    adopted_on: Open[date]


Event = GuidelineAdopted | DelegationsordningAdopted

# ── state ──


@attrs.frozen
class Steering:
    """What later decisions read of the adopted documents."""

    guidelines: tuple[GuidelineAdopted, ...] = ()
    delegationsordningar: tuple[DelegationsordningAdopted, ...] = ()

    def guideline_on(self, on: date) -> GuidelineAdopted | None:
        """The guideline in force on a day: adopted by then, and applying from the latest day."""
        return _latest(self.guidelines, on)

    def delegationsordning_on(self, on: date) -> DelegationsordningAdopted | None:
        """The delegationsordning in force on a day."""
        return _latest(self.delegationsordningar, on)


INITIAL = Steering()


def evolve(state: Steering, event: Event, /) -> Steering:
    """The state after one more event."""
    match event:
        case GuidelineAdopted():
            return attrs.evolve(state, guidelines=(*state.guidelines, event))
        case DelegationsordningAdopted():
            adopted = (*state.delegationsordningar, event)
            return attrs.evolve(state, delegationsordningar=adopted)
        case _:
            assert_never(event)


# ── decisions ──


def adopt_guideline(
    state: Steering, /, *, text: str, dnr: str, adopted_on: date
) -> tuple[Event, ...]:
    """Adopt a guideline, given as the text of its file."""
    guideline = guidelines.parse(text)
    adopted = GuidelineAdopted(
        id=guideline.id,
        version=guideline.version,
        document=guideline.document,
        valid_from=guideline.valid_from,
        fingerprint=guidelines.fingerprint(guideline),
        text=text,
        dnr=dnr,
        adopted_on=adopted_on,
    )
    return _adopt(adopted, state.guidelines)


def adopt_delegationsordning(
    state: Steering, /, *, text: str, dnr: str, adopted_on: date
) -> tuple[Event, ...]:
    """Adopt a delegationsordning, given as the text of its file."""
    delegation = guidelines.parse_delegationsordning(text)
    adopted = DelegationsordningAdopted(
        id=delegation.id,
        version=delegation.version,
        valid_from=delegation.valid_from,
        fingerprint=delegation.fingerprint,
        text=text,
        dnr=dnr,
        adopted_on=adopted_on,
    )
    return _adopt(adopted, state.delegationsordningar)


# ── helpers ──


Adopted = TypeVar("Adopted", GuidelineAdopted, DelegationsordningAdopted)


def _latest(adopted: tuple[Adopted, ...], on: date) -> Adopted | None:
    in_force = (a for a in reversed(adopted) if max(a.valid_from, a.adopted_on) <= on)
    return max(in_force, key=lambda a: a.valid_from, default=None)


def _adopt(
    adopted: GuidelineAdopted | DelegationsordningAdopted,
    earlier: tuple[GuidelineAdopted, ...] | tuple[DelegationsordningAdopted, ...],
) -> tuple[Event, ...]:
    """Rules are dated, never edited: a version keeps its text for ever."""
    for other in earlier:
        if (other.id, other.version) == (adopted.id, adopted.version):
            if other.text == adopted.text:
                return ()
            raise DecisionRefusedError(
                f"{adopted.id} {adopted.version} is adopted already, with another text",
                "give the changed text a version of its own",
                code="version_finns",
            )
    return (adopted,)
