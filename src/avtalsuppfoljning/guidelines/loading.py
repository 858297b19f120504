"""From the text of a guideline file to a `Guideline`, or a located `GuidelineError`.

`parse` is pure. The shipped files are read as package resources; nothing else reads files.
What a file may contradict itself about is tried in `avtalsuppfoljning.guidelines.checking`.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines import checking
from avtalsuppfoljning.guidelines.model import (
    Condition,
    Duty,
    Effect,
    Guideline,
    Limit,
    LimitKind,
    Matrix,
    Measure,
    Row,
    Table,
)
from avtalsuppfoljning.strict import read_toml, structure
from avtalsuppfoljning.terms import Driftsform, GuidelineId, MeasureId, fold

# ── the file's own shape: Swedish keys in ASCII ──


@attrs.frozen(kw_only=True)
class _Dokument:
    id: str
    version: str
    namn: str
    titel: str
    beslutad_av: str
    faststalld: date
    galler_fran: date
    ersatter: str = ""


@attrs.frozen(kw_only=True)
class _Cited:
    avsnitt: str
    tolkning: bool = False

    def citation(self, document: str, place: str) -> Citation:
        if not self.avsnitt.strip():
            raise GuidelineError("the citation is blank", "name it", place=f"{place}.avsnitt")
        return Citation(document=document, section=self.avsnitt, is_interpretation=self.tolkning)


_Nar = dict[str, tuple[str, ...]]


@attrs.frozen(kw_only=True)
class _Atgard(_Cited):
    id: str
    namn: str
    verkan: Effect
    sanktion: bool


@attrs.frozen(kw_only=True)
class _Skal:
    id: str
    betydelse: str


@attrs.frozen(kw_only=True)
class _Grans(_Cited):
    id: str
    skal: str
    nekar: tuple[str, ...]
    nar: _Nar
    art: LimitKind


@attrs.frozen(kw_only=True)
class _Rad(_Cited):
    id: str
    nar: _Nar
    ger: str


@attrs.frozen(kw_only=True)
class _Tabell:
    rad: tuple[_Rad, ...]


@attrs.frozen(kw_only=True)
class _Gradtabell(_Tabell):
    ordning: tuple[str, ...]


@attrs.frozen(kw_only=True)
class _Skyldighet(_Cited):
    id: str
    vem: str
    nar: _Nar


@attrs.frozen(kw_only=True)
class _Fil:
    faktaversion: int
    dokument: _Dokument
    atgard: tuple[_Atgard, ...]
    skal: tuple[_Skal, ...] = ()
    grans: tuple[_Grans, ...] = ()
    grad: _Gradtabell
    start: _Tabell
    niva: _Tabell
    skyldighet: tuple[_Skyldighet, ...] = ()


# ── the file's text to a guideline ──


def parse(text: str | bytes) -> Guideline:
    """The guideline that the text of a TOML file holds, tried for gaps and contradictions."""
    data = read_toml(text, error=GuidelineError)
    matrix = data.pop("matris", None)
    file = structure(data, _Fil, error=GuidelineError)
    head = file.dokument
    measures = tuple(
        Measure(
            id=MeasureId(each.id),
            name=each.namn,
            effect=each.verkan,
            is_sanction=each.sanktion,
            citation=each.citation(head.namn, f"atgard[{index}]"),
        )
        for index, each in enumerate(file.atgard)
    )
    limits = tuple(
        Limit(
            id=each.id,
            reason=each.skal,
            refuses=tuple(map(MeasureId, each.nekar)),
            when=_condition(each.nar),
            kind=each.art,
            citation=each.citation(head.namn, f"grans[{index}]"),
        )
        for index, each in enumerate(file.grans)
    )
    duties = tuple(
        Duty(
            id=each.id,
            obligor=each.vem,
            when=_condition(each.nar),
            citation=each.citation(head.namn, f"skyldighet[{index}]"),
        )
        for index, each in enumerate(file.skyldighet)
    )
    guideline = Guideline(
        id=GuidelineId(head.id),
        version=head.version,
        document=head.namn,
        title=head.titel,
        adopted_by=head.beslutad_av,
        adopted_on=head.faststalld,
        valid_from=head.galler_fran,
        replaces=head.ersatter,
        facts_version=file.faktaversion,
        measures=measures,
        matrix=None if matrix is None else _matrix(matrix, measures, head.namn),
        reasons=tuple((each.id, each.betydelse) for each in file.skal),
        limits=limits,
        grades=file.grad.ordning,
        grade=_table("grad", file.grad, head.namn),
        start=_table("start", file.start, head.namn),
        level=_table("niva", file.niva, head.namn),
        duties=duties,
    )
    checking.check(guideline)
    return guideline


def _condition(nar: Mapping[str, tuple[str, ...]]) -> Condition:
    return tuple(sorted(nar.items()))


def _table(name: str, table: _Tabell, document: str) -> Table:
    rows = tuple(
        Row(
            id=each.id,
            when=_condition(each.nar),
            gives=each.ger,
            citation=each.citation(document, f"{name}.rad[{index}]"),
        )
        for index, each in enumerate(table.rad)
    )
    return Table(inputs=tuple(sorted({key for row in rows for key, _ in row.when})), rows=rows)


def _matrix(data: Any, measures: tuple[Measure, ...], document: str) -> Matrix:
    """The printed table: a row of headings, then a row of ``x`` and ``-`` per driftsform."""
    if not isinstance(data, dict):
        raise GuidelineError("not a table", "write [matris]", place="matris")
    head = {key: data.pop(key) for key in ("avsnitt", "tolkning") if key in data}
    citation = structure({"matris": head}, dict[str, _Cited], error=GuidelineError)["matris"]
    rows = structure({"matris": data}, dict[str, _Nar], error=GuidelineError)["matris"]
    if "DRIFTSFORM" not in rows:
        raise GuidelineError("no headings", "add the row DRIFTSFORM", place="matris.DRIFTSFORM")
    headings = rows.pop("DRIFTSFORM")
    ids = {measure.name: measure.id for measure in measures}
    forms = {fold(each.name).replace("_", " "): each for each in Driftsform}
    for index, name in enumerate(headings):
        if name not in ids:
            where = f"matris.DRIFTSFORM[{index}]"
            raise GuidelineError(f"{name!a} names no measure", _one_of(ids), place=where)
    for name, marks in rows.items():
        if name not in forms:
            raise GuidelineError(f"{name!a} is no driftsform", _one_of(forms), place="matris")
        if len(marks) != len(headings) or not {"x", "-"}.issuperset(marks):
            where = f'matris."{name}"'
            raise GuidelineError("a cell is not x or -", "one cell per heading", place=where)
    return Matrix(
        columns=tuple(ids[name] for name in headings),
        rows=tuple((forms[key], tuple(m == "x" for m in marks)) for key, marks in rows.items()),
        citation=citation.citation(document, "matris"),
    )


def _one_of(choices: Mapping[str, object]) -> str:
    return "use one of " + ", ".join(choices)


# ── the files that come with the library ──


@cache
def shipped() -> tuple[tuple[GuidelineId, str], ...]:
    """Every shipped guideline as ``(id, version)``, in order."""
    return tuple(
        sorted(
            (GuidelineId(folder.name), file.name.removesuffix(".toml"))
            for folder in files(__package__).iterdir()
            if folder.is_dir()
            for file in folder.iterdir()
            if file.name.endswith(".toml")
        )
    )


def shipped_text(id: str, version: str | None = None) -> str:  # noqa: A002 (its name in the file)
    """The text of a shipped guideline; the latest version, if none is named."""
    versions = [each for name, each in shipped() if name == id]
    if not versions:
        known = ", ".join(sorted({name for name, _ in shipped()}))
        raise GuidelineError("no such guideline is shipped", f"known: {known}", place="regelverk")
    if version is not None and version not in versions:
        known = ", ".join(versions)
        raise GuidelineError("no such version is shipped", f"known: {known}", place="version")
    found = files(__package__) / id / f"{version or versions[-1]}.toml"
    return found.read_text(encoding="utf-8")


@cache
def load(id: str, version: str | None = None) -> Guideline:  # noqa: A002
    """A shipped guideline; the latest version, if none is named.

    >>> load("orebro").document
    'Sov 215/2020'
    """
    return parse(shipped_text(id, version))
