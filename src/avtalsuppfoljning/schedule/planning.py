"""`plan`: what is to be done for one agreement in a period, each with its day and the reason."""

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.guidelines.model import Guideline, LimitKind
from avtalsuppfoljning.guidelines.obligations import (
    Binding,
    Obligation,
    Pace,
    PostKind,
    Reach,
    Roll,
    When,
)
from avtalsuppfoljning.schedule.calendar import (
    CALENDAR_VERSION,
    FIRST_YEAR,
    LAST_YEAR,
    next_weekday,
)
from avtalsuppfoljning.schedule.model import (
    AgreementFacts,
    DateReason,
    Plan,
    Post,
    Precision,
    ReplacedDay,
    UnusedDay,
    WhyUnused,
)
from avtalsuppfoljning.schedule.recurrence import (
    Occurrence,
    is_too_late,
    occurrences,
    own_day_names,
)

_AGREEMENT = ("driftsform", "upphandlingsform", "endast_individavtal")
"""What a limit that leaves an agreement outside the whole document may read here."""
_LONGEST_ROLL = timedelta(days=7)
"""No last day moves as far as this."""


def plan(
    guideline: Guideline,
    agreement: AgreementFacts,
    *,
    start: date,
    end: date,
    with_proposed: bool = False,
) -> Plan:
    """What concerns one agreement from one day to another, both included.

    Nothing is due before the agreement starts or on a day after it ends. A month or a year that
    has begun when it ends still counts: what is known to the month alone may fall on any day of
    it. What the agreement demands about a year is demanded for the years it runs in. What a
    proposed statute would demand is left out unless ``with_proposed``. Where the agreement has a
    day of its own, that one counts, and the post tells which day of the plan it replaces.
    """
    _check_window(start, end)
    reasons = reasons_not_covered(guideline, agreement)
    if reasons:
        return Plan(covered=False, reasons=reasons, posts=(), undated=())
    first = max(start, agreement.starts_on)
    concerned = [
        each
        for each in guideline.obligations
        if _holds(each.when, agreement) and (with_proposed or not each.is_proposed)
    ]
    found = _plan(guideline, concerned, agreement, first, end)
    unused = tuple(_unused(agreement, concerned))
    return attrs.evolve(found, unused=unused) if unused else found


def plan_of_municipality(
    guideline: Guideline, *, start: date, end: date, with_proposed: bool = False
) -> Plan:
    """What the document plans apart from single agreements: once, or once for an operation.

    The same posts, under the same ids, stand in the plans of the agreements they concern.
    """
    _check_window(start, end)
    concerned = [
        each
        for each in guideline.obligations
        if each.reach is not Reach.AVTAL and (with_proposed or not each.is_proposed)
    ]
    return _plan(guideline, concerned, None, start, end)


def reasons_not_covered(guideline: Guideline, agreement: AgreementFacts) -> tuple[str, ...]:
    """Why the document does not cover the agreement, by its limits and its plan; empty if it does.

    >>> from avtalsuppfoljning.guidelines import load
    >>> from avtalsuppfoljning.terms import Driftsform, Upphandlingsform
    >>> reasons_not_covered(
    ...     load("sundsvall"),
    ...     AgreementFacts(
    ...         driftsform=Driftsform.EGEN_REGI,
    ...         upphandlingsform=Upphandlingsform.INGEN,
    ...         starts_on=date(2024, 3, 1),
    ...     ),
    ... )
    ('driftsform_ej_omfattad', 'ej_lov')
    """
    found = [
        limit.reason
        for limit in guideline.limits
        if limit.kind is LimitKind.OUTSIDE
        and all(name in _AGREEMENT for name, _ in limit.when)
        and _holds(limit.when, agreement)
    ]
    found += [each.reason for each in guideline.coverage if not _holds(each.requires, agreement)]
    return tuple(dict.fromkeys(found))


# ── helpers ──


def _check_window(start: date, end: date) -> None:
    if start.year < FIRST_YEAR:
        raise InputError(*swedish.before_the_calendar(start, FIRST_YEAR), place="fran")
    if end.year > LAST_YEAR:
        raise InputError(*swedish.beyond_the_calendar(end, LAST_YEAR), place="till")
    if end < start:
        raise InputError(*swedish.backward_period(start, end), place="till")


def _holds(when: When, agreement: AgreementFacts) -> bool:
    for name, admitted in when:
        match name:
            case "driftsform":
                found = agreement.driftsform in admitted
            case "upphandlingsform":
                found = agreement.upphandlingsform in admitted
            case "endast_individavtal":
                found = ("ja" if agreement.only_individavtal else "nej") in admitted
            case "lagrum":
                found = any(law in admitted for law in agreement.laws)
            case _:  # verksamhet: the only other fact that a file may read, tried when it is loaded
                found = agreement.operation in admitted
        if not found:
            return False
    return True


def _plan(
    guideline: Guideline,
    concerned: list[Obligation],
    agreement: AgreementFacts | None,
    first: date,
    last: date,
) -> Plan:
    posts: list[Post] = []
    if first <= last:
        for each in concerned:
            posts += _posts(guideline, each, agreement, first, last)
    undated = tuple(each for each in concerned if each.recurrence.pace is Pace.UTAN_DAG)
    posts.sort(key=lambda post: (post.due_on, post.id))
    return Plan(covered=True, reasons=(), posts=tuple(posts), undated=undated)


