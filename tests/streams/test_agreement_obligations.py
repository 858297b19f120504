"""What is planned within an agreement: established, fulfilled, excused, superseded."""

from datetime import date
from typing import Any

import pytest
from tests.streams.cases import DAY, SIGNED, day, told

from avtalsuppfoljning.agreement import (
    INITIAL,
    ObligationExcused,
    ObligationFulfilled,
    ObligationsEstablished,
    PlanningTermsAgreed,
    establish_obligations,
    evolve,
    excuse_obligation,
    fulfil_obligation,
)
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.planned import Excuse, PlannedPost, ScheduleBasis
from avtalsuppfoljning.schedule import Binding, MonthDay, Obligor, OwnDay, PostKind, Precision, Roll
from avtalsuppfoljning.terms import AgreementKind, Period
from avtalsuppfoljning.testing import given

CHECK = PlannedPost(
    id="egenkontroll:2026-T1",
    what="egenkontroll",
    kind=PostKind.INLÄMNING,
    about=Period(text="2026-T1"),
    due_on=date(2026, 4, 20),
    precision=Precision.DAG,
    obligor=Obligor.UTFÖRAREN,
    binding=Binding.STYRDOKUMENT,
    roll=Roll.INGEN,
    citations=(Citation(document="Uppföljningsplan", section="2.1"),),
)
SECOND = replace(
    CHECK, id="egenkontroll:2026-T2", about=Period(text="2026-T2"), due_on=date(2026, 8, 20)
)
BASIS = ScheduleBasis(
    guideline="sundsvall",
    version="1",
    document="Uppföljningsplan",
    schedule_fingerprint="sha256:00",
    calendar_version="se-2005",
)
ESTABLISHED = ObligationsEstablished(
    plan="2026",
    posts=(CHECK, SECOND),
    superseded=(),
    basis=BASIS,
    reason="Planen för 2026 är antagen.",
    dnr="SN 7/2026",
    established_on=DAY,
)
FULFILLED = ObligationFulfilled(
    obligation=CHECK.id, due_on=CHECK.due_on, fulfilled_on=date(2026, 4, 27), dnr="SN 8/2026"
)
EXCUSE = Excuse(
    reason="Utföraren har inga kunder.",
    person="Eva Ek",
    role="enhetschef",
    dnr="SN 9/2026",
    excused_on=day(20),
)
EXCUSED = ObligationExcused(obligation=CHECK.id, excuse=EXCUSE)
LET_GO = {"obligation": CHECK.id, **told(EXCUSE)}


def plan(event: ObligationsEstablished, **changes: Any) -> dict[str, Any]:
    """What the decision is told; what is superseded it finds itself."""
    return {k: v for k, v in told(event, **changes).items() if k != "superseded"}


class TestEstablishObligations:
    """Issue 5, item 4; F-02, F-03: in force by a decision, each day with its reason, for ever."""

    def test_happens(self) -> None:
        outcome = given(SIGNED).when(establish_obligations, **plan(ESTABLISHED))
        assert outcome == (ESTABLISHED,)

    def test_happens_for_what_a_revision_changes(self) -> None:
        moved = replace(SECOND, due_on=date(2026, 8, 31))
        third = replace(CHECK, id="egenkontroll:2026-T3", due_on=date(2026, 11, 20))
        facts = plan(ESTABLISHED, posts=(CHECK, moved, third), dnr="SN 20", established_on=day(9))
        outcome = given(SIGNED, ESTABLISHED).when(establish_obligations, **facts)
        changed = replace(ESTABLISHED, posts=(moved, third), dnr="SN 20", established_on=day(9))
        assert outcome == (changed,)
        state = evolve(evolve(evolve(INITIAL, SIGNED), ESTABLISHED), changed)
        assert [kept.post for kept in state.obligations.values()] == [CHECK, moved, third]

    def test_happens_with_what_a_revision_leaves_out(self) -> None:
        facts = plan(ESTABLISHED, posts=(CHECK,), established_on=day(9))
        outcome = given(SIGNED, ESTABLISHED).when(establish_obligations, **facts)
        gone = replace(ESTABLISHED, posts=(), superseded=(SECOND.id,), established_on=day(9))
        assert outcome == (gone,)

    def test_happens_for_the_rest_of_a_year(self) -> None:
        """What falls before the new version begins is as it was: what is late stays late."""
        facts = plan(ESTABLISHED, posts=(), established_on=date(2026, 5, 2))
        outcome = given(SIGNED, ESTABLISHED).when(
            establish_obligations, **facts, from_on=date(2026, 5, 1)
        )
        gone = replace(
            ESTABLISHED, posts=(), superseded=(SECOND.id,), established_on=date(2026, 5, 2)
        )
        assert outcome == (gone,)

    def test_refused_without_an_agreement(self) -> None:
        outcome = given().when(establish_obligations, **plan(ESTABLISHED))
        assert outcome.code == "avtal_saknas"

    def test_refused_for_an_individavtal(self) -> None:
        """F-10: outside the plan."""
        single = replace(SIGNED, kind=AgreementKind.INDIVIDAVTAL)
        outcome = given(single).when(establish_obligations, **plan(ESTABLISHED))
        assert outcome.code == "endast_individavtal"

    @pytest.mark.parametrize("posts", [(), (replace(CHECK, due_on=date(2026, 12, 1)),)])
    def test_refused_to_plan_away_what_is_late(self, posts: tuple[PlannedPost, ...]) -> None:
        """A missed day is not hidden by a revision."""
        facts = plan(ESTABLISHED, posts=posts, established_on=date(2026, 4, 21))
        outcome = given(SIGNED, ESTABLISHED).when(establish_obligations, **facts)
        assert outcome.code == "post_forsenad"

    def test_quiet_the_second_time(self) -> None:
        assert given(SIGNED).when(establish_obligations, **plan(ESTABLISHED)).again() == ()
        later = plan(ESTABLISHED, dnr="SN 99", established_on=day(40))
        assert given(SIGNED, ESTABLISHED).when(establish_obligations, **later) == ()

    @pytest.mark.parametrize("field", ["reason", "dnr"])
    def test_invalid_without_a_decision(self, field: str) -> None:
        with pytest.raises(InvalidValueError, match="no reason or no decision"):
            given(SIGNED).when(establish_obligations, **plan(ESTABLISHED, **{field: " "}))


