"""The stories in ``examples/`` run from first to last, and warn of nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STORIES = sorted((ROOT / "examples").glob("[0-9]*.py"))


@pytest.mark.parametrize("story", STORIES, ids=lambda each: each.stem)
def test_story(story: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, "-W", "error", story],
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout


def test_the_stories_are_numbered_from_one() -> None:
    assert [int(each.stem[:2]) for each in STORIES] == list(range(1, len(STORIES) + 1))
