"""What is planned, as it came into force: the posts of plans and agreements, stored for ever.

`avtalsuppfoljning.schedule` computes a post; what is here is what is recorded of it, with its day
and the reason for that day, so that a replay computes nothing. The streams of agreements and of
steering share these words: a post is established, then fulfilled, excused or superseded.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import Open, Staff, folded, renewed, value
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.guidelines.obligations import Binding, Obligor, PostKind, Roll
from avtalsuppfoljning.schedule.calendar import end_of_month
from avtalsuppfoljning.schedule.model import DateReason, Post, Precision
from avtalsuppfoljning.terms import AgreementId, Driftsform, Period

# ── what is recorded ──


@value
class Area:
    """An operation that a plan covers, and the other names that documents call it by."""

    name: Open[str]
    also: Open[tuple[str, ...]] = ()


@value
class ScheduleBasis:
    """What the days were computed from, so that nobody needs to compute them again."""

    guideline: Open[str]
    version: Open[str]
    document: Open[str]
    schedule_fingerprint: Open[str]
    """What the guideline's schedule says, whatever its file looks like."""
    calendar_version: Open[str]
    """Which table of public holidays the days were rolled by."""


@value
class PlannedPost:
    """One thing that is to be done by a day, and why that day."""

    id: Open[str]
    what: Open[str]
    """As the plan calls it, such as ``egenkontroll``."""
    kind: Open[PostKind]
    about: Open[Period]
    """What it concerns, such as ``2026-T1``; days only where the plan gives them."""
    due_on: Open[date]
    precision: Open[Precision]
    """A day that is only known to its month or year is the last one, and says so."""
    obligor: Open[Obligor]
    binding: Open[Binding]
    roll: Open[Roll]
    reason: Open[DateReason | None] = None
    """Why that day, where it was computed; a day that somebody wrote is as they wrote it."""
    obligation: Open[str] = ""
    """The id of the obligation in the guideline, where it was computed from one."""
    at_least: Open[int] = 1
    at_most: Open[int | None] = 1
    """How many times; None: no limit upwards."""
    recipients: Open[tuple[str, ...]] = ()
    citations: Open[tuple[Citation, ...]] = ()
    by_registration: Open[bool] = False
    """The document must be registered (diarieförd) by the day, not only have come in."""
    is_announced: Open[bool] = True
    """False for what a provider is not to know of."""
    operations: Open[tuple[str, ...]] = ()
    """The operation it concerns, under every name that the plan has for it; none: any."""
    driftsformer: Open[tuple[Driftsform, ...]] = ()
    """Whose operation it concerns; none: anybody's."""
    agreement: Open[AgreementId | None] = None
    """The agreement it concerns, for a post in the plan of a whole nämnd."""
    basis: Open[tuple[str, ...]] = ()
    """What it is to look at."""
    focus: Open[tuple[str, ...]] = ()
    """What it is to look at in particular that year."""
    template: Open[str] = ""
    """Where the template for it lies, as the document says it (S-13)."""

    def __attrs_post_init__(self) -> None:
        if not (self.id.strip() and self.what.strip()):
            raise InvalidValueError("a post has no id, or says not what it is", "give both")
        if self.at_least < 0 or (self.at_most is not None and self.at_most < max(self.at_least, 1)):
            raise InvalidValueError(
                f"the post {self.id!r} is to be done {self.at_least} to {self.at_most} times",
                "give at least as many at most",
            )


@value
class WrittenRow:
    """A row of a plan whose day or words cannot be read: kept until a person interprets it."""

    id: Open[str]
    what: Open[str]
    when: Open[str]
    """The time as written: ``2024-09-31``, ``senast nov``, ``hösten 2017``."""
    obligor: Open[str] = ""
    operation: Open[str] = ""
    """The operation, as written."""
    agreement: Open[AgreementId | None] = None
    place: Open[str] = ""
    """Where it stands, such as ``Plan, rad 4``."""
    doubt: Open[str] = ""
    """What could not be read."""


@value
class Excuse:
    """Why somebody let a post go, and who that was."""

    reason: Open[str]
    person: Staff[str]
    role: Open[str]
    dnr: Open[str]
    excused_on: Open[date]

    def __attrs_post_init__(self) -> None:
        if not (self.reason.strip() and self.person.strip() and self.role.strip()):
            raise InvalidValueError(
                "a post is excused without a reason, a person or a role", "give all three"
            )


def planned_post(post: Post, *, driftsformer: tuple[Driftsform, ...] = ()) -> PlannedPost:
    """What is stored of a computed post."""
    return PlannedPost(
        id=post.id,
        what=post.what,
        kind=post.kind,
        about=_period(post),
        due_on=post.due_on,
        precision=post.precision,
        obligor=post.obligor,
        binding=post.binding,
        roll=post.roll,
        reason=post.reason,
        obligation=post.obligation,
        at_least=post.least,
        at_most=post.most,
        recipients=post.recipients,
        citations=post.citations,
        by_registration=post.by_registration,
        is_announced=post.is_announced,
        operations=post.operations,
        driftsformer=driftsformer,
        basis=post.basis,
        focus=post.focus,
        template=post.template,
    )


def _period(post: Post) -> Period:
    """What a post is about, with its days; one that is counted from an anchor begins after it."""
    named = period_named(post.concerns)
    anchor = post.reason.anchor
    if named.starts_on is not None or anchor is None or anchor >= post.due_on:
        return named
    first = anchor + timedelta(days=1)
    return Period(text=post.concerns, starts_on=first, ends_on=post.due_on)


