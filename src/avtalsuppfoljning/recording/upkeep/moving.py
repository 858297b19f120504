"""Moving a register from one store to another: every row keeps its place, and the tree its root.

The old register stays as it is. Nobody may write to it any more, or there are two; so stop those
who write before it is moved, and let them begin again in the new one.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording import journal
from avtalsuppfoljning.recording.failures import explaining
from avtalsuppfoljning.recording.integrity.tree import Trunk, command_leaf, leaf
from avtalsuppfoljning.recording.integrity.whole import Place, check, require_sound
from avtalsuppfoljning.recording.opening import is_server
from avtalsuppfoljning.recording.register import Register
from avtalsuppfoljning.recording.store import CommandRow, Row, Store
from avtalsuppfoljning.recording.upkeep.placing import placed


@attrs.frozen
class Moved:
    """What was moved."""

    events: int
    commands: int
    root: str
    """The root of the tree over the events, in hexadecimal: the same before and after."""


@journal.span("avtal.move")
def move(register: Place, to: Place) -> Moved:
    """Copy a register to another store, row by row; all of it, or nothing.

    It is verified first, and what the old tree does not vouch for is not moved. A new file has
    its name only when it is complete; a database is filled in one transaction.
    """
    with explaining(), Register.open(register, create=False) as old:
        require_sound(old, register)
        with _new(to) as target:
            moved = copy(old.store, target.store, stands_still=True)
    journal.tell(
        journal.MOVING,
        logging.INFO,
        "a register is moved",
        events=moved.events,
        commands=moved.commands,
        root=moved.root,
    )
    return moved


def copy(old: Store, new: Store, *, stands_still: bool) -> Moved:
    """Fill a new store with what an old one holds at this moment, as far as its tree reaches.

    Others may write to the old one meanwhile, unless it has to stand still.
    """
    kept = old.trunk()
    vouched = Trunk.of(kept)

    def rows() -> Iterator[Row]:
        grown, after = Trunk(), 0
        while page := old.page(after, vouched.events.size):
            grown = grown.grow([leaf(*row) for row in page], [])
            after = page[-1][0]
            yield from page
        if grown.events != vouched.events:
            raise _not_vouched_for("events")

    def commands() -> Iterator[CommandRow]:
        grown, last = Trunk(), vouched.commands.size
        while grown.commands.size < last and (page := old.commands(grown.commands.size)):
            page = [row for row in page if row[0] <= last]
            grown = grown.grow([], [command_leaf(*row) for row in page])
            yield from page
        if grown.commands != vouched.commands:
            raise _not_vouched_for("commands")
        if stands_still and old.trunk() != kept:
            raise RegisterError(
                "somebody wrote to the register while it was moved",
                "stop those who write to it, and move it then",
                code="moved_on",
            )

    new.fill(rows(), commands())
    return Moved(vouched.events.size, vouched.commands.size, vouched.events.root.hex())


# ── helpers ──


@contextmanager
def _new(to: Place) -> Iterator[Register]:
    if is_server(to):
        with Register.open(to) as target:
            yield target
        return
    path = Path(to)
    with placed(path) as half:
        with Register.open(half) as target:
            yield target
        check(half)


def _not_vouched_for(what: str) -> RegisterError:
    return RegisterError(
        f"the {what} of the register are not those that its tree was grown over",
        "verify it, and move a backup that is whole",
        code="damaged",
    )
