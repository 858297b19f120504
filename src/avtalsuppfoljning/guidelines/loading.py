"""From the text of a guideline file to a `Guideline`, or a located `GuidelineError`.

`parse` is pure. The shipped files are read as package resources; nothing else reads files.
What a file may contradict itself about is tried in `avtalsuppfoljning.guidelines.checking`.
"""

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines import checking, plans
from avtalsuppfoljning.guidelines.model import (
    Condition,
    Deviation,
    Duty,
    Guideline,
    Law,
    Limit,
    Matrix,
    Measure,
    Parameter,
    Row,
    SideEffect,
    Table,
    Tariff,
)
from avtalsuppfoljning.guidelines.shape import Cited, Fil, Nar, Tabell
from avtalsuppfoljning.strict import read_toml, structure
from avtalsuppfoljning.terms import Driftsform, GuidelineId, MeasureId, fold

# ── the file's text to a guideline ──


def parse(text: str | bytes) -> Guideline:
    """The guideline that the text of a TOML file holds, tried for gaps and contradictions."""
    data = read_toml(text, error=GuidelineError)
    matrix = data.pop("matris", None)
    file = structure(data, Fil, error=GuidelineError)
    head = file.dokument
    measures = _measures(file)
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
        limits=_limits(file),
        grades=file.grad.ordning,
        grade=_table("grad", file.grad, head.namn),
        start=_table("start", file.start, head.namn),
        level=_table("niva", file.niva, head.namn),
        duties=_duties(file),
        reads=file.laser,
        parameters=_parameters(file),
        tariffs=_tariffs(file),
        side_effects=_side_effects(file),
        deviations=_deviations(file),
        roles=file.beslutsnivaer,
        laws=_laws(file),
        obligations=plans.obligations(file),
        coverage=plans.coverage(file),
        focus=plans.focus(file),
        readings=_readings(file),
    )
    checking.check(guideline)
    plans.check(guideline)
    return guideline


parse_once = lru_cache(maxsize=64)(parse)
"""The same, remembered: what is recorded names the same texts again and again."""


# ── section by section ──


def _measures(file: Fil) -> tuple[Measure, ...]:
    return tuple(
        Measure(
            id=MeasureId(each.id),
            name=each.namn,
            effect=each.verkan,
            is_sanction=each.sanktion,
            citation=each.citation(file.dokument.namn, f"atgard[{index}]"),
            is_rung=not each.utanfor_stegen,
            forms=each.former,
            decided_by=each.lagst_beslutsniva,
        )
        for index, each in enumerate(file.atgard)
    )


def _limits(file: Fil) -> tuple[Limit, ...]:
    return tuple(
        Limit(
            id=each.id,
            reason=each.skal,
            refuses=tuple(map(MeasureId, each.nekar)),
            when=_condition(each.nar),
            kind=each.art,
            citation=each.citation(file.dokument.namn, f"grans[{index}]"),
        )
        for index, each in enumerate(file.grans)
    )


def _duties(file: Fil) -> tuple[Duty, ...]:
    return tuple(
        Duty(
            id=each.id,
            obligor=each.vem,
            when=_condition(each.nar),
            citation=each.citation(file.dokument.namn, f"skyldighet[{index}]"),
            meaning=each.betydelse,
        )
        for index, each in enumerate(file.skyldighet)
    )


def _parameters(file: Fil) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(
            id=each.id,
            name=each.namn,
            unit=each.enhet,
            value=each.varde,
            citation=each.citation(file.dokument.namn, f"parameter[{index}]"),
        )
        for index, each in enumerate(file.parameter)
    )


def _tariffs(file: Fil) -> tuple[Tariff, ...]:
    return tuple(
        Tariff(
            id=each.id,
            measure=MeasureId(each.atgard),
            unit=each.enhet,
            rate=each.belopp,
            cap=each.hogst,
            citation=each.citation(file.dokument.namn, f"taxa[{index}]"),
        )
        for index, each in enumerate(file.taxa)
    )


