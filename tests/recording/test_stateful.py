"""No sequence of commands reaches what the specifications forbid.

Hypothesis drives the public API of a register in a real SQLite file, and on a real PostgreSQL
server, and looks at the log after every command with eyes of its own: `forbidden` asks nobody
whether the rules were right.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import psycopg
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.recording.clerk import CHIEF, MINOR, Clerk
from tests.recording.four_agreements import (
    BARE,
    COMPLETE,
    DAY,
    DECIDER,
    DEFICIENCIES,
    EGEN,
    LOU,
    LOV,
    MEASURES,
    SANCTIONS,
    U1,
)
from tests.recording.matters import TOPICS, proper_way

from avtalsuppfoljning.agreement import EndReason
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import (
    NoticeRecipient,
    PlannedMeasure,
    assess_hävningsgrund,
    send_kommunicering,
)
from avtalsuppfoljning.errors import DecisionRefusedError
from avtalsuppfoljning.follow_up import SignalKind
from avtalsuppfoljning.policy import BINDING, Authority, Choice, Effect, Finding
from avtalsuppfoljning.recorded import deficiency_stream
from avtalsuppfoljning.terms import (
    AgreementId,
    Bedömning,
    DeficiencyId,
    FollowUpId,
    MeasureId,
    Money,
    Myndighet,
    SanctionId,
)
from avtalsuppfoljning.testing.strategies import instances

agreements = st.sampled_from((LOV, LOV, LOV, LOU, EGEN, BARE))
deficiencies = st.sampled_from(DEFICIENCIES)
sanctions = st.sampled_from(SANCTIONS)
findings = st.one_of(
    instances(Finding).map(lambda finding: replace(finding, is_avtalsbrist=True)),
    st.just(MINOR),
    instances(Finding),
)
coming_days = st.integers(-3, 40).map(lambda n: DAY + timedelta(days=n))
words = st.sampled_from(("", "skäl", "åäö"))
steps = st.sampled_from(("open", "assess", "signal", "conclude", "mas", "except", "report", "end"))


class Municipality(RuleBasedStateMachine):
    """Somebody who tries everything, in any order."""

    def __init__(self, place: str | None = None) -> None:
        """At an address where no register is yet, or in a file that is gone afterwards."""
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clerk = Clerk(place or Path(self.folder.name) / "register.sqlite")

    def teardown(self) -> None:
        try:
            assert self.clerk.register.verify().is_sound
        finally:
            self.clerk.close()
            self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        self.clerk.begin()

    @rule(days=st.integers(0, 12))
    def time_passes(self, days: int) -> None:
        self.clerk.now += timedelta(days=days, minutes=1)

    @rule()
    def a_colleague_goes_on(self) -> None:
        """What somebody has read before, another has gone on from."""
        self.clerk.hand_over()

    @rule(
        topic=st.sampled_from(TOPICS),
        within=agreements,
        id_=deficiencies,
        sanction=sanctions,
        left_out=st.none() | st.integers(0, 7),
    )
    def do_it_properly(
        self,
        topic: str,
        within: AgreementId,
        id_: DeficiencyId,
        sanction: SanctionId,
        left_out: int | None,
    ) -> None:
        """A matter from its beginning to its end, perhaps without one of its acts."""
        for number, act in enumerate(proper_way(self.clerk, topic, within, id_, sanction)):
            if number != left_out:
                act()

    # ── follow-up ──

    @rule(
        step=steps,
        within=agreements,
        on=coming_days,
        verdict=st.sampled_from(Bedömning),
        kind=st.sampled_from(SignalKind),
    )
    def work(
        self, step: str, within: AgreementId, on: date, verdict: Bedömning, kind: SignalKind
    ) -> None:
        self.clerk.work(step, within, on, verdict, kind)

    @rule(within=agreements, id_=deficiencies, verdict=st.sampled_from(Bedömning), on=coming_days)
    def judge(self, within: AgreementId, id_: DeficiencyId, verdict: Bedömning, on: date) -> None:
        self.clerk.judge(deficiency_stream(within, id_), verdict, on)

    # ── deficiency ──

    @rule(within=agreements, id_=deficiencies, finding=findings, by=st.sampled_from((None, U1)))
    def establish(
        self, within: AgreementId, id_: DeficiencyId, finding: Finding, by: FollowUpId | None
    ) -> None:
        self.clerk.establish(within, id_, finding, by)

    @rule(within=agreements, id_=deficiencies, met=st.booleans(), why=words, on=coming_days)
    def investigate(
        self, within: AgreementId, id_: DeficiencyId, *, met: bool, why: str, on: date
    ) -> None:
        stream, today = deficiency_stream(within, id_), self.clerk.today
        ground = {"is_met": met, "clause": "9.1", "motivation": why, "assessed_on": today}
        self.clerk.record(stream, assess_hävningsgrund, **ground)
        self.clerk.record(stream, send_kommunicering, sent_on=today, reply_by=on)

    @rule(
        act=st.sampled_from(("report", "receive", "hand over")),
        within=agreements,
        id_=deficiencies,
        who=st.sampled_from(NoticeRecipient),
    )
    def alarm(self, act: str, within: AgreementId, id_: DeficiencyId, who: NoticeRecipient) -> None:
        self.clerk.alarm(act, within, id_, who)

    @rule(
        within=agreements,
        id_=deficiencies,
        measure=st.sampled_from((*MEASURES, None)),
        forms=st.sampled_from(((), ("vite",), ("prisavdrag",), ("ickeval",), ("aktiva_val",))),
        amount=st.sampled_from((None, "5000.00", "30000.00", "70000.00")),
        role=st.sampled_from((("enhetschef", "4.1"), ("namnd", "4.2"), ("enhetschef", "4.2"))),
        motivation=words,
        sanction=sanctions,
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
            decided_on=self.clerk.today,
            by=Authority(person="Eva Ek", role=role[0], delegation_point=role[1]),
            motivation=motivation,
        )
        self.clerk.choose(within, id_, choice, sanction)

    @rule(within=agreements, id_=deficiencies, data=st.data(), sanction=sanctions)
    def decide_what_is_permitted(
        self, within: AgreementId, id_: DeficiencyId, data: st.DataObject, sanction: SanctionId
    ) -> None:
        """Blind guesses seldom hit what the rules allow; this asks them, and is checked alike."""
        today = self.clerk.today
        try:
            assessment = self.clerk.register.assess(within, id_, on=today)
        except DecisionRefusedError:
            return
        permitted = data.draw(st.sampled_from((*assessment.permitted, None)))
        effect = permitted.effect if permitted else None
        choice = Choice(
            measure=permitted.measure if permitted else None,
            forms=permitted.forms[:1] if permitted else (),
            amount=Money(amount=Decimal(5000)) if effect is Effect.MONEY else None,
            decided_on=today,
            by=DECIDER if effect in BINDING else CHIEF,
            motivation="Bristen är allvarlig.",
        )
        self.clerk.choose(within, id_, choice, sanction)

    @rule(
        step=st.sampled_from(("receive", "approve", "reject")),
        within=agreements,
        id_=deficiencies,
        plan=st.just(COMPLETE) | instances(PlannedMeasure),
    )
    def plan(self, step: str, within: AgreementId, id_: DeficiencyId, plan: PlannedMeasure) -> None:
        self.clerk.plan(step, within, id_, plan)

    @rule(
        step=st.sampled_from(("pass", "fail", "remedy", "remedy")),
        within=agreements,
        id_=deficiencies,
    )
    def result(self, step: str, within: AgreementId, id_: DeficiencyId) -> None:
        self.clerk.result(step, within, id_)

    # ── sanction ──

    @rule(within=agreements, id_=sanctions, why=words)
    def lift(self, within: AgreementId, id_: SanctionId, why: str) -> None:
        self.clerk.lift(within, id_, why)

    @rule(within=agreements, id_=sanctions, ahead=st.integers(-20, 20), length=st.integers(-1, 20))
    def follow_up_sanction(
        self, within: AgreementId, id_: SanctionId, ahead: int, length: int
    ) -> None:
        self.clerk.accrue(within, id_, ahead, length)
        self.clerk.count_customers(within, id_)

    # ── agreement and provider ──

    @rule(within=agreements, on=coming_days, reason=st.none() | st.sampled_from(EndReason))
    def part(self, within: AgreementId, on: date, reason: EndReason | None) -> None:
        self.clerk.part(within, on, reason)

    @rule(
        act=st.sampled_from(("receive", "s1 met", "s2 met", "s1 not", "accept", "reject")),
        of=agreements,
    )
    def apply(self, act: str, of: AgreementId) -> None:
        self.clerk.apply(act, of)

    @rule(of=agreements, to=st.sampled_from(Myndighet))
    def report_to_others(self, of: AgreementId, to: Myndighet) -> None:
        self.clerk.report_to_others(of, to)

    # ── what must always hold ──

    @invariant()
    def every_prefix_replays_to_the_state_of_its_moment(self) -> None:
        self.clerk.replay()


class OnAServer(Municipality):
    """The same on a server, which breaks connections off as it likes."""

    def __init__(self, database: str, schema: str) -> None:
        super().__init__(f"{database}&schema={schema}")
        self.database = database

    @rule()
    def the_connections_are_lost(self) -> None:
        with closing(psycopg.connect(self.database)) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


PHASES = (Phase.generate,) if os.environ.get("CI") else tuple(Phase)
"""Finding the shortest sequence takes minutes; that is left to whoever has it before her."""


def run(machine: Callable[[], RuleBasedStateMachine], *, examples: int) -> None:
    run_state_machine_as_test(
        machine,  # type: ignore[arg-type]  # any callable will do
        settings=settings(
            max_examples=examples,
            stateful_step_count=50,
            deadline=None,
            database=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_sequence_of_commands_reaches_what_is_forbidden() -> None:
    run(Municipality, examples=20)


def test_no_sequence_reaches_it_on_a_server_either(database: str) -> None:
    """Each sequence in a schema of its own."""
    numbers = count()
    run(lambda: OnAServer(database, f"avtal_{next(numbers)}"), examples=10)
