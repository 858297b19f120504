"""Every decision decided again: from what is in the log, and nothing else (T-21)."""

import runpy
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.audit.planting import LAST, change, year
from tests.recording.municipality import (
    AGREEMENT,
    DEFICIENCY,
    NÄMND,
    SANCTION,
    Calendar,
    adopt_guideline,
    decide,
    later,
    record,
    settle,
)
from tests.streams.cases import DAY, SERIOUS, day
from tests.streams.rulings import choose

from avtalsuppfoljning import agreement, guidelines, steering
from avtalsuppfoljning.audit.adopted import Adopted, guideline_by
from avtalsuppfoljning.audit.again import Decided, Outcome, decide_again, is_decision
from avtalsuppfoljning.audit.basis import first_difference
from avtalsuppfoljning.audit.findings import audit, audit_source, findings
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.policy import assess
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import Resultat, StreamId
from avtalsuppfoljning.views.masking import GALLRAD

EXAMPLES = Path(__file__).parents[2] / "examples"
BESLUT: dict[str, Any] = {
    "dnr": "SN 45/2026",
    "decided_by": "Socialnämnden § 45",
    "decided_on": DAY,
    "actor": "arkivarien",
}


@pytest.fixture
def register(tmp_path: Path) -> Any:
    with Register.open(tmp_path / "r.sqlite", clock=Calendar(), synchronous="NORMAL") as opened:
        yield opened


