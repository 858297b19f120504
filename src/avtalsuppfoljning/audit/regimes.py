"""Egen regi beside privat regi: how long until something was decided, how often nothing was.

Every figure comes with the number of cases behind it. Nothing is said of chance or of causes, and
where there are few cases the figures are told and not compared.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Final

import attrs

from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.audit.cases import Case
from avtalsuppfoljning.deficiency import Deficiency
from avtalsuppfoljning.follow_up import FollowUp
from avtalsuppfoljning.guidelines import ABSTENTION
from avtalsuppfoljning.recorded import State
from avtalsuppfoljning.terms import Driftsform, StreamId

FEW: Final = 5
"""With fewer cases than this on a side nothing is compared."""


@attrs.frozen
class Regime:
    """What the log shows of one driftsform."""

    driftsform: Driftsform
    agreements: int
    deficiencies: int
    """Established avtalsbrister."""
    undecided: int
    """Those about which nothing has been decided."""
    days: tuple[int, ...]
    """From established to the first decision, the shortest first."""
    decisions: int
    abstentions: int
    departures: int
    """Decisions that chose something else than what was recommended."""
    amounts: tuple[Decimal, ...]
    """What sanctions with an amount came to, each."""
    planned: int
    """Follow-ups of an agreement that are planned: each target counts."""
    held: int
    """Those of them that are completed."""
    never: tuple[str, ...]
    """Agreements that no completed follow-up has had as its target."""
    positions: tuple[int, ...]
    """Where in the log the decisions stand."""

    @property
    def median_days(self) -> float | None:
        """The middle of the times to the first decision."""
        return float(median(self.days)) if self.days else None

    @property
    def total(self) -> Decimal:
        """What all amounts come to."""
        return sum(self.amounts, Decimal(0))


def regimes(
    cases: Iterable[Case], states: Mapping[StreamId, State], *, on: date
) -> tuple[Regime, ...]:
    """One row per driftsform that has agreements, in the order of the terms."""
    forms = {
        stream: state.signed.driftsform
        for stream, state in states.items()
        if isinstance(state, Agreement) and state.signed
    }
    decided = [each for each in cases if each.ruling.choice.decided_on <= on]
    return tuple(
        _regime(form, forms, decided, states, on) for form in Driftsform if form in forms.values()
    )


def is_comparable(one: Regime, other: Regime) -> bool:
    """Whether both have enough decisions for their figures to be put beside each other."""
    return min(one.decisions, other.decisions) >= FEW


# ── helpers ──


def _regime(
    form: Driftsform,
    forms: Mapping[StreamId, Driftsform],
    decided: list[Case],
    states: Mapping[StreamId, State],
    on: date,
) -> Regime:
    own = [each for each in decided if each.ruling.assessment.facts.driftsform is form]
    first: dict[StreamId, Case] = {}
    for case in own:
        first.setdefault(case.deficiency, case)
    deficiencies = [
        stream
        for stream, state in states.items()
        if isinstance(state, Deficiency)
        and state.established
        and state.established.finding.is_avtalsbrist
        and state.established.established_on <= on
        and forms.get(_agreement(stream)) is form
    ]
    planned = list(_targets(states, forms, form))
    followed = {target for target, is_held in planned if is_held}
    return Regime(
        driftsform=form,
        agreements=sum(each is form for each in forms.values()),
        deficiencies=len(deficiencies),
        undecided=sum(stream not in first for stream in deficiencies),
        days=tuple(
            sorted(
                (case.ruling.choice.decided_on - case.established_on).days
                for case in first.values()
                if case.established_on is not None
            )
        ),
        decisions=len(own),
        abstentions=sum(case.measure == ABSTENTION for case in own),
        departures=sum(
            any(each.code == "annan_an_rekommenderad" for each in case.ruling.deviations)
            for case in own
        ),
        amounts=tuple(
            case.ruling.choice.amount.amount for case in own if case.ruling.choice.amount
        ),
        planned=len(planned),
        held=sum(is_held for _, is_held in planned),
        never=tuple(
            stream.partition(":")[2]
            for stream, each in forms.items()
            if each is form and stream not in followed
        ),
        positions=tuple(case.position for case in own),
    )


def _agreement(stream: StreamId) -> StreamId:
    return StreamId(stream.partition("/")[0])


def _targets(
    states: Mapping[StreamId, State], forms: Mapping[StreamId, Driftsform], form: Driftsform
) -> Iterable[tuple[StreamId, bool]]:
    """Every agreement that a follow-up names, itself or by its provider, and whether it is held."""
    providers: dict[str, list[StreamId]] = {}
    for stream in forms:
        state = states[stream]
        if isinstance(state, Agreement) and state.signed:
            providers.setdefault(f"provider:{state.signed.provider}", []).append(stream)
    for state in states.values():
        if isinstance(state, FollowUp) and state.planned:
            for target in state.planned.targets:
                for stream in providers.get(target, [target]):
                    if forms.get(stream) is form:
                        yield stream, state.completed_on is not None
