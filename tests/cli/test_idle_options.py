"""Nothing that a person writes on the command line is left unread: it has effect, or is refused."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tests.cli.conftest import Run
from tests.cli.test_plan import YEAR

from avtalsuppfoljning.cli.app import avtal

FILE = ("--fil", "{file}")
REASON = ("--med-sekretess", "--skal", "Prövning.", "--av", "anna")
BESIDE = [  # what has no effect, beside what, and the command
    *(
        (option, "--fil", (*command, *FILE, option, "{register}"))
        for command, option in itertools.product(
            [
                ("granska",),
                ("granska", "--regelverk", "orebro"),
                ("verifiera",),
                ("spela-upp",),
                ("revision", "rapport"),
                ("revision", "likabehandling"),
                ("revision", "rekommendationer"),
                ("revision", "fragor"),
            ],
            ["--register", "--nycklar"],
        )
    ),
    ("--html", "--format json", ("revision", "rapport", "--html", "--format", "json")),
    ("--format", "--rader", ("bedom", "--rader", "-", "--format", "text")),
    *(
        (option, "--ny-nyckel", ("forsegla", "--ny-nyckel", "{new}", "--namn", "a.se/b",
                                 option, "{register}"))
        for option in ("--register", "--nycklar")
    ),
    *(
        ("--med-sekretess", "--format text", (*command, *REASON))
        for command in (("handelser", "--format", "text"), ("kvitto", "1", "--format", "text"))
    ),
    *(
        (option[0], "--mall", ("importera", "--mall", "{new}", *option))
        for option in (("--tabell", "avtal"), ("--kolumner", "{file}"), ("--av", "anna"),
                       ("--register", "{register}"), ("--nycklar", "{file}"))
    ),
    *(
        (option[0], "--mall", ("planimport", "--mall", "{new}", *option))
        for option in (("--behall",), ("--dokument", "Planen"), ("--register", "{register}"),
                       ("--nycklar", "{file}"), ("--namnd", "sn"), ("--av", "anna"),
                       ("--faststall", "2026"), ("--dnr", "SN 1"), ("--beslutat-av", "SN"),
                       ("--beslutat", "2026-01-02"), ("--skal", "Nytt."))
    ),
    ("--nycklar", "--avtal", ("plan", "--regelverk", "orebro", *YEAR, "--avtal", "{file}",
                              "--nycklar", "{file}")),
    ("--namnd", "--avtal", ("planpost", "genomford", "egenkontroll:2026-T1", "--avtal", "a",
                            "--namnd", "sn", "--dag", "2026-01-02", "--dnr", "SN 1",
                            "--register", "{register}")),
]  # fmt: skip
WITHOUT = [
    ("--med-sekretess", "--format json", ("exportera", *REASON)),  # text is what it writes unasked
    ("--kalla", "--format cloudevents", ("handelser", "--kalla", "urn:exempel:a")),
    ("--kalla", "--format cloudevents",
     ("handelser", "--format", "text", "--kalla", "urn:exempel:a")),
    ("--av", "--faststall", ("plan", *YEAR, "--av", "anna")),
    ("--av", "--faststall", ("plan", "--regelverk", "orebro", *YEAR, "--avtal", "{file}",
                             "--av", "anna")),
    ("--av", "--faststall", ("planimport", "{file}", "--av", "anna")),
]  # fmt: skip


def names(table: list[tuple[str, str, tuple[str, ...]]]) -> list[str]:
    return [
        f"{number}-{command[0]}{option}{other}"
        for number, (option, other, command) in enumerate(table)
    ]


class TestIdle:
    """Whoever names two things and is answered about one would believe the other was read."""

    @pytest.fixture
    def places(self, register: Path, tmp_path: Path) -> dict[str, str]:
        (tmp_path / "fil").write_text("{}", "utf-8")
        new = str(tmp_path / "ny.xlsx")
        return {"register": str(register), "file": str(tmp_path / "fil"), "new": new}

    @pytest.mark.parametrize(("option", "other", "command"), BESIDE, ids=names(BESIDE))
    def test_beside(
        self, run: Run, places: dict[str, str], option: str, other: str, command: tuple[str, ...]
    ) -> None:
        self.refused(run, places, command, f"{option} har ingen verkan tillsammans med {other}: ")

    @pytest.mark.parametrize(("option", "other", "command"), WITHOUT, ids=names(WITHOUT))
    def test_without(
        self, run: Run, places: dict[str, str], option: str, other: str, command: tuple[str, ...]
    ) -> None:
        self.refused(run, places, command, f"{option} har ingen verkan utan {other}: ")

    @staticmethod
    def refused(run: Run, places: dict[str, str], command: tuple[str, ...], said: str) -> None:
        register = Path(places["register"])
        before = register.read_bytes()
        result = run(*(each.format(**places) for each in command), text="")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"avtal: {said}")
        assert "utelämna" in result.stderr
        assert len(result.stderr.splitlines()) == 1
        assert register.read_bytes() == before
        assert not Path(places["new"]).exists()


def test_what_the_environment_names_is_no_second_source(
    run: Run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AVTAL_REGISTER stands for all commands of a session: a file beside it is the exception."""
    file = tmp_path / "revision.zip"
    assert run("revision", "fil", file, "--register", register).exit_code == 0
    monkeypatch.setenv("AVTAL_REGISTER", str(register))
    for command in (("granska",), ("verifiera",), ("spela-upp",)):
        assert run(*command, "--fil", file).exit_code in {0, 1}, command


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))
        elif any("--fil" in each.opts for each in found.params):
            yield (*path, name)


def test_every_command_that_reads_a_file_in_place_of_a_register_is_here() -> None:
    tried = {command[: command.index("--fil")] for _, other, command in BESIDE if other == "--fil"}
    assert set(commands(avtal)) == tried - {("granska", "--regelverk", "orebro")}
