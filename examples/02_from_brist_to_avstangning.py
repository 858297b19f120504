"""A private provider under LOV misses visits, and goes on missing them, until it is suspended."""

import tempfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from exempelby import ENHETSCHEF, NÄMNDEN, SOLGLÄNTAN, begin

from avtalsuppfoljning import (
    Choice,
    Consequences,
    DecisionRefusedError,
    Finding,
    Register,
    deficiency,
    deficiency_stream,
    sanction_stream,
)
from avtalsuppfoljning.terms import (
    DeficiencyId,
    FollowUpMethod,
    Frekvens,
    Konsekvens,
    MeasureId,
    Money,
    SanctionId,
)

MISSED = DeficiencyId("uteblivna-besok")
stream = deficiency_stream(SOLGLÄNTAN, MISSED)
now = datetime(2025, 3, 3, 8, tzinfo=UTC)


def recommended(register: Register) -> str:
    """What the guideline's ladder arrives at today."""
    answer = register.assess(SOLGLÄNTAN, MISSED, on=now.date()).recommended
    print(f"{now.date()}: {answer.action} ({', '.join(map(str, answer.citations))})")
    return answer.action


with (
    tempfile.TemporaryDirectory() as folder,
    Register.open(Path(folder) / "register.sqlite", clock=lambda: now) as register,
):
    register.transact(begin, actor="Karin Ek")
    register.record(
        stream,
        deficiency.establish,
        actor="Karin Ek",
        requirement="6.1",
        found_by=FollowUpMethod.KLAGOMÅL,
        description="Planerade besök har uteblivit under flera veckor.",
        finding=Finding(
            is_avtalsbrist=True,
            frequency=Frekvens.SYSTEMATISK,
            consequences=Consequences(
                individual=Konsekvens.LITEN,
                municipality=Konsekvens.INGEN,
                provider=Konsekvens.INGEN,
            ),
        ),
        established_on=date(2025, 3, 3),
    )
    register.record(
        stream,
        deficiency.send_kommunicering,
        actor="Karin Ek",
        sent_on=date(2025, 3, 3),
        reply_by=date(2025, 3, 14),
    )

    # No answer came. An åtgärdsplan is demanded within twenty days, and does not come either.
    now = datetime(2025, 3, 17, 8, tzinfo=UTC)
    assert recommended(register) == "atgardsplan"
    register.decide(
        SOLGLÄNTAN,
        MISSED,
        Choice(measure=MeasureId("atgardsplan"), decided_on=now.date(), by=ENHETSCHEF),
        actor="Karin Ek",
        due_on=now.date() + timedelta(days=20),
    )
    now = datetime(2025, 4, 8, 8, tzinfo=UTC)
    assert recommended(register) == "ekonomisk_sanktion"

    # The head of unit may not decide that. The nämnd may.
    vite = Choice(
        measure=MeasureId("ekonomisk_sanktion"),
        forms=("vite",),
        amount=Money(amount=Decimal(25000)),
        decided_on=now.date(),
        by=ENHETSCHEF,
    )
    try:
        register.decide(SOLGLÄNTAN, MISSED, vite, actor="Karin Ek", sanction=SanctionId("vite"))
    except DecisionRefusedError as refusal:
        print(f"refused: {refusal}")
    register.decide(
        SOLGLÄNTAN,
        MISSED,
        Choice(
            measure=vite.measure,
            forms=vite.forms,
            amount=vite.amount,
            decided_on=now.date(),
            by=NÄMNDEN,
        ),
        actor="Nämndsekreterare",
        sanction=SanctionId("vite"),
    )

    # The resultatuppföljning shows that the brist remains: no new assignments.
    now = datetime(2025, 5, 12, 8, tzinfo=UTC)
    register.record(
        stream,
        deficiency.fail_resultatuppföljning,
        actor="Karin Ek",
        observation="Vart tionde besök uteblir fortfarande.",
        failed_on=now.date(),
    )
    assert recommended(register) == "avstangning"
    register.decide(
        SOLGLÄNTAN,
        MISSED,
        Choice(
            measure=MeasureId("avstangning"),
            forms=("ickeval", "aktiva_val"),
            decided_on=now.date(),
            effective_on=date(2025, 5, 19),
            by=NÄMNDEN,
        ),
        actor="Nämndsekreterare",
        sanction=SanctionId("avstangning"),
    )
    suspended = register.state(sanction_stream(SOLGLÄNTAN, SanctionId("avstangning")))
    assert suspended.is_in_force(date(2025, 5, 19))
    assert not suspended.is_in_force(date(2025, 5, 18))
    print(f"suspended from {suspended.decided.effective_on}: {', '.join(suspended.decided.forms)}")
