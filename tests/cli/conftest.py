"""Running ``avtal`` in a test: in this process or in one of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from avtalsuppfoljning.cli.app import avtal
from avtalsuppfoljning.cli.exempelkoping import record_year

ROOT = Path(__file__).parents[2]
PRINTED = Path(__file__).parent / "printed"

Run = Callable[..., Result]
Start = Callable[..., subprocess.CompletedProcess[bytes]]
Printed = Callable[[str, str], None]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``avtal`` in this process, 80 columns wide and without a register in the environment."""
    monkeypatch.delenv("AVTAL_REGISTER", raising=False)
    monkeypatch.delenv("AVTAL_NYCKLAR", raising=False)

    def run(*args: object, text: str | bytes | None = None) -> Result:
        return CliRunner().invoke(avtal, [str(arg) for arg in args], input=text)

    return run


@pytest.fixture
def start() -> Start:
    """Run ``python -m avtalsuppfoljning`` in a process of its own."""

    def start(
        *args: object, text: bytes = b"", python: tuple[str, ...] = (), **env: str
    ) -> subprocess.CompletedProcess[bytes]:
        command = python or ("-m", "avtalsuppfoljning")
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **env}
        surroundings.pop("AVTAL_REGISTER", None)
        surroundings.pop("AVTAL_NYCKLAR", None)
        return subprocess.run(
            [sys.executable, *command, *map(str, args)],
            input=text,
            capture_output=True,
            check=False,
            env=surroundings,
        )

    return start


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of Exempelköping."""
    path = tmp_path_factory.mktemp("exempelkoping") / "avtal.sqlite"
    record_year(path)
    return path


@pytest.fixture
def printed() -> Printed:
    """Compare with a page that somebody has read; SKRIV=1 writes it anew, to be read again."""

    def compare(name: str, text: str) -> None:
        text = re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", text)
        assert [line for line in text.splitlines() if len(line) > 80] == []
        assert [line for line in text.splitlines() if line != line.rstrip()] == []
        page = PRINTED / f"{name}.txt"
        if os.environ.get("SKRIV"):
            page.write_text(text, "utf-8")
        assert text == page.read_text("utf-8")

    return compare
