"""``avtal planpost``: what somebody says of one thing that is planned."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from avtalsuppfoljning import agreement as agreements, steering, swedish
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.plan import committee_of
from avtalsuppfoljning.cli.reading import Snapshot, opened
from avtalsuppfoljning.cli.shell import (
    Day,
    Group,
    Said,
    command,
    format_option,
    refuse_beside,
    register_option,
)
from avtalsuppfoljning.exchange.plans import thing_named
from avtalsuppfoljning.planned import PlannedPost, WrittenRow, period_named
from avtalsuppfoljning.recorded import agreement_stream, steering_stream
from avtalsuppfoljning.recording import Receipt
from avtalsuppfoljning.schedule import Binding, Precision, Roll
from avtalsuppfoljning.schedule.calendar import end_of_month
from avtalsuppfoljning.terms import AgreementId, StreamId

ACTOR = "avtal planpost"


class _Precision(click.ParamType):  # type: ignore[type-arg]  # no argument in click 8.1
    name = "precision"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        found = next((each for each in Precision if each.value == value), None)
        return found or self.fail(swedish.not_a_precision(value), param, ctx)


planpost = Group(
    "planpost",
    {
        "genomford": "planpost:genomford",
        "undanta": "planpost:undanta",
        "tolka": "planpost:tolka",
    },
)


def _where() -> tuple[click.Parameter, ...]:
    return (
        click.Argument(["post"], metavar=swedish.ID),
        click.Option(["--avtal", "agreement"], metavar=swedish.ID,
                     help=swedish.OF_AGREEMENT_OPTION),
        *_of_plan(),
    )  # fmt: skip


def _of_plan(*, is_needed: bool = False) -> tuple[click.Parameter, ...]:
    return (
        click.Option(["--plan", "plan"], metavar=swedish.ID, required=is_needed,
                     help=swedish.OF_PLAN_OPTION),
        click.Option(["--namnd", "committee"], metavar=swedish.ID, help=swedish.COMMITTEE_OPTION),
        register_option(),
        click.Option(["--av", "actor"], metavar=swedish.NAME, default=ACTOR,
                     help=swedish.RECORDER_OPTION),
        format_option(),
    )  # fmt: skip


def _person(text: str) -> tuple[click.Parameter, ...]:
    return (
        click.Option(["--skal", "reason"], type=Said(), required=True, metavar="TEXT",
                     help=swedish.POST_REASON),
        click.Option(["--person", "person"], type=Said(), required=True, metavar=swedish.NAME,
                     help=swedish.POST_PERSON),
        click.Option(["--dag", "on"], type=Day(), metavar=swedish.DAY, help=text),
    )  # fmt: skip


@command(
    "genomford",
    *_where(),
    click.Option(["--dag", "on"], type=Day(), required=True, metavar=swedish.DAY,
                 help=swedish.DONE_ON_OPTION),
    click.Option(["--dnr"], type=Said(), required=True, metavar="DNR", help=swedish.DNR_OPTION),
    group="planpost",
)  # fmt: skip
def genomford(*, on: date, dnr: str, form: str, **where: Any) -> None:
    """Record that something planned has been done."""
    facts = {"fulfilled_on": _until_today(on), "dnr": dnr}
    receipt = _record(where, agreements.fulfil_obligation, steering.fulfil_plan_post, facts)
    _tell(receipt, swedish.POST_FULFILLED, form)


@command(
    "undanta",
    *_where(),
    *_person(swedish.EXCUSED_ON_OPTION),
    click.Option(["--roll", "role"], type=Said(), required=True, metavar="ROLL",
                 help=swedish.PERSON_ROLE_OPTION),
    click.Option(["--dnr"], type=Said(), required=True, metavar="DNR", help=swedish.DNR_OPTION),
    group="planpost",
)  # fmt: skip
def undanta(
    *, reason: str, person: str, role: str, dnr: str, on: date | None, form: str, **where: Any
) -> None:
    """Record that somebody let something planned go."""
    facts = {
        "reason": reason,
        "person": person,
        "role": role,
        "dnr": dnr,
        "excused_on": _until_today(on),
    }
    receipt = _record(where, agreements.excuse_obligation, steering.excuse_plan_post, facts)
    _tell(receipt, swedish.POST_EXCUSED, form)


@command(
    "tolka",
    click.Argument(["row"], metavar=swedish.ID),
    click.Option(["--senast", "due_on"], type=Day(), required=True, metavar=swedish.DAY,
                 help=swedish.DUE_ON_OPTION),
    click.Option(["--precision"], type=_Precision(), default=Precision.DAG.value,
                 metavar="dag|manad|ar", help=swedish.PRECISION_OPTION),
    click.Option(["--vad", "what"], metavar="VAD", help=swedish.WHAT_OPTION),
    *_person(swedish.EXCUSED_ON_OPTION),
    *_of_plan(is_needed=True),
    group="planpost",
)  # fmt: skip
def tolka(
    *,
    row: str,
    due_on: date,
    precision: Precision,
    what: str | None,
    reason: str,
    person: str,
    on: date | None,
    plan: str,
    committee: str | None,
    register: str | None,
    actor: str,
    form: str,
) -> None:
    """Record what a named person reads a row as."""
    _check_last_day(due_on, precision)
    with opened(register) as found:
        states = Snapshot.of(found, today()).states
        stream = steering_stream(committee_of(states, committee))
        state = states.get(stream, steering.Steering())
        assert isinstance(state, steering.Steering)
        kept = state.plans.get(plan)
        written = kept.as_written.get(row) if kept else None
        if kept is None or written is None:
            raise click.ClickException(swedish.no_such_row(row))
        post = _read(written, what, due_on, precision, kept.adopted.dnr)
        receipt = found.record(
            stream,
            steering.interpret_plan_row,
            actor=actor,
            plan=plan,
            row=row,
            post=post,
            reason=reason,
            person=person,
            interpreted_on=_until_today(on),
        )
    _tell(receipt, swedish.ROW_READ, form)


# ── helpers ──


def _until_today(on: date | None) -> date:
    """What is said of a post has happened already."""
    if on is not None and on > today():
        raise click.ClickException(swedish.DAY_AHEAD)
    return on or today()


def _check_last_day(due_on: date, precision: Precision) -> None:
    """What is known to its month or year is due on the last day of it, and on no other."""
    months = {Precision.DAG: None, Precision.MÅNAD: due_on.month, Precision.ÅR: 12}
    month = months[precision]
    if month is not None and due_on != (last := end_of_month(due_on.year, month)):
        raise click.ClickException(swedish.not_the_last_day(due_on, last, precision))


def _read(
    row: WrittenRow, what: str | None, due_on: date, precision: Precision, document: str
) -> PlannedPost:
    """The post that a row becomes: the day is the person's, the rest the row's own."""
    thing, kind, obligor = thing_named(what or row.what, row.obligor)
    if thing is None or kind is None or obligor is None:
        raise click.ClickException(swedish.what_must_be_said(("fordjupad", "egenkontroll")))
    known = {Precision.ÅR: 4, Precision.MÅNAD: 7}
    return PlannedPost(
        id=row.id,
        what=thing,
        kind=kind,
        about=period_named(due_on.isoformat()[: known.get(precision, 4)]),
        due_on=due_on,
        precision=precision,
        obligor=obligor,
        binding=Binding.STYRDOKUMENT,
        roll=Roll.INGEN,
        citations=(Citation(document=document, section=row.place, is_interpretation=True),),
        operations=(row.operation,) if row.operation else (),
        agreement=row.agreement,
    )


def _record(
    where: dict[str, Any],
    of_agreement: Callable[..., Any],
    of_plan: Callable[..., Any],
    facts: dict[str, Any],
) -> Receipt:
    """Let the agreement decide, or the plan of the nämnd."""
    agreement, plan, post = where["agreement"], where["plan"], where["post"]
    if (agreement is None) is (plan is None):
        raise click.ClickException(swedish.AGREEMENT_OR_PLAN)
    with opened(where["register"]) as found:
        stream: StreamId
        if agreement is not None:
            refuse_beside("--avtal", "committee")
            stream, decide = agreement_stream(AgreementId(agreement)), of_agreement
            facts = {"obligation": post, **facts}
        else:
            states = Snapshot.of(found, today()).states
            stream = steering_stream(committee_of(states, where["committee"]))
            decide = of_plan
            facts = {"plan": plan, "post": post, **facts}
        return found.record(stream, decide, actor=where["actor"], **facts)


def _tell(receipt: Receipt, text: str, form: str) -> None:
    is_new = bool(receipt.events)
    if form == "json":
        write_json({"nya_handelser": len(receipt.events)})
    else:
        Page().item(swedish.recorded_now(text, is_new=is_new), indent=0)
