"""Step 7: a person's choice tried against the assessment. Refused, or lawful with deviations.

Every objection has a stable code. A refusal stops the decision; a deviation asks for a written
motivation.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.guidelines.delegation import ABSTENTION, Delegationsordning
from avtalsuppfoljning.guidelines.inputs import NO, NOTICE_MONTHS
from avtalsuppfoljning.guidelines.model import Effect, Guideline, Unit
from avtalsuppfoljning.policy.answers import (
    ABOVE_THE_LADDER,
    AWAIT_RESULT,
    ESCALATE,
    NO_ACTION,
    NOT_ASSESSABLE,
    Assessment,
    Authority,
    Choice,
    DelegationRef,
    Objection,
    Permitted,
    Ruling,
    StreamVersion,
)
from avtalsuppfoljning.policy.caps import try_caps
from avtalsuppfoljning.policy.money import Reckoning, reckon_items, reckon_weeks
from avtalsuppfoljning.terms import Hörd, Money

_NÄMND: Final = "namnd"  # the role under which the nämnd itself decides
_WAYS_OUT: Final = {
    "ej_tillaten": "choose among what the assessment permits, or change what it rests on",
    "form_saknas": "choose one of the forms that the agreement regulates",
    "form_utanfor_avtalet": "choose among the forms that the agreement regulates",
    "belopp_utanfor_avtalet": "choose an amount that the agreement allows",
    "ingen_delegation": "let somebody decide whom the delegationsordning covers",
    "belopp_over_delegation": "let somebody decide whose delegation covers the amount",
    "person_saknas": "name the person, the role and the delegation point",
    "motivering_saknas": "write a motivation",
    "beslutsniva": "let somebody decide whom the guideline lets decide the measure",
    "belopp_over_riktlinjen": "choose an amount within the guideline's cap",
    "belopp_over_taxan": "choose an amount that the tariff comes to, or correct what was counted",
    "belopp_over_taket": "choose an amount within what is left, or lift an earlier decision",
    "taxa_saknas": "leave out what was counted, or count what the guideline has a tariff for",
    "rattelsedag_utanfor": "give the days with a demand for rättelse or a varning, and ahead of it",
    "uppsagningstid": "let the uppsägning take effect when the time of notice is out, or later",
    "fakta_av_annan_dag": "assess the deficiency on the day of the decision",
}

_UNHEARD: Final = frozenset({Hörd.EJ_TILLFRÅGAD, Hörd.SVARSTID_LÖPER})


def examine(
    choice: Choice,
    assessment: Assessment,
    delegation: Delegationsordning,
    guideline: Guideline,
    *,
    read: Iterable[StreamVersion] = (),
) -> Ruling:
    """The choice with everything that refuses it and every deviation it makes.

    The guideline is the one that gave the assessment; its tariffs and times bind the choice.
    """
    by = assessment.guideline
    if (by.id, by.version) != (guideline.id, guideline.version):
        raise InvalidValueError(
            f"the assessment is by {by.id} {by.version}, not {guideline.id} {guideline.version}",
            "hand in the guideline that gave the assessment",
        )
    urgent = _is_urgent(choice, delegation)
    reckoned = _reckoned(choice, guideline)
    deviations = tuple(_deviations(choice, assessment, by_nämnd=urgent or _by_nämnd(choice)))
    refusals = (
        *_against_the_rules(choice, assessment),
        *_against_the_tariff(choice, assessment, reckoned),
        *try_caps(choice, guideline, assessment.facts.history.decided_amounts),
        *_too_soon(choice, assessment, guideline),
        *_below_the_level(choice, assessment, urgent=urgent),
        *try_authority(
            choice.by,
            choice.measure or ABSTENTION,
            delegation,
            on=choice.decided_on,
            forms=choice.forms,
            amount=choice.amount,
            is_money=_is_money(choice, assessment),
        ),
        *_against_form(choice, assessment, deviations, urgent=urgent),
    )
    return Ruling(
        choice=choice,
        assessment=assessment,
        delegation=DelegationRef(
            id=delegation.id, version=delegation.version, fingerprint=delegation.fingerprint
        ),
        refusals=refusals,
        deviations=deviations,
        read=tuple(read),
        reckoned=reckoned,
        report_to_next_meeting=urgent and not refusals,
    )


def require_lawful(ruling: Ruling) -> None:
    """Stop a choice that a ruling refuses, with the first of its refusals."""
    for refusal in ruling.refusals:
        raise DecisionRefusedError(
            refusal.text,
            _WAYS_OUT.get(refusal.code, "choose among what the assessment permits"),
            code=refusal.code,
            citations=refusal.citations,
        )


def try_authority(
    by: Authority,
    measure: str,
    delegation: Delegationsordning,
    *,
    on: date,
    forms: tuple[str, ...] = (),
    amount: Money | None = None,
    is_money: bool = False,
) -> tuple[Objection, ...]:
    """What stands in the way of this person deciding this measure, or lifting it, on this day.

    Lifting a sanction is covered by the point that covers the measure.
    """
    blank = [
        name
        for name, text in (
            ("person", by.person),
            ("role", by.role),
            ("delegation point", by.delegation_point),
        )
        if not text.strip()
    ]
    if blank:
        return (_no("person_saknas", f"a person decides; blank: {', '.join(blank)}"),)
    point = delegation.point(by.delegation_point)
    if point is None or on < delegation.valid_from:
        text = f"point {by.delegation_point} is not in {delegation.document} on {on}"
        return (_no("ingen_delegation", text),)
    if not point.covers(measure, by.role, forms):
        what = " ".join((measure, *forms))
        text = f"point {point.id} does not let {by.role} decide {what}"
        return (_no("ingen_delegation", text),)
    cap = point.max_amount
    if cap is not None and is_money and (amount is None or amount.amount > cap.amount):
        text = f"point {point.id} goes to {cap.amount}, the amount is {_amount(amount)}"
        return (_no("belopp_over_delegation", text),)
    return ()


# ── refusals ──


def _no(code: str, text: str, about: Permitted | None = None) -> Objection:
    return Objection(code=code, text=text, citations=about.citations if about else ())


def _amount(amount: Money | None) -> str:
    return "not stated" if amount is None else str(amount.amount)


def _is_money(choice: Choice, assessment: Assessment) -> bool:
    permitted = assessment.permitted_measure(choice.measure)
    return permitted is not None and permitted.effect is Effect.MONEY


def _is_urgent(choice: Choice, delegation: Delegationsordning) -> bool:
    point = delegation.point(choice.by.delegation_point)
    return point is not None and point.is_urgent


def _by_nämnd(choice: Choice) -> bool:
    return choice.by.role == _NÄMND


def _below_the_level(
    choice: Choice, assessment: Assessment, *, urgent: bool
) -> Iterator[Objection]:
    """The guideline says how high up a measure is decided; the chair stands in for the nämnd."""
    permitted = assessment.permitted_measure(choice.measure)
    if permitted is None or not permitted.decided_by:
        return
    role = _NÄMND if urgent else choice.by.role
    if role not in permitted.decided_by:
        roles = ", ".join(permitted.decided_by)
        yield _no("beslutsniva", f"{permitted.measure} is decided by {roles}", permitted)


def _against_the_rules(choice: Choice, assessment: Assessment) -> Iterator[Objection]:
    if choice.measure is None:
        if choice.forms:
            yield _no("form_utanfor_avtalet", "an abstention takes no form")
        if choice.amount is not None:
            yield _no("belopp_utanfor_avtalet", "an abstention takes no amount")
        return
    permitted = assessment.permitted_measure(choice.measure)
    if permitted is None:
        refused = next((r for r in assessment.refused if r.measure == choice.measure), None)
        reasons = ", ".join(refused.reasons) if refused else "no measure of the guideline"
        yield Objection(
            code="ej_tillaten",
            text=f"{choice.measure} may not be taken: {reasons}",
            citations=refused.citations if refused else (),
        )
        return
    yield from _against_the_agreement(choice, permitted, assessment)


def _against_the_agreement(
    choice: Choice, permitted: Permitted, assessment: Assessment
) -> Iterator[Objection]:
    regulated = ", ".join(permitted.forms) or "none"
    if permitted.forms and not choice.forms:
        yield _no("form_saknas", f"choose among the regulated forms: {regulated}", permitted)
    outside = [form for form in choice.forms if form not in permitted.forms]
    if outside:
        text = f"not regulated: {', '.join(outside)}; the regulated forms: {regulated}"
        yield _no("form_utanfor_avtalet", text, permitted)
    elif len(choice.forms) > (1 if permitted.effect is Effect.MONEY else len(set(choice.forms))):
        text = "an economic sanction takes one form, and no form is named twice"
        yield _no("form_utanfor_avtalet", text, permitted)
    if permitted.effect is not Effect.MONEY:
        if choice.amount is not None:
            text = f"{permitted.measure} takes no amount"
            yield _no("belopp_utanfor_avtalet", text, permitted)
        return
    most = permitted.most
    if most is not None and (choice.amount is None or choice.amount.amount > most.amount):
        text = f"the guideline goes to {most.amount}, the amount is {_amount(choice.amount)}"
        yield _no("belopp_over_riktlinjen", text, permitted)
    for cap in assessment.facts.instrument.amount_caps:
        over = choice.amount is None or choice.amount.amount > cap.amount.amount
        if cap.form in choice.forms and over:
            text = f"the agreement goes to {cap.amount.amount}, not {_amount(choice.amount)}"
            yield _no("belopp_utanfor_avtalet", text, permitted)


_CURING: Final = frozenset({Effect.CURE, Effect.WARNING})


def _reckoned(choice: Choice, guideline: Guideline) -> tuple[Reckoning, ...]:
    """What each of the measure's tariffs comes to, for what was counted by it."""
    tariffs = [each for each in guideline.tariffs if each.measure == choice.measure]
    found = []
    for tariff in tariffs:
        if tariff.unit is Unit.ITEM and choice.items is not None:
            found.append(reckon_items(tariff, choice.items))
        if tariff.unit is Unit.STARTED_WEEK and choice.breach:
            found.append(reckon_weeks(tariff, choice.breach))
    return tuple(found)


