"""One cell at a time: what a person wrote, as the value it stands for, or why it cannot be read.

Nothing is guessed: a number is no date, a masked value is no value, a formula is never evaluated.
"""

import enum
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.classification import nfc
from avtalsuppfoljning.errors import AvtalsuppfoljningError, InputError
from avtalsuppfoljning.terms import Money, Term, check_id, check_word, fold
from avtalsuppfoljning.views.masking import GALLRAD, LOCKED, MASK

MAX_TEXT: Final = 32_767
"""As many characters as a cell of Excel can hold."""
SHOWN: Final = 60
"""How many characters of a refused value a message shows."""
FIRST: Final = date(1900, 3, 1)
"""Excel counts a day that never was before this one, so earlier dates cannot be trusted."""
LAST: Final = date(2199, 12, 31)


@attrs.frozen
class Unreadable:
    """A cell that holds something else than a value: a formula, an error."""

    what: str
    way_out: str


Cell = None | str | bool | int | float | Decimal | date | time | timedelta | Unreadable
"""What stands in a cell; a datetime is a date too."""
Read = Callable[[Any], Any]
"""Reads a cell that is not blank; raises `InputError`."""


def is_blank(cell: Cell) -> bool:
    """Nothing is written there.

    >>> is_blank(" "), is_blank(0)
    (True, False)
    """
    return cell is None or (isinstance(cell, str) and not cell.strip())


def show(cell: Cell) -> str:
    """A refused value, short enough for a message; what may be a personnummer is masked.

    >>> show("orgnr 19640823-3234")
    'orgnr ***'
    """
    if cell is None or isinstance(cell, Unreadable):
        return ""
    said = _PERSONAL.sub(MASK, str(cell))
    return swedish.visible(said if len(said) <= SHOWN else said[:SHOWN] + "…")


def slug(written: str, joint: str = "-") -> str:
    """The id that a name or a number gives: the same one every time.

    >>> slug("Hemtjänsten Björken AB"), slug("SN 2024/0123"), slug("Mars–juni", "_")
    ('hemtjansten-bjorken-ab', 'sn-2024-0123', 'mars_juni')
    """
    apart = re.sub(r"[^\w]|_", " ", fold(written))
    folded = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode()
    return joint.join(re.findall(r"[a-z0-9]+", folded.lower()))


# ── readers ──


