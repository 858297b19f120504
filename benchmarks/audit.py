"""Decide every recorded decision again, and compare: facts, answer, person and rules.

``python -m benchmarks audit`` races it against stock `eventsourcing` replaying the same events to
states, which is the least of what we do. ``python -m benchmarks.audit [DECISIONS]`` tells time and
peak memory of the audit of one register, each size in a process of its own.
"""

import json
import resource
import sqlite3
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from avtalsuppfoljning import agreement, deficiency, guidelines, provider, steering
from avtalsuppfoljning.audit.again import Decided, Outcome
from avtalsuppfoljning.audit.findings import findings
from avtalsuppfoljning.policy import Authority, Choice, Consequences, Finding
from avtalsuppfoljning.recorded import agreement_stream, deficiency_stream, provider_stream
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.recording.store import Row
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    DeficiencyId,
    Driftsform,
    FollowUpMethod,
    Frekvens,
    Konsekvens,
    MeasureId,
    ProviderId,
    SteeringId,
    Upphandlingsform,
)
from benchmarks import stock, town
from benchmarks.timing import Result, in_turns

SIZE = 5_000
"""Decisions in the log."""
WHOLE: Final = 1_000_000
STREAMS: Final = 20_000
"""So many deficiencies the decisions are about, in the whole."""
EACH: Final = WHOLE // STREAMS
"""Decisions about one deficiency."""
WITHIN: Final = 10
"""Deficiencies within one agreement."""
SIZES: Final = (10_000, 100_000, WHOLE)

CHIEF: Final = Authority(person="Eva Lind", role="enhetschef", delegation_point="4.1")
AGREEMENT: Final = AgreementId(f"a-{town.MARK}")
MINOR: Final = Finding(
    is_avtalsbrist=True,
    frequency=Frekvens.LÅG,
    consequences=Consequences(
        individual=Konsekvens.LITEN, municipality=Konsekvens.INGEN, provider=Konsekvens.INGEN
    ),
)

# ── the log ──


