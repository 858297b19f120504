"""The same brist in egen regi is as grave, and answered with what can be applied there."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from exempelby import HEMVÅRDEN, SOLGLÄNTAN, begin

from avtalsuppfoljning import (
    Consequences,
    Finding,
    Register,
    deficiency,
    deficiency_stream,
    guidelines,
    ways_to_permit,
)
from avtalsuppfoljning.terms import (
    DeficiencyId,
    FollowUpMethod,
    Frekvens,
    Konsekvens,
    MeasureId,
)

MISSED = DeficiencyId("uteblivna-besok")
TODAY = date(2025, 3, 3)
GRAVE = Finding(
    is_avtalsbrist=True,
    frequency=Frekvens.SYSTEMATISK,
    consequences=Consequences(
        individual=Konsekvens.ALLVARLIG,
        municipality=Konsekvens.BETYDANDE,
        provider=Konsekvens.INGEN,
    ),
    is_deliberate=True,
)

with (
    tempfile.TemporaryDirectory() as folder,
    Register.open(
        Path(folder) / "register.sqlite", clock=lambda: datetime(2025, 3, 3, 8, tzinfo=UTC)
    ) as register,
):
    register.transact(begin, actor="Karin Ek")
    answers = []
    for agreement in (SOLGLÄNTAN, HEMVÅRDEN):
        register.record(
            deficiency_stream(agreement, MISSED),
            deficiency.establish,
            actor="Karin Ek",
            requirement="6.1",
            found_by=FollowUpMethod.KVALITETSKRAV,
            description="Planerade besök ställs in för att spara personal.",
            finding=GRAVE,
            established_on=TODAY,
        )
        answers.append(register.assess(agreement, MISSED, on=TODAY))
    private, own = answers

    # How grave it is never depends on who runs the operation. What may be done does.
    assert private.grade == own.grade == "synnerlig"
    assert private.recommended.level == own.recommended.level == "avstangning"
    print(f"grade {own.grade} for both")
    for answer in answers:
        permitted = ", ".join(p.measure for p in answer.permitted)
        print(f"{answer.facts.driftsform}: {permitted}; bör: {answer.recommended.action}")
    assert private.recommended.action == "avstangning"
    assert own.recommended.action == "eskalera_till_namnd"

    (refused,) = (r for r in own.refused if r.measure == "avstangning")
    print(f"avstangning in egen regi: {', '.join(refused.reasons)}", *map(str, refused.citations))
    for changes in ways_to_permit(MeasureId("avstangning"), own.facts, guidelines.load("orebro")):
        print("would be permitted with", *(f"{c.path} = {c.to}" for c in changes))
