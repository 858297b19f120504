"""The last days of the time that a demand for rättelse, or a varning, gives for the cure.

The demand states them itself, or the guideline that is in force counts them from the day of
dispatch; where it has not set its cure time there is no day, and that is told instead of one.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.deficiency import Deficiency, Demand
from avtalsuppfoljning.guidelines import Guideline, parse_once
from avtalsuppfoljning.guidelines.inputs import CURE_DAYS
from avtalsuppfoljning.policy.inputs import last_cure_day
from avtalsuppfoljning.recorded import State, steering_stream
from avtalsuppfoljning.sanction import Sanction
from avtalsuppfoljning.steering import Steering
from avtalsuppfoljning.terms import MeasureId, Resultat, SanctionId, StreamId
from avtalsuppfoljning.views.facts import running_demand

States = Mapping[StreamId, State]


@attrs.frozen
class CureTime:
    """One cure that is awaited, and the last day for it."""

    stream: StreamId
    """The stream of the deficiency."""
    measure: MeasureId
    """What demands it: a demand for rättelse, or a varning."""
    sent_on: date
    last_day: date | None
    """None: the demand states no day, and the guideline has not set its cure time."""
    is_stated: bool
    """The demand states it; otherwise it is counted from the dispatch."""
    citations: tuple[Citation, ...]
    """Where the guideline has the measure, or its cure time."""

    @property
    def agreement(self) -> str:
        """The id of the agreement."""
        return self.stream.partition("/")[0].partition(":")[2]

    @property
    def deficiency(self) -> str:
        """The id of the deficiency."""
        return self.stream.rpartition(":")[2]

    @property
    def id(self) -> str:
        """The dispatch, and the day where the demand states one: the same for ever."""
        stated = f":{self.last_day}" if self.is_stated else ""
        return f"{self.sent_on}{stated}"


def cure_times(
    stream: StreamId, deficiency: Deficiency, states: States, *, on: date
) -> Iterator[CureTime]:
    """The cures that are awaited of one deficiency, seen from a certain day.

    A cure is awaited until a resultatuppföljning shows it, or, once its time is out, until one
    shows that there is none or somebody decides what is done next.
    """
    within = stream.partition("/")[0]
    found = (
        (id_, states.get(StreamId(f"{within}/sanction:{id_}"))) for id_ in deficiency.sanctions
    )
    sanctions: dict[SanctionId, Sanction] = {
        id_: state for id_, state in found if isinstance(state, Sanction)
    }
    demand = running_demand(deficiency.demands, sanctions, on)
    if demand is None or demand.sent_on is None or demand.choice.measure is None:
        return
    guideline = _guideline_on(states, StreamId(within), on)
    days, citations = _last_days(demand, demand.sent_on, guideline)
    for day in days:
        if _is_awaited(deficiency, demand.sent_on, day, on):
            yield CureTime(
                stream=stream,
                measure=demand.choice.measure,
                sent_on=demand.sent_on,
                last_day=day,
                is_stated=bool(demand.choice.cure_dates),
                citations=citations,
            )


def cures_without_a_day(states: States, *, on: date) -> tuple[CureTime, ...]:
    """The cures that are awaited, and for which nobody has set a day."""
    return tuple(
        cure
        for stream, state in sorted(states.items())
        if isinstance(state, Deficiency) and state.demands and state.remedied_on is None
        for cure in cure_times(stream, state, states, on=on)
        if cure.last_day is None
    )


# ── helpers ──


def _guideline_on(states: States, agreement: StreamId, on: date) -> Guideline | None:
    state = states.get(agreement)
    if not isinstance(state, Agreement) or state.signed is None:
        return None
    steering = states.get(steering_stream(state.signed.steering))
    adopted = steering.guideline_on(on) if isinstance(steering, Steering) else None
    return None if adopted is None else parse_once(adopted.text)


def _last_days(
    demand: Demand, sent_on: date, guideline: Guideline | None
) -> tuple[tuple[date | None, ...], tuple[Citation, ...]]:
    """The last days, and where the guideline says so."""
    choice = demand.choice
    measure = guideline.measure(choice.measure) if guideline and choice.measure else None
    source = (measure.citation,) if measure else ()
    if choice.cure_dates:
        return tuple(sorted(set(choice.cure_dates))), source
    parameter = guideline.parameter(CURE_DAYS) if guideline else None
    counted = last_cure_day(sent_on, guideline) if guideline else None
    return (counted,), (parameter.citation,) if parameter else source


def _is_awaited(deficiency: Deficiency, sent_on: date, last_day: date | None, on: date) -> bool:
    for day, result in deficiency.results:
        if sent_on <= day <= on and result is Resultat.ÅTGÄRDAD:
            return False
    out = sent_on if last_day is None else last_day  # the time runs to the end of its last day
    failed = (day for day, result in deficiency.results if result is Resultat.KVARSTÅR)
    chosen = (choice.decided_on for choice in deficiency.choices)
    return not any(out < day <= on for day in (*failed, *chosen))
