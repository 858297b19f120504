"""The specifications are complete: every decision has its own, every refusal is reached."""

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from avtalsuppfoljning import crossing
from avtalsuppfoljning.recorded import KINDS
from avtalsuppfoljning.terms import fold

Decision = Callable[..., Any]

DECISIONS: list[Decision] = sorted(
    (decision for kind in KINDS.values() for decision in kind.decisions),
    key=lambda decision: (decision.__module__, decision.__name__),
)
STREAMS = sorted({decision.__module__ for decision in DECISIONS})
ANSWERS = ("test_happens", "test_refused", "test_quiet")


def specifications(stream: str) -> list[ModuleType]:
    """The modules that specify a stream: its own, and those whose names continue its name."""
    name = stream.rpartition(".")[2]
    files = sorted(Path(__file__).parent.glob(f"test_{name}*.py"))
    return [import_module(f"tests.streams.{file.stem}") for file in files]


def class_name(decision: Decision) -> str:
    words = fold(decision.__name__).split("_")
    return "Test" + "".join(word.capitalize() for word in words)


def name(decision: Decision) -> str:
    return fold(f"{decision.__module__.rpartition('.')[2]}.{decision.__name__}")


def codes(module: ModuleType) -> Iterator[str]:
    """Every code that the module itself refuses with."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.keyword(arg="code", value=ast.Constant(value=str(code))):
                yield code


def test_every_kind_of_stream_has_decisions() -> None:
    assert all(kind.decisions for kind in KINDS.values())
    assert len(DECISIONS) == len({name(decision) for decision in DECISIONS})


@pytest.mark.parametrize("decision", DECISIONS, ids=name)
def test_a_decision_has_its_specifications(decision: Decision) -> None:
    """It happens, it is refused, it is quiet the second time; the class says which rule it is."""
    found = [
        vars(module)[class_name(decision)]
        for module in specifications(decision.__module__)
        if class_name(decision) in vars(module)
    ]
    assert len(found) == 1, f"write one class {class_name(decision)}"
    for answer in ANSWERS:
        assert any(test.startswith(answer) for test in vars(found[0])), f"{found[0]}: {answer}…"
    assert inspect.getdoc(found[0]), f"{found[0]} names no rule"


@pytest.mark.parametrize("stream", [*STREAMS, crossing.__name__])
def test_every_refusal_is_reached(stream: str) -> None:
    """A specification compares the outcome with the code, in so many letters."""
    if stream == crossing.__name__:
        modules = [import_module("tests.test_crossing")]
    else:
        modules = specifications(stream)
    reached = {
        code
        for module in modules
        for code in re.findall(r'code == "(\w+)"', inspect.getsource(module))
    }
    assert set(codes(sys.modules[stream])) - reached == set()
