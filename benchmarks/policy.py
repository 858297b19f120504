"""Assess deficiencies under Örebro's guideline, beside the same decision written by hand.

``vi`` has not seen the facts before; ``vi_igen`` has, as in a replay that decides again.
``bedom`` is what a line through ``avtal bedom --rader`` costs: JSON in, JSON out. ``ur_dict``
starts from the plain data of a request and checks it. ``zen`` runs the exported tables,
``zen_trimmad`` a model made by hand; ``massa`` and ``openfisca`` answer many rows at once.
"""

import json
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import numpy as np
import zen

from avtalsuppfoljning.exchange.bedom import read_facts, write_assessment
from avtalsuppfoljning.guidelines import Guideline, load
from avtalsuppfoljning.policy import Facts, assess
from avtalsuppfoljning.policy.arrays import assess_arrays, words
from avtalsuppfoljning.policy.assessing import compile_guideline
from avtalsuppfoljning.strict import read_json
from avtalsuppfoljning.terms import (
    Driftsform,
    Frekvens,
    Hörd,
    Konsekvens,
    Resultat,
    Upphandlingsform,
)
from benchmarks import in_openfisca, in_zen, proof_arrays
from benchmarks.by_hand import LADDER, Answer, assess_by_hand
from benchmarks.timing import Result, in_turns

SIZE = 2_000
"""Deficiencies, no two of them alike."""

ROWS = 1_000_000
"""Rows that are answered at once."""

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

    def from_plain() -> None:
        forget()
        for each in requests:
            assess(read_facts(each, today=ON)[1], guideline)

    requests = [json.loads(line) for line in lines]
    engine = _zen(requests, facts, guideline)

    def run_zen(model: str, *, trace: bool = False) -> None:
        for each in requests:
            engine.evaluate(model, each, {"trace": trace})

    spent = in_turns(
        {
            "vi": first,
            "vi_igen": lambda: [assess(each, guideline) for each in facts],
            "for_hand": lambda: [assess_by_hand(each) for each in facts],
            "bedom": bedom,
            "ur_dict": from_plain,
            "zen": lambda: run_zen("export"),
            "zen_spar": lambda: run_zen("export", trace=True),
            "zen_trimmad": lambda: run_zen("trimmad"),
            "zen_trimmad_spar": lambda: run_zen("trimmad", trace=True),
        },
        rounds=rounds,
        each=size,
    )
    spent |= _many(guideline, rounds=rounds)
    return Result(
        name="policy",
        unit="us/brist",
        size=size,
        spent=spent,
        quotients={
            "mot_for_hand": ("for_hand", "vi"),
            "igen_mot_for_hand": ("for_hand", "vi_igen"),
            "mot_zen": ("zen", "vi"),
            "igen_mot_zen": ("zen", "vi_igen"),
            "mot_zen_trimmad": ("zen_trimmad", "vi"),
            "igen_mot_zen_trimmad": ("zen_trimmad", "vi_igen"),
            "ur_dict_mot_zen_spar": ("zen_spar", "ur_dict"),
            "ur_dict_mot_zen_trimmad_spar": ("zen_trimmad_spar", "ur_dict"),
            "massa_mot_openfisca": ("openfisca", "massa"),
            "massa_mot_openfisca_kodad": ("openfisca_kodad", "massa"),
            "massa_mot_vi": ("vi", "massa"),
        },
    )


def _zen(requests: list[Any], facts: list[Facts], guideline: Guideline) -> zen.ZenEngine:
    """An engine with both models, which have been seen to give our answers."""
    models = {"export": in_zen.exported(guideline), "trimmad": in_zen.model(guideline)}
    engine = zen.ZenEngine({"loader": {"type": "static", "content": models}})
    for request, each in zip(requests, facts, strict=True):
        for name in models:
            found = in_zen.answer(engine.evaluate(name, request)["result"], guideline)
            if found != _ours(each):
                raise AssertionError(f"{found} is not {_ours(each)} for {each}")
    return engine


def _many(guideline: Guideline, *, rounds: int) -> dict[str, list[float]]:
    """Random rows by the arrays and by OpenFisca, which have been seen to agree."""
    given = proof_arrays.columns(proof_arrays.raw_facts(ROWS, seed=1))
    systems = {each: in_openfisca.system(is_coded=each) for each in YES_NO}

    def arrays() -> dict[str, Any]:
        return assess_arrays(given, guideline, wanted=("far", "grad", "niva", "rekommendation"))

    ours, known = arrays(), words(guideline)
    for system in systems.values():
        theirs = in_openfisca.simulate(system, given)
        for measure in LADDER:
            same = theirs[f"far_{measure}"] == ours[f"far.{measure}"]
            if not same.all():
                raise AssertionError(f"{measure} differs in {(~same).sum()} rows")
        for name, named in in_openfisca.WORDS.items():
            one, other = np.array(known[name])[ours[name]], np.array(named)[theirs[name]]
            if (one != other).any():
                raise AssertionError(f"{name} differs in {(one != other).sum()} rows")
    return in_turns(
        {
            "massa": arrays,
            "openfisca": lambda: in_openfisca.simulate(systems[False], given),
            "openfisca_kodad": lambda: in_openfisca.simulate(systems[True], given),
        },
        rounds=rounds,
        each=ROWS,
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
