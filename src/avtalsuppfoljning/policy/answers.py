"""The answers of the policy: what may, should and must be done, and what a person chose.

They are recorded with every decision, so that an auditor can read years later what the person
who decided was told.
"""

from datetime import date
from typing import Final

from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import Open, Staff, answer, value
from avtalsuppfoljning.guidelines.model import Effect
from avtalsuppfoljning.policy.facts import Facts
from avtalsuppfoljning.policy.money import Days, Reckoning
from avtalsuppfoljning.terms import GuidelineId, MeasureId, Money, StreamId

NO_ACTION: Final = "ingen"
AWAIT_RESULT: Final = "avvakta_resultatuppfoljning"
ESCALATE: Final = "eskalera_till_namnd"
NOT_ASSESSABLE: Final = "ej_bedombar"
ABOVE_THE_LADDER: Final = "namnd"
"""The level above the highest measure: the nämnd has to deal with the matter."""

BINDING: Final = frozenset({Effect.WARNING, Effect.MONEY, Effect.SUSPENSION, Effect.TERMINATION})
"""Effects that bind the agreement: a decision with one of them has a stream of its own."""


@value
class GuidelineRef:
    """Which rules gave the answer."""

    id: Open[GuidelineId]
    version: Open[str]
    document: Open[str]
    fingerprint: Open[str]


@value
class Permitted:
    """A measure that may be taken."""

    measure: Open[MeasureId]
    effect: Open[Effect]
    is_sanction: Open[bool]
    forms: Open[tuple[str, ...]] = ()
    """The economic forms, or the channels of a suspension, that the agreement allows."""
    citations: Open[tuple[Citation, ...]]
    decided_by: Open[tuple[str, ...]] = ()
    """The roles that the guideline lets decide it; empty where it leaves that open."""
    most: Open[Money | None] = None
    """The most that the guideline lets it come to, if it sets a cap."""


@value
class Refused:
    """A measure that may not be taken, and every reason why not."""

    measure: Open[MeasureId]
    reasons: Open[tuple[str, ...]]
    citations: Open[tuple[Citation, ...]]


@value
class Recommendation:
    """What the guideline's ladder arrives at. It binds nobody."""

    action: Open[str]
    """A measure, or one of the four words above that name no measure."""
    level: Open[str]
    reason: Open[str]
    citations: Open[tuple[Citation, ...]]


@value
class Duty:
    """What must be done, whatever is decided."""

    duty: Open[str]
    obligor: Open[str]
    citations: Open[tuple[Citation, ...]]
    meaning: Open[str] = ""
    """The guideline's own clause for it, in Swedish, if it has one."""


@value
class SideEffect:
    """What follows by itself, without a decision, for as long as the facts are so."""

    id: Open[str]
    closes: Open[tuple[str, ...]]
    """The channels through which no new assignments come."""
    citations: Open[tuple[Citation, ...]]


@value
class Caution:
    """A measure that would be lawful, but only with a written motivation."""

    measure: Open[MeasureId]
    code: Open[str]
    meaning: Open[str]
    citations: Open[tuple[Citation, ...]]


@answer
class Assessment:
    """The three answers, never mixed: may, should, must."""

    guideline: Open[GuidelineRef]
    facts: Open[Facts]
    facts_version: Open[int]
    is_minor: Open[bool]
    grade: Open[str]
    permitted: Open[tuple[Permitted, ...]]
    refused: Open[tuple[Refused, ...]]
    recommended: Open[Recommendation]
    duties: Open[tuple[Duty, ...]]
    trace: Open[tuple[str, ...]]
    """The ids of the rows that gave the answer, in the order they were read."""
    ladder: Open[tuple[MeasureId, ...]] = ()
    """The guideline's rungs in order, so that a choice can be compared with the level."""
    side_effects: Open[tuple[SideEffect, ...]] = ()
    cautions: Open[tuple[Caution, ...]] = ()

    def permitted_measure(self, measure: MeasureId | None) -> Permitted | None:
        """The permitted measure with this id, if it is one."""
        for each in self.permitted:
            if each.measure == measure:
                return each
        return None


@value
class Authority:
    """The person who decides, in which role, under which point of the delegationsordning."""

    person: Staff[str]
    role: Open[str]
    delegation_point: Open[str]


@value
class Choice:
    """What a person wants to decide. ``measure=None`` is an abstention (with reasons)."""

    measure: Open[MeasureId | None]
    forms: Open[tuple[str, ...]] = ()
    amount: Open[Money | None] = None
    decided_on: Open[date]
    effective_on: Open[date | None] = None
    cure_dates: Open[tuple[date, ...]] = ()
    """The last days that a demand for rättelse, or a varning, gives for the cure; several where
    it is about several things, none where the guideline's own time counts."""
    items: Open[int | None] = None
    """How many occasions, persons or things the amount is for, by a tariff per unit."""
    breach: Open[tuple[Days, ...]] = ()
    """The days that the amount is for, by a tariff per started week."""
    by: Open[Authority]
    motivation: Open[str] = ""


@value
class Objection:
    """Why a choice is refused, or in what way it deviates."""

    code: Open[str]
    text: Open[str]
    """One sentence in English, for developers; officials read the code's Swedish sentence."""
    citations: Open[tuple[Citation, ...]] = ()


@value
class DelegationRef:
    """Which delegationsordning the authority was tried against."""

    id: Open[str]
    version: Open[str]
    fingerprint: Open[str]


@value
class StreamVersion:
    """How far a stream had come when it was read."""

    stream: Open[StreamId]
    version: Open[int]


@value
class Ruling:
    """The choice tried against the assessment: refused, or lawful with its deviations."""

    choice: Open[Choice]
    assessment: Open[Assessment]
    delegation: Open[DelegationRef]
    refusals: Open[tuple[Objection, ...]]
    deviations: Open[tuple[Objection, ...]]
    read: Open[tuple[StreamVersion, ...]] = ()
    """The streams the facts were read from, and how far."""
    reckoned: Open[tuple[Reckoning, ...]] = ()
    """What the guideline's tariffs come to for what was counted, with the arithmetic."""
    report_to_next_meeting: Open[bool] = False
    """Decided by the chair because it could not wait (KL 6:39): the nämnd is told at its next
    meeting."""

    @property
    def is_lawful(self) -> bool:
        """Nothing refuses the choice."""
        return not self.refusals
