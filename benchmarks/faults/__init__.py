"""Faults: what a register goes through, and what is left of it. Each script prints its figure."""

import logging

logging.getLogger("avtalsuppfoljning").addHandler(logging.NullHandler())  # it is told enough
