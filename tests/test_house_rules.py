"""The rules of the house that no linter knows. See CONTRIBUTING.md and docs/glossary.md."""

import ast
import importlib
import io
import os
import pkgutil
import re
import subprocess
import sys
import tokenize
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, get_args

import attrs
import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

import avtalsuppfoljning
from avtalsuppfoljning import recorded, recording
from avtalsuppfoljning.classification import Sekretess, sekretess_of
from avtalsuppfoljning.recording import catalogue
from avtalsuppfoljning.terms import Term, fold

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "avtalsuppfoljning"
ROOMS = ("src", "tests", "examples", "benchmarks", "docs", ".ci")
SWEDISH = frozenset("åäöÅÄÖ")


def project_files() -> list[Path]:
    """Everything that is written by hand."""
    inside = (path for room in ROOMS for path in (ROOT / room).rglob("*"))
    return sorted(
        path
        for path in (*ROOT.iterdir(), *inside)
        if path.is_file() and not {"__pycache__", "_build"} & set(path.parts)
    )


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file and what it says."""
    for path in project_files():
        raw = path.read_bytes()
        if b"\0" not in raw:
            yield path, raw.decode()


def sources() -> Iterator[tuple[Path, str]]:
    """Every Python file and what it says."""
    return ((path, text) for path, text in texts() if path.suffix == ".py")


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every module of the package, imported."""
    found = pkgutil.walk_packages(avtalsuppfoljning.__path__, "avtalsuppfoljning.")
    return (avtalsuppfoljning, *(importlib.import_module(module.name) for module in found))


# ── files ──


def test_text_is_composed() -> None:
    assert [path for path, text in texts() if not unicodedata.is_normalized("NFC", text)] == []


def test_file_names_are_ascii() -> None:
    assert [path for path in project_files() if not str(path.relative_to(ROOT)).isascii()] == []


def test_no_local_paths() -> None:
    local = re.compile(r"(?<![\w.:/~}])/(?:home|mnt|opt|root|tmp|work|Users)/|\b[A-Z]:\\\w")
    assert [path for path, text in texts() if local.search(text)] == []


# ── identifiers ──


def test_identifiers_are_ascii_and_swedish() -> None:
    strange = {
        (path.name, token.string)
        for path, text in sources()
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.NAME
        if not all(letter.isascii() or letter in SWEDISH for letter in token.string)
    }
    assert strange == set()


# ── names that leave Python ──


def terms() -> list[type[Term]]:
    """Every enumeration of terms in the package; tests and documents may define their own."""
    assert modules()
    return [kind for kind in Term.__subclasses__() if kind.__module__.startswith("avtals")]


def events() -> tuple[type, ...]:
    """Every event of every stream."""
    return get_args(recorded.Event)


def recorded_classes() -> set[type]:
    """The events, and every class that their fields hold."""
    found: set[type] = set()
    queue: list[Any] = list(events())
    while queue:
        kind = queue.pop()
        queue += get_args(kind)
        if isinstance(kind, type) and attrs.has(kind) and kind not in found:
            found.add(kind)
            queue += [field.type for field in attrs.fields(kind)]
    return found


