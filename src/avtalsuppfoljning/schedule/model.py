"""What the schedule is told about an agreement, and the posts it answers with.

Read `Post` first: one thing to be done by one day, with everything that led to that day.
"""

import enum
from datetime import date

import attrs

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import Added, Open, grown, value
from avtalsuppfoljning.guidelines.obligations import (
    Binding,
    MonthDay,
    Obligation,
    Obligor,
    Pace,
    PostKind,
    Reach,
    Roll,
)
from avtalsuppfoljning.terms import Driftsform, Lagrum, Term, Upphandlingsform


class Precision(Term):
    """How exactly the day is known. A month or a year is shown on its last day, and says so."""

    DAG = enum.auto()
    """The day is written."""
    MÅNAD = enum.auto()
    """Only the month is written."""
    ÅR = enum.auto()
    """Only the year is written."""


@value
class OwnDay:
    """The agreement's own day for one thing, such as ``verksamhetsplan`` by ``02-15``."""

    what: Open[str]
    """What the plan calls it; one of several times a year is named with it: ``egenkontroll:T1``."""
    by: Open[MonthDay]


@value
class LastDone:
    """When something was last completed."""

    what: Open[str]
    on: Open[date]


@value
class AgreementFacts:
    """What the schedule reads of an agreement. Nothing else is read."""

    driftsform: Open[Driftsform]
    upphandlingsform: Open[Upphandlingsform]
    starts_on: Open[date]
    """The day it begins to apply, which need not be the day it was signed."""
    ends_on: Open[date | None] = None
    """The last day; None: it runs tills vidare."""
    operation: Open[str] = "hemtjanst"
    laws: Open[tuple[Lagrum, ...]] = (Lagrum.SOL,)
    only_individavtal: Open[bool] = False
    kkik_years: Open[tuple[int, ...]] = ()
    """The years when the municipality takes part in Kkik."""
    own_days: Open[tuple[OwnDay, ...]] = ()
    last_done: Open[tuple[LastDone, ...]] = ()
    dnr: Open[str] = ""
    """Where its own days are kept, to cite them by; empty: it is cited as the agreement."""


@value
class ReplacedDay:
    """The plan's own day, where the agreement's counts before it (S-02)."""

    due_on: Open[date]
    precision: Open[Precision]
    citations: Open[tuple[Citation, ...]]
    """Where the plan says so."""


@grown
class DateReason:
    """Why it is that day, in data: enough to compute it again by hand."""

    pace: Open[Pace]
    written: Open[str]
    """The document's own words; where it has none, the day or month in the guideline file."""
    day: Open[str]
    """The day as the rule gives it: ``11-20``, ``11``, ``+6 manader``; empty: none is given."""
    anchor: Open[date | None]
    """What it is counted from, where it is counted from anything."""
    occurrence: Open[int]
    """How many times the interval is counted from the anchor; 0 where there is no anchor."""
    rolled_from: Open[date | None]
    """The day it fell on, if that was a day off."""
    calendar: Open[str]
    """The version of the calendar that it was computed with."""
    runs_until: Open[date | None] = None
    """The agreement's last day, where the month or year of the post goes on after it."""
    replaces: Added[ReplacedDay | None] = None
    """What the plan says, where ``day`` is the agreement's own and the plan has another."""


@value
class Post:
    """One thing to be done by one day."""

    id: Open[str]
    """The obligation and what it concerns: the same whenever, and over whatever period, the plan
    is computed. Agreements are told apart by whoever stores it."""
    obligation: Open[str]
    """The id of the obligation in the guideline."""
    what: Open[str]
    kind: Open[PostKind]
    concerns: Open[str]
    """The period it is about: ``2026-T1``, ``2026-03``, ``2026``."""
    due_on: Open[date]
    """The last day, both rolled and shown on the last day of its month or year."""
    precision: Open[Precision]
    least: Open[int]
    most: Open[int | None]
    obligor: Open[Obligor]
    recipients: Open[tuple[str, ...]]
    binding: Open[Binding]
    roll: Open[Roll]
    citations: Open[tuple[Citation, ...]]
    reason: Open[DateReason]
    reach: Open[Reach]
    """Once per agreement, per operation, or once for the municipality: with the last two, the
    same post comes out of the plans of many agreements, under the same id."""
    operations: Open[tuple[str, ...]] = ()
    """The operations it is limited to, under every name the plan has for them."""
    is_announced: Open[bool] = True
    is_proposed: Open[bool] = False
    by_registration: Open[bool] = False
    """The document must be registered (diarieförd) by the day, not only have come in."""
    basis: Open[tuple[str, ...]] = ()
    """What it is to look at."""
    focus: Open[tuple[str, ...]] = ()
    """What it is to look at in particular that year."""
    template: Open[str] = ""
    """Where the template for it lies, as the document says it."""


class WhyUnused(Term):
    """Why an agreement's own day moves nothing in a plan."""

    FRÅGAS_EJ = enum.auto()
    """The plan does not ask this agreement for it."""
    FLERA_GÅNGER = enum.auto()
    """The plan asks for it several times a year, and the agreement does not say which."""
    EJ_ÅRLIG = enum.auto()
    """The plan asks for it every month, so long after something, or when something calls for it."""
    GEMENSAM = enum.auto()
    """It is done once for several agreements."""
    LAG = enum.auto()
    """A statute has an earlier day; no agreement can move it."""


@attrs.frozen(kw_only=True)
class UnusedDay:
    """An own day of the agreement that moves nothing, and why."""

    own: OwnDay
    why: WhyUnused
    names: tuple[str, ...] = ()
    """What it could be called instead, to say which time it is about."""


@attrs.frozen(kw_only=True)
class Plan:
    """The answer for one agreement, or for the municipality, over one period."""

    covered: bool
    reasons: tuple[str, ...]
    """Why the plan does not cover the agreement; empty if it does."""
    posts: tuple[Post, ...]
    """In the order of their days, then of their ids."""
    undated: tuple[Obligation, ...]
    """What is done whenever something calls for it."""
    unused: tuple[UnusedDay, ...] = ()
    """The agreement's own days that move nothing."""
