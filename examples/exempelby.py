"""The small invented municipality that the stories take place in."""

from datetime import date
from decimal import Decimal

from avtalsuppfoljning import (
    Authority,
    Unit,
    agreement,
    agreement_stream,
    guidelines,
    provider,
    provider_stream,
    steering,
    steering_stream,
)
from avtalsuppfoljning.policy import AmountCap
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    Driftsform,
    EkonomiskForm,
    Kanal,
    MeasureId,
    Money,
    ProviderId,
    SteeringId,
    Upphandlingsform,
)

NÄMND = SteeringId("vardnamnden")
SOLGLÄNTAN = AgreementId("solglantan-hemtjanst")
HEMVÅRDEN = AgreementId("hemvarden-hemtjanst")
START = date(2025, 1, 2)

DELEGATION = """
[dokument]
id = "delegationsordning"
version = "2025-01-01"
namn = "Vårdnämndens delegationsordning"
galler_fran = 2025-01-01

[[punkt]]
id = "5.1"
atgarder = ["papekande", "atgardsplan", "avstaende"]
roller = ["enhetschef"]

[[punkt]]
id = "5.2"
atgarder = ["ekonomisk_sanktion", "avstangning", "havning"]
roller = ["namnd"]
"""
ENHETSCHEF = Authority(person="Karin Ek", role="enhetschef", delegation_point="5.1")
NÄMNDEN = Authority(person="Vårdnämnden genom Olle Alm", role="namnd", delegation_point="5.2")

TERMS = agreement.Terms(
    measures=tuple(map(MeasureId, ("atgardsplan", "ekonomisk_sanktion", "avstangning", "havning"))),
    economic_forms=(EkonomiskForm.VITE,),
    amount_caps=(AmountCap(form=EkonomiskForm.VITE, amount=Money(amount=Decimal(50000))),),
    suspension_channels=(Kanal.ICKEVAL, Kanal.AKTIVA_VAL),
    clause="12",
)
REQUIREMENTS = (
    agreement.Requirement(id="4.3", text="Verksamhetsberättelse inlämnas årligen.", clause="4.3"),
    agreement.Requirement(id="6.1", text="Planerade besök utförs.", clause="6.1"),
)


def begin(unit: Unit) -> None:
    """Adopt the steering documents, and sign two agreements on equal terms."""
    adopted = steering_stream(NÄMND)
    text = guidelines.shipped_text("orebro")
    unit.apply(adopted, steering.adopt_guideline, text=text, dnr="VN 1/2025", adopted_on=START)
    unit.apply(
        adopted,
        steering.adopt_delegationsordning,
        text=DELEGATION,
        dnr="VN 2/2025",
        adopted_on=START,
    )
    sign(unit, SOLGLÄNTAN, "Solgläntan Omsorg", Driftsform.PRIVAT_REGI, "400000-0010")
    sign(unit, HEMVÅRDEN, "Exempelby hemvård", Driftsform.EGEN_REGI, "400000-0028")


def sign(unit: Unit, id_: AgreementId, name: str, driftsform: Driftsform, number: str) -> None:
    """Register one provider and sign its avtal, or its överenskommelse in egen regi."""
    own = driftsform is Driftsform.EGEN_REGI
    unit.apply(
        provider_stream(ProviderId(id_)),
        provider.register,
        name=name,
        driftsform=driftsform,
        registered_on=START,
        organisation_number=number,
    )
    unit.apply(
        agreement_stream(id_),
        agreement.sign,
        provider=ProviderId(id_),
        steering=NÄMND,
        kind=AgreementKind.ÖVERENSKOMMELSE if own else AgreementKind.AVTAL,
        driftsform=driftsform,
        upphandlingsform=Upphandlingsform.LOV,
        operation="hemtjanst",
        dnr="VN 11/2025" if own else "VN 12/2025",
        signed_on=START,
        starts_on=START,
        terms=TERMS,
        requirements=REQUIREMENTS,
    )
