"""What can have been done with the register itself: locked, thinned out, looked into."""

from datetime import date

from avtalsuppfoljning.classification import Open, Osl26, Staff, event
from avtalsuppfoljning.terms import StreamId


@event
class EncryptionBegun:
    """From here on, what is not open is stored under keys that are kept elsewhere."""

    key_store: Open[str]
    """The id of the store that has the keys."""
    begun_on: Open[date]


@event
class GallringDecided:
    """By a gallringsbeslut, what is not open in a stream so far can never be read again."""

    stream: Open[StreamId]
    key_number: Open[int]
    """The key that is destroyed, and those before it; what comes later has a new one."""
    dnr: Open[str]
    """The diarienummer of the gallringsbeslut."""
    decided_by: Open[str]
    """The nämnd or the role that decided, such as ``Socialnämnden § 45``; never a name."""
    decided_on: Open[date]


@event
class SecretsShown:
    """Somebody was shown what is not open, for a reason."""

    person: Staff[str]
    what: Open[str]
    """What was asked for, such as ``handelser provider:solsidan``."""
    reason: Osl26[str]
    shown_on: Open[date]


@event
class ReleaseNeeded:
    """From here on, the register holds what no release before this one can read."""

    release: Open[str]
    """Such as ``0.2.0``."""


Event = EncryptionBegun | GallringDecided | SecretsShown | ReleaseNeeded
