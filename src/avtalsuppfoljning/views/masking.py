"""What may be shown to anyone: recorded objects as plain data, without what is not open.

Every recorded field has a class of secrecy; a field of another class than open is shown as
``***``, whether or not it holds anything, because that too may tell.
"""

from typing import Any, Final

import attrs

from avtalsuppfoljning.classification import Sekretess, sekretess_of
from avtalsuppfoljning.strict import unstructure
from avtalsuppfoljning.terms import fold

MASK: Final = "***"


def mask(recorded: Any) -> Any:
    """JSON-ready data with the keys of `unstructure`; what is not open is `MASK`, at any depth.

    A state has fields without a class: they hold events and values, whose own fields have one.

    >>> from avtalsuppfoljning.policy import Authority
    >>> mask(Authority(person="Eva", role="enhetschef", delegation_point="4.1"))
    {'person': '***', 'role': 'enhetschef', 'delegation_point': '4.1'}
    """
    kind = type(recorded)
    if attrs.has(kind):
        return {
            fold(field.name): mask(getattr(recorded, field.name)) if _is_open(field) else MASK
            for field in attrs.fields(kind)
        }
    if isinstance(recorded, dict):
        return {unstructure(key): mask(each) for key, each in recorded.items()}
    if isinstance(recorded, tuple | list | frozenset):
        return [mask(each) for each in recorded]
    return unstructure(recorded)


def _is_open(field: "attrs.Attribute[Any]") -> bool:
    return "sekretess" not in field.metadata or sekretess_of(field) is Sekretess.OPEN
