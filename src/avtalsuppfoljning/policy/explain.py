"""What would have to change for a measure to be permitted (``andras_av``).

Every limit that holds must be broken, and no new one brought about. The answer lists every
inclusion-minimal set of changes: all of its changes are needed.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from typing import Final

import attrs

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.guidelines.inputs import DOMAINS, NO, NO_YES, ORDERED, YES
from avtalsuppfoljning.guidelines.laws import matches
from avtalsuppfoljning.guidelines.model import Condition, Guideline
from avtalsuppfoljning.policy.facts import Facts
from avtalsuppfoljning.policy.inputs import Values, position, read
from avtalsuppfoljning.terms import EkonomiskForm, Kanal, MeasureId

PATHS: Final = {
    "driftsform": "driftsform",
    "upphandlingsform": "upphandlingsform",
    "reglerad": "avtal.atgarder",
    "form_reglerad": "avtal.ekonomiska_former",
    "kanal_reglerad": "avtal.avstangning_kanaler",
    "havningsgrund_uppfylld": "avtal.havningsgrund_uppfylld",
    "hanvisar_till_riktlinjen": "avtal.hanvisar_till_riktlinjen",
    "avtal_upphort": "avtal.slut",
    "endast_individavtal": "avtal.endast_individavtal",
    "avtalsbrist": "brist.avtalsbrist",
    "frekvens": "brist.frekvens",
    "konsekvens_individ": "brist.konsekvens.individ",
    "konsekvens_kommunen": "brist.konsekvens.kommunen",
    "konsekvens_utforaren": "brist.konsekvens.utforaren",
    "medveten": "brist.medveten",
    "upprepad": "brist.upprepad",
    "risk": "brist.risk",
    "akut": "brist.akut",
    "omedelbar_grund": "avtal.omedelbar_grund",
    "uppsagningsgrund": "avtal.uppsagningsgrund",
    "skada": "brist.skada",
    "felaktig_utbetalning": "brist.felaktig_utbetalning",
    "oegentlighet": "brist.oegentlighet",
    "varning_galler": "historik.varning_galler",
    "rattelsefrist": "historik.rattelsefrist",
}
"""Where each input that a limit may read stands among the facts."""

_ORDER: Final = {name: at for at, name in enumerate(PATHS)}

To = str | bool | None | tuple[str, ...]


@attrs.frozen
class Change:
    """One fact, by its path, and the value it would have to take."""

    path: str
    to: To


Turn = tuple[str, str]
"""An input and the value it is turned to."""


def ways_to_permit(
    measure: MeasureId, facts: Facts, guideline: Guideline
) -> tuple[tuple[Change, ...], ...]:
    """Every smallest set of changes that permits the measure; the shortest sets come first.

    One empty set means that the measure is permitted as it is; no set, that nothing helps.
    """
    places = (at for at, each in enumerate(guideline.measures) if each.id == measure)
    place = next(places, None)  # beside the ladder there are measures too
    if place is None:
        raise InvalidValueError(f"{measure!a} is no measure of {guideline.id}", "use one of them")
    search = _search(guideline, place)
    instrument = facts.instrument
    return search.written(
        search.key(read(facts, guideline)),
        instrument.measures,
        instrument.economic_forms,
        instrument.suspension_channels,
        facts.on,
    )


Written = tuple[tuple[Change, ...], ...]


@attrs.frozen(eq=False)
class _Search:
    """The search for one measure of one guideline, with what it has found so far."""

    key: Callable[[Values], tuple[str, ...]]
    turns: Callable[[tuple[str, ...]], tuple[frozenset[Turn], ...]]
    written: Callable[..., Written]


@lru_cache(maxsize=256)
def _search(guideline: Guideline, rung: int) -> _Search:
    measure = guideline.measures[rung].id
    limits = tuple(each.when for each in guideline.limits if measure in each.refuses)
    inputs = sorted({name for when in limits for name, _ in when}, key=_ORDER.__getitem__)
    positions = [position(name, rung) for name in inputs]

    def key(values: Values) -> tuple[str, ...]:
        return tuple([values[at] for at in positions])

    @lru_cache(maxsize=8192)
    def turns(cell: tuple[str, ...]) -> tuple[frozenset[Turn], ...]:
        return _smallest(dict(zip(inputs, cell, strict=True)), limits)

    @lru_cache(maxsize=8192)
    def written(
        cell: tuple[str, ...],
        measures: tuple[MeasureId, ...],
        forms: tuple[EkonomiskForm, ...],
        channels: tuple[Kanal, ...],
        on: date,
    ) -> Written:
        lists: dict[str, tuple[tuple[str, ...], Iterable[str]]] = {
            "reglerad": (measures, (measure,)),
            "form_reglerad": (forms, EkonomiskForm),
            "kanal_reglerad": (channels, Kanal),
        }
        found = [
            tuple(Change(PATHS[name], to) for (name, _), to in zip(each, tos, strict=True))
            for way in turns(cell)
            for each in [sorted(way, key=_place)]
            for tos in product(*(_targets(turn, lists, on) for turn in each))
        ]
        return tuple(sorted(found, key=len))

    return _Search(key, turns, written)


# ── searching ──


def _place(turn: Turn) -> tuple[int, int]:
    name, value = turn
    return _ORDER[name], DOMAINS[name].index(value)


def _smallest(
    cell: Mapping[str, str], limits: tuple[Condition, ...]
) -> tuple[frozenset[Turn], ...]:
    """Every inclusion-minimal set of turns after which no limit holds.

    A limit that holds can only be broken by one of its own inputs, so branching over those finds
    every minimal set; what is not minimal is dropped afterwards.
    """
    found: set[frozenset[Turn]] = set()
    seen: set[frozenset[Turn]] = set()
    open_sets: list[frozenset[Turn]] = [frozenset()]
    while open_sets:
        turned = open_sets.pop()
        if turned in seen:
            continue
        seen.add(turned)
        now = {**cell, **dict(turned)}
        broken = next((when for when in limits if matches(when, now)), None)
        if broken is None:
            found.add(turned)
            continue
        fixed = {name for name, _ in turned}
        open_sets += [
            turned | {(name, value)}
            for name, admitted in broken
            if name not in fixed
            for value in DOMAINS[name]
            if value not in admitted
        ]
    ordered = sorted(found, key=lambda way: (len(way), sorted(map(_place, way))))
    kept: list[frozenset[Turn]] = []
    for way in ordered:
        if not any(smaller <= way for smaller in kept):
            kept.append(way)
    return tuple(way for way in kept if not _reaches_too_far(way, kept, cell))


def _reaches_too_far(
    way: frozenset[Turn], ways: Iterable[frozenset[Turn]], cell: Mapping[str, str]
) -> bool:
    """Whether a nearer value on some scale would have been enough."""
    for name, value in way:
        if name in ORDERED:
            scale = DOMAINS[name]
            here = scale.index(cell[name])
            far = abs(scale.index(value) - here)
            rest = way - {(name, value)}
            if any(
                rest | {(name, other)} in ways
                for other in scale
                if abs(scale.index(other) - here) < far
            ):
                return True
    return False


# ── writing ──


def _targets(
    turn: Turn, lists: Mapping[str, tuple[tuple[str, ...], Iterable[str]]], on: date
) -> list[To]:
    """What the fact would have to become; a list is written out whole, once per new item."""
    name, value = turn
    if name in lists:
        current, items = lists[name]
        if value == NO:
            return [tuple(each for each in current if each not in set(items))]
        return [(*map(str, current), str(item)) for item in items]
    if name == "avtal_upphort":
        return [None if value == NO else (on - timedelta(days=1)).isoformat()]
    return [value == YES] if DOMAINS[name] == NO_YES else [value]
