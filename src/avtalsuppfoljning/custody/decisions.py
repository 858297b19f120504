"""What may be done with the register itself."""

import re
from datetime import date
from typing import Final

from avtalsuppfoljning.custody.events import (
    EncryptionBegun,
    Event,
    GallringDecided,
    ReleaseNeeded,
    SecretsShown,
)
from avtalsuppfoljning.custody.state import Custody, in_order
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.terms import StreamId


def begin_encryption(state: Custody, /, *, key_store: str, begun_on: date) -> tuple[Event, ...]:
    """Lock what is not open with the keys of one store, for ever the same one."""
    begun = state.encryption
    if begun is not None and begun.key_store != key_store:
        raise DecisionRefusedError(
            f"the register is under the keys of {begun.key_store!r}",
            "open it with that key store",
            code="annat_nyckelarkiv",
        )
    if begun is not None:
        return ()
    return (EncryptionBegun(key_store=key_store, begun_on=begun_on),)


def decide_gallring(
    state: Custody,
    /,
    *,
    stream: StreamId,
    key_number: int,
    dnr: str,
    decided_by: str,
    decided_on: date,
    today: date,
) -> tuple[Event, ...]:
    """Record a gallringsbeslut: what is not open in a stream is to be destroyed."""
    if state.encryption is None:
        raise DecisionRefusedError(
            "nothing is under keys, so nothing can be destroyed with one",
            "begin a register with keys",
            code="krypteras_ej",
        )
    if not (dnr.strip() and decided_by.strip()) or decided_on > today:
        raise DecisionRefusedError(
            "nothing is destroyed without a gallringsbeslut that has been made",
            "give its diarienummer, who decided, and the day",
            code="gallringsbeslut_saknas",
        )
    if key_number <= state.gallrad_until(stream):
        return ()
    return (
        GallringDecided(
            stream=stream,
            key_number=key_number,
            dnr=dnr,
            decided_by=decided_by,
            decided_on=decided_on,
        ),
    )


def need_release(state: Custody, /, *, release: str) -> tuple[Event, ...]:
    """Record that from here on no release before this one can read everything."""
    if not _RELEASE.fullmatch(release):
        raise DecisionRefusedError(
            f"{release!r} is not the number of a release",
            "write three numbers: 0.2.0",
            code="ingen_version",
        )
    return () if in_order(release) <= in_order(state.release) else (ReleaseNeeded(release=release),)


_RELEASE: Final = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}")


def show_secrets(
    state: Custody, /, *, person: str, what: str, reason: str, shown_on: date
) -> tuple[Event, ...]:
    """Record that somebody is shown what is not open; once for the same thing on a day."""
    if not (person.strip() and reason.strip()):
        raise DecisionRefusedError(
            "nobody is shown what is not open without a name and a reason",
            "say who asks, and why",
            code="skal_for_insyn_saknas",
        )
    shown = SecretsShown(person=person, what=what, reason=reason, shown_on=shown_on)
    return () if shown in state.shown else (shown,)
