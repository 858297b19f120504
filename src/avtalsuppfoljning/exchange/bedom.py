"""The JSON of ``avtal bedom``: facts in, the three answers out.

The classes below are the public contract, key by key and in its order.
"""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any, Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.avgorande import write_citations, write_settled_by
from avtalsuppfoljning.guidelines import Guideline, load, shipped
from avtalsuppfoljning.policy import (
    AmountCap,
    Assessment,
    Consequences,
    Days,
    DecidedAmount,
    Facts,
    Finding,
    History,
    Instrument,
    rooms_left,
    ways_to_permit,
)
from avtalsuppfoljning.policy.facts import Measured
from avtalsuppfoljning.strict import structure
from avtalsuppfoljning.terms import (
    Driftsform,
    EkonomiskForm,
    Frekvens,
    GuidelineId,
    Hörd,
    Kanal,
    Konsekvens,
    MeasureId,
    Money,
    Oegentlighet,
    Resultat,
    Upphandlingsform,
)

# ── the contract, key by key ──


@attrs.frozen(kw_only=True)
class _Avtal:
    atgarder: tuple[str, ...]
    ekonomiska_former: tuple[EkonomiskForm, ...] = ()
    avstangning_kanaler: tuple[Kanal, ...] = ()
    havningsgrund_uppfylld: bool = False
    hanvisar_till_riktlinjen: bool = False
    slut: date | None = None
    endast_individavtal: bool = False
    hogsta_belopp: dict[EkonomiskForm, Decimal] = attrs.Factory(dict)
    omedelbar_grund: bool = False
    uppsagningsgrund: bool = False


@attrs.frozen(kw_only=True)
class _Konsekvens:
    individ: Konsekvens
    kommunen: Konsekvens
    utforaren: Konsekvens


@attrs.frozen(kw_only=True)
class _Brist:
    avtalsbrist: bool
    frekvens: Frekvens
    konsekvens: _Konsekvens
    medveten: bool = False
    upprepad: bool = False
    risk: bool = False
    akut: bool = False
    skada: bool = False
    felaktig_utbetalning: bool = False
    oegentlighet: Oegentlighet | None = None
    matt: dict[str, Decimal] = attrs.Factory(dict)


@attrs.frozen(kw_only=True)
class _Dagar:
    fran: date
    till: date


@attrs.frozen(kw_only=True)
class _Belopp:
    atgard: str
    belopp: Decimal
    antal: int | None = None
    dagar: tuple[_Dagar, ...] = ()


@attrs.frozen(kw_only=True)
class _Historik:
    hogsta_atgard: str | None = None
    resultat: Resultat = Resultat.EJ_UPPFÖLJD
    varning_galler: bool = False
    rattelse_skickad: date | None = None
    rattelse_senast: tuple[date, ...] = ()
    beslutade_belopp: tuple[_Belopp, ...] = ()


@attrs.frozen(kw_only=True)
class _Fakta:
    regelverk: str
    per: date | None = None
    driftsform: Driftsform
    upphandlingsform: Upphandlingsform
    avtal: _Avtal
    brist: _Brist
    historik: _Historik = _Historik()
    hord: Hörd = Hörd.EJ_TILLFRÅGAD


FILE_OF_FACTS: Final = _Fakta
"""What a file of facts becomes; its schema is made from it."""

# ── facts in ──


