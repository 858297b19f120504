"""Rows as decisions: what each row asks the streams to decide, with the same ids every time."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol

from avtalsuppfoljning import agreement, deficiency, provider
from avtalsuppfoljning.agreement import Requirement, Terms
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.exchange.cells import slug
from avtalsuppfoljning.exchange.layout import Row
from avtalsuppfoljning.policy import Consequences, Finding
from avtalsuppfoljning.policy.facts import AmountCap
from avtalsuppfoljning.recorded import agreement_stream, deficiency_stream, provider_stream
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    DeficiencyId,
    Driftsform,
    EkonomiskForm,
    MeasureId,
    Period,
    ProviderId,
    StreamId,
    Upphandlingsform,
)

Decision = Callable[..., tuple[Any, ...]]


class Unit(Protocol):
    """A unit of work, as far as a file needs one: `recording.Unit` is one."""

    def apply(self, stream: StreamId, decide: Decision, /, **facts: Any) -> tuple[Any, ...]:
        """Let one of the stream's own decisions decide."""
        ...


class Step(NamedTuple):
    """One decision that a row asks for."""

    stream: StreamId
    decide: Decision
    facts: Mapping[str, Any]
    row: Row

    def carry_out(self, unit: Unit) -> None:
        """Let the stream decide it."""
        unit.apply(self.stream, self.decide, **self.facts)


# ── ids ──


def provider_id(row: Row) -> str:
    """Its own id, or the one its name gives; empty for a sole trader without one."""
    given = row.values.get("id")
    if given is None and row.values.get("enskild"):
        return ""
    return str(given or slug(row.values["namn"]))


def agreement_id(row: Row) -> str:
    """Its own id, or the one its diarienummer gives."""
    return str(row.values.get("id") or slug(row.values["dnr"]))


# ── rows ──


def register(row: Row) -> Step:
    """A provider."""
    values = row.values
    facts = {
        "name": values["namn"],
        "driftsform": values["driftsform"],
        "registered_on": values["registrerad"],
        "organisation_number": values.get("orgnr"),
        "sole_trader_number": values.get("enskild"),
    }
    stream = provider_stream(ProviderId(provider_id(row)))
    return Step(stream, provider.register, facts, row)


def sign(
    row: Row, provider: str, driftsform: Driftsform, requirements: tuple[Requirement, ...]
) -> Step:
    """An agreement with its requirements."""
    values = row.values
    ends = values.get("slut")
    facts = {
        "provider": ProviderId(provider),
        "steering": values["namnd"],
        "kind": values.get("slag") or _kind(driftsform, values["upphandlingsform"]),
        "driftsform": driftsform,
        "upphandlingsform": values["upphandlingsform"],
        "operation": values["verksamhet"],
        "dnr": values["dnr"],
        "signed_on": values["tecknat"],
        "starts_on": values["start"],
        "ends_on": ends if isinstance(ends, date) else None,
        "ends_as_written": ends if isinstance(ends, str) else None,
        "terms": _terms(values),
        "requirements": requirements,
        "parties": values.get("parter", ()),
        "insight_clause": values.get("insyn"),
    }
    stream = agreement_stream(AgreementId(agreement_id(row)))
    return Step(stream, agreement.sign, facts, row)


def requirement(row: Row) -> Requirement:
    """One requirement of an agreement."""
    values = row.values
    return Requirement(
        id=values["id"],
        text=values["text"],
        clause=values["punkt"],
        guide_value=values.get("riktvarde"),
        followed_up_by=values.get("foljs_upp", ()),
    )


def submit(row: Row, agreement_: str) -> Iterator[Step]:
    """A document that is asked for, or has come in, or both."""
    values = row.values
    stream = agreement_stream(AgreementId(agreement_))
    what = {
        "document": values["handling"],
        "period": Period(
            text=values["period"],
            starts_on=values.get("period_fran"),
            ends_on=values.get("period_till"),
        ),
    }
    if "senast" in values:
        source = Citation(document=values["enligt"], section=values["avsnitt"])
        facts = {**what, "due_on": values["senast"], "source": source}
        yield Step(stream, agreement.request_submission, facts, row)
    if "inkom" in values:
        facts = {
            **what,
            "received_on": values["inkom"],
            "registered_on": values.get("diarieford", values["inkom"]),
            "dnr": values["dnr"],
        }
        yield Step(stream, agreement.receive_submission, facts, row)


def establish(row: Row, agreement_: str) -> Step:
    """A deficiency."""
    values = row.values
    finding = Finding(
        is_avtalsbrist=values["avtalsbrist"],
        frequency=values["frekvens"],
        consequences=Consequences(
            individual=values["individ"],
            municipality=values["kommunen"],
            provider=values["utforaren"],
        ),
        is_deliberate=values.get("medveten", False),
        is_repeated=values.get("upprepad", False),
        is_risk=values.get("risk", False),
        is_acute=values.get("akut", False),
        has_damage=values.get("skada", False),
        is_overpaid=values.get("felaktig_utbetalning", False),
        irregularity=values.get("oegentlighet"),
    )
    facts = {
        "requirement": values["krav"],
        "found_by": values["metod"],
        "follow_up": values.get("uppfoljning"),
        "description": values.get("beskrivning", ""),
        "finding": finding,
        "established_on": values["faststalld"],
    }
    stream = deficiency_stream(AgreementId(agreement_), DeficiencyId(values["id"]))
    return Step(stream, deficiency.establish, facts, row)


def _kind(driftsform: Driftsform, law: Upphandlingsform) -> AgreementKind:
    """The instrument that goes with who runs it (Örebro, Inledning), where no other is named."""
    if driftsform is not Driftsform.EGEN_REGI:
        return AgreementKind.AVTAL
    is_directive = law is Upphandlingsform.UPPDRAGSDIREKTIV
    return AgreementKind.UPPDRAGSDIREKTIV if is_directive else AgreementKind.ÖVERENSKOMMELSE


def _terms(values: Mapping[str, Any]) -> Terms:
    caps = (
        AmountCap(form=form, amount=amount)
        for form in EkonomiskForm
        if (amount := values.get(f"hogsta_{form.value}")) is not None
    )
    return Terms(
        measures=tuple(MeasureId(each) for each in values.get("atgarder", ())),
        economic_forms=values.get("ekonomiska_former", ()),
        amount_caps=tuple(caps),
        suspension_channels=values.get("kanaler", ()),
        refers_to_guideline=values.get("hanvisar", False),
        clause=values.get("sanktionspunkt", ""),
    )
