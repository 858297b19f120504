"""Two times kept apart: when something applied, and when it was recorded (F-03)."""

import os
import random
import tempfile
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from hypothesis.stateful import run_state_machine_as_test
from tests.recording.clerk import Clerk
from tests.recording.four_agreements import EGEN, LOU, LOV
from tests.recording.matters import TOPICS, proper_way
from tests.recording.test_stateful import Municipality

from avtalsuppfoljning.audit.asof import (
    DAYS,
    WHEN_RECORDED,
    applied_on,
    backdated,
    replay,
    until,
)
from avtalsuppfoljning.audit.findings import audit, audit_source
from avtalsuppfoljning.cli.exempelkoping import record_year
from avtalsuppfoljning.recorded import KINDS, Entry, Recorded, fold
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import DeficiencyId, SanctionId, StreamId
from avtalsuppfoljning.testing import strategies
from avtalsuppfoljning.views.deficiencies import deficiency_rows
from avtalsuppfoljning.views.timeline import happened_on

EVENTS: tuple[Any, ...] = tuple(
    dict.fromkeys(event for kind in KINDS.values() for event in kind.events)
)
STREAMS = {
    "provider": "provider:p",
    "agreement": "agreement:a",
    "followup": "followup:u",
    "deficiency": "agreement:a/deficiency:b",
    "sanction": "agreement:a/sanction:s",
    "steering": "steering:n",
    "register": "register:nycklar",
}
FIRST = date(2025, 1, 1)