class TestFulfilObligation:
    """Issue 5, item 4: done, in time or late; both dates are in the event."""

    def test_happens(self) -> None:
        outcome = given(SIGNED, ESTABLISHED).when(
            fulfil_obligation, obligation=CHECK.id, fulfilled_on=date(2026, 4, 27), dnr="SN 8/2026"
        )
        assert outcome == (FULFILLED,)
        state = evolve(evolve(evolve(INITIAL, SIGNED), ESTABLISHED), FULFILLED)
        assert state.obligations[CHECK.id].is_late

    def test_refused_for_what_is_not_planned(self) -> None:
        outcome = given(SIGNED).when(
            fulfil_obligation, obligation=CHECK.id, fulfilled_on=DAY, dnr="SN 8"
        )
        assert outcome.code == "post_saknas"

    def test_refused_on_another_day(self) -> None:
        outcome = given(SIGNED, ESTABLISHED, FULFILLED).when(
            fulfil_obligation, obligation=CHECK.id, fulfilled_on=DAY, dnr="SN 8/2026"
        )
        assert outcome.code == "post_avslutad"

    def test_quiet_the_second_time(self) -> None:
        facts = {"obligation": CHECK.id, "fulfilled_on": DAY, "dnr": "SN 8"}
        assert given(SIGNED, ESTABLISHED).when(fulfil_obligation, **facts).again() == ()


class TestExcuseObligation:
    """T-53: an exception is a named person's, with a reason."""

    def test_happens(self) -> None:
        outcome = given(SIGNED, ESTABLISHED).when(excuse_obligation, **LET_GO)
        assert outcome == (EXCUSED,)

    def test_happens_for_what_is_late(self) -> None:
        late = LET_GO | {"excused_on": date(2026, 9, 1)}
        assert given(SIGNED, ESTABLISHED).when(excuse_obligation, **late).code is None

    def test_refused_for_what_is_not_planned(self) -> None:
        assert given(SIGNED).when(excuse_obligation, **LET_GO).code == "post_saknas"

    def test_refused_for_what_is_done(self) -> None:
        outcome = given(SIGNED, ESTABLISHED, FULFILLED).when(excuse_obligation, **LET_GO)
        assert outcome.code == "post_avslutad"

    def test_quiet_the_second_time(self) -> None:
        assert given(SIGNED, ESTABLISHED).when(excuse_obligation, **LET_GO).again() == ()

    def test_quiet_and_gone_once_a_revision_leaves_it_out(self) -> None:
        facts = plan(ESTABLISHED, posts=(SECOND,), established_on=date(2026, 5, 1))
        outcome = given(SIGNED, ESTABLISHED, EXCUSED).when(establish_obligations, **facts)
        assert outcome == ()  # what is excused is said, and stays said


class TestPlanningTerms:
    """F-42, F-44: what the schedule reads of an agreement."""

    def test_two_days_for_one_document_are_refused(self) -> None:
        own = OwnDay(what="verksamhetsplan", by=MonthDay(month=2, day=15))
        with pytest.raises(InvalidValueError, match="two days of its own"):
            PlanningTermsAgreed(
                laws=(),
                own_days=(own, replace(own, by=MonthDay(month=3))),
                dnr="",
                applies_from=DAY,
            )
