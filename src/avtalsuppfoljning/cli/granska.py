"""``avtal granska``: every recorded decision decided again, and what was never done."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.audit.again import Decided, LateWord
from avtalsuppfoljning.audit.basis import Fault
from avtalsuppfoljning.audit.findings import Audit, audit, audit_source
from avtalsuppfoljning.audit.omissions import Omission
from avtalsuppfoljning.audit.telling import differs, summed
from avtalsuppfoljning.cli.auditing import audited as events_of, file_option
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.reading import opened
from avtalsuppfoljning.cli.shell import FOUND, command, format_option, per_option, register_option
from avtalsuppfoljning.cli.what_if import write_what_if
from avtalsuppfoljning.views.masking import mask


@command(
    "granska",
    per_option(),
    click.Option(
        ["--regelverk", "guideline"], metavar=swedish.GUIDELINE_OR_FILE, help=swedish.WHAT_IF_OPTION
    ),
    file_option(),
    register_option(),
    format_option(),
)
def granska(
    *,
    per: date | None,
    guideline: str | None,
    file: str | None,
    register: str | None,
    form: str,
) -> None:
    """Audit a register, or an audit file, as it was recorded by the end of a day."""
    if guideline:
        with events_of(register, file, per) as source:
            write_what_if(source.events, guideline, form)
        return
    if file:
        with events_of(register, file, per) as source:
            audited = audit(source.events, on=source.on)
    else:
        with opened(register) as found:
            audited = audit_source(found, on=per or today())
    if form == "json":
        write_json(audit_data(audited))
    else:
        write_audit(Page(), audited)
    if not audited.is_clean:
        click.get_current_context().exit(FOUND)


# ── as JSON ──


def audit_data(audited: Audit) -> dict[str, Any]:
    """An audit as JSON."""
    return {
        "beslut": audited.decisions,
        "aterskapade": audited.reproduced,
        "ej_aterskapade": [_different(each) for each in audited.not_reproduced],
        "regler_okanda": [
            {**_place(each), "skal": each.unknown, "text": swedish.rules_unknown(each.unknown)}
            for each in audited.unknown
        ],
        "fel": [
            {"kod": each.code, "strom": each.stream, "position": each.position, "text": _told(each)}
            for each in audited.faults
        ],
        "ej_gjort": [_undone(each) for each in audited.omissions],
        "per": audited.on.isoformat(),
        "bakdaterade": [_late(each) for each in audited.late],
        "gallrade": [_place(each) for each in audited.gallrade],
    }


def _place(decided: Decided) -> dict[str, Any]:
    return {"strom": decided.recorded.stream, "position": decided.recorded.position}


def _different(decided: Decided) -> dict[str, Any]:
    found = decided.difference
    assert found is not None, "what is not reproduced differs somewhere"
    return {
        **_place(decided),
        "falt": found.path,
        "da": mask(found.then),
        "nu": mask(found.now),
        "rader": list(decided.rows),
        "text": differs(decided),
    }


def _undone(omission: Omission) -> dict[str, Any]:
    return {
        "kod": omission.code,
        "strom": omission.stream,
        "text": f"{swedish.OMISSION[omission.code]}: {_omitted(omission)}.",
        "sedan": omission.since.isoformat() if omission.since else None,
        "utforare": list(omission.providers),
        "driftsformer": list(omission.driftsformer),
    }


def _late(word: LateWord) -> dict[str, Any]:
    return {
        "strom": word.stream,
        "position": word.position,
        "galler": word.applied_on.isoformat(),
        "registrerad": word.recorded_on.isoformat(),
        "beslut": word.decided_on.isoformat(),
    }


# ── as text ──


def write_audit(page: Page, audited: Audit) -> None:
    """An audit as a page to read."""
    page.heading(swedish.heading_audit(audited.on))
    for told in summed(audited):
        page.item(told)
    _list(
        page, swedish.NOT_REPRODUCED, (_at(each, differs(each)) for each in audited.not_reproduced)
    )
    _list(
        page,
        swedish.UNKNOWN_RULES,
        (_at(each, swedish.rules_unknown(each.unknown)) for each in audited.unknown),
    )
    _list(
        page,
        swedish.AUDIT_FAULTS,
        (swedish.at_place(each.position, each.stream, _told(each)) for each in audited.faults),
    )
    _list(page, swedish.LATE_WORDS, map(_late_text, audited.late))
    _list(page, swedish.GALLRADE, (_at(each, swedish.PARTLY_GONE) for each in audited.gallrade))
    page.heading(swedish.NEVER_DONE)
    if not audited.omissions:
        page.item(swedish.NOTHING_UNDONE)
    for code, group in groupby(audited.omissions, key=lambda each: each.code):
        rows = list(group)
        forms = Counter(form for each in rows for form in each.driftsformer)
        counts = swedish.counted_by_driftsform(len(rows), forms)
        page.item(f"{swedish.OMISSION[code]} ({counts})")
        for each in rows:
            page.item(f"{each.stream}: {_omitted(each)}", indent=4)


def _list(page: Page, heading: str, texts: Iterable[str]) -> None:
    lines = list(texts)
    if lines:
        page.heading(heading)
    for line in lines:
        page.item(line)


def _at(decided: Decided, text: str) -> str:
    return swedish.at_place(decided.recorded.position, decided.recorded.stream, text)


def _told(fault: Fault) -> str:
    return swedish.audit_fault(fault.code, fault.detail)


def _omitted(omission: Omission) -> str:
    return swedish.omitted(omission.code, omission.about, omission.since)


def _late_text(word: LateWord) -> str:
    text = swedish.late_word(word.applied_on, word.recorded_on, word.decided_on)
    return swedish.at_place(word.position, word.stream, text)
