"""Seals: what the trees over a register were at one moment, signed, and kept somewhere else.

A seal is a C2SP checkpoint: a note whose lines are the register's name, the number of its events
and the root over them. One more line says the same of its commands.
"""

import re
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Final

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.recording.integrity.notes import Note, PrivateKey, read_short
from avtalsuppfoljning.recording.integrity.tree import HASH

_NUMBER: Final = "0|[1-9][0-9]{0,17}"
_ROOT: Final = "[A-Za-z0-9+/]{43}="
_FORM: Final = re.compile(
    rf"([^\n]+)\n({_NUMBER})\n({_ROOT})\nkommandon ({_NUMBER}) ({_ROOT})\n(?:[^\n]+\n)*"
)


@attrs.frozen
class Checkpoint:
    """How far a register had grown, and what it held: equal roots mean equal contents."""

    origin: str
    """What the register is called."""
    events: int
    root: bytes
    commands: int
    commands_root: bytes

    def __str__(self) -> str:
        return (
            f"{self.origin}\n{self.events}\n{b64encode(self.root).decode()}\n"
            f"kommandon {self.commands} {b64encode(self.commands_root).decode()}\n"
        )


@attrs.frozen
class Seal:
    """A checkpoint and the note that it stands in."""

    checkpoint: Checkpoint
    note: Note

    @classmethod
    def of(cls, checkpoint: Checkpoint, key: PrivateKey | None = None) -> "Seal":
        """A seal over a checkpoint; without a key it is signed by nobody."""
        note = Note(str(checkpoint))
        return cls(checkpoint, note.signed(key) if key else note)

    @classmethod
    def parse(cls, text: str) -> "Seal":
        """Read a seal; who signed it is for `Note.signer` to say."""
        note = Note.parse(text)
        found = _FORM.fullmatch(note.text)
        if found is None:
            raise InputError(*swedish.NOT_A_SEAL)
        origin, events, root, commands, commands_root = found.groups()
        return cls(
            Checkpoint(origin, int(events), _bytes(root), int(commands), _bytes(commands_root)),
            note,
        )

    @classmethod
    def read(cls, path: Path) -> "Seal":
        """The seal in a file."""
        return cls.parse(read_short(path))

    def __str__(self) -> str:
        return str(self.note)


def _bytes(root: str) -> bytes:
    decoded = b64decode(root)
    if b64encode(decoded).decode() != root:  # the last letter has bits that nobody reads
        raise InputError(*swedish.NOT_A_SEAL)
    assert len(decoded) == HASH, "the pattern lets nothing else through"
    return decoded
