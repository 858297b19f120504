"""A register in a schema of a PostgreSQL database."""
