"""Days, amounts and words in a row, as they stand in running text."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # it takes longer to load than the help page may take to show
    from decimal import Decimal

# ── days, amounts, and words in a row ──

NBSP: Final = "\N{NO-BREAK SPACE}"

MONTHS: Final = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def long_date(day: date) -> str:
    """A day as running text has it.

    >>> long_date(date(2026, 9, 28))
    'den 28 september 2026'
    """
    return f"den {day.day} {MONTHS[day.month - 1]} {day.year}"


def kronor(amount: "Decimal") -> str:
    """An amount with decimal comma and hard spaces, without öre where there are none.

    >>> from decimal import Decimal
    >>> kronor(Decimal("25000.00")).replace(NBSP, " ")
    '25 000 kr'
    """
    text = f"{amount:,.2f}".removesuffix(".00").replace(",", NBSP).replace(".", ",")
    return f"{text}{NBSP}kr"


def word(table: Mapping[str, str], code: str) -> str:
    """The Swedish for a code; a code that nobody has translated is shown as it is."""
    return table.get(code, code.replace("_", " "))


def sentence(text: str) -> str:
    """A clause as a sentence.

    >>> sentence("avtalet har upphört")
    'Avtalet har upphört.'
    """
    return f"{text[:1].upper()}{text[1:]}."


def inline(name: str) -> str:
    """A name that does not stand first in its sentence.

    >>> inline("Ekonomisk sanktion")
    'ekonomisk sanktion'
    """
    return name[:1].lower() + name[1:]


def listed(words: Iterable[str], joint: str = "och") -> str:
    """Words in a row.

    >>> listed(["vite", "prisavdrag", "innehållen betalning"], "eller")
    'vite, prisavdrag eller innehållen betalning'
    """
    *first, last = words
    return f"{', '.join(first)} {joint} {last}" if first else last


def counted(number: int, one: str, many: str) -> str:
    """A number and its noun.

    >>> counted(1, "händelse", "händelser")
    '1 händelse'
    """
    return f"{number} {one if number == 1 else many}"


def visible(text: str) -> str:
    r"""Text that cannot steer a terminal: control characters are written out.

    >>> visible("\x1b[2J klart")
    '\\x1b[2J klart'
    """
    if text.isprintable():
        return text
    return "".join(
        each.encode("unicode_escape").decode() if unicodedata.category(each) in _HIDDEN else each
        for each in text
    )


_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


_LONGEST: Final = 80


def known(choices: Iterable[str]) -> str:
    """What there is to choose among."""
    return f"välj {listed(choices, 'eller')}"


def quoted(text: str) -> str:
    """What somebody wrote, short enough for a message and on one line.

    >>> quoted("på-avtal")
    "'på-avtal'"
    """
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
