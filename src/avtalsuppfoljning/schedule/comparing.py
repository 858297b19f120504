"""Where two guidelines plan otherwise: rows that came, went or changed, key by key.

Rows are the same row if they have the same id. Keys and values are those of a guideline file, so
that whoever wrote the file finds the place.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.guidelines.model import Guideline
from avtalsuppfoljning.guidelines.obligations import Basis, Coverage, Focus, Obligation, When

ROW: Final = "planpunkt"
COVERAGE: Final = "planomfattning"
FOCUS: Final = "fokusomrade"

Row = Obligation | Coverage | Focus


@attrs.frozen(kw_only=True)
class PlanRow:
    """A row that only one of the two has."""

    section: str
    """``planpunkt``, ``planomfattning`` or ``fokusomrade``."""
    row: Row
    citations: tuple[Citation, ...]


@attrs.frozen(kw_only=True)
class PlanChange:
    """One key of a row that both have, and what each says."""

    section: str
    id: str
    key: str
    """As in a guideline file; ``avsnitt`` for the citations."""
    one: str
    """Values in a row, with commas between; empty where the key is left out."""
    other: str
    citations: tuple[Citation, ...]
    """Where the row stands in the first document."""
    other_citations: tuple[Citation, ...]


@attrs.frozen(kw_only=True)
class PlanComparison:
    """Everything that two guidelines plan otherwise, and how they say it."""

    added: tuple[PlanRow, ...]
    """Rows that only the second has."""
    gone: tuple[PlanRow, ...]
    """Rows that only the first has."""
    changed: tuple[PlanChange, ...]

    @property
    def is_same(self) -> bool:
        """Whether every row is the same."""
        return not (self.added or self.gone or self.changed)


def compare_plans(one: Guideline, other: Guideline) -> PlanComparison:
    """Every row that differs, in the order of the files.

    >>> from avtalsuppfoljning.guidelines import load
    >>> compare_plans(load("orebro"), load("orebro")).is_same
    True
    """
    rows, others = _rows(one), _rows(other)
    changed = [
        PlanChange(
            section=key[0],
            id=key[1],
            key=name,
            one=said,
            other=also,
            citations=_citations(row),
            other_citations=_citations(others[key]),
        )
        for key, row in rows.items()
        if key in others
        for name, said, also in _differing(
            as_written(row, one.document), as_written(others[key], other.document)
        )
    ]
    return PlanComparison(
        added=_only(others, rows), gone=_only(rows, others), changed=tuple(changed)
    )


# ── helpers ──

_Rows = Mapping[tuple[str, str], Row]


def _rows(guideline: Guideline) -> dict[tuple[str, str], Row]:
    found: dict[tuple[str, str], Row] = {(ROW, each.id): each for each in guideline.obligations}
    found |= {(COVERAGE, each.id): each for each in guideline.coverage}
    return found | {(FOCUS, each.id): each for each in guideline.focus}


def _only(rows: _Rows, others: _Rows) -> tuple[PlanRow, ...]:
    return tuple(
        PlanRow(section=key[0], row=row, citations=_citations(row))
        for key, row in rows.items()
        if key not in others
    )


def _citations(row: Row) -> tuple[Citation, ...]:
    return row.citations if isinstance(row, Obligation) else (row.citation,)


def _differing(
    said: Mapping[str, str], others: Mapping[str, str]
) -> Iterable[tuple[str, str, str]]:
    return ((key, said[key], others[key]) for key in said if said[key] != others[key])


def as_written(row: Row, document: str) -> dict[str, str]:
    """Every key of a row with its value as text; what is left out in the file is empty.

    Sections of the document itself are told without its name.
    """
    cited = "; ".join(str(each).removeprefix(f"{document}, ") for each in _citations(row))
    match row:
        case Coverage():
            return {"skal": row.reason, "kraver": _when(row.requires), "avsnitt": cited}
        case Focus():
            return {"ar": str(row.year), "omraden": ", ".join(row.areas), "avsnitt": cited}
        case Obligation():
            return _of_obligation(row) | {"avsnitt": cited}


def _of_obligation(row: Obligation) -> dict[str, str]:
    recurrence = row.recurrence
    is_counted = row.least == row.most == 1
    return {
        "vad": row.what,
        "typ": row.kind.value,
        "vem": row.obligor.value,
        "mottagare": ", ".join(row.recipients),
        "bindande": row.binding.value,
        "rullning": row.roll.value,
        "rackvidd": row.reach.value,
        "nar": _when(row.when),
        "aterkommer": recurrence.pace.value,
        "senast": ", ".join(map(str, recurrence.by)),
        "perioder": ", ".join(recurrence.periods),
        "vart_ar": "" if recurrence.every == 1 else str(recurrence.every),
        "fran_ar": "" if recurrence.from_year is None else str(recurrence.from_year),
        "rakna_fran_start": _yes(recurrence.from_start),
        "kkik_ar": _yes(recurrence.only_kkik_years),
        "manader": str(recurrence.months or ""),
        "tillfallen": ", ".join(
            "-".join(f"{part:02}" for part in each if part is not None)
            for each in recurrence.occasions
        ),
        "minst": "" if is_counted else str(row.least),
        "hogst": "" if is_counted or row.most is None else str(row.most),
        "eller_fler": _yes(row.most is None),
        "avser_ar": str(row.year_offset or ""),
        "skrivet": row.written,
        "lasning": row.reading,
        "oanmald": _yes(not row.is_announced),
        "foreslagen": _yes(row.is_proposed),
        "diarieford": _yes(row.by_registration),
        "bara_om_avtalat": _yes(row.only_if_agreed),
        "mall": row.template,
        "underlag": ", ".join(map(_basis, row.basis)),
    }


def _yes(is_so: bool) -> str:  # noqa: FBT001  the only thing it is told
    return "ja" if is_so else ""


def _basis(part: Basis) -> str:
    limits = "; ".join(filter(None, [_when(part.when), part.reservation]))
    said = f"{part.id}: {part.name}"
    return f"{said} ({limits})" if limits else said


def _when(when: When) -> str:
    return "; ".join(f"{name}: {', '.join(values)}" for name, values in when)
