"""The parties: the nämnd and its steering documents, four providers, four agreements."""

from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from avtalsuppfoljning import agreement, guidelines, provider, steering
from avtalsuppfoljning.agreement import Requirement, Terms
from avtalsuppfoljning.cli.exempelkoping.diary import Diary
from avtalsuppfoljning.policy import AmountCap, Authority
from avtalsuppfoljning.recorded import agreement_stream, provider_stream, steering_stream
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

COMMITTEE: Final = SteeringId("socialnamnden")
PLAN_DNR: Final = "SN 2024/182"
"""The decision by which the nämnd adopted its plan for the year."""

# ── who decides, and who records ──

CONTROLLER: Final = Authority(
    person="Olle Provberg", role="kvalitetscontroller", delegation_point="7.1"
)
UNIT_HEAD: Final = Authority(person="Karin Exempelsson", role="enhetschef", delegation_point="7.2")
DIRECTOR: Final = Authority(person="Maja Testander", role="socialdirektor", delegation_point="7.3")
REGISTRATOR: Final = "registrator"
ADMINISTRATOR: Final = "lov-administrator"

DELEGATION: Final = """\
[dokument]
id = "delegationsordning"
version = "2025-01-01"
namn = "Delegationsordning för socialnämnden i Exempelköping"
galler_fran = 2025-01-01

[[punkt]]
id = "7.1"
atgarder = ["papekande", "atgardsplan"]
roller = ["kvalitetscontroller", "enhetschef"]

[[punkt]]
id = "7.2"
atgarder = ["papekande", "atgardsplan", "avstaende", "ekonomisk_sanktion"]
roller = ["enhetschef"]
hogsta_belopp = "50000.00"

[[punkt]]
id = "7.3"
atgarder = ["ekonomisk_sanktion", "avstangning"]
roller = ["socialdirektor"]

[[punkt]]
id = "7.4"
atgarder = ["ekonomisk_sanktion", "avstangning", "havning", "avstaende"]
roller = ["namnd"]
"""

# ── what is required ──

SELF_CHECKS: Final = Requirement(
    id="k1", text="Utföraren dokumenterar sin egenkontroll varje tertial.", clause="4.2"
)
CARE_PLANS: Final = Requirement(
    id="k2", text="Varje insats har en aktuell genomförandeplan.", clause="4.5"
)
TIME_RECORDS: Final = Requirement(
    id="k3", text="Utförd tid registreras när den utförs.", clause="5.1"
)
STAFFING: Final = Requirement(
    id="k4", text="Bemanningen följer den lämnade bemanningsplanen.", clause="5.4"
)
REQUIREMENTS: Final = (SELF_CHECKS, CARE_PLANS, TIME_RECORDS, STAFFING)

# ── the parties ──


@attrs.frozen(kw_only=True)
class Party:
    """A provider and its agreement."""

    provider: ProviderId
    name: str
    number: str
    agreement: AgreementId
    dnr: str
    driftsform: Driftsform
    upphandlingsform: Upphandlingsform
    operation: str
    signed_on: date
    starts_on: date
    ends_on: date | None
    terms: Terms


def _measures(*names: str) -> tuple[MeasureId, ...]:
    return tuple(map(MeasureId, names))


def _cap(form: EkonomiskForm, kronor: str) -> AmountCap:
    return AmountCap(form=form, amount=Money(amount=Decimal(kronor)))


