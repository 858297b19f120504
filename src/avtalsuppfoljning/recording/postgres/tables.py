"""The tables of a register on PostgreSQL, what guards them, and whether they are still so."""

from collections.abc import Iterator
from typing import Any, Final

from avtalsuppfoljning.recording.integrity import tree
from avtalsuppfoljning.recording.postgres.connections import Connection

APPLICATION: Final = "avtalsuppfoljning"
SCHEMA_VERSION: Final = 1

TABLES: Final = {
    "register": (
        ("one integer NOT NULL", "application text NOT NULL", "schema_version integer NOT NULL"),
        ("PRIMARY KEY (one)", "CHECK ((one = 1))"),
    ),
    "events": (
        (
            "position bigint NOT NULL",
            'stream text COLLATE "C" NOT NULL',
            "version bigint NOT NULL",
            'name text COLLATE "C" NOT NULL',
            "entry bytea NOT NULL",
        ),
        ('PRIMARY KEY ("position")', "UNIQUE (stream, version)"),
    ),
    "commands": (
        (
            "number bigint NOT NULL",
            'command text COLLATE "C" NOT NULL',
            "request bytea NOT NULL",
            "after bigint NOT NULL",
            "events bigint NOT NULL",
        ),
        ("PRIMARY KEY (number)", "UNIQUE (command)"),
    ),
    "tree": (
        ("one integer NOT NULL", "trunk bytea NOT NULL"),
        ("PRIMARY KEY (one)", "CHECK ((one = 1))"),
    ),
}
"""Columns and constraints by table, spelt as PostgreSQL spells them back."""

_FAULT: Final = "RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = "
FUNCTIONS: Final = {
    "refuse": f"BEGIN {_FAULT} 'the register is append-only'; END",
    "no_gap_in_events": f"""BEGIN
        IF NEW.position IS DISTINCT FROM
            (SELECT coalesce(max(position), 0) + 1 FROM {{schema}}.events)
        OR NEW.version IS DISTINCT FROM
            (SELECT coalesce(max(version), -1) + 1 FROM {{schema}}.events
             WHERE stream = NEW.stream)
        THEN {_FAULT} 'positions and versions have no gaps';
        END IF;
        RETURN NEW;
    END""",  # noqa: S608  constants only
    "no_gap_in_commands": f"""BEGIN
        IF NEW.number IS DISTINCT FROM
            (SELECT coalesce(max(number), 0) + 1 FROM {{schema}}.commands)
        THEN {_FAULT} 'commands have no gaps';
        END IF;
        RETURN NEW;
    END""",  # noqa: S608  constants only
    "only_grow": f"""BEGIN
        IF NEW.one <> 1 OR substr(NEW.trunk, 1, 8) < substr(OLD.trunk, 1, 8)
        THEN {_FAULT} 'the tree only grows';
        END IF;
        RETURN NEW;
    END""",
}
"""What the triggers do. Every name in them says its schema."""

TRIGGERS: Final = {
    "events_no_change": ("events", "UPDATE OR DELETE", "refuse"),
    "events_no_truncate": ("events", "TRUNCATE", "refuse"),
    "events_no_gap": ("events", "INSERT", "no_gap_in_events"),
    "commands_no_change": ("commands", "UPDATE OR DELETE", "refuse"),
    "commands_no_truncate": ("commands", "TRUNCATE", "refuse"),
    "commands_no_gap": ("commands", "INSERT", "no_gap_in_commands"),
    "tree_only_grows": ("tree", "UPDATE", "only_grow"),
    "tree_no_change": ("tree", "INSERT OR DELETE", "refuse"),
    "tree_no_truncate": ("tree", "TRUNCATE", "refuse"),
}
"""Table, occasion and function by name. They hold also where data is replicated to."""