def text(cell: Cell) -> str:
    """Text; whole numbers are text too, for Excel makes ``2024`` a number."""
    match cell:
        case Unreadable():
            raise InputError(cell.what, cell.way_out)
        case bool():
            raise InputError(*swedish.NOT_TEXT_BUT_TRUTH)
        case str():
            return _clean(cell)
        case int():
            return str(cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case Decimal() if cell == cell.to_integral_value():
            return str(int(cell))
        case date():
            raise InputError(*swedish.NOT_TEXT_BUT_DAY)
        case _:
            raise InputError(*swedish.NOT_TEXT_BUT_NUMBER)


def day(cell: Cell) -> date:
    """A day: a cell with a date, or ÅÅÅÅ-MM-DD."""
    match cell:
        case Unreadable():
            raise InputError(cell.what, cell.way_out)
        case datetime():
            if cell.time() != time():
                raise InputError(*swedish.DAY_WITH_TIME)
            found = cell.date()
        case date():
            found = cell
        case str():
            found = _iso(_clean(cell))
        case _:
            raise InputError(*swedish.NUMBER_NO_DAY)
    if not FIRST <= found <= LAST:
        raise InputError(*swedish.day_out_of_range(FIRST, LAST))
    return found


def day_or_text(cell: Cell) -> date | str:
    """A day, or one that no calendar has, kept as it is written (``2024-09-31``)."""
    if isinstance(cell, str):
        written = _clean(cell)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", written, re.ASCII):
            try:
                date.fromisoformat(written)
            except ValueError:
                return written
    return day(cell)


def truth(cell: Cell) -> bool:
    """Yes or no."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, str):
        written = fold(_clean(cell)).lower()
        if written in _YES:
            return True
        if written in _NO:
            return False
    if isinstance(cell, Unreadable):
        raise InputError(cell.what, cell.way_out)
    raise InputError(*swedish.NOT_YES_OR_NO)


def identity(cell: Cell) -> str:
    """An id, made from what is written."""
    return _checked(lambda: check_id(slug(text(cell))))


def word(cell: Cell) -> str:
    """A word that names a kind of thing: ``Särskilt boende`` is ``sarskilt_boende``."""
    return _checked(lambda: check_word(slug(text(cell), "_")))


def money(cell: Cell) -> Money:
    """An amount: decimal comma, blanks between thousands; a point only before one or two öre."""
    match cell:
        case bool():
            raise InputError(*swedish.NOT_AN_AMOUNT)
        case int() | float() | Decimal():
            written = str(cell)
        case _:
            said = text(cell).replace("\N{NO-BREAK SPACE}", " ").removesuffix("kr").strip()
            if not _AMOUNT.fullmatch(said):
                raise InputError(*swedish.NOT_AN_AMOUNT)
            written = said.replace(" ", "").replace(",", ".")
    try:
        return Money(amount=Decimal(written))
    except (ValueError, ArithmeticError):
        raise InputError(*swedish.NOT_AN_AMOUNT) from None


def one_of(kind: type[Term], also: dict[str, Term] | None = None) -> Read:
    """A reader of one term, as officials write it."""
    known = {member.value: member for member in kind} | (also or {})

    def read(cell: Cell) -> Term:
        found = known.get(slug(text(cell), "_"))
        if found is None:
            raise InputError(swedish.UNKNOWN_WORD, swedish.write(swedish.one_of(list(kind))))
        return found

    return read


def many(read: Read) -> Read:
    """A reader of several values in one cell, with ``;`` or a new line between them."""

    def read_all(cell: Cell) -> tuple[Any, ...]:
        found = tuple(read(each) for each in re.split(r"[;\n]", text(cell)) if each.strip())
        if len(found) != len(set(found)):
            raise InputError(*swedish.ITEM_TWICE)
        return found

    return read_all


# ── writers ──


def written(value: Any) -> str | bool | date | Decimal | None:
    """A value as it is written in a cell, so that reading it gives the value again."""
    match value:
        case None | "" | ():
            return None
        case enum.Enum():
            return str(value.value)
        case tuple():
            return "; ".join(str(written(each)) for each in value)
        case Money():
            return value.amount
        case bool() | date():
            return value
        case _:
            return str(value)


# ── helpers ──


def _clean(written: str) -> str:
    found = nfc(written).replace("\r\n", "\n").strip()
    if found in (MASK, GALLRAD, LOCKED):
        raise InputError(*swedish.MASKED)
    if len(found) > MAX_TEXT:
        raise InputError(*swedish.cell_too_long(MAX_TEXT))
    if not found.isprintable() and any(
        unicodedata.category(each) in _HIDDEN and each not in "\n\t" for each in found
    ):
        raise InputError(*swedish.CONTROL_CHARACTER)
    return found


def _iso(written: str) -> date:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        found = None
    if found is None or found.isoformat() != written:
        raise InputError(*swedish.NO_SUCH_DAY)
    return found


def _checked(make: Callable[[], str]) -> str:
    try:
        return make()
    except InputError:
        raise
    except AvtalsuppfoljningError:
        raise InputError(*swedish.NOT_AN_ID) from None


_PERSONAL: Final = re.compile(r"(?<!\d)(?:\d\d)?\d{6}[-+ ]?\d{4}(?!\d)", re.ASCII)
_YES: Final = frozenset({"ja", "j", "x", "sant", "true"})
_NO: Final = frozenset({"nej", "n", "falskt", "false"})
_HIDDEN: Final = frozenset({"Cc", "Cs"})
_AMOUNT: Final = re.compile(r"(?:\d{1,3}(?: \d{3})+|\d+)(?:[,.]\d{1,2})?", re.ASCII)
