"""Decisions by delegation are reported to the nämnd; until they are, they are on the list."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.streams.cases import SERIOUS, day
from tests.streams.rulings import choose, rule

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.policy import DelegationRef, Effect
from avtalsuppfoljning.recorded import State, sanction_stream
from avtalsuppfoljning.sanction import (
    DelegationsbeslutReported,
    Sanction,
    SanctionDecided,
    SanctionLifted,
)
from avtalsuppfoljning.terms import AgreementId, DeficiencyId, MeasureId, SanctionId, StreamId
from avtalsuppfoljning.views.delegation import UnreportedDecision, unreported_decisions

S1 = sanction_stream(AgreementId("a1"), SanctionId("s1"))
RULING = rule(choose("avstangning", decided_on=day(30)), SERIOUS)
DECIDED = SanctionDecided(
    deficiency=DeficiencyId("b1"),
    measure=MeasureId("avstangning"),
    effect=Effect.SUSPENSION,
    forms=("ickeval",),
    amount=None,
    decided_on=day(30),
    effective_on=day(30),
    ruling=RULING,
)
LIFTED = SanctionLifted(
    by=RULING.choice.by,
    delegation=DelegationRef(id="d", version="1", fingerprint="x"),
    motivation="Bristen är åtgärdad.",
    decided_on=day(60),
    effective_on=day(61),
)


def reported(number: int) -> DelegationsbeslutReported:
    return DelegationsbeslutReported(meeting_on=day(number), dnr="VN 90/2026")


def unreported(on: date, **changes: Any) -> list[UnreportedDecision]:
    states: dict[StreamId, State] = {S1: attrs.evolve(Sanction(decided=DECIDED), **changes)}
    return list(unreported_decisions(states, on=on))


def by(decided: SanctionDecided, role: str) -> SanctionDecided:
    authority = replace(decided.ruling.choice.by, role=role)
    choice = replace(decided.ruling.choice, by=authority)
    return replace(decided, ruling=replace(decided.ruling, choice=choice))


def test_until_it_is_reported_to_a_meeting() -> None:
    """O-51, KL 6:40."""
    (found,) = unreported(day(40))
    assert (found.stream, found.agreement, found.measure) == (S1, "a1", "avstangning")
    assert (found.decided_on, found.is_lifting, found.is_urgent) == (day(30), False, False)
    assert unreported(day(44), noted=(reported(45),)) == [found]
    assert unreported(day(45), noted=(reported(45),)) == []


def test_a_later_decision_is_reported_anew() -> None:
    (found,) = unreported(day(70), lifted=LIFTED, noted=(reported(45),))
    assert (found.is_lifting, found.decided_on) == (True, day(60))
    assert unreported(day(80), lifted=LIFTED, noted=(reported(45), reported(75))) == []


@pytest.mark.parametrize("on", [day(29)])
def test_nothing_before_it_was_decided(on: date) -> None:
    assert unreported(on) == []


def test_the_nämnds_own_decisions_are_reported_to_nobody() -> None:
    assert unreported(day(40), decided=by(DECIDED, "namnd")) == []


def test_what_could_not_wait_comes_first() -> None:
    """KL 6:39: decided by the chair, told at the next meeting."""
    urgent = replace(
        DECIDED,
        decided_on=day(35),
        ruling=replace(RULING, report_to_next_meeting=True),
    )
    s2 = sanction_stream(AgreementId("a1"), SanctionId("s2"))
    states: dict[StreamId, State] = {S1: Sanction(decided=DECIDED), s2: Sanction(decided=urgent)}
    rows = unreported_decisions(states, on=day(40))
    assert [(row.stream, row.is_urgent) for row in rows] == [(s2, True), (S1, False)]
