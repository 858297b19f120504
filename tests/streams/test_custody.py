"""How the register itself is kept: its keys, gallring, and who was shown what is not open."""

from datetime import timedelta
from typing import Any

import pytest
from tests.streams.cases import DAY, day, told

from avtalsuppfoljning import custody
from avtalsuppfoljning.classification import replace
from avtalsuppfoljning.custody import (
    EncryptionBegun,
    GallringDecided,
    ReleaseNeeded,
    SecretsShown,
)
from avtalsuppfoljning.terms import StreamId
from avtalsuppfoljning.testing.specification import given

BEGUN = EncryptionBegun(key_store="a1", begun_on=DAY)
GALLRAD = GallringDecided(
    stream=StreamId("provider:solgarden"),
    key_number=1,
    dnr="SN 45/2026",
    decided_by="Socialnämnden § 45",
    decided_on=DAY,
)
SHOWN = SecretsShown(
    person="Eva Ek", what="handelser provider:solgarden", reason="Begäran 12/2026", shown_on=DAY
)


class TestBeginEncryption:
    """A register is under the keys of one store, for ever the same one."""

    facts = told(BEGUN)

    def test_happens(self) -> None:
        assert given().when(custody.begin_encryption, **self.facts) == (BEGUN,)

    def test_refused(self) -> None:
        outcome = given(BEGUN).when(custody.begin_encryption, **self.facts | {"key_store": "b2"})
        assert outcome.code == "annat_nyckelarkiv"

    def test_quiet(self) -> None:
        later = self.facts | {"begun_on": day(9)}
        assert given(BEGUN).when(custody.begin_encryption, **later) == ()


class TestDecideGallring:
    """Nothing is destroyed without a gallringsbeslut (arkivlagen 10 §)."""

    facts = told(GALLRAD, today=DAY)

    def test_happens(self) -> None:
        assert given(BEGUN).when(custody.decide_gallring, **self.facts) == (GALLRAD,)

    def test_happens_again_with_what_came_later(self) -> None:
        again = replace(GALLRAD, key_number=2)
        outcome = given(BEGUN, GALLRAD).when(custody.decide_gallring, **told(again, today=DAY))
        assert outcome == (again,)

    def test_refused_without_keys(self) -> None:
        assert given().when(custody.decide_gallring, **self.facts).code == "krypteras_ej"

    @pytest.mark.parametrize(
        "lacking",
        [{"dnr": " "}, {"decided_by": ""}, {"decided_on": DAY + timedelta(1)}],
        ids=["dnr", "decided_by", "decided_on"],
    )
    def test_refused_without_decision(self, lacking: dict[str, Any]) -> None:
        outcome = given(BEGUN).when(custody.decide_gallring, **self.facts | lacking)
        assert outcome.code == "gallringsbeslut_saknas"

    def test_quiet(self) -> None:
        assert given(BEGUN, GALLRAD).when(custody.decide_gallring, **self.facts) == ()


class TestShowSecrets:
    """Whoever sees what is not open leaves her name and her reason (O-07)."""

    facts = told(SHOWN)

    def test_happens(self) -> None:
        assert given().when(custody.show_secrets, **self.facts) == (SHOWN,)

    @pytest.mark.parametrize("lacking", ["person", "reason"])
    def test_refused(self, lacking: str) -> None:
        outcome = given().when(custody.show_secrets, **self.facts | {lacking: "  "})
        assert outcome.code == "skal_for_insyn_saknas"

    def test_quiet(self) -> None:
        assert given(SHOWN).when(custody.show_secrets, **self.facts) == ()

    def test_happens_for_another_reason(self) -> None:
        other = self.facts | {"reason": "Begäran 13/2026"}
        assert given(SHOWN).when(custody.show_secrets, **other) == (SecretsShown(**other),)


class TestNeedRelease:
    """A register says which release can read it, once something in it needs a later one."""

    def test_happens(self) -> None:
        needed = (ReleaseNeeded(release="0.10.0"),)
        assert given().when(custody.need_release, release="0.10.0") == needed
        before = ReleaseNeeded(release="0.9.3")
        assert given(before).when(custody.need_release, release="0.10.0") == needed

    @pytest.mark.parametrize("release", ["", "1", "0.2", "0.2.x", "v0.2.0", "0.2.0\n"])
    def test_refused(self, release: str) -> None:
        outcome = given().when(custody.need_release, release=release)
        assert outcome.code == "ingen_version"

    @pytest.mark.parametrize("release", ["0.10.0", "0.9.9", "0.2.0"])
    def test_quiet(self, release: str) -> None:
        before = ReleaseNeeded(release="0.10.0")
        assert given(before).when(custody.need_release, release=release) == ()


def test_each_stream_has_its_own_last_key() -> None:
    state = custody.INITIAL
    for stream, number in (("provider:a", 1), ("provider:b", 1), ("provider:a", 2)):
        event = replace(GALLRAD, stream=StreamId(stream), key_number=number)
        state = custody.evolve(state, event)
    assert [state.gallrad_until(f"provider:{each}") for each in "abc"] == [2, 1, 0]
