"""``avtal importera``: providers, agreements, submissions and deficiencies from a file."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.claiming import claimed
from avtalsuppfoljning.cli.page import Page, write_json
from avtalsuppfoljning.cli.shell import (
    REFUSED,
    command,
    format_option,
    keys_named,
    refuse_beside,
    register_option,
)
from avtalsuppfoljning.errors import RegisterError
from avtalsuppfoljning.exchange.importing import Batch, Import
from avtalsuppfoljning.exchange.mapping import Own, read_own
from avtalsuppfoljning.exchange.tables import TABLES
from avtalsuppfoljning.exchange.works import Unit
from avtalsuppfoljning.recorded import kind_of
from avtalsuppfoljning.recording import Register, is_server
from avtalsuppfoljning.terms import StreamId

ACTOR = "avtal importera"


class _Table(click.ParamType):  # type: ignore[type-arg]  # no argument in click 8.1
    name = "table"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if value in TABLES:
            return value
        return self.fail(swedish.fault_of(str(value), *swedish.TABLE_UNKNOWN), param, ctx)


@command(
    "importera",
    click.Argument(["file"], required=False, metavar=swedish.FILE_OR_FOLDER),
    click.Option(["--tabell", "table"], type=_Table(), metavar="TABELL", help=swedish.TABLE_OPTION),
    click.Option(["--kolumner", "own"], metavar=swedish.FILE, help=swedish.COLUMNS_OPTION),
    click.Option(["--mall", "template"], metavar=swedish.FILE, help=swedish.TEMPLATE_OPTION),
    click.Option(["--av", "actor"], metavar=swedish.NAME, default=ACTOR, help=swedish.ACTOR_OPTION),
    register_option(),
    format_option(),
)
def importera(
    *,
    file: str | None,
    table: str | None,
    own: str | None,
    template: str | None,
    actor: str,
    register: str | None,
    form: str,
) -> None:
    """Read a file into the register: all of it, or nothing and every fault."""
    if (file is None) == (template is None):
        raise click.ClickException(swedish.NEITHER_FILE_NOR_TEMPLATE)
    if template is not None:
        refuse_beside("--mall", "table", "own", "actor", "register", "keys")
        _write_template(Path(template))
        return
    if not register:
        raise click.ClickException(swedish.NO_REGISTER)
    mapping = Path(own).read_bytes() if own else b""
    with _at_hand(str(file)) as path, _progress() as show:
        reading = Import(path, own=read_own(mapping) if own else Own(), table=table, salt=mapping)
        with _known(register) as known:
            is_sound = reading.check(known, show(swedish.CHECKING_FILE))
        events = _record(reading, register, actor, show(swedish.RECORDING_FILE)) if is_sound else 0
    _tell(reading, events, form)


@contextmanager
def _known(place: str) -> Iterator["_Cached | _Nothing"]:
    """What the register holds already; nothing, when it is yet to be made."""
    if not is_server(place) and not Path(place).exists():
        yield _Nothing()
        return
    try:
        register = Register.open(place, create=False, keys=keys_named())
    except RegisterError as error:
        if error.code != "missing" or not is_server(place):
            raise
        yield _Nothing()
        return
    with register:
        yield _Cached(register)


def _record(reading: Import, place: str, actor: str, tick: Callable[[int], object]) -> int:
    events = rows = 0
    with Register.open(place, keys=keys_named()) as found:
        for batch in reading.batches():
            receipt = found.transact(
                _working(batch), actor=actor, command=batch.command, request=batch.request
            )
            events += 0 if receipt.is_repeat else len(receipt.events)
            rows += batch.rows
            tick(rows)
    return events


def _working(batch: Batch) -> Callable[[Unit], object]:
    return batch.carry_out


def _tell(reading: Import, events: int, form: str) -> None:
    refused = [each.plain() for each in reading.refused]
    rows = 0 if refused else reading.rows
    if form == "json":
        write_json({"inlasta": rows, "avvisade": refused, "nya_handelser": events})
    elif refused:
        page = Page()
        page.heading(swedish.NOT_IMPORTED)
        for each in reading.refused:
            page.item(str(each))
    else:
        Page().item(swedish.imported(rows, events), indent=0)
    if refused:
        sys.stdout.flush()
        sys.exit(REFUSED)


def _write_template(path: Path) -> None:
    from avtalsuppfoljning.exchange.writing import write_template  # noqa: PLC0415  not needed else

    with claimed(str(path)):
        write_template(path)


# ── what is recorded, while the file is checked ──


class _Nothing:
    """A register that does not exist yet."""

    def state(self, stream: StreamId) -> Any:
        return kind_of(stream).initial


class _Cached:
    """A register whose last streams are kept, for rows of one agreement often stand together."""

    def __init__(self, register: Register, *, size: int = 256) -> None:
        self._register = register
        self._size = size
        self._kept: dict[StreamId, Any] = {}

    def state(self, stream: StreamId) -> Any:
        kept = self._kept.pop(stream, None)
        self._kept[stream] = kept = self._register.state(stream) if kept is None else kept
        if len(self._kept) > self._size:
            del self._kept[next(iter(self._kept))]
        return kept


# ── the file, and the terminal ──


@contextmanager
def _at_hand(file: str) -> Iterator[Path]:
    """The file itself, or a copy of standard input: it is read twice."""
    if file != "-":
        path = Path(file)
        if not path.is_dir():
            with path.open("rb"):  # a missing or closed file is told as such
                pass
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        source = sys.stdin.buffer
        start = source.read(4096)
        path = Path(folder, f"standard in{_suffix(start)}")
        with path.open("wb") as out:
            while start:
                out.write(start)
                start = source.read(1 << 20)
        yield path


def _suffix(start: bytes) -> str:
    if start.startswith(b"PK"):
        return ".xlsx"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith(b"{"):
        return ".csv"
    return ".jsonl" if b'"tabell"' in text.partition(b"\n")[0] else ".json"


@contextmanager
def _progress() -> Iterator[Callable[[str], Callable[[int], object]]]:
    """Shows how many rows are passed, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _: lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415  only on a terminal
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}"))
    with Progress(
        *columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as shown:

        def show(text: str) -> Callable[[int], object]:
            task = shown.add_task(text, total=None)
            return lambda rows: shown.update(task, completed=rows)

        yield show
