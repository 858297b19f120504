"""What auditors have recommended, what was answered, and what the log shows was done.

The log knows nothing of what a recommendation is about but its words, which nobody interprets
here. It shows what stands under the same diarienummer as an answer, and how much of what auditors
usually ask about was recorded before the recommendation came and after it.
"""

import enum
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import attrs

from avtalsuppfoljning.agreement import (
    FakturakontrollMade,
    ManuellTidsandelMeasured,
    ManuellTidsandelStated,
    SubmissionReceived,
)
from avtalsuppfoljning.follow_up import FollowUpCompleted, ÅterkopplingGiven
from avtalsuppfoljning.recorded import Recorded, State
from avtalsuppfoljning.steering import (
    RecommendationStatus,
    RevisionsrekommendationAnswered,
    RevisionsrekommendationReceived,
    Steering,
    UppföljningsplanRevised,
)
from avtalsuppfoljning.terms import StreamId, Term


class Svarsläge(Term):
    """How far an answer has come."""

    FÖRSENAT = enum.auto()
    """No answer, and the day has passed."""
    OBESVARAD = enum.auto()
    """No answer yet."""
    PLANERAD = enum.auto()
    """Answered: planned."""
    PÅGÅR = enum.auto()
    """Answered: ongoing."""
    KLAR = enum.auto()
    """Answered: done."""


@attrs.frozen
class Done:
    """How much of one kind was recorded before a recommendation came, and after."""

    kind: str
    """The word of the kind; see `KINDS_OF_WORK`."""
    before: int
    after: tuple[int, ...]
    """Where in the log the later ones stand."""


@attrs.frozen
class RecommendationRow:
    """One recommendation and what came of it."""

    steering: StreamId
    id: str
    received: RevisionsrekommendationReceived
    answers: tuple[RevisionsrekommendationAnswered, ...]
    state: Svarsläge
    days_late: int
    """How many days after the day asked for the first answer came, or how many have passed."""
    same_matter: tuple[int, ...]
    """Where in the log other events stand that name the diarienummer of an answer."""
    done: tuple[Done, ...]


KINDS_OF_WORK: Final[Mapping[type, str]] = {
    FollowUpCompleted: "uppfoljning",
    ManuellTidsandelMeasured: "manuell_tid",
    ManuellTidsandelStated: "manuell_tid",
    FakturakontrollMade: "fakturakontroll",
    ÅterkopplingGiven: "aterkoppling",
    UppföljningsplanRevised: "plan_reviderad",
}
"""Events that show work of the kinds that auditors ask about."""
LEDNINGSSYSTEM: Final = "ledningssystem"


def recommendation_rows(
    states: Mapping[StreamId, State], events: Iterable[Recorded], *, on: date
) -> tuple[RecommendationRow, ...]:
    """Every recommendation, seen from a day: what is late first, then by age."""
    own = [
        (stream, id_, found)
        for stream, state in states.items()
        if isinstance(state, Steering)
        for id_, found in state.recommendations.items()
    ]
    if not own:
        return ()
    matters: dict[str, list[int]] = {}
    work: dict[str, list[Recorded]] = {}
    for each in events:
        dnr = getattr(each.event, "dnr", None)
        if dnr and not isinstance(each.event, RevisionsrekommendationAnswered):
            matters.setdefault(dnr, []).append(each.position)
        kind = _kind(each.event)
        if kind:
            work.setdefault(kind, []).append(each)
    rows = []
    for stream, id_, found in own:
        received = found.received
        answers = tuple(each for each in found.answers if each.answered_on <= on)
        at = [position for each in answers for position in matters.get(each.dnr, ())]
        state = _state(received, answers, on)
        rows.append(
            RecommendationRow(
                steering=stream,
                id=id_,
                received=received,
                answers=answers,
                state=state,
                days_late=_days_late(received, answers, on),
                same_matter=tuple(sorted(set(at))),
                done=tuple(_done(kind, of, received.received_on) for kind, of in work.items()),
            )
        )
    order = list(Svarsläge)
    rows.sort(key=lambda row: (order.index(row.state), row.received.received_on, row.id))
    return tuple(rows)


# ── helpers ──


def _kind(event: object) -> str | None:
    if isinstance(event, SubmissionReceived):
        return LEDNINGSSYSTEM if event.document == LEDNINGSSYSTEM else None
    return KINDS_OF_WORK.get(type(event))


def _state(
    received: RevisionsrekommendationReceived,
    answers: tuple[RevisionsrekommendationAnswered, ...],
    on: date,
) -> Svarsläge:
    if answers:
        return {
            RecommendationStatus.PLANERAD: Svarsläge.PLANERAD,
            RecommendationStatus.PÅGÅR: Svarsläge.PÅGÅR,
            RecommendationStatus.KLAR: Svarsläge.KLAR,
        }[answers[-1].status]
    is_late = received.respond_by is not None and received.respond_by < on
    return Svarsläge.FÖRSENAT if is_late else Svarsläge.OBESVARAD


def _days_late(
    received: RevisionsrekommendationReceived,
    answers: tuple[RevisionsrekommendationAnswered, ...],
    on: date,
) -> int:
    if received.respond_by is None:
        return 0
    first = answers[0].answered_on if answers else on
    return max((first - received.respond_by).days, 0)


def _done(kind: str, of: list[Recorded], since: date) -> Done:
    after = tuple(each.position for each in of if each.entry.day > since)
    return Done(kind, len(of) - len(after), after)
