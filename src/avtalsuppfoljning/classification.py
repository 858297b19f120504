"""How secret each recorded field is, and the decorators that make sure every field says so.

Write ``name: Open[str]`` or ``person: Staff[str]``. The class of secrecy ends up in the attrs
metadata of the field, under the key ``"sekretess"``; a field without one is refused when the
class is made, so nothing can be recorded unclassified. Text is normalised to NFC on the way in,
and text about what was seen among clients is refused when it holds a personnummer.
"""

import enum
import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeVar, dataclass_transform, get_args, get_origin

import attrs
from cattrs.gen import override
from stdnum import luhn

from avtalsuppfoljning.errors import InvalidValueError

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
_PERSONS: Final = "personer"
_UNWRITTEN: Final = override(omit_if_default=True)
Added = Annotated[T, Sekretess.OPEN, _UNWRITTEN]
"""Open, and added to a `grown` value: where it has its default it is not written, so that what was
stored before there was such a field is what would be stored today."""
Headcount = Annotated[T, Sekretess.OPEN, _PERSONS]
"""A number of persons: open, but not told exactly in a view where it is small."""


def sekretess_of(field: "attrs.Attribute[Any]") -> Sekretess:
    """The class of secrecy of one field of a recorded class."""
    found = field.metadata["sekretess"]
    assert isinstance(found, Sekretess)
    return found


def counts_persons(field: "attrs.Attribute[Any]") -> bool:
    """Whether a field says how many persons there are."""
    return _PERSONS in get_args(field.type)[1:]


def nfc(text: str) -> str:
    """Text in composed form (NFC): the only form that is stored, compared or looked up."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


_PERSONNUMMER: Final = re.compile(
    r"(?<!\d)(?:18|19|20)?"
    r"(\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]))"
    r"[ \u00a0]?[-+\u2013]?[ \u00a0]?(\d{4})(?!\d)",
    re.ASCII,
)
"""Ten or twelve digits that may be a birthday; in a samordningsnummer the day is 60 higher.

Before the last four there may be a sign, a space or both.
"""


def holds_personnummer(text: str) -> bool:
    """Whether a text holds what may be a personnummer or a samordningsnummer.

    The month of an organisation number is 20 or more, so these pass.

    >>> holds_personnummer("Se 19121212 1212."), holds_personnummer("400000-0002")
    (True, False)
    """
    return any(luhn.is_valid("".join(found.groups())) for found in _PERSONNUMMER.finditer(text))


def _classify(cls: type, fields: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    return [_classified(field, _declared(cls, field)) for field in fields]


def _classified(field: "attrs.Attribute[Any]", mark: Sekretess) -> "attrs.Attribute[Any]":
    is_text = get_args(field.type)[0] in (str, str | None)
    about_clients = mark is Sekretess.OSL_26
    convert = _nobody_pointed_out if about_clients else _nfc_if_text
    return field.evolve(metadata={"sekretess": mark}, converter=convert if is_text else None)


def _classify_event(cls: type, fields: "list[attrs.Attribute[Any]]") -> Any:
    """The same; what comes from outside may also be a list of texts."""
    return [
        field.evolve(converter=_nfc_of_each)
        if get_args(field.type)[0] == tuple[str, ...] and not field.converter
        else field
        for field in _classify(cls, fields)
    ]


def _nfc_of_each(texts: object) -> object:
    return tuple(map(_nfc_if_text, texts)) if isinstance(texts, tuple) else texts


def _nfc_if_text(text: object) -> object:
    return nfc(text) if isinstance(text, str) else text


def _nobody_pointed_out(text: object) -> object:
    """No personal data about clients is recorded (Örebro, Inledning); the number is not told."""
    text = _nfc_if_text(text)
    if isinstance(text, str) and holds_personnummer(text):
        raise InvalidValueError(
            "the text may hold a personnummer, which is never recorded",
            "write it without the number, and refer to a client's case by its diarienummer; "
            "if it is another number, such as a phone number, write it in groups: 070-123 45 67",
        )
    return text


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
_event: Callable[[type], type] = attrs.frozen(kw_only=True, field_transformer=_classify_event)
_unslotted: Callable[[type], type] = attrs.frozen(
    kw_only=True, field_transformer=_classify, slots=False
)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Make a recorded value: frozen, keyword-only, every field classified."""
    return _frozen(cls)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def answer(cls: type[T]) -> type[T]:
    """Make a recorded value that keeps its fields in a ``__dict__``: all can be set at once."""
    return _unslotted(cls)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def grown(cls: type[T]) -> type[T]:
    """Make a recorded value that fields have been `Added` to.

    An instance without anything to say in such a field does not have it: the class answers with
    the default, and neither of the two ways of writing an instance comes upon it.
    """
    added: dict[str, Any] = {}
    slots: list[tuple[Any, Any]] = []

    def leave_out(self: Any) -> None:
        for slot, default in slots:
            try:
                if slot.__get__(self) == default:
                    slot.__delete__(self)
            except AttributeError:  # it is left out already
                pass

    def default_of(_: Any, name: str) -> Any:
        if name in added:
            return added[name]
        raise AttributeError(f"{cls.__name__} has no {name}")

    cls.__attrs_post_init__ = leave_out  # type: ignore[attr-defined]  # attrs calls it
    cls.__getattr__ = default_of  # type: ignore[attr-defined]  # asked for what is left out
    made: Any = _frozen(cls)
    for field in attrs.fields(made):
        if _UNWRITTEN in get_args(field.type)[1:]:
            added[field.name] = field.default
            slots.append((vars(made)[field.name], field.default))
    restore = made.__setstate__

    def restored(self: Any, state: Any) -> None:
        restore(self, state)
        leave_out(self)

    made.__setstate__ = restored
    found: type[T] = made
    return found


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event(cls: type[T]) -> type[T]:
    """Make an event: a fact in the past tense, free of stream ids, versions and clocks."""
    return _event(cls)


@dataclass_transform(frozen_default=True)
def folded(cls: type[T]) -> type[T]:
    """Make a state that events are folded into: frozen, and quick to renew."""
    return _folded(cls)


_folded: Callable[[type], type] = attrs.frozen(slots=False)


def renewed(state: T, /, **changes: Any) -> T:
    """The same state with some fields changed; a few times as fast as `attrs.evolve`.

    A replay does little else. For states that are `folded`, whose fields need no checking.
    """
    fields = state.__dict__
    found: T = object.__new__(type(state))
    object.__setattr__(found, "__dict__", {**fields, **changes})
    if len(found.__dict__) != len(fields):
        raise TypeError(f"{type(state).__name__} has no {sorted(changes.keys() - fields.keys())}")
    return found


def replace(recorded: T, /, **changes: Any) -> T:
    """The same value or event with some fields changed."""
    return attrs.evolve(recorded, **changes)  # type: ignore[misc]  # both decorators make attrs classes
