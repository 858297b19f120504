"""A register under keys: how that begins, how a stream is gallrad, and who is shown what."""

from datetime import date
from os import PathLike
from typing import TYPE_CHECKING, Final

import attrs

from avtalsuppfoljning import custody
from avtalsuppfoljning.errors import DecisionRefusedError, RegisterError
from avtalsuppfoljning.recorded import KEYS_STREAM, access_stream, kind_of
from avtalsuppfoljning.recording.secrecy.ciphering import Cipher
from avtalsuppfoljning.recording.secrecy.keys import KeyStore, open_keys
from avtalsuppfoljning.terms import StreamId

if TYPE_CHECKING:
    from avtalsuppfoljning.recording.register import Register

KEEPER: Final = "registret"
"""Who has recorded that a register is under keys: the register itself."""


@attrs.frozen
class Gallring:
    """What became of one gallringsbeslut."""

    stream: StreamId
    key_number: int
    """The key that is gone, and those before it."""
    is_repeat: bool
    """It was so already; this time nothing was changed."""


def put_under_keys(register: "Register", keys: str | PathLike[str] | KeyStore | None) -> Cipher:
    """How the register locks and opens: with its own keys, without them, or not at all.

    A register begins with its keys: what was recorded in the open cannot be locked afterwards.
    What was gallrat is destroyed again where a backup of the keys has brought it back.
    """
    kept = register.state(KEYS_STREAM)
    assert isinstance(kept, custody.Custody)
    if keys is None:
        return Cipher(None, kept)
    is_new = kept.encryption is None
    if is_new and next(register.events(), None) is not None:
        raise RegisterError(
            "the register was begun without keys, so it holds what no key can lock",
            "leave the keys out, or begin a new register with keys and import into that",
            code="begun_without_keys",
        )
    store = open_keys(keys, create=is_new) if isinstance(keys, str | PathLike) else keys
    try:
        register.record(
            KEYS_STREAM,
            custody.begin_encryption,
            actor=KEEPER,
            key_store=store.id,
            begun_on=register.today(),
        )
        kept = register.state(KEYS_STREAM)
        for each in kept.gallrade:
            store.destroy(each.stream, each.key_number)
    except DecisionRefusedError as refusal:
        store.close()
        raise RegisterError(refusal.what, refusal.way_out, code="other_keys") from refusal
    except BaseException:
        store.close()
        raise
    return Cipher(store, kept)


def open_to_read(kept: custody.Custody, keys: str | PathLike[str]) -> Cipher:
    """How somebody opens what is locked who changes nothing, in the register or in the store."""
    if kept.encryption is None:
        raise RegisterError(
            "the register was begun without keys, so nothing in it is locked",
            "leave the keys out",
            code="begun_without_keys",
        )
    store = open_keys(keys, create=False)
    if store.id != kept.encryption.key_store:
        store.close()
        raise RegisterError(
            "the register is under the keys of another store",
            "give the store that it began with",
            code="other_keys",
        )
    return Cipher(store, kept)


def gallra(
    register: "Register",
    cipher: Cipher,
    stream: StreamId,
    *,
    dnr: str,
    decided_by: str,
    decided_on: date,
    actor: str,
) -> Gallring:
    """Record a gallringsbeslut, and destroy the keys of a stream so far."""
    number = key_number(register, cipher, stream, dnr=dnr)
    register.record(
        KEYS_STREAM,
        custody.decide_gallring,
        actor=actor,
        stream=stream,
        key_number=number,
        dnr=dnr.strip(),
        decided_by=decided_by.strip(),
        decided_on=decided_on,
        today=register.today(),
    )
    assert cipher.keys is not None
    changed = cipher.keys.destroy(stream, number)
    return Gallring(stream, number, is_repeat=not changed)


def key_number(register: "Register", cipher: Cipher, stream: StreamId, *, dnr: str) -> int:
    """The last key that a gallring of a stream destroys; refused where there is nothing to."""
    kind_of(stream)
    if stream.startswith("register:"):
        raise DecisionRefusedError(
            "what the register says of itself is not gallrat",
            "name the stream of a case",
            code="registret_gallras_ej",
        )
    if cipher.is_on and cipher.keys is None:
        raise RegisterError(
            "a key can only be destroyed in its key store",
            "open the register with its key store",
            code="without_keys",
        )
    kept = register.state(KEYS_STREAM)
    ordered = [each for each in kept.gallrade if (each.stream, each.dnr) == (stream, dnr.strip())]
    number = cipher.keys.last(stream) if cipher.keys else 1
    if ordered:  # the same gallringsbeslut again: it says nothing of what was recorded later
        number = ordered[-1].key_number
    if number == 0:
        raise DecisionRefusedError(
            f"{stream} holds nothing that is not open",
            "check the id of the stream",
            code="inget_att_gallra",
        )
    return number


def show_secrets(register: "Register", *, person: str, what: str, reason: str) -> None:
    """Record that somebody is about to be shown what is not open."""
    today = register.today()
    register.record(
        access_stream(today),
        custody.show_secrets,
        actor=person,
        person=person,
        what=what,
        reason=reason,
        shown_on=today,
    )
