"""Hypothesis strategies for every type that is recorded, planned or answered.

Each is a function whose name is a plural noun and whose bounds are keywords. `instances` makes
any recorded class; with this package installed, ``st.from_type`` and ``st.builds`` find them too.
"""

import enum
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from types import UnionType
from typing import Annotated, Any, Final, NewType, TypeVar, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st

from avtalsuppfoljning import agreement, follow_up, planned, provider, sanction, steering, terms
from avtalsuppfoljning.classification import nfc, replace
from avtalsuppfoljning.guidelines.obligations import MonthDay, Recurrence
from avtalsuppfoljning.policy import Assessment, Choice, Facts, Ruling
from avtalsuppfoljning.policy.money import Days
from avtalsuppfoljning.recorded import KINDS, Entry
from avtalsuppfoljning.schedule import AgreementFacts, OwnDay, Plan, Post
from avtalsuppfoljning.testing.schedules import (
    DOCUMENTS,
    FIRST,
    LAST,
    agreements,
    days,
    days_of_the_year,
    plans,
    recurrences,
)

__all__ = [
    "DOCUMENTS",
    "FIRST",
    "LAST",
    "agreements",
    "amounts",
    "assessments",
    "choices",
    "counts",
    "days",
    "days_of_the_year",
    "divisions",
    "entries",
    "events",
    "facts",
    "follow_ups_planned",
    "ids",
    "instances",
    "instants",
    "percentages",
    "periods",
    "planned_posts",
    "planning_terms",
    "plans",
    "posts",
    "recorded_types",
    "recurrences",
    "register",
    "rulings",
    "spans",
    "texts",
    "time_shares_measured",
    "vites_accrued",
    "volume_divisions",
    "words",
]

T = TypeVar("T")


def texts(*, min_size: int = 0, max_size: int = 20) -> st.SearchStrategy[str]:
    """Composed text (NFC) that any file can hold; å, ä and ö are frequent."""
    letters = st.one_of(
        st.sampled_from("aåäö ÅÄÖ-.é"),
        st.characters(codec="utf-8", exclude_characters="\x00"),
    )
    made = st.text(letters, min_size=min_size, max_size=max_size).map(nfc)
    return made.filter(lambda text: min_size <= len(text))


def ids(*, max_size: int = 12) -> st.SearchStrategy[str]:
    """Local ids of providers, agreements, deficiencies and the like."""
    return st.from_regex(rf"[a-z][a-z0-9]{{0,{max_size - 1}}}", fullmatch=True)


def amounts(*, min_value: str = "0", max_value: str = "10000000") -> st.SearchStrategy[terms.Money]:
    """Amounts of money, to the öre."""
    numbers = st.decimals(Decimal(min_value), Decimal(max_value), places=2)
    return numbers.map(lambda amount: terms.Money(amount=amount))


def periods() -> st.SearchStrategy[terms.Period]:
    """Periods as written, with their days known, half known or unknown."""

    def period(text: str, first: date | None, last: date | None) -> terms.Period:
        if first and last and last < first:
            first, last = last, first
        return terms.Period(text=text, starts_on=first, ends_on=last)

    return st.builds(period, words(), st.none() | days(), st.none() | days())


def instants() -> st.SearchStrategy[datetime]:
    """Instants in UTC."""
    return st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  the bounds take no zone


def counts(*, min_value: int = 0, max_value: int = 2**31) -> st.SearchStrategy[int]:
    """How many there are of something; never negative."""
    return st.integers(min_value, max_value)


def percentages(
    *, min_value: str = "0", max_value: str = "100", places: int = 2
) -> st.SearchStrategy[Decimal]:
    """Shares in percent."""
    return st.decimals(Decimal(min_value), Decimal(max_value), places=places)


def divisions(*, parts: int = 4) -> st.SearchStrategy[tuple[Decimal, ...]]:
    """Shares in percent that make 100 together."""
    cuts = st.lists(st.integers(0, 10_000), min_size=parts - 1, max_size=parts - 1)

    def shares(cuts: list[int]) -> tuple[Decimal, ...]:
        edges = [0, *sorted(cuts), 10_000]
        return tuple(Decimal(b - a) / 100 for a, b in pairwise(edges))

    return cuts.map(shares)


