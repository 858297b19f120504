"""Hypothesis strategies for what the schedule reads and answers: agreements, rules and plans.

All of them are in `strategies`, beside the others.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from avtalsuppfoljning.guidelines import Guideline, load, shipped
from avtalsuppfoljning.guidelines.obligations import LAST_DAY, MonthDay, Pace, Recurrence
from avtalsuppfoljning.schedule import AgreementFacts, LastDone, OwnDay, Plan, plan
from avtalsuppfoljning.terms import Driftsform, Lagrum, Upphandlingsform

FIRST: Final = date(1990, 1, 1)
LAST: Final = date(2060, 12, 31)


def days(*, min_value: date = FIRST, max_value: date = LAST) -> st.SearchStrategy[date]:
    """Civil days."""
    return st.dates(min_value, max_value)


def days_of_the_year() -> st.SearchStrategy[MonthDay]:
    """Days or months of any year, 29 February among them."""

    def of_month(month: int) -> st.SearchStrategy[MonthDay]:
        days = st.none() | st.integers(1, LAST_DAY[month - 1])
        return st.builds(MonthDay, month=st.just(month), day=days)

    return st.integers(1, len(LAST_DAY)).flatmap(of_month)


DOCUMENTS: Final = (
    "kompetensutvecklingsplan", "kvalitetskrav", "patientsakerhetsberattelse",
    "verksamhetsberattelse", "verksamhetsplan",
)  # fmt: skip
"""What an agreement can have a day of its own for, or a follow-up can have been about."""


@st.composite
def agreements(
    draw: st.DrawFn,
    *,
    min_start: date = FIRST,
    max_start: date = LAST,
    operations: Sequence[str] = ("hemtjanst", "korttidsboende", "dagverksamhet"),
    documents: Sequence[str] = DOCUMENTS,
) -> AgreementFacts:
    """What a plan reads of an agreement; half of them are private home care under LOV."""
    named = st.sampled_from(documents)
    own = draw(st.dictionaries(named, days_of_the_year(), max_size=3))
    done = draw(st.dictionaries(named, st.dates() | days(), max_size=3))
    starts_on = draw(days(min_value=min_start, max_value=max_start))
    told: dict[str, Any] = {
        "starts_on": starts_on,
        "ends_on": draw(st.none() | st.dates(starts_on)),
        "own_days": tuple(OwnDay(what=what, by=by) for what, by in own.items()),
        "last_done": tuple(LastDone(what=what, on=on) for what, on in done.items()),
        "kkik_years": tuple(sorted(draw(st.sets(st.integers(FIRST.year, LAST.year), max_size=8)))),
    }
    if draw(st.booleans()):
        return AgreementFacts(
            driftsform=Driftsform.PRIVAT_REGI,
            upphandlingsform=Upphandlingsform.LOV,
            laws=(Lagrum.SOL, Lagrum.HSL),
            **told,
        )
    return AgreementFacts(
        driftsform=draw(st.sampled_from(Driftsform)),
        upphandlingsform=draw(st.sampled_from(Upphandlingsform)),
        operation=draw(st.sampled_from(operations)),
        laws=tuple(draw(st.sets(st.sampled_from(Lagrum)))),
        only_individavtal=draw(st.booleans()),
        **told,
    )


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    """Of every pace, as a guideline file may have it."""
    match draw(st.sampled_from(Pace)):
        case Pace.ÅRLIGEN:
            every = draw(st.integers(1, 5))
            from_year = draw(st.none() | st.integers(FIRST.year, LAST.year))
            wanted = draw(st.lists(days_of_the_year(), max_size=3))
            by = {(each.month, each.day or 0): each for each in wanted}
            return Recurrence(
                pace=Pace.ÅRLIGEN,
                by=tuple(by[each] for each in sorted(by)),
                every=every,
                from_year=from_year,
                from_start=from_year is None and (every > 1 or draw(st.booleans())),
            )
        case Pace.BESTÄMDA:
            found = draw(st.sets(days(), min_size=1, max_size=5))
            listed = tuple((each.year, each.month, each.day) for each in sorted(found))
            return Recurrence(pace=Pace.BESTÄMDA, occasions=listed)
        case Pace.RULLANDE | Pace.EFTER_START as pace:
            return Recurrence(pace=pace, months=draw(st.integers(1, 60)))
        case pace:
            return Recurrence(pace=pace)


@st.composite
def plans(
    draw: st.DrawFn,
    *,
    guideline: Guideline | None = None,
    agreement: AgreementFacts | None = None,
    max_days: int = 1200,
) -> Plan:
    """True plans: of a shipped guideline, or the one given, for an agreement in a period."""
    start = draw(days())
    end = draw(st.dates(start, min(LAST, start + timedelta(max_days))))
    chosen = guideline or load(*draw(st.sampled_from(shipped())))
    return plan(chosen, agreement or draw(agreements()), start=start, end=end)