def statements(schema: str) -> Iterator[str]:
    """What makes the tables in a schema, which is a checked word."""
    place = f'"{schema}"'
    for table, (columns, constraints) in TABLES.items():
        yield f"CREATE TABLE {place}.{table} ({', '.join(columns + constraints)})"
    yield f"ALTER TABLE {place}.tree SET (fillfactor = 10)"  # it is updated at every append
    yield f"INSERT INTO {place}.tree VALUES (1, '\\x{tree.NEW.hex()}')"  # noqa: S608  constants
    yield (
        f"INSERT INTO {place}.register VALUES (1, '{APPLICATION}', {SCHEMA_VERSION})"  # noqa: S608
    )
    for name, body in FUNCTIONS.items():
        source = body.replace("{schema}", place)
        yield (f"CREATE FUNCTION {place}.{name}() RETURNS trigger LANGUAGE plpgsql AS $${source}$$")
    for name, (table, occasion, function) in TRIGGERS.items():
        each = "STATEMENT" if occasion == "TRUNCATE" else "ROW"
        yield (
            f"CREATE TRIGGER {name} BEFORE {occasion} ON {place}.{table} "
            f"FOR EACH {each} EXECUTE FUNCTION {place}.{function}()"
        )
        yield f"ALTER TABLE {place}.{table} ENABLE ALWAYS TRIGGER {name}"


# ── whether they are still so ──


def altered(connection: Connection, schema: str) -> list[str]:
    """What of the tables is not as it was made: each difference by its name."""
    expected, found = set(_expected(schema)), set(_found(connection, schema))
    return sorted({" ".join(each[:2]) for each in expected ^ found})


def _expected(schema: str) -> Iterator[tuple[str, ...]]:
    for table, (columns, constraints) in TABLES.items():
        yield ("table", table, "r", "p", "f")
        for column in columns:
            yield ("column", f"{table}.{column.split()[0]}", column)
        for constraint in constraints:
            yield ("constraint", f"{table}: {constraint}", constraint)
    for name, body in FUNCTIONS.items():
        yield ("function", name, body.replace("{schema}", f'"{schema}"'))
    for name, (table, occasion, function) in TRIGGERS.items():
        yield ("trigger", name, table, str(_type(occasion)), function, "A", "")


_ROW, _BEFORE = 1, 2
_OCCASIONS: Final = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}


def _type(occasion: str) -> int:
    """The occasion as PostgreSQL keeps it in ``pg_trigger.tgtype``."""
    row = 0 if occasion == "TRUNCATE" else _ROW
    return row | _BEFORE | sum(_OCCASIONS[word] for word in occasion.split(" OR "))


_FOUND: Final = """
WITH kept AS (
    SELECT * FROM pg_class WHERE relnamespace = to_regnamespace(%(schema)s)
    AND relname = ANY (%(tables)s) AND relkind IN ('r', 'p', 'v', 'm', 'f'))
SELECT ARRAY['table', relname::text, relkind::text, relpersistence::text,
    CASE WHEN relrowsecurity THEN 't' ELSE 'f' END] FROM kept
UNION ALL
SELECT ARRAY['column', relname || '.' || attname,
    attname || ' ' || format_type(atttypid, atttypmod)
    || CASE WHEN collname = 'C' THEN ' COLLATE "C"' ELSE '' END
    || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
    || CASE WHEN atthasdef THEN ' DEFAULT' ELSE '' END]
FROM kept JOIN pg_attribute ON attrelid = kept.oid
LEFT JOIN pg_collation ON pg_collation.oid = attcollation
WHERE attnum > 0 AND NOT attisdropped
UNION ALL
SELECT ARRAY['constraint', relname || ': ' || pg_get_constraintdef(pg_constraint.oid),
    pg_get_constraintdef(pg_constraint.oid)]
FROM kept JOIN pg_constraint ON conrelid = kept.oid WHERE contype <> 'n'
UNION ALL
SELECT ARRAY['function', proname::text, prosrc] FROM pg_proc
WHERE pronamespace = to_regnamespace(%(schema)s) AND proname = ANY (%(functions)s)
UNION ALL
SELECT ARRAY['trigger', tgname::text, relname::text, tgtype::text, proname::text, tgenabled::text,
    coalesce(pg_get_expr(tgqual, tgrelid), '')]
FROM kept JOIN pg_trigger ON tgrelid = kept.oid JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE NOT tgisinternal
UNION ALL
SELECT ARRAY['rule', rulename::text] FROM kept JOIN pg_rewrite ON ev_class = kept.oid"""


def _found(connection: Connection, schema: str) -> Iterator[tuple[Any, ...]]:
    asked = {"schema": schema, "tables": list(TABLES), "functions": list(FUNCTIONS)}
    for (found,) in connection.execute(_FOUND, asked).fetchall():
        yield tuple(found)
