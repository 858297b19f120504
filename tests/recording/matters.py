"""Matters from their beginning to their end, each act in the order in which it should be done."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from tests.recording.clerk import CHIEF, GRAVE, MINOR, Clerk
from tests.recording.four_agreements import COMPLETE, DECIDER, EGEN, U1

from avtalsuppfoljning.agreement import EndReason
from avtalsuppfoljning.deficiency import NoticeRecipient, PlannedMeasure
from avtalsuppfoljning.follow_up import SignalKind
from avtalsuppfoljning.policy import Choice
from avtalsuppfoljning.terms import (
    AgreementId,
    DeficiencyId,
    MeasureId,
    Money,
    Myndighet,
    SanctionId,
)

Act = Callable[[], object]
TOPICS: Final = (
    "follow-up",
    "påpekande",
    "åtgärdsplan",
    "vite",
    "avstängning",
    "akut",
    "ansökan",
    "avslag",
    "oegentlighet",
    "avtalets slut",
)


def proper_way(
    clerk: Clerk, topic: str, within: AgreementId, id_: DeficiencyId, sanction: SanctionId
) -> list[Act]:
    """The acts of a matter. On ``LOV`` every one of them is permitted."""
    on = clerk.today

    def decide(measure: str, *forms: str, kronor: int | None = None) -> Act:
        """A decision of today, by somebody who may make it."""
        choice = Choice(
            measure=MeasureId(measure),
            forms=forms,
            amount=None if kronor is None else Money(amount=Decimal(kronor)),
            decided_on=on,
            by=DECIDER if forms else CHIEF,
            motivation="Bristen är utredd.",
        )
        return lambda: clerk.choose(within, id_, choice, sanction)

    def result(step: str) -> Act:
        return lambda: clerk.result(step, within, id_)

    minor = lambda: clerk.establish(within, id_, MINOR)  # noqa: E731  an act among others
    grave = lambda: clerk.establish(within, id_, GRAVE)  # noqa: E731  an act among others
    end = [result("pass"), result("remedy")]
    who = NoticeRecipient.NÄMND
    topics: dict[str, list[Act]] = {
        "follow-up": [
            lambda: clerk.establish(EGEN, id_, GRAVE),
            lambda: clerk.work("open", within, on),
            lambda: clerk.establish(within, id_, GRAVE, U1),
            lambda: clerk.work("signal", within, on),
            lambda: clerk.work("conclude", within, on),
            lambda: clerk.work("mas", within, on),
            lambda: clerk.judge_all(on),
            lambda: clerk.work("report", within, on),
            lambda: clerk.work("complete", within, on),
        ],
        "påpekande": [minor, decide("papekande"), *end],
        "åtgärdsplan": [
            grave,
            decide("atgardsplan"),
            lambda: clerk.plan("approve", within, id_, PlannedMeasure(activity="Utbilda")),
            lambda: clerk.plan("approve", within, id_, COMPLETE),
            *end,
        ],
        "vite": [
            grave,
            decide("ekonomisk_sanktion", "vite", kronor=5000),
            lambda: clerk.accrue(within, sanction, 0, 6),
            lambda: clerk.accrue(within, sanction, 9, 6),
            lambda: clerk.lift(within, sanction),
        ],
        "avstängning": [
            grave,
            decide("avstangning", "ickeval"),
            lambda: clerk.count_customers(within, sanction),
            lambda: clerk.lift(within, sanction),
        ],
        "akut": [
            grave,
            lambda: clerk.alarm("report", within, id_, who),
            lambda: clerk.alarm("receive", within, id_, who),
        ],
        "ansökan": [
            lambda: clerk.apply("receive", within),
            lambda: clerk.apply("s1 met", within),
            lambda: clerk.apply("s2 met", within),
            lambda: clerk.apply("accept", within),
        ],
        "avslag": [
            lambda: clerk.apply("receive", within),
            lambda: clerk.apply("s1 not", within),
            lambda: clerk.apply("reject", within),
        ],
        "oegentlighet": [
            lambda: clerk.report_to_others(within, Myndighet.SKATTEVERKET),
        ],
        "avtalets slut": [
            lambda: clerk.part(within, on, None),
            lambda: clerk.part(within, on, EndReason.UPPSÄGNING),
        ],
    }
    return topics[topic]


def attempts(
    clerk: Clerk, within: AgreementId, id_: DeficiencyId, sanction: SanctionId
) -> list[Act]:
    """What somebody might try when a matter is over; most of it is refused."""
    on = clerk.today
    irregular = SignalKind.OEGENTLIGHET
    return [
        lambda: clerk.work("signal", within, on, kind=irregular),
        lambda: clerk.accrue(within, sanction, 3, 4),
        lambda: clerk.accrue(within, sanction, -1, 0),
        lambda: clerk.count_customers(within, sanction),
        lambda: clerk.lift(within, sanction, "En gång till."),
        lambda: clerk.alarm("report", within, id_, NoticeRecipient.SOCIALDIREKTÖR),
        lambda: clerk.plan("approve", within, id_, PlannedMeasure()),
        lambda: clerk.result("remedy", within, id_),
        lambda: clerk.apply("s1 not", within),
        lambda: clerk.apply("accept", within),
        lambda: clerk.apply("reject", within),
        lambda: clerk.report_to_others(within, Myndighet.IVO),
        lambda: clerk.work("complete", within, on),
        lambda: clerk.part(within, on, EndReason.UPPSÄGNING),
        lambda: clerk.part(within, on, EndReason.AVTALSTIDENS_SLUT),
        lambda: clerk.part(within, on, None),
    ]
