"""Plans and their revisions, auditors and their answers, and what else a nämnd decides."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, get_args

import pytest
from tests.streams.cases import DAY, day, told
from tests.streams.rulings import DIRECTOR

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.steering import (
    INITIAL,
    FördelningDecided,
    InformationSent,
    KkikParticipationDecided,
    Noted,
    PlanAvvikelseDecided,
    ProgramAdopted,
    RecommendationStatus,
    RevisionsrekommendationAnswered,
    RevisionsrekommendationReceived,
    Share,
    TidplanEstablished,
    UppdragsdirektivDecided,
    UppföljningsplanAdopted,
    UppföljningsplanRevised,
    adopt_uppföljningsplan,
    answer_revisionsrekommendation,
    evolve,
    note,
    receive_revisionsrekommendation,
    revise_uppföljningsplan,
)
from avtalsuppfoljning.terms import AgreementId, Period, ProviderId
from avtalsuppfoljning.testing import given

MANDATE = Period(text="2023–2026", starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31))
PLAN = UppföljningsplanAdopted(
    plan="2023-2026",
    period=MANDATE,
    adopted_by="Socialnämnden",
    content="Fördjupade uppföljningar: mars 2023 Storängen.",
    dnr="SN 5/2023",
    adopted_on=DAY,
)
REVISED = UppföljningsplanRevised(
    plan="2023-2026",
    reason="Ny organisation.",
    content="Fördjupade uppföljningar: maj 2023 Storängen.",
    dnr="SN 9/2024",
    revised_on=day(300),
)


def revision(event: UppföljningsplanRevised, **changes: Any) -> dict[str, Any]:
    """The facts of a revision; what it supersedes is for the decision to find."""
    facts = told(event, **{"posts": None, **changes})
    return {name: fact for name, fact in facts.items() if name != "superseded"}


ADVICE = RevisionsrekommendationReceived(
    recommendation="r1",
    text="Följ upp manuellt registrerad tid varje månad.",
    report="Revisionsrapport 7/2017",
    respond_by=day(60),
    received_on=DAY,
)
ANSWER = RevisionsrekommendationAnswered(
    recommendation="r1",
    status=RecommendationStatus.PÅGÅR,
    answer="Åtgärder pågår.",
    dnr="ÄON 2017/063",
    answered_on=day(50),
    person="Eva Ek",
)
DEPARTURE = PlanAvvikelseDecided(
    plan="2023-2026",
    what="Uppföljningen av Aspgården skjuts upp.",
    reason="Verksamheten flyttar.",
    by=DIRECTOR,
    decided_on=day(40),
)


def shares(*percents: int | str) -> tuple[Share, ...]:
    return tuple(
        Share(agreement=AgreementId(f"a{number}"), percent=Decimal(percent))
        for number, percent in enumerate(percents)
    )


DIVISION = FördelningDecided(
    shares=shares(55, 14, 14, 9, 4, 4),
    valid_from=DAY,
    valid_until=None,
    is_temporary=False,
    explanation="",
    dnr="ÄON 17/052",
    decided_on=DAY,
)
SENT = InformationSent(
    subject="Ny riktlinje",
    recipients=(ProviderId("solgarden"), ProviderId("egenregi")),
    dnr="VN 50/2026",
    sent_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
)
NOTED: tuple[Noted, ...] = (
    ProgramAdopted(
        title="Program för uppföljning",
        period=MANDATE,
        adopted_by="Kommunfullmäktige",
        dnr="KS 16/17, § 11",
        adopted_on=DAY,
    ),
    TidplanEstablished(
        year=2026,
        content="Mars: hemtjänst.",
        communicated_to=("utförarna", "nämnden"),
        established_on=DAY,
    ),
    UppdragsdirektivDecided(
        operation="korttidsvard", content="Krav 1–9.", dnr="VN 51/2026", decided_on=DAY
    ),
    DEPARTURE,
    KkikParticipationDecided(year=2026, takes_part=True, decided_on=DAY),
    DIVISION,
    SENT,
)
by_class = pytest.mark.parametrize("fact", NOTED, ids=range(len(NOTED)))


class TestAdoptUppfoljningsplan:
    """F-02, T-32, X-1: a plan for a period, adopted by the nämnd, with its own words."""

    def test_happens(self) -> None:
        assert given().when(adopt_uppföljningsplan, **told(PLAN)) == (PLAN,)

    def test_happens_for_the_next_period(self) -> None:
        following = replace(PLAN, plan="2027-2030", period=Period(text="2027–2030"))
        assert given(PLAN).when(adopt_uppföljningsplan, **told(following)) == (following,)

    @pytest.mark.parametrize("revised", [(), (REVISED,)], ids=["as adopted", "revised"])
    def test_refused_to_adopt_it_otherwise(self, revised: tuple[Any, ...]) -> None:
        outcome = given(PLAN, *revised).when(
            adopt_uppföljningsplan, **told(PLAN, content=REVISED.content)
        )
        assert outcome.code == "plan_finns"

    def test_quiet_the_second_time(self) -> None:
        assert given().when(adopt_uppföljningsplan, **told(PLAN)).again() == ()
        assert given(PLAN, REVISED).when(adopt_uppföljningsplan, **told(PLAN)) == ()

    def test_invalid_id(self) -> None:
        with pytest.raises(InvalidValueError, match="är inget id"):
            given().when(adopt_uppföljningsplan, **told(PLAN, plan="Plan 2023"))


class TestReviseUppfoljningsplan:
    """F-03, T-32: a living document; what it said before stays in the log."""

    def test_happens(self) -> None:
        assert given(PLAN).when(revise_uppföljningsplan, **revision(REVISED)) == (REVISED,)

    def test_happens_each_year(self) -> None:
        later = replace(REVISED, revised_on=day(660), dnr="SN 9/2025")
        assert given(PLAN, REVISED).when(revise_uppföljningsplan, **revision(later)) == (later,)

    def test_refused_without_a_plan(self) -> None:
        assert given().when(revise_uppföljningsplan, **revision(REVISED)).code == "plan_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(PLAN).when(revise_uppföljningsplan, **revision(REVISED)).again() == ()

    def test_invalid_without_a_reason(self) -> None:
        with pytest.raises(InvalidValueError, match="has no reason"):
            given(PLAN).when(revise_uppföljningsplan, **revision(REVISED, reason=" "))

    def test_the_state_keeps_both(self) -> None:
        plan = evolve(evolve(INITIAL, PLAN), REVISED).plans["2023-2026"]
        assert (plan.adopted, plan.revised) == (PLAN, (REVISED,))


class TestReceiveRevisionsrekommendation:
    """T-02, T-03: what the auditors recommend, and by when they want an answer."""

    @pytest.mark.parametrize("respond_by", [day(60), None], ids=["by a day", "any time"])
    def test_happens(self, respond_by: date | None) -> None:
        received = replace(ADVICE, respond_by=respond_by)
        outcome = given().when(receive_revisionsrekommendation, **told(received))
        assert outcome == (received,)

    @pytest.mark.parametrize("change", [{"text": "Annat."}, {"respond_by": None}], ids=range(2))
    def test_refused_under_an_id_in_use(self, change: dict[str, Any]) -> None:
        outcome = given(ADVICE).when(receive_revisionsrekommendation, **told(ADVICE, **change))
        assert outcome.code == "rekommendation_finns"

    def test_quiet_the_second_time(self) -> None:
        assert given().when(receive_revisionsrekommendation, **told(ADVICE)).again() == ()
        history = given(ADVICE, ANSWER)
        assert history.when(receive_revisionsrekommendation, **told(ADVICE)) == ()

    def test_invalid_id(self) -> None:
        with pytest.raises(InvalidValueError, match="är inget id"):
            given().when(receive_revisionsrekommendation, **told(ADVICE, recommendation="§ 1"))


class TestAnswerRevisionsrekommendation:
    """T-03, T-04: planned, ongoing or done; each later answer shows how far it has come."""

    @pytest.mark.parametrize("status", RecommendationStatus)
    def test_happens(self, status: RecommendationStatus) -> None:
        answered = replace(ANSWER, status=status)
        outcome = given(ADVICE).when(answer_revisionsrekommendation, **told(answered))
        assert outcome == (answered,)

    def test_happens_late(self) -> None:
        """T-02: an answer after the day that was asked for is recorded as it is."""
        late = replace(ANSWER, answered_on=day(61), person=None)
        assert given(ADVICE).when(answer_revisionsrekommendation, **told(late)) == (late,)

    def test_happens_again_when_more_is_done(self) -> None:
        done = replace(ANSWER, status=RecommendationStatus.KLAR, answered_on=day(200))
        history = given(ADVICE, ANSWER)
        assert history.when(answer_revisionsrekommendation, **told(done)) == (done,)
        state = evolve(evolve(evolve(INITIAL, ADVICE), ANSWER), done)
        assert state.recommendations["r1"].answers == (ANSWER, done)

    def test_refused_without_a_recommendation(self) -> None:
        outcome = given().when(answer_revisionsrekommendation, **told(ANSWER))
        assert outcome.code == "rekommendation_saknas"

    def test_quiet_the_second_time(self) -> None:
        outcome = given(ADVICE).when(answer_revisionsrekommendation, **told(ANSWER))
        assert outcome.again() == ()


class TestNote:
    """O-12, O-21, O-50, S-35, T-20, T-31, T-53: decisions and news that concern many."""

    def test_every_class_is_tried(self) -> None:
        assert {type(fact) for fact in NOTED} == set(get_args(Noted))

    @by_class
    def test_happens(self, fact: Noted) -> None:
        assert given(PLAN).when(note, fact=fact) == (fact,)

    @pytest.mark.parametrize(
        ("percents", "explanation"),
        [
            ((60, 13, 13, 7, 7), ""),
            ((71, 14, 9, 4), "Två utförare har upphört; tillfällig andel för egen regi."),
            (("33.33", "33.33", "33.34"), " "),
            ((), "Ingen fördelning."),
        ],
        ids=["T-20", "T-A2", "to the hundredth", "none"],
    )
    def test_happens_for_shares_as_they_were_decided(
        self, percents: tuple[Any, ...], explanation: str
    ) -> None:
        """T-A2: what was decided is kept, never computed anew."""
        fact = replace(DIVISION, shares=shares(*percents), explanation=explanation)
        assert given().when(note, fact=fact) == (fact,)

    def test_refused_for_an_exception_from_an_unknown_plan(self) -> None:
        assert given().when(note, fact=DEPARTURE).code == "plan_saknas"
        other = replace(DEPARTURE, plan="2019-2022")
        assert given(PLAN).when(note, fact=other).code == "plan_saknas"

    @by_class
    def test_quiet_the_second_time(self, fact: Noted) -> None:
        assert given(PLAN).when(note, fact=fact).again() == ()

    def test_quiet_for_the_same_instant_in_another_zone(self) -> None:
        there = SENT.sent_at.astimezone(timezone(timedelta(hours=1)))
        assert given(SENT).when(note, fact=replace(SENT, sent_at=there)) == ()

    @pytest.mark.parametrize(
        ("fact", "change", "why"),
        [
            (DIVISION, {"shares": shares(71, 14, 9, 4)}, "the shares make 98 percent"),
            (DIVISION, {"shares": shares(71), "explanation": " "}, "the shares make 71 percent"),
            (DIVISION, {"shares": ()}, "the shares make 0 percent"),
            (DIVISION, {"shares": shares(110, -10)}, "no percentage"),
            (DIVISION, {"shares": shares("NaN", 50)}, "no percentage"),
            (DIVISION, {"shares": shares("Infinity"), "explanation": "Ja."}, "no percentage"),
            (SENT, {"recipients": ()}, "nobody was told"),
            (SENT, {"sent_at": SENT.sent_at.replace(tzinfo=None)}, "no time zone"),
        ],
        ids=range(8),
    )
    def test_invalid(self, fact: Any, change: dict[str, Any], why: str) -> None:
        with pytest.raises(InvalidValueError, match=why):
            replace(fact, **change)
