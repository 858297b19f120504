"""Faults: what a register goes through, and what is left of it. Each script prints its figure."""
