"""An assessment as plain Swedish: each sentence followed by its citation."""

from collections.abc import Iterable

from avtalsuppfoljning import swedish
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.cli.page import Page
from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.policy import Assessment, Refused, rooms_left, ways_to_permit


def write_grade(page: Page, assessment: Assessment, guideline: Guideline) -> None:
    """How grave the deficiency is."""
    rows = [row for row in guideline.grade.rows if row.id in assessment.trace]
    text = swedish.graded(assessment.grade, is_minor=assessment.is_minor)
    page.item(text, source=cited(row.citation for row in rows))


def write_permitted(page: Page, assessment: Assessment, guideline: Guideline) -> None:
    """What may be done."""
    for each in assessment.permitted:
        text = swedish.may(measure_name(each.measure, guideline), each.forms)
        page.item(f"{text}.", source=cited(each.citations))
        decided = assessment.facts.history.decided_amounts
        for tariff, room in rooms_left(guideline, each.measure, decided):
            name, unit = measure_name(each.measure, guideline), tariff.unit.value
            text = swedish.cap_left(name, unit, room.most, room.cap, room.decided)
            page.item(text, source=cited(room.citations), indent=4)
    if not assessment.permitted:
        page.item(swedish.NOTHING)


def write_refused(page: Page, assessment: Assessment, guideline: Guideline) -> None:
    """What may not be done, each reason with its citation, and what would change it."""
    for each in assessment.refused:
        name = measure_name(each.measure, guideline)
        for reason in each.reasons:
            text = swedish.may_not(name, [meaning(reason, assessment, guideline)])
            page.item(text, source=cited(_behind(each, reason, assessment, guideline)))
        ways = ways_to_permit(each.measure, assessment.facts, guideline)
        for way in ways:
            clauses = (swedish.change(change.path, change.to) for change in way)
            named = [_of_instrument(clause, assessment) for clause in clauses]
            page.item(swedish.would_change(named), indent=4)
        if not ways:
            page.item(swedish.NOTHING_HELPS, indent=4)
    if not assessment.refused:
        page.item(swedish.NOTHING)


def write_recommended(page: Page, assessment: Assessment, guideline: Guideline) -> None:
    """What the ladder arrives at, and why."""
    text, source = _recommended(assessment, guideline)
    page.item(text, source=source)


def write_duties(page: Page, assessment: Assessment) -> None:
    """What must be done, whatever is decided."""
    for each in assessment.duties:
        text = swedish.sentence(each.meaning or swedish.duty(each.duty, each.obligor))
        page.item(text, source=cited(each.citations))


def write_briefly(page: Page, assessment: Assessment, guideline: Guideline) -> None:
    """May, may not and should in a few lines: one for each measure that may not be taken."""
    permitted = assessment.permitted
    names = [
        swedish.may(swedish.inline(measure_name(each.measure, guideline)), each.forms)
        for each in permitted
    ]
    source = cited(citation for each in permitted for citation in each.citations)
    may = f"{swedish.listed(names)}." if names else swedish.NOTHING
    page.item(swedish.DEMO_MAY + may, source=source, indent=4)
    for each in assessment.refused:
        reasons = [meaning(reason, assessment, guideline) for reason in each.reasons]
        text = swedish.may_not(measure_name(each.measure, guideline), reasons)
        page.item(swedish.DEMO_MAY_NOT + text, source=cited(each.citations), indent=4)
    text, source = _recommended(assessment, guideline)
    page.item(swedish.DEMO_SHOULD + text, source=source, indent=4)


def measure_name(measure: str, guideline: Guideline) -> str:
    """The measure as the guideline prints it."""
    found = guideline.measure(measure)
    return found.name if found else measure


def meaning(reason: str, assessment: Assessment, guideline: Guideline) -> str:
    """A reason in Swedish; the guideline itself says what its own reasons mean."""
    own = dict(guideline.reasons)
    return _of_instrument(own.get(reason) or swedish.word(swedish.REASON, reason), assessment)


def cited(citations: Iterable[Citation]) -> str:
    """Citations in a row, the document named once: *Sov 215/2020, Avstängning; Hävning*."""
    found: list[str] = []
    document = ""
    for each in dict.fromkeys(citations):
        text = str(each)
        found.append(text.removeprefix(f"{each.document}, ") if each.document == document else text)
        document = each.document
    return "; ".join(found)


def _recommended(assessment: Assessment, guideline: Guideline) -> tuple[str, str]:
    found = assessment.recommended
    measure = guideline.measure(found.action)
    action = measure.name if measure else swedish.word(swedish.RECOMMENDED, found.action)
    reason = swedish.word(swedish.RECOMMENDED_REASON, found.reason)
    text = swedish.recommended(action, found.level, _of_instrument(reason, assessment))
    return text, cited(found.citations)


def _of_instrument(clause: str, assessment: Assessment) -> str:
    facts = assessment.facts
    return swedish.of_instrument(clause, facts.driftsform, facts.upphandlingsform)


def _behind(
    refused: Refused, reason: str, assessment: Assessment, guideline: Guideline
) -> list[Citation]:
    """The citations of the limits that gave this reason."""
    return [
        limit.citation
        for limit in guideline.limits
        if limit.reason == reason and refused.measure in limit.refuses
        if limit.id in assessment.trace and limit.citation in refused.citations
    ]
