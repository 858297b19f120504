"""Irregularities that others look into, and what is noted about a provider."""

from datetime import date
from typing import get_args

import pytest
from tests.streams.cases import DAY, day, told
from tests.streams.test_provider import SOLGÅRDEN, TRADER

from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.provider import (
    INITIAL,
    MeetingHeld,
    MeetingKind,
    Noted,
    OegentlighetReported,
    ProviderRegistered,
    SkattekontrollReceived,
    TillståndChecked,
    TillståndDecisionReceived,
    evolve,
    note,
    report_oegentlighet,
)
from avtalsuppfoljning.terms import Driftsform, Myndighet
from avtalsuppfoljning.testing import given

MUNICIPAL = replace(SOLGÅRDEN, name="Egen regi", driftsform=Driftsform.EGEN_REGI)
REPORTED = OegentlighetReported(
    authority=Myndighet.SKATTEVERKET,
    matter="Arbetsgivaravgifter har inte betalats.",
    dnr="VN 60/2026",
    reported_on=DAY,
)
NOTED: tuple[Noted, ...] = (
    TillståndDecisionReceived(
        authority=Myndighet.IVO,
        dnr="IVO 2026/17",
        operation="hemtjanst",
        valid_from=DAY,
        valid_until=None,
        received_on=day(2),
    ),
    TillståndChecked(operation="hemtjanst", is_current=True, checked_on=day(30)),
    SkattekontrollReceived(source="Telge Inköp", result="Inga skulder.", received_on=day(31)),
    MeetingHeld(
        kind=MeetingKind.SAMVERKANSMÖTE,
        held_on=day(40),
        matters="Den nya riktlinjen.",
        own_matters="Frågan om lokalerna.",
    ),
)
by_class = pytest.mark.parametrize("fact", NOTED, ids=range(len(NOTED)))


class TestReportOegentlighet:
    """T-38, T-39: at an external provider the municipality reports, and looks into nothing."""

    @pytest.mark.parametrize("authority", sorted(Myndighet.for_oegentligheter()))
    def test_happens_to_each_of_six_authorities(self, authority: Myndighet) -> None:
        reported = replace(REPORTED, authority=authority)
        assert given(SOLGÅRDEN).when(report_oegentlighet, **told(reported)) == (reported,)
        assert len(Myndighet.for_oegentligheter()) == 6

    @pytest.mark.parametrize(
        "registered",
        [TRADER, replace(SOLGÅRDEN, driftsform=Driftsform.KOMMUNALT_BOLAG)],
        ids=["sole trader", "company"],
    )
    def test_happens_for_whoever_is_external(self, registered: ProviderRegistered) -> None:
        assert given(registered).when(report_oegentlighet, **told(REPORTED)) == (REPORTED,)

    def test_refused_in_egen_regi(self) -> None:
        outcome = given(MUNICIPAL).when(report_oegentlighet, **told(REPORTED))
        assert outcome.code == "egen_regi"

    def test_refused_for_an_unknown_provider(self) -> None:
        assert given().when(report_oegentlighet, **told(REPORTED)).code == "utforare_saknas"

    def test_quiet_the_second_time(self) -> None:
        assert given(SOLGÅRDEN).when(report_oegentlighet, **told(REPORTED)).again() == ()

    def test_invalid_to_an_authority_that_takes_no_such_reports(self) -> None:
        with pytest.raises(InvalidValueError, match="ivo takes no reports"):
            given(SOLGÅRDEN).when(report_oegentlighet, **told(REPORTED, authority=Myndighet.IVO))


class TestNote:
    """S-33, T-36, S-12, F-12, F-29, F-30: permits, taxes and meetings, each as it was told."""

    def test_every_class_is_tried(self) -> None:
        assert {type(fact) for fact in NOTED} == set(get_args(Noted))

    @by_class
    def test_happens(self, fact: Noted) -> None:
        assert given(SOLGÅRDEN).when(note, fact=fact) == (fact,)

    @pytest.mark.parametrize("kind", MeetingKind)
    def test_happens_for_each_kind_of_meeting(self, kind: MeetingKind) -> None:
        held = MeetingHeld(kind=kind, held_on=DAY, matters="Kvalitet.")
        assert given(SOLGÅRDEN, *NOTED).when(note, fact=held) == (held,)

    def test_happens_every_year(self) -> None:
        """S-33: the permit is checked each year, so the same finding is a new fact."""
        first = TillståndChecked(operation="hemtjanst", is_current=True, checked_on=DAY)
        later = replace(first, checked_on=date(2027, 3, 2))
        assert given(SOLGÅRDEN, first).when(note, fact=later) == (later,)

    @by_class
    def test_refused_for_an_unknown_provider(self, fact: Noted) -> None:
        assert given().when(note, fact=fact).code == "utforare_saknas"

    @by_class
    def test_quiet_the_second_time(self, fact: Noted) -> None:
        assert given(SOLGÅRDEN).when(note, fact=fact).again() == ()
        assert given(SOLGÅRDEN, *NOTED).when(note, fact=fact) == ()


def test_the_state_keeps_what_was_told_in_order() -> None:
    state = evolve(INITIAL, SOLGÅRDEN)
    for event in (*NOTED, REPORTED):
        state = evolve(state, event)
    assert state.noted == NOTED
    assert state.reported == (REPORTED,)
