"""Assess deficiencies under Örebro's guideline, beside the same decision written by hand.

``vi`` has not seen the facts before; ``vi_igen`` has, as in a replay that decides again.
``bedom`` is what a line through ``avtal bedom --rader`` costs: JSON in, JSON out.
"""

import json
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from avtalsuppfoljning.exchange.bedom import read_facts, write_assessment
from avtalsuppfoljning.guidelines import load
from avtalsuppfoljning.policy import Facts, assess
from avtalsuppfoljning.policy.assess import compile_guideline
from avtalsuppfoljning.strict import read_json
from avtalsuppfoljning.terms import (
    Driftsform,
    Frekvens,
    Hörd,
    Konsekvens,
    Resultat,
    Upphandlingsform,
)
from benchmarks.by_hand import LADDER, Answer, assess_by_hand
from benchmarks.timing import Result, in_turns

SIZE = 2_000
"""Deficiencies, no two of them alike."""

ON = date(2026, 11, 22)
STEP = 7_368_787  # a prime: neighbours have little in common
YES_NO = (True, False)


def run(*, size: int, rounds: int) -> Result:
    """First see that both give the same answers, then time them."""
    guideline = load("orebro")
    lines = list(islice(_lines(), size))
    facts = [read_facts(read_json(line), today=ON)[1] for line in lines]
    for each in facts:
        found, expected = _ours(each), assess_by_hand(each)
        if found != expected:
            raise AssertionError(f"{found} is not {expected} for {each}")

    def forget() -> None:
        compile_guideline(guideline).forget()

    def first() -> None:
        forget()
        for each in facts:
            assess(each, guideline)

    def bedom() -> None:
        forget()
        for line in lines:
            _, given = read_facts(read_json(line), today=ON)
            answer = write_assessment(assess(given, guideline), guideline)
            json.dumps(answer, ensure_ascii=False)

    spent = in_turns(
        {
            "vi": first,
            "vi_igen": lambda: [assess(each, guideline) for each in facts],
            "for_hand": lambda: [assess_by_hand(each) for each in facts],
            "bedom": bedom,
        },
        rounds=rounds,
        each=size,
    )
    return Result(
        name="policy",
        unit="us/brist",
        size=size,
        spent=spent,
        quotients={
            "mot_for_hand": ("for_hand", "vi"),
            "igen_mot_for_hand": ("for_hand", "vi_igen"),
        },
    )


def _ours(facts: Facts) -> Answer:
    answer = assess(facts, load("orebro"))
    return Answer(
        permitted=tuple(each.measure for each in answer.permitted),
        refused={each.measure: each.reasons for each in answer.refused},
        grade=answer.grade,
        level=answer.recommended.level,
        action=answer.recommended.action,
    )


def _lines() -> Iterator[bytes]:
    """Requests from all over the product of what can be asked."""
    at = 0
    while True:
        at += STEP
        yield json.dumps(_request(at)).encode()


def _request(number: int) -> dict[str, Any]:
    def one_of(choices: Any) -> Any:
        nonlocal number
        number, at = divmod(number, len(choices))
        return choices[at]

    avtal = {
        "atgarder": [measure for measure in LADDER[1:] if one_of(YES_NO)],
        "ekonomiska_former": one_of([[], ["vite"]]),
        "avstangning_kanaler": one_of([[], ["ickeval"]]),
        "havningsgrund_uppfylld": one_of(YES_NO),
        "hanvisar_till_riktlinjen": one_of(YES_NO),
        "slut": one_of([None, "2026-01-31"]),
    }
    konsekvens = {who: one_of(list(Konsekvens)) for who in ("individ", "kommunen", "utforaren")}
    return {
        "regelverk": "orebro",
        "per": ON.isoformat(),
        "driftsform": one_of(list(Driftsform)),
        "upphandlingsform": one_of(list(Upphandlingsform)),
        "avtal": avtal,
        "brist": {
            "avtalsbrist": one_of(YES_NO),
            "frekvens": one_of(list(Frekvens)),
            "konsekvens": konsekvens,
            "medveten": one_of(YES_NO),
            "upprepad": one_of(YES_NO),
        },
        "historik": {
            "hogsta_atgard": one_of([None, *LADDER]),
            "resultat": one_of(list(Resultat)),
        },
        "hord": one_of(list(Hörd)),
    }
