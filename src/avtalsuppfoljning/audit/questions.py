"""The questions that auditors have asked about home care, each beside what the log can say.

They are those of Södertälje's auditors (report 7/2017, chapter 5), in our own words. An answer is
figures with their places in the log, never a judgement; and where the log cannot tell, it says so
and why.
"""

import enum
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, Final

import attrs

from avtalsuppfoljning.agreement import (
    Agreement,
    FakturakontrollMade,
    ManuellTidsandelMeasured,
    ManuellTidsandelStated,
    SubmissionApproved,
    SubmissionReceived,
)
from avtalsuppfoljning.audit.recommendations import LEDNINGSSYSTEM
from avtalsuppfoljning.follow_up import (
    FollowUpCompleted,
    FollowUpPlanned,
    ReportCompleted,
    ReportSent,
    RequirementAssessed,
    StickprovTaken,
    ÅterkopplingGiven,
)
from avtalsuppfoljning.recorded import Recorded, State
from avtalsuppfoljning.terms import StreamId


class Extent(enum.StrEnum):
    """How far the log answers a question."""

    ANSWERS = "besvaras"
    """The log has what the question asks for."""
    PARTLY = "besvaras_delvis"
    """The log has some of it; the rest is told apart."""
    SILENT = "besvaras_inte"
    """The log has nothing of it."""


@attrs.frozen
class Figure:
    """One number, and where in the log it comes from."""

    code: str
    number: int
    of: int | None = None
    """Out of how many, where that is known."""
    positions: tuple[int, ...] = ()


@attrs.frozen
class Answer:
    """One question and what the log says."""

    question: str
    """The code of the question."""
    reach: Extent
    view: str
    """The command that shows more, without ``avtal``; empty where there is none."""
    figures: tuple[Figure, ...] = ()


def answers(
    states: Mapping[StreamId, State], events: Iterable[Recorded], *, on: date
) -> tuple[Answer, ...]:
    """Every question, in the auditors' order."""
    log = _Log.of_events(each for each in events if each.entry.day <= on)
    agreements = {
        stream: state
        for stream, state in states.items()
        if isinstance(state, Agreement)
        and state.signed
        and state.signed.starts_on <= on
        and (state.ends_on is None or state.ends_on >= on)
    }
    return tuple(
        Answer(question, reach, view, tuple(figures(log, agreements)))
        for question, reach, view, figures in _QUESTIONS
    )


# ── what the log has of each kind ──


@attrs.frozen
class _Log:
    kept: Mapping[type, list[Recorded]]
    targets: Mapping[StreamId, tuple[str, ...]]
    """The streams that each planned follow-up concerns."""

    @classmethod
    def of_events(cls, events: Iterable[Recorded]) -> "_Log":
        found: dict[type, list[Recorded]] = {}
        targets: dict[StreamId, tuple[str, ...]] = {}
        for each in events:
            found.setdefault(type(each.event), []).append(each)
            if isinstance(each.event, FollowUpPlanned):
                targets[each.stream] = each.event.targets
        return cls(found, targets)

    def __getitem__(self, kinds: tuple[type, ...]) -> list[Recorded]:
        found = (each for kind in kinds for each in self.kept.get(kind, ()))
        return sorted(found, key=attrgetter("position"))

    def figure(self, code: str, *kinds: type, of: int | None = None) -> Figure:
        positions = tuple(each.position for each in self[kinds])
        return Figure(code, len(positions), of, positions)


Agreements = Mapping[StreamId, Agreement]


def _nothing(_log: _Log, _agreements: Agreements) -> Iterator[Figure]:
    return iter(())


def _equal_terms(log: _Log, agreements: Agreements) -> Iterator[Figure]:
    yield Figure("avtal", len(agreements))
    decided = [
        each.position
        for found in log.kept.values()
        for each in found
        if hasattr(each.event, "ruling")
    ]
    yield Figure("beslut", len(decided), None, tuple(sorted(decided)))


def _ledningssystem(log: _Log, agreements: Agreements) -> Iterator[Figure]:
    for code, kind in (("inlamnade", SubmissionReceived), ("godkanda", SubmissionApproved)):
        found = [each for each in log[(kind,)] if each.event.document == LEDNINGSSYSTEM]
        with_it = {each.stream for each in found} & agreements.keys()
        yield Figure(code, len(with_it), len(agreements), _positions(found))


