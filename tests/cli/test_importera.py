"""``importera`` and ``exportera``: the contract of the command line (issue 3 point 2)."""

import errno
import json
from pathlib import Path

import openpyxl
import pytest
from tests.cli.conftest import Run, Start
from tests.exchange.invented import municipality, sole_trader_number

from avtalsuppfoljning import swedish
from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.exchange.tables import TABLES
from avtalsuppfoljning.exchange.writing import write_workbook
from avtalsuppfoljning.recording import Register

WITH_REASON = ("--med-sekretess", "--skal", "Flytt till ett nytt register", "--av", "Bo Ek")
SOUND = "Namn;Org.nr;Driftsform;Registrerad\nBjörken AB;412000-0007;privat regi;2025-01-02\n"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A small municipality in Excel."""
    path = tmp_path / "kommun.xlsx"
    write_workbook(path, municipality(11, providers=10, agreements=8), is_whole=True)
    return path


def test_a_file_is_read_and_counted(run: Run, workbook: Path, tmp_path: Path) -> None:
    args = ("importera", workbook, "--register", tmp_path / "r.sqlite", "--format", "json")
    first, again = run(*args), run(*args)
    assert (first.exit_code, first.stderr) == (0, "")
    answer = json.loads(first.stdout)
    assert answer["inlasta"] > 20
    assert answer["avvisade"] == []
    assert answer["nya_handelser"] > 20
    assert json.loads(again.stdout) == {**answer, "nya_handelser": 0}


def test_a_refused_row_has_its_place_and_nothing_is_read(run: Run, tmp_path: Path) -> None:
    file, register = tmp_path / "lista.csv", tmp_path / "r.sqlite"
    file.write_text(SOUND + "Åsen AB;fel;privat regi;igår\n", "utf-8")
    result = run("importera", file, "--register", register, "--format", "json")
    assert result.exit_code == 2
    answer = json.loads(result.stdout)
    assert answer["inlasta"] == 0
    assert [set(each) for each in answer["avvisade"]] == [{"blad", "rad", "kolumn", "fel"}]
    assert answer["avvisade"][0]["rad"] == 3
    assert answer["avvisade"][0]["kolumn"] == "Registrerad"
    assert "igår" in answer["avvisade"][0]["fel"]
    assert not register.exists()
    text = run("importera", file, "--register", register)
    assert text.exit_code == 2
    assert "lista, rad 3, Registrerad" in text.stdout


def test_standard_input(run: Run, tmp_path: Path) -> None:
    args = ("importera", "-", "--register", tmp_path / "r.sqlite")
    result = run(*args, text=SOUND)
    assert (result.stderr, result.stdout) == ("", "1 rad är inläst; 1 ny händelse.\n")


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "jsonl"])
def test_out_and_in_again(run: Run, workbook: Path, tmp_path: Path, form: str) -> None:
    one, other, out = tmp_path / "a.sqlite", tmp_path / "b.sqlite", tmp_path / f"ut.{form}"
    run("importera", workbook, "--register", one)
    args = ("exportera", "--format", form, "--till", out, "--register", one, *WITH_REASON)
    assert run(*args).exit_code == 0
    assert run(*args).exit_code == 2  # nothing is written over
    assert run("importera", out, "--register", other).exit_code == 0
    with Register.open(one) as a, Register.open(other) as b:
        ours = {s: state for s, state in a.replay().items() if not s.startswith("register:")}
        assert ours == b.replay()


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "jsonl"])
def test_a_full_disk_leaves_no_half_export(
    run: Run, workbook: Path, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same command works when there is room."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    register, out = tmp_path / "r.sqlite", tmp_path / f"ut.{form}"
    run("importera", workbook, "--register", register)
    args = ("exportera", "--format", form, "--till", out, "--register", register)
    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.write_bytes", full)
        patched.setattr("json.dump", full)
        patched.setattr("json.dumps", full)
        patched.setattr("avtalsuppfoljning.exchange.writing._as_csv", full)
        result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"avtal: {swedish.DISK_FULL}\n"
    assert not [path for path in tmp_path.rglob("*") if path.is_relative_to(out) and path.is_file()]
    assert run(*args).exit_code == 0


def test_without_the_extra_nothing_is_left_of_an_export(
    start: Start, workbook: Path, tmp_path: Path, run: Run
) -> None:
    register, out = tmp_path / "r.sqlite", tmp_path / "ut.xlsx"
    run("importera", workbook, "--register", register)
    code = (
        "import sys; sys.modules['xlsxwriter'] = None\n"
        "from avtalsuppfoljning.cli import main\n"
        f"sys.argv = ['avtal', 'exportera', '--till', {str(out)!r}, '--register', "
        f"{str(register)!r}]\nmain()"
    )
    assert "avtalsuppfoljning[excel]" in start(python=("-c", code)).stderr.decode()
    assert not out.exists()


def test_an_imported_register_can_be_planned_for(run: Run, workbook: Path, tmp_path: Path) -> None:
    """The nämnd is the one that the agreements name; an import adopts no guideline."""
    register = tmp_path / "r.sqlite"
    run("importera", workbook, "--register", register)
    with Register.open(register) as found:
        states = found.replay()
    signed = {
        name: state.signed
        for name, state in states.items()
        if isinstance(state, Agreement) and state.signed
    }
    nämnder = sorted({each.steering for each in signed.values()})
    year = ("--fran", "2026-01-01", "--till", "2026-12-31", "--register", register)
    planned = set()
    for each in nämnder:
        args = ("plan", *year, "--namnd", each, "--regelverk", "exempelkoping", "--format", "json")
        planned |= {f"agreement:{own['avtal']}" for own in json.loads(run(*args).stdout)["avtal"]}
        assert f"{each} har ingen riktlinje" in run("plan", *year, "--namnd", each).stderr
    assert planned == set(signed)
    row = ("tolka", "rad", "--plan", "p", "--senast", "2026-01-31", "--skal", "s", "--person", "P")
    told = run("planpost", *row, "--register", register, "--namnd", nämnder[0])
    assert (told.exit_code, "oväntat fel" in told.stderr) == (2, False)


def test_without_a_target_the_rows_are_counted(run: Run, workbook: Path, tmp_path: Path) -> None:
    register = tmp_path / "r.sqlite"
    run("importera", workbook, "--register", register)
    lines = run("exportera", "--register", register).stdout.splitlines()
    assert [line.split() for line in lines][1] == ["Utförare", "10"]
    shown = json.loads(run("exportera", "--format", "json", "--register", register).stdout)
    assert list(shown) == list(TABLES)


def test_the_number_of_a_sole_trader_is_masked_everywhere(
    run: Run, workbook: Path, tmp_path: Path
) -> None:
    register, number = tmp_path / "r.sqlite", sole_trader_number(9)
    run("importera", workbook, "--register", register)
    out = run("exportera", "--format", "jsonl", "--register", register).stdout
    views = [run(view, "--register", register).stdout for view in ("handelser", "spela-upp")]
    assert '"enskild": "***"' in out
    assert [number in view for view in (out, *views)] == [False, False, False]


def test_the_template_has_lists_and_can_be_filled_in(run: Run, tmp_path: Path) -> None:
    path, register = tmp_path / "mall.xlsx", tmp_path / "r.sqlite"
    assert run("importera", "--mall", path).exit_code == 0
    assert run("importera", "--mall", path).exit_code == 2
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[1:] == [table.heading for table in TABLES.values()]
    sheet = book["Utförare"]
    assert "privat regi" in sheet.data_validations.dataValidation[0].formula1
    sheet.append([None, "Björken AB", "412000-0007", None, "privat regi", "2025-01-02"])
    book.save(path)
    result = run("importera", path, "--register", register)
    assert result.stdout == "1 rad är inläst; 1 ny händelse.\n"


@pytest.mark.parametrize(
    "args",
    [
        ("importera",),
        ("importera", "finns-inte.xlsx", "--register", "r.sqlite"),
        ("importera", "x.csv"),
        ("importera", "x.csv", "--tabell", "okand", "--register", "r.sqlite"),
        ("importera", "x.csv", "--register", "postgresql://x"),
        ("exportera", "--format", "xlsx", "--register", "r.sqlite"),
        ("exportera", "--format", "text", "--till", "x", "--register", "r.sqlite"),
        ("exportera", "--format", "pdf", "--register", "r.sqlite"),
        ("exportera", "--till", "ut.xlsx", "--register", "finns-inte.sqlite"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_one_line(
    run: Run, args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_it_says_what_to_install(
    start: Start, workbook: Path, tmp_path: Path
) -> None:
    code = (
        "import sys; sys.modules['openpyxl'] = None\n"
        "from avtalsuppfoljning.cli import main\n"
        f"sys.argv = ['avtal', 'importera', {str(workbook)!r}, '--register', "
        f"{str(tmp_path / 'r.sqlite')!r}]\nmain()"
    )
    result = start(python=("-c", code))
    assert result.returncode == 2
    assert "avtalsuppfoljning[excel]" in result.stderr.decode()
