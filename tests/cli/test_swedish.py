"""Whatever code can reach an official has a Swedish sentence."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from avtalsuppfoljning import swedish, terms
from avtalsuppfoljning.agreement import EndReason, Party
from avtalsuppfoljning.deficiency import NoticeRecipient
from avtalsuppfoljning.guidelines import load, shipped
from avtalsuppfoljning.guidelines.checking import KNOWN_REASONS
from avtalsuppfoljning.guidelines.inputs import DOMAINS
from avtalsuppfoljning.guidelines.model import LevelRule
from avtalsuppfoljning.policy import (
    assess as _,  # noqa: F401  its module is read below
    explain,
)
from avtalsuppfoljning.provider import MeetingKind
from avtalsuppfoljning.recorded import KINDS
from avtalsuppfoljning.recording.catalogue import NAMES
from avtalsuppfoljning.views.agreements import AgreementStatus
from avtalsuppfoljning.views.deficiencies import Läge
from avtalsuppfoljning.views.due import DueReason
from avtalsuppfoljning.views.submissions import SubmissionStatus

SENTENCES = Path(swedish.__file__).parent
SOURCES = SENTENCES.parent


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (terms.Driftsform, swedish.DRIFTSFORM),
        (terms.Upphandlingsform, swedish.UPPHANDLINGSFORM),
        (terms.AgreementKind, swedish.AGREEMENT),
        (terms.Frekvens, swedish.FREKVENS),
        (terms.Konsekvens, swedish.KONSEKVENS),
        (terms.Resultat, swedish.RESULTAT),
        (terms.Hörd, swedish.HEARD),
        (terms.FollowUpMethod, swedish.METHOD),
        (terms.Bedömning, swedish.VERDICT),
        (LevelRule, swedish.LEVEL_RULE),
        (Läge, swedish.DEFICIENCY),
        (SubmissionStatus, swedish.SUBMISSION),
        (AgreementStatus, swedish.AGREEMENT_STATUS),
        (DueReason, swedish.DUE_REASON),
        (EndReason, swedish.END_REASON),
        (MeetingKind, swedish.MEETING),
        (NoticeRecipient, swedish.NOTICE_TO),
        (Party, swedish.PARTY),
        (terms.Myndighet, swedish.AUTHORITY),
    ],
    ids=lambda found: found.__name__ if isinstance(found, type) else "",
)
def test_every_term_has_a_word(kind: type[terms.Term], table: Mapping[str, str]) -> None:
    assert {member.value for member in kind} <= set(table)


def test_forms_and_channels_have_a_word() -> None:
    assert set(swedish.FORMS) == {*terms.EkonomiskForm, *terms.Kanal}


def test_reasons_have_a_sentence() -> None:
    assert set(KNOWN_REASONS) <= set(swedish.REASON)


def test_events_and_streams_have_a_word() -> None:
    assert {name.partition("@")[0] for name in NAMES.values()} <= set(swedish.EVENT)
    assert set(swedish.STREAM) == set(KINDS)


def test_inputs_have_a_word() -> None:
    assert {*DOMAINS, "grad"} <= set(swedish.INPUT)


def calls(*names: str) -> Iterator[ast.Call]:
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in names:
                    yield node


def test_refusals_and_deviations_have_a_sentence() -> None:
    codes = {
        keyword.value.value
        for call in calls("DecisionRefusedError", "Objection")
        for keyword in call.keywords
        if keyword.arg == "code" and isinstance(keyword.value, ast.Constant)
    }
    codes |= {arg.value for call in calls("_no") if isinstance(arg := call.args[0], ast.Constant)}
    assert codes
    assert codes - set(swedish.REFUSED) == set()


@pytest.mark.parametrize(
    "path", [*sorted((SOURCES / "guidelines").glob("*.py")), SOURCES / "terms.py"], ids=str
)
def test_what_is_wrong_with_a_guideline_is_said_here(path: Path) -> None:
    """What, and the way out: neither is a text of the module that refuses."""
    refusing = {"refuse", "GuidelineError", "InvalidValueError"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in refusing:
                assert not isinstance(first, ast.Constant | ast.JoinedStr), ast.unparse(node)
            case _:
                pass


def test_recommendations_have_a_sentence() -> None:
    said = {
        node.value.value
        for node in ast.parse((SOURCES / "policy" / "placing.py").read_text("utf-8")).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Constant)
        if isinstance(node.value.value, str)
    }
    assert said
    assert said - set(swedish.RECOMMENDED_REASON) == set()


@pytest.mark.parametrize(("id", "version"), shipped())
def test_a_shipped_guideline_is_readable(id: str, version: str) -> None:  # noqa: A002
    guideline = load(id, version)
    assert {duty.id for duty in guideline.duties if not duty.meaning} <= set(swedish.DUTY)
    assert {measure.id for measure in guideline.measures} <= set(swedish.LEVEL)
    assert set(guideline.grades) <= set(swedish.GRADE)


@pytest.mark.parametrize("path", explain.PATHS.values())
@pytest.mark.parametrize("to", [True, False, None, "lag", ("vite",)])
def test_every_change_is_a_clause(path: str, to: str | bool | tuple[str, ...] | None) -> None:
    clause = swedish.change(path, to)
    assert clause
    assert "{" not in clause


def test_sentences_are_composed_and_have_no_stray_blanks() -> None:
    strings = [
        node.value
        for path in sorted(SENTENCES.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [each for each in strings if "  " in each.replace("\n    ", "")] == []
