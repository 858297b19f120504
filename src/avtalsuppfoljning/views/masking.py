"""What may be shown to anyone: recorded objects as plain data, without what is not open.

Every recorded field has a class of secrecy; a field of another class than open is shown as
``***``, whether or not it holds anything, because that too may tell. What is gone says so, and a
small number of persons is not told exactly.
"""

from decimal import Decimal
from typing import Any, Final, Self

import attrs

from avtalsuppfoljning.classification import Sekretess, counts_persons, sekretess_of
from avtalsuppfoljning.strict import unstructure
from avtalsuppfoljning.terms import fold

MASK: Final = "***"
GALLRAD: Final = "[gallrad]"
"""Stands where something was that a gallringsbeslut has destroyed."""
LOCKED: Final = "[krypterat]"
"""Stands where something is that cannot be read without the register's keys."""


SMALL: Final = 5
"""Fewer persons than this are not counted out in what is masked: they could be pointed out."""
FEW: Final = f"1-{SMALL - 1}"
"""Stands in place of a count of persons that is small; that there are none is told."""


class Unreadable(Decimal):
    """A number that is gone, or locked: reckoning with it gives NaN, no comparison is true of it.

    >>> gone = Unreadable.of("[gallrad]")
    >>> str(gone), gone < 1, (gone + 1).is_nan(), gone == Unreadable.of("[gallrad]")
    ('[gallrad]', False, True, True)
    """

    word: str

    @classmethod
    def of(cls, word: str) -> Self:
        """What reads as this word."""
        number = cls("NaN")
        number.word = word
        return number

    def __str__(self) -> str:
        return self.word

    def __repr__(self) -> str:
        return f"Unreadable.of({self.word!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unreadable) and self.word == other.word

    def __hash__(self) -> int:
        return hash(self.word)

    def _is_compared(self, _: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _is_compared

    def __reduce__(self) -> tuple[Any, ...]:
        return (Unreadable.of, (self.word,))


def mask(recorded: Any) -> Any:
    """JSON-ready data with the keys of `unstructure`; what is not open is `MASK`, at any depth.

    A state has fields without a class: they hold events and values, whose own fields have one.

    >>> from avtalsuppfoljning.policy import Authority
    >>> mask(Authority(person="Eva", role="enhetschef", delegation_point="4.1"))
    {'person': '***', 'role': 'enhetschef', 'delegation_point': '4.1'}
    """
    kind = type(recorded)
    if attrs.has(kind):
        return {
            fold(field.name): _shown(field, getattr(recorded, field.name))
            for field in attrs.fields(kind)
        }
    if isinstance(recorded, dict):
        return {unstructure(key): mask(each) for key, each in recorded.items()}
    if isinstance(recorded, tuple | list | frozenset):
        return [mask(each) for each in recorded]
    return unstructure(recorded)


def _shown(field: "attrs.Attribute[Any]", held: Any) -> Any:
    if not _is_open(field):
        return masked(held)
    if "sekretess" in field.metadata and counts_persons(field):
        return suppressed(held)
    return mask(held)


def suppressed(count: int | None) -> int | str | None:
    """A count of persons as it may be told.

    >>> [suppressed(each) for each in (None, 0, 1, 4, 5)]
    [None, 0, '1-4', '1-4', 5]
    """
    return FEW if count is not None and 0 < count < SMALL else count


def masked(held: object) -> str:
    """What is shown in place of something that is not open.

    >>> masked("Eva"), masked(None), masked("[gallrad]")
    ('***', '***', '[gallrad]')
    """
    is_gone = isinstance(held, str | Unreadable) and str(held) == GALLRAD
    return GALLRAD if is_gone else MASK


def _is_open(field: "attrs.Attribute[Any]") -> bool:
    return "sekretess" not in field.metadata or sekretess_of(field) is Sekretess.OPEN
