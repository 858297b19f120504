"""``avtal planimport``: a plan that exists already, from Excel or CSV; all of it or nothing."""

import sys
from pathlib import Path
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.claiming import claimed
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.plan import (
    carry_out,
    committee_of,
    decision_of,
    decision_options,
)
from avtalsuppfoljning.cli.reading import Snapshot, opened
from avtalsuppfoljning.cli.shell import (
    REFUSED,
    command,
    format_option,
    refuse_beside,
    register_option,
)
from avtalsuppfoljning.exchange.plan import write_post
from avtalsuppfoljning.exchange.plans import (
    PlanFile,
    find_among,
    read_plan,
    write_template_of_plan,
)
from avtalsuppfoljning.planned import PlannedPost
from avtalsuppfoljning.views.planning import (
    Adoption,
    agreements_under,
    is_change,
    step_of_rows,
)

ACTOR = "avtal planimport"


@command(
    "planimport",
    click.Argument(["file"], required=False, metavar=swedish.FILE_OR_FOLDER),
    click.Option(["--behall", "keeps"], is_flag=True, help=swedish.KEEP_OPTION),
    click.Option(["--dokument", "document"], metavar=swedish.NAME, help=swedish.PLAN_NAME_OPTION),
    click.Option(["--mall", "template"], metavar=swedish.FILE, help=swedish.PLAN_TEMPLATE_OPTION),
    register_option(),
    click.Option(["--namnd", "committee"], metavar=swedish.ID, help=swedish.COMMITTEE_OPTION),
    *decision_options(),
    click.Option(
        ["--av", "actor"], metavar=swedish.NAME, default=ACTOR, help=swedish.RECORDER_OPTION
    ),
    format_option(),
)
def planimport(
    *,
    file: str | None,
    keeps: bool,
    document: str | None,
    template: str | None,
    register: str | None,
    committee: str | None,
    actor: str,
    form: str,
    **decided: Any,
) -> None:
    """Read a plan's rows, show them, and let them come into force if that has been decided."""
    if (file is None) == (template is None):
        raise click.ClickException(swedish.NEITHER_FILE_NOR_TEMPLATE)
    if template is not None:
        refuse_beside(
            "--mall", "keeps", "document", "register", "keys", "committee", "actor", *decided
        )
        with claimed(template):
            write_template_of_plan(Path(template))
        return
    decision = decision_of(**decided)
    path = Path(str(file))
    if not path.is_dir():
        with path.open("rb"):  # a missing or closed file is told as such
            pass
    with opened(register) as known:
        states = Snapshot.of(known, today()).states
        nämnd = committee_of(states, committee)
        find = find_among({own: signed.dnr for own, signed in agreements_under(states, nämnd)})
        found = read_plan(path, document=document or path.stem, find=find, keep_doubtful=keeps)
        events = 0
        if decision is not None and not found.refused:
            step = step_of_rows(
                states,
                nämnd,
                decision,
                posts=found.posts,
                as_written=found.as_written,
                areas=found.areas,
                content=found.content,
            )
            if is_change(step, states):
                events = len(carry_out(known, (step,), actor).events)
    _tell(found, decision, events, form)


def _tell(found: PlanFile, decision: Adoption | None, events: int, form: str) -> None:
    if form == "json":
        write_json(_data(found, decision, events))
    elif found.refused:
        page = Page()
        page.heading(swedish.NOTHING_READ)
        for each in found.refused:
            page.item(str(each))
    else:
        _write(Page(), found, decision, events)
    if found.refused:
        sys.stdout.flush()
        sys.exit(REFUSED)


def _data(found: PlanFile, decision: Adoption | None, events: int) -> dict[str, Any]:
    is_read = not found.refused
    return {
        "inlasta": found.rows if is_read and decision is not None else 0,
        "avvisade": [each.plain() for each in found.refused],
        "poster": [write_post(post) for post in found.posts] if is_read else [],
        "som_skrivet": [
            {
                "id": row.id,
                "vad": row.what,
                "senast": row.when,
                "verksamhet": row.operation,
                "avtal": row.agreement,
                "plats": row.place,
                "tvekan": row.doubt,
            }
            for row in found.as_written
        ]
        if is_read
        else [],
        "nya_handelser": events,
    }


def _write(page: Page, found: PlanFile, decision: Adoption | None, events: int) -> None:
    if decision is None:
        page.heading(swedish.read_only(found.rows))
    elif events:
        page.heading(swedish.plan_read_in(decision.plan, len(found.posts), len(found.as_written)))
    else:
        page.heading(swedish.plan_unchanged(decision.plan))
    for post in sorted(found.posts, key=lambda each: (each.due_on, each.id)):
        page.item(_said(post))
    if found.as_written:
        page.heading(swedish.KEPT_ROWS)
    for row in found.as_written:
        page.item(
            swedish.waiting_row(row.id, (row.what, row.when), row.operation, row.doubt, row.place)
        )


def _said(post: PlannedPost) -> str:
    return swedish.planned(
        post.what,
        post.about.text,
        swedish.day_of_post(post.due_on, post.precision),
        [
            *map(swedish.operation_named, post.operations[:1]),
            post.agreement or "",
            swedish.times(post.at_least, post.at_most),
            "" if post.is_announced else swedish.UNANNOUNCED,
        ],
        obligor=post.obligor,
        to=post.recipients,
    )
