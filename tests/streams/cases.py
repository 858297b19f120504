"""What the streams' specifications have in common: a day, an agreement, a brist."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs

from avtalsuppfoljning.agreement import AgreementSigned, Requirement, Terms
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import DeficiencyEstablished
from avtalsuppfoljning.policy import AmountCap, Consequences, Finding
from avtalsuppfoljning.terms import (
    AgreementKind,
    Driftsform,
    EkonomiskForm,
    FollowUpMethod,
    Frekvens,
    Kanal,
    Konsekvens,
    MeasureId,
    Money,
    Period,
    ProviderId,
    SteeringId,
    Upphandlingsform,
)

DAY = date(2026, 3, 2)
YEAR = Period(text="2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))


def day(number: int) -> date:
    """So many days after `DAY`."""
    return DAY + timedelta(days=number)


def told(event: Any, **changes: Any) -> dict[str, Any]:
    """The facts of an event, as the decision that records it is told them."""
    return attrs.asdict(event, recurse=False) | changes


SIGNED = AgreementSigned(
    provider=ProviderId("solgarden"),
    steering=SteeringId("vardnamnden"),
    kind=AgreementKind.AVTAL,
    driftsform=Driftsform.PRIVAT_REGI,
    upphandlingsform=Upphandlingsform.LOV,
    operation="hemtjanst",
    dnr="VN 12/2026",
    signed_on=date(2025, 12, 1),
    starts_on=date(2026, 1, 1),
    ends_on=None,
    terms=Terms(
        measures=tuple(
            map(MeasureId, ("atgardsplan", "ekonomisk_sanktion", "avstangning", "havning"))
        ),
        economic_forms=(EkonomiskForm.VITE, EkonomiskForm.PRISAVDRAG),
        amount_caps=(AmountCap(form=EkonomiskForm.VITE, amount=Money(amount=Decimal(20000))),),
        suspension_channels=(Kanal.ICKEVAL, Kanal.AKTIVA_VAL),
        clause="9",
    ),
    requirements=(
        Requirement(id="k1", text="Den som arbetar är utbildad.", clause="5.1"),
        Requirement(id="k2", text="Varje avvikelse utreds.", clause="5.2"),
    ),
)
"""A private provider under LOV, where the agreement regulates everything."""


def finding(konsekvens: Konsekvens = Konsekvens.LITEN, **changes: Any) -> Finding:
    """A minor avtalsbrist, unless told otherwise."""
    consequences = Consequences(
        individual=konsekvens, municipality=Konsekvens.INGEN, provider=Konsekvens.INGEN
    )
    plain = Finding(is_avtalsbrist=True, frequency=Frekvens.LÅG, consequences=consequences)
    return replace(plain, **changes)


def brist(found: Finding | None = None) -> DeficiencyEstablished:
    """An established deficiency: a minor one, unless told otherwise."""
    return DeficiencyEstablished(
        requirement="k1",
        found_by=FollowUpMethod.FÖREKOMMEN_ANLEDNING,
        follow_up=None,
        description="En ny medarbetare saknade utbildning.",
        finding=found or finding(),
        established_on=DAY,
    )


MINOR = brist()
SERIOUS = brist(finding(Konsekvens.BETYDANDE, frequency=Frekvens.SYSTEMATISK))
NO_BRIST = brist(finding(is_avtalsbrist=False))
