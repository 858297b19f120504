"""How what is not open is stored in a register with keys, and how it comes back.

The stored JSON stays readable. Where a value that is not open stood, at any depth, stands
``{"#":"t"}`` for a text and ``{"#":"n"}`` for a number; the values themselves are locked together
by AES-256-GCM, in one member after the envelope::

    {"at":…,"event":{"issued_on":"2026-03-02","text":{"#":"t"}},"sealed":{"key":1,"data":"…"}}

What is locked is bound to its stream, its version, its stored name, its key and every open field
around it: moved or changed, it does not open. How long it is shows only to the nearest 64 bytes.
No reader takes it for an event without locked fields, because no such field can be an object.
"""

import base64
import os
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial
from itertools import chain, zip_longest
from typing import Annotated, Any, Final, get_args, get_origin

import attrs
import msgspec

from avtalsuppfoljning.classification import Sekretess, sekretess_of
from avtalsuppfoljning.custody import INITIAL, Custody
from avtalsuppfoljning.errors import InvalidValueError, RegisterError, UnknownEventError
from avtalsuppfoljning.recorded import Entry
from avtalsuppfoljning.recording import catalogue
from avtalsuppfoljning.recording.secrecy.keys import KeyStore
from avtalsuppfoljning.views.masking import GALLRAD, LOCKED, Unreadable

NONCE: Final = 12
_BLOCK: Final = 64
Read = Callable[..., Entry[Any]]
_MARK: Final = {"t": b'{"#":"t"}', "n": b'{"#":"n"}'}
_MARKED: Final = re.compile(rb'\{"#":"([tn])"\}')
"""Not to be found within a JSON text, where the quotation mark would end it."""
_MEMBER: Final = b',"sealed":'
_SEALED: Final = re.compile(rb'\{"key":([1-9][0-9]{0,8}),"data":"([A-Za-z0-9+/]+={0,2})"\}\}')
_encode = msgspec.json.Encoder().encode
_values = msgspec.json.Decoder(list[msgspec.Raw]).decode


@attrs.frozen
class Cipher:
    """Locks and opens the events of one register."""

    keys: KeyStore | None = None
    custody: Custody = INITIAL
    """How the register was kept when it was opened: says what was gallrat where no keys are."""

    @property
    def is_on(self) -> bool:
        """What is not open is locked in this register."""
        return self.custody.encryption is not None

    @property
    def pepper(self) -> bytes:
        """Mixed into digests, so that nobody can try what was asked for."""
        return self.keys.pepper if self.keys and self.is_on else b""

    def refresh(self) -> None:
        """Take in what others have gallrat since."""
        if self.keys is not None:
            self.keys.refresh()

    def encode(self, stream: str, version: int, entry: Entry[Any]) -> tuple[str, bytes]:
        """The stored name and bytes of an event, what is not open locked."""
        name, stored = catalogue.encode(entry)
        if not self.is_on:
            return name, stored
        if self.keys is None:
            raise RegisterError(
                "the register is under keys, and cannot be written without them",
                "open it with its key store",
                code="without_keys",
            )
        kind: Any = type(entry.event)
        if not _can_hold_secrets(kind):
            return name, stored
        secrets: list[Any] = []
        template = catalogue.as_json(attrs.evolve(entry, event=_without(entry.event, secrets)))
        if not secrets:
            return name, stored
        values = [_raw(secret) for secret in secrets]
        if _spliced(template, values) != stored:  # what would not come back is never stored
            raise InvalidValueError(
                f"{name} cannot be locked", "open the register without keys, and report it"
            )
        number, key = self.keys.newest(stream)
        plain = b"[" + b",".join(values) + b"]"
        plain += b" " * (-len(plain) % _BLOCK)
        nonce = os.urandom(NONCE)
        bound = _bound(stream, version, name, number, template)
        data = base64.b64encode(nonce + _locked(key, nonce, plain, bound))
        return name, b'%s%s{"key":%d,"data":"%s"}}' % (template[:-1], _MEMBER, number, data)

    def decode(
        self,
        stream: str,
        version: int,
        name: str,
        stored: bytes,
        *,
        position: int,
        is_strict: bool = False,
    ) -> Entry[Any]:
        """The event behind a stored row, as far as it may be read; strict is `catalogue.decode`."""
        way = catalogue.decode if is_strict else catalogue.read
        read = partial(way, needed=self.custody.release)
        stored = catalogue.without_signature(name, stored, position)
        if not stored.endswith(b'"}}') or _MEMBER not in stored:
            return read(name, stored, position=position)
        head, _, tail = stored.rpartition(_MEMBER)
        sealed = _SEALED.fullmatch(tail)
        if sealed is None:
            raise _damaged(name, position, "what is locked has another shape")
        template, number = head + b"}", int(sealed[1])
        key = self._key(stream, number)
        if isinstance(key, str):
            return self._without_key(key, name, template, position, read)
        plain = _opened(key, sealed[2], _bound(stream, version, name, number, template))
        if plain is None:
            raise _damaged(name, position, "what is locked was changed, or belongs elsewhere")
        values = _values(plain)
        whole = _spliced(template, [bytes(value) for value in values])
        return read(name, whole, position=position)

    def _key(self, stream: str, number: int) -> bytes | str:
        """The key, or the word that stands for what cannot be opened."""
        if number <= self.custody.gallrad_until(stream):
            return GALLRAD
        if self.keys is None:
            return LOCKED
        return self.keys.key(stream, number) or GALLRAD

    @staticmethod
    def _without_key(
        word: str, name: str, template: bytes, position: int, read: Read
    ) -> Entry[Any]:
        instead = {b"t": _encode(word), b"n": b'"0"'}
        values = [instead[kind] for kind in _MARKED.findall(template)]
        entry = read(name, _spliced(template, values), position=position)
        _void_numbers(entry.event, Unreadable.of(word))
        return entry


