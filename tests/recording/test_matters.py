"""Whole matters, one act after the other: all that there is a rule about is reached.

`test_stateful` tries everything in any order, and cannot promise to get anywhere.
"""

from collections.abc import Callable
from itertools import count, cycle
from pathlib import Path

import pytest
from tests.recording.clerk import Clerk
from tests.recording.forbidden import RULES
from tests.recording.four_agreements import DEFICIENCIES, EGEN, LOV, SANCTIONS
from tests.recording.matters import TOPICS, attempts, proper_way

from avtalsuppfoljning.terms import AgreementId, fold


def seen(clerk: Clerk) -> set[str]:
    """The names of what has happened; the register is closed."""
    clerk.replay()
    clerk.register.close()
    return {type(event).__name__ for events in clerk.ledger.seen.values() for event in events}


@pytest.fixture
def new(tmp_path: Path) -> Callable[[], Clerk]:
    numbers = count()

    def new() -> Clerk:
        clerk = Clerk(tmp_path / f"{next(numbers)}.sqlite")
        clerk.begin()
        return clerk

    return new


def test_every_event_that_there_is_a_rule_about_is_reached(new: Callable[[], Clerk]) -> None:
    """A rule that looks at nothing would prove nothing."""
    reached: set[str] = set()
    for topic in TOPICS:
        clerk = new()
        for act in proper_way(clerk, topic, LOV, DEFICIENCIES[0], SANCTIONS[0]):
            before = clerk.ledger.position
            act()
            assert clerk.ledger.position > before, f"{topic}: an act was refused"
        reached |= seen(clerk)
    assert RULES.keys() - reached == set()


@pytest.mark.parametrize("topic", TOPICS, ids=fold)
def test_no_act_can_be_left_out_unnoticed(topic: str, new: Callable[[], Clerk]) -> None:
    """The same matter without one of its acts, each in its turn: what depends on it is refused."""
    number = 0
    while True:
        clerk = new()
        acts = proper_way(clerk, topic, LOV, DEFICIENCIES[0], SANCTIONS[0])
        if number == len(acts):
            clerk.register.close()
            break
        tried = attempts(clerk, LOV, DEFICIENCIES[0], SANCTIONS[0])
        for act in acts[:number] + acts[number + 1 :] + tried:
            act()
        seen(clerk)
        number += 1


@pytest.mark.parametrize("first", range(len(TOPICS)))
@pytest.mark.parametrize("within", [LOV, EGEN])
def test_matters_one_after_the_other(
    first: int, within: AgreementId, new: Callable[[], Clerk]
) -> None:
    """Every matter meets every other, within an agreement that permits it or does not."""
    clerk = new()
    ids, sanctions = cycle(DEFICIENCIES), cycle(SANCTIONS)
    for topic in TOPICS[first:] + TOPICS[:first]:
        for act in proper_way(clerk, topic, within, next(ids), next(sanctions)):
            act()
    for act in attempts(clerk, within, next(ids), next(sanctions)):
        act()
    seen(clerk)
