"""The report of an audit: what was known and decided, by whom, by which rules, and what was undone.

Whether it was lawful and equal stands in it too; every figure beside its places in the log.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from avtalsuppfoljning import swedish
from avtalsuppfoljning.audit.asof import until
from avtalsuppfoljning.audit.cases import Case, decisions
from avtalsuppfoljning.audit.equal import Difference, Side, compare_outcomes
from avtalsuppfoljning.audit.findings import Audit, audit
from avtalsuppfoljning.audit.layout import Report, Section, Table, as_html, as_text
from avtalsuppfoljning.audit.questions import Answer, answers
from avtalsuppfoljning.audit.recommendations import RecommendationRow, recommendation_rows
from avtalsuppfoljning.audit.regimes import FEW, Regime, regimes
from avtalsuppfoljning.audit.telling import differs, summed
from avtalsuppfoljning.policy import Authority, DelegationRef
from avtalsuppfoljning.recorded import Recorded, State, fold, kind_of
from avtalsuppfoljning.sanction import Sanction, SanctionLifted
from avtalsuppfoljning.terms import StreamId

MOST_ROWS: Final = 200
"""How many rows of a list are shown; the figures above count them all."""

Events = Callable[[], Iterable[Recorded]]


def report(events: Events, *, on: date, release: str) -> Report:
    """The whole report, from the events that had been recorded by the end of a day."""
    known = tuple(until(events(), known=on))
    states = fold(known)
    decided = [each for each in decisions(known).cases if each.ruling.choice.decided_on <= on]
    found = audit(known, on=on)
    return Report(
        swedish.REPORT_TITLE,
        (
            swedish.report_lead(on, len(known), len(states), release),
            swedish.REPORT_ONLY_LOG,
        ),
        (
            _basis(known),
            _lawful(found),
            _by_whom(decided, known, states),
            _known(found),
            treatment(decided, states, on=on),
            _undone(found),
            recommendations(recommendation_rows(states, known, on=on)),
            questions(answers(states, known, on=on)),
        ),
    )


def report_files(release: str) -> Callable[[Events, date], Mapping[str, str]]:
    """How the report goes into an audit file: as text and as a web page."""

    def files(events: Events, on: date) -> Mapping[str, str]:
        made = report(events, on=on, release=release)
        return {"rapport.md": as_text(made), "rapport.html": as_html(made)}

    return files


# ── section by section ──


def _basis(known: tuple[Recorded, ...]) -> Section:
    events: Counter[str] = Counter()
    streams: dict[str, set[StreamId]] = {}
    for each in known:
        kind = kind_of(each.stream).name
        events[kind] += 1
        streams.setdefault(kind, set()).add(each.stream)
    rows = tuple(
        (swedish.word(swedish.STREAM, kind), str(len(streams[kind])), str(events[kind]))
        for kind in swedish.STREAM
        if kind in events
    )
    table = Table(swedish.BASIS_CAPTION, swedish.BASIS_COLUMNS, rows)
    return Section(swedish.REPORT_BASIS, (), (table,))


def _lawful(found: Audit) -> Section:
    tables = []
    told = (
        (swedish.NOT_REPRODUCED, found.not_reproduced, differs),
        (swedish.UNKNOWN_RULES, found.unknown, lambda each: swedish.rules_unknown(each.unknown)),
    )
    for caption, kept, tell in told:
        rows = [(tell(each), each.recorded.stream, str(each.recorded.position)) for each in kept]
        tables += _listed(caption, swedish.FAULTS_COLUMNS, rows)
    faults = [
        (swedish.audit_fault(each.code, each.detail), each.stream, str(each.position))
        for each in found.faults
    ]
    tables += _listed(swedish.AUDIT_FAULTS, swedish.FAULTS_COLUMNS, faults)
    return Section(swedish.REPORT_LAWFUL, summed(found), tuple(tables))


def _by_whom(
    decided: Iterable[Case], known: Iterable[Recorded], states: Mapping[StreamId, State]
) -> Section:
    who: dict[tuple[str, str, str], list[int]] = {}
    rules: dict[tuple[str, str], list[int]] = {}
    delegations: dict[tuple[str, str], list[int]] = {}

    def count(position: int, by: Authority, what: str, delegation: DelegationRef) -> None:
        who.setdefault((by.role, by.delegation_point, what), []).append(position)
        delegations.setdefault((delegation.id, delegation.version), []).append(position)

    for case in decided:
        choice, ref = case.ruling.choice, case.ruling.assessment.guideline
        count(case.position, choice.by, swedish.chosen(case.measure), case.ruling.delegation)
        rules.setdefault((ref.document, ref.version), []).append(case.position)
    for each in known:
        if isinstance(each.event, SanctionLifted):
            sanction = states[each.stream]
            assert isinstance(sanction, Sanction)
            measure = sanction.decided.measure if sanction.decided else ""
            count(each.position, each.event.by, swedish.lifting(measure), each.event.delegation)
    return Section(
        swedish.REPORT_BY_WHOM,
        (swedish.WITHOUT_LIFTINGS,),
        (
            _counted(swedish.DECIDERS_CAPTION, swedish.DECIDERS_COLUMNS, who),
            _counted(swedish.RULES_CAPTION, swedish.RULES_COLUMNS, rules),
            _counted(swedish.DELEGATIONS_CAPTION, swedish.DELEGATIONS_COLUMNS, delegations),
        ),
    )


def _counted(caption: str, head: tuple[str, ...], groups: Mapping[Any, list[int]]) -> Table:
    rows = (
        (*key, str(len(positions)), swedish.places(positions))
        for key, positions in sorted(groups.items())
    )
    return Table(caption, head, tuple(rows))


def _known(found: Audit) -> Section:
    late = [
        (
            swedish.sentence(
                swedish.late_word(each.applied_on, each.recorded_on, each.decided_on).rstrip(".")
            ),
            each.stream,
            str(each.position),
        )
        for each in found.late
    ]
    gone = [
        (swedish.sentence(swedish.PARTLY_GONE.rstrip(".")), each.recorded.stream,
         str(each.recorded.position))
        for each in found.gallrade
    ]  # fmt: skip
    tables = _listed(swedish.LATE_WORDS, swedish.FAULTS_COLUMNS, late)
    tables += _listed(swedish.GALLRADE, swedish.FAULTS_COLUMNS, gone)
    return Section(swedish.REPORT_KNOWN, () if late else (swedish.NOTHING_LATE,), tuple(tables))


def treatment(decided: Iterable[Case], states: Mapping[StreamId, State], *, on: date) -> Section:
    """Equal treatment: what differs though the facts are the same, and the driftsformer."""
    cases = list(decided)
    found = compare_outcomes(cases)
    compared = regimes(cases, states, on=on)
    summed = swedish.compared_decisions(
        found.decisions, found.groups, found.compared, len(found.unexplained)
    )
    paragraphs = [swedish.SAME_FACTS, summed]
    if not found.differences:
        paragraphs.append(swedish.NO_INEQUALITY)
    if compared and min(each.decisions for each in compared) < FEW:
        paragraphs.append(swedish.TOO_FEW.format(few=FEW))
    paragraphs.append(swedish.NO_CAUSES)
    tables = _listed(
        swedish.TREATMENT_CAPTION,
        swedish.TREATMENT_COLUMNS,
        [_treated(each) for each in found.differences],
    )
    if compared:
        tables.append(_beside(compared))
    return Section(swedish.TREATMENT, tuple(paragraphs), tuple(tables))


def _treated(each: Difference) -> tuple[str, ...]:
    rules = (
        swedish.explained(one.code, one.measure, one.driftsform.value) for one in each.explanations
    )
    return (
        swedish.LAWFUL if each.is_lawful else swedish.UNEXPLAINED,
        _side(each.one),
        _side(each.other),
        "; ".join(dict.fromkeys(rules)),
        swedish.places((*each.one.positions, *each.other.positions)),
    )


def _side(side: Side) -> str:
    outcome = side.outcome
    text = swedish.side(outcome.measure, outcome.forms, outcome.amount, side.driftsform.value)
    if side.is_departure:
        text += swedish.departed(side.recommended, is_motivated=side.is_motivated)
    return text


def _beside(compared: tuple[Regime, ...]) -> Table:
    names = swedish.REGIME_ROWS
    columns = [_column(each) for each in compared]
    return Table(
        swedish.REGIMES_CAPTION,
        (
            *swedish.REGIME_COLUMNS,
            *(swedish.word(swedish.DRIFTSFORM, each.driftsform.value) for each in compared),
        ),
        tuple((names[key], *(column[key] for column in columns)) for key in names),
    )


def _column(regime: Regime) -> dict[str, str]:
    return {
        "avtal": str(regime.agreements),
        "brister": str(regime.deficiencies),
        "utan_beslut": str(regime.undecided),
        "vantat": str(len(regime.days)),
        "dagar": swedish.days_waited(regime.median_days),
        "spann": swedish.shortest_to_longest(regime.days),
        "beslut": str(regime.decisions),
        "avstaenden": swedish.of_which(regime.abstentions, regime.decisions),
        "avsteg": swedish.of_which(regime.departures, regime.decisions),
        "sanktioner": str(len(regime.amounts)),
        "belopp": swedish.kronor(regime.total),
        "uppfoljningar": swedish.of_which(regime.held, regime.planned),
        "aldrig": swedish.of_which(len(regime.never), regime.agreements),
    }


def _undone(found: Audit) -> Section:
    groups: dict[str, list[tuple[str, ...]]] = {}
    forms: dict[str, Counter[str]] = {}
    for each in found.omissions:
        text = swedish.sentence(swedish.omitted(each.code, each.about, each.since))
        groups.setdefault(each.code, []).append((text, each.stream))
        forms.setdefault(each.code, Counter()).update(each.driftsformer)
    if not groups:
        return Section(swedish.REPORT_UNDONE, (swedish.NOTHING_UNDONE,))
    summed = tuple(
        (
            swedish.OMISSION[code],
            str(len(rows)),
            swedish.counted_by_driftsform(len(rows), dict(sorted(forms[code].items()))),
        )
        for code, rows in groups.items()
    )
    tables = [Table(swedish.UNDONE_CAPTION, swedish.UNDONE_COLUMNS, summed)]
    for code, rows in groups.items():
        tables += _listed(swedish.OMISSION[code], swedish.UNDONE_ROWS_COLUMNS, rows)
    return Section(swedish.REPORT_UNDONE, (), tuple(tables))


def recommendations(rows: Iterable[RecommendationRow]) -> Section:
    """What auditors have recommended, and what came of it."""
    kept = list(rows)
    if not kept:
        return Section(swedish.RECOMMENDATIONS, (swedish.NO_RECOMMENDATIONS,))
    paragraphs = [swedish.WORK_NOTE]
    tables = [
        Table(
            swedish.RECOMMENDATIONS_CAPTION,
            swedish.RECOMMENDATION_COLUMNS,
            tuple(map(_recommended, kept)),
        )
    ]
    for row in kept:
        if row.same_matter:
            places = swedish.places(row.same_matter)
            paragraphs.append(swedish.SAME_MATTER.format(id=row.id, places=places))
        done = [
            (swedish.WORK[each.kind], str(each.before), str(len(each.after)),
             swedish.places(each.after))
            for each in row.done
        ]  # fmt: skip
        tables += _listed(swedish.WORK_CAPTION.format(id=row.id), swedish.WORK_COLUMNS, done)
    return Section(swedish.RECOMMENDATIONS, tuple(paragraphs), tuple(tables))


def _recommended(row: RecommendationRow) -> tuple[str, ...]:
    received = row.received
    last = row.answers[-1] if row.answers else None
    return (
        f"{row.id}: {received.text} ({received.report})",
        received.received_on.isoformat(),
        received.respond_by.isoformat() if received.respond_by else "",
        swedish.word(swedish.RECOMMENDATION_STATE, row.state.value)
        + swedish.late_answer(row.days_late),
        f"{last.answered_on}, {last.dnr}: {last.answer}" if last else "",
    )


def questions(found: Iterable[Answer]) -> Section:
    """The auditors' own questions, each with its figures or why there are none."""
    tables = []
    for each in found:
        notes = (
            swedish.word(swedish.REACH, each.reach.value),
            swedish.QUESTION_LIMIT.get(each.question, ""),
            swedish.SEE_ALSO.format(command=each.view) if each.view else "",
        )
        rows = tuple(
            (
                swedish.QUESTION_FIGURE[figure.code],
                str(figure.number)
                if figure.of is None
                else swedish.of_which(figure.number, figure.of),
                swedish.places(figure.positions),
            )
            for figure in each.figures
        )
        told = (" ".join(filter(None, notes)),)
        caption = swedish.AUDITORS_ASK[each.question]
        tables.append(Table(caption, swedish.FIGURES_COLUMNS, rows, told))
    return Section(swedish.QUESTIONS, (swedish.QUESTIONS_NOTE,), tuple(tables))


# ── helpers ──


def _listed(caption: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[Table]:
    """The first rows, and how many more there are; no table where there is none."""
    kept = list(rows)
    if not kept:
        return []
    shown = kept[:MOST_ROWS]
    if len(kept) > MOST_ROWS:
        more = swedish.more_rows(len(kept) - MOST_ROWS)
        shown.append((more, *("" for _ in head[1:])))
    return [Table(caption, head, tuple(shown))]