def _posts(
    guideline: Guideline,
    obligation: Obligation,
    agreement: AgreementFacts | None,
    first: date,
    last: date,
) -> Iterator[Post]:
    basis = tuple(
        f"{each.name} ({each.reservation})" if each.reservation else each.name
        for each in obligation.basis
        if agreement is None or _holds(each.when, agreement)
    )
    for occurrence in occurrences(obligation, agreement, start=first, end=last):
        if occurrence.day > last or occurrence.day < first - _LONGEST_ROLL:
            continue
        is_own = occurrence.instead_of is not None
        is_left_to_it = obligation.recurrence.pace is Pace.AVTALETS_DAG and occurrence.said
        due_on = occurrence.day if is_own else _rolled(obligation, occurrence)
        if not first <= due_on <= last:
            continue
        if agreement is not None and not _within(agreement, obligation, occurrence, due_on):
            continue
        yield Post(
            id=f"{obligation.id}:{occurrence.concerns}",
            obligation=obligation.id,
            what=obligation.what,
            kind=obligation.kind,
            concerns=occurrence.concerns,
            due_on=due_on,
            precision=occurrence.precision,
            least=obligation.least,
            most=obligation.most,
            obligor=obligation.obligor,
            recipients=obligation.recipients,
            binding=Binding.AVTAL if is_own else obligation.binding,
            roll=Roll.INGEN if is_own else obligation.roll,
            citations=_citations(obligation, agreement if is_own or is_left_to_it else None),
            reason=_reason(obligation, occurrence, due_on, agreement),
            reach=obligation.reach,
            operations=obligation.operations,
            is_announced=obligation.is_announced,
            is_proposed=obligation.is_proposed,
            by_registration=obligation.by_registration,
            basis=basis,
            focus=_focus(guideline, obligation, due_on.year),
            template=obligation.template,
        )


def _rolled(obligation: Obligation, occurrence: Occurrence) -> date:
    rolls = obligation.roll is Roll.NÄSTA_VARDAG and occurrence.precision is Precision.DAG
    return next_weekday(occurrence.day) if rolls else occurrence.day


def _citations(obligation: Obligation, agreement: AgreementFacts | None) -> tuple[Citation, ...]:
    """The agreement first, where its own day counts: it stands above the plan (S-02)."""
    if agreement is None:
        return obligation.citations
    own = Citation(document=agreement.dnr or swedish.THE_AGREEMENT, section=swedish.OWN_DAYS)
    return (own, *obligation.citations)


def _unused(agreement: AgreementFacts, concerned: list[Obligation]) -> Iterator[UnusedDay]:
    for own in agreement.own_days:
        rows = [each for each in concerned if each.what == own.what.partition(":")[0]]
        named = [each for each in rows if own.what in own_day_names(each)]
        if not named:
            names = tuple(dict.fromkeys(name for each in rows for name in own_day_names(each)))
            if names:
                yield UnusedDay(own=own, why=WhyUnused.FLERA_GÅNGER, names=names)
            elif any(each.reach is not Reach.AVTAL for each in rows):
                yield UnusedDay(own=own, why=WhyUnused.GEMENSAM)
            else:
                why = WhyUnused.EJ_ÅRLIG if rows else WhyUnused.FRÅGAS_EJ
                yield UnusedDay(own=own, why=why)
        elif all(is_too_late(each, own) for each in named):
            yield UnusedDay(own=own, why=WhyUnused.LAG)


def _within(
    agreement: AgreementFacts, obligation: Obligation, occurrence: Occurrence, due_on: date
) -> bool:
    """Whether the agreement still runs then, and in the year that it demands something about."""
    last = agreement.ends_on or date.max
    begins = due_on
    if occurrence.precision is not Precision.DAG:
        month = due_on.month if occurrence.precision is Precision.MÅNAD else 1
        begins = date(due_on.year, month, 1)
    if obligation.binding is Binding.AVTAL and obligation.year_offset:
        about = occurrence.day.year + obligation.year_offset
        return begins <= last and agreement.starts_on.year <= about <= last.year
    return begins <= last


def _reason(
    obligation: Obligation, occurrence: Occurrence, due_on: date, agreement: AgreementFacts | None
) -> DateReason:
    ends_on = None if agreement is None else agreement.ends_on
    return DateReason(
        pace=obligation.recurrence.pace,
        written=obligation.written,
        day=occurrence.said,
        anchor=occurrence.anchor,
        occurrence=occurrence.number,
        rolled_from=None if due_on == occurrence.day else occurrence.day,
        calendar=CALENDAR_VERSION,
        runs_until=ends_on if ends_on is not None and ends_on < due_on else None,
        replaces=_replaced(obligation, occurrence.instead_of),
    )


def _replaced(obligation: Obligation, plans: Occurrence | None) -> ReplacedDay | None:
    if plans is None:
        return None
    return ReplacedDay(
        due_on=_rolled(obligation, plans),
        precision=plans.precision,
        citations=obligation.citations,
    )


def _focus(guideline: Guideline, obligation: Obligation, year: int) -> tuple[str, ...]:
    if obligation.kind is not PostKind.UPPFÖLJNING:
        return ()
    return tuple(area for focus in guideline.focus if focus.year == year for area in focus.areas)
