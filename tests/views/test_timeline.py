"""The timeline of an agreement: all that concerns it, in order of day, and nothing else."""

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
from tests.streams.cases import MINOR, SIGNED, day
from tests.streams.rulings import choose, rule
from tests.streams.test_agreement_obligations import CHECK, ESTABLISHED, FULFILLED

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import AcuteDeficiencyReported, PåpekandeIssued
from avtalsuppfoljning.follow_up import (
    FollowUpOpened,
    FollowUpPlanned,
    HändelsestyrdFollowUpProposed,
    PlatsbesökMade,
    RequirementAssessed,
    Trigger,
)
from avtalsuppfoljning.recorded import (
    Entry,
    Recorded,
    agreement_stream,
    deficiency_stream,
    follow_up_stream,
    provider_stream,
)
from avtalsuppfoljning.recording.catalogue import NAMES
from avtalsuppfoljning.terms import (
    AgreementId,
    Bedömning,
    DeficiencyId,
    FollowUpId,
    FollowUpMethod,
    Period,
    StreamId,
)
from avtalsuppfoljning.views.timeline import happened_on, timeline

DAY_50 = day(50)
A1, A2 = AgreementId("a1"), AgreementId("a2")
S1, S2 = agreement_stream(A1), agreement_stream(A2)
U1 = follow_up_stream(FollowUpId("u1"))
PLANNED = FollowUpPlanned(
    method=FollowUpMethod.KVALITETSKRAV,
    targets=(S1, S2),
    planned_for=Period(text="våren"),
    planned_on=day(1),
)
SECRET = replace(PLANNED, method=FollowUpMethod.OANMÄLD, is_announced=False)
OPENED = FollowUpOpened(opened_on=day(2))
PROPOSED = HändelsestyrdFollowUpProposed(
    trigger=Trigger.ÅTERKOMMANDE_KLAGOMÅL, grounds="Klagomål.", targets=(S1,), proposed_on=day(0)
)
VISITED = PlatsbesökMade(agreement=A1, visited_on=day(3), is_announced=False, at_office_hours=False)


def verdict(agreement: AgreementId) -> RequirementAssessed:
    return RequirementAssessed(
        agreement=agreement,
        requirement="k1",
        verdict=Bedömning.UPPFYLLT,
        observation="Bra.",
        assessed_on=day(4),
    )


def log(*events: tuple[StreamId, Any], recorded_on: date = DAY_50) -> list[Recorded]:
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    return [
        Recorded(n, stream, n, Entry(event, at, recorded_on, "anna", "k"))
        for n, (stream, event) in enumerate(events, start=1)
    ]


def shown(*events: tuple[StreamId, Any], for_provider: bool = False) -> list[str]:
    rows = timeline(log(*events), A1, on=day(50), for_provider=for_provider)
    return [type(row.event).__name__ for row in rows]


def test_its_own_events_and_those_within_it() -> None:
    inner = deficiency_stream(A1, DeficiencyId("b1"))
    other = deficiency_stream(A2, DeficiencyId("b1"))
    neighbour = agreement_stream(AgreementId("a10"))
    found = shown((S1, SIGNED), (S2, SIGNED), (inner, MINOR), (other, MINOR), (neighbour, SIGNED))
    assert found == ["AgreementSigned", "DeficiencyEstablished"]


def test_the_follow_ups_that_name_it_without_what_they_say_of_others() -> None:
    found = shown((S1, SIGNED), (U1, PLANNED), (U1, verdict(A2)), (U1, verdict(A1)))
    assert found == ["AgreementSigned", "FollowUpPlanned", "RequirementAssessed"]


def test_follow_ups_of_its_provider() -> None:
    planned = replace(PLANNED, targets=(provider_stream(SIGNED.provider),))
    assert "FollowUpPlanned" in shown((S1, SIGNED), (U1, planned))
    assert shown((U1, replace(PLANNED, targets=(S2,))), (U1, OPENED)) == []


