"""The report, and what is told of it: no follow-up ends without one."""

from typing import Any

import pytest
from tests.streams.cases import day, told
from tests.streams.followups import (
    A1,
    AFTER,
    ASSESSED,
    BEGUN,
    CLOSED,
    COMPLETED,
    NOT_OPEN,
    OPENED,
    PLANNED,
    REPORTED,
)

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.follow_up import (
    AvtalsbristAssessed,
    FaktagranskningAnswered,
    FaktagranskningSent,
    MedicinsktAnsvarig,
    MedicinsktAnsvarigExcepted,
    MedicinsktAnsvarigTookPart,
    NotCovered,
    Noted,
    PlatsbesökMade,
    ReportPublished,
    ReportSent,
    SignalKind,
    SignalReceived,
    SourceReviewed,
    ÅterkopplingGiven,
    answer_faktagranskning,
    complete,
    complete_report,
    note,
    send_faktagranskning,
)
from avtalsuppfoljning.terms import Lagrum
from avtalsuppfoljning.testing import given

SENT = FaktagranskningSent(sent_on=day(5), reply_by=day(8))
ANSWERED = FaktagranskningAnswered(remarks="Antalet ska vara nio.", answered_on=day(7))
MEDICAL = replace(PLANNED, laws=(Lagrum.SOL, Lagrum.HSL))
MAS = MedicinsktAnsvarigTookPart(role=MedicinsktAnsvarig.MAS, took_part_on=day(3))
EXCEPTED = MedicinsktAnsvarigExcepted(
    reason="Tjänsten är vakant.", person="Eva Ek", excepted_on=day(3)
)
unless_open = pytest.mark.parametrize("history", NOT_OPEN.values(), ids=NOT_OPEN)

SEEN: tuple[Noted, ...] = (
    PlatsbesökMade(
        agreement=A1,
        visited_on=day(2),
        is_announced=False,
        at_office_hours=False,
        participants=("kvalitetscontroller", "mas"),
    ),
    SourceReviewed(source="Loggkontroller", outcome="Inget att anmärka.", reviewed_on=day(2)),
    NotCovered(what="Nattpatrullen", reason="Den mäts inte.", noted_on=day(4)),
)
TOLD: tuple[Noted, ...] = (
    ReportSent(recipients=("Kommunrevisionen", "Akten"), sent_on=day(10)),
    ReportPublished(place="exempelby.se", published_on=day(11)),
    ÅterkopplingGiven(recipients=("Enhet Norr",), given_on=day(12)),
)
by_class = pytest.mark.parametrize("fact", SEEN + TOLD, ids=range(6))
"""One fact of every class that is noted."""


class TestSendFaktagranskning:
    """O-60: the provider may check the facts before the report is finished."""

    def test_happens(self) -> None:
        assert given(*BEGUN).when(send_faktagranskning, **told(SENT)) == (SENT,)

    def test_happens_when_it_is_to_be_answered_the_same_day(self) -> None:
        sent = replace(SENT, reply_by=SENT.sent_on)
        assert given(*BEGUN).when(send_faktagranskning, **told(sent)) == (sent,)

    @unless_open
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(send_faktagranskning, **told(SENT))
        assert outcome.code == "uppfoljning_ej_oppen"

    def test_refused_after_the_report(self) -> None:
        outcome = given(*BEGUN, REPORTED).when(send_faktagranskning, **told(SENT))
        assert outcome.code == "rapport_fardig"

    def test_quiet_the_second_time(self) -> None:
        assert given(*BEGUN).when(send_faktagranskning, **told(SENT)).again() == ()

    def test_invalid_without_time_to_answer(self) -> None:
        with pytest.raises(InvalidValueError, match="leave time to answer"):
            given(*BEGUN).when(send_faktagranskning, **told(SENT, reply_by=day(4)))


class TestAnswerFaktagranskning:
    """The provider's remarks are recorded whenever they come."""

    @pytest.mark.parametrize(
        "history",
        [(*BEGUN, SENT), (*BEGUN, SENT, REPORTED), (*BEGUN, SENT, REPORTED, COMPLETED)],
        ids=["open", "reported", "closed"],
    )
    def test_happens(self, history: tuple[Any, ...]) -> None:
        assert given(*history).when(answer_faktagranskning, **told(ANSWERED)) == (ANSWERED,)

    def test_refused_where_nobody_asked(self) -> None:
        outcome = given(*BEGUN).when(answer_faktagranskning, **told(ANSWERED))
        assert outcome.code == "faktagranskning_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(*BEGUN, SENT).when(answer_faktagranskning, **told(ANSWERED)).again() == ()

    def test_invalid_with_a_personnummer(self) -> None:
        """O-07."""
        with pytest.raises(InvalidValueError, match="personnummer"):
            given(*BEGUN, SENT).when(
                answer_faktagranskning, **told(ANSWERED, remarks="121212-1212 bor inte här.")
            )


