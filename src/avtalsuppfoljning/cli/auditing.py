"""What an audit reads: a register, or an audit file that stands in for one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import attrs
import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.audit.asof import until
from avtalsuppfoljning.audit.package import package
from avtalsuppfoljning.cli.clock import today
from avtalsuppfoljning.cli.reading import opened
from avtalsuppfoljning.cli.shell import refuse_beside
from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.recorded import Recorded, State, fold
from avtalsuppfoljning.terms import StreamId


@attrs.frozen
class Source:
    """The events that had been recorded by the end of a day."""

    on: date
    events: tuple[Recorded, ...]

    def states(self) -> dict[StreamId, State]:
        """The state of every stream."""
        return fold(self.events)


def file_option() -> click.Option:
    """``--fil``: an audit file in place of a register."""
    return click.Option(["--fil", "file"], metavar=swedish.FILE, help=swedish.AUDIT_FILE_OPTION)


@attrs.frozen
class Log:
    """All events of a register or of an audit file, to be read once."""

    events: Iterable[Recorded]
    day: date
    """The day that is looked back from, if nobody says another."""
    is_masked: bool


@contextmanager
def log_of(register: str | None, file: str | None) -> Iterator[Log]:
    """The register, or the audit file if one is named; a file that is not as written is refused."""
    if file is None:
        with opened(register) as found:
            yield Log(found.events(), today(), is_masked=False)
        return
    refuse_beside("--fil", "register", "keys")
    with package(Path(file)) as kept:
        if not kept.verify().is_sound:
            raise InputError(*swedish.AUDIT_FILE_UNSOUND, place=file)
        yield Log(kept.events(), kept.manifest.per, is_masked=not kept.manifest.hel)


@contextmanager
def audited(register: str | None, file: str | None, per: date | None) -> Iterator[Source]:
    """What had been recorded by the end of a day, in the register or the audit file."""
    with log_of(register, file) as found:
        on = per or found.day
        yield Source(on, tuple(until(found.events, known=on)))
