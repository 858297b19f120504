"""What a steering document says about deficiencies, as typed and frozen data.

Read `Guideline` first. A *condition* is a conjunction, ``input is one of these values``; the
inputs are listed in `avtalsuppfoljning.guidelines.inputs`.
"""

import enum
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.guidelines.obligations import Coverage, Focus, Obligation
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
    CURE = "rattelse"
    """The provider must put it right within a cure time, counted from dispatch."""
    PLAN = "plan"
    """The provider must hand in a plan."""
    WARNING = "varning"
    """A formal warning; it gives a cure time too, and stands until it is lifted."""
    MONEY = "ekonomi"
    """Money is withheld, deducted or claimed."""
    SUSPENSION = "avstangning"
    """No new assignments through one or both channels."""
    TERMINATION = "upphorande"
    """The agreement ends."""


class LimitKind(enum.StrEnum):
    """What a limit means for the ladder.

    Of several that hold, ``utanfor`` counts first, then ``hinder``, then ``tystnad``.
    """

    BARRED = "hinder"
    """By driftsform or upphandlingsform: nobody can agree otherwise, so the rung is skipped."""
    SILENT = "tystnad"
    """By the agreement or the circumstances: the rung is not skipped; the nämnd has to look."""
    WAITING = "vantan"
    """By a cure time (rättelsefrist) that runs: the rung is not skipped; the result is awaited."""
    OUTSIDE = "utanfor"
    """The guideline does not cover the case at all: it refuses every measure, and recommends
    none."""


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


class LawKind(enum.StrEnum):
    """What a guideline can promise about itself; tried cell by cell when it is loaded."""

    ONLY_IF = "tillats_bara_om"
    """The measures are permitted only where the condition holds."""
    ONLY_REFUSED_BY = "nekas_bara_av"
    """Where the condition holds, no other reasons than these refuse the measures."""
    LEVEL_IS = "niva_ar"
    """Where the condition holds, the level is one of these."""


class Unit(enum.StrEnum):
    """What a tariff counts."""

    ITEM = "styck"
    """Each occasion, person or thing."""
    STARTED_WEEK = "paborjad_vecka"
    """Each week that has begun, however little of it has passed."""


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
    is_rung: bool = True
    """False for what stands beside the ladder, such as återkrav; it is never recommended, and
    comes after the rungs."""
    forms: tuple[str, ...] | None = None
    """The forms that the measure itself is; None: those that the agreement regulates."""
    decided_by: str = ""
    """The lowest of the guideline's ``roles`` that may decide it; empty: it does not say."""


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
    meaning: str = ""
    """The duty as a Swedish clause, where the guideline spells it out."""


@attrs.frozen(kw_only=True)
class Parameter:
    """A figure that the guideline rests on. Unset, nothing takes its place (``ej_bedombar``)."""

    id: str
    name: str
    unit: str
    value: Decimal | None
    citation: Citation


@attrs.frozen(kw_only=True)
class Tariff:
    """What a measure costs, where the guideline says it; the agreement may say something else."""

    id: str
    measure: MeasureId
    unit: Unit
    rate: Decimal | None
    """Kronor for each unit; None: not set."""
    cap: Decimal | None
    """The most it may come to in all; None: no cap."""
    citation: Citation


@attrs.frozen(kw_only=True)
class SideEffect:
    """What follows by itself, without a decision, for as long as the condition holds."""

    id: str
    closes: tuple[str, ...]
    """The channels through which no new assignments come."""
    when: Condition
    meaning: str
    citation: Citation


@attrs.frozen(kw_only=True)
class Deviation:
    """When one of the measures is lawful but needs a written motivation."""

    id: str
    code: str
    measures: tuple[MeasureId, ...]
    when: Condition
    meaning: str
    citation: Citation


@attrs.frozen(kw_only=True)
class Law:
    """What the guideline promises about itself. A file that breaks its own law is refused."""

    id: str
    kind: LawKind
    measures: tuple[MeasureId, ...]
    """Those it speaks of; none for ``niva_ar``."""
    when: Condition
    """For ``niva_ar`` also over ``grad`` and ``hogsta_atgard`` (a measure, or ``ingen``)."""
    gives: tuple[str, ...]
    """The reasons of ``nekas_bara_av``, the levels of ``niva_ar``; empty otherwise."""
    citation: Citation
    given: Condition = ()
    """Only for ``tillats_bara_om``: where this holds, the measures need the condition."""


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
    reads: tuple[str, ...] = ()
    """The inputs it reads beyond those that every guideline may read (``inputs.DECLARED``)."""
    parameters: tuple[Parameter, ...] = ()
    tariffs: tuple[Tariff, ...] = ()
    side_effects: tuple[SideEffect, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    roles: tuple[str, ...] = ()
    """Who decides, from the lowest to the highest, for measures that say ``decided_by``."""
    laws: tuple[Law, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    """What its plan says shall be done in time. They are no part of how deficiencies are judged."""
    coverage: tuple[Coverage, ...] = ()
    """What an agreement must be for the plan to cover it, besides the limits ``utanfor``."""
    focus: tuple[Focus, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    """Ids of what is our reading, each with a sentence that says how the document was read."""

    @property
    def ladder(self) -> tuple[MeasureId, ...]:
        """The measures that are rungs, from the lowest to the highest."""
        return tuple(each.id for each in self.measures if each.is_rung)

    def parameter(self, id: str) -> Parameter | None:  # noqa: A002 (its name in the file)
        """The parameter with this id, if the guideline has it."""
        return next((each for each in self.parameters if each.id == id), None)

    def measure(self, measure: str) -> Measure | None:
        """The measure with this id, if the guideline has it."""
        return next((each for each in self.measures if each.id == measure), None)
