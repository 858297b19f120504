"""The specifications are complete: every decision has its own, every refusal is reached."""

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, get_args

import pytest

from avtalsuppfoljning import crossing
from avtalsuppfoljning.recorded import KINDS
from avtalsuppfoljning.terms import fold

Decision = Callable[..., Any]

DECISIONS: list[Decision] = sorted(
    (decision for kind in KINDS.values() for decision in kind.decisions),
    key=lambda decision: (decision.__module__, decision.__name__),
)
STREAMS = sorted({decision.__module__.rpartition(".")[0] for decision in DECISIONS})
ANSWERS = ("test_happens", "test_refused", "test_quiet")


def specifications(stream: str) -> list[ModuleType]:
    """The modules that specify a stream: its own, and those whose names continue its name."""
    name = stream.rpartition(".")[2]
    folder = Path(__file__).parent if stream in STREAMS else Path(__file__).parents[1]
    package = __package__ if stream in STREAMS else __package__.rpartition(".")[0]
    files = sorted(folder.glob(f"test_{name}*.py"))
    return [import_module(f"{package}.{file.stem}") for file in files]


def class_name(decision: Decision) -> str:
    words = fold(decision.__name__).split("_")
    return "Test" + "".join(word.capitalize() for word in words)


def stream_of(decision: Decision) -> str:
    return decision.__module__.rpartition(".")[0]


def name(decision: Decision) -> str:
    return fold(f"{stream_of(decision).rpartition('.')[2]}.{decision.__name__}")


def found(stream: str, specification: str) -> list[type]:
    """The classes of this name among the specifications of a stream."""
    return [
        vars(module)[specification]
        for module in specifications(stream)
        if specification in vars(module)
    ]


def codes(module: ModuleType) -> Iterator[str]:
    """Every code that a module refuses with, in so many letters."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.keyword(arg="code", value=ast.Constant(value=str(code))):
                yield code


def names_of(stream: str) -> list[str]:
    """The modules of a stream, which may keep what its decisions share in one of its own."""
    return sorted(each.name for each in iter_modules(import_module(stream).__path__))


def test_every_kind_of_stream_has_decisions() -> None:
    assert all(kind.decisions for kind in KINDS.values())
    assert len(DECISIONS) == len({name(decision) for decision in DECISIONS})


@pytest.mark.parametrize("decision", DECISIONS, ids=name)
def test_a_decision_has_its_specifications(decision: Decision) -> None:
    """It happens, it is refused, it is quiet the second time; the class says which rule it is."""
    classes = found(stream_of(decision), class_name(decision))
    assert len(classes) == 1, f"write one class {class_name(decision)}"
    for answer in ANSWERS:
        assert any(test.startswith(answer) for test in vars(classes[0])), f"{classes[0]}: {answer}…"
    assert inspect.getdoc(classes[0]), f"{classes[0]} names no rule"


@pytest.mark.parametrize("decision", [d for d in DECISIONS if d.__name__ == "note"], ids=name)
def test_a_fact_that_is_noted_has_its_specifications(decision: Decision) -> None:
    """`note` records facts of many classes: each of them is tried, and what it does not take."""
    noted = get_args(sys.modules[stream_of(decision)].Noted)
    (specification,) = found(stream_of(decision), "TestNote")
    assert "test_every_class_is_tried" in vars(specification)
    tried_by_itself = any("__attrs_post_init__" in vars(event) for event in noted)
    assert ("test_invalid" in vars(specification)) is tried_by_itself


@pytest.mark.parametrize("stream", [*STREAMS, crossing.__name__])
def test_every_refusal_is_reached(stream: str) -> None:
    """A specification compares the outcome with the code, in so many letters."""
    sources = [crossing]
    if stream in STREAMS:
        sources = [import_module(f"{stream}.{name}") for name in names_of(stream)]
    reached = {
        code
        for module in specifications(stream)
        for code in re.findall(r'code == "(\w+)"', inspect.getsource(module))
    }
    assert {code for source in sources for code in codes(source)} - reached == set()