@pytest.mark.parametrize(
    "events",
    [
        ((U1, SECRET), (U1, OPENED), (U1, VISITED)),
        ((U1, PROPOSED),),
        ((U1, PROPOSED), (U1, SECRET), (U1, OPENED)),
    ],
)
def test_a_provider_never_sees_what_is_unannounced(
    events: tuple[tuple[StreamId, Any], ...],
) -> None:
    """O-28: neither the follow-up, nor a proposal of which an unannounced one may come."""
    assert shown((S1, SIGNED), *events, for_provider=True) == ["AgreementSigned"]
    assert len(shown((S1, SIGNED), *events)) == 1 + len(events)


def test_a_provider_sees_what_is_announced_but_not_an_unannounced_visit() -> None:
    events = ((U1, PROPOSED), (U1, PLANNED), (U1, OPENED), (U1, VISITED))
    assert shown(*events, for_provider=True) == ["FollowUpPlanned", "FollowUpOpened"]


def test_in_order_of_day_then_of_recording() -> None:
    rows = timeline(log((U1, PLANNED), (S1, SIGNED), (U1, OPENED)), A1, on=day(50))
    assert [row.day for row in rows] == [SIGNED.signed_on, day(1), day(2)]
    assert [row.position for row in rows] == [2, 1, 3]
    assert rows[0].by == "anna"


def test_only_what_was_recorded_by_the_day() -> None:
    assert timeline(log((S1, SIGNED), recorded_on=day(51)), A1, on=day(50)) == ()


def test_the_day_of_a_decision_and_of_an_instant() -> None:
    issued = PåpekandeIssued(text="Utbilda.", ruling=rule(choose("papekande"), MINOR))
    assert happened_on(issued, day(99)) == issued.ruling.choice.decided_on
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    acute = AcuteDeficiencyReported(what="Larm.", taken="Vakt.", reported_at=late)
    assert happened_on(acute, day(99)) == date(2026, 3, 3)


def test_the_field_that_says_when() -> None:
    """Every event tells its day in one field; these tell none, and have the day of recording."""
    silent = {
        "SubmissionRequested", "AvvikelserReported", "TillsynsrapporterReported", "StaffReported",
        "EducationReported", "StatisticsReceived", "ManuellTidsandelMeasured",
        "ManuellTidsandelStated", "ReleaseNeeded",
    }  # fmt: skip
    told = {kind.__name__ for kind in NAMES if _tells(kind)}
    assert {kind.__name__ for kind in NAMES} - told == silent


def _tells(kind: type) -> bool:
    later = {"due_on", "ends_on", "starts_on", "effective_on", "reply_by"}
    names = {field.name for field in attrs.fields(kind)} - later
    return any(name.endswith(("_on", "_at")) for name in names) or bool(
        names & {"ruling", "choice", "applies_from", "excuse"}
    )


class TestPlannedVisits:
    """O-28: what is planned and unannounced is in no timeline that a provider sees."""

    SECRET = replace(
        CHECK, id="oanmalt-besok:2026", what="oanmald", is_announced=False, due_on=day(300)
    )
    BOTH = replace(ESTABLISHED, posts=(CHECK, SECRET))
    DONE = replace(FULFILLED, obligation=SECRET.id)

    def test_the_posts_are_left_out(self) -> None:
        events = log((S1, SIGNED), (S1, self.BOTH), (S1, FULFILLED), (S1, self.DONE))
        seen = timeline(events, A1, on=day(99), for_provider=True)
        assert [row.event for row in seen] == [
            SIGNED,
            replace(self.BOTH, posts=(CHECK,)),
            FULFILLED,
        ]
        assert "oanm" not in str(seen)
        whole = timeline(events, A1, on=day(99))
        assert [row.event for row in whole] == [SIGNED, self.BOTH, FULFILLED, self.DONE]

    def test_a_plan_of_nothing_else_is_not_there_at_all(self) -> None:
        only = replace(ESTABLISHED, posts=(self.SECRET,))
        gone = replace(ESTABLISHED, posts=(), superseded=(self.SECRET.id,))
        events = log((S1, SIGNED), (S1, only), (S1, gone))
        assert [row.event for row in timeline(events, A1, on=day(99), for_provider=True)] == [
            SIGNED
        ]
