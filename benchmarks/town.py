"""The facts that are measured: the year of an agreement, as many times as there are agreements.

One year is recorded through the library itself, decisions, rulings and all. The others are
copies of its rows under ids of their own, taken in turns as days go by. Both sides of a
comparison are given these rows: ours as they are, the other one what is in them.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from avtalsuppfoljning import agreement, deficiency, follow_up, guidelines, provider, steering
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.policy import Authority, Choice, Consequences, Finding
from avtalsuppfoljning.recorded import (
    agreement_stream,
    deficiency_stream,
    follow_up_stream,
    provider_stream,
    steering_stream,
)
from avtalsuppfoljning.recording import Register, is_server
from avtalsuppfoljning.recording.integrity import tree
from avtalsuppfoljning.recording.store import Row
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    Bedömning,
    DeficiencyId,
    DocumentKind,
    Driftsform,
    EkonomiskForm,
    FollowUpId,
    FollowUpMethod,
    Frekvens,
    Kanal,
    Konsekvens,
    MeasureId,
    Money,
    Period,
    ProviderId,
    SanctionId,
    SteeringId,
    StreamId,
    Upphandlingsform,
)

MARK: Final = "000000"
"""What stands for the number of the agreement in every id of the year that is copied."""

ONE_IN: Final = 10
"""One agreement in so many has a deficiency that goes up the whole ladder."""
BROKEN: Final = (1, 2)
"""The numbers of the requirements that are not met."""
BATCH: Final = 50
"""So many agreements are followed up at the same time of the year."""

AGREEMENT: Final = agreement_stream(AgreementId(f"a-{MARK}"))
DEFICIENCY: Final = deficiency_stream(AgreementId(f"a-{MARK}"), DeficiencyId(f"d-{MARK}-1"))
MINOR: Final = deficiency_stream(AgreementId(f"a-{MARK}"), DeficiencyId(f"d-{MARK}-2"))

NÄMND: Final = steering_stream(SteeringId("namnd"))
START: Final = date(2026, 1, 12)
DELEGATION: Final = """
[dokument]
id = "delegation"
version = "2026-01-01"
namn = "Delegationsordning"
galler_fran = 2026-01-01
[[punkt]]
id = "4.1"
atgarder = ["papekande", "avstaende", "atgardsplan", "ekonomisk_sanktion", "avstangning"]
roller = ["enhetschef"]
"""

INSERT_EVENT: Final = "INSERT INTO events VALUES (?,?,?,?,?)"
INSERT_COMMAND: Final = (
    "INSERT INTO commands SELECT ifnull(max(number), 0) + 1, ?, ?, ?, ? FROM commands"
)

# ── what is measured ──


def log(count: int) -> list[Row]:
    """The first ``count`` rows of the log of as many agreements as that takes.

    Each has documents coming in, a follow-up, and a deficiency that a påpekande was enough for;
    one in ten has also one that went up the ladder, because sanctions are rare.
    """
    numbers = range(count)
    rows = (
        _copy(row, number)
        for batch in zip(*[iter(numbers)] * BATCH, strict=False)
        for row in _year()
        if MARK in row[1]
        for number in batch
        if number % ONE_IN == 0 or not _is_ladder(row[1])
    )
    return _numbered(islice(rows, count))


def streams(lengths: Mapping[StreamId, int], numbers: range) -> list[Row]:
    """The beginnings of these streams of the year, so long, for each of these agreements."""
    rows = [row for row in _year() if row[2] < lengths.get(StreamId(row[1]), 0)]
    assert len(rows) == sum(lengths.values()), "the streams of the year are shorter"
    return _numbered(_copy(row, number) for row in rows for number in numbers)


def named(template: str, number: int) -> StreamId:
    """An id or a stream of the year that is copied, as it is called for one agreement."""
    return StreamId(template.replace(MARK, f"{number:06}"))


def write(path: Path | str, rows: Iterable[Row]) -> None:
    """Put rows into a register, each with the command that led to it."""
    Register.open(path, synchronous="NORMAL").close()
    written = list(rows)
    commands = [(row[0], f"{row[0]:032x}", bytes(16), row[0] - 1, 1) for row in written]
    if is_server(path):
        with Register.open(path) as register:
            register.store.fill(written, commands)
        return
    trunk = tree.Trunk().grow(tree.leaves(written), [tree.command_leaf(*row) for row in commands])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(INSERT_COMMAND, [row[1:] for row in commands])
        connection.executemany(INSERT_EVENT, written)
        connection.execute("UPDATE tree SET trunk = ?", (bytes(trunk),))


def record_year(register: Register) -> None:
    """A year of one agreement: documents, a follow-up, and two deficiencies."""
    _adopt(register)
    _sign(register)
    _follow_up(register)
    _follow_a_ladder(register)
    _follow_a_minor_one(register)


def submit(register: Register, number: int) -> None:
    """One document more for the agreement of the year that is copied."""
    _submission(register, AGREEMENT, number % 11 + 1, ask=True)
    register.record(
        AGREEMENT,
        agreement.receive_submission,
        actor="anna.berg",
        document=DocumentKind("verksamhetsberattelse"),
        period=Period(text=str(number)),
        received_on=START,
        registered_on=START,
        dnr=f"Sov 18/2026-{number}",
    )


def _is_ladder(stream: str) -> bool:
    return stream == DEFICIENCY or "/sanction:" in stream


def _copy(row: Row, number: int) -> Row:
    position, stream, version, name, entry = row
    entry = entry.replace(MARK.encode(), f"{number:06}".encode())
    return position, named(stream, number), version, name, entry


def _numbered(rows: Iterable[Row]) -> list[Row]:
    return [(position, *row[1:]) for position, row in enumerate(rows, start=1)]


# ── the year that is copied ──


@cache
def _year() -> tuple[Row, ...]:
    with TemporaryDirectory() as directory:
        path = Path(directory, "year.sqlite")
        moments = days()
        with Register.open(path, clock=lambda: next(moments), synchronous="NORMAL") as register:
            record_year(register)
        with closing(sqlite3.connect(path)) as connection:
            return tuple(connection.execute("SELECT * FROM events ORDER BY position"))


def days() -> Iterator[datetime]:
    """The moments at which the year is recorded, one command after the other."""
    at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    while True:
        yield at
        at += timedelta(minutes=7)


def _adopt(register: Register) -> None:
    register.record(
        NÄMND,
        steering.adopt_guideline,
        actor="anna.berg",
        text=guidelines.shipped_text("orebro"),
        dnr="Sov 215/2020",
        adopted_on=date(2020, 6, 1),
    )
    register.record(
        NÄMND,
        steering.adopt_delegationsordning,
        actor="anna.berg",
        text=DELEGATION,
        dnr="Sov 1/2026",
        adopted_on=date(2026, 1, 1),
    )


def _sign(register: Register) -> None:
    register.record(
        provider_stream(ProviderId(f"p-{MARK}")),
        provider.register,
        actor="anna.berg",
        name=f"Hemtjänsten Solsidan {MARK} AB",
        driftsform=Driftsform.PRIVAT_REGI,
        organisation_number="556016-0680",
        registered_on=START,
    )
    register.record(
        AGREEMENT,
        agreement.sign,
        actor="anna.berg",
        provider=ProviderId(f"p-{MARK}"),
        steering=SteeringId("namnd"),
        kind=AgreementKind.AVTAL,
        driftsform=Driftsform.PRIVAT_REGI,
        upphandlingsform=Upphandlingsform.LOV,
        operation="hemtjanst",
        dnr="Sov 17/2026",
        signed_on=START,
        starts_on=START,
        terms=agreement.Terms(
            measures=tuple(map(MeasureId, ("atgardsplan", "ekonomisk_sanktion", "avstangning"))),
            economic_forms=(EkonomiskForm.VITE, EkonomiskForm.PRISAVDRAG),
            suspension_channels=(Kanal.ICKEVAL,),
            clause="12",
        ),
        requirements=tuple(
            agreement.Requirement(
                id=f"k-{number}",
                text=f"Krav {number}: utföraren dokumenterar insatserna enligt avtalet.",
                clause=f"4.{number}",
            )
            for number in range(1, 9)
        ),
    )
    for month in range(1, 12):
        _submission(register, AGREEMENT, month, ask=True)
        _submission(register, AGREEMENT, month)


def _submission(register: Register, stream: Any, month: int, *, ask: bool = False) -> None:
    """Record that a month's egenkontroll is asked for, or that it has come in."""
    due_on = date(2026, month + 1, 10)
    asked: dict[str, Any] = {
        "document": DocumentKind("egenkontroll"),
        "period": Period(text=f"2026-{month:02}"),
    }
    if ask:
        source = Citation(document="Avtal Sov 17/2026", section=f"8.{month}")
        request = agreement.request_submission
        register.record(stream, request, actor="anna.berg", **asked, due_on=due_on, source=source)
        return
    register.record(
        stream,
        agreement.receive_submission,
        actor="anna.berg",
        **asked,
        received_on=due_on,
        registered_on=due_on,
        dnr=f"Sov 17/2026-{month}",
    )


