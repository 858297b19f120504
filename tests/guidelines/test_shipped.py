"""What holds for every shipped guideline's file."""

import re
from importlib.resources import files
from typing import Any

import pytest

from avtalsuppfoljning.guidelines import fingerprint, load, parse, shipped, shipped_text

GOLDEN = {
    ("exempelkoping", "2026-01-01"): (
        "sha256:22cb821ff833fcbc0449aa949d98ffb25a631ad9797d5769b6d315d6f5e9dd39"
    ),
    ("orebro", "2020-05-28"): (
        "sha256:25c80bc7df0798013835cfb419f6e195b3c3523257a725c1021fc8e7fe8bf10f"
    ),
    ("socialforvaltning", "2023-01-01"): (
        "sha256:62914399cac0eb9f2dd153de3c6b361a71c71779b3a177b6173813b8406eb166"
    ),
    ("sodertalje", "2018-01-15"): (
        "sha256:bdc2727566d7b247b8905641df56617c6aec069d9f4050cad113a6617eb094cc"
    ),
    ("sundsvall", "2019-01-01"): (
        "sha256:1f02828094cb091c4a82f6bdd10f04220df46ce21705fca1b1153e5e06524b58"
    ),
}

every_file = pytest.mark.parametrize(("id", "version"), shipped(), ids=str)


def test_golden_fingerprints() -> None:
    """Each changes only with a reviewed table of the outcomes that differ."""
    assert {each: fingerprint(load(*each)) for each in shipped()} == GOLDEN


@every_file
def test_the_file_is_in_the_place_of_its_head(id: str, version: str) -> None:  # noqa: A002
    found = load(id, version)
    assert (found.id, found.version) == (id, version)
    assert found.facts_version == 1


@every_file
def test_every_reading_says_how_it_reads(id: str, version: str) -> None:  # noqa: A002
    """In a sentence of its own, or in a comment above the section (Örebro)."""
    found = load(id, version)
    readings = dict(found.readings)
    tables = (found.grade, found.start, found.level)
    rules: list[Any] = [*found.limits, *found.duties, *found.measures]
    rules += [row for table in tables for row in table.rows]
    rules += [*found.coverage, *found.focus]
    read = {each.id for each in rules if each.citation.is_interpretation}
    read |= {
        each.id
        for each in found.obligations
        if any(citation.is_interpretation for citation in each.citations)
    }
    assert read >= set(readings)
    if id != "orebro":
        assert read == set(readings)
    if id == "exempelkoping":
        assert read == set()


@every_file
def test_comments_are_no_part_of_a_guideline(id: str, version: str) -> None:  # noqa: A002
    text = re.sub(r"(?m)\s+#.*$|^#.*$", "", shipped_text(id, version))
    assert fingerprint(parse(text)) == GOLDEN[id, version]


def test_no_municipality_is_in_the_code() -> None:
    """Code knows facts, tables and effects."""
    names = {name for name, _ in shipped()} - {"socialforvaltning"}
    for package in ("guidelines", "policy"):
        for file in files(f"avtalsuppfoljning.{package}").iterdir():
            if file.name.endswith(".py"):
                text = file.read_text(encoding="utf-8")
                code = re.sub(r'(?s)""".*?"""|#[^\n]*', "", text)
                assert not [name for name in names if name in code], file.name