def _against_the_tariff(
    choice: Choice, assessment: Assessment, reckoned: tuple[Reckoning, ...]
) -> Iterator[Objection]:
    """No more than the tariffs come to for what was counted; an unset one says nothing."""
    permitted = assessment.permitted_measure(choice.measure)
    counted = (choice.items is not None) + bool(choice.breach)
    if permitted is None or not counted:
        return
    if len(reckoned) < counted:
        text = f"{permitted.measure} has no tariff for what was counted"
        yield _no("taxa_saknas", text, permitted)
        return
    amounts = [each.amount.amount for each in reckoned if each.amount is not None]
    most = sum(amounts, Decimal("0.00"))
    over = choice.amount is None or choice.amount.amount > most
    if len(amounts) == len(reckoned) and over:
        steps = "; ".join(step.text for each in reckoned for step in each.steps) or "0"
        text = f"the tariff comes to {most} ({steps}), the amount is {_amount(choice.amount)}"
        yield _no("belopp_over_taxan", text, permitted)


def _too_soon(choice: Choice, assessment: Assessment, guideline: Guideline) -> Iterator[Objection]:
    """Days that the choice sets: for the cure, and for the end of the agreement."""
    permitted = assessment.permitted_measure(choice.measure)
    effect = permitted.effect if permitted else None
    if choice.cure_dates and effect not in _CURING:
        text = f"{choice.measure or 'an abstention'} gives no time for the cure"
        yield _no("rattelsedag_utanfor", text, permitted)
    for day in choice.cure_dates:
        if day < choice.decided_on:
            text = f"the cure is due on {day}, before the decision of {choice.decided_on}"
            yield _no("rattelsedag_utanfor", text, permitted)
    earliest = earliest_end(choice, guideline) if effect is Effect.TERMINATION else None
    if earliest is not None and (choice.effective_on or choice.decided_on) < earliest:
        given = choice.effective_on or choice.decided_on
        text = f"{choice.measure} on {given} is within the time of notice, which ends on {earliest}"
        yield _no("uppsagningstid", text, permitted)


