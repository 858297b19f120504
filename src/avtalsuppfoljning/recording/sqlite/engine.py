"""What is known of the SQLite library that this Python has, and of one fault in many versions.

In WAL mode, versions 3.7.0 to 3.51.2 may damage a file when two connections write and checkpoint
at the very same moment (sqlite.org/wal.html, "The WAL-Reset Bug"). It is rare; it is mended in
3.51.3, and in 3.50.7 and 3.44.6 of the older lines.
"""

import sqlite3
from typing import Final

Version = tuple[int, ...]

FIRST: Final = (3, 7, 0)
"""The first version with the fault."""
MENDED: Final = (3, 51, 3)
"""The first version where it is mended for good."""
BACKPORTS: Final = ((3, 44, 6), (3, 50, 7))
"""Where it is mended in an older line: from here to the end of the line."""


def has_wal_fault(version: Version = sqlite3.sqlite_version_info) -> bool:
    """Whether this version of SQLite has the fault.

    >>> [has_wal_fault(each) for each in [(3, 40, 1), (3, 44, 6), (3, 51, 2), (3, 51, 3)]]
    [True, False, True, False]
    """
    if any(version[:2] == each[:2] and version >= each for each in BACKPORTS):
        return False
    return FIRST <= version < MENDED