def _follow_up(register: Register) -> None:
    stream = follow_up_stream(FollowUpId(f"f-{MARK}"))
    register.record(
        stream,
        follow_up.plan,
        actor="anna.berg",
        method=FollowUpMethod.KVALITETSKRAV,
        targets=(AGREEMENT,),
        planned_for=Period(text="2026-02"),
        planned_on=START,
    )
    register.record(stream, follow_up.open_, actor="anna.berg", opened_on=date(2026, 2, 2))
    for number in range(1, 9):
        register.record(
            stream,
            follow_up.assess_requirement,
            actor="anna.berg",
            agreement=AgreementId(f"a-{MARK}"),
            requirement=f"k-{number}",
            verdict=Bedömning.INTE_UPPFYLLT if number in BROKEN else Bedömning.UPPFYLLT,
            observation="Granskningen av tio genomförandeplaner visar hur kravet följs i dag.",
            assessed_on=date(2026, 2, 9),
        )
    register.record(
        stream,
        follow_up.complete_report,
        actor="anna.berg",
        dnr="Sov 40/2026",
        summary="Sex av åtta krav är uppfyllda; två brister följs upp var för sig.",
        completed_on=date(2026, 2, 20),
    )
    register.record(stream, follow_up.complete, actor="anna.berg", completed_on=date(2026, 2, 20))


