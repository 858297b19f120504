"""Plain data to typed objects, and back: exact types, located faults.

Every hook takes a value and gives it back typed, or raises an `InputError`; whoever holds the
value puts its own step before the place: ``.brist``, ``[3]``.
"""

import enum
import math
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, NewType, NoReturn, TypeVar, Union, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from avtalsuppfoljning import swedish
from avtalsuppfoljning.classification import nfc
from avtalsuppfoljning.errors import InputError, InvalidValueError
from avtalsuppfoljning.strict.reading import SHOWN, show_key
from avtalsuppfoljning.terms import fold

T = TypeVar("T")

MAX_TEXT = 1_000_000
"""The longest single text, in characters."""
MAX_ITEMS = 100_000
"""The longest list, and the most keys of an object without fixed ones."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?", re.ASCII)

_LISTS = (list, tuple)

Hook = Callable[[Any, Any], Any]


def structure(data: Any, cls: type[T], *, error: type[InputError] = InputError) -> T:
    """A ``cls`` from plain data, or a located refusal.

    >>> from avtalsuppfoljning.terms import Frekvens
    >>> structure("lag", Frekvens)
    <Frekvens.LÅG: 'lag'>
    """
    try:
        found: T = _hook_for(cls)(data, cls)
    except InputError as fault:
        place = fault.place.removeprefix(".") or "(hela)"
        raise error(fault.what, fault.way_out, place=place) from None
    return found


def unstructure(obj: Any) -> Any:
    """JSON-ready data that `structure` turns back into an equal object.

    >>> from datetime import date
    >>> unstructure(date(2026, 11, 22))
    '2026-11-22'
    """
    return _CONVERTER.unstructure(obj)


def _at(fault: InputError, step: str) -> InputError:
    fault.place = step + fault.place
    return fault


def _refuse(value: object, wanted: str) -> NoReturn:
    """Say what was handed in, unless it is long, and what to write instead."""
    plain = value is None or isinstance(value, str | int | float | date)
    told = value.isoformat() if isinstance(value, date) else repr(value)
    if value is None or isinstance(value, bool):  # as the file has it, not as Python does
        told = {"None": "null"}.get(told, told.lower())
    shown = told if plain and not (isinstance(value, str) and len(value) > SHOWN) else ""
    if not 0 < len(shown) <= 2 * SHOWN:
        shown = swedish.this_kind(type(value).__name__)
    raise InputError(swedish.refused_value(shown), swedish.write(wanted))


# ── single values ──


def _text(value: Any, _: object) -> str:
    if type(value) is not str:
        _refuse(value, swedish.A_TEXT)
    text: str = value
    if not text.isascii():
        text = nfc(text)
        try:
            text.encode()
        except UnicodeEncodeError:
            _refuse(value, swedish.WHOLE_CHARACTERS)
    if len(text) > MAX_TEXT or "\x00" in text:
        _refuse(value, swedish.at_most_characters(MAX_TEXT))
    return text


def _flag(value: Any, _: object) -> bool:
    return value if type(value) is bool else _refuse(value, swedish.TRUE_OR_FALSE)


def _whole(value: Any, _: object) -> int:
    return value if type(value) is int else _refuse(value, swedish.A_WHOLE_NUMBER)


def _real(value: Any, _: object) -> float:
    if type(value) is float and math.isfinite(value):
        return value
    _refuse(value, swedish.A_DECIMAL_NUMBER)


def _day(value: Any, _: object) -> date:
    if type(value) is date:
        return value
    if type(value) is str and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    _refuse(value, swedish.A_DAY)


def _instant(value: Any, _: object) -> datetime:
    try:
        found = value if type(value) is datetime else datetime.fromisoformat(value)
    except (ValueError, TypeError):
        _refuse(value, swedish.AN_INSTANT)
    return found if found.tzinfo else _refuse(value, swedish.AN_INSTANT)


def _utc(instant: datetime) -> str:
    """One writing for one instant, whatever zone it was given in; the register's codec agrees."""
    if instant.tzinfo is None:
        return instant.isoformat()
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _decimal(value: Any, _: object) -> Decimal:
    if type(value) is str and _DECIMAL.fullmatch(value):
        return Decimal(value)
    _refuse(value, swedish.AN_AMOUNT)


@cache
def _enum_hook(cls: type[enum.Enum]) -> Hook:
    # By exact type: True must not find a member whose value is 1.
    members: dict[type, dict[Any, enum.Enum]] = {cls: {member: member for member in cls}}
    for member in cls:
        members.setdefault(type(member.value), {})[member.value] = member
    choices = swedish.one_of(str(member.value) for member in cls)

    def hook(value: Any, _: object) -> enum.Enum:
        known = members.get(type(value))
        found = None if known is None else known.get(value)
        return _refuse(value, choices) if found is None else found

    return hook


# ── what holds other values ──


def _base(cls: Any) -> Any:
    return get_args(cls)[0] if get_origin(cls) is Annotated else cls


def _hook_for(cls: Any) -> Hook:
    """An enumeration by itself: cattrs goes by the order of bases, and a StrEnum is first a str."""
    base = _base(cls)
    if isinstance(base, NewType):
        return _hook_for(base.__supertype__)
    is_enum = isinstance(base, type) and issubclass(base, enum.Enum)
    return _enum_hook(base) if is_enum else _CONVERTER.get_structure_hook(cls)


