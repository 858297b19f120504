"""How secret each recorded field is, and the decorators that make sure every field says so.

Write ``name: Open[str]`` or ``person: Staff[str]``. The class of secrecy ends up in the attrs
metadata of the field, under the key ``"sekretess"``; a field without one is refused when the
class is made, so nothing can be recorded unclassified. Text is normalised to NFC on the way in.
"""

import enum
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, TypeVar, dataclass_transform, get_args, get_origin

import attrs

T = TypeVar("T")


class Sekretess(enum.StrEnum):
    """Who may read a field without asking."""

    OPEN = "oppen"
    """Anyone."""
    STAFF = "intern"
    """Those who work with the matter: names of persons, numbers of sole traders."""
    OSL_26 = "osl_26"
    """May touch a person's circumstances in the social services (OSL 26:1)."""
    OSL_31_16 = "osl_31_16"
    """A provider's business relations (OSL 31:16)."""


Open = Annotated[T, Sekretess.OPEN]
Staff = Annotated[T, Sekretess.STAFF]
Osl26 = Annotated[T, Sekretess.OSL_26]
Osl31 = Annotated[T, Sekretess.OSL_31_16]


def sekretess_of(field: "attrs.Attribute[Any]") -> Sekretess:
    """The class of secrecy of one field of a recorded class."""
    found = field.metadata["sekretess"]
    assert isinstance(found, Sekretess)
    return found


def nfc(text: str) -> str:
    """Text in composed form (NFC): the only form that is stored, compared or looked up."""
    return unicodedata.normalize("NFC", text)


def _classify(cls: type, fields: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    return [
        field.evolve(
            metadata={"sekretess": _declared(cls, field)},
            converter=_TEXT.get(get_args(field.type)[0]),
        )
        for field in fields
    ]


def _nfc_if_text(text: object) -> object:
    return nfc(text) if isinstance(text, str) else text


_TEXT: Final[Mapping[object, Callable[[Any], Any]]] = MappingProxyType(
    {str: _nfc_if_text, str | None: _nfc_if_text}
)


def _declared(cls: type, field: "attrs.Attribute[Any]") -> Sekretess:
    if get_origin(field.type) is Annotated:
        for mark in get_args(field.type)[1:]:
            if isinstance(mark, Sekretess):
                return mark
    raise TypeError(
        f"{cls.__name__}.{field.name} has no class of secrecy: write Open[...], Staff[...], "
        "Osl26[...] or Osl31[...]"
    )


_frozen: Callable[[type], type] = attrs.frozen(kw_only=True, field_transformer=_classify)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Make a recorded value: frozen, keyword-only, every field classified."""
    return _frozen(cls)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event(cls: type[T]) -> type[T]:
    """Make an event: a fact in the past tense, free of stream ids, versions and clocks."""
    return _frozen(cls)


def replace(recorded: T, /, **changes: Any) -> T:
    """The same value or event with some fields changed."""
    return attrs.evolve(recorded, **changes)  # type: ignore[misc]  # both decorators make attrs classes