def earliest_end(choice: Choice, guideline: Guideline) -> date | None:
    """The first day on which an uppsägning can take effect; None where no time of notice counts.

    A measure whose limits ask for the agreement's ground for uppsägning is one. A month that lacks
    the day ends the time on its last day: 30 November and three months is 28 February.
    """
    parameter = guideline.parameter(NOTICE_MONTHS)
    if parameter is None or parameter.value is None:
        return None
    if not any(
        choice.measure in limit.refuses and _NO_NOTICE_GROUND in limit.when
        for limit in guideline.limits
    ):
        return None
    years, month = divmod(choice.decided_on.month - 1 + int(parameter.value), 12)
    year = choice.decided_on.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(choice.decided_on.day, monthrange(year, month + 1)[1]))


_NO_NOTICE_GROUND: Final = ("uppsagningsgrund", (NO,))


def _against_form(
    choice: Choice, assessment: Assessment, deviations: tuple[Objection, ...], *, urgent: bool
) -> Iterator[Objection]:
    if not choice.motivation.strip() and (deviations or choice.measure is None or urgent):
        what = "an abstention" if choice.measure is None else "what could not wait"
        codes = ", ".join(each.code for each in deviations) or what
        yield _no("motivering_saknas", f"write a motivation for: {codes}")
    if choice.decided_on != assessment.facts.on:
        text = f"the facts are of {assessment.facts.on}, the decision of {choice.decided_on}"
        yield _no("fakta_av_annan_dag", text)


