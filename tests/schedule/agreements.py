"""Agreements to plan for, and a generated space of them."""

from datetime import date
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.guidelines import Guideline, load, shipped
from avtalsuppfoljning.schedule import AgreementFacts, Binding, Pace, Reach, Roll
from avtalsuppfoljning.terms import Driftsform, Lagrum, Upphandlingsform
from avtalsuppfoljning.testing import strategies

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


def agreements() -> st.SearchStrategy[AgreementFacts]:
    """Also of years that no calendar knows, and of every operation that a plan names."""
    known: dict[str, Any] = {"operations": operations(), "documents": documents()}
    usual = strategies.agreements(**known)
    return usual | strategies.agreements(min_start=date.min, max_start=date.max, **known)


@st.composite
def invented(draw: st.DrawFn) -> Guideline:
    """A guideline with a plan that no municipality has: every pace, binding and roll."""
    model = load("exempelkoping")
    rows = []
    for index, recurrence in enumerate(
        draw(st.lists(strategies.recurrences(), min_size=1, max_size=6))
    ):
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
    start = draw(strategies.days())
    latest = min(date(2060, 12, 31), start.replace(year=start.year + years, day=1))
    return start, draw(st.dates(start, max(start, latest)))
