"""The deficiencies of a municipality and how far each has come, those without action first.

The duty to act (Örebro, Möjlighet att vidta åtgärder): an established avtalsbrist without a
measure and without a reasoned abstention stays at the top of the list.
"""

import enum
from collections.abc import Mapping
from datetime import date

import attrs

from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.deficiency import Deficiency, NoticeRecipient
from avtalsuppfoljning.recorded import State
from avtalsuppfoljning.terms import MeasureId, Resultat, StreamId, Term


class Läge(Term):
    """How far a deficiency has come; the members stand in the order of the list."""

    UTAN_ÅTGÄRD = enum.auto()
    """Brist utan åtgärd: established, and nothing has been decided."""
    KVARSTÅR = enum.auto()
    """The last measure did not help."""
    PLAN_UTEBLIVEN = enum.auto()
    """The åtgärdsplan did not come in time."""
    PLAN_ATT_GRANSKA = enum.auto()
    """An åtgärdsplan has come in and waits for approval."""
    PLAN_BEGÄRD = enum.auto()
    """An åtgärdsplan is asked for, and the time runs."""
    RESULTATUPPFÖLJNING_ÅTERSTÅR = enum.auto()
    """A measure has been taken; its result has not been followed up."""
    AVSTÅTT = enum.auto()
    """A person decided, with reasons, to take no measure; the deficiency must still be remedied."""
    ATT_AVSLUTA = enum.auto()
    """The requirement is met; the deficiency has not been closed."""
    ÅTGÄRDAD = enum.auto()
    """Remedied."""
    INGEN_AVTALSBRIST = enum.auto()
    """The investigation found no avtalsbrist."""


@attrs.frozen
class DeficiencyRow:
    """One deficiency, as a list shows it."""

    stream: StreamId
    id: str
    agreement: str
    provider: str
    requirement: str
    established_on: date
    state: Läge
    last_measure: MeasureId | None
    is_acute: bool = False
    """Reported as acute: director and nämnd are told at once (Södertälje 3.3)."""
    missing_notices: tuple[NoticeRecipient, ...] = ()
    """Those of the two who have not been told."""
    missing_receipts: tuple[NoticeRecipient, ...] = ()
    """Those of the two who have not confirmed that the notice has come."""
    handed_over_on: date | None = None
    """The day the matter was laid before the nämnd."""

    @property
    def lacks_action(self) -> bool:
        """The duty to act has not been met."""
        return self.state is Läge.UTAN_ÅTGÄRD


def deficiency_rows(states: Mapping[StreamId, State], *, on: date) -> tuple[DeficiencyRow, ...]:
    """Every deficiency, seen from a certain day, in the order of `Läge`, then by age."""
    rows = [
        _row(stream, state, states, on)
        for stream, state in states.items()
        if isinstance(state, Deficiency)
    ]
    order = list(Läge)
    key = lambda row: (order.index(row.state), row.established_on, row.stream)  # noqa: E731
    return tuple(sorted(rows, key=key))


def _row(
    stream: StreamId, state: Deficiency, states: Mapping[StreamId, State], on: date
) -> DeficiencyRow:
    assert state.established is not None, "a deficiency's first event establishes it"
    outer, _, inner = stream.partition("/")
    agreement = states[StreamId(outer)]
    assert isinstance(agreement, Agreement)
    assert agreement.signed is not None, "a deficiency is established within an agreement"
    return DeficiencyRow(
        stream=stream,
        id=inner.partition(":")[2],
        agreement=outer.partition(":")[2],
        provider=agreement.signed.provider,
        requirement=state.established.requirement,
        established_on=state.established.established_on,
        state=_läge(state, on),
        last_measure=state.measures[-1] if state.measures else None,
        is_acute=state.acute is not None,
        missing_notices=_missing(state, {each.recipient for each in state.notices}),
        missing_receipts=_missing(state, {each.recipient for each in state.receipts}),
        handed_over_on=state.handed_over.handed_over_on if state.handed_over else None,
    )


def _missing(state: Deficiency, done: set[NoticeRecipient]) -> tuple[NoticeRecipient, ...]:
    if state.acute is None:
        return ()
    return tuple(recipient for recipient in NoticeRecipient if recipient not in done)


def _läge(state: Deficiency, on: date) -> Läge:
    if state.remedied_on is not None:
        return Läge.ÅTGÄRDAD
    result = state.result_on(on)
    if result is Resultat.ÅTGÄRDAD:
        return Läge.ATT_AVSLUTA
    if state.established is not None and not state.established.finding.is_avtalsbrist:
        return Läge.INGEN_AVTALSBRIST
    if not state.choices:
        return Läge.UTAN_ÅTGÄRD
    if result is Resultat.KVARSTÅR:
        return Läge.KVARSTÅR
    if result is Resultat.PLAN_UTEBLIVEN:
        return Läge.PLAN_UTEBLIVEN
    if state.plan is not None and state.plan.received and state.plan.approved_on is None:
        return Läge.PLAN_ATT_GRANSKA
    if state.awaited_plan is not None:
        return Läge.PLAN_BEGÄRD
    return Läge.RESULTATUPPFÖLJNING_ÅTERSTÅR if state.measures else Läge.AVSTÅTT
