"""Egen regi beside privat regi, told with the numbers of cases (O-03, O-10)."""

from datetime import date, timedelta

import attrs
from tests.audit.made import DAY, cases, facts, money, ruled
from tests.audit.planting import year

from avtalsuppfoljning.audit.cases import decisions
from avtalsuppfoljning.audit.regimes import FEW, Regime, is_comparable, regimes
from avtalsuppfoljning.cli.exempelkoping import LAST_DAY
from avtalsuppfoljning.recorded import fold
from avtalsuppfoljning.terms import Driftsform

EGEN, PRIVAT = Driftsform.EGEN_REGI, Driftsform.PRIVAT_REGI


def example(on: date = LAST_DAY) -> dict[Driftsform, Regime]:
    events = [each for each in year() if each.entry.day <= on]
    found = regimes(decisions(events).cases, fold(events), on=on)
    return {each.driftsform: each for each in found}


def test_the_year_of_exempelköping_counted_by_hand() -> None:
    """From the story: two brister in egen regi and five in privat regi, one left without action."""
    found = example()
    egen, privat = found[EGEN], found[PRIVAT]
    assert (egen.agreements, privat.agreements) == (1, 3)
    assert (egen.deficiencies, privat.deficiencies) == (2, 5)
    assert (egen.undecided, privat.undecided) == (0, 1)
    assert (egen.abstentions, privat.abstentions) == (0, 1)
    assert (egen.days, len(privat.days)) == ((17, 22), 4)
    assert egen.median_days == 19.5
    assert [int(each) for each in privat.amounts] == [25000, 100000]
    assert [int(each.total) for each in (egen, privat)] == [0, 125000]
    assert (egen.held, privat.held) == (2, 4)
    assert (egen.never, privat.never) == ((), ())
    assert egen.departures == 1


def test_every_decision_is_counted_once() -> None:
    found = example()
    positions = sorted(at for each in found.values() for at in each.positions)
    assert positions == [each.position for each in decisions(year()).cases]


def test_nothing_that_was_decided_later_is_counted() -> None:
    assert example(date(2025, 4, 23))[PRIVAT].decisions == 0
    assert example(date(2025, 4, 24))[PRIVAT].decisions == 2


def test_the_first_decision_about_a_brist_ends_the_wait() -> None:
    """A later, harder measure about the same brist does not."""
    first, second = cases([ruled(facts(), "ekonomisk_sanktion"), ruled(facts(), "avstangning")])
    then = DAY - timedelta(days=10)
    both = [
        attrs.evolve(each, deficiency=first.deficiency, established_on=then)
        for each in (first, second)
    ]
    states = fold(year())
    (privat,) = (each for each in regimes(both, states, on=DAY) if each.driftsform is PRIVAT)
    assert (privat.days, privat.decisions) == ((10,), 2)
    assert [int(each) for each in privat.amounts] == [int(money(5000).amount)]


def test_few_cases_are_not_compared() -> None:
    found = example()
    assert not is_comparable(found[EGEN], found[PRIVAT])
    many = attrs.evolve(found[EGEN], decisions=FEW)
    assert is_comparable(many, attrs.evolve(found[PRIVAT], decisions=FEW))
    assert not is_comparable(many, attrs.evolve(found[PRIVAT], decisions=FEW - 1))
