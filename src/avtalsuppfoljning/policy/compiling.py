"""A guideline made ready for look-ups.

A question (may this be done? how grave is it? what must be done?) reads some of the conditions.
A mask picks them out of those that hold, and what is left is the key to the answer, which is
worked out once. Facts that nobody has met before cost a few look-ups too. Nothing here depends on
which municipality's guideline it is.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache, reduce
from itertools import count
from operator import or_
from typing import Any, Final, Generic, NamedTuple, TypeVar

import attrs

from avtalsuppfoljning.guidelines.declared import FORMS
from avtalsuppfoljning.guidelines.fingerprint import fingerprint
from avtalsuppfoljning.guidelines.inputs import UNSET, YES
from avtalsuppfoljning.guidelines.model import (
    NOT_MINOR,
    Condition,
    Guideline,
    LimitKind,
    Measure,
)
from avtalsuppfoljning.policy.answers import (
    Caution,
    Duty,
    GuidelineRef,
    Permitted,
    Recommendation,
    Refused,
    SideEffect,
)
from avtalsuppfoljning.policy.holding import FORM, HIGHEST, REMEMBERED, Conditions, Parts
from avtalsuppfoljning.policy.placing import Place, Steps, Verdict, once, weighed
from avtalsuppfoljning.terms import MeasureId, Money, Resultat

T = TypeVar("T")

MOST_CONDITIONS: Final = 13
"""How many conditions are asked at a time: what is remembered of them stays small."""

CODE_BITS: Final = 40
"""The room for each measure's codes, beside those of the others: no process uses it up."""

PRECEDENCE: Final = (LimitKind.OUTSIDE, LimitKind.BARRED, LimitKind.SILENT, LimitKind.WAITING)


class Worked(dict[Any, T]):
    """A function that remembers what it has worked out."""

    def __init__(self, answer: Callable[[Any], T]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, key: Any) -> T:
        """Work it out."""
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[key] = self._answer(key)
        return found


class Question(NamedTuple, Generic[T]):
    """The conditions that a question reads, and its answers by those of them that hold."""

    mask: int
    answers: Worked[T]


@attrs.frozen(eq=False)
class Beside:
    """What holds beside the measures."""

    duties: tuple[Duty, ...]
    side_effects: tuple[SideEffect, ...]
    cautions: tuple[Caution, ...]
    trace: tuple[str, ...]
    """The ids of the duties."""


@attrs.frozen(eq=False)
class Verdicts:
    """Some neighbouring measures, each tried against every limit that refuses it."""

    each: tuple[Verdict, ...]
    permitted: tuple[Permitted, ...]
    refused: tuple[Refused, ...]


@attrs.frozen(eq=False)
class Compiled:
    """A guideline as look-ups. Make it with `compile_guideline`."""

    guideline: Guideline
    ref: GuidelineRef
    ladder: tuple[MeasureId, ...]
    steps: Steps
    parts: Parts
    measures: tuple[Question[Verdicts], ...]
    """In groups; those beside the ladder last."""
    limits: tuple[Question[tuple[str, ...]], ...]
    """The ids of the limits that hold, some at a time."""
    more_than_minor: int
    """The limits that say what is; 0 where the guideline leaves it to the grade."""
    place: Question[Place]
    recommended: dict[tuple[str, int], Recommendation]
    """By what counts of the place, and of the measures from there up to the one chosen."""
    beside: Question[Beside]


