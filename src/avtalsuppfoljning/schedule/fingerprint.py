"""A schedule's fingerprint: equal when two guidelines plan the same things for the same agreements.

It is taken of the obligations in the order of their ids, of who is covered, and of the focus of
each year. How a day is worded, and how the document was read, make no difference; who cites what
does. The fingerprint of the rules for deficiencies knows nothing of the schedule, nor this of them.
"""

from functools import lru_cache
from typing import Any

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.guidelines.fingerprint import digest
from avtalsuppfoljning.guidelines.model import Guideline, LimitKind
from avtalsuppfoljning.guidelines.obligations import (
    SCHEDULE_SEMANTICS,
    Obligation,
    Recurrence,
    When,
)


@lru_cache(maxsize=256)
def schedule_fingerprint(guideline: Guideline) -> str:
    """``sha256:`` and the digest of what the guideline plans."""
    outside = [each for each in guideline.limits if each.kind is LimitKind.OUTSIDE]
    return digest(
        {
            "semantik": SCHEDULE_SEMANTICS,
            "planpunkter": {each.id: _obligation(each) for each in guideline.obligations},
            "omfattning": sorted(
                [each.reason, _when(each.requires), _cited(each.citation)]
                for each in guideline.coverage
            ),
            "utanfor": sorted([each.reason, _when(each.when)] for each in outside),
            "fokus": sorted(
                [each.year, list(each.areas), _cited(each.citation)] for each in guideline.focus
            ),
        }
    )


def _obligation(each: Obligation) -> list[Any]:
    return [
        each.what, each.kind.value, each.obligor.value, list(each.recipients),
        each.binding.value, each.roll.value, each.reach.value, _when(each.when),
        _recurrence(each.recurrence), each.least, each.most, each.year_offset,
        [_cited(citation) for citation in each.citations],
        each.is_announced, each.is_proposed, each.by_registration, each.only_if_agreed,
        [[part.id, part.name, _when(part.when), part.reservation] for part in each.basis],
    ]  # fmt: skip


def _recurrence(each: Recurrence) -> list[Any]:
    return [
        each.pace.value, [str(day) for day in each.by], list(each.periods), each.every,
        each.from_year, each.from_start, each.only_kkik_years, each.months,
        [list(occasion) for occasion in each.occasions],
    ]  # fmt: skip


def _when(when: When) -> list[Any]:
    return sorted([name, sorted(values)] for name, values in when)


def _cited(citation: Citation) -> list[Any]:
    return [citation.document, citation.section, citation.is_interpretation]
