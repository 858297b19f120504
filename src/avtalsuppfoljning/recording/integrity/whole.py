"""Whether a register is whole: everything in it is read, and computed anew from its events."""

from datetime import datetime
from os import PathLike

import attrs

from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.recording.opening import is_server
from avtalsuppfoljning.recording.register import Register

Place = str | PathLike[str]
"""The path of a file, or the address of a register on a server."""


@attrs.frozen
class Whole:
    """What a register holds that has been seen to be whole."""

    events: int
    last: datetime | None
    """When the last event was recorded."""
    root: str
    """The root of the tree over its events, in hexadecimal."""


def check(place: Place) -> Whole:
    """Read all of a register, or say the first thing that is wrong with it."""
    with Register.open(place, create=False) as register:
        root = require_sound(register, place)
        events, last = newest(register)
    return Whole(events, last, root)


def require_sound(register: Register, place: Place) -> str:
    """Refuse a register that is not whole; the root of the tree over its events otherwise."""
    found = register.verify()
    if not found.is_whole:
        fault = found.faults[0]
        where = f" at position {fault.position}" if fault.position else ""
        raise damaged(place, f"{fault.code}{where} {fault.detail}".rstrip())
    return found.held.events.root.hex()


def newest(register: Register) -> tuple[int, datetime | None]:
    """How many events there are, and when the last was recorded, if it can be read."""
    events = register.store.max_notification_id() or 0
    try:
        at = [each.entry.at for each in register.events(after=events - 1)]
    except RegisterError:
        at = []
    return events, at[-1] if at else None


def damaged(place: Place, what: str) -> RegisterError:
    """The refusal of a register that cannot be trusted."""
    return RegisterError(
        f"{'the register' if is_server(place) else place} is damaged: {what}",
        "keep it as it is, and use a backup that is whole",
        code="damaged",
        file="" if is_server(place) else str(place),
    )
