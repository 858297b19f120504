"""The clock and the source of ids: the only places where now and chance come from."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import uuid4

import pendulum

from avtalsuppfoljning.errors import InvalidValueError

Clock = Callable[[], datetime]
"""Gives the present instant, with its time zone."""
Ids = Callable[[], str]
"""Gives a new id for a command that came without one."""

_SWEDEN = pendulum.timezone("Europe/Stockholm")


def system_clock() -> datetime:
    """The clock of the machine."""
    return pendulum.now("UTC")


def random_ids() -> str:
    """An id that nobody has used."""
    return uuid4().hex


def civil_day(at: datetime) -> date:
    """The day it is in Sweden at an instant.

    >>> civil_day(datetime.fromisoformat("2025-11-20T23:30:00+00:00"))
    datetime.date(2025, 11, 21)
    """
    if at.tzinfo is None:
        raise InvalidValueError(f"{at} has no time zone", "give instants in UTC")
    local = at.astimezone(_SWEDEN)
    return date(local.year, local.month, local.day)
