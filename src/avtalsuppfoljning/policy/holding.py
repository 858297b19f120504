"""Which conditions hold, found without trying them one by one.

Every condition has a bit. A value of an input leaves open the conditions that admit it; those
that hold are the ones that every input leaves open. What an input leaves open is looked up for
a whole part of the facts at a time, and remembered.
"""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Any, Final, NamedTuple

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.guidelines.inputs import DOMAINS, NO_YES
from avtalsuppfoljning.guidelines.model import Condition, Guideline
from avtalsuppfoljning.policy.facts import Facts
from avtalsuppfoljning.policy.inputs import NAMES, cure_time, read, threshold
from avtalsuppfoljning.terms import EkonomiskForm, Kanal

REMEMBERED: Final = 16_384
"""How many answers of one kind are remembered; then they are forgotten and found afresh."""

HIGHEST: Final = "hogsta_atgard"
"""The highest measure so far, as an input: one of the rungs, or ``ingen``."""
NOTHING: Final = "ingen"
FORM: Final = "form"
"""Whether one economic form or one channel is regulated, as an input: ``form.vite``."""

OF_CASE: Final = frozenset({"driftsform", "upphandlingsform", "avtal_upphort", "hord"})
OF_AGREEMENT: Final = frozenset(
    {
        "reglerad",
        "form_reglerad",
        "kanal_reglerad",
        FORM,
        "havningsgrund_uppfylld",
        "hanvisar_till_riktlinjen",
        "endast_individavtal",
        "omedelbar_grund",
        "uppsagningsgrund",
    }
)
OF_FINDING: Final = frozenset(
    {
        "avtalsbrist",
        "frekvens",
        "konsekvens_individ",
        "konsekvens_kommunen",
        "konsekvens_utforaren",
        "konsekvens",
        "medveten",
        "upprepad",
    }
)
OF_SIGNS: Final = frozenset({"risk", "akut", "skada", "felaktig_utbetalning", "oegentlighet"})
OF_HISTORY: Final = frozenset({HIGHEST, "tidigare_atgard", "resultat", "varning_galler"})
"""The inputs that each part of the facts answers."""
RECKONED: Final = {"rattelsefrist": cure_time, "troskel": threshold}
"""The inputs that are reckoned with days, or with the guideline's parameters."""


class Part(dict[Any, int]):
    """The conditions that one part of the facts leaves open, by all that is read of it."""

    def __init__(self, leave_open: Callable[[Facts], int]) -> None:
        super().__init__()
        self._leave_open = leave_open

    def learn(self, facts: Facts, read_here: Any) -> int:
        """Look it up, if it has not been met before."""
        found = self.get(read_here)
        if found is None:
            if len(self) >= REMEMBERED:
                self.clear()
            found = self[read_here] = self._leave_open(facts)
        return found


class Parts(NamedTuple):
    """Every part of the facts, each with what it leaves open."""

    case: Part
    agreement: Part
    finding: Part
    signs: Part | None
    """None where the guideline reads nothing of it, as most do not."""
    history: Part
    reckoned: tuple[tuple[Callable[[Facts], str], Part], ...]


def conditions_held(parts: Parts, facts: Facts) -> int:
    """The bits of the conditions that hold."""
    case, agreement, finding, signs, history, reckoned = parts
    said, found, done = facts.instrument, facts.finding, facts.history
    led_to = found.consequences
    of_case = facts.driftsform, facts.upphandlingsform, facts.has_ended, facts.heard
    of_agreement = (
        said.measures,
        said.economic_forms,
        said.suspension_channels,
        said.termination_ground_met,
        said.refers_to_guideline,
        said.only_individavtal,
        said.immediate_ground_met,
        said.notice_ground_met,
    )
    of_finding = (
        found.is_avtalsbrist,
        found.frequency,
        led_to.individual,
        led_to.municipality,
        led_to.provider,
        found.is_deliberate,
        found.is_repeated,
    )
    of_history = done.highest_measure, done.result, done.warning_stands
    try:
        held = case[of_case] & agreement[of_agreement] & finding[of_finding] & history[of_history]
    except KeyError:
        held = (
            case.learn(facts, of_case)
            & agreement.learn(facts, of_agreement)
            & finding.learn(facts, of_finding)
            & history.learn(facts, of_history)
        )
    if signs is not None:
        seen = (
            found.is_risk,
            found.is_acute,
            found.has_damage,
            found.is_overpaid,
            found.irregularity,
        )
        held &= signs.learn(facts, seen)
    for reckon, part in reckoned:
        held &= part.learn(facts, reckon(facts))
    return held


class Conditions:
    """The conditions of a guideline, each with the bit that it was given when it was added."""

    def __init__(self, guideline: Guideline) -> None:
        self._guideline = guideline
        self._all: list[dict[str, tuple[str, ...]]] = []

    def add(self, when: Condition, rung: int = 0) -> int:
        """A condition's bit; ``reglerad`` is asked of the measure on that rung."""
        named = {_asked_of(name, rung): admitted for name, admitted in when}
        if named not in self._all:
            self._all.append(named)
        return 1 << self._all.index(named)

    def parts(self) -> Parts:
        """The parts of the facts, once all conditions have been added."""
        read_names = sorted({name for when in self._all for name in when})

        def part(kinds: Collection[str]) -> Part:
            names = [each for each in read_names if each.partition(".")[0] in kinds]
            return Part(self._leave_open(names))

        guideline = self._guideline
        return Parts(
            case=part(OF_CASE),
            agreement=part(OF_AGREEMENT),
            finding=part(OF_FINDING),
            signs=part(OF_SIGNS) if not OF_SIGNS.isdisjoint(read_names) else None,
            history=part(OF_HISTORY),
            reckoned=tuple(
                (partial(reckon, guideline=guideline), part({name}))
                for name, reckon in RECKONED.items()
                if name in read_names
            ),
        )

    def _leave_open(self, names: Iterable[str]) -> Callable[[Facts], int]:
        guideline = self._guideline
        left = {name: self._left_by(name) for name in names}

        def leave_open(facts: Facts) -> int:
            values = valued(facts, guideline)
            found = -1
            for name, by_value in left.items():
                found &= by_value[values[name]]
            return found

        return leave_open

    def _left_by(self, name: str) -> dict[str, int]:
        """The conditions that each value of an input leaves open."""
        kind = name.partition(".")[0]
        own = {HIGHEST: (NOTHING, *self._guideline.ladder), FORM: NO_YES}
        domain = own.get(kind) or DOMAINS[kind]
        return {
            value: sum(
                1 << bit for bit, when in enumerate(self._all) if value in when.get(name, (value,))
            )
            for value in domain
        }


def valued(facts: Facts, guideline: Guideline) -> dict[str, str]:
    """The value of every input, by name; ``reglerad.3`` is asked of the measure on that rung."""
    highest = facts.history.highest_measure
    if highest is not None and highest not in guideline.ladder:
        raise InvalidValueError(
            f"{highest!a} is no rung of {guideline.id}",
            "use one of " + ", ".join(guideline.ladder),
        )
    names = (*NAMES, *(_asked_of("reglerad", rung) for rung in range(len(guideline.measures))))
    found = dict(zip(names, read(facts, guideline), strict=True))
    instrument = facts.instrument
    regulated = {*instrument.economic_forms, *instrument.suspension_channels}
    forms = {f"{FORM}.{each}": NO_YES[each in regulated] for each in (*EkonomiskForm, *Kanal)}
    return {**found, **forms, HIGHEST: highest or NOTHING}


def _asked_of(name: str, rung: int) -> str:
    return f"reglerad.{rung}" if name == "reglerad" else name
