"""Every requirement row has a place in the code, or a named omission with its reason."""

import ast
import re
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest

from avtalsuppfoljning.guidelines import shipped, shipped_text
from avtalsuppfoljning.terms import fold

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/reference/requirements.md"
SOURCE = ROOT / "src/avtalsuppfoljning"
HEADER = ["id", "what the source says", "where it lives"]
NOT_BUILT = re.compile(r"(?:utelämnad|återstår): \S.{9,}")


def numbered(prefix: str, *spans: tuple[int, int]) -> list[str]:
    return [f"{prefix}-{n:02}" for first, last in spans for n in range(first, last + 1)]


ROWS = [
    *numbered("S", (1, 14), (20, 37)),
    *numbered("F", (1, 13), (20, 30), (40, 45)),
    *numbered("O", (1, 16), (20, 28), (40, 62)),
    *numbered("T", (1, 6), (10, 24), (30, 56)),
]
ODDITIES = [
    f"{prefix}-A{n}"
    for prefix, count in (("S", 9), ("F", 8), ("O", 10), ("T", 9))
    for n in range(1, count + 1)
]


def table() -> list[list[str]]:
    lines = PAGE.read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines if line[:1] == "|"]
    return [row for row in cells if row != HEADER and row[0].strip("-")]


TABLE = table()
PLACES = sorted({place for row in TABLE for place in re.findall(r"`([^`]+)`", row[-1])})


def find(name: str) -> Any:
    """The module, class, member, field or function behind a dotted name within the package."""
    parts = name.split(".")
    found: Any = import_module(f"avtalsuppfoljning.{parts[0]}")
    for part in parts[1:]:
        if hasattr(found, part):
            found = getattr(found, part)
        elif attrs.has(found):
            found = getattr(attrs.fields(found), part)
        else:
            found = import_module(f"{found.__name__}.{part}")
    return found


def declared_in(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def strings_in(module: str) -> set[str]:
    path = SOURCE / f"{module.replace('.', '/')}.py"
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant)}  # type: ignore[misc]


def exists(place: str) -> bool:
    """What a place in backticks stands for is there."""
    guideline = re.fullmatch(r"riktlinje ([a-z]+): ([a-z_-]+)", place)
    if guideline:
        texts = [shipped_text(*ref) for ref in shipped() if ref[0] == guideline[1]]
        return any(f'id = "{guideline[2]}"' in text for text in texts)
    refusal = re.fullmatch(r"([a-z_.]+): ([a-z_]+)", place)
    if refusal:
        return refusal[2] in strings_in(refusal[1])
    path, _, name = place.partition("::")
    if path.startswith("tests/"):
        return name in declared_in(ROOT / path)
    if path.startswith("docs/"):
        return (ROOT / path).exists()
    find(place)
    return True


def test_every_row_is_there_once_and_in_order() -> None:
    """158 requirements and 36 oddities; A1–A9 come after the rows of their source."""
    assert (len(ROWS), len(ODDITIES)) == (158, 36)
    ids = [row[0] for row in TABLE]
    assert sorted(ids) == sorted([*ROWS, *ODDITIES])
    assert [each for each in ids if each in ROWS] == ROWS
    assert [each for each in ids if each in ODDITIES] == ODDITIES


@pytest.mark.parametrize("row", TABLE, ids=lambda row: fold(row[0]))
def test_a_row_has_a_place_or_a_reason(row: list[str]) -> None:
    assert len(row) == len(HEADER)
    assert row[1]
    assert re.search(r"`[^`]+`", row[2]) or NOT_BUILT.search(row[2])


@pytest.mark.parametrize("place", PLACES, ids=fold)
def test_the_place_is_there(place: str) -> None:
    assert exists(place)


@pytest.mark.parametrize(
    "place",
    [
        "agreement.SubmissionReceived.arrived_on",
        "agreement.SubmissionLost",
        "crossing: obefintlig",
        "riktlinje orebro: obefintlig",
        "tests/test_requirements.py::test_nothing",
    ],
)
def test_a_place_that_is_not_there_is_noticed(place: str) -> None:
    with suppress(AttributeError, ModuleNotFoundError):
        assert not exists(place)
