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


@contextmanager
def audited(register: str | None, file: str | None, per: date | None) -> Iterator[Source]:
    """The register, or the audit file if one is named; a file that is not as written is refused."""
    if file is None:
        with opened(register) as found:
            yield _source(found.events(), per or today())
        return
    with package(Path(file)) as kept:
        if not kept.verify().is_sound:
            raise InputError(*swedish.AUDIT_FILE_UNSOUND, place=file)
        yield _source(kept.events(), per or kept.manifest.per)


def _source(events: Iterable[Recorded], on: date) -> Source:
    return Source(on, tuple(until(events, known=on)))
