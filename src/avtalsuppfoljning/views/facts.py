"""What the log says about a deficiency on a day: the facts that the policy is told.

Nothing that happened after that day is looked at, whenever it was recorded.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.deficiency import (
    Deficiency,
    Demand,
    HävningsgrundAssessed,
    UppsägningsgrundAssessed,
)
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.policy import DecidedAmount, Effect, Facts, History, Instrument
from avtalsuppfoljning.sanction import Sanction
from avtalsuppfoljning.terms import AgreementKind, SanctionId
from avtalsuppfoljning.views.agreements import known_on


def facts_of(
    agreement: Agreement,
    deficiency: Deficiency,
    guideline: Guideline,
    *,
    on: date,
    sanctions: Mapping[SanctionId, Sanction],
) -> Facts:
    """The facts about one established deficiency, seen from a certain day.

    ``sanctions`` are those that the deficiency led to (`Deficiency.sanctions`), by their ids.
    """
    seen = known_on(agreement, on)
    signed = seen.signed
    assert signed is not None, "a deficiency is established within an agreement"
    if deficiency.established is None:
        raise DecisionRefusedError(
            "the deficiency is not established", "establish it first", code="brist_saknas"
        )
    terms = seen.terms_on(on)
    return Facts(
        on=on,
        driftsform=signed.driftsform,
        upphandlingsform=signed.upphandlingsform,
        instrument=Instrument(
            measures=terms.measures,
            economic_forms=terms.economic_forms,
            suspension_channels=terms.suspension_channels,
            termination_ground_met=_is_met(deficiency, on, HävningsgrundAssessed),
            refers_to_guideline=terms.refers_to_guideline,
            ends_on=seen.ends_on,
            only_individavtal=signed.kind is AgreementKind.INDIVIDAVTAL,
            amount_caps=terms.amount_caps,
            immediate_ground_met=_is_met(deficiency, on, HävningsgrundAssessed, is_immediate=True),
            notice_ground_met=_is_met(deficiency, on, UppsägningsgrundAssessed),
        ),
        finding=deficiency.finding_on(on),
        history=_history(deficiency, sanctions, guideline, on),
        heard=deficiency.heard(on),
    )


def _history(
    deficiency: Deficiency, sanctions: Mapping[SanctionId, Sanction], guideline: Guideline, on: date
) -> History:
    rungs = guideline.ladder
    taken = [
        choice.measure
        for choice in deficiency.choices
        if choice.measure is not None and choice.measure in rungs and choice.decided_on <= on
    ]
    own = [sanctions[each] for each in deficiency.sanctions if each in sanctions]
    running = running_demand(deficiency.demands, sanctions, on)
    return History(
        highest_measure=max(taken, key=rungs.index, default=None),
        result=deficiency.result_on(on),
        warning_stands=any(
            sanction.decided is not None
            and sanction.decided.effect is Effect.WARNING
            and sanction.is_in_force(on)
            for sanction in own
        ),
        cure_sent_on=running.sent_on if running else None,
        cure_dates=running.choice.cure_dates if running else (),
        decided_amounts=tuple(_amounts(own, guideline, on)) if guideline.tariffs else (),
    )


def _amounts(
    sanctions: Iterable[Sanction], guideline: Guideline, on: date
) -> Iterator[DecidedAmount]:
    """What counts against the caps of the guideline; it caps the measures that are asked about."""
    capped = {tariff.measure for tariff in guideline.tariffs if tariff.cap is not None}
    for sanction in sanctions:
        counted = sanction.counted_on(on)
        if counted is not None and counted.measure in capped:
            yield counted


def running_demand(
    demands: Iterable[Demand], sanctions: Mapping[SanctionId, Sanction], on: date
) -> Demand | None:
    """The demand that was dispatched last; one in a varning that has been lifted is gone."""
    found: Demand | None = None
    latest = date.min
    for demand in demands:
        holder = sanctions.get(demand.sanction) if demand.sanction is not None else None
        lifted = holder.lifted if holder is not None else None
        is_gone = lifted is not None and lifted.effective_on <= on
        if demand.sent_on is not None and latest <= demand.sent_on <= on and not is_gone:
            found, latest = demand, demand.sent_on
    return found


def _is_met(deficiency: Deficiency, on: date, kind: type, *, is_immediate: bool = False) -> bool:
    if not deficiency.grounds:  # as it mostly is
        return False
    ground = deficiency.ground_on(on, kind, is_immediate=is_immediate)
    return ground is not None and ground.is_met
