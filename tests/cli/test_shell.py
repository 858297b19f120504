"""Help and usage, in Swedish, whatever the surroundings."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import Result
from tests.cli.conftest import Printed, Run, Start

from avtalsuppfoljning import swedish

ROOT = Path(__file__).parents[2]
COMMANDS = [
    "demo",
    "bedom",
    "brister",
    "frister",
    "utforare",
    "avtal",
    "handelser",
    "spela-upp",
    "importera",
    "exportera",
    "regelverk",
]
PAGES = [[], *[[name] for name in COMMANDS], ["regelverk", "lista"], ["regelverk", "visa"]]
ENGLISH = ("Usage", "Options", "Commands", "Show this", "Try ", "Error", "Traceback")


def is_one_line(result: Result) -> bool:
    return result.stdout == "" and result.stderr.count("\n") == 1


class TestHelp:
    @pytest.mark.parametrize("path", PAGES, ids="-".join)
    def test_is_swedish_and_fits(self, run: Run, path: list[str]) -> None:
        result = run(*path, "--help")
        assert result.exit_code == 0
        assert result.stdout.startswith("Användning: avtal")
        assert "Visa den här hjälpen." in result.stdout
        assert not any(word in result.stdout for word in ENGLISH)
        assert max(map(len, result.stdout.splitlines())) <= 80

    def test_printed(self, run: Run, printed: Printed) -> None:
        printed("help", run("--help").stdout)

    def test_every_command_takes_a_format(self, run: Run) -> None:
        for path in PAGES:
            if path not in ([], ["regelverk"]):
                assert "--format text|json" in run(*path, "--help").stdout, path

    def test_without_a_command_there_is_help(self, run: Run) -> None:
        assert run().stdout == run("--help").stdout
        assert run("regelverk").stdout == run("regelverk", "--help").stdout

    @pytest.mark.parametrize("asked", ["--help", "--version"])
    def test_loads_neither_database_nor_rules(self, start: Start, asked: str) -> None:
        code = (
            "import sys; from avtalsuppfoljning.cli.app import avtal\n"
            f"try: avtal([{asked!r}])\n"
            "finally: print('LOADED', *sys.modules)"
        )
        loaded = start(python=("-c", code)).stdout.decode().partition("LOADED ")[2].split()
        ours = {
            name
            for name in loaded
            if name.startswith("avtalsuppfoljning")
            and not name.startswith("avtalsuppfoljning.swedish.")
        }
        assert ours == {
            "avtalsuppfoljning",
            "avtalsuppfoljning.cli",
            "avtalsuppfoljning.cli.app",
            "avtalsuppfoljning.cli.shell",
            "avtalsuppfoljning.swedish",
        }
        heavy = {"sqlite3", "eventsourcing", "attrs", "attr", "cattrs", "msgspec", "rich"}
        assert not heavy & set(loaded)

    def test_version(self, run: Run) -> None:
        result = run("--version")
        assert result.exit_code == 0
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        assert result.stdout == f"avtal {project['version']}\n"


class TestUsage:
    @pytest.mark.parametrize(
        ("args", "told"),
        [
            (["finns-inte"], "kommandot 'finns-inte' finns inte: använd demo, bedom"),
            (["regelverk", "x"], "kommandot 'x' finns inte: använd lista, visa, granska, "),
            (["--x"], "väljaren --x finns inte: se avtal --help"),
            (["brister", "--x"], "väljaren --x finns inte: se avtal brister --help"),
            (["brister", "--per"], "väljaren --per kräver ett värde"),
            (["brister", "--per", "i dag"], "--per: 'i dag' är ingen dag: skriv ÅÅÅÅ-MM-DD"),
            (["brister", "--per", "20261122"], "--per: '20261122' är ingen dag"),
            (["brister", "--per", "2026-02-30"], "--per: '2026-02-30' är ingen dag"),
            (["brister"], "inget register är angivet: ange --register FIL eller AVTAL_REGISTER"),
            (["brister", "extra"], "för många argument: extra: se avtal brister --help"),
            (["brister", "--format", "xml"], "--format: 'xml' är inget format"),
            (["brister", "--register", "finns/inte"], "finns/inte finns inte: kontrollera"),
            (["brister", "--register", "."], ". kan inte läsas eller skrivas"),
            (["brister", "--register", "postgresql://x/y"], "läsa: skriv postgresql://"),
            (["brister", "--register", __file__], "det är inget register"),
            (["handelser", "--strom", "x"], "--strom: 'x' är ingen ström"),
            (["handelser", "--med-sekretess=ja"], "väljaren --med-sekretess tar inget värde"),
            (["bedom"], "ange antingen FAKTA.json eller --rader FIL"),
            (["bedom", "a", "--rader", "b"], "ange antingen FAKTA.json eller --rader FIL"),
            (["bedom", "finns-inte.json"], "finns-inte.json finns inte"),
            (["bedom", "\x1b[2J\n.json"], r"\x1b[2J .json finns inte"),
            (["regelverk", "visa"], "ID saknas: se avtal regelverk visa --help"),
            (["regelverk", "visa", "atlantis"], "regelverket 'atlantis' finns inte: välj "),
            (["regelverk", "visa", "orebro@1999-01-01"], "välj orebro@2020-05-28"),
        ],
    )
    def test_a_fault_is_one_line(self, run: Run, args: list[str], told: str) -> None:
        result = run(*args)
        assert result.exit_code == 2
        assert is_one_line(result)
        assert result.stderr.startswith("avtal: ")
        assert told in result.stderr
        assert not any(word in result.stderr for word in ENGLISH)

    def test_nothing_is_created(self, run: Run, tmp_path: Path) -> None:
        run("brister", "--register", tmp_path / "ny.sqlite")
        assert list(tmp_path.iterdir()) == []

    def test_a_fault_of_ours_is_told_apart(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(swedish, "GUIDELINE_COLUMNS", None)
        result = run("regelverk", "lista")
        assert result.exit_code == 70
        assert "oväntat fel (TypeError" in result.stderr

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
    @pytest.mark.parametrize("unbuffered", ["", "1"])
    def test_a_disk_without_room_for_the_answer(self, tmp_path: Path, unbuffered: str) -> None:
        command = [sys.executable, "-m", "avtalsuppfoljning", "regelverk", "lista"]
        own = {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": unbuffered}
        env = {**os.environ, **own}
        with Path("/dev/full").open("wb") as full:
            ended = subprocess.run(
                command, stdout=full, stderr=subprocess.PIPE, check=False, env=env, cwd=tmp_path
            )
        assert ended.returncode == 2
        assert ended.stderr.decode().startswith("avtal: disken eller dess kvot är full: gör plats")
        assert ended.stderr.count(b"\n") == 1

    def test_english_is_for_the_technician_and_says_so(self) -> None:
        """Where the Swedish says it all there is none; and every code is one that exists."""
        assert set(swedish.REGISTER_FAULT) >= swedish.SAYS_IT_ALL
        for code in swedish.REGISTER_FAULT:
            told = swedish.not_a_register("said in English", code)
            english = " (till teknikern: said in English)"
            assert told.endswith("" if code in swedish.SAYS_IT_ALL else english)
            assert ("English" in told) is (code not in swedish.SAYS_IT_ALL)


class TestSurroundings:
    @pytest.mark.parametrize(
        "env",
        [
            {"LANG": "C", "LC_ALL": "C"},
            {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"PYTHONIOENCODING": "latin-1"},
            {"NO_COLOR": "1", "TERM": "dumb"},
            {"COLUMNS": "200"},
        ],
        ids="-".join,
    )
    def test_pages_are_always_the_same_bytes(
        self, start: Start, run: Run, env: dict[str, str]
    ) -> None:
        shown = start("regelverk", "visa", "orebro", **env)
        assert shown.returncode == 0, shown.stderr
        assert shown.stdout.decode("utf-8") == run("regelverk", "visa", "orebro").stdout
        fault = start("bedom", "åäö.json", **env)
        assert fault.returncode == 2
        assert fault.stderr.decode("utf-8").count("\n") == 1

    def test_a_reader_may_stop_reading(self, register: Path) -> None:
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        command = [
            sys.executable,
            "-m",
            "avtalsuppfoljning",
            "handelser",
            "--register",
            str(register),
        ]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