# ── deviations ──


def _deviations(choice: Choice, assessment: Assessment, *, by_nämnd: bool) -> Iterator[Objection]:
    recommended = assessment.recommended
    follows = (
        choice.measure == recommended.action
        or (choice.measure is None and recommended.action in {NO_ACTION, AWAIT_RESULT})
        or _is_beside(choice, assessment)
    )
    if not follows and not (by_nämnd and recommended.action == ESCALATE):
        yield Objection(
            code="annan_an_rekommenderad",
            text=f"recommended is {recommended.action} ({recommended.reason})",
            citations=recommended.citations,
        )
    if choice.measure is None:
        return
    if not follows and _is_above(choice.measure, recommended.level, assessment):
        yield Objection(
            code="hoppar_over_steg",
            text=f"{choice.measure} is above the level {recommended.level}",
            citations=recommended.citations,
        )
    if assessment.facts.heard in _UNHEARD:
        text = f"the provider has not been heard: {assessment.facts.heard}"
        yield Objection(code="utforaren_ej_hord", text=text)
    for caution in assessment.cautions:
        if caution.measure == choice.measure:
            text = f"{caution.measure} asks for a motivation: {caution.code}"
            yield Objection(code=caution.code, text=text, citations=caution.citations)


def _is_beside(choice: Choice, assessment: Assessment) -> bool:
    """A measure beside the ladder, such as återkrav, goes with whatever is recommended."""
    permitted = assessment.permitted_measure(choice.measure)
    return permitted is not None and permitted.measure not in assessment.ladder


def _is_above(measure: str, level: str, assessment: Assessment) -> bool:
    if measure not in assessment.ladder or level in {ABOVE_THE_LADDER, NOT_ASSESSABLE}:
        return False
    levels = (NO_ACTION, *assessment.ladder)
    return levels.index(measure) > levels.index(level)