class TestHonest:
    def test_the_example_municipality(self) -> None:
        found = audit(year(), on=LAST)
        assert found.is_clean
        assert found.decisions == found.reproduced == sum(is_decision(e.event) for e in year())
        assert (found.late, found.gallrade) == ((), ())

    @pytest.mark.parametrize(
        "name", ["02_from_brist_to_avstangning", "03_the_same_brist_in_egen_regi"]
    )
    def test_the_examples(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        logs: list[Any] = []
        close = Register.close

        def closing(self: Register) -> None:
            logs.append(list(self.events()))
            close(self)

        monkeypatch.setattr(Register, "close", closing)
        monkeypatch.syspath_prepend(str(EXAMPLES))
        runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
        assert logs
        for log in logs:
            found = audit(log, on=date(2030, 1, 1))
            assert found.is_clean, found.faults
            assert found.reproduced == found.decisions

    def test_an_agreement_binds_from_when_it_is_signed_or_begins(self) -> None:
        """What is signed may be breached before it begins; some sign after they began."""
        for days in (
            {"starts_on": date(2025, 12, 1)},
            {"signed_on": date(2025, 12, 1), "starts_on": date(2025, 1, 1)},
        ):
            log = year()
            change(8, **days)(log)
            assert audit(log, on=LAST).is_clean

    def test_only_what_was_recorded_by_the_day_is_seen(self) -> None:
        for on in (date(2024, 1, 1), date(2025, 4, 24), date(2025, 9, 17)):
            known = [each for each in year() if each.entry.day <= on]
            found = audit(year(), on=on)
            assert found == audit(known, on=on)
            assert found.decisions == sum(is_decision(each.event) for each in known)

    def test_the_order_of_the_agreements_makes_no_difference(self) -> None:
        log = year()
        by_stream = sorted(log, key=lambda each: (each.stream.partition("/")[0], each.position))
        first = [each for each in decide_again(log, Adopted(log)) if isinstance(each, Decided)]
        again = [
            each for each in decide_again(by_stream, Adopted(log)) if isinstance(each, Decided)
        ]
        assert sorted(first, key=lambda each: each.recorded.position) == sorted(
            again, key=lambda each: each.recorded.position
        )


class TestRulesOfThen:
    """A decision stays what it was, whatever is adopted later (T-21)."""

    def test_it_is_reproduced_after_three_newer_versions(self, register: Register) -> None:
        settle(register)
        decide(register, choose("papekande"))
        before = audit_source(register, on=day(400))
        for version in ("2027-01-01", "2027-06-01", "2028-01-01"):
            adopt_guideline(register, later(version))
        found = audit_source(register, on=day(400))
        assert (found.decisions, found.reproduced, found.is_clean) == (1, 1, True)
        assert found == before
        newest = guidelines.parse(later("2028-01-01"))
        (recorded,) = [e for e in register.events(stream=DEFICIENCY) if is_decision(e.event)]
        told = recorded.event.ruling.assessment
        assert assess(told.facts, newest).recommended != told.recommended, (
            "the newest says otherwise"
        )

    def test_a_changed_file_under_the_same_version_is_not_adopted(self, register: Register) -> None:
        settle(register)
        changed = guidelines.shipped_text("orebro").replace(
            'ger = "papekande"', 'ger = "atgardsplan"', 1
        )
        with pytest.raises(DecisionRefusedError) as refused:
            record(register, NÄMND, steering.adopt_guideline, text=changed, dnr="1", adopted_on=DAY)
        assert refused.value.code == "version_finns"

    def test_nor_is_anything_decided_by_it_again(self) -> None:
        """Were it in the log all the same: its fingerprint is not the one that was recorded."""
        log = year()
        text = log[0].event.text.replace('ger = "papekande"', 'ger = "atgardsplan"')
        change(1, text=text)(log)
        known = Adopted(log).before(log[0].stream, len(log) + 1)[1]
        ref = log[53].event.ruling.assessment.guideline
        assert guideline_by(ref, known) == "riktlinje_andrad"
        change(1, text=text, fingerprint=guidelines.fingerprint(guidelines.parse(text)))(log)
        known = Adopted(log).before(log[0].stream, len(log) + 1)[1]
        assert guideline_by(ref, known) == "riktlinje_andrad", "the decision tells another one"


class TestOnTheDay:
    """What happened after the day of a decision is not looked at, whenever it is recorded."""

    def test_a_late_plan(self, register: Register) -> None:
        settle(register, SERIOUS)
        decide(register, choose("atgardsplan"), due_on=DAY)
        register._clock.day = day(3)  # type: ignore[attr-defined]  # noqa: SLF001  the test's own
        assert register.state(DEFICIENCY).result_on(day(3)) is Resultat.PLAN_UTEBLIVEN
        decide(register, choose("ekonomisk_sanktion", decided_on=day(3)))
        assert audit_source(register, on=day(9)).is_clean

    def test_what_is_recorded_afterwards_as_of_before_is_told(self, register: Register) -> None:
        settle(register, SERIOUS)
        register._clock.day = day(5)  # type: ignore[attr-defined]  # noqa: SLF001  the test's own
        decide(register, choose("atgardsplan", decided_on=day(5)))
        facts: dict[str, Any] = {"by": agreement.Party.KOMMUNEN, "ends_on": day(4), "reason": ""}
        record(register, AGREEMENT, agreement.give_uppsägning, dnr="1", given_on=day(2), **facts)
        found = audit_source(register, on=day(9))
        assert found.is_clean, "the decision was right when it was made"
        (late,) = found.late
        assert (late.stream, late.applied_on, late.decided_on) == (AGREEMENT, day(2), day(5))


class TestGallrat:
    @pytest.mark.parametrize("stream", [DEFICIENCY, SANCTION], ids=["brist", "sanktion"])
    def test_what_is_gone_says_so_and_is_no_fault(self, stream: StreamId, tmp_path: Path) -> None:
        (tmp_path / "nycklar").mkdir()
        keys, path = tmp_path / "nycklar" / "n.sqlite", tmp_path / "r.sqlite"
        with Register.open(path, clock=Calendar(), synchronous="NORMAL", keys=keys) as register:
            settle(register, SERIOUS)
            decide(register, choose("ekonomisk_sanktion"))
            before = audit_source(register, on=day(9))
            register.gallra(stream, **BESLUT)
            after = audit_source(register, on=day(9))
            assert GALLRAD in str(register.state(stream))
        assert before.is_clean
        assert not before.gallrade
        assert after.is_clean
        assert [each.outcome for each in after.gallrade] == [Outcome.REPRODUCED]
        with Register.open(path, create=False) as locked:
            assert audit_source(locked, on=day(9)).is_clean, "nor without any keys"


class TestDifference:
    @pytest.mark.parametrize(
        ("change", "path"),
        [
            (lambda f: {"is_minor": not f.is_minor}, "is_minor"),
            (
                lambda f: {"trace": (*f.trace, "x")},
                f"trace[{len(year()[53].event.ruling.assessment.trace)}]",
            ),
            (lambda _: {"grade": "x"}, "grade"),
        ],
    )
    def test_it_is_the_first_one(self, change: Callable[[Any], Any], path: str) -> None:
        told = year()[53].event.ruling.assessment
        assert first_difference(told, replace(told, **change(told))).path == path


def test_one_agreement_at_a_time_is_in_memory(register: Register) -> None:
    """Everything that an audit finds of an agreement is found before the next one is read."""
    settle(register)
    decide(register, choose("papekande"))
    asked: list[str] = []

    class Watched:
        store = register.store

        def events(self, *, stream: Any = None, streams: str = "") -> Any:
            asked.append(stream or streams)
            return register.events(stream=stream, streams=streams)

    found = findings(Watched())
    next(found)
    assert asked == ["steering:", AGREEMENT, DEFICIENCY]