IN_HOUSE: Final = Party(
    provider=ProviderId("hemtjansten"),
    name="Exempelköpings hemtjänst",
    number="400000-0002",
    agreement=AgreementId("hemtjansten-2025"),
    dnr="SN 2024/201",
    driftsform=Driftsform.EGEN_REGI,
    upphandlingsform=Upphandlingsform.LOV,
    operation="hemtjanst",
    signed_on=date(2024, 12, 18),
    starts_on=date(2025, 1, 1),
    ends_on=None,
    terms=Terms(economic_forms=(EkonomiskForm.PRISAVDRAG,), refers_to_guideline=True, clause="9.1"),
)
BIRCH: Final = Party(
    provider=ProviderId("exempelbjorken"),
    name="Exempelbjörken Omsorg AB",
    number="400000-0010",
    agreement=AgreementId("exempelbjorken-2025"),
    dnr="SN 2024/202",
    driftsform=Driftsform.PRIVAT_REGI,
    upphandlingsform=Upphandlingsform.LOV,
    operation="hemtjanst",
    signed_on=date(2024, 12, 18),
    starts_on=date(2025, 1, 1),
    ends_on=None,
    terms=Terms(
        measures=_measures("atgardsplan", "ekonomisk_sanktion", "avstangning", "havning"),
        economic_forms=(EkonomiskForm.PRISAVDRAG, EkonomiskForm.VITE),
        amount_caps=(_cap(EkonomiskForm.VITE, "100000"),),
        suspension_channels=(Kanal.ICKEVAL, Kanal.AKTIVA_VAL),
        clause="12.1-12.6",
    ),
)
LINDEN: Final = Party(
    provider=ProviderId("provlinden"),
    name="Provlinden Hemtjänst AB",
    number="400000-0028",
    agreement=AgreementId("provlinden-2025"),
    dnr="SN 2024/203",
    driftsform=Driftsform.PRIVAT_REGI,
    upphandlingsform=Upphandlingsform.LOV,
    operation="hemtjanst",
    signed_on=date(2024, 12, 19),
    starts_on=date(2025, 1, 1),
    ends_on=None,
    terms=Terms(
        measures=_measures("atgardsplan", "avstangning", "havning"),
        suspension_channels=(Kanal.ICKEVAL,),
        clause="12.1-12.4",
    ),
)
ELM: Final = Party(
    provider=ProviderId("testalmen"),
    name="Testalmen Vård AB",
    number="400000-0036",
    agreement=AgreementId("testalmen-2023"),
    dnr="SN 2023/117",
    driftsform=Driftsform.PRIVAT_REGI,
    upphandlingsform=Upphandlingsform.LOU,
    operation="sarskilt_boende",
    signed_on=date(2023, 6, 1),
    starts_on=date(2023, 9, 1),
    ends_on=date(2027, 8, 31),
    terms=Terms(
        measures=_measures("atgardsplan", "ekonomisk_sanktion", "avstangning", "havning"),
        economic_forms=(EkonomiskForm.VITE,),
        amount_caps=(_cap(EkonomiskForm.VITE, "250000"),),
        suspension_channels=(Kanal.ICKEVAL,),
        clause="15",
    ),
)
PARTIES: Final = (IN_HOUSE, BIRCH, LINDEN, ELM)


def record_parties(diary: Diary) -> None:
    """Adopt the steering documents, register the providers and sign the agreements."""
    diary.turn_to(date(2024, 12, 20))
    for decide, text, dnr in (
        (steering.adopt_guideline, guidelines.shipped_text("orebro"), "SN 2024/180"),
        (steering.adopt_delegationsordning, DELEGATION, "SN 2024/181"),
    ):
        diary.record(
            steering_stream(COMMITTEE),
            decide,
            by=REGISTRATOR,
            text=text,
            dnr=dnr,
            adopted_on=date(2024, 12, 17),
        )
    for party in PARTIES:
        diary.record(
            provider_stream(party.provider),
            provider.register,
            by=ADMINISTRATOR,
            name=party.name,
            driftsform=party.driftsform,
            organisation_number=party.number,
            registered_on=date(2024, 12, 20),
        )
        own = party.driftsform is Driftsform.EGEN_REGI
        diary.record(
            agreement_stream(party.agreement),
            agreement.sign,
            by=ADMINISTRATOR,
            provider=party.provider,
            steering=COMMITTEE,
            kind=AgreementKind.ÖVERENSKOMMELSE if own else AgreementKind.AVTAL,
            driftsform=party.driftsform,
            upphandlingsform=party.upphandlingsform,
            operation=party.operation,
            dnr=party.dnr,
            signed_on=party.signed_on,
            starts_on=party.starts_on,
            ends_on=party.ends_on,
            terms=party.terms,
            requirements=REQUIREMENTS,
        )
