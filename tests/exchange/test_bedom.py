"""``avtal bedom``: the contract's own example, its defaults, and hostile facts."""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from tests.policy.cases import LADDER, ÖREBRO, all_facts, facts, unhurried

from avtalsuppfoljning.errors import InputError
from avtalsuppfoljning.exchange.bedom import read_facts, write_assessment
from avtalsuppfoljning.guidelines import load
from avtalsuppfoljning.policy import Facts, History, assess, ways_to_permit
from avtalsuppfoljning.strict import read_json
from avtalsuppfoljning.terms import Hörd, Resultat

TODAY = date(2026, 11, 22)
EXAMPLE: dict[str, Any] = read_json("""
{"regelverk": "orebro", "per": "2026-11-22",
 "driftsform": "privat_regi", "upphandlingsform": "lov",
 "avtal": {"atgarder": ["atgardsplan", "ekonomisk_sanktion", "avstangning", "havning"],
           "ekonomiska_former": ["vite"], "avstangning_kanaler": ["ickeval", "aktiva_val"],
           "havningsgrund_uppfylld": true, "hanvisar_till_riktlinjen": false,
           "slut": null, "endast_individavtal": false},
 "brist": {"avtalsbrist": true, "frekvens": "systematisk",
           "konsekvens": {"individ": "betydande", "kommunen": "liten", "utforaren": "ingen"},
           "medveten": false, "upprepad": false, "risk": false, "akut": false},
 "historik": {"hogsta_atgard": null, "resultat": "ej_uppfoljd"}, "hord": "svar_inkommet"}
""")
LEAST: dict[str, Any] = {
    "regelverk": "orebro",
    "driftsform": "egen_regi",
    "upphandlingsform": "lov",
    "avtal": {"atgarder": []},
    "brist": {
        "avtalsbrist": True,
        "frekvens": "lag",
        "konsekvens": {"individ": "ingen", "kommunen": "ingen", "utforaren": "ingen"},
    },
}


AMOUNT = {"atgard": "ekonomisk_sanktion", "belopp": "5000.00"}


def with_value(path: str, value: Any, *, base: dict[str, Any] = EXAMPLE) -> dict[str, Any]:
    data = deepcopy(base)
    *steps, last = path.split(".")
    inner = data
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return data


def without(path: str) -> dict[str, Any]:
    data = with_value(path, None)
    *steps, last = path.split(".")
    inner = data
    for step in steps:
        inner = inner[step]
    del inner[last]
    return data


