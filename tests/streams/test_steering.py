"""What a nämnd has adopted: rules are dated, never edited (O-01, O-51)."""

from datetime import date

import pytest
from tests.streams.cases import DAY, day
from tests.streams.rulings import DELEGATION, DELEGATION_TEXT, ÖREBRO

from avtalsuppfoljning import guidelines
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.steering import (
    INITIAL,
    DelegationsordningAdopted,
    GuidelineAdopted,
    adopt_delegationsordning,
    adopt_guideline,
    evolve,
)
from avtalsuppfoljning.terms import GuidelineId
from avtalsuppfoljning.testing import given

TEXT = guidelines.shipped_text("orebro")
GUIDELINE = GuidelineAdopted(
    id=GuidelineId("orebro"),
    version="2020-05-28",
    document="Sov 215/2020",
    valid_from=date(2020, 5, 28),
    fingerprint=guidelines.fingerprint(ÖREBRO),
    text=TEXT,
    dnr="VN 1/2026",
    adopted_on=DAY,
)
ORDNING = DelegationsordningAdopted(
    id="delegation",
    version="2026-01-01",
    valid_from=date(2026, 1, 1),
    fingerprint=DELEGATION.fingerprint,
    text=DELEGATION_TEXT,
    dnr="VN 2/2026",
    adopted_on=DAY,
)


class TestAdoptGuideline:
    """O-01: a guideline with its id, version, day and whole text, under a fingerprint."""

    def test_happens(self) -> None:
        outcome = given().when(adopt_guideline, text=TEXT, dnr="VN 1/2026", adopted_on=DAY)
        assert outcome == (GUIDELINE,)

    def test_refused_to_change_the_text_of_a_version(self) -> None:
        outcome = given(GUIDELINE).when(
            adopt_guideline, text=f"{TEXT}\n# ändrad", dnr="VN 9/2026", adopted_on=day(1)
        )
        assert outcome.code == "version_finns"

    def test_quiet_the_second_time(self) -> None:
        facts = {"text": TEXT, "dnr": "VN 1/2026", "adopted_on": DAY}
        assert given().when(adopt_guideline, **facts).again() == ()
        assert given(GUIDELINE).when(adopt_guideline, **(facts | {"dnr": "VN 9/2026"})) == ()

    @pytest.mark.parametrize("text", ["", "[dokument]", "inte toml", DELEGATION_TEXT])
    def test_invalid_text(self, text: str) -> None:
        with pytest.raises(GuidelineError):
            given().when(adopt_guideline, text=text, dnr="VN 1/2026", adopted_on=DAY)


class TestAdoptDelegationsordning:
    """O-51: every sanction is decided under a delegationsordning; it has versions too."""

    def test_happens(self) -> None:
        outcome = given().when(
            adopt_delegationsordning, text=DELEGATION_TEXT, dnr="VN 2/2026", adopted_on=DAY
        )
        assert outcome == (ORDNING,)

    def test_refused_to_change_the_text_of_a_version(self) -> None:
        text = DELEGATION_TEXT.replace("enhetschef", "handlaggare")
        outcome = given(ORDNING).when(
            adopt_delegationsordning, text=text, dnr="VN 9/2026", adopted_on=day(1)
        )
        assert outcome.code == "version_finns"

    def test_quiet_the_second_time(self) -> None:
        facts = {"text": DELEGATION_TEXT, "dnr": "VN 2/2026", "adopted_on": DAY}
        assert given().when(adopt_delegationsordning, **facts).again() == ()

    @pytest.mark.parametrize("text", ["", "[dokument]", "inte toml", TEXT])
    def test_invalid_text(self, text: str) -> None:
        with pytest.raises(GuidelineError):
            given().when(adopt_delegationsordning, text=text, dnr="VN 2/2026", adopted_on=DAY)


class TestInForce:
    """O-01: what applies on a day is what had been adopted by then, and had begun to apply."""

    EARLY = replace(GUIDELINE, version="1", valid_from=day(0), adopted_on=day(-9))
    LATE = replace(GUIDELINE, version="2", valid_from=day(10), adopted_on=day(5))
    BACK = replace(GUIDELINE, version="3", valid_from=day(12), adopted_on=day(20))
    SAME = replace(GUIDELINE, version="4", valid_from=day(12), adopted_on=day(25))

    @pytest.mark.parametrize(
        ("number", "version"),
        [(-1, None), (0, "1"), (9, "1"), (10, "2"), (12, "2"), (19, "2"), (20, "3"), (25, "4")],
    )
    def test_a_guideline(self, number: int, version: str | None) -> None:
        state = INITIAL
        for adopted in (self.EARLY, self.LATE, self.BACK, self.SAME):
            state = evolve(state, adopted)
        found = state.guideline_on(day(number))
        assert (found and found.version) == version

    def test_a_delegationsordning(self) -> None:
        state = evolve(INITIAL, replace(ORDNING, version="1"))
        state = evolve(state, replace(ORDNING, version="2", valid_from=day(10)))
        on = [state.delegationsordning_on(day(number)) for number in (-1, 0, 9, 10)]
        assert [found and found.version for found in on] == [None, "1", "1", "2"]
