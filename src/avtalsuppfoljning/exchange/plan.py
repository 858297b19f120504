"""The JSON of ``avtal plan``: an agreement in, the posts out; and a post wherever it is shown.

The class below is the public contract, key by key and in its order.
"""

from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError, InvalidValueError
from avtalsuppfoljning.exchange.avgorande import write_citations
from avtalsuppfoljning.guidelines import Guideline, fingerprint
from avtalsuppfoljning.planned import PlannedPost
from avtalsuppfoljning.schedule import (
    CALENDAR_VERSION,
    AgreementFacts,
    DateReason,
    LastDone,
    MonthDay,
    OwnDay,
    Pace,
    Plan,
    Post,
    ReplacedDay,
    schedule_fingerprint,
)
from avtalsuppfoljning.schedule.calendar import FIRST_YEAR, LAST_YEAR
from avtalsuppfoljning.schedule.recurrence import own_day_names
from avtalsuppfoljning.strict import structure
from avtalsuppfoljning.terms import Driftsform, Lagrum, Upphandlingsform, check_word

# ── the contract, key by key ──


@attrs.frozen(kw_only=True)
class _Avtal:
    driftsform: Driftsform
    upphandlingsform: Upphandlingsform
    start: date
    slut: date | None = None
    verksamhet: str = "hemtjanst"
    lagrum: tuple[Lagrum, ...] = (Lagrum.SOL,)
    endast_individavtal: bool = False
    kkik_ar: tuple[int, ...] = ()
    frister: dict[str, str] = attrs.Factory(dict)
    senast_genomford: dict[str, date] = attrs.Factory(dict)


FILE_OF_AGREEMENT: Final = _Avtal
"""The class that a file becomes, for the schema that is made of it."""

# ── an agreement in ──


def read_agreement(data: Any, guideline: Guideline | None = None) -> AgreementFacts:
    """The facts of one agreement, in the words that every plan has or ``guideline`` adds.

    >>> read_agreement({"driftsform": "privat_regi", "upphandlingsform": "lov",
    ...                 "start": "2024-03-01"}).operation
    'hemtjanst'
    """
    given = structure(data, _Avtal)
    if given.slut is not None and given.slut < given.start:
        raise InputError(*swedish.ENDS_EARLY, place="slut")
    for place, year in enumerate(given.kkik_ar):
        if not FIRST_YEAR <= year <= LAST_YEAR:
            fault = swedish.outside_the_calendar(year, FIRST_YEAR, LAST_YEAR)
            raise InputError(*fault, place=f"kkik_ar[{place}]")
    own = guideline.obligations if guideline else ()
    known = {*swedish.DUE, *(each.what for each in own)}
    known |= {name for each in own for name in own_day_names(each)}
    return AgreementFacts(
        driftsform=given.driftsform,
        upphandlingsform=given.upphandlingsform,
        starts_on=given.start,
        ends_on=given.slut,
        operation=_word(given.verksamhet, "verksamhet"),
        laws=given.lagrum,
        only_individavtal=given.endast_individavtal,
        kkik_years=given.kkik_ar,
        own_days=tuple(
            OwnDay(
                what=_thing(what, known, "frister"), by=read_day_of_the_year(day, f"frister.{what}")
            )
            for what, day in given.frister.items()
        ),
        last_done=tuple(
            LastDone(what=_thing(what, known, "senast_genomford"), on=day)
            for what, day in given.senast_genomford.items()
        ),
    )


def read_day_of_the_year(text: str, place: str) -> MonthDay:
    """A day or a month of any year: ``02-15``, ``11``."""
    try:
        return MonthDay.of(text)
    except InvalidValueError:
        raise InputError(*swedish.not_a_day_of_the_year(text), place=place) from None


def _word(text: str, place: str) -> str:
    try:
        return check_word(text)
    except InvalidValueError as fault:
        raise InputError(fault.what, fault.way_out, place=place) from None


def _thing(text: str, known: AbstractSet[str], place: str) -> str:
    """A word for something that is planned; one that no plan has would change nothing."""
    if text not in known:
        _word(text.partition(":")[0], place)
        raise InputError(*swedish.unknown_thing(text, known), place=place)
    return text


# ── a plan out ──


def write_plan(found: Plan, guideline: Guideline) -> dict[str, Any]:
    """The answer for one agreement; nothing is planned for one that is not covered."""
    answer: dict[str, Any] = {"omfattas": found.covered, "skal": list(found.reasons)}
    if found.covered:
        answer["poster"] = [write_post(post) for post in found.posts]
        answer["utan_dag"] = [
            {
                "vad": each.what,
                "typ": each.kind.value,
                "vem": each.obligor.value,
                "nar": each.written,
                "kallor": write_citations(each.citations),
            }
            for each in found.undated
        ]
        answer["frister_utan_verkan"] = write_unused(found)
    answer["regelverk"] = {
        "id": guideline.id,
        "version": guideline.version,
        "dokument": guideline.document,
        "fingeravtryck": fingerprint(guideline),
        "planens_fingeravtryck": schedule_fingerprint(guideline),
        "kalender": CALENDAR_VERSION,
    }
    return answer


def write_post(post: Post | PlannedPost) -> dict[str, Any]:
    """One post, computed or in force."""
    reason = post.reason
    if isinstance(post, PlannedPost):
        about, least, most = post.about.text, post.at_least, post.at_most
    else:
        about, least, most = post.concerns, post.least, post.most
    return {
        "id": post.id,
        "vad": post.what,
        "typ": post.kind.value,
        "avser": about,
        "senast": post.due_on.isoformat(),
        "precision": post.precision.value,
        "antal": {"minst": least, "hogst": most},
        "vem": post.obligor.value,
        "mottagare": list(post.recipients),
        "bindande": post.binding.value,
        "rullning": post.roll.value,
        "kallor": write_citations(post.citations),
        "varfor": why(reason),
        "ersatter": _replaced(reason.replaces if reason else None),
        "flyttad_fran": reason.rolled_from.isoformat() if reason and reason.rolled_from else None,
        "oanmald": not post.is_announced,
        "verksamheter": list(post.operations),
        "mall": post.template or None,
    }


def _replaced(found: ReplacedDay | None) -> dict[str, Any] | None:
    """What the plan says, where the agreement's own day counts; the post itself cites both."""
    if found is None:
        return None
    return {
        "senast": found.due_on.isoformat(),
        "precision": found.precision.value,
        "kallor": write_citations(found.citations),
    }


def write_unused(found: Plan) -> list[dict[str, Any]]:
    """The agreement's own days that move nothing, and why."""
    return [
        {
            "vad": each.own.what,
            "dag": str(each.own.by),
            "skal": each.why.value,
            "kan_heta": list(each.names),
        }
        for each in found.unused
    ]


def why(reason: DateReason | None) -> str:
    """Why it is that day, in Swedish; empty for a day that somebody wrote."""
    if reason is None:
        return ""
    replaced, own = reason.replaces, ""
    if replaced is not None:
        own = swedish.own_day_counts(reason.day, replaced.due_on, replaced.precision)
    elif reason.pace is Pace.AVTALETS_DAG and reason.day:
        own = swedish.own_day(reason.day)
    return swedish.why_that_day(
        reason.written,
        reason.anchor,
        reason.occurrence,
        reason.rolled_from,
        runs_until=reason.runs_until,
        own=own,
    )