def period_named(text: str) -> Period:
    """A year, or a part of it, with its first and last day; any other writing has none.

    >>> str(period_named("2026-T2").ends_on), str(period_named("2024-02").ends_on)
    ('2026-08-31', '2024-02-29')
    >>> period_named("hösten 2017").starts_on is None
    True
    """
    found = _PERIOD.fullmatch(text)
    if found is None:
        return Period(text=text)
    year, letter, part, month = found.groups()
    length = _MONTHS.get(letter, 1 if month else _YEAR)
    last = int(part or month or 1) * length
    if not length <= last <= _YEAR:
        return Period(text=text)
    first = date(int(year), last - length + 1, 1)
    return Period(text=text, starts_on=first, ends_on=end_of_month(int(year), last))


_PERIOD: Final = re.compile(r"([12]\d{3})(?:-(?:([TH])(\d)|(\d\d)))?", re.ASCII)
_MONTHS: Final = {"T": 4, "H": 6}
_YEAR: Final = 12

# ── how it stands ──


@folded
class KeptPost:
    """One post in force, and what became of it."""

    post: PlannedPost
    plan: str
    fulfilled_on: date | None = None
    dnr: str = ""
    """Where what fulfilled it is kept."""
    excuse: Excuse | None = None

    @property
    def is_open(self) -> bool:
        """Nothing has been said of it."""
        return self.fulfilled_on is None and self.excuse is None

    @property
    def is_late(self) -> bool:
        """It was done after its day."""
        return self.fulfilled_on is not None and self.fulfilled_on > self.post.due_on


Kept = Mapping[str, KeptPost]


def established(kept: Kept, plan: str, posts: Iterable[PlannedPost], gone: Iterable[str]) -> Kept:
    """The posts after a plan has come into force; what has been done stays done."""
    left = {id_: each for id_, each in kept.items() if id_ not in set(gone)}
    for post in posts:
        earlier = left.get(post.id)
        left[post.id] = (
            KeptPost(post, plan) if earlier is None else renewed(earlier, post=post, plan=plan)
        )
    return left


def superseded(
    kept: Kept,
    plan: str,
    posts: tuple[PlannedPost, ...],
    *,
    from_on: date | None,
    on: date,
    replaces: Iterable[str] = (),
) -> tuple[str, ...]:
    """The ids of a plan's open posts that a new version of it leaves out.

    ``from_on``: what falls before that day is not touched by the new version. ``replaces``: the
    posts of these plans give way too. A post whose day is past cannot be planned away: it is
    excused by a named person, or done late.
    """
    _check_ids(posts)
    plans, wanted = {plan, *replaces}, {post.id: post for post in posts}
    _check_owners(kept, plans, wanted)
    gone = []
    for id_, each in kept.items():
        if each.plan not in plans or not each.is_open or _same_day(each.post, wanted.get(id_)):
            continue
        if id_ not in wanted and from_on is not None and each.post.due_on < from_on:
            continue
        if each.post.due_on < on:
            raise DecisionRefusedError(
                f"the post {id_!r} was due on {each.post.due_on}, and is not done",
                "excuse it first: a named person gives the reason",
                code=OVERDUE,
            )
        if id_ not in wanted:
            gone.append(id_)
    return tuple(gone)


def after(kept: Kept, post: str, **changes: Any) -> Kept:
    """The posts after one of them was fulfilled or excused; one that is not there changes none."""
    earlier = kept.get(post)
    return kept if earlier is None else {**kept, post: renewed(earlier, **changes)}


def fulfilled(kept: Kept, post: str, on: date, dnr: str) -> KeptPost | None:
    """The post as it is once it is done; None where that is known already."""
    earlier = _require(kept, post)
    done = renewed(earlier, fulfilled_on=on, dnr=dnr)
    if earlier == done:
        return None
    if earlier.fulfilled_on is not None:
        raise DecisionRefusedError(
            f"the post {post!r} was fulfilled on {earlier.fulfilled_on}, {earlier.dnr}",
            "what is done stays done",
            code=DONE,
        )
    return done


def excused(kept: Kept, post: str, excuse: Excuse) -> KeptPost | None:
    """The post as it is once somebody has let it go; None where that is known already."""
    earlier = _require(kept, post)
    if earlier.excuse == excuse:
        return None
    if not earlier.is_open:
        raise DecisionRefusedError(
            f"the post {post!r} is not open any more",
            "only what is neither done nor excused can be excused",
            code=DONE,
        )
    return renewed(earlier, excuse=excuse)


OVERDUE: Final = "post_forsenad"
DONE: Final = "post_avslutad"
MISSING: Final = "post_saknas"
ELSEWHERE: Final = "post_i_annan_plan"


# ── helpers ──


def _require(kept: Kept, post: str) -> KeptPost:
    found = kept.get(post)
    if found is None:
        raise DecisionRefusedError(
            f"there is no post {post!r}", "establish the plan that has it first", code=MISSING
        )
    return found


def _check_ids(posts: tuple[PlannedPost, ...]) -> None:
    ids = [post.id for post in posts]
    twice = next((id_ for id_ in ids if ids.count(id_) > 1), None) if _has_twice(ids) else None
    if twice is not None:
        raise InvalidValueError(f"two posts have the id {twice!r}", "give each post its own")


def _has_twice(ids: list[str]) -> bool:
    return len(ids) != len(set(ids))


def _check_owners(kept: Kept, plans: set[str], wanted: Iterable[str]) -> None:
    for id_ in wanted:
        earlier = kept.get(id_)
        if earlier is not None and earlier.plan not in plans:
            raise DecisionRefusedError(
                f"the post {id_!r} is in force by the plan {earlier.plan!r}",
                "revise that plan",
                code=ELSEWHERE,
            )


def _same_day(earlier: PlannedPost, later: PlannedPost | None) -> bool:
    return later is not None and later.due_on == earlier.due_on