def refusal(data: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        read_facts(data, today=TODAY)
    assert caught.value.place
    assert "\n" not in str(caught.value)
    return caught.value


def bedom(data: Any) -> dict[str, Any]:
    _, case = read_facts(data, today=TODAY)
    written = write_assessment(assess(case, ÖREBRO), ÖREBRO)
    again: dict[str, Any] = json.loads(json.dumps(written))
    assert again == written
    return again


def test_the_contracts_example() -> None:
    found = bedom(EXAMPLE)
    assert list(found) == [
        "regelverk", "mindre_omfattande", "grad", "tillatna", "nekade", "rekommendation",
        "skyldigheter", "spar", "avgorande",
    ]  # fmt: skip
    assert list(found["regelverk"]) == ["id", "version", "dokument", "fingeravtryck"]
    assert found["tillatna"][1] == {
        "atgard": "ekonomisk_sanktion",
        "sanktion": True,
        "former": ["vite"],
        "kallor": [{"dokument": "Sov 215/2020", "avsnitt": "Ekonomisk sanktion"}],
    }
    assert found["nekade"] == [
        {
            "atgard": "papekande",
            "skal": ["ej_mindre_omfattande"],
            "kallor": [{"dokument": "Sov 215/2020", "avsnitt": "Sanktioner, not 4"}],
            "andras_av": [
                [
                    {"fakta": "brist.frekvens", "till": "lag"},
                    {"fakta": "brist.konsekvens.individ", "till": "liten"},
                ]
            ],
        }
    ]
    assert list(found["rekommendation"]) == ["atgard", "niva", "skal", "kallor"]
    assert found["rekommendation"]["atgard"] == "ekonomisk_sanktion"
    assert found["rekommendation"]["kallor"][0]["tolkning"] is True
    assert list(found["skyldigheter"][0]) == ["skyldighet", "vem", "kallor"]


def test_defaults() -> None:
    name, case = read_facts(LEAST, today=TODAY)
    assert (name, case.on) == ("orebro", TODAY)
    assert case.history == History(highest_measure=None, result=Resultat.EJ_UPPFÖLJD)
    assert case.heard is Hörd.EJ_TILLFRÅGAD
    agreement = case.instrument
    assert (agreement.economic_forms, agreement.suspension_channels) == ((), ())
    assert (agreement.ends_on, agreement.amount_caps) == (None, ())
    assert not agreement.termination_ground_met
    assert not agreement.refers_to_guideline
    assert not agreement.only_individavtal
    found = case.finding
    assert not any((found.is_deliberate, found.is_repeated, found.is_risk, found.is_acute))


def test_a_cap_for_a_form() -> None:
    data = with_value("avtal.hogsta_belopp", {"vite": "50000.00"})
    (cap,) = read_facts(data, today=TODAY)[1].instrument.amount_caps
    assert (cap.form, str(cap.amount.amount)) == ("vite", "50000.00")


def test_what_is_decided_already() -> None:
    """The caps are the guideline's; what they leave is told beside the measure that they cap."""
    days = {"fran": "2026-10-01", "till": "2026-10-14"}
    told = [
        {"atgard": "vite", "belopp": "12000.00", "antal": 6},
        {"atgard": "vite", "belopp": "10000", "dagar": [days]},
    ]
    data = LEAST | {"regelverk": "exempelkoping", "driftsform": "privat_regi"}
    data |= {"avtal": {"atgarder": ["vite"]}, "historik": {"beslutade_belopp": told}}
    guideline = load("exempelkoping")
    answer = write_assessment(assess(read_facts(data, today=TODAY)[1], guideline), guideline)
    source = [{"dokument": "EXN 2025/001", "avsnitt": "6 § Vite"}]
    figures = ("20000.00", "12000.00", "8000.00"), ("50000.00", "10000.00", "40000.00")
    assert answer["tak"] == [
        {
            "atgard": "vite",
            "taxa": tariff.id,
            "enhet": tariff.unit.value,
            "hogst": cap,
            "beslutat": decided,
            "kvar": left,
            "utrakning": f"{cap} - {decided} = {left}",
            "kallor": source,
        }
        for tariff, (cap, decided, left) in zip(guideline.tariffs, figures, strict=True)
    ]
    bare = read_facts(data | {"historik": {}}, today=TODAY)[1]
    without_it = write_assessment(assess(bare, guideline), guideline)
    assert answer == without_it | {"tak": answer["tak"]}


def test_measures_beside_the_ladder_are_answered_too() -> None:
    """Skadestånd and återkrav: refused with what would permit them."""
    guideline = load("exempelkoping")
    data = LEAST | {"regelverk": "exempelkoping", "driftsform": "privat_regi"}
    answer = write_assessment(assess(read_facts(data, today=TODAY)[1], guideline), guideline)
    ways = {each["atgard"]: each["andras_av"] for each in answer["nekade"]}
    assert ways["skadestand"] == [[{"fakta": "brist.skada", "till": True}]]
    assert ways["aterkrav"] == [[{"fakta": "brist.felaktig_utbetalning", "till": True}]]


@unhurried
@given(all_facts())
def test_every_answer_is_whole(case: Facts) -> None:
    written = write_assessment(assess(case, ÖREBRO), ÖREBRO)
    measures = [each["atgard"] for each in (*written["tillatna"], *written["nekade"])]
    assert sorted(measures) == sorted(LADDER)
    assert all(sources(written))
    assert all(each["andras_av"] for each in written["nekade"])
    json.dumps(written, allow_nan=False)


def sources(written: Any) -> Iterator[list[Any]]:
    """Every ``kallor`` there is."""
    if isinstance(written, dict):
        if "kallor" in written:
            yield written["kallor"]
        written = list(written.values())
    if isinstance(written, list):
        for each in written:
            yield from sources(each)


def test_changes_are_written_as_the_facts_are_read() -> None:
    """An alternative, put back into the JSON it was asked with, permits the measure."""
    data = with_value("avtal.slut", "2026-01-31", base=EXAMPLE)
    data["avtal"] |= {"atgarder": [], "avstangning_kanaler": []}
    for refused in bedom(data)["nekade"]:
        for way in refused["andras_av"]:
            then = data
            for change in way:
                then = with_value(change["fakta"], change["till"], base=then)
            permitted = [each["atgard"] for each in bedom(then)["tillatna"]]
            assert refused["atgard"] in permitted


@pytest.mark.parametrize(
    "path",
    [
        "regelverk", "driftsform", "upphandlingsform", "avtal", "avtal.atgarder", "brist",
        "brist.avtalsbrist", "brist.frekvens", "brist.konsekvens", "brist.konsekvens.individ",
    ],
)  # fmt: skip
def test_what_is_required(path: str) -> None:
    assert refusal(without(path)).place == path


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("regelverk", "gavle", "regelverk"),
        ("regelverk", "../orebro", "regelverk"),
        ("per", "2024-09-31", "per"),
        ("per", 20260101, "per"),
        ("driftsform", "privat", "driftsform"),
        ("avtal.atgarder", "havning", "avtal.atgarder"),
        ("avtal.atgarder", ["havning", "varning"], "avtal.atgarder[1]"),
        ("avtal.atgarder", ["havning", "havning"], "avtal.atgarder"),
        ("avtal.ekonomiska_former", ["vite", "vite"], "avtal.ekonomiska_former"),
        ("avtal.avstangning_kanaler", ["post"], "avtal.avstangning_kanaler[0]"),
        ("avtal.havningsgrund_uppfylld", "false", "avtal.havningsgrund_uppfylld"),
        ("avtal.havningsgrund_uppfylld", 1, "avtal.havningsgrund_uppfylld"),
        ("avtal.slut", "", "avtal.slut"),
        ("avtal.hogsta_belopp", {"vite": 5}, "avtal.hogsta_belopp.vite"),
        ("avtal.hogsta_belopp", {"vite": "5.001"}, "avtal.hogsta_belopp.vite"),
        ("avtal.hogsta_belopp", {"bot": "5"}, "avtal.hogsta_belopp.bot"),
        ("brist.konsekvens.individ", "stor", "brist.konsekvens.individ"),
        ("brist.konsekvens.granne", "liten", "brist.konsekvens.granne"),
        ("brist.avtalsbrist", None, "brist.avtalsbrist"),
        ("historik.hogsta_atgard", "varning", "historik.hogsta_atgard"),
        ("historik", None, "historik"),
        *(
            ("historik.beslutade_belopp", [AMOUNT | wrong], f"historik.beslutade_belopp[0].{place}")
            for wrong, place in (
                ({"atgard": "vite"}, "atgard"),
                ({"belopp": "-1"}, "belopp"),
                ({"belopp": 5}, "belopp"),
                ({"antal": -1}, "antal"),
                ({"antal": "1"}, "antal"),
                ({"dagar": [{"fran": "2026-01-02", "till": "2026-01-01"}]}, "dagar[0].till"),
                ({"dagar": [{"fran": "2026-01-02"}]}, "dagar[0].till"),
                ({"valuta": "EUR"}, "valuta"),
            )
        ),
        ("hord", "ja", "hord"),
        ("personnummer", "x", "personnummer"),
    ],
)
def test_what_is_refused(path: str, value: Any, place: str) -> None:
    assert refusal(with_value(path, value)).place == place


