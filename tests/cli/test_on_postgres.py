"""Every command that reads a register says the same of one on PostgreSQL as of one in a file."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from avtalsuppfoljning.errors import RegisterError
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


def test_keys_on_the_server_are_for_one_register_and_without_their_password(
    schema: str, run: Run, tmp_path: Path
) -> None:
    """A gallring in one of two registers would destroy what is in the other."""
    keys = schema.replace("@", ":hemligt@", 1) + "_nycklar"
    place, other = tmp_path / "avtal.sqlite", tmp_path / "annan.sqlite"
    made = run("register", "skapa", place, "--nycklar", keys, "--format", "json")
    assert (made.exit_code, made.stderr) == (0, "")
    assert "hemligt" not in made.stdout
    assert json.loads(made.stdout)["nycklar"].endswith("_nycklar")
    again = run("register", "skapa", other, "--nycklar", keys)
    assert (again.exit_code, again.stdout) == (2, "")
    assert "det finns redan" in again.stderr
    assert not other.exists()
    with pytest.raises(RegisterError) as refused:  # it is still empty, and another's all the same
        Register.open(other, keys=keys)
    assert refused.value.code == "exists"
    with Register.open(place, create=False, keys=keys) as opened:
        assert opened.log.cipher.keys
        opened.log.cipher.keys.newest("provider:u-1")
    with pytest.raises(RegisterError, match="the keys of another register"):
        Register.open(other, keys=keys)
