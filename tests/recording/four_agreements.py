"""Four agreements under one nämnd, for the stateful test: what each permits is known by heart."""

from datetime import date
from decimal import Decimal

from avtalsuppfoljning import agreement, deficiency, follow_up, guidelines, provider, steering
from avtalsuppfoljning.policy import AmountCap, Authority
from avtalsuppfoljning.recorded import (
    agreement_stream,
    follow_up_stream,
    provider_stream,
    steering_stream,
)
from avtalsuppfoljning.recording import Unit
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    DeficiencyId,
    Driftsform,
    EkonomiskForm,
    FollowUpId,
    FollowUpMethod,
    Kanal,
    Lagrum,
    MeasureId,
    Money,
    Period,
    ProviderId,
    SanctionId,
    SteeringId,
    Upphandlingsform,
)

DAY = date(2026, 1, 7)
NÄMND = SteeringId("vardnamnden")
EGEN, LOV, LOU, BARE = map(AgreementId, ("egen", "lov", "lou", "bare"))
DEFICIENCIES = tuple(map(DeficiencyId, ("b1", "b2")))
SANCTIONS = tuple(map(SanctionId, ("s1", "s2")))
MEASURES = tuple(
    map(MeasureId, ("papekande", "atgardsplan", "ekonomisk_sanktion", "avstangning", "havning"))
)
U1 = FollowUpId("u1")
FOLLOW_UP = follow_up_stream(U1)
DECIDER = Authority(person="Nämnden", role="namnd", delegation_point="4.2")
DELEGATION = """
[dokument]
id = "delegation"
version = "2026-01-01"
namn = "Delegationsordning"
galler_fran = 2026-01-01
[[punkt]]
id = "4.1"
atgarder = ["papekande", "atgardsplan", "avstaende"]
roller = ["enhetschef"]
[[punkt]]
id = "4.2"
atgarder = ["ekonomisk_sanktion", "avstangning", "havning"]
hogsta_belopp = "50000.00"
roller = ["namnd"]
"""
COMPLETE = deficiency.PlannedMeasure(activity="Utbilda", deadline=DAY, responsible="Chefen")
ALL_TERMS = agreement.Terms(
    measures=MEASURES[1:],
    economic_forms=(EkonomiskForm.VITE, EkonomiskForm.PRISAVDRAG),
    amount_caps=(AmountCap(form=EkonomiskForm.VITE, amount=Money(amount=Decimal(20000))),),
    suspension_channels=(Kanal.ICKEVAL,),
)
SIGNED = (
    (EGEN, Upphandlingsform.LOV, ALL_TERMS, "400000-0002"),
    (LOV, Upphandlingsform.LOV, ALL_TERMS, "400000-0010"),
    (LOU, Upphandlingsform.LOU, ALL_TERMS, "400000-0028"),
    (BARE, Upphandlingsform.LOV, agreement.Terms(), "400000-0036"),
)


def prepare(unit: Unit) -> None:
    """Adopt the documents, sign the agreements, and plan one follow-up of them all, HSL too."""
    adopted = steering_stream(NÄMND)
    text = guidelines.shipped_text("orebro")
    unit.apply(adopted, steering.adopt_guideline, text=text, dnr="VN 1", adopted_on=DAY)
    unit.apply(
        adopted, steering.adopt_delegationsordning, text=DELEGATION, dnr="VN 2", adopted_on=DAY
    )
    for id_, form, terms, number in SIGNED:
        own = id_ == EGEN
        driftsform = Driftsform.EGEN_REGI if own else Driftsform.PRIVAT_REGI
        unit.apply(
            provider_stream(ProviderId(id_)),
            provider.register,
            name=f"Utförare {id_}",
            driftsform=driftsform,
            registered_on=DAY,
            organisation_number=number,
        )
        unit.apply(
            agreement_stream(id_),
            agreement.sign,
            provider=ProviderId(id_),
            steering=NÄMND,
            kind=AgreementKind.ÖVERENSKOMMELSE if own else AgreementKind.AVTAL,
            driftsform=driftsform,
            upphandlingsform=form,
            operation="hemtjanst",
            dnr=f"VN 1{id_}",
            signed_on=DAY,
            starts_on=DAY,
            terms=terms,
            requirements=(agreement.Requirement(id="k1", text="Krav", clause="5"),),
        )
    unit.apply(
        FOLLOW_UP,
        follow_up.plan,
        method=FollowUpMethod.KVALITETSKRAV,
        targets=tuple(agreement_stream(id_) for id_, *_ in SIGNED),
        planned_for=Period(text="2026"),
        planned_on=DAY,
        laws=(Lagrum.SOL, Lagrum.HSL),
    )
