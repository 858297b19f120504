"""What later decisions read of how the register is kept."""

from typing import assert_never

from avtalsuppfoljning.classification import folded, renewed
from avtalsuppfoljning.custody.events import (
    EncryptionBegun,
    Event,
    GallringDecided,
    ReleaseNeeded,
    SecretsShown,
)


@folded
class Custody:
    """Under which keys the register is, what was gallrat, and who was shown what."""

    encryption: EncryptionBegun | None = None
    gallrade: tuple[GallringDecided, ...] = ()
    shown: tuple[SecretsShown, ...] = ()
    release: str = ""
    """The release that is needed to read it all, where it is not the first one."""

    def gallrad_until(self, stream: str) -> int:
        """The last key of a stream that is destroyed; 0 where none is."""
        return max((each.key_number for each in self.gallrade if each.stream == stream), default=0)


def in_order(release: str) -> tuple[int, ...]:
    """The numbers of a release, which sort as releases follow each other.

    >>> in_order("0.10.0") > in_order("0.9.1") > in_order("")
    True
    """
    return tuple(map(int, release.split("."))) if release else ()


INITIAL = Custody()


def evolve(state: Custody, event: Event, /) -> Custody:
    """The state after one more event."""
    match event:
        case EncryptionBegun():
            return renewed(state, encryption=event)
        case GallringDecided():
            return renewed(state, gallrade=(*state.gallrade, event))
        case SecretsShown():
            return renewed(state, shown=(*state.shown, event))
        case ReleaseNeeded():
            return renewed(state, release=event.release)
        case _:
            assert_never(event)