def read_facts(data: Any, *, today: date) -> tuple[GuidelineId, Facts]:
    """The guideline's id and the facts of one request; ``per`` is today unless it says so."""
    given = structure(data, _Fakta)
    known = sorted({name for name, _ in shipped()})
    if given.regelverk not in known:
        raise InputError(swedish.NO_GUIDELINE, swedish.known(known), place="regelverk")
    _check_measures(given, load(given.regelverk))
    brist, historik, on = given.brist, given.historik, given.per or today
    _check_cure(historik, on)
    consequences = Consequences(
        individual=brist.konsekvens.individ,
        municipality=brist.konsekvens.kommunen,
        provider=brist.konsekvens.utforaren,
    )
    facts = Facts(
        on=on,
        driftsform=given.driftsform,
        upphandlingsform=given.upphandlingsform,
        instrument=_instrument(given.avtal),
        finding=Finding(
            is_avtalsbrist=brist.avtalsbrist,
            frequency=brist.frekvens,
            consequences=consequences,
            is_deliberate=brist.medveten,
            is_repeated=brist.upprepad,
            is_risk=brist.risk,
            is_acute=brist.akut,
            has_damage=brist.skada,
            is_overpaid=brist.felaktig_utbetalning,
            irregularity=brist.oegentlighet,
            measured=tuple(Measured(parameter=p, figure=f) for p, f in brist.matt.items()),
        ),
        history=History(
            highest_measure=None
            if historik.hogsta_atgard is None
            else MeasureId(historik.hogsta_atgard),
            result=historik.resultat,
            warning_stands=historik.varning_galler,
            cure_sent_on=historik.rattelse_skickad,
            cure_dates=historik.rattelse_senast,
            decided_amounts=tuple(map(_decided, count(), historik.beslutade_belopp)),
        ),
        heard=given.hord,
    )
    return GuidelineId(given.regelverk), facts


def _instrument(avtal: _Avtal) -> Instrument:
    return Instrument(
        measures=tuple(map(MeasureId, avtal.atgarder)),
        economic_forms=avtal.ekonomiska_former,
        suspension_channels=avtal.avstangning_kanaler,
        termination_ground_met=avtal.havningsgrund_uppfylld,
        refers_to_guideline=avtal.hanvisar_till_riktlinjen,
        ends_on=avtal.slut,
        only_individavtal=avtal.endast_individavtal,
        amount_caps=tuple(_cap(form, amount) for form, amount in avtal.hogsta_belopp.items()),
        immediate_ground_met=avtal.omedelbar_grund,
        notice_ground_met=avtal.uppsagningsgrund,
    )


def _cap(form: EkonomiskForm, amount: Decimal) -> AmountCap:
    return AmountCap(form=form, amount=_money(amount, f"avtal.hogsta_belopp.{form}"))


def _money(amount: Decimal, place: str) -> Money:
    try:
        return Money(amount=amount)
    except ValueError:
        raise InputError(*swedish.NOT_AN_AMOUNT, place=place) from None


def _decided(at: int, each: _Belopp) -> DecidedAmount:
    place = f"historik.beslutade_belopp[{at}]"
    if each.antal is not None and each.antal < 0:
        raise InputError(*swedish.NOT_A_COUNT, place=f"{place}.antal")
    breach = []
    for number, days in enumerate(each.dagar):
        if days.till < days.fran:
            raise InputError(*swedish.DAYS_BACKWARDS, place=f"{place}.dagar[{number}].till")
        breach.append(Days(first=days.fran, last=days.till))
    return DecidedAmount(
        measure=MeasureId(each.atgard),
        amount=_money(each.belopp, f"{place}.belopp"),
        items=each.antal,
        breach=tuple(breach),
    )


def _check_cure(historik: _Historik, on: date) -> None:
    """A demand for rättelse is sent before anybody asks about it, and before its time is out."""
    sent = historik.rattelse_skickad
    if sent is None:
        return
    if sent > on:
        raise InputError(*swedish.CURE_SENT_LATER, place="historik.rattelse_skickad")
    for at, last in enumerate(historik.rattelse_senast):
        if last < sent:
            raise InputError(*swedish.CURE_OVER_BEFORE, place=f"historik.rattelse_senast[{at}]")


