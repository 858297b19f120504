"""What another guideline says of all that was decided, beside deciding all of it again one by one.

``vi`` asks a guideline about a million facts that are held as columns, and sums the differences
per measure, driftsform, provider and year, with the place of each case. ``forsta`` makes the
columns too, which is done once however many guidelines are asked. ``en_och_en`` is the answer to
each of the same decisions by `assess`, without any sums.
"""

from random import Random

from tests.audit.made import RULES, cases
from tests.policy.random_facts import random_facts
from tests.streams.rulings import CHIEF, DELEGATION, ÖREBRO

from avtalsuppfoljning.audit.cases import Case, Decisions
from avtalsuppfoljning.audit.mass import Basis
from avtalsuppfoljning.audit.whatif import can_be_tried
from avtalsuppfoljning.guidelines import Guideline, parse, shipped_text
from avtalsuppfoljning.policy import Choice, DelegationRef, Ruling, assess
from benchmarks.timing import Result, in_turns

SIZE = 200_000
"""Decisions; a million is ``--size 1000000``, and takes some gigabytes."""
DISTINCT = 20_000
"""Facts that differ; each is decided upon as often as it takes."""


def run(*, size: int, rounds: int) -> Result:
    """A draft that starts grave deficiencies one rung lower, asked of the same decisions."""
    draft = parse(
        shipped_text("orebro").replace('ger = "ekonomisk_sanktion"', 'ger = "atgardsplan"')
    )
    found = Decisions(decided(size), RULES)
    basis = Basis.of(found, draft)
    works = {
        "vi": lambda: basis.differences(draft).tallies(),
        "forsta": lambda: Basis.of(found, draft).differences(draft).tallies(),
        "en_och_en": lambda: one_by_one(found.cases, draft),
    }
    expected = one_by_one(found.cases, draft)
    differing = int(basis.differences(draft).any_of_them.sum())
    assert differing == expected, f"{differing} differ by the arrays, {expected} one by one"
    return Result(
        name="whatif",
        unit="us/beslut",
        size=size,
        spent=in_turns(works, rounds=rounds, each=size),
        quotients={
            "mot_en_och_en": ("en_och_en", "vi"),
            "forsta_mot_en_och_en": ("en_och_en", "forsta"),
        },
    )


def decided(size: int) -> tuple[Case, ...]:
    """Decisions on random facts: a measure that was permitted, one in ten times none."""
    chance = Random(7)  # noqa: S311  the same every time
    by = DelegationRef(
        id=DELEGATION.id, version=DELEGATION.version, fingerprint=DELEGATION.fingerprint
    )
    rulings = []
    for told, _ in zip(
        random_facts(chance, ÖREBRO.ladder), range(min(size, DISTINCT)), strict=False
    ):
        asked = assess(told, ÖREBRO)
        permitted = [each.measure for each in asked.permitted]
        measure = chance.choice(permitted) if permitted and chance.random() < 0.9 else None  # noqa: PLR2004  one in ten
        choice = Choice(measure=measure, decided_on=told.on, by=CHIEF, motivation="Utrett.")
        rulings.append(
            Ruling(choice=choice, assessment=asked, delegation=by, refusals=(), deviations=())
        )
    return cases((rulings[number % len(rulings)] for number in range(size)), providers=200)


def one_by_one(found: tuple[Case, ...], draft: Guideline) -> int:
    """How many come out otherwise, each decided again."""
    differing = 0
    for case in found:
        told, measure = case.ruling.assessment, case.ruling.choice.measure
        if not can_be_tried(case, draft):
            differing += 1
            continue
        now = assess(told.facts, draft)
        is_refused = measure is not None and now.permitted_measure(measure) is None
        differing += is_refused or now.recommended.action != told.recommended.action
    return differing
