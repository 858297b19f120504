"""Recording: the only place that knows a database. `Register` is its front door."""

from avtalsuppfoljning.recording.register import Receipt, Register
from avtalsuppfoljning.recording.sources import Clock, Ids, civil_day, random_ids, system_clock
from avtalsuppfoljning.recording.unit import Unit

__all__ = [
    "Clock",
    "Ids",
    "Receipt",
    "Register",
    "Unit",
    "civil_day",
    "random_ids",
    "system_clock",
]
