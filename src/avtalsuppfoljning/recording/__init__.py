"""Recording: the only place that knows a database. `Register` is its front door."""

from avtalsuppfoljning.recording.examining import examine
from avtalsuppfoljning.recording.notes import PrivateKey, PublicKey
from avtalsuppfoljning.recording.opening import is_server
from avtalsuppfoljning.recording.projecting import Projection
from avtalsuppfoljning.recording.register import Receipt, Register
from avtalsuppfoljning.recording.sealing import Seal
from avtalsuppfoljning.recording.signing import Signer, parse_signers
from avtalsuppfoljning.recording.sources import Clock, Ids, civil_day, random_ids, system_clock
from avtalsuppfoljning.recording.unit import Unit
from avtalsuppfoljning.recording.verifying import Verification

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
