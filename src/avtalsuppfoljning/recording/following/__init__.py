"""Following the log, and tables of one's own that are kept in step with it."""
