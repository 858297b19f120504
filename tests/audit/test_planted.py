"""Whatever is planted in an honest history is found and named, and nothing else is (O-46, O-51).

Each is planted twice: in the events, and in the file of a register, by somebody who has it open
in a database shell.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.audit import planted_around, planted_decisions
from tests.audit.found import Found
from tests.audit.planting import (
    LAST,
    guideline,
    write,
    year,
)

from avtalsuppfoljning.audit.findings import Audit, audit, audit_source
from avtalsuppfoljning.cli.exempelkoping import record_year
from avtalsuppfoljning.policy import assess
from avtalsuppfoljning.recording import Register
from avtalsuppfoljning.terms import fold

PLANTED = {**planted_decisions.PLANTED, **planted_around.PLANTED}


def told(audited: Audit) -> set[Found]:
    return set(_told(audited))


def _told(audited: Audit) -> Iterator[Found]:
    for each in audited.not_reproduced:
        assert each.difference is not None
        yield Found("ej_aterskapade", each.difference.path, each.recorded.position)
    for each in audited.unknown:
        yield Found("regler_okanda", each.unknown, each.recorded.position)
    for fault in audited.faults:
        yield Found("fel", fault.code, fault.position)
    for word in audited.late:
        yield Found("bakdaterade", word.applied_on.isoformat(), word.position)
    for omission in audited.omissions:
        yield Found("ej_gjort", f"{omission.code} {omission.about}".strip(), omission.stream)


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("arligt") / "avtal.sqlite"
    record_year(path)
    return path


def baseline() -> set[Found]:
    return told(audit(year(), on=LAST))


def test_there_are_as_many_as_were_asked_for() -> None:
    assert len(PLANTED) >= 30


def test_the_honest_year_has_nothing_of_it() -> None:
    assert {each.kind for each in baseline()} == {"ej_gjort"}


@pytest.mark.parametrize("name", PLANTED, ids=lambda name: fold(name).replace(" ", "-"))
def test_it_is_found_and_nothing_else(name: str, honest: Path, tmp_path: Path) -> None:
    plant, expected = PLANTED[name]
    log = year()
    plant(log)
    found = audit(log, on=LAST)
    assert told(found) - baseline() == expected
    assert {each.kind for each in baseline() - told(found)} <= {"ej_gjort"}
    path = tmp_path / "planterat.sqlite"
    shutil.copy(honest, path)
    write(path, log)
    with Register.open(path, create=False) as register:
        assert audit_source(register, on=LAST) == found


def test_the_forger_computed_as_the_rules_do() -> None:
    """What is planted by `choose` would be reproduced: only its basis is not the log's."""
    log = year()
    PLANTED["a finding made milder"][0](log)
    ruling = log[54].event.ruling
    assert assess(ruling.assessment.facts, guideline()) == ruling.assessment
