"""Existing plans from Excel and CSV: every row read, refused with its place, or kept as written.

A row that cannot be read refuses the file, as elsewhere. Whoever wants to begin all the same may
keep such rows as they are written: they are stored with what could not be read, count for nothing
until a named person has said what they mean, and are never guessed at.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange import cells
from avtalsuppfoljning.exchange.cells import slug
from avtalsuppfoljning.exchange.importing import open_file
from avtalsuppfoljning.exchange.layout import Row, read_as
from avtalsuppfoljning.exchange.sources import Refusal, Refuse, Sheet
from avtalsuppfoljning.exchange.tables import IGNORED, Column, Table, normal
from avtalsuppfoljning.exchange.when import Doubt, When, read_times, read_when
from avtalsuppfoljning.exchange.writing import write_template
from avtalsuppfoljning.guidelines import load, shipped
from avtalsuppfoljning.planned import Area, PlannedPost, WrittenRow, period_named
from avtalsuppfoljning.schedule import Binding, Obligor, PostKind, Roll
from avtalsuppfoljning.terms import AgreementId
from avtalsuppfoljning.views.coverage import plain_name

Find = Callable[[str], AgreementId | None]
"""Gives the agreement behind an id or a diarienummer, or None."""

PLAN: Final = Table(
    "plan",
    "Plan",
    ("Uppföljningsplan", "Planen", "Årsplan"),
    (
        Column("id", "ID", cells.identity, ("Post-ID", "Nr")),
        Column("vad", "Vad", cells.text, ("Aktivitet", "Uppföljning", "Handling", "Dokument"),
               is_required=True),
        Column("typ", "Typ", cells.one_of(PostKind), ("Slag",), kind=PostKind),
        Column("verksamhet", "Verksamhet", cells.text, ("Område", "Enhet", "Verksamhetsområde")),
        Column("avtal", "Avtal", cells.text, ("Avtals-ID", "Avtalets dnr")),
        Column("avser", "Avser", cells.text, ("Period", "Avser period")),
        Column("ar", "År", cells.text, ("Year",)),
        Column("senast", "Senast", lambda cell: cell, ("När", "Tid", "Månad", "Datum", "Frist"),
               is_required=True),
        Column("vem", "Vem", cells.one_of(Obligor), ("Ansvarig part",), kind=Obligor),
        Column("mottagare", "Mottagare", cells.many(cells.word), ("Till",)),
        Column("antal", "Antal", read_times, ("Antal gånger",)),
        Column("oanmald", "Oanmäld", cells.truth, ("Oanmält",)),
    ),
)  # fmt: skip
AREAS: Final = Table(
    "omraden",
    "Områden",
    ("Verksamheter", "Verksamhetsområden"),
    (
        Column("namn", "Namn", cells.text, ("Område", "Verksamhet"), is_required=True),
        Column("aven", "Även", cells.many(cells.text), ("Kallas även", "Andra namn", "Alias")),
    ),
)  # fmt: skip


@attrs.frozen
class PlanFile:
    """What a file holds."""

    posts: tuple[PlannedPost, ...]
    as_written: tuple[WrittenRow, ...]
    areas: tuple[Area, ...]
    refused: tuple[Refusal, ...]
    content: str
    """Its rows in their own words."""

    @property
    def rows(self) -> int:
        """How many rows could be read or kept."""
        return len(self.posts) + len(self.as_written)


def read_plan(path: Path, *, document: str, find: Find, keep_doubtful: bool = False) -> PlanFile:
    """The rows of a plan; with ``keep_doubtful``, those that cannot be read stay as written.

    ``document`` is what the plan is called where a row is cited.
    """
    refused: list[Refusal] = []
    if path.suffix.lower() in _OTHERWISE_READ:
        raise InputError(*swedish.PLAN_NOT_JSON, place=path.name)
    sheets = open_file(path)
    areas = tuple(_areas(sheets, refused.append))
    reading = _Reading(document, find, areas, refused.append, keep_doubtful=keep_doubtful)
    for sheet in sheets:
        if normal(sheet.name) in IGNORED or _is_areas(sheet):
            continue
        layout = read_as(sheet, PLAN, refused.append)
        for row in layout.rows(refused.append) if layout else ():
            if row is not None:
                reading.read(row)
    reading.compare_names()
    if not (refused or reading.posts or reading.written):
        raise InputError(*swedish.NO_ROWS, place=path.name)
    return PlanFile(
        tuple(reading.posts), tuple(reading.written), areas, tuple(refused),
        "\n".join(reading.lines),
    )  # fmt: skip


def write_template_of_plan(path: Path) -> None:
    """A workbook to fill in: the plan, and the areas that it covers."""
    write_template(path, (PLAN, AREAS), swedish.PLAN_TEMPLATE_README)


def find_among(agreements: Mapping[AgreementId, str]) -> Find:
    """Finds an agreement by its id or its diarienummer, among ids and diarienummer."""
    known: dict[str, set[AgreementId]] = {}
    for own, dnr in agreements.items():
        for name in (own, slug(dnr)):
            known.setdefault(name, set()).add(own)

    def find(written: str) -> AgreementId | None:
        found = known.get(slug(written), set())
        return next(iter(found)) if len(found) == 1 else None

    return find


def thing_named(what: str, obligor: str) -> "Thing":
    """What a person calls something, of what sort it is, and whose.

    >>> thing_named("fördjupad uppföljning", "").what
    'fordjupad'
    """
    whose = next((each for each in Obligor if each.value == obligor), None)
    return _thing({"vad": what} | ({"vem": whose} if whose else {}))


# ── rows ──


class _Reading:
    """One file on its way in."""

    def __init__(
        self,
        document: str,
        find: Find,
        areas: tuple[Area, ...],
        refuse: Refuse,
        *,
        keep_doubtful: bool,
    ) -> None:
        self.posts: list[PlannedPost] = []
        self.written: list[WrittenRow] = []
        self.lines: list[str] = []
        self._document = document
        self._find = find
        self._areas = {plain_name(n): a for a in areas for n in (a.name, *a.also)}
        self._refuse = refuse
        self._keeps = keep_doubtful
        self._seen: dict[str, Row] = {}
        self._rows: list[tuple[Row, str]] = []

    def read(self, row: Row) -> None:
        """One row: a post, a row as written, or a refusal for everything in it that is wrong."""
        values = row.values
        written = _as_written(values["senast"])
        self.lines.append(" | ".join(_said(row.values)))
        own = values.get("id") or slug(
            " ".join(
                str(values.get(key, "")) for key in ("vad", "verksamhet", "avtal", "avser", "ar")
            )
            + f" {written}"
        )[:_LONGEST].rstrip("-._")
        if own in self._seen:
            number = self._seen[own].number
            self._refuse(row.refusal("vad", (f"{swedish.ROW_TWICE} {number}", swedish.WRITE_ONCE)))
            return
        self._seen[own] = row
        agreement = None
        if "avtal" in values:
            agreement = self._find(values["avtal"])
            if agreement is None:
                self._refuse(row.refusal("avtal", swedish.AGREEMENT_UNKNOWN, values["avtal"]))
                return
        thing = _thing(values)
        when = read_when(values["senast"], _year(values.get("ar")))
        doubts = list(self._doubts(values, thing, when))
        if not doubts:
            assert isinstance(when, When)
            self._rows.append((row, own))
            self.posts.append(self._post(row, own, thing, when=when, agreement=agreement))
        elif self._keeps:
            self.written.append(
                WrittenRow(
                    id=own,
                    what=values["vad"],
                    when=written,
                    obligor=values.get("vem", ""),
                    operation=values.get("verksamhet", ""),
                    agreement=agreement,
                    place=_place(row),
                    doubt="; ".join(swedish.fault_of("", d.what, "") for _, d in doubts),
                )
            )
        else:
            for column, doubt in doubts:
                self._refuse(row.refusal(column, doubt, _as_written(values.get(column, ""))))

    def compare_names(self) -> None:
        """Tell of names that may be the same operation: ``Område 3`` beside ``LSS område 3``."""
        if self._areas:
            return  # whoever listed the areas has said which names are one
        names = {self._name(row): row for row in self._seen.values() if "verksamhet" in row.values}
        for name in names:
            wider = next((other for other in names if _is_part(name, other)), None)
            if wider is None:
                continue
            pair = swedish.maybe_the_same(names[wider].values["verksamhet"])
            for each, own in list(self._rows):
                if self._name(each) == name:
                    self._doubt_name(each, own, pair)

    # ── helpers ──

    @staticmethod
    def _name(row: Row) -> str:
        return plain_name(row.values.get("verksamhet", ""))

    def _doubt_name(self, row: Row, own: str, pair: tuple[str, str]) -> None:
        if not self._keeps:
            self._refuse(row.refusal("verksamhet", pair, row.values["verksamhet"]))
            return
        post = next(post for post in self.posts if post.id == own)
        self.posts.remove(post)
        self.written.append(
            WrittenRow(
                id=own,
                what=row.values["vad"],
                when=_as_written(row.values["senast"]),
                obligor=post.obligor,
                operation=row.values["verksamhet"],
                agreement=post.agreement,
                place=_place(row),
                doubt=pair[0],
            )
        )

    def _doubts(
        self,
        values: Mapping[str, Any],
        thing: "Thing",
        when: When | Doubt,
    ) -> Iterator[tuple[str, Doubt]]:
        what, kind, obligor = thing
        if what is None:
            yield "vad", Doubt(*swedish.UNKNOWN_IN_PLAN)
        elif kind is None:
            yield "typ", Doubt(*swedish.KIND_IN_PLAN)
        elif obligor is None:
            yield "vem", Doubt(*swedish.OBLIGOR_IN_PLAN)
        if isinstance(when, Doubt):
            yield "senast", when
        if "ar" in values and _year(values["ar"]) is None:
            yield "ar", Doubt(*swedish.YEAR_IN_PLAN)
        name = values.get("verksamhet")
        if name is not None and self._areas and plain_name(name) not in self._areas:
            yield "verksamhet", Doubt(*swedish.AREA_UNKNOWN)

    def _post(
        self, row: Row, own: str, thing: "Thing", *, when: When, agreement: AgreementId | None
    ) -> PlannedPost:
        values = row.values
        what, kind, obligor = thing
        assert what is not None
        assert kind is not None
        assert obligor is not None
        name = values.get("verksamhet")
        area = self._areas.get(plain_name(name)) if name else None
        names = dict.fromkeys((name, area.name, *area.also) if name and area else (name,))
        at_least, at_most = values.get("antal", (1, 1))
        return PlannedPost(
            id=own,
            what=what,
            kind=kind,
            about=period_named(values.get("avser") or _period(when)),
            due_on=when.due_on,
            precision=when.precision,
            obligor=obligor,
            binding=Binding.STYRDOKUMENT,
            roll=Roll.INGEN,
            at_least=at_least,
            at_most=at_most,
            recipients=values.get("mottagare", ()),
            citations=(Citation(document=self._document, section=_place(row)),),
            is_announced=not values.get("oanmald", False),
            operations=tuple(each for each in names if each),
            agreement=agreement,
        )


_LONGEST: Final = 80
_OTHERWISE_READ: Final = (".json", ".jsonl", ".ndjson")
"""What registers are read from, and plans are not."""


def _period(when: When) -> str:
    """What a row is about that does not say it: the year or month that its time is known to."""
    known = {"ar": 4, "manad": 7}
    return when.due_on.isoformat()[: known.get(when.precision.value, 4)]


class Thing(NamedTuple):
    """What a row asks for, as far as it says."""

    what: str | None
    kind: PostKind | None
    obligor: Obligor | None


def _thing(values: Mapping[str, Any]) -> Thing:
    """What it is, of what sort, and whose: as the row says, else as every plan has it."""
    what = _names().get(plain_name(values["vad"]))
    if what is None:
        return Thing(None, values.get("typ"), values.get("vem"))
    kinds, obligors = _uses().get(what, (frozenset(), frozenset()))
    kind = values.get("typ") or (next(iter(kinds)) if len(kinds) == 1 else None)
    obligor = values.get("vem") or (next(iter(obligors)) if len(obligors) == 1 else None)
    return Thing(what, kind, obligor)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """What plans call the things that are known: by their words, and as they are shown."""
    known = {**{what: what for what in _uses()}, **{shown: w for w, shown in swedish.DUE.items()}}
    return MappingProxyType({plain_name(name): what for name, what in known.items()})


@lru_cache(maxsize=1)
def _uses() -> Mapping[str, tuple[frozenset[PostKind], frozenset[Obligor]]]:
    """Of what sort each thing is, and whose, in the guidelines that come with the library."""
    found: dict[str, tuple[set[PostKind], set[Obligor]]] = {}
    for ref in shipped():
        for each in load(*ref).obligations:
            kinds, obligors = found.setdefault(each.what, (set(), set()))
            kinds.add(each.kind)
            obligors.add(each.obligor)
    return {what: (frozenset(kinds), frozenset(whose)) for what, (kinds, whose) in found.items()}


def _year(written: str | None) -> int | None:
    is_year = written is not None and len(written) == len("ÅÅÅÅ") and written.isdecimal()
    return int(written) if is_year and written is not None else None


def _as_written(value: object) -> str:
    return cells.show(value)  # type: ignore[arg-type]  # whatever stood in the cell


def _said(values: Mapping[str, Any]) -> Iterator[str]:
    for key in ("vad", "verksamhet", "avtal", "avser", "ar", "senast"):
        if key in values:
            yield _as_written(values[key])


def _place(row: Row) -> str:
    return swedish.place_of_row(row.sheet, row.number)


def _is_part(name: str, other: str) -> bool:
    """The words of one name are all among the words of another, longer one."""
    return set(name.split()) < set(other.split())


# ── areas ──


def _is_areas(sheet: Sheet) -> bool:
    return normal(sheet.name) in {normal(each) for each in (AREAS.heading, AREAS.key, *AREAS.also)}


def _areas(sheets: Iterable[Sheet], refuse: Refuse) -> Iterator[Area]:
    seen: dict[str, int] = {}
    for sheet in filter(_is_areas, sheets):
        layout = read_as(sheet, AREAS, refuse)
        for row in layout.rows(refuse) if layout else ():
            if row is None:
                continue
            area = Area(name=row.values["namn"], also=row.values.get("aven", ()))
            for name in (area.name, *area.also):
                first = seen.setdefault(plain_name(name), row.number)
                if first != row.number:
                    pair = (f"{swedish.ROW_TWICE} {first}", swedish.WRITE_ONCE)
                    refuse(row.refusal("namn", pair, name))
            yield area
