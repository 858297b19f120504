"""What a register's file holds: its tables, and the triggers that keep them append-only."""

from typing import Final

from avtalsuppfoljning.recording.integrity import tree

APPLICATION_ID: Final = 0x41565446
"""Stands in the header of the file and tells that it is a register ("AVTF")."""
SCHEMA_VERSION: Final = 1

TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS events (
        position INTEGER PRIMARY KEY,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        name TEXT NOT NULL,
        entry BLOB NOT NULL,
        UNIQUE (stream, version))""",
    """CREATE TABLE IF NOT EXISTS commands (
        number INTEGER PRIMARY KEY,
        command TEXT NOT NULL UNIQUE,
        request BLOB NOT NULL,
        after INTEGER NOT NULL,
        events INTEGER NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS tree (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        trunk BLOB NOT NULL)""",
    *(
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END"
        for table in ("events", "commands")
        for verb in ("update", "delete")
    ),
    """CREATE TRIGGER IF NOT EXISTS events_no_gap BEFORE INSERT ON events
        WHEN NEW.position IS NOT (SELECT ifnull(max(position), 0) + 1 FROM events)
          OR NEW.version IS NOT
            (SELECT ifnull(max(version), -1) + 1 FROM events WHERE stream = NEW.stream)
        BEGIN SELECT RAISE(ABORT, 'positions and versions have no gaps'); END""",
    """CREATE TRIGGER IF NOT EXISTS commands_no_gap BEFORE INSERT ON commands
        WHEN NEW.number IS NOT (SELECT ifnull(max(number), 0) + 1 FROM commands)
          OR EXISTS (SELECT 1 FROM commands WHERE command = NEW.command)
        BEGIN SELECT RAISE(ABORT, 'commands have no gaps'); END""",
    """CREATE TRIGGER IF NOT EXISTS tree_only_grows BEFORE UPDATE ON tree
        WHEN NEW.one <> 1 OR substr(NEW.trunk, 1, 8) < substr(OLD.trunk, 1, 8)
        BEGIN SELECT RAISE(ABORT, 'the tree only grows'); END""",
    """CREATE TRIGGER IF NOT EXISTS tree_no_delete BEFORE DELETE ON tree
        BEGIN SELECT RAISE(ABORT, 'the tree only grows'); END""",
    """CREATE TRIGGER IF NOT EXISTS tree_no_insert BEFORE INSERT ON tree
        WHEN EXISTS (SELECT 1 FROM tree) OR EXISTS (SELECT 1 FROM events)
        BEGIN SELECT RAISE(ABORT, 'the tree only grows'); END""",
    f"""INSERT INTO tree SELECT 1, x'{tree.NEW.hex()}'
        WHERE NOT EXISTS (SELECT 1 FROM tree) AND NOT EXISTS (SELECT 1 FROM events)""",  # noqa: S608  a constant
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)
