"""Examining a register that may have been tampered with: nothing in it is trusted to open it."""

from collections.abc import Sequence
from os import PathLike

from avtalsuppfoljning.errors import AvtalsuppfoljningError
from avtalsuppfoljning.recording import opening
from avtalsuppfoljning.recording.failures import explaining
from avtalsuppfoljning.recording.integrity.sealing import Seal
from avtalsuppfoljning.recording.integrity.signing import Signer
from avtalsuppfoljning.recording.integrity.verifying import Verification
from avtalsuppfoljning.recording.log import Log
from avtalsuppfoljning.recording.register import Register
from avtalsuppfoljning.recording.secrecy import gallring
from avtalsuppfoljning.recording.sources import random_ids, system_clock


def examine(
    place: str | PathLike[str],
    *,
    keys: str | PathLike[str] | None = None,
    seals: Sequence[Seal] = (),
    signers: Sequence[Signer] = (),
) -> Verification:
    """Verify a register where it lies; see `Register.verify`. Nothing in it is changed.

    With its ``keys`` it is also seen that what is locked opens, and was locked where it stands.
    """
    with explaining():
        found = opening.factory(place, create=False, synchronous="FULL", lock_timeout=30)
        log = Log(found)
    with Register(log, clock=system_clock, ids=random_ids) as register:
        try:
            log.cipher = gallring.put_under_keys(register, None)
        except AvtalsuppfoljningError:  # what cannot be read is told as a fault below
            pass
        else:
            if keys is not None:
                log.cipher = gallring.open_to_read(log.cipher.custody, keys)
        return register.verify(seals=seals, signers=signers)
