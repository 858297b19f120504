"""Assess deficiencies under Örebro's guideline, beside the same decision written by hand.

``vi`` meets other facts in every round, just read, so that none has been met before.
``bedom`` is what a line through ``avtal bedom --rader`` costs: JSON in, JSON out. ``ur_dict``
starts from the plain data of a request and checks it. ``zen`` runs the exported tables,
``zen_trimmad`` a model made by hand; ``massa`` and ``openfisca`` answer many rows at once.
A peer that is not installed (extra ``bench``) is left out.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import Any

from avtalsuppfoljning.exchange.bedom import read_facts, write_assessment
from avtalsuppfoljning.guidelines import Guideline, load
from avtalsuppfoljning.policy import Facts, assess
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

ROWS = 500
"""Rows that are answered at once, for each deficiency."""

ON = date(2026, 11, 22)
STEP = 7_368_787  # a prime: neighbours have little in common
YES_NO = (True, False)
QUOTIENTS = {
    "mot_for_hand": ("for_hand", "vi"),
    "mot_zen": ("zen", "vi"),
    "mot_zen_trimmad": ("zen_trimmad", "vi"),
    "ur_dict_mot_zen_spar": ("zen_spar", "ur_dict"),
    "ur_dict_mot_zen_trimmad_spar": ("zen_trimmad_spar", "ur_dict"),
    "massa_mot_openfisca": ("openfisca", "massa"),
    "massa_tva_tradar_mot_openfisca": ("openfisca", "massa_tva_tradar"),
    "massa_mot_openfisca_kodad": ("openfisca_kodad", "massa"),
    "massa_mot_vi": ("vi", "massa"),
}


def run(*, size: int, rounds: int) -> Result:
    """First see that both give the same answers, then time them."""
    guideline = load("orebro")
    every = _lines()
    lines = list(islice(every, size))
    facts = [_facts(line) for line in lines]
    others: list[Facts] = []

    def read_others() -> None:
        others[:] = [_facts(line) for line in islice(every, size)]

    for each in facts:
        found, expected = _ours(each), assess_by_hand(each)
        if found != expected:
            raise AssertionError(f"{found} is not {expected} for {each}")

    # No work keeps its answers.
    def ours() -> None:
        for each in others:
            assess(each, guideline)

    def by_hand() -> None:
        for each in facts:
            assess_by_hand(each)

    def bedom() -> None:
        for line in lines:
            answer = write_assessment(assess(_facts(line), guideline), guideline)
            json.dumps(answer, ensure_ascii=False)

    def from_plain() -> None:
        for each in requests:
            assess(read_facts(each, today=ON)[1], guideline)

    requests = [json.loads(line) for line in lines]
    spent = in_turns(
        {
            "vi": ours,
            "for_hand": by_hand,
            "bedom": bedom,
            "ur_dict": from_plain,
            **_zen(requests, facts, guideline),
        },
        rounds=rounds,
        each=size,
        before={"vi": read_others},
    )
    spent |= _many(guideline, rounds=rounds, rows=size * ROWS)
    return Result(
        name="policy",
        unit="us/brist",
        size=size,
        spent=spent,
        quotients={name: parts for name, parts in QUOTIENTS.items() if spent.keys() >= set(parts)},
    )


def _zen(
    requests: list[Any], facts: list[Facts], guideline: Guideline
) -> dict[str, Callable[[], object]]:
    """What zen-engine does with the requests, where it is installed."""
    if find_spec("zen") is None:
        return {}
    peer = import_module("benchmarks.in_zen")
    works: dict[str, Callable[[], object]] = peer.works(
        requests, [_ours(each) for each in facts], guideline
    )
    return works


def _many(guideline: Guideline, *, rounds: int, rows: int) -> dict[str, list[float]]:
    """Random rows by the arrays and by OpenFisca, where it is installed."""
    if find_spec("openfisca_core") is None:
        return {}
    peer = import_module("benchmarks.in_openfisca")
    spent: dict[str, list[float]] = in_turns(peer.works(guideline, rows), rounds=rounds, each=rows)
    return spent


def _facts(line: bytes) -> Facts:
    return read_facts(read_json(line), today=ON)[1]


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
