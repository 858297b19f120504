"""Agreements to plan for, and a generated space of them."""

from datetime import date
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.guidelines import Guideline, load, shipped
from avtalsuppfoljning.schedule import (
    AgreementFacts,
    Binding,
    LastDone,
    MonthDay,
    OwnDay,
    Pace,
    Reach,
    Recurrence,
    Roll,
)
from avtalsuppfoljning.schedule.calendar import length_of_month
from avtalsuppfoljning.terms import Driftsform, Lagrum, Upphandlingsform

GUIDELINES: Final = tuple(load(*each) for each in shipped())

HEMTJÄNST: Final = AgreementFacts(
    driftsform=Driftsform.PRIVAT_REGI,
    upphandlingsform=Upphandlingsform.LOV,
    starts_on=date(2018, 2, 1),
    laws=(Lagrum.SOL, Lagrum.HSL),
)
"""A private provider of home care under LOV, since 2018, tills vidare."""


def like(agreement: AgreementFacts, **changes: Any) -> AgreementFacts:
    return replace(agreement, **changes)


def operations() -> tuple[str, ...]:
    named = {
        each for guideline in GUIDELINES for row in guideline.obligations for each in row.operations
    }
    return ("hemtjanst", "korttidsboende", *sorted(named - {"hemtjanst"}))


def documents() -> tuple[str, ...]:
    return tuple(sorted({row.what for each in GUIDELINES for row in each.obligations}))


days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@st.composite
def days_in_a_year(draw: st.DrawFn) -> MonthDay:
    month = draw(st.integers(1, 12))
    day = st.none() | st.integers(1, length_of_month(2024, month))
    return MonthDay(month=month, day=draw(day))


@st.composite
def agreements(draw: st.DrawFn) -> AgreementFacts:
    """Half of them are agreements that every plan covers, the others anything at all."""
    starts_on = draw(st.dates() | days)
    own = draw(st.dictionaries(st.sampled_from(documents()), days_in_a_year(), max_size=3))
    done = draw(st.dictionaries(st.sampled_from(documents()), st.dates() | days, max_size=3))
    told: dict[str, Any] = {
        "own_days": tuple(OwnDay(what=what, by=by) for what, by in own.items()),
        "last_done": tuple(LastDone(what=what, on=on) for what, on in done.items()),
        "kkik_years": tuple(draw(st.sets(st.integers(2000, 2060), max_size=8))),
    }
    if draw(st.booleans()):
        early = draw(st.dates(date(1985, 1, 1), date(2010, 12, 31)))
        return like(HEMTJÄNST, starts_on=early, **told)
    return AgreementFacts(
        driftsform=draw(st.sampled_from(Driftsform)),
        upphandlingsform=draw(st.sampled_from(Upphandlingsform)),
        starts_on=starts_on,
        ends_on=draw(st.none() | st.dates(starts_on)),
        operation=draw(st.sampled_from(operations())),
        laws=tuple(draw(st.sets(st.sampled_from(Lagrum)))),
        only_individavtal=draw(st.booleans()),
        **told,
    )


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    """Of every pace, as a file may have it."""
    match draw(st.sampled_from(Pace)):
        case Pace.ÅRLIGEN:
            every = draw(st.integers(1, 5))
            from_year = draw(st.none() | st.integers(1990, 2060))
            wanted = draw(st.lists(days_in_a_year(), max_size=3))
            by = {(each.month, each.day or 0): each for each in wanted}
            return Recurrence(
                pace=Pace.ÅRLIGEN,
                by=tuple(by[each] for each in sorted(by)),
                every=every,
                from_year=from_year,
                from_start=from_year is None and (every > 1 or draw(st.booleans())),
            )
        case Pace.BESTÄMDA:
            found = draw(st.sets(days, min_size=1, max_size=5))
            return Recurrence(
                pace=Pace.BESTÄMDA,
                occasions=tuple((each.year, each.month, each.day) for each in sorted(found)),
            )
        case pace:
            return Recurrence(pace=pace, months=draw(st.integers(1, 60)))


@st.composite
def invented(draw: st.DrawFn) -> Guideline:
    """A guideline with a plan that no municipality has: every pace, binding and roll."""
    model = load("exempelkoping")
    rows = []
    for index, recurrence in enumerate(draw(st.lists(recurrences(), min_size=1, max_size=6))):
        offset = recurrence.pace in {Pace.ÅRLIGEN, Pace.AVTALETS_DAG}
        rows.append(
            attrs.evolve(
                model.obligations[0],
                id=f"punkt-{index}",
                what=draw(st.sampled_from(documents())),
                binding=Binding.LAG,
                roll=draw(st.sampled_from(Roll)),
                reach=Reach.AVTAL,
                when=(),
                recurrence=recurrence,
                year_offset=draw(st.integers(-1, 1)) if offset else 0,
            )
        )
    return attrs.evolve(model, obligations=tuple(rows))


@st.composite
def periods(draw: st.DrawFn, years: int = 6) -> tuple[date, date]:
    start = draw(days)
    latest = min(date(2060, 12, 31), start.replace(year=start.year + years, day=1))
    return start, draw(st.dates(start, max(start, latest)))