def words(*, max_size: int = 20) -> st.SearchStrategy[str]:
    """Text that is not blank."""
    return texts(min_size=1, max_size=max_size).filter(str.strip)


def facts() -> st.SearchStrategy[Facts]:
    """Facts about a deficiency, whether or not they are likely together."""
    return instances(Facts)


def assessments() -> st.SearchStrategy[Assessment]:
    """Assessments of any shape; for true ones, assess `facts`."""
    return instances(Assessment)


def choices() -> st.SearchStrategy[Choice]:
    """What somebody may want to decide."""
    return instances(Choice)


def rulings() -> st.SearchStrategy[Ruling]:
    """Rulings of any shape; for true ones, examine `choices`."""
    return instances(Ruling)


def events(kind: str | None = None) -> st.SearchStrategy[Any]:
    """Events of one kind of stream (``"deficiency"``), or of any."""
    kinds = KINDS.values() if kind is None else (KINDS[kind],)
    return st.one_of([instances(event) for kind in kinds for event in kind.events])


def entries() -> st.SearchStrategy[Entry[Any]]:
    """Events in their envelopes, as they are stored."""
    return st.builds(Entry, events(), instants(), days(), texts(), ids())


def follow_ups_planned() -> st.SearchStrategy[follow_up.FollowUpPlanned]:
    """Planned follow-ups by any method: an oanmäld one is kept quiet, a theme was decided."""

    def valid(
        method: terms.FollowUpMethod, theme: str, planned: follow_up.FollowUpPlanned
    ) -> follow_up.FollowUpPlanned:
        quiet = method is terms.FollowUpMethod.OANMÄLD
        changes: dict[str, Any] = {"is_announced": planned.is_announced and not quiet}
        if method is terms.FollowUpMethod.TEMA:
            changes |= {"theme": theme, "decided_by": planned.decided_by or theme}
        return replace(planned, method=method, **changes)

    plain = _built(follow_up.FollowUpPlanned, method=st.just(terms.FollowUpMethod.ÅRLIG))
    return st.builds(valid, st.sampled_from(terms.FollowUpMethod), words(), plain)


def time_shares_measured() -> st.SearchStrategy[agreement.ManuellTidsandelMeasured]:
    """How visits were registered: four shares of one whole."""
    names = ("both_tagged", "only_in", "only_out", "manual")
    whole = dict(zip(names, map(Decimal, (100, 0, 0, 0)), strict=True))
    plain = _built(
        agreement.ManuellTidsandelMeasured,
        **{name: st.just(share) for name, share in whole.items()},
    )

    def valid(
        measured: agreement.ManuellTidsandelMeasured, shares: tuple[Decimal, ...]
    ) -> agreement.ManuellTidsandelMeasured:
        return replace(measured, **dict(zip(names, shares, strict=True)))

    return st.builds(valid, plain, divisions())


def volume_divisions() -> st.SearchStrategy[steering.FördelningDecided]:
    """Divisions of the volume: they make 100 percent, or say why they do not."""
    exact = divisions(parts=2).flatmap(
        lambda shares: st.tuples(
            *[_built(steering.Share, percent=st.just(percent)) for percent in shares]
        )
    )
    return _built(steering.FördelningDecided, explanation=words()) | _built(
        steering.FördelningDecided, shares=exact
    )


def spans() -> st.SearchStrategy[Days]:
    """Days of a breach, the first no later than the last."""
    two_days = st.tuples(days(), days()).map(sorted)
    return two_days.map(lambda both: Days(first=both[0], last=both[1]))


def posts() -> st.SearchStrategy[Post]:
    """Posts of any shape, to be done at least once; for true ones, take those of `plans`."""
    times = st.tuples(counts(min_value=1, max_value=12), counts(min_value=1, max_value=12))
    return times.map(sorted).flatmap(
        lambda both: _built(
            Post, id=ids(), least=st.just(both[0]), most=st.just(both[1]) | st.none()
        )
    )


def planned_posts() -> st.SearchStrategy[planned.PlannedPost]:
    """What is to be done by a day: any number of times, at most as often as it says."""
    times = st.tuples(counts(max_value=12), counts(min_value=1, max_value=12)).map(sorted)
    return times.flatmap(
        lambda both: _built(
            planned.PlannedPost,
            id=ids(),
            what=st.sampled_from(("egenkontroll", "samverkansmote", "lex_sarah", "arlig")),
            at_least=st.just(both[0]),
            at_most=st.just(both[1]) | st.none(),
        )
    )


