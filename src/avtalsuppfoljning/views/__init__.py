"""Views: events and states in, rows out. Pure, and above nothing that knows a clock or a file."""
