"""What a guideline's caps leave, when several amounts are decided about one deficiency.

A tariff's cap is the most that it may come to in all, so every amount counts that was decided
earlier and stands. An amount that was counted by one tariff counts against its cap. One that was
counted by two, or not at all, counts where there is room: the amounts are together within the
caps as long as they can be shared out on the tariffs so that no cap is passed.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

import attrs

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.guidelines.model import Guideline, Tariff, Unit
from avtalsuppfoljning.policy.answers import Choice, Objection
from avtalsuppfoljning.policy.facts import DecidedAmount
from avtalsuppfoljning.policy.money import Days, Reckoning, reckon_items, reckon_weeks
from avtalsuppfoljning.terms import MeasureId, Money

_NOTHING: Final = Decimal("0.00")
_ANYTHING: Final = Decimal("Infinity")


@attrs.frozen
class Room:
    """The most that an amount may come to, beside what was decided earlier."""

    most: Decimal
    arithmetic: str
    """Figures and signs only: ``20000.00 - 15000.00 = 5000.00``."""
    cap: Decimal
    """The cap that is the narrowest, or the caps together."""
    decided: Decimal
    """What counts against it already."""
    citations: tuple[Citation, ...]


def room_left(
    guideline: Guideline,
    measure: MeasureId,
    earlier: Iterable[DecidedAmount],
    *,
    items: int | None = None,
    breach: tuple[Days, ...] = (),
) -> Room | None:
    """What the caps leave for an amount counted like this; None if nothing was decided earlier.

    None also where the guideline sets no cap, or too few of them to bind what is counted.

    >>> from avtalsuppfoljning.guidelines import load
    >>> vite = MeasureId("vite")
    >>> before = [DecidedAmount(measure=vite, amount=Money(amount=Decimal(12000)), items=6),
    ...           DecidedAmount(measure=vite, amount=Money(amount=Decimal(6000)), items=3)]
    >>> room = room_left(load("exempelkoping"), vite, before, items=4)
    >>> room.arithmetic, room.most
    ('20000.00 - 12000.00 - 6000.00 = 2000.00', Decimal('2000.00'))
    """
    tariffs = [each for each in guideline.tariffs if each.measure == measure]
    counted = _counted(tariffs, measure, earlier)
    return _narrowest(tariffs, counted, _carried(tariffs, items, breach)) if counted else None


def rooms_left(
    guideline: Guideline, measure: MeasureId, earlier: Iterable[DecidedAmount]
) -> tuple[tuple[Tariff, Room], ...]:
    """What is left for an amount counted by each of the measure's capped tariffs."""
    tariffs = [each for each in guideline.tariffs if each.measure == measure]
    counted = _counted(tariffs, measure, earlier)
    if not counted:
        return ()
    return tuple(
        (each, room)
        for each in tariffs
        if (room := _narrowest(tariffs, counted, {each.id: _ANYTHING})) is not None
    )


def try_caps(
    choice: Choice, guideline: Guideline, earlier: Iterable[DecidedAmount]
) -> tuple[Objection, ...]:
    """No more than the caps leave of what was decided earlier about the same deficiency."""
    if choice.measure is None:
        return ()
    room = room_left(guideline, choice.measure, earlier, items=choice.items, breach=choice.breach)
    if room is None or (choice.amount is not None and choice.amount.amount <= room.most):
        return ()
    amount = "not stated" if choice.amount is None else choice.amount.amount
    text = f"the caps leave {room.most} ({room.arithmetic}), the amount is {amount}"
    return (Objection(code="belopp_over_taket", text=text, citations=room.citations),)