def _bound(stream: str, version: int, name: str, number: int, template: bytes) -> bytes:
    """What the locked values belong to, written in one way only."""
    return _encode(["avtalsuppfoljning/1", stream, version, name, number]) + template


def _locked(key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  slow to load

    return AESGCM(key).encrypt(nonce, plain, bound)


def _opened(key: bytes, data: bytes, bound: bytes) -> bytes | None:
    """What was locked with exactly this around it, or None."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  slow to load
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    try:
        locked = base64.b64decode(data, validate=True)
        if base64.b64encode(locked) != data:  # the last bits may be written in several ways
            return None
        return AESGCM(key).decrypt(locked[:NONCE], locked[NONCE:], bound)
    except (ValueError, InvalidTag):
        return None


def _raw(secret: object) -> bytes:
    return _encode(secret)


def _spliced(template: bytes, values: list[bytes]) -> bytes:
    """The JSON with its values back where the marks are."""
    around = _MARKED.split(template)[::2]
    pairs = zip_longest(around, values, fillvalue=b"")
    return b"".join(chain.from_iterable(pairs))


def _damaged(name: str, position: int, why: str) -> UnknownEventError:
    return UnknownEventError(
        f"the event {name!r} at position {position} cannot be read: {why}",
        "verify the register, and restore it from a backup if it is damaged",
        code="event_damaged",
    )


# ── what is shown to somebody who may not see it, and must see that it is there ──


def without_secrets(entry: Entry[Any]) -> bytes | None:
    """An entry as JSON with marks where what is not open stood; None where all of it is open."""
    kind: Any = type(entry.event)
    if not _can_hold_secrets(kind):
        return None
    secrets: list[Any] = []
    event = _without(entry.event, secrets)
    return catalogue.as_json(attrs.evolve(entry, event=event)) if secrets else None


def read_without_secrets(word: str, name: str, template: bytes, position: int) -> Entry[Any]:
    """The entry behind what `without_secrets` gave, with a word wherever a mark stands."""
    return Cipher._without_key(word, name, template, position, catalogue.read)  # noqa: SLF001  the same


# ── which fields are locked ──


def mark_of(field: "attrs.Attribute[Any]") -> str | None:
    """``t`` for a locked text, ``n`` for a locked number, None for what is open.

    What is not open is text or a number, perhaps None: anything else would have to read as
    something that was never recorded, once it is gallrat.
    """
    if sekretess_of(field) is Sekretess.OPEN:
        return None
    kinds = {*get_args(get_args(field.type)[0])} or {get_args(field.type)[0]}
    if kinds <= {str, type(None)}:
        return "t"
    if kinds <= {Decimal, type(None)}:
        return "n"
    raise TypeError(f"{field.name} is not open: make it text or a Decimal, so that it can be lost")


@cache
def _can_hold_secrets(cls: Any) -> bool:
    """Whether a recorded type has a field that is not open, at any depth."""
    seen: set[Any] = set()

    def look(kind: Any) -> bool:
        if get_origin(kind) is Annotated:
            return look(get_args(kind)[0])
        if isinstance(kind, type) and attrs.has(kind) and kind not in seen:
            seen.add(kind)
            return any(mark_of(f) or look(f.type) for f in attrs.fields(kind))
        return any(look(argument) for argument in get_args(kind))

    return look(cls)


@cache
def _plan(cls: type) -> tuple[tuple[str, str | None, bool], ...]:
    """Every field: its name, its mark, and whether to look into it; in the order of the JSON."""
    fields = list(attrs.fields(cls))
    if "__slots__" in vars(cls):  # which Python sorts
        fields.sort(key=lambda field: field.name)
    return tuple((each.name, mark_of(each), _can_hold_secrets(each.type)) for each in fields)


_RAW: Final = {mark: msgspec.Raw(text) for mark, text in _MARK.items()}


def _without(value: Any, secrets: list[Any]) -> Any:
    """A copy with marks in place of what is not open, which is put aside in its order."""
    kind = type(value)
    if kind is tuple:
        return tuple([_without(each, secrets) for each in value])
    if not attrs.has(kind) or not _can_hold_secrets(kind):
        return value
    copy = object.__new__(kind)
    for name, mark, is_deep in _plan(kind):
        held = getattr(value, name)
        if mark is not None:
            secrets.append(held)
            held = _RAW[mark]
        elif is_deep:
            held = _without(held, secrets)
        object.__setattr__(copy, name, held)
    return copy


def _void_numbers(value: Any, instead: Unreadable) -> None:
    """Put what is no number where a locked number was."""
    kind: Any = type(value)
    if kind is tuple:
        for each in value:
            _void_numbers(each, instead)
    elif attrs.has(kind) and _can_hold_secrets(kind):
        for name, mark, is_deep in _plan(kind):
            if mark == "n":
                object.__setattr__(value, name, instead)
            elif is_deep:
                _void_numbers(getattr(value, name), instead)