def _systematic(log: _Log, agreements: Agreements) -> Iterator[Figure]:
    planned, held = log[(FollowUpPlanned,)], log[(FollowUpCompleted,)]
    yield log.figure("planerade", FollowUpPlanned)
    done = {each.stream for each in held}
    yield Figure("genomforda", len(done), len(planned), _positions(held))
    reached = {
        target
        for each in held
        for named in log.targets.get(each.stream, ())
        for target in _agreements_of(named, agreements)
    }
    yield Figure("foljda_avtal", len(reached), len(agreements))
    yield log.figure("bedomda_krav", RequirementAssessed)
    yield log.figure("stickprov", StickprovTaken)


def _compiled(log: _Log, _agreements: Agreements) -> Iterator[Figure]:
    held = {each.stream for each in log[(FollowUpCompleted,)]}
    reports = log[(ReportCompleted,)]
    sent = log[(ReportSent,)]
    yield Figure("rapporter", len({e.stream for e in reports}), len(held), _positions(reports))
    yield Figure("sanda_rapporter", len({e.stream for e in sent}), len(reports), _positions(sent))


def _by_unit(log: _Log, agreements: Agreements) -> Iterator[Figure]:
    held = {each.stream for each in log[(FollowUpCompleted,)]}
    told = log[(ÅterkopplingGiven,)]
    yield Figure("aterkopplade", len({e.stream for e in told}), len(held), _positions(told))
    verdicts = {each.event.agreement for each in log[(RequirementAssessed,)]}
    yield Figure("avtal_med_krav", len(verdicts), len(agreements))


def _before_payment(log: _Log, agreements: Agreements) -> Iterator[Figure]:
    controls = log[(FakturakontrollMade,)]
    yield log.figure("fakturakontroller", FakturakontrollMade)
    with_it = {each.stream for each in controls} & agreements.keys()
    yield Figure("kontrollerade_avtal", len(with_it), len(agreements))


def _verified(log: _Log, _agreements: Agreements) -> Iterator[Figure]:
    """How often it was done; the hours themselves are not open, and are not compared here."""
    yield log.figure("fakturakontroller", FakturakontrollMade)


def _manual_time(log: _Log, agreements: Agreements) -> Iterator[Figure]:
    kinds = (ManuellTidsandelMeasured, ManuellTidsandelStated)
    measured = log[kinds]
    yield log.figure("matningar", *kinds)
    with_it = {each.stream for each in measured} & agreements.keys()
    yield Figure("matta_avtal", len(with_it), len(agreements))
    periods = {(each.stream, each.event.period.text) for each in measured}
    yield Figure("matta_perioder", len(periods))


_QUESTIONS: Final[tuple[tuple[str, Extent, str, Any], ...]] = (
    ("organisation", Extent.PARTLY, "revision likabehandling", _equal_terms),
    ("vardegrund", Extent.SILENT, "", _nothing),
    ("ledningssystem", Extent.PARTLY, "frister", _ledningssystem),
    ("bistandshandlaggning", Extent.SILENT, "", _nothing),
    ("krav_foljs_upp", Extent.ANSWERS, "planlage", _systematic),
    ("beslutade_insatser", Extent.SILENT, "", _nothing),
    ("sammanstalls", Extent.PARTLY, "revision rapport", _compiled),
    ("enhetsniva", Extent.PARTLY, "avtal", _by_unit),
    ("fore_utbetalning", Extent.PARTLY, "handelser", _before_payment),
    ("fakturerat_mot_utfort", Extent.PARTLY, "handelser", _verified),
    ("riskanalys", Extent.SILENT, "", _nothing),
    ("manuell_tid", Extent.ANSWERS, "handelser", _manual_time),
)

# ── helpers ──


def _positions(found: Iterable[Recorded]) -> tuple[int, ...]:
    return tuple(each.position for each in found)


def _agreements_of(target: str, agreements: Agreements) -> Iterator[StreamId]:
    for stream, state in agreements.items():
        signed = state.signed
        if target == stream or (signed and target == f"provider:{signed.provider}"):
            yield stream
