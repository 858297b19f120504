"""What the README and the documentation show is true: their Python runs, their JSON is JSON."""

import json
import re
import textwrap
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(("page", "code"), blocks("python"))
def test_python_runs(page: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(code, page, "exec"), {"__name__": "__main__"})  # noqa: S102 - our own pages


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
