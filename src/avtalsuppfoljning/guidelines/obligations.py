"""What a steering document says shall be done in time: its plan, row by row, as typed data.

Read `Obligation` first. It says what, who and to whom, when it comes back, and whom it concerns;
the days themselves are computed by `avtalsuppfoljning.schedule`.
"""

import enum
from typing import Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import Open, value
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.terms import Term

SCHEDULE_SEMANTICS: Final = 2
"""The number of the way days are computed. It is part of every schedule fingerprint."""

LAST_DAY: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The last day that each month can have."""


class PostKind(Term):
    """What sort of thing is to be done."""

    INLÄMNING = enum.auto()
    """Something is handed in."""
    UPPFÖLJNING = enum.auto()
    """Something is followed up."""
    KONTROLL = enum.auto()
    """Something is checked."""
    MÖTE = enum.auto()
    """People meet."""
    RAPPORT = enum.auto()
    """Somebody is told how it went."""
    BESLUT = enum.auto()
    """Something is decided."""


class Obligor(Term):
    """Who is to do it."""

    KOMMUNEN = enum.auto()
    """The municipality."""
    UTFÖRAREN = enum.auto()
    """The provider."""


class Binding(Term):
    """What makes the day binding. Only a day set by law moves to the next weekday by itself."""

    LAG = enum.auto()
    """A statute (lag 1930:173, 2 §)."""
    AVTAL = enum.auto()
    """The agreement."""
    STYRDOKUMENT = enum.auto()
    """The plan or guideline."""


class Roll(Term):
    """Where a last day goes that falls on a day off."""

    INGEN = enum.auto()
    """Nowhere: it stays."""
    NÄSTA_VARDAG = enum.auto()
    """To the next weekday."""


class Reach(Term):
    """How often it is to be done in a municipality with many agreements."""

    AVTAL = enum.auto()
    """Once for each agreement that it concerns."""
    VERKSAMHET = enum.auto()
    """Once for each operation that the plan names, whoever runs it."""
    KOMMUN = enum.auto()
    """Once, for all agreements together."""


class Pace(Term):
    """How an obligation comes back. Every day is reckoned from an anchor, never from the last."""

    ÅRLIGEN = enum.auto()
    """Every year, or every n-th year, by certain days or months, or at some time in the year."""
    MÅNADSVIS = enum.auto()
    """Every month."""
    BESTÄMDA = enum.auto()
    """On the occasions that the plan lists, and no others."""
    RULLANDE = enum.auto()
    """At least every so many months since it was last done, or since the agreement's start."""
    EFTER_START = enum.auto()
    """Once, so many months after the agreement's start."""
    AVTALETS_DAG = enum.auto()
    """Every year by the agreement's own day; by the end of the year where none is known."""
    UTAN_DAG = enum.auto()
    """Whenever something calls for it: no day can be computed."""


@value
class MonthDay:
    """A day in any year, or only a month: ``11-20``, ``11``.

    >>> MonthDay.of("11-20"), MonthDay.of("11").day
    (MonthDay(month=11, day=20), None)
    """

    month: Open[int]
    day: Open[int | None] = None

    def __attrs_post_init__(self) -> None:
        months = range(1, len(LAST_DAY) + 1)
        if self.month not in months or (
            self.day is not None and not 1 <= self.day <= LAST_DAY[self.month - 1]
        ):
            raise InvalidValueError(*swedish.not_in_a_year(str(self)))

    @classmethod
    def of(cls, text: str) -> "MonthDay":
        """The day or month that ``MM-DD`` or ``MM`` says."""
        month, dash, day = text.partition("-")
        parts = (month, day) if dash else (month,)
        if not all(len(part) == len("MM") and part.isascii() and part.isdigit() for part in parts):
            raise InvalidValueError(*swedish.not_in_a_year(text))
        return cls(month=int(month), day=int(day) if dash else None)

    def __str__(self) -> str:
        return f"{self.month:02}" + (f"-{self.day:02}" if self.day is not None else "")


Occasion = tuple[int, int | None, int | None]
"""A day, month or year that the plan lists: year, month and day as far as they are written."""

When = tuple[tuple[str, tuple[str, ...]], ...]
"""Pairs of a fact about the agreement and the values it may have; all must hold."""


@attrs.frozen(kw_only=True)
class Recurrence:
    """When something comes back. What a pace does not use is empty."""

    pace: Pace
    by: tuple[MonthDay, ...] = ()
    """``årligen``: the days or months it is due by; none: some time in the year."""
    periods: tuple[str, ...] = ()
    """``årligen``: what the document calls the part of the year that each of the days closes."""
    every: int = 1
    """``årligen``: every how many years."""
    from_year: int | None = None
    """``årligen``: a year in which it is due, to count from; earlier years have none."""
    from_start: bool = False
    """``årligen``: the years are counted from the agreement's start, the first time after
    ``every`` years."""
    only_kkik_years: bool = False
    """``årligen``: only in years when the municipality takes part in Kkik."""
    months: int = 0
    """``rullande``, ``efter start``: how many months."""
    occasions: tuple[Occasion, ...] = ()
    """``bestämda``: when."""


@attrs.frozen(kw_only=True)
class Basis:
    """One thing that a follow-up looks at."""

    id: str
    name: str
    when: When = ()
    reservation: str = ""
    """When the document itself makes it depend on something that no fact here tells."""


@attrs.frozen(kw_only=True)
class Obligation:
    """One row of a plan."""

    id: str
    what: str
    """As other systems know it, such as ``egenkontroll``."""
    kind: PostKind
    obligor: Obligor
    recipients: tuple[str, ...]
    """Whom it goes to, such as ``lov_administrator``."""
    binding: Binding
    roll: Roll
    reach: Reach
    when: When
    """The agreements that it concerns; empty: every one that the plan covers."""
    recurrence: Recurrence
    least: int
    """The fewest times it is to be done by the day."""
    most: int | None
    """The most times; None: no limit is written."""
    year_offset: int
    """Which year it is about: 0 the one it is due in, 1 the coming, -1 the past."""
    written: str
    """The document's own words for when, exactly as they are."""
    citations: tuple[Citation, ...]
    reading: str
    """How the document was read, where the citation is a reading."""
    is_announced: bool
    """False for what the provider is not to know beforehand."""
    is_proposed: bool
    """True for what a proposed statute would demand; planned only if it is asked for."""
    by_registration: bool
    """True where the document must be registered (diarieförd) by the day, not only come in."""
    only_if_agreed: bool
    """True where it is demanded only of those whose agreement gives a day for it."""
    template: str
    """Where the template for it lies, as the document says it."""
    basis: tuple[Basis, ...]

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that it is limited to; empty: any."""
        return next((values for name, values in self.when if name == "verksamhet"), ())


@attrs.frozen(kw_only=True)
class Coverage:
    """What an agreement must be for the plan to cover it."""

    id: str
    reason: str
    """The reason code for those that are left out."""
    requires: When
    citation: Citation


@attrs.frozen(kw_only=True)
class Focus:
    """What the follow-ups of one year look at in particular."""

    id: str
    year: int
    areas: tuple[str, ...]
    citation: Citation
