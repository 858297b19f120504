"""Hypothesis strategies for every type that is recorded or answered.

Each is a function whose name is a plural noun and whose bounds are keywords. `instances` makes
any recorded class; with this package installed, ``st.from_type`` and ``st.builds`` find them too.
"""

import enum
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Final, NewType, TypeVar, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st

from avtalsuppfoljning import terms
from avtalsuppfoljning.classification import nfc
from avtalsuppfoljning.policy import Assessment, Choice, Facts, Ruling
from avtalsuppfoljning.recorded import KINDS, Entry

T = TypeVar("T")

FIRST: Final = date(1990, 1, 1)
LAST: Final = date(2060, 12, 31)


def days(*, min_value: date = FIRST, max_value: date = LAST) -> st.SearchStrategy[date]:
    """Civil days."""
    return st.dates(min_value, max_value)


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

    words = texts(min_size=1).filter(str.strip)
    return st.builds(period, words, st.none() | days(), st.none() | days())


def instants() -> st.SearchStrategy[datetime]:
    """Instants in UTC."""
    return st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  the bounds take no zone


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


def instances(cls: type[T]) -> st.SearchStrategy[T]:
    """Any recorded class, from the types of its fields."""
    if cls in _OWN:
        return _OWN[cls]()
    fields = attrs.fields(cls)  # type: ignore[arg-type]  # every recorded class is an attrs class
    return st.builds(cls, **{field.name: _of_type(field.type) for field in fields})


_OWN: Final[dict[Any, Callable[[], st.SearchStrategy[Any]]]] = {
    terms.Money: amounts,
    terms.Period: periods,
}
_PLAIN: Final[dict[Any, st.SearchStrategy[Any]]] = {
    str: texts(),
    bool: st.booleans(),
    int: st.integers(0, 2**31),
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
    for cls in recorded_types():
        st.register_type_strategy(cls, instances(cls))