def _check_measures(given: _Fakta, guideline: Guideline) -> None:
    every = [measure.id for measure in guideline.measures]
    named = [(f"avtal.atgarder[{at}]", each, every) for at, each in enumerate(given.avtal.atgarder)]
    if given.historik.hogsta_atgard is not None:
        rungs = list(guideline.ladder)
        named.append(("historik.hogsta_atgard", given.historik.hogsta_atgard, rungs))
    for at, amount in enumerate(given.historik.beslutade_belopp):
        named.append((f"historik.beslutade_belopp[{at}].atgard", amount.atgard, every))
    for place, each, known in named:
        if each not in known:
            what = swedish.no_measure(repr(each[:60]), guideline.id)
            raise InputError(what, swedish.write(swedish.one_of(known)), place=place)
    for key in ("atgarder", "ekonomiska_former", "avstangning_kanaler"):
        listed = getattr(given.avtal, key)
        if len(set(listed)) < len(listed):
            raise InputError(*swedish.ITEM_TWICE, place=f"avtal.{key}")


# ── answers out ──


def write_assessment(assessment: Assessment, guideline: Guideline) -> dict[str, Any]:
    """The answers of ``avtal bedom``, JSON-ready, with what would permit each refused measure."""
    recommended, ref = assessment.recommended, assessment.guideline
    found: dict[str, Any] = {
        "regelverk": {
            "id": ref.id,
            "version": ref.version,
            "dokument": ref.document,
            "fingeravtryck": ref.fingerprint,
        },
        "mindre_omfattande": assessment.is_minor,
        "grad": assessment.grade,
        "tillatna": [
            {
                "atgard": each.measure,
                "sanktion": each.is_sanction,
                "former": list(each.forms),
                "kallor": write_citations(each.citations),
            }
            for each in assessment.permitted
        ],
        "nekade": [
            {
                "atgard": each.measure,
                "skal": list(each.reasons),
                "kallor": write_citations(each.citations),
                "andras_av": [
                    [{"fakta": change.path, "till": _json(change.to)} for change in way]
                    for way in ways_to_permit(each.measure, assessment.facts, guideline)
                ],
            }
            for each in assessment.refused
        ],
        "rekommendation": {
            "atgard": recommended.action,
            "niva": recommended.level,
            "skal": recommended.reason,
            "kallor": write_citations(recommended.citations),
        },
        "skyldigheter": [
            {
                "skyldighet": each.duty,
                "vem": each.obligor,
                "kallor": write_citations(each.citations),
            }
            for each in assessment.duties
        ],
        "spar": list(assessment.trace),
        "avgorande": write_settled_by(assessment, guideline),
    }
    if assessment.facts.on < guideline.valid_from:
        found["regelverk"]["galler_fran"] = guideline.valid_from.isoformat()
    if assessment.side_effects:
        found["foljder"] = [
            {
                "foljd": each.id,
                "stanger": list(each.closes),
                "kallor": write_citations(each.citations),
            }
            for each in assessment.side_effects
        ]
    if assessment.cautions:
        found["forbehall"] = [
            {
                "atgard": each.measure,
                "kod": each.code,
                "betydelse": each.meaning,
                "kallor": write_citations(each.citations),
            }
            for each in assessment.cautions
        ]
    if capped := _caps(assessment, guideline):
        found["tak"] = capped
    return found


def _caps(assessment: Assessment, guideline: Guideline) -> list[dict[str, Any]]:
    """What the guideline's caps leave, where something counts against them already."""
    return [
        {
            "atgard": tariff.measure,
            "taxa": tariff.id,
            "enhet": tariff.unit.value,
            "hogst": str(room.cap),
            "beslutat": str(room.decided),
            "kvar": str(room.most),
            "utrakning": room.arithmetic,
            "kallor": write_citations(room.citations),
        }
        for each in assessment.permitted
        for tariff, room in rooms_left(
            guideline, each.measure, assessment.facts.history.decided_amounts
        )
    ]


def _json(to: object) -> object:
    return list(to) if isinstance(to, tuple) else to
