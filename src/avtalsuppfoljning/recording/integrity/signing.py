"""Decisions signed by whoever made them, with a key that is not on the machine of the register.

The signature stands last in what is stored of the event, so the tree covers it and it goes where
the event goes. What is signed is the rest of it, with its stream, its version and its name.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.recorded import Entry
from avtalsuppfoljning.recording.integrity.notes import PrivateKey, PublicKey
from avtalsuppfoljning.recording.store import Row

_BEFORE: Final = b',"signature":"'
_AFTER: Final = b'"}'
_MADE: Final = 4 + 64
_WRITTEN: Final = 4 * -(-_MADE // 3)
_LONG: Final = len(_BEFORE) + _WRITTEN + len(_AFTER)
_FIRST_DAY: Final = date(1, 1, 1)


@attrs.frozen
class Signer:
    """A person whose decisions are signed, and from which day of recording."""

    key: PublicKey
    """Its name is what the person is called as the one who records."""
    since: date = _FIRST_DAY


def is_decision(event: object) -> bool:
    """Whether an event is a decision that a person answers for, by a delegation."""
    return hasattr(event, "ruling") or hasattr(event, "delegation")


def sign(key: PrivateKey, stream: str, version: int, name: str, stored: bytes) -> bytes:
    """What is stored of a decision, with its signature."""
    made = key.public.id + key.sign(_signed(stream, version, name, stored))
    return stored[:-1] + _BEFORE + b64encode(made) + _AFTER


def unsigned(stored: bytes) -> bytes:
    """What was signed of it, or all where nobody signed."""
    return stored[:-_LONG] + b"}" if stored.startswith(_BEFORE, -_LONG) else stored


def check(row: Row, entry: Entry[Any], signers: Mapping[str, Sequence[Signer]]) -> tuple[str, bool]:
    """The fault of a decision's signature, or none; and whether it has one that is right.

    Who is not known as a signer must sign too, from the first day that anybody must: or a forger
    would only have to invent a name.
    """
    if not signers or not is_decision(entry.event):
        return "", False
    _, stream, version, name, stored = row
    own = signers.get(entry.by, ())
    made = _made(stored)
    if made is None:
        known = own or [each for all_of_one in signers.values() for each in all_of_one]
        is_needed = any(signer.since <= entry.day for signer in known)
        return ("signatur_saknas" if is_needed else ""), False
    signed = _signed(stream, version, name, unsigned(stored))
    for signer in own:
        if signer.key.id == made[:4] and signer.key.accepts(made[4:], signed):
            return "", True
    return "signatur_fel", False


def by_name(signers: Iterable[Signer]) -> Mapping[str, Sequence[Signer]]:
    """The signers of each name: a person may have had several keys."""
    found: dict[str, list[Signer]] = {}
    for signer in signers:
        found.setdefault(signer.key.name, []).append(signer)
    return found


def parse_signers(text: str) -> tuple[Signer, ...]:
    """Read the people whose decisions are signed: a key a line, and the day it counts from.

    Empty lines, and lines that begin with ``#``, say nothing.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            since = date.fromisoformat(words[1]) if len(words) > 1 else _FIRST_DAY
            found.append(Signer(PublicKey.parse(words[0]), since))
        except ValueError as error:
            raise InputError(*swedish.NOT_A_SIGNER, place=f"rad {number}") from error
    return tuple(found)


def _made(stored: bytes) -> bytes | None:
    """The signature at the end of what is stored, with the id of its key."""
    ending = stored[-_LONG:]
    if not ending.startswith(_BEFORE) or not ending.endswith(_AFTER):
        return None
    try:
        made = b64decode(ending[len(_BEFORE) : -len(_AFTER)], validate=True)
    except ValueError:
        return None
    return made if len(made) == _MADE else None


def _signed(stream: str, version: int, name: str, stored: bytes) -> bytes:
    head = f"avtalsuppfoljning/beslut/1 {version} {len(stream)} {len(name)}\n{stream}{name}"
    return head.encode() + stored
