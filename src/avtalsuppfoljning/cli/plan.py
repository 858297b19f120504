"""``avtal plan``: what is to be done in a period, for one agreement or for a whole register."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.agreement import Agreement, ObligationsEstablished
from avtalsuppfoljning.cli import answers
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import Snapshot, opened
from avtalsuppfoljning.cli.shell import (
    Day,
    Said,
    command,
    format_option,
    is_named,
    refuse_beside,
    refuse_without,
    register_option,
)
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.plan import (
    read_agreement,
    why,
    write_plan,
    write_post,
    write_unused,
)
from avtalsuppfoljning.guidelines import Guideline, load, parse, shipped
from avtalsuppfoljning.recorded import steering_stream
from avtalsuppfoljning.recording import Receipt, Register
from avtalsuppfoljning.schedule import Pace, Plan, Post, Reach, plan as plan_of
from avtalsuppfoljning.steering import (
    Steering,
    UppföljningsplanAdopted,
    UppföljningsplanRevised,
)
from avtalsuppfoljning.strict import MAX_BYTES, read_json
from avtalsuppfoljning.terms import SteeringId
from avtalsuppfoljning.views.planning import (
    Adoption,
    RegisterPlan,
    Step,
    Unit,
    adoption,
    plan_of_register,
)

ACTOR = "avtal plan"


def decision_options() -> tuple[click.Option, ...]:
    """What the decision to let a plan come into force needs."""
    return (
        click.Option(["--faststall", "name"], metavar=swedish.ID, help=swedish.ADOPT_OPTION),
        click.Option(["--dnr"], type=Said(), metavar="DNR", help=swedish.DNR_OPTION),
        click.Option(["--beslutat-av", "decided_by"], type=Said(), metavar=swedish.NAME,
                     help=swedish.PLAN_DECIDED_BY),
        click.Option(["--beslutat", "decided_on"], type=Day(), metavar=swedish.DAY,
                     help=swedish.PLAN_DECIDED_ON),
        click.Option(["--skal", "reason"], type=Said(), metavar="TEXT", help=swedish.PLAN_REASON),
    )  # fmt: skip


@command(
    "plan",
    click.Option(["--regelverk", "id"], metavar=swedish.ID, help=swedish.PLAN_GUIDELINE_OPTION),
    click.Option(["--fran", "start"], type=Day(), metavar=swedish.DAY,
                 required=True, help=swedish.START_OPTION),
    click.Option(["--till", "end"], type=Day(), metavar=swedish.DAY,
                 required=True, help=swedish.END_OPTION),
    click.Option(["--avtal", "agreement"], metavar=swedish.AGREEMENT_FILE,
                 help=swedish.AGREEMENT_OPTION),
    click.Option(["--med-foreslaget", "with_proposed"], is_flag=True,
                 help=swedish.PROPOSED_OPTION),
    register_option(),
    click.Option(["--namnd", "committee"], metavar=swedish.ID, help=swedish.COMMITTEE_OPTION),
    *decision_options(),
    click.Option(["--av", "actor"], metavar=swedish.NAME, default=ACTOR,
                 help=swedish.RECORDER_OPTION),
    format_option(),
)  # fmt: skip
def plan(
    *,
    id: str | None,  # noqa: A002  its name in the domain
    start: date,
    end: date,
    agreement: str | None,
    with_proposed: bool,
    register: str | None,
    committee: str | None,
    actor: str,
    form: str,
    **decided: Any,
) -> None:
    """Compute a plan, show it, and let it come into force if that has been decided."""
    decision = decision_of(**decided)
    if agreement is not None:
        if decision is not None or is_named("register") or committee is not None:
            raise click.ClickException(swedish.ONE_SOURCE_OF_PLAN)
        refuse_beside("--avtal", "keys")
        _answer_for_one(agreement, _shipped(id), start, end, form, with_proposed=with_proposed)
        return
    if not register:
        raise click.ClickException(swedish.ONE_SOURCE_OF_PLAN)
    with opened(register) as known:
        day = today() if decision is None else decision.on
        states = Snapshot.of(known, today())
        nämnd = committee_of(states.states, committee)
        guideline = _adopted(states.states, nämnd, start) if id is None else _shipped(id)
        if not guideline.obligations:
            raise click.ClickException(swedish.no_schedule(guideline.document))
        found = plan_of_register(
            states.states,
            guideline,
            nämnd,
            start=start,
            end=end,
            on=day,
            with_proposed=with_proposed,
        )
        receipt = None if decision is None else _record(known, found, decision, actor)
    if form == "json":
        write_json(_data(found, decision, receipt))
    else:
        _write(Page(), found, decision, receipt, states)


# ── one agreement ──


def _answer_for_one(
    file: str, guideline: Guideline, start: date, end: date, form: str, *, with_proposed: bool
) -> None:
    try:
        facts = read_agreement(read_json(_source(file)), guideline)
    except InputError as fault:
        place = fault.place if file == "-" else f"{file}: {fault.place}"
        raise InputError(fault.what, fault.way_out, place=place) from None
    found = plan_of(guideline, facts, start=start, end=end, with_proposed=with_proposed)
    if form == "json":
        write_json(write_plan(found, guideline))
        return
    page = Page()
    page.heading(swedish.heading_plan(guideline.document, start, end))
    _write_plan(page, found, guideline)


def _source(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(file).open("rb") as source:
        return source.read(MAX_BYTES + 1)


def _write_plan(page: Page, found: Plan, guideline: Guideline) -> None:
    reasons = dict(guideline.reasons)
    for reason in found.reasons:
        said = reasons.get(reason) or swedish.word(swedish.OUTSIDE_PLAN, reason)
        page.item(swedish.not_covered_because(said))
    for post, last in _gathered(found.posts):
        _write_post(page, post, last)
    if found.covered and not found.posts:
        page.item(swedish.NOTHING)
    if found.unused:
        page.heading(swedish.UNUSED_OWN_DAYS)
        for own in found.unused:
            text = swedish.unused_own_day(own.own.what, str(own.own.by), own.why, own.names)
            page.item(text)
    if found.undated:
        page.heading(swedish.WITHOUT_DAY)
        for each in found.undated:
            text = swedish.undated(each.what, each.written)
            page.item(text, source=answers.cited(each.citations))


def _gathered(posts: Sequence[Post]) -> Iterator[tuple[Post, date]]:
    """Each post and its day; what comes back every month once, with the last of its days."""
    monthly: dict[str, list[Post]] = {}
    for post in posts:
        if post.reason.pace is Pace.MÅNADSVIS:
            monthly.setdefault(post.obligation, []).append(post)
    for post in posts:
        months = monthly.get(post.obligation, [post])
        if months[0] is post:
            yield post, months[-1].due_on


def _write_post(page: Page, post: Post, last: date) -> None:
    """When, what, who to whom; and why that day."""
    day = swedish.day_of_post(post.due_on, post.precision)
    is_row = last != post.due_on
    text = swedish.planned(
        post.what,
        "" if is_row else post.concerns,
        swedish.each_month(post.due_on, last) if is_row else day,
        [
            *map(swedish.operation_named, post.operations[:1]),
            swedish.times(post.least, post.most),
            "" if post.is_announced else swedish.UNANNOUNCED,
        ],
        obligor=post.obligor,
        to=post.recipients,
    )
    page.item(text)
    page.item(why(post.reason), source=answers.cited(post.citations), indent=4)


# ── a register ──


def _shipped(id: str | None) -> Guideline:  # noqa: A002  its name in the domain
    if id is None:
        raise click.ClickException(swedish.NEEDS_GUIDELINE)
    name, _, version = id.partition("@")
    known = [found for key, found in shipped() if key == name]
    if not known or (version and version not in known):
        choices = [f"{name}@{each}" for each in known] or sorted({key for key, _ in shipped()})
        raise click.ClickException(swedish.no_such_guideline(id, choices))
    return load(name, version or known[-1])


def committee_of(states: Any, named: str | None) -> SteeringId:
    """Who adopts the plan: the one that is named, or the only one that has agreements."""
    having = {
        state.signed.steering
        for state in states.values()
        if isinstance(state, Agreement) and state.signed
    }
    if named is not None:
        asked = SteeringId(named)
        if asked in having or steering_stream(asked) in states:
            return asked
    if named is not None or len(having) != 1:
        raise click.ClickException(swedish.no_committee(having))
    return having.pop()


def _adopted(states: Any, nämnd: SteeringId, on: date) -> Guideline:
    state = states.get(steering_stream(nämnd), Steering())  # an import adopts nothing
    assert isinstance(state, Steering)
    found = state.guideline_on(on)
    if found is None:
        raise click.ClickException(swedish.no_guideline_on(nämnd, on))
    return parse(found.text)


def decision_of(
    *,
    name: str | None,
    dnr: str | None,
    decided_by: str | None,
    decided_on: date | None,
    reason: str | None,
) -> Adoption | None:
    """The decision that is to be recorded, with all that a decision needs; or none."""
    if name is None:
        refuse_without("--faststall", "actor")
        if dnr or decided_by or decided_on or reason:
            raise click.ClickException(swedish.ONLY_WHEN_ADOPTED)
        return None
    if not (dnr and decided_by and reason):
        raise click.ClickException(swedish.NEEDS_DECISION)
    on = decided_on or today()
    if on > today():
        raise click.ClickException(swedish.DECIDED_AHEAD)
    return Adoption(plan=name, adopted_by=decided_by, reason=reason, dnr=dnr, on=on)


def _record(register: Register, found: RegisterPlan, decision: Adoption, actor: str) -> Receipt:
    """All of it, or nothing; what others record meanwhile is taken into account."""
    return carry_out(register, adoption(found, register.replay(), decision), actor)


def carry_out(register: Register, steps: Sequence[Step], actor: str) -> Receipt:
    """Let every step be decided in one unit of work."""

    def work(unit: Unit) -> None:
        for step in steps:
            step.carry_out(unit)

    return register.transact(work, actor=actor)


def _write(
    page: Page,
    found: RegisterPlan,
    decision: Adoption | None,
    receipt: Receipt | None,
    snapshot: Snapshot,
) -> None:
    page.heading(swedish.heading_plan(found.guideline.document, found.start, found.end))
    if decision is not None and receipt is not None:
        page.item(_said(decision, receipt))
    page.heading(swedish.IN_COMMON)
    _write_plan(page, found.municipality, found.guideline)
    for each in found.agreements:
        name = snapshot.provider_name(each.provider)
        page.heading(swedish.of_agreement(each.agreement, name))
        own = [post for post in each.plan.posts if post.reach is Reach.AVTAL]
        _write_plan(page, _only(each.plan, own), found.guideline)


def _only(found: Plan, posts: Sequence[Post]) -> Plan:
    return attrs.evolve(found, posts=tuple(posts), undated=())


def _said(decision: Adoption, receipt: Receipt) -> str:
    if not receipt.events:
        return swedish.plan_unchanged(decision.plan)
    new = gone = agreements = 0
    is_revised = False
    for recorded in receipt.events:
        event = recorded.event
        new += len(event.posts)
        gone += len(getattr(event, "superseded", ()))
        agreements += isinstance(event, ObligationsEstablished)
        is_revised |= isinstance(event, UppföljningsplanRevised)
    return swedish.plan_fixed(
        decision.plan, new=new, superseded=gone, agreements=agreements, is_revised=is_revised
    )


def _data(
    found: RegisterPlan, decision: Adoption | None, receipt: Receipt | None
) -> dict[str, Any]:
    common = write_plan(found.municipality, found.guideline)
    answer: dict[str, Any] = {
        "fran": found.start.isoformat(),
        "till": found.end.isoformat(),
        "namnd": found.steering,
        "regelverk": common["regelverk"],
        "gemensamt": common["poster"],
        "avtal": [
            {
                "avtal": each.agreement,
                "utforare": each.provider,
                "omfattas": each.plan.covered,
                "skal": list(each.plan.reasons),
                "poster": [
                    write_post(post) for post in each.plan.posts if post.reach is Reach.AVTAL
                ],
                "frister_utan_verkan": write_unused(each.plan),
            }
            for each in found.agreements
        ],
    }
    if decision is not None and receipt is not None:
        events = [recorded.event for recorded in receipt.events]
        answer["faststalld"] = {
            "plan": decision.plan,
            "dnr": decision.dnr,
            "beslutat": decision.on.isoformat(),
            "beslutat_av": decision.adopted_by,
            "nya_poster": sum(len(event.posts) for event in events),
            "utgar": sum(len(getattr(event, "superseded", ())) for event in events),
            "ny": any(isinstance(event, UppföljningsplanAdopted) for event in events),
            "handelser": len(events),
        }
    return answer
