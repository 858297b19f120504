"""``avtal planlage``: how adopted plans stand – done, missing, waiting, too late to be of use."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import Snapshot, opened
from avtalsuppfoljning.cli.shell import command, format_option, per_option, register_option
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.plan import read_day_of_the_year, write_post
from avtalsuppfoljning.recorded import State
from avtalsuppfoljning.schedule import MonthDay
from avtalsuppfoljning.steering import Plan, Steering
from avtalsuppfoljning.terms import SteeringId, StreamId
from avtalsuppfoljning.views.cautions import (
    MONTHS_BEFORE_END,
    DeviatingDay,
    NearEnd,
    deviating_days,
    near_end,
)
from avtalsuppfoljning.views.coverage import Coverage
from avtalsuppfoljning.views.obligations import (
    ObligationRow,
    ObligationStatus,
    Shortfall,
    obligation_rows,
    shortfalls,
)
from avtalsuppfoljning.views.plan_coverage import coverage_of_plan

_LONGEST: Final = 120
"""Ten years before the end, everything is near it."""


class _Months(click.ParamType):  # type: ignore[type-arg]  # no argument in click 8.1
    name = "months"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if isinstance(value, int):
            return value
        if not (value.isascii() and value.isdecimal() and int(value) <= _LONGEST):
            self.fail(swedish.not_months(value), param, ctx)
        return int(value)


class _Wish(click.ParamType):  # type: ignore[type-arg]  # no argument in click 8.1
    name = "wish"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        what, equals, day = value.partition("=")
        if not (what and equals and day):
            self.fail(swedish.not_a_wish(value), param, ctx)
        return what, read_day_of_the_year(day, "--onskad")


@command(
    "planlage",
    per_option(),
    click.Option(["--onskad", "wishes"], type=_Wish(), multiple=True, metavar=swedish.WISHED,
                 help=swedish.WISHED_OPTION),
    click.Option(["--manader", "months"], type=_Months(), default=MONTHS_BEFORE_END,
                 metavar="N", help=swedish.MONTHS_OPTION),
    click.Option(["--poster", "is_whole"], is_flag=True, help=swedish.POSTS_OPTION),
    click.Option(["--excel", "workbook"], metavar=swedish.FILE, help=swedish.WORKBOOK_OPTION),
    register_option(),
    format_option(),
)  # fmt: skip
def planlage(
    *,
    per: date | None,
    wishes: Sequence[tuple[str, MonthDay]],
    months: int,
    is_whole: bool,
    workbook: str | None,
    register: str | None,
    form: str,
) -> None:
    """Show how the plans stand on a day."""
    with opened(register) as found:
        snapshot = Snapshot.of(found, per or today())
    states, day = snapshot.states, snapshot.day
    rows = obligation_rows(states, on=day)
    known = {*swedish.DUE, *(row.post.what for row in rows)}
    for what, _ in wishes:
        if what not in known:
            raise InputError(*swedish.unknown_thing(what, known), place="--onskad")
    short = shortfalls(states, on=day)
    near = near_end(states, on=day, months=months)
    deviating = deviating_days(states, dict(wishes), on=day)
    if workbook is not None:
        from avtalsuppfoljning.cli import frister_files  # noqa: PLC0415  slow to load

        frister_files.write_rows(rows, snapshot, Path(workbook))
    if form == "json":
        write_json(_data(snapshot, rows, short, near, deviating))
    else:
        page = Page()
        _write_plans(page, snapshot, rows)
        _write_findings(page, snapshot, short, near, deviating)
        if is_whole:
            _write_list(page, swedish.POSTS, list(map(_in_force, rows)))


def plans_of(states: Mapping[StreamId, State]) -> dict[tuple[str, str], Plan]:
    """Every plan, by the nämnd and its id."""
    return {
        (stream.partition(":")[2], name): plan
        for stream, state in states.items()
        if isinstance(state, Steering)
        for name, plan in state.plans.items()
    }


def _grid(snapshot: Snapshot, committee: str, plan: Plan) -> Coverage | None:
    """Of a plan that names operations; what it has for single agreements stands in its posts."""
    if not plan.areas:
        return None
    return coverage_of_plan(snapshot.states, SteeringId(committee), plan, on=snapshot.day)


# ── as JSON ──


def _data(
    snapshot: Snapshot,
    rows: Sequence[ObligationRow],
    short: Sequence[Shortfall],
    near: Sequence[NearEnd],
    deviating: Sequence[DeviatingDay],
) -> dict[str, Any]:
    return {
        "per": snapshot.day.isoformat(),
        "planer": [
            {
                "namnd": committee,
                "plan": name,
                "faststalld": plan.adopted.adopted_on.isoformat(),
                "dnr": plan.adopted.dnr,
                "revideringar": len(plan.revised),
                "lage": _counts(rows, name),
                "tackning": _coverage_data(_grid(snapshot, committee, plan)),
                "att_tolka": [
                    {
                        "id": row.id,
                        "vad": row.what,
                        "senast": row.when,
                        "verksamhet": row.operation,
                        "plats": row.place,
                        "tvekan": row.doubt,
                    }
                    for row in plan.as_written.values()
                ],
            }
            for (committee, name), plan in plans_of(snapshot.states).items()
        ],
        "poster": [
            {
                **write_post(row.post),
                "id": row.id,
                "post": row.post.id,
                "plan": row.kept.plan,
                "avtal": row.agreements[0] if row.agreements else None,
                "utforare": row.providers[0] if row.providers else None,
                "status": row.status.value,
                "genomfort": [day.isoformat() for day in row.done],
            }
            for row in rows
        ],
        "for_fa": [
            {
                "vad": each.what,
                "ar": each.year,
                "plan": each.plan,
                "avtal": list(each.agreements),
                "utforare": list(each.providers),
                "minst": each.wanted,
                "gjort": each.done,
                "saknas": list(each.missing),
            }
            for each in short
        ],
        "nara_slut": [
            {
                "avtal": each.agreement,
                "post": each.post or None,
                "strom": each.stream,
                "senast": each.due_on.isoformat(),
                "slut": each.ends_on.isoformat() if each.ends_on else None,
                "status": each.status.value,
            }
            for each in near
        ],
        "avvikande_dagar": [
            {
                "avtal": each.agreement,
                "vad": each.what,
                "egen": str(each.own) if each.own else None,
                "onskad": str(each.wished),
            }
            for each in deviating
        ],
    }


def _counts(rows: Sequence[ObligationRow], plan: str) -> dict[str, int]:
    found = Counter(row.status for row in rows if row.kept.plan == plan)
    return {status.value: found[status] for status in ObligationStatus}


def _coverage_data(found: Coverage | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "perioder": list(found.periods),
        "omraden": [
            {
                "omrade": area,
                "perioder": [
                    {
                        "period": cell.period,
                        "status": cell.status.value,
                        "planerade": cell.planned,
                        "klara": cell.done,
                    }
                    for cell in found.of(area)
                ],
            }
            for area in found.areas
        ],
        "utan_uppfoljning": list(found.never),
        "okanda": sorted({each.area for each in found.unknown}),
    }


# ── as text ──


def _write_plans(page: Page, snapshot: Snapshot, rows: Sequence[ObligationRow]) -> None:
    plans = plans_of(snapshot.states)
    page.heading(swedish.heading_standing(snapshot.day))
    for (committee, name), plan in plans.items():
        adopted = plan.adopted
        page.item(
            swedish.standing_plan(
                name, committee, adopted.adopted_on, adopted.dnr, len(plan.revised)
            )
        )
        counts = [swedish.counted_posts(s, n) for s, n in _counts(rows, name).items() if n]
        page.item(", ".join(counts) or swedish.NOTHING, indent=4)
    if not plans:
        page.item(swedish.NO_PLAN)
    for (committee, _), plan in plans.items():
        grid = _grid(snapshot, committee, plan)
        if grid is not None:
            _write_grid(page, grid)


def _write_findings(
    page: Page,
    snapshot: Snapshot,
    short: Sequence[Shortfall],
    near: Sequence[NearEnd],
    deviating: Sequence[DeviatingDay],
) -> None:
    _write_list(page, swedish.SHORTFALLS, [_short(each, snapshot) for each in short])
    _write_list(
        page,
        swedish.CAUTIONS,
        [swedish.caution(e.status, e.agreement, e.due_on, e.ends_on) for e in near],
    )
    _write_list(
        page,
        swedish.DEVIATING,
        [
            swedish.deviates(e.agreement, e.what, str(e.own) if e.own else None, str(e.wished))
            for e in deviating
        ],
    )
    _write_list(
        page,
        swedish.WAITING,
        [
            swedish.waiting_row(r.id, (r.what, r.when), r.operation, r.doubt, r.place)
            for plan in plans_of(snapshot.states).values()
            for r in plan.as_written.values()
        ],
    )


def _write_list(page: Page, heading: str, lines: Sequence[str]) -> None:
    if lines:
        page.heading(heading)
    for line in lines:
        page.item(line)


def _write_grid(page: Page, grid: Coverage) -> None:
    page.heading(swedish.COVERAGE)
    rows = (
        (
            swedish.operation_named(area),
            *(swedish.word(swedish.COVERAGE_STATUS, cell.status) for cell in grid.of(area)),
        )
        for area in grid.areas
    )
    page.columns(("", *grid.periods), rows)
    _write_list(page, swedish.NEVER, list(map(swedish.operation_named, grid.never)))
    _write_list(page, swedish.STRANGERS, sorted({each.area for each in grid.unknown}))


def _in_force(row: ObligationRow) -> str:
    post = row.post
    return swedish.post_in_force(
        post.id,
        row.agreements[0] if row.agreements else swedish.in_plan(row.kept.plan),
        row.status,
        post.what,
        post.about.text,
        due_on=swedish.day_of_post(post.due_on, post.precision),
        done_on=row.done_on,
    )


def _short(each: Shortfall, snapshot: Snapshot) -> str:
    whose = ", ".join([*map(snapshot.provider_name, each.providers), swedish.in_plan(each.plan)])
    return swedish.fell_short(
        each.what, each.year, whose, wanted=each.wanted, done=each.done, missing=each.missing
    )
