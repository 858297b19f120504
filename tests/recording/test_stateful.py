"""No sequence of commands reaches what the specifications forbid.

Hypothesis drives the public API of a register on a real SQLite file, and looks at the log after
every command with eyes of its own: nothing here asks the policy whether the policy was right.
"""

import tempfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from avtalsuppfoljning import agreement, deficiency, follow_up, guidelines, provider, steering
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.policy import (
    BINDING,
    AmountCap,
    Authority,
    Choice,
    Consequences,
    Effect,
    Finding,
)
from avtalsuppfoljning.recorded import (
    Recorded,
    State,
    agreement_stream,
    deficiency_stream,
    fold,
    follow_up_stream,
    provider_stream,
    steering_stream,
)
from avtalsuppfoljning.recording import Register, Unit
from avtalsuppfoljning.recording.catalogue import NAMES
from avtalsuppfoljning.terms import (
    AgreementId,
    AgreementKind,
    Bedömning,
    DeficiencyId,
    Driftsform,
    EkonomiskForm,
    FollowUpId,
    FollowUpMethod,
    Frekvens,
    Kanal,
    Konsekvens,
    MeasureId,
    Money,
    Period,
    ProviderId,
    SanctionId,
    SteeringId,
    StreamId,
    Upphandlingsform,
)
from avtalsuppfoljning.testing.strategies import instances

NÄMND = SteeringId("vardnamnden")
EGEN, LOV, LOU, BARE = map(AgreementId, ("egen", "lov", "lou", "bare"))
DEFICIENCIES = (DeficiencyId("b1"),)
SANCTIONS = tuple(map(SanctionId, ("s1", "s2")))
MEASURES = tuple(
    map(MeasureId, ("papekande", "atgardsplan", "ekonomisk_sanktion", "avstangning", "havning"))
)
FOLLOW_UP = follow_up_stream(FollowUpId("u1"))
DAY = date(2026, 1, 7)
DELEGATION = """
[dokument]
id = "delegation"
version = "2026-01-01"
namn = "Delegationsordning"
galler_fran = 2026-01-01
[[punkt]]
id = "4.1"
atgarder = ["papekande", "atgardsplan", "avstaende"]
roller = ["enhetschef"]
[[punkt]]
id = "4.2"
atgarder = ["ekonomisk_sanktion", "avstangning", "havning"]
hogsta_belopp = "50000.00"
roller = ["namnd"]
"""
COMPLETE = deficiency.PlannedMeasure(activity="Utbilda", deadline=DAY, responsible="Chefen")
ALL_TERMS = agreement.Terms(
    measures=MEASURES[1:],
    economic_forms=(EkonomiskForm.VITE, EkonomiskForm.PRISAVDRAG),
    amount_caps=(AmountCap(form=EkonomiskForm.VITE, amount=Money(amount=Decimal(20000))),),
    suspension_channels=(Kanal.ICKEVAL,),
)


def prepare(unit: Unit) -> None:
    """Four agreements under one nämnd: what each permits is known by heart in this test."""
    adopted = steering_stream(NÄMND)
    text = guidelines.shipped_text("orebro")
    unit.apply(adopted, steering.adopt_guideline, text=text, dnr="VN 1", adopted_on=DAY)
    unit.apply(
        adopted, steering.adopt_delegationsordning, text=DELEGATION, dnr="VN 2", adopted_on=DAY
    )
    for number, (id_, form, terms) in enumerate(
        (
            (EGEN, Upphandlingsform.LOV, ALL_TERMS),
            (LOV, Upphandlingsform.LOV, ALL_TERMS),
            (LOU, Upphandlingsform.LOU, ALL_TERMS),
            (BARE, Upphandlingsform.LOV, agreement.Terms()),
        )
    ):
        own = id_ == EGEN
        driftsform = Driftsform.EGEN_REGI if own else Driftsform.PRIVAT_REGI
        unit.apply(
            provider_stream(ProviderId(id_)),
            provider.register,
            name=f"Utförare {id_}",
            driftsform=driftsform,
            registered_on=DAY,
            organisation_number=("400000-0002", "400000-0010", "400000-0028", "400000-0036")[
                number
            ],
        )
        unit.apply(
            agreement_stream(id_),
            agreement.sign,
            provider=ProviderId(id_),
            steering=NÄMND,
            kind=AgreementKind.ÖVERENSKOMMELSE if own else AgreementKind.AVTAL,
            driftsform=driftsform,
            upphandlingsform=form,
            operation="hemtjanst",
            dnr=f"VN 1{number}",
            signed_on=DAY,
            starts_on=DAY,
            terms=terms,
            requirements=(agreement.Requirement(id="k1", text="Krav", clause="5"),),
        )
    unit.apply(
        FOLLOW_UP,
        follow_up.plan,
        method=FollowUpMethod.KVALITETSKRAV,
        targets=tuple(agreement_stream(id_) for id_ in (EGEN, LOV, LOU, BARE)),
        planned_for=Period(text="2026"),
        planned_on=DAY,
    )


