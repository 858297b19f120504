"""Somebody who records in a register, one command after the other, right or wrong.

Each command is carried out three times, and what it left in the log is looked at by `forbidden`.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.recording.forbidden import Ledger
from tests.recording.four_agreements import DECIDER, FOLLOW_UP, prepare

from avtalsuppfoljning import agreement, deficiency, follow_up, provider, sanction
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import DecisionRefusedError, InvalidValueError
from avtalsuppfoljning.policy import Authority, Choice, Consequences, Finding
from avtalsuppfoljning.recorded import (
    State,
    agreement_stream,
    deficiency_stream,
    fold,
    provider_stream,
    sanction_stream,
)
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import (
    AgreementId,
    Bedömning,
    DeficiencyId,
    FollowUpId,
    FollowUpMethod,
    Frekvens,
    Kanal,
    Konsekvens,
    Money,
    Myndighet,
    ProviderId,
    SanctionId,
    StreamId,
    Upphandlingsform,
)

MINOR = Finding(
    is_avtalsbrist=True,
    frequency=Frekvens.LÅG,
    consequences=Consequences(
        individual=Konsekvens.LITEN, municipality=Konsekvens.INGEN, provider=Konsekvens.INGEN
    ),
)
GRAVE = replace(MINOR, frequency=Frekvens.SYSTEMATISK)
CHIEF = Authority(person="Eva Ek", role="enhetschef", delegation_point="4.1")


class Clerk:
    """The register and what is known of it from the outside."""

    def __init__(self, place: Path | str) -> None:
        self.now = datetime(2026, 1, 7, 8, tzinfo=UTC)
        self.place = place
        self.register = self._open()
        self.colleague: Register | None = None
        self.live: dict[StreamId, State] = {}
        self.captured: list[tuple[int, dict[StreamId, State]]] = []
        self.ledger = Ledger()
        self.replayed = 0

    @property
    def today(self) -> date:
        return self.now.date()

    def _open(self) -> Register:
        return Register.open(self.place, clock=lambda: self.now, synchronous="NORMAL")

    def hand_over(self) -> None:
        """From here on the other one records, who has the same register open: two take turns."""
        self.register, self.colleague = self.colleague or self._open(), self.register

    def close(self) -> None:
        """Close what is open."""
        self.register.close()
        if self.colleague is not None:
            self.colleague.close()

    # ── commands ──

    def command(self, run: Any) -> None:
        """Carry out a command three times: once, by its id again, and by its facts again."""
        command = f"k{len(self.captured)}"
        known = self.ledger.position
        try:
            receipt = run(command)
        except (DecisionRefusedError, InvalidValueError):
            assert self.count() == known, "a refused command left something"
            return
        self.live |= receipt.states
        self.ledger.read(self.register.events(after=known))
        assert self.ledger.position == known + len(receipt.events)
        self.captured.append((self.ledger.position, dict(self.live)))
        assert run(command).is_repeat
        assert run(None).events == (), "the same decision twice added something"
        assert self.count() == self.ledger.position

    def count(self) -> int:
        return self.register.log.recorder.max_notification_id() or 0

    def record(self, stream: StreamId, decide: Any, **facts: Any) -> None:
        self.command(
            lambda command: self.register.record(
                stream, decide, actor="anna", command=command, **facts
            )
        )

    def begin(self) -> None:
        self.command(lambda command: self.register.transact(prepare, actor="anna", command=command))

    def replay(self) -> None:
        """Every prefix of the log gives the state of its moment."""
        if self.replayed != self.ledger.position:
            self.replayed = self.ledger.position
            log = list(self.register.events())
            for position, states in self.captured[-2:]:
                assert fold(log[:position]) == states
            assert self.register.replay() == self.live

    # ── follow-up ──

    def work(
        self,
        step: str,
        within: AgreementId,
        on: date,
        verdict: Bedömning = Bedömning.UPPFYLLT,
        kind: follow_up.SignalKind = follow_up.SignalKind.UPPGIFT,
    ) -> None:
        of: dict[str, Any] = {"agreement": within}
        match step:
            case "open":
                self.record(FOLLOW_UP, follow_up.open_, opened_on=on)
            case "assess":
                facts = of | {"requirement": "k1", "verdict": verdict, "observation": "Sett"}
                self.record(FOLLOW_UP, follow_up.assess_requirement, assessed_on=on, **facts)
            case "signal":
                facts = of | {"kind": kind, "summary": "Hört", "received_on": on}
                self.record(FOLLOW_UP, follow_up.receive_signal, **facts)
            case "conclude":
                facts = of | {"is_avtalsbrist": True, "motivation": "Ja", "assessed_on": on}
                self.record(FOLLOW_UP, follow_up.assess_avtalsbrist, **facts)
            case "mas":
                facts = {"role": follow_up.MedicinsktAnsvarig.MAS, "took_part_on": on}
                self.record(FOLLOW_UP, follow_up.involve_medicinskt_ansvarig, **facts)
            case "except":
                facts = {"reason": "Vakans", "person": "Eva Ek", "excepted_on": on}
                self.record(FOLLOW_UP, follow_up.except_medicinskt_ansvarig, **facts)
            case "report":
                facts = {"dnr": "VN 50", "summary": "Klar", "completed_on": on}
                self.record(FOLLOW_UP, follow_up.complete_report, **facts)
            case _:
                self.record(FOLLOW_UP, follow_up.complete, completed_on=on)

    def judge(self, stream: StreamId, verdict: Bedömning, on: date) -> None:
        facts = {"deficiency": stream, "verdict": verdict, "observation": "Sett", "judged_on": on}
        self.record(FOLLOW_UP, follow_up.judge_earlier_deficiency, **facts)

    def judge_all(self, on: date) -> None:
        for stream in [s for s in self.live if "/deficiency:" in s]:
            self.judge(stream, Bedömning.DELVIS_UPPFYLLT, on)

    # ── deficiency ──

    def establish(
        self,
        within: AgreementId,
        id_: DeficiencyId,
        finding: Finding,
        found_in: FollowUpId | None = None,
    ) -> None:
        self.record(
            deficiency_stream(within, id_),
            deficiency.establish,
            requirement="k1",
            found_by=FollowUpMethod.TEMA,
            description="Brist",
            finding=finding,
            established_on=self.today,
            follow_up=found_in,
        )

    def alarm(
        self, act: str, within: AgreementId, id_: DeficiencyId, who: deficiency.NoticeRecipient
    ) -> None:
        stream = deficiency_stream(within, id_)
        match act:
            case "report":
                facts: dict[str, Any] = {"what": "Larmen", "taken": "Tillsyn"}
                self.record(stream, deficiency.report_acute, reported_at=self.now, **facts)
            case "receive":
                facts = {"recipient": who, "person": "Eva Ek", "received_at": self.now}
                self.record(stream, deficiency.receive_acute_notice, **facts)
            case _:
                facts = {"proposal": "Hävs", "dnr": "VN 7", "handed_over_on": self.today}
                self.record(stream, deficiency.hand_over_to_nämnd, **facts)

    def choose(
        self, within: AgreementId, id_: DeficiencyId, choice: Choice, sanction: SanctionId
    ) -> None:
        due_on = self.today + timedelta(days=20)
        self.command(
            lambda command: self.register.decide(
                within,
                id_,
                choice,
                actor="anna",
                command=command,
                text="Rätta till detta.",
                due_on=due_on,
                sanction=sanction,
            )
        )

    def plan(
        self, step: str, within: AgreementId, id_: DeficiencyId, plan: deficiency.PlannedMeasure
    ) -> None:
        stream, today = deficiency_stream(within, id_), self.today
        facts = {"received_on": today, "dnr": "VN 60", "measures": (plan,)}
        self.record(stream, deficiency.receive_åtgärdsplan, **facts)
        match step:
            case "approve":
                self.record(stream, deficiency.approve_åtgärdsplan, approved_on=today)
            case "reject":
                due_on = today + timedelta(days=10)
                facts = {"reason": "Ofullständig", "rejected_on": today, "due_on": due_on}
                self.record(stream, deficiency.reject_åtgärdsplan, **facts)

    def result(self, step: str, within: AgreementId, id_: DeficiencyId) -> None:
        stream, today = deficiency_stream(within, id_), self.today
        match step:
            case "pass":
                facts = {"observation": "Bra", "passed_on": today}
                self.record(stream, deficiency.pass_resultatuppföljning, **facts)
            case "fail":
                facts = {"observation": "Kvar", "failed_on": today}
                self.record(stream, deficiency.fail_resultatuppföljning, **facts)
            case _:
                self.record(stream, deficiency.remedy, remedied_on=today)

    # ── sanction ──

    def lift(self, within: AgreementId, id_: SanctionId, why: str = "Åtgärdad.") -> None:
        on = self.today
        self.command(
            lambda command: self.register.lift(
                within, id_, by=DECIDER, motivation=why, decided_on=on, actor="a", command=command
            )
        )

    def accrue(self, within: AgreementId, id_: SanctionId, ahead: int, length: int) -> None:
        first = self.today + timedelta(days=ahead)
        facts: dict[str, Any] = {"units": 1, "amount": Money(amount=Decimal(500))}
        facts |= {"first_day": first, "last_day": first + timedelta(days=length)}
        stream = sanction_stream(within, id_)
        self.record(stream, sanction.accrue_vite, recorded_on=self.today, **facts)

    def count_customers(self, within: AgreementId, id_: SanctionId) -> None:
        fact = sanction.SuspensionFollowedUp(
            channels=(Kanal.ICKEVAL,),
            new_assignments=0,
            remaining_customers=9,
            followed_up_on=self.today,
        )
        self.record(sanction_stream(within, id_), sanction.note, fact=fact)

    # ── agreement and provider ──

    def part(self, within: AgreementId, on: date, reason: agreement.EndReason | None) -> None:
        """Give notice, or end the agreement for a reason."""
        stream = agreement_stream(within)
        if reason is not None:
            self.record(stream, agreement.end, reason=reason, ended_on=on)
            return
        facts = {"by": agreement.Party.KOMMUNEN, "given_on": self.today, "ends_on": on}
        self.record(stream, agreement.give_uppsägning, reason="", dnr="VN 8", **facts)

    def apply(self, act: str, of: AgreementId) -> None:
        stream, today = provider_stream(ProviderId(of)), self.today
        facts: dict[str, Any] = {"application": "a1"}
        decided = facts | {"by": DECIDER, "motivation": "Ja", "decided_on": today}
        match act:
            case "receive":
                facts |= {"upphandlingsform": Upphandlingsform.LOV, "operation": "hemtjanst"}
                facts |= {"dnr": "VN 9", "received_on": today}
                self.record(stream, provider.receive_application, **facts)
            case "accept":
                self.record(stream, provider.accept_application, **decided)
            case "reject":
                self.record(stream, provider.reject_application, **decided)
            case _:
                facts |= {"requirement": act[:2], "is_met": act.endswith("met"), "reason": ""}
                self.record(stream, provider.assess_application, assessed_on=today, **facts)

    def report_to_others(self, of: AgreementId, to: Myndighet) -> None:
        facts = {"authority": to, "matter": "Skatt", "dnr": "VN 6", "reported_on": self.today}
        self.record(provider_stream(ProviderId(of)), provider.report_oegentlighet, **facts)
