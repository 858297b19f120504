"""Every command that reads a register says the same of one on PostgreSQL as of one in a file."""

from pathlib import Path

from tests.cli.conftest import Run

from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.upkeep.moving import move

COMMANDS = [
    ("brister", "--per", "2026-12-31"),
    ("frister", "--per", "2026-12-31"),
    ("utforare", "--per", "2026-12-31"),
    ("handelser",),
    ("handelser", "--format", "json"),
    ("spela-upp", "--per", "2026-12-31"),
    ("verifiera", "--format", "json"),
]


def test_the_same_answers(register: Path, schema: str, run: Run) -> None:
    move(register, schema)
    for command in COMMANDS:
        in_file, on_server = (run(*command, "--register", place) for place in (register, schema))
        assert on_server.output == in_file.output
        assert on_server.exit_code == in_file.exit_code
        assert in_file.output


def test_a_table_is_imported_into_a_new_one_and_again_adds_nothing(
    tmp_path: Path, schema: str, run: Run
) -> None:
    table = tmp_path / "utforare.csv"
    table.write_text(
        "id;namn;driftsform;registrerad;organisationsnummer\n"
        "solgarden;Solgården;privat_regi;2026-01-07;400000-0010\n",
        "utf-8",
    )
    command = ("importera", table, "--tabell", "utforare", "--register", schema)
    first = run(*command)
    assert first.exit_code == 0, first.output
    with Register.open(schema, create=False) as opened:
        assert len(list(opened.events())) == 1
    assert run(*command).exit_code == 0
    with Register.open(schema, create=False) as opened:
        assert len(list(opened.events())) == 1


def test_a_register_that_is_not_there_is_told_in_swedish(schema: str, run: Run) -> None:
    told = run("brister", "--register", schema)
    assert told.exit_code == 2
    assert "registret finns inte" in told.stderr
