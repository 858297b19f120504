"""A year later an auditor decides every decision again, from the log alone."""

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from exempelby import ENHETSCHEF, SOLGLÄNTAN, begin

from avtalsuppfoljning import (
    Choice,
    Consequences,
    Finding,
    Register,
    audit_source,
    deficiency,
    deficiency_stream,
    guidelines,
    replay,
)
from avtalsuppfoljning.audit.cases import decisions
from avtalsuppfoljning.audit.whatif import what_if
from avtalsuppfoljning.terms import (
    DeficiencyId,
    FollowUpMethod,
    Frekvens,
    Konsekvens,
    MeasureId,
)

MISSED = DeficiencyId("uteblivna-besok")
TODAY = date(2025, 3, 3)
now = datetime(2025, 3, 3, 8, tzinfo=UTC)

with (
    tempfile.TemporaryDirectory() as folder,
    Register.open(Path(folder) / "register.sqlite", clock=lambda: now) as register,
):
    # What happened in 2025: one deficiency, and a demand for an åtgärdsplan.
    register.transact(begin, actor="Karin Ek")
    brist = deficiency_stream(SOLGLÄNTAN, MISSED)
    register.record(
        brist,
        deficiency.establish,
        actor="Karin Ek",
        requirement="6.1",
        found_by=FollowUpMethod.KVALITETSKRAV,
        description="Planerade besök ställs in.",
        finding=Finding(
            is_avtalsbrist=True,
            frequency=Frekvens.LÅG,
            consequences=Consequences(
                individual=Konsekvens.BETYDANDE,
                municipality=Konsekvens.LITEN,
                provider=Konsekvens.INGEN,
            ),
        ),
        established_on=TODAY,
    )
    register.record(
        brist,
        deficiency.answer_kommunicering,
        actor="Karin Ek",
        answered_on=TODAY,
        answer="Vi har haft svårt att anställa.",
    )
    register.decide(
        SOLGLÄNTAN,
        MISSED,
        Choice(measure=MeasureId("atgardsplan"), decided_on=TODAY, by=ENHETSCHEF),
        actor="Karin Ek",
        due_on=date(2025, 3, 31),
    )

    # The auditor: the same facts, by the guideline whose text is in the log.
    found = audit_source(register, on=TODAY + timedelta(days=365))
    print(f"{found.reproduced} of {found.decisions} decisions reproduced")
    assert found.is_clean
    assert found.decisions == 1
    for undone in found.omissions:
        print("never done:", undone.code, undone.stream)

    # The day before the deficiency was recorded, nobody knew of it.
    assert brist in replay(register.events(), as_of=TODAY)
    assert brist not in replay(register.events(), as_of=TODAY, known=TODAY - timedelta(days=1))

    # And what another guideline would have said of the same case.
    asked = what_if(decisions(register.events()), guidelines.load("exempelkoping"))
    for changed in asked.changed:
        assert changed.now is not None
        print(changed.case.measure, *changed.kinds, "→", changed.now.recommended)