def _establish(register: Register, stream: Any, requirement: str) -> None:
    register.record(
        stream,
        deficiency.establish,
        actor="anna.berg",
        requirement=requirement,
        found_by=FollowUpMethod.KVALITETSKRAV,
        follow_up=FollowUpId(f"f-{MARK}"),
        description="Genomförandeplaner saknas i två av tio granskade ärenden.",
        finding=Finding(
            is_avtalsbrist=True,
            frequency=Frekvens.LÅG,
            consequences=Consequences(
                individual=Konsekvens.LITEN,
                municipality=Konsekvens.INGEN,
                provider=Konsekvens.INGEN,
            ),
        ),
        established_on=date(2026, 2, 20),
    )
    register.record(
        stream,
        deficiency.send_kommunicering,
        actor="anna.berg",
        sent_on=date(2026, 2, 21),
        reply_by=date(2026, 3, 7),
    )
    register.record(
        stream,
        deficiency.answer_kommunicering,
        actor="anna.berg",
        answered_on=date(2026, 3, 6),
        answer="Vi delar bedömningen och har redan ändrat rutinen för nya ärenden.",
    )


def _choice(measure: str, on: date, **more: Any) -> Choice:
    return Choice(
        measure=MeasureId(measure),
        decided_on=on,
        by=Authority(person="Eva Lind", role="enhetschef", delegation_point="4.1"),
        motivation="Bristen kvarstår efter föregående åtgärd, och utföraren har hörts.",
        **more,
    )


