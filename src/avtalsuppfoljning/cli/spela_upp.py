"""``avtal spela-upp``: the state as it was recorded at the end of a day."""

from datetime import date
from itertools import groupby

from avtalsuppfoljning import swedish
from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import Snapshot, opened
from avtalsuppfoljning.cli.shell import command, format_option, per_option, register_option
from avtalsuppfoljning.deficiency import Deficiency
from avtalsuppfoljning.follow_up import FollowUp
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import State, kind_of
from avtalsuppfoljning.sanction import Sanction
from avtalsuppfoljning.steering import Steering
from avtalsuppfoljning.terms import StreamId
from avtalsuppfoljning.views.deficiencies import deficiency_rows
from avtalsuppfoljning.views.masking import mask
from avtalsuppfoljning.views.replay import digest


@command("spela-upp", per_option(), register_option(), format_option())
def spela_upp(per: date | None, register: str | None, form: str) -> None:
    """Replay the log up to the end of a day."""
    with opened(register) as found:
        snapshot = Snapshot.of(found, per or today())
    if form == "json":
        write_json(
            {
                "per": snapshot.day.isoformat(),
                "handelser": snapshot.events,
                "strommar": {
                    stream: mask(snapshot.states[stream]) for stream in sorted(snapshot.states)
                },
                "digest": digest(snapshot.states),
            }
        )
    else:
        _write_text(Page(), snapshot)


def _write_text(page: Page, snapshot: Snapshot) -> None:
    page.heading(swedish.heading_replay(snapshot.day))
    if not snapshot.states:
        page.item(swedish.NO_EVENTS)
    kinds = list(swedish.STREAM)
    by_kind = sorted(snapshot.states, key=lambda s: (kinds.index(kind_of(s).name), s))
    for kind, streams in groupby(by_kind, key=lambda stream: kind_of(stream).name):
        page.heading(swedish.sentence(swedish.STREAM[kind])[:-1])
        for stream in streams:
            page.item(f"{stream}: {_told(stream, snapshot.states[stream], snapshot)}")
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
        case _:
            return ""
