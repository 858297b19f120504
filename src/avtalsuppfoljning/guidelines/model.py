"""What a steering document says about deficiencies, as typed and frozen data.

Read `Guideline` first. A *condition* is a conjunction, ``input is one of these values``; the
inputs are listed in `avtalsuppfoljning.guidelines.inputs`.
"""

import enum
from datetime import date
from typing import Final

import attrs

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.terms import Driftsform, GuidelineId, MeasureId

SEMANTICS: Final = 1
"""The number of the composition, steps 1-7 of the policy. It is part of every fingerprint."""

MINOR: Final = "mindre"
"""The grade of a deficiency of small extent."""
NOT_MINOR: Final = "ej_mindre_omfattande"
"""The reason of the limits that say what is more than minor."""


class Effect(enum.StrEnum):
    """The closed set of things a measure can do; guidelines give their measures one each."""

    REMARK = "anmarkning"
    """The provider's attention is drawn to the deficiency."""
    PLAN = "plan"
    """The provider must hand in a plan."""
    WARNING = "varning"
    """A formal warning."""
    MONEY = "ekonomi"
    """Money is withheld, deducted or claimed."""
    SUSPENSION = "avstangning"
    """No new assignments through one or both channels."""
    TERMINATION = "upphorande"
    """The agreement ends."""


class LimitKind(enum.StrEnum):
    """What a limit means for the ladder."""

    BARRED = "hinder"
    """By driftsform or upphandlingsform: nobody can agree otherwise, so the rung is skipped."""
    SILENT = "tystnad"
    """By the agreement or the circumstances: the rung is not skipped; the nämnd has to look."""


class LevelRule(enum.StrEnum):
    """How a row of the level table arrives at the level."""

    NONE = "ingen"
    """No measure is called for."""
    START = "start"
    """Where the start table says."""
    START_OR_SAME = "hogst_av_start_och_tidigare"
    """The higher of the start and the highest measure so far."""
    START_OR_NEXT = "hogst_av_start_och_nasta_steg"
    """The higher of the start and the rung above the highest measure so far."""
    NOT_ASSESSABLE = "ej_bedombar"
    """The guideline lacks a parameter that it needs."""


Condition = tuple[tuple[str, tuple[str, ...]], ...]
"""Pairs of input and admitted values; all must hold. The empty condition always holds."""


@attrs.frozen(kw_only=True)
class Measure:
    """Something that can be done about a deficiency; the measures stand in rung order."""

    id: MeasureId
    name: str
    effect: Effect
    is_sanction: bool
    citation: Citation


@attrs.frozen(kw_only=True)
class Limit:
    """One reason why measures may not be taken: it refuses them whenever its condition holds."""

    id: str
    reason: str
    refuses: tuple[MeasureId, ...]
    when: Condition
    kind: LimitKind
    citation: Citation


@attrs.frozen(kw_only=True)
class Row:
    """One row of a table: under this condition, this answer."""

    id: str
    when: Condition
    gives: str
    citation: Citation


@attrs.frozen(kw_only=True)
class Table:
    """Rows of which exactly one holds for every combination of the inputs (UNIQUE)."""

    inputs: tuple[str, ...]
    rows: tuple[Row, ...]


@attrs.frozen(kw_only=True)
class Duty:
    """What must be done, and by whom, whatever is decided."""

    id: str
    obligor: str
    when: Condition
    citation: Citation


@attrs.frozen(kw_only=True)
class Matrix:
    """The printed crosses: per driftsform, the sanctions that are open to it."""

    columns: tuple[MeasureId, ...]
    rows: tuple[tuple[Driftsform, tuple[bool, ...]], ...]
    citation: Citation


@attrs.frozen(kw_only=True, cache_hash=True)
class Guideline:
    """One version of one steering document."""

    id: GuidelineId
    version: str
    document: str
    title: str
    adopted_by: str
    adopted_on: date
    valid_from: date
    replaces: str
    facts_version: int
    measures: tuple[Measure, ...]
    matrix: Matrix | None
    reasons: tuple[tuple[str, str], ...]
    """The reason codes of its own, each with its meaning."""
    limits: tuple[Limit, ...]
    grades: tuple[str, ...]
    """The grades in rising order."""
    grade: Table
    start: Table
    level: Table
    duties: tuple[Duty, ...]

    def measure(self, measure: str) -> Measure | None:
        """The measure with this id, if the guideline has it."""
        return next((each for each in self.measures if each.id == measure), None)