class TestCompleteReport:
    """O-60, O-61: the result is a report with a diarienummer; once finished it is public."""

    @pytest.mark.parametrize("reviewed", [None, "Jur Ist"], ids=["untried", "tried by OSL"])
    def test_happens(self, reviewed: str | None) -> None:
        report = replace(REPORTED, secrecy_reviewed_by=reviewed)
        assert given(*BEGUN, ASSESSED).when(complete_report, **told(report)) == (report,)

    @pytest.mark.parametrize("history", [(), (PLANNED,)], ids=["unknown", "planned"])
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        outcome = given(*history).when(complete_report, **told(REPORTED))
        assert outcome.code == "uppfoljning_ej_oppen"

    def test_refused_to_change_a_finished_report(self) -> None:
        outcome = given(*BEGUN, REPORTED).when(
            complete_report, **told(REPORTED, summary="Ingen brist.")
        )
        assert outcome.code == "rapport_fardig"

    def test_quiet_the_second_time(self) -> None:
        assert given(*BEGUN).when(complete_report, **told(REPORTED)).again() == ()
        assert given(*CLOSED).when(complete_report, **told(REPORTED)) == ()

    def test_invalid_without_a_diarienummer(self) -> None:
        with pytest.raises(InvalidValueError, match="no diarienummer"):
            given(*BEGUN).when(complete_report, **told(REPORTED, dnr=" "))


class TestComplete:
    """O-60: closed once its report exists, and where HSL applies the MAS took part (O-20)."""

    @pytest.mark.parametrize(
        "history",
        [(PLANNED, OPENED), (MEDICAL, OPENED, MAS), (MEDICAL, OPENED, EXCEPTED)],
        ids=["SoL", "HSL with MAS", "HSL with an exception"],
    )
    def test_happens(self, history: tuple[Any, ...]) -> None:
        assert given(*history, REPORTED).when(complete, **told(COMPLETED)) == (COMPLETED,)

    def test_refused_without_the_medicinskt_ansvarige(self) -> None:
        outcome = given(MEDICAL, OPENED, REPORTED).when(complete, **told(COMPLETED))
        assert outcome.code == "medicinskt_ansvarig_saknas"

    def test_refused_while_a_signal_has_led_to_no_conclusion(self) -> None:
        """O-26, O-27: avtalsbrist or none, both are recorded."""
        signal = SignalReceived(
            kind=SignalKind.KLAGOMÅL,
            agreement=A1,
            summary="Besök uteblir.",
            received_on=AFTER,
        )
        concluded = AvtalsbristAssessed(
            agreement=A1,
            is_avtalsbrist=False,
            motivation="Besöken var avbokade.",
            assessed_on=AFTER,
        )
        outcome = given(*BEGUN, signal, REPORTED).when(complete, **told(COMPLETED))
        assert outcome.code == "signal_outredd"
        after = given(*BEGUN, signal, concluded, REPORTED).when(complete, **told(COMPLETED))
        assert after == (COMPLETED,)

    @pytest.mark.parametrize("history", [(), (PLANNED,)], ids=["unknown", "planned"])
    def test_refused_unless_open(self, history: tuple[Any, ...]) -> None:
        assert given(*history).when(complete, **told(COMPLETED)).code == "uppfoljning_ej_oppen"

    def test_refused_without_a_report(self) -> None:
        outcome = given(*BEGUN, ASSESSED).when(complete, **told(COMPLETED))
        assert outcome.code == "rapport_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(*BEGUN, REPORTED).when(complete, **told(COMPLETED)).again() == ()
        assert given(*CLOSED).when(complete, completed_on=AFTER) == ()


class TestNote:
    """O-20, F-21, T-43, T-54, T-A8: visits, sources, what was left out, who was told."""

    def test_every_class_is_tried(self) -> None:
        assert {type(fact) for fact in SEEN + TOLD} == set(Noted.__args__)

    @by_class
    def test_happens(self, fact: Noted) -> None:
        report = (REPORTED,) if fact in TOLD else ()
        assert given(*BEGUN, *report).when(note, fact=fact) == (fact,)

    @pytest.mark.parametrize("fact", TOLD, ids=range(3))
    def test_happens_after_it_is_closed(self, fact: Noted) -> None:
        assert given(*CLOSED).when(note, fact=fact) == (fact,)

    @pytest.mark.parametrize("fact", SEEN, ids=range(3))
    @unless_open
    def test_refused_unless_open(self, history: tuple[Any, ...], fact: Noted) -> None:
        assert given(*history).when(note, fact=fact).code == "uppfoljning_ej_oppen"

    @pytest.mark.parametrize("fact", TOLD, ids=range(3))
    def test_refused_without_a_report(self, fact: Noted) -> None:
        assert given(*BEGUN).when(note, fact=fact).code == "rapport_saknas"

    @by_class
    def test_quiet_the_second_time(self, fact: Noted) -> None:
        assert given(*BEGUN, REPORTED).when(note, fact=fact).again() == ()