def _check(register: Register, stream: Any, on: date, *, passed: bool) -> None:
    planned = on - timedelta(days=7)
    plan = deficiency.plan_resultatuppföljning
    register.record(stream, plan, actor="anna.berg", planned_for=on, planned_on=planned)
    seen = "Kontrollen omfattade tio ärenden och gjordes på plats."
    if passed:
        step = deficiency.pass_resultatuppföljning
        register.record(stream, step, actor="anna.berg", observation=seen, passed_on=on)
        register.record(stream, deficiency.remedy, actor="anna.berg", remedied_on=on)
    else:
        failed = deficiency.fail_resultatuppföljning
        register.record(stream, failed, actor="anna.berg", observation=seen, failed_on=on)


def _hand_in(register: Register, on: date) -> None:
    register.record(
        DEFICIENCY,
        deficiency.receive_åtgärdsplan,
        actor="anna.berg",
        received_on=on,
        dnr=f"Sov 55/2026-{on.day}",
        measures=tuple(
            deficiency.PlannedMeasure(
                activity=activity, deadline=date(2026, 5, 30), responsible="Verksamhetschefen"
            )
            for activity in ("Utbilda all personal i dokumentation", "Granska varje månad")
        ),
    )


def _follow_a_ladder(register: Register) -> None:
    """Twenty events: a deficiency that climbs the ladder to a suspension before it is remedied."""
    ids = AgreementId(f"a-{MARK}"), DeficiencyId(f"d-{MARK}-1")
    _establish(register, DEFICIENCY, "k-1")
    remark = _choice("papekande", date(2026, 3, 9))
    register.decide(*ids, remark, actor="anna.berg", text="Kravet ska följas i varje ärende.")
    _check(register, DEFICIENCY, date(2026, 4, 9), passed=False)
    plan = _choice("atgardsplan", date(2026, 4, 10))
    register.decide(*ids, plan, actor="anna.berg", due_on=date(2026, 4, 24))
    _hand_in(register, date(2026, 4, 23))
    register.record(
        DEFICIENCY,
        deficiency.reject_åtgärdsplan,
        actor="anna.berg",
        reason="Det framgår inte hur resultatet mäts.",
        rejected_on=date(2026, 4, 24),
        due_on=date(2026, 5, 4),
    )
    _hand_in(register, date(2026, 5, 4))
    register.record(
        DEFICIENCY,
        deficiency.approve_åtgärdsplan,
        actor="anna.berg",
        approved_on=date(2026, 5, 5),
    )
    _check(register, DEFICIENCY, date(2026, 6, 9), passed=False)
    money = _choice(
        "ekonomisk_sanktion",
        date(2026, 6, 10),
        forms=("vite",),
        amount=Money(amount=Decimal(25000)),
    )
    register.decide(*ids, money, actor="anna.berg", sanction=SanctionId(f"s-{MARK}-1"))
    _check(register, DEFICIENCY, date(2026, 8, 10), passed=False)
    suspension = _choice("avstangning", date(2026, 8, 11), forms=("ickeval",))
    register.decide(*ids, suspension, actor="anna.berg", sanction=SanctionId(f"s-{MARK}-2"))
    _check(register, DEFICIENCY, date(2026, 10, 12), passed=True)
    register.lift(
        ids[0],
        SanctionId(f"s-{MARK}-2"),
        by=suspension.by,
        motivation="Resultatuppföljningen visar att kravet är uppfyllt.",
        decided_on=date(2026, 10, 13),
        actor="anna.berg",
    )


def _follow_a_minor_one(register: Register) -> None:
    """Seven events: a påpekande was enough, as it mostly is."""
    ids = AgreementId(f"a-{MARK}"), DeficiencyId(f"d-{MARK}-2")
    _establish(register, MINOR, "k-2")
    remark = _choice("papekande", date(2026, 3, 9))
    register.decide(*ids, remark, actor="anna.berg", text="Kravet ska följas i varje ärende.")
    _check(register, MINOR, date(2026, 4, 9), passed=True)
