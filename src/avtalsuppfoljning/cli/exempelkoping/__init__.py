"""Exempelköping: an invented municipality, and its year 2025, to try things on.

`record_year` records the year in a new register by the library's own API, the way a municipality
would. `municipality` has the parties and their agreements, `year` what happened to them.
Everything is invented; the organisation numbers begin with 4, which no Swedish legal form does.
"""

from avtalsuppfoljning.cli.exempelkoping.diary import Diary, Stopped
from avtalsuppfoljning.cli.exempelkoping.year import LAST_DAY, record_year

__all__ = ["LAST_DAY", "Diary", "Stopped", "record_year"]
