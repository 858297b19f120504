"""A whole log is put into an empty register, row for row, or nothing of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.store import LAST, CommandRow, Row
from avtalsuppfoljning.testing.contract import request, requests, sign_agreement

Rows = list[Row]


@pytest.fixture
def log(tmp_path: Path) -> tuple[Rows, list[CommandRow], bytes]:
    """What is in a register somewhere else."""
    with Register.open(tmp_path / "elsewhere.sqlite") as register:
        register.transact(sign_agreement, actor="anna", command="first")
        register.transact(sign_agreement, actor="anna", command="nothing to do")
        register.transact(requests(range(300)), actor="anna")
        rows: Rows = []
        while page := register.store.page(len(rows), LAST):
            rows += page
        return rows, register.store.commands(0), register.store.trunk()


def test_every_row_keeps_its_place(
    place: Path | str, log: tuple[Rows, list[CommandRow], bytes]
) -> None:
    rows, commands, trunk = log
    with Register.open(place) as register:
        register.store.fill(rows, commands)
        assert register.store.trunk() == trunk
        assert register.verify().is_sound
        assert register.transact(request(1), actor="anna", command="first").is_repeat
        assert register.transact(request(1000), actor="anna").events[0].position == 303


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: rows[1:],
        lambda rows: [*rows[:200], *rows[201:]],
        lambda rows: [*rows, rows[-1]],
        lambda rows: [*rows[:2], rows[3], rows[2], *rows[4:]],
        lambda rows: [*rows[:-1], (rows[-1][0], rows[-1][1], 999, *rows[-1][3:])],
    ],
    ids=["first-missing", "one-missing", "one-twice", "two-swapped", "a-version-left-out"],
)
def test_rows_that_do_not_follow_one_another_leave_nothing(
    place: Path | str,
    log: tuple[Rows, list[CommandRow], bytes],
    spoil: Callable[[Rows], Rows],
) -> None:
    rows, commands, _ = log
    with Register.open(place) as register:
        with pytest.raises(RegisterError) as refused:
            register.store.fill(spoil(rows), commands)
        assert refused.value.code == "not_in_order"
        assert list(register.events()) == []
        assert register.verify().is_sound
        register.store.fill(rows, commands)


def test_an_error_of_the_source_leaves_nothing(
    place: Path | str, log: tuple[Rows, list[CommandRow], bytes]
) -> None:
    def breaking() -> object:
        yield from log[0][:280]
        raise RegisterError("the source is damaged", "mend it", code="damaged")

    with Register.open(place) as register:
        with pytest.raises(RegisterError) as refused:
            register.store.fill(breaking(), [])  # type: ignore[arg-type]
        assert refused.value.code == "damaged"
        assert list(register.events()) == []


def test_a_register_that_has_been_used_is_not_filled(
    place: Path | str, log: tuple[Rows, list[CommandRow], bytes]
) -> None:
    with Register.open(place) as register:
        register.transact(sign_agreement, actor="anna")
        with pytest.raises(RegisterError) as refused:
            register.store.fill(*log[:2])
        assert refused.value.code == "not_empty"
        assert len(list(register.events())) == 2
