"""``avtal spela-upp``: the state as it was recorded at the end of a day."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.audit.asof import Backdated, backdated, until
from avtalsuppfoljning.cli.auditing import file_option, log_of
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import Snapshot
from avtalsuppfoljning.cli.shell import (
    Day,
    command,
    format_option,
    per_option,
    register_option,
)
from avtalsuppfoljning.custody import Custody
from avtalsuppfoljning.deficiency import Deficiency
from avtalsuppfoljning.follow_up import FollowUp
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import Recorded, State, fold, kind_of
from avtalsuppfoljning.recording.catalogue import NAMES
from avtalsuppfoljning.sanction import Sanction
from avtalsuppfoljning.steering import Steering
from avtalsuppfoljning.terms import StreamId
from avtalsuppfoljning.views.deficiencies import deficiency_rows
from avtalsuppfoljning.views.masking import mask
from avtalsuppfoljning.views.replay import digest


@command(
    "spela-upp",
    per_option(),
    click.Option(["--kand", "known"], type=Day(), metavar=swedish.DAY, help=swedish.KNOWN_OPTION),
    file_option(),
    register_option(),
    format_option(),
)
def spela_upp(
    *, per: date | None, known: date | None, file: str | None, register: str | None, form: str
) -> None:
    """Replay the log up to the end of a day, or of two: what applied, and what was known."""
    with log_of(register, file) as found:
        snapshot, late = _snapshot(found.events, per or found.day, known)
    if form == "json":
        told = {
            "per": snapshot.day.isoformat(),
            "handelser": snapshot.events,
            "strommar": {
                stream: mask(snapshot.states[stream]) for stream in sorted(snapshot.states)
            },
            "digest": digest(snapshot.states),
        }
        if known is not None:
            told["kand"] = known.isoformat()
            told["bakdaterade"] = [_late(each) for each in late]
        write_json(told)
    else:
        page = Page()
        _write_text(page, snapshot, known, late)
        if found.is_masked:
            page.item(swedish.MASKED_DIGEST, indent=0)


def _snapshot(
    events: Iterable[Recorded], day: date, known: date | None
) -> tuple[Snapshot, tuple[Backdated, ...]]:
    """What was recorded by a day; with two days, what applied by one as known by the other."""
    kept = until(events, known=day) if known is None else until(events, as_of=day, known=known)
    count, late = 0, list[Backdated]()

    def counted() -> Iterator[Recorded]:
        nonlocal count
        for each in kept:
            count += 1
            late.extend(backdated((each,)))
            yield each

    states = fold(counted())
    return Snapshot(day, count, states), tuple(late)


def _late(event: Backdated) -> dict[str, Any]:
    return {
        "position": event.position,
        "strom": event.stream,
        "handelse": _name(event),
        "galler": event.applied_on.isoformat(),
        "registrerad": event.recorded_on.isoformat(),
        "av": event.by,
    }


def _name(event: Backdated) -> str:
    return NAMES[type(event.event)].partition("@")[0]


def _write_text(
    page: Page, snapshot: Snapshot, known: date | None, late: tuple[Backdated, ...]
) -> None:
    two_times = known is not None and swedish.heading_two_times(snapshot.day, known)
    page.heading(two_times or swedish.heading_replay(snapshot.day))
    if not snapshot.states:
        page.item(swedish.NO_EVENTS)
    kinds = list(swedish.STREAM)
    by_kind = sorted(snapshot.states, key=lambda s: (kinds.index(kind_of(s).name), s))
    for kind, streams in groupby(by_kind, key=lambda stream: kind_of(stream).name):
        page.heading(swedish.sentence(swedish.STREAM[kind])[:-1])
        for stream in streams:
            page.item(f"{stream}: {_told(stream, snapshot.states[stream], snapshot)}")
    if late:
        page.heading(swedish.BACKDATED)
    for each in late:
        text = swedish.backdated(_name(each), each.applied_on, each.recorded_on)
        page.item(swedish.at_place(each.position, each.stream, text))
    page.heading(swedish.in_streams(snapshot.events, len(snapshot.states)))
    page.item(digest(snapshot.states), indent=0)


def _told(stream: StreamId, state: State, snapshot: Snapshot) -> str:
    """One stream in a few open words."""
    match state:
        case Provider(registered=found) if found:
            return f"{found.name}, {swedish.word(swedish.DRIFTSFORM, found.driftsform)}"
        case Agreement(signed=signed, requested=requested, received=received) if signed:
            kind = swedish.word(swedish.AGREEMENT, signed.kind)
            return swedish.told_agreement(kind, signed.dnr, len(requested), len(received))
        case FollowUp(planned=planned, report=report) if planned:
            method = swedish.word(swedish.METHOD, planned.method)
            dnr = report.dnr if report else None
            return swedish.told_follow_up(method, planned.planned_for.text, dnr)
        case Deficiency():
            rows = deficiency_rows(snapshot.states, on=snapshot.day)
            row = next(each for each in rows if each.stream == stream)
            return swedish.word(swedish.DEFICIENCY, row.state).lower()
        case Sanction(decided=decided, lifted=lifted) if decided:
            measure = swedish.word(swedish.MEASURE, decided.measure)
            ended = lifted.effective_on if lifted else None
            return swedish.told_sanction(measure, decided.effective_on, ended)
        case Steering(guidelines=guidelines, delegationsordningar=delegations):
            return swedish.told_steering(len(guidelines), len(delegations))
        case Custody(encryption=begun, gallrade=gallrade, shown=shown):
            return swedish.told_custody(
                begun.begun_on if begun else None, len(gallrade), len(shown)
            )
        case _:
            return ""
