"""The file that says what one's own sheets and headings are: TOML, documented in docs/how-to."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.tables import TABLES, Column, Table, normal
from avtalsuppfoljning.strict.reading import read_toml, show_key

IGNORE: Final = ""
"""What a sheet or a column is called that is not to be read."""
_PARTS: Final = ("blad", "kolumner", "standard")
_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


@attrs.frozen
class Own:
    """One's own names of sheets and columns, as `normal` has them, and values for all rows."""

    sheets: Mapping[str, str] = _NONE
    columns: Mapping[str, Mapping[str, str]] = _NONE
    constants: Mapping[str, Mapping[str, Any]] = _NONE

    def headings(self, table: Table) -> Mapping[str, Column | None]:
        """Every accepted heading; None for a column that is not to be read."""
        own = {
            heading: None if key == IGNORE else table.column(key)
            for heading, key in self.columns.get(table.key, _NONE).items()
        }
        return {**table.headings, **own}


def read_own(source: bytes) -> Own:
    r"""A mapping file.

    >>> read_own(b'[kolumner.utforare]\n"Firma" = "namn"').columns["utforare"]
    {'firma': 'namn'}
    """
    data = read_toml(source)
    for part in data:
        if part not in _PARTS:
            raise InputError(
                swedish.KEY_UNKNOWN, swedish.use_keys(", ".join(_PARTS)), place=show_key(part)
            )
    sheets = _texts(data.get("blad", {}), "blad")
    for name, key in sheets.items():
        if key != IGNORE:
            _table(key, f"blad.{show_key(name)}")
    columns, constants = {}, {}
    for key, own in _tables(data, "kolumner"):
        place = f"kolumner.{key}"
        columns[key] = {normal(name): to for name, to in _texts(own, place).items()}
        for to in columns[key].values():
            if to != IGNORE:
                _column(key, to, place)
    for key, own in _tables(data, "standard"):
        place = f"standard.{key}"
        if not isinstance(own, dict):
            raise InputError(swedish.refused_value(place), swedish.write("[…]"), place=place)
        constants[key] = {name: _value(key, name, to, place) for name, to in own.items()}
    return Own({normal(name): to for name, to in sheets.items()}, columns, constants)


def _tables(data: Mapping[str, Any], part: str) -> list[tuple[str, Any]]:
    found = data.get(part, {})
    if not isinstance(found, dict):
        raise InputError(swedish.refused_value(part), swedish.write(f"[{part}.…]"), place=part)
    for key in found:
        _table(key, f"{part}.{show_key(key)}")
    return list(found.items())


def _texts(found: Any, place: str) -> dict[str, str]:
    if isinstance(found, dict) and all(isinstance(each, str) for each in found.values()):
        return found
    wanted = swedish.write('"Rubrik" = "kolumn"')
    raise InputError(swedish.refused_value(place), wanted, place=place)


def _table(key: str, place: str) -> Table:
    if key not in TABLES:
        raise InputError(*swedish.TABLE_UNKNOWN, place=place)
    return TABLES[key]


def _column(key: str, name: str, place: str) -> Column:
    known = {column.key: column for column in TABLES[key].columns}
    if name not in known:
        raise InputError(
            swedish.impossible_pick(show_key(name)), swedish.use_keys(", ".join(known)), place=place
        )
    return known[name]


def _value(key: str, name: str, written: Any, place: str) -> Any:
    column = _column(key, name, place)
    try:
        return column.read(written)
    except InputError as fault:
        raise InputError(fault.what, fault.way_out, place=f"{place}.{show_key(name)}") from None