def try_accrual(
    choice: Choice,
    guideline: Guideline,
    others: Iterable[DecidedAmount],
    *,
    periods: tuple[Days, ...],
    units: int,
    amount: Money,
) -> tuple[Objection, ...]:
    """What a vite has come to in all, against the tariffs of the guideline it was decided under.

    ``others``: what else counts against the caps. A decision that counted by one tariff accrues by
    that one, and one that counted by two by both; one that counted nothing, by either.
    """
    tariffs = [each for each in guideline.tariffs if each.measure == choice.measure]
    if choice.measure is None or not tariffs:
        return ()
    own = [each for each in tariffs if each.unit in _counted_by(choice)]
    reckoned = [_accrued(each, periods, units) for each in own or tariffs]
    citations = tuple(dict.fromkeys(each.citation for each in own or tariffs))
    found = []
    amounts = [each.amount.amount for each in reckoned if each.amount is not None]
    most = sum(amounts, _NOTHING) if own else max(amounts, default=_NOTHING)
    if len(amounts) == len(reckoned) and amount.amount > most:
        steps = "; ".join(step.text for each in reckoned for step in each.steps)
        text = f"the tariff comes to {most} ({steps}), what has accrued is {amount.amount}"
        found.append(Objection(code="belopp_over_taxan", text=text, citations=citations))
    counted = {each.unit for each in own}
    room = room_left(
        guideline,
        choice.measure,
        others,
        items=units if Unit.ITEM in counted else None,
        breach=periods if Unit.STARTED_WEEK in counted else (),
    )
    if room is not None and amount.amount > room.most:
        text = (
            f"the caps leave {room.most} ({room.arithmetic}), what has accrued is {amount.amount}"
        )
        found.append(Objection(code="belopp_over_taket", text=text, citations=room.citations))
    return tuple(found)


# ── helpers ──

Carried = dict[str, Decimal]
"""By the id of each tariff, how much of an amount it can carry."""


def _carried(tariffs: Sequence[Tariff], items: int | None, breach: tuple[Days, ...]) -> Carried:
    """What was counted carries what it comes to; an amount that was not counted is anywhere."""
    found: Carried = {}
    for each in tariffs:
        if each.unit is Unit.ITEM and items is not None:
            reckoned = reckon_items(each, items)
        elif each.unit is Unit.STARTED_WEEK and breach:
            reckoned = reckon_weeks(each, breach)
        else:
            continue
        found[each.id] = _ANYTHING if reckoned.amount is None else reckoned.amount.amount
    return found or dict.fromkeys((each.id for each in tariffs), _ANYTHING)


def _counted(
    tariffs: Sequence[Tariff], measure: MeasureId, earlier: Iterable[DecidedAmount]
) -> list[tuple[Decimal, Carried]]:
    found = []
    for each in earlier:
        if each.measure == measure:
            carried = _carried(tariffs, each.items, each.breach)
            if len(carried) == 1:  # all of it is that tariff's, whatever the rate is by now
                carried = dict.fromkeys(carried, _ANYTHING)
            found.append((each.amount.amount, carried))
    return found


def _narrowest(
    tariffs: Sequence[Tariff], counted: Sequence[tuple[Decimal, Carried]], carried: Carried
) -> Room | None:
    found = (_room(some, counted, carried) for some in _subsets(tariffs))
    bound = (room for room in found if room.most.is_finite())
    return min(bound, key=lambda room: room.most, default=None)


def _counted_by(choice: Choice) -> tuple[Unit, ...]:
    items = (Unit.ITEM,) if choice.items is not None else ()
    return (*items, Unit.STARTED_WEEK) if choice.breach else items


def _accrued(tariff: Tariff, periods: tuple[Days, ...], units: int) -> Reckoning:
    if tariff.unit is Unit.ITEM:
        return reckon_items(tariff, units)
    return reckon_weeks(tariff, periods)


def _subsets(tariffs: Sequence[Tariff]) -> Iterator[tuple[Tariff, ...]]:
    """Every choice of tariffs that have a cap: each alone, and those that share what is left."""
    capped = [each for each in tariffs if each.cap is not None]
    for size in range(1, len(capped) + 1):
        yield from combinations(capped, size)


def _room(
    some: tuple[Tariff, ...], counted: Sequence[tuple[Decimal, Carried]], carried: Carried
) -> Room:
    """What these caps leave: what no other tariff can carry of an amount counts against them."""
    own = {each.id for each in some}
    cap = sum((Money(amount=each.cap).amount for each in some if each.cap is not None), _NOTHING)
    needed = [amount - _beside(own, by) for amount, by in counted]
    counts = [amount for amount in needed if amount > 0]
    decided = sum(counts, _NOTHING)
    left, beside = max(cap - decided, _NOTHING), _beside(own, carried)
    terms = " - ".join(map(str, (cap, *counts)))
    shown = f"{terms} = {left}" if decided <= cap else f"max({terms}, 0) = {left}"
    if not counts:
        shown = terms
    if beside:
        shown += f"; {left} + {beside} = {left + beside}"
    return Room(
        most=left + beside,
        arithmetic=shown,
        cap=cap,
        decided=decided,
        citations=tuple(dict.fromkeys(each.citation for each in some)),
    )


def _beside(own: set[str], carried: Carried) -> Decimal:
    return sum((most for id_, most in carried.items() if id_ not in own), _NOTHING)