agreements = st.sampled_from((LOV, LOV, LOV, LOU, EGEN, BARE))
deficiencies = st.sampled_from(DEFICIENCIES)
findings = st.one_of(
    instances(Finding).map(lambda finding: replace(finding, is_avtalsbrist=True)),
    st.builds(
        Finding,
        is_avtalsbrist=st.sampled_from((True,)),
        frequency=st.just(Frekvens.LÅG),
        consequences=st.just(
            Consequences(
                individual=Konsekvens.LITEN,
                municipality=Konsekvens.INGEN,
                provider=Konsekvens.INGEN,
            )
        ),
    ),
    instances(Finding),
)
coming_days = st.integers(-3, 40).map(lambda n: DAY + timedelta(days=n))
words = st.sampled_from(("", "skäl", "åäö"))


class Municipality(RuleBasedStateMachine):
    """Somebody who tries everything, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.now = datetime(2026, 1, 7, 8, tzinfo=UTC)
        path = Path(self.folder.name) / "register.sqlite"
        self.register = Register.open(path, clock=lambda: self.now, synchronous="NORMAL")
        self.live: dict[StreamId, State] = {}
        self.captured: list[tuple[int, dict[StreamId, State]]] = []
        self.known = 0

    def teardown(self) -> None:
        self.register.close()
        self.folder.cleanup()

    def command(self, run: Any) -> None:
        """Carry out a command three times: once, by its id again, and by its facts again."""
        command = f"k{len(self.captured)}"
        try:
            receipt = run(command)
        except (DecisionRefusedError, InvalidValueError):
            assert self.count() == self.known, "a refused command left something"
            return
        self.live |= receipt.states
        self.known += len(receipt.events)
        self.captured.append((self.known, dict(self.live)))
        assert run(command).is_repeat
        assert run(None).events == (), "the same decision twice added something"
        assert self.count() == self.known

    def count(self) -> int:
        return self.register.log.recorder.max_notification_id() or 0

    def record(self, stream: StreamId, decide: Any, **facts: Any) -> None:
        self.command(
            lambda command: self.register.record(
                stream, decide, actor="anna", command=command, **facts
            )
        )

    @initialize()
    def begin(self) -> None:
        self.command(lambda command: self.register.transact(prepare, actor="anna", command=command))

    @rule(days=st.integers(0, 12))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days, minutes=1)

    # ── follow-up ──

    @rule(
        step=st.sampled_from(("open", "assess", "report", "complete")),
        within=agreements,
        verdict=st.sampled_from(Bedömning),
        on=coming_days,
    )
    def follow_up(self, step: str, within: AgreementId, verdict: Bedömning, on: date) -> None:
        match step:
            case "open":
                self.record(FOLLOW_UP, follow_up.open_, opened_on=on)
            case "assess":
                self.record(
                    FOLLOW_UP,
                    follow_up.assess_requirement,
                    agreement=within,
                    requirement="k1",
                    verdict=verdict,
                    observation="Sett",
                    assessed_on=on,
                )
            case "report":
                facts = {"dnr": "VN 50", "summary": "Klar", "completed_on": on}
                self.record(FOLLOW_UP, follow_up.complete_report, **facts)
            case _:
                self.record(FOLLOW_UP, follow_up.complete, completed_on=on)

    # ── deficiency ──

    @rule(within=agreements, id_=deficiencies, finding=findings)
    def establish(self, within: AgreementId, id_: DeficiencyId, finding: Finding) -> None:
        self.record(
            deficiency_stream(within, id_),
            deficiency.establish,
            requirement="k1",
            found_by=FollowUpMethod.TEMA,
            description="Brist",
            finding=finding,
            established_on=self.now.date(),
        )

    @rule(within=agreements, id_=deficiencies, met=st.booleans(), why=words, on=coming_days)
    def investigate(
        self, within: AgreementId, id_: DeficiencyId, *, met: bool, why: str, on: date
    ) -> None:
        stream, today = deficiency_stream(within, id_), self.now.date()
        ground = {"is_met": met, "clause": "9.1", "motivation": why, "assessed_on": today}
        self.record(stream, deficiency.assess_hävningsgrund, **ground)
        self.record(stream, deficiency.send_kommunicering, sent_on=today, reply_by=on)

    @rule(
        within=agreements,
        id_=deficiencies,
        measure=st.sampled_from((*MEASURES, None)),
        forms=st.sampled_from(((), ("vite",), ("prisavdrag",), ("ickeval",), ("aktiva_val",))),
        amount=st.sampled_from((None, "5000.00", "30000.00", "70000.00")),
        role=st.sampled_from((("enhetschef", "4.1"), ("namnd", "4.2"), ("enhetschef", "4.2"))),
        motivation=words,
        sanction=st.sampled_from(SANCTIONS),
    )
    def decide(
        self,
        *,
        within: AgreementId,
        id_: DeficiencyId,
        measure: MeasureId | None,
        forms: tuple[str, ...],
        amount: str | None,
        role: tuple[str, str],
        motivation: str,
        sanction: SanctionId,
    ) -> None:
        choice = Choice(
            measure=measure,
            forms=forms,
            amount=None if amount is None else Money(amount=Decimal(amount)),
            decided_on=self.now.date(),
            by=Authority(person="Eva Ek", role=role[0], delegation_point=role[1]),
            motivation=motivation,
        )
        self.command(
            lambda command: self.register.decide(
                within,
                id_,
                choice,
                actor="anna",
                command=command,
                text="Rätta till detta.",
                due_on=self.now.date() + timedelta(days=20),
                sanction=sanction,
            )
        )

    @rule(within=agreements, data=st.data(), sanction=st.sampled_from(SANCTIONS))
    def decide_what_is_permitted(
        self, within: AgreementId, data: st.DataObject, sanction: SanctionId
    ) -> None:
        """Blind guesses seldom hit what the rules allow; this asks them, and is checked alike."""
        id_ = DEFICIENCIES[0]
        try:
            assessment = self.register.assess(within, id_, on=self.now.date())
        except DecisionRefusedError:
            return
        permitted = data.draw(st.sampled_from((*assessment.permitted, None)))
        effect = permitted and permitted.effect
        role, point = ("namnd", "4.2") if effect in BINDING else ("enhetschef", "4.1")
        choice = Choice(
            measure=permitted and permitted.measure,
            forms=permitted.forms[:1] if permitted else (),
            amount=Money(amount=Decimal(5000)) if effect is Effect.MONEY else None,
            decided_on=self.now.date(),
            by=Authority(person="Eva Ek", role=role, delegation_point=point),
            motivation="Bristen är allvarlig.",
        )
        self.command(
            lambda command: self.register.decide(
                within,
                id_,
                choice,
                actor="anna",
                command=command,
                text="Rätta till detta.",
                due_on=self.now.date() + timedelta(days=20),
                sanction=sanction,
            )
        )

        if effect in BINDING and data.draw(st.booleans()):
            self.lift(within, sanction, "Bristen är åtgärdad.")
        if effect is Effect.PLAN:
            self.plan(data.draw(st.sampled_from(("approve", "reject"))), within, id_, COMPLETE)

    @rule(within=agreements, sanction=st.sampled_from(SANCTIONS), why=words)
    def lift(self, within: AgreementId, sanction: SanctionId, why: str) -> None:
        by = Authority(person="Nämnden", role="namnd", delegation_point="4.2")
        on = self.now.date()
        self.command(
            lambda command: self.register.lift(
                within, sanction, by=by, motivation=why, decided_on=on, actor="a", command=command
            )
        )

    @rule(
        step=st.sampled_from(("receive", "approve", "reject")),
        within=agreements,
        id_=deficiencies,
        plan=st.just(COMPLETE) | instances(deficiency.PlannedMeasure),
    )
    def plan(
        self, step: str, within: AgreementId, id_: DeficiencyId, plan: deficiency.PlannedMeasure
    ) -> None:
        stream, today = deficiency_stream(within, id_), self.now.date()
        facts = {"received_on": today, "dnr": "VN 60", "measures": (plan,)}
        self.record(stream, deficiency.receive_åtgärdsplan, **facts)
        match step:
            case "approve":
                self.record(stream, deficiency.approve_åtgärdsplan, approved_on=today)
            case "reject":
                due_on = today + timedelta(days=10)
                facts = {"reason": "Ofullständig", "rejected_on": today, "due_on": due_on}
                self.record(stream, deficiency.reject_åtgärdsplan, **facts)

    @rule(
        step=st.sampled_from(("pass", "fail", "remedy", "remedy")),
        within=agreements,
        id_=deficiencies,
    )
    def result(self, step: str, within: AgreementId, id_: DeficiencyId) -> None:
        stream, today = deficiency_stream(within, id_), self.now.date()
        match step:
            case "pass":
                facts = {"observation": "Bra", "passed_on": today}
                self.record(stream, deficiency.pass_resultatuppföljning, **facts)
            case "fail":
                facts = {"observation": "Kvar", "failed_on": today}
                self.record(stream, deficiency.fail_resultatuppföljning, **facts)
            case _:
                self.record(stream, deficiency.remedy, remedied_on=today)

    # ── what must always hold ──

    @invariant()
    def nothing_forbidden_is_in_the_log(self) -> None:
        check_log(list(self.register.events()))

    @precondition(lambda self: self.captured)
    @invariant()
    def every_prefix_replays_to_the_state_of_its_moment(self) -> None:
        log = list(self.register.events())
        for position, states in self.captured[-3:]:
            assert fold(log[:position]) == states
        assert self.register.replay() == self.live


def check_log(log: list[Recorded]) -> None:
    """What the documents forbid, told from the events alone."""
    assert [e.position for e in log] == list(range(1, len(log) + 1))
    ground: dict[str, bool] = {}
    passed: dict[str, bool] = {}
    reported: set[str] = set()
    for recorded in log:
        stream, name = recorded.stream, type(recorded.event).__name__
        within = stream.partition("/")[0].removeprefix("agreement:")
        match name:
            case "HävningsgrundAssessed":
                ground[stream] = recorded.event.is_met
            case "ResultatuppföljningPassed":
                passed[stream] = True
            case "ResultatuppföljningFailed" | "DeficiencySanctioned":
                passed[stream] = False
            case "PåpekandeIssued":
                check_minor(recorded.event)
                passed[stream] = False
            case "ÅtgärdsplanRequested":
                assert within != BARE, "the agreement regulates no åtgärdsplan (O-46)"
                passed[stream] = False
            case "SanctionDecided":
                check_sanction(recorded.event, within, ground)
            case "DeficiencyRemedied":
                assert passed.get(stream), "remedied without a passed resultatuppföljning (O-59)"
            case "ReportCompleted":
                reported.add(stream)
            case "FollowUpCompleted":
                assert stream in reported, "completed without a report (O-60)"


def check_minor(event: Any) -> None:
    """Påpekande only for minor deficiencies (O-44, O-45)."""
    finding = event.ruling.assessment.facts.finding
    thrice = (
        finding.consequences.individual,
        finding.consequences.municipality,
        finding.consequences.provider,
    )
    assert finding.is_avtalsbrist
    assert finding.frequency == "lag"
    assert all(consequence in ("ingen", "liten") for consequence in thrice)


def check_sanction(event: Any, within: str, ground: dict[str, bool]) -> None:
    """Matrix ∩ agreement ∩ limits (O-46, O-51 to O-58), for the four agreements above."""
    assert within != BARE
    choice = event.ruling.choice
    assert choice.by.role == "namnd", "only point 4.2 lets anybody decide a sanction"
    match event.measure:
        case "ekonomisk_sanktion":
            assert event.forms in (("vite",), ("prisavdrag",))
            cap = Decimal(20000) if event.forms == ("vite",) else Decimal(50000)
            assert event.amount is not None
            assert event.amount.amount <= cap
        case "avstangning":
            assert within == LOV
            assert event.forms == ("ickeval",)
        case "havning":
            assert within in (LOV, LOU)
            assert ground.get(f"agreement:{within}/deficiency:{event.deficiency}")
        case other:
            pytest.fail(f"{other} is no sanction with a stream of its own")


def run(machine: type[Municipality], *, derandomize: bool, examples: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=60,
            deadline=None,
            derandomize=derandomize,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_sequence_of_commands_reaches_what_is_forbidden() -> None:
    run(Municipality, derandomize=False, examples=30)


def test_the_commands_above_reach_every_event_there_is_a_rule_about() -> None:
    seen: set[str] = set()

    class Counted(Municipality):
        def teardown(self) -> None:
            seen.update(type(recorded.event).__name__ for recorded in self.register.events())
            super().teardown()

    run(Counted, derandomize=True, examples=100)
    assert {event.__name__ for event in NAMES} - seen == {
        "SubmissionRequested",
        "SubmissionReceived",
        "KommuniceringAnswered",
        "KommuniceringExcepted",
        "ResultatuppföljningPlanned",
    }
