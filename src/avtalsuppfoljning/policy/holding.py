"""Which conditions hold, found without trying them one by one.

Every condition has a bit. A value of an input leaves open the conditions that admit it; those
that hold are the ones that every input leaves open. What an input leaves open is looked up for
a whole part of the facts at a time, and remembered.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
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

_SOURCES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "case": {
        "driftsform": ("driftsform",),
        "upphandlingsform": ("upphandlingsform",),
        "avtal_upphort": ("has_ended",),
        "hord": ("heard",),
    },
    "instrument": {
        "reglerad": ("instrument.measures",),
        "form_reglerad": ("instrument.economic_forms",),
        "kanal_reglerad": ("instrument.suspension_channels",),
        "havningsgrund_uppfylld": ("instrument.termination_ground_met",),
        "hanvisar_till_riktlinjen": ("instrument.refers_to_guideline",),
        "endast_individavtal": ("instrument.only_individavtal",),
        FORM: ("instrument.economic_forms", "instrument.suspension_channels"),
        "omedelbar_grund": ("instrument.immediate_ground_met",),
        "uppsagningsgrund": ("instrument.notice_ground_met",),
    },
    "finding": {
        "avtalsbrist": ("finding.is_avtalsbrist",),
        "frekvens": ("finding.frequency",),
        "konsekvens_individ": ("finding.consequences.individual",),
        "konsekvens_kommunen": ("finding.consequences.municipality",),
        "konsekvens_utforaren": ("finding.consequences.provider",),
        "konsekvens": (
            "finding.consequences.individual",
            "finding.consequences.municipality",
            "finding.consequences.provider",
        ),
        "medveten": ("finding.is_deliberate",),
        "upprepad": ("finding.is_repeated",),
        "risk": ("finding.is_risk",),
        "akut": ("finding.is_acute",),
        "skada": ("finding.has_damage",),
        "felaktig_utbetalning": ("finding.is_overpaid",),
        "oegentlighet": ("finding.irregularity",),
    },
    "history": {
        HIGHEST: ("history.highest_measure",),
        "tidigare_atgard": ("history.highest_measure",),
        "resultat": ("history.result",),
        "varning_galler": ("history.warning_stands",),
    },
}
"""Where each input is read from, part by part. The two that remain are reckoned with days."""
_RECKONED: Final = {"rattelsefrist": cure_time, "troskel": threshold}


class Part(NamedTuple):
    """The conditions that one part of the facts leaves open."""

    take: Callable[[Facts], Any]
    """All that is read of this part."""
    known: dict[Any, int]
    """What has been looked up, by what was read."""
    leave_open: Callable[[Facts], int]

    def learn(self, facts: Facts) -> int:
        """Look it up, if it has not been met before."""
        read_here = self.take(facts)
        found = self.known.get(read_here)
        if found is None:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            found = self.known[read_here] = self.leave_open(facts)
        return found


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

    def parts(self) -> tuple[Part, ...]:
        """The parts of the facts that any condition reads."""
        read_names = {name for when in self._all for name in when}
        found = [
            _part(paths, self._leave_open(names))
            for sources in _SOURCES.values()
            for names in [[each for each in read_names if each.partition(".")[0] in sources]]
            for paths in [sorted({p for each in names for p in sources[each.partition(".")[0]]})]
            if names
        ]
        guideline = self._guideline
        for name, reckon in _RECKONED.items():
            if name in read_names:
                take = lambda facts, reckon=reckon: reckon(facts, guideline)  # noqa: E731
                found.append(Part(take, {}, self._leave_open([name])))
        return tuple(found)

    def _leave_open(self, names: Iterable[str]) -> Callable[[Facts], int]:
        guideline = self._guideline
        left = {name: self._left_by(name) for name in sorted(names)}

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


def _part(paths: list[str], leave_open: Callable[[Facts], int]) -> Part:
    return Part(attrgetter(*paths), {}, leave_open)
