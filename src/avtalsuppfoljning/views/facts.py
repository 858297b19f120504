"""What the log says about a deficiency on a day: the facts that the policy is told."""

from datetime import date

from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.deficiency import Deficiency
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.policy import Facts, History, Instrument
from avtalsuppfoljning.terms import AgreementKind


def facts_of(
    agreement: Agreement, deficiency: Deficiency, guideline: Guideline, *, on: date
) -> Facts:
    """The facts about one established deficiency, seen from a certain day."""
    signed = agreement.signed
    assert signed is not None, "a deficiency is established within an agreement"
    if deficiency.established is None:
        raise DecisionRefusedError(
            "the deficiency is not established", "establish it first", code="brist_saknas"
        )
    terms = agreement.terms_on(on)
    rungs = guideline.ladder
    taken = [measure for measure in deficiency.measures if measure in rungs]
    return Facts(
        on=on,
        driftsform=signed.driftsform,
        upphandlingsform=signed.upphandlingsform,
        instrument=Instrument(
            measures=terms.measures,
            economic_forms=terms.economic_forms,
            suspension_channels=terms.suspension_channels,
            termination_ground_met=_is_met(deficiency, on),
            refers_to_guideline=terms.refers_to_guideline,
            ends_on=agreement.ends_on,
            only_individavtal=signed.kind is AgreementKind.INDIVIDAVTAL,
            amount_caps=terms.amount_caps,
        ),
        finding=deficiency.established.finding,
        history=History(
            highest_measure=max(taken, key=rungs.index, default=None),
            result=deficiency.result_on(on),
        ),
        heard=deficiency.heard(on),
    )


def _is_met(deficiency: Deficiency, on: date) -> bool:
    ground = deficiency.termination_ground
    return ground is not None and ground.is_met and ground.assessed_on <= on
