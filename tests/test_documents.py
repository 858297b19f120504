"""What the README and the documentation show is true: their Python runs, their JSON is JSON."""

import json
import logging
import re
import shlex
import textwrap
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import click
import psycopg
import pytest
from tests.recording.server import address_of

from avtalsuppfoljning.cli.app import avtal

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))


def blocks(language: str) -> list[tuple[str, str]]:
    """Every fenced block in this language, after the page it stands on."""
    fence = re.compile(rf"^ *```{language}\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
    return [
        (str(page.relative_to(ROOT)), textwrap.dedent(block))
        for page in PAGES
        for block in fence.findall(page.read_text("utf-8"))
    ]


def run(page: str, code: str) -> None:
    exec(compile(code, page, "exec"), {"__name__": "__main__"})  # noqa: S102 - our own pages


@pytest.fixture(autouse=True)
def _a_page_may_set_what_is_logged() -> Iterator[None]:
    """For itself, and not for the tests after it."""
    logger = logging.getLogger("avtalsuppfoljning.register")
    level = logger.level
    yield
    logger.setLevel(level)


SERVER, FILE = '"postgresql://karlstad@server/kommuner"', '"avtal.sqlite"'
"""What a page calls the server and the file that are not the reader's."""
PYTHON = blocks("python")


@pytest.mark.parametrize(("page", "code"), [each for each in PYTHON if SERVER not in each[1]])
def test_python_runs(page: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(page, code)


@pytest.mark.parametrize(
    ("page", "code"),
    [each for each in PYTHON if FILE in each[1] and f"Path({FILE})" not in each[1]],
)
def test_what_runs_in_a_file_runs_on_a_server(
    page: str, code: str, schema: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything else is the same, says use-postgresql.md."""
    monkeypatch.chdir(tmp_path)
    run(page, code.replace(FILE, repr(schema)))
    assert not Path("avtal.sqlite").exists()


@contextmanager
def role(database: str, statements: str) -> Iterator[str]:
    """The page's own statements, for a user whose name nobody else has; the user's address."""
    name = f"karlstad_{uuid4().hex}"
    with closing(psycopg.connect(database, autocommit=True)) as connection:
        connection.execute(statements.replace("karlstad", name))
        try:
            connection.execute(f"ALTER ROLE {name} PASSWORD '{name}'")
            yield address_of(name, database)
        finally:
            connection.execute(f"DROP OWNED BY {name} CASCADE")
            connection.execute(f"DROP ROLE {name}")


@pytest.mark.parametrize(("page", "code"), [each for each in PYTHON if SERVER in each[1]])
def test_python_runs_on_a_server(page: str, code: str, database: str) -> None:
    """As the user that the page makes, with the schemas that it makes."""
    (statements,) = [sql for where, sql in blocks("sql") if where == page]
    with role(database, statements) as address:
        name = address.partition("//")[2].partition(":")[0]
        code = code.replace(SERVER, repr(address)).replace("KOMMUNER}?", "KOMMUNER}&")
        run(page, re.sub(r"(avtal|vyer)_karlstad", rf"\1_{name}", code))


def test_no_python_stands_where_nobody_runs_it() -> None:
    """In a fence that is called something else, at a prompt, or only indented."""
    for page in PAGES:
        left = re.sub(
            r"^ *```python\n.*?^ *```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
        )
        for trace in (r"```\W*py", r"^ *>>> ", r"^ *(from [\w.]+ )?import \w+", r"^ *with .*:$"):
            assert not re.search(trace, left, re.MULTILINE), (page.name, trace)


def commands() -> list[tuple[str, str]]:
    """Every line that is a command of ours, after the page it stands on."""
    line = re.compile(r"^(?:    |\$ )?(avtal [a-z].*?)(?: [|<>] .*|  #.*)?$", re.MULTILINE)
    return [
        (str(page.relative_to(ROOT)), command)
        for page in PAGES
        for command in line.findall(page.read_text("utf-8").replace("\\\n", " "))
    ]


@pytest.mark.parametrize(("page", "line"), commands())
def test_every_command_and_option_shown_exists(page: str, line: str) -> None:
    command: click.Command = avtal
    words = shlex.split(line)[1:]
    context = click.Context(command, info_name="avtal")
    while isinstance(command, click.Group) and words:
        name, found, words = command.resolve_command(context, words)
        assert found is not None, page
        command, context = found, click.Context(found, info_name=name, parent=context)
    command.make_parser(context).parse_args(words)


@pytest.mark.parametrize(("page", "text"), blocks("json"))
def test_json_is_json(page: str, text: str) -> None:
    assert json.loads(text), page


def test_the_captured_demo_fits_a_terminal() -> None:
    demo = (ROOT / "README.md").read_text("utf-8").partition("<!-- demo -->")[2]
    assert all(len(line) <= 80 for line in demo.partition("<!-- /demo -->")[0].splitlines())


def test_the_captured_demo_is_what_the_demo_prints() -> None:
    """But for the places where it is cut."""
    page = (ROOT / "tests" / "cli" / "printed" / "demo.txt").read_text("utf-8").splitlines()
    text = (ROOT / "README.md").read_text("utf-8").partition("<!-- demo -->\n```text\n")[2]
    captured = text.partition("\n```\n<!-- /demo -->")[0].splitlines()
    shown = [line for line in captured if not line.startswith("sha256:")]
    assert [line for line in shown if line not in (*page, "  […]")] == []
