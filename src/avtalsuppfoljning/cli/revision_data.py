"""The parts of an audit as JSON, every figure with its places in the log."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from avtalsuppfoljning.audit.cases import Case
from avtalsuppfoljning.audit.equal import Difference, Side, compare_outcomes
from avtalsuppfoljning.audit.questions import Answer
from avtalsuppfoljning.audit.recommendations import RecommendationRow
from avtalsuppfoljning.audit.regimes import Regime, is_comparable, regimes
from avtalsuppfoljning.audit.whatif import Changed, Said, Tally, WhatIf
from avtalsuppfoljning.exchange.avgorande import write_citations
from avtalsuppfoljning.recorded import State
from avtalsuppfoljning.terms import Driftsform, StreamId

# ── another guideline ──


def what_if_data(found: WhatIf) -> dict[str, Any]:
    """What another guideline says of every decision."""
    ref = found.guideline
    return {
        "beslut": found.decisions,
        "lika": found.equal,
        "olika": [_changed(each) for each in found.changed],
        "regelverk": {
            "id": ref.id,
            "version": ref.version,
            "dokument": ref.document,
            "fingeravtryck": ref.fingerprint,
        },
        "summor": [_tally(each) for each in found.tallies],
        "saknas": [
            {"fakta": name, "antal": len(positions), "positioner": list(positions)}
            for name, positions in found.lacking.items()
        ],
    }


def _changed(changed: Changed) -> dict[str, Any]:
    case, now = changed.case, changed.now
    return {
        "strom": case.stream,
        "position": case.position,
        "da": _said(changed.then),
        "nu": _said(now) if now else None,
        "kallor": write_citations((now or changed.then).citations),
        "slag": [each.value for each in changed.kinds],
        "atgard": case.measure,
        "driftsform": case.driftsform,
        "utforare": case.provider,
        "ar": int(case.year),
    }


def _said(said: Said) -> dict[str, Any]:
    return {
        "tillaten": said.is_permitted,
        "skal": list(said.reasons),
        "rekommendation": said.recommended,
        "niva": said.level,
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "per": tally.dimension.value,
        "varde": tally.value,
        "beslut": tally.decisions,
        "olika": tally.changed,
        "slag": {kind.value: list(positions) for kind, positions in tally.positions.items()},
    }


# ── equal treatment ──


def treatment_data(
    cases: list[Case], states: Mapping[StreamId, State], *, on: date
) -> dict[str, Any]:
    """Decisions with the same facts and different outcomes, and the driftsformer."""
    found = compare_outcomes(cases)
    compared = regimes(cases, states, on=on)
    return {
        "per": on.isoformat(),
        "beslut": found.decisions,
        "grupper": found.groups,
        "jamforda": found.compared,
        "oforklarade": len(found.unexplained),
        "skillnader": [_difference(each) for each in found.differences],
        "driftsformer": [_regime(each) for each in compared],
        "jamforbara": _are_comparable(compared),
    }


def _difference(each: Difference) -> dict[str, Any]:
    return {
        "tillaten": each.is_lawful,
        "avstand": each.distance,
        "sidor": [_side(each.one), _side(each.other)],
        "regler": [
            {
                "kod": one.code,
                "atgard": one.measure,
                "driftsform": one.driftsform.value,
                "kallor": write_citations(one.citations),
            }
            for one in each.explanations
        ],
    }


def _side(side: Side) -> dict[str, Any]:
    outcome = side.outcome
    return {
        "atgard": outcome.measure,
        "former": list(outcome.forms),
        "belopp": None if outcome.amount is None else str(outcome.amount),
        "driftsform": side.driftsform.value,
        "rekommendation": side.recommended,
        "avsteg": side.is_departure,
        "motiverat": side.is_motivated,
        "beslut": [
            {"strom": case.stream, "position": case.position, "utforare": case.provider}
            for case in side.cases
        ],
    }


def _regime(regime: Regime) -> dict[str, Any]:
    return {
        "driftsform": regime.driftsform.value,
        "avtal": regime.agreements,
        "brister": regime.deficiencies,
        "utan_beslut": regime.undecided,
        "dagar_till_beslut": {
            "antal": len(regime.days),
            "median": regime.median_days,
            "minst": regime.days[0] if regime.days else None,
            "hogst": regime.days[-1] if regime.days else None,
        },
        "beslut": regime.decisions,
        "avstaenden": regime.abstentions,
        "avsteg": regime.departures,
        "belopp": {"antal": len(regime.amounts), "summa": str(regime.total)},
        "uppfoljningar": {"planerade": regime.planned, "genomforda": regime.held},
        "aldrig_uppfoljda": list(regime.never),
        "positioner": list(regime.positions),
    }


def _are_comparable(compared: Iterable[Regime]) -> bool:
    """Egen regi and privat regi have enough decisions each."""
    by_form = {each.driftsform: each for each in compared}
    own, private = by_form.get(Driftsform.EGEN_REGI), by_form.get(Driftsform.PRIVAT_REGI)
    return own is not None and private is not None and is_comparable(own, private)


# ── recommendations and questions ──


def recommendation_data(row: RecommendationRow) -> dict[str, Any]:
    """One recommendation, its answers, and what the log shows."""
    received = row.received
    return {
        "id": row.id,
        "strom": row.steering,
        "text": received.text,
        "rapport": received.report,
        "inkom": received.received_on.isoformat(),
        "svar_senast": received.respond_by.isoformat() if received.respond_by else None,
        "lage": row.state.value,
        "dagar_for_sent": row.days_late,
        "svar": [
            {
                "den": each.answered_on.isoformat(),
                "status": each.status.value,
                "text": each.answer,
                "dnr": each.dnr,
            }
            for each in row.answers
        ],
        "samma_diarienummer": list(row.same_matter),
        "gjort": [
            {"slag": each.kind, "fore": each.before, "efter": list(each.after)} for each in row.done
        ],
    }


def answer_data(answer: Answer) -> dict[str, Any]:
    """One question of the auditors, and what the log says."""
    return {
        "fraga": answer.question,
        "besvaras": answer.reach.value,
        "kommando": answer.view or None,
        "tal": [
            {
                "tal": figure.code,
                "antal": figure.number,
                "av": figure.of,
                "positioner": list(figure.positions),
            }
            for figure in answer.figures
        ],
    }
