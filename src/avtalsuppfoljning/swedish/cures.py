"""What is said of the time that a demand for rättelse, or a varning, gives for the cure."""

from datetime import date
from typing import Final

from avtalsuppfoljning.swedish.shown import due_reason
from avtalsuppfoljning.swedish.terms import MEASURE
from avtalsuppfoljning.swedish.words import sentence, word

WITHOUT_A_DAY: Final = "Rättelse utan sista dag"
"""Over the cures that are awaited, though nobody has set a day."""

CURE_SENT_LATER: Final = (
    "rättelsen begärdes efter den dag som bedöms",
    "rätta dagen, eller ange en senare dag i per",
)
CURE_OVER_BEFORE: Final = (
    "tiden för rättelse slutar innan den begärdes",
    "rätta den ena av dagarna",
)


def cure_reason(since: date | None, source: str) -> str:
    """When the time for the cure began, and where its length is set.

    >>> cure_reason(date(2026, 1, 9), "EXN 2025/001, 4 § Rättelse")
    'kravet skickat 2026-01-09; EXN 2025/001, 4 § Rättelse'
    """
    return "; ".join(filter(None, [due_reason("rattelsetid", since, ""), source]))


def cure_without_a_day(deficiency: str, provider: str, measure: str) -> str:
    """A cure that is awaited, though neither the demand nor the guideline says until when.

    >>> cure_without_a_day("b1", "Solgården", "varning").partition(". ")[0]
    'Brist b1, Solgården: varning utan rättelsedag, och riktlinjen anger ingen tid'
    """
    what = f"brist {deficiency}, {provider}: {word(MEASURE, measure)} utan rättelsedag"
    return sentence(f"{what}, och riktlinjen anger ingen tid") + (
        " Besluta på nytt, med en rättelsedag."
    )
