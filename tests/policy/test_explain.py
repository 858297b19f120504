"""``andras_av``: each alternative permits, none of its changes is idle, and none is missing."""

from itertools import chain, combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from tests.policy.cases import BASE, LADDER, ÖREBRO, all_facts, consequences, facts, unhurried

from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.policy import Change, Facts, assess, ways_to_permit
from avtalsuppfoljning.terms import (
    Driftsform,
    EkonomiskForm,
    Frekvens,
    Kanal,
    Konsekvens,
    MeasureId,
    Upphandlingsform,
)

FIELDS = {
    "driftsform": "driftsform",
    "upphandlingsform": "upphandlingsform",
    "avtal.atgarder": "measures",
    "avtal.ekonomiska_former": "economic_forms",
    "avtal.avstangning_kanaler": "suspension_channels",
    "avtal.havningsgrund_uppfylld": "termination_ground_met",
    "avtal.hanvisar_till_riktlinjen": "refers_to_guideline",
    "avtal.slut": "ends_on",
    "brist.avtalsbrist": "is_avtalsbrist",
    "brist.frekvens": "frequency",
}
PERSONS = ("individ", "kommunen", "utforaren")
Way = frozenset[Change]


def changed(case: Facts, way: Any) -> Facts:
    """The facts after the changes, found by path and not by the engine's inputs."""
    parts: dict[str, Any] = {
        "history": case.history,
        "instrument": case.instrument,
        "finding": case.finding,
        "driftsform": case.driftsform,
        "upphandlingsform": case.upphandlingsform,
    }
    given = case.finding.consequences
    three = dict(zip(PERSONS, (given.individual, given.municipality, given.provider), strict=True))
    for change in way:
        if change.path.startswith("brist.konsekvens."):
            three[change.path.rpartition(".")[2]] = Konsekvens(change.to)
        else:
            parts[FIELDS[change.path]] = change.to
    return facts(**parts, consequences=consequences(*three.values()))


def permits(measure: str, case: Facts, way: Any) -> bool:
    found = assess(changed(case, way), ÖREBRO)
    return found.permitted_measure(MeasureId(measure)) is not None


def proper_subsets(way: Way) -> Any:
    return chain.from_iterable(combinations(sorted(way, key=str), n) for n in range(len(way)))


def every_change(measure: str, case: Facts) -> dict[str, list[Any]]:
    """Per path, every other value that is tried, written without looking at the limits."""
    agreement, found = case.instrument, case.finding
    tried: dict[str, list[Any]] = {
        "driftsform": [each for each in Driftsform if each != case.driftsform],
        "upphandlingsform": [e for e in Upphandlingsform if e != case.upphandlingsform],
        "avtal.slut": [None] if case.has_ended else [],
        "brist.avtalsbrist": [not found.is_avtalsbrist],
    }
    if measure == "papekande":
        tried["brist.frekvens"] = [each for each in Frekvens if each != found.frequency]
        three = (
            found.consequences.individual,
            found.consequences.municipality,
            found.consequences.provider,
        )
        for person, now in zip(PERSONS, three, strict=True):
            tried[f"brist.konsekvens.{person}"] = [each for each in Konsekvens if each != now]
        return tried
    if measure not in agreement.measures:
        tried["avtal.atgarder"] = [(*agreement.measures, measure)]
    tried["avtal.hanvisar_till_riktlinjen"] = [not agreement.refers_to_guideline]
    if measure == "ekonomisk_sanktion" and not agreement.economic_forms:
        tried["avtal.ekonomiska_former"] = [(each,) for each in EkonomiskForm]
    if measure == "avstangning" and not agreement.suspension_channels:
        tried["avtal.avstangning_kanaler"] = [(each,) for each in Kanal]
    if measure == "havning":
        tried["avtal.havningsgrund_uppfylld"] = [not agreement.termination_ground_met]
    return tried


def by_brute_force(measure: str, case: Facts) -> set[Way]:
    tried = every_change(measure, case)
    options = [[None, *(Change(path, to) for to in tos)] for path, tos in tried.items()]
    every = (frozenset(c for c in cell if c is not None) for cell in product(*options))
    minimal: set[Way] = set()
    for way in sorted(every, key=len):
        if not any(smaller <= way for smaller in minimal) and permits(measure, case, way):
            minimal.add(way)
    scale = [str(each) for each in Konsekvens]

    def farther(way: Way) -> bool:
        return any(
            (way - {change}) | {Change(change.path, Konsekvens(nearer))} in minimal
            for change in way
            if "konsekvens" in change.path
            for nearer in scale[scale.index(str(change.to)) + 1 : 3]
        )

    return {way for way in minimal if not farther(way)}


@unhurried
@given(all_facts())
def test_every_alternative_permits_and_no_part_of_it_does(case: Facts) -> None:
    for measure in LADDER:
        refused = not permits(measure, case, ())
        ways = ways_to_permit(measure, case, ÖREBRO)
        assert ways if refused else ways == ((),)
        for way in map(frozenset, ways):
            assert permits(measure, case, way)
            assert not any(permits(measure, case, part) for part in proper_subsets(way))


@settings(max_examples=6, deadline=None)
@given(all_facts())
def test_brute_force_finds_no_other(case: Facts) -> None:
    for measure in LADDER:
        ways = ways_to_permit(measure, case, ÖREBRO)
        assert len(set(map(frozenset, ways))) == len(ways)
        assert set(map(frozenset, ways)) == by_brute_force(measure, case)


def test_the_shortest_come_first_and_always_in_the_same_order() -> None:
    case = facts(driftsform=Driftsform.EGEN_REGI, measures=(), termination_ground_met=False)
    ways = ways_to_permit(MeasureId("havning"), case, ÖREBRO)
    driftsform = Change("driftsform", "privat_regi")
    ground = Change("avtal.havningsgrund_uppfylld", to=True)
    assert ways == (
        (driftsform, Change("avtal.atgarder", ("havning",)), ground),
        (driftsform, ground, Change("avtal.hanvisar_till_riktlinjen", to=True)),
    )


def test_of_a_scale_the_nearest_value() -> None:
    case = facts(
        consequences=consequences(Konsekvens.ALLVARLIG, Konsekvens.INGEN, Konsekvens.LITEN)
    )
    ways = ways_to_permit(MeasureId("papekande"), case, ÖREBRO)
    assert ways == ((Change("brist.konsekvens.individ", "liten"),),)


def test_of_a_list_the_whole_new_list() -> None:
    case = facts(measures=("havning",), economic_forms=())
    ways = ways_to_permit(MeasureId("ekonomisk_sanktion"), case, ÖREBRO)
    named = Change("avtal.atgarder", ("havning", "ekonomisk_sanktion"))
    for form in EkonomiskForm:
        assert (named, Change("avtal.ekonomiska_former", (form.value,))) in ways


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="varning"):
        ways_to_permit(MeasureId("varning"), BASE, ÖREBRO)
