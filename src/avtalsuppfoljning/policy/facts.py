"""What the policy is told about one deficiency on one day. Nothing else is read."""

from datetime import date
from decimal import Decimal
from typing import Final

from avtalsuppfoljning.classification import Added, Open, grown, value
from avtalsuppfoljning.policy.money import Days
from avtalsuppfoljning.terms import (
    Driftsform,
    EkonomiskForm,
    Frekvens,
    Hörd,
    Kanal,
    Konsekvens,
    MeasureId,
    Money,
    Oegentlighet,
    Resultat,
    Upphandlingsform,
)

FACTS_VERSION: Final = 1
"""The version of this set of facts. A guideline declares which version it reads.

It rises when a fact changes its meaning, or when a guideline could be answered otherwise without
asking for it. A fact that is only added does neither: its default says that nothing of the kind
was recorded, and only a guideline that declares it (``laser``) can read it.
"""


@value
class AmountCap:
    """The most an economic sanction of one form may amount to, as the agreement has it."""

    form: Open[EkonomiskForm]
    amount: Open[Money]


@value
class Instrument:
    """What the agreement, överenskommelse or uppdragsdirektiv regulates."""

    measures: Open[tuple[MeasureId, ...]] = ()
    economic_forms: Open[tuple[EkonomiskForm, ...]] = ()
    suspension_channels: Open[tuple[Kanal, ...]] = ()
    termination_ground_met: Open[bool] = False
    """Whether the ground that the agreement states for hävning is met."""
    refers_to_guideline: Open[bool] = False
    ends_on: Open[date | None] = None
    only_individavtal: Open[bool] = False
    amount_caps: Open[tuple[AmountCap, ...]] = ()
    immediate_ground_met: Open[bool] = False
    """Whether a ground is met on which the agreement ends at once, without any cure time."""
    notice_ground_met: Open[bool] = False
    """Whether the ground that the agreement states for uppsägning is met."""


@value
class Consequences:
    """What the deficiency has led to, for each of the three whom Örebro's note 4 names."""

    individual: Open[Konsekvens]
    municipality: Open[Konsekvens]
    provider: Open[Konsekvens]


@value
class Measured:
    """A figure for one of the guideline's parameters, such as a share in per cent."""

    parameter: Open[str]
    figure: Open[Decimal]


@value
class Finding:
    """What the investigation of the deficiency arrived at."""

    is_avtalsbrist: Open[bool]
    frequency: Open[Frekvens]
    consequences: Open[Consequences]
    is_deliberate: Open[bool] = False
    is_repeated: Open[bool] = False
    is_risk: Open[bool] = False
    """There is a risk of a deficiency, whether or not one has occurred (Södertälje 3.5)."""
    is_acute: Open[bool] = False
    has_damage: Open[bool] = False
    """Somebody has suffered damage that the provider may have to make good (skadestånd)."""
    is_overpaid: Open[bool] = False
    """Money has been paid that was never owed (återkrav)."""
    irregularity: Open[Oegentlighet | None] = None
    """A sign of an irregularity that is another authority's to investigate."""
    measured: Open[tuple[Measured, ...]] = ()


@value
class DecidedAmount:
    """An amount that was decided earlier about the same deficiency, and stands."""

    measure: Open[MeasureId]
    amount: Open[Money]
    items: Open[int | None] = None
    """How many occasions, persons or things it was for, if they were counted."""
    breach: Open[tuple[Days, ...]] = ()
    """The days that it was for, if they were counted."""


@grown
class History:
    """What has been done about this deficiency so far."""

    highest_measure: Open[MeasureId | None] = None
    result: Open[Resultat] = Resultat.EJ_UPPFÖLJD
    warning_stands: Open[bool] = False
    """A varning has been given and not been lifted."""
    cure_sent_on: Open[date | None] = None
    """The day the demand for rättelse, or the varning, was dispatched."""
    cure_dates: Open[tuple[date, ...]] = ()
    """The last days that it gives for the cure, if it states them itself; there may be several."""
    decided_amounts: Added[tuple[DecidedAmount, ...]] = ()
    """What counts against the guideline's caps already, of the measures that it caps."""


@value
class Facts:
    """One deficiency within one agreement, as it stands on one day."""

    on: Open[date]
    driftsform: Open[Driftsform]
    upphandlingsform: Open[Upphandlingsform]
    instrument: Open[Instrument]
    finding: Open[Finding]
    history: Open[History] = History()
    heard: Open[Hörd] = Hörd.EJ_TILLFRÅGAD

    @property
    def has_ended(self) -> bool:
        """The agreement ended before the day in question."""
        end = self.instrument.ends_on
        return end is not None and end < self.on
