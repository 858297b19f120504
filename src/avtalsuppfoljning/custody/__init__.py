"""Custody: how the register itself is kept.

Streams ``register:nycklar`` – the key store, each gallring, the release that can read it all – and
``register:insyn-<day>``, who was shown on that day what is not open. They are in the same log as
the rest, so that they are as hard to change.
"""

from avtalsuppfoljning.custody.decisions import (
    begin_encryption,
    decide_gallring,
    need_release,
    show_secrets,
)
from avtalsuppfoljning.custody.events import (
    EncryptionBegun,
    Event,
    GallringDecided,
    ReleaseNeeded,
    SecretsShown,
)
from avtalsuppfoljning.custody.state import INITIAL, Custody, evolve, in_order

__all__ = [
    "INITIAL",
    "Custody",
    "EncryptionBegun",
    "Event",
    "GallringDecided",
    "ReleaseNeeded",
    "SecretsShown",
    "begin_encryption",
    "decide_gallring",
    "evolve",
    "in_order",
    "need_release",
    "show_secrets",
]