@cache
def year() -> tuple[Recorded, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "avtal.sqlite"
        record_year(path)
        with Register.open(path) as register:
            return tuple(register.events())


class TestTheTable:
    def test_every_event_is_in_it(self) -> None:
        assert set(DAYS) == set(EVENTS)

    def test_the_field_is_a_day_or_an_instant(self) -> None:
        for event in EVENTS:
            kind: Any = event
            for name in DAYS[event].split(".") if DAYS[event] != WHEN_RECORDED else ():
                kind = attrs.fields_dict(kind)[name].type
                kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
            assert kind in (date, datetime, event), event

    def test_what_has_no_day_has_no_field_that_could_be_it(self) -> None:
        for event in EVENTS:
            if DAYS[event] == WHEN_RECORDED:
                kinds = {f.name: get_args(f.type)[0] for f in attrs.fields(event)}
                own = [name for name, kind in kinds.items() if kind in (date, datetime)]
                assert own in ([], ["due_on"]), "a day that lies ahead is not when it applied"

    @settings(max_examples=60)
    @given(strategies.events())
    def test_it_is_the_day_of_the_timeline(self, event: Any) -> None:
        """But for what is entered in the diary later than it came in, or has its day deeper in."""
        path, fields = DAYS[type(event)], attrs.fields_dict(type(event))
        elsewhere = type(event).__name__ in ("SubmissionReceived", "PlanningTermsAgreed")
        if path in fields and "ruling" not in fields and not elsewhere:
            recorded = Recorded(1, StreamId("x"), 0, entry(event, FIRST))
            assert applied_on(recorded) == happened_on(event, FIRST)


def entry(event: Any, day: date) -> Entry[Any]:
    return Entry(event, datetime(day.year, day.month, day.day, 12, tzinfo=UTC), day, "anna", "k")


@st.composite
def histories(draw: st.DrawFn) -> list[Recorded]:
    """Any events in any order: more than any register would take."""
    log: list[Recorded] = []
    versions: dict[str, int] = {}
    day = FIRST
    for event in draw(st.lists(strategies.events(), max_size=10)):
        kind = next(kind for kind in KINDS.values() if isinstance(event, kind.events))
        stream = STREAMS[kind.name]
        day += timedelta(days=draw(st.integers(0, 40)))
        versions[stream] = versions.get(stream, -1) + 1
        log.append(Recorded(len(log) + 1, StreamId(stream), versions[stream], entry(event, day)))
    return log


class TestReplay:
    @settings(max_examples=15)
    @given(histories(), st.dates(date(2024, 1, 1), date(2027, 1, 1)))
    def test_whatever_is_left_out_the_rest_stands(self, log: list[Recorded], day: date) -> None:
        """What an event builds on is there, or the event is left out: nothing falls."""
        kept = list(until(log, as_of=day))
        assert all(applied_on(each) <= day for each in kept)
        assert replay(log, as_of=day) == fold(kept)

    def test_known_is_what_was_recorded_by_then(self) -> None:
        for day in ("2024-12-31", "2025-04-22", "2025-09-17", "2025-12-31"):
            known = date.fromisoformat(day)
            expected = fold(each for each in year() if each.entry.day <= known)
            assert replay(year(), known=known) == expected

    def test_with_all_the_time_in_the_world_it_is_the_whole_log(self) -> None:
        assert replay(year()) == replay(year(), as_of=date.max) == fold(year())

    def test_each_time_alone_leaves_out_its_own(self) -> None:
        """The agreements were signed before they were recorded, and the register began later."""
        before = date(2024, 12, 18)
        assert replay(year(), known=before) == {}
        assert set(replay(year(), as_of=before)) >= {"agreement:hemtjansten-2025"}
        assert replay(year(), as_of=before, known=before) == {}

    @pytest.mark.parametrize("number", range(0, 400, 23))
    def test_every_day_can_be_looked_at(self, number: int) -> None:
        """The views take what is left of a log, whatever the two days are."""
        day = date(2024, 12, 1) + timedelta(days=number)
        states = replay(year(), as_of=day, known=day + timedelta(days=30))
        assert all(row.established_on <= day for row in deficiency_rows(states, on=day))


class TestBackdated:
    def test_it_shows_as_that(self) -> None:
        found = list(backdated(year()))
        assert [each.position for each in found] == [
            each.position for each in year() if applied_on(each) < each.entry.day
        ]
        assert found[0].days == 3
        assert found[0].applied_on == date(2024, 12, 17)

    def test_what_is_recorded_the_same_day_does_not(self) -> None:
        today = [each for each in year() if applied_on(each) == each.entry.day]
        assert today
        assert list(backdated(today)) == []


def check(clerk: Clerk) -> int:
    """An auditor comes; how many decisions there were."""
    captured, log = dict(clerk.captured), list(clerk.register.events())
    last = {each.entry.day: each.position for each in log}
    for day, position in last.items():
        assert replay(log, known=day) == captured[position], day
    found = audit(log, on=date(2030, 1, 1))
    assert found.is_clean, found.faults
    assert found.decisions == found.reproduced
    assert audit_source(clerk.register, on=date(2030, 1, 1)) == found
    return found.decisions


class Audited(Municipality):
    """The same somebody who tries everything; and at the end an auditor comes."""

    def teardown(self) -> None:
        try:
            check(self.clerk)
        finally:
            super().teardown()


def test_any_honest_history_is_replayed_to_each_day_and_audited_clean() -> None:
    run_state_machine_as_test(
        Audited,
        settings=settings(
            max_examples=25,
            stateful_step_count=50,
            deadline=None,
            database=None,
            phases=(Phase.generate,) if os.environ.get("CI") else tuple(Phase),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("seed", range(8))
def test_matters_one_after_the_other_are_audited_clean(seed: int, tmp_path: Path) -> None:
    """The same, where most of what is tried is done as it should be: many decisions."""
    clerk, chance = Clerk(tmp_path / "register.sqlite"), random.Random(seed)  # noqa: S311  no secret
    clerk.begin()
    for _ in range(40):
        clerk.now += timedelta(days=chance.randint(0, 9), minutes=1)
        within, number = chance.choice((LOV, LOV, LOU, EGEN)), chance.randint(1, 8)
        about = DeficiencyId(f"b{number}"), SanctionId(f"s{chance.randint(1, 8)}")
        for act in proper_way(clerk, chance.choice(TOPICS[:6]), within, *about):
            if chance.random() > 0.1:
                act()
    decisions = check(clerk)
    clerk.register.close()
    assert decisions >= 8, "there is something to audit"
