"""Recording: the only place that knows a database. `Register` is its front door."""

from avtalsuppfoljning.recording.following.projecting import Projection
from avtalsuppfoljning.recording.integrity.examining import examine
from avtalsuppfoljning.recording.integrity.notes import PrivateKey, PublicKey
from avtalsuppfoljning.recording.integrity.sealing import Seal
from avtalsuppfoljning.recording.integrity.signing import Signer, parse_signers
from avtalsuppfoljning.recording.integrity.verifying import Verification
from avtalsuppfoljning.recording.opening import is_server
from avtalsuppfoljning.recording.register import Receipt, Register
from avtalsuppfoljning.recording.sources import Clock, Ids, civil_day, random_ids, system_clock
from avtalsuppfoljning.recording.unit import Unit

__all__ = [
    "Clock",
    "Ids",
    "PrivateKey",
    "Projection",
    "PublicKey",
    "Receipt",
    "Register",
    "Seal",
    "Signer",
    "Unit",
    "Verification",
    "civil_day",
    "examine",
    "is_server",
    "parse_signers",
    "random_ids",
    "system_clock",
]
