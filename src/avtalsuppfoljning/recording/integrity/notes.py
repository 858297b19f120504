"""Signed notes and their keys, in the form of C2SP signed-note: text that anybody can check.

A note is some lines, an empty line, and a line per signature. A key is one line too, public or
private, and carries the name of whoever signs with it. Only Ed25519 is known here.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.classification import nfc
from avtalsuppfoljning.errors import InputError

_ED25519: Final = b"\1"
_PRIVATE: Final = "PRIVATE+KEY+"
_DASH: Final = "— "
_LONGEST: Final = 10_000
"""No note or key is longer; what is handed in may be anything."""


@attrs.frozen
class PublicKey:
    """What checks signatures. Written as ``name+hash+key``."""

    name: str
    raw: bytes
    id: bytes = attrs.field(init=False)
    """Four bytes that stand before each signature, and tell which key it was."""

    def __attrs_post_init__(self) -> None:
        called = self.name.encode() + b"\n" + _ED25519 + self.raw
        object.__setattr__(self, "id", sha256(called).digest()[:4])

    @classmethod
    def parse(cls, text: str) -> "PublicKey":
        """Read the line that a public key is written as."""
        name, _, rest = nfc(text.strip()).partition("+")
        _, _, encoded = rest.partition("+")
        key = cls(_name(name), _key(encoded))
        if str(key) != nfc(text.strip()):
            raise InputError(*swedish.NOT_A_KEY)
        return key

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(_ED25519 + self.raw).decode()}"

    def accepts(self, signature: bytes, signed: bytes) -> bool:
        """Whether this key's owner signed these bytes."""
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  when it is used
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

        try:
            ed25519.Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, signed)
        except (InvalidSignature, ValueError):
            return False
        return True


@attrs.frozen
class PrivateKey:
    """What signs. Whoever has it can sign in its owner's name."""

    name: str
    seed: bytes = attrs.field(repr=False)

    @classmethod
    def new(cls, name: str) -> "PrivateKey":
        """A key that nobody has."""
        return cls(_name(nfc(name)), os.urandom(32))

    @classmethod
    def parse(cls, text: str) -> "PrivateKey":
        """Read the line that a private key is written as."""
        line = nfc(text.strip())
        if not line.startswith(_PRIVATE):
            raise InputError(*swedish.NOT_A_KEY)
        name, _, rest = line.removeprefix(_PRIVATE).partition("+")
        key = cls(_name(name), _key(rest.partition("+")[2]))
        if key.written() != line:
            raise InputError(*swedish.NOT_A_KEY)
        return key

    @classmethod
    def read(cls, path: Path) -> "PrivateKey":
        """The key in a file."""
        return cls.parse(read_short(path))

    def write(self, path: Path) -> None:
        """Write it to a new file that only its owner may read."""
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(self.written() + "\n")
                file.flush()
                os.fsync(file.fileno())
        except BaseException:  # half a key seals nothing, and would be in the way of a whole one
            path.unlink()
            raise

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415  when it is used

        form = serialization.Encoding.Raw, serialization.PublicFormat.Raw
        return PublicKey(self.name, self._opened().public_key().public_bytes(*form))

    def sign(self, signed: bytes) -> bytes:
        """The signature of these bytes."""
        return bytes(self._opened().sign(signed))

    def written(self) -> str:
        """The line that it is kept as. Show it to nobody."""
        encoded = b64encode(_ED25519 + self.seed).decode()
        return f"{_PRIVATE}{self.name}+{self.public.id.hex()}+{encoded}"

    def _opened(self) -> "ed25519.Ed25519PrivateKey":  # type: ignore[name-defined]  # noqa: F821
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

        return ed25519.Ed25519PrivateKey.from_private_bytes(self.seed)


# ── notes ──


@attrs.frozen
class Note:
    """A text with its signatures."""

    text: str
    """Ends with a line break."""
    signatures: tuple[tuple[str, bytes], ...] = ()
    """Of each, the name of the signer, and the bytes: the key's id and the signature."""

    @classmethod
    def parse(cls, text: str) -> "Note":
        """Read a note, signed or not."""
        body, gap, signed = text.rpartition("\n\n")
        if not gap:
            return cls(text)
        return cls(body + "\n", tuple(map(_signature, signed.splitlines())))

    def signed(self, key: PrivateKey) -> "Note":
        """The note with one signature more."""
        made = key.public.id + key.sign(self.text.encode())
        return Note(self.text, (*self.signatures, (key.name, made)))

    def signer(self, keys: Iterable[PublicKey]) -> PublicKey | None:
        """The first of these keys that signed the note."""
        return next((key for key in keys if self._is_signed(key)), None)

    def __str__(self) -> str:
        if not self.signatures:
            return self.text
        lines = (f"{_DASH}{name} {b64encode(made).decode()}\n" for name, made in self.signatures)
        return f"{self.text}\n{''.join(lines)}"

    def _is_signed(self, key: PublicKey) -> bool:
        return any(
            name == key.name and made[:4] == key.id and key.accepts(made[4:], self.text.encode())
            for name, made in self.signatures
        )


# ── helpers ──


def read_short(path: Path) -> str:
    """The text of a file that holds a key or a note."""
    with path.open("rb") as file:
        raw = file.read(_LONGEST + 1)
    if len(raw) > _LONGEST:
        raise InputError(*swedish.NOT_A_NOTE)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise InputError(*swedish.NOT_A_NOTE) from error


def _name(name: str) -> str:
    if not name or any(letter.isspace() or letter == "+" for letter in name):
        raise InputError(*swedish.NOT_A_KEY_NAME)
    return name


def _key(encoded: str) -> bytes:
    raw = _decoded(encoded)
    if len(raw) != len(_ED25519) + 32 or raw[:1] != _ED25519:
        raise InputError(*swedish.NOT_A_KEY)
    return raw[1:]


def _signature(line: str) -> tuple[str, bytes]:
    name, gap, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not gap:
        raise InputError(*swedish.NOT_A_SEAL)
    return name, _decoded(encoded)


def _decoded(encoded: str) -> bytes:
    try:
        return b64decode(encoded, validate=True)
    except ValueError as error:
        raise InputError(*swedish.NOT_A_KEY) from error
