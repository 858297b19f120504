"""Today, as the command line takes it when nobody names a day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def today() -> date:
    """The day it is in Sweden; the same as the register's, found without loading a database."""
    return datetime.now(ZoneInfo("Europe/Stockholm")).date()