def _is_union(cls: Any) -> bool:
    return get_origin(_base(cls)) in (Union, UnionType)


def _is_list(cls: Any) -> bool:
    return get_origin(_base(cls)) in (tuple, list, frozenset)


def _is_mapping(cls: Any) -> bool:
    return get_origin(_base(cls)) is dict


def _union_hook(cls: Any) -> Hook:
    arms = get_args(_base(cls))
    hooks = [(_hook_for(arm), arm) for arm in arms if arm is not type(None)]
    optional = len(hooks) < len(arms)
    (last, last_arm), first = hooks[-1], hooks[:-1]

    def hook(value: Any, _: object) -> Any:
        if value is None and optional:
            return None
        for inner, arm in first:
            # Nothing is coerced, so the first arm that accepts is the right one.
            try:
                return inner(value, arm)
            except InputError:
                continue
        return last(value, last_arm)

    return hook


def _list_hook(cls: Any) -> Hook:
    base = _base(cls)
    kind, args = get_origin(base), get_args(base)
    arms = None if kind is not tuple or args[-1] is Ellipsis else args
    item = args[0] if args else None
    inner = [_hook_for(arm) for arm in (arms or (item,) * (arms is None))]

    def hook(value: Any, _: object) -> Any:
        if not isinstance(value, _LISTS) or len(value) > MAX_ITEMS:
            _refuse(value, swedish.a_list_of_at_most(MAX_ITEMS))
        if arms is not None and len(value) != len(arms):
            _refuse(value, swedish.a_list_of(len(arms)))
        found: list[Any] = []
        try:
            if arms is None:
                one = inner[0]
                for each in value:
                    found.append(one(each, item))  # noqa: PERF401 (its length is the fault's index)
            else:
                for one, each, arm in zip(inner, value, arms, strict=True):
                    found.append(one(each, arm))
        except InputError as fault:
            raise _at(fault, f"[{len(found)}]") from None
        return kind(found)

    return hook


def _mapping_hook(cls: Any) -> Hook:
    key_type, item = get_args(_base(cls))
    one_key, one = map(_hook_for, (key_type, item))

    def hook(value: Any, _: object) -> dict[Any, Any]:
        if type(value) is not dict or len(value) > MAX_ITEMS:
            _refuse(value, swedish.an_object_of(MAX_ITEMS))
        found = {}
        for key, each in value.items():
            try:
                found[one_key(key, key_type)] = one(each, item)
            except InputError as fault:
                raise _at(fault, f".{show_key(str(key))}") from None
        return found

    return hook


def _class_hook(cls: Any) -> Hook:
    base = _base(cls)
    fields = [
        (fold(at.name), at.alias or at.name, _hook_for(at.type), at.type) for at in _fields(base)
    ]
    required = [fold(at.name) for at in _fields(base) if at.default is attrs.NOTHING]
    known = ", ".join(key for key, *_ in fields)

    def hook(value: Any, _: object) -> Any:
        if type(value) is not dict:
            _refuse(value, swedish.an_object(known))
        found: dict[str, Any] = {}
        for key, alias, inner, kind in fields:
            if key in value:
                try:
                    found[alias] = inner(value[key], kind)
                except InputError as fault:
                    raise _at(fault, f".{key}") from None
        if len(found) < len(value):
            extra = min(map(str, value.keys() - {key for key, *_ in fields}))
            place = f".{show_key(extra)}"
            raise InputError(swedish.KEY_UNKNOWN, swedish.use_keys(known), place=place)
        for key in required:
            if key not in value:
                raise InputError(*swedish.KEY_MISSING, place=f".{key}")
        try:
            return base(**found)
        except InvalidValueError as fault:
            raise InputError(fault.what, fault.way_out) from None

    return hook


def _fields(cls: type[attrs.AttrsInstance]) -> "Iterable[attrs.Attribute[Any]]":
    return [at for at in attrs.fields(attrs.resolve_types(cls)) if at.init]


def _unclass_hook(cls: Any) -> Any:
    base = _base(cls)
    renamed: dict[str, Any] = {
        at.name: override(rename=fold(at.name)) for at in _fields(base) if fold(at.name) != at.name
    }
    return make_dict_unstructure_fn(base, _CONVERTER, **renamed)


def _strict() -> Converter:
    converter = Converter()
    hooks: dict[type, Hook] = {
        str: _text, bool: _flag, int: _whole, float: _real,
        date: _day, datetime: _instant, Decimal: _decimal,
    }  # fmt: skip
    for cls, hook in hooks.items():
        converter.register_structure_hook(cls, hook)
    factories: list[tuple[Callable[[Any], bool], Callable[[Any], Hook]]] = [
        (lambda cls: attrs.has(_base(cls)), _class_hook),
        (_is_list, _list_hook),
        (_is_mapping, _mapping_hook),
        (_is_union, _union_hook),
    ]
    for applies, factory in factories:
        converter.register_structure_hook_factory(applies, factory)
    converter.register_unstructure_hook_factory(lambda cls: attrs.has(_base(cls)), _unclass_hook)
    converter.register_unstructure_hook(str, str)  # a text field may hold a StrEnum
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(datetime, _utc)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_unstructure_hook_func(
        _is_list, lambda v: [converter.unstructure(i) for i in v]
    )
    return converter


_CONVERTER = _strict()