@lru_cache(maxsize=64)
def compile_guideline(guideline: Guideline) -> Compiled:
    """The guideline as look-ups; remembered."""
    conditions = Conditions(guideline)
    steps = Steps(guideline)
    asked = [_measure(guideline, rung, conditions) for rung in range(len(guideline.measures))]
    more = [limit for limit in guideline.limits if limit.reason == NOT_MINOR]
    more_than_minor, _ = _holding(conditions, more, lambda limit: limit.when)
    place = _place(guideline, steps, conditions)
    beside = _beside(guideline, conditions)
    limits = _limits(guideline, conditions)
    return Compiled(
        guideline=guideline,
        ref=GuidelineRef(
            id=guideline.id,
            version=guideline.version,
            document=guideline.document,
            fingerprint=fingerprint(guideline),
        ),
        ladder=guideline.ladder,
        steps=steps,
        parts=conditions.parts(),
        measures=tuple(
            _verdicts([asked[rung] for rung in group])
            for group in _grouped([each.mask for each in asked])
        ),
        limits=limits,
        more_than_minor=more_than_minor,
        place=place,
        recommended={},
        beside=beside,
    )


Held = Callable[[int], tuple[T, ...]]


def _holding(
    conditions: Conditions, rows: Sequence[T], when: Callable[[T], Condition], rung: int = 0
) -> tuple[int, Held[T]]:
    """The mask of some rows, and which of them hold."""
    bits = [conditions.add(when(row), rung) for row in rows]
    return _joined(bits), lambda held: tuple(
        row for row, bit in zip(rows, bits, strict=True) if held & bit
    )


