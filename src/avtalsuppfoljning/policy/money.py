"""What a vite comes to, with its arithmetic: per unit, or per started week, up to a cap.

A started week is seven days in a row, counted from the first day of the breach. A day that a week
already paid for covers is not paid for again, so a breach that stops and comes back within the
same seven days starts no new week. Where the tariff is not set there is no amount: nothing takes
its place.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from avtalsuppfoljning.classification import Open, value
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.guidelines.model import Tariff, Unit
from avtalsuppfoljning.terms import Money

WEEK: Final = 7


@value
class Days:
    """The days of a breach, the first and the last included."""

    first: Open[date]
    last: Open[date]

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidValueError(
                f"the days end on {self.last}, before {self.first}", "correct one of them"
            )


@value
class Step:
    """One line of the arithmetic."""

    text: Open[str]
    """Figures and signs only: ``3 × 5000.00 = 15000.00``."""
    amount: Open[Money]
    """What the line comes to."""


@value
class Reckoning:
    """An amount and how it came about; no amount where the tariff is not set."""

    amount: Open[Money | None]
    steps: Open[tuple[Step, ...]]
    units: Open[int]
    """How many units, or started weeks, were counted."""


def reckon_items(tariff: Tariff, number: int, *, claimed: Money | None = None) -> Reckoning:
    """So many units at the tariff's rate, up to its cap, less what is claimed already.

    >>> from avtalsuppfoljning.guidelines import load
    >>> per_item, _ = load("exempelkoping").tariffs
    >>> found = reckon_items(per_item, 12)
    >>> [step.text for step in found.steps], found.amount.amount
    (['12 × 2000.00 = 24000.00', 'min(24000.00, 20000.00) = 20000.00'], Decimal('20000.00'))
    """
    _require(tariff, Unit.ITEM)
    if number < 0:
        raise InvalidValueError(f"{number} is no number of units", "count them from 0")
    return _reckon(tariff, (("", number),), claimed)


def reckon_weeks(
    tariff: Tariff, periods: Iterable[Days], *, claimed: Money | None = None
) -> Reckoning:
    """The started weeks of a breach, however broken, at the tariff's rate.

    >>> from avtalsuppfoljning.guidelines import load
    >>> _, per_week = load("exempelkoping").tariffs
    >>> breach = [Days(first=date(2026, 3, 2), last=date(2026, 3, 10)),
    ...           Days(first=date(2026, 3, 14), last=date(2026, 3, 16))]
    >>> for step in reckon_weeks(per_week, breach).steps: print(step.text)
    2026-03-02/2026-03-10: 9 d = 2 v × 5000.00 = 10000.00
    2026-03-14/2026-03-16: 1 d = 1 v × 5000.00 = 5000.00
    10000.00 + 5000.00 = 15000.00
    """
    _require(tariff, Unit.STARTED_WEEK)
    lines: list[tuple[str, int]] = []
    for period, left, weeks in started_weeks(periods):
        shown = f"{period.first}/{period.last}: {left} d = {weeks} v"
        lines.append((shown, weeks))
    return _reckon(tariff, tuple(lines), claimed)


def started_weeks(periods: Iterable[Days]) -> list[tuple[Days, int, int]]:
    """Each period with the days no earlier week covers, and the weeks that those days start.

    Periods that overlap or follow day upon day are one period.
    """
    found: list[tuple[Days, int, int]] = []
    covered = 0  # the last day, as an ordinal, of the weeks counted so far
    for period in _joined(periods):
        first = max(period.first.toordinal(), covered + 1)
        left = max(0, period.last.toordinal() - first + 1)
        weeks = -(-left // WEEK)
        found.append((period, left, weeks))
        if weeks:
            covered = first + WEEK * weeks - 1
    return found


def _joined(periods: Iterable[Days]) -> list[Days]:
    joined: list[Days] = []
    for period in sorted(periods, key=lambda each: (each.first, each.last)):
        before = joined[-1] if joined else None
        if before is not None and (period.first - before.last).days <= 1:
            joined[-1] = Days(first=before.first, last=max(before.last, period.last))
        else:
            joined.append(period)
    return joined


def _require(tariff: Tariff, unit: Unit) -> None:
    if tariff.unit is not unit:
        raise InvalidValueError(
            f"the tariff {tariff.id} is per {tariff.unit}, not per {unit}", "use the other tariff"
        )


def _reckon(tariff: Tariff, lines: tuple[tuple[str, int], ...], claimed: Money | None) -> Reckoning:
    units = sum(number for _, number in lines)
    if tariff.rate is None:
        return Reckoning(amount=None, steps=(), units=units)
    rate = Money(amount=tariff.rate).amount
    steps = []
    for shown, number in lines:
        amount = number * rate
        what = f"{shown} × {rate}" if shown else f"{number} × {rate}"
        steps.append(_step(f"{what} = {amount}", amount))
    total = sum((step.amount.amount for step in steps), Decimal("0.00"))
    if len(steps) > 1:
        parts = " + ".join(str(step.amount.amount) for step in steps)
        steps.append(_step(f"{parts} = {total}", total))
    if tariff.cap is not None and total > tariff.cap:
        cap = Money(amount=tariff.cap).amount
        steps.append(_step(f"min({total}, {cap}) = {cap}", cap))
        total = cap
    if claimed is not None and claimed.amount:
        left = max(total - claimed.amount, Decimal("0.00"))
        steps.append(_step(f"max({total} - {claimed.amount}, 0) = {left}", left))
        total = left
    return Reckoning(amount=Money(amount=total), steps=tuple(steps), units=units)


def _step(text: str, amount: Decimal) -> Step:
    return Step(text=text, amount=Money(amount=amount))
