"""Every benchmark runs and prints what is promised. How fast anything is, no test says."""

import json
from functools import partial

import pytest
from benchmarks import places
from benchmarks.__main__ import MODULES, main
from tests.recording.server import own

SIZES = {
    "append": 4,
    "load": 2,
    "replay": 100,
    "import": 1,
    "policy": 20,
    "rader": 60,
    "integritet": 200,
    "schedule": 4,
    "audit": 500,
    "whatif": 60,
}
QUOTIENTS = {
    "append": {"mot_eventsourcing", "mot_ra", "mot_eventsourcing_full", "mot_ra_full"},
    "load": {"mot_eventsourcing", "mot_ra"},
    "replay": {"mot_eventsourcing", "mot_ra"},
    "import": {"hjalp_mot_ra", "import_mot_ra"},
    "policy": {"mot_for_hand"},
    "integritet": {"tillagg_mot_utan", "verifiering_mot_avkodning"},
    "rader": {"mot_openpyxl", "kontroll_mot_openpyxl"},
    "schedule": {"mot_rrule"},
    "audit": {"mot_eventsourcing_tillstand"},
    "whatif": {"mot_en_och_en", "forsta_mot_en_och_en"},
}


@pytest.mark.parametrize("name", MODULES)
def test_it_prints_one_object(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([name, "--json", "--size", str(SIZES[name]), "--rounds", "1"])
    found = json.loads(capsys.readouterr().out)
    assert found["namn"] == name
    assert found["matt"].keys() >= {"vi"}
    assert found["kvoter"].keys() >= QUOTIENTS[name]
    assert all(isinstance(each, float) for each in [*found["matt"].values()])
    assert all(isinstance(each, float) for each in [*found["kvoter"].values()])


def test_without_json_it_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    main(["load", "--size", "2", "--rounds", "1"])
    printed = capsys.readouterr().out
    assert "mot_eventsourcing" in printed
    assert "us/strom" in printed


@pytest.mark.parametrize("name", ["append", "replay"])
def test_the_same_on_a_server(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "own", partial(own, "fsync=off"))
    size = str(SIZES[name])
    main([name, "--json", "--size", size, "--rounds", "1", "--store", "postgresql"])
    found = json.loads(capsys.readouterr().out)
    assert found["kvoter"].keys() >= QUOTIENTS[name]


def test_what_does_not_depend_on_the_store_is_measured_in_files_only() -> None:
    with pytest.raises(SystemExit):
        main(["policy", "--store", "postgresql"])
