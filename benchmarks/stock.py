"""The same municipality on stock `eventsourcing`, the way its documentation teaches.

Aggregates with ``@event`` methods (`stock_aggregates`), the default JSON transcoder taught the
value types it meets, an SQLite file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import fields
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import attrs
import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import JSONTranscoder, Transcoding
from eventsourcing.sqlite import SQLiteFactory
from psycopg.conninfo import conninfo_to_dict

from avtalsuppfoljning import agreement, citations, deficiency, policy, terms
from avtalsuppfoljning.recording.store import Row, batched
from benchmarks.stock_aggregates import (
    Agreement,
    Deficiency,
    FollowUp,
    Parts,
    Provider,
    Sanction,
)
from benchmarks.translated import Translate, plain_class, typed

BEGIN: Final[Mapping[str, Callable[..., Aggregate]]] = {
    "provider-registered@1": Provider,
    "agreement-signed@1": Agreement,
    "follow-up-planned@1": FollowUp,
    "deficiency-established@1": Deficiency,
    "sanction-decided@1": Sanction,
}
"""What the first row of a stream makes."""

GO_ON: Final[Mapping[str, Callable[..., None]]] = {
    "submission-requested@1": Agreement.request_submission,
    "submission-received@1": Agreement.receive_submission,
    "follow-up-opened@1": FollowUp.open,
    "requirement-assessed@1": FollowUp.assess,
    "report-completed@1": FollowUp.complete_report,
    "follow-up-completed@1": FollowUp.complete,
    "kommunicering-sent@1": Deficiency.ask,
    "kommunicering-answered@1": Deficiency.answer,
    "papekande-issued@1": Deficiency.issue_påpekande,
    "atgardsplan-requested@1": Deficiency.request_åtgärdsplan,
    "atgardsplan-received@1": Deficiency.receive_åtgärdsplan,
    "atgardsplan-approved@1": Deficiency.approve_åtgärdsplan,
    "atgardsplan-rejected@1": Deficiency.reject_åtgärdsplan,
    "deficiency-sanctioned@1": Deficiency.note_sanction,
    "resultatuppfoljning-planned@1": Deficiency.plan_check,
    "resultatuppfoljning-failed@1": Deficiency.fail_check,
    "resultatuppfoljning-passed@1": Deficiency.pass_check,
    "deficiency-remedied@1": Deficiency.remedy,
    "sanction-lifted@1": Sanction.lift,
}
"""What each further row does."""


class DateAsISO(Transcoding):
    """A day."""

    type = date
    name = "date_iso"

    def encode(self, obj: date) -> str:
        """The text of a day."""
        return obj.isoformat()

    def decode(self, data: str) -> date:
        """The day of a text."""
        return date.fromisoformat(data)


class ValueAsDict(Transcoding):
    """A value that has parts."""

    def __init__(self, type_: type) -> None:
        self.type = type_
        self.name = type_.__name__
        self._names = [each.name for each in fields(type_)]

    def encode(self, obj: Any) -> Parts:
        """The parts by name."""
        return {name: getattr(obj, name) for name in self._names}

    def decode(self, data: Parts) -> Any:
        """The value with these parts."""
        return self.type(**data)


MODULES: Final = (agreement, citations, deficiency, policy, terms)
"""Where everything is defined that has parts; the transcoder is taught all of it."""


SECTION = 1_000
"""What suits it best: it is slower in pages as small as ours."""


def _environment(place: Path | str, synchronous: str) -> dict[str, str]:
    if isinstance(place, Path):
        return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(place)}
    parts = conninfo_to_dict(place)
    with closing(psycopg.connect(place, autocommit=True)) as connection:
        name, value = parts["dbname"], "on" if synchronous == "FULL" else "off"
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = {value}")
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(parts["dbname"]),
        "POSTGRES_HOST": str(parts["host"]),
        "POSTGRES_USER": str(parts["user"]),
        "POSTGRES_PASSWORD": "",
    }


class FollowUps(Application[UUID]):
    """The application, in a file or a database with the durability that is asked for."""

    log_section_size = SECTION
    """Notifications are read so many at a time."""

    def __init__(self, path: Path | str, *, synchronous: str = "NORMAL") -> None:
        super().__init__(_environment(path, synchronous))
        if not isinstance(self.factory, SQLiteFactory):
            return
        # Its pool keeps the one connection that one thread needs, so this is the one that is used.
        with self.factory.datastore.get_connection(commit=True) as connection:
            connection.cursor().execute(f"PRAGMA synchronous = {synchronous}")

    def register_transcodings(self, transcoder: JSONTranscoder) -> None:
        """Teach it days, and what has parts."""
        super().register_transcodings(transcoder)
        transcoder.register(DateAsISO())
        for value in chain.from_iterable(vars(module).values() for module in MODULES):
            if isinstance(value, type) and attrs.has(value):
                transcoder.register(ValueAsDict(plain_class(value)))

    def fill(self, rows: Iterable[Row], translate: Translate = typed) -> dict[str, UUID]:
        """Put what is in our rows into the file, in their order; the ids, by our streams."""
        known: dict[str, Aggregate] = {}
        events: list[Any] = []
        for row in rows:
            _, stream, _, name, _ = row
            if stream in known:
                GO_ON[name](known[stream], **translate(row))
            else:
                known[stream] = BEGIN[name](**translate(row))
            events += known[stream].collect_events()
        for batch in batched(events, 10):  # on PostgreSQL it hangs over hundreds
            self.save(*batch)
        return {stream: aggregate.id for stream, aggregate in known.items()}

    def read(self) -> Iterator[Any]:
        """Every event of the notification log, in order."""
        start = 1
        while page := self.notification_log.select(start, SECTION):
            yield from map(self.mapper.to_domain_event, page)
            start = page[-1].id + 1

    def notifications(self) -> Iterator[Any]:
        """Every row of the notification log, in order, and not decoded."""
        start = 1
        while page := self.recorder.select_notifications(start, SECTION):
            yield from page
            start = page[-1].id + 1

    def fold(self) -> dict[UUID, Any]:
        """The state of every aggregate, from the notification log alone."""
        found: dict[UUID, Any] = {}
        for each in self.read():
            found[each.originator_id] = each.mutate(found.get(each.originator_id))
        return found
