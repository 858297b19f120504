"""What the documents of an agreement tell: facts that no later decision depends on."""

import enum
from datetime import date
from decimal import Decimal

from avtalsuppfoljning.classification import Headcount, Open, Osl26, Osl31, event, value
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.terms import Money, Myndighet, Period, Term


class AvvikelseKind(Term):
    """What was counted. The kinds are never added up."""

    SOL_AVVIKELSER = enum.auto()
    """Deviations under SoL."""
    HSL_AVVIKELSER = enum.auto()
    """Deviations under HSL."""
    LEX_SARAH = enum.auto()
    """Cases of lex Sarah."""
    LEX_MARIA = enum.auto()
    """Cases of lex Maria."""
    KLAGOMÅL = enum.auto()
    """Complaints and views (klagomål och synpunkter)."""


@event
class AvvikelserReported:
    """How many there were, compiled and analysed, and what was improved (Sundsvall 2.1)."""

    kind: Open[AvvikelseKind]
    period: Open[Period]
    count: Open[int]
    compilation: Osl26[str]
    analysis: Osl26[str]
    improvements: Open[str]
    dnr: Open[str]

    def __attrs_post_init__(self) -> None:
        _not_negative(self.count, "the count")


@value
class SupervisoryReport:
    """One report of a supervisory authority, and what it says."""

    authority: Open[Myndighet]
    content: Osl26[str]


@event
class TillsynsrapporterReported:
    """Which reports the supervisory authorities have made; their number is their count."""

    period: Open[Period]
    reports: Open[tuple[SupervisoryReport, ...]]
    dnr: Open[str]


@event
class StaffReported:
    """How many are employed full time, and how many part time."""

    period: Open[Period]
    full_time: Headcount[int]
    part_time: Headcount[int]
    dnr: Open[str]

    def __attrs_post_init__(self) -> None:
        _not_negative(self.full_time, "full_time")
        _not_negative(self.part_time, "part_time")


@value
class EducationGroup:
    """How many of the care staff have a certain education."""

    education: Open[str]
    count: Headcount[int]


@event
class EducationReported:
    """The level of education of the care staff."""

    period: Open[Period]
    groups: Open[tuple[EducationGroup, ...]]
    dnr: Open[str]

    def __attrs_post_init__(self) -> None:
        for group in self.groups:
            _not_negative(group.count, group.education)


@event
class RegisterParticipationRecorded:
    """The provider took part in a national register or comparison, such as Kkik."""

    register: Open[str]
    period: Open[Period]
    recorded_on: Open[date]


@event
class StatisticsReceived:
    """Shared statistics from the case system; totals only, nothing about a person."""

    period: Open[Period]
    source: Open[str]
    decisions: Headcount[int | None] = None
    granted_hours: Open[Decimal | None] = None
    current_genomforandeplaner: Open[Decimal | None] = None
    """The share of genomförandeplaner that are current, in percent."""

    def __attrs_post_init__(self) -> None:
        _not_negative(self.decisions or 0, "decisions")
        _not_negative(self.granted_hours or Decimal(0), "granted_hours")
        _percent(self.current_genomforandeplaner)


@event
class ManuellTidsandelMeasured:
    """How visits were registered, in percent: only the last share is manual (T-11)."""

    period: Open[Period]
    both_tagged: Open[Decimal]
    only_in: Open[Decimal]
    only_out: Open[Decimal]
    manual: Open[Decimal]
    includes: Open[str] = ""
    """What makes the figure misleading, such as that nattpatrullen is included."""
    causes: Open[tuple[str, ...]] = ()
    exempted: Open[int] = 0
    """How many clients are exempt because they want no reader at home: a count."""

    def __attrs_post_init__(self) -> None:
        shares = (self.both_tagged, self.only_in, self.only_out, self.manual)
        for share in shares:
            _percent(share)
        if sum(shares) != _WHOLE:
            raise InvalidValueError(
                f"the four shares make {sum(shares)} %", "check them: together they are 100"
            )
        _not_negative(self.exempted, "exempted")


@event
class ManuellTidsandelStated:
    """The manual share alone was told, without the other categories (``hösten 2017``: 23 %)."""

    period: Open[Period]
    manual: Open[Decimal]
    source: Open[str]

    def __attrs_post_init__(self) -> None:
        _percent(self.manual)


@event
class FakturakontrollMade:
    """Invoiced time was compared with the time that was performed; a deviation may follow."""

    period: Open[Period]
    invoiced_hours: Osl31[Decimal]
    performed_hours: Osl31[Decimal]
    excluded: Open[str] = ""
    """What is not part of it, such as night care that is funded by the budget."""
    controlled_on: Open[date]

    def __attrs_post_init__(self) -> None:
        _not_negative(self.invoiced_hours, "invoiced_hours")
        _not_negative(self.performed_hours, "performed_hours")


@event
class PriceAgreed:
    """What is paid per unit, from a certain day."""

    amount: Open[Money]
    unit: Open[str]
    """Such as ``utförd timme``."""
    covers: Open[str]
    """Such as ``07:00-22:00``, as written: whether 22:00 itself is covered is not said."""
    applies_from: Open[date]
    dnr: Open[str]


# ── helpers ──

_WHOLE = Decimal(100)


def _not_negative(number: int | Decimal, name: str) -> None:
    if not (Decimal(number).is_finite() and number >= 0):
        raise InvalidValueError(f"{name} is {number}", "a count is never negative")


def _percent(share: Decimal | None) -> None:
    if share is not None and not (share.is_finite() and 0 <= share <= _WHOLE):
        raise InvalidValueError(f"{share} is not a share", "give percent, from 0 to 100")
