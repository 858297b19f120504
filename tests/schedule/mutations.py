"""Every way in which one row of a plan can be wrong, and what notices it.

A row is wrong as it would be in its file: another day, month or interval, another recipient or
condition, another citation, a mark too many; or it is left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import attrs
from tests.schedule.printed_years import PRINTED, PROPOSED, as_written, of_twelve_years
from tests.schedule.second_reading import differs

from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines import Guideline, parse, plans, shipped_text
from avtalsuppfoljning.guidelines.obligations import (
    Binding,
    Obligor,
    Pace,
    PostKind,
    Reach,
    Roll,
)
from avtalsuppfoljning.guidelines.shape import Fil, Nar, Planpunkt
from avtalsuppfoljning.schedule import schedule_fingerprint
from avtalsuppfoljning.strict import read_toml, structure

LOADING: Final = "inläsning"
YEARS: Final = "skrivna år"
READING: Final = "andra läsning"
FINGERPRINT: Final = "fingeravtryck"
NOTHING: Final = "ingenting"
SECTIONS: Final = ("planpunkt", "planomfattning", "fokusomrade")
LISTS: Final = ("mottagare", "senast", "perioder", "tillfallen", "omraden", "underlag")
MARKS: Final = (
    "tolkning", "rakna_fran_start", "kkik_ar", "eller_fler", "oanmald", "foreslagen",
    "diarieford", "bara_om_avtalat",
)  # fmt: skip
WORDS: Final[Mapping[str, tuple[Any, ...]]] = {
    "typ": tuple(PostKind),
    "vem": tuple(Obligor),
    "bindande": tuple(Binding),
    "rullning": tuple(Roll),
    "rackvidd": tuple(Reach),
    "aterkommer": tuple(Pace),
    "avser_ar": (-1, 0, 1),
    "vad": ("nagot_annat",),
    "skal": ("ej_lov", "driftsform_ej_omfattad"),
}
NUMBERS: Final = ("vart_ar", "fran_ar", "manader", "minst", "hogst", "ar")
LEFT_OUT: Final = ("fran_ar", "manader", "hogst")
CONDITIONS: Final = ("nar", "kraver")
VALUES: Final = {**plans.PLAN_DOMAINS, "verksamhet": ("hemtjanst", "nagon_annan")}
MONTHS: Final = 12


class Mutation(NamedTuple):
    """One wrong plan; no guideline where the file is refused before it becomes one."""

    section: str
    row: str
    how: str
    guideline: Guideline | None


def mutations(id_: str, version: str) -> Iterator[Mutation]:
    """Every single-row mutation of the plan of a shipped guideline that says something else."""
    text = shipped_text(id_, version)
    guideline = parse(text)
    data = read_toml(text)
    data.pop("matris", None)
    file = structure(data, Fil)
    for section in SECTIONS:
        rows = getattr(file, section)
        for at, row in enumerate(rows):
            for how, wrong in _wrong(row):
                changes: dict[str, Any] = {section: (*rows[:at], *wrong, *rows[at + 1 :])}
                mutated = _read(guideline, attrs.evolve(file, **changes))
                if mutated is None or not _is_same(mutated, guideline):
                    yield Mutation(section, row.id, how, mutated)


def noticed_by(mutated: Guideline | None, *, golden: str) -> str:
    """What notices it first: the load, the hand-written years, the second reading, the digest."""
    if mutated is None:
        return LOADING
    if not _days_as_printed(mutated):
        return YEARS
    if differs(mutated):
        return READING
    return FINGERPRINT if schedule_fingerprint(mutated) != golden else NOTHING


# ── helpers ──


def _read(guideline: Guideline, file: Fil) -> Guideline | None:
    try:
        found = attrs.evolve(
            guideline,
            obligations=plans.obligations(file),
            coverage=plans.coverage(file),
            focus=plans.focus(file),
        )
        plans.check(found)
    except GuidelineError as fault:
        if not fault.place:
            raise
        return None
    return found


def _is_same(one: Guideline, other: Guideline) -> bool:
    """Written out, a default says what the row said without it."""
    plan = [(each.obligations, each.coverage, each.focus) for each in (one, other)]
    return plan[0] == plan[1]


def _days_as_printed(guideline: Guideline) -> bool:
    return all(
        as_written(of_twelve_years(guideline, agreement)) == PROPOSED | printed
        for id_, agreement, printed in PRINTED
        if id_ == guideline.id
    )


def _wrong(row: Any) -> Iterator[tuple[str, tuple[Any, ...]]]:
    yield "utelämnad", ()
    for name, value in _values(row):
        yield name, (attrs.evolve(row, **{name: value}),)
    if isinstance(row, Planpunkt) and row.forfattning is not None:
        yield "forfattning", (attrs.evolve(row, forfattning=None),)
        for name in ("dokument", "avsnitt"):
            said = getattr(row.forfattning, name)
            statute = attrs.evolve(row.forfattning, **{name: f"{said} X"})
            yield "forfattning", (attrs.evolve(row, forfattning=statute),)


def _values(row: Any) -> Iterator[tuple[str, Any]]:
    """For each key of the row, every other thing that it could say."""
    there = {field.name for field in attrs.fields(type(row))}
    for name in (each for each in WORDS if each in there):
        yield from ((name, other) for other in WORDS[name] if other != getattr(row, name))
    for name in (each for each in MARKS if each in there):
        yield name, not getattr(row, name)
    for name in (each for each in NUMBERS if each in there):
        others = _numbers(getattr(row, name))
        yield from ((name, other) for other in others if other or name in LEFT_OUT)
    for name in (each for each in CONDITIONS if each in there):
        yield from ((name, other) for other in _conditions(getattr(row, name)))
    for name in (each for each in LISTS if each in there):
        yield from ((name, other) for other in _lists(name, getattr(row, name)))
    yield "avsnitt", f"{row.avsnitt} X"


def _numbers(number: int | None) -> Iterator[int | None]:
    if number is None:
        yield from (2, 2020)
    else:
        yield from (number + 1, number - 1, None)


def _conditions(nar: Nar) -> Iterator[Nar]:
    """Narrowed, widened, and about something more."""
    for name, domain in VALUES.items():
        rest = {key: admitted for key, admitted in nar.items() if key != name}
        if name not in nar:
            yield from (rest | {name: (value,)} for value in domain)
            continue
        yield rest
        admitted = nar[name]
        yield from (rest | {name: tuple(v for v in admitted if v != gone)} for gone in admitted)
        yield from (rest | {name: (*admitted, more)} for more in domain if more not in admitted)


def _lists(name: str, parts: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    for at, part in enumerate(parts):
        before, after = parts[:at], parts[at + 1 :]
        yield (*before, *after)
        for other in _parts(name, part):
            yield (*before, other, *after)
    if name in ("senast", "tillfallen"):
        yield from ((*parts, last) for last in ("12-31", "2030-12"))
    elif name != "underlag":
        yield (*parts, "nagon_annan")


def _parts(name: str, part: Any) -> Iterator[Any]:
    match name:
        case "senast":
            yield from _days(part)
        case "tillfallen":
            year, _, rest = part.partition("-")
            yield from (f"{int(year) + step}-{rest}" for step in (-1, 1))
            yield from (f"{year}-{day}" for day in _days(rest))
        case "underlag":
            yield attrs.evolve(part, namn=f"{part.namn} X")
            yield attrs.evolve(part, forbehall=f"{part.forbehall} X")
            yield from (attrs.evolve(part, nar=nar) for nar in _conditions(part.nar))
        case _:
            yield f"{part}_annan"


def _days(text: str) -> Iterator[str]:
    """The month before and after, the day before and after, and the month alone."""
    month, _, day = text.partition("-")
    for step in (-1, 1):
        other = (int(month) - 1 + step) % MONTHS + 1
        yield f"{other:02}" + (f"-{day}" if day else "")
        if day:
            yield f"{month}-{int(day) + step:02}"
    yield month if day else f"{month}-15"