def planning_terms() -> st.SearchStrategy[agreement.PlanningTermsAgreed]:
    """The laws of an agreement and its own days, one for each document."""
    own = st.lists(instances(OwnDay), max_size=2, unique_by=lambda each: each.what)
    return _built(agreement.PlanningTermsAgreed, own_days=own.map(tuple))


def vites_accrued() -> st.SearchStrategy[sanction.ViteAccrued]:
    """What a vite came to over a period of at least a day, of at least one unit."""
    two_days = st.tuples(days(), days()).map(sorted)
    return two_days.flatmap(
        lambda period: _built(
            sanction.ViteAccrued,
            first_day=st.just(period[0]),
            last_day=st.just(period[1]),
            units=counts(min_value=1),
        )
    )


def instances(cls: type[T]) -> st.SearchStrategy[T]:
    """Any recorded class, from the types of its fields."""
    if cls in _OWN:
        return _OWN[cls]()
    return _built(cls)


def _built(cls: type[T], **own: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """A class from the types of its fields, but for those that have a strategy of their own."""
    fields = attrs.fields(cls)  # type: ignore[arg-type]  # every recorded class is an attrs class
    typed = {field.name: _of_type(field.type) for field in fields}
    return st.builds(cls, **(typed | _FIELDS.get(cls, {}) | own))


_OWN: Final[dict[Any, Callable[[], st.SearchStrategy[Any]]]] = {
    terms.Money: amounts,
    terms.Period: periods,
    Days: spans,
    MonthDay: days_of_the_year,
    planned.PlannedPost: planned_posts,
    AgreementFacts: agreements,
    Recurrence: recurrences,
    Post: posts,
    Plan: plans,
    agreement.ManuellTidsandelMeasured: time_shares_measured,
    agreement.PlanningTermsAgreed: planning_terms,
    follow_up.FollowUpPlanned: follow_ups_planned,
    sanction.ViteAccrued: vites_accrued,
    steering.FördelningDecided: volume_divisions,
}
_FIELDS: Final[dict[Any, dict[str, st.SearchStrategy[Any]]]] = {
    provider.OegentlighetReported: {
        "authority": st.sampled_from(sorted(terms.Myndighet.for_oegentligheter()))
    },
    agreement.ManuellTidsandelStated: {"manual": percentages()},
    agreement.StatisticsReceived: {"current_genomforandeplaner": st.none() | percentages()},
    steering.InformationSent: {"recipients": st.lists(ids(), min_size=1, max_size=3).map(tuple)},
    steering.Share: {"percent": percentages()},
    planned.Excuse: {"reason": words(), "person": words(), "role": words()},
}
"""Fields whose values the class itself tries, beyond their type."""
_PLAIN: Final[dict[Any, st.SearchStrategy[Any]]] = {
    str: texts(),
    bool: st.booleans(),
    int: counts(),
    date: days(),
    datetime: instants(),
    Decimal: st.decimals(Decimal(0), Decimal(10**9), places=2),
}


def _of_type(kind: Any) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _of_type(arguments[0])
    if origin in (Union, UnionType):
        return st.one_of([_of_type(argument) for argument in arguments])
    if origin is tuple:
        return st.lists(_of_type(arguments[0]), max_size=2).map(tuple)
    if kind is type(None):
        return st.none()
    if isinstance(kind, NewType):
        return ids()
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return st.sampled_from(kind)
    return st.deferred(lambda: instances(kind))


def recorded_types() -> tuple[type, ...]:
    """Every class that is stored: the events and the values in them."""
    found: dict[type, None] = {}

    def visit(kind: Any) -> None:
        for argument in get_args(kind):
            visit(argument)
        if isinstance(kind, type) and attrs.has(kind) and kind not in found:
            found[kind] = None
            for field in attrs.fields(kind):
                visit(field.type)

    for stream in KINDS.values():
        for event in stream.events:
            visit(event)
    return tuple(found)


def register() -> None:
    """Tell Hypothesis how to make each of them; it calls this itself when it starts."""
    for cls in dict.fromkeys((*recorded_types(), *_OWN)):
        st.register_type_strategy(cls, instances(cls))
