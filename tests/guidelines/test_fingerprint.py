"""The fingerprint follows what a guideline answers, not how its file is written."""

import re
from collections.abc import Iterator

import attrs
import pytest

from avtalsuppfoljning.guidelines import (
    Guideline,
    LevelRule,
    fingerprint,
    load,
    parse,
    shipped_text,
)
from avtalsuppfoljning.policy.compare import compare

TEXT = shipped_text("orebro")
BLOCKS = [block for block in re.split(r"(?m)^(?=\[)", TEXT) if block.startswith("[")]
HEAD = TEXT[: TEXT.index(BLOCKS[0])]
SAME = fingerprint(load("orebro"))


def edited(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def ordered(kind: str) -> str:
    """The file with the blocks of one kind in the opposite order."""
    backwards = [block for block in BLOCKS if block.startswith(f"[[{kind}]]")][::-1]
    return HEAD + "".join(
        backwards.pop(0) if block.startswith(f"[[{kind}]]") else block for block in BLOCKS
    )


@pytest.mark.parametrize("kind", ["grans", "grad.rad", "start.rad", "niva.rad", "skyldighet"])
def test_the_order_of_rows_is_nothing(kind: str) -> None:
    assert fingerprint(parse(ordered(kind))) == SAME


def test_comments_whitespace_ids_and_names_are_nothing() -> None:
    text = re.sub(r"(?m)\s*#.*$", "", TEXT).replace(" = ", "   =  ")
    text = text.replace('"grad-', '"g-').replace('"niva-', '"n-').replace("bara-lov", "lov-bara")
    assert fingerprint(parse(text)) == SAME


def test_how_a_limit_is_split_is_nothing() -> None:
    lou, rest = '["lou"]', '["uppdragsdirektiv", "ingen"]'
    block = next(each for each in BLOCKS if 'id = "bara-lov"' in each)
    whole = '["lou", "uppdragsdirektiv", "ingen"]'
    split = block.replace(whole, lou) + block.replace(whole, rest).replace("bara-lov", "resten")
    assert fingerprint(parse(TEXT.replace(block, split))) == SAME


def test_how_a_table_row_is_split_is_nothing() -> None:
    block = next(each for each in BLOCKS if 'id = "grad-synnerlig"' in each)
    one = block.replace("{ ", '{ frekvens = ["lag"], ', 1)
    two = block.replace("{ ", '{ frekvens = ["systematisk"], ', 1).replace("synnerlig", "tva", 1)
    assert fingerprint(parse(TEXT.replace(block, one + two))) == SAME


def test_an_input_that_makes_no_difference_is_nothing() -> None:
    text = edited('nar = { kanal_reglerad = ["nej"] }',
                  'nar = { kanal_reglerad = ["nej"], akut = ["ja", "nej"] }')  # fmt: skip
    assert fingerprint(parse(text)) == SAME


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('ger = "vasentlig"', 'ger = "allvarlig"'),
        ('ger = "papekande"', 'ger = "atgardsplan"'),
        ('ger = "hogst_av_start_och_tidigare"', 'ger = "start"'),
        ('"betydande", "allvarlig"] }', '"allvarlig"] }'),
        ('avsnitt = "Sanktioner, not 4"', 'avsnitt = "Sanktioner"'),
        ('avsnitt = "Inledning"\ntolkning = true', 'avsnitt = "Inledning"'),
        ('skal = "forutsattning_saknas"', 'skal = "ej_reglerat"'),
        ('verkan = "plan"', 'verkan = "varning"'),
        ('vem = "utforaren"', 'vem = "kommunen"'),
        ('namn = "Sov 215/2020"', 'namn = "Sov 1/2027"'),
        ('nekar = ["papekande", "atgardsplan", "avstangning", "havning"]',
         'nekar = ["papekande", "atgardsplan", "havning"]'),
        ('avsnitt = "Avstängning"', 'avsnitt = "Hävning"'),
    ],
)  # fmt: skip
def test_another_answer_is_another_fingerprint(old: str, new: str) -> None:
    assert fingerprint(parse(edited(old, new))) != SAME


def test_the_order_of_the_ladder_counts() -> None:
    assert fingerprint(parse(ordered("atgard"))) != SAME


def level_rules() -> Iterator[tuple[Guideline, Guideline]]:
    """Guidelines with short ladders, the rule of one of their level rows changed to another."""
    for guideline in map(load, ("socialforvaltning", "sundsvall")):
        rows = guideline.level.rows
        for at, row in enumerate(rows):
            for rule in set(LevelRule) - {row.gives}:
                changed = (*rows[:at], attrs.evolve(row, gives=rule.value), *rows[at + 1 :])
                level = attrs.evolve(guideline.level, rows=changed)
                yield guideline, attrs.evolve(guideline, level=level)


def test_a_level_rule_counts_exactly_when_it_changes_an_answer() -> None:
    """Where nothing is decided yet, the start and the higher of the start and that are one."""
    equal = 0
    for guideline, other in level_rules():
        found = compare(guideline, other)
        is_same = not (found.differences or found.terms or found.sources)
        assert (fingerprint(other) == fingerprint(guideline)) == is_same, other.level
        equal += is_same
    assert equal
