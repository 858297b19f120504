"""Which operations a plan covers in which periods: planned, done, or missing.

Documents call one operation by several names. An alias is somebody's decision and given as such;
a name that belongs to no area is told apart, never put where it seems to fit.
"""

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.planned import Area
from avtalsuppfoljning.terms import Term, fold


class CoverageStatus(Term):
    """What there is for an area in a period."""

    GENOMFÖRD = enum.auto()
    """Followed up."""
    PLANERAD = enum.auto()
    """Planned, and not followed up yet."""
    FÖRSENAD = enum.auto()
    """Planned, and not followed up by its day."""
    SAKNAS = enum.auto()
    """Neither."""


@attrs.frozen
class Activity:
    """A follow-up that is planned or done, as a document or the register names it."""

    area: str
    """The operation, as written."""
    period: str
    is_done: bool = False
    is_late: bool = False
    """Its day is past, and it is not done."""


@attrs.frozen
class CoverageCell:
    """One area in one period."""

    area: str
    period: str
    planned: int
    """How many follow-ups are planned or done."""
    done: int
    late: int = 0

    @property
    def status(self) -> CoverageStatus:
        """Done if all that was planned is done."""
        if not self.planned:
            return CoverageStatus.SAKNAS
        if self.done == self.planned:
            return CoverageStatus.GENOMFÖRD
        return CoverageStatus.FÖRSENAD if self.late else CoverageStatus.PLANERAD


@attrs.frozen
class Coverage:
    """The areas of a plan against its periods."""

    areas: tuple[str, ...]
    periods: tuple[str, ...]
    cells: tuple[CoverageCell, ...]
    """Area by area, in the order of both lists."""
    unknown: tuple[Activity, ...]
    """Follow-ups of what is no area of the plan."""

    @property
    def never(self) -> tuple[str, ...]:
        """The areas without any follow-up in any of the periods."""
        seen = {cell.area for cell in self.cells if cell.planned}
        return tuple(area for area in self.areas if area not in seen)

    def of(self, area: str) -> tuple[CoverageCell, ...]:
        """One row of the grid."""
        return tuple(cell for cell in self.cells if cell.area == area)


def coverage(
    areas: Sequence[Area], periods: Sequence[str], activities: Iterable[Activity]
) -> Coverage:
    """Put every follow-up where it belongs; one of two areas with the same name is refused.

    >>> found = coverage([Area(name="Område 3", also=("LSS område 3",))], ["2026"],
    ...                  [Activity("LSS Område 3", "2026")])
    >>> found.never, found.cells[0].status.value
    ((), 'planerad')
    """
    known = _names(areas)
    counts: dict[tuple[str, str], list[int]] = {}
    unknown: list[Activity] = []
    for each in activities:
        area = known.get(plain_name(each.area))
        if area is None:
            unknown.append(each)
        elif each.period in periods:
            count = counts.setdefault((area, each.period), [0, 0, 0])
            count[0] += 1
            count[1] += each.is_done
            count[2] += each.is_late
    names = tuple(area.name for area in areas)
    cells = tuple(
        CoverageCell(name, period, *counts.get((name, period), (0, 0, 0)))
        for name in names
        for period in periods
    )
    return Coverage(names, tuple(periods), cells, tuple(unknown))


def plain_name(name: str) -> str:
    """A name as it is compared: case, blanks and the dots of å, ä and ö make no difference."""
    return " ".join(fold(name).casefold().replace("_", " ").split())


# ── helpers ──


def _names(areas: Iterable[Area]) -> Mapping[str, str]:
    known: dict[str, str] = {}
    for area in areas:
        for name in _called(area):
            owner = known.setdefault(plain_name(name), area.name)
            if owner != area.name:
                raise InvalidValueError(
                    f"{name!r} is a name of both {owner!r} and {area.name!r}",
                    "let each name belong to one area",
                )
    return known


def _called(area: Area) -> Iterator[str]:
    yield area.name
    yield from area.also