def test_an_unknown_guideline_is_told_the_known_ones() -> None:
    assert "orebro" in str(refusal(with_value("regelverk", "gavle")))


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with every key or index in it."""
    if isinstance(data, dict | list):
        for key in list(data) if isinstance(data, dict) else range(len(data)):
            yield data, key
            yield from places(data[key])


def test_a_thousand_damaged_facts() -> None:
    """Each is read, or refused with its place; there is no third outcome."""
    chance = random.Random(215)  # noqa: S311 (a fixed seed)
    strange: list[Any] = [
        None, True, 0, 1.5, -1, "", "ja", "havning", "2024-09-31", [], {}, [[]], ["vite"] * 2,
        {"a": 1}, "\ud800", "x" * 10_000, "a\nb", 10**400, [None], {"": {}},
    ]  # fmt: skip
    refused = 0
    for _ in range(1000):
        data = deepcopy(EXAMPLE)
        for _ in range(chance.randrange(1, 3)):
            holder, key = chance.choice(list(places(data)))
            match chance.randrange(3):
                case 0:
                    holder[key] = chance.choice(strange)
                case 1:
                    del holder[key]
                case _ if isinstance(holder, dict):
                    holder[chance.choice(["okand", "", "a b", "per ", "ÅR"])] = holder.pop(key)
                case _:
                    holder.insert(0, chance.choice(strange))
        try:
            _, case = read_facts(data, today=TODAY)
        except InputError as fault:
            located = bool(fault.place) and "\n" not in str(fault) and str(fault).isprintable()
            refused += located
            if not located:
                raise
        else:
            assert assess(case, ÖREBRO).trace
    assert refused > 700


def test_what_is_not_an_object() -> None:
    hostile: list[Any] = [None, [], "x", 1]
    for data in hostile:
        assert refusal(data).place == "(hela)"


def test_no_way_is_lost_when_written() -> None:
    case = facts(measures=(), economic_forms=())
    for refused in write_assessment(assess(case, ÖREBRO), ÖREBRO)["nekade"]:
        assert len(refused["andras_av"]) == len(ways_to_permit(refused["atgard"], case, ÖREBRO))


@pytest.mark.parametrize(
    ("sent", "last", "place"),
    [
        ("2026-11-23", [], "historik.rattelse_skickad"),
        ("2026-11-02", ["2026-11-20", "2026-11-01"], "historik.rattelse_senast[1]"),
    ],
)
def test_a_cure_that_cannot_be(sent: str, last: list[str], place: str) -> None:
    data = with_value("historik.rattelse_skickad", sent)
    data["historik"]["rattelse_senast"] = last
    assert refusal(data).place == place


def test_a_cure_sent_and_ended_on_the_day_itself() -> None:
    data = with_value("historik.rattelse_skickad", "2026-11-22")
    data["historik"]["rattelse_senast"] = ["2026-11-22"]
    assert read_facts(data, today=TODAY)[1].history.cure_sent_on == TODAY


@pytest.mark.parametrize(
    ("on", "said"), [("2020-05-27", "2020-05-28"), ("2020-05-28", None), ("2026-11-22", None)]
)
def test_rules_that_were_not_in_force_say_so(on: str, said: str | None) -> None:
    _, asked = read_facts(with_value("per", on), today=TODAY)
    answer = write_assessment(assess(asked, ÖREBRO), ÖREBRO)
    assert answer["regelverk"].get("galler_fran") == said