def _side_effects(file: Fil) -> tuple[SideEffect, ...]:
    return tuple(
        SideEffect(
            id=each.id,
            closes=each.stanger,
            when=_condition(each.nar),
            meaning=each.betydelse,
            citation=each.citation(file.dokument.namn, f"foljd[{index}]"),
        )
        for index, each in enumerate(file.foljd)
    )


def _deviations(file: Fil) -> tuple[Deviation, ...]:
    return tuple(
        Deviation(
            id=each.id,
            code=each.kod,
            measures=tuple(map(MeasureId, each.atgarder)),
            when=_condition(each.nar),
            meaning=each.betydelse,
            citation=each.citation(file.dokument.namn, f"avvikelse[{index}]"),
        )
        for index, each in enumerate(file.avvikelse)
    )


def _laws(file: Fil) -> tuple[Law, ...]:
    return tuple(
        Law(
            id=each.id,
            kind=each.slag,
            measures=tuple(map(MeasureId, each.atgarder)),
            when=_condition(each.nar),
            given=_condition(each.givet),
            gives=each.ger,
            citation=each.citation(file.dokument.namn, f"lag[{index}]"),
        )
        for index, each in enumerate(file.lag)
    )


def _readings(file: Fil) -> tuple[tuple[str, str], ...]:
    rules: list[Any] = [*file.atgard, *file.parameter, *file.taxa, *file.grans]
    rules += [*file.grad.rad, *file.start.rad, *file.niva.rad]
    rules += [*file.skyldighet, *file.foljd, *file.avvikelse, *file.lag]
    rules += [*file.planpunkt, *file.planomfattning, *file.fokusomrade]
    return tuple((each.id, each.lasning) for each in rules if each.lasning)


def _condition(nar: Nar) -> Condition:
    return tuple(sorted(nar.items()))


def _table(name: str, table: Tabell, document: str) -> Table:
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
        raise GuidelineError(*swedish.NOT_A_MATRIX, place="matris")
    head = {key: data.pop(key) for key in ("avsnitt", "tolkning") if key in data}
    citation = structure({"matris": head}, dict[str, Cited], error=GuidelineError)["matris"]
    rows = structure({"matris": data}, dict[str, Nar], error=GuidelineError)["matris"]
    if "DRIFTSFORM" not in rows:
        raise GuidelineError(*swedish.NO_HEADINGS, place="matris.DRIFTSFORM")
    headings = rows.pop("DRIFTSFORM")
    ids = {measure.name: measure.id for measure in measures}
    forms = {fold(each.name).replace("_", " "): each for each in Driftsform}
    for index, name in enumerate(headings):
        if name not in ids:
            where = f"matris.DRIFTSFORM[{index}]"
            raise GuidelineError(*swedish.not_a_heading(name, ids), place=where)
    for name, marks in rows.items():
        if name not in forms:
            raise GuidelineError(*swedish.not_a_driftsform(name, forms), place="matris")
        if len(marks) != len(headings) or not {"x", "-"}.issuperset(marks):
            where = f'matris."{name}"'
            raise GuidelineError(*swedish.MATRIX_MARKS, place=where)
    return Matrix(
        columns=tuple(ids[name] for name in headings),
        rows=tuple((forms[key], tuple(m == "x" for m in marks)) for key, marks in rows.items()),
        citation=citation.citation(document, "matris"),
    )


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
        known = sorted({name for name, _ in shipped()})
        raise GuidelineError(*swedish.not_shipped(id, known), place="regelverk")
    if version is not None and version not in versions:
        raise GuidelineError(*swedish.not_shipped(version, versions), place="version")
    found = files(__package__) / id / f"{version or versions[-1]}.toml"
    return found.read_text(encoding="utf-8")


@cache
def load(id: str, version: str | None = None) -> Guideline:  # noqa: A002
    """A shipped guideline; the latest version, if none is named.

    >>> load("orebro").document
    'Sov 215/2020'
    """
    return parse(shipped_text(id, version))