def rows(decisions: int) -> Iterator[Row]:
    """As many agreements as the decisions take, each a copy of one that was recorded once."""
    yield from (row for row in _recorded() if town.MARK not in row[1])
    own = [row for row in _recorded() if town.MARK in row[1]]
    mark = town.MARK.encode()
    for number in range(max(1, decisions // (EACH * WITHIN))):
        new = f"{number:06}"
        for position, stream, version, name, entry in own:
            yield (
                position,
                stream.replace(town.MARK, new),
                version,
                name,
                entry.replace(mark, new.encode()),
            )


def numbered(decisions: int) -> Iterator[Row]:
    """The same, with positions that follow one another."""
    for position, row in zip(count(1), rows(decisions), strict=False):
        yield position, *row[1:]


@cache
def _recorded() -> tuple[Row, ...]:
    """One agreement whose deficiencies are decided about again and again, by the library itself."""
    with TemporaryDirectory() as directory:
        moments = town.days()
        path = Path(directory, "avtal.sqlite")
        with Register.open(path, clock=lambda: next(moments), synchronous="NORMAL") as register:
            _begin(register)
            for number in range(WITHIN):
                _decide(register, DeficiencyId(f"d-{town.MARK}-{number}"))
            last = register.store.max_notification_id() or 0
            return tuple(
                row
                for after in range(0, last, 100)
                for row in register.store.page(after, min(after + 100, last))
            )


def _begin(register: Register) -> None:
    facts: dict[str, Any] = {"actor": "anna.berg", "dnr": "Sov 1/2026"}
    adopted = date(2025, 12, 1)
    text = guidelines.shipped_text("orebro")
    register.record(town.NÄMND, steering.adopt_guideline, text=text, adopted_on=adopted, **facts)
    register.record(
        town.NÄMND,
        steering.adopt_delegationsordning,
        text=town.DELEGATION,
        adopted_on=adopted,
        **facts,
    )
    register.record(
        provider_stream(ProviderId(f"p-{town.MARK}")),
        provider.register,
        actor="anna.berg",
        name=f"Hemtjänsten Solsidan {town.MARK} AB",
        driftsform=Driftsform.PRIVAT_REGI,
        organisation_number="556016-0680",
        registered_on=town.START,
    )
    register.record(
        agreement_stream(AGREEMENT),
        agreement.sign,
        provider=ProviderId(f"p-{town.MARK}"),
        steering=SteeringId("namnd"),
        kind=AgreementKind.AVTAL,
        driftsform=Driftsform.PRIVAT_REGI,
        upphandlingsform=Upphandlingsform.LOV,
        operation="hemtjanst",
        signed_on=town.START,
        starts_on=town.START,
        terms=agreement.Terms(measures=(MeasureId("atgardsplan"),), clause="12"),
        requirements=(agreement.Requirement(id="k-1", text="Krav", clause="4.1"),),
        **facts,
    )


def _decide(register: Register, id_: DeficiencyId) -> None:
    """A deficiency that was heard about, and two measures in turns, each with its motivation."""
    stream, actor = deficiency_stream(AGREEMENT, id_), "anna.berg"
    register.record(
        stream,
        deficiency.establish,
        actor=actor,
        requirement="k-1",
        found_by=FollowUpMethod.KVALITETSKRAV,
        description="Genomförandeplaner saknas i två av tio granskade ärenden.",
        finding=MINOR,
        established_on=town.START,
    )
    replied = town.START + timedelta(days=14)
    ask, reply = deficiency.send_kommunicering, deficiency.answer_kommunicering
    register.record(stream, ask, actor=actor, sent_on=town.START, reply_by=replied)
    register.record(stream, reply, actor=actor, answered_on=replied, answer="Vi delar det.")
    for number in range(EACH):
        on = replied + timedelta(days=number + 1)
        choice = Choice(
            measure=MeasureId(("papekande", "atgardsplan")[number % 2]),
            decided_on=on,
            by=CHIEF,
            motivation="Bristen kvarstår efter föregående åtgärd, och utföraren har hörts.",
        )
        due_on = on + timedelta(days=20)
        register.decide(AGREEMENT, id_, choice, actor=actor, text="Rätta till.", due_on=due_on)


def write(path: Path, decisions: int) -> None:
    """A register with so many decisions; only what an audit reads is in it, and no commands."""
    Register.open(path, synchronous="NORMAL").close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.executemany(town.INSERT_EVENT, numbered(decisions))


# ── the race ──


def run(*, size: int, rounds: int) -> Result:
    """Before they are timed, every decision has been seen to be reproduced."""
    with TemporaryDirectory() as folder:
        ours, theirs = Path(folder, "ours.sqlite"), Path(folder, "theirs.sqlite")
        write(ours, size)
        with Register.open(ours, create=False) as register, stock.FollowUps(theirs) as application:
            application.fill(row for row in numbered(size) if row[1] != town.NÄMND)
            decisions = audited(register)
            spent = in_turns(
                {
                    "vi": lambda: deque(findings(register), maxlen=0),
                    "vi_tillstand": register.replay,
                    "eventsourcing_tillstand": application.fold,
                },
                rounds=rounds,
                each=decisions,
            )
    return Result(
        name="audit",
        unit="us/beslut",
        size=decisions,
        spent=spent,
        quotients={"mot_eventsourcing_tillstand": ("eventsourcing_tillstand", "vi")},
    )


def audited(register: Register) -> int:
    """How many decisions were decided again; each came out as it is recorded."""
    found = 0
    for each in findings(register):
        assert isinstance(each, Decided), each
        assert each.outcome is Outcome.REPRODUCED, each.difference
        assert not each.faults, each.faults
        found += 1
    return found


def main(arguments: list[str]) -> None:
    """One size if it is named, otherwise each of them in a process of its own."""
    match arguments:
        case []:
            for size in SIZES:
                main([str(size)])
        case [size]:
            with TemporaryDirectory() as folder:
                path = Path(folder, "avtal.sqlite")
                write(path, int(size))
                command = [sys.executable, "-m", "benchmarks.audit", "las", str(path)]
                subprocess.run(command, check=True)  # noqa: S603  itself
        case [_, place]:
            print(json.dumps(_audited(place)))


def _audited(place: str) -> dict[str, Any]:
    """Time and peak memory of one audit in this process."""
    with Register.open(place, create=False) as register:
        streams = len(register.store.streams("agreement:"))
        before = _peak()
        start = perf_counter()
        decisions = audited(register)
        spent = perf_counter() - start
    return {
        "beslut": decisions,
        "strommar": streams,
        "sekunder": round(spent, 1),
        "us_per_beslut": round(spent / decisions * 1e6, 1),
        "storsta_minne_mb": _peak(),
        "innan_mb": before,
    }


def _peak() -> float:
    """The most memory this process has had, in megabytes.

    The kernel's own word for it where there is one: the other counts what the process that
    started this one had.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
    return round(int(line.split()[1]) / 1024, 1)


if __name__ == "__main__":
    main(sys.argv[1:])
