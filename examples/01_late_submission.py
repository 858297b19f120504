"""A verksamhetsberättelse comes too late. That is a minor brist, and becomes a påpekande."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from exempelby import ENHETSCHEF, SOLGLÄNTAN, begin

from avtalsuppfoljning import (
    Choice,
    Citation,
    Consequences,
    Finding,
    Register,
    agreement,
    agreement_stream,
    deficiency,
    deficiency_stream,
)
from avtalsuppfoljning.terms import (
    DeficiencyId,
    DocumentKind,
    FollowUpMethod,
    Frekvens,
    Konsekvens,
    MeasureId,
    Period,
)
from avtalsuppfoljning.views.submissions import submission_rows

REPORT = DocumentKind("verksamhetsberattelse")
LATE = DeficiencyId("sen-berattelse")
YEAR = Period(text="2024")
now = datetime(2025, 1, 2, 8, tzinfo=UTC)

with (
    tempfile.TemporaryDirectory() as folder,
    Register.open(Path(folder) / "register.sqlite", clock=lambda: now) as register,
):
    register.transact(begin, actor="Karin Ek")

    # The agreement says 15 February. The report is registered twelve days later.
    stream = agreement_stream(SOLGLÄNTAN)
    register.record(
        stream,
        agreement.request_submission,
        actor="Karin Ek",
        document=REPORT,
        period=YEAR,
        due_on=date(2025, 2, 15),
        source=Citation(document="Avtal VN 12/2025", section="4.3"),
    )
    now = datetime(2025, 2, 27, 9, tzinfo=UTC)
    register.record(
        stream,
        agreement.receive_submission,
        actor="Registrator",
        document=REPORT,
        period=YEAR,
        received_on=date(2025, 2, 26),
        registered_on=date(2025, 2, 27),
        dnr="VN 40/2025",
    )
    (row,) = submission_rows(register.replay(), on=date(2025, 2, 28))
    print(f"{row.request.document} {row.request.period.text}: {row.status}")
    assert row.status == "sent_inkommen"

    # It happened once and hurt nobody.
    register.record(
        deficiency_stream(SOLGLÄNTAN, LATE),
        deficiency.establish,
        actor="Karin Ek",
        requirement="4.3",
        found_by=FollowUpMethod.LÖPANDE,
        description="Verksamhetsberättelsen diariefördes tolv dagar för sent.",
        finding=Finding(
            is_avtalsbrist=True,
            frequency=Frekvens.LÅG,
            consequences=Consequences(
                individual=Konsekvens.INGEN,
                municipality=Konsekvens.LITEN,
                provider=Konsekvens.INGEN,
            ),
        ),
        established_on=date(2025, 2, 27),
    )
    register.record(
        deficiency_stream(SOLGLÄNTAN, LATE),
        deficiency.answer_kommunicering,
        actor="Karin Ek",
        answered_on=date(2025, 2, 27),
        answer="En medarbetare var sjuk.",
    )
    assessment = register.assess(SOLGLÄNTAN, LATE, on=date(2025, 2, 27))
    print(f"minor: {assessment.is_minor}; recommended: {assessment.recommended.action}")
    assert assessment.recommended.action == "papekande"

    # A person decides.
    register.decide(
        SOLGLÄNTAN,
        LATE,
        Choice(
            measure=MeasureId("papekande"),
            decided_on=date(2025, 2, 27),
            by=ENHETSCHEF,
        ),
        actor="Karin Ek",
        text="Lämna in nästa verksamhetsberättelse i tid.",
    )
    print(*(recorded.event.__class__.__name__ for recorded in register.events()), sep=" → ")