def _joined(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


def _grouped(masks: Sequence[int]) -> list[tuple[int, ...]]:
    """Neighbours that can be asked as one, because there are few conditions in all."""
    groups: list[tuple[int, ...]] = []
    for at, mask in enumerate(masks):
        last = groups[-1] if groups else ()
        if last and (mask | _joined(masks[i] for i in last)).bit_count() <= MOST_CONDITIONS:
            groups[-1] = (*last, at)
        else:
            groups.append((at,))
    return groups


# ── measures ──


class _Measure(NamedTuple):
    mask: int
    verdict: Callable[[int], Verdict]
    permitted: Callable[[int], Permitted]


def _measure(guideline: Guideline, rung: int, conditions: Conditions) -> _Measure:
    refusing, verdict = _verdict(guideline, rung, conditions)
    forming, permitted = _permitted(guideline, guideline.measures[rung], conditions)
    return _Measure(refusing | forming, verdict, permitted)


def _verdicts(measures: Sequence[_Measure]) -> Question[Verdicts]:
    """Some measures, asked as one."""

    def verdicts(held: int) -> Verdicts:
        found = tuple(each.verdict(held) for each in measures)
        pairs = list(zip(measures, found, strict=True))
        return Verdicts(
            found,
            tuple(each.permitted(held) for each, verdict in pairs if verdict.refused is None),
            tuple(verdict.refused for verdict in found if verdict.refused is not None),
        )

    return Question(_joined(each.mask for each in measures), Worked(verdicts))


def _verdict(
    guideline: Guideline, rung: int, conditions: Conditions
) -> tuple[int, Callable[[int], Verdict]]:
    measure = guideline.measures[rung].id
    limits = [limit for limit in guideline.limits if measure in limit.refuses]
    mask, holding = _holding(conditions, limits, lambda limit: limit.when, rung)
    numbers = count(1)
    codes: Worked[int] = Worked(lambda _: next(numbers) << CODE_BITS * rung)

    def verdict(held: int) -> Verdict:
        found = holding(held)
        if not found:
            return Verdict()
        kinds = {limit.kind for limit in found}
        refused = Refused(
            measure=measure,
            reasons=once(limit.reason for limit in found),
            citations=once(limit.citation for limit in found),
        )
        kind = next(kind for kind in PRECEDENCE if kind in kinds)
        weighing = weighed(kind, found)
        code = codes[kind, once(limit.citation for limit in weighing)]
        return Verdict(kind, weighing, refused, code)

    return mask, verdict


def _permitted(
    guideline: Guideline, measure: Measure, conditions: Conditions
) -> tuple[int, Callable[[int], Permitted]]:
    """The measure as it is permitted, in the forms and channels that are regulated."""
    possible = FORMS.get(measure.effect, ()) if measure.forms is None else ()
    mask, regulated = _holding(conditions, possible, lambda form: ((f"{FORM}.{form}", (YES,)),))
    roles = guideline.roles
    tariffs = [each for each in guideline.tariffs if each.measure == measure.id]
    caps = [each.cap for each in tariffs if each.cap is not None]
    most = Money(amount=sum(caps[1:], caps[0])) if caps and len(caps) == len(tariffs) else None

    @cache
    def permitted(forms: tuple[str, ...]) -> Permitted:
        return Permitted(
            measure=measure.id,
            effect=measure.effect,
            is_sanction=measure.is_sanction,
            forms=forms,
            citations=(measure.citation,),
            decided_by=roles[roles.index(measure.decided_by) :] if measure.decided_by else (),
            most=most,
        )

    return mask, lambda held: permitted(measure.forms or regulated(held))


def _limits(guideline: Guideline, conditions: Conditions) -> tuple[Question[tuple[str, ...]], ...]:
    """Every limit that holds for any of the measures that it refuses."""
    of = {each.id: rung for rung, each in enumerate(guideline.measures)}
    masks = [
        _joined(conditions.add(limit.when, of[measure]) for measure in limit.refuses)
        for limit in guideline.limits
    ]

    def asked(some: tuple[int, ...]) -> Question[tuple[str, ...]]:
        named = [(guideline.limits[at].id, masks[at]) for at in some]
        return Question(
            _joined(mask for _, mask in named),
            Worked(lambda held: tuple(id_ for id_, mask in named if held & mask)),
        )

    return tuple(map(asked, _grouped(masks)))


# ── how grave it is, and where it stands ──


def _place(guideline: Guideline, steps: Steps, conditions: Conditions) -> Question[Place]:
    def says(name: str, value: str) -> int:
        return conditions.add(((name, (value,)),))

    grades, graded = _holding(conditions, guideline.grade.rows, lambda row: row.when)
    levels, levelled = _holding(conditions, guideline.level.rows, lambda row: row.when)
    rungs, reached = _holding(conditions, guideline.ladder, lambda rung: ((HIGHEST, (rung,)),))
    repeated = says("upprepad", YES)
    unfollowed = says("resultat", Resultat.EJ_UPPFÖLJD)
    unset = says("rattelsefrist", UNSET) if "rattelsefrist" in guideline.reads else 0

    def place(held: int) -> Place:
        (grade,), (level,) = graded(held), levelled(held)
        return steps.place(
            grade,
            level,
            next(iter(reached(held)), None),
            is_repeated=bool(held & repeated),
            is_unfollowed=bool(held & unfollowed),
            lacks_cure_time=bool(held & unset),
        )

    masks = (grades, levels, rungs, repeated, unfollowed, unset)
    return Question(_joined(masks), Worked(place))


# ── what holds beside the measures ──


def _beside(guideline: Guideline, conditions: Conditions) -> Question[Beside]:
    duties, owed = _holding(conditions, guideline.duties, lambda row: row.when)
    effects, following = _holding(conditions, guideline.side_effects, lambda row: row.when)
    cautions, cautioning = _holding(conditions, guideline.deviations, lambda row: row.when)

    def beside(held: int) -> Beside:
        return Beside(
            duties=tuple(
                Duty(
                    duty=row.id,
                    obligor=row.obligor,
                    citations=(row.citation,),
                    meaning=row.meaning,
                )
                for row in owed(held)
            ),
            side_effects=tuple(
                SideEffect(id=row.id, closes=row.closes, citations=(row.citation,))
                for row in following(held)
            ),
            cautions=tuple(
                Caution(
                    measure=measure,
                    code=row.code,
                    meaning=row.meaning,
                    citations=(row.citation,),
                )
                for row in cautioning(held)
                for measure in row.measures
            ),
            trace=tuple(row.id for row in owed(held)),
        )

    return Question(duties | effects | cautions, Worked(beside))