def joined(class_name: str, by: str) -> str:
    """A folded class name in lower case, its words joined."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", by, fold(class_name)).lower()


def test_enum_values_are_their_folded_names() -> None:
    wrong = [
        member for kind in terms() for member in kind if member.value != fold(member.name).lower()
    ]
    assert wrong == []


def test_stored_names_are_folded_class_names() -> None:
    stored = {kind: name.partition("@") for kind, name in catalogue.NAMES.items()}
    assert {kind: name for kind, (name, _, _) in stored.items()} == {
        kind: joined(kind.__name__, "-") for kind in events()
    }
    assert all(version.isdecimal() for _, _, version in stored.values())


def test_recorded_fields_are_ascii() -> None:
    fields = {field.name for kind in recorded_classes() for field in attrs.fields(kind)}
    assert {name for name in fields if not name.isascii()} == set()


def test_recorded_fields_are_classified() -> None:
    unclassified = {
        f"{kind.__name__}.{field.name}"
        for kind in recorded_classes()
        for field in attrs.fields(kind)
        if not isinstance(field.metadata.get("sekretess"), Sekretess)
    }
    assert unclassified == set()


def test_fields_that_are_not_open_are_documented() -> None:
    documented = {
        row[0].strip("`"): row[1].strip("`")
        for row in table(ROOT / "docs/explanation/secrecy.md", ["field", "class", "why"])
    }
    assert documented == {
        f"{kind.__name__}.{field.name}": sekretess_of(field).value
        for kind in recorded_classes()
        for field in attrs.fields(kind)
        if sekretess_of(field) is not Sekretess.OPEN
    }


# ── the glossary ──


class Row(NamedTuple):
    """One row of docs/glossary.md."""

    term: str
    plural: str
    meaning: str
    citation: str
    python_names: str
    wire_names: str
    not_to_be_confused_with: str


HEADER = [
    "Swedish term", "plural", "meaning", "citation", "Python name", "wire name",
    "not to be confused with",
]  # fmt: skip


def table(path: Path, header: list[str]) -> Iterator[list[str]]:
    """The rows of every table in a Markdown file that has this header."""
    is_inside = False
    for line in path.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells == header:
            is_inside = True
        elif not line.startswith("|"):
            is_inside = False
        elif is_inside and cells[0].strip("-"):
            yield cells


GLOSSARY = [Row(*cells) for cells in table(ROOT / "docs/glossary.md", HEADER)]
LISTED = {name for row in GLOSSARY for name in re.findall(r"`([^`]+)`", row.python_names)}
WORDS = {word for row in GLOSSARY for word in row.term.lower().split()}


def resolve(name: str) -> Any:
    """The object that a name in the glossary stands for, or None."""
    first, *rest = name.split(".")
    found = next((vars(module)[first] for module in modules() if first in vars(module)), None)
    for part in rest:
        found = getattr(found, part, None)
    return found


def wire_name(name: str) -> str:
    """How a Python name is written outside Python."""
    *owner, last = name.split(".")
    if owner:
        return fold(last).lower()
    return joined(last, "-" if resolve(name) in events() else "_")


def declared() -> Iterator[tuple[str, ast.AST]]:
    """Every public name of the package, qualified by its class, with its declaration."""
    for path, text in sources():
        if path.is_relative_to(PACKAGE):
            yield from _declared(ast.parse(text).body, "")


def _declared(body: list[ast.stmt], owner: str) -> Iterator[tuple[str, ast.AST]]:
    for node in body:
        match node:
            case ast.ClassDef(name=name, body=inner):
                yield owner + name, node
                yield from _declared(inner, f"{owner}{name}.")
            case ast.FunctionDef(name=name, args=args):
                yield owner + name, node
                for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs):
                    yield f"{owner}{name}.{arg.arg}", arg
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield owner + name, node


def is_public(name: str) -> bool:
    return not any(part.startswith("_") for part in name.split("."))


def test_the_glossary_lists_every_swedish_name() -> None:
    """Classes and members by name, since they have a wire name; all else by its words."""
    members = {f"{kind.__name__}.{name}" for kind in terms() for name in kind.__members__}
    missing = members - LISTED
    for name, node in declared():
        own = name.rpartition(".")[2]
        if own.isascii() or not is_public(name):
            continue
        if isinstance(node, ast.ClassDef):
            missing |= {name} - LISTED
        else:
            missing |= {word for word in own.lower().split("_") if not word.isascii()} - WORDS
    assert missing == set()


@pytest.mark.parametrize("name", sorted(LISTED), ids=fold)
def test_every_listed_name_resolves(name: str) -> None:
    assert resolve(name) is not None


def test_a_wire_name_is_the_folded_name() -> None:
    for row in GLOSSARY:
        expected = [wire_name(name) for name in re.findall(r"`([^`]+)`", row.python_names)]
        assert re.findall(r"`([^`]+)`", row.wire_names) == list(dict.fromkeys(expected)), row.term


def test_a_term_is_listed_once() -> None:
    terms = [row.term for row in GLOSSARY]
    assert sorted(set(terms)) == sorted(terms)


# ── layers ──


def test_imports_point_downwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True, no_logo=True) == EXIT_STATUS_SUCCESS


def test_the_front_page_loads_no_infrastructure() -> None:
    assert loaded_by("import avtalsuppfoljning") == []


def test_of_the_front_page_only_what_records_loads_a_database() -> None:
    pure = sorted(set(avtalsuppfoljning.__all__) - set(recording.__all__))
    assert loaded_by(f"from avtalsuppfoljning import {', '.join(pure)}") == []
    assert "sqlite3" in loaded_by("from avtalsuppfoljning import Register")


def loaded_by(code: str) -> list[str]:
    """What a program with this one line has loaded, of what should wait until it is used."""
    heavy = {"eventsourcing", "hypothesis", "numpy", "psycopg", "sqlite3"}
    code = f"import sys; {code}; print(*sorted({heavy} & set(sys.modules)))"
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    return subprocess.check_output([sys.executable, "-c", code], env=environment, text=True).split()
