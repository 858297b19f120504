"""What becomes of an agreement: corrected, amended, given notice of, ended, succeeded."""

from datetime import date
from typing import Any

import pytest
from tests.streams.cases import DAY, SIGNED, day, told

from avtalsuppfoljning.agreement import (
    INITIAL,
    Agreement,
    AgreementEndDateCorrected,
    AgreementEnded,
    AgreementSucceeded,
    EndReason,
    Party,
    Terms,
    TermsAmended,
    UppsägningGiven,
    amend_terms,
    correct_end_date,
    end,
    evolve,
    give_uppsägning,
    succeed,
)
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.terms import AgreementId, MeasureId
from avtalsuppfoljning.testing import given

WRITTEN = "2027-09-31"
IMPOSSIBLE = replace(SIGNED, ends_as_written=WRITTEN)
CORRECTED = AgreementEndDateCorrected(
    as_written=WRITTEN,
    ends_on=date(2027, 9, 30),
    reason="September har 30 dagar; månadens sista dag avses.",
    person="Eva Ek",
    corrected_on=DAY,
)
CORRECTION = {name: value for name, value in told(CORRECTED).items() if name != "as_written"}
AMENDED = TermsAmended(
    terms=Terms(measures=(MeasureId("atgardsplan"),), clause="Tillägg 1"),
    dnr="VN 80/2026",
    amended_on=day(1),
    applies_from=day(30),
)
NOTICE = UppsägningGiven(
    by=Party.KOMMUNEN, given_on=day(10), ends_on=day(190), reason="Ny upphandling.", dnr="VN 81"
)
THEIRS = replace(NOTICE, by=Party.UTFÖRAREN, ends_on=day(100), reason="Lönsamheten.", dnr="VN 82")
ENDED = AgreementEnded(reason=EndReason.AVTALSTIDENS_SLUT, ended_on=day(300))
SUCCEEDED = AgreementSucceeded(successor=AgreementId("hemtjanst-2"), from_on=day(301))


def state_of(*events: Any) -> Agreement:
    state = INITIAL
    for event in events:
        state = evolve(state, event)
    return state


class TestCorrectEndDate:
    """F-A1: 2024-09-31 stays as it is written until a named person says what it means."""

    @pytest.mark.parametrize("ends_on", [date(2027, 9, 30), date(2027, 10, 1), None], ids=str)
    def test_happens(self, ends_on: date | None) -> None:
        corrected = replace(CORRECTED, ends_on=ends_on)
        outcome = given(IMPOSSIBLE).when(correct_end_date, **(CORRECTION | {"ends_on": ends_on}))
        assert outcome == (corrected,)

    def test_happens_anew_when_somebody_reads_it_otherwise(self) -> None:
        change = CORRECTION | {"ends_on": date(2027, 10, 1), "person": "Dag Dahl"}
        (corrected,) = given(IMPOSSIBLE, CORRECTED).when(correct_end_date, **change).events or ()
        assert state_of(IMPOSSIBLE, CORRECTED, corrected).ends_on == date(2027, 10, 1)

    @pytest.mark.parametrize("ends_on", [None, day(700)], ids=["open", "a day"])
    def test_refused_where_the_end_can_be_read(self, ends_on: date | None) -> None:
        outcome = given(replace(SIGNED, ends_on=ends_on)).when(correct_end_date, **CORRECTION)
        assert outcome.code == "slutdatum_finns"

    def test_refused_without_an_agreement(self) -> None:
        assert given().when(correct_end_date, **CORRECTION).code == "avtal_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(IMPOSSIBLE).when(correct_end_date, **CORRECTION).again() == ()

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"reason": " "}, "needs a reason and a person"),
            ({"person": ""}, "needs a reason and a person"),
            ({"ends_on": date(2025, 12, 31)}, "cannot end before"),
        ],
        ids=["reason", "person", "before the start"],
    )
    def test_invalid(self, change: dict[str, Any], why: str) -> None:
        with pytest.raises(InvalidValueError, match=why):
            given(IMPOSSIBLE).when(correct_end_date, **(CORRECTION | change))

    def test_until_then_no_end_is_known(self) -> None:
        state = state_of(IMPOSSIBLE)
        assert (state.has_impossible_end, state.ends_on) == (True, None)
        state = evolve(state, CORRECTED)
        assert (state.has_impossible_end, state.ends_on) == (False, date(2027, 9, 30))
        assert state.signed == IMPOSSIBLE
        assert state_of(SIGNED).has_impossible_end is INITIAL.has_impossible_end is False


class TestAmendTerms:
    """O-46: what the agreement regulates may change, from a certain day on."""

    def test_happens(self) -> None:
        assert given(SIGNED).when(amend_terms, **told(AMENDED)) == (AMENDED,)

    def test_refused_without_an_agreement(self) -> None:
        assert given().when(amend_terms, **told(AMENDED)).code == "avtal_saknas"

    def test_refused_once_it_has_ended(self) -> None:
        assert given(SIGNED, ENDED).when(amend_terms, **told(AMENDED)).code == "avtal_avslutat"

    def test_quiet_the_second_time(self) -> None:
        assert given(SIGNED).when(amend_terms, **told(AMENDED)).again() == ()
        assert given(SIGNED, AMENDED, ENDED).when(amend_terms, **told(AMENDED)) == ()

    def test_each_amendment_applies_from_its_day(self) -> None:
        """Whatever the order in which they were recorded."""
        later = replace(AMENDED, terms=Terms(clause="Tillägg 2"), applies_from=day(60))
        for state in (state_of(SIGNED, AMENDED, later), state_of(SIGNED, later, AMENDED)):
            clauses = [state.terms_on(day(n)).clause for n in (29, 30, 59, 60, 999)]
            assert clauses == ["9", "Tillägg 1", "Tillägg 1", "Tillägg 2", "Tillägg 2"]

    def test_of_one_day_the_last_recorded_applies(self) -> None:
        corrected = replace(AMENDED, terms=Terms(clause="Tillägg 1, rättat"), amended_on=day(2))
        assert state_of(SIGNED, AMENDED, corrected).terms_on(day(30)) == corrected.terms


