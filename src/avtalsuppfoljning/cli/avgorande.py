"""Which facts mattered to an assessment, in plain Swedish with the citation after each."""

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.answers import cited
from avtalsuppfoljning.cli.page import Page
from avtalsuppfoljning.exchange.avgorande import settled_by
from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.policy import Assessment


def write_decisive(page: Page, assessment: Assessment, guideline: Guideline) -> None:
    """One sentence per fact, and that nothing else matters."""
    facts = assessment.facts
    found = settled_by(facts, guideline)
    for path, value, citations in found:
        text = swedish.decisive(path, value)
        named = swedish.of_instrument(text, facts.driftsform, facts.upphandlingsform)
        page.item(named, source=cited(citations))
    page.item(swedish.NOTHING_ELSE_MATTERS if found else swedish.NOTHING_MATTERS)
