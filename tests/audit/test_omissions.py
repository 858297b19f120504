"""What was never done is told by its code once it is due; what is done is not (O-59, T-45)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.audit.planting import LAST, Log, append, year

from avtalsuppfoljning.agreement import AgreementEnded, AgreementSigned, EndReason
from avtalsuppfoljning.audit.asof import replay
from avtalsuppfoljning.audit.omissions import CODES, Omission, omissions
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.deficiency import (
    AcuteDeficiencyReported,
    AcuteNoticeReceived,
    AcuteNoticeSent,
    NoticeRecipient,
    ResultatuppföljningPassed,
    ResultatuppföljningPlanned,
)
from avtalsuppfoljning.follow_up import FollowUpCompleted, FollowUpPlanned
from avtalsuppfoljning.policy import DelegationsbeslutReported
from avtalsuppfoljning.steering import InformationSent, RevisionsrekommendationReceived
from avtalsuppfoljning.swedish import OMISSION, omitted
from avtalsuppfoljning.terms import FollowUpMethod, Period, ProviderId

BIRCH, LINDEN, ELM = "exempelbjorken", "provlinden", "testalmen"
OPEN = f"agreement:{LINDEN}-2025/deficiency:2025-7"
NÄMND = "steering:socialnamnden"
NINE = datetime(2026, 1, 20, 9, tzinfo=UTC)


def told(*more: Any, on: date = LAST) -> tuple[Omission, ...]:
    log: Log = year()
    for plant in more:
        plant(log)
    return omissions(replay(log, as_of=date.max), on=on)


def of(code: str, found: Iterable[Omission]) -> list[tuple[str, str]]:
    return [(each.stream, each.about) for each in found if each.code == code]


def acute(*recipients: NoticeRecipient) -> Any:
    reported = AcuteDeficiencyReported(what="Larm", taken="Tillsyn", reported_at=NINE)
    sent = (AcuteNoticeSent(recipient=each, sent_at=NINE) for each in recipients)
    return append(OPEN, reported, *sent)


def informed(subject: str, hours: int, *providers: str) -> Any:
    sent = InformationSent(
        subject=subject,
        recipients=tuple(map(ProviderId, providers)),
        dnr="SN 1",
        sent_at=NINE + timedelta(hours=hours),
    )
    return append(NÄMND, sent)


class TestDeficiencies:
    def test_one_without_action_and_since_when(self) -> None:
        (found,) = [each for each in told() if each.code == "brist_utan_atgard"]
        assert (found.stream, found.since) == (OPEN, date(2025, 12, 15))
        assert (found.providers, found.driftsformer) == ((LINDEN,), ("privat_regi",))

    def test_not_before_it_was_established(self) -> None:
        log = [each for each in year() if each.entry.day < date(2025, 12, 15)]
        found = omissions(replay(log), on=date(2025, 12, 14))
        assert of("brist_utan_atgard", found) == []

    @pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, False), (1, True)])
    def test_a_result_that_was_not_followed_up(self, days: int, is_told: bool) -> None:
        on = date(2026, 1, 20) + timedelta(days=days)
        stream = f"agreement:{BIRCH}-2025/deficiency:2025-3"
        found = of("resultatuppfoljning_utebliven", told(on=on))
        assert ((stream, "") in found) is is_told

    def test_it_is_followed_up_in_the_end(self) -> None:
        stream = f"agreement:{BIRCH}-2025/deficiency:2025-3"
        passed = ResultatuppföljningPassed(observation="Bra", passed_on=LAST)
        assert of("resultatuppfoljning_utebliven", told(append(stream, passed))) == []

    def test_a_measure_whose_result_nobody_plans_to_look_at(self) -> None:
        log = [each for each in year() if not isinstance(each.event, ResultatuppföljningPlanned)]
        found = omissions(replay(log), on=LAST)
        stream = f"agreement:{BIRCH}-2025/deficiency:2025-3"
        assert (stream, "papekande") in of("resultatuppfoljning_ej_planerad", found)
        assert of("resultatuppfoljning_ej_planerad", told()) == []

    def test_an_acute_one_goes_to_both(self) -> None:
        assert of("akut_ej_meddelad", told(acute(*NoticeRecipient))) == []
        assert of("akut_ej_meddelad", told(acute(NoticeRecipient.NÄMND))) == [
            (OPEN, "socialdirektor")
        ]

    def test_and_both_confirm_it(self) -> None:
        receipts = [
            AcuteNoticeReceived(recipient=each, person="Eva", received_at=NINE)
            for each in NoticeRecipient
        ]
        some = told(acute(*NoticeRecipient), append(OPEN, receipts[0]))
        assert of("akut_ej_kvitterad", some) == [(OPEN, "namnd")]
        every = told(acute(*NoticeRecipient), append(OPEN, *receipts))
        assert of("akut_ej_kvitterad", every) == []


class TestDecisions:
    def test_what_was_decided_by_delegation_is_told_until_it_is_reported(self) -> None:
        stream = f"agreement:{ELM}-2023/sanction:vite-2025"
        assert (stream, "ekonomisk_sanktion") in of("delegationsbeslut_ej_anmalt", told())
        reported = DelegationsbeslutReported(meeting_on=date(2026, 1, 15), dnr="SN 3")
        found = of("delegationsbeslut_ej_anmalt", told(append(stream, reported)))
        assert (stream, "ekonomisk_sanktion") not in found

    def test_a_lifting_is_a_decision_of_its_own(self) -> None:
        stream = f"agreement:{BIRCH}-2025/sanction:avstangning-2025"
        found = of("delegationsbeslut_ej_anmalt", told())
        assert {(stream, "avstangning"), (stream, "avstangning upphavd")} <= set(found)


class TestDays:
    def test_a_document_and_a_plan_post(self) -> None:
        assert of("handling_saknas", told()) == [
            (f"agreement:{LINDEN}-2025", "egenkontroll tertial 3 2025")
        ]
        assert of("plan_ej_fullgjord", told()) == [(NÄMND, "samverkansmote 2025")]
        assert of("handling_saknas", told(on=date(2025, 11, 20))) == []

    def test_a_follow_up_that_was_planned_and_never_held(self) -> None:
        planned = FollowUpPlanned(
            method=FollowUpMethod.KVALITETSKRAV,
            targets=(year()[3].stream,),
            planned_for=Period(
                text="2025-12", starts_on=date(2025, 12, 1), ends_on=date(2025, 12, 31)
            ),
            planned_on=date(2025, 11, 1),
        )
        stream = "followup:kommande"
        (found,) = [
            each
            for each in told(append(stream, planned))
            if each.code == "uppfoljning_ej_genomford"
        ]
        assert (found.stream, found.driftsformer) == (stream, ("egen_regi",))
        done = FollowUpCompleted(completed_on=LAST)
        assert of("uppfoljning_ej_genomford", told(append(stream, planned, done))) == []

    def test_an_answer_to_the_auditors(self) -> None:
        received = RevisionsrekommendationReceived(
            recommendation="r1",
            text="Följ upp oftare.",
            report="7/2025",
            respond_by=date(2026, 1, 10),
            received_on=date(2025, 12, 1),
        )
        found = told(append(NÄMND, received))
        assert of("revisionssvar_saknas", found) == [(NÄMND, "revisionssvar r1")]

    def test_an_åtgärdsplan(self) -> None:
        stream = "agreement:hemtjansten-2025/deficiency:2025-4"
        assert [each for each, _ in of("atgardsplan_saknas", told())] == [stream]


class TestEqualInformation:
    """O-12: the same to all, at the same time."""

    def test_one_told_later_than_another(self) -> None:
        found = told(informed("Ny taxa", 0, BIRCH), informed("ny  taxa", 5, LINDEN, BIRCH))
        (late,) = [each for each in found if each.code == "information_olika_tid"]
        assert late.providers == (LINDEN,)
        assert late.since == NINE.date()

    @pytest.mark.parametrize("hours", [0, 5])
    def test_all_at_once_or_once_more_is_no_difference(self, hours: int) -> None:
        both = (BIRCH, LINDEN)
        found = told(informed("Ny taxa", 0, *both), informed("Ny taxa", hours, *both))
        assert of("information_olika_tid", found) == []

    def test_another_subject_is_another_matter(self) -> None:
        found = told(informed("Ny taxa", 0, BIRCH), informed("Nya krav", 5, LINDEN))
        assert of("information_olika_tid", found) == []


class TestEarlierHävning:
    """S-06: what ended badly is known when somebody applies again."""

    ENDED = AgreementEnded(reason=EndReason.HÄVNING, ended_on=date(2026, 1, 10))

    def signed(self, day: date) -> Any:
        first = year()[5].event
        assert isinstance(first, AgreementSigned)
        again = replace(first, dnr="SN 2026/9", signed_on=day, starts_on=day)
        return append("agreement:igen", again)

    def test_a_provider_that_comes_back(self) -> None:
        ended = append(f"agreement:{BIRCH}-2025", self.ENDED)
        found = told(ended, self.signed(date(2026, 1, 15)))
        assert of("havd_utforare_ater", found) == [("agreement:igen", "SN 2024/202")]

    def test_not_one_that_had_two_at_once(self) -> None:
        ended = append(f"agreement:{BIRCH}-2025", self.ENDED)
        assert of("havd_utforare_ater", told(ended, self.signed(date(2026, 1, 9)))) == []

    def test_not_one_whose_agreement_ended_in_peace(self) -> None:
        peace = replace(self.ENDED, reason=EndReason.ÖVERENSKOMMET)
        ended = append(f"agreement:{BIRCH}-2025", peace)
        assert of("havd_utforare_ater", told(ended, self.signed(date(2026, 1, 15)))) == []


def test_every_code_has_its_swedish_and_its_place() -> None:
    assert set(OMISSION) == set(CODES)
    for code in CODES:
        assert omitted(code, "papekande", date(2026, 1, 2)), code
    found = told()
    assert list(found) == sorted(found, key=lambda each: CODES.index(each.code))
