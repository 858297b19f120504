"""Facts that have given values of the inputs: the way back from a cell of a table to a case."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from tests.policy.cases import DAY, LEAST, altered

from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.policy import Consequences, Facts, Finding, History, Instrument
from avtalsuppfoljning.policy.facts import Measured
from avtalsuppfoljning.terms import (
    Driftsform,
    EkonomiskForm,
    Frekvens,
    Hörd,
    Kanal,
    Konsekvens,
    MeasureId,
    Oegentlighet,
    Resultat,
    Upphandlingsform,
)

YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
CURES = {
    "ingen": History(),
    "ej_satt": History(cure_sent_on=DAY),  # and the guideline has no cure time
    "loper": History(cure_sent_on=DAY, cure_dates=(TOMORROW,)),
    "delvis_ute": History(cure_sent_on=DAY, cure_dates=(TOMORROW, YESTERDAY)),
    "ute": History(cure_sent_on=DAY, cure_dates=(YESTERDAY,)),
}


def facts_where(
    cell: Mapping[str, str], *, guideline: Guideline, measure: MeasureId | None = None
) -> Facts:
    """A case in which each input has the value that the cell gives it; the rest is harmless.

    ``reglerad`` is of the measure. ``hogsta_atgard`` may be given instead of ``tidigare_atgard``.
    """

    def yes(name: str, *, default: bool = False) -> bool:
        return cell.get(name, "ja" if default else "nej") == "ja"

    worst = Konsekvens(cell.get("konsekvens", "ingen"))
    regulated = tuple(each.id for each in guideline.measures)
    if not yes("reglerad", default=True):
        regulated = tuple(each for each in regulated if each != measure)
    highest = cell.get("hogsta_atgard", "ingen")
    if highest == "ingen":
        highest = guideline.ladder[0] if yes("tidigare_atgard") else ""
    return Facts(
        on=DAY,
        driftsform=Driftsform(cell.get("driftsform", "privat_regi")),
        upphandlingsform=Upphandlingsform(cell.get("upphandlingsform", "lov")),
        instrument=Instrument(
            measures=regulated,
            economic_forms=tuple(EkonomiskForm) if yes("form_reglerad", default=True) else (),
            suspension_channels=tuple(Kanal) if yes("kanal_reglerad", default=True) else (),
            termination_ground_met=yes("havningsgrund_uppfylld", default=True),
            refers_to_guideline=yes("hanvisar_till_riktlinjen"),
            ends_on=YESTERDAY if yes("avtal_upphort") else None,
            only_individavtal=yes("endast_individavtal"),
            immediate_ground_met=yes("omedelbar_grund"),
            notice_ground_met=yes("uppsagningsgrund", default=True),
        ),
        finding=Finding(
            is_avtalsbrist=yes("avtalsbrist", default=True),
            frequency=Frekvens(cell.get("frekvens", "lag")),
            consequences=Consequences(
                individual=Konsekvens(cell.get("konsekvens_individ", worst)),
                municipality=Konsekvens(cell.get("konsekvens_kommunen", LEAST.municipality)),
                provider=Konsekvens(cell.get("konsekvens_utforaren", LEAST.provider)),
            ),
            is_deliberate=yes("medveten"),
            is_repeated=yes("upprepad"),
            is_risk=yes("risk"),
            is_acute=yes("akut"),
            has_damage=yes("skada"),
            is_overpaid=yes("felaktig_utbetalning"),
            irregularity=(
                Oegentlighet(cell["oegentlighet"])
                if cell.get("oegentlighet", "ingen") != "ingen"
                else None
            ),
            measured=_measured(cell.get("troskel", "ej_matt")),
        ),
        history=altered(
            CURES[cell.get("rattelsefrist", "ute" if guideline.parameters else "ingen")],
            highest_measure=MeasureId(highest) if highest else None,
            result=Resultat(cell.get("resultat", "ej_uppfoljd")),
            warning_stands=yes("varning_galler"),
        ),
        heard=Hörd(cell.get("hord", "svar_inkommet")),
    )


def _measured(state: str) -> tuple[Measured, ...]:
    """By a parameter called ``satt``, set to 10, and one that no guideline has."""
    figures = {"ej_satt": ("nagot_annat", 0), "inom": ("satt", 10), "over": ("satt", 11)}
    if state not in figures:
        return ()
    name, figure = figures[state]
    return (Measured(parameter=name, figure=Decimal(figure)),)