class TestGiveUppsagning:
    """O-58: notice is no sanction; either party may give it, and several may run at once."""

    @pytest.mark.parametrize(
        "notice", [NOTICE, THEIRS, replace(NOTICE, ends_on=NOTICE.given_on)], ids=range(3)
    )
    def test_happens(self, notice: UppsägningGiven) -> None:
        assert given(SIGNED).when(give_uppsägning, **told(notice)) == (notice,)

    def test_happens_beside_another(self) -> None:
        assert given(SIGNED, NOTICE).when(give_uppsägning, **told(THEIRS)) == (THEIRS,)
        assert state_of(SIGNED, NOTICE, THEIRS).notices == (NOTICE, THEIRS)

    def test_refused_without_an_agreement(self) -> None:
        assert given().when(give_uppsägning, **told(NOTICE)).code == "avtal_saknas"

    def test_refused_once_it_has_ended(self) -> None:
        assert given(SIGNED, ENDED).when(give_uppsägning, **told(NOTICE)).code == "avtal_avslutat"

    def test_quiet_the_second_time(self) -> None:
        assert given(SIGNED).when(give_uppsägning, **told(NOTICE)).again() == ()

    def test_invalid_when_it_reaches_back(self) -> None:
        with pytest.raises(InvalidValueError, match="before it is given"):
            given(SIGNED).when(give_uppsägning, **told(NOTICE, ends_on=day(9)))


class TestEnd:
    """F-A2, O-58: that it has ended is a fact of its own, with its reason."""

    @pytest.mark.parametrize("reason", sorted(set(EndReason) - {EndReason.UPPSÄGNING}), ids=str)
    def test_happens(self, reason: EndReason) -> None:
        ended = replace(ENDED, reason=reason)
        assert given(SIGNED).when(end, **told(ended)) == (ended,)

    def test_happens_after_a_notice(self) -> None:
        ended = replace(ENDED, reason=EndReason.UPPSÄGNING)
        assert given(SIGNED, NOTICE).when(end, **told(ended)) == (ended,)

    def test_refused_for_a_notice_that_nobody_gave(self) -> None:
        outcome = given(SIGNED).when(end, reason=EndReason.UPPSÄGNING, ended_on=day(300))
        assert outcome.code == "uppsagning_saknas"

    @pytest.mark.parametrize(
        "change", [{"ended_on": day(301)}, {"reason": EndReason.HÄVNING}], ids=["day", "reason"]
    )
    def test_refused_to_end_otherwise(self, change: dict[str, Any]) -> None:
        outcome = given(SIGNED, ENDED).when(end, **told(ENDED, **change))
        assert outcome.code == "avtal_avslutat"

    def test_refused_without_an_agreement(self) -> None:
        assert given().when(end, **told(ENDED)).code == "avtal_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(SIGNED).when(end, **told(ENDED)).again() == ()

    def test_invalid_before_it_starts(self) -> None:
        with pytest.raises(InvalidValueError, match="cannot end before"):
            given(SIGNED).when(end, **told(ENDED, ended_on=date(2025, 12, 31)))


class TestSucceed:
    """T-21: when LOV gave way to LOU, other agreements took over."""

    @pytest.mark.parametrize("history", [(SIGNED,), (SIGNED, ENDED)], ids=["running", "ended"])
    def test_happens(self, history: tuple[Any, ...]) -> None:
        assert given(*history).when(succeed, **told(SUCCEEDED)) == (SUCCEEDED,)

    @pytest.mark.parametrize(
        "change", [{"successor": "hemtjanst-3"}, {"from_on": day(400)}], ids=["other", "day"]
    )
    def test_refused_for_a_second_successor(self, change: dict[str, Any]) -> None:
        outcome = given(SIGNED, SUCCEEDED).when(succeed, **told(SUCCEEDED, **change))
        assert outcome.code == "eftertradare_finns"

    def test_refused_without_an_agreement(self) -> None:
        assert given().when(succeed, **told(SUCCEEDED)).code == "avtal_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(SIGNED).when(succeed, **told(SUCCEEDED)).again() == ()

    def test_invalid_id(self) -> None:
        with pytest.raises(InvalidValueError, match="är inget id"):
            given(SIGNED).when(succeed, **told(SUCCEEDED, successor="Avtal 2"))


class TestWhenItEnds:
    """F-A2: by its end, else by the earliest notice, else as signed or corrected."""

    @pytest.mark.parametrize(
        ("history", "ends_on"),
        [
            ((), None),
            ((SIGNED,), None),
            ((replace(SIGNED, ends_on=day(150)),), day(150)),
            ((SIGNED, NOTICE), day(190)),
            ((SIGNED, NOTICE, THEIRS), day(100)),
            ((replace(SIGNED, ends_on=day(150)), NOTICE), day(150)),
            ((IMPOSSIBLE, NOTICE), day(190)),
            ((IMPOSSIBLE, CORRECTED, NOTICE), day(190)),
            ((IMPOSSIBLE, replace(CORRECTED, ends_on=day(90)), NOTICE), day(90)),
            ((replace(SIGNED, ends_on=day(150)), NOTICE, THEIRS, ENDED), day(300)),
        ],
        ids=range(10),
    )
    def test_the_last_day(self, history: tuple[Any, ...], ends_on: date | None) -> None:
        assert state_of(*history).ends_on == ends_on
